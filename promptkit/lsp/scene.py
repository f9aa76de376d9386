"""What a prompt asks to move, for an editor: said in words, and marked where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from promptkit.formats._place import typed_span
from promptkit.load import counted
from promptkit.rules.uncaused_effect import wanting_cause
from promptkit.scene import Element, Role, Scene, Span
from promptkit.scene.in_words import cause_in_words
from promptkit.scene.read import read_scene
from promptkit.several import shots_within
from promptkit.shot import Shot
from promptkit.target import target_of

Part = Literal["what", "motion", "cause"]


@dataclass(frozen=True)
class Mark:
    """A stretch of the file that says what moves, how, or why."""

    start: int
    end: int
    role: Role
    part: Part
    note: str
    """What it says, in one line."""


def scene_page(shot: Shot) -> str:
    """What the prompt asks to move, as Markdown."""
    parts = shots_within(shot, target_of(shot))
    if len(parts) > 1:
        return "\n\n".join(scene_page(replace(part, id=f"{shot.id} {at}")) for at, part in enumerate(parts, 1))
    scene = read_scene(shot.prompt)
    lines = [f"**{shot.id}**: load {scene.load}, {scene.beats} beat{'' if scene.beats == 1 else 's'}"]
    if scene.static:
        lines[0] += ", nothing moves" if not scene.camera else ", only the camera moves"
    lines[0] += counted(scene)
    wanting = wanting_cause(shot, scene)
    for element in scene.elements:
        if element.role == "camera":
            continue
        motion = f" *{element.motion.text}*" if element.motion else ""
        said = "no cause given" if element in wanting else cause_in_words(element, scene)
        cause = f" ← {said}" if said else ""
        lines.append(f"- {element.role}: {element.what.text}{motion}{cause}")
    lines += [f"- camera: {' '.join(move.span.text.split())}" for move in scene.camera_moves]
    return "\n".join(lines)


def scene_marks(shot: Shot) -> list[Mark]:
    """What moves, how and why, in the order of the text; words that were not typed in the file have no mark."""
    written = shot.origin.written.get("prompt") if shot.origin else None
    if written is None:
        return []
    marks = []
    for span, role, part, note in _told(shot, read_scene(shot.prompt)):
        typed = typed_span(written, span.start, span.end)
        if typed and typed[0] < typed[1]:
            marks.append(Mark(*typed, role, part, note))
    return sorted(dict.fromkeys(marks), key=lambda mark: (mark.start, mark.end))


def _told(shot: Shot, scene: Scene) -> Iterator[tuple[Span, Role, Part, str]]:
    wanting = wanting_cause(shot, scene)
    for element in scene.elements:
        if element.role == "camera":
            continue
        why = "; no cause is given" if element in wanting else _because(element, scene)
        yield element.what, element.role, "what", f"{element.role}: {_words(element.what)}{_moving(element)}{why}"
        for motion in element.all_motions:
            yield motion, element.role, "motion", f"how {_words(element.what)} moves"
        if element.cause:
            yield element.cause, element.role, "cause", f"why {_words(element.what)} moves"
    for move in scene.camera_moves:
        towards = f", {move.direction}" if move.direction else ""
        yield move.span, "camera", "what", f"camera: {move.move.replace('_', ' ')}{towards}"


def _moving(element: Element) -> str:
    return f" {_words(element.motion)}" if element.motion else ""


def _because(element: Element, scene: Scene) -> str:
    said = " ".join(cause_in_words(element, scene).split())
    return f" ← {said}" if said else ""


def _words(span: Span) -> str:
    return " ".join(span.text.split())
