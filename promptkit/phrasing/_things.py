"""What moves of things and surroundings."""

import re
from collections.abc import Mapping

from promptkit.lexicon import (
    Being,
    Found,
    Material,
    beings,
    find_entries,
    find_phrase,
    materials,
    plural,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._around_air import UNCANNY
from promptkit.phrasing._gives_no_way import gives_no_way
from promptkit.phrasing._idea import Idea, by_force, by_prompt, slots
from promptkit.phrasing._named_again import another_between, nothing_between, part_of, with_pronoun
from promptkit.phrasing._picture import HOLDS, MAX_BEFORE, Picture
from promptkit.phrasing._reflected import asks_for_a_mirror
from promptkit.phrasing._setting import DELICATE
from promptkit.phrasing._shown import is_image
from promptkit.phrasing._text import what_is_shown
from promptkit.phrasing._told_last import is_subject

_ONE_EACH = lazy(
    r"\bthe (?:loose |hanging |top |second )?"
    r"(?:hem|edge|front|rim|brim|crown|skin|page|hand|mouth|top|crust|flame)"
    r"(?= of \{the\}| bending| flattening| trembling| leaning| stretching)"
)
"""Parts that each of several things has one of: "the rims of the umbrellas"."""

_NEAR = lazy(r"\b(?:close[- ]?up|macro|portrait|headshot)\b", re.IGNORECASE)
"""Shots in which no surroundings are to be seen."""
_BEHIND_IT = ("building outside", "skyline", "sky", "mountain")
"""Places of which clouds are seen only when nothing else stands before them."""
_BACKED = lazy(r"(?i)\b(?:in front of|against|behind|backdrop)\b")
"""What says that something else stands there."""
_BESIDE = lazy(
    r"(?i)\b(?:left|right|top|front|side)\s+(?:side\s+)?of\b|\b(?:next to|behind|above|below|under|over|beside|and)\b"
)
"""What puts a thing next to another, and so anywhere."""
_WEARS = lazy(r"(?i)\b(?:wear\w*|dressed|in an?)\b")
_RIGID = lazy(
    r"\b(?:crystal|glass|stone|metal|bronze|marble|wooden|ice|ceramic|porcelain|steel|iron|rubber|diamond|lego|jade|"
    r"silver|copper|brass|concrete|golden metal|neon|lava|lightning)\s+$",
    re.IGNORECASE,
)
"""Of what the air moves nothing, however soft the thing is otherwise: a mane of crystal."""
_DYED = lazy(r"(?i)(?:silver|copper|neon)\b")
"""Metals that are colours of hair."""
_CARVED = lazy(
    r"(?i)\b(?:bronze|marble|stone|plaster|granite|alabaster|terracotta|porcelain)\s+\w+\s+(?:in|with|wearing)\b"
)
"""Who is dressed in what they are made of."""
_SOFT = (
    "leaves",
    "ivy",
    "blossom",
    "petal",
    "flowers",
    "tree",
    "palm",
    "grass",
    "reeds",
    "flag",
    "feathers",
    "curtain",
    "cloud",
    "pot plant",
)
_HOLDING = lazy(
    r"(?i)\b(?:hold|carry|carri|clutch|cradl|hugg?|grip|grasp)(?:es|ed|s|ing)?\b"
    r"|\bin (?:his|her|their|both) (?:arms|hands)\b"
)
"""Who has something before the chest, so that no breath is seen in the cloth."""
SITS = lazy(r"(?i)\b(?:sit|sits|sitting|seated|sat|kneel\w*|lying|lies|crouch\w*)\b")
"""Who does so holds a skirt down."""
_BLOOMS = lazy(
    r"(?i)(?<!wall)\b(?:wild)?flowers\b|\b(?:blooms|tulips|roses|orchids|poppies|daisies|sunflowers|lilies|daffodils|peonies)\b"
)
"""What stands in a garden or a field and is looked at first."""
_OF_THE_GARDEN = (
    "flowers",
    "bouquet",
    "petal",
    "pot plant",
    "leaves",
    "ivy",
    "blossom",
    "dew",
    "grass",
    "bamboo",
    "reeds",
)
"""What does not stir in a room of which no window is said to be open."""
_IN_GREEN = ("garden", "field", "farmland")
_WOODED = frozenset({"forest", "forest floor", "jungle", "garden", "orchard"})
_OF_ODD_STUFF = lazy(
    r"(?i)\b(?:forests?|woods|woodland|grove|jungle|thicket|garden|orchard)\s+(?:made\s+)?(?:(?:out\s+)?of|from)\s+"
    r"(?!(?!(?:glass|crystal|stone|metal|candy|paper)\b)(?:[\w-]+\s+){0,3}(?:trees?|pines?|birch\w*|oaks?|bamboos?|firs?|spruces?|palms?|maples?|redwoods?|sequoias?|beech\w*|"
    r"cypress\w*|willows?|ferns?|cedars?|aspens?|baobabs?|eucalyptus|[\w-]*flowers|roses|tulips|herbs|plants|blooms|leaves)\b)"
    r"|\b(?:mushrooms?|fung(?:i|al)|crystals?|glass|kelp|coral|candy|metal|stone|cactus|cacti|saguaros?|sculpture|paper|neon|petrified)\s+"
    r"(?:forests?|woods|grove|jungle|garden)\b"
)
"""Woods without a twig or a leaf: of mushrooms, of crystals."""
_ROCKY = lazy(r"(?i)\b(?:canyons?|rocky|cliffs?|gorges?|mesas?|buttes?|stone (?:bridge|arch))\b")
"""A desert of rock, over which no sand drifts."""
_OVER_ROCK = "cloud shadows sliding over the rock as {air} drives the clouds along"
_OFF_THE_RIDGES = "loose snow streaming off the ridges as {air} lifts it"
_STILL_WATER = lazy(
    r"(?i)\b(?:calm|quiet|tranquil|peaceful|placid|serene)\s+(?:\w+\s+)?(?:lake|pond|lagoon|water|waters|river|canal|reservoir|bay|sea|ocean|fjord|cove|harbou?r)\b"
    r"|\b(?:lake|pond|lagoon|water|river|bay|sea|ocean|fjord)\b[^.,;]{0,30}\b(?:is|lies)\s+(?:\w+\s+)?(?:calm|quiet|tranquil)\b"
)
"""Water on which no wind blows, and a rising fish or a falling leaf still draws a ring."""
_MIRRORS = lazy(
    r"(?i)\b(?:mirror\w*|glass\w*|perfect(?:ly)? reflect\w*|perfect reflections?|frozen|ice|icy|empty|dry|still)\b"
)
_SLOWED = lazy(r"(?i)\b(?:slow[- ]?mo(?:tion)?|super slow)\b")
_GROWN = ("hair", "fur")
"""What belongs to a body."""
_HANGS = ("cloth", "hung", "shutter", "sheet")
"""What is seen to be moved by something: in a tale of ghosts nobody is told by what."""
_STICKS = ("feathers", "paper", "petal", "plastic", "hay", "laundry", "book", "streamer")
"""What lies fast where it is wet."""
_FAR = 8
"""Words behind which a pronoun could mean another."""
_NOBODY = {"poss": "its"}
_LIT_BY = (
    (lazy(r"(?i)\b(?:candle-?lit|by candlelight|in candlelight)\b"), "the candlelight wavering softly"),
    (lazy(r"(?i)\b(?:fire-?lit|by firelight|in firelight)\b"), "the firelight wavering softly"),
    (lazy(r"(?i)\b(?:torch-?lit|by torchlight|in torchlight)\b"), "the torchlight wavering softly"),
)
"""Light of flames that are not named."""
_OUT_OF_A_PLANE = lazy(
    r"(?i)\bview\b[^.]*\bwindows?\b[^.]*\b(?:(?:air|aero)?planes?|aircraft|airliner|jet)\b"
    r"|\b(?:view|clouds)\b[^.]*\b(?:(?:air|aero)?plane|aircraft|airliner|jet) window\b"
)
_GROUNDED = lazy(
    r"(?i)\b(?:parked|runway|tarmac|airport|gate|taxiing|hangar|landed|grounded|clear|cloudless|night|dark|city|stars|space)\b"
)
"""Where no clouds pass the window of a plane."""
_SMALL = lazy(
    r"(?i)\b(?:made|built)\s+(?:entirely\s+|only\s+)?(?:of|from|out of)\s+(?:\w+\s+)?(?:cheese|gingerbread|"
    r"chocolate|candy|cake|bread|biscuits?|cookies|sugar|sweets|cards|matchsticks|"
    r"matches|paper|cardboard|lego|books|sponge|fruit|vegetables)\b"
)
"""What makes a place small enough for a table, with no sky behind it."""
_MAX_BEFORE_UNLISTED = 3
"""Noun phrases before a place that one clause leads to: "a piano stands alone in the middle of a snowy field"."""
_OF_ANOTHER = lazy(r"(?i),\s+(?:its|their|his|her)\s[^,]*(?:,[^,]*)*$")
"""What says more of something that stands in the place, and would be taken to go on."""
_FOR_SALE = lazy(r"(?i)\b(?:home|house|villa|cottage|property|estate|chalet|farm|land) for sale\b")
"""What is sold, and stands in the open with all that grows there."""
_PASSED = lazy(r"\b(?:from|to|towards?|past|out of)\s+(?:(?:an?|the)\s+)?(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
"""Words by which a place is only on the way."""


def worn(picture: Picture, being: Found[Being] | None, *, is_named: bool) -> list[Idea]:
    """Garments and hair that the prompt names; with `is_named` the wearer is spoken of just before."""
    garments = [thing for thing in picture.things if thing.entry.worn and _is_of(picture, thing, being)]
    wearer = slots(picture, being) if being else {"poss": "its", "its": "its", "it": "it"}
    return [idea for thing in garments for idea in _of_thing(picture, thing, wearer, is_named=is_named)]


def _is_of(picture: Picture, garment: Found[Material], being: Found[Being] | None) -> bool:
    """Whether nobody else can be the wearer: not the suits of those whom a girl stands among."""
    if being is None:
        return True
    between = picture.prompt[being.end : garment.start]
    others = [other for other in find_entries(between, beings()) if other.end + 1 < len(between)]  # "a camel coat"
    return not others and (being.plural or not garment.plural)


def things(picture: Picture) -> list[Idea]:
    """Whatever else the prompt names and the lexicon knows; where something is denied, its state is not sure."""
    if picture.denies or picture.says("from_afar"):
        return []
    loose = (thing for thing in picture.things if not thing.entry.worn and not thing.entry.mover)
    return [idea for thing in loose if not _is_held(picture, thing) for idea in _of_thing(picture, thing, _NOBODY)]


def eye_catchers(picture: Picture, being: Found[Being] | None) -> list[Idea]:
    """What moves of itself and is looked at first, or moves in the hand of somebody who only holds it."""
    if picture.denies:
        return []
    movers = (thing for thing in picture.things if thing.entry.mover)
    found = [idea for thing in movers for idea in _of_thing(picture, thing, _NOBODY)]
    if _OUT_OF_A_PLANE.search(picture.prompt) and not _GROUNDED.search(picture.prompt):
        found.append(Idea("clouds sliding past outside as the plane flies on", _NOBODY))
    found += [Idea(text, _NOBODY) for lit, text in _LIT_BY if lit.search(picture.prompt)][: not found]
    if being is None or len(picture.everybody) > 1 or being.plural or not being.entry.human:
        return found
    held = (thing for thing in picture.things if _is_held(picture, thing))
    owner = slots(picture, being)
    hand = f"the {being.noun}'s hand" if owner["poss"] in ("their", "its") else f"{owner['poss']} hand"
    holder = {**owner, "hand": hand}
    return [*(idea for thing in held for idea in _of_thing(picture, thing, holder)), *found]


def _is_held(picture: Picture, thing: Found[Material]) -> bool:
    return "held" in thing.entry.moves and HOLDS.search(picture.prompt[: thing.start]) is not None


def ambient(picture: Picture) -> list[Idea]:
    """What moves by itself in such a place."""
    if picture.place is None or picture.air.force == "none" or not picture.air.sure or picture.mixed:
        return []
    behind_it = picture.place.name in _BEHIND_IT
    if not _early(picture) or (behind_it and (not _opens_with(picture) or _BACKED.search(picture.prompt))):
        return []
    if (
        picture.denies
        or picture.says("from_above")
        or picture.says("from_afar")
        or picture.says("satellite")
        or (picture.holds_image and not _opens_with(picture))
    ):
        return []
    stands = _OF_ANOTHER.search(picture.prompt, picture.place_at, max(picture.at, picture.place_at))
    passed = _PASSED.search(picture.prompt[: picture.place_at])
    if stands or passed or _SMALL.search(picture.prompt, picture.place_at):
        return []
    burning = any(thing.entry.name == "fire" for thing in picture.things)
    if burning or _NEAR.search(picture.prompt) or any(thing.start == picture.place_at for thing in picture.things):
        return []
    cloudless = picture.says("clear_sky")
    slowed = _SLOWED.search(picture.prompt)
    texts = [text for text in picture.place.ambient if not ((cloudless or slowed) and "cloud" in text)]
    blooms = _BLOOMS.search(picture.prompt) if picture.place.name in _IN_GREEN else None
    if blooms and texts:
        texts = [f"the {blooms[0].lower()} swaying on their stems as {{air}} comes and goes"]
    if picture.place.name in _WOODED and _OF_ODD_STUFF.search(picture.prompt):
        texts = []
    if any("sand" in text for text in texts) and _ROCKY.search(picture.prompt):
        texts = [] if cloudless or slowed else [_OVER_ROCK]
    if slowed and picture.place.name == "mountain" and picture.says("snowed"):
        texts = [_OFF_THE_RIDGES]
    return [Idea(text, {}) for text in by_prompt(picture.prompt, texts)]


def still_water(picture: Picture) -> list[Idea]:
    """What is seen on water over which no wind blows."""
    still = _STILL_WATER.search(picture.prompt)
    shut = picture.is_within or picture.says("from_afar") or picture.denies
    if still is None or shut or _MIRRORS.search(picture.prompt) or asks_for_a_mirror(picture.prompt):
        return []
    return [Idea("faint ripples widening on the water and fading again as a breath of air touches it", {})]


def _early(picture: Picture) -> bool:
    """Whether the place is named early enough to be what is seen, and not one thing more in a list."""
    listed = re.search(r"[,;:.]\s", picture.prompt[: picture.place_at])
    return picture.phrases_before(picture.place_at) <= (MAX_BEFORE if listed else _MAX_BEFORE_UNLISTED)


def _opens_with(picture: Picture) -> bool:
    """Whether the place is what the picture is of, and so stands before the sky."""
    shown = picture.phrases[1:2] if picture.opens_with_shot else picture.phrases[:1]
    return any(phrase.start <= picture.place_at < phrase.end for phrase in shown)


def _of_thing(
    picture: Picture, thing: Found[Material], wearer: Mapping[str, str], *, is_named: bool = False
) -> list[Idea]:
    written = picture.prompt[thing.start : thing.end]
    is_name = written[:1].isupper() and thing.start > 0 and not re.search(r"[.!?:]\s+$", picture.prompt[: thing.start])
    own = {
        "the": f"the {written if is_name else thing.noun}",
        "it": "them" if thing.plural else "it",
        "its": "their" if thing.plural else "its",
    }
    if thing.entry.name in (*_GROWN, "feathers") and len(picture.everybody) == 1:
        far = not is_named and len(picture.prompt[thing.end : picture.at].split()) > _FAR
        owner = f"the {picture.everybody[0].noun}'s" if far and not picture.everybody[0].plural else wearer["poss"]
        own["the"] = f"{owner} {thing.noun}"
    if not _moves(picture, thing):
        return []
    texts = tuple(_agreeing(text, thing) for text in _of_force(picture, thing))
    is_meant = is_subject(picture, thing) and not another_between(picture, thing)
    if is_meant or (picture.sole_thing and nothing_between(picture, thing)):
        texts = tuple(with_pronoun(text, own) for text in texts)
    first = thing.entry.worn and texts[:1]  # what hangs on a body follows its breath before the air
    texts = texts if first else by_prompt(picture.prompt, texts)
    own_part = not thing.entry.worn or wearer["its"] != "its"  # "a woman in a dress, its hem stirring"
    beside = part_of(thing) if thing.end == picture.at and own_part else ""
    return [Idea(texts[0], {**wearer, **own}, alike=texts[1:], beside=beside)] if texts else []


def _moves(picture: Picture, thing: Found[Material]) -> bool:
    """Whether the thing is as it must be to move: where it belongs, in use, whole, and not what the camera sits in."""
    entry = thing.entry
    carved = any(is_image(picture.prompt, each) for each in find_entries(picture.prompt[: thing.start], beings()))
    carved = carved or _CARVED.search(picture.prompt[: thing.start]) is not None
    likeness = entry.worn and not picture.beings and (picture.holds_image or carved)
    uncanny = entry.stirred in _HANGS and not entry.worn and UNCANNY.search(picture.prompt)
    stiff = entry.name != "bare tree" and gives_no_way(picture.prompt, entry.name, thing.start, thing.end)
    if likeness or uncanny or stiff or _is_rigid(picture, thing):
        return False
    if (
        entry.name == "coat"
        and picture.beings
        and not picture.beings[0].entry.human
        and not _WEARS.search(picture.prompt)
    ):
        return False  # a coat of fur
    if picture.air.name.endswith(f" {thing.noun}"):  # an open door does not swing in the draught that it lets in
        return False
    sticks = entry.name in _STICKS and picture.says("wet")
    if sticks or _holds_the_picture(picture, thing) or not _at_home(picture, thing):
        return False
    grown = entry.outdoors or entry.name in (*DELICATE, "dust")  # what wind and water move is never out of use
    useless = words("unreal" if grown else "out_of_use")
    beside_others = entry.alone and (picture.beings or picture.things + picture.further != (thing,))
    if beside_others or (not entry.worn and find_phrase(_without(picture.prompt, thing), useless)):
        return False
    return _ready(picture.prompt, thing)


def _is_rigid(picture: Picture, thing: Found[Material]) -> bool:
    """Whether it is of a stuff of which the air moves nothing; silver hair is only dyed."""
    rigid = _RIGID.search(picture.prompt[: thing.start])
    dyed = rigid is not None and thing.entry.name == "hair" and _DYED.match(rigid[0])
    return (thing.entry.worn or thing.entry.name in _SOFT) and rigid is not None and not dyed


def _without(prompt: str, thing: Found[Material]) -> str:
    """What the prompt shows, with blanks in place of the thing's own noun."""
    shown = _FOR_SALE.sub(lambda offered: " " * len(offered[0]), what_is_shown(prompt))
    return shown[: thing.start] + " " * (thing.end - thing.start) + shown[thing.end :]


def _ready(prompt: str, thing: Found[Material]) -> bool:
    """Whether the prompt says what lets the thing move and nothing that keeps it still, its own noun aside."""
    rest = _without(prompt, thing)
    unless = thing.entry.unless
    kept = find_phrase(rest, (*unless, *map(plural, unless))) or find_phrase(
        what_is_shown(prompt), (said for said in unless if " " in said)
    )
    return kept is None and (not thing.entry.when or find_phrase(prompt, thing.entry.when) is not None)


def _of_force(picture: Picture, thing: Found[Material]) -> tuple[str, ...]:
    """What the force there is does to the thing; in rooms a garment follows the movement or breath of its wearer."""
    if _is_held(picture, thing):
        return thing.entry.moves["held"]
    seen = picture.beings and picture.air.force in ("breeze", "none") and not _HOLDING.search(picture.prompt)
    body = thing.entry.moves.get("body", ()) if seen else ()
    in_a_room = not picture.air.sure and picture.is_within and thing.entry.name in _OF_THE_GARDEN
    delicate = thing.entry.name in DELICATE and not in_a_room
    if (picture.mixed or not picture.air.sure) and not thing.entry.worn and not delicate:
        return thing.entry.moves.get("any", ())
    if thing.entry.worn and not picture.beings:  # it hangs somewhere, and no body holds it against the wind
        hung = thing.entry.moves.get("hung", thing.entry.moves.get("breeze", ()))
        return hung if picture.air.sure and picture.air.force in ("wind", "breeze") else ()
    if thing.entry.name == "dress" and picture.air.force == "wind" and SITS.search(picture.prompt):
        return thing.entry.moves["breeze"]
    if thing.entry.worn and (not picture.air.sure or (thing.entry.name in _GROWN and picture.is_placed_indoors)):
        return body
    return (*body, *by_force(picture.prompt, thing.entry.moves, picture.air.force))


def _agreeing(template: str, thing: Found[Material]) -> str:
    """The template in the plural, where it speaks of the things themselves and there are several."""
    if not thing.plural:
        return template
    several = _ONE_EACH.sub(lambda part: plural(part[0]), template)
    if several == template and not template.startswith("{the} "):
        return template
    template = several
    return re.sub(r"(?<!\{)\bits\b", "their", re.sub(r"(?<!\{)\bit\b", "them", template))


def _at_home(picture: Picture, thing: Found[Material]) -> bool:
    """Whether the thing is where it can move so: a boat rocks on water, not in a shed."""
    if not thing.entry.where:
        return True
    if picture.place is None and picture.sole_thing:
        return _BESIDE.search(picture.prompt) is None
    on_water = any(other.entry.name in ("water surface", "sea") for other in find_entries(picture.prompt, materials()))
    return on_water or (picture.place is not None and picture.place.name in thing.entry.where)


def _holds_the_picture(picture: Picture, thing: Found[Material]) -> bool:
    """Whether the picture is taken inside of it: seats "in the bus" are not seen past its wheels."""
    before = picture.prompt[max(0, thing.start - 16) : thing.start].lower()
    return thing.entry.name == "motor" and re.search(r"\b(?:in|inside|on)\s+(?:an?|the)\s+$", before) is not None
