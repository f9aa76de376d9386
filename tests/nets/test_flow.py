"""Optical flow on textures whose motion is known."""

import cv2
import numpy as np
import pytest
from moving import pan, texture

from promptkit.nets import flow as optical


def grey(rgb: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)


@pytest.mark.parametrize(("right", "down"), [(3, 0), (0, -2), (-4, 5)])
def test_flow_points_where_the_picture_goes(right, down):
    """A texture moved by whole pixels gives that shift, in x first, then y."""
    first, second = map(grey, pan(2, (right, down), 120, 160))

    flow = optical.dis()(first, second)

    assert flow.shape == (120, 160, 2)
    assert np.median(flow[..., 0]) == pytest.approx(right, abs=0.1)
    assert np.median(flow[..., 1]) == pytest.approx(down, abs=0.1)


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (12, 320), (24, 320), (20, 200), (63, 63), (33, 47), (320, 7)])
def test_small_and_narrow_frames_have_a_flow(size):
    """Frames that OpenCV's own DIS refuses or dies of give a flow of their size, and stillness is still."""
    frame = grey(texture(*size))

    flow = optical.dis()(frame, frame)

    assert flow.shape == (*size, 2)
    assert np.all(flow == 0)


def test_flow_does_not_depend_on_threads_or_history():
    """One or two OpenCV threads, a fresh or a used estimator: the same flow to the last bit."""
    first, second = map(grey, pan(2, (2, 1), 180, 320))
    used = optical.dis()
    used(second, first)
    before = cv2.getNumThreads()
    try:
        flows = []
        for threads in (1, 2):
            cv2.setNumThreads(threads)
            flows += [optical.dis()(first, second), used(first, second)]
    finally:
        cv2.setNumThreads(before)

    assert all(np.array_equal(flow, flows[0]) for flow in flows)


def test_a_picture_brought_back_keeps_its_detail_and_its_range():
    """By whole pixels it is the picture itself; by half a pixel a grating of 4 px keeps 95 % (bilinear: 71 %)."""
    picture = texture(40, 60, seed=3)
    shift, half = np.zeros((2, 40, 60, 2), np.float32)
    shift[..., 0], half[..., 0] = 3, 0.5
    wave = np.rint(128 + 100 * np.cos(np.pi / 2 * np.arange(60))).astype(np.uint8)
    grating = np.broadcast_to(wave[None, :, None], (40, 60, 3))
    edge = np.where(np.arange(60) < 30, 0, 255).astype(np.uint8)[None, :, None] * np.ones((40, 1, 3), np.uint8)

    np.testing.assert_allclose(optical.warp_picture(picture, shift)[:, :-7], picture[:, 3:-4], atol=1e-3)
    inside = slice(8, -8)
    assert optical.warp_picture(grating, half)[:, inside].std() > 0.95 * grating.std()
    assert optical.warp(grating.astype(np.float32), half)[:, inside].std() < 0.75 * grating.std()
    brought = optical.warp_picture(edge, half)
    assert (brought.min(), brought.max()) == (0, 255)


def test_warp_brings_the_second_frame_back():
    """Sampling the second frame along a known shift gives the first, except where it has left the frame."""
    first, second = pan(2, (3, 2), 60, 80).astype(np.float32)
    flow = np.broadcast_to(np.float32([3, 2]), (60, 80, 2))

    back = optical.warp(second, flow)

    assert np.array_equal(back[:-2, :-3], first[:-2, :-3])
    assert np.array_equal(optical.warp(second, np.zeros_like(flow)), second)


def test_what_leaves_the_frame_cannot_be_seen():
    """Of a picture that moves right by 8 px, the last 8 columns are lost and nothing else."""
    forward = np.broadcast_to(np.float32([8, 0]), (40, 64, 2))

    seen = optical.visible(forward, -forward)

    assert seen[:, :-8].all()
    assert not seen[:, -8:].any()


def test_flows_that_do_not_undo_each_other_are_occlusion():
    """The test is ‖F + B‖² > 0.01 (‖F‖² + ‖B‖²) + 0.5: at ‖F‖ = 4 a B of -3 passes no more, one of -3.5 does."""
    forward = np.broadcast_to(np.float32([4, 0]), (40, 64, 2))

    apart = optical.visible(forward, forward * np.float32(-3 / 4))
    close = optical.visible(forward, forward * np.float32(-3.5 / 4))

    assert not apart.any()
    assert close[:, :-4].all()


def test_camera_is_what_most_of_the_frame_follows():
    """A zoom with a roll is found to a thousandth although a third of the frame goes elsewhere."""
    scale, turn = 1.02, 0.01
    similarity = np.array(
        [[scale * np.cos(turn), -scale * np.sin(turn), 2.0], [scale * np.sin(turn), scale * np.cos(turn), -1.0]]
    )
    flow = optical.field(similarity, 180, 320).copy()
    flow[40:160, 60:220] += (7, 3)

    found = optical.camera(flow, np.ones((180, 320), bool))

    assert found == pytest.approx(similarity, abs=1e-3)


def test_a_frame_of_which_nothing_is_seen_has_a_still_camera():
    """Where fewer points are seen than a vote needs, the camera is taken to stand."""
    seen = np.zeros((180, 320), bool)
    seen[:16, :16] = True

    assert np.array_equal(optical.camera(np.ones((180, 320, 2), np.float32), seen), np.eye(2, 3))


def test_field_is_the_similarity_applied_to_each_pixel():
    """The flow at (x, y) is M (x, y, 1) - (x, y)."""
    similarity = np.array([[1.1, -0.2, 3.0], [0.2, 1.1, -4.0]])

    field = optical.field(similarity, 5, 7)

    assert field[3, 6] == pytest.approx(similarity @ [6, 3, 1] - [6, 3], abs=1e-5)
