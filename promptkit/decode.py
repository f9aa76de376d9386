"""Frames of a clip as a stream of chunks: decoded once, in order, in bounded memory, in true colours and seconds."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit.clip import Clip, opened
from promptkit.errors import ClipError
from promptkit.observer import Chunk

CHUNK_BYTES = 64 * 2**20
_EDGE_S = 1e-6
"""A frame this close to an edge of the span counts as on it: time stamps are fractions, edges are decimals."""
_FALLBACK_FPS = 25.0
"""Rate of streams with neither time stamps nor a rate; FFmpeg's raw demuxers assume the same."""
_SHORT_BY_FRAMES = 1.5
"""Pictures may end this much before the stated duration; more, and the file counts as cut off."""
_GIF_TRAILER = b";"
_COLORSPACE = {"bt709": 1, "fcc": 4, "bt470bg": 5, "smpte170m": 5, "smpte240m": 7, "bt2020nc": 9, "bt2020c": 9}
"""swscale's `SWS_CS_*` by colour matrix."""
_LIMITED, _FULL = 1, 2
"""`AVColorRange`."""


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """What a decode came to. All figures are of the span that was asked for."""

    width_px: int
    height_px: int
    frames: int
    duration_s: float
    """From the span's first frame to the end of its last."""
    fps: float | None
    """Mean rate by the time stamps; None for a single frame."""
    stopped: str | None
    """Why decoding ended before the span did; None when all of it was decoded."""
    notes: tuple[str, ...]
    """What else a reader of the scores should know: frames left out, assumed time stamps, HDR."""


@dataclass
class _Tally:
    """What is learnt on the way."""

    kept_s: list[float] = field(default_factory=list)
    """Time stamps of the frames inside the span."""
    last_s: float = -1.0
    """Time stamp of the last frame that was decoded, inside the span or not."""
    last_shown_s: float = 0.0
    """How long that frame is shown; 0 when the container does not say."""
    damaged_before_first: int = 0
    never_shown: int = 0
    is_timed: bool = True
    stopped: str | None = None


def frames(
    clip: Clip, *, from_s: float | None = None, until_s: float | None = None, chunk_bytes: int = CHUNK_BYTES
) -> Generator[Chunk, None, Decoded]:
    """Decode a clip once, in order.

    A frame belongs to the span when `from_s <= t < until_s`, where t is seconds from the clip's first frame. A chunk
    holds as many frames as fit in `chunk_bytes`, at least one, and is never written to again.

    Yields:
        Chunks: rgb (N, H, W, 3) uint8; pts_s (N,) seconds from the clip's first frame, strictly increasing.

    Returns:
        What was decoded, and why it ended early if it did (`ending = yield from frames(...)`).

    Raises:
        ClipError: no frame of the span can be decoded.
    """
    tally = _Tally()
    shape = (clip.probe.height_px, clip.probe.width_px, 3)
    room = max(1, chunk_bytes // int(np.prod(shape)))
    rgb, filled = np.empty((room, *shape), np.uint8), 0
    with opened(clip.path) as (container, stream):
        for t, frame in _timed(container, stream, tally):
            if until_s is not None and t >= until_s - _EDGE_S:
                break
            if from_s is not None and t < from_s - _EDGE_S:
                continue
            rgb[filled] = to_rgb(clip, frame)
            tally.kept_s.append(t)
            tally.last_shown_s = float(frame.duration * stream.time_base) if frame.duration else 0.0
            filled += 1
            if filled == room:
                yield Chunk(rgb, np.array(tally.kept_s[-filled:]))
                rgb, filled = np.empty((room, *shape), np.uint8), 0
        else:
            tally.stopped = tally.stopped or _cut_off(clip, stream, tally)
    if filled:
        yield Chunk(rgb[:filled], np.array(tally.kept_s[-filled:]))
    return _decoded(clip, tally, from_s)


def to_rgb(clip: Clip, frame: Any) -> NDArray[np.uint8]:
    """A decoded frame (`av.VideoFrame`) as shown.

    Shape: (H, W, 3) uint8, full range, upright. Chroma is interpolated and rounding is accurate, which keeps flat
    colours within 1 level of the formula of ITU-R BT.601/709/2020 (swscale's fast path is off by up to 3).
    """
    from av.video.reformatter import Interpolation  # noqa: PLC0415

    matrix = _COLORSPACE.get(clip.probe.colour_matrix)
    picture = frame.reformat(
        format="rgb24", src_colorspace=matrix, dst_colorspace=matrix,
        src_color_range=_FULL if clip.probe.full_range else _LIMITED, dst_color_range=_FULL,
        interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT,
    )  # fmt: skip
    rgb: NDArray[np.uint8] = picture.to_ndarray()
    return np.rot90(rgb, clip.probe.rotation_deg // 90)


def _timed(container: Any, stream: Any, tally: _Tally) -> Iterator[tuple[float, Any]]:
    """Frames with seconds from the first one; frames that the next one replaces at once are left out, as on screen."""
    step_s = 1 / float(stream.average_rate or stream.guessed_rate or _FALLBACK_FPS)
    zero_s: float | None = None
    for frame in _whole_frames(container, stream, tally):
        if frame.pts is None:
            tally.is_timed = False
            t = max(tally.last_s, -step_s) + step_s
        else:
            stamp_s = float(frame.pts * stream.time_base)
            zero_s = stamp_s if zero_s is None else zero_s
            t = stamp_s - zero_s
        if t <= tally.last_s:
            tally.never_shown += 1
            continue
        tally.last_s = t
        yield t, frame


def _whole_frames(container: Any, stream: Any, tally: _Tally) -> Iterator[Any]:
    """Frames up to the first damage; damage before the first whole frame is passed over, as players do.

    Frames after a damage are guesses of the decoder: measuring them would blame the clip for what the file lost.
    """
    import av  # noqa: PLC0415

    first: Any = None
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            cut_short = packet.is_corrupt and packet.size > 0
            decoded = stream.codec_context.decode(None) if cut_short else packet.decode()
        except av.FFmpegError as error:
            if first is not None:
                tally.stopped = f"the picture after {tally.last_s:.3f} s is damaged ({error.strerror})"
                return
            tally.damaged_before_first += 1
            continue
        for frame in decoded:
            if frame.is_corrupt and first is None:
                tally.damaged_before_first += 1
                continue
            if frame.is_corrupt:
                tally.stopped = f"the picture after {tally.last_s:.3f} s is damaged"
                return
            first = first or frame
            if (frame.width, frame.height, frame.format.name) != (first.width, first.height, first.format.name):
                tally.stopped = (
                    f"after {tally.last_s:.3f} s the pictures change from {first.width}×{first.height} "
                    f"{first.format.name} to {frame.width}×{frame.height} {frame.format.name}"
                )
                return
            yield frame
        if cut_short:
            tally.stopped = f"the file ends inside the picture after {tally.last_s:.3f} s"
            return


def _cut_off(clip: Clip, stream: Any, tally: _Tally) -> str | None:
    """Some files end without an error when their tail is gone; then only what they state gives them away."""
    if clip.probe.codec == "gif" and not clip.path.read_bytes().rstrip(b"\0").endswith(_GIF_TRAILER):
        return f"the file ends without the trailer of a GIF, after the picture at {tally.last_s:.3f} s"
    # A length stated for the whole file may be that of its sound.
    of_file_s = None if clip.probe.has_audio else clip.probe.duration_s
    stated_s = float(stream.duration * stream.time_base) if stream.duration else of_file_s
    frame_s = _frame_s(tally) or (1 / clip.probe.fps if clip.probe.fps else 0.0)
    end_s = tally.last_s + frame_s
    if stated_s is None or not frame_s or end_s >= stated_s - _SHORT_BY_FRAMES * frame_s:
        return None
    return f"the container states {stated_s:.2f} s, its pictures end at {end_s:.2f} s"


def _decoded(clip: Clip, tally: _Tally, from_s: float | None) -> Decoded:
    kept_s = tally.kept_s
    if not kept_s:
        where = "no frame can be decoded" if from_s is None else f"no frame at or after {from_s:g} s"
        ends = f"; the last frame stands at {tally.last_s:.3f} s" if tally.last_s >= 0 else ""
        raise ClipError(clip.path, tally.stopped or f"{where}{ends}; ask for another part or render it again")
    return Decoded(
        width_px=clip.probe.width_px,
        height_px=clip.probe.height_px,
        frames=len(kept_s),
        duration_s=kept_s[-1] - kept_s[0] + (tally.last_shown_s or _frame_s(tally)),
        fps=1 / _frame_s(tally) if len(kept_s) > 1 else None,
        stopped=tally.stopped,
        notes=tuple(_notes(clip, tally)),
    )


def _notes(clip: Clip, tally: _Tally) -> Iterator[str]:
    if tally.damaged_before_first:
        yield f"{tally.damaged_before_first} damaged packets or pictures before the first whole one were passed over"
    if tally.never_shown:
        yield f"{tally.never_shown} frames whose time stamps do not advance were left out"
    if not tally.is_timed:
        yield "frames without time stamps were placed by the stated or assumed rate"
    if clip.probe.transfer != "sdr":
        yield f"HDR ({clip.probe.transfer}) code values were used as they are, without tone mapping"
    if clip.probe.video_streams > 1:
        yield f"of {clip.probe.video_streams} video streams the main one was read"


def _frame_s(tally: _Tally) -> float:
    """Mean time between the frames of the span; 0 for a single frame."""
    kept_s = tally.kept_s
    return (kept_s[-1] - kept_s[0]) / (len(kept_s) - 1) if len(kept_s) > 1 else 0.0
