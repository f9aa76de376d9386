"""Prompt → Scene."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from promptkit.scene import CAMERA_MOVES, CameraMove, Element, Scene, Span
from promptkit.scene.directions import direction_of
from promptkit.scene.filming import is_in_the_picture, own_moves
from promptkit.scene.language import ENGLISH, language_of
from promptkit.scene.pairs import with_plain_nouns
from promptkit.scene.unwanted import without_orders

if TYPE_CHECKING:
    from promptkit.reader import Mover, Read

_AUXILIARY = re.compile(r"(?:is|are|was|were|be|been|being|keeps?|starts?|begins?|continues?)", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\s+(?:\w+ly\s+)?[^\W\d_]+ing\b")
_BEHIND = 60
"""Characters behind a camera move that may say where it goes."""


KEPT = 4096
"""Scenes that are remembered, the last ones read."""
TOGETHER = 8
"""Prompts that are read at once."""
_remembered: dict[str, Scene] = {}


def read_scene(prompt: str) -> Scene:
    """What `prompt` asks to move; any string is allowed. A prompt that is not English is not read."""
    return read_scenes([prompt])[0]


def read_scenes(prompts: Sequence[str]) -> list[Scene]:
    """`read_scene` of each prompt: a few at a time take less time than one by one."""
    scenes = {prompt: _remembered[prompt] for prompt in prompts if prompt in _remembered}
    new = [prompt for prompt in dict.fromkeys(prompts) if prompt not in scenes]
    languages = {prompt: language_of(prompt) for prompt in new}
    english = [prompt for prompt in new if languages[prompt] == ENGLISH]
    for start in range(0, len(english), TOGETHER):
        scenes |= _read(english[start : start + TOGETHER])
    for prompt in new:
        scenes.setdefault(prompt, Scene(prompt, (), (), 0, 0.0, languages[prompt]))
        _remember(scenes[prompt])
    return [scenes[prompt] for prompt in prompts]


def _read(prompts: Sequence[str]) -> dict[str, Scene]:
    from promptkit.reader import read  # noqa: PLC0415 - numpy: not where all is remembered

    plain = [with_plain_nouns(without_orders(prompt)) for prompt in prompts]
    return {prompt: _scene(prompt, found) for prompt, found in zip(prompts, read(plain), strict=True)}


def forget() -> None:
    """Read every prompt anew from now on; for measurements."""
    from promptkit.scene.anchors import read_anchors  # noqa: PLC0415 - as in `Scene.anchors`

    _remembered.clear()
    language_of.cache_clear()
    read_anchors.cache_clear()


def _remember(scene: Scene) -> None:
    while len(_remembered) >= KEPT:
        _remembered.pop(next(iter(_remembered)), None)
    _remembered[scene.prompt] = scene


def _scene(prompt: str, found: "Read") -> Scene:
    cameras, others = list["Mover"](), list["Mover"]()
    for mover in found.movers:
        if mover.role != "camera":
            others.append(mover)
        elif is_in_the_picture(mover, prompt):
            others.append(replace(mover, role="subject"))
        else:
            cameras.append(mover)
    moves = tuple(_moves(cameras, prompt))
    elements = (*(_element(mover, prompt) for mover in others), *_camera(cameras, moves, prompt))
    beats = [mover.beats for mover in others if mover.role == "subject"]
    return Scene(prompt, elements, moves, max(beats, default=0), found.sure)


def _element(mover: "Mover", prompt: str) -> Element:
    motions = tuple(_motion(prompt, motion.start, motion.end) for motion in mover.motions)
    return Element(
        what=_span(prompt, mover.start, mover.end),
        role=mover.role,
        motion=motions[0] if motions else None,
        cause=_span(prompt, *mover.cause) if mover.cause else None,
        can_move_itself=not mover.inert,
        sure=mover.sure,
        motions=motions,
        unaided=mover.unaided,
    )


def _motion(prompt: str, start: int, end: int) -> Span:
    """The words of a motion; an auxiliary alone tells of none, and the participle behind it does: "is moving"."""
    more = _PARTICIPLE.match(prompt, end) if _AUXILIARY.fullmatch(prompt, start, end) else None
    return _span(prompt, start, more.end() if more else end)


def _camera(cameras: "list[Mover]", moves: tuple[CameraMove, ...], prompt: str) -> Iterator[Element]:
    """All camera moves are one element."""
    if cameras and moves:
        first = cameras[0]
        sure = max(mover.sure for mover in cameras)
        yield Element(_span(prompt, first.start, first.end), "camera", moves[0].span, sure=sure)


def _moves(cameras: "list[Mover]", prompt: str) -> Iterator[CameraMove]:
    motions = sorted({motion for mover in cameras for motion in mover.motions}, key=lambda motion: motion.start)
    for motion in own_moves(motions, prompt):
        span = _span(prompt, motion.start, motion.end)
        for number in motion.moves:
            move = CAMERA_MOVES[number]
            yield CameraMove(move, direction_of(move, span.text, prompt[span.end : span.end + _BEHIND]), span)


def _span(prompt: str, start: int, end: int) -> Span:
    return Span(prompt[start:end], start, end)
