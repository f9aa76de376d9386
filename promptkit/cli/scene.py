"""`promptkit scene`: what a prompt asks to move."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from promptkit.cli._shots import Asked, read_asked, say_unread, shot_options, with_config
from promptkit.load import counted
from promptkit.scene import MOST_LOAD, SCHEMA, Element, Scene, Span
from promptkit.scene.in_words import actions_in_words, cause_in_words, summary
from promptkit.several import in_seconds, parts_of, shots_within, within
from promptkit.shot import Shot
from promptkit.target import target_of

_COLOURS = {"subject": "green", "environment": "cyan", "camera": "magenta", "secondary": "yellow"}
_LEGEND = f"""load: the subjects, surroundings and camera that move, of the {MOST_LOAD} that one clip holds
secondary: what another thing stirs (hair, cloth, spray); it does not count"""


@click.command("scene")
@shot_options
@click.option("--format", "as_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(asked: Asked, as_format: str) -> None:
    """Show what a prompt asks to move: the elements, their causes, the camera, how much it is.

    FILE is a file of prompts or shots (.txt .prompt .jsonl .csv .yaml .py), a folder of them, or - for stdin.
    """
    from promptkit.scene.read import read_scene, read_scenes

    asked, _ = with_config(asked)
    given = read_asked(asked)
    read = list(zip(given.shots, read_scenes([shot.prompt for shot in given.shots]), strict=True))
    if as_format == "json":
        scenes = [as_json(shot, scene) for shot, scene in read]
        click.echo(json.dumps({"schema": SCHEMA, "scenes": scenes}, ensure_ascii=False, indent=1))
    else:
        for shot, scene in read:
            for part in _shown(shot):
                click.echo(
                    "\n".join(lines(scene if part is shot else read_scene(part.prompt), part.id, shot=part)) + "\n"
                )
        if any(scene.elements for _, scene in read):
            click.echo(click.style(_LEGEND, dim=True))
    click.get_current_context().exit(say_unread(given.unread))


def as_json(shot: Shot, scene: Scene) -> dict[str, Any]:
    """One entry of `promptkit.scene/1`; load and beats are those of the fullest shot, where it asks for several."""
    from promptkit.scene.read import read_scene

    target = target_of(shot)
    parts = parts_of(shot, target)
    scenes = [read_scene(within(shot, part).prompt) for part in parts]
    several = [
        {"start": part.start, "end": part.end, "duration": part.seconds, "load": each.load, "beats": each.beats}
        for part, each in zip(parts, scenes, strict=True)
    ]
    return {
        "id": shot.id,
        "prompt": scene.prompt,
        "elements": [
            {
                "what": element.what.text,
                "role": element.role,
                "motion": element.motion.text if element.motion else None,
                "motions": [motion.text for motion in element.all_motions],
                "cause": element.cause.text if element.cause else None,
                "start": element.what.start,
                "end": element.what.end,
                "sure": round(element.sure, 3),
            }
            for element in scene.elements
        ],
        "load": max((each.load for each in scenes), default=scene.load),
        "static": scene.static,
        "camera": list(scene.camera),
        "uncaused": [element.what.text for element in scene.uncaused],
        "beats": max((each.beats for each in scenes), default=scene.beats),
        "language": scene.language,
        "sure": round(scene.sure, 3),
        **({"shots": several} if several else {}),
    }


def _shown(shot: Shot) -> Sequence[Shot]:
    """The shots that the target makes of the prompt, each called by its number and length."""
    parts = shots_within(shot, target_of(shot))
    if len(parts) == 1:
        return [shot]
    lasts = ["" if part.duration is None else f" ({in_seconds(part.duration)} s)" for part in parts]
    return [replace(part, id=f"{shot.id} shot {at}{lasts[at - 1]}") for at, part in enumerate(parts, 1)]


def lines(scene: Scene, name: str = "", *, shot: Shot | None = None) -> Iterator[str]:
    """A scene for people: how much moves, the prompt with what moves in brackets, and a line for each element."""
    from promptkit.rules.uncaused_effect import wanting_cause

    yield (click.style(name, bold=True) + "  " if name else "") + summary(scene) + counted(scene)
    yield f"  {_marked(scene)}"
    wanting = wanting_cause(shot or Shot(id=name, prompt=scene.prompt), scene)
    for element in scene.elements:
        colour = _COLOURS[element.role]
        yield f"    {click.style(f'{element.role:<12}', fg=colour)}{_told(element, scene, wanting)}"


def _told(element: Element, scene: Scene, wanting: Sequence[Element]) -> str:
    if element.role == "camera":
        return ", ".join(" ".join(move.span.text.split()) for move in scene.camera_moves)
    doing = ", ".join(actions_in_words(element, scene.prompt))
    motion = f": {doing}" if doing else ""
    said = cause_in_words(element, scene)
    cause = f"  (cause: {said})" if said else ""
    if element in wanting:
        cause = click.style("  (no cause given)", fg="red")
    return " ".join(f"{element.what.text}{motion}{cause}".split(" "))


def _marked(scene: Scene) -> str:
    """The prompt with what moves in colour, or in brackets where the output has no colour."""
    moving = [(element.what, element.role) for element in scene.elements if element.role != "camera"]
    spans = sorted([*moving, *((move.span, "camera") for move in scene.camera_moves)], key=lambda pair: pair[0].start)
    text, at = "", 0
    for span, role in spans:
        if span.start < at:
            continue
        text += scene.prompt[at : span.start] + _mark(span, role)
        at = span.end
    return " ".join((text + scene.prompt[at:]).split())


def _mark(span: Span, role: str) -> str:
    return f"[{click.style(span.text, fg=_COLOURS[role], bold=True)}]"
