"""Whether one person stays, or is, that person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._likeness import (
    consensus_cosines,
    explained_by_turn,
    mean_cosines,
    reference_cosines,
    slope,
    switches,
    worst_mean,
)

if TYPE_CHECKING:
    from promptkit.observers.faces import Faces

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

KEPT_BY = 0.75
"""Share of the faces that are at least as like as the value says. With the median a face that turns into another one's
scores better the earlier it arrives: Spearman's correlation with the strength of a morph is 0.83, here 1 (median of
clips, reports/identity.md); a passing fault in a fifth of the faces moves neither."""
OPENING_S = 1.0
NEIGHBOURHOOD_S = 1.0


@dataclass(frozen=True, kw_only=True)
class _Gates:
    """When a face says something about identity; the options of the metric."""

    min_height_px: float
    min_sharpness: float
    sharpness_drop: float
    pose_range_deg: float
    turn_range_deg: float
    max_yaw_deg: float
    min_samples: int


@dataclass(frozen=True, kw_only=True)
class _Person:
    """One track: which detections, which show their person clearly, which of those are usable, how like those are."""

    track: int
    rows: Rows
    shown: Rows
    usable: Rows
    likeness: Floats
    excluded: dict[str, int]
    prominence: float
    """Face area × time, in shares of the frame × samples."""


@metric(unit="cosine", better="higher", version=3, needs=("faces",), margin=0.02, bounds=(-1, 1))
def identity(
    faces: "Faces",
    *,
    min_height_px: float = 32.0,
    min_sharpness: float = 0.02,
    sharpness_drop: float = 1 / 3,
    pose_range_deg: float = 10.0,
    turn_range_deg: float = 35.0,
    max_yaw_deg: float = 75.0,
    min_samples: int = 3,
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
    gates = _Gates(
        min_height_px=min_height_px, min_sharpness=min_sharpness, sharpness_drop=sharpness_drop,
        pose_range_deg=pose_range_deg, turn_range_deg=turn_range_deg, max_yaw_deg=max_yaw_deg, min_samples=min_samples,
    )  # fmt: skip
    samples = len(faces.sample_t)
    if len(faces.sample) == 0:
        raise NotApplicable(f"no face in {samples} sampled frames (detector of {faces.backbone})")
    people = [_person(faces, gates, track) for track in _persistent(faces, gates)]
    if not people:
        raise NotApplicable(
            f"faces seen in {len(np.unique(faces.sample))} of {samples} sampled frames, but none lasts for "
            f"{min_samples} samples with a sure score: taken for false detections"
        )
    main = _main(faces, [one for one in people if len(one.usable) >= min_samples])
    if main is None:
        excluded = {why: sum(one.excluded[why] for one in people) for why in people[0].excluded}
        raise NotApplicable(
            f"no face has {min_samples} usable samples of {samples}: "
            + ", ".join(f"{count} {why}" for why, count in excluded.items() if count)
        )
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


def _persistent(faces: "Faces", gates: _Gates) -> list[int]:
    tracks = np.unique(faces.track).tolist()
    return [
        track
        for track in tracks
        if np.sum(faces.track == track) >= gates.min_samples
        and np.median(faces.scores[faces.track == track]) >= faces.sure_score
    ]


def _person(faces: "Faces", gates: _Gates, track: int) -> _Person:
    rows = np.flatnonzero(faces.track == track)
    small = faces.boxes[rows, 3] * faces.frame_height_px < gates.min_height_px
    t, sharp = faces.sample_t[faces.sample[rows]], faces.sharpness[rows]
    around = [np.median(sharp[np.abs(t - at) <= NEIGHBOURHOOD_S]) for at in t]
    blurred = ~small & ((sharp < gates.min_sharpness) | (sharp < gates.sharpness_drop * np.array(around)))
    clear = rows[~small & ~blurred]
    shown, usable = _by_pose(faces, clear, gates)
    embeddings = faces.embeddings[usable].astype(np.float64)
    if len(usable) < gates.min_samples:
        likeness = np.zeros(0)
    elif len(faces.references):
        likeness = reference_cosines(embeddings, faces.references.astype(np.float64))
    else:
        likeness = consensus_cosines(embeddings)
    return _Person(
        track=track,
        rows=rows,
        shown=shown,
        usable=usable,
        likeness=likeness,
        excluded={
            "too small": int(small.sum()),
            "blurred": int(blurred.sum()),
            "turned away": len(clear) - len(usable),
        },
        prominence=float(faces.boxes[rows, 2:].prod(axis=1).sum()),
    )


def _by_pose(faces: "Faces", clear: Rows, gates: _Gates) -> tuple[Rows, Rows]:
    """Which of the clear faces show their person, and which of those say something about identity."""
    yaw, against_references = faces.yaw_deg[clear], len(faces.references) > 0
    turn = np.abs(yaw) if against_references else _turn(yaw, range_deg=gates.pose_range_deg)
    near = (turn <= gates.turn_range_deg) & (np.abs(yaw) <= gates.max_yaw_deg)
    shown, turn = clear[near], turn[near]
    if against_references or len(shown) < gates.min_samples:
        return shown, shown
    embeddings = faces.embeddings[shown].astype(np.float64)
    turned = explained_by_turn(consensus_cosines(embeddings), turn, pose_range_deg=gates.pose_range_deg)
    return shown, shown[~turned]


def _turn(yaw: Floats, *, range_deg: float) -> Floats:
    """Degrees between each face's yaw and the usual one: that which most of the faces are within `range_deg` of."""
    if len(yaw) == 0:
        return yaw
    usual = np.argmax((np.abs(yaw[:, None] - yaw) <= range_deg).sum(axis=1))
    return np.asarray(np.abs(yaw - yaw[usual]))


def _main(faces: "Faces", people: list[_Person]) -> _Person | None:
    """The person the score is about: with references, of those like one (if any), the most seen."""
    if len(faces.references):
        people = [one for one in people if np.median(one.likeness) >= faces.same_cosine] or people
    return max(people, key=lambda one: one.prominence, default=None)


def _slope(faces: "Faces", person: _Person, t: Floats) -> float | None:
    """Cosine per second; None for a span below twice the opening, where no slope can be told."""
    if t[-1] - t[0] < 2 * OPENING_S:
        return None
    if len(faces.references):
        return slope(t, person.likeness)
    opening = np.flatnonzero(t <= t[0] + OPENING_S)
    if len(opening) < 2:  # noqa: PLR2004 - a mean that leaves one out needs two
        return None
    return slope(t, mean_cosines(faces.embeddings[person.usable].astype(np.float64), opening))


def _switches(faces: "Faces", person: _Person) -> list[tuple[float, float]]:
    t, embeddings = faces.sample_t[faces.sample[person.shown]], faces.embeddings[person.shown].astype(np.float64)
    return switches(t, embeddings, same_cosine=faces.same_cosine)


def _summary(faces: "Faces", person: _Person, gates: _Gates) -> dict[str, Any]:
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
