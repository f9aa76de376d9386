"""Where a picture is taken, and what air moves there."""

import re
from dataclasses import dataclass, replace

from promptkit.lexicon import (
    WORD,
    Force,
    Found,
    Material,
    Place,
    find_entries,
    find_phrase,
    materials,
    places,
    singular,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._airless import is_airless
from promptkit.phrasing._denied import denials
from promptkit.phrasing._models import people_called_models
from promptkit.phrasing._shown import before_noun, is_head, is_seen
from promptkit.scene import Scene
from promptkit.tidy import is_quoted

PREPOSITIONS = (
    r"\b(?:in|on|at|along|by|near|beside|inside|through|across|under|over|beneath|of|from|above|between|around|into)\b"
)
_OUTSIDE = lazy(
    r"\b(?:outside|over|in front of|behind|beyond|beside|next to|near|steps of|side of|wall of|"
    r"fa[cç]ade of|opposite|across from|entrance (?:to|of)|roof of)\s+"
    r"(?:(?:an?|the|his|her|their)\s+)?(?:[\w'’-]+\s+){0,2}$"
)
"""Words that put the camera before a building and not into it."""
_NOT_AT = lazy(r"\b(?:outside|beyond|away from)\s+(?:(?:an?|the|his|her|their)\s+)?(?:[\w'’-]+\s+)?$")
"""Words that put the camera where the place is not."""
_MINIATURE = lazy(r"\b(?:bird|dog|doll|dolls|doll['’]s|gingerbread|hen|play|wendy|card|insect|bee|bat|toy)\s+$")
"""Whose house is no building."""
_INSIDE = lazy(r"\b(?:in|inside|within|floor of)\s+(?!front\b)(?:(?:an?|the|his|her|their)\s+)?(?:[\w'’-]+\s+){0,2}$")
_PICTURED = lazy(
    r"\b(?:picture|photo|photograph|painting|map|drawing|model|postcard|backdrop|mural|image|print)s? of\s+"
    r"(?:[\w'’-]+\s+){0,4}$"
)
_FACADE = "building outside"
_SHELLS = ("barn", "workshop", "cave", "space station")
"""Places that are seen from without, unless somebody or something is said to be in them."""
_ONLY_PLACED = (_FACADE, "open road", "parking lot")
"""Places that are such only behind a preposition: a house may be far away, and a light has a path."""
_LAST_RESORT = ("furniture", "sky")
"""Places that are taken only when the prompt names no other."""
_DRAUGHTY = (
    "aquarium", "greenhouse", "car park", "subway platform", "station", "barn", "cave", "ice cave", "tunnel", "spa",
)  # fmt: skip
"""Places under a roof in which air moves for sure; in a room it does only where a window is said to be open."""
DELICATE = (
    "candle flame", "mobile", "fire", "torch", "smoke", "steam", "cobweb", "mist", "curtain", "flowers", "bouquet",
    "petal", "pot plant", "leaves", "ivy", "feathers", "blossom", "dew", "grass", "bamboo", "reeds",
    "dandelion seed", "paper",
)  # fmt: skip
"""What the least breath of air moves, which is everywhere."""
_PLACED_AIR = lazy(
    r"(?P<bare>(?:an?|the)(?: \w+)? (?:wind|breeze|draught)) "
    r"(?:along|over|across|off|between|down) the (?:\w+ )*(?P<where>\w+)"
)
"""Air that is named by its place."""
_OPENING = r"(?P<{}>windows?|skylights?|(?<!car )(?<!oven )(?<!fridge )(?<!cupboard )(?<!cabinet )doors?)"
_STANDS_OPEN = lazy(
    rf"(?i)\b(?:open|opened)\s+(?:\w+\s+)?{_OPENING.format('before')}\b"
    rf"|\b{_OPENING.format('behind')}\s+(?:(?:is|are|stands?|left|set|flung|thrown|pushed|wide|half|slightly|that)\s+){{0,3}}"
    r"(?:open|ajar)\b"
)
"""What lets a draught into a room."""
_CALM_WATER = lazy(
    r"(?i)\b(?:calm|glassy|mirror-(?:still|smooth|flat|like|calm)|glass-(?:smooth|still|calm|like)|still|tranquil)"
    r"\s+(?:(?!(?:in|on|at|by|of|from|and|the|an?|near|under|over)\b)\w+\s+)?(?:water|sea|ocean|lake|pond|bay|river|canal|lagoon|harbou?r|fjord|reservoir|cove)s?\b"
    r"|\b(?:water|sea|ocean|lake|pond|bay|river|canal|lagoon|harbou?r|fjord|reservoir|cove)s?\s+(?:(?:is|lies)\s+)?"
    r"(?:calm|glassy|mirror-(?:still|smooth|flat))\b"
    r"|\b(?:water|sea|ocean|lake|pond|bay|river|canal|lagoon|harbou?r|fjord|reservoir|cove)s?,?\s+"
    r"(?:(?:is|lies|lying)\s+)?(?:(?:absolutely|perfectly|completely|utterly|dead|quite|so)\s+)?"
    r"(?:flat(?=\s*(?:[,.;:!?]|$|as\b|and\b))|an?\s+(?:(?:perfect|flawless|dark|black)\s+)?mirror\b|like\s+an?\s+mirror\b)"
    r"|\bmirror\s+waters?\b|\b(?:without\s+a|not\s+a|no)\s+(?:single\s+)?ripples?\b|\bunrippled\b"
    r"|\bthe\s+(?:whole\s+)?(?:sky|clouds|heavens)\s+(?:lies\s+|lie\s+|doubled\s+|upside\s+down\s+)?in\s+(?:it|the\s+water)(?=\s*(?:[,.;]|$))"
)
"""Water on which no wind can be blowing."""
_FAR = lazy(
    r"\b(?:distant|faraway|far-off|overlooking|(?:look|gaz|star|glanc|point)\w*\s+(?:out\s+)?(?:at|over|towards?|across|to))\s+"
    r"(?:[\w'’-]+\s+){0,3}$"
)
"""Words that put a place before the eyes and not under the feet."""
_OWN_AIR = ("waterfall", "mars", "ship")
"""Places in the open whose air is not that of the weather."""
_CATWALKS = ("runway", "runways")
_FASHION = ("fashion", "fashion show", "couture", "catwalk", "collection")
"""Where a runway is no airfield's."""
_STANDS_THERE = frozenset({
    "table", "counter", "floor", "wall", "window", "windows", "windowsill", "bench", "seat", "bed", "chair", "chairs",
    "sofa", "door", "corner", "shelf", "roof", "garden", "yard", "gate", "scene", "setting", "interior", "entrance",
    "edge", "path", "road", "background", "cabinet", "worktop", "sink", "stove", "landscape", "sky", "view", "island",
    "terrace", "stage", "backdrop", "square", "street", "wind", "air", "breeze", "shore", "bank", "slope", "ridge",
    "trail", "lobby", "room", "hall", "corridor", "desk", "curtain", "curtains", "stairs", "staircase", "steps",
    "ceiling",
})  # fmt: skip
"""Nouns that stand in the place that the word before them names: "a kitchen table", but not "a school bus"."""


@dataclass(frozen=True)
class Air:
    """What moves there: named in full once, then by a short form."""

    force: Force
    name: str
    again: str
    sure: bool = True
    """False where the prompt does not say whether there is any."""

    @property
    def names(self) -> tuple[str, str, str]:
        """What it is called the first time, the second, and from then on."""
        plain = "the wind" if self.again == "each gust" else self.again
        return self.name, self.again, plain


UNSAID = Air("breeze", "a breath of air", "the air", sure=False)
"""The air of a place that is not named: it may be a room or a street."""
SLOW = Air("breeze", "a slow breeze", "the breeze", sure=False)
"""The air in which fog lies: it moves the fog, and nothing else."""
OPEN = Air("breeze", "a light breeze", "the breeze")
"""The air of the open, where no place is named."""


def place_of(scene: Scene) -> Found[Place] | None:
    """The place that the prompt names best: after a preposition before bare, later nouns of equal rank losing."""
    best: tuple[int, Found[Place]] | None = None
    for found in _named(scene):
        rank = _rank(scene, found)
        if rank is not None and (best is None or rank > best[0]):
            best = (rank, found)
    if best is None:
        return None
    found = best[1]
    inside = found.entry.name == _FACADE and _INSIDE.search(before_noun(scene.prompt, found))
    return replace(found, entry=next(each for each in places() if each.name == "building inside")) if inside else found


def _stage() -> Place:
    return next(place for place in places() if place.name == "stage")


def _named(scene: Scene) -> list[Found[Place]]:
    """The places that are meant as such: not in compounds ("a school bus"), quotations, pictures or comparisons."""
    prompt = scene.prompt
    on_show = bool(people_called_models(prompt) or find_phrase(prompt, _FASHION))
    inert = [material for material in materials() if material.name == "inert"]
    kinds: tuple[Place | Material, ...] = (*places(), *inert)
    found = [
        Found(
            _stage() if on_show and each.noun in _CATWALKS else each.entry, each.start, each.end, each.noun, each.plural
        )
        for each in find_entries(prompt, kinds)
        if isinstance(each.entry, Place)
    ]
    return [
        each
        for each in found
        if (each.entry.force == "water" or is_head(scene, each) or _holds_next(prompt, each))
        and is_seen(prompt, each)
        and not _PICTURED.search(before_noun(prompt, each))
        and not is_quoted(prompt, each.start)
    ]


def _rank(scene: Scene, found: Found[Place]) -> int | None:
    """How surely the picture is taken there; None when it is taken before it, or of something else."""
    before = before_noun(scene.prompt, found)
    outside = found.entry.indoors and _OUTSIDE.search(before) and not _holds_next(scene.prompt, found)
    if re.match(r"\s+(?:front |back |side )?(?:doors?|windows?|gates?|porch|entrance)\b", scene.prompt[found.end :]):
        outside = found.entry.name == _FACADE
    if outside or _NOT_AT.search(before) or _MINIATURE.search(before):
        return None
    if found.entry.name in _LAST_RESORT:
        return 0
    if _FAR.search(before) or re.search(r"\bfrom\s+(?:\w+\s+)?$", before):
        return None
    stretch = re.split(r"[.,;:!?]", before)[-1]
    placed = re.search(PREPOSITIONS + r"(?:\s+[\w'’-]+){0,3}\s*$", stretch)
    if found.entry.name in _SHELLS and (placed is None or placed[0].startswith("of")):
        return None
    opens = bool(scene.anchors) and found.start < scene.anchors[0].end
    rank = 2 if opens or placed else 1
    if rank == 1 and found.entry.name in _ONLY_PLACED:
        return None
    return rank + 2 if found.entry.force in ("water", "none") else rank


_BUILDINGS = ("church inside", "building inside", "shop", "hospital", "library", "hall", "classroom", "club")
_IN_FRONT = lazy(
    r"\b(?:outside|in front of|steps of|side of|wall of|fa[cç]ade of|opposite|across from|entrance (?:to|of)|"
    r"roof of)\s+"
    r"(?:(?:an?|the|his|her|their)\s+)?(?:[\w'’-]+\s+){0,2}$"
)


def outside_of(prompt: str, found: Found[Place]) -> bool:
    """Whether the picture is taken in the open before a building that is named as such."""
    return found.entry.name in _BUILDINGS and _IN_FRONT.search(before_noun(prompt, found)) is not None


def _holds_next(prompt: str, place: Found[Place]) -> bool:
    """Whether the noun behind the place stands in it: "a kitchen table"."""
    following = re.match(r"\s+([\w'’-]+)", prompt[place.end :])
    if following is None or (place.entry.indoors and following[1].lower() == "roof"):
        return False
    return following.group(1).lower() in _STANDS_THERE


_IN_A_SHELL = lazy(
    r"\b(?:in|inside|within)\s+(?:an?|the|his|her|their|its)\s+(?:[\w-]+\s+)?"
    r"(?:tents?|yurt|marquee|tepee|teepee|igloo)\b(?!\s+(?:camp|city))",
    re.IGNORECASE,
)
"""What is a thing of the open from without, and a room from within."""


_SET_DOWN = lazy(
    r"^\W*(?:(?:an?|the|one|two|three)\s+)?(?:(?!(?:in|on|at|with|of|by|and)\b)[\w-]+\s+){0,3}?"
    r"(?:sofas?|couch(?:es)?|sinks?|bathtubs?|fridges?|freezers?|refrigerators?|desks?|thrones?|carpets?|chandeliers?)\s+"
    r"(?:(?:alone|standing|lying|half-buried|abandoned|stranded|left|out)\s+)*"
    r"(?=(?:in|on|at|under|amid|among)\s+(?!(?:front|the\s+corner)\b))",
    re.IGNORECASE,
)
"""A piece of furniture that somebody has put in the open: "a red sofa in a wheat field"."""


def speaks_of_a_room(prompt: str, place: Place | None) -> bool:
    """Whether words stand there that belong to a room; a floor does so where no place is named, or a building."""
    if _IN_A_SHELL.search(prompt):
        return True
    open_place = place is not None and not place.indoors and place.name != _FACADE
    if open_place:
        prompt = _SET_DOWN.sub(" ", prompt)
    listed = words("indoors") if open_place else words("indoors") | words("maybe_indoors")
    return find_phrase(prompt, listed) is not None


def _stands_open(prompt: str) -> str | None:
    """The window or door that is said to be open; None where none is, or where that is denied."""
    denied = denials(prompt)
    for match in _STANDS_OPEN.finditer(prompt):
        if not any(start <= match.start() < end for start, end in denied):
            return str(match["before"] or match["behind"]).lower()
    return None


def air_of(prompt: str, place: Place | None) -> Air:
    """The force that moves things there, after what the prompt itself says about air and weather."""
    air = _named_once(prompt, _blowing(prompt, place))
    if not find_phrase(prompt, words("fog")) or find_phrase(prompt, words("windy")):
        return air
    return SLOW if air.force == "wind" else replace(air, sure=False)


def _named_once(prompt: str, air: Air) -> Air:
    """The air without its place, where the prompt names that: not "the wind along the street" over a street."""
    placed = _PLACED_AIR.fullmatch(air.name)
    named = {singular(word.lower()) for word in WORD.findall(prompt)}
    return replace(air, name=placed["bare"]) if placed and singular(placed["where"]) in named else air


def _of_place(place: Place) -> Air:
    """The air of a place; in a room in which nothing is said to be open, a breath at most."""
    closed = place.indoors and place.name not in _DRAUGHTY and place.force == "breeze"
    return UNSAID if closed else Air(place.force, place.air, place.again)


def _blowing(prompt: str, place: Place | None) -> Air:
    if find_phrase(prompt, words("calm_air")) or is_airless(prompt):
        return Air("none", "", "")
    if (place is None or place.force in ("wind", "breeze")) and _CALM_WATER.search(prompt):
        return Air("none", "", "")
    indoors = speaks_of_a_room(prompt, place)
    opening = _stands_open(prompt) if place is None or place.indoors else None
    if opening and (place is None or (place.force == "breeze" and place.name not in _DRAUGHTY)):
        air = Air("breeze", f"a draught from the {opening}", "the draught")
    elif place is None:
        air = UNSAID
    elif indoors and not place.indoors and place.force in ("wind", "breeze"):
        return Air("none", "", "")  # a room and the open: the air of neither is sure
    else:
        air = _of_place(place)
    if air.force in ("wind", "breeze") and not (indoors or (place and place.indoors)):
        if find_phrase(prompt, words("windy")):
            air = replace(air, force="wind", name=air.name if air.force == "wind" else "the wind", again="each gust")
        elif said := re.search(r"(?i)\b(?:the |a )?(?:\w+ )?(wind|breeze)\b", prompt):
            word = said.group(1).lower()
            air = Air(air.force, f"the {word}", f"the {word}")
    if air.force == "wind" and place is None:
        air = replace(air, sure=True)
    calm = find_phrase(prompt, words("gentle")) and not find_phrase(prompt, words("windy"))
    return replace(OPEN, sure=air.sure) if calm and air.force == "wind" and _is_of_the_open(place) else air


def _is_of_the_open(place: Place | None) -> bool:
    """Whether any wind blows there, of which a calm picture has a light one, and no other kind of air."""
    return place is None or not (place.indoors or place.name in _OWN_AIR)
