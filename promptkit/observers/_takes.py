"""A reference video looked through in a few seconds: cuts, faces, and how its camera moves.

Every frame of the span is decoded and brought down to 320 px at once; faces are looked for twice a second, motion is
measured at 15 Hz in the first ten seconds. The longest of the shared clips (15 s, 1280 × 720) takes 2 s on two cores.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

from promptkit.clip import Clip, open_clip, opened
from promptkit.errors import ClipError
from promptkit.nets import flow as optical
from promptkit.observers._cuts import is_cut, thumbnail
from promptkit.observers._looks import Box, Take, comparable, room_below
from promptkit.observers._stills import detect, sure_faces

LONGEST_S = 30.0
"""No target takes a longer reference."""
MOST_PIXELS = 2e9
"""Decoded at most, about 30 s of 1920 × 1080 at 30 Hz: larger pictures are looked at for less long."""
SMALL_PX, FACES_PX = 320, 640
"""Long sides at which motion is measured (see `observers/flow.py`) and faces are looked for (see `nets/_yunet.py`)."""
MOTION_HZ, MOTION_S = 15.0, 10.0
"""Hands shake at 1 to 8 Hz; ten seconds are enough to know how a camera is held."""
FACES_HZ = 2.0
NEAR = 6
"""Frames to either side with which a cut is compared."""
STANDS_OUT = 1.9
"""A cut changes the picture this many times as much as any frame near it does: the nine hard cuts of three shared clips
have 2.2 to 70; fast trains, flashes and redrawn frames, which `is_cut` takes for cuts, at most 1.6."""
ACROSS = 4
"""Frames before and after, which must differ as well: after a flash the old picture comes back."""
NEARLY_STILL = 0.5
"""Grey levels added to what is near, so that coding noise of a still picture makes no cut."""
SMOOTH_S = 0.5
"""The camera's intended path is its mean over this time; what is left is shake."""
TOLERANCE_PX = 0.7
Floats = NDArray[np.float64]


@dataclass
class _Seen:
    """What is kept on the way."""

    times_s: list[float] = field(default_factory=list)
    thumbnails: list[NDArray[np.float32]] = field(default_factory=list)
    faces: list[tuple[tuple[Box, ...], int]] = field(default_factory=list)
    """Sure faces of a sample, and the height of its picture."""
    greys: list[tuple[float, NDArray[np.uint8]]] = field(default_factory=list)


def look(path: Path) -> Take:
    """What a video file shows.

    Raises:
        ClipError: no frame can be decoded.
        WeightsError, MissingExtra: there is no face detector, or no decoder.
    """
    clip = open_clip(path)
    seen = _Seen()
    next_motion = next_face = 0.0
    for t, frame in _frames(clip):
        small = _rgb(clip, frame, SMALL_PX)
        seen.times_s.append(t)
        seen.thumbnails.append(thumbnail(small))
        if t >= next_motion and t <= MOTION_S:
            next_motion = _next_tick(t, MOTION_HZ)
            seen.greys.append((t, np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)))
        if t >= next_face:
            next_face = _next_tick(t, FACES_HZ)
            rgb = _rgb(clip, frame, FACES_PX)
            seen.faces.append((sure_faces(detect(rgb)), rgb.shape[0]))
    if not seen.times_s:
        raise ClipError(path, "no frame can be decoded; download or render it again")
    cuts = tuple(_cuts(seen))
    facts = _people(seen) | _camera(seen, cuts)
    return Take(seen_s=seen.times_s[-1], cuts_s=cuts, **facts)


def _next_tick(t: float, rate_hz: float) -> float:
    """Time stamps are rounded: a frame 1 ms before a tick is meant to be on it."""
    return (np.floor(t * rate_hz + 1e-3) + 1) / rate_hz - 1e-3  # type: ignore[no-any-return]


def _frames(clip: Clip) -> Iterator[tuple[float, Any]]:
    """Frames with seconds from the first one, until the span, the budget, the undamaged part or the size ends."""
    left = MOST_PIXELS
    rate = clip.probe.fps or 25.0
    first: Any = None
    first_s: float | None = None
    last_s = -1.0
    with opened(clip.path) as (container, stream):
        try:
            for index, frame in enumerate(container.decode(stream)):
                stamp_s = float(frame.pts * stream.time_base) if frame.pts is not None else index / rate
                first_s = stamp_s if first_s is None else first_s
                t = stamp_s - first_s
                left -= frame.width * frame.height
                first = first or frame
                changed = (frame.width, frame.height, frame.format.name) != (
                    first.width,
                    first.height,
                    first.format.name,
                )
                if t > LONGEST_S or left < 0 or changed:
                    return
                if t > last_s:
                    last_s = t
                    yield t, frame
        except av.FFmpegError:
            return


def _rgb(clip: Clip, frame: Any, long_side_px: int) -> NDArray[np.uint8]:
    """The frame upright, brought down by area filtering; colours are good enough to tell shots apart."""
    scale = min(1.0, long_side_px / max(frame.width, frame.height))
    width, height = (max(16, round(side * scale)) for side in (frame.width, frame.height))
    try:
        picture = frame.reformat(width=width, height=height, format="rgb24", interpolation=Interpolation.AREA)
    except (av.FFmpegError, ValueError) as error:
        raise ClipError(clip.path, f"a frame cannot be made smaller ({error}); convert it to H.264") from error
    return np.ascontiguousarray(np.rot90(picture.to_ndarray(), clip.probe.rotation_deg // 90))


def _cuts(seen: _Seen) -> Iterator[float]:
    pictures = seen.thumbnails
    changes = [float(np.abs(after - before).mean()) for before, after in pairwise(pictures)]
    for at, change in enumerate(changes):
        if not is_cut(pictures[at], pictures[at + 1]):
            continue
        near = [*changes[max(0, at - NEAR) : at], *changes[at + 1 : at + 1 + NEAR]]
        across = pictures[max(0, at - ACROSS)], pictures[min(len(pictures) - 1, at + 1 + ACROSS)]
        if near and change >= STANDS_OUT * (max(near) + NEARLY_STILL) and is_cut(*across):
            yield seen.times_s[at + 1]


def _people(seen: _Seen) -> dict[str, Any]:
    with_face = [(faces, height) for faces, height in seen.faces if faces]
    rooms = [room_below(faces[0], height) for faces, height in with_face]
    return {
        "samples": len(seen.faces),
        "with_face": len(with_face),
        "with_several": sum(comparable(faces) > 1 for faces, _ in with_face),
        "room_below": float(np.median(rooms)) if rooms else None,
    }


def _camera(seen: _Seen, cuts_s: tuple[float, ...]) -> dict[str, Any]:
    """How the camera moves; pairs of frames across a cut are taken as still."""
    estimate = optical.dis()
    steps, agreement, speeds, dts = [], [], [], []
    for (before_s, before), (after_s, after) in pairwise(seen.greys):
        dts.append(after_s - before_s)
        if any(before_s < cut <= after_s for cut in cuts_s):
            steps.append((0.0, 0.0, 0.0, 0.0))
            continue
        step, share, speed = _step(estimate(before, after))
        steps.append(step)
        agreement.append(share)
        speeds.append(speed / dts[-1])
    if not agreement:
        return dict.fromkeys(("shake", "travel", "growth", "turn_rad", "agreement", "subject_speed"), 0.0)
    path = np.cumsum(np.array(steps), axis=0)
    return {
        "shake": _shake(np.cumsum(dts), path[:, :2]),
        "travel": float(np.ptp(path[:, :2], axis=0).max()),
        "growth": float(np.ptp(path[:, 2])),
        "turn_rad": float(np.ptp(path[:, 3])),
        "agreement": float(np.median(agreement)),
        "subject_speed": float(np.median(speeds)),
    }


def _step(flow: NDArray[np.float32]) -> tuple[tuple[float, float, float, float], float, float]:
    """Shift right and down (frame heights), growth and turn of the picture; who follows; how fast the rest is."""
    height, width = flow.shape[:2]
    shared = optical.camera(flow, np.ones((height, width), np.bool_))
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    right, down = (shared @ [*middle, 1] - middle) / height
    growth = float(np.log(np.hypot(shared[0, 0], shared[1, 0])))
    turn = float(np.arctan2(shared[1, 0], shared[0, 0]))
    left = optical.length(flow - optical.field(shared, height, width))
    step = (float(right), float(down), growth, turn)
    return step, float((left < TOLERANCE_PX).mean()), float(np.percentile(left, 95)) / height


def _shake(t_s: Floats, path: Floats) -> float:
    """Root mean square of the path about its moving mean in each second, and the median of the seconds.

    Ticks of 15 Hz fall unevenly on frames at 24 Hz, where a quick pan would pass for shake: the path is first brought
    to even steps.
    """
    dt_s = float(np.median(np.diff(t_s))) if len(t_s) > 1 else 1.0
    even_s = np.arange(t_s[0], t_s[-1], dt_s)
    span = max(3, round(SMOOTH_S / dt_s) | 1)
    if len(even_s) < 2 * span:
        return 0.0
    path = np.stack([np.interp(even_s, t_s, one) for one in path.T], axis=1)
    smooth = np.stack([np.convolve(one, np.full(span, 1 / span), "valid") for one in path.T], axis=1)
    off = ((path[span // 2 : span // 2 + len(smooth)] - smooth) ** 2).sum(axis=1)
    a_second = max(1, round(1 / dt_s))
    seconds = [off[start : start + a_second].mean() for start in range(0, len(off), a_second)]
    return float(np.sqrt(np.median(seconds)))
