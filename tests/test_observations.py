"""Observations come back from disk as they were, or not at all."""

import logging
from dataclasses import dataclass

import numpy as np
import pytest

from promptkit import cache, observations


@dataclass(frozen=True)
class Seen:
    """An observation with every kind of field."""

    values: np.ndarray
    file: np.ndarray
    name: str = "ä"
    rate: float | None = None
    size: tuple[int, ...] = (3, 4)
    rows: tuple[np.ndarray, ...] = ()
    table: dict | None = None


def seen(**changes):
    return Seen(np.array([[1.5, np.nan], [np.inf, -0.0]]), np.array(["a", "é"]), **changes)


def test_everything_comes_back_as_it_was(tmp_path):
    """Arrays with their types and shapes, NaN included; numbers, text, None, tuples of arrays, dictionaries."""
    whole = seen(
        rate=float("nan"),
        rows=(np.zeros((0, 5, 2)), np.arange(3, dtype=np.int16)),
        table={"a.b": (1, {"c": np.array(True)}), "tuple": "x"},
    )
    path = tmp_path / "deep" / "a.npz"

    observations.save(path, whole)
    back = observations.load(path, Seen)

    np.testing.assert_array_equal(back.values, whole.values)
    np.testing.assert_array_equal(back.file, whole.file)
    assert (back.name, back.size) == ("ä", (3, 4))
    assert np.isnan(back.rate)
    assert [(row.dtype, row.shape) for row in back.rows] == [(np.float64, (0, 5, 2)), (np.int16, (3,))]
    assert back.table["a.b"][0] == 1
    assert back.table["a.b"][1]["c"].dtype == bool
    assert back.table["tuple"] == "x"


def test_absent_observation_is_none(tmp_path, caplog):
    """What was never kept is no warning."""
    assert observations.load(tmp_path / "a.npz", Seen) is None
    assert not caplog.records


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda _: b"", lambda data: data[:60] + b"x" * 9 + data[69:]]
)
def test_damaged_observation_is_none_and_said(tmp_path, caplog, damage):
    """A cut, empty or altered file is measured again, and the log says so."""
    path = tmp_path / "a.npz"
    observations.save(path, seen())
    path.write_bytes(damage(path.read_bytes()))

    with caplog.at_level(logging.WARNING):
        assert observations.load(path, Seen) is None

    assert "measuring again" in caplog.text


def test_observation_of_other_fields_is_none_and_said(tmp_path, caplog):
    """A file written before a field was added counts as damaged, not as an observation without it."""
    path = tmp_path / "a.npz"
    observations.save(path, seen())

    @dataclass(frozen=True)
    class Other:
        other: int

    assert observations.load(path, Other) is None
    assert "measuring again" in caplog.text


def test_interrupted_write_leaves_what_was_there(tmp_path, monkeypatch):
    """When writing breaks off, the old file stands and no part of the new one is left."""
    path = tmp_path / "a.npz"
    observations.save(path, seen(name="old"))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "fsync", full)
    observations.save(path, seen(name="new"))

    assert observations.load(path, Seen).name == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.npz"]


def test_cache_that_cannot_be_written_is_lived_without(tmp_path, caplog):
    """Where the folder cannot be made, scoring goes on and the log says why it will be slow again."""
    blocker = tmp_path / "file"
    blocker.touch()

    observations.save(blocker / "a.npz", seen())

    assert "decode again" in caplog.text


@pytest.mark.parametrize("value", [object(), np.array([object()]), {1: 2}, [1]])
def test_what_cannot_be_kept_is_refused(tmp_path, value):
    """A field that is no array, number, text, tuple or dictionary is a TypeError that names it."""
    with pytest.raises(TypeError, match="table"):
        observations.save(tmp_path / "a.npz", seen(table=value))


def test_key_changes_with_everything_it_names():
    """Two keys share a file only when everything is equal; the order of naming does not matter."""
    base = {"clip": "ab", "version": 1, "until_s": None}

    same = observations.entry(dict(reversed(base.items())))
    others = [observations.entry({**base, name: 2}) for name in base]

    assert observations.entry(base) == same
    assert len({same, *others}) == 4
