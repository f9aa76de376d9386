"""How much of the clip has been seen before."""

from typing import TYPE_CHECKING

from promptkit.metric import Measurement, NotApplicable, metric

if TYPE_CHECKING:
    from promptkit.observers.structure import Structure


@metric(unit="share of time", better="lower", version=2, needs=("structure",), margin=0.02, bounds=(0, 1))
def loop(structure: "Structure") -> Measurement:
    """Share of the clip's time that shows again, frame for frame, an earlier part of it.

    Counted are spans of 0.5 s and more that repeat what was there at least 0.4 s before, after the picture has been
    elsewhere; in a clip that hardly moves, only what is as good as equal. A clip whose end is its start, so that it can
    be played in a loop, has shown nothing twice: it is told as `returns` and flagged. The margin, 0.02, is 0.1 s of a
    clip of 5 s.

    Zero: nothing of 0.5 s or more is shown again.
    Shape: spans (N, 3), start, end and how long before, in; one share, 0..1, out.
    Detail: `repeats`, each `start_s`, `end_s` and `period_s`; `returns`.
    Not applicable: a single frame.
    References: VQeval's loop_quality asks the same of CLIP embeddings, in which a scene that goes on counts as a loop.
    """
    if len(structure.t_s) < 2:  # noqa: PLR2004
        raise NotApplicable("a single frame repeats nothing")
    again = structure.within(structure.repeats_s)
    return Measurement(
        float(structure.shown_s[again].sum() / structure.duration_s),
        {
            "repeats": [
                {"start_s": float(start), "end_s": float(end), "period_s": float(period)}
                for start, end, period in structure.repeats_s
            ],
            "returns": structure.returns,
        },
    )
