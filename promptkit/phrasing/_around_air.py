"""The air that moves a thing, in the fewest words: "in the wind", "on a light breeze", "in the current".

A phrase without a pronoun and without a verb can be taken for nobody else's, and fits a sentence and a list alike.
Cloth that billows, hair that whips and grass that sways tell of moving air by themselves: what remains to be found out
is whether they are in a room, whether something else there moves the air, and how strong it is.
"""

import re

from promptkit.lexicon import Being, beings, find_entries, find_phrase, materials, words
from promptkit.patterns import lazy
from promptkit.phrasing._airless import is_airless
from promptkit.phrasing._gives_no_way import gives_no_way
from promptkit.phrasing._moved import BACKGROUNDS, Moved
from promptkit.phrasing._place import sentence_around
from promptkit.phrasing._setting import OPEN
from promptkit.phrasing._stirred import CARRIED, SHAKES, SHUTTERS, SWUNG, WHIRLED, answers
from promptkit.phrasing._told_air import told_air
from promptkit.phrasing._under_water import is_under_water

_MADE_THERE = lazy(
    r"\b(?:helicopters?|choppers?|airships?|zeppelins?|jets?|rockets?|missiles?|ufos?|space\s?ships?|"
    r"dragons?|explo\w+|blasts?|shock\s?waves?|convertible|sidecar|"
    r"(?:rid(?:es?|ing)|driv(?:es?|ing)|speed(?:s|ing)|pass(?:es|ing)|rush(?:es|ing))\b(?!\s+(?:clouds?|storm))|"
    r"fans?|ventilat\w+|hair\s?dr[iy]ers?|heaters?|vents?|air[- ]?con\w*|engines?|propellers?|wings?|"
    r"rac(?:es|ing)|runs?|running|gallop\w*|"
    r"stampede\w*|jump\w*|leap\w*|danc(?:er|ers|es)|spin\w*|twirl\w*|kick\w*|punch\w*|swings? (?:his|her|their|a|the)|"
    r"(?:on|in) (?:an?|the|her|his) (?:swing|trampoline|roller\s?coaster|carousel|ride)|"
    r"blow(?:s|ing)? (?:on|out|at|into)|"
    r"breath|breath(?:es?|ing)\s+(?:on|out|over|fire)|brush(?:es|ing)|shak(?:es?|ing)|pull\w*|push\w*|tug\w*|"
    r"toss\w*|throw\w*|sneez\w*|cough\w*|magic\w*(?! hour)|spells?|"
    r"ghosts?(?!\s+town)|levitat\w*|energy|aura|every step|"
    r"earthquake|quake\w*|tremors?)\b",
    re.IGNORECASE,
)
"""What in the same sentence may move the air, or the thing itself."""
_ROTOR = lazy(r"\b(?:helicopters?|choppers?)\b", re.IGNORECASE)
_VEHICLES = lazy(
    r"\b(?:trains?|subway|metro|trams?|trucks?|lorr(?:y|ies)|cars?|taxis?|bus(?:es)?|vans?|jeeps?|motor\w*|bikes?|"
    r"scooters?|"
    r"\w*cyclists?|planes?)\b",
    re.IGNORECASE,
)
_DROPS = lazy(r"\b(?:rain\w*|downpour|drops?|drip\w*)\b", re.IGNORECASE)
"""What makes leaves tremble and water ripple as well."""
_NO_WEATHER = lazy(
    r"\b(?:catwalk|models? (?:walk|strid|turn|pos)\w*|(?:on|bare|empty|concert) stage|music video|band|"
    r"concert|theat(?:re|er)|opera|circus|wigs?|mannequins?|"
    r"minecraft|lego|claymation|diorama|miniatures?|stop[- ]motion|(?:on|of) mars|martian|aquarium)\b",
    re.IGNORECASE,
)
"""Where no weather is."""
UNCANNY = lazy(
    r"\b(?:eerie\w*|haunted|horror|spooky|creepy|paranormal|poltergeists?|supernatural\w*|sinister|ominous\w*|unsettling|"
    r"by (?:itself|themselves)|(?:on|of) (?:its|their) own)\b",
    re.IGNORECASE,
)
"""What says that nobody is to know what moves a thing."""
_STILL_AIR = lazy(
    r"\b(?:still(?!\s+(?:life|shot|photo\w*|frame|camera|image|picture)\b)|"
    r"stillness|calm|windless|motionless|frozen in time|mirror-?like|glassy)\b",
    re.IGNORECASE,
)
_MADE_OF = lazy(
    r"\b(?:statues?|sculpt\w+|embroider\w+|tattoo\w*|engrav\w+|origami|crochet\w*|knitted|holograms?|pixel\w*|"
    r"(?:on|in|of) (?:an?|the) (?:[\w-]+ )?(?:logos?|posters?|murals?|wallpaper|tapestry|painting)|paper (?:dress|"
    r"flowers?|trees?|leaves)|"
    r"paint(?:s|ing) (?:a|an|the|his|her)\b|pressed (?:flowers?|leaves)|"
    r"like|as if|as though|becomes?|becoming|turns? into|turning into|morph\w*|"
    r"transform\w*|dissolv\w*|made of)\b",
    re.IGNORECASE,
)
"""What is no plant, cloth or hair, or does not stay one."""
_OF_STUFF = lazy(r"\s+(?:made\s+)?of\s+(?:glass|light|stone|smoke|fire|gold|water|stars|paper|metal)\b", re.IGNORECASE)
_CARVED = lazy(r"\b(?:marble|bronze|stone|carved|painted|neon|wooden|glass)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_GENTLE = lazy(
    r"\b(?:gentl[ey]|softly|slightly|slowly|lazily|faintly|barely|lightly|delicately|quietly|a little|just)\b",
    re.IGNORECASE,
)
_HARD = lazy(
    r"\b(?:hard|wildly|violently|furiously|madly|fiercely|very much|frantically|strongly|dramatically)\b", re.IGNORECASE
)
_STRONG = (
    "bill", "flap", "snap", "whip", "lash", "stre", "blow", "blew", "bend", "bent", "swin", "swun", "jing", "toss",
    "thra",
    "bang", "slam", "ratt", "crea", "clat", "fly", "flyi", "flie",
)  # fmt: skip
"""How verbs begin that tell of more than a light breeze."""
_BARE = 6
"""Words of a prompt that says of one thing that it moves, and no more: the cause may choose the place."""
_STAGED = lazy(
    r"\b(?:stage|theat(?:re|er)|opera|auditorium|concert|audience|proscenium|ris(?:es|ing))\b|\b(?:an?|"
    r"the) (?:\w+ )?cinema\b",
    re.IGNORECASE,
)
_HIGH_UP = lazy(
    r"\b(?:skyscrapers?|high[- ]rise|roof\s?tops?|spires?|summits?|mountain\s?tops?|cliffs?(?:\s?tops?)?|"
    r"ramparts?|battlements?|parapets?|lighthouses?|crow['’]s\s+nest|clock\s?towers?|on\s+(?:top\s+of\s+)?(?:an?|the)\s+(?:[\w-]+\s+)?"
    r"(?:towers?|peaks?|ridge|ledge|roofs?))\b",
    re.IGNORECASE,
)
"""Where more than a light breeze blows."""
_HEAVY = ("braid", "jewellery", "earring", "leather coat", "knitwear")
"""What only a wind that is told of moves."""
_AFLOAT = lazy(
    r"\b(?:waters?|sea|ocean|lakes?|rivers?|canals?|ponds?|harbou?rs?|bay|marina|docks?|piers?|quays?|ports?|wharf|"
    r"lagoon|moor\w*|"
    r"coast\w*|shore|jetty|anchor\w*)\b",
    re.IGNORECASE,
)
_ROUGH = lazy(
    r"\b(?:rain\w*|storm\w*|thunder\w*|lightning|snowing|snowfall|tornado\w*|flood\w*|battle\w*|apocaly\w*|downpour)\b",
    re.IGNORECASE,
)
"""Where more than a light breeze may blow."""
_IN_WATER = lazy(r"\b(?:tank|aquarium|tide ?pool|reef)\b", re.IGNORECASE)
_SOMEBODY = lazy(r"\b(?:him|her|them|he|she|they)\b", re.IGNORECASE)
_FIRM = (
    "ash",
    "snowflake",
    "hat",
    "rope",
    "sign",
    "door",
    "scrap metal",
    "windmill",
    "weathervane",
    "kite",
    "umbrella",
)
"""What no light breeze moves."""
_SHRINE = lazy(r"\b(?:temple|shrine|church|chapel|cathedral|monastery|mosque|pagoda|altar)\b", re.IGNORECASE)


def by_air(moved: Moved) -> list[str]:
    """What the air or water of the place does, where it is sure that it does it; empty where it is not."""
    if _is_no_such_thing(moved):
        return []
    if moved.kind == "seaweed" or moved.air.force == "water":
        flows = moved.air.force == "water" or _IN_WATER.search(moved.scene.prompt)
        return ["in the current"] if flows and (moved.kind == "seaweed" or moved.sort == "plant") else []
    if moved.kind in ("boat", "water lily"):
        return _on_waves(moved)
    if moved.air.force == "none" and not moved.picture.mixed:
        return []
    uncanny = UNCANNY.search(moved.scene.prompt) and moved.sort not in ("plant", "hair")
    prompt = moved.scene.prompt
    still = find_phrase(prompt, words("calm_air")) or is_airless(prompt) or is_under_water(prompt)
    if uncanny or still or _NO_WEATHER.search(prompt):
        return []
    how = answers(moved)
    name = _name(moved) if how else None
    return [f"{how} {name}"] if name and how else []


def _is_no_such_thing(moved: Moved) -> bool:
    """Whether it is carved, printed, dead or made of something else, or turns into it."""
    prompt, what = moved.scene.prompt, moved.element.what
    if gives_no_way(prompt, moved.kind, what.start, what.end):
        return True
    carved = moved.sort != "hung" and _CARVED.search(prompt[: what.start]) is not None
    return carved or _OF_STUFF.match(prompt, what.end) is not None or _MADE_OF.search(moved.around) is not None


def other_air(moved: Moved) -> list[str]:
    """What moves it where the air that its sentence tells of is not its own.

    Seaweed in a tank has the current, a curtain in a room a draught.
    """
    told = told_air(moved.scene.prompt[slice(*sentence_around(moved.scene.prompt, moved.element.what.start))])
    its_own = ("draught",) if told == "the draught" else ("wind", "breeze")
    return [text for text in by_air(moved) if not text.endswith(its_own)]


def _name(moved: Moved) -> str | None:
    """What the air is called: as the prompt calls it, or by what the motion takes; None where none is sure to blow."""
    scene = moved.scene
    if _ROTOR.search(moved.around):
        return "the downwash"
    if moved.is_inside or (moved.kind == "curtain" and moved.picture.place is None and moved.air != OPEN):
        return None if _is_driven(moved) or _STILL_AIR.search(moved.around) else _draught(moved)
    told = told_air(scene.prompt)
    if told or moved.kind in _HEAVY:
        return told
    against = (_is_driven(moved), _STILL_AIR.search(scene.prompt), _may_be_swung(moved))
    if any(against) or not (_tells_of_air(moved) or _is_outside(moved)):
        return None
    if "incense" in moved.element.what.text.lower() and _SHRINE.search(scene.prompt):
        return "a light draught"
    return _strength(moved)


def _is_driven(moved: Moved) -> bool:
    """Whether something in its sentence may move the air, or the thing itself."""
    motion = moved.element.motion or moved.element.what
    around = moved.around.replace(motion.text, "", 1)
    going = any(
        other.motion is not None and other is not moved.element and _VEHICLES.search(other.what.text)
        for other in moved.scene.elements
        if other.role != "camera"
    )
    shaken = moved.start in SHAKES and _DROPS.search(around) is not None
    return going or shaken or _MADE_THERE.search(around) is not None


def _may_be_swung(moved: Moved) -> bool:
    """Whether somebody is there who may have set it swinging."""
    swings = moved.sort == "hung" or (moved.sort == "loose" and moved.start in SWUNG)
    around = moved.around.replace(moved.element.what.text, "")
    there = [
        each
        for each in find_entries(around, (*beings(), *materials()))
        if isinstance(each.entry, Being) and each.entry.human
    ]
    return swings and bool(there or _SOMEBODY.search(around))


def _tells_of_air(moved: Moved) -> bool:
    """Whether thing and motion tell of moving air by themselves, wherever it is: a plant sways, a cape billows."""
    if moved.sort in ("plant", "web"):
        return moved.is_met_outside or moved.kind in ("flowers", "cobweb")
    is_soft = moved.start in ("sway", "swin", "trem", "quiv", "rust", "swis", "rock")
    is_worn = moved.sort in ("cloth", "hair") and not is_soft
    is_carried = moved.sort == "loose" and moved.start in (*CARRIED, *WHIRLED)
    return is_worn or is_carried or moved.kind in ("flag", "kite", "sail", "tent", "windmill", "weathervane")


def _is_outside(moved: Moved) -> bool:
    """Whether the thing is in the open for sure, or in a prompt of a few words that leaves it open."""
    place, prompt = moved.picture.place, moved.scene.prompt
    if moved.is_met_outside:
        return True
    if place is not None and place.name != BACKGROUNDS:
        return not place.indoors
    if moved.picture.air == OPEN:
        return True
    is_bare = len(prompt.split()) <= _BARE and not re.search(r"(?i)\b(?:in|on|at|inside)\b", prompt)
    return is_bare or SHUTTERS.fullmatch(moved.element.what.text) is not None


def _strength(moved: Moved) -> str | None:
    """How hard it blows, as the weather and the motion say: in fog, which a wind would tear, lightly or not at all."""
    asked = _asked(moved)
    if find_phrase(moved.scene.prompt, words("fog")):
        strong = asked == "the wind" and (moved.kind in _FIRM or _HARD.search(moved.around) is not None)
        return None if strong else "a light breeze"
    return "the wind" if _ROUGH.search(moved.scene.prompt) else asked


def _asked(moved: Moved) -> str:
    """The wind where the motion takes one; elsewhere a light breeze is enough."""
    gently = _GENTLE.search(moved.around) is not None
    if _HARD.search(moved.around):
        return "the wind"
    if moved.start in _STRONG or (moved.start in WHIRLED and not gently):
        return "a light breeze" if gently and moved.start in ("blow", "swin", "bend") else "the wind"
    streams = moved.kind in ("flag", "sail", "kite", "tent") and moved.start not in SWUNG
    if moved.sort == "cloth" and moved.start not in SWUNG and _HIGH_UP.search(moved.scene.prompt):
        streams = True
    return "the wind" if (moved.kind in _FIRM or streams) and not gently else "a light breeze"


def _draught(moved: Moved) -> str | None:
    """What moves light things in a room; a studio has machines for it."""
    prompt = moved.scene.prompt
    if moved.air.sure and moved.air.name.startswith("a draught from the"):
        return "the draught" if moved.material.light else None
    free = moved.material.worn or moved.kind == "laundry"
    if free and re.search(r"(?i)\b(?:studio|fashion|vogue|perfume)\b", prompt):
        return "a stream of air"
    if not moved.material.light or moved.start in (
        "whip",
        "lash",
        "toss",
        "thra",
        "snap",
        "blow",
        "stre",
        "swin",
        "fly",
    ):
        return None
    return (
        None
        if _STAGED.search(prompt) or _HARD.search(moved.around) or _handles(moved)
        else "a strong draught"
        if moved.start in ("bill", "swel", "puff")
        else "a draught"
        if moved.start == "flap"
        else "a light draught"
    )


def _handles(moved: Moved) -> bool:
    """Whether somebody in its sentence does something, and may have moved it."""
    return any(
        other.motion is not None
        and other.can_move_itself
        and other.role == "subject"
        and other.what.text in moved.around
        for other in moved.scene.elements
        if other is not moved.element
    )


def _on_waves(moved: Moved) -> list[str]:
    """What bobs on water."""
    prompt = moved.scene.prompt
    if (
        moved.verb[:3] != "bob"
        or not _AFLOAT.search(prompt)
        or _STILL_AIR.search(prompt)
        or find_phrase(prompt, words("calm_air"))
    ):
        return []
    if moved.kind == "water lily":
        return ["on the small ripples"]
    rough = re.search(r"(?i)\b(?:sea|ocean|waves|surf|swell|storm\w*)\b", prompt)
    return ["on the swell" if rough else "on the small waves"]
