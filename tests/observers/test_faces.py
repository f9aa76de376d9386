"""Who is seen, when, where, and which detections are one person."""

import cv2
import numpy as np
import pytest

from promptkit.clip import Probe
from promptkit.nets._found import Found
from promptkit.nets.face import FaceNets
from promptkit.observer import Chunk, Stream
from promptkit.observers import faces as module
from promptkit.observers._cuts import is_cut, thumbnail
from promptkit.observers._tracks import GAP_S, iou, link
from promptkit.observers.faces import MOST_FACES, faces

BACKGROUND = (40, 60, 90)


def find_squares(rgb):
    """A detector for tests: every square brighter than the background, its colour its identity."""
    count, _, stats, _ = cv2.connectedComponentsWithStats((rgb.max(axis=2) > 150).astype(np.uint8))
    boxes = stats[1:count, :4].astype(float)
    points = boxes[:, None, :2] + boxes[:, None, 2:] * [[0.3, 0.3], [0.7, 0.3], [0.5, 0.5], [0.3, 0.7], [0.7, 0.7]]
    return Found(boxes=boxes, landmarks=points, scores=np.full(len(boxes), 0.9), yaw_deg=np.zeros(len(boxes)))


STRIPES = (np.indices((112, 112, 1))[0] // 2 % 2).astype(np.uint8)
"""Crops are striped, so that they are sharp enough to be known again."""


def colours(crops):
    means = crops.astype(float).mean(axis=(1, 2)) - 30
    return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(autouse=True)
def _squares_for_faces(monkeypatch):
    nets = FaceNets(
        name="squares", rate_hz=8.0, same_cosine=0.5, sure_score=0.5, detect=find_squares,
        crop=lambda rgb, points: STRIPES * rgb[int(points[2, 1]), int(points[2, 0])],
        embed=colours,
    )  # fmt: skip
    monkeypatch.setattr(module, "load_faces", lambda _name, _device: nets)


def frame(*squares, height=120, width=160):
    """A frame with squares (x, y, side, colour), in units of 1/120 of the height."""
    rgb = np.full((height, width, 3), BACKGROUND, np.uint8)
    for x, y, side, colour in squares:
        x0, y0, size = (round(v * height / 120) for v in (x, y, side))
        rgb[y0 : y0 + size, x0 : x0 + size] = colour
    return rgb


RED, GREEN = (255, 0, 0), (0, 255, 0)


def watch(frames, pts_s, *, chunk=1000, references=()):
    frames, pts_s = np.stack(frames), np.asarray(pts_s, float)
    probe = Probe(
        width_px=160, height_px=120, fps=None, frames=None, duration_s=None, codec="", pixel_format="",
        colour_matrix="", full_range=True, rotation_deg=0, has_audio=False,
    )  # fmt: skip
    running = faces.watch(Stream(probe=probe, references=references))
    next(running)
    for start in range(0, len(frames), chunk):
        running.send(Chunk(frames[start : start + chunk], pts_s[start : start + chunk]))
    with pytest.raises(StopIteration) as end:
        running.send(None)
    return end.value.value


def moving(count, fps):
    return [frame((20 + 40 * i / fps, 30, 30, RED)) for i in range(count)], np.arange(count) / fps


@pytest.mark.parametrize("fps", [12, 23.976, 24, 25, 30, 60])
def test_samples_are_the_first_frames_at_or_after_the_ticks(fps):
    """Two seconds at any rate from 12 Hz up are looked at 16 times, never earlier than the tick, within a frame."""
    frames, t = moving(int(2 * fps), fps)
    seen = watch(frames, t)
    assert len(seen.sample_t) == 16
    late = seen.sample_t - np.arange(16) / 8
    assert (late >= -1e-9).all()
    assert (late < 1 / fps).all()


def test_slow_clips_are_looked_at_in_every_frame():
    """At 5 Hz each frame is a sample; a frame that stays for 3 s is one sample."""
    frames, _ = moving(6, 5)
    seen = watch(frames, [0, 0.2, 0.4, 3.4, 3.6, 3.8])
    assert seen.sample_t.tolist() == [0, 0.2, 0.4, 3.4, 3.6, 3.8]


def test_the_first_seconds_are_what_the_cut_clip_gives():
    """Everything seen before 1 s is the same whether the clip goes on or not, and however it is chunked."""
    frames, t = moving(72, 24)
    whole, cut = watch(frames, t), watch(frames[:24], t[:24], chunk=7)
    some = whole.sample_t < 1
    rows = some[whole.sample]
    assert np.array_equal(whole.sample_t[some], cut.sample_t)
    for name in ("boxes", "landmarks", "scores", "sharpness", "track", "embeddings", "sample"):
        assert np.array_equal(getattr(whole, name)[rows], getattr(cut, name))


def test_lengths_are_in_frame_heights():
    """A square 30/120 tall at (20, 30)/120 has the same box in a frame three times as large."""
    for height in (120, 360):
        seen = watch([frame((20, 30, 30, RED), height=height, width=height * 2)], [0])
        assert np.allclose(seen.boxes, [[20 / 120, 30 / 120, 0.25, 0.25]], atol=1e-6)
        assert np.allclose(seen.landmarks[0, 2], [35 / 120, 45 / 120], atol=1e-6)
        assert seen.frame_height_px == height


def test_a_clip_without_faces_gives_empty_arrays():
    """Samples are there, detections are not, and the shapes can be worked with."""
    seen = watch([frame()] * 10, np.arange(10) / 10)
    assert len(seen.sample_t) == 8
    assert (len(seen.sample), seen.boxes.shape, seen.landmarks.shape) == (0, (0, 4), (0, 5, 2))
    assert seen.references.shape == (0, 0)


def test_a_crowd_is_cut_off_at_the_largest():
    """Of 24 squares the 20 largest are looked at, and the rest counted."""
    squares = [(3 + 12 * (i % 12), 4 + 20 * (i // 12), 4 + 4 * (i % 2), RED) for i in range(24)]
    seen = watch([frame(*squares)], [0])
    assert len(seen.sample) == MOST_FACES
    assert seen.left_out.tolist() == [24 - MOST_FACES]
    assert np.sum(seen.boxes[:, 3] > 0.05) == 12


def test_references_are_embedded(tmp_path):
    """The largest square of the image file, as a unit vector."""
    path = tmp_path / "who.png"
    cv2.imwrite(str(path), cv2.cvtColor(frame((20, 20, 30, RED), (90, 20, 50, GREEN)), cv2.COLOR_RGB2BGR))
    seen = watch([frame((20, 30, 30, GREEN))], [0], references=(str(path),))
    assert seen.references.shape == (1, 3)
    assert np.allclose(seen.references @ seen.embeddings.T, 1, atol=1e-3)


def test_one_moving_square_is_one_track():
    """A face that moves and changes its colour slowly stays one person, through a gap of half a second."""
    frames, t = moving(48, 24)
    frames[18:30] = [frame()] * 12
    seen = watch(frames, t)
    assert set(seen.track.tolist()) == {0}
    assert len(seen.track) == 12


def test_after_a_hard_cut_place_means_nothing():
    """Another person in the same place after a cut is another track; the first one is known again by looks."""
    rng = np.random.default_rng(0)
    clear = rng.integers(0, 120, (120, 160, 3), np.uint8)
    other = rng.integers(0, 120, (120, 160, 3), np.uint8)

    def shot(background, colour):
        # 8×8 blocks, so that thumbnails of the two places differ as much as the places do
        rgb = background[::8, ::8].repeat(8, 0).repeat(8, 1).copy()
        rgb[40:80, 60:100] = colour
        return rgb

    frames = [shot(clear, RED)] * 8 + [shot(other, GREEN)] * 8 + [shot(clear, RED)] * 8
    seen = watch(frames, np.arange(24) / 8)
    assert seen.sample_shot.tolist() == [0] * 8 + [1] * 8 + [2] * 8
    assert seen.track[:8].tolist() == [0] * 8
    assert seen.track.tolist() == [0] * 8 + [1] * 8 + [0] * 8


def tracks(rows, *, telling=True, same_cosine=0.5):
    """Link faces given as (t, shot, x, embedding angle in degrees), boxes 1×1."""
    t, shot, x, angle = np.array(rows, float).T
    return link(
        t=t, shot=shot.astype(int), boxes=np.stack([x, 0 * x, 1 + 0 * x, 1 + 0 * x], axis=1),
        embeddings=np.stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))], axis=1),
        telling=np.full(len(t), telling), same_cosine=same_cosine,
    ).tolist()  # fmt: skip


def test_a_face_that_becomes_another_in_place_keeps_its_track():
    """Inside a shot, drift to an opposite embedding is drift of one person: that is what is to be measured."""
    assert tracks([(0, 0, 0, 0), (0.1, 0, 0.1, 0), (0.2, 0, 0.1, 180), (0.3, 0, 0.2, 180)]) == [0, 0, 0, 0]


def test_across_a_cut_only_resemblance_links():
    """Same place, other person: new track. Other place, same person: same track."""
    assert tracks([(0, 0, 0, 0), (0.1, 1, 0, 90), (0.2, 2, 9, 0)]) == [0, 1, 0]


def test_after_a_long_gap_place_is_lost():
    """Just inside the gap the place still counts, beyond it only looks do."""
    assert tracks([(0, 0, 0, 0), (GAP_S - 0.01, 0, 0, 90)]) == [0, 0]
    assert tracks([(0, 0, 0, 0), (GAP_S + 0.01, 0, 0, 90)]) == [0, 1]
    assert tracks([(0, 0, 0, 0), (9, 0, 5, 10)]) == [0, 0]


def test_a_face_hidden_by_something_that_passes_is_known_again():
    """Away for a second and a half and back in another place, beside somebody who stays: two tracks, not three."""
    seen = [(t, 0, x, angle) for t in np.arange(32) / 8 for x, angle in ((0 if t < 1 else 2.5, 0), (6, 90))]
    visible = [row for row in seen if row[3] == 90 or not 1 <= row[0] < 2.5]
    assert tracks(visible) == [0 if row[3] == 0 else 1 for row in visible]


def test_two_people_who_pass_each_other_keep_their_tracks():
    """Where boxes overlap crosswise, looks decide."""
    rows = []
    for step in range(9):
        rows += [(step / 8, 0, 0.3 * step, 0), (step / 8, 0, 2.4 - 0.3 * step, 90)]
    assert tracks(rows) == [0, 1] * 9


def test_fast_faces_are_followed_by_looks_but_not_across_the_room():
    """Without overlap a near-by look-alike is the same person; unclear faces far away are not known again."""
    assert tracks([(0, 0, 0, 0), (0.1, 0, 1.8, 10)], telling=False) == [0, 0]
    assert tracks([(0, 0, 0, 0), (0.1, 0, 9, 10)], telling=False) == [0, 1]
    assert tracks([(0, 0, 0, 0), (0.1, 0, 1.8, 80)], telling=False) == [0, 1]


def test_one_detection_per_track_and_sample():
    """Two look-alikes in one frame are two people."""
    assert tracks([(0, 0, 0, 0), (0, 0, 5, 0), (0.1, 0, 0, 0), (0.1, 0, 5, 0)]) == [0, 1, 0, 1]


def test_iou_of_known_boxes():
    """Half overlapping unit boxes share a third; touching ones nothing."""
    box = np.array([0.0, 0, 1, 1])
    assert iou(box, box) == 1
    assert iou(box, np.array([0.5, 0, 1, 1])) == pytest.approx(1 / 3)
    assert iou(box, np.array([1.0, 0, 1, 1])) == 0


def test_a_change_of_exposure_is_no_cut_and_another_picture_is():
    """Thumbnails of one picture at two exposures correlate; those of two pictures do not."""
    rng = np.random.default_rng(0)
    one, other = (cv2.resize(rng.integers(0, 256, (9, 16, 3), np.uint8), (160, 90)) for _ in range(2))
    assert not is_cut(thumbnail(one), thumbnail(one // 2))
    assert is_cut(thumbnail(one), thumbnail(other))
    assert is_cut(thumbnail(one), thumbnail(np.zeros_like(one)))
    assert not is_cut(thumbnail(one), thumbnail(np.roll(one, 4, axis=1)))
