"""The air that moves a thing, in the fewest words: "in the wind", "on a light breeze", "in the current".

A phrase without a pronoun and without a verb can be taken for nobody else's, and fits a sentence and a list alike.
"""

import re
from dataclasses import dataclass

from promptkit.lexicon import Material, beings, find_entries, find_phrase, words
from promptkit.patterns import lazy
from promptkit.phrasing._around import WINDY, sentence
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._setting import OPEN, UNSAID, Air
from promptkit.scene import Element, Scene

_TOLD = lazy(
    r"(?<![-\w])(?P<kind>wind|winds|windy|windswept|gales?|gusts?|gusty|breeze|breezy|blizzard|(?:rain|snow|"
    r"sand|thunder)?storm|stormy|"
    r"hurricane|typhoon)\b(?![-'’])(?!\s+(?:clouds?|lanterns?|lamps?|turbines?|chimes?|instruments?|drains?|"
    r"windows?|farms?|tunnels?|"
    r"bells?|machines?|socks?|power|section))",
    re.IGNORECASE,
)
"""Words by which the prompt itself tells of moving air."""
_ELSEWHERE = lazy(
    r"\b(?:(?:news|radio|forecast|paper)\s+(?:\w+\s+)?(?:say|said|announc|warn|predict)\w*|titled?|mention\w*|called|"
    r"named|no|not|without|before|after|against|like|as if|calm|brewing|coming|"
    r"distant|approaching|despite|out of)\b",
    re.IGNORECASE,
)
"""What says in the same sentence that the wind is not there, or not yet."""
_MADE_THERE = lazy(
    r"\b(?:trains?|subway|metro|trams?|trucks?|lorr(?:y|ies)|cars?|taxis?|cabs?|bus(?:es)?|vans?|jeeps?|"
    r"motor\w*|bikes?|scooters?|\w*cyclists?|"
    r"helicopters?|choppers?|plane|planes|airships?|zeppelins?|jets?|rockets?|missiles?|drones?|ufos?|space\w*|"
    r"dragons?|explo\w+|blasts?|shock\s?waves?|"
    r"fans?|ventilat\w+|hair\s?dr[iy]ers?|heaters?|vents?|engines?|propellers?|turbines?|wings?|speed\w*|"
    r"rac(?:e|es|ing)|runs?|running|gallop\w*|"
    r"stampede\w*|jump\w*|leap\w*|danc\w*|spin\w*|twirl\w*|kick\w*|punch\w*|swings? (?:his|her|their|a|the)|"
    r"blow(?:s|ing)? (?:on|out|at|into)|"
    r"breath\w*|brush\w*|shak\w+|pull\w*|push\w*|tug\w*|toss\w*|throw\w*|sneez\w*|cough\w*|magic\w*|spells?|"
    r"ghosts?|levitat\w*|energy|aura|"
    r"rain|raindrops|downpour|earthquake|quake\w*|tremors?)\b",
    re.IGNORECASE,
)
"""What in the same sentence may move the air, or the thing itself."""
_NO_WEATHER = lazy(
    r"\b(?:catwalk|fashion|models? (?:walk|strid|turn|pos)\w*|(?:on|bare|empty|concert) stage|music video|band|"
    r"concert|theat(?:re|er)|opera|circus|wigs?|mannequins?|"
    r"minecraft|lego|claymation|diorama|miniatures?|stop[- ]motion|(?:on|of) (?:the )?(?:mars|moon)|martian|"
    r"lunar|zero[- ]gravity|weightless\w*|vacuum|orbit|"
    r"under\s?water|(?:beneath|under|below) the (?:sea|waves|water|surface)|(?:bottom|floor|"
    r"depths?) of the (?:sea|ocean|lake|river)|"
    r"(?:sea|ocean)\s?(?:bed|floor)|submerged|sunken|divers?|scuba|coral|aquarium)\b",
    re.IGNORECASE,
)
"""Where no weather is."""
_STILL_AIR = lazy(
    r"\b(?:still|stillness|calm|windless|motionless|foggy|fog|frozen in time|mirror-?like|glassy)\b", re.IGNORECASE
)
_MADE_OF = lazy(
    r"\b(?:statues?|sculpt\w+|marble|bronze|carved|embroider\w+|tattoo\w*|engrav\w+|origami|crochet\w*|knitted|"
    r"neon|holograms?|pixel\w*|"
    r"logos?|posters?|murals?|wallpaper|tapestry|paper (?:dress|flowers?|trees?|leaves)|painted|paint(?:s|"
    r"ing) (?:a|an|the|his|her)\b|"
    r"pressed (?:flowers?|leaves)|like|as if|as though|becomes?|becoming|turns? into|turning into|morph\w*|"
    r"transform\w*|dissolv\w*|made of|of glass|of light)\b",
    re.IGNORECASE,
)
"""What is no plant, cloth or hair, or does not stay one."""
_NOT_GROWING = lazy(
    r"\b(?:cut|dried|felled|fallen|chopped|picked|pressed|mown|harvested|artificial|plastic|silk|fake|dead|"
    r"wilted|uprooted|broken|bouquets?|bunch(?:es)?|vases?|"
    r"pots?|potted|baskets?|stuffed|crown|wreaths?|garlands?)\b",
    re.IGNORECASE,
)
_GENTLE = lazy(
    r"\b(?:gentl[ey]|softly|slightly|slowly|lazily|faintly|barely|lightly|delicately|quietly|a little|just)\b",
    re.IGNORECASE,
)
_STRONG = (
    "bill",
    "flap",
    "snap",
    "whip",
    "lash",
    "stre",
    "blow",
    "blew",
    "bend",
    "bent",
    "swin",
    "swun",
    "jing",
    "lift",
)
"""How verbs begin that tell of more than a light breeze."""
_SWUNG = ("sway", "swin", "swun", "bob", "bobs", "bobb", "stir", "nod", "nods", "nodd", "trem", "quiv")
"""How verbs begin of what hands and steps do as well."""
_CARRIED = ("drif", "floa", "waft")
_WHIRLED = ("swir", "whir", "scat", "blow", "blew")
_LOOSE = (
    "petal",
    "blossom",
    "dandelion seed",
    "ash",
    "hay",
    "paper",
    "plastic",
    "balloon",
    "soap bubble",
    "snowflake",
    "kite",
)
"""What the air carries."""
_GROWING = (
    "leaves", "bamboo", "blossom", "flowers", "tree", "palm", "bare tree", "hedge", "grass", "reeds", "pot plant",
)  # fmt: skip
_CLOTHS = (
    "flag",
    "streamer",
    "sail",
    "laundry",
    "tablecloth",
    "tent",
    "plastic",
    "paper",
    "umbrella",
    "curtain",
    "kite",
)
_HANGING = ("hammock", "rope", "hanging lamp", "wind chime", "sign", "door", "scrap metal", "weathervane", "windmill")
"""What somebody who is there may have pushed."""
_MET_OUTSIDE = (
    "tree",
    "palm",
    "bare tree",
    "grass",
    "reeds",
    "leaves",
    "blossom",
    "flag",
    "kite",
    "hedge",
    "sail",
    "tent",
)
"""What is met in the open, so that there is air around it although no place is named."""
_NEVER_INSIDE = ("tent", "flag", "sail", "tree", "palm")
"""What is in the open although rooms are named as well."""
_LAID_OUTSIDE = lazy(
    r"\b(?:gardens?|orchards?|terrace|lawn|beach|picnic|park|street|courtyard|meadow|field|vineyard|sidewalk|"
    r"outdoor\w*|rooftop)\b",
    re.IGNORECASE,
)
_BARE = 6
"""Words of a prompt that says of one thing that it moves, and no more: the cause may choose the place."""
_STIRS_WATER = lazy(
    r"\b(?:boats?|ships?|ferr(?:y|ies)|ducks?|swans?|fish|oars?|paddl\w+|swim\w*|rain\w*|drops?|stones?|"
    r"pebbles?|fountain|waterfall|"
    r"turtles?|hands?|fingers?|feet|foot|float\w*|touch\w*)\b",
    re.IGNORECASE,
)
_STAGED = lazy(
    r"\b(?:stage|theat(?:re|er)|opera|auditorium|cinema|show|concert|play|audience|proscenium|ris(?:es|ing))\b",
    re.IGNORECASE,
)
_AIR_WORDS = lazy(r"\b(?:wind|winds|windy|windswept|breez[ey]|breezy|gusts?|gusty|gale|draught)\b", re.IGNORECASE)
_HEAVY = ("braid", "jewellery", "earring", "leather coat", "knitwear")
"""What only a wind that is told of moves."""
_CROWD = lazy(
    r"\b(?:crowds?|supporters?|spectators?|fans|protest\w*|parades?|demonstrat\w*|march\w*|rall(?:y|ies)|processions?|army|armies|"
    r"legions?|soldiers?|troops?|audience|people|children|kids|hands?|cheer\w*)\b",
    re.IGNORECASE,
)
"""Who carries flags about."""
_AFLOAT = lazy(
    r"\b(?:waters?|sea|ocean|lakes?|rivers?|canals?|ponds?|harbou?rs?|bay|marina|docks?|piers?|quays?|ports?|wharf|lagoon|moor\w*|"
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
_FIRM = ("ash", "snowflake", "hat", "rope", "sign", "door", "scrap metal")
"""What no light breeze moves."""
_LIGHT = ("candle flame", "cobweb", "balloon")
_GOES_OFF = ("rise", "risi", "rose", "curl", "spir", "hove", "glid", "whir", "scat", "swir")
"""How verbs begin that tell of a way, which the air alone does not explain."""
_WATERS = lazy(
    r"\b(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|cup|bath|glass|drink|cocktail)\b", re.IGNORECASE
)
_BUOYANT = lazy(
    r"(?:\w+ly\s+)?\w+\s+(?:\w+ly\s+)?(?:upwards?|skywards?|higher|aloft|straight\s+up|up(?!\s+(?:and\s+down"
    r"|(?:the|an?)\s+(?:street|road|valley|alley|lane|hill\w*|slope|river|beach|path)))|into\s+the\s+sky)\b",
    re.IGNORECASE,
)
"""How what is lighter than air moves by itself."""
_SHRINE = lazy(r"\b(?:temple|shrine|church|chapel|cathedral|monastery|mosque|pagoda|altar)\b", re.IGNORECASE)
_ON_WATER = lazy(
    r"\b(?:on|onto|in|into|down|upon)\s+(?:\w+\s+){0,3}"
    r"(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|puddle|moat|bay)\b",
    re.IGNORECASE,
)
"""Where what drifts lies on the water, and goes with it."""


@dataclass(frozen=True)
class Moved:
    """A thing that the air may move, and where."""

    scene: Scene
    element: Element
    material: Material
    verb: str
    picture: Picture
    air: Air

    @property
    def kind(self) -> str:
        return self.material.name

    @property
    def start(self) -> str:
        """How its verb begins, in whichever form."""
        return self.verb[:4]

    @property
    def around(self) -> str:
        return sentence(self.scene, self.element)

    @property
    def is_rooted(self) -> bool:
        """Whether it is a plant that stands where it grows, and sways as such."""
        grows = self.kind in _GROWING and not _NOT_GROWING.search(self.around)
        return grows and self.start not in (*_CARRIED, "swir", "lift", "flow", "blow")


def by_air(moved: Moved) -> list[str]:
    """What the air or water of the place does, where it is sure that it does it; empty where it is not."""
    if _MADE_OF.search(moved.around):
        return []
    if moved.kind == "seaweed" or moved.air.force == "water":
        flows = moved.air.force == "water" or _IN_WATER.search(moved.scene.prompt)
        return ["in the current"] if flows and (moved.kind == "seaweed" or moved.is_rooted) else []
    if moved.kind in ("boat", "water lily"):
        return _on_waves(moved)
    if moved.air.force == "none" or _NO_WEATHER.search(moved.scene.prompt):
        return []
    if _does_not_so(moved):
        return []
    name, how = _name(moved), _how(moved)
    return [f"{how} {name}"] if name and how else []


def _does_not_so(moved: Moved) -> bool:
    """Whether it does not move so by the air: a bulb flickers, a hat nods on a head, a crowd waves flags."""
    start, kind = moved.start, moved.kind
    heavy = kind in _HEAVY and told_air(moved.scene) is None
    flickers = start in ("flic", "gutt") and kind != "candle flame"
    nods = kind == "hat" and start not in ("lift", "blow", "blew", "flap", "flut")
    lifts = kind == "balloon" and start == "lift"
    held = kind in ("flag", "streamer", "balloon", "umbrella") and start in (*_SWUNG, "wave", "wavi")
    return (
        heavy or flickers or nods or lifts or (held and (kind == "umbrella" or _CROWD.search(moved.around) is not None))
    )


def told_air(scene: Scene) -> str | None:
    """The moving air that the prompt itself tells of, by its name."""
    for match in _TOLD.finditer(scene.prompt):
        before = re.split(r"[.!?\n]", scene.prompt[: match.start()])[-1]
        behind = re.split(r"[.!?\n]", scene.prompt[match.end() :])[0]
        if not _ELSEWHERE.search(before + " " + behind):
            return "the breeze" if match["kind"].lower().startswith("breez") else "the wind"
    return None


def is_told_beside(scene: Scene, element: Element) -> bool:
    """Whether the sentence has the wind already: it would be said twice."""
    return _AIR_WORDS.search(sentence(scene, element)) is not None


def _name(moved: Moved) -> str | None:
    """What the air is called: as the prompt calls it, or by what the motion takes; None where none is sure to blow."""
    scene, picture = moved.scene, moved.picture
    surely_outside = picture.mixed and moved.kind in _NEVER_INSIDE
    if (picture.in_a_room or picture.mixed) and not surely_outside:
        return _draught(moved)
    if told := told_air(scene):
        return told
    against = (
        WINDY.search(scene.prompt),
        _MADE_THERE.search(moved.around),
        _STILL_AIR.search(scene.prompt),
        _may_be_swung(moved),
        moved.kind == "tablecloth" and not _LAID_OUTSIDE.search(scene.prompt),
    )
    if any(against) or not (surely_outside or _is_outside(moved)):
        return None
    if "incense" in moved.element.what.text.lower() and _SHRINE.search(scene.prompt):
        return "a light draught"
    strength = _strength(moved)
    return None if strength == "a light breeze" and _ROUGH.search(scene.prompt) else strength


def _may_be_swung(moved: Moved) -> bool:
    """Whether somebody is there who may have set it swinging."""
    swings = moved.kind in _HANGING or (moved.kind not in _GROWING and moved.start in _SWUNG)
    return swings and bool(find_entries(moved.around, beings()) or _SOMEBODY.search(moved.around))


def _is_outside(moved: Moved) -> bool:
    """Whether the thing is in the open for sure, or in a prompt of a few words that leaves it open."""
    place, prompt = moved.picture.place, moved.scene.prompt
    if place is not None:
        return not place.indoors and moved.air.sure and "draught" not in moved.air.name
    is_bare = len(prompt.split()) <= _BARE and not re.search(r"(?i)\b(?:in|on|at|inside)\b", prompt)
    return (is_bare and moved.air in (OPEN, UNSAID)) or (moved.air == OPEN and moved.kind in _MET_OUTSIDE)


def _strength(moved: Moved) -> str:
    """The wind where the motion takes one; elsewhere a light breeze is enough."""
    gently = _GENTLE.search(moved.around) is not None
    if moved.start in _STRONG or (moved.start in _WHIRLED and not gently):
        return "the wind"
    streams = moved.kind in ("flag", "sail", "kite", "tent") and moved.start not in _SWUNG
    return "the wind" if (moved.kind in _FIRM or streams) and not gently else "a light breeze"


def _draught(moved: Moved) -> str | None:
    """What moves in a room: by a window that is said to stand open, or a curtain of which nothing else is told."""
    if moved.kind not in ("curtain", "paper", "candle flame", "cobweb", "streamer"):
        return None
    if moved.air.sure and moved.air.name.startswith("a draught from the"):
        return "the draught"
    sways = moved.kind == "curtain" and moved.start in ("sway", "stir", "flut", "quiv", "trem", "ripp")
    is_alone = not find_entries(moved.scene.prompt, beings()) and not _STAGED.search(moved.scene.prompt)
    return "a light draught" if sways and is_alone else None


def _how(moved: Moved) -> str | None:
    """How the air moves a thing: "in" it at its place, or "on" it elsewhere; None where it does not do that to it."""
    start, kind = moved.start, moved.kind
    is_leaf = kind == "leaves" and re.search(r"(?i)\b(?:leaf|leaves)\b", moved.element.what.text)
    if start in _CARRIED:
        if kind in ("balloon", "smoke", "ash") and _rises(moved):
            return None
        lies = _ON_WATER.search(moved.around) or (start == "floa" and _WATERS.search(moved.around))
        return "on" if (kind in (*_LOOSE, "smoke") or is_leaf) and not lies else None
    if start in _WHIRLED and (is_leaf or kind in (*_LOOSE, "sand", "snow")):
        return "in"
    if kind == "water surface":
        return "in" if start in ("ripp", "shiv", "quiv", "stir") and not _STIRS_WATER.search(moved.around) else None
    stays = moved.is_rooted or moved.material.worn or kind in (*_CLOTHS, *_HANGING, *_LIGHT)
    return "in" if stays and start not in _GOES_OFF else None


def _rises(moved: Moved) -> bool:
    """Whether it goes up, as it does by itself: a breeze would carry it aside."""
    motion = moved.element.motion or moved.element.what
    return _BUOYANT.match(moved.scene.prompt, motion.start) is not None


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
    return [
        "on the swell"
        if re.search(r"(?i)\b(?:sea|ocean|waves|surf|swell|storm\w*)\b", prompt)
        else "on the small waves"
    ]
