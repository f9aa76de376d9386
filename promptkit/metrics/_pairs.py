"""Which pairs of frames the flow of a clip says anything about."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import NotApplicable

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.reference_flow import ReferenceFlow

F64 = NDArray[np.float64]

STILL = 0.01
"""Frame heights per second: what moves less stands."""
LEAST_SEEN = 0.5
"""A part of the picture counts in a pair of frames when this share of it can be followed, and in a clip or a stretch of
it when it counts in this share of the pairs."""


def usable_pairs(flow: "Flow | ReferenceFlow") -> NDArray[np.bool_]:
    """(P,) pairs that can be followed, and whose frames are not shown at one time."""
    return np.asarray(~flow.is_break & (flow.dt_s > 0))


def frame_times_s(t_s: F64, dt_s: F64) -> F64:
    """(P + 1,) times of the frames of P consecutive pairs, at least one."""
    return np.append(t_s, t_s[-1] + dt_s[-1])


def seen(dt_s: F64, usable: NDArray[np.bool_], share: "NDArray[np.floating]") -> float:
    """The part of a clip that a number is of: of the picture, over time.

    Args:
        dt_s: (P,) how long each pair of frames lasts.
        usable: (P,) pairs that count; what is in the others is not seen.
        share: (P,) of the picture that can be followed.
    """
    return float(np.sum(dt_s * usable * share) / max(float(np.sum(dt_s)), np.finfo(np.float64).tiny))


def followed(usable: NDArray[np.bool_], single: str) -> NDArray[np.bool_]:
    """The pairs as they are, if there is one.

    Args:
        usable: (P,) which pairs count.
        single: what a clip of one frame cannot do: "cannot move".

    Raises:
        NotApplicable: none counts.
    """
    if not usable.any():
        raise NotApplicable(
            f"none of {len(usable)} pairs of frames can be followed" if len(usable) else f"a single frame {single}"
        )
    return usable
