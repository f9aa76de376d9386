"""What holds for every kind, on any text."""

import time

import pytest
from house import rules_of
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.own_rules.kind import all_kinds
from promptkit.shot import Shot

RULES = rules_of("""rules:
  - {name: an-avoid, message: m, avoid: ['a*', the b]}
  - {name: a-replace, message: m, replace: {b: c, 'd*': ''}}
  - {name: a-count, message: m, count: {words: [c], least: 1, most: 2}}
  - {name: a-repeat, message: m, repeat: {}}
  - {name: another-repeat, message: m, repeat: {within: 5, letters: 1}}
  - {name: an-agree, message: m, agree: {words: [[grey, gray], [i, ı]]}}
  - {name: a-require, message: m, require: {if: {words: [grey]}, then: {words: [red], key: seed}}}
  - {name: a-case, message: m, case: {words: [iPad, ß, the]}}
  - {name: a-style, message: m, case: {style: $sentence}}
  - {name: a-title, message: m, case: {style: $title}}
  - {name: a-measure, message: m, measure: {words: {most: 3}, longest_sentence: {most: 2}, characters: {least: 5}}}
  - {name: a-spell, message: m, spell: {names: [Kling, Aurelia, O'Brien Street]}}
""")
PIECES = (
    "the", "The", "a", "b", "d", "c", "grey", "Gray", "GRAY", "i", "İ", "ı", "I", "ipad", "ß", "SS", "ſ", "klng",
    "Kling", "Aurellia", "o’brian  street", ".", "!", ",", '"', "“", "”", "\n", "\n\n", " ", "  ", "-", "'s", "ŉ",
    "中。", "3",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.text(max_size=40))


def test_each_kind_is_among_them():
    """But order, which asks what moves, and stands in its own tests."""
    assert {key for key in all_kinds() if any(f'"{key}": ' in rule.source for rule in RULES)} == {*all_kinds()} - {
        "order"
    }


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_checked_and_fixing_it_comes_to_rest(text):
    """Spans lie inside the text, and what is fixed stays fixed."""
    shot = Shot(id="a", prompt=text)
    for finding in check_shot(shot, RULES):
        assert 0 <= finding.start <= finding.end <= len(text)
    for unsafe in (False, True):
        once = fix_shot(shot, RULES, unsafe=unsafe, guarded=False).shot
        assert fix_shot(once, RULES, unsafe=unsafe, guarded=False).shot == once


@pytest.mark.parametrize(
    "piece", ["a", "the ", ".", '"', "grey gray ", "A. ", "Klng ", "aurelia-", "'", "\n", "a'a-", "。"]
)
def test_no_text_makes_a_kind_hang(piece):
    """The longest prompt that is read, of one piece over and over."""
    text = piece * (20_000 // len(piece))
    for rule in RULES:
        begun = time.process_time()
        check_shot(Shot(id="a", prompt=text), [rule])
        assert time.process_time() - begun < 5, rule.name
