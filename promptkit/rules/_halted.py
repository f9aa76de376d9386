"""Words that stop the picture of a prompt."""

import re
from collections.abc import Iterator

from promptkit.patterns import lazy
from promptkit.scene import Scene
from promptkit.shot import Shot
from promptkit.tidy import is_quoted

_HALTED = (
    r"(?:fro(?:zen|ze)|freez(?:e|es|ing)|paused|caught|suspended|stopped|stuck"
    r"|halted|captured|held|locked|trapped|hanging)"
)
_WHOLE = (
    r"(?:everyone|everybody|everything|all|life|(?:the|this|an?)\s+(?:whole|entire)\s+\w+|the\s+(?:scene|world|image"
    r"|picture|"
    r"frame|crowd|moment|city|room|universe))(?:\s+(?:in|on|at|around)\s+(?:the\s+|it\b|her\b|him\b|them\b)?\w*)?"
)
_IS = (
    r"(?:(?:is|are|has|have|must|should|stands?|remains?|stays?|seems?|appears?)\s+(?:(?:be|to|have"
    r"|stay|remain|come|been)\s+)*)"
)
_QUITE = r"(?:completely|perfectly|absolutely|totally|utterly|entirely|dead|stock|rock|stone|statue|bone|deathly|all)"
_BE = r"(?:stand|sit|remain|stay|keep|kneel|hold|lie|hang|hover|float|wait|pose|stood|sat|frozen|held)(?:s|ing)?"
_LIKE = r"(?:as\s+if|as\s+though|like)\s+(?:\w+\s+){0,3}"
_MOMENT = r"(?:moment|instant|second|time)"
_PHOTO = r"(?:photo(?:graph)?|snapshot|postcard|polaroid|picture|painting|still(?:\s+life)?)s?"
_FIGURE = r"(?:statue|mannequin|sculpture|wax\s?(?:work|figure)|dumm(?:y|ie)|stone|chess\s+piece|tin\s+soldier)s?"
WORDINGS = (
    (r"freeze[- ]?frames?|suspended\s+animation|frozen\s+forever|(?:time|motion|action|bullet[- ]time)[- ](?:stop"
    r"|freeze)(?:\s+effect)?"
    r"|stop-action"),
    rf"{_HALTED}\s+(?:\w+ly\s+)?(?:in\s+|at\s+)?(?:mid(?:-\s?\w+|\s?air)(?!\s+by\b)|mid\s+(?!century)\w+)",
    (rf"{_HALTED}\s+(?:\w+ly\s+)?(?:in|at)\s+(?:the\s+)?(?:middle|midst)\s+of\s+(?:(?:an?|the|his|her|its"
    rf"|their)\s+)?\w+"),
    rf"{_HALTED}\s+in\s+(?:time|flight|full\s+(?:flight|stride))",
    r"frozen\s+in\s+(?:motion|action|the\s+(?:act|air)|fear|shock|terror|horror|awe|surprise|space)",
    r"frozen\s+in\s+(?:\w+\s+){0,3}(?:place|poses?|stance|position|gesture|embrace|tableau)",
    (rf"{_HALTED}\s+(?:just\s+|right\s+)?at\s+(?:its|the|his|her|their)\s+(?:\w+\s+)?(?:crest|peak|top|apex|height"
    rf"|moment"
    r"|point)"),
    rf"frozen\s+(?:{_MOMENT}|pose|frame|gesture|action|motion|tableau)s?\b(?:\s+in\s+time)?",
    rf"frozen\s+(?:like|as|into)\s+(?:in\s+)?(?:an?\s+)?(?:{_PHOTO}|{_FIGURE})|frozen\s+by\s+(?:an?\s+|the\s+)?flash",
    rf"{_BE}\s+(?:there\s+)?(?:{_QUITE}\s+)?(?:frozen|paused)(?=\s*(?:$|[.,;!?\n]|(?:as|while|in|with|except)\b))",
    rf"{_WHOLE}\s+{_IS}?(?:{_QUITE}\s+)?(?:frozen|freezes(?!\s+over)|paused|halted|stopped|stops\s+(?:dead|moving))",
    (rf"(?:{_WHOLE}|time)\s+(?:itself\s+)?{_IS}?(?:comes?|came|come|grinds|grinding"
    rf"|at)\s+(?:to\s+)?an?\s+(?:\w+\s+)?(?:standstill|halt)"),
    rf"(?:{_WHOLE}|time)\s+(?:is\s+)?on\s+(?:pause|hold)",
    (rf"(?:{_MOMENT})\s+(?:itself\s+)?{_IS}?(?:stands?\s+still|standing\s+still|stopped|stops?|frozen|freezes|froze"
    rf"|paused|suspended)"),
    (rf"(?:stuck|locked|trapped|suspended|frozen|captured)\s+in\s+(?:an?|one|this|that|the|his|her|its"
    rf"|their)\s+(?:\w+\s+){{0,2}}"
    rf"(?:(?<!the ){_MOMENT}|pose)s?"),
    (rf"{_LIKE}(?:on\s+pause|paused|(?:pressed|hit|pushed)\s+(?:the\s+)?pause|(?:time|the\s+world)\s+(?:had\s+"
    rf"|has\s+)?\w*stop\w*|"
    rf"(?:turned\s+(?:in)?to|carved\s+(?:out\s+of|from|in)|made\s+of|cast\s+in)\s+(?:stone|wood|marble|ice|bronze"
    rf"|wax|glass|salt))"),
    (r"paused\s+(?:video|clip|footage|film|movie|game|frame)|(?:video|clip|footage|film|movie)\s+(?:is\s+)?(?:paused"
    r"|on\s+pause)"),
    (rf"tableaux?\s+vivants?|mannequin\s+challenge|statue-(?:like|still)|(?:still|motionless|rigid"
    rf"|stiff)\s+as\s+(?:if\s+in\s+)?"
    rf"(?:an?\s+)?(?:{_FIGURE}|{_PHOTO}|rock|marble|death)"),
)  # fmt: skip
"""Each halts the picture, the time or a body in the middle of its motion. Bare "frozen" is left alone: it is ice."""
HELD = (
    (r"(?:fixed|frozen|stuck|locked|held)\s+in\s+place|(?:held|suspended)\s+in\s+the\s+air|static\s+(?:portrait|scene"
    r"|tableau|subject|pose|figure)s?"),
    rf"(?:becom(?:es?|ing)|turn(?:s|ed|ing)?\s+(?:in)?to)\s+(?:an?\s+)?(?:{_FIGURE}|ice)(?=\s*(?:[,.;!]|$))",
    (rf"(?:are|is|remains?|stays?)\s+(?:all\s+)?(?:{_QUITE}\s+)?(?:frozen|paused)(?=\s*(?:$|[.,;!?\n]|(?:as|while|in"
    rf"|with|except|mid)\b))"),
    r"motionless(?:ly)?|unmoving|immobile|immobili[sz]ed|inert|petrified|stationary(?!\s+(?:bike|cycle|bicycle))",
    rf"(?:{_BE}|{_QUITE})[\s-]+(?:there\s+)?(?:{_QUITE}[\s-]+|very\s+|so\s+)?(?:still|static|rigid(?:ly)?)",
    (rf"{_WHOLE}\s+{_IS}(?:{_QUITE}\s+|so\s+)?(?:still|static)(?=\s*(?:[,.;!]|$|in\b|on\b|at\b))|(?:keep"
    rf"|hold)s?\s+(?:\w+\s+){{1,4}}still"),
    rf"(?:is|are)\s+(?:{_QUITE}\s+)?static",
    rf"(?:{_BE}\s+(?:there\s+)?)?(?:like|as)\s+(?:an?\s+)?(?:living\s+)?(?:{_FIGURE})|living\s+statues?",
    (rf"(?:like|as\s+in|resembl\w+)\s+(?:in\s+)?(?:an?|one)\s+(?:(?:old|vintage|faded|single"
    rf"|framed)\s+)?(?:{_PHOTO})(?=\s*(?:[,.;!]|$|of\b|from\b))"),
    (r"(?:(?:do|does|did|is|are|would|should|will|must)\s*(?:not|n['’]?t)|never|not|barely"
    r"|hardly)\s+(?:even\s+)?(?:mov(?:e|es|ing)|"
    r"stir(?:s|ring)?|budg(?:e|es|ing)|flinch(?:es|ing)?|twitch(?:es|ing)?)(?!\s+(?:the|an?(?!\s+(?:muscle|inch"
    r"|finger|hair))|his|her|its|their|"
    r"him|them|us|it|on|away|out|back|closer)\b)"),
    (r"(?:nothing|no\s+one|nobody|not\s+(?:an?|one)(?:\s+single)?\s+\w+|none\s+of\s+\w+(?:\s+\w+)?)\s+(?:at\s+all\s+)?"
    r"(?:(?:in|on|around|inside)\s+(?:\w+\s+){1,2}?)?(?:is\s+|are\s+|will\s+|should\s+)?"
    r"(?:mov(?:e|es|ing)|stir(?:s|ring)?|twitch(?:es|ing)?|chang(?:es|ing)|makes?\s+a\s+move)"
    r"(?!\s+(?:except|but|save|apart|besides|other\s+than)\b)"),
    (r"(?:no|zero|without(?:\s+any)?|absence\s+of|devoid\s+of|lack\s+of|free\s+of)\s+(?:(?:any|all"
    r"|visible)\s+)?(?:motion|movement|animation)s?"
    r"(?!\s+(?:blur|capture|sickness|graphics|artefacts?|artifacts?|lines))|(?:motion|movement)-free|not\s+animated"),
    (r"without\s+(?:moving|stirring|twitching|flinching|(?:the\s+|an?y?\s+)?(?:slightest\s+)?(?:movement|motion"
    r"|twitch))"),
    (r"(?:has|have|had)\s+stopped\s+(?:dead|moving)|rooted\s+(?:to|in)\s+(?:the|its|his|her|their)\s+(?:spot|place"
    r"|ground)|stays?\s+put"),
    (r"(?:hold(?:s|ing)?|strik(?:es?|ing))\s+(?:an?|the|his|her|their)\s+"
    r"(?:(?!yoga|warrior|tree|lotus|ballet|dance|balanc\w+|martial|handstand|plank|bridge|cobra|crow)\w+\s+)?pose"),
    (r"(?:(?<=[,.;:(]\s)|(?<=^))(?:frozen|paused|freeze|stopped|stillness|total\s+stillness"
    r"|immobility)(?=\s*(?:[,.;)!]|$))"),
)  # fmt: skip
"""These hold one thing still, which is good craft where another moves: they count only where nothing does."""
_STILL_PICTURES = lazy(
    r"\b(?:motionless|static|still|frozen|unmoving|stationary|single|non-?moving)\s+(?:photo(?:graph)?|image|picture"
    r"|snapshot)"
    r"s?\b|\b(?:still|single|one)\s+frames?\b(?!\s+by\b)|\bscreen\s?shot\b|\bsnapshot\s+of\b",
    re.IGNORECASE,
)
_PHOTOS = lazy(
    r"\b(?:photo(?:graph)?|picture|image|still)\s+of\b|\b(?:photo(?:graph)?|picture|image|snapshot|portrait)\s+"
    r"(?:captur|show|depict|featur|portray)(?:e?s|ing)\b|\bstill[- ]life\b|\bstock\s+photo\b",
    re.IGNORECASE,
)
"""Of somebody in motion they are a way to say "video"; so these, too, count only where nothing moves."""
_LYING = lazy(r"\b(?:lies|laid|lying|hangs?|hanging|hung|pinned|taped|falls|framed|pasted)\b", re.IGNORECASE)
"""Of a print among other things."""
_WORDING = lazy(rf"\b(?:{'|'.join(WORDINGS)})\b", re.IGNORECASE)
_HELD = lazy(rf"\b(?:{'|'.join(HELD)})\b", re.IGNORECASE)
_FILMED = lazy(
    r"\b(?:camera|lens|tripod)\b|\b(?:shot|frame|framing|view|angle)\s+(?:is|stays|remains)\b|"
    r"(?:motionless|unmoving|immobile|stationary)\s+(?:[\w-]+\s+){0,2}(?:shot|frame|framing|view|angle)\b",
    re.IGNORECASE,
)
"""A camera that rests is no still picture: "the camera does not move", "motionless frame"."""
_LEADS = lazy(
    r"(?:(?:an?|the|one|single|in|as|like|just|only|it|it['’]s|is|this|the|video|clip|shot|picture|image|look|looks|"
    r"should|be|make|create|generate|completely|perfectly|absolutely|beautiful|cinematic|aerial|realistic)\s+)*",
    re.IGNORECASE,
)
"""What may stand before "still image" where it is the clip, and not a thing in it ("they study a still frame")."""
_DENIED = lazy(r"(?:\b(?:no|not|never|without|avoid|than)|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ENDING = lazy(
    r"\b(?:end|finish|close|stop)\w*\s+(?:on|in|with|as|at)\s+(?:an?\s+|the\s+)?$|\b(?:final|last)\s+$", re.IGNORECASE
)
"""A freeze-frame that closes the clip is a cut, not a picture for its length."""
_ICE = lazy(
    r"\b(?:water\w*|lakes?|rivers?|ponds?|seas?|streams?|icicles?|fountains?|lava|ground|soil|earth|pipes?|snow|ice"
    r"|meat|fish|peas|food|windows?)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_LIFELESS = lazy(
    r"(?<!like )(?<!like a )(?<!as )(?<!as a )\b(?:statues?|sculptures?|figurines?|wax|miniatures?|dolls?|holograms?|"
    r"monitor|screens?|tv|automaton|plastic|clay|toys?|stuffed|taxidermy|skeletons?|resin|bronze|marble|"
    r"diorama|mural)\b",
    re.IGNORECASE,
)
"""Things that never move: frozen is how they are, and the rest of the shot may well move."""
_SENTENCE = lazy(r"[.!?\n]")
_CLAUSE = lazy(r"[,.;:!?\n()]")
_UNLIKE_OTHERS = lazy(r"\w\s+but\s+(?:the|an?|one|his|her|its|their)\s+(?:\w+\s+){1,2}$", re.IGNORECASE)
"""Before what rests while others move: "the hounds run but the stag *doesn't move*"."""
_REACTS = lazy(
    r"(?:\s*,)?\s+(?:and|then)\s+(?:then\s+)?(?:(?:slowly|suddenly|all)\s+)?(?:looks?|turns?|stares?|gasps?|laughs?|runs?|listens?|"
    r"bursts?|drops?|watch(?:es)?|points?|raises?|ducks?|screams?|resumes?|starts?|begins?|goes|scatters?|flees?)\b",
    re.IGNORECASE,
)
"""Behind a "freezes" of somebody who goes on: a moment of the story, and no still picture."""
_ALL_OF_THEM = lazy(rf"{_WHOLE}\s+{_IS}?(?:{_QUITE}\s+)?(?:frozen|freezes|paused|halted|stopped)", re.IGNORECASE)
_COMES_TO_IT = lazy(r"\b(?:until|till|then|finally)\b[^.!?\n]*$", re.IGNORECASE)
_GOES_ON = lazy(
    r"[^.!?\n]{0,60}(?:(?:[.!?]\s+|[,;]\s*(?:and\s+|but\s+)?)(?:then|suddenly|after\s+(?:a|that)\b)|\buntil\b)",
    re.IGNORECASE,
)
"""Before and behind an "everyone is frozen" that is one beat of several."""


def halts(prompt: str, *, at_rest: bool) -> Iterator[re.Match[str]]:
    """Where the wording stops the picture; where all is `at_rest`, also where it holds one thing still."""
    found = [match for match in _WORDING.finditer(prompt) if not _is_of_a_thing(prompt, match)]
    found += [match for match in _STILL_PICTURES.finditer(prompt) if _is_the_clip(prompt, match)]
    if at_rest:
        held = (match for match in _HELD.finditer(prompt) if not _is_of_a_thing(prompt, match))
        held = (match for match in held if not _UNLIKE_OTHERS.search(prompt, 0, match.start()))
        photos = (match for match in _PHOTOS.finditer(prompt) if _is_the_clip(prompt, match))
        found += [match for match in photos if not _LYING.search(_clause(prompt, match))]
        found += [match for match in held if not _FILMED.search(_clause(prompt, match))]
    end = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        before = prompt[: match.start()]
        if match.start() < end or is_quoted(prompt, *match.span()) or _DENIED.search(before) or _ENDING.search(before):
            continue
        end = match.end()
        if not _is_a_beat(prompt, match):
            yield match


def _is_a_beat(prompt: str, match: re.Match[str]) -> bool:
    """Whether the story comes to this halt, or goes on from it."""
    if match[0].lower().endswith("freezes") and _REACTS.match(prompt, match.end()):
        return True
    is_told = _COMES_TO_IT.search(prompt, 0, match.start()) or _GOES_ON.match(prompt, match.end())
    return bool(_ALL_OF_THEM.fullmatch(match[0]) and is_told)


def is_at_rest(shot: Shot, scene: Scene) -> bool:
    """Whether nothing moves, camera and all, nor a reference video moves it."""
    moved = any(element.motion for element in scene.elements if element.role != "camera")
    return not (moved or scene.camera_moves or shot.reference_video)


def is_held_still(prompt: str) -> bool:
    """Whether a prompt in which nothing moves wants it so, in more words than those for a photograph."""
    return any(_WORDING.fullmatch(match[0]) or _HELD.fullmatch(match[0]) for match in halts(prompt, at_rest=True))


def _is_of_a_thing(prompt: str, match: re.Match[str]) -> bool:
    """Whether it is ice, or a thing without life, that is frozen."""
    before, after = _SENTENCE.split(prompt[: match.start()])[-1], _SENTENCE.split(prompt[match.end() :])[0]
    return bool(_ICE.search(before) or _LIFELESS.search(before) or _LIFELESS.search(after))


def _clause(prompt: str, match: re.Match[str]) -> str:
    """The words between the commas around `match`, and it."""
    before, after = _CLAUSE.split(prompt[: match.start()])[-1], _CLAUSE.split(prompt[match.end() :])[0]
    return f"{before}{match[0]}{after}"


def _is_the_clip(prompt: str, match: re.Match[str]) -> bool:
    before = _CLAUSE.split(prompt[: match.start()])[-1]
    if _LIFELESS.search(_SENTENCE.split(prompt[: match.start()])[-1]):
        return False  # "on the little screen: a frozen picture"
    return _LEADS.fullmatch(f"{before.strip()} ".lstrip()) is not None
