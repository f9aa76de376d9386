"""Causes: what makes a thing move that cannot move by itself."""

import re
from dataclasses import replace

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
from promptkit.phrasing._around import another_follows, behaving, is_shaken, sentence
from promptkit.phrasing._around_air import air_around
from promptkit.phrasing._changed import by_what_it_is
from promptkit.phrasing._fit import has_past_form
from promptkit.phrasing._idea import by_prompt, said
from promptkit.phrasing._picture import Picture, picture_of
from promptkit.phrasing._setting import DELICATE, OPEN, UNSAID, Air
from promptkit.phrasing._shown import FAKE, PLAY
from promptkit.phrasing._wearer import rhythm_of, speed_of
from promptkit.scene import Element, Scene
from promptkit.scene.lexicon import words

_HELD = lazy(r"\s+(?:in|on)\s+(?:her|his|their|its)\s+(?:hair|hands?|mouth|paws?|beak)\b", re.IGNORECASE)
"""What is held or worn goes with its wearer, not with the air."""
_DOES_TO = lazy(r"\W*(?:\w+ly\s+)?\w+\s+(?:one|two|an?|the|his|her|its|their)\s", re.IGNORECASE)
_ROOTED = (
    "tree",
    "palm",
    "grass",
    "reeds",
    "leaves",
    "ivy",
    "blossom",
    "flag",
    "kite",
    "cloud",
    "mist",
    "hedge",
    "sail",
)
"""What is met in the open, so that there is air around it although no place is named."""
_STRONG = ("bill", "flap", "snap", "whip", "lash", "stre", "blow", "whir", "scat", "swir")
"""How verbs begin that a mere draught does not bring about."""
_BARE = 6
"""Words of a prompt that says of one thing that it moves, and no more: the cause may choose the place."""
_FALLS_OTHERWISE = lazy(
    r"\s*(?:\w+\s+)?(?:apart|asleep|silent|behind|in love|into place|over|short|off the back)\b", re.IGNORECASE
)
_TWO = lazy(r"(?:\b(?:and|or)|&)\s+(?:(?!the\b)\w+\s+){0,3}$", re.IGNORECASE)
_AND_ANOTHER = lazy(r"\s*(?:,\s*)?(?:and|or|&)\s+(?:an?|the|one|two|three|his|her|its|their)\b", re.IGNORECASE)
_PLAY = lazy(rf"\b(?:{PLAY})\b", re.IGNORECASE)
_STIRRED = (*DELICATE, "curtain", "feathers", "dust")
"""What a draught explains, where the prompt itself says that it stirs."""
_HOOFED = ("hoofed", "cattle", "camel", "giraffe")
_CHURNED_UP = "as hooves churn {it} up"
_COMES = lazy(r"(?:\w+ly\s+)?(?:com(?:es?|ing)|came|go(?:es|ing)?|mov|head|pass|cross|pour|stream)", re.IGNORECASE)
_RACED_UP = "as racing feet churn {it} up"
_ONCE = lazy(r"[^.;]*\b(?:once|twice)\b", re.IGNORECASE)
_ABOARD = lazy(
    r"[^,.;]*\b(?:from|on|behind|off|under|atop|of|in)\s+(?:(?:the|an?|his|her|its|their)\s+)?(?:[\w-]+\s+){0,2}(?:vans?|cars?|trucks?|"
    r"bus|antennas?|antennae|aerials?|boats?|ships?|bikes?|bicycles?|scooters?|motorcycles?|motorbikes?|trains?|carts?|rack|horses?|saddle|wagon|tractors?|"
    r"wheels?|tyres?|tires?|hooves|heels|feet|trams?|rickshaws?|handlebars?|mast|mirror|plane|helicopter)\b",
    re.IGNORECASE,
)
"""What hangs on a vehicle follows it."""
_AIRY = ("smoke", "steam", "mist", "cloud", "dust", "ash", "foam", "snow")
"""Stuffs that have no momentum of their own."""
_LEAFY = ("leaves", "ivy", "blossom", "flowers", "tree", "petal", "paper", "hay")
"""What air passes through while it hangs, and carries when it is loose."""
_OPEN_TOO = (
    "balloon",
    "feathers",
    "dandelion seed",
    "soap bubble",
    "kite",
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
_AFLOAT = lazy(
    r"[^,.;]*\bon(?:to)?\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:surface|water|lake|pond|stream|river|sea)\b", re.IGNORECASE
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
_DOWN = lazy(r"(?:\w+\s+){0,2}(?:down|downwards?|descend\w*|sink\w*|fall\w*)\b", re.IGNORECASE)
"""Motions that nothing lifts."""
_DETERMINER = lazy(r"(?i)^(?:an?|the|his|her|its|their|this|that|these|those|some|one|two|three|several|many)\s+")
_BREAKS = ("decay", "strain", "balance", "tension", "shrinking")
"""Causes that lie in a thing itself, where nobody who acts beside it may have brought it about."""
_TOO_HEAVY = lazy(r"\b(?:chains?|cables?)$", re.IGNORECASE)
"""What no draught swings."""
_BLOWN = "as {air} pushes {it} along"
"""What wind rolls; what else rolls goes on by itself, and a cause would show nothing."""
_TWICE = lazy(r"\b(?:water|air|heat|warm(?:th)?|cloth|stems?|branches|petals)\b", re.IGNORECASE)
"""Words that a cause does not say again where its sentence has them."""
_FLOWING = lazy(r"\b(?:streams?|rivers?|brooks?|creeks?|canals?|rapids)\b", re.IGNORECASE)


def cause_of(
    scene: Scene, element: Element, *, as_participle: bool, named_again: bool = False, variant: int = 0
) -> str | None:
    """The cause of the motion of `element`, as an adverbial ("as the wind presses the fabric") or as a participle.

    A thing worn by someone who moves follows that motion; others follow the air of the place, gravity, heat or
    cold, as their motion tells. None when the motion is not known, when there is no air to make it, and when air could
    not make it: a draught swings a lantern, not a briefcase. With `named_again` the thing is called by its noun, where
    "it" could be taken for another.
    """
    if element.motion is None or _HELD.match(scene.prompt, element.what.end) or _DOES_TO.match(element.motion.text):
        return None
    material, plural = _material(element)
    behaviour = verb_in(element.motion.text, behaviours())
    if behaviour is None or _has_another_cause(scene, element, material, behaviour):
        return None
    picture = picture_of(scene)
    air = _air(picture, material)
    if as_participle:
        blows = behaviour.kind != "air" or _blows(picture, air, material, behaving(element.motion.text, behaviour))
        return _fill(behaviour.by, air, plural=plural) if blows and behaviour.by else None
    options = _options(scene, element, material, behaviour, picture)
    if any(said(scene.prompt, option) for option in options):
        return None
    again = _noun_of(element) if named_again else None
    fitting = _clear(scene, element, material, options, again=again)
    air = air_around(scene, element, air)
    if "draught" in air.name and _TOO_HEAVY.search(element.what.text):
        return None
    filled = [text for option in fitting if (text := _fill(option, air, plural=plural, again=again))]
    filled = [text for text in filled if _says_something_new(scene, element, behaviour, text)]
    return filled[variant % len(filled)] if filled else None


def _has_another_cause(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether somebody may have brought it about, something else shakes it, or it does not move so at all."""
    is_worn = material is not None and material.worn
    if behaviour.kind == "air" and not is_worn and (is_shaken(scene, element) or _is_in_a_vessel(scene, material)):
        return True
    return _may_be_broken(scene, element, behaviour) or not _is_fit(scene.prompt, element, material, behaviour)


def _options(
    scene: Scene, element: Element, material: Material | None, behaviour: Behaviour, picture: Picture
) -> list[str]:
    """Templates of what may be said, best first."""
    motion = element.motion.text if element.motion else ""
    verb, air = behaving(motion, behaviour), _air(picture, material)
    own_way = by_what_it_is(scene, element, material, behaviour, moved=_blows(picture, air, material, verb))
    if own_way is not None:
        return own_way
    if material and material.name == "dust" and behaviour.kind == "air" and _of_a_herd(scene):
        return [_RACED_UP if _of_other_animals(scene) else _CHURNED_UP]
    if own_speed := speed_of(scene, element, material, air):
        return [own_speed]
    moved = _blows(picture, air, material, verb)
    rhythm = rhythm_of(scene, element, verb, blows=moved) if material and material.worn else None
    options: list[str] = [rhythm] if rhythm else []
    light = behaviour.kind == "momentum" and _ROLLED_BY_WIND.search(element.what.text)
    is_borne = behaviour.name == "carried" or "blow" in motion
    own = (_carried(scene, element, material) if is_borne else None) or (_BLOWN if light else None)
    moved = _blows(picture, air, material, verb)
    if material and material.name == "smoke" and verb[:3] in ("ris", "ros"):  # wind carries it aside, and not up
        options += by_prompt(scene.prompt, material.cause["any"])
    elif behaviour.kind != "air" or moved:
        options += (own,) if own else by_prompt(scene.prompt, _texts(material, behaviour, air, verb, moved=moved))
    return options


def _clear(
    scene: Scene, element: Element, material: Material | None, options: list[str], *, again: str | None
) -> list[str]:
    """Those in which no pronoun could be taken for another's, where there are such."""
    clear = options
    if again:
        clear = [option for option in options if not re.search(r"\{its\}|\bits\b", option)]
    if material and material.name in ("smoke", "steam") and another_follows(scene, element):
        clear = [option for option in options if not re.search(r"\bits?\b", option)]
    return clear or options


def _says_something_new(scene: Scene, element: Element, behaviour: Behaviour, text: str) -> bool:
    """Whether a cause is no echo of its sentence ("stirs as it stirs"), and lifts nothing that goes down."""
    motion = element.motion or element.what
    told = {word.lower() for word in _TWICE.findall(sentence(scene, element))}
    if re.search(rf"\b{re.escape(behaving(motion.text, behaviour)[:4])}", text):
        return False
    if told & {word.lower() for word in _TWICE.findall(text)}:
        return False
    return not (_DOWN.match(scene.prompt, motion.start) and re.search(r"\b(?:(?<!the )lifts?|raises|presses)\b", text))


def _is_in_a_vessel(scene: Scene, material: Material | None) -> bool:
    """Whether the water is no open water, which alone a wind brushes."""
    is_water = material is not None and material.name == "water surface"
    return is_water and find_phrase(scene.prompt, _VESSELS) is not None


def _air(picture: Picture, material: Material | None) -> Air:
    """The air around the thing, by its short name where the prompt names it already."""
    air = picture.air
    in_the_open = material is None or material.outdoors or material.name in _OPEN_TOO
    if picture.place is None and air == UNSAID and in_the_open:
        air = OPEN
    return replace(air, name=air.again) if find_phrase(picture.prompt, [air.name] if air.name else []) else air


def _is_fit(prompt: str, element: Element, material: Material | None, behaviour: Behaviour) -> bool:
    """Whether the thing is known, and one that can move so for that reason."""
    if element.motion is None or (behaviour.kind == "momentum" and _NO_ROLL.search(element.what.text)):
        return False
    if has_past_form(prompt, element.motion.start, behaving(element.motion.text, behaviour)):
        return False
    head = element.what.text.lower().partition(" of ")[0].split()[-1]
    motion_end, before = element.motion.end, prompt[: element.what.start]
    against = (
        behaviour.kind == "air" and _FLAT_WATER.search(prompt),
        behaviour.kind == "air" and _AIR_LATER.match(prompt, motion_end),
        behaviour.name == "falling" and (_FALLS_OTHERWISE.match(prompt, motion_end) or "domino" in head),
        behaviour.name == "bouncing" and _ONCE.match(prompt, motion_end),
        _ABOARD.match(prompt, motion_end),
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


def _blows(picture: Picture, air: Air, material: Material | None, verb: str) -> bool:
    """Whether such air is surely there, and strong enough: a draught stirs a cobweb, and whips no chain."""
    if air.force == "water":
        return True
    if material is None or picture.in_a_room or picture.mixed:
        return False
    is_bare = picture.place is None and air in (OPEN, UNSAID) and len(picture.prompt.split()) <= _BARE
    if is_bare or (air.force == "wind" and air.sure):
        return True
    if verb[:4] in _STRONG:
        return False
    if air == OPEN:
        return material.name in _ROOTED
    return air.sure or material.name in _STIRRED


def _material(element: Element) -> tuple[Material | None, bool]:
    found = find_entries(element.what.text, materials())
    head, _, rest = element.what.text.lower().partition(" of ")
    several = (rest if head.rpartition(" ")[2] in words("motion_other", "collectives") else head).endswith("s")
    if not found:
        return None, several
    ends = not rest and found[-1].end == len(element.what.text)
    return found[-1].entry, found[-1].plural if ends else several


def _carried(scene: Scene, element: Element, material: Material | None) -> str | None:
    """What carries a thing that floats on water, a lantern with a flame in it, a leaf that has come loose."""
    if re.search(r"\blanterns?$", element.what.text, re.IGNORECASE) and not (material and material.outdoors):
        return "as the heat inside lifts {it}"
    if element.motion and "float" in element.motion.text and _AFLOAT.match(scene.prompt, element.motion.end):
        return "as the current carries {it}" if _FLOWING.search(scene.prompt) else "as the water carries {it}"
    return "as {air} carries {it}" if material and material.name in _LEAFY else None


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


def _may_be_broken(scene: Scene, element: Element, behaviour: Behaviour) -> bool:
    """Whether somebody or something that is told of before may break it: a dragon that lands brings down a wall."""
    return behaviour.kind in _BREAKS and any(
        other.role != "camera" and other.what.end <= element.what.start for other in scene.elements
    )


def _texts(material: Material | None, behaviour: Behaviour, air: Air, verb: str, *, moved: bool) -> tuple[str, ...]:
    causes = material.cause if material else {}
    if (
        behaviour.kind == "air"
        and air.sure
        and verb[:4] in ("flap", "flut", "snap", "whip", "lash")
        and "loose" in causes
    ):
        return causes["loose"]
    if not air.sure and behaviour.kind == "air" and air != OPEN:  # nobody says that air moves there
        return causes.get("any", ()) or (causes.get("breeze", ()) if material and material.name == "curtain" else ())
    if behaviour.kind != "air" and not (material and material.name in _AIRY and behaviour.kind in ("momentum", "spin")):
        own = causes.get(behaviour.kind, () if material and material.worn else behaviour.text)
        return own if moved or not any("{air}" in text for text in own) else behaviour.text
    return causes.get(air.force) or causes.get("breeze" if air.force == "wind" else "any") or causes.get("any", ())


def _noun_of(element: Element) -> str:
    """The thing by its noun: "the red balloon"."""
    noun = element.what.text.lower().partition(" of ")[0]
    return f"the {_DETERMINER.sub('', noun)}"


def _fill(text: str, air: Air, *, plural: bool, again: str | None = None) -> str | None:
    if "{air}" in text and not air.name:
        return None
    it, its = ("them", "their") if plural else ("it", "its")
    if again and not re.search(r"\{its\}|\bits\b", text):
        it = again
    filled = re.sub(r"\{its\}|\bits\b", its, re.sub(r"\{it\}|\bit\b", it, text))
    return filled.replace("{air}", air.name)
