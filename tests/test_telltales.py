"""A pattern is passed over only where it cannot match."""

import importlib
import pkgutil
import re
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import promptkit
from promptkit.patterns import any_of, lazy, may_hold

SOURCES = (
    r"(?<![\w-])(?:stunning|very stun(?P<rest>ning)?)(?![\w-])",
    r"\b(?:is|are)\s*$",
    r"[^a-k]\w|s|k|i",
    r"(?:stun|very\s+)+(?=ning|$)",
    r"(?P<q>['a])very(?P=q)",
    r"(?>stun)ning|(?i:V)ery",
    r"st?un{1,2}(?:ning)?[-\s]very",
    r"v(?!x)e.y|\d",
    r"x*",
    r"STUN",
    "é|stun\u017f",
)
WORDS = (
    "stun",
    "ning",
    "stunning",
    "very",
    "is",
    "are",
    "-",
    " ",
    "\n",
    "\xa0",
    "\u017f",
    "\u212a",
    "É",
    "'",
    "S",
    "V",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map("".join) | st.text(max_size=20)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@given(text=TEXTS)
@settings(deadline=None)
def test_no_match_is_passed_over(source, flags, text):
    """Where the engine finds a match, in any case and with any blanks, the look says so; and for several at once."""
    if re.compile(source, flags).search(text):
        pattern, either = late(source, flags)
        assert may_hold(text, pattern)
        assert either(text)


def test_the_patterns_of_the_rules_are_not_passed_over(shared):
    """In public prompts: none that matches."""
    prompts = (shared / "corpora" / "vbench" / "all_dimension_longer.txt").read_text(encoding="utf-8").splitlines()
    for folder in ("rules", "phrasing", "scene"):
        for module in pkgutil.iter_modules([f"{promptkit.__path__[0]}/{folder}"]):
            importlib.import_module(f"promptkit.{folder}.{module.name}")
    ours = [vars(module) for name, module in sys.modules.items() if name.startswith("promptkit.")]
    patterns = {id(value): value for names in ours for value in names.values() if isinstance(value, type(lazy("")))}

    assert len(patterns) > 100
    for text in (each for prompt in prompts[::250] for each in (prompt, prompt.upper(), prompt.replace(" ", " \n"))):
        for pattern in patterns.values():
            assert may_hold(text, pattern) or not pattern.search(text)


@pytest.mark.parametrize(
    ("source", "text", "may"),
    [
        (r"\b(?:stunning|gorgeous)\b", "A dog runs along a beach.", False),
        (r"\b(?:stunning|gorgeous)\b", "A GORGEOUS dog.", True),
        (r"\bno\s+people\b", "Snow, and people.", False),
        (r"\bno\s+people\b", "No \t people.", True),
        (r"(?:very\s+)?(?:4k|8k)\b", "A dog in 4 kennels.", False),
        (r"\w+", "-", True),
    ],
)
def test_what_a_text_must_hold(source, text, may):
    """Words, with any blanks between them, in any case; a pattern without telltales may match anywhere."""
    assert may_hold(text, lazy(source, re.IGNORECASE)) is may


@cache
def late(source, flags):
    pattern = lazy(source, flags)
    return pattern, any_of(lazy("nowhere"), pattern)
