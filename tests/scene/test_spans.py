"""Whatever the prompt, what a scene points at stands where it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.scene import CAMERA_MOVES, CameraMove, Element, Scene, Span
from promptkit.scene.read import read_scene

_VOCABULARY = """
the a woman cat cats dress hair wind waves camera pans zoom in left walking runs billowing is as with each step falling
, . and while it her no slowly 🐈 ÉTÉ straße “ ” - 's of trees dust kicked up by
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), "\n"])
_PROMPTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=25).map(" ".join))
_ROLES = {"subject", "environment", "camera", "secondary"}


def _spans(scene: Scene):
    for element in scene.elements:
        yield from (span for span in (element.what, element.motion, element.cause) if span is not None)
    yield from (move.span for move in scene.camera_moves)
    yield from scene.anchors


@given(_PROMPTS)
@settings(max_examples=300, deadline=None)
def test_every_span_is_the_text_it_claims(prompt):
    """`prompt[start:end] == text`, never empty, under any Unicode."""
    scene = read_scene(prompt)
    assert scene.prompt == prompt
    for span in _spans(scene):
        assert prompt[span.start : span.end] == span.text
        assert span.text.strip()


@given(_PROMPTS)
@settings(max_examples=150, deadline=None)
def test_the_parts_agree(prompt):
    """Load, static, camera and beats follow from the elements; the camera is one element at most."""
    scene = read_scene(prompt)
    cameras = [element for element in scene.elements if element.role == "camera"]
    assert len(cameras) == bool(scene.camera_moves)
    assert {element.role for element in scene.elements} <= _ROLES
    assert {move.move for move in scene.camera_moves} <= set(CAMERA_MOVES)
    assert (scene.beats > 0) == any(element.role == "subject" for element in scene.elements)
    starts = [element.what.start for element in scene.elements if element.role != "camera"]
    assert len(starts) == len(set(starts))


@pytest.mark.parametrize(
    "prompt",
    [
        "\ud800",
        "İstanbul'da camera pans left",
        "ﬁsh swims",
        "A woman\r\nwalks\tslowly",
        "e\u0301te\u0301 walking",
        "WAVES CRASH",
    ],
)
def test_odd_characters(prompt):
    """Lone surrogates, letters that change length in lower case, ligatures, line ends, combining marks."""
    for span in _spans(read_scene(prompt)):
        assert prompt[span.start : span.end] == span.text


def test_long_prompts():
    """A thousand sentences are read, each with its own things."""
    scene = read_scene("A red fox runs past a barn. Waves crash on the rocks. The camera pans left. " * 330)
    assert "pan" in scene.camera
    assert {element.what.text for element in scene.elements if element.role != "camera"} >= {"fox", "Waves"}


def test_anchors_are_the_noun_phrases():
    """Moving or not, in order, with article and adjectives."""
    scene = read_scene("A woman in a white dress standing on a beach.")
    assert [anchor.text for anchor in scene.anchors] == ["A woman", "a white dress", "a beach"]


def test_what_is_unsure_is_left_to_no_rule():
    """Elements below the threshold go, and the camera's moves with the camera."""
    span = Span("pan", 4, 7)
    elements = (
        Element(Span("cat", 0, 3), "subject", None, sure=0.9),
        Element(Span("mat", 8, 11), "subject", None, sure=0.6),
        Element(span, "camera", span, sure=0.55),
    )
    scene = Scene("cat pan mat", elements, (CameraMove("pan", None, span),), 1).surely()

    assert ([element.what.text for element in scene.elements], scene.camera_moves) == (["cat"], ())


def test_a_doubtful_lack_of_cause_is_no_lack():
    """A thing that is perhaps given a cause counts as one that needs none; one with a cause keeps it."""
    cause, what = Span("wind", 4, 8), Span("hem", 0, 3)
    sure, doubtful = (Element(what, "subject", None, can_move_itself=False, unaided=p) for p in (0.9, 0.6))
    caused = Element(what, "subject", None, cause, can_move_itself=False, unaided=0.1)

    scene = Scene("hem wind", (sure, doubtful, caused), (), 1)
    assert scene.surely().uncaused == (sure,)
    assert scene.surely().elements[2] == caused


def test_a_scene_is_read_once():
    """The same prompt gives the same object."""
    assert read_scene("A fox runs.") is read_scene("A fox runs.")
