"""How a clip is put together: cuts, pictures that stand, come again or are missing, bars."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.observer import Stream, Watching, observer
from promptkit.observers import _bars, _breaks, _fades, _loops, _still
from promptkit.observers._cuts import thumbnail
from promptkit.observers._light import small
from promptkit.observers._one_picture import OnePicture

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Grey = NDArray[np.uint8]
LUMA: F32 = np.array([0.299, 0.587, 0.114], np.float32)
"""ITU-R BT.601 weights, those of OpenCV's grey."""


@dataclass(frozen=True)
class Structure:
    """Events on the time axis of T frames; all times in seconds. Spans are (N, 2): start and end."""

    t_s: F64
    """(T,) presentation times."""
    shown_s: F64
    """(T,) how long each frame is shown: until the next one; the last one as long as usual."""
    change: F32
    """(T,) how much each frame differs from the one before, mean grey levels of 255; 0 for the first."""
    cuts_s: F64
    """(N,) first frame of each new shot."""
    frozen_s: F64
    """(N, 2) one picture stands for 0.25 s or more."""
    duplicates_s: F64
    """(N,) frames that repeat the one before amid frames that move."""
    one_picture_s: F64
    """(N, 2) 1.5 s or more in which one picture, moved as a whole or changed in its light, is all there is, and more
    than half of which is not frozen."""
    repeats_s: F64
    """(N, 3) spans that show again what was there before, and how long before."""
    returns: bool
    """The last frame is the first, or one step before it, and the clip has been elsewhere."""
    fades_s: F64
    """(N, 2) one picture goes to nothing or comes out of it."""
    black_s: F64
    """(N, 2) frames in which nothing is lit."""
    blank_s: F64
    """(N, 2) frames of one colour other than black."""
    flashes_s: F64
    """(N, 2) a picture is interrupted for 0.15 s at most."""
    bars: tuple[float, float, float, float]
    """Black bars at top, bottom, left and right, as shares of height and width."""

    @property
    def duration_s(self) -> float:
        """Seconds for which the frames are shown."""
        return float(self.shown_s.sum())

    def within(self, spans: F64) -> NDArray[np.bool_]:
        """(T,) which frames lie in one of the spans (N, 2 and more)."""
        return within(self.t_s, spans)


@dataclass(frozen=True)
class _Look:
    """What is kept of a frame: 1 KB."""

    thumbnail: Grey
    contrast: float
    brightness: float
    is_black: bool
    is_flat: bool


@observer(version=3)
def structure(stream: Stream) -> Watching[Structure]:  # noqa: ARG001  # nothing to know beforehand
    """One look at every frame, brought down to 320 px; events are told apart when the last one is in."""
    follower, standing, one_picture = _breaks.Follower(), _still.Standing(), OnePicture()
    times: list[float] = []
    looks: list[_Look] = []
    pairs: list[_breaks.Pair] = []
    last: tuple[F32, Grey] | None = None
    brightest: Grey | None = None
    while (chunk := (yield)) is not None:
        for rgb, at_s in zip(small(chunk), chunk.pts_s, strict=True):
            grey, colours = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8), thumbnail(rgb)
            brightest = grey.copy() if brightest is None else np.maximum(brightest, grey, out=brightest)
            looks.append(_look(grey, colours))
            if last is not None:
                pairs.append(follower.pair((last[0], colours), (last[1], grey)))
            standing.add(grey)
            one_picture.add(float(at_s), grey)
            times.append(float(at_s))
            last = colours, grey
    return _gather(np.array(times), _Seen(looks, pairs, standing, one_picture, brightest))


def _look(grey: Grey, colours: F32) -> _Look:
    shades = colours @ LUMA
    tiles = _still.tiles(grey)
    return _Look(
        thumbnail=np.asarray(np.round(shades), np.uint8),
        contrast=float(shades.std()),
        brightness=float(shades.mean()),
        is_black=int(tiles.max()) <= _fades.BLACK,
        is_flat=float(np.ptp(tiles)) <= _fades.FLAT and float(np.ptp(colours, axis=(0, 1)).max()) <= 2 * _fades.FLAT,
    )


@dataclass(frozen=True)
class _Seen:
    """What has gathered when the last frame is in."""

    looks: list[_Look]
    pairs: list[_breaks.Pair]
    standing: _still.Standing
    one_picture: OnePicture
    brightest: Grey | None


def _gather(t_s: F64, seen: _Seen) -> Structure:
    looks, standing, brightest = seen.looks, seen.standing, seen.brightest
    gaps = np.diff(t_s)
    shown_s = np.append(gaps, np.median(gaps)) if len(gaps) else np.zeros(len(t_s))
    thumbnails = np.stack([look.thumbnail for look in looks]) if looks else np.zeros((0, 32, 32), np.uint8)
    contrast = np.array([look.contrast for look in looks], np.float32)
    black = np.array([look.is_black for look in looks], bool)
    blank = np.array([look.is_flat for look in looks], bool) | black
    frozen = _spans(_still.frozen(t_s, shown_s, standing.runs(), blank))
    found = _loops.loops(t_s, shown_s, thumbnails)
    cuts, flashes = _breaks.cuts_and_flashes(t_s, seen.pairs, thumbnails, blank)
    repeated = np.zeros(len(t_s), bool)
    repeated[_still.duplicates(standing.changes, cuts)] = True
    return Structure(
        t_s=t_s,
        shown_s=shown_s,
        change=np.array([0.0, *(change.mean for change in standing.changes)][: len(t_s)], np.float32),
        cuts_s=t_s[cuts],
        frozen_s=frozen,
        duplicates_s=t_s[repeated & ~blank & ~within(t_s, frozen)],
        one_picture_s=_spans(
            [span for span in seen.one_picture.spans() if _overlap_s(span, frozen) <= (span[1] - span[0]) / 2]
        ),
        repeats_s=np.reshape(np.array(found.repeats, np.float64), (-1, 3)),
        returns=found.returns,
        fades_s=_spans(_fades.fades(t_s, contrast, thumbnails)),
        black_s=_spans(_where(t_s, shown_s, black)),
        blank_s=_spans(_where(t_s, shown_s, blank & ~black)),
        flashes_s=_spans(flashes),
        bars=(0.0, 0.0, 0.0, 0.0) if brightest is None else _bars.bars(brightest),
    )


def _spans(spans: list[tuple[float, float]]) -> F64:
    return np.reshape(np.array(spans, np.float64), (-1, 2))


def _where(t_s: F64, shown_s: F64, mask: NDArray[np.bool_]) -> list[tuple[float, float]]:
    return _still.united([(float(t_s[i]), float(t_s[i] + shown_s[i])) for i in np.flatnonzero(mask)])


def _overlap_s(span: tuple[float, float], spans: F64) -> float:
    """Seconds that a span shares with others, which do not overlap."""
    return float(np.maximum(np.minimum(spans[:, 1], span[1]) - np.maximum(spans[:, 0], span[0]), 0).sum())


def within(t_s: F64, spans: F64) -> NDArray[np.bool_]:
    """Which times lie in one of the spans (N, 2 and more), their ends not counted; a millionth of a second is none."""
    inside = (t_s[:, None] >= spans[:, 0] - 1e-6) & (t_s[:, None] < spans[:, 1] - 1e-6)
    return np.asarray(inside.any(axis=1), bool)
