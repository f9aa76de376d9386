"""`reference-unsteady`: the camera of the reference video shakes."""

import re
from collections.abc import Iterator

from promptkit.observers._looks import take_of
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

AGREEMENT = 0.4
"""Share of the picture that must follow the camera; with less it is no camera, but a subject that fills the frame: of
the shared clips those below this that seem to shake show squeezed cloth, a bird at the lens, redrawn frames."""

_WANTED = lazy(r"\b(?:hand-?held|shak(?:y|es?|ing)|jitter\w*)\b", re.IGNORECASE)


@rule(code="AST006", family="assets", severity="note")
def reference_unsteady(shot: Shot, target: Target | None, *, most_percent: float = 0.8) -> Iterator[Finding]:
    """The camera of the reference video shakes.

    Why:
        Where the motion of a person is taken over, the camera's is in it: shake becomes a tremble of limbs and head, or
        the clip shakes as well.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/shaking.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: https://example.com/on-a-tripod.mp4
    Fix:
        None: videos are not changed. Shake is how far the picture jumps about its own smooth path (its mean over half
        a second), as a percentage of the frame's height. Option `most_percent`: more is reported. Nothing is said where
        the prompt itself asks for a hand-held or shaking camera.
    References:
        No vendor names a limit; this one is measured. Of 70 shared clips those on a tripod, on pans and in calm hands
        have 0.0 to 0.7 %, one from the air through a long lens 1.3 %. A hand-held one (2.4 %) is passed over, because
        water covers most of its picture.
    """
    take = take_of(shot) if target and "motion-control" in target.tasks else None
    if take is None or take.agreement < AGREEMENT or _WANTED.search(shot.prompt):
        return
    percent = 100 * take.shake
    if percent > most_percent:
        yield Finding.of_key(
            shot,
            "reference_video",
            f"reference_video {shot.reference_video}: its camera shakes by {percent:.1f} % of the frame's height, "
            "which reads as a tremble of the person; use a tripod, or stabilise it first",
        )
