"""Causes: what makes a thing move that cannot move by itself."""

import re

from promptkit.lexicon import (
    Behaviour,
    Material,
    actions,
    behaviours,
    beings,
    find_entries,
    find_phrase,
    find_things,
    materials,
    plural,
    singular,
    verb_in,
)
from promptkit.patterns import lazy
from promptkit.phrasing._around import behaving, is_shaken, sentence
from promptkit.phrasing._around_air import Moved, by_air, is_told_beside
from promptkit.phrasing._changed import by_what_it_is, of_a_blast
from promptkit.phrasing._fit import has_past_form
from promptkit.phrasing._picture import Picture, picture_of
from promptkit.phrasing._setting import OPEN, UNSAID, Air
from promptkit.phrasing._shown import FAKE, PLAY
from promptkit.phrasing._wearer import moves_about, rhythm_of, speed_of
from promptkit.scene import Element, Scene
from promptkit.scene.lexicon import words

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
    r"bus|antennas?|antennae|aerials?|boats?|ships?|bikes?|bicycles?|scooters?|motorcycles?|motorbikes?|"
    r"trains?|carts?|rack|horses?|saddle|wagon|tractors?|"
    r"wheels?|tyres?|tires?|hooves|heels|feet|trams?|rickshaws?|handlebars?|mast|mirror|plane|helicopter)\b",
    re.IGNORECASE,
)
"""What hangs on a vehicle follows it."""
_OPEN_TOO = (
    "balloon",
    "feathers",
    "dandelion seed",
    "soap bubble",
    "hair",
    "fur",
    "dress",
    "cloak",
    "coat",
    "scarf",
)
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
_NO_ROLL = lazy(r"\b(?:fat|eyes?|hips?|shoulders?|hills?|thunder|credits|dough|sleeves?|tongue|head)$", re.IGNORECASE)
"""What rolls in another sense."""
_ROLLED_BY_WIND = lazy(r"\b(?:bag|paper|newspaper|wrapper|leaf|leaves|tumbleweed|hat|lid|umbrella)s?\b", re.IGNORECASE)
_AIR_LATER = lazy(r"[^.!?]*\b(?:wind|breeze|gusts?|draught|draft)\b", re.IGNORECASE)
"""What says later in the sentence what moves it."""
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
    r"[^,.;:!?]*\b(?:by|due|thanks|because|under the weight|to the (?:rhythm|music|beat)|with (?:each|every|"
    r"the|his|her|their|its|a)|"
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
    material, several = _material(element)
    behaviour = verb_in(element.motion.text, behaviours())
    if behaviour is None or _has_another_cause(scene, element, material, behaviour):
        return None
    found = _options(scene, element, material, behaviour)
    return found[0].replace("{its}", "their" if several else "its") if found else None


def why_no_cause(scene: Scene, element: Element) -> str:
    """What its author may do about a motion that no cause is sure of."""
    what = element.what.text
    material, _ = _material(element)
    behaviour = verb_in(element.motion.text, behaviours()) if element.motion else None
    if is_in_capitals(scene.prompt):
        advice = "in capitals nothing is added; say yourself what moves it"
    elif material and material.worn:
        advice = 'say whether the air moves it or who wears it: "in the wind", "as she turns"'
    elif behaviour and behaviour.kind == "air":
        advice = "say which air moves it, or what passes by"
    else:
        advice = "say what pushes, pulls, heats or carries it"
    return f'no cause is sure for "{what}"; {advice}'


def is_in_capitals(prompt: str) -> bool:
    """Whether a prompt is written in capitals, which an addition in small letters would break."""
    letters = [letter for letter in prompt if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > len(letters) / 2


def _has_another_cause(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether somebody may have brought it about, something else shakes it, or it does not move so at all."""
    is_worn = material is not None and material.worn
    against = (
        behaviour.kind == "air" and not is_worn and (is_shaken(scene, element) or _is_in_a_vessel(scene, material)),
        is_in_capitals(scene.prompt),
        "=" in scene.prompt,  # a list of settings
        _OTHER_CAUSE.match(scene.prompt, (element.motion or element.what).end),
    )
    return any(against) or not _is_fit(scene.prompt, element, material, behaviour)


def _options(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> list[str]:
    """What may be said, best first."""
    if behaviour.kind == "momentum":
        return _rolled(scene, element)
    if behaviour.kind != "air":
        return by_what_it_is(scene, element, material, behaviour)
    if material is None or element.motion is None:
        return []
    verb = behaving(element.motion.text, behaviour)
    if material.name == "dust" and _of_a_herd(scene):
        return [_RACED_UP if _of_other_animals(scene) else _CHURNED_UP] if verb[:4] in _RISES else []
    if material.name in ("smoke", "dust") and (blast := of_a_blast(scene, element, verb)):
        return blast
    picture = picture_of(scene)
    return _in_the_air(Moved(scene, element, material, verb, picture, _air(picture, material)))


def _in_the_air(moved: Moved) -> list[str]:
    """What a wearer's motion does, or the air."""
    scene, element = moved.scene, moved.element
    if moved.material.worn:
        own = speed_of(scene, element, moved.air) or rhythm_of(scene, element, moved.material, moved.verb)
        if own or moves_about(scene, element, moved.verb):
            return [own] if own else []
    elif _ON_SOMEBODY.match(scene.prompt, (element.motion or element.what).end):
        return []
    return [] if is_told_beside(scene, element) else by_air(moved)


def _rolled(scene: Scene, element: Element) -> list[str]:
    """What wind rolls; what else rolls goes on by itself, and a cause would show nothing."""
    picture = picture_of(scene)
    against = (
        find_entries(sentence(scene, element), beings()),
        is_told_beside(scene, element),
        not _ROLLED_BY_WIND.search(element.what.text),
        picture.is_within or (picture.place is None and "tumbleweed" not in element.what.text.lower()),
    )
    return [] if any(against) else ["in the wind"]


def _is_in_a_vessel(scene: Scene, material: Material | None) -> bool:
    """Whether the water is no open water, which alone a wind brushes."""
    is_water = material is not None and material.name == "water surface"
    return is_water and find_phrase(scene.prompt, _VESSELS) is not None


def _air(picture: Picture, material: Material | None) -> Air:
    """The air around the thing, by its short name where the prompt names it already."""
    air = picture.air
    in_the_open = material is None or material.outdoors or material.name in _OPEN_TOO
    if picture.place is None and air == UNSAID and in_the_open:
        return OPEN
    return air


def _is_fit(prompt: str, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether the thing is known, and one that can move so for that reason."""
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
        _TWO.search(before)
        or _AND_ANOTHER.match(prompt, element.what.end)
        or re.search(r"\sand\s|&", element.what.text),  # two things, and one pronoun
        FAKE.search(before.lower()) or _PLAY.search(element.what.text),
    )
    if any(against):
        return False
    many, _, stuff = element.what.text.partition(" of ")
    if stuff and singular(many.lower().split()[-1]) != many.lower().split()[-1] and singular(stuff) == stuff:
        return False  # "vines of ivy": it, or them
    if behaviour.only:
        return moves_so(many, behaviour)
    return bool(find_things(element.what.text)) or material is not None


def moves_so(phrase: str, behaviour: Behaviour) -> bool:
    """Whether a noun phrase ends in one of the nouns that alone move so: "two ice creams"."""
    listed = phrase.lower().split()
    tails = {" ".join(listed[at:]) for at in range(len(listed))}
    return bool(tails & {form for noun in behaviour.only for form in (noun, plural(noun))})


def _material(element: Element) -> tuple[Material | None, bool]:
    found = find_entries(element.what.text, materials())
    head, _, rest = element.what.text.lower().partition(" of ")
    several = (rest if head.rpartition(" ")[2] in words("motion_other", "collectives") else head).endswith("s")
    if not found:
        return None, several
    ends = not rest and found[-1].end == len(element.what.text)
    return found[-1].entry, found[-1].plural if ends else several


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
