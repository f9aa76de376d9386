"""Fixing goes on until nothing changes: in the values of a shot, and in the file it stands in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shot_files import KINDS, written

from promptkit.edited import apply_fix
from promptkit.fix import GROWTH, MAX_ROUNDS, ROOM, compatible, fix_document, fix_shot
from promptkit.rule import Edit, Finding, Fix, Rule, rule
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document

PAGE = """One line.

    Why:
        w
    Bad:
        b
    Good:
        g
    Fix:
        f
    References:
        r
"""


def swap(name, old, new, *, safe=True, field="prompt"):
    """A rule that finds `old` in a field, and whose fix puts `new` there."""

    def check(shot):
        value = getattr(shot, field) or ""
        at = value.find(old)
        while at >= 0:
            fix = Fix(safe, f"{old} to {new}", (Edit(field, at, at + len(old), new),))
            yield Finding(f"{old} found", at, at + len(old), field, fix)
            at = value.find(old, at + len(old))

    check.__name__, check.__doc__ = name, PAGE
    return rule(family="text")(check)


def missing(text):
    """A rule that wants a negative."""

    def wants_negative(shot):
        if not shot.negative:
            yield Finding("none", 0, 0, "negative", Fix(True, "set", (Edit("negative", 0, 0, text),)))

    wants_negative.__doc__ = PAGE
    return rule(family="text")(wants_negative)


def shot(prompt, **values):
    return Shot(id="s", prompt=prompt, **values)


def test_fixes_follow_each_other():
    """A fix that makes room for another is followed by it; the rules are named in the order of their fixes."""
    fixed = fix_shot(shot("aaa"), [swap("second", "b", "c"), swap("first", "a", "b")])

    assert (fixed.shot.prompt, fixed.applied) == ("ccc", ("first", "second"))


def test_unsafe_fixes_wait_to_be_asked_for():
    """Without `unsafe` a fix that adds content is left alone."""
    rules = [swap("adds", "a", "b", safe=False)]

    assert fix_shot(shot("a"), rules).shot.prompt == "a"
    assert fix_shot(shot("a"), rules, unsafe=True).shot.prompt == "b"


@pytest.mark.parametrize("prompt", ["a", "b", "xa"])
def test_rules_that_undo_each_other_end(prompt):
    """Two fixes that undo each other stop at a text that fixing again leaves as it is."""
    rules = [swap("there", "a", "b"), swap("back", "b", "a")]

    once = fix_shot(shot(prompt), rules).shot

    assert fix_shot(once, rules).shot.prompt == once.prompt
    document = fix_document(Document("a.txt", prompt), rules).document
    assert fix_document(document, rules).document == document


def test_a_rule_that_never_ends_is_stopped():
    """A fix that makes its own finding again is stopped after a bounded number of rounds."""

    def grows(shot):  # noqa: ARG001  (rules take the shot)
        yield Finding("more", 0, 0, fix=Fix(True, "more", (Edit("prompt", 0, 0, "a"),)))

    grows.__doc__ = PAGE

    assert fix_shot(shot("b"), [rule(family="text")(grows)]).shot.prompt == "a" * MAX_ROUNDS + "b"


def test_a_rule_that_doubles_the_text_ends_soon():
    """Growth without end stops at the stated bound: in a shot, and in a document of two."""
    doubles = [swap("doubles", "a ", "a a ")]

    fixed = fix_shot(shot("a cat"), doubles)
    done = fix_document(Document("a.txt", "a cat\na dog\n"), doubles)

    assert ROOM / 4 < len(fixed.shot.prompt) <= GROWTH * len("a cat") + ROOM
    assert fixed.applied == ("doubles",)
    assert ROOM / 4 < len(done.document.text) <= GROWTH * len("a cat\na dog\n") + 2 * ROOM
    assert done.made > 0


@given(
    spans=st.lists(
        st.lists(st.tuples(st.sampled_from(["prompt", "negative"]), st.integers(0, 30), st.integers(0, 4)), max_size=3),
        max_size=20,
    )
)
def test_the_chosen_fixes_are_those_that_pairwise_comparison_chooses(spans):
    """First come first served; stretches that overlap or border on each other touch."""
    fixes = [Fix(True, "", tuple(Edit(field, at, at + size, "") for field, at, size in edits)) for edits in spans]
    findings = [Finding(str(number), 0, 0, fix=fix) for number, fix in enumerate(fixes)]
    expected, taken = [], []
    for finding in findings:
        edits = finding.fix.edits
        if not any(a.field == b.field and a.start <= b.end and b.start <= a.end for a in edits for b in taken):
            expected.append(finding)
            taken += edits

    assert compatible(findings, unsafe=False) == expected


def test_fixes_that_touch_are_made_one_after_another():
    """Of fixes that touch one place the first is taken."""
    findings = [Finding("", 0, 3, fix=Fix(True, "", (Edit("prompt", s, e, ""),))) for s, e in [(0, 3), (2, 4), (5, 6)]]

    assert compatible(findings, unsafe=False) == [findings[0], findings[2]]


def test_several_edits_of_one_fix_are_made_together():
    """Edits count in the value as it was before the fix."""
    fix = Fix(True, "", (Edit("prompt", 0, 1, "AAA"), Edit("prompt", 2, 3, ""), Edit("negative", 0, 0, "blur")))

    fixed = apply_fix(shot("abc"), fix)

    assert (fixed.prompt, fixed.negative) == ("AAAb", "blur")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("kind", KINDS)
@given(
    words=st.lists(
        st.lists(st.sampled_from(["cat", "8k", "4k:", "dog #1", '"so"']), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_a_file_is_fixed_as_its_shots_are(kind, words):
    """In every format: the file's shots are those that fixing the values gives, and fixing it again changes nothing."""
    rules = [swap("one", "8k", "4k: 'x', y"), swap("two", "dog ", "", safe=False), missing("blur, no")]
    document = written(kind, [{"prompt": " ".join(line)} for line in words])
    expected = [fix_shot(one, rules, unsafe=True).shot for one in read_document(document)]

    fixed = fix_document(document, rules, unsafe=True)

    assert fixed.refused == ()
    after = read_document(fixed.document)
    assert [(one.prompt.strip(), one.negative) for one in after] == [(o.prompt.strip(), o.negative) for o in expected]
    again = fix_document(fixed.document, rules, unsafe=True)
    assert (again.document, again.made) == (fixed.document, 0)


def test_what_a_file_cannot_hold_is_refused_once():
    """A negative for a .txt file stays on offer, with its reason; the other fixes are made and counted."""
    fixed = fix_document(Document("a.txt", "8k a\nb\n"), [swap("one", "8k ", ""), missing("blur")])

    assert (fixed.document.text, fixed.made) == ("a\nb\n", 1)
    assert [(one.finding.rule, one.shot.prompt) for one in fixed.refused] == [
        ("wants-negative", "a"),
        ("wants-negative", "b"),
    ]


def test_what_the_command_line_fills_in_is_seen():
    """With a negative from the command line none is missing, and nothing is written."""
    document = Document("a.yaml", "- a\n")

    assert fix_document(document, [missing("blur")], fill={"negative": "flicker"}).document == document


def test_a_fix_that_would_not_mend_its_finding_is_not_made():
    """One that adds content, and after which its rule says the same again, stays on offer with the reason."""

    def stubborn(shot):
        """Says the same whatever is added."""
        yield Finding.whole(shot.prompt, "wrong", fix=Fix(False, "add", (Edit("prompt", 0, 0, "x "),)))

    rule = Rule("stubborn", "text", "warning", stubborn, ("shot",), {})
    document = Document("a.yaml", "- a\n")

    assert fix_shot(shot("a"), [rule], unsafe=True).applied == ()
    fixed = fix_document(document, [rule], unsafe=True)
    assert (fixed.document, fixed.made) == (document, 0)
    assert [one.reason for one in fixed.refused] == ["stubborn would still find the same; say it in your own words"]


def test_a_finding_that_went_with_another_is_counted():
    """Two fixes touch one place; the first mends what the second was for, and that is counted beside it."""
    fixed = fix_document(Document("a.yaml", "- a 8k x\n"), [swap("one", "8k x", ""), swap("two", "8k", "")])

    assert (fixed.made, fixed.settled) == (1, 1)


def test_a_finding_whose_fix_became_barred_is_not_counted_as_settled():
    """Nothing mended it: it stays, and what stands against its fix is said."""

    def stubborn(shot):
        """Can be mended as long as "8k" stands there."""
        at = shot.prompt.find("8k")
        edit = Edit("prompt", at, at + 2, "z") if at >= 0 else Edit("prompt", 0, 0, "x ")
        if "z" not in shot.prompt:
            yield Finding("wrong", len(shot.prompt), len(shot.prompt), fix=Fix(False, "mend", (edit,)))

    rules = [swap("one", "8k x", "y"), Rule("stubborn", "text", "warning", stubborn, ("shot",), {})]
    fixed = fix_document(Document("a.yaml", "- a 8k x\n"), rules, unsafe=True)

    assert [one.finding.rule for one in fixed.refused] == ["stubborn"]
    assert (fixed.made, fixed.settled) == (1, 0)
