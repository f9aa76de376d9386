"""Reviewdog's diagnostic format, with suggestions that a reviewer can accept.

Source: github.com/reviewdog/reviewdog, proto/rdf (DiagnosticResult as JSON). Columns count bytes of UTF-8, from 1.
"""

import json
from collections.abc import Sequence
from typing import Any

from promptkit.formats._format import NOT_READ, Format, Look, each, posix
from promptkit.formats._patched import key_of, patched
from promptkit.formats._place import place_of
from promptkit.lint import Linted
from promptkit.shot import Document
from promptkit.sources.row import Splice
from promptkit.sources.unread import Unread

SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(results: Sequence[Linted], look: Look) -> str:
    """One DiagnosticResult."""
    fixes = patched(results)
    diagnostics = [*map(_of_unread, look.unread)]
    for shot, finding in each(results):
        place = place_of(shot, finding)
        where = {"path": posix(place.document.path), "range": _range(place.document, place.start, place.end)}
        diagnostic: dict[str, Any] = {
            "message": finding.message,
            "location": where,
            "severity": SEVERITY[finding.severity],
            "code": {"value": finding.rule},
        }
        if splices := fixes.get(key_of(shot, finding)):
            diagnostic["suggestions"] = [_suggestion(place.document, splice) for splice in splices]
        diagnostics.append(diagnostic)
    answer = {"source": {"name": "promptkit"}, "diagnostics": diagnostics}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _of_unread(one: Unread) -> dict[str, Any]:
    """With the line alone: how many bytes stand before a column, nobody knows of a file that was not read."""
    where: dict[str, Any] = {"path": posix(one.path)}
    if one.line:
        where["range"] = {"start": {"line": one.line}}
    return {"message": one.message, "location": where, "severity": "ERROR", "code": {"value": NOT_READ}}


def _suggestion(document: Document, splice: Splice) -> dict[str, Any]:
    return {"range": _range(document, splice.start, splice.end), "text": splice.text}


def _range(document: Document, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(document, start), "end": _position(document, end)}


def _position(document: Document, offset: int) -> dict[str, int]:
    line, column = document.position(offset)
    before = document.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode()) + 1}


FORMAT = Format("rdjson", render)
