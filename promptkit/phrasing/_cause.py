"""Causes: what makes a thing move that cannot move by itself."""

import re

from promptkit.lexicon import (
    Behaviour,
    Found,
    Material,
    actions,
    behaviours,
    beings,
    find_entries,
    find_last,
    find_phrase,
    find_things,
    materials,
    plural,
    singular,
    verb_in,
)
from promptkit.patterns import lazy
from promptkit.phrasing._aboard import with_what_carries_it
from promptkit.phrasing._airless import is_airless
from promptkit.phrasing._around import behaving, is_shaken
from promptkit.phrasing._around_air import by_air, other_air
from promptkit.phrasing._changed import by_what_it_is, of_a_blast
from promptkit.phrasing._fit import has_past_form
from promptkit.phrasing._moved import Moved
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._shown import FAKE, PLAY
from promptkit.phrasing._told_air import is_told_beside
from promptkit.phrasing._under_water import is_under_water
from promptkit.phrasing._wearer import moves_about, rhythm_of, speed_of
from promptkit.scene import Element, Scene
from promptkit.scene.lexicon import words
from promptkit.scene.wording import agreeing

_HELD = lazy(r"\s+(?:in|on)\s+(?:her|his|their|its)\s+(?:hair|hands?|mouth|paws?|beak)\b", re.IGNORECASE)
"""What is held or worn goes with its wearer, not with the air."""
_DOES_TO = lazy(r"\W*(?:\w+ly\s+)?\w+\s+(?:one|two|an?|the|his|her|its|their)\s", re.IGNORECASE)
_TWO = lazy(r"(?:\b(?:and|or)|&)\s+(?:(?!the\b)\w+\s+){0,3}$", re.IGNORECASE)
_AND_ANOTHER = lazy(r"\s*(?:,\s*)?(?:and|or|&)\s+(?:an?|the|one|two|three|his|her|its|their)\b", re.IGNORECASE)
_PLAY = lazy(rf"\b(?:{PLAY})\b", re.IGNORECASE)
_HOOFED = ("hoofed", "cattle", "camel", "giraffe")
_CHURNED_UP = "as hooves churn it up"
_COMES = lazy(r"(?:\w+ly\s+)?(?:com(?:es?|ing)|came|go(?:es|ing)?|mov|head|pass|cross|pour|stream)", re.IGNORECASE)
_RACED_UP = "as racing feet churn it up"
_ONCE = lazy(r"[^.;]*\b(?:once|twice)\b", re.IGNORECASE)
_ABOARD = lazy(
    r"[^,.;]*\b(?:from|on|behind|off|under|atop|of|in)\s+(?:(?:the|an?|his|her|its|"
    r"their)\s+)?(?:[\w-]+\s+){0,2}(?:vans?|cars?|trucks?|jeeps?|vehicles?|pick-?ups?|suvs?|lorr(?:y|ies)|"
    r"quads?|bugg(?:y|ies)|convoys?|coach(?:es)?|stagecoach(?:es)?|"
    r"bus|antennas?|antennae|aerials?|bikes?|bicycles?|scooters?|motorcycles?|motorbikes?|"
    r"trains?|carts?|rack|horses?|saddle|wagon|tractors?|"
    r"wheels?|tyres?|tires?|hooves|heels|feet|trams?|rickshaws?|handlebars?|mirror|plane|helicopter)\b",
    re.IGNORECASE,
)
"""What hangs on a vehicle follows it."""
_PART_OF = lazy(
    r"(?:[\w-]+\s+)?(?:strands?|locks?|wisps?|hems?|edges?|ends?|corners?|tips?|folds?|rows?|lines?|blades?|"
    r"stalks?)\s+of\s+"
    r"(?P<whole>(?:(?:her|his|their|its|the|an?)\s+)?(?:[\w-]+\s+)?[\w-]+)",
    re.IGNORECASE,
)
"""What is moved as the whole is: "strands of her hair"."""
_VESSELS = (
    "glass",
    "bottle",
    "jug",
    "cup",
    "bowl",
    "goblet",
    "bucket",
    "watering can",
    "bathtub",
    "tub",
    "sink",
    "kettle",
    "vase",
    "jar",
    "carafe",
    "pitcher",
    "tank",
    "tumbler",
    "barrel",
    "basin",
    "pot",
    "pan",
)
_OVER_THE_GROUND = lazy(
    r"\s+(?:along|across|over|past|(?:down|through)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:street|road|alley|lane|path|park|yard|courtyard|square))\b"
)
_NO_ROLL = lazy(r"\b(?:fat|eyes?|hips?|shoulders?|hills?|thunder|credits|dough|sleeves?|tongue|head)$", re.IGNORECASE)
"""What rolls in another sense."""
_AIR_LATER = lazy(r"[^.!?]*\b(?:wind|breeze|gusts?|draught|draft)\b", re.IGNORECASE)
"""What says later in the sentence what moves it."""
_TAUT = lazy(r"\b(?:finish\w*|race|ceremonial|opening|gift|award)(?:[- ]line)?\s+(?:tapes?|ribbons?)\b", re.IGNORECASE)
"""What is stretched or tied, and moved by whoever meets it."""
_FLAT_WATER = lazy(
    r"\b(?:mirror-?(?:like|smooth|flat)|glassy|(?:as|like) (?:a mirror|glass)|flat calm|unruffled)\b", re.IGNORECASE
)
"""Over which no wind blows."""
_RETURNS = lazy(
    r"(?:\w+ly\s+)?\w+\s+(?:\w+ly\s+)?back\s+(?:in(?:to)?|to|up|upright|on|down|against)\b(?!\s+(?:and|the\s+wind))",
    re.IGNORECASE,
)
"""What goes back to where it was had been bent or pushed."""
_OTHER_CAUSE = lazy(
    r"[^,.;:!?]*\b(?:by|due|thanks|because|under the weight|to the (?:rhythm|music|beat)|with (?:each|every)|"
    r"with (?:the|his|her|their|its|an?) (?:\w+ ){0,2}(?:music|beat|rhythm|movements?|motions?|turns?|steps?|"
    r"strides?|wind|"
    r"breeze|currents?|tides?|waves?|swell|impact|force|vibrations?|breath|swing|roll|sway|engines?|train|bass|"
    r"weight|touch|"
    r"draught|blows?|hands?|fingers|body|hips|head)|"
    r"in (?:time|rhythm)|from the (?:force|impact|blast|heat|speed))\b",
    re.IGNORECASE,
)
"""What says behind the motion what makes it."""
_ON_SOMEBODY = lazy(
    r"(?:\s+\w+ly)?\s+(?:at|around|about|against|over|from|on)\s+(?:her|his|their|its)\s+"
    r"(?:ankles?|legs?|knees?|shoulders?|sleeves?|neck|waist|hips?|arms?|wrists?|back|feet|face|head)\b",
    re.IGNORECASE,
)
"""What hangs there follows the body."""
_RISES = ("rise", "risi", "rose", "swir", "bill", "whir")
"""How verbs begin of dust that is being raised."""


def cause_of(scene: Scene, element: Element) -> str | None:
    """What makes `element` move, where that is sure and to be seen: "in the wind", "with each step".

    A thing worn by someone who moves follows that motion; others follow the air or the water of the place, warmth or
    their own weight, as their motion tells. None when the motion is not known, when nothing is sure to make it, and
    where the words could be taken for another thing's.
    """
    if element.motion is None or _HELD.match(scene.prompt, element.what.end) or _DOES_TO.match(element.motion.text):
        return None
    if _is_settled(scene, element):
        return None
    if carried := with_what_carries_it(scene, element):
        return carried
    material, several = _material(scene, element)
    behaviour = verb_in(element.motion.text, behaviours())
    if behaviour is None or _has_another_cause(scene, element, material, behaviour):
        return None
    found = _options(scene, element, material, behaviour)
    return found[0].replace("{its}", "their" if several else "its") if found else None


def why_no_cause(scene: Scene, element: Element) -> str:
    """What its author may do about a motion that no cause is sure of."""
    what, it = element.what.text, agreeing([element.what], "it", "them")
    material, _ = _material(scene, element)
    behaviour = verb_in(element.motion.text, behaviours()) if element.motion else None
    blown = behaviour is not None and behaviour.kind == "air" and not _TAUT.search(what)
    if is_in_capitals(scene.prompt):
        advice = "in capitals nothing is added; say yourself what moves it"
    elif is_airless(scene.prompt):
        advice = f"no air blows there; say who or what moves {it}"
    elif is_under_water(scene.prompt):
        advice = f"say whether a current, a swimmer or a hand moves {it}"
    elif blown and material and material.worn and find_entries(scene.prompt, beings()):
        advice = f'say whether the air moves {it} or who wears {it}: "in the wind", "as she turns"'
    elif blown and material and material.stirred:
        advice = f"say which air moves {it}, or what passes by"
    else:
        advice = f"say what pushes, pulls, heats or carries {it}"
    return f'no cause is sure for "{what}"; {advice}'


def is_in_capitals(prompt: str) -> bool:
    """Whether a prompt is written in capitals, which an addition in small letters would break."""
    letters = [letter for letter in prompt if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > len(letters) / 2


def _is_settled(scene: Scene, element: Element) -> bool:
    """Whether nothing may be added there, or a cause is told behind the motion."""
    return (
        is_in_capitals(scene.prompt)
        or "=" in scene.prompt  # a list of settings
        or _OTHER_CAUSE.match(scene.prompt, (element.motion or element.what).end) is not None
    )


def _has_another_cause(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether something else shakes it, or it does not move so at all."""
    is_worn = material is not None and material.worn
    shaken = not is_worn and (is_shaken(scene, element) or _is_in_a_vessel(scene, material))
    return (behaviour.kind == "air" and shaken) or not _is_fit(scene.prompt, element, material, behaviour)


def _is_blown(prompt: str, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether it is the air that makes such a motion of such a thing: wind turns mills and rolls paper bags."""
    if behaviour.kind == "air" or material is None:
        return behaviour.kind == "air"
    rolls = behaviour.kind in ("momentum", "impact") or behaving(
        (element.motion or element.what).text, behaviour
    ).startswith("tumbl")
    if material.name == "leaves" and rolls and element.motion and _OVER_THE_GROUND.match(prompt, element.motion.end):
        return True
    return (material.stirred == "wheel" and behaviour.kind == "spin") or (material.stirred == "loose" and rolls)


def _options(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> list[str]:
    """What may be said, best first."""
    if not _is_blown(scene.prompt, element, material, behaviour):
        return by_what_it_is(scene, element, material, behaviour)
    if material is None or element.motion is None:
        return []
    verb = behaving(element.motion.text, behaviour)
    if material.name == "dust" and _of_a_herd(scene):
        return [_RACED_UP if _of_other_animals(scene) else _CHURNED_UP] if verb[:4] in _RISES else []
    if material.name in ("smoke", "dust") and (blast := of_a_blast(scene, element, verb)):
        return blast
    picture = picture_of(scene)
    return _in_the_air(Moved(scene, element, material, verb, picture, picture.air))


def _in_the_air(moved: Moved) -> list[str]:
    """What a wearer's motion does, or the air."""
    scene, element = moved.scene, moved.element
    if moved.material.worn:
        own = speed_of(scene, element, moved.air) or rhythm_of(scene, element, moved.material, moved.verb)
        if own or moves_about(scene, element, moved.verb):
            return [own] if own else []
    elif _ON_SOMEBODY.match(scene.prompt, (element.motion or element.what).end):
        return []
    return other_air(moved) if is_told_beside(scene, element) else by_air(moved)


def _is_in_a_vessel(scene: Scene, material: Material | None) -> bool:
    """Whether the water is no open water, which alone a wind brushes."""
    is_water = material is not None and material.name == "water surface"
    return is_water and find_phrase(scene.prompt, _VESSELS) is not None


def _is_fit(prompt: str, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether the thing is known, and one that can move so for that reason."""
    blown = _is_blown(prompt, element, material, behaviour)
    if element.motion is None or (behaviour.kind == "momentum" and _NO_ROLL.search(element.what.text)):
        return False
    if has_past_form(prompt, element.motion.start, behaving(element.motion.text, behaviour)):
        return False
    motion_end, before = element.motion.end, prompt[: element.what.start]
    against = (
        behaviour.kind == "air" and _FLAT_WATER.search(prompt),
        behaviour.kind == "air" and _AIR_LATER.match(prompt, motion_end),
        behaviour.name == "bouncing" and _ONCE.match(prompt, motion_end),
        _ABOARD.match(prompt, motion_end) or _ABOARD.match(prompt, element.what.end),
        _ABOARD.search(element.what.text),
        _RETURNS.match(prompt, element.motion.start),
        not blown
        and (
            _TWO.search(before)
            or _AND_ANOTHER.match(prompt, element.what.end)
            or re.search(r"\sand\s|&", element.what.text)  # two things, and one pronoun
        ),
        _is_play(prompt, element),
    )
    if any(against) or _TAUT.search(element.what.text):
        return False
    many, _, stuff = element.what.text.partition(" of ")
    if stuff and singular(many.lower().split()[-1]) != many.lower().split()[-1] and singular(stuff) == stuff:
        return False  # "vines of ivy": it, or them
    if behaviour.only and not blown:
        return moves_so(many, behaviour)
    return bool(find_things(element.what.text)) or material is not None


def moves_so(phrase: str, behaviour: Behaviour) -> bool:
    """Whether a noun phrase ends in one of the nouns that alone move so: "two ice creams"."""
    listed = phrase.lower().split()
    tails = {" ".join(listed[at:]) for at in range(len(listed))}
    return bool(tails & {form for noun in behaviour.only for form in (noun, plural(noun))})


def _named_thing(prompt: str, element: Element) -> Found[Material] | None:
    """The material whose name ends where the thing's does, by the words before it too: "wheat field"."""
    return find_last(prompt, element.what.end, materials())


def _is_play(prompt: str, element: Element) -> bool:
    """Whether it is painted, of paper or a toy, where such things are not."""
    named = _named_thing(prompt, element)
    start = named.start if named else element.what.start
    own = prompt[element.what.start : start] if named else element.what.text
    return FAKE.search(prompt[:start].lower()) is not None or _PLAY.search(own) is not None


def _material(scene: Scene, element: Element) -> tuple[Material | None, bool]:
    """What it is, and whether it is several."""
    head, _, rest = element.what.text.lower().partition(" of ")
    several = (rest if head.rpartition(" ")[2] in words("motion_other", "collectives") else head).endswith("s")
    named = _named_thing(scene.prompt, element)
    if named and not rest:
        return named.entry, named.plural
    found = find_entries(element.what.text, materials())
    if part := _PART_OF.match(scene.prompt, element.what.start):
        found = find_entries(part["whole"], materials()) or found
    return (found[-1].entry if found else None), several


def _of_a_herd(scene: Scene) -> bool:
    """Whether hoofed animals run there, whose dust no wind need raise."""
    return any(
        other.motion is not None
        and _goes(other.motion.text)
        and any(found.entry.kind in _HOOFED for found in find_entries(other.what.text, beings()))
        for other in scene.elements
    )


def _goes(motion: str) -> bool:
    action = verb_in(motion, actions())
    return not action.calm if action else _COMES.match(motion) is not None


def _of_other_animals(scene: Scene) -> bool:
    """Whether animals without hooves run there as well."""
    movers = [other for other in scene.elements if other.motion is not None and other.role == "subject"]
    found = [entry for other in movers for entry in find_entries(other.what.text, beings())]
    return any(not each.entry.human and each.entry.kind not in _HOOFED for each in found)
