"""What stands against a fix that adds content is said with it, and looking costs no more however many there are."""

from dataclasses import replace

import pytest

from promptkit import guard
from promptkit.rule import Edit, Finding, Fix
from promptkit.shot import Shot

SHOT = Shot(id="s", prompt="A flag waves --v 6 beside a very old wall.")
COMES, GOES = Edit("prompt", 12, 12, " slowly"), Edit("prompt", 12, 18, "")


def guarded(*edits, looks):
    """The obstacles of fixes, of which each is looked at by `looks`, which takes up the changed prompt."""
    found = [Finding("m", 0, 1, fix=Fix(False, "t", (edit,)), rule="r") for edit in edits]

    def count(changed, _):
        looks.append(changed.prompt)
        return 0

    told = guard.guarded(SHOT, found, count, lambda _: "")
    assert [replace(one, fix=replace(one.fix, obstacle="")) for one in told] == found
    return [one.fix.obstacle for one in told]


@pytest.fixture
def _few(monkeypatch):
    monkeypatch.setattr(guard, "MOST", 2)


@pytest.mark.usefixtures("_few")
def test_of_many_fixes_that_add_words_the_first_are_looked_at_and_the_others_wait():
    """They are on offer again when the first are made."""
    looks = []
    first, second, *later = guarded(*[COMES] * 4, looks=looks)

    assert (first, second) == ("", "")
    assert all("lint again" in obstacle for obstacle in later)
    assert looks == ["A flag waves slowly --v 6 beside a very old wall."] * 2


@pytest.mark.usefixtures("_few")
def test_many_fixes_that_only_take_words_out_need_no_look():
    """What is taken out brings nobody in; what adds words beside them is looked at all the same."""
    looks = []

    assert guarded(*[GOES] * 9, COMES, looks=looks) == [""] * 10
    assert looks == ["A flag waves slowly --v 6 beside a very old wall."]


@pytest.mark.usefixtures("_few")
def test_few_fixes_are_all_looked_at():
    """Those that take words out too: the rule may still say the same."""
    looks = []

    assert guarded(GOES, COMES, looks=looks) == ["", ""]
    assert len(looks) == 2
