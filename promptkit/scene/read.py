"""Prompt → Scene."""

from functools import lru_cache

from promptkit.nlp import analyse
from promptkit.scene import CameraMove, Element, Scene, Span
from promptkit.scene.beats import count_beats
from promptkit.scene.camera import read_camera
from promptkit.scene.elements import find_moving, to_elements
from promptkit.scene.motion import read_motions
from promptkit.scene.reading import flattened, read_text

_REACH = 12
"""Characters from "camera" to its move that still name the camera as what moves."""


@lru_cache(maxsize=4096)
def read_scene(prompt: str) -> Scene:
    """What `prompt` asks to move; any string is allowed."""
    flat, places = flattened(prompt)
    whole = read_text(prompt, analyse(flat), places)
    shooting = read_camera(whole)
    reading = whole.without(shooting.words)
    motions = read_motions(reading.words, barred=shooting.words)
    moving = find_moving(motions, reading)
    elements = to_elements(moving, reading)
    main = next((item for item, it in zip(moving, elements, strict=True) if it.role == "subject"), None)
    beats = max(1, count_beats(main.motions, reading.words)) if main is not None else 0
    anchors = tuple(phrase.full for phrase in reading.phrases if phrase.kind != "pronoun")
    return Scene(prompt, (*elements, *_camera(shooting.moves, prompt)), shooting.moves, beats, anchors)


def _camera(moves: tuple[CameraMove, ...], prompt: str) -> tuple[Element, ...]:
    """All camera moves are one element."""
    if not moves:
        return ()
    first = moves[0].span
    at = prompt.lower().rfind("camera", 0, first.start)
    named = at >= 0 and len(prompt.lower()) == len(prompt) and first.start - at <= len("camera") + _REACH
    what = Span(prompt[at : at + len("camera")], at, at + len("camera")) if named else first
    return (Element(what, "camera", first),)
