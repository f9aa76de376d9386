"""`reference-cuts` names the cuts and the take to keep."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.reference_cuts import reference_cuts


def said(monkeypatch, target="kling-3.0-motion-control", **take):
    return [finding.message for finding in messages(reference_cuts, monkeypatch, take=take, target=target)]


def test_one_take_is_what_is_wanted(monkeypatch):
    """Nothing to say."""
    assert said(monkeypatch) == []


def test_cuts_are_named_with_the_longest_take(monkeypatch):
    """Where to trim stands in the message."""
    (message,) = said(monkeypatch, cuts_s=(1.04, 6.5), seen_s=8.0)

    assert "it cuts at 1.0, 6.5 s" in message
    assert "the longest take runs from 1.0 to 6.5 s" in message


def test_many_cuts_are_counted(monkeypatch):
    """Three are named, the rest are a number."""
    (message,) = said(monkeypatch, cuts_s=(1.0, 2.0, 3.0, 4.0, 5.0))

    assert "it cuts at 1.0, 2.0, 3.0 s and 2 more, and" in message


@pytest.mark.parametrize("target", [None, "kling-3.0-omni", "runway-act-two", "wan-2.2-animate"])
def test_where_no_single_take_is_asked_for(monkeypatch, target):
    """Only a documented condition is held against a video."""
    assert said(monkeypatch, cuts_s=(1.0,), target=target) == []


@pytest.mark.parametrize(("clip", "expected"), [("two-takes.mp4", 1), ("panning.mp4", 0), ("shaking.mp4", 0)])
def test_drawn_clips(clip, expected):
    """A change of place is a cut; a pan and a shaken camera are none."""
    assert len(real(reference_cuts, reference_video=str(ASSETS / clip))) == expected


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("clip", "cuts"),
    [("motion_bikes_multishot.mp4", 5), ("face_hamilton_short.mp4", 3), ("motion_cogv_train.mp4", 0)],
)
def test_clips_of_the_shared_material(shared, clip, cuts):
    """Every hard cut, and none in a fast train."""
    found = real(reference_cuts, reference_video=str(shared / "clips" / clip))

    assert len(found) == bool(cuts)
    assert all((" more, and" in finding.message) == (cuts > 3) for finding in found)
