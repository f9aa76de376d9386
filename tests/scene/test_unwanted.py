"""What is ruled out of the making of a clip makes nothing still, and is no move of the camera."""

import pytest

from promptkit.lint import lint
from promptkit.phrasing import asks_for_stillness
from promptkit.scene.read import read_scene
from promptkit.scene.unwanted import without_orders
from promptkit.shot import Shot

ORDERS = "no music, no cuts, no camera shake, no text"


@pytest.mark.parametrize("orders", [ORDERS, "no zoom, no pan", "no handheld shake, no slow motion"])
def test_somebody_who_walks_moves_whatever_is_ruled_out_behind_him(orders):
    """And the camera does not."""
    scene = read_scene(prompt := f"A man walks, {orders}.")
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["motion"])

    assert [(element.what.text, element.motion.text) for element in scene.elements] == [("man", "walks")]
    assert not scene.static
    assert scene.camera_moves == ()
    assert scene.prompt == prompt
    assert linted.findings == ()


def test_no_shake_of_the_camera_asks_for_no_still_picture():
    """No movement at all does."""
    assert asks_for_stillness(f"A flag on a pole, {ORDERS}.") is None
    assert asks_for_stillness("A flag on a pole, no movement.") == "no movement"


@pytest.mark.parametrize(
    "prompt",
    [
        "A street, no people, no wind, no movement.",
        "A man with no music in his heart walks.",
        "A tailor, no cuts on his fingers.",
        "No text message arrives.",
    ],
)
def test_what_is_not_in_the_picture_stays_to_be_read(prompt):
    """So does a "no" of the story."""
    assert without_orders(prompt) == prompt
