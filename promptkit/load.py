"""How much may move in one clip."""

from promptkit.scene import MOST_LOAD
from promptkit.several import shots_within
from promptkit.shot import Shot
from promptkit.target import find_target

LONG_S = 10.0
"""From this clip length on, less is held."""
MOST_LOAD_LONG = 2


def most_load(seconds: float | None, *, limit: int = MOST_LOAD, long_limit: int = MOST_LOAD_LONG) -> int:
    """How many moving things a clip of that length holds steady."""
    return long_limit if seconds is not None and seconds >= LONG_S else limit


def overload(before: Shot, after: Shot, *, limit: int = MOST_LOAD, long_limit: int = MOST_LOAD_LONG) -> str:
    """How a change of the prompt makes more move than the clip holds, in words; empty where it does not.

    Of a prompt that asks for several shots, each is judged by itself.
    """
    from promptkit.scene.read import read_scene  # noqa: PLC0415 - numpy: the rule that reads `most_load` needs none

    target = find_target(before.target) if before.target else None
    old, new = shots_within(before, target), shots_within(after, target)
    if len(old) != len(new):
        old, new = (before,), (after,)
    for was, now in zip(old, new, strict=True):
        most = most_load(now.duration, limit=limit, long_limit=long_limit)
        load = read_scene(now.prompt).surely().load
        if was.prompt != now.prompt and load > max(most, read_scene(was.prompt).surely().load):
            return f"{load} things would move, and {most} is what the clip holds"
    return ""
