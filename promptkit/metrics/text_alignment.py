"""Whether the frames show what the prompt says."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.prompt import Prompted
    from promptkit.observers.semantic import Semantic


@metric(
    unit="cosine", better="higher", version=1, needs=("semantic", "prompt"), margin=0.01, stillness_flatters=False,
    bounds=(-1, 1), by_request=True,
)  # fmt: skip
def text_alignment(semantic: "Semantic", prompt: "Prompted") -> Measurement:
    """Mean cosine of the prompt with the frames, both as CLIP sees them; by request.

    Usual values lie between 0.2 and 0.35, and differ more between prompts than between clips of one prompt: compare
    clips of one prompt. CLIP looks at single frames, so what moves, and why, is not judged. Not validated by us: the
    weights were not at hand.

    Zero: to CLIP the frames have nothing to do with the prompt; real clips lie far above whatever they show.
    Shape: embeddings of S samples (8 a second) and of the prompt in; one cosine out, -1..1; each sample's as series.
    Detail: `samples`, `p5` (of the samples), `is_cut` (the prompt has more than CLIP's 77 tokens, the rest is unread).
    Not applicable: no prompt is known, or a single frame.
    References: Radford et al. 2021 (CLIP); Hessel et al. 2021, CLIPScore, without its factor 2.5 and its floor at 0.
    """
    if not len(prompt.embedding):
        raise NotApplicable("no prompt is known; name the shot: --shot FILE --id ID")
    if len(semantic.t_s) < 2:  # noqa: PLR2004
        raise NotApplicable("a single frame is no clip")
    cosines = semantic.embeddings.astype(np.float64) @ prompt.embedding.astype(np.float64)
    return Measurement(
        float(cosines.mean()),
        {"samples": len(cosines), "p5": float(np.percentile(cosines, 5)), "is_cut": prompt.is_cut},
        Series.of(semantic.t_s, cosines),
    )
