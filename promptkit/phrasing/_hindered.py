"""What a prompt has against a motion of a body: closed eyes do not blink, and no tail is wagged on guard."""

import re
from collections.abc import Iterable

from promptkit.lexicon import Being, Found, find_phrase, singular, words
from promptkit.patterns import lazy
from promptkit.phrasing._airless import is_weightless
from promptkit.phrasing._picture import Picture

FACE_FILLS = lazy(
    r"(?i)\bextreme\s+close[- ]?up\b|\bclose[- ]?up (?:\w+ )?of (?:\w+ ){0,2}(?:\w+['’]s )?(?:face|eyes?|lips)\b"
    r"|\b(?<!medium )close[- ]?up portrait\b|\bmake-?up\b|\bbeauty shot\b|\bmacro\b|^\W*(?:[\w-]+\s+){0,4}face of\b"
    r"|\b(?<!medium )close[- ]?up\b[^.,;]*\b(?:smil|grinn|laugh|frown)ing\b"
)
"""Shots with no shoulders in them."""
HEAD_ONLY = lazy(r"(?i)\b(?:close[- ]?up|portrait|headshot|shoulders up|bust)\b")
"""Shots with no hands and feet in them."""
_HEADSHOT = lazy(r"(?i)\b(?:headshot|head shot|passport (?:photo|picture)|mugshot)\b")
"""A picture that is posed for: no sound turns the head."""
_LAIN_ON = lazy(r"(?i)\bon (?:an?|the|their|its|his|her) (?:[\w-]+ ){0,2}blankets?\b")
"""A blanket that nobody is under."""
_OPEN_EYE = lazy(r"(?i)\b(?:eyes? (?:wide )?open|open(?:ed)? eyes?|wide[- ]eyed)\b")
"""Eyes that are asked for open do not close."""
LOOKS_AT_IT = lazy(
    r"(?i)\bturned (?:to|towards?)\b|"
    r"\b(?:watch|listen|look|enjoy|eat|din|fac|star|gaz|pray|pos|queu|worship)(?:es|ed|ing|s|e)?\b|"
    r"\b(?:concert|screen|film|movie|show|"
    r"performance|camera|audience|selfie|match|game|ceremony|sermon|lecture|mirror|reflection)\b"
)
"""What all heads are turned to."""
_PART = lazy(r"\b(?:wings?|heads?|ears?|tails?|trunks?|necks?|noses?|muzzles?|jaws?|tongues?|flippers|faces?)\b")
"""What the prompt itself says something of stays as it says: wings spread to dry are not resettled."""
_QUIET = lazy(r"(?i)\b(?:quiet|quietly|silent|silently|silence|solemn|solemnly|attentive|attentively)\b")
_FLOORED = lazy(
    r"(?i)\b(?:sit|sits|sitting|seated|perch\w*|climb\w*|wear\w*|dressed)\b"
    r"|\b(?:in|inside|at) (?:an?|the|its) (?:[\w-]+ ){0,2}"
    r"(?:pool|water|pond|lake|river|sea|ocean|boat|car|truck|sidecar|basket|box|bath\w*|cage)\b"
    r"|\bon (?:an?|the|its|top) (?!(?:[\w-]+ ){0,2}"
    r"(?:left|right|beach|lawn|streets?|road|grass|fields?|paths?|hill\w*|meadow|sand|ground|farm|ranch|"
    r"plain|savannah?|prairie|mountain\w*|trail|shore|pavement|sidewalk|island)\b)"
)
"""What says that the ground is not before the nose: a seat, a branch, water, or something on the head."""
_CLOTHED = lazy(
    r"(?i)\b(?:jacket|suit|tuxedo|coat|raincoat|costume|uniform|shirt|t-shirt|sweater|jersey|hoodie|pyjamas|pajamas|vest|"
    r"dress|turtleneck|apron|kimono|robe|jumper|pullover|armou?r)\b"
)
"""What hides an animal's body."""
_DISPLAYS = lazy(
    r"(?i)\b(?:display\w*|fan(?:s|ned|ning)(?: out)?|spread\w*|outspread|outstretched|unfurled|puffed|fluffed)\b"
)
"""What is shown is not put away."""
_CAUGHT = lazy(r"(?i)\b(?:nets?|hooks?|buckets?|hands?|fisherman|deck|jaws?|beak|mouth of)\b")
_DRESSED_UP = lazy(r"(?i)\b(?:make-?up|costumes?|face paint|outfit|cosplay|halloween)\b")
"""Who only looks like a vampire breathes."""
_ALOFT = lazy(r"(?i)\b(?:in the air|overhead|above (?:his|her|their) heads?|aloft|raised|arms up|hands up)\b")
"""What is held up stays up."""
_SEATS = lazy(
    r"(?i)\b(?:trains?|bus|plane|aircraft|tram|taxi|car|carriage|compartment|flight|theat(?:re|er)|cinema|auditorium|"
    r"concert hall|stadium|classroom|lecture|conference room|meeting room|restaurant|diner|pews?|courtroom|bleachers|"
    r"grandstand|benches|seats|(?:at|around|round) (?:an?|the|their) (?:[\w-]+ )?(?:tables?|desks?))\b"
)
_ON_FEET = lazy(
    r"(?i)\b(?:platform|station|stop|stand\w*|queue|line|outside|in front of|beside|next to|near|by an?|behind|"
    r"boarding|protest|street|pitch|field)\b"
)
"""What says of those near seats that they stand."""
_WIDE = lazy(r"(?i)\b(?:wide|long|full|establishing) shot\b|\bfull[- ]body\b|\bon (?:an?|the) (?:\w+ )?stage\b")
"""Shots from so far off that no breath is seen."""
_IN_ITS_MOUTH = lazy(r"(?i)\b(?:in|between) (?:its|his|her|their) (?:mouths?|beaks?|jaws?|teeth|muzzles?|lips)\b")
"""Who holds something there has neither tongue nor nose free."""
_ON_FRONT = lazy(
    r"(?i)\b(?:back to back|face[- ]down|head (?:down )?on (?:his|her|their|the|an?) (?!(?:\w+ )?pillow)|"
    r"on (?:his|her|their|its) (?:side|stomach|belly|front)|"
    r"asleep (?:on|over|at) (?:the|an?|his|her|their) (?:\w+ )?(?:desk|table|counter|keyboard|books?))\b"
)
"""Who sleeps so shows neither chest nor belly."""
TINY = (
    "insect",
    "dragonfly",
    "butterfly",
    "crawler",
    "ant",
    "crab",
    "lobster",
    "mantis",
    "grasshopper",
    "snail",
    "bee",
    "worm",
)
"""Those that turn no head towards another."""
_OF_AN_EYE = lazy(
    r"(?i)\b(?:macro|close[- ]?up|detail|zoom(?:ed)?(?: in)?)\b[^.,;]{0,30}\b(?:eyes?|pupils?|iris)\b"
    r"|\beyes? (?:macro|close[- ]?up)\b"
)
"""What is no more than an eye."""
_TONGUE_OUT = lazy(r"(?i)\btongue (?:hanging |lolling |sticking |stuck )?out\b|\b(?:lolling|hanging) tongue\b")
_PANTS = ("dog", "hound")
_LIDLESS = ("fish", "gecko", "snake", "octopus", "squid", "jellyfish")
"""Those without eyelids, as the tiny ones are."""
_TUCKED = lazy(
    r"(?i)\b(?:heads?|beaks?|bills?|faces?)\s+(?:\w+\s+)?(?:tucked|buried|hidden|drawn in"
    r"|under (?:an?|its|their|one) wings?)\b"
    r"|\btuck(?:ed|ing)? (?:in )?(?:its|their|the) (?:heads?|beaks?|bills?|faces?)\b"
)
"""Who has the head put away rests, and does no more than breathe."""
_BODILESS = ("ghost", "ghosts", "zombie", "zombies", "skeleton", "skeletons")
"""Those in whom no weight is seen to shift."""
_RAINED_ON = lazy(r"(?i)\b(?:umbrellas?|rain(?:y|ing)?|downpour|hail|sleet|blizzard)\b")
"""In which nobody turns a face into the wind."""
_SOUNDLESS = lazy(r"(?i)\b(?:silent|silence|silently|soundless|hushed?|mute|no (?:sound|audio))\b")
"""In which there is nothing to hear."""
_IN_ORDER = lazy(
    r"(?i)\bin (?:perfect|immaculate|flawless) order\b"
    r"|\b(?:perfectly|exactly|immaculately) (?:in order|in place|groomed|smooth|sleek)\b"
    r"|\b(?:not|no) (?:a |one )?(?:single )?(?:feather|hair) out of (?:place|line)\b"
    r"|\bevery (?:feather|hair) in place\b"
)
"""What lies in order is not ruffled."""
_OF_A_MOUTH = lazy(
    r"(?i)\bclose[- ]?up\b[^.;]*\b(?:mouth|lips|teeth|tongue)\b|\b(?:mouth|lips|teeth)\b[^.;]*\bclose[- ]?up\b"
)
"""A shot that no shoulders are in."""
_STONY = lazy(
    r"(?i)\bfaces?\s+(?:(?:is|are|all|quite|utterly|completely|as)\s+)*(?:still|frozen|unmoving|impassive|stony|expressionless|set|blank)\b"
    r"|\b(?:unmoving|impassive|stony|frozen|deadpan|expressionless|mask-like|blank) faces?\b"
)
"""Faces in which nothing is to stir."""
_ONE_OF_IT = r"\bone (?:ear|wing|eye|foreleg|leg|paw|forepaw|hoof)\b|\btwitching once\b|\bon the spot\b"
"""What several do not do as one."""


def have_seats(picture: Picture) -> bool:
    """Whether people sit there as a rule: in a train, a theatre, at a table."""
    return _SEATS.search(picture.prompt) is not None and _ON_FEET.search(picture.prompt) is None


def that_fit(texts: Iterable[str], picture: Picture, being: Found[Being]) -> list[str]:
    """What the body can do: closed eyes do not blink, a robot does not breathe, several turn no one face."""
    floored = _FLOORED.search(picture.prompt) or picture.is_placed_indoors
    on_front = being.entry.human and _ON_FRONT.search(picture.prompt)
    no_breath = being.noun in words("breathless") or (
        picture.says("breathless") and not _DRESSED_UP.search(picture.prompt)
    )
    against = (
        (no_breath, r"breath|blink|chest|swallow|glanc|aside|eyes|brow|belly|shoulders|chin"),
        (
            find_phrase(_LAIN_ON.sub(" ", picture.prompt), words("sealed")),
            r"breath|chest|shoulders|swallow|chin|throat|blink|brow|lips|eyes|\{poss\} face|at a sound",
        ),
        (
            picture.says("eyes"),
            r"blink|face|glanc|aside|swallow|eyes|brow|see better|looking up|to one side|nostrils|lick",
        ),
        (_OPEN_EYE.search(picture.prompt), r"blink|narrow|widen"),
        (
            HEAD_ONLY.search(picture.prompt),
            r"foot|feet|knee|leg\b|paw|hoof|weight|grip|fingers|hands|tail|belly|flank\b|\{poss\} back",
        ),
        (_HEADSHOT.search(picture.prompt), r"at a sound"),
        (being.plural, r"face"),
        (being.plural and not being.entry.human, _ONE_OF_IT),
        (being.noun in _BODILESS, r"weight|foot|feet|knee|grip"),
        (is_weightless(picture.prompt), r"weight|foot|feet|knee|shoulders|leg\b"),
        (_RAINED_ON.search(picture.prompt), r"into (?:the )?\{air\}|looking up"),
        (_SOUNDLESS.search(picture.prompt), r"\bsounds?\b"),
        (not picture.says("windy"), r"bracing|leaning a little into|weight into"),
        (picture.says("wary"), r"wagging"),
        (_ALOFT.search(picture.prompt), r"shoulders|hands|grip"),
        (not LOOKS_AT_IT.search(picture.prompt), r"stretching up to see"),
        (being.entry.human and FACE_FILLS.search(picture.prompt), r"shoulders|chest"),
        (floored, r"at the ground"),
        (
            not being.entry.human and _CLOTHED.search(picture.prompt),
            r"fur\b|wing|feather|preen|shoulders|flank|belly|\barm",
        ),
        (_DISPLAYS.search(picture.prompt), r"feather|wing|tail|preen"),
        (being.entry.kind == "fish" and _CAUGHT.search(picture.prompt), r"tail|strokes"),
        (picture.says("bowed"), r"\b(?:head|face|neck|nose|muzzle|ears?)\b|scratching"),
        (
            LOOKS_AT_IT.search(picture.prompt),
            r"turning their heads|turning \{(?:poss|its)\} (?:head|face)|glanc|aside|looking up",
        ),
        (picture.says("one_foot"), r"foot|feet|knee|one leg|(?:paw|leg) to (?:paw|leg)|fore(?:leg|paw)|hoof"),
        (being.entry.human and have_seats(picture), r"foot|feet|knee|one leg"),
        (_QUIET.search(picture.prompt), r"exchanging"),
        (being.entry.human and _WIDE.search(picture.prompt), r"breath|blink|eyes|brow|swallow|aside"),
        (picture.says("at_camera"), r"flank\b|see better|aside|looking up|to one side|glanc"),
        (being.entry.human, r"in a dream"),
        (not being.entry.human and _TUCKED.search(picture.prompt), r"^(?!.*breath)"),
        (_IN_ORDER.search(picture.prompt), r"feather|wing|preen|fur\b|coat|ruffl|scratch|shak|hair"),
        (being.entry.human and _OF_A_MOUTH.search(picture.prompt), r"shoulders|chest"),
        (being.entry.human and _STONY.search(picture.prompt), r"face|blink|brow|lips|eyes|glanc|aside|swallow|head"),
        (on_front, r"chest|belly"),
        (not on_front, r"breathing slowly, \{poss\} back"),
        (_IN_ITS_MOUTH.search(picture.prompt), r"lick|tongue|chew|preen|sniff|mouth|lips|swallow"),
        (not being.entry.human and floored, r"weight from (?:foot|leg|paw) to|forepaw|hoof"),
    )
    told = {singular(part) for part in _PART.findall(picture.prompt.lower())}
    told |= {"head", "neck"} if told & {"head", "neck"} else set()
    barred = [pattern for holds, pattern in against if holds]
    return [
        text
        for text in texts
        if not any(singular(part) in told for part in _PART.findall(text))
        and not any(re.search(pattern, text) for pattern in barred)
    ]


def in_the_frame(texts: list[str], picture: Picture, being: Found[Being]) -> list[str]:
    """What an animal does of which only an eye is seen, or whose tongue hangs out; else the texts that there are."""
    if being.entry.human:
        return texts
    if _OF_AN_EYE.search(picture.prompt):
        return [] if being.entry.kind in (*_LIDLESS, *TINY) else ["blinking slowly"]
    pants = being.entry.kind in _PANTS and not being.plural and _TONGUE_OUT.search(picture.prompt)
    return ["panting, {its} tongue moving with each breath", *texts] if pants else texts
