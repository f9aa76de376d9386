"""Ways to ask for a camera that rests."""

import re

from promptkit.patterns import lazy
from promptkit.tidy import is_quoted

_STILL = r"(?:static|fix(?:ed)?|locked(?:[- ](?:off|down|in\s+place))?|stationary|still|motionless|unmoving|immobile)"
_RESTING = r"(?:static|fixed|locked(?:[- ](?:off|down))?|stationary|motionless|unmoving|immobile)"
_SIZE = (
    r"(?:(?:extreme|wide|medium|close|long|full|overhead|eye[- ]level|tripod|single|low|high|low[- ]angle|"
    r"high[- ]angle|top[- ]down|aerial|establishing|macro|front|frontal|side|rear|symmetrical|centred|"
    r"centered|interior|exterior|"
    r"product|portrait|two)\s+)"
)
_VERY = r"(?:(?:completely|perfectly|absolutely|totally|entirely)\s+)?"
_PLACED = r"(?:on|from|with)\s+(?:an?\s+)?(?:tripod|sticks)"
_KEPT = rf"(?:{_STILL}|in\s+(?:place|one\s+(?:place|spot|position))|where\s+it\s+is|at\s+rest|put)"
RESTING = lazy(
    rf"\b{_STILL},?\s+{_SIZE}{{0,3}}(?:camera|shot|tripod|angle|framing)\b"
    rf"|\b{_RESTING},?\s+{_SIZE}{{0,3}}(?:close[- ]?up|frame|view|take|composition|lens)\b"
    r"|\b(?:camera|framing|frame|shot|view|lens)\s{0,4}"
    rf"(?::|(?:is|are|remains?|stays?|stands?|holds?|keeps?|kept|held|being)(?:\s+not\s+moving)?)?\s{{0,4}}{_VERY}{_STILL}\b"
    rf"|\bcamera\s+(?:remains?|stays?|kept|held|is)\s+{_VERY}{_KEPT}\b"
    r"|\bcamera\s+(?:holds|lingers)\s+on\b"
    r"|\bcamera\s+(?:does\s*(?:not|n['’]?t)|never|is\s+not|isn['’]t|not|without)\s+(?:\w+\s+)?(?:mov(?:e|es|"
    r"ing)|movement)\b"
    r"|\b(?:lock|fix)(?:s|es|ed|ing)?\s+(?:off\s+|down\s+)?(?:the\s+|your\s+)?camera\b"
    rf"|\b(?:keep|hold|leave)(?:s|ing)?\s+(?:the\s+|your\s+)?(?:camera|frame|shot)\s+{_VERY}{_KEPT}\b"
    r"|\b(?:no|zero|without)\s+(?:any\s+)?camera\s+(?:mov(?:e|es|ement|ements)|motion)\b"
    r"|\bwithout\s+moving\s+the\s+camera\b|\bcamera\s+(?:movement|motion|move)s?\s*[:=]\s*(?:none|no|static|"
    r"off|locked|fixed)\b"
    r"|\bno\s+(?:pan|zoom|tilt)\w*(?:\s*,?\s*(?:and|or|no)\s+(?:no\s+)?(?:pan|zoom|tilt|dolly|track|mov)\w*)+"
    r"|\blocked[- ](?:off|down)\b"
    rf"|(?:\bcamera\s+(?:is\s+)?(?:set\s+|placed\s+|mounted\s+)?|\b(?:shot|filmed)\s+|(?<=[,.;]\s)){_PLACED}\b"
    r"|\btripod\s+shot\b|\btripod[- ]mounted\b|(?:(?<=^)|(?<=[.!?]\s))tripod(?=\s*[,.;:])",
    re.IGNORECASE,
)
"""Ways to ask for a camera that rests. "Still frame" is left to `freeze-wording`: it stops the picture, too."""
_DENIED = lazy(r"(?:\b(?:no|not|never|avoid|than)|n['’]t)\s+(?:an?\s+|any\s+)?$", re.IGNORECASE)


def resting_camera(prompt: str) -> re.Match[str] | None:
    """Where a prompt first asks for one; None where it does not, or says so in a quotation."""
    return next(
        (
            match
            for match in RESTING.finditer(prompt)
            if not is_quoted(prompt, *match.span()) and not _DENIED.search(prompt[: match.start()])
        ),
        None,
    )
