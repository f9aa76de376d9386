"""What the observer of faces would see of made-up people."""

import numpy as np

from promptkit.observers.faces import Faces


def alike(count, cosine, *, axis=0, seed=0):
    """Unit vectors that all have `cosine` to each other and its root to the axis: √c·axis + √(1−c)·own direction."""
    size = 1000
    vectors = np.zeros((count, size))
    vectors[:, axis] = np.sqrt(cosine)
    vectors[np.arange(count), 10 + 200 * seed + np.arange(count)] = np.sqrt(1 - cosine)
    return vectors


def person(embeddings, *, start=0, track=0, step=1, size=0.3, **changes):
    """Columns of one person's faces, one in every `step`-th sample from sample `start`."""
    count = len(embeddings)
    columns = {
        "sample": start + step * np.arange(count),
        "boxes": np.tile([0.1, 0.1, size, size], (count, 1)),
        "landmarks": np.zeros((count, 5, 2)),
        "scores": np.full(count, 0.9),
        "yaw_deg": np.zeros(count),
        "sharpness": np.full(count, 0.2),
        "track": np.full(count, track),
        "embeddings": embeddings,
    }
    for name, value in changes.items():
        columns[name] = np.broadcast_to(value, columns[name].shape).copy()
    return columns


def seen(*people, samples=None, references=None):
    """An observation of people at 8 Hz in a 480p clip."""
    columns = {name: np.concatenate([one[name] for one in people]) for name in people[0]} if people else {}
    order = np.argsort(columns["sample"], kind="stable") if people else []
    columns = {name: column[order] for name, column in columns.items()} or person(np.zeros((0, 4)))
    samples = samples or int(columns["sample"].max(initial=-1)) + 1
    return Faces(
        backbone="test", same_cosine=0.4, sure_score=0.8, frame_height_px=480,
        sample_t=np.arange(samples) / 8, sample_shot=np.zeros(samples, int), left_out=np.zeros(samples, int),
        references=np.zeros((0, 0)) if references is None else np.array(references), **columns,
    )  # fmt: skip
