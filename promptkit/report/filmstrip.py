"""A clip at a glance: a few frames as small JPEGs inside the page."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.clip import Clip, open_clip
from promptkit.decode import frames
from promptkit.entry import Entry
from promptkit.errors import ClipError

FRAMES = 8
HEIGHT_PX = 144
"""Twice the height at which the page shows them, for dense screens."""
JPEG_QUALITY = 74

Timed = tuple[float, NDArray[np.uint8]]
"""Seconds into the clip, and the frame that begins there."""


@dataclass(frozen=True)
class Still:
    """One frame: seconds into the clip, and the picture as a data URI."""

    at_s: float
    uri: str


@dataclass(frozen=True)
class Filmstrip:
    """Frames in order; where there are none, why."""

    stills: tuple[Still, ...]
    why: str | None = None


def filmstrip(
    path: Path, entry: Entry, *, from_s: float | None = None, until_s: float | None = None, count: int = FRAMES
) -> Filmstrip:
    """About `count` frames spread evenly over the part of the clip that was scored.

    A clip that is gone, was changed since, or cannot be decoded gives an empty strip that says so.
    """
    if not path.exists():
        return Filmstrip((), f"The clip is no longer at {path}.")
    try:
        clip = open_clip(path)
        if clip.sha256 != entry.sha256:
            return Filmstrip((), f"The file at {path} was changed after it was scored, so it is not shown.")
        wanted = (from_s or 0.0) + (np.arange(count) + 0.5) * entry.duration / count
        stills = tuple(Still(at_s, _data_uri(rgb)) for at_s, rgb in _shown_at(wanted, _timed(clip, from_s, until_s)))
    except ClipError as error:
        return Filmstrip((), f"The clip cannot be shown: {error.reason}.")
    return Filmstrip(stills)


def _timed(clip: Clip, from_s: float | None, until_s: float | None) -> Iterator[Timed]:
    for chunk in frames(clip, from_s=from_s, until_s=until_s):
        yield from zip(map(float, chunk.pts_s), chunk.rgb, strict=True)


def _shown_at(wanted: NDArray[np.float64], timed: Iterator[Timed]) -> Iterator[Timed]:
    """The frames that are on screen at the wanted times, each once: the last one that began by then."""
    at = iter(wanted)
    time, shown = next(at), next(timed)
    for following in timed:
        if following[0] > time:
            yield shown
            time = next((later for later in at if later >= following[0]), np.inf)
        shown = following
    if np.isfinite(time):
        yield shown


def _data_uri(rgb: NDArray[np.uint8]) -> str:
    height, width = rgb.shape[:2]
    shape = (max(1, round(width * HEIGHT_PX / height)), HEIGHT_PX)
    small = cv2.resize(rgb, shape, interpolation=cv2.INTER_AREA if height > HEIGHT_PX else cv2.INTER_CUBIC)
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    written, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), options)
    if not written:
        raise ClipError("<frame>", f"a frame of {width}x{height} pixels cannot be written as JPEG")
    return "data:image/jpeg;base64," + b64encode(jpeg.tobytes()).decode("ascii")
