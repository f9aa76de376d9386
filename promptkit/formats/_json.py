"""Shots and findings as `promptkit.lint/1` has them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from promptkit.formats._format import NOT_READ
from promptkit.formats._place import place_of
from promptkit.formats._total import totals
from promptkit.lint import Linted
from promptkit.rule import SEVERITIES, Finding
from promptkit.shot import Shot
from promptkit.sources.unread import Unread

SCHEMA = "promptkit.lint/1"
_KEYS = (
    "id", "path", "line", "target", "rule", "code", "family", "severity", "message", "field", "start", "end", "column",
    "end_line", "end_column", "key", "cost", "fix",
)  # fmt: skip


def lint_json(results: Sequence[Linted], *, with_texts: bool = False, unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The whole answer of `promptkit lint --format json`.

    Args:
        results: linted shots.
        with_texts: also give each shot's prompt and negative, for shots that were fixed and stand in no file.
        unread: what is wrong with files that were not linted; the key `unread` is there only where there are some.
    """
    left = [{"path": one.path, "line": one.line, "column": one.column, "message": one.message} for one in unread]
    shots = [_linted(one, with_texts) for one in results]
    return {"schema": SCHEMA, "summary": _summary(results), "shots": shots, **({"unread": left} if left else {})}


def _summary(results: Sequence[Linted]) -> dict[str, Any]:
    findings = [finding for one in results for finding in one.findings]
    severities = Counter(finding.severity for finding in findings)
    fixes = [finding.fix for finding in findings if finding.fix and not finding.fix.obstacle]
    fixable = Counter("safe" if fix.safe else "unsafe" for fix in fixes)
    return {
        "shots": len(results),
        "findings": len(findings),
        "by_severity": {severity: severities[severity] for severity in SEVERITIES},
        "fixable": {"safe": fixable["safe"], "unsafe": fixable["unsafe"]},
        "silenced": sum(one.silenced for one in results),
        "cost": [
            {"currency": total.currency, "amount": total.amount, "shots": total.shots} for total in totals(results)
        ],
    }


def _linted(one: Linted, with_texts: bool) -> dict[str, Any]:
    findings = [finding_json(one.shot, finding) for finding in one.findings]
    return {**shot_json(one.shot, with_texts=with_texts), "findings": findings}


def shot_json(shot: Shot, *, with_texts: bool) -> dict[str, Any]:
    """What a shot is called and where it stands; its texts where wanted."""
    head = {
        "id": shot.id,
        "path": shot.origin.document.path if shot.origin else None,
        "line": shot.origin.line if shot.origin else None,
        "target": shot.target,
    }
    texts = {"prompt": shot.prompt, "negative": shot.negative} if with_texts else {}
    return {**head, **texts}


def finding_json(shot: Shot, finding: Finding) -> dict[str, Any]:
    """A finding with its place in the file."""
    place = place_of(shot, finding)
    return {
        "rule": finding.rule,
        "code": finding.code or None,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "key": finding.key or None,
        "cost": finding.cost and {"amount": finding.cost.amount, "currency": finding.cost.currency},
        "fix": _fix(finding),
    }


def unread_json(one: Unread) -> dict[str, Any]:
    """What is wrong with a file that was not linted, with the keys of a shot and its finding."""
    known = {"path": one.path, "line": one.line, "column": one.column, "message": one.message}
    return {**dict.fromkeys(_KEYS), **known, "rule": NOT_READ, "severity": "error"}


def _fix(finding: Finding) -> dict[str, Any] | None:
    if finding.fix is None:
        return None
    edits = [
        {"field": edit.field, "start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits
    ]
    fix = finding.fix
    return {"safe": fix.safe, "title": fix.title, "edits": edits, "obstacle": fix.obstacle or None}
