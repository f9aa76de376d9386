"""Where a clip that plays again begins anew."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metrics._monotone import monotone

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.structure import Structure

F64 = NDArray[np.float64]
_SOON_S = 1e-6


def seams(flow: "Flow", structure: "Structure") -> NDArray[np.bool_]:
    """(P,) pairs of frames between which the picture jumps to what was there before, or away from it again."""
    found = np.zeros(len(flow.t_s), bool)
    for start_s, end_s, lag_s in plays(structure):
        for at_s in (*np.arange(start_s, end_s - lag_s / 2, lag_s), end_s):
            found |= (flow.t_s < at_s - _SOON_S) & (at_s - _SOON_S <= flow.t_s + flow.dt_s)
    return found


def one_way(changes: F64, seam: NDArray[np.bool_]) -> F64:
    """What of a course only rises or only falls within a play, as changes. (P,) in and out."""
    each = np.split(changes, np.flatnonzero(seam))
    return np.concatenate([np.diff(monotone(np.append(0, np.cumsum(play)))) for play in each])


def new_s(structure: "Structure") -> float:
    """Seconds for which the clip shows what it has not shown before."""
    return float(structure.shown_s[~structure.within(plays(structure))].sum())


def plays(structure: "Structure") -> F64:
    """(N, 3) spans that are played again, as `repeats_s`: those that begin with a jump.

    A light that comes and goes in a still picture also shows what was there before; but it returns as it went. The jump
    at the first seam of 38 of 39 looped clips was 1.14 to 10 times their largest other step, 0.96 times in the one that
    is left; in a still that flickers at 3 Hz it was 0.30 times.
    """
    return np.array([span for span in structure.repeats_s if _begins_with_a_jump(structure, *span)]).reshape(-1, 3)


def _begins_with_a_jump(structure: "Structure", start_s: float, end_s: float, lag_s: float) -> bool:
    step_s = float(np.median(structure.shown_s))
    first = int(np.argmin(np.abs(structure.t_s - start_s)))
    phase_s = (structure.t_s - start_s + lag_s / 2) % lag_s - lag_s / 2
    others = (structure.t_s > start_s - lag_s) & (structure.t_s < end_s - _SOON_S) & (np.abs(phase_s) > step_s / 2)
    return bool(structure.change[first] > structure.change[others].max(initial=0))
