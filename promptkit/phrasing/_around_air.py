"""The air that moves a thing, in the fewest words: "in the wind", "on a light breeze", "in the current".

A phrase without a pronoun and without a verb can be taken for nobody else's, and fits a sentence and a list alike.
Cloth that billows, hair that whips and grass that sways tell of moving air by themselves: what remains to be found out
is whether they are in a room, whether something else there moves the air, and how strong it is.
"""

import re
from dataclasses import dataclass

from promptkit.lexicon import Being, Material, beings, find_entries, find_phrase, materials, places, words
from promptkit.patterns import lazy
from promptkit.phrasing._around import sentence
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._setting import Air
from promptkit.scene import Element, Scene

_TOLD = lazy(
    r"(?<![-\w])(?P<kind>wind|winds|windy|windswept|gales?|gusts?|gusty|breeze|breezy|draught|blizzard|(?:rain|snow|"
    r"sand|thunder)?storm|stormy|"
    r"hurricane|typhoon)\b(?![-'’])(?!\s+(?:clouds?|lanterns?|lamps?|turbines?|chimes?|instruments?|drains?|"
    r"windows?|farms?|tunnels?|light|sky|skies|"
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
    r"\b(?:helicopters?|choppers?|airships?|zeppelins?|jets?|rockets?|missiles?|ufos?|space\s?ships?|"
    r"dragons?|explo\w+|blasts?|shock\s?waves?|convertible|sidecar|"
    r"(?:rid(?:es?|ing)|driv(?:es?|ing)|speed(?:s|ing)|pass(?:es|ing)|rush(?:es|ing))\b(?!\s+(?:clouds?|storm))|"
    r"fans?|ventilat\w+|hair\s?dr[iy]ers?|heaters?|vents?|air[- ]?con\w*|engines?|propellers?|wings?|"
    r"rac(?:es|ing)|runs?|running|gallop\w*|"
    r"stampede\w*|jump\w*|leap\w*|danc(?:er|ers|es)|spin\w*|twirl\w*|kick\w*|punch\w*|swings? (?:his|her|their|a|the)|"
    r"blow(?:s|ing)? (?:on|out|at|into)|"
    r"breath|breath(?:es?|ing)\s+(?:on|out|over|fire)|brush(?:es|ing)|shak(?:es?|ing)|pull\w*|push\w*|tug\w*|toss\w*|throw\w*|sneez\w*|cough\w*|magic\w*(?! hour)|spells?|"
    r"ghosts?(?!\s+town)|levitat\w*|energy|aura|every step|"
    r"earthquake|quake\w*|tremors?)\b",
    re.IGNORECASE,
)
"""What in the same sentence may move the air, or the thing itself."""
_VEHICLES = lazy(
    r"\b(?:trains?|subway|metro|trams?|trucks?|lorr(?:y|ies)|cars?|taxis?|bus(?:es)?|vans?|jeeps?|motor\w*|bikes?|scooters?|"
    r"\w*cyclists?|planes?)\b",
    re.IGNORECASE,
)
_SHAKES = ("trem", "quiv", "shiv", "shak", "stir", "bob", "bobs", "bobb", "nod", "nods", "nodd")
_DROPS = lazy(r"\b(?:rain\w*|downpour|drops?|drip\w*)\b", re.IGNORECASE)
"""What makes leaves tremble and water ripple as well."""
_NO_WEATHER = lazy(
    r"\b(?:catwalk|models? (?:walk|strid|turn|pos)\w*|(?:on|bare|empty|concert) stage|music video|band|"
    r"concert|theat(?:re|er)|opera|circus|wigs?|mannequins?|"
    r"minecraft|lego|claymation|diorama|miniatures?|stop[- ]motion|(?:on|of) (?:the )?(?:mars|moon)|martian|"
    r"lunar(?!\s+new)|zero[- ]gravity|weightless\w*|vacuum|orbit|"
    r"under\s?water|(?:beneath|under|below) the (?:sea|waves|water|surface)|(?:bottom|floor|"
    r"depths?) of the (?:sea|ocean|lake|river)|"
    r"(?:sea|ocean)\s?(?:bed|floor)|submerged|sunken|divers?|scuba|coral|aquarium)\b",
    re.IGNORECASE,
)
"""Where no weather is."""
_STILL_AIR = lazy(r"\b(?:still|stillness|calm|windless|motionless|frozen in time|mirror-?like|glassy)\b", re.IGNORECASE)
_MADE_OF = lazy(
    r"\b(?:statues?|sculpt\w+|embroider\w+|tattoo\w*|engrav\w+|origami|crochet\w*|knitted|holograms?|pixel\w*|"
    r"(?:on|in|of) (?:an?|the) (?:[\w-]+ )?(?:logos?|posters?|murals?|wallpaper|tapestry|painting)|paper (?:dress|flowers?|trees?|leaves)|"
    r"paint(?:s|ing) (?:a|an|the|his|her)\b|pressed (?:flowers?|leaves)|"
    r"like|as if|as though|becomes?|becoming|turns? into|turning into|morph\w*|"
    r"transform\w*|dissolv\w*|made of|of glass(?!\s+\w)|of light(?!\s+\w))\b",
    re.IGNORECASE,
)
"""What is no plant, cloth or hair, or does not stay one."""
_CARVED = lazy(r"\b(?:marble|bronze|stone|carved|painted|neon|wooden|glass)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
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
_HARD = lazy(
    r"\b(?:hard|wildly|violently|furiously|madly|fiercely|very much|frantically|strongly|dramatically)\b", re.IGNORECASE
)
_STRONG = (
    "bill", "flap", "snap", "whip", "lash", "stre", "blow", "blew", "bend", "bent", "swin", "swun", "jing", "toss", "thra",
    "bang", "slam", "ratt", "crea", "clat", "fly", "flyi", "flie",
)  # fmt: skip
"""How verbs begin that tell of more than a light breeze."""
_SWUNG = ("sway", "swin", "swun", "rock", "move", "movi", *_SHAKES)
"""How verbs begin of what hands and steps do as well."""
_CARRIED = ("drif", "floa", "waft", "hove")
_WHIRLED = ("swir", "whir", "scat", "blow", "blew", "tumb", "skit", "roll", "fly", "flyi", "flie")
_GOES_OFF = ("rise", "risi", "rose", "curl", "spir", "glid", "whir", "scat", "swir")
"""How verbs begin that tell of a way, which the air alone does not explain."""
_DOES_NOT = {
    "cloth": ("bob", "bobs", "bobb", "nod", "nods", "nodd", "jing", "bang", "slam", "crea", "clat", "bend", "bent", "ratt"),
    "hair": ("bob", "bobs", "bobb", "nod", "nods", "nodd", "jing", "bang", "slam", "crea", "clat", "snap", "rock", "bend", "bent"),
    "plant": ("lift", "flow", "stre", "snap", "flap", "jing", "bang", "slam", "ratt", "fly", "flyi", "flie", "swel", "puff", "rock"),
    "hung": ("flow", "stre", "bill", "lift", "fly", "flyi", "flie", "blow", "bend", "bent", "swel", "puff", "slam", "bang"),
}  # fmt: skip
"""How verbs begin of what such a thing does for another reason, if at all."""
_SHUTTERS = lazy(r"(?i)(?:.*\W)?(?:shutters?|gates?|screen doors?|barn doors?)")
_BANGS = ("bang", "slam", "ratt", "clat", "swin", "swun", "crea", "flap")
_TURNS = ("turn", "spin", "spun", "rota", "whir", "crea")
_BARE = 6
"""Words of a prompt that says of one thing that it moves, and no more: the cause may choose the place."""
_STIRS_WATER = lazy(
    r"\b(?:boats?|ships?|ferr(?:y|ies)|ducks?|swans?|fish|koi|oars?|paddl\w+|swim\w*|rain\w*|drops?|stones?|"
    r"pebbles?|fountain|waterfall|basin|bowl|bucket|glass|cup|"
    r"turtles?|hands?|fingers?|feet|foot|float\w*|touch\w*)\b",
    re.IGNORECASE,
)
_STAGED = lazy(
    r"\b(?:stage|theat(?:re|er)|opera|auditorium|concert|audience|proscenium|ris(?:es|ing))\b|\b(?:an?|the) (?:\w+ )?cinema\b",
    re.IGNORECASE,
)
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
_OUT_THERE = lazy(
    r"\b(?:outside|beyond|through|behind) (?:an?|the|his|her|their|its) (?:[\w-]+ )?(?:windows?|panes?|glass)\b|\boutdoors?\b",
    re.IGNORECASE,
)
"""What is seen from a room."""
_ROOM = lazy(
    r"\b(?:interior|indoors?|inside (?:an?|the)|studio|museum|lobby|office|ceiling|hall|on stage|gym|desk|carpet|sofa|shelf|shop|store)\b",
    re.IGNORECASE,
)
"""What says even of a tree or a flag that it stands in a room."""
_ON_A_LINE = lazy(r"\b(?:clothes|washing|laundry)?\s?lines?\b|\bpegged\b", re.IGNORECASE)
_WITHIN = lazy(r"\b(?:in|inside|within)\s+(?:(?:an?|the|his|her|their)\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_BACKGROUNDS = "studio"
_THROUGH_AIR = lazy(r"\s+(?:through|in|across|into) (?:the |mid-?)?(?:air|sky|frame)\b", re.IGNORECASE)


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
    def sort(self) -> str:
        """How it answers the air: as cloth, hair, a plant, what is loose or what hangs."""
        grown = self.material.stirred == "plant" and _NOT_GROWING.search(self.around) is not None
        return "loose" if grown and self.kind in ("leaves", "blossom") else "" if grown else self.material.stirred

    @property
    def start(self) -> str:
        """How its verb begins, in whichever form."""
        return self.verb[:4]

    @property
    def around(self) -> str:
        """Its sentence, less the moves of the camera."""
        around = sentence(self.scene, self.element)
        for move in self.scene.camera_moves:
            around = around.replace(move.span.text, " ")
        return around

    @property
    def is_met_outside(self) -> bool:
        """Whether such a thing stands in the open unless it is said to be in a room."""
        hung_out = self.kind == "laundry" and _ON_A_LINE.search(self.scene.prompt) is not None
        return self.material.outdoors or hung_out or self.kind in ("sign", "swinging sign")

    @property
    def is_inside(self) -> bool:
        """Whether it is in a room, by its own sentence before the others; a tree by a window is not."""
        picture, prompt, around = self.picture, self.scene.prompt, self.around
        if _OUT_THERE.search(around):
            return False
        if around.strip(" .\n") != prompt.strip(" .\n"):
            named = [
                each.entry for each in find_entries(around, places()) if each.entry.name not in ("furniture", "sky")
            ]
            outside, inside = (any(each.indoors is indoors for each in named) for indoors in (False, True))
            inside = inside or find_phrase(around, words("indoors")) is not None
            if outside != inside:
                return inside
        if self.is_met_outside:
            within = picture.is_placed_indoors and _WITHIN.search(prompt[: picture.place_at]) is not None
            return within or (_ROOM.search(prompt) is not None and (picture.place is None or picture.place.indoors))
        placed = picture.is_placed_indoors and picture.place is not None and picture.place.name != _BACKGROUNDS
        return placed or picture.in_a_room or picture.mixed


def by_air(moved: Moved) -> list[str]:
    """What the air or water of the place does, where it is sure that it does it; empty where it is not."""
    before = moved.scene.prompt[: moved.element.what.start]
    if _MADE_OF.search(moved.around) or (moved.sort != "hung" and _CARVED.search(before)):
        return []
    if moved.kind == "seaweed" or moved.air.force == "water":
        flows = moved.air.force == "water" or _IN_WATER.search(moved.scene.prompt)
        return ["in the current"] if flows and (moved.kind == "seaweed" or moved.sort == "plant") else []
    if moved.kind in ("boat", "water lily"):
        return _on_waves(moved)
    if moved.air.force == "none" and not moved.picture.mixed:
        return []
    if find_phrase(moved.scene.prompt, words("calm_air")) or _NO_WEATHER.search(moved.scene.prompt):
        return []
    how = _how(moved)
    name = _name(moved) if how and not _does_not_so(moved) else None
    return [f"{how} {name}"] if name and how else []


def _does_not_so(moved: Moved) -> bool:
    """Whether it does not move so by the air: a bulb flickers, a hat nods on a head, a crowd waves flags."""
    start, kind = moved.start, moved.kind
    heavy = kind in _HEAVY and told_air(moved.scene) is None
    flickers = start in ("flic", "gutt") and kind != "candle flame"
    nods = kind == "hat" and start not in ("lift", "blow", "blew", "flap", "flut", "tumb", "roll", "skit")
    lifts = kind == "balloon" and start == "lift"
    speaks = "beard" in moved.element.what.text.lower() and start in ("move", "movi", *_SHAKES)
    held = kind in ("flag", "streamer", "balloon", "umbrella") and start in (*_SWUNG, "wave", "wavi")
    carried = held and (kind == "umbrella" or _CROWD.search(moved.around) is not None)
    return heavy or flickers or nods or lifts or speaks or carried or start in _DOES_NOT.get(moved.sort, ())


def told_air(scene: Scene) -> str | None:
    """The moving air that the prompt itself tells of, by its name."""
    for match in _TOLD.finditer(scene.prompt):
        before = re.split(r"[.!?\n]", scene.prompt[: match.start()])[-1]
        behind = re.split(r"[.!?\n]", scene.prompt[match.end() :])[0]
        if not _ELSEWHERE.search(before + " " + behind):
            kind = match["kind"].lower()
            return "the breeze" if kind.startswith("breez") else "the draught" if kind == "draught" else "the wind"
    return None


def is_told_beside(scene: Scene, element: Element) -> bool:
    """Whether the sentence has the wind already: it would be said twice."""
    around = sentence(scene, element)
    return any("storm" not in told["kind"].lower() for told in _TOLD.finditer(around))


def _name(moved: Moved) -> str | None:
    """What the air is called: as the prompt calls it, or by what the motion takes; None where none is sure to blow."""
    scene = moved.scene
    if moved.is_inside:
        return None if _is_driven(moved) else _draught(moved)
    if told := told_air(scene):
        return told
    against = (_is_driven(moved), _STILL_AIR.search(scene.prompt), _may_be_swung(moved))
    if any(against) or not (_tells_of_air(moved) or _is_outside(moved)):
        return None
    if "incense" in moved.element.what.text.lower() and _SHRINE.search(scene.prompt):
        return "a light draught"
    strength = _strength(moved)
    return "the wind" if _ROUGH.search(scene.prompt) else strength


def _is_driven(moved: Moved) -> bool:
    """Whether something in its sentence may move the air, or the thing itself."""
    motion = moved.element.motion or moved.element.what
    around = moved.around.replace(motion.text, "", 1)
    going = any(
        other.motion is not None and other is not moved.element and _VEHICLES.search(other.what.text)
        for other in moved.scene.elements
        if other.role != "camera"
    )
    shaken = moved.start in _SHAKES and _DROPS.search(around) is not None
    return going or shaken or _MADE_THERE.search(around) is not None


def _may_be_swung(moved: Moved) -> bool:
    """Whether somebody is there who may have set it swinging."""
    swings = moved.sort == "hung" or (moved.sort == "loose" and moved.start in _SWUNG)
    around = moved.around.replace(moved.element.what.text, "")
    there = [each for each in find_entries(around, (*beings(), *materials())) if isinstance(each.entry, Being)]
    return swings and bool(there or _SOMEBODY.search(around))


def _tells_of_air(moved: Moved) -> bool:
    """Whether thing and motion tell of moving air by themselves, wherever it is: a plant sways, a cape billows."""
    if moved.sort in ("plant", "web"):
        return moved.is_met_outside or moved.kind in ("flowers", "cobweb")
    is_soft = moved.start in ("sway", "swin", "trem", "quiv", "rust", "swis", "rock")
    is_worn = moved.sort in ("cloth", "hair") and not is_soft
    is_carried = moved.sort == "loose" and moved.start in (*_CARRIED, *_WHIRLED)
    return is_worn or is_carried or moved.kind in ("flag", "kite", "sail", "tent", "windmill", "weathervane")


def _is_outside(moved: Moved) -> bool:
    """Whether the thing is in the open for sure, or in a prompt of a few words that leaves it open."""
    place, prompt = moved.picture.place, moved.scene.prompt
    if moved.is_met_outside:
        return True
    if place is not None and place.name != _BACKGROUNDS:
        return not place.indoors
    is_bare = len(prompt.split()) <= _BARE and not re.search(r"(?i)\b(?:in|on|at|inside)\b", prompt)
    return is_bare or _SHUTTERS.fullmatch(moved.element.what.text) is not None


def _strength(moved: Moved) -> str:
    """The wind where the motion takes one; elsewhere a light breeze is enough."""
    gently = _GENTLE.search(moved.around) is not None
    if _HARD.search(moved.around):
        return "the wind"
    if moved.start in _STRONG or (moved.start in _WHIRLED and not gently):
        return "a light breeze" if gently and moved.start in ("blow", "swin", "bend") else "the wind"
    streams = moved.kind in ("flag", "sail", "kite", "tent") and moved.start not in _SWUNG
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
    return None if _STAGED.search(prompt) or _HARD.search(moved.around) or _handles(moved) else "a light draught"


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


def _how(moved: Moved) -> str | None:
    """How the air moves a thing: "in" it at its place, or "on" it elsewhere; None where it does not do that to it."""
    start, sort, what = moved.start, moved.sort, moved.element.what.text.lower()
    is_leaf = moved.kind == "leaves" and re.search(r"\b(?:leaf|leaves)\b", what)
    flies = sort in ("loose", "dust") or is_leaf or moved.kind == "blossom"
    if start in _CARRIED:
        motion = moved.element.motion or moved.element.what
        freely = sort == "cloth" and _THROUGH_AIR.match(moved.scene.prompt, motion.end) is not None
        if moved.kind in ("balloon", "smoke", "ash") and _rises(moved):
            return None
        lies = _ON_WATER.search(moved.around) or (start == "floa" and _WATERS.search(moved.around))
        if (flies or freely) and not lies:
            return "on"
        return "in" if sort in ("cloth", "hair") and not lies else None
    if start in _WHIRLED and flies:
        return "in"
    if sort == "dust":
        return "in" if start in ("danc", "move", "movi") else None
    if moved.kind == "water surface":
        return "in" if start in ("ripp", "shiv", "quiv", "stir") and not _STIRS_WATER.search(moved.around) else None
    if sort == "wheel":
        return "in" if start in _TURNS else None
    if moved.kind == "door":
        return "in" if _SHUTTERS.fullmatch(what) and start in _BANGS else None
    return "in" if sort and start not in (*_GOES_OFF, "turn", "spin", "spun", "rota", "roll", "tumb", "skit") else None


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
    rough = re.search(r"(?i)\b(?:sea|ocean|waves|surf|swell|storm\w*)\b", prompt)
    return ["on the swell" if rough else "on the small waves"]
