"""Shapes that bend to and fro, as if seen through moving water."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._both_sides import LEAST_TEXTURE, on_both_sides
from promptkit.metrics._camera import camera_speed
from promptkit.metrics._jitter import SLOWEST_HZ, different_hz, per_mille
from promptkit.metrics._pairs import LEAST_SEEN, followed, seen, usable_pairs
from promptkit.metrics._quiver import quiver

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

WINDOW_S = 5 / 8
"""Long enough for what swings at 1 Hz and more to come back, short enough for what acts to pause in between."""
HOPS = 4
"""Windows that start in the length of one."""
FEWEST_FRAMES = 5
"""Of a window: a parabola takes three."""
LONGEST_STILL = 0.25
"""Share of a window for which one picture may stand: in a freeze nothing can bend."""
CALM = 0.25
"""Share of the patches that is looked at: those that move slowest in a window."""
PAUSE = 0.25
"""Share of the windows in which bodies are taken to rest."""
MOTION_STRAIN_S = 0.06
"""Strain by speed (frame heights per second) of things that move by themselves: 0.05 to 0.08 in clips of which all that
can be followed moves. A wobble of 1 Hz has 0.17."""
LEAST_STRAIN = 1e-3
"""Root mean square strain that errors of the flow leave, taken off in energy; at most as much again in energy for
temporal noise of 1 code value, and in proportion to its variance."""
STRAIN_BY_NOISE = 6.0
"""So many times as much for noise whose variance is the mean squared gradient of the texture, for the error of any
flow grows with their ratio: in rich texture noise bends little. With noise of 2 to 16 code values on top of them, clean
clips that neither move nor wobble by themselves take up to 2.7 of the 14 that were looked at first, and up to 5.8 of 57
others."""
MOST_HIDDEN = 2.6e-3
"""A larger swing is plain to see (severity 3 scores 2.69e-3 at the median, reports/metrics.md), and must not be hidden
by what is taken off for errors, noise and motion. Noise of 2.4 code values where it is as strong as the texture's
gradients, or 0.04 frame heights per second, are enough."""
LEAST_QUIVER = 1.75e-3
"""As much of what is new in every frame: clean clips have up to 1.6e-3."""
QUIVER_BY_NOISE = 0.05
"""As much more in energy for each unit of variance of temporal noise. Most of it cancels; a larger share would hide the
fault, for what the flow misses of a quiver counts as noise."""
MOST_HIDDEN_QUIVER = 4.4e-3
"""The same of a quiver, hidden by noise or by what moves (severity 3 scores 4.40e-3)."""
TEXTURE_BY_NOISE = 0.1
"""So much more than `LEAST_TEXTURE` for each unit of variance of a tile's temporal noise: what is
weaker, the flow takes from the noise."""
LEAST_PATCHES = 6


@metric(unit="1e-3 strain", better="lower", version=3, needs=("flow",), margin=0.5, bounds=(0, None))
def wobble(flow: "Flow") -> Measurement:
    """Wobble: how far the whole picture's shapes are stretched and sheared to and fro, also where nothing acts.

    The strain of a patch of tiles is what its motion does besides shifting, turning and scaling: cameras and rigid
    things have none. Shapes that swing and shapes that quiver are measured apart; the larger of the two counts.

    Swing: the strain of 3 × 3 tiles is measured twice, from the tiles left and above and from those right and below,
    added up over time, and freed of what goes on steadily (a parabola) in windows of 5/8 s. The mean product of the two
    is the mean square strain of a smooth bend; at the edge of a thing that moves one of them is 0, and errors of the
    flow, which the two share with opposite signs, give less than nothing. Median over the quarter of the patches that
    moves slowest against the camera: bodies and hands bend what moves, a wobble also what stands. Taken off in energy
    is 0.06 for each frame height per second that this quarter moves, as things do that turn or come near. Lower
    quartile over windows: bodies pause, a wobble does not. √(ε² - 1 - n²), with n² the lesser of σ² and 6 σ²/g² for the
    temporal noise σ and the texture's gradient g. Seen are wavelengths of a third of the height and more, at 1 Hz and
    more.

    Quiver: shapes that are bent anew in every frame, as generated video often boils. Bends of a few tiles, which the
    first product takes for errors, are seen in the strains of the two rows and the two columns of 2 × 2 tiles. They are
    added up over time without repeats; of their fourth difference, which holds what is of each frame by itself, the
    product is taken, and 15 % of that between every second frame, where what moves weighs more, is taken off. Medians
    over time, then what two thirds of the calmer half of the picture exceed. √(ε² - 1.75² · (1 + σ²/20)): most of the
    noise cancels.

    0 where nothing rises above what is taken off. Of a swing that is √(1 + n² + (0.06 v)²) in all, with the speed v of
    the slowest quarter in 1e-3 frame heights per second. Where it is more than 2.6, about what severity 3 of
    `promptkit.testing.degrade` scores and plain to see, 0 would be no answer: such a clip has a score if more is found,
    and the metric is not applicable otherwise. `hidden` says how much would score 0 where less is taken off.

    A wobble that strikes a part of the picture or half of the clip shows in the detail alone. Where the whole picture
    bends by itself (cloth or an animal that fills it) this is not told from a wobble. Strain has no size; a swing has
    no frame rate, and a quiver is as large at any from 6 different frames per second on, under which it is not asked
    for.

    Zero: no shape is bent by more than errors of the flow, noise and motion seem to bend it (`hidden`), or the picture
        stands.
    Shape: P pairs of frames, rows × columns tiles in; one value out; the swing of each window, at its middle, as
        series, unless it is the quiver that counts, which is measured over the whole clip.
    Detail: `measured` (of the swing, before errors were taken off; negative: the product is), `quiver` (the same of the
        quiver; none where too little is seen), `typical` (swing of the median window), `most_bent` (upper decile over
        patches, median window), `calm_speed` (of the slowest quarter, frame heights per second, median window),
        `hidden` (a swing or quiver of up to so much would score 0), `windows`, `patches`, `repeats`, `seen` (share of
        the picture, over the clip's time), `left_out` (pairs).
    Not applicable: no 5/8 s without a cut or a freeze, or fewer than 5 frames in them; fewer than 6 patches have
        texture that can be followed; nothing is found, but noise and motion would hide a swing of more than 2.6e-3, or
        shapes change so that a quiver of more than 4.4e-3 (severity 3, too) would be hidden. A quiver that is found
        counts where a swing cannot be measured. A clip whose frames all repeat the one before scores 0.
    References: strain as the part of a motion that is no similarity: Horn and Schunck, AIJ 1981 (derivatives of flow);
        Koenderink and van Doorn, "Invariant Properties of the Motion Parallax Field", Optica Acta 1975 (deformation).
        Errors as noise over gradients: Robinson and Milanfar, "Fundamental Performance Limits in Image Registration",
        IEEE TIP 2004. The estimators are ours.
    """
    usable = followed(usable_pairs(flow), "cannot wobble")
    if flow.is_repeat[usable].all():
        return Measurement(0.0, {"windows": 0, "repeats": int(np.count_nonzero(usable))})
    left = {
        "seen": seen(flow.dt_s, usable, flow.coverage),
        "repeats": int(np.count_nonzero(flow.is_repeat)),
        "left_out": int(np.count_nonzero(~usable)),
    }
    tiles = _Tiles.of(flow, usable)
    trembling, still = _trembling(flow, usable, tiles)
    trembles = 0.0 if trembling is None else max(0.0, trembling - still)
    detail = {"quiver": None if trembling is None else per_mille(trembling)}
    try:
        swings = _swings(flow, usable, tiles)
    except NotApplicable:
        if not trembles:
            raise
        return Measurement(per_mille(trembles), detail | left)  # the fault itself may leave too little to follow
    value = max(0.0, swings.measured - swings.least, trembles)
    below = 0.0 if trembling is None else max(still, still - trembling)
    if not value:
        _hides(swings, below)
    curve = Series(swings.middle_s, tuple(per_mille(max(0.0, one - swings.least)) for one in swings.strain))
    return Measurement(
        per_mille(value),
        {
            "measured": per_mille(swings.measured),
            **detail,
            "typical": per_mille(np.median(swings.strain)),
            "most_bent": per_mille(swings.most),
            "calm_speed": swings.calm_speed,
            "hidden": per_mille(max(swings.hidden, below)),
            "windows": len(swings.middle_s),
            "patches": swings.patches,
            **left,
        },
        None if trembles and trembles == value else curve,  # it would lie low in a clip that quivers
    )


@dataclass(frozen=True)
class _Tiles:
    """What is known of the tiles; (rows, columns) each but the last."""

    is_seen: NDArray[np.bool_]
    """In half of the pairs."""
    texture: F64
    """Mean over the frames that have neighbours."""
    noise: F64
    """Variance of temporal noise, 0 where it is not known; mean over time."""
    speed: F64
    """(P, rows, columns, 2) against the camera, frame heights per second."""

    @property
    def has_texture(self) -> NDArray[np.bool_]:
        """Can be followed, but for noise."""
        return self.is_seen & (self.texture >= LEAST_TEXTURE)

    @classmethod
    def of(cls, flow: "Flow", usable: NDArray[np.bool_]) -> "_Tiles":
        """Raises NotApplicable where no frame has neighbours."""
        joined = on_both_sides(flow)
        if not joined.any():
            raise NotApplicable("no frame can be followed on both sides")
        known = flow.tile_texture != 0
        noise = np.where(known, flow.tile_noise, 0).sum(axis=0, dtype=np.float64)
        return cls(
            is_seen=np.asarray((flow.tile_seen[usable] >= LEAST_SEEN).mean(axis=0) >= LEAST_SEEN),
            texture=np.asarray(flow.tile_texture[joined].mean(axis=0, dtype=np.float64)),
            noise=np.asarray(np.maximum(0, noise / np.maximum(1, known.sum(axis=0)))),
            speed=flow.tile_flow - _camera(flow),
        )


def _trembling(flow: "Flow", usable: NDArray[np.bool_], tiles: _Tiles) -> tuple[float | None, float]:
    """Mean square strain that is new in every frame, where enough is seen of it; and as much as errors may leave."""
    lasts_s = np.where(usable, flow.dt_s, 0)[:, None, None, None]
    found = None if different_hz(flow, usable) < SLOWEST_HZ else quiver(
        lasts_s * tiles.speed, flow.tile_px / flow.size_px[0], told=tiles.has_texture,
        usable=usable, is_repeat=flow.is_repeat, fewest=LEAST_PATCHES,
    )  # fmt: skip
    noise = float(np.median(tiles.noise[tiles.is_seen])) if tiles.is_seen.any() else 0.0
    return found, LEAST_QUIVER**2 * (1 + QUIVER_BY_NOISE * noise)


@dataclass(frozen=True)
class _Swings:
    """Mean square strains that come and go in windows of a clip."""

    strain: F64
    """(W,) of the slowest patches, without what motion explains."""
    middle_s: tuple[float, ...]
    measured: float
    """Lower quartile over windows."""
    least: float
    """That errors of the flow and noise leave."""
    noise: float
    """Standard deviation, code values; median over patches."""
    most: float
    """Upper decile over patches, median over windows."""
    calm_speed: float
    """Frame heights per second of the slowest patches, median over windows."""
    patches: int

    @property
    def moving(self) -> float:
        """Taken off because the slowest patches move."""
        return (MOTION_STRAIN_S * self.calm_speed) ** 2

    @property
    def hidden(self) -> float:
        """Taken off in all: a swing of as much scores 0."""
        return self.least + self.moving


def _swings(flow: "Flow", usable: NDArray[np.bool_], tiles: _Tiles) -> _Swings:
    told = (tiles.is_seen & (tiles.texture >= LEAST_TEXTURE + TEXTURE_BY_NOISE * tiles.noise))[1:-1, 1:-1]
    if np.count_nonzero(told) < LEAST_PATCHES:
        beside = " beside the noise" if np.count_nonzero(tiles.has_texture[1:-1, 1:-1]) >= LEAST_PATCHES else ""
        raise NotApplicable(
            f"{np.count_nonzero(told)} patches have texture that can be followed{beside}; {LEAST_PATCHES} are needed"
        )
    step = np.where(usable, flow.dt_s, 0)[:, None, None, None] * flow.tile_flow.astype(np.float64)
    before, after = (_strain(step, flow.tile_px / flow.size_px[0], at)[:, told] for at in (-1, 0))
    speed = np.linalg.norm(tiles.speed, axis=-1)[:, 1:-1, 1:-1][:, told]
    windows = _windows(flow, usable)
    square = np.stack([_swing(before, after, flow, first, frames) for first, frames in windows])
    moved = np.stack([np.mean(speed[first : first + frames - 1] ** 2, axis=0) for first, frames in windows])
    calm = np.argsort(moved, axis=1, kind="stable")[:, : max(LEAST_PATCHES // 2, round(CALM * square.shape[1]))]
    bent, fast = (np.median(np.take_along_axis(of, calm, axis=1), axis=1) for of in (square, moved))
    strain = bent - MOTION_STRAIN_S**2 * fast
    noise, texture = (of[1:-1, 1:-1][told] for of in (tiles.noise, tiles.texture))
    return _Swings(
        strain=strain,
        middle_s=tuple(float(flow.t_s[first] + WINDOW_S / 2) for first, _ in windows),
        measured=float(np.quantile(strain, PAUSE)),
        least=LEAST_STRAIN**2 * (1 + float(min(np.median(noise), STRAIN_BY_NOISE * np.median(noise / texture)))),
        noise=float(np.sqrt(np.median(noise))),
        most=float(np.median(np.quantile(square, 0.9, axis=1))),
        calm_speed=float(np.sqrt(np.median(fast))),
        patches=int(np.count_nonzero(told)),
    )


def _hides(swings: _Swings, below: float) -> None:
    """Refuse to call it nothing where too much would be called so.

    Args:
        swings: of which none was found.
        below: how much mean square strain a quiver needs to be found.

    Raises:
        NotApplicable: a clearly visible swing, or quiver, would have been found as little.
    """
    if swings.hidden > MOST_HIDDEN**2:
        why = (
            f"hidden by noise of {swings.noise:.1f} code values"
            if swings.least > swings.moving
            else f"everything moves, the slowest quarter at {swings.calm_speed:.3f} frame heights per second"
        )
        raise NotApplicable(
            f"{why}: a wobble of up to {per_mille(swings.hidden):.1f}e-3 would score 0, and one of "
            f"{1e3 * MOST_HIDDEN:g}e-3 is plain to see"
        )
    if below > MOST_HIDDEN_QUIVER**2:
        raise NotApplicable(
            "shapes change too quickly by themselves: bends that are new in every frame would be hidden up to a strain "
            f"of {per_mille(below):.1f}e-3; {1e3 * MOST_HIDDEN_QUIVER:g}e-3 is plain to see"
        )


def _camera(flow: "Flow") -> F64:
    """(P, rows, columns, 2) the speed that the camera gives to the middle of each tile, frame heights per second."""
    rows, columns = flow.tile_flow.shape[1:3]
    tile = flow.tile_px / flow.size_px[0]
    down, right = (np.mgrid[:rows, :columns] - np.array([(rows - 1) / 2, (columns - 1) / 2])[:, None, None]) * tile
    return camera_speed(flow.camera, right, down)


def _strain(step: F64, tile: float, at: int) -> F64:
    """Stretch and shear of each patch from its neighbours on one side.

    Args:
        step: (P, rows, columns, 2) how far tiles move.
        tile: their side, in the same unit.
        at: -1 for the tiles left and above, 0 for those right and below.

    Returns:
        (P, rows - 2, columns - 2, 2): half of ∂u/∂x - ∂v/∂y, half of ∂u/∂y + ∂v/∂x.
    """
    level = (step[:, :-2] + 2 * step[:, 1:-1] + step[:, 2:]) / 4
    upright = (step[:, :, :-2] + 2 * step[:, :, 1:-1] + step[:, :, 2:]) / 4
    right = np.diff(level, axis=2)[:, :, 1 + at : level.shape[2] - 1 + at] / tile
    down = np.diff(upright, axis=1)[:, 1 + at : upright.shape[1] - 1 + at] / tile
    return np.stack([right[..., 0] - down[..., 1], down[..., 0] + right[..., 1]], axis=-1) / 2


def _windows(flow: "Flow", usable: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First frame and number of frames of every window without a cut or a freeze."""
    frames = 1 + round(WINDOW_S / float(np.median(flow.dt_s[usable])))
    if frames < FEWEST_FRAMES:
        raise NotApplicable(f"{frames} frames in {WINDOW_S:.2f} s; {FEWEST_FRAMES} are needed")
    starts = range(0, len(usable) - frames + 2, max(1, frames // HOPS))
    found = [
        (first, frames)
        for first in starts
        if usable[first : first + frames - 1].all()
        and _longest(flow.is_repeat[first : first + frames - 1]) <= LONGEST_STILL * frames
    ]
    if not found:
        raise NotApplicable(f"no {WINDOW_S:.2f} s without a cut, a flash or a freeze")
    return found


def _longest(repeats: NDArray[np.bool_]) -> int:
    """Length of the longest run."""
    ends = np.flatnonzero(np.diff(np.r_[False, repeats, False].astype(int)))
    return int(np.max(ends[1::2] - ends[::2], initial=0))


def _swing(before: F64, after: F64, flow: "Flow", first: int, frames: int) -> F64:
    """Mean square strain of each patch in a window, without its parabola: (P, patches, 2) both, (patches,) out."""
    time = np.r_[0.0, np.cumsum(flow.dt_s[first : first + frames - 1])]
    course = np.linalg.qr(np.vander(time / time[-1], 3))[0]

    def swings(strain: F64) -> F64:
        added = np.cumsum(np.concatenate([np.zeros_like(strain[:1]), strain[first : first + frames - 1]]), axis=0)
        return np.asarray(added - np.tensordot(course, np.tensordot(course.T, added, 1), 1))

    return np.asarray((swings(before) * swings(after)).mean(axis=0).sum(axis=-1))
