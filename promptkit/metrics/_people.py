"""Who is in a clip, which of their faces say something about who they are, and whom a score is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import NotApplicable
from promptkit.metrics._likeness import consensus_cosines, explained_by_turn, reference_cosines

if TYPE_CHECKING:
    from promptkit.observers.faces import Faces

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

NEIGHBOURHOOD_S = 1.0


@dataclass(frozen=True, kw_only=True)
class Gates:
    """When a face says something about identity; reports/identity.md has the measurements behind each number."""

    min_height_px: float = 32.0
    min_sharpness: float = 0.02
    sharpness_drop: float = 1 / 3
    pose_range_deg: float = 10.0
    turn_range_deg: float = 35.0
    max_yaw_deg: float = 75.0
    min_samples: int = 3


@dataclass(frozen=True, kw_only=True)
class Person:
    """One track: which detections, which show their person clearly, which of those are usable, how like those are."""

    track: int
    rows: Rows
    shown: Rows
    usable: Rows
    likeness: Floats
    left_out: dict[str, Rows]
    """By the reason, those of the rows that are not usable."""
    prominence: float
    """Face area × time, in shares of the frame × samples."""

    @property
    def excluded(self) -> dict[str, int]:
        """How many faces are left out, by the reason."""
        return {why: len(rows) for why, rows in self.left_out.items()}


def people_of(faces: "Faces", gates: Gates) -> list[Person]:
    """Everybody who is seen for long enough and surely enough, by track; one or more.

    Raises:
        NotApplicable: nobody is.
    """
    samples = len(faces.sample_t)
    if len(faces.sample) == 0:
        raise NotApplicable(f"no face in {samples} sampled frames (detector of {faces.backbone})")
    people = [_person(faces, gates, track) for track in _persistent(faces, gates)]
    if not people:
        raise NotApplicable(
            f"faces seen in {len(np.unique(faces.sample))} of {samples} sampled frames, but none lasts for "
            f"{gates.min_samples} samples with a sure score: taken for false detections"
        )
    return people


def main_of(faces: "Faces", people: Sequence[Person], gates: Gates) -> Person:
    """The person a score is about: with references, of those like one (if any), the most seen.

    Raises:
        NotApplicable: nobody has `min_samples` usable faces.
    """
    scored = [one for one in people if len(one.usable) >= gates.min_samples]
    if not scored:
        excluded = {why: sum(one.excluded[why] for one in people) for why in people[0].excluded}
        raise NotApplicable(
            f"no face has {gates.min_samples} usable samples of {len(faces.sample_t)}: " + in_words(excluded)
        )
    if len(faces.references):
        scored = [one for one in scored if np.median(one.likeness) >= faces.same_cosine] or scored
    return max(scored, key=lambda one: one.prominence)


def in_words(excluded: dict[str, int]) -> str:
    """Why faces were left out: "3 blurred, 2 turned away"."""
    return ", ".join(f"{count} {why}" for why, count in excluded.items() if count)


def _persistent(faces: "Faces", gates: Gates) -> list[int]:
    tracks = np.unique(faces.track).tolist()
    return [
        track
        for track in tracks
        if np.sum(faces.track == track) >= gates.min_samples
        and np.median(faces.scores[faces.track == track]) >= faces.sure_score
    ]


def _person(faces: "Faces", gates: Gates, track: int) -> Person:
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
    return Person(
        track=track,
        rows=rows,
        shown=shown,
        usable=usable,
        likeness=likeness,
        left_out={
            "too small": rows[small],
            "blurred": rows[blurred],
            "turned away": np.setdiff1d(clear, usable, assume_unique=True),
        },
        prominence=float(faces.boxes[rows, 2:].prod(axis=1).sum()),
    )


def _by_pose(faces: "Faces", clear: Rows, gates: Gates) -> tuple[Rows, Rows]:
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
