"""Anything that promptkit returns as a tidy pandas frame."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from promptkit.errors import UsageError
from promptkit.extras import require_video
from promptkit.lint import Linted
from promptkit.rewrite import Rewritten

if TYPE_CHECKING:
    import pandas as pd

    from promptkit.compare import Comparison
    from promptkit.run import Run
    from promptkit.score import ClipScores

FINDINGS = ("id", "rule", "code", "family", "severity", "message", "field", "start", "end", "text", "fix", "safe",
            "target", "duration", "obstacle")  # fmt: skip
REWRITES = ("id", "variant", "changed", "original", "rewritten", "negative", "applied", "remaining", "why")
SCORES = ("clip", "metric", "value", "status", "unit", "better", "why", "version", "frames", "duration")
COMPARED = ("metric", "unit", "better", "mean_a", "mean_b", "difference", "low", "high", "margin", "verdict", "pairs",
            "p", "p_holm", "win_rate", "why")  # fmt: skip
"""Columns of each kind of frame."""
Rows = Callable[[Sequence[Any]], Iterator[dict[str, object]]]


def frame(
    subject: "Run | Comparison | Linted | Rewritten | ClipScores | Iterable[Linted | Rewritten | ClipScores]",
) -> "pd.DataFrame":
    """A tidy pandas frame of whatever `pk` returned: one row a finding, rewrite, score or compared metric.

    Args:
        subject: what `lint`, `rewrite`, `score`, `compare` or `read_run` returned, or one entry of it.

    Raises:
        UsageError: it is none of these, or several kinds at once.
        MissingExtra: pandas is not installed.
    """
    require_video("pk.frame")
    import pandas as pd  # noqa: PLC0415  (the text half works without it)

    from promptkit.compare import Comparison  # noqa: PLC0415  (scipy)
    from promptkit.run import Run  # noqa: PLC0415
    from promptkit.score import ClipScores  # noqa: PLC0415  (PyAV)

    if isinstance(subject, Run):
        return subject.frame()
    if isinstance(subject, Comparison):
        return pd.DataFrame(list(_compared(subject)), columns=list(COMPARED))
    several: list[Any] = [subject] if isinstance(subject, Linted | Rewritten | ClipScores) else _listed(subject)
    ways: tuple[tuple[type, Rows, tuple[str, ...]], ...] = (
        (Linted, _findings, FINDINGS), (Rewritten, _rewrites, REWRITES), (ClipScores, _scores, SCORES),
    )  # fmt: skip
    for kind, rows, columns in ways:
        if all(isinstance(one, kind) for one in several):
            return pd.DataFrame(list(rows(several)), columns=list(columns))
    kinds = ", ".join(sorted({type(one).__name__ for one in several}))
    raise UsageError(f"expected what pk.lint, pk.rewrite, pk.score, pk.compare or pk.read_run returns, got {kinds}")


def _listed(subject: object) -> list[Any]:
    if isinstance(subject, str) or not isinstance(subject, Iterable):
        raise UsageError(f"expected what pk returned, such as pk.lint(prompt), got {type(subject).__name__}")
    return list(subject)


def _findings(several: Sequence[Linted]) -> Iterator[dict[str, object]]:
    for linted in several:
        shot = linted.shot
        for one in linted.findings:
            of_finding = ("rule", "code", "family", "severity", "message", "field", "start", "end")
            text = getattr(shot, one.field, None)
            yield {name: getattr(one, name) for name in of_finding} | {
                "id": shot.id,
                "text": text[one.start : one.end] if isinstance(text, str) else None,
                "fix": one.fix.title if one.fix else None,
                "safe": one.fix.safe if one.fix else None,
                "target": shot.target,
                "duration": shot.duration,
                "obstacle": (one.fix.obstacle or None) if one.fix else None,
            }


def _rewrites(several: Sequence[Rewritten]) -> Iterator[dict[str, object]]:
    for one in several:
        yield {
            "id": one.shot.id,
            "variant": one.variant,
            "changed": one.changed,
            "original": one.original.prompt,
            "rewritten": one.shot.prompt,
            "negative": one.shot.negative,
            "applied": ", ".join(one.applied),
            "remaining": ", ".join(finding.rule for finding in one.remaining),
            "why": one.why,
        }


def _scores(several: "Sequence[ClipScores]") -> Iterator[dict[str, object]]:
    for one in several:
        of_clip = {"clip": str(one.clip.path), "frames": one.frames, "duration": one.duration_s}
        for score in one.scores.values():
            of_score = ("metric", "value", "status", "unit", "better", "why", "version")
            yield {name: getattr(score, name) for name in of_score} | of_clip


def _compared(comparison: "Comparison") -> Iterator[dict[str, object]]:
    for one in (*comparison.metrics, *comparison.context):
        yield {name: getattr(one, name) for name in COMPARED if name not in ("low", "high", "pairs")} | {
            "low": one.interval.low if one.interval else None,
            "high": one.interval.high if one.interval else None,
            "pairs": len(one.pairs),
        }
