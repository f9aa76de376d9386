"""`compound-motion`: the camera moves while subjects move."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.scene import Scene
from promptkit.scene.wording import agreeing, listed
from promptkit.target import Target, find_target, target_names

MULTI_MOTION = "-omni"
"""Ending of the names of models that their vendor builds for several motions and references at once."""


@rule(code="LOD003", family="load", severity="warning")
def compound_motion(scene: Scene, target: Target | None, *, capable: tuple[str, ...] = ()) -> Iterator[Finding]:
    """The camera moves while a subject moves.

    Why:
        Two motions are laid over each other in every pixel; the model has to tell them apart in each frame, and
        where it fails the background slides with the subject or the subject is dragged along with the camera.
        Camera instructions are also what rewriters and models lose most often.
    Bad:
        The camera orbits a dancer while she spins across the stage.
    Good:
        A dancer spins across the stage, her skirt flaring out as she turns.
    Fix:
        None: drop the camera move or let the subject rest, or use the family's Omni model, which is exempt.
        Option `capable` names further targets that are.

    References:
        PEBench 2026: keeping a camera constraint is the weakest criterion of nearly every rewriter (16.8 to 57.4
        of 100). Wan 2.2 rewriter: no camera move is added where the user names one. CogVideoX image-to-video
        prompt guide: no camera transitions.
    """
    if target and (target.name.endswith(MULTI_MOTION) or target.name in capable):
        return
    movers = [element for element in scene.elements if element.role == "subject"]
    if not movers or not scene.camera_moves:
        return
    moving = [element.what for element in movers]
    while_moving = f"while {listed(moving)} {agreeing(moving, 'moves', 'move')}"
    omni = _omni_sibling(target)
    other = f", or use {omni}, which is built for several motions" if omni else ""
    for move in scene.camera_moves[:1]:
        message = f'the camera moves ("{move.span.text}") {while_moving}; keep one of the two{other}'
        yield Finding.at(move.span, message)


def _omni_sibling(target: Target | None) -> str | None:
    """The newest Omni-class model of the same vendor, if promptkit knows one."""
    if target is None:
        return None
    known = (name for name in target_names() if name.endswith(MULTI_MOTION))
    siblings = [
        name for name in known if (other := find_target(name)).vendor == target.vendor and other.status == "current"
    ]
    return max(siblings, default=None)
