"""Changes that make a clip no worse, or that only an encoder can make: from one file to another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np

from promptkit.errors import UsageError
from promptkit.testing._files import FilePath, read_clip, remux, video_frame, write, write_exact
from promptkit.testing._frames import Frames, thresholds, whole

PAN_FRAME_HEIGHTS_PER_S = 0.1
PAN_WINDOW = 0.8
"""Share of the width that a pan shows at a time."""
OFFSET = 8.0
SMALL_PX = 360
_MATRIX = {"bt601": (5, 6), "bt709": (1, 1)}
"""swscale's `SWS_CS_*`, and the code in ITU-T H.273, table 4, that the file is tagged with."""
_LIMITED, _FULL = 1, 2
"""`AVColorRange`."""


@dataclass(frozen=True, kw_only=True)
class Harmless:
    """A change that no metric of quality should answer to."""

    name: str
    change: Callable[[FilePath, FilePath], None]
    """`change(src, dst)` writes the changed clip."""
    suffix: str = ".mp4"
    """That `dst` should have."""
    baseline: Callable[[FilePath, FilePath], None] | None = None
    """Makes what the result is to be compared with, where that is not the clip itself."""
    larger_than_px: int = 0
    """Short side that a clip must exceed for the change to be one."""


def edited(src: FilePath, dst: FilePath, *, edit: Callable[[Frames, float], tuple[Frames, float]]) -> None:
    """Write frames, exactly, as an edit of frames and rate makes them."""
    write_exact(dst, *edit(*read_clip(src)))


def half_rate(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """Every other frame, each shown for twice as long."""
    return rgb[::2], fps / 2


def resized(rgb: Frames, fps: float, *, short_px: int | None = None) -> tuple[Frames, float]:
    """Brought to that short side, or to half the size, by area filtering; sides are even.

    Raises:
        UsageError: the frames are no larger than that.
    """
    import cv2  # noqa: PLC0415

    height, width = rgb.shape[1:3]
    scale = (short_px or min(height, width) / 2) / min(height, width)
    if scale >= 1:
        raise UsageError(f"frames of {width}×{height} are not larger than {short_px} pixels; take a larger clip")
    size = (2 * round(width * scale / 2), 2 * round(height * scale / 2))
    small = np.stack([cv2.resize(frame, size, interpolation=cv2.INTER_AREA) for frame in rgb])
    return small.astype(np.uint8), fps


def cropped(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """Without 1 % of the height and width on each side."""
    y, x = (max(1, round(side / 100)) for side in rgb.shape[1:3])
    return rgb[:, y:-y, x:-x], fps


def mirrored(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """Left and right exchanged."""
    return rgb[:, :, ::-1], fps


def brighter(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """Code values raised by up to 8, which white does not need: v + 8·(1 - v/255)."""
    pattern = thresholds(rgb, 0)
    return np.stack([whole(frame + OFFSET * (1 - frame / 255), pattern) for frame in rgb]), fps


def pan_over_still(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """A window of 80 % of the width travels over the first frame: 0.1 frame heights per second, in whole pixels."""
    width = round(rgb.shape[2] * PAN_WINDOW)
    step = max(1, round(PAN_FRAME_HEIGHTS_PER_S * rgb.shape[1] / fps))
    starts = np.minimum(np.arange(len(rgb)) * step, rgb.shape[2] - width)
    return np.stack([rgb[0, :, start : start + width] for start in starts]), fps


def still(rgb: Frames, fps: float) -> tuple[Frames, float]:
    """What `pan_over_still` shows at first, all the time."""
    width = round(rgb.shape[2] * PAN_WINDOW)
    return np.repeat(rgb[:1, :, :width], len(rgb), axis=0), fps


def encoded(
    src: FilePath, dst: FilePath, *, crf: int = 0, pixel_format: str = "yuv420p", matrix: str = "bt709"
) -> None:
    """Through H.264 (x264, medium) at a constant rate factor; at 0 nothing is lost but by the pixel format.

    The matrix is the one that is used and the one that the file is tagged with. With 10 bits, 0 loses a little (x264
    codes them without loss at -12). An odd last row or column is left out.
    """
    rgb, fps = read_clip(src)
    pictures = _yuv(rgb[:, : rgb.shape[1] // 2 * 2, : rgb.shape[2] // 2 * 2], pixel_format, matrix)
    write(dst, pictures, fps, codec="libx264", pixel_format=pixel_format, options={"crf": str(crf)})


def _yuv(rgb: Frames, pixel_format: str, matrix: str) -> Iterator[Any]:
    from av.video.reformatter import Interpolation  # noqa: PLC0415

    swscale, tag = _MATRIX[matrix]
    for frame in rgb:
        picture = video_frame(frame).reformat(
            format=pixel_format, src_colorspace=swscale, dst_colorspace=swscale,
            src_color_range=_FULL, dst_color_range=_LIMITED,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP,
        )  # fmt: skip
        picture.colorspace, picture.color_range = tag, _LIMITED
        yield picture


HARMLESS: Mapping[str, Harmless] = MappingProxyType({
    one.name: one
    for one in (
        Harmless(name="half_rate", change=partial(edited, edit=half_rate)),
        Harmless(name="half_size", change=partial(edited, edit=resized)),
        Harmless(
            name="small_360", change=partial(edited, edit=partial(resized, short_px=SMALL_PX)), larger_than_px=SMALL_PX
        ),
        *(Harmless(name=f"crf_{crf}", change=partial(encoded, crf=crf)) for crf in (18, 23, 28)),
        Harmless(name="matroska", change=remux, suffix=".mkv"),
        Harmless(name="cropped", change=partial(edited, edit=cropped)),
        Harmless(
            name="ten_bit", change=partial(encoded, pixel_format="yuv420p10le"),
            baseline=partial(encoded, pixel_format="yuv420p"),
        ),
        Harmless(name="bt601", change=partial(encoded, matrix="bt601"), baseline=partial(encoded, matrix="bt709")),
        Harmless(
            name="pan_over_still", change=partial(edited, edit=pan_over_still), baseline=partial(edited, edit=still)
        ),
        Harmless(name="brighter", change=partial(edited, edit=brighter)),
        Harmless(name="mirrored", change=partial(edited, edit=mirrored)),
    )
})  # fmt: skip
"""Every harmless change by name."""
