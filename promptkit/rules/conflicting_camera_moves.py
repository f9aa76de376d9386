"""`conflicting-camera-moves`: camera instructions that cannot both be obeyed."""

import re
from collections.abc import Iterator
from itertools import combinations

from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import CameraMove, Scene
from promptkit.tidy import is_quoted

OPPOSITE = {
    "in": "out", "left": "right", "up": "down", "forward": "backward", "clockwise": "counterclockwise",
}  # fmt: skip
"""Directions that undo each other; read both ways."""
SAME_PATH = ({"dolly", "zoom"}, {"fly", "dolly"}, {"fly", "crane"})
"""Kinds that undo each other. A crane that rises while the lens tilts down, or a truck that pans back, is one path."""
ALONG = {"forward": "in", "backward": "out"}
"""Moving towards the subject and "in" are one direction."""

_LATER = lazy(
    r"\b(?:then|until|till|before|after(?:wards?)?|once|when|finally|eventually|later|suddenly|gradually\s+becom\w+|next|"
    r"follow(?:ed|ing)\s+by|(?:start|begin|open|end|finish|settl|stopp?|com|land|hold|becom|turn)(?:s|es|ing)?\s+"
    r"(?:in|on|to|at|with|as|into|out|off|still|static|locked|motionless|the|a|fixed)\b|began|initially|at\s+first|"
    r"(?:shot|scene|clip|part|beat)\s*#?\d|cut(?:s|ting)?\s+to)\b|\d\s*(?:-\s*\d+\s*)?s(?:ec\w*)?\b|\d:\d\d",
    re.IGNORECASE,
)
"""One after the other: what comes later undoes nothing, and `several-camera-moves` speaks of it."""
_AT_ONCE = lazy(
    r"\b(?:while|whilst|simultaneous(?:ly)?|(?:at|in)\s+the\s+(?:very\s+)?same\s+(?:time|moment|instant)|together|"
    r"(?<!all )at\s+once|both|all\s+the\s+while|is\s+also|also\s+an?|"
    r"(?:one|single)\s+(?:\w+\s+)?(?:move|movement|motion))\b",
    re.IGNORECASE,
)
_AS_IT = lazy(r"\bas\s+(?:it|we|the\s+(?:camera|lens|view|drone|shot))\b[^.,;]{0,20}$", re.IGNORECASE)
_BESIDE = lazy(r"[\s,+/&]*(?:and\s+)?(?:(?:the\s+camera|it|also|slowly|slow)\s+)?", re.IGNORECASE)
"""All that stands between two tags or verbs of one stroke: "pan left, pan right", "zooms in and zooms out"."""
_BOTH_WAYS = lazy(
    r"\b(?:up\s+and\s+down|left\s+and\s+right|in\s+and\s+out(?!\s+of)|(?:for|back)wards?\s+and\s+(?:for|back)wards?)\b"
)
_IN_AND_OUT = lazy(r"\bin\s+and\s+out\b", re.IGNORECASE)
IN_OR_OUT = frozenset({"zoom", "dolly"})
_CONTRA_ZOOM = lazy(r"\b(?:dolly|contra|trombone)[ -]?zoom|\bzolly|\bvertigo\b|\bhitchcock", re.IGNORECASE)

_VERY = r"(?:(?:completely|perfectly|absolutely|totally|entirely|fully|always|very)\s+)?"
_STILL = r"(?:static|fixed|locked(?:[- ](?:off|down))?|stationary|still|motionless|unmoving|immobile|immovable)"
_WIDTH = r"(?:(?:wide|medium|close-?up|long|overhead|tripod|single|cctv|security)\s+)?"
_RESTS = lazy(
    rf"\b{_STILL},?\s+{_WIDTH}(?:camera|cam|shot|frame|framing|view|tripod)\b(?!['’])"
    rf"|\bcamera\s*(?:[:,]\s*)?(?:(?:is|must\s+be|remains?|stays?|stands?|holds?|kept|held|being)\s+)?{_VERY}(?:{_STILL})\b"
    r"(?!\s+(?:on\s+(?!a\s+tripod|sticks)|life|\w+(?:s|ing)\b))"
    r"|\bcamera\s+(?:is\s+|stays\s+)?(?:bolted|nailed|clamped|screwed)\s+(?:to|on|down)\b"
    r"|\bcamera\s+(?:(?:does|must|should|may|will|can)\s*(?:not|n['’]t)|never|won['’]t|can['’]t|is\s+not|isn['’]t)\s+"
    r"mov(?:e|es|ing)\b(?!\s+(?:away|off|past|beyond|from|until|but|closer|fast|too|so|quickly|much))"
    r"|\b(?:no|zero|without(?:\s+any)?)\s+camera\s+(?:movements?|motion|moves?)\b"
    r"|\b(?:do\s+not|don['’]?t|never)\s+move\s+the\s+camera\b|\bany\s+other\s+(?:camera\s+)?move(?:ment)?s?\b"
    r"|\blocked[- ](?:off|down)\b",
    re.IGNORECASE,
)
"""Ways to ask for a camera that rests; "static" electricity, statues and a camera "fixed on" a face are none."""
_TRIPOD = re.compile(r"\btripod\b|\bon\s+sticks\b|\b(?:stable|steady|smooth)\s+gimbal\b", re.IGNORECASE)
_NEVER_TURNS = lazy(
    r"\bcamera\s+(?:never|does\s+not|doesn['’]t)\s+(?P<verb>turn|pan|tilt|zoom|roll)s?\b", re.IGNORECASE
)
_NOT_ASKED = lazy(r"(?:\b(?:no|not|never|avoid|than|instead\s+of)|n['’]t)\s+(?:an?\s+|any\s+)?$", re.IGNORECASE)
_COMES_TO_REST = lazy(r"settl|stop|com(?:e|es|ing)\b|rest|hold|land|freez", re.IGNORECASE)
_SHAKES = lazy(r"shak|hand-?held|jitter|wobbl", re.IGNORECASE)
_LENS_ONLY = lazy(r"tripod|sticks|fixed|stationary|locked|bolted", re.IGNORECASE)
"""A camera that stands fast there may still zoom, as fixed cameras do."""
_HEAD_ONLY = frozenset({"pan", "tilt", "zoom"})
"""What a camera on a tripod does without leaving it."""


@rule(code="LOD001", family="load", severity="note", each_shot=True)
def conflicting_camera_moves(scene: Scene) -> Iterator[Finding]:
    """Opposite camera moves are asked of one shot.

    Why:
        A shot has one camera path. Asked for two that undo each other, or for a move by a camera that is to rest, a
        model averages them into a wobble or drops one of them.
    Bad:
        Zoom in on the lighthouse while we pull back from the cliff.
    Good:
        Slow zoom in on the lighthouse.
    Fix:
        None: which instruction was meant is the author's choice. One after the other ("pulls back, then pushes in") is
        left to `several-camera-moves`. A contra-zoom ("dolly zoom", "dolly in while the lens zooms out") is one move.
        A tripod may pan, tilt and zoom.

    References:
        videoclaw-v3 director preflight 2026-05-30: more than one camera family in a shot is flagged.
        "Prompt Lint Rules" for Kling 3.0: no conflicting camera moves. HunyuanVideo-1.5 text-to-video rewriter:
        one move from a list of 28.
    """
    reported: set[int] = set()
    for first, second in combinations(scene.camera_moves, 2):
        if second.span.start not in reported and _undo(first, second) and _at_once(scene.prompt, first, second):
            reported.add(second.span.start)
            message = f'"{second.span.text}" undoes "{first.span.text}" in the same shot; keep one of them'
            yield Finding.at(second.span, message)
    for move in scene.camera_moves:
        rest = _resting(scene.prompt, move)
        if move.span.start not in reported and rest:
            reported.add(move.span.start)
            message = f'"{move.span.text}" moves the camera that "{rest}" holds still; keep one of them'
            yield Finding.at(move.span, message)
        elif move.span.start not in reported and _goes_both_ways(scene.prompt, move):
            reported.add(move.span.start)
            yield Finding.at(move.span, f'"{move.span.text}" undoes itself; keep one direction')


def _undo(first: CameraMove, second: CameraMove) -> bool:
    if first.span == second.span or not (first.direction and second.direction):
        return False
    one, other = ALONG.get(first.direction, first.direction), ALONG.get(second.direction, second.direction)
    comparable = first.move == second.move or {first.move, second.move} in SAME_PATH
    return comparable and (OPPOSITE.get(one) == other or OPPOSITE.get(other) == one)


def _at_once(prompt: str, first: CameraMove, second: CameraMove) -> bool:
    between = prompt[first.span.end : second.span.start]
    if _LATER.search(between) or (_CONTRA_ZOOM.search(prompt) or _is_lens_against_dolly(first, second, between)):
        return False
    if _BESIDE.fullmatch(between) or _AS_IT.search(between):
        return True
    return bool(_AT_ONCE.search(between) or (_ends(between) == 0 and _AT_ONCE.search(_rest(prompt, second.span.end))))


def _is_lens_against_dolly(first: CameraMove, second: CameraMove, between: str) -> bool:
    """A contra-zoom told in its parts, by someone who names dolly and lens."""
    told = f"{first.span.text} {between} {second.span.text}".lower()
    return {first.move, second.move} == {"dolly", "zoom"} and "zoom" in told and ("doll" in told or "lens" in told)


def _resting(prompt: str, move: CameraMove) -> str | None:
    """The words by which the camera is to rest during the move, if any."""
    if (
        move.move in {"rack_focus", "other"}
        or _COMES_TO_REST.match(move.span.text)
        or is_quoted(prompt, move.span.start)
    ):
        return None
    for rest in (*_RESTS.finditer(prompt), *_TRIPOD.finditer(prompt), *_NEVER_TURNS.finditer(prompt)):
        if rest.start() < move.span.end and move.span.start < rest.end():
            continue
        if "," in rest[0] and not prompt[rest.end() : move.span.start].strip():  # "labels, still, camera slides"
            continue
        if _forbids(rest, move) and not _NOT_ASKED.search(prompt[: rest.start()]) and not _apart(prompt, rest, move):
            return rest[0]
    return None


def _forbids(rest: re.Match[str], move: CameraMove) -> bool:
    if "verb" in rest.re.groupindex:
        return move.move == {"turn": "pan"}.get(rest["verb"].lower(), rest["verb"].lower())
    if move.move == "handheld":
        return bool(_SHAKES.search(move.span.text) and re.search(r"tripod|sticks|gimbal|lock|bolt", rest[0].lower()))
    if rest.re is _TRIPOD:
        return "gimbal" not in rest[0].lower() and move.move not in _HEAD_ONLY
    return not (move.move == "zoom" and _LENS_ONLY.search(rest[0]))


def _apart(prompt: str, rest: re.Match[str], move: CameraMove) -> bool:
    """Whether the camera rests before or after the move, not during it."""
    first, second = sorted([rest.span(), (move.span.start, move.span.end)])
    lead = re.split(r"[.!?\n]", prompt[: first[0]])[-1]
    starts = re.search(
        r"\b(?:after|once|initially|at\s+first|(?:start|begin|open)(?:s|ing)(?:\s+\w+){0,3})\W*$", lead, re.IGNORECASE
    )
    return bool(
        starts or _LATER.search(prompt[first[1] : second[0]]) or re.search(r"\bto\s+an?\s+$", prompt[: second[0]])
    )


def _goes_both_ways(prompt: str, move: CameraMove) -> bool:
    said = move.span.text + _rest(prompt, move.span.end)
    in_and_out = move.move in IN_OR_OUT and _IN_AND_OUT.search(move.span.text)
    return bool(in_and_out or (_BOTH_WAYS.search(said.lower()) and _AT_ONCE.search(said)))


def _rest(prompt: str, start: int) -> str:
    """What follows in the sentence."""
    return re.split(r"[.!?\n]", prompt[start:], maxsplit=1)[0]


def _ends(text: str) -> int:
    """How many sentences end in it."""
    return len(re.findall(r"[.!?\n]", text))
