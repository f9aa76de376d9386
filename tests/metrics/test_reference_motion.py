"""Motion transfer: flow made by hand, and clips that move alike and look different."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from made_clips import write
from moving import still_flow, texture

from promptkit.metric import NotApplicable
from promptkit.metrics.reference_motion import reference_motion
from promptkit.observers.reference_flow import ReferenceFlow
from promptkit.plan import plan
from promptkit.score import score_clips
from promptkit.shot import Shot

FPS = 24


def swing(pairs=96, *, fps=FPS, rows=9, late_s=0.0, hz=0.7, gain=1.0, turned=False, columns=16):
    """Flow of a frame whose left part swings sideways and whose right part bobs, in turn of phase."""
    t = np.arange(pairs) / fps + 0.5 / fps - late_s
    moved = np.zeros((pairs, rows, columns, 2), np.float32)
    moved[:, :, : columns // 2, 0] = gain * np.sin(2 * np.pi * hz * t)[:, None, None]
    moved[:, :, columns // 2 :, 1] = gain * np.cos(2 * np.pi * hz * t)[:, None, None]
    return still_flow(pairs, fps=fps, rows=rows, columns=columns, tile_flow=moved[..., ::-1] if turned else moved)


def reference(seen):
    names = [name for name in ReferenceFlow.__annotations__ if name != "sha256"]
    return ReferenceFlow(sha256="abc", **{name: getattr(seen, name) for name in names})


def test_a_clip_moves_as_itself():
    """Its own motion correlates by 1, with no lag and the same amplitude, at every moment."""
    found = reference_motion.measure(swing(), reference(swing()))

    assert found.value == pytest.approx(1)
    assert found.detail["lag_s"] == 0
    assert found.detail["amplitude"] == pytest.approx(1)
    assert found.series.y == pytest.approx(np.ones(len(found.series.y)))


@pytest.mark.parametrize("late_s", [-0.25, 0.125, 0.375])
def test_a_delay_is_found_and_forgiven(late_s):
    """A clip that is late, or early, by less than half a second moves as well; the lag is told."""
    found = reference_motion.measure(swing(late_s=late_s), reference(swing()))

    assert found.value > 0.99
    assert found.detail["lag_s"] == pytest.approx(late_s, abs=0.03)


def test_a_delay_beyond_half_a_second_is_another_motion():
    """Half a period late, with no lag allowed, the clip moves the opposite way: 0, and -1 in the series."""
    found = reference_motion.measure(swing(late_s=0.5, hz=1), reference(swing(hz=1)), most_lag_s=0)

    assert found.value == 0
    assert np.median(found.series.y) == pytest.approx(-1, abs=0.02)


def test_the_frame_rate_does_not_matter():
    """The same motion at 12 and 24 frames per second."""
    found = reference_motion.measure(swing(48, fps=12), reference(swing()))

    assert found.value > 0.98


def test_half_the_motion_is_told_and_not_punished():
    """A figure that is smaller in the frame moves less; the amplitude says by how much."""
    found = reference_motion.measure(swing(gain=0.5), reference(swing()))

    assert found.value == pytest.approx(1)
    assert found.detail["amplitude"] == pytest.approx(0.5)


def test_motion_in_other_directions_is_none_of_it():
    """Up and down in place of left and right is no transfer."""
    assert reference_motion.measure(swing(turned=True), reference(swing())).value < 0.05


def test_a_known_share_of_other_motion_has_its_correlation():
    """One part of two right, the other one still: correlation √½."""
    only_left = swing()
    only_left = replace(only_left, tile_flow=only_left.tile_flow * (np.arange(16) < 8)[:, None])

    found = reference_motion.measure(only_left, reference(swing(hz=1 / 4)), most_lag_s=0)
    same = reference_motion.measure(only_left, reference(swing()), most_lag_s=0)

    assert same.value == pytest.approx(np.sqrt(0.5), abs=0.01)
    assert found.value < same.value


def test_a_clip_that_stands_does_not_follow():
    """Nothing moves where something should: 0, not missing."""
    assert reference_motion.measure(still_flow(96), reference(swing())).value == 0


def test_camera_and_subject_are_told_apart():
    """A pan that both share, and subjects that move opposite ways."""
    pan = np.tile(np.float32([0.5, 0, 0, 0]), (96, 1))
    one, other = (
        still_flow(96, camera=pan, tile_flow=pan[:, None, None, :2] + sign * swing(gain=0.2).tile_flow)
        for sign in (1, -1)
    )

    found = reference_motion.measure(one, reference(other), most_lag_s=0)

    assert found.detail["camera"] == pytest.approx(1)
    assert found.detail["subject"] == pytest.approx(-1)


def test_cuts_are_left_out():
    """What lies around a pair that cannot be followed is not compared; the rest still moves alike."""
    cut = np.arange(96) == 48
    seen = replace(swing(), is_break=cut, tile_flow=swing().tile_flow * ~cut[:, None, None, None])

    found = reference_motion.measure(seen, reference(swing()))

    assert found.value > 0.99


@pytest.mark.parametrize(
    ("clip", "of", "why"),
    [
        (swing(), still_flow(0), "reference video has a single frame"),
        (still_flow(0), swing(), "clip has a single frame"),
        (swing(), still_flow(96), "stands still"),
        (swing(6), swing(), "less than 0.5 s"),
    ],
)
def test_where_nothing_can_be_compared_it_is_said(clip, of, why):
    """Each reason in words."""
    with pytest.raises(NotApplicable, match=why):
        reference_motion.measure(clip, reference(of))


def test_without_a_reference_there_is_no_answer():
    """The reason names what to give."""
    nothing = replace(reference(still_flow(0)), sha256="")

    with pytest.raises(NotApplicable, match="--reference-video"):
        reference_motion.measure(swing(), nothing)


def dance(count, fps, *, seed, height=144, width=192, late_s=0.0):
    """A textured disc that wanders over another texture: place by place as a reference, looks by the seed."""
    ground, skin = texture(height, width, seed=seed), texture(height, width, seed=seed + 1)
    frames = []
    for t in np.arange(count) / fps - late_s:
        x = (0.5 + 0.2 * np.sin(2.6 * max(t, 0))) * width
        y = (0.5 + 0.15 * np.sin(3.9 * max(t, 0))) * height
        shift = np.float32([[1, 0, x - width / 2], [0, 1, y - height / 2]])
        mask = np.zeros((height, width), np.uint8)
        cv2.circle(mask, (round(width / 2), round(height / 2)), round(height / 3.5), 255, -1)
        moved = (cv2.warpAffine(each, shift, (width, height)) for each in (skin, mask))
        body, where = moved
        share = where[..., None] / 255
        frames.append((ground * (1 - share) + body * share).astype(np.uint8))
    return np.stack(frames)


@pytest.fixture(scope="module")
def driving(tmp_path_factory):
    return write(tmp_path_factory.mktemp("reference") / "driving.mp4", dance(72, 24, seed=1), fps=24)


def of(path, driving):
    (clip,) = score_clips([path], plan(metrics=["reference_motion"], reference_video=driving, cache=False))
    return clip.scores["reference_motion"]


def test_looks_rate_and_size_do_not_matter(driving, tmp_path):
    """Another body in other colours at half the rate and another size that dances alike."""
    twin = dance(36, 12, seed=5, height=216, width=288)[..., ::-1]
    inverted = 255 - dance(72, 24, seed=1)

    assert of(write(tmp_path / "a.mp4", inverted, fps=24), driving).value > 0.97
    assert of(write(tmp_path / "b.mp4", twin, fps=12), driving).value > 0.9


def test_a_late_dance_is_late(driving, tmp_path):
    """Started 0.3 s late, the clip still moves as the reference, and the lag is told."""
    found = of(write(tmp_path / "late.mp4", dance(72, 24, seed=1, late_s=0.3), fps=24), driving)

    assert found.value > 0.95
    assert found.detail["lag_s"] == pytest.approx(0.3, abs=0.05)


def test_another_dance_is_another_dance(driving, tmp_path):
    """The same body on another course, here mirrored, does not follow the reference."""
    mirrored = dance(72, 24, seed=1)[:, ::-1, ::-1]

    assert of(write(tmp_path / "other.mp4", mirrored, fps=24), driving).value < 0.5


def test_the_reference_may_be_the_shots(driving, tmp_path):
    """A shot that names a reference video is enough; one that names an address is not."""
    clip = write(tmp_path / "a.mp4", dance(24, 24, seed=1), fps=24)
    how = plan(metrics=["reference_motion"], cache=False)
    shots = [Shot(id="a", prompt="a dance", reference_video=video) for video in (str(driving), "https://a.b/c.mp4")]

    ((file,), (address,)) = [list(score_clips([clip], how.of_shot(shot))) for shot in shots]

    assert file.scores["reference_motion"].value > 0.95
    assert address.scores["reference_motion"].status == "not_applicable"


@pytest.mark.shared
def test_a_real_clip_follows_itself_only(shared):
    """A real clip is its own transfer; another one is not."""
    clips = shared / "clips"
    cat = clips / "motion_cotracker_cat.mp4"

    assert of(cat, cat).value == pytest.approx(1)
    assert of(clips / "ai_wan_cat_ref1.mp4", cat).value < 0.3
