"""`duplicate-prompt`: shots that order the same clip, in the order in which they are read."""

import pytest

from promptkit.lint import lint
from promptkit.shot import Document, Origin, Shot

PIER = {"prompt": "A man walks along the pier.", "target": "kling-2.6", "duration": 5.0}


def flagged(*shots):
    """Numbers of the shots that have a finding."""
    made = [Shot(id=str(number), **{**PIER, **fields}) for number, fields in enumerate(shots)]
    return [int(one.shot.id) for one in lint(made, select=["duplicate-prompt"]) if one.findings]


def test_every_repetition_is_flagged_and_the_first_is_named():
    """With its place, where it has one."""
    origin = Origin(Document("shots.txt", "x\ny"), 2)
    shots = [Shot(id="a", prompt="A cat.", origin=origin), Shot(id="b", prompt="A cat."), Shot(id="c", prompt="A cat.")]
    found = [one.findings for one in lint(shots, select=["duplicate-prompt"])]

    assert [len(findings) for findings in found] == [0, 1, 1]
    assert "ordered by a (shots.txt:2) already" in found[2][0].message


def test_case_and_blanks_do_not_make_another_clip():
    """Nor do tags and variables, which no model sees; an empty negative is none."""
    same = {"prompt": "a man  walks along\nthe PIER.", "tags": ("x",), "vars": {"a": 1}, "negative": ""}
    assert flagged({}, same) == [1]


@pytest.mark.parametrize(
    "other",
    [
        {"prompt": "A man walks along the quay."},
        {"negative": "blur"},
        {"target": "veo-3.1"},
        {"duration": 10.0},
        {"seed": 1},
        {"image": "a.png"},
        {"mode": "pro"},
        {"orientation": "video"},
        {"elements": ("cat",)},
    ],
)
def test_whatever_is_sent_makes_a_clip_of_its_own(other):
    """One field is enough."""
    assert flagged({}, other) == []


def test_more_shots_than_are_read_at_once():
    """The memory spans the whole run."""
    assert flagged({}, *({"seed": n} for n in range(1, 40)), {}) == [40]
