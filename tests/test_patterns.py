"""A pattern that is compiled late finds what it would have found."""

import importlib
import pkgutil
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import promptkit
from promptkit.patterns import lazy

SOURCES = (
    r"(?<![\w-])(?:stunning|very stun(?P<rest>ning)?)(?![\w-])",
    r"\b(?:is|are)\s*$",
    r"[^a-k]\w|s|k|i",
    r"(?:a|ab)(?=c|$)",
    r"(?P<q>['a])b(?P=q)",
    r"^the\b|\d",
    r"x*",
    r"[A-F]x",
    r"caf\u00e9|\x4bb",
    "é",
)
TEXTS = st.text(st.sampled_from("aAbBcCsSkKiIxX1 -'\nſKıİéÉ”Stunningvery"), max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize("source", SOURCES)
@given(text=TEXTS, start=st.integers(0, 8), end=st.integers(0, 30))
def test_case_is_ignored_as_the_engine_ignores_it(source, text, start, end):
    """Every method gives the same matches, with the same groups, in any text and any part of it."""
    late, plain = lazy(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)

    for span in ((), (start,), (start, end)):
        for name in ("search", "match", "fullmatch"):
            assert told(getattr(late, name)(text, *span)) == told(getattr(plain, name)(text, *span))
        assert [*map(told, late.finditer(text, *span))] == [*map(told, plain.finditer(text, *span))]
    assert late.sub("-", text) == plain.sub("-", text)


def test_the_patterns_of_the_rules_find_the_same(shared):
    """In public prompts, in any case, each of the patterns that rules and readers use."""
    prompts = (shared / "corpora" / "vbench" / "all_dimension_longer.txt").read_text(encoding="utf-8").splitlines()
    for folder in ("rules", "phrasing", "scene"):
        for module in pkgutil.iter_modules([f"{promptkit.__path__[0]}/{folder}"]):
            importlib.import_module(f"promptkit.{folder}.{module.name}")
    ours = [vars(module) for name, module in sys.modules.items() if name.startswith("promptkit.")]
    patterns = {id(value): value for names in ours for value in names.values() if isinstance(value, type(lazy("")))}

    assert len(patterns) > 100
    for text in (each for prompt in prompts[::250] for each in (prompt.upper(), prompt.swapcase())):
        for pattern in patterns.values():
            assert [*map(told, pattern.finditer(text))] == [*map(told, pattern.whole.finditer(text))]


def told(match):
    return match and (match.span(), match[0], match.groups(), match.groupdict())
