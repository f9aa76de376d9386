"""`resolution`: a size of picture that the target does not make."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.rules._size_made import size_trouble
from promptkit.shot import Shot
from promptkit.sizes import pixels, plain, short_side_px
from promptkit.target import Choices, Target, either


@rule(code="LIM004", family="limits", severity="error")
def resolution(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The resolution asked for cannot be ordered from the target, or not with the mode, sound or images beside it.

    Why:
        The service refuses the request, or a size comes back that no one asked for. Some targets have no such option:
        their mode, or an aspect ratio in pixels, says how large the clip is. Some make sound,
        or a clip between two images, at one size only.
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
        2026-09-20: std is 720p, pro is 1080p on the legacy endpoints; Kling 2.6 has native sound at 1080p
        only, and first and last frame together at 1080p and silent.
    """
    value = plain(shot.resolution)
    if target is None or target.status == "retired":
        return
    if value and target.resolution.is_known and value not in target.resolution.allowed:
        offered = target.resolution.allowed
        message = _not_among(value, offered, target) if offered else _no_such_option(value, target)
        yield Finding.of_key(shot, "resolution", message)
        return
    for key, message in size_trouble(shot, target):
        yield Finding.of_key(shot, key, message)


def _not_among(value: str, offered: tuple[str, ...], target: Target) -> str:
    message = f'resolution "{value}" is not offered by {target.full_name}, which has {either(offered)}'
    near = _nearest(value, offered)
    return f"{message}; the nearest is {near}" if near else message


def _no_such_option(value: str, target: Target) -> str:
    message = f'{target.full_name} has no resolution, so "{value}" cannot be ordered'
    if target.mode.resolutions:
        return f"{message}; its mode decides: {_by_mode(value, target.mode)}"
    if any(pixels(ratio) for ratio in target.aspect_ratio.allowed):
        return f"{message}; its aspect ratio says the size, such as {target.aspect_ratio.allowed[0]}"
    return f"{message}; leave it out"


def _by_mode(value: str, mode: Choices) -> str:
    """The mode that amounts to the resolution, or what each does."""
    near = _nearest(value, tuple(mode.resolutions.values()))
    same = near is not None and short_side_px(near) == short_side_px(value)
    said = {name: size for name, size in mode.resolutions.items() if size == near or not same}
    return ", ".join(name if name == size else f"{name} is {size}" for name, size in said.items())


def _nearest(value: str, offered: tuple[str, ...]) -> str | None:
    """The value on offer whose short side is closest, the smaller of two; None when the value says no size."""
    wanted = short_side_px(value)
    sides = {name: side for name in offered if (side := short_side_px(name))}
    if not wanted or not sides:
        return None
    return min(sides, key=lambda name: (abs(sides[name] - wanted), sides[name]))
