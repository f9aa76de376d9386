"""How often the clip cuts to another shot."""

from typing import TYPE_CHECKING

from promptkit.metric import Measurement, NotApplicable, metric

if TYPE_CHECKING:
    from promptkit.observers.structure import Structure


@metric(unit="cuts", better="lower", version=1, needs=("structure",), margin=0.1, bounds=(0, None), counts=True)
def cuts(structure: "Structure") -> Measurement:
    """Number of hard cuts in what was asked for as one shot.

    A cut is a pair of frames that no motion explains and in which hardly anything keeps its place and colour, amid
    frames that can be followed. A picture that comes back within 0.15 s was interrupted: a flash, no cut. The margin is
    one cut in ten clips.

    Zero: one shot throughout.
    Shape: times (N,) of the first frames of new shots in; their number out.
    Detail: `cuts`, each `at_s`; `flashes` and `fades`, each `start_s` and `end_s`.
    Not applicable: a single frame.
    References: the optical flow of `motion`; what StreamingT2V's SCuts counts with PySceneDetect, Henschel et al. 2024.
    """
    if len(structure.t_s) < 2:  # noqa: PLR2004
        raise NotApplicable("a single frame cannot be cut")
    return Measurement(
        float(len(structure.cuts_s)),
        {
            "cuts": [{"at_s": float(at_s)} for at_s in structure.cuts_s],
            "flashes": [{"start_s": float(start), "end_s": float(end)} for start, end in structure.flashes_s],
            "fades": [{"start_s": float(start), "end_s": float(end)} for start, end in structure.fades_s],
        },
    )
