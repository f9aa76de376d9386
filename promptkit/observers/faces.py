"""Who is seen: faces found, measured, tracked and embedded on a grid of samples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.nets._align import sharpness
from promptkit.nets._found import Found
from promptkit.nets.face import FaceNets, crops_of, embed_references, load_faces
from promptkit.observer import Chunk, Stream, Watching, observer
from promptkit.observers._cuts import is_cut, thumbnail
from promptkit.observers._tracks import link

MOST_FACES = 20
"""Faces looked at per sample, the largest first: a crowd must not cost without bound."""
TELLING_SHARPNESS = 0.02
"""Below it faces of different people are taken for one (reports/identity.md, blur of 2 % of the face's height)."""


@dataclass(frozen=True, kw_only=True)
class Faces:
    """Faces of a clip: S samples, D detections, R references, embeddings of length E.

    Lengths are in frame heights, from the top left corner; times in seconds from the first frame.
    """

    backbone: str
    same_cosine: float
    """Cosine from which this backbone's embeddings count as one person."""
    sure_score: float
    """Detector score from which this backbone is seldom wrong."""
    frame_height_px: int
    sample_t: NDArray[np.float64]
    """(S,) times of the frames looked at: the first frame at or after each tick of a fixed grid."""
    sample_shot: NDArray[np.int64]
    """(S,) number of hard cuts before the sample."""
    left_out: NDArray[np.int64]
    """(S,) faces beyond the largest `MOST_FACES`, not looked at."""
    sample: NDArray[np.int64]
    """(D,) index into the samples, growing."""
    boxes: NDArray[np.float64]
    """(D, 4) left, top, width, height."""
    landmarks: NDArray[np.float64]
    """(D, 5, 2) the points the backbone aligns by."""
    scores: NDArray[np.float64]
    """(D,) in the detector's unit."""
    yaw_deg: NDArray[np.float64]
    """(D,) how far the head is turned, about; see `nets._align.yaw_deg`."""
    sharpness: NDArray[np.float64]
    """(D,) detail per contrast on the aligned crop; see `nets._align.sharpness`."""
    track: NDArray[np.int64]
    """(D,) which person, numbered by first appearance; see `_tracks.link`."""
    embeddings: NDArray[np.float32]
    """(D, E) unit vectors."""
    references: NDArray[np.float32]
    """(R, E) unit vectors of the reference images; (0, 0) without any."""


@observer(version=2, depends_on=("face", "references"))
def faces(stream: Stream) -> Watching[Faces]:
    """Look for faces at up to 8 Hz (4 Hz with dlib) of screen time, on a grid fixed to the clip's start.

    The first frame at or after each tick is looked at, so the first 5 s of a clip give what the clip cut at 5 s gives.
    Memory grows by about 1 kB for each face found.

    Raises:
        WeightsError, MissingExtra: the backbone cannot be loaded.
        UsageError: a reference image cannot be read or shows no face.
    """
    nets = load_faces(stream.face, stream.device)
    references = embed_references(nets, stream.references)
    notes = _Notes()
    while (chunk := (yield)) is not None:
        _watch(chunk, nets, notes)
    return _observation(nets, notes, references)


class _Notes:
    """What is kept between chunks."""

    def __init__(self) -> None:
        self.next_tick = 0
        self.cuts = 0
        self.thumbnail: NDArray[np.float32] | None = None
        self.height_px = 1
        self.times: list[float] = []
        self.shots: list[int] = []
        self.left_out: list[int] = []
        self.found: list[Found] = []
        self.sharpness: list[NDArray[np.float64]] = []
        self.embeddings: list[NDArray[np.float32]] = []


def _watch(chunk: Chunk, nets: FaceNets, notes: _Notes) -> None:
    crops = []
    for rgb, t in zip(chunk.rgb, chunk.pts_s.tolist(), strict=True):
        before, notes.thumbnail = notes.thumbnail, thumbnail(rgb)
        if before is not None and is_cut(before, notes.thumbnail):
            notes.cuts += 1
        # Time stamps are rounded: a frame 1 µs before a tick is meant to be on it.
        ticks = int((t + 1e-6) * nets.rate_hz)
        if ticks < notes.next_tick:
            continue
        notes.next_tick = ticks + 1
        notes.height_px = rgb.shape[0]
        every = nets.detect(rgb)
        found = every.largest(MOST_FACES)
        notes.times.append(t)
        notes.shots.append(notes.cuts)
        notes.left_out.append(len(every) - len(found))
        notes.found.append(found)
        if len(found):
            crops.append(crops_of(nets, rgb, found))
    if crops:
        together = np.concatenate(crops)
        notes.sharpness.append(sharpness(together))
        notes.embeddings.append(nets.embed(together))


def _observation(nets: FaceNets, notes: _Notes, references: NDArray[np.float32]) -> Faces:
    none = Found.none()
    found = [none, *notes.found]
    sample = np.repeat(np.arange(len(notes.found)), [len(one) for one in notes.found])
    times, shots = np.array(notes.times, np.float64), np.array(notes.shots, np.int64)
    boxes = np.concatenate([one.boxes for one in found]) / notes.height_px
    embeddings = np.concatenate(notes.embeddings) if notes.embeddings else np.zeros((0, 0), np.float32)
    scores = np.concatenate([one.scores for one in found])
    sharp = np.concatenate([np.zeros(0), *notes.sharpness])
    return Faces(
        backbone=nets.name,
        same_cosine=nets.same_cosine,
        sure_score=nets.sure_score,
        frame_height_px=notes.height_px,
        sample_t=times,
        sample_shot=shots,
        left_out=np.array(notes.left_out, np.int64),
        sample=sample,
        boxes=boxes,
        landmarks=np.concatenate([one.landmarks for one in found]) / notes.height_px,
        scores=scores,
        yaw_deg=np.concatenate([one.yaw_deg for one in found]),
        sharpness=sharp,
        track=link(
            t=times[sample],
            shot=shots[sample],
            boxes=boxes,
            embeddings=embeddings.astype(np.float64),
            telling=(scores >= nets.sure_score) & (sharp >= TELLING_SHARPNESS),
            same_cosine=nets.same_cosine,
        ),
        embeddings=embeddings,
        references=references,
    )
