"""Degradations of timing, read off clips whose frames are numbered."""

import numpy as np
import pytest

from promptkit.testing._timing import judder_moments
from promptkit.testing.degrade import LADDER, SEVERITIES

FPS = 20.0
COUNT = 60


def numbered(count=COUNT):
    return np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None], (count, 8, 8, 3)).copy()


def numbers(name, severity, **options):
    return LADDER[name](numbered(), FPS, severity=severity, **options)[:, 0, 0, 0].astype(int)


def amount(name, severity):
    return LADDER[name].amounts[severity - 1]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_freeze_holds_one_frame_for_its_seconds(severity):
    """So many frames repeat the one before, in one run; all others stand where they stood."""
    shown = numbers("freeze", severity)
    repeats = np.flatnonzero(np.diff(shown) == 0)

    assert len(repeats) == round(amount("freeze", severity) * FPS)
    assert np.ptp(repeats) == len(repeats) - 1
    assert np.count_nonzero(shown != np.arange(COUNT)) == len(repeats)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_duplicates_are_their_share(severity):
    """That share of frames repeats the one before; nothing is skipped, and the length stays."""
    steps = np.diff(numbers("duplicated_frames", severity))

    assert len(steps) == COUNT - 1
    assert np.count_nonzero(steps == 0) == round(amount("duplicated_frames", severity) * COUNT)
    assert set(steps) <= {0, 1}


@pytest.mark.parametrize("severity", SEVERITIES)
def test_drops_are_their_share(severity):
    """That share of frames is missing; first, last and order stay."""
    shown = numbers("dropped_frames", severity)

    assert len(shown) == COUNT - round(amount("dropped_frames", severity) * COUNT)
    assert (shown[0], shown[-1]) == (0, COUNT - 1)
    assert np.all(np.diff(shown) > 0)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_cuts_are_counted(severity):
    """The clip gives way to the other and comes back, so many times in all."""
    other = np.full((7, 4, 4, 3), 200, np.uint8)
    shown = numbers("hard_cut", severity, other=other)

    assert np.count_nonzero(np.diff(shown == 200)) == amount("hard_cut", severity)
    assert np.array_equal(shown[shown != 200], np.arange(COUNT)[shown != 200])


@pytest.mark.parametrize("severity", SEVERITIES)
def test_loop_plays_the_beginning_again(severity):
    """The period is the length divided by the number of plays."""
    period = COUNT // amount("loop", severity)

    assert np.array_equal(numbers("loop", severity), np.arange(COUNT) % period)


def test_moments_of_judder_have_their_standard_deviation():
    """Errors that are small against the frame time keep their order, and so their spread."""
    moments = judder_moments(5000, FPS, amount=0.008)

    assert np.std(moments - np.arange(5000) / FPS) == pytest.approx(0.008, rel=0.05)
    assert np.all(np.diff(moments) >= 0)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_judder_shows_those_moments(severity):
    """A pattern that moves steadily, 2 px a frame, stands where it stood at the moment that is shown."""
    y, x = np.mgrid[:64, :128]
    still = 128 + 30 * np.sin(2 * np.pi * y / 16)
    rgb = np.stack([still + 50 * np.sin(2 * np.pi * (x - 2 * k) / 32) for k in range(COUNT)])
    rgb = np.repeat(np.round(rgb)[..., None], 3, axis=-1).astype(np.uint8)

    out = LADDER["judder"](rgb, FPS, severity=severity, seed=2)[..., 0].astype(float).mean(axis=1)
    turned = -np.unwrap(np.angle(np.fft.fft(out - out.mean(axis=1, keepdims=True), axis=1)[:, 128 // 32]))
    stands_px = (turned - turned[0]) * 32 / (2 * np.pi)

    moments = np.clip(judder_moments(COUNT, FPS, amount=amount("judder", severity), seed=2) * FPS, 0, COUNT - 1)
    assert np.abs(stands_px - 2 * (moments - moments[0])).max() < 0.15
