"""Structure observations built by hand."""

import numpy as np

from promptkit.observers.structure import Structure


def a_structure(count=48, fps=24.0, **events):
    """A clip without events, but for those given."""
    spans = ("frozen_s", "one_picture_s", "fades_s", "black_s", "blank_s", "flashes_s")
    made = {
        "t_s": np.arange(count) / fps,
        "shown_s": np.full(count, 1 / fps),
        "change": np.zeros(count, np.float32),
        "cuts_s": np.zeros(0),
        "duplicates_s": np.zeros(0),
        "repeats_s": np.zeros((0, 3)),
        "returns": False,
        "bars": (0.0, 0.0, 0.0, 0.0),
        **{name: np.zeros((0, 2)) for name in spans},
    }
    return Structure(**(made | {k: np.array(v) if isinstance(v, list) else v for k, v in events.items()}))
