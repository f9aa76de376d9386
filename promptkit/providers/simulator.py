"""A stand-in for a video model: procedural clips, the same on every call, with flaws as ordered.

It makes no pictures worth watching; it makes clips whose faults are known, so that metrics, reports and a first visit
need neither network nor GPU nor money.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import pi
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.errors import ProviderError, UsageError
from promptkit.providers._scenery import Image, choose, noise, paint, seed_of
from promptkit.shot import Shot

FLICKER_HZ = 7.5
DURATION_S = 2.0
H264 = {"qp": "18", "preset": "veryfast", "x264-params": "mbtree=0:aq-mode=0:weightp=0"}
"""Constant quantiser: x264's rate control decides by floating point, and some libraries (dlib among them) change the
floating-point state of the process, so that the same pictures would give other bytes after a clip was scored."""


@dataclass(frozen=True, kw_only=True)
class Flaws:
    """What is wrong with a clip; zero everywhere is a clean one. The motion of the scene stays the same."""

    flicker: float = 0.0
    """Brightness of the whole picture, relative amplitude at 7.5 Hz."""
    local_flicker: float = 0.0
    """Brightness of patches about a quarter of the frame high, each in its own phase: relative amplitude."""
    boiling: float = 0.0
    """How far texture wanders from where it belongs, in frame heights, along paths of its own."""
    texture_drift: float = 0.0
    """New texture that grows in over the scene: standard deviation (full scale 1) gained per second."""
    colour_drift: float = 0.0
    """Shift from blue to red per second, relative."""


CLEAN = Flaws()
FLAWED = Flaws(flicker=0.02, local_flicker=0.02, texture_drift=0.018, colour_drift=0.05)
"""Plain to see, yet no caricature; nothing in it moves more than in the clean clip."""


def simulate(
    shot: Shot, path: Path, *, flaws: Flaws = CLEAN, width: int = 480, height: int = 270, fps: int = 24
) -> Path:
    """Render a shot to an H.264 file (yuv420p, BT.709). One shot and one set of flaws give one picture sequence.

    Args:
        shot: prompt, seed and duration count (2 s when it states none).
        path: where to write; folders are made.
        flaws: what goes wrong.
        width: pixels, even.
        height: pixels, even.
        fps: frames per second.

    Raises:
        UsageError: a size that is odd or not positive, or a duration below one frame.
        ProviderError: the encoder refused.
    """
    seconds = shot.duration if shot.duration is not None else DURATION_S
    if min(width, height) < 2 or width % 2 or height % 2:  # noqa: PLR2004  (yuv420p halves both sides)
        raise UsageError(f"the size of a clip must be even and positive, got {width}x{height}")
    if round(seconds * fps) < 1:
        raise UsageError(f"shot {shot.id}: {seconds} s at {fps} frames per second is less than one frame")
    path.parent.mkdir(parents=True, exist_ok=True)
    asked = shot.prompt if shot.seed is None else f"{shot.prompt}\n{shot.seed}"
    pictures = _pictures(asked, flaws, width=width, height=height, times=np.arange(round(seconds * fps)) / fps)
    part = path.with_name(f".{path.name}.part")
    try:
        _encode(pictures, part, width=width, height=height, fps=fps)
    except av.FFmpegError as error:
        raise ProviderError(f"{path}: the H.264 encoder failed: {error}") from error
    return part.replace(path)


def _pictures(
    prompt: str, flaws: Flaws, *, width: int, height: int, times: NDArray[np.float64]
) -> Iterator[NDArray[np.uint8]]:
    scenery = choose(prompt, width=width, height=height)
    spoil = _Spoiler(flaws, seed_of(prompt), width=width, height=height)
    for t in times:
        yield np.round(spoil(paint(scenery, float(t)), float(t)) * 255).astype(np.uint8)


class _Spoiler:
    """Puts flaws into pictures; the textures they need are made once."""

    def __init__(self, flaws: Flaws, seed: int, *, width: int, height: int) -> None:
        random = np.random.default_rng((seed, 1))
        self.flaws = flaws
        small = [random.uniform(0, 2 * pi, (4, 7)).astype(np.float32) for _ in range(3)]
        self.phases = [cv2.resize(phase, (width, height), interpolation=cv2.INTER_CUBIC) for phase in small]
        self.growth = noise(random, height, width, slope=1.6)[..., None]
        self.rows, self.columns = np.indices((height, width), dtype=np.float32)

    def __call__(self, picture: Image, t: float) -> Image:
        """The picture at `t` seconds, spoiled."""
        if self.flaws == CLEAN:
            return picture
        flaws, height = self.flaws, len(picture)
        if flaws.boiling:
            reach = flaws.boiling * height
            across = self.columns + reach * np.sin(2 * pi * 1.7 * t + self.phases[0])
            down = self.rows + reach * np.cos(2 * pi * 2.3 * t + self.phases[1])
            moved = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            picture = moved.astype(np.float32, copy=False)
        light = 1 + flaws.flicker * np.sin(2 * pi * FLICKER_HZ * t)
        light = light + flaws.local_flicker * np.sin(2 * pi * FLICKER_HZ * t + self.phases[2])[..., None]
        tint = 1 + flaws.colour_drift * t * np.array([1, 0, -1], dtype=np.float32)
        spoiled = picture * light * tint + flaws.texture_drift * t * self.growth
        clipped: Image = np.clip(spoiled, 0, 1).astype(np.float32)
        return clipped


def _encode(pictures: Iterator[NDArray[np.uint8]], path: Path, *, width: int, height: int, fps: int) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps), options=H264)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.thread_count = 1  # the bytes depend on the number of threads
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
