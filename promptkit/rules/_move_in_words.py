"""A camera move as a message quotes it: a bare word with the phrase in which it stands."""

import re
from collections.abc import Sequence

from promptkit.patterns import lazy
from promptkit.scene import CameraMove

_WAY = r"(?:slowly|gently|smoothly|steadily|quickly|back|(?:for|back|up|down)wards?|up|down|in|out|left|right|away)"
_TOWARDS = r"(?:along|across|over|around|round|toward|towards|to|from|through|into|past|beside|behind|after|of|up|down)"
_GOES_ON = r"(?:and|while|as|then|with|until|before|quicker|faster|slower|who|which|that)"
_ENDS = rf"(?=\s*(?:[,.;:!?\n()]|$)|\s+(?:{_GOES_ON}|{_WAY}|{_TOWARDS})\b)"
_PATH = lazy(
    rf"(?:\s+{_WAY}{_ENDS}|\s+{_TOWARDS}\s+(?:(?!{_GOES_ON}\b)[\w'’-]+\s+){{0,3}}?(?!(?:the|an?|his|her|its)\b)[\w'’-]+{_ENDS}){{0,3}}",
    re.IGNORECASE,
)
"""Where a move goes, behind its word: "tracks *along the row left to right*"."""
_MOVE = lazy(
    r"(?:move(?:ment)?|motion|track|pan|tilt|push|pull|zoom|dolly|slide|orbit|arc|crane|roll|glide)", re.IGNORECASE
)
_KIND = lazy(
    r"(?<![\w’'-])(?:(?!(?:the|an?|one|his|her|its|with|and|then|in|as|while|we|to|or|no|from|of|second|seconds|sec)\b)"
    r"[^\W\d][\w’'-]*[ \t]+){1,3}$",
    re.IGNORECASE,
)
"""What kind of move it is, before a noun: "*smooth gimbal* move"."""
_NEAR = 40
"""Characters before a move in which that is looked for."""
_BREAK = lazy(r".*[,.;:!?\n()|]", re.DOTALL)


def in_words(prompt: str, moves: Sequence[CameraMove]) -> str:
    """The moves in quotation marks, each once."""
    return ", ".join(f'"{told}"' for told in dict.fromkeys(_told(prompt, move) for move in moves))


def _told(prompt: str, move: CameraMove) -> str:
    start, end = move.span.start, move.span.end
    if not move.span.text.isalpha():
        return move.span.text
    if _MOVE.fullmatch(move.span.text):
        near = max(0, start - _NEAR)
        clause = _BREAK.match(prompt, near, start)
        kind = _KIND.search(prompt, clause.end() if clause else near, start)
        start = kind.start() if kind else start
    path = _PATH.match(prompt, end)
    return prompt[start : path.end() if path else end]
