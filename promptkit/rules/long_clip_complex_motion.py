"""`long-clip-complex-motion`: a long clip of an active subject."""

from collections.abc import Iterator

from promptkit.lexicon import is_calm
from promptkit.rule import Finding, rule
from promptkit.scene import Element, Scene
from promptkit.shot import Shot


@rule(family="clip", severity="warning")
def long_clip_complex_motion(
    shot: Shot, scene: Scene, *, seconds: float = 10.0, chain_s: float = 5.0
) -> Iterator[Finding]:
    """A subject acts through a clip of 10 s or more.

    Why:
        Identity and texture drift with every second that a body walks, turns or handles things; two shots of
        5 s, the second starting from the last frame of the first, halve the distance that the model has to keep
        a face. Calm motion (breathing, swaying, shifting weight) and surroundings alone may run long.
    Bad:
        prompt: A woman walks across the room, picks up the phone and dials.
        duration: 10
    Good:
        prompt: A woman walks across the room, her coat swinging with each step.
        duration: 5
    Fix:
        None: a shot is split in two by its author. Make one shot of 5 s per action and start each from the last
        frame of the one before. Options `seconds` (10) and `chain_s` (5).

    References:
        PEBench 2026: three and more events in one prompt cost 3.7 points of fidelity. HunyuanVideo-1.5 rewriter:
        the subject's motion must be doable in 5 s. Kling offers clips of 5 s and 10 s on 2.6 and before
        (Kling API documents, 2026-09-20).
    """
    if shot.duration is None or shot.duration < seconds:
        return
    active = [element for element in scene.elements if element.role == "subject" and not _is_calm(element)]
    if not active:
        return
    parts = max(2, scene.beats, round(shot.duration / chain_s))
    doing = " and ".join(f'"{element.what.text}"' for element in active)
    beats = f" in {scene.beats} steps" if scene.beats > 1 else ""
    verb = "act" if len(active) > 1 else "acts"
    place = active[0].motion or active[0].what
    message = (
        f"{doing} {verb}{beats} through {shot.duration:g} s, where identity and texture drift; "
        f"chain {parts} shots of {chain_s:g} s, each starting from the last frame of the one before"
    )
    yield Finding.at(place, message)


def _is_calm(element: Element) -> bool:
    return element.motion is not None and is_calm(element.motion.text)
