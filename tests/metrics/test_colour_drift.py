"""The colour drift metric against closed forms, on observations built by hand and on frames."""

import cv2
import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.colour_drift import NOISE, colour_drift
from promptkit.observers.flow import flow


def drifting(levels: np.ndarray, *, fps: float, seed: int = 0):
    """A flow observation of tiles in all colours; `levels` (frames, 3) is how far L*, a*, b* are from the start."""
    seen = still_flow(len(levels) - 1, fps=fps)
    seen.tile_lab[..., 1:] = np.random.default_rng(seed).uniform(-30, 30, (9, 16, 2))
    seen.tile_lab_change[:] = np.diff(levels, axis=0)[:, None, None]
    return seen


def measured(drift: float) -> float:
    """What a steady drift is documented to come to."""
    return np.sqrt(max(0, drift**2 - NOISE**2))


def in_lab(rgb: np.ndarray, shift: tuple[float, float, float]) -> np.ndarray:
    """A frame with its CIELAB values shifted, not rounded but dithered."""
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB) + np.float32(shift)
    exact = 255 * cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    return np.uint8(np.clip(np.floor(exact + np.random.default_rng(3).random(exact.shape)), 0, 255))


@pytest.mark.parametrize("fps", [8, 12, 24, 60])
@pytest.mark.parametrize("seconds", [1, 2.5, 5])
def test_a_cast_that_grows_by_d_a_second_scores_d(fps, seconds):
    """A cast of (0.9, -1.2) a second is a drift of 1.5 at any rate and length, and the detail says which way."""
    t_s = np.arange(round(seconds * fps) + 1) / fps

    found = colour_drift.measure(drifting(np.outer(t_s, [0, 0.9, -1.2]), fps=fps))

    assert found.value == pytest.approx(measured(1.5), rel=1e-4)
    assert found.detail["a_per_s"] == pytest.approx(0.9, rel=1e-4)
    assert found.detail["b_per_s"] == pytest.approx(-1.2, rel=1e-4)
    assert found.series.y == pytest.approx([1.5] * len(found.series.y), rel=1e-4)


def test_a_turn_of_the_hues_scores_what_the_colours_move():
    """All tiles at chroma 25, turned by 0.08 radians a second, drift by 25 · 0.08 = 2, but for the ridge."""
    seen = still_flow(72, fps=24)
    angle = np.random.default_rng(1).uniform(0, 2 * np.pi, (9, 16))
    seen.tile_lab[..., 1], seen.tile_lab[..., 2] = 25 * np.cos(angle), 25 * np.sin(angle)
    seen.tile_lab_change[..., 1] = -seen.tile_lab[..., 2] * 0.08 / 24
    seen.tile_lab_change[..., 2] = seen.tile_lab[..., 1] * 0.08 / 24

    found = colour_drift.measure(seen)

    assert found.value == pytest.approx(measured(2), rel=0.03)
    assert np.hypot(found.detail["a_per_s"], found.detail["b_per_s"]) < 0.5


@pytest.mark.parametrize("f_hz", [0.5, 1, 7.5])
def test_a_swing_is_no_drift(f_hz):
    """A swing of 1 at f Hz leaves at most 6 / (π · 3² · f) of it a second in the slope of a line over 3 s."""
    t_s = np.arange(73) / 24
    swing = np.sin(2 * np.pi * f_hz * t_s)

    found = colour_drift.measure(drifting(np.outer(swing + 1.5 * t_s, [0, 1, 0]), fps=24))

    assert found.series.y[0] == pytest.approx(1.5, abs=6 / (np.pi * 9 * f_hz))


@pytest.mark.parametrize("gain_per_s", [0.5, 0.8, 1.3])
def test_a_fade_is_no_colour_drift(gain_per_s):
    """Light that changes steadily, with chroma as it must go along, has no drift; the detail names the lightness."""
    seen = drifting(np.zeros((73, 3)), fps=24)
    scale = gain_per_s ** (np.arange(73) / 24 / 3)
    offset = np.array([16, 0, 0])
    colours = (seen.tile_lab[0] + offset) * scale[:, None, None, None] - offset
    seen.tile_lab[:], seen.tile_lab_change[:] = colours[:-1], np.diff(colours, axis=0)

    found = colour_drift.measure(seen)

    assert found.value == 0
    assert np.sign(found.detail["lightness_per_s"]) == np.sign(gain_per_s - 1)


def test_tiles_that_go_each_their_way_are_no_drift():
    """Random walks of the tiles, of 2 after a second, have no shared direction: far less than they each move."""
    seen = drifting(np.zeros((73, 3)), fps=24)
    seen.tile_lab_change[:] = np.random.default_rng(2).normal(0, 2 / np.sqrt(24), seen.tile_lab_change.shape)

    assert colour_drift.measure(seen).value < 0.1


def test_half_of_the_picture_is_not_the_picture():
    """A subject in the left half that turns redder is no drift of the clip's colour."""
    seen = drifting(np.zeros((73, 3)), fps=24)
    seen.tile_lab_change[:, :, :8, 1] = 3 / 24

    assert colour_drift.measure(seen).value == 0


def test_what_cannot_be_followed_does_not_dilute():
    """A cut and hidden tiles are left out: the drift is that of the rest."""
    t_s = np.arange(97) / 24
    seen = drifting(np.outer(t_s, [0, 2, 0]), fps=24)
    seen.is_break[40] = True
    seen.tile_seen[40], seen.tile_lab_change[40] = 0, 5
    seen.tile_seen[:, :, :4], seen.tile_lab_change[:, :, :4] = 0, 5

    found = colour_drift.measure(seen)

    assert found.value == pytest.approx(measured(2), rel=0.03)
    assert found.detail["left_out"] == 1


def test_the_series_shows_when():
    """Drift in the last three of nine seconds alone stands at its rate there and at none in the first."""
    t_s = np.arange(217) / 24

    series = colour_drift.measure(drifting(np.outer(np.maximum(0, t_s - 6), [0, 2, 0]), fps=24)).series

    assert series.t[0] == pytest.approx(1.5)
    assert series.t[-1] == pytest.approx(7.5)
    assert series.y[0] == 0
    assert series.y[-1] == pytest.approx(2, rel=1e-3)


def test_a_moving_scene_whose_cast_grows_scores_its_rate():
    """Frames that pan by 3 px while a* grows by 3 a second: within a tenth of 3, along a*."""
    frames = [in_lab(frame, (0, 3 * n / 24, 0)) for n, frame in enumerate(pan(49, (3, 0), 120, 200))]

    found = colour_drift.measure(watch(flow, frames))

    assert found.value == pytest.approx(measured(3), rel=0.1)
    assert found.detail["a_per_s"] == pytest.approx(3, rel=0.1)
    assert found.detail["b_per_s"] == pytest.approx(0, abs=0.15)


@pytest.mark.parametrize(
    "frames", [pan(49, (3, 0), 120, 200), np.stack([texture(120, 200)] * 49)], ids=["pan", "still"]
)
def test_a_scene_without_drift_scores_nothing(frames):
    """Neither a pan nor a still picture drifts."""
    assert colour_drift.measure(watch(flow, frames)).value == 0


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "0.00 s"),
        (still_flow(20, fps=24), "0.83 s"),
        (still_flow(72, is_break=np.arange(72) % 3 > 0), "24 of 72"),
        (still_flow(72, tile_seen=np.zeros((72, 9, 16), np.float32)), "fewer than 6"),
        (still_flow(72, tile_lab=np.zeros((72, 9, 16, 3), np.float32)), "fewer than 6"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """Too short, only breaks, nothing to follow, black: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        colour_drift.measure(seen)
