"""The hands of clocks and watches: they hold nothing, and nobody is there whose they are."""

import re
from functools import lru_cache

from promptkit.patterns import lazy

_CLOCK = r"(?:clocks?|watch(?:es)?|wristwatch(?:es)?|stopwatch(?:es)?|timepieces?|chronographs?|chronometers?|dials?)"
_NAMED = lazy(
    rf"\b(?:(?:minute|hour|clock|watch)[- ]hands?\b|{_CLOCK}['’]s?\s+(?:[\w-]+\s+){{0,2}}?hands?\b"
    rf"|hands?\s+of\s+(?:an?|the|his|her|its|their|my|our|this|that)\s+"
    rf"(?:(?!(?:who|that|which|with|in|on|at|and|of)\b)[\w-]+\s+){{0,3}}?{_CLOCK}\b)(?!-)",
    re.IGNORECASE,
)
"""Hands that are a clock's wherever they are named."""
_BESIDE_A_CLOCK = lazy(r"\b(?:(?:sweep(?:ing)?|seconds?)\s+hands?|its\s+(?:[\w-]+\s+)?hands)\b(?!-)", re.IGNORECASE)
"""Hands that are a clock's where one is named: "the second hand", "its thin hands"."""
_ANY_CLOCK = lazy(rf"\b{_CLOCK}\b(?!\s+(?:the|him|her|them|as|how|while|over|from)\b)", re.IGNORECASE)


@lru_cache(maxsize=8)
def without_clock_hands(text: str) -> str:
    """The text with the hands of its clocks left blank, all places kept: for who looks for hands of somebody."""
    for pattern in (_NAMED, *([_BESIDE_A_CLOCK] if _ANY_CLOCK.search(text) else [])):
        for hand in pattern.finditer(text):
            text = text[: hand.start()] + " " * (hand.end() - hand.start()) + text[hand.end() :]
    return text
