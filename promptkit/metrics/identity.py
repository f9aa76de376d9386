"""Whether one person stays, or is, that person."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, Series, metric
from promptkit.metrics._likeness import mean_cosines, slope, switches, worst_mean
from promptkit.metrics._people import Gates, Person, main_of, people_of

if TYPE_CHECKING:
    from promptkit.observers.faces import Faces

Floats = NDArray[np.float64]

KEPT_BY = 0.75
"""Share of the faces that are at least as like as the value says. With the median a face that turns into another one's
scores better the earlier it arrives: Spearman's correlation with the strength of a morph is 0.83, here 1 (median of
clips, reports/identity.md); a passing fault in a fifth of the faces moves neither."""
OPENING_S = 1.0


@metric(unit="cosine", better="higher", version=3, needs=("faces",), margin=0.02, bounds=(-1, 1))
def identity(
    faces: "Faces",
    *,
    min_height_px: float = Gates.min_height_px,
    min_sharpness: float = Gates.min_sharpness,
    sharpness_drop: float = Gates.sharpness_drop,
    pose_range_deg: float = Gates.pose_range_deg,
    turn_range_deg: float = Gates.turn_range_deg,
    max_yaw_deg: float = Gates.max_yaw_deg,
    min_samples: int = Gates.min_samples,
) -> Measurement:
    """How like itself, or its reference images, the main person's face stays: the cosine that three quarters keep.

    A person is a track seen in at least `min_samples` samples with a median score from which the detector is seldom
    wrong; anything less is taken for a false detection. A face is usable when it is at least `min_height_px` tall, as
    sharp as `min_sharpness` and as `sharpness_drop` times the track within 1 s, and turned by at most `turn_range_deg`
    from the track's usual yaw (from frontal with reference images, whose pose is not known). A turn of the head costs
    cosine without being a change of person: faces turned by more than `pose_range_deg` whose loss the turn explains
    (`_likeness.explained_by_turn`) are left out too, and counted; those that lose more stay in (reports/identity.md
    has the measurements behind each). The main person, among those with `min_samples` usable faces, has the largest
    face area × time, usable or not, so that coding does not make another one of two people the main one; with
    references, among those who resemble one, if any does.

    Without references each face is compared with a robust consensus of the person's other faces
    (`_likeness.consensus_cosines`); with references, with the one it is most like.

    Zero: nothing in common; 1 is the same picture of a face. Where one person ends and another begins, by the
        backbone at hand, is `same_cosine`.
    Detail: seen_time, coverage (share of samples with a usable main face), median, worst_5_percent, slope_per_s
    (against the references, or the person's first second), switches, tracks (each person's own figures), excluded,
    same_cosine.
    Shape: D faces in S samples in, one value out; the main person's cosines as series.
    Not applicable: no face, only false detections, or fewer than `min_samples` usable faces.
    References: cosine of unit embeddings as in Deng et al., ArcFace, CVPR 2019.
    """
    gates = Gates(
        min_height_px=min_height_px, min_sharpness=min_sharpness, sharpness_drop=sharpness_drop,
        pose_range_deg=pose_range_deg, turn_range_deg=turn_range_deg, max_yaw_deg=max_yaw_deg, min_samples=min_samples,
    )  # fmt: skip
    samples, people = len(faces.sample_t), people_of(faces, gates)
    main = main_of(faces, people, gates)
    t, y = faces.sample_t[faces.sample[main.usable]], main.likeness
    return Measurement(
        value=_kept(y),
        detail={
            "median": float(np.median(y)),
            "backbone": faces.backbone,
            "same_cosine": faces.same_cosine,
            "against": "references" if len(faces.references) else "the person's other faces",
            "seen_time": len(main.usable) / samples,
            "coverage": len(main.usable) / samples,
            "worst_5_percent": worst_mean(y),
            "slope_per_s": _slope(faces, main, t),
            "switches": [{"t": at, "cosine": across} for at, across in _switches(faces, main)],
            "samples": samples,
            "main_track": main.track,
            "tracks": [_summary(faces, one, gates) for one in people],
            "excluded": main.excluded,
            "brief_or_unsure": int(len(faces.sample) - sum(len(one.rows) for one in people)),
            "faces_left_out": int(faces.left_out.sum()),
        },
        series=Series.of(t, y),
    )


def _kept(likeness: Floats) -> float:
    return float(np.quantile(likeness, 1 - KEPT_BY))


def _slope(faces: "Faces", person: Person, t: Floats) -> float | None:
    """Cosine per second; None for a span below twice the opening, where no slope can be told."""
    if t[-1] - t[0] < 2 * OPENING_S:
        return None
    if len(faces.references):
        return slope(t, person.likeness)
    opening = np.flatnonzero(t <= t[0] + OPENING_S)
    if len(opening) < 2:  # noqa: PLR2004 - a mean that leaves one out needs two
        return None
    return slope(t, mean_cosines(faces.embeddings[person.usable].astype(np.float64), opening))


def _switches(faces: "Faces", person: Person) -> list[tuple[float, float]]:
    t, embeddings = faces.sample_t[faces.sample[person.shown]], faces.embeddings[person.shown].astype(np.float64)
    return switches(t, embeddings, same_cosine=faces.same_cosine)


def _summary(faces: "Faces", person: Person, gates: Gates) -> dict[str, Any]:
    t = faces.sample_t[faces.sample[person.rows]]
    scored = len(person.usable) >= gates.min_samples
    return {
        "track": person.track,
        "start_s": float(t[0]),
        "end_s": float(t[-1]),
        "samples": len(person.rows),
        "usable": len(person.usable),
        "value": _kept(person.likeness) if scored else None,
        "worst_5_percent": worst_mean(person.likeness) if scored else None,
        "height": float(np.median(faces.boxes[person.rows, 3])),
        "sharpness": float(np.median(faces.sharpness[person.rows])),
        "score": float(np.median(faces.scores[person.rows])),
        "excluded": person.excluded,
    }
