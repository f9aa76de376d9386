"""SARIF 2.1.0 with fixes, as code scanning services read it.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". GitHub refuses a whole upload for one
fix without a change, so a fix that cannot be written as a change of one place is left out. Columns count Unicode code
points, and the run says so.
"""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from promptkit import __version__
from promptkit.formats._format import Format, Look, each, posix
from promptkit.formats._patched import key_of, patched
from promptkit.formats._place import fingerprints, place_of
from promptkit.lint import Linted
from promptkit.rule import Finding, Rule, all_rules
from promptkit.shot import Document, Shot
from promptkit.sources.row import Splice
from promptkit.sources.unread import Unread

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(results: Sequence[Linted], look: Look) -> str:
    """One run; what could not be read is a notification of its invocation (section 3.20.21)."""
    fixes = patched(results)
    names = sorted({finding.rule for _, finding in each(results)})
    driver = {
        "name": "promptkit",
        "version": __version__,
        "rules": [_rule(name, all_rules().get(name)) for name in names],
    }
    answers = [
        _result(shot, finding, names.index(finding.rule), fingerprint, fixes.get(key_of(shot, finding)))
        for (shot, finding), fingerprint in zip(each(results), fingerprints(results), strict=True)
    ]
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": answers}
    if look.unread:
        said = [_notification(one) for one in look.unread]
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": said}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _notification(one: Unread) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(posix(one.path))}}
    if one.line:
        place["region"] = {"startLine": one.line, **({"startColumn": one.column} if one.column else {})}
    return {"level": "error", "message": {"text": one.message}, "locations": [{"physicalLocation": place}]}


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    """A team's own rules have no page."""
    if rule is None:
        return {"id": name}
    page = rule.page
    help_text = "\n\n".join(f"{heading}:\n{text}" for heading, text in page.items() if heading)
    return {
        "id": name,
        "shortDescription": {"text": " ".join(page[""].split())},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family, rule.code], "code": rule.code} if rule.code else {"tags": [rule.family]},
    }


def _result(
    shot: Shot, finding: Finding, index: int, fingerprint: str, splices: tuple[Splice, ...] | None
) -> dict[str, Any]:
    place = place_of(shot, finding)
    artifact = {"uri": quote(posix(place.document.path))}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": _region(place.document, place.start, place.end),
                }
            }
        ],
        "partialFingerprints": {"promptkit/v1": fingerprint},
    }
    if splices and finding.fix:
        replacements = [
            {
                "deletedRegion": _region(place.document, splice.start, splice.end),
                "insertedContent": {"text": splice.text},
            }
            for splice in splices
        ]
        result["fixes"] = [
            {
                "description": {"text": finding.fix.title},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
            }
        ]
    return result


def _region(document: Document, start: int, end: int) -> dict[str, int]:
    (line, column), (end_line, end_column) = document.position(start), document.position(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


FORMAT = Format("sarif", render)
