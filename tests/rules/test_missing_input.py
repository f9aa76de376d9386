"""`missing-input`: what a target cannot do without."""

import pytest

from promptkit.lint import lint
from promptkit.shot import Shot


def wanting(target, **fields):
    shot = Shot(id="s", prompt="A woman jumps over a hedge.", target=target, **fields)
    return {found.key: found for found in lint([shot], select=["missing-input"])[0].findings}


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ("wan-2.7-i2v", {"image"}),
        ("kling-3.0-motion-control", {"image", "reference_video", "orientation"}),
        ("kling-2.6-motion-control@legacy", {"image", "reference_video", "orientation", "mode"}),
        ("kling-avatar", {"image", "sound"}),
        ("runway-act-two", {"image", "reference_video"}),
        ("wan-2.2-animate", {"image", "reference_video", "mode"}),
        ("kling-3.0", set()),
        ("runway-act-one", set()),
    ],
)
def test_every_required_input_is_asked_for(target, keys):
    """One error a key; nothing where a picture is a choice, and nothing of a retired model."""
    assert set(wanting(target)) == keys


def test_the_error_says_what_the_input_may_be():
    """Key, formats, bytes, seconds and sides, as the target has them."""
    found = wanting("kling-3.0-motion-control", image="a.png", orientation="image")["reference_video"]

    assert found.severity == "error"
    assert found.message == (
        "kling-3.0-motion-control needs a reference video: a path or an address, MP4 or MOV, 100 MiB at most, "
        "3 to 30 s, 10 s at most with orientation image, 30 s at most with orientation video, sides of 340 to 3850 px, "
        'one take, one person; add the key "reference_video"'
    )


def test_a_last_image_alone_is_asked_for_its_first():
    """Where the service refuses it; by the legacy route one of the two is enough."""
    assert "without a first one" in wanting("kling-3.0", last_image="z.png")["image"].message
    assert not wanting("kling-3.0", image="a.png", last_image="z.png")
    assert not wanting("kling-3.0@legacy", last_image="z.png")


def test_what_is_given_is_not_asked_for():
    """Addresses, the last frame of another shot and files count alike; a sound that is only switched on is no file."""
    assert not wanting("wan-2.7-i2v", image="last-frame://s-1")
    assert not wanting("kling-avatar", image="https://example.com/a.png", sound="hello.mp3")
    assert set(wanting("kling-avatar", image="a.png", sound=True)) == {"sound"}
