"""What an exclusion is about, and what stands beside it that is wanted."""

import re
from difflib import get_close_matches

from promptkit.lexicon import singular
from promptkit.patterns import lazy
from promptkit.scene.nouns import is_known_noun

PEOPLE = r"people|persons?|humans?"
OVERLAY = (
    rf"(?:(?:on-?screen|visible|readable|other|extra)\s+)?(?:texts?|letters|lettering|captions?|subtitles?"
    rf"|watermarks?|logos?|overlays?|{PEOPLE}|tourists|pedestrians|passers-?by|bystanders|spectators|onlookers"
    rf"|adults|guests|actors|extras|characters|objects|animals|buildings|cars|vehicles|traffic|crowds?|hands|faces?"
    rf"|words|writing|signs|numbers|sounds?|effects|filters|(?:motion\s+)?blur|distortions?|art[ie]facts?|noise|grain"
    rf"|jitter|shadows|reflections|camera\s+shake|flicker(?:ing)?|morphing|warping|glitches|music|dialog(?:ue)?"
    rf"|voice-?overs?|brands?|branding|clutter|distractions)"
)
"""What is kept out so often that "without" before it at the end of a clause is an order, not a part of the story."""
_WITHOUT = r"(?:without|with\s+no|devoid\s+of|free\s+of)(?:\s+(?:any|an?))?"
POINT = lazy(
    rf"\b(?:(?:clocks?|watch(?:es)?|dials?|clock\s+face|sundials?)\s+{_WITHOUT}\s+(?:hands|numbers|numerals)"
    r"|(?:m[ae]n|wom[ae]n|people|figures?|girls?|boys?|child(?:ren)?|dolls?|mannequins?|statues?|angels?|ghosts?"
    r"|portraits?"
    rf"|creatures?|monks?|nuns?|brides?|crowds?|soldiers?|robots?|heads?)\s+{_WITHOUT}\s+(?:faces?|hands|shadows)"
    rf"|(?:books?|pages?|newspapers?|letters|signs?|signposts?|keyboards?|billboards?|calendars?"
    rf"|street\s+signs)\s+{_WITHOUT}\s+"
    r"(?:words|texts?|letters|lettering|writing|numbers)"
    r"|(?:djs?|(?!water|paper|flower|mirror|counter|river|corner|shower|butter|copper|silver|letter|poster|cover|center|cooker|"
    r"mixer|blender|printer|door|floor|tractor|motor)\w{2,}(?:er|or|ist|man|woman|boy|girl|child|monster|alien|doll|puppet|"
    r"figure|robot)s?)\s+with\s+no\s+(?:hands|arms|legs|feet|heads?|teeth|hair|ears|fingers|skin|eyebrows|neck)"
    r"(?!\s+(?:visible|seen|shown|anywhere|at\s+all|near|on\s+screen|in\s+\w))"
    rf"|mirrors?\s+{_WITHOUT}\s+reflections?"
    r"|(?:part(?:y|ies)|weddings?|receptions?|banquets?|feasts?|concerts?|ball|funerals?|parades?|processions?"
    r"|festivals?"
    rf"|carnivals?|match(?:es)?|shows?|plays?|lectures?|race)\s+{_WITHOUT}\s+(?:people|guests|spectators|onlookers"
    rf"|crowds?"
    r"|audience|actors|humans|faces))\b",
    re.IGNORECASE,
)
"""Where what is missing is the point: "a clock without hands", "a DJ with no hands", "a party without guests"."""
BLANK = lazy(
    r"(?:facial\s+)?expressions?|emotions?|feelings?|reactions?|response|remorse|mercy|fear|eyes|mouth|nose"
    r"|colou?rs?",
    re.IGNORECASE,
)
"""Said of somebody or something, it is a look: "no expression" is a blank face, "no mouth" a strange one."""
_WAYS = frozenset({
    "up", "down", "direction", "explanation", "context", "meaning", "purpose", "story", "plot", "narrative", "moral",
    "message", "irony", "humour", "humor", "drama", "melodrama", "sentiment", "sentimentality", "pathos", "nostalgia",
    "glamour", "glamor", "kitsch", "romance", "tension", "suspense", "heroism", "hope", "haste", "urgency", "rescue",
    "climax", "resolution", "payoff", "punchline", "twist", "relief", "smile", "grin", "frown", "smirk", "laugh",
    "laughter", "wink", "blink", "tear", "gesture", "gaze", "eye contact", "contact", "aid", "help", "effort",
    "hesitation", "pose", "acting", "pomp", "ceremony", "flourish", "gimmick", "trick", "style", "action", "stillness",
})  # fmt: skip
"""Ways, tones, looks of a face and manners: no things that a picture could be without."""
_STIRRINGS = ("movement", "movements", "motion", "motions", "moving")
"""A wish for stillness, also where it is misspelt: "no movment"."""
_NEARLY = 0.85
SOUND_SOURCE = (
    r"(?:(?:any|background|ambient|extra|added|spoken|loud)\s+)*(?:music|(?:musical\s+)?scores?|soundtracks?"
    r"|sounds?(?:\s+effects?)?|sfx"
    r"|audio|dialog(?:ue)?s?|narrations?|narrators?|voice-?\s?overs?|commentary|speech|talking|lyrics|vocals)"
)
SOUND = lazy(SOUND_SOURCE, re.IGNORECASE)
"""What is heard and never seen."""
_LOOKS = (
    r"cute|co[sz]y|funny|silly|sad|happy|scary|creepy|spooky|eerie|calm|peaceful|relaxing|cinematic|realistic"
    r"|photo-?realistic"
    r"|dramatic|romantic|dreamy|moody|epic|vintage|retro|minimal(?:ist|istic)?|aesthetic|satisfying|vertical|horizontal"
    r"|slow[- ]?mo(?:tion)?|(?:soft|warm|cold|natural|golden|bright|dim|cinematic|dramatic|studio)"
    r"\s+(?:light(?:ing)?|colou?rs?|tones?|mood)|colou?rful|bright|beautiful|lovely|nice|cheerful|elegant"
)
_THEN_A_LOOK = lazy(
    rf"(?<=\w)\s+(?:(?:and|but)\s+)?(?:(?:very|super|really|so|all)\s+)?(?:{_LOOKS})(?:\s+(?:and\s+)?(?:{_LOOKS}))*$",
    re.IGNORECASE,
)
"""What is wanted, behind an exclusion and with no comma: "no blood cute"."""
_UNWANTED = lazy(
    rf"{OVERLAY}|blood|gore|violence|nudity|weapons?|guns?|smoke|wind|rain|snow|fog|dust|dirt|clouds?|insects|bugs"
    rf"|birds?",
    re.IGNORECASE,
)


def is_no_thing(term: str) -> bool:
    """Whether a term is a way, a tone, a look or a manner, or a wish for stillness: "no up", "no drama", "no smile"."""
    said = term.lower().split() or [""]
    if said[-1] in _WAYS or singular(said[-1]) in _WAYS:
        return True
    return any(
        get_close_matches(word, _STIRRINGS, n=1, cutoff=_NEARLY) and not is_known_noun(singular(word)) for word in said
    )


def without_a_look(body: str, start: int) -> str:
    """An exclusion, whose terms begin at `start`, without what is wanted behind its noun: "no blood cute"."""
    look = _THEN_A_LOOK.search(body, start)
    if look is None:
        return body
    last = body[: look.start()].rsplit(maxsplit=1)[-1].lower()
    return body[: look.start()] if _UNWANTED.fullmatch(last) or is_known_noun(singular(last)) else body
