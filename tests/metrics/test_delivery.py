"""The delivery metric: each thing ordered against each thing that can come instead."""

import pytest
from made_structure import a_structure

from promptkit.metric import NotApplicable
from promptkit.metrics.delivery import delivery
from promptkit.observers.order import Ordered
from promptkit.order import Order


def measured(structure=None, *, size=(1280, 720), has_audio=False, **ordered):
    order = Ordered(Order(**ordered).as_json(), *size, has_audio)
    found = delivery.measure(order, structure or a_structure(120))
    assert found.value == len(found.detail["mismatches"])
    return [(one["what"], one["ordered"], one["delivered"]) for one in found.detail["mismatches"]]


def test_as_ordered_is_no_mismatch():
    """5 s at 24 fps in 720p, 16:9 and silent: all of it was asked for and came."""
    assert measured(duration_s=5.0, fps=24.0, resolution="720p", aspect_ratio="16:9", sound="off") == []


def test_what_is_not_ordered_is_not_checked():
    """An order that leaves everything open is met by any clip."""
    assert measured(size=(333, 777), has_audio=True) == []


def test_every_mismatch_is_named_with_both_sides():
    """Ten seconds, 30 fps, portrait, 1080p with sound were ordered; none of it came."""
    found = measured(duration_s=10.0, fps=30.0, resolution="1080p", aspect_ratio="9:16", sound="native")

    assert found == [
        ("duration", "10 s", "5 s"),
        ("frame rate", "30 fps", "24 fps"),
        ("resolution", "1080p", "1280×720"),
        ("aspect ratio", "9:16", "1280×720, 1.78:1"),
        ("sound", "native", "no sound track"),
    ]


@pytest.mark.parametrize(
    ("length_s", "is_reference", "fits"),
    [
        (5.04, False, True),
        (5.25, False, True),
        (5.3, False, False),
        (4.7, True, True),
        (5.4, True, True),
        (5.6, True, False),
    ],
)
def test_a_length_may_be_off_by_a_quarter_second_and_a_reference_rounded(length_s, is_reference, fits):
    """5 s were delivered: fine for 5.04 s; for a reference of 5.4 s too, since that is rounded."""
    assert (measured(duration_s=length_s, is_reference_length=is_reference) == []) == fits


@pytest.mark.parametrize(
    ("name", "size", "fits"),
    [
        ("720p", (1280, 720), True),
        ("720p", (720, 1280), True),
        ("720p", (960, 960), True),
        ("1080p", (1920, 1072), True),
        ("1080p", (1280, 720), False),
        ("480p", (832, 480), True),
        ("720p", (1920, 1080), False),
        ("1280x720", (1280, 720), True),
        ("1280x720", (720, 1280), False),
        ("best", (100, 100), True),
    ],
)
def test_resolutions_by_name(name, size, fits):
    """The short side counts, in other shapes the number of pixels; two sides given count as given."""
    assert (measured(size=size, resolution=name) == []) == fits


def test_muted_means_no_sound_track():
    """Sound that was ordered off and came is a mismatch."""
    assert measured(sound="off", has_audio=True) == [("sound", "off", "a sound track")]


def test_black_and_empty_frames_are_never_ordered():
    """Whatever the order says, frames without a picture are named with their time."""
    found = measured(a_structure(120, black_s=[[1.0, 1.25]], blank_s=[[2.0, 2.5]]), fps=24.0)

    assert found == [("black frames", "none", "1.00–1.25 s"), ("frames of one colour", "none", "2.00–2.50 s")]


def test_without_an_order_there_is_nothing_to_hold_it_to():
    """Not applicable, with the way to give one."""
    with pytest.raises(NotApplicable, match="--shot FILE"):
        delivery.measure(Ordered({}, 1280, 720, has_audio=False), a_structure())
