"""The warping error against Lai et al.'s formula written out anew, and on clips whose change is known."""

import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.warp_error import warp_error
from promptkit.nets import flow as optical
from promptkit.observers.flow import flow


def sampled(image: np.ndarray, y: float, x: float) -> np.ndarray:
    """Bilinear, coordinates kept inside the image."""
    height, width = image.shape[:2]
    y, x = min(max(y, 0.0), height - 1.0), min(max(x, 0.0), width - 1.0)
    top, left = int(y), int(x)
    down, right = min(top + 1, height - 1), min(left + 1, width - 1)
    v, u = y - top, x - left
    return (1 - v) * ((1 - u) * image[top, left] + u * image[top, right]) + v * (
        (1 - u) * image[down, left] + u * image[down, right]
    )


def lai(first, second, forward, backward) -> tuple[float, float]:
    """Pixel by pixel: Σ M (warp(second, F) - first)² / Σ M over pixels and channels, and the share of M."""
    height, width = first.shape[:2]
    total, kept = 0.0, 0
    for y in range(height):
        for x in range(width):
            u, v = forward[y, x]
            back = sampled(backward, y + v, x + u)
            occluded = np.sum((forward[y, x] + back) ** 2) > 0.01 * (u * u + v * v + np.sum(back**2)) + 0.5
            beside = forward[y, x + 1] - forward[y, x] if x + 1 < width else np.zeros(2)
            below = forward[y + 1, x] - forward[y, x] if y + 1 < height else np.zeros(2)
            at_boundary = np.sum(beside**2) + np.sum(below**2) > 0.01 * (u * u + v * v) + 0.002
            if not occluded and not at_boundary:
                total += np.sum((sampled(second, y + v, x + u) - first[y, x]) ** 2)
                kept += 1
    return total / (kept * first.shape[2]), kept / (height * width)


def given_flow(seed: int) -> np.ndarray:
    """Smooth flow of up to 4 px with a sudden edge, in steps of 1/32 px, which every version of OpenCV samples at."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:40, :56] / 10
    swing = 2 * np.stack([np.sin(x + rng.random()), np.cos(y + 0.5 * x + rng.random())], -1)
    swing[:, 30:] += 2
    return (np.round(32 * swing) / 32).astype(np.float32)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_on_a_given_flow_it_is_the_published_formula(seed, monkeypatch):
    """Flow that is partly undone by the backward flow, with occlusions and boundaries: equal to 1e-6."""
    rng = np.random.default_rng(seed)
    first = texture(40, 56, seed=seed, grain_px=8)
    second = np.clip(first + rng.normal(0, 20, first.shape), 0, 255).astype(np.uint8)
    forward = given_flow(seed)
    backward = (np.round(32 * (rng.normal(0, 0.3, forward.shape) - forward)) / 32).astype(np.float32)
    there, back = (lambda *_: forward), (lambda *_: backward)
    monkeypatch.setattr(optical, "dis", lambda finest=1: there if finest == 1 else back)

    seen = watch(flow, [first, second])
    expected, share = lai(*(of.astype(np.float64) for of in (first / 255, second / 255, forward, backward)))

    assert not seen.is_break[0]
    assert 0.1 < share < 0.9
    assert seen.warp_seen[0] == pytest.approx(share, rel=1e-6)
    assert seen.warp_error[0] == pytest.approx(expected, rel=1e-6)


def test_a_clip_scores_the_mean_of_its_pairs_times_1000():
    """Pairs count alike; breaks and pairs with an empty mask do not count."""
    seen = still_flow(
        4,
        warp_error=np.float32([0.001, 0.003, 0.5, 0.5]),
        is_break=np.array([False, False, True, False]),
        warp_seen=np.float32([1, 0.5, 0, 0]),
    )

    found = warp_error.measure(seen)

    assert found.value == pytest.approx(2, rel=1e-6)
    assert found.detail["worst"] == pytest.approx(3, rel=1e-6)
    assert found.detail["coverage"] == pytest.approx(0.75)
    assert found.detail["lag_s"] == pytest.approx(1 / 24)
    assert found.detail["left_out"] == 2


def test_a_change_of_light_has_its_square():
    """Grey 100 and 110 in turns: 1000 (10 / 255)²."""
    frames = [np.full((90, 160, 3), 100 + 10 * (k % 2), np.uint8) for k in range(6)]

    assert warp_error.measure(watch(flow, frames)).value == pytest.approx(1000 * (10 / 255) ** 2, rel=1e-4)


def test_motion_is_explained():
    """A pan over strong texture leaves less than a fiftieth of what changes in place."""
    frames = pan(6, (4, 0), 120, 200)

    found = warp_error.measure(watch(flow, frames))

    assert found.value < 0.02 * 1000 * np.mean((np.diff(frames.astype(float), axis=0) / 255) ** 2)


@pytest.mark.parametrize(
    ("seen", "why"), [(still_flow(0), "single frame"), (still_flow(3, is_break=np.ones(3, bool)), "none of 3 pairs")]
)
def test_without_pairs_there_is_no_error(seen, why):
    """One frame, or nothing that can be followed: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        warp_error.measure(seen)


def test_a_still_clip_has_none():
    """The same frame again and again: 0."""
    assert warp_error.measure(watch(flow, [texture(90, 160)] * 4)).value == 0
