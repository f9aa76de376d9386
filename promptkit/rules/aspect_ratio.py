"""`aspect-ratio`: a shape of picture that the target does not make."""

from collections.abc import Iterator
from dataclasses import replace
from math import isclose, log

from promptkit.assets import local_path, read_image
from promptkit.errors import UsageError
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.sizes import plain, shape
from promptkit.target import Target, either

_SAME = 0.02
"""Two shapes that differ by less look alike: encoders cut sides to multiples of 8 or 16 px, 1.2 % of 1280."""


@rule(code="LIM003", family="limits", severity="error")
def aspect_ratio(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The aspect ratio asked for cannot be ordered from the target, or an input image decides it.

    Why:
        The service refuses the request, or the clip comes back in another shape and must be cropped. From an image,
        many models make a clip in the image's own shape, whatever was asked.
    Bad:
        prompt: A man walks along the pier.
        target: kling-2.6
        aspect_ratio: "21:9"
    Good:
        prompt: A man walks along the pier.
        target: kling-2.6
        aspect_ratio: "16:9"
    Fix:
        None: the frame is the author's decision. The nearest shape on offer is named. Beside an image that decides,
        nothing is said where the image has the shape asked for; only a note is made where the image cannot be read.
        The sides of a JPEG count in either order, since its EXIF may turn it.
    References:
        The aspect_ratio table of each target with its source: `promptkit targets NAME`. Kling API documents,
        2026-09-20: image to video has no aspect ratio, it follows the image. Runway API types 5.13.0: gen4.5 without
        an image takes 1280:720 and 720:1280 only.
    """
    value = plain(shot.aspect_ratio)
    if target is None or target.status == "retired" or not value or not target.aspect_ratio.is_known:
        return
    choices = target.aspect_ratio
    if not choices.allowed:
        message = f'{target.full_name} has no aspect ratio, so "{value}" cannot be ordered; leave it out'
        yield Finding.of_key(shot, "aspect_ratio", message)
        return
    if shot.image and choices.image_decides:
        yield from _beside_an_image(shot, shot.image, value, target)
        return
    offered = choices.allowed if shot.image else choices.without_image or choices.allowed
    if value not in offered:
        yield Finding.of_key(shot, "aspect_ratio", _not_among(value, offered, target))


def _beside_an_image(shot: Shot, image: str, value: str, target: Target) -> Iterator[Finding]:
    wanted, sides = shape(value), _sides(shot, image)
    message = f"with an image {target.full_name} makes a clip in the image's shape"
    if not sides:
        advice = f'"{value}" has no effect; crop the image where its shape is another'
        yield replace(Finding.of_key(shot, "aspect_ratio", f"{message}: {advice}"), own_severity="note")
    elif wanted is None or all(abs(log(width / height / wanted)) > _SAME for width, height in sides):
        advice = (
            f'it is {sides[0][0]}×{sides[0][1]} px, so "{value}" has no effect; crop the image or leave the ratio out'
        )
        yield replace(Finding.of_key(shot, "aspect_ratio", f"{message}: {advice}"), own_severity="warning")


def _sides(shot: Shot, image: str) -> tuple[tuple[int, int], ...]:
    """Width and height of a file, of a JPEG in both orders; none for addresses and for what cannot be read."""
    path = local_path(shot, image)
    try:
        facts = read_image(path) if path else None
    except UsageError:
        return ()
    if not facts or not facts.width_px or not facts.height_px:
        return ()
    sides = facts.width_px, facts.height_px
    return (sides, sides[::-1]) if facts.format == "jpeg" else (sides,)


def _not_among(value: str, offered: tuple[str, ...], target: Target) -> str:
    beside = " without an image" if offered != target.aspect_ratio.allowed else ""
    message = f'aspect ratio "{value}" is not offered by {target.full_name}{beside}, which has {either(offered)}'
    wanted = shape(value)
    far = {name: abs(log(ratio / wanted)) for name in offered if wanted and (ratio := shape(name))}
    near = [name for name, distance in far.items() if isclose(distance, min(far.values()), abs_tol=1e-6)]
    if not near:
        return message
    same = "the same shape" if far[near[0]] < _SAME else "the nearest"
    return f"{message}; {same} is {' or '.join(near)}"
