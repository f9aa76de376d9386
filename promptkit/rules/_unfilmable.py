"""Prose that no camera could film: what a viewer is invited to, an essence that is captured, stones that tell tales."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from promptkit.patterns import lazy
from promptkit.scene.lexicon import words

TO_A_VIEWER = lazy(
    r"(?:(?:it|this|(?:the|this)\s+(?:scene|shot|video|clip|image|moment|result|composition))\s+)?"
    r"\b(?:invit|immers|transport|captivat|enchant|encourag|remind|engag|whisk|allow|entic|compel+)(?:e?s|ing)\s+"
    r"(?:(?:the|all|any|its|every|us,?\s+the)\s+)?(?:viewers?|onlookers)\b(?!['’])"
    r"(?!\s+to\s+(?:see|focus|observe|notice|follow|watch|read|hear)\b)(?!\s+(?:in|of|at)\s+(?:the|a)\s+(?:museum|gallery))"
    r"(?P<asked>[^,.;!?]*)",
    re.IGNORECASE,
)
"""What somebody in front of the screen is to do."""
SAID_OF_IT = lazy(
    r"\bcaptur(?:es|ing)\s+(?:the\s+)?(?:(?:very|true|pure|raw|whole|timeless|sheer)\s+)*(?:essence|spirit|soul)\s+of\b"
    r"|\b(?:stands?\s+as\s+a|serves?\s+as\s+a|standing\s+as\s+a|a)\s+(?:\w+\s+)?testament\s+to\b"
    r"|\b(?:stones?|rocks?|walls?|ruins|winds?|breezes?|trees?|forests?|mountains?|hills?|waves?|ocean|sea|rivers?|streets?"
    r"|shadows?|columns|pillars|leaves|stars|night|city|cities|buildings?|bricks?|corridors?|hallways?|books?|bones)\s+"
    r"(?:that\s+|which\s+)?(?:softly\s+|quietly\s+)?(?:whisper|tell|speak|murmur|recount)(?:s|ing)?\s+(?:of\s+)?(?:\w+\s+){0,2}?"
    r"(?:tales?|stories|secrets?|legends?|histor(?:y|ies)|memories)\b",
    re.IGNORECASE,
)
_CAMERA = lazy(r"\b(?:camera|lens|shot|pov|dolly|zoom|pan)\b", re.IGNORECASE)


class Prose(NamedTuple):
    """One stretch of it."""

    start: int
    end: int
    is_idle: bool
    """Whether nothing is lost with it: all its words are idle, and it stands by itself."""


def unfilmable(text: str, start: int, end: int) -> Iterator[Prose]:
    """The prose of that kind in a stretch between two commas."""
    for match in TO_A_VIEWER.finditer(text, start, end):
        if not _CAMERA.search(text, start, match.start()):
            is_whole = match.span() == (start, end) and _stands_alone(text, match)
            yield Prose(
                match.start(), match.start() + len(match[0].rstrip()), is_whole and _says_nothing(match["asked"])
            )
    yield from (Prose(*match.span(), is_idle=False) for match in SAID_OF_IT.finditer(text, start, end))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether it is a sentence, or trails behind a comma up to the end of one."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    trails = before.endswith(",") and re.match(r"\w+ing\b", match[0])
    is_sentence = re.match(r"(?i)(?:it|this|the)\b", match[0]) and (not before or before[-1] in ".!?")
    return bool((trails or is_sentence) and (not after or after[0] in ".!?"))


def _says_nothing(asked: str) -> bool:
    return words("rule_words", "unseen").issuperset(re.findall(r"[\w'’-]+", asked.lower()))
