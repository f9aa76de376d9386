"""Which nouns of a prompt name what is to be seen: heads of phrases, there, alive, and no likeness."""

import re
from functools import cache

from promptkit.lexicon import Being, Found, actions, postures, singular, verb_in, words
from promptkit.patterns import lazy
from promptkit.scene import Scene

_PARTS = (
    r"horns?|wings?|skin|legs?|tail|body|eyes?|head|ears?|feathers|fur|shape|form|size|colou?r|face|paws?|neck|shadow|"
    r"mouth|jaws?|teeth|tooth|beak|belly|back|bones?|skull|tusks?|claws?|nest|eggs?|hide|pelt"
)
_PART_SHOWN = lazy(
    r"^\W*(?:(?:the|two|an?|close[- ]?up|shot|view|of)\s+){0,4}(?:\w+\s+)?"
    r"(?:arms?|hands?|fingers?|toes?|hair|hips?|knees?|shoulders?|"
    r"nose|trunk|mane|whiskers|hooves|hoof|shell)\s+of\s+(?:an?|the)\s+(?:[\w'’-]+\s+){0,2}$"
)
"""A picture of one part of a body: "the arms of a gorilla"."""
_UNSEEN = lazy(
    r"\b(?:like|as if|as though|as an?|resembling|reminiscent of|than|named after|inspired by|about|that|where|when|if|"
    r"before|until|awaiting|expecting|waiting for|thinking of|for|shaped|called|titled|size of|"
    r"(?:woven|painted|made|built|drawn|designed|written|signed|left|owned) by|belong(?:s|ing) to|"
    r"(?:shadow|silhouette|smell|talk|dream|memory|memorie|stor(?:y|ie)|thought)s? of)\s+"
    r"(?:(?!and\b|with\b|in\b|on\b|at\b)[\w'’-]+\s+){0,6}$"
)
"""What is only compared with, meant or spoken of, and not shown."""
_STUFF = "bronze|marble|stone|porcelain|plaster|clay|glass|wood|ice|wax|jade|towels?|paper|felt|lego"
_MADE_OF = lazy(
    rf"(?i)^[^,]*\b(?:made (?:\w+ly )?(?:of|from|out of)|carved (?:from|out of|in|into)|"
    rf"cut (?:from|out of|in)|cast in|in (?:\w+ )?(?:{_STUFF}))\b"
    r"(?!\s+(?:vases?|bowls?|jars?|bottles?|cases?|tanks?|cups?|mugs?|pots?|pitchers?|jugs?|box(?:es)?|domes?)\b)"
    rf"|^\s+of\s+(?:\w+\s+and\s+)?(?:{_STUFF}|brass|copper|steel|gold|silver|iron|snow|sand|flowers|books)\b"
    r"|^[^.;]*\bcarved (?:from|out of)\b"
    r"|^\s*,\s*(?:in |of )?(?:marble|bronze|stone|plaster|granite|plastic|every one)\b"
)
"""What says, behind a being, that it is an image of one."""
_PRINTED = lazy(
    r"\b(?:cover|curtain|wallpaper|shirt|fabric|print|plate|mug|cup|tile|vase|rug|quilt|tie|sock|poster|stamp|coin|banner|"
    r"flag|sign|cake|box|label|paper|patch|towel|scroll|pattern|calendar|card|jar|bowl)s?\s+(?:with|showing|of)\s+"
    r"(?:[\w'’-]+\s+){0,3}$"
)
"""What a being is printed, painted or woven on."""
PLAY = "painted|paper|plastic|toy|fake|drawn"
"""What makes a play of a thing wherever it stands in its name."""
FAKE = lazy(rf"\b(?:{PLAY}|clay|model|miniature|cardboard|lego|chocolate|printed|tiny|invisible|imaginary)\s+$")
_NO_BODY = lazy(rf"\b(?:{PLAY}|clay|model|miniature|cardboard|lego|chocolate|printed|invisible|imaginary)\s+$")
"""The same before who is alive, and may be tiny."""
"""What makes a play of the place or thing behind it."""
_GONE = lazy(
    r"(?i)^\s+(?:has|have|had|is|are|was|were)\s+(?:\w+\s+)?(?:left|gone|withdrawn|departed|vanished|disappeared|absent|"
    r"missing|away|over|elsewhere|not)\b"
    r"|^\s+(?:long |all )?(?:gone|absent|missing|away)\b(?=\s*(?:$|[,.;:]))"
    r"|^\s+(?:reflected|mirrored|printed|painted|pictured)\b"
    r"|^\s+(?:says?|said|wants|thinks|told|asked|asks|loves|likes)\b"
)
"""What says, behind a noun, that it is not there, only an image, or the author of the wish."""
_OF_SOMEBODY = lazy(r"\b([\w'’-]+)\s+of\s+(?:an?|the|his|her|their|my|our)\s+(?:[\w'’-]+\s+){0,3}$")
_GUARDING = lazy(r"\b(?:stand|keep|on|off)(?:s|ing)?\s+$|\bstood\s+$|\bkept\s+$")
"""Before "guard": then it is what somebody or something does, and nobody who is there."""
_GAME = lazy(r"(?i)\b(?:chess\w*|checkmate|playing cards?|deck of cards|card game)\b")
_PLAYS = lazy(r"(?i)\bplay(?:s|ing|ed)?\b")
_PIECES = frozenset({"king", "kings", "queen", "queens", "knight", "knights"})
"""Who stands on a board, or is printed on a card."""
_HOMONYMS = {
    "character": lazy(
        r"(?i)\b(?:rich|full|lots?|with|of|and|adds?|its|their)\s+(?:\w+\s+)?character\b(?!\s+(?:in|with|who|from|stand|sit))"
    ),
    "seal": lazy(
        r"(?i)\b(?:wax|parcels?|envelopes?|letters?|scrolls?|documents?|parchment|charter|decree|packages?|bottles?|jars?|"
        r"lid|unbroken|embossed|stamped|signet|(?:rubber|royal|presidential|official|imperial) seal)\b"
    ),
    "mouse": lazy(
        r"(?i)\b(?:computer|wireless|optical|gaming|bluetooth|usb|keyboards?|laptops?|monitors?|mouse ?pad)\b"
    ),
    "horse": lazy(r"(?i)\b(?:clothes|vaulting|pommel|towel|saw|hobby|merry-go-round)[ -]horse\b"),
    "bear": lazy(r"(?i)\b(?:gummy|jelly|haribo) bears?\b"),
    "bird": lazy(r"(?i)\bbirds? of paradise\b(?=.*\b(?:vases?|flowers?|stems?|petals?|bouquet|blooms?|plants?)\b)"),
    "jaguar": lazy(r"(?i)\b(?:vintage|classic|parked|e-type|convertible|coup[eé]|sedan|saloon|garage|chrome|road)\b"),
    "beetle": lazy(r"(?i)\b(?:vw|volkswagen|parked|garage|driveway|chrome|headlights)\b"),
    "angel": lazy(
        r"(?i)\b(?:christmas tree|fir tree|tree topper|cemetery|graveyard|churchyard|gravestones?|tombs?|tombstones?|"
        r"headstones?|mausoleum|fountain|pedestal|plinth|altar|fa[cç]ade|ivy|lichen|moss\w*)\b"
    ),
}
"""Beings whose noun names a thing as well, and what is said where the thing is meant."""
_SERVED = lazy(
    r"(?i)[^.;]*\bon (?:an?|the|its|their) (?:[\w-]+ )?(?:trays?|platters?|plates?|spits?|skewers?|serving dish)\b"
    r"|\s+(?:is|are) (?:ready|served|done)\b"
)
"""What says, behind an animal that people eat, that it is cooked."""
_COUNTS_OR_SHOWS = frozenset({
    "group", "crowd", "couple", "pair", "team", "family", "band", "herd", "flock", "pack", "school", "shoal", "swarm",
    "row", "line", "circle", "dozens", "lots", "handful", "trio", "one", "two", "three", "some", "many", "most", "all",
    "each", "both", "front", "back", "top", "side", "middle", "centre", "center", "company", "hands", "arms",
    "portrait", "close-up", "closeup", "up", "shot", "view", "image", "video", "clip", "footage", "scene", "animation",
    "film", "movie",
    "picture", "headshot", "study", "profile",
})  # fmt: skip
"""Nouns before "of" that bring the one behind it into the picture: "a herd of the goats", not "the desk of a spy"."""
_VESSELS = frozenset({
    "cup", "mug", "glass", "bowl", "plate", "pot", "vase", "bunch", "field", "pile", "stack", "piece", "sheet", "slice",
    "kind", "sort", "detail", "macro", "row", "bed", "forest", "grove", "string", "scoop", "pint", "expanse", "scenery",
    "photo", "footage", "clip", "sea", "lot", "cluster", "patch", "branch",
})  # fmt: skip
"""Nouns before "of" that hold or measure the thing behind it."""
_CALLED = lazy(
    r",?\s+(?:(?:called|named)\s+)?[A-Z][a-z'’-]+(?:(?:,\s+(?:and\s+)?|\s+(?:and|&)\s+)[A-Z][a-z'’-]+)*"
    r"(?=\s*(?:$|[,.;:!?])|\s+[a-z])"
)
_NAMES_IT = lazy(
    r"(?i)\b(?:my|our|his|her|their|the|an?|\w+['’]s|two|three|four|old|little|both)\s+(?:[\w'’-]+\s+){0,3}$"
)
"""Before a noun that a name may follow."""
_BEHIND = 40
"""Characters before a noun that may say what it is."""
_ALSO_VERBS = frozenset({"snakes", "worms", "ducks", "pools", "streams", "waves", "cascades", "fans", "flowers"})
"""Plurals that are verbs before "down", "through", "along"."""
_GROUPS = frozenset({"group", "crowd", "couple", "team", "family", "band", "crew", "audience", "pair", "host"})
_ENDS_NAME = lazy(
    rf"\s+(?:{_PARTS}|heads|faces(?=\s*(?:$|[,.]))|portrait|picture|photo|statue|figure|sculpture|mask|costume|helmet|uniform|saddle|suit|logo|toy|doll|"
    r"print|pattern|cub|family|crossing|farm|house|shop|store|stand(?!\s+\w+ly\b)|stall|club|shelter|show|food|bowl|bed|skeleton|"
    r"balloon|cookie|cake|sticker|emoji|ornament|lamp|rug|pillow|backpack|skull|hide|pelt|meat|soup|stew)\b",
    re.IGNORECASE,
)
"""Behind a noun: then it only says what kind, whatever the parser makes of it ("a chimpanzee face")."""
_STANDS = lazy(
    r"\s+(?:stand|show)\s+(?:in|on|at|by|near|beside|under|next|together|around|side|behind|before|outside|their)\b"
)
"""What several do, and no noun: "three zebras stand in the shade"."""
_FOLLOWS_HEAD = frozenset({
    "in", "on", "at", "of", "with", "and", "or", "by", "near", "beside", "inside", "through", "across", "under", "over",
    "beneath", "from", "to", "for", "as", "while", "is", "are", "was", "were", "who", "that", "which", "looking",
    "wearing", "next", "behind", "between", "around", "against", "into", "onto", "during", "facing", "without", "above",
    "below", "but", "made", "full", "seen", "has", "have", "there", "where", "his", "her", "their", "its", "a", "an",
    "the", "underwater", "outdoors", "outside", "alone", "together", "lit", "backlit", "backstage",
    "indoors", "asleep", "upstairs", "downstairs",
})  # fmt: skip
"""Words after which the noun before them was the head of its phrase, and not part of a compound."""


def is_head(scene: Scene, found: Found[object]) -> bool:
    """Whether the noun stands for itself: "a dog on a leash", not "a dog house", and not "a group of elephants"."""
    of_several = found.noun in _GROUPS and scene.prompt[found.end :].startswith(" of ")
    stands = found.plural and _STANDS.match(scene.prompt, found.end)
    if of_several or (_ENDS_NAME.match(scene.prompt, found.end) and not stands):
        return False
    if re.match(
        r"\s+(?:down|through|along|up|around|round|between|across|out|into|his|her|their|hello|goodbye)\b",
        scene.prompt[found.end :],
    ) and (found.noun in _ALSO_VERBS):
        return False
    if any(anchor.end == found.end for anchor in scene.anchors):
        return True
    if any(anchor.end + 1 == found.start for anchor in scene.anchors) or re.search(
        r"\b(?:that|which|who)\s$", scene.prompt[: found.start]
    ):
        return False
    rest = scene.prompt[past_names(scene.prompt, found) :]
    if not re.match(r"\s+[^\W\d_]", rest):
        return not rest.startswith(("'", "’", "-"))
    following = re.match(r"\s+([\w'’-]+)", rest)
    word = following.group(1).lower() if following else ""
    return word in _FOLLOWS_HEAD or verb_in(word, (*postures(), *actions())) is not None


def past_names(prompt: str, found: Found[object]) -> int:
    """Where the names end by which somebody is called: "my cats Miso and Nori"; the noun's own end without any."""
    written = prompt[found.start : found.end]
    if not isinstance(found.entry, Being) or not written.islower() or not _NAMES_IT.search(prompt[: found.start]):
        return found.end
    called = _CALLED.match(prompt, found.end)
    return called.end() if called else found.end


def is_seen(prompt: str, found: Found[object]) -> bool:
    """Whether the noun names something that is there: not gone, not made of card, not only likened or spoken of."""
    before = before_noun(prompt, found)
    fake = _NO_BODY if isinstance(found.entry, Being) else FAKE
    return not (fake.search(before) or _UNSEEN.search(before) or _GONE.match(prompt[found.end :]))


def is_there(prompt: str, found: Found[Being]) -> bool:
    """Whether a being is in the picture itself: no owner ("the desk of a spy"), aim ("catching fish") or surname."""
    before = before_noun(prompt, found)
    owned = _OF_SOMEBODY.search(before)
    aim = re.search(r"\b\w+ing\s+(?:(?:an?|the|some)\s+)?$", before)
    name = prompt[found.start].isupper() and re.search(r"\b[A-Z][\w'’-]+\s$", prompt[: found.start])
    done = aim and verb_in(aim[0], tuple(action for action in actions() if not action.calm))
    if _PART_SHOWN.search(before) or (found.noun == "guard" and _GUARDING.search(before)):
        return False
    if re.search(r"(?i)\bonly (?:his|her|their|the) (?:shoes|feet|hands|legs|boots)\b", prompt):
        return False
    thing = _HOMONYMS.get(singular(found.noun))
    if thing is not None and thing.search(prompt):
        return False
    return not (done or name or (owned and owned[1] not in _COUNTS_OR_SHOWS))


def is_owner(prompt: str, found: Found[object]) -> bool:
    """Whether the noun only says whose a part is: in "the jib of a small boat" the boat may be elsewhere."""
    owned = _OF_SOMEBODY.search(before_noun(prompt, found))
    return owned is not None and owned[1] not in _COUNTS_OR_SHOWS and singular(owned[1]) not in _VESSELS


def is_stuff(prompt: str, found: Found[object]) -> bool:
    """Whether something else is made of it: a house of bamboo does not bend."""
    made = (
        r"\b(?:made|built|woven|carved|cut|shaped|sculpted|covered|dressed|clad)\s+(?:out\s+)?"
        r"(?:of|from|in|with|by)\s+(?:[\w-]+\s+){0,2}$"
    )
    clause = re.split(r"[,.;]", prompt[found.end :])[0]
    return re.search(made, before_noun(prompt, found)) is not None or _MADE_OF.search(clause) is not None


def is_image(prompt: str, found: Found[Being]) -> bool:
    """Whether only a likeness or a part of it is there: "a statue of a woman", "the wings of an eagle"."""
    before = before_noun(prompt, found)
    signs, likeness = _signs_of_images()
    piece = found.noun in _PIECES and _GAME.search(prompt) and not _PLAYS.search(prompt)
    served = singular(found.noun) in words("edible") and _SERVED.match(prompt, found.end)
    if piece or served or _PRINTED.search(before) or any(sign.search(before) for sign in signs):
        return True
    clause = re.split(r"[.;]", prompt[found.end :])[0]
    return _MADE_OF.search(clause) is not None or likeness.match(clause) is not None


@cache
def _signs_of_images() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """What stands before, and what behind, the noun of something of which only an image is there."""
    figures = "|".join(map(re.escape, sorted(words("of_figures"), key=len, reverse=True)))
    signs = (
        r"\b(?:shaped|dressed|painted)\s+(?:as|like)\s+(?:an?|the)\s+$",
        rf"\b(?:{figures})\s+(?:[\w'’-]+\s+)?$",
        r"\bframed\b[^.,;]*$",
        rf"\b(?:{_PARTS})\s+of\s+(?:an?|the)\s+(?:[\w'’-]+\s+)?$",
    )
    return (*map(re.compile, signs), _likeness_of()), re.compile(rf"\s+(?:{_likenesses()})\b", re.IGNORECASE)


def is_pictured(before: str) -> bool:
    """Whether a noun behind these words is only on a picture: "a poster of a"."""
    return _likeness_of().search(before.lower()) is not None


@cache
def _likeness_of() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_likenesses()})s?\s+(?:of|show(?:s|ing)|depict(?:s|ing))\s+[^.,;]*$")


def _likenesses() -> str:
    return "|".join(map(re.escape, sorted(words("images"), key=len, reverse=True)))


def before_noun(prompt: str, found: Found[object]) -> str:
    """What stands before the noun, in lower case."""
    return prompt[max(0, found.start - _BEHIND) : found.start].lower()
