"""Of which kind a thing is only where it is played, driven or pushed, and which answers hold for a deed so done."""

import re
from collections.abc import Iterable

from promptkit.patterns import lazy

_GROWS = lazy(
    r"^(?!.*\b(?:(?:from|off|out of)\s+(?:[\w'’-]+\s+){0,3}(?:bowl|plate|basket|table|shel(?:f|ves)|tray|box|crate|"
    r"fridge|pile|counter|belt|conveyor|floor|ground|display|bin|bag)|markets?|stalls?|stand|supermarket|shop|store|kitchen|"
    r"fridge|grocer\w*|salad|pizza|tin)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Where what is picked may hang on its plant: from no bowl, in no shop."""
_OCCASIONS = {
    "dribbled": ("ball", lazy(r"\b(?:basketball|basket|hoop)\b", re.IGNORECASE)),
    "rolled": ("ball", lazy(r"\b(?:soccer|football|goal|striker)\b", re.IGNORECASE)),
    "pitched": ("ball", lazy(r"\b(?:pitcher|baseball|softball|pitch(?:es|ing))\b", re.IGNORECASE)),
    "lofted": (
        "ball",
        lazy(r"\b(?:field goal|uprights|off the tee|conversion|rugby|punts?|punting|extra point)\b", re.IGNORECASE),
    ),
    "bunkered": ("ball", lazy(r"\b(?:bunker|sand trap|(?:out of|from) the sand)\b", re.IGNORECASE)),
    "pawed": (
        "ball",
        lazy(
            r"\b(?:cats?|kittens?|kitty|pupp(?:y|ies)|dogs?|paws?|toddlers?|bab(?:y|ies)|child|children|kids?|"
            r"little (?:boy|girl)s?|hamster|raccoon|otters?|robot vacuum)\b",
            re.IGNORECASE,
        ),
    ),
    "toy_car": (
        "toylike",
        lazy(
            r"\b(?:wheel(?:s|ed)?|axles?|trains?|locomotives?|cars?|trucks?|lorr(?:y|ies)|bus(?:es)?|vans?|wagons?|tractors?"
            r"|engines?)\b",
            re.IGNORECASE,
        ),
    ),
    "car_door": (
        "door",
        lazy(
            r"\b(?:cars?|taxis?|cabs?|trucks?|vans?|jeep|suv|limousine|sedan)\b"
            r"(?=(?:(?!\b(?:houses?|home|\w*room|apartment|shop|office|building|front|back|garage)\b).)*\bdoor\b)",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    "car_top": (
        "roof",
        lazy(
            r"\b(?:cars?|taxis?|cabs?|vans?|limo\w*|suv|jeep|sedan|truck)(?:['’]s)?\s+(?:roof|hood)\b"
            r"|\b(?:roof|hood) of (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,2}?"
            r"(?:car|taxi|cab|van|limo\w*|suv|jeep|sedan|truck)\b",
            re.IGNORECASE,
        ),
    ),
    "clay_court": ("clay", lazy(r"\b(?:tennis|courts?|baseline|racke?t)\b", re.IGNORECASE)),
    "parried": ("ball", lazy(r"\b(?:keepers?|goalkeepers?|goalies?)\b", re.IGNORECASE)),
    "mopped": ("floor", lazy(r"\bmop\b", re.IGNORECASE)),
    "deep_water": (
        "water",
        lazy(
            r"\b(?:depths|under\s?water|deep sea|sea ?floor|seabed|ocean floor|coral|reef|scuba|submerged|"
            r"fish|sharks?)\b",
            re.IGNORECASE,
        ),
    ),
    "calm_water": (
        "water",
        lazy(
            r"\b(?:calm\w*|still|slow\w*|gentl[ey]|quiet\w*|serene|glassy|flat|row(?:s|ing|ers?)|canoes?|kayaks?|rowboats?|paddl\w*|swans?|ducks?|"
            r"gondolas?|lake|pond)\b",
            re.IGNORECASE,
        ),
    ),
    "beachy": (
        "shore",
        lazy(r"^(?!.*\b(?:rock\w*|cliff\w*|storm\w*)\b).*\b(?:beach\w*|sand\w*)\b", re.IGNORECASE | re.DOTALL),
    ),
    "baked": ("bakes", lazy(r"\b(?:out of|from)\s+(?:\w+\s+){0,2}(?:oven|grill)\b", re.IGNORECASE)),
    "in_halves": (
        "halved",
        lazy(
            r"\b(?:in half|in two|(?:in|into) (?:two )?halves|clean through|cleanly|down the middle|"
            r"(?:with|in) (?:one|a single) "
            r"(?:\w+\s+)?(?:swing|stroke|blow|strike|cut|chop|slice))\b",
            re.IGNORECASE,
        ),
    ),
    "bamboo_cut": (
        "bamboo",
        lazy(r"\b(?:swords?|samurai|katanas?|machetes?|clean through|in half|in two|blade)\b", re.IGNORECASE),
    ),
    "snow_sled": ("sled", lazy(r"\b(?:deep|fresh|thick|powdery?)\s+(?:\w+\s+)?snow\b|\bsnowdrifts?\b", re.IGNORECASE)),
    "sand_dug": ("pit", lazy(r"\b(?:beach|sand|sandy|sandbox|dunes?|desert)\b", re.IGNORECASE)),
    "snow_pit": ("pit", lazy(r"\b(?:snow|snowy|ice|igloo)\b", re.IGNORECASE)),
    "fogged": ("wiped", lazy(r"\b(?:fog\w*|steam\w*|mist\w*|condens\w*)\b", re.IGNORECASE)),
    "vacuumed": ("floor", lazy(r"\bvacuum|\brobot", re.IGNORECASE)),
    "bogged": (
        "wheeled",
        lazy(
            r"\b(?:through|across|over|in|into|on|along|up)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}?"
            r"(?:snow|snowy|sand|sandy|sandbox|mud|muddy|beach|slush|dunes?)\b",
            re.IGNORECASE,
        ),
    ),
    "orchard_fruit": ("tree_fruit", _GROWS),
    "garden_fruit": ("bush_fruit", _GROWS),
    "wild_mushroom_here": ("wild_mushroom", _GROWS),
    "mortared": (
        "bricks",
        lazy(r"\b(?:\w*mason\w*|brick-?lay\w*|mortar|trowel|walls?|chimney|cement|course)\b", re.IGNORECASE),
    ),
    "machine_sewn": ("sewn", lazy(r"\bmachine\b", re.IGNORECASE)),
    "vault_pole": ("pole", lazy(r"\b(?:vault\w*|high bar|decathl\w*)\b", re.IGNORECASE)),
    "archery_bow": (
        "bent_bow",
        lazy(r"\b(?:archer\w*|arrows?|targets?|el(?:f|ves|ven)|hunt(?:er|ress)\w*|quiver)\b", re.IGNORECASE),
    ),
    "wheel_clay": ("clay", lazy(r"\b(?:(?<!by )wheel|spinning|whirling|throwing)\b", re.IGNORECASE)),
    "shaped": (
        "laundered",
        lazy(
            r"\binto\b(?!\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:half|halves|thirds|quarters|squares?|rectangles?|piles?|stacks?|"
            r"drawers?|basket|suitcase|box))",
            re.IGNORECASE,
        ),
    ),
}  # fmt: skip
"""Kind → the kind of things that may be of it too, and what the prompt names then."""
BURNING = "burning"
_BURNS = lazy(r"\b(?:burning|flaming|lit|lighted|blazing)\b", re.IGNORECASE)
FORGED = "forged"
"""The kind of metal that is hot enough to be forged."""
UNBROKEN = "unbroken"
"""The kind of what would burst if it were not of another stuff."""
_HOT = lazy(r"\b(?:glowing|red-hot|white-hot|hot|heated|molten)\b", re.IGNORECASE)
_ENGINES = frozenset({"rotored", "gunned", "airliner", "racer", "digger", "wrecker", "colossal"})
"""Kinds whose force a toy does not have."""
_WATERY = frozenset({"water", "puddly", "open_sea", "puddle", "roof"})
"""Kinds of what holds water, which it is not of when it is empty."""
_TOY = lazy(r"\b(?:toy|matchbox|miniature|model|tiny|lego|wind-up)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_UNBREAKABLE = lazy(
    r"\b(?:plastic|paper|metal|steel|rubber|wooden|tin|foam|styrofoam|silicone|alumini?um|copper|iron|softener|shampoo|"
    r"detergent|sports|baby|soft|squeeze|spray|pill|ketchup|mustard|leather|cardboard|bamboo)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_WHEELLESS = lazy(
    r"\s+(?:without|with no|missing (?:its|a|one)|with (?:a |one )?(?:broken|missing)) wheels?\b", re.IGNORECASE
)
_ON_WHEELS = lazy(r"\s+on\s+(?:\w+\s+){0,2}?(?:wheels|castors|casters|rollers)\b", re.IGNORECASE)

_GENTLY = lazy(
    r"\b(?:gently|softly|lightly|delicately|tenderly|carefully|lazily|"
    r"(?:light|gentle|soft|slight|faint|mild|small|warm)\s+(?:\w+\s+)?(?:breeze|wind|draft|draught|air))\b",
    re.IGNORECASE,
)
_FORCEFUL = lazy(
    r"\b(?:jolt|shoot|speed|leap|burst|fl(?:y|ies)|crash|whip|snap|rac|billow|blow\b|deep|scatter|shudder|smack|jerk|stream|"
    r"recoil|bulg|thud|caving)\w*"
)
_FAST = lazy(
    r"\b(?:fast|forcefully|quickly|vigorously|violently|furiously|rapidly|briskly|with (?:\w+\s+)?(?:force|vigou?r)|"
    r"hard(?=\s*(?:[,.]|$|to\b|at\b|into\b|across\b|against\b)))",
    re.IGNORECASE,
)
_UNHURRIED = lazy(r"\b(?:slow|soft|gent|light|calm|lean|eas(?:e|ing)|settling softly)\w*")
_FROM_ABOVE = lazy(r"\b(?:out of|off|down|from|below)\b", re.IGNORECASE)
_TAUT = lazy(r"\b(?:stretched|taut|tight|tightly|tense|tug[- ]of[- ]war)\b", re.IGNORECASE)
_SLACK = lazy(r"\b(?:slack|taut)\b")
_NO_LEAVES = lazy(
    r"\b(?:petals?|blossoms?|blossoming|bare|leafless|winter|snow\w*|dead|fruits?|"
    r"(?:apples?|olives?)(?! (?:trees?|orchard)))\b",
    re.IGNORECASE,
)
_ABOARD = lazy(
    r"\b(?:onto|aboard)\b|\b(?:up|into)\s+(?:an?|the|its|his|her)\s+(?:\w+\s+)?(?:ramp|bed|flatbed|van|lorry|trailer)\b",
    re.IGNORECASE,
)
"""Where what is drawn goes up upon something, and follows no more."""
_BACKWARD = lazy(r"\bback\s+(?:into|to|in|onto|up|down)\b|\bbackwards?\b", re.IGNORECASE)
_IN_DROPS = lazy(r"\b(?:drip|trickl|drizzl)\w*|\bdrop by drop\b", re.IGNORECASE)
_DICED = lazy(r"\b(?:dic|minc)(?:es?|ed|ing)\b", re.IGNORECASE)
"""Of what is cut so, nothing is left that rolls or topples."""
_HALVED = lazy(r"\b(?:in(?:to)? (?:two )?(?:half|halves)|in two|halv(?:es|ed|ing))\b", re.IGNORECASE)
"""What is cut so has no end that is cut off."""
_ICED = lazy(r"\b(?:(?:ice|snow)-covered|frozen(?:-over)?|iced-over|icy)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_EMPTIED = lazy(r"\b(?:empty|emptied|drained|dry|dried-up|waterless|disused)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_WITHOUT_WATER = lazy(
    r"\s+(?:(?:with no|without) water|(?:that )?(?:is|lies|stands) (?:empty|drained|dry))\b", re.IGNORECASE
)
_AGAINST = (
    (r"\bclimbing\b", _FROM_ABOVE),
    (r"\b(?:rolling|toppling|rocking)\b", _DICED),
    (r"\bbehind$", _ABOARD),
    (r"\b(?:ahead|forward)\b", _BACKWARD),
    (r"\b(?:rocking|swirl)\b", _IN_DROPS),
    (r"\bcut end\b", _HALVED),
)
"""Words of a text, and what is done in a way that they do not hold for."""
_BY_ITSELF = lazy(r"^(?:the|its|\{its\}) (?:little )?(?:wheels|tires|runners)\b")
_BODY = lazy(r"\b(?:foot|hands?|fingers?|skin|palms|fan)\b")
_ONE = lazy(
    r"^(?:an?|one)\b|\bone half\b|\bin the middle\b|"
    r"\ba thread of smoke\b|\bthe (?:blade|bow|glove|hand|foot|mattress)\b|\b(?:the edges|one half) of \{the\}"
)
"""Texts that speak of one."""


def with_occasion(kinds: frozenset[str], prompt: str, clause: str, behind: str) -> frozenset[str]:
    """The kinds of a thing, and those that it is of in what the prompt names; `behind` is what follows its name."""
    if _ON_WHEELS.match(behind) and kinds & {"heavy", "slid", "castored"}:
        kinds = kinds - {"heavy", "slid", "castored"} | {"wheeled"}
    if "water" in kinds and _WITHOUT_WATER.match(behind):
        kinds = kinds - _WATERY
    if _WHEELLESS.match(behind) and "wheeled" in kinds:
        kinds = kinds - {"wheeled"} | {"heavy", "drawn"}
    here = {"bogged": clause, "shaped": clause, "in_halves": clause}
    more = {
        kind for kind, (base, named) in _OCCASIONS.items() if base in kinds and named.search(here.get(kind, prompt))
    }
    return kinds | more


def on_occasion(named: Iterable[str]) -> frozenset[str]:
    """The kinds that things of those kinds may be of too."""
    more = {kind for kind, (base, _) in _OCCASIONS.items() if base in named}
    described = {"brittle": UNBROKEN, "metal": FORGED}
    return frozenset(more | {kind for base, kind in described.items() if base in named})


def as_described(kinds: frozenset[str], before: str) -> frozenset[str]:
    """The kinds of a thing by the words before its noun: a toy van has no motor, a plastic cup does not burst."""
    if _TOY.search(before):
        kinds = kinds - _ENGINES
    if "wheeled" in kinds and _TOY.search(before):
        kinds = kinds - {"motorcar", "wheeled"} | {"toy_car"}
    if "water" in kinds and _EMPTIED.search(before):
        kinds = kinds - _WATERY
    if "water" in kinds and _ICED.search(before):
        kinds = kinds - _WATERY | {"ice_sheet"}
    if "metal" in kinds and _HOT.search(before):
        kinds = kinds | {FORGED}
    if "brittle" in kinds and _UNBREAKABLE.search(before):
        kinds = kinds - {"brittle"} | {UNBROKEN}
    return kinds


def alight(phrase: str) -> frozenset[str]:
    """The kind of what burns."""
    return frozenset({BURNING} if _BURNS.search(phrase) else ())


def in_that_manner(text: str, prompt: str, clause: str) -> bool:
    """Whether a text holds for what is done so: nothing bursts at a gentle touch, nothing is slow in a fast one."""
    if (_FORCEFUL.search(text) and _GENTLY.search(clause)) or (_UNHURRIED.search(text) and _FAST.search(clause)):
        return False
    if _SLACK.search(text) and _TAUT.search(prompt):
        return False
    if any(re.search(told, text) and against.search(clause) for told, against in _AGAINST):
        return False
    return not (re.search(r"\bleaves\b", text) and "{the}" not in text and _NO_LEAVES.search(prompt))


def stands_alone(text: str) -> bool:
    """Whether a text names a part of the thing without the thing, so that nothing else may be named between them."""
    return _BY_ITSELF.search(text) is not None


def shows_somebody(text: str) -> bool:
    """Whether a text names a part of a body, which a prompt without anybody does not have."""
    return _BODY.search(text) is not None


def speaks_of_one(text: str) -> bool:
    """Whether a text holds for one thing, or one doer, better than for several."""
    return _ONE.search(text) is not None
