"""How a thing answers moving air, by what it is and how its verb begins: in it, on it, or not at all."""

import re

from promptkit.patterns import lazy
from promptkit.phrasing._moved import Moved

SHAKES = ("trem", "quiv", "shiv", "shak", "stir", "bob", "bobs", "bobb", "nod", "nods", "nodd")
SWUNG = ("sway", "swin", "swun", "rock", "move", "movi", *SHAKES)
"""How verbs begin of what hands and steps do as well."""
CARRIED = ("drif", "floa", "waft", "hove")
WHIRLED = ("swir", "whir", "scat", "blow", "blew", "tumb", "boun", "skit", "roll", "fly", "flyi", "flie")
_GOES_OFF = ("rise", "risi", "rose", "curl", "spir", "glid", "whir", "scat", "swir")
"""How verbs begin that tell of a way, which the air alone does not explain."""
_DOES_NOT = {
    "cloth": ("bob", "bobs", "bobb", "nod", "nods", "nodd", "jing", "bang", "slam", "crea", "clat", "bend", "bent",
        "ratt"),
    "hair": ("bob", "bobs", "bobb", "nod", "nods", "nodd", "jing", "bang", "slam", "crea", "clat", "snap", "rock",
        "bend", "bent"),
    "plant": ("lift", "flow", "stre", "snap", "flap", "jing", "bang", "slam", "fly", "flyi", "flie", "swel",
        "puff", "rock"),
    "hung": ("flow", "stre", "bill", "lift", "fly", "flyi", "flie", "blow", "bend", "bent", "swel", "puff", "slam",
        "bang"),
}  # fmt: skip
"""How verbs begin of what such a thing does for another reason, if at all."""
SHUTTERS = lazy(r"(?i)(?:.*\W)?(?:shutters?|gates?|screen doors?|barn doors?)")
_BANGS = ("bang", "slam", "ratt", "clat", "swin", "swun", "crea", "flap")
_ROLLS = ("turn", "spin", "spun", "rota", "roll", "tumb", "skit", "boun")
_TURNS = ("turn", "spin", "spun", "rota", "whir", "crea")
_STIRS_WATER = lazy(
    r"\b(?:boats?|ships?|ferr(?:y|ies)|ducks?|swans?|fish|koi|oars?|paddl\w+|swim\w*|rain\w*|drops?|stones?|"
    r"pebbles?|fountain|waterfall|basin|bowl|bucket|glass|cup|"
    r"turtles?|hands?|fingers?|feet|foot|float\w*|touch\w*)\b",
    re.IGNORECASE,
)
_CROWD = lazy(
    r"\b(?:crowds?|supporters?|spectators?|fans|protest\w*|parades?|demonstrat\w*|march\w*|rall(?:y|ies)|"
    r"processions?|army|armies|"
    r"legions?|soldiers?|troops?|audience|people|children|kids|hands?|cheer\w*)\b",
    re.IGNORECASE,
)
"""Who carries flags about."""
_WATERS = lazy(
    r"\b(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|cup|bath|glass|drink|cocktail)\b", re.IGNORECASE
)
_BUOYANT = lazy(
    r"(?:\w+ly\s+)?\w+\s+(?:\w+ly\s+)?(?:upwards?|skywards?|higher|aloft|straight\s+up|up(?!\s+(?:and\s+down"
    r"|(?:the|an?)\s+(?:street|road|valley|alley|lane|hill\w*|slope|river|beach|path)))|into\s+the\s+sky)\b",
    re.IGNORECASE,
)
"""How what is lighter than air moves by itself."""
_ON_WATER = lazy(
    r"\b(?:on|onto|in|into|down|upon)\s+(?:\w+\s+){0,3}"
    r"(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|puddle|moat|bay)\b",
    re.IGNORECASE,
)
"""Where what drifts lies on the water, and goes with it."""
_THROUGH_AIR = lazy(r"\s+(?:through|in|across|into) (?:the |mid-?)?(?:air|sky|frame)\b", re.IGNORECASE)


def answers(moved: Moved) -> str | None:
    """How the air moves a thing: "in" it at its place, or "on" it elsewhere; None where it does not do that to it."""
    if _does_not_so(moved):
        return None
    if moved.start in CARRIED:
        return _carried(moved)
    if moved.start in WHIRLED and _flies(moved):
        return "in"
    start, sort = moved.start, moved.sort
    if not sort or start in _GOES_OFF:
        return None
    stays = start not in _ROLLS
    may = {
        "dust": start in ("danc", "move", "movi"),
        "water": start in ("ripp", "shiv", "quiv", "stir") and not _STIRS_WATER.search(moved.around),
        "wheel": start in _TURNS,
        "shutter": start in _BANGS and SHUTTERS.fullmatch(moved.element.what.text) is not None,
    }
    if not may.get(sort, stays):
        return None
    return "on" if sort == "dust" else "in"


def _flies(moved: Moved) -> bool:
    """Whether the air carries it off."""
    is_leaf = moved.kind == "leaves" and re.search(r"(?i)\b(?:leaf|leaves)\b", moved.element.what.text)
    return moved.sort in ("loose", "dust") or moved.kind == "blossom" or bool(is_leaf)


def _carried(moved: Moved) -> str | None:
    """On the air, where it lies on no water and does not rise by itself; hair and cloth that are held stay in it."""
    motion = moved.element.motion or moved.element.what
    freely = moved.sort == "cloth" and _THROUGH_AIR.match(moved.scene.prompt, motion.end) is not None
    lies = _ON_WATER.search(moved.around) or (moved.start == "floa" and _WATERS.search(moved.around))
    if lies or (moved.kind in ("balloon", "smoke", "ash") and _rises(moved)):
        return None
    if _flies(moved) or freely:
        return "on"
    return "in" if moved.sort in ("cloth", "hair") else None


def _rises(moved: Moved) -> bool:
    """Whether it goes up, as it does by itself: a breeze would carry it aside."""
    motion = moved.element.motion or moved.element.what
    return _BUOYANT.match(moved.scene.prompt, motion.start) is not None


def _does_not_so(moved: Moved) -> bool:
    """Whether it does not move so by the air: a bulb flickers, a hat nods on a head, a crowd waves flags."""
    start, kind = moved.start, moved.kind
    flickers = start in ("flic", "gutt") and kind != "candle flame"
    nods = kind == "hat" and start not in ("lift", "blow", "blew", "flap", "flut", "tumb", "roll", "skit")
    lifts = kind == "balloon" and start == "lift"
    speaks = "beard" in moved.element.what.text.lower() and start in ("move", "movi", *SHAKES)
    held = kind in ("flag", "streamer", "balloon", "umbrella") and start in (*SWUNG, "wave", "wavi")
    carried = held and (kind == "umbrella" or _CROWD.search(moved.around) is not None)
    return flickers or nods or lifts or speaks or carried or start in _DOES_NOT.get(moved.sort, ())
