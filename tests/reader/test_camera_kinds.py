"""One motion of the camera is of several kinds only if they are ways of one path."""

import pytest

from promptkit.reader.camera_kinds import Kind, kinds_of
from promptkit.scene import CAMERA_MOVES


def kinds(said: str = "rises", **chances: float) -> list[str]:
    """The kinds by name, of chances by name."""
    return [CAMERA_MOVES[k] for k in kinds_of(said, [chances.get(kind, 0.1) for kind in CAMERA_MOVES])]


def test_kinds_have_the_numbers_of_the_contract() -> None:
    assert [kind.name.lower() for kind in Kind] == list(CAMERA_MOVES)


@pytest.mark.parametrize("pair", [("tilt", "crane"), ("pan", "roll"), ("dolly", "crane"), ("tilt", "roll")])
def test_of_two_that_exclude_each_other_the_likelier_stays(pair: tuple[str, str]) -> None:
    first, second = pair
    assert kinds(**{first: 0.9, second: 0.6}) == [first]
    assert kinds(**{first: 0.6, second: 0.9}) == [second]


def test_a_drone_that_circles_is_both() -> None:
    assert kinds(fly=0.9, orbit=0.8) == ["orbit", "fly"]


def test_anything_goes_from_the_hand() -> None:
    assert kinds(pan=0.7, handheld=0.9) == ["pan", "handheld"]


def test_what_excludes_any_kept_kind_is_dropped() -> None:
    assert kinds(fly=0.9, orbit=0.8, crane=0.7) == ["orbit", "fly"]


def test_the_likeliest_stays_though_none_is_likely() -> None:
    assert kinds(roll=0.3) == ["roll"]


@pytest.mark.parametrize("said", ["tilt up + pan left", "tilts and pans", "tilt, pan"])
def test_words_that_list_several_moves_are_of_any_kinds(said: str) -> None:
    assert kinds(said, tilt=0.9, pan=0.8) == ["pan", "tilt"]
