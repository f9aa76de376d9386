"""Marked prompts are read as they are written, and a wrong mark is named with its line."""

import pytest

from promptkit.errors import UsageError
from promptkit.reader.training.markup import Mark, faults, read_marked


def _write(tmp_path, text):
    path = tmp_path / "some.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_are_spans_of_the_plain_text(tmp_path):
    """Nested spans, several labels, a camera move, a beat, brackets of the prompt itself."""
    path = _write(
        tmp_path,
        "@ some tags\nA [kid]s1 [[throws]m1]m2k2 [stones]s2~ and [runs]m1+.\n\n@\n\\[1\\] [[Slow pan]m1:pan,tilt]c1\n",
    )

    first, second = read_marked(path)

    assert first.text == "A kid throws stones and runs."
    assert first.tags == ("some", "tags")
    assert [(mark.kind, mark.id, first.text[mark.start : mark.end]) for mark in first.marks] == [
        ("s", 1, "kid"),
        ("m", 1, "throws"),
        ("m", 2, "throws"),
        ("k", 2, "throws"),
        ("s", 2, "stones"),
        ("m", 1, "runs"),
    ]
    assert [mark.inert for mark in first.marks if mark.kind == "s"] == [False, True]
    assert [mark.new_beat for mark in first.marks if mark.kind == "m"] == [False, False, True]
    assert second.text == "[1] Slow pan"
    assert Mark("m", 1, 4, 12, ("pan", "tilt")) in second.marks


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("A [dog]s1 sleeps.", "no motion"),
        ("A dog [runs]m1.", "never named"),
        ("A [dog]s1 [runs]m1 and the [dog]s1 [barks]m1.", "named twice"),
        ("A [dog] runs.", "no label"),
        ("A [dog]s1s [run]m1.", "directly behind"),
        ("A [dog s1 runs.", "never closed"),
        ("A dog]s1 runs.", "closes nothing"),
        ("The [camera]c1 [pans]m1.", "needs its kind"),
        ("A [dog]s1 [runs]m1:pan.", "takes no kind"),
        ("The [camera]c1 [spins]m1:whirl.", "unknown camera move"),
        ("The [camera]c1~ [pans]m1:pan.", "belongs to s, e or x"),
        ("A d[og]s1 [runs]m1.", "cuts a word"),
        ("A [dog ]s1[runs]m1.", "spaces at its ends"),
        ("[Pan]c1m1:pan then [tilt]c2m2:tilt", "two camera elements"),
        ("", "empty prompt"),
    ],
)
def test_a_wrong_mark_is_named(tmp_path, body, complaint):
    """With file and line, and the others are still read."""
    path = _write(tmp_path, f"@\nA still vase.\n@\n{body}\n")

    with pytest.raises(UsageError, match=complaint):
        read_marked(path)
    (fault,) = faults(path)
    assert ":3:" in fault


def test_text_before_the_first_prompt_is_refused(tmp_path):
    """Nothing is skipped in silence."""
    with pytest.raises(UsageError, match=":1: text before"):
        read_marked(_write(tmp_path, "A vase.\n@\nA cup.\n"))
