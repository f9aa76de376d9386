"""A face turns into another one where, when and as far as is said."""

import numpy as np
import pytest

from promptkit.errors import UsageError
from promptkit.testing.degrade import LADDER, SEVERITIES, FacePair

LANDMARKS = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
COUNT = 11


def checked(low, high, size=140):
    """Squares of 4 px in two greys: any ellipse of many squares has about their mean."""
    board = np.indices((size, size)).sum(axis=0) // 4 % 2
    return np.repeat(np.where(board == 0, low, high)[..., None], 3, axis=-1).astype(np.uint8)


def morphed(name, severity, landmarks=None):
    rgb = np.repeat(np.full((1, 140, 140, 3), 120, np.uint8), COUNT, axis=0)
    track = np.repeat(LANDMARKS[None], COUNT, axis=0) if landmarks is None else landmarks
    faces = FacePair(landmarks=track, other=checked(80, 160), other_landmarks=LANDMARKS)
    return rgb, LADDER[name](rgb, 24, severity=severity, faces=faces)


def depth(out):
    """Half the contrast of the squares around the nose, by frame."""
    return out[:, 60:84, 44:68].astype(float).std(axis=(1, 2, 3))


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_morph_grows_steadily(severity):
    """The squares of the other face, 40 code values deep, come in linearly, up to the stated share."""
    rgb, out = morphed("identity_morph", severity)
    share = LADDER["identity_morph"].amounts[severity - 1]

    assert np.array_equal(out[0], rgb[0])
    assert depth(out) == pytest.approx(40 * share * np.arange(COUNT) / (COUNT - 1), abs=0.6)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_swap_comes_at_once(severity):
    """Nothing before the middle, the stated share from there on."""
    rgb, out = morphed("face_swap", severity)
    share = LADDER["face_swap"].amounts[severity - 1]

    assert np.array_equal(out[: COUNT // 2], rgb[: COUNT // 2])
    assert depth(out[COUNT // 2 :]) == pytest.approx(40 * share, abs=0.6)


def test_only_the_face_changes_and_keeps_its_mean_colour():
    """Corners stay, and the face is no lighter than before."""
    rgb, out = morphed("face_swap", 5)

    for corner in (out[:, :8, :8], out[:, -8:, -8:]):
        assert np.all(corner == 120)
    assert out[-1].mean() == pytest.approx(rgb[-1].mean(), abs=0.5)


def test_frames_without_a_face_stay():
    """Where the landmarks are not known, nothing is done."""
    track = np.repeat(LANDMARKS[None], COUNT, axis=0)
    track[-2] = np.nan
    rgb, out = morphed("face_swap", 5, track)

    assert np.array_equal(out[-2], rgb[-2])
    assert not np.array_equal(out[-1], rgb[-1])


def test_the_other_face_follows_a_face_that_moves_and_grows():
    """Twice as large and 10 px to the right, the squares are twice as large there."""
    grown = LANDMARKS * 2 + (10, 0)
    rgb = np.full((3, 280, 280, 3), 120, np.uint8)
    faces = FacePair(landmarks=np.stack([LANDMARKS, grown, grown]), other=checked(80, 160), other_landmarks=LANDMARKS)

    out = LADDER["face_swap"](rgb, 24, severity=5, faces=faces)
    here = out[1, 112:168:8, 98:154].astype(float).mean(axis=-1)

    edges = np.count_nonzero(np.diff(here > 120, axis=1), axis=1)
    assert np.all(np.abs(edges - 56 / 8) <= 1)


def test_every_frame_needs_its_landmarks():
    """A track of another length is refused."""
    with pytest.raises(UsageError, match=r"\(11, 5, 2\)"):
        morphed("face_swap", 5, LANDMARKS[None])
