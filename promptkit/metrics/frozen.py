"""How long the picture stands."""

from typing import TYPE_CHECKING

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.structure import Structure


@metric(
    unit="share of time", better="lower", version=1, needs=("structure",), margin=0.02, bounds=(0, 1),
    stillness_flatters=False
)  # fmt: skip
def frozen(structure: "Structure") -> Measurement:
    """Share of the clip's time for which one picture stands.

    A span counts from 0.25 s and three frames on; what a coder does to a standing picture is no motion, a scene that
    moves slowly is no freeze. Frames of one colour are not counted: `delivery` tells of them. A still that is only
    moved, turned or faded is not counted either, but told as `one_picture`, and flagged. The margin, 0.02, is 0.1 s of
    a clip of 5 s.

    Zero: no picture stands for 0.25 s and three frames.
    Shape: spans (N, 2) on the time axis of T frames in; one share, 0..1, out; series: 1 where a frame stands.
    Detail: `spans` and `one_picture`, each `start_s` and `end_s`; `longest_s`; `duplicates`, the times of single
        frames that repeat the one before amid motion, and `duplicate_share`, their share of all frames.
    Not applicable: a single frame.
    References: FFmpeg's freezedetect (whole frames, by mean difference alone); DiT-Extrapolation issue 30 and
        VBVR-EvalKit issue 240: standing pictures win where nobody asks.
    """
    if len(structure.t_s) < 2:  # noqa: PLR2004
        raise NotApplicable("a single frame can neither move nor stand")
    spans = [{"start_s": float(start), "end_s": float(end)} for start, end in structure.frozen_s]
    lengths = [span["end_s"] - span["start_s"] for span in spans]
    return Measurement(
        min(1.0, sum(lengths) / structure.duration_s),
        {
            "spans": spans,
            "longest_s": max(lengths, default=0.0),
            "one_picture": [{"start_s": float(start), "end_s": float(end)} for start, end in structure.one_picture_s],
            "duplicates": [float(at_s) for at_s in structure.duplicates_s],
            "duplicate_share": len(structure.duplicates_s) / len(structure.t_s),
        },
        Series.of(structure.t_s, structure.within(structure.frozen_s)),
    )
