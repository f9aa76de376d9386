"""Which detections show one person: faces linked from sample to sample.

Inside a shot the same place is the same person, however much the face changes: that change is what the identity metric
measures. A face that moves fast is followed to a near-by place by resemblance to how it just looked. Across a cut or a
longer gap only clear faces are known again, by resemblance to all clear faces of the track. Evidence of place and of
resemblance is added, so that two people who pass each other keep their tracks. Deterministic and causal: a prefix of
a clip has the prefix of its tracks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GAP_S = 1.0
"""A face that was away for longer has lost its place (eight samples at 8 Hz, four at 4 Hz)."""
IOU = 0.25
"""Least overlap of boxes that counts as the same place, 1/8 to 1/4 s apart."""
STRIDE = 2.0
"""How far a face may have moved, in its own heights, and still be near by."""


@dataclass(frozen=True)
class _Face:
    row: int
    t: float
    shot: int
    box: Floats
    embedding: Floats


@dataclass
class _Track:
    box: Floats
    t: float
    shot: int
    last: Floats
    """The embedding last seen, clear or not."""
    total: Floats
    """Sum of the telling unit embeddings so far."""


def link(
    *,
    t: Floats,
    shot: Integers,
    boxes: Floats,
    embeddings: Floats,
    telling: NDArray[np.bool_],
    same_cosine: float,
) -> Integers:
    """The track number of every detection, numbered from 0 in order of first appearance.

    Shape: N detections in order of time, those of one sample sharing their `t`; shot (N,) grows by one at each cut;
    boxes (N, 4) left, top, width, height in any one unit; embeddings (N, E) unit vectors; telling (N,): whether
    the face is clear enough to be known again (blurred faces of different people look alike); (N,) out.
    """
    tracks: list[_Track] = []
    numbers = np.full(len(t), -1, np.int64)
    for now in np.unique(t):
        rows = np.flatnonzero(t == now)
        faces = [_Face(int(row), now, int(shot[row]), boxes[row], embeddings[row]) for row in rows]
        for face, number in _assign(faces, tracks, telling, same_cosine):
            numbers[face.row] = number
        for face in faces:
            if numbers[face.row] < 0:
                numbers[face.row] = len(tracks)
                tracks.append(_Track(face.box, face.t, face.shot, face.embedding, np.zeros(embeddings.shape[1])))
            track = tracks[numbers[face.row]]
            track.box, track.t, track.shot, track.last = face.box, face.t, face.shot, face.embedding
            if telling[face.row]:
                track.total = track.total + face.embedding
    return numbers


def _assign(
    faces: list[_Face], tracks: list[_Track], telling: NDArray[np.bool_], same_cosine: float
) -> list[tuple[_Face, int]]:
    """Pairs (face, track number), strongest evidence first, each face and each track at most once."""
    pairs = []
    for face in faces:
        for number, track in enumerate(tracks):
            evidence = _evidence(face, track, is_telling=bool(telling[face.row]), same_cosine=same_cosine)
            if evidence is not None:
                pairs.append((-evidence, face.row, number, face))
    chosen: list[tuple[_Face, int]] = []
    for _, _, number, face in sorted(pairs, key=lambda pair: pair[:3]):
        if all(face is not other and number != taken for other, taken in chosen):
            chosen.append((face, number))
    return chosen


def _evidence(face: _Face, track: _Track, *, is_telling: bool, same_cosine: float) -> float | None:
    """Overlap plus cosine, or None where neither place nor resemblance says that this is the track's person."""
    near = track.shot == face.shot and face.t - track.t <= GAP_S
    length = float(np.linalg.norm(track.total))
    if not near and not (is_telling and length > 0):
        return None
    overlap = iou(face.box, track.box) if near else 0.0
    like_last = float(track.last @ face.embedding)
    like_all = float(track.total @ face.embedding) / length if is_telling and length > 0 else -1.0
    distance = float(np.linalg.norm(_centre(face.box) - _centre(track.box)))
    follows = near and distance <= STRIDE * track.box[3] and like_last >= same_cosine
    if overlap >= IOU or follows or like_all >= same_cosine:
        return overlap + max(like_all, like_last if near else -1.0)
    return None


def _centre(box: Floats) -> Floats:
    return box[:2] + box[2:] / 2


def iou(a: Floats, b: Floats) -> float:
    """Intersection over union of two boxes (left, top, width, height)."""
    shared = np.minimum(a[:2] + a[2:], b[:2] + b[2:]) - np.maximum(a[:2], b[:2])
    if (shared <= 0).any():
        return 0.0
    intersection = float(shared.prod())
    return intersection / (float(a[2:].prod()) + float(b[2:].prod()) - intersection)
