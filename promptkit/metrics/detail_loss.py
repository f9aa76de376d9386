"""Fine detail that a clip loses as it goes on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._in_place import quarters
from promptkit.metrics._pairs import LEAST_SEEN, followed, frame_times_s, seen, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

LEAST_ENERGY = 0.75
"""Mean square of fine texture, squared grey levels, above which a tile has detail in one of the two frames: twice what
rounding and coding leave in a smooth wall."""
FEWEST_TILES = 6
LEAST_TOLD = 0.05
"""Share of the pairs in which so many tiles have detail. No more is asked: a clip that turns soft has none left."""
LEAST_SPAN_S = 1.0
APART_S = 0.2
"""Detail is compared between moments so far apart: from frame to frame it changes by motion blur and coding."""
ENDS = 2
"""Moments that are the start and the end of a take."""
LASTS = 0.1
"""What is behind a drop must be this share of the take, and `APART_S`, or the drop is not for good."""
STEP_S, MOST_STEPS = 0.1, 150
"""Of a longer clip moments are taken so far apart: the comparisons grow with the square of their number."""
CONTENT = 0.12
"""Of the logarithm of detail over the longest take: what coding, light and motion blur take from clean clips of 2.5 s,
but for two of fourteen (a pool, and a clip that brightens by 80 % in half a second)."""
GAMMA = 2.2
"""Code values, and their differences, go with light to the power of 1 / 2.4 (sRGB). The light that the flow observer
tells has the flare added, and changes by L / (L + 0.01) of that: 2.2 at L = 0.11, code value 93."""


@metric(unit="% per second", better="lower", version=1, needs=("flow",), margin=2.0, bounds=(0, 100))
def detail_loss(flow: "Flow") -> Measurement:
    """How fast things lose their fine detail: per cent of its contrast per second, as when a long clip turns soft.

    Detail is the root of the mean square of fine texture (wavelengths of 3 to 12 px of a frame of 320). It is compared
    from frame to frame along the motion, so that it is that of the same things: the median over tiles of the change of
    its logarithm. Added up, this is the course of detail, once as it is and once without what the light took or gave;
    the one that loses less counts, so that neither a fade nor a picture that only brightens loses detail. Its slope
    is the median over all pairs of moments at least 0.2 s apart with no cut between them (Theil and Sen); the loss is
    that slope times the longest stretch without a cut or, where detail goes at once, how far the median of what comes
    after a moment lies under that of what was before, whichever is more, and no more than the end of that stretch lies
    under its start: what comes back is not lost. 0.12 is taken off, for clean clips reach that, and what is left is
    spread over the stretch. A clip that gains detail scores 0. What a camera leaves out of the
    picture, and what comes in, has no say. A rack focus takes the detail of what goes out of focus. 2 % is the margin.

    Zero: no detail is lost, or less than clean clips seem to lose; detail may be gained (`rate` in the detail).
    Shape: P pairs of frames, rows × columns tiles in; one value out; the share of detail that
        is left, 1 at first, as series.
    Detail: `rate` (of the logarithm per second, nothing taken off; above 0 where detail is gained), `span_s` (longest
        stretch), `told` (share of the pairs, without repeats, in which 6 tiles have detail), `seen` (share of the
        picture, over the clip's time), `left_out` (pairs).
    Not applicable: a single frame; no pair of frames can be followed; under 1 s between cuts; 6 tiles have detail in
        less than 5 % of the pairs. A clip whose frames all repeat the one before scores 0.
    References: slope: Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 1968; energy of
        gradients and of band-passed texture as a measure of focus: Pertuz, Puig and Garcia, "Analysis of focus measure
        operators for shape-from-focus", Pattern Recognition 2013. Following it along the motion is ours.
    """
    usable = followed(usable_pairs(flow), "loses no detail")
    if flow.is_repeat[usable].all():
        return Measurement(0.0, {"left_out": int(np.count_nonzero(~usable))})
    change, light, has_detail = _changes(flow, usable & ~flow.is_repeat)
    told = float(has_detail[usable & ~flow.is_repeat].mean())
    if told < LEAST_TOLD:
        raise NotApplicable(
            f"in {told:.0%} of the pairs {FEWEST_TILES} tiles have detail to lose; it takes {LEAST_TOLD:.0%} of them"
        )
    moments = _Moments.of_clip(flow)
    lit, plain = _course(moments, change - light), _course(moments, change)
    if lit.span_s < LEAST_SPAN_S:
        raise NotApplicable(f"{lit.span_s:.2f} s can be followed between cuts; {LEAST_SPAN_S:g} s are needed")
    less = lit if lit.lost <= plain.lost else plain
    lost = max(0.0, less.lost - CONTENT) / less.span_s
    return Measurement(
        -100 * float(np.expm1(-lost)),
        {
            "rate": less.rate,
            "span_s": less.span_s,
            "told": told,
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(
            moments.at_s, np.exp(less.level), unit="share of detail", better="higher", margin=-np.expm1(-CONTENT)
        ),
    )


@dataclass(frozen=True)
class _Moments:
    """Frames that are compared, not too many; M of them."""

    of: NDArray[np.bool_]
    """(T,) which frames of the clip they are."""
    at_s: F64
    take: NDArray[np.int64]
    """(M,) the stretch without a cut that each is in."""

    @classmethod
    def of_clip(cls, flow: "Flow") -> "_Moments":
        """Evenly spread, and the first of each take."""
        times_s, takes = frame_times_s(flow.t_s, flow.dt_s), np.append(0, np.cumsum(flow.is_break))
        span_s = float(times_s[-1] - times_s[0])
        step_s = max(STEP_S, span_s / MOST_STEPS)
        numbers = np.floor((times_s - times_s[0]) / step_s + 1e-6)  # a frame that is due is not left out by rounding
        keep = np.append(True, (np.diff(numbers) > 0) | (np.diff(takes) > 0))
        return cls(keep, times_s[keep], takes[keep])


@dataclass(frozen=True)
class _Course:
    """How detail goes: the logarithm of what is there at moments of the clip."""

    level: F64
    rate: float
    """Per second: the median between moments of one take."""
    span_s: float
    """Between the two moments of one take that are farthest apart; 0 where none are far enough."""
    lost: float
    """Of the logarithm, for good; less than 0 where the longest take has more of it at its end."""


def _course(moments: _Moments, change: F64) -> _Course:
    """The course of detail whose changes from frame to frame are given."""
    level = np.append(0, np.cumsum(change))[moments.of]
    first, second = np.triu_indices(len(level), 1)
    apart_s = moments.at_s[second] - moments.at_s[first]
    joined = (moments.take[first] == moments.take[second]) & (apart_s >= APART_S)
    if not joined.any():
        return _Course(level, 0.0, 0.0, 0.0)
    span_s = float(apart_s[joined].max())
    rate = float(np.median((level[second] - level[first])[joined] / apart_s[joined]))
    by_slope = min(-rate * span_s, float(np.ptp(level)))  # the slope of a step is steeper than what it takes
    lost = min(max(by_slope, _drop(moments, level)), _net(moments, level))
    return _Course(level, rate, span_s, lost)


def _net(moments: _Moments, level: F64) -> float:
    """How much less there is at the end of the longest take than at its start: what comes back is not lost."""
    longest = moments.take == np.bincount(moments.take).argmax()
    at_s, here = moments.at_s[longest], level[longest]
    told_s = at_s[-ENDS:].mean() - at_s[:ENDS].mean()
    fell = here[:ENDS].mean() - here[-ENDS:].mean()
    return float(fell * (at_s[-1] - at_s[0]) / told_s) if told_s > 0 else 0.0


def _drop(moments: _Moments, level: F64) -> float:
    """By how much detail goes down for good at one moment: medians of what is before and behind it in its take."""
    found = [0.0]
    for take in np.unique(moments.take):
        at_s, here = moments.at_s[moments.take == take], level[moments.take == take]
        behind_s = max(APART_S, LASTS * float(at_s[-1] - at_s[0]))
        splits = np.flatnonzero((at_s - at_s[0] >= APART_S) & (at_s[-1] - at_s >= behind_s))
        found += [float(np.median(here[:split]) - np.median(here[split:])) for split in splits]
    return max(found)


def _changes(flow: "Flow", usable: NDArray[np.bool_]) -> tuple[F64, F64, NDArray[np.bool_]]:
    """How the logarithm of detail changes in each pair, what of that light makes, and where enough tiles have detail.

    Shape: (P,) each; changes are 0 where too few have.
    """
    before, after = (np.asarray(of, np.float64) for of in (flow.tile_fine, flow.tile_fine_next))
    counts = (flow.tile_seen >= LEAST_SEEN) & (np.maximum(before, after) > LEAST_ENERGY) & usable[:, None, None]
    known = np.count_nonzero(counts, axis=(1, 2)) >= FEWEST_TILES
    change, light = np.zeros(len(known)), np.zeros(len(known))
    for pair in np.flatnonzero(known):
        on = counts[pair]
        lit = flow.quarter_change[pair][(flow.quarter_seen[pair] > 0) & quarters(on)]
        floor = LEAST_ENERGY / 100  # of a frame without any texture there is no logarithm
        change[pair] = np.median(np.log((after[pair][on] + floor) / (before[pair][on] + floor))) / 2
        light[pair] = np.median(lit) / GAMMA if len(lit) else 0
    return change, light, known
