"""Where the motion of a clip comes from: its prompt, or a reference video."""

from promptkit.shot import Shot
from promptkit.target import Target


def motion_is_given(shot: Shot, target: Target | None) -> bool:
    """Whether a reference video moves what the prompt describes: one is named, or the target cannot do without one.

    There the prompt says how things look, and no rule asks it for motion or its cause.
    """
    return bool(shot.reference_video) or (target is not None and "motion-control" in target.tasks)
