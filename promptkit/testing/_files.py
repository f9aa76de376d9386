"""Clips as frames, and frames as files that hold them exactly."""

import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import MissingExtra, UsageError
from promptkit.testing._frames import Frames

FilePath: TypeAlias = str | os.PathLike[str]
LARGEST_DENOMINATOR = 1001
"""Of frame rates: 24000/1001 and its like are exact."""
_TICKS_HZ = 90_000


def read_clip(path: FilePath, *, from_s: float | None = None, until_s: float | None = None) -> tuple[Frames, float]:
    """All frames of a clip, or of a part, (T, H, W, 3) uint8, and their mean rate.

    Raises:
        ClipError: it cannot be read.
        UsageError: it has a single frame, and so no rate.
    """
    from promptkit.clip import open_clip  # noqa: PLC0415
    from promptkit.decode import frames  # noqa: PLC0415  (numpy and the video half, not needed to look up the ladder)

    chunks, parts = frames(open_clip(path), from_s=from_s, until_s=until_s), []
    while True:
        try:
            parts.append(next(chunks).rgb)
        except StopIteration as end:
            fps = end.value.fps
            break
    if fps is None:
        raise UsageError(f"{path}: a single frame has no frame rate; give a clip of two frames or more")
    return np.concatenate(parts), fps


def write_exact(path: FilePath, rgb: Frames, fps: float) -> None:
    """Write frames so that `read_clip` gives the same ones: lossless H.264 in RGB, at a constant rate."""
    pictures = (video_frame(frame) for frame in rgb)
    write(path, pictures, fps, codec="libx264rgb", pixel_format="rgb24", options={"qp": "0", "preset": "ultrafast"})


def write(
    path: FilePath, pictures: Iterable[Any], fps: float, *, codec: str, pixel_format: str, options: dict[str, str],
) -> None:  # fmt: skip
    """Encode `av.VideoFrame`s, shown at a constant rate; their colour tags are taken over.

    Raises:
        MissingExtra: PyAV is not installed.
        UsageError: there are no frames.
    """
    av = _av()
    pictures = iter(pictures)
    first = next(pictures, None)
    if first is None:
        raise UsageError(f"{path}: there are no frames to write")
    rate = Fraction(fps).limit_denominator(LARGEST_DENOMINATOR)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, options=options)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, pixel_format
        stream.codec_context.colorspace, stream.codec_context.color_range = first.colorspace, first.color_range
        for k, picture in enumerate((first, *pictures)):
            picture.pts, picture.time_base = round(k * _TICKS_HZ / rate), Fraction(1, _TICKS_HZ)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def remux(src: FilePath, dst: FilePath) -> None:
    """The same coded pictures in another container: that of the suffix of `dst`. No sound."""
    av = _av()
    with av.open(str(src)) as source, av.open(str(dst), "w") as target:
        stream = source.streams.best("video")
        copy = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is not None:  # the last one is empty, and only flushes
                packet.stream = copy
                target.mux(packet)


def video_frame(rgb: NDArray[np.uint8]) -> Any:
    """One frame (H, W, 3) as an `av.VideoFrame`."""
    return _av().VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")


def _av() -> Any:
    try:
        import av  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("video", "writing clips", "PyAV (av)") from error
    return av
