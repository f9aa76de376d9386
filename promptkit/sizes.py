"""Sizes and shapes of pictures, as people and services name them: "1080p", "4k", "1280x720", "16:9"; sizes of files."""

import re

SIDES = {
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
SHAPES = {
    "landscape": 16 / 9,
    "horizontal": 16 / 9,
    "widescreen": 16 / 9,
    "portrait": 9 / 16,
    "vertical": 9 / 16,
    "square": 1.0,
}
"""Width divided by height."""
_LINES = re.compile(r"([0-9]{3,5})[pi]?")
_PAIR = re.compile(r"([0-9]{3,5})[x×*:]([0-9]{3,5})")
_RATIO = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,6})?)[:x×*/]([0-9]{1,5}(?:\.[0-9]{1,6})?)")
_NUMBER = re.compile(r"[0-9]{1,2}\.[0-9]{1,6}")


def plain(value: str | None) -> str:
    """A name without case and spaces."""
    return "".join((value or "").lower().split())


def pixels(value: str) -> tuple[int, int] | None:
    """Width and height of a plain name that gives both, such as "1280x720"; None otherwise."""
    pair = _PAIR.fullmatch(value)
    return (int(pair[1]), int(pair[2])) if pair else None


def short_side_px(value: str) -> int | None:
    """The short side that a plain name of a resolution says, at 16:9; None where it says none."""
    if lines := _LINES.fullmatch(value):
        return int(lines[1])
    if pair := pixels(value):
        return min(pair)
    return SIDES.get(value.replace("-", ""))


def shape(value: str) -> float | None:
    """Width divided by height of a plain name of a ratio; None where it says none."""
    if pair := _RATIO.fullmatch(value):
        width, height = float(pair[1]), float(pair[2])
        return width / height if width and height else None
    if _NUMBER.fullmatch(value):
        return float(value) or None
    return SHAPES.get(value)


def mebibytes(size_bytes: int) -> str:
    """A size of a file in words: "10 MiB"."""
    return f"{size_bytes / 2**20:.4g} MiB"
