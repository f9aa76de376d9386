"""Tables of TOML become dataclasses, or are told what is wrong in them."""

from dataclasses import dataclass
from typing import Literal

import pytest

from promptkit.tables import built, overlaid


@dataclass(frozen=True)
class Limit:
    """A table with one of each."""

    seconds: float
    kind: Literal["soft", "hard"] = "soft"
    steps: tuple[int, ...] = ()
    most: int | None = None


def test_a_table_becomes_a_dataclass():
    """Whole numbers serve as floats, arrays become tuples, and what may be missing may be missing."""
    assert built(Limit, {"seconds": 5, "steps": [1, 2], "most": 3}, "limit") == Limit(5.0, "soft", (1, 2), 3)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        ({"seconds": 5, "second": 1}, "limit: unknown keys ['second']"),
        ({"seconds": 5, "kind": "firm"}, "limit.kind: 'firm' is none of ('soft', 'hard')"),
        ({"seconds": True}, "limit.seconds: True is no float"),
        ({"seconds": "5"}, "limit.seconds: '5' is no float"),
        ({"seconds": 5, "steps": [1, "2"]}, "limit.steps: '2' is no int"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(raw, wrong):
    """An unknown key, a word that is none of those allowed, and a value of another type."""
    with pytest.raises(TypeError) as caught:
        built(Limit, raw, "limit")

    assert str(caught.value) == wrong


def test_a_table_is_laid_over_another_key_by_key():
    """What the upper one does not name shows through, in tables within tables too."""
    below = {"a": {"b": 1, "c": 2}, "d": 3}

    assert overlaid(below, {"a": {"c": 4}, "d": {"e": 5}}) == {"a": {"b": 1, "c": 4}, "d": {"e": 5}}
    assert below == {"a": {"b": 1, "c": 2}, "d": 3}
