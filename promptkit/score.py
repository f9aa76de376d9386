"""Clips → scores: one decode feeds every observer that is needed; metrics are arithmetic on what they saw."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from promptkit.clip import Clip, open_clip
from promptkit.decode import Decoded
from promptkit.errors import ClipError
from promptkit.flags import flags
from promptkit.metric import Metric, Score, Status
from promptkit.plan import Plan, plan
from promptkit.watch import Failure, guarded, observe

STOPPED = "scored only as far as it can be decoded"
"""How the note begins that says so."""
__all__ = ["STOPPED", "ClipScores", "Plan", "measure", "plan", "score_clips"]


@dataclass(frozen=True, kw_only=True)
class ClipScores:
    """All scores of one clip, and what was decoded of it."""

    clip: Clip
    decoded: Decoded
    scores: Mapping[str, Score]
    """By metric name."""
    from_s: float | None = None
    until_s: float | None = None
    """The part of the clip that was scored; None is its begin or its end."""

    @property
    def frames(self) -> int:
        """Frames that were decoded, in the part that was asked for."""
        return self.decoded.frames

    @property
    def fps(self) -> float | None:
        """Mean frame rate by the time stamps; None for a single frame."""
        return self.decoded.fps

    @property
    def duration_s(self) -> float:
        """Seconds for which those frames are shown."""
        return self.decoded.duration_s

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the scores should know of the file; first of all, if decoding stopped early."""
        stopped = (f"{STOPPED}: {self.decoded.stopped}",) if self.decoded.stopped else ()
        return stopped + self.decoded.notes

    def __repr__(self) -> str:
        """The clip and how much is known of it; `print` shows the scores."""
        values = sum(one.value is not None for one in self.scores.values())
        return f"<ClipScores {self.clip.path}: {values} of {len(self.scores)} metrics have a value>"

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.clip_scores import text  # noqa: PLC0415

        return text(self)

    def _repr_html_(self) -> str:
        from promptkit.notebook.clip_scores import html  # noqa: PLC0415

        return html(self)


def score_clips(paths: Iterable[str | os.PathLike[str]], how: Plan) -> Iterator[ClipScores | ClipError]:
    """Score clips one after the other; one that cannot be read comes out as its error and stops no other."""
    for path in paths:
        try:
            yield measure(open_clip(path), how)
        except ClipError as error:
            yield error


def measure(clip: Clip, how: Plan) -> ClipScores:
    """Score a clip as planned.

    What goes wrong in one observer or metric fails the scores that need it, with the reason, and no others. Where the
    structure was looked at, every score carries the clip's `flags` in its detail: what makes it mean less.

    Raises:
        ClipError: no frame of the part that was asked for can be decoded.
    """
    decoded, seen = observe(clip, how)
    scores = {metric.name: _score(metric, clip, seen, how.provenance(metric)) for metric in how.metrics}
    flagged = _flagged(scores, seen.get("structure"))
    return ClipScores(clip=clip, decoded=decoded, scores=flagged, from_s=how.from_s, until_s=how.until_s)


def _flagged(scores: Mapping[str, Score], structure: Any) -> Mapping[str, Score]:
    if structure is None or isinstance(structure, Failure):
        return scores
    told = flags(structure)
    return {name: replace(score, detail={**score.detail, "flags": told}) for name, score in scores.items()}


def _score(metric: Metric, clip: Clip, seen: Mapping[str, Any], provenance: Mapping[str, Any]) -> Score:
    unseen = [seen[name] for name in metric.needs if isinstance(seen[name], Failure)]
    outcome: Score | Failure = (
        unseen[0] if unseen else guarded(f"metric {metric.name}", clip, lambda: metric.score(seen, provenance))
    )
    if isinstance(outcome, Failure):
        status: Status = "failed" if outcome.is_applicable else "not_applicable"
        return metric.answer(status, why=outcome.why, detail=provenance)
    return outcome
