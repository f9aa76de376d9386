"""The air that moves a thing, in the fewest words: "in the wind", "on a light breeze", "in the current".

A phrase without a pronoun and without a verb can be taken for nobody else's, and fits a sentence and a list alike.
"""

import re

from promptkit.lexicon import Material, beings, find_entries, find_phrase, words
from promptkit.patterns import lazy
from promptkit.phrasing._around import WINDY, sentence
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._setting import OPEN, UNSAID, Air
from promptkit.scene import Element, Scene

_TOLD = lazy(
    r"(?<![-\w])(?P<kind>wind|winds|windy|windswept|gales?|gusts?|gusty|breeze|breezy|blizzard|(?:rain|snow|sand|thunder)?storm|stormy|"
    r"hurricane|typhoon)\b(?![-'’])(?!\s+(?:clouds?|lanterns?|lamps?|turbines?|chimes?|instruments?|drains?|windows?|farms?|tunnels?|"
    r"bells?|machines?|socks?|power|section))",
    re.IGNORECASE,
)
"""Words by which the prompt itself tells of moving air."""
_ELSEWHERE = lazy(
    r"\b(?:(?:news|radio|forecast|paper)\s+(?:\w+\s+)?(?:say|said|announc|warn|predict)\w*|titled?|mention\w*|called|named|no|not|without|before|after|against|like|as if|calm|brewing|coming|"
    r"distant|approaching|despite|out of)\b",
    re.IGNORECASE,
)
"""What says in the same sentence that the wind is not there, or not yet."""
_MADE_THERE = lazy(
    r"\b(?:trains?|subway|metro|trams?|trucks?|lorr(?:y|ies)|cars?|taxis?|cabs?|bus(?:es)?|vans?|jeeps?|motor\w*|bikes?|scooters?|\w*cyclists?|"
    r"helicopters?|choppers?|plane|planes|airships?|zeppelins?|jets?|rockets?|missiles?|drones?|ufos?|space\w*|dragons?|explo\w+|blasts?|shock\s?waves?|"
    r"fans?|ventilat\w+|hair\s?dr[iy]ers?|heaters?|vents?|engines?|propellers?|turbines?|wings?|speed\w*|rac(?:e|es|ing)|runs?|running|gallop\w*|"
    r"stampede\w*|jump\w*|leap\w*|danc\w*|spin\w*|twirl\w*|kick\w*|punch\w*|swings? (?:his|her|their|a|the)|blow(?:s|ing)? (?:on|out|at|into)|"
    r"breath\w*|brush\w*|shak\w+|pull\w*|push\w*|tug\w*|toss\w*|throw\w*|sneez\w*|cough\w*|magic\w*|spells?|ghosts?|levitat\w*|energy|aura|"
    r"rain|raindrops|downpour|earthquake|quake\w*|tremors?)\b",
    re.IGNORECASE,
)
"""What in the same sentence may move the air, or the thing itself."""
_NO_WEATHER = lazy(
    r"\b(?:catwalk|fashion|models? (?:walk|strid|turn|pos)\w*|(?:on|bare|empty|concert) stage|music video|band|concert|theat(?:re|er)|opera|circus|wigs?|mannequins?|"
    r"minecraft|lego|claymation|diorama|miniatures?|stop[- ]motion|(?:on|of) (?:the )?(?:mars|moon)|martian|lunar|zero[- ]gravity|weightless\w*|vacuum|orbit|"
    r"under\s?water|(?:beneath|under|below) the (?:sea|waves|water|surface)|(?:bottom|floor|depths?) of the (?:sea|ocean|lake|river)|"
    r"(?:sea|ocean)\s?(?:bed|floor)|submerged|sunken|divers?|scuba|coral|aquarium)\b",
    re.IGNORECASE,
)
"""Where no weather is."""
_STILL_AIR = lazy(
    r"\b(?:still|stillness|calm|windless|motionless|foggy|fog|frozen in time|mirror-?like|glassy)\b", re.IGNORECASE
)
_MADE_OF = lazy(
    r"\b(?:statues?|sculpt\w+|marble|bronze|carved|embroider\w+|tattoo\w*|engrav\w+|origami|crochet\w*|knitted|neon|holograms?|pixel\w*|"
    r"logos?|posters?|murals?|wallpaper|tapestry|paper (?:dress|flowers?|trees?|leaves)|painted|paint(?:s|ing) (?:a|an|the|his|her)\b|"
    r"pressed (?:flowers?|leaves)|like|as if|as though|becomes?|becoming|turns? into|turning into|morph\w*|transform\w*|dissolv\w*|made of|of glass|of light)\b",
    re.IGNORECASE,
)
"""What is no plant, cloth or hair, or does not stay one."""
_NOT_GROWING = lazy(
    r"\b(?:cut|dried|felled|fallen|chopped|picked|pressed|mown|harvested|artificial|plastic|silk|fake|dead|wilted|uprooted|broken|bouquets?|bunch(?:es)?|vases?|"
    r"pots?|potted|baskets?|stuffed|crown|wreaths?|garlands?)\b",
    re.IGNORECASE,
)
_GENTLE = lazy(
    r"\b(?:gentl[ey]|softly|slightly|slowly|lazily|faintly|barely|lightly|delicately|quietly|a little|just)\b", re.IGNORECASE
)
_STRONG = ("bill", "flap", "snap", "whip", "lash", "stre", "blow", "blew", "bend", "bent", "swin", "swun", "jing", "lift")
"""How verbs begin that tell of more than a light breeze."""
_SWUNG = ("sway", "swin", "swun", "bob", "bobs", "bobb", "stir", "nod", "nods", "nodd", "trem", "quiv")
"""How verbs begin of what hands and steps do as well."""
_CARRIED = ("drif", "floa", "waft")
_WHIRLED = ("swir", "whir", "scat", "blow", "blew")
_LOOSE = ("petal", "blossom", "dandelion seed", "ash", "hay", "paper", "plastic", "balloon", "soap bubble", "snowflake", "kite")
"""What the air carries."""
_GROWING = (
    "leaves", "bamboo", "blossom", "flowers", "tree", "palm", "bare tree", "hedge", "grass", "reeds", "pot plant",
)  # fmt: skip
_CLOTHS = ("flag", "streamer", "sail", "laundry", "tablecloth", "tent", "plastic", "paper", "umbrella", "curtain", "kite")
_HANGING = ("hammock", "rope", "hanging lamp", "wind chime", "sign", "door", "scrap metal", "weathervane", "windmill")
"""What somebody who is there may have pushed."""
_MET_OUTSIDE = ("tree", "palm", "bare tree", "grass", "reeds", "leaves", "blossom", "flag", "kite", "hedge", "sail", "tent")
"""What is met in the open, so that there is air around it although no place is named."""
_NEVER_INSIDE = ("tent", "flag", "sail", "tree", "palm")
"""What is in the open although rooms are named as well."""
_LAID_OUTSIDE = lazy(
    r"\b(?:gardens?|orchards?|terrace|lawn|beach|picnic|park|street|courtyard|meadow|field|vineyard|sidewalk|outdoor\w*|rooftop)\b",
    re.IGNORECASE,
)
_BARE = 6
"""Words of a prompt that says of one thing that it moves, and no more: the cause may choose the place."""
_STIRS_WATER = lazy(
    r"\b(?:boats?|ships?|ferr(?:y|ies)|ducks?|swans?|fish|oars?|paddl\w+|swim\w*|rain\w*|drops?|stones?|pebbles?|fountain|waterfall|"
    r"turtles?|hands?|fingers?|feet|foot|float\w*|touch\w*)\b",
    re.IGNORECASE,
)
_STAGED = lazy(r"\b(?:stage|theat(?:re|er)|opera|auditorium|cinema|show|concert|play|audience|proscenium|ris(?:es|ing))\b", re.IGNORECASE)


def by_air(scene: Scene, element: Element, material: Material, verb: str, picture: Picture, air: Air) -> list[str]:
    """What the air or water of the place does, where it is sure that it does it; empty where it is not."""
    around = sentence(scene, element)
    if _MADE_OF.search(around):
        return []
    if air.force == "water":
        return ["in the current"] if material.name in ("seaweed", *_GROWING) and _is_rooted(around, material, verb) else []
    if material.name == "seaweed":
        return ["in the current"] if air.force in ("wind", "breeze") and re.search(r"(?i)\b(?:tank|aquarium|tide ?pool|reef)\b", scene.prompt) else []
    if material.name in ("boat", "water lily"):
        return _on_waves(scene, material, verb)
    if air.force == "none" or _NO_WEATHER.search(scene.prompt):
        return []
    name = _name(scene, element, material, verb, picture, air)
    if name is None:
        return []
    by = _how(around, material, verb)
    return [f"{by} {name}"] if by else []


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
    return re.search(r"(?i)\b(?:wind|winds|windy|windswept|breez[ey]|breezy|gusts?|gusty|gale|draught)\b", sentence(scene, element)) is not None


def _name(scene: Scene, element: Element, material: Material, verb: str, picture: Picture, air: Air) -> str | None:
    around = sentence(scene, element)
    surely_outside = picture.mixed and material.name in _NEVER_INSIDE
    if (picture.in_a_room or picture.mixed) and not surely_outside:
        return _draught(scene, material, verb, air)
    told = told_air(scene)
    if told:
        return told
    if WINDY.search(scene.prompt) or _MADE_THERE.search(around) or _STILL_AIR.search(scene.prompt):
        return None
    swung = material.name in _HANGING or (material.name not in _GROWING and verb[:4] in _SWUNG)
    if swung and (find_entries(around, beings()) or re.search(r"(?i)\b(?:him|her|them|he|she|they)\b", around)):
        return None
    if material.name == "tablecloth" and not _LAID_OUTSIDE.search(scene.prompt):
        return None
    bare = picture.place is None and air in (OPEN, UNSAID) and _is_bare(scene.prompt)
    outside = surely_outside or picture.place is not None and not picture.place.indoors and air.sure and "draught" not in air.name
    if not (bare or outside or (air == OPEN and material.name in _MET_OUTSIDE)):
        return None
    return _strength(material, verb, gently=_GENTLE.search(around) is not None)


def _strength(material: Material, verb: str, *, gently: bool) -> str:
    """The wind where it takes one; elsewhere a light breeze is enough."""
    start = verb[:4]
    if start in _STRONG or (start in _WHIRLED and not gently):
        return "the wind"
    firm = material.name in ("ash", "snowflake", "hat", "rope", "sign", "door", "scrap metal")
    streams = material.name in ("flag", "sail", "kite", "tent") and start not in ("stir", "trem", "quiv", "sway")
    return "the wind" if (firm or streams) and not gently else "a light breeze"


def _is_bare(prompt: str) -> bool:
    """Whether the prompt says of one thing that it moves, and no more."""
    return len(prompt.split()) <= _BARE and not re.search(r"(?i)\b(?:in|on|at|inside)\b", prompt)


def _draught(scene: Scene, material: Material, verb: str, air: Air) -> str | None:
    """What moves in a room: by a window that is said to stand open, or a curtain of which nothing else is told."""
    if material.name not in ("curtain", "paper", "candle flame", "cobweb", "streamer"):
        return None
    if air.sure and air.name.startswith("a draught from the"):
        return "the draught"
    alone = material.name == "curtain" and verb[:4] in ("sway", "stir", "flut", "quiv", "trem", "ripp")
    lonely = not find_entries(scene.prompt, beings()) and not _STAGED.search(scene.prompt)
    return "a light draught" if alone and lonely else None


def _how(around: str, material: Material, verb: str) -> str | None:
    """ "in" where the air moves a thing at its place, "on" where it carries it; None where it does not do that to it."""
    start, name = verb[:4], material.name
    if start in _CARRIED:
        if re.search(_ON_WATER, around):
            return None
        fallen = name == "leaves" and re.search(r"(?i)\b(?:leaf|leaves)\b", around) is not None
        on_water = re.search(r"(?i)\b(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|cup|bath)\b", around)
        return "on" if (name in _LOOSE or fallen or name == "smoke") and not (on_water and start == "floa") else None
    if name in ("smoke", "steam", "mist", "cloud", "dust", "sand", "snow"):
        return "in" if start in _WHIRLED and name in ("sand", "snow") else None
    if start in _WHIRLED and (name in _LOOSE or name in ("leaves", "sand", "snow")):
        return "in"
    if start in ("rise", "risi", "rose", "curl", "spir", "hove", "glid", "whir", "scat", "swir"):
        return None
    if name == "water surface":
        return "in" if start in ("ripp", "shiv", "quiv", "stir") and not _STIRS_WATER.search(around) else None
    if name in _GROWING:
        return "in" if _is_rooted(around, material, verb) else None
    return "in" if material.worn or name in (*_CLOTHS, *_HANGING, "candle flame", "cobweb", "balloon", "hay") else None


_ON_WATER = r"(?i)\b(?:on|onto|in|into|down|upon)\s+(?:\w+\s+){0,3}(?:water|lake|pond|stream|river|sea|canal|pool|surface|bowl|puddle|moat|bay)\b"
"""Where what drifts lies on the water, and goes with it."""


def _is_rooted(around: str, material: Material, verb: str) -> bool:
    """Whether a plant stands where it grows, and sways as such."""
    return not _NOT_GROWING.search(around) and verb[:4] not in (*_CARRIED, "swir", "lift", "flow", "blow")


def _on_waves(scene: Scene, material: Material, verb: str) -> list[str]:
    """What bobs on water."""
    if verb[:3] != "bob" or _STILL_AIR.search(scene.prompt) or find_phrase(scene.prompt, words("calm_air")):
        return []
    if material.name == "water lily":
        return ["on the small ripples"]
    return ["on the swell"] if re.search(r"(?i)\b(?:sea|ocean|waves|surf|swell|storm\w*)\b", scene.prompt) else ["on the small waves"]
