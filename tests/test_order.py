"""What a shot orders."""

import pytest
from made_clips import moving, write

from promptkit.order import Order, order_of
from promptkit.plan import plan
from promptkit.shot import Shot


def ordered(**fields):
    return order_of(Shot(id="a", prompt="A cat walks.", **fields))


def test_a_shot_without_target_orders_what_it_says():
    """Five seconds, portrait, silent; nothing else."""
    assert ordered(duration=5, aspect_ratio="9:16", sound=False) == Order(
        duration_s=5, aspect_ratio="9:16", sound="off"
    )


def test_a_target_fills_in_what_it_does_by_itself():
    """Kling 2.5 Turbo makes 5 s in 720p and 16:9 when nothing is said; Veo 3.1 has 24 frames per second."""
    found = ordered(target="kling-2.5-turbo")

    assert (found.duration_s, found.resolution, found.aspect_ratio) == (5, "720p", "16:9")
    assert ordered(target="veo-3.1").fps == 24


def test_the_mode_is_a_resolution():
    """Pro is 1080p."""
    assert ordered(target="kling-2.5-turbo", mode="pro").resolution == "1080p"


def test_an_image_decides_the_shape():
    """Beside an image no ratio is ordered from such a target."""
    assert ordered(target="kling-2.5-turbo", image="https://example.com/a.png", aspect_ratio="1:1").aspect_ratio == ""


def test_motion_control_orders_the_length_of_its_reference(tmp_path):
    """The reference video's length counts, whatever duration stands in the shot."""
    video = write(tmp_path / "dance.mp4", moving(36, 96, 128))
    found = ordered(target="kling-3.0-motion-control", reference_video=str(video), duration=10)

    assert found.duration_s == pytest.approx(1.5, abs=0.05)
    assert found.is_reference_length


def test_a_plan_orders_only_whole_clips():
    """A part of a clip cannot be held to the length of the whole."""
    shot = Shot(id="a", prompt="A cat walks.", duration=5)
    offline = {"backbone": "msssim", "face": "dlib"}

    assert plan(shot=shot, **offline).order["duration_s"] == 5
    assert plan(shot=shot, until_s=2, **offline).order == {}
    assert plan(**offline).of_shot(shot).order["duration_s"] == 5
