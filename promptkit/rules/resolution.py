"""`resolution`: a size of picture that the target does not make."""

import re
from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Choices, Target, either

_SIDES = {
    "sd": 480,
    "hd": 720,
    "fhd": 1080,
    "fullhd": 1080,
    "qhd": 1440,
    "uhd": 2160,
    "2k": 1440,
    "4k": 2160,
    "8k": 4320,
}
"""Short side in pixels of the usual names, at 16:9."""
_LINES = re.compile(r"([0-9]{3,5})[pi]?")
_PAIR = re.compile(r"([0-9]{3,5})[x×*:]([0-9]{3,5})")


@rule(family="limits", severity="error")
def resolution(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The resolution asked for cannot be ordered from the target.

    Why:
        The service refuses the request, or a size comes back that no one asked for. Some targets have no such option:
        their mode, or an aspect ratio in pixels, says how large the clip is.
    Bad:
        prompt: A man walks along the pier.
        target: kling-2.6
        resolution: 4k
    Good:
        prompt: A man walks along the pier.
        target: kling-2.6
        resolution: 1080p
    Fix:
        None: the resolution changes the price. The nearest one on offer is named, or the mode that amounts to it.
    References:
        The resolution and mode tables of each target with their sources: `promptkit targets NAME`. Kling API documents,
        2026-09-20: std is 720p, pro is 1080p on the legacy endpoints.
    """
    value = "".join((shot.resolution or "").lower().split())
    if target is None or target.status == "retired" or not value or not target.resolution.is_known:
        return
    if value not in target.resolution.allowed:
        offered = target.resolution.allowed
        message = _not_among(value, offered, target) if offered else _no_such_option(value, target)
        yield Finding.whole(shot.prompt, message)


def _not_among(value: str, offered: tuple[str, ...], target: Target) -> str:
    message = f'resolution "{value}" is not offered by {target.full_name}, which has {either(offered)}'
    near = _nearest(value, offered)
    return f"{message}; the nearest is {near}" if near else message


def _no_such_option(value: str, target: Target) -> str:
    message = f'{target.full_name} has no resolution, so "{value}" cannot be ordered'
    if target.mode.resolutions:
        return f"{message}; its mode decides: {_by_mode(value, target.mode)}"
    if any(_PAIR.fullmatch(ratio) for ratio in target.aspect_ratio.allowed):
        return f"{message}; its aspect ratio says the size, such as {target.aspect_ratio.allowed[0]}"
    return f"{message}; leave it out"


def _by_mode(value: str, mode: Choices) -> str:
    """The mode that amounts to the resolution, or what each does."""
    near = _nearest(value, tuple(mode.resolutions.values()))
    same = near is not None and _short_side(near) == _short_side(value)
    said = {name: size for name, size in mode.resolutions.items() if size == near or not same}
    return ", ".join(name if name == size else f"{name} is {size}" for name, size in said.items())


def _nearest(value: str, offered: tuple[str, ...]) -> str | None:
    """The value on offer whose short side is closest, the smaller of two; None when the value says no size."""
    wanted = _short_side(value)
    sides = {name: side for name in offered if (side := _short_side(name))}
    if not wanted or not sides:
        return None
    return min(sides, key=lambda name: (abs(sides[name] - wanted), sides[name]))


def _short_side(value: str) -> int | None:
    if lines := _LINES.fullmatch(value):
        return int(lines[1])
    if pair := _PAIR.fullmatch(value):
        return min(int(pair[1]), int(pair[2]))
    return _SIDES.get(value.replace("-", ""))
