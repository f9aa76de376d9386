"""A GitLab Code Quality report: findings stand in the merge request.

The merge request shows the description alone, so that the rule is named there too.

Source: docs.gitlab.com, "Code Quality", report format: description, check_name, fingerprint, severity
(info, minor, major, critical, blocker), location.path and location.lines.begin.
"""

import json
from collections.abc import Sequence
from typing import Any

from promptkit.formats._format import NOT_READ, Format, Look, both_names, each, posix, told
from promptkit.formats._place import fingerprints, fingerprints_of_unread, place_of
from promptkit.lint import Linted
from promptkit.sources.unread import Unread

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(results: Sequence[Linted], look: Look) -> str:
    """One JSON list; a finding keeps its fingerprint when lines above it come and go."""
    issues = [*map(_of_unread, look.unread, fingerprints_of_unread(look.unread))]
    for (shot, finding), fingerprint in zip(each(results), fingerprints(results), strict=True):
        place = place_of(shot, finding)
        issues.append(
            {
                "description": f"{told(finding)} [{both_names(finding)}]",
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": SEVERITY[finding.severity],
                "location": {"path": posix(place.document.path), "lines": {"begin": place.line, "end": place.end_line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _of_unread(one: Unread, fingerprint: str) -> dict[str, Any]:
    """The report needs a line: the first, where it is about the whole file."""
    return {
        "description": f"{one.message} [{NOT_READ}]",
        "check_name": NOT_READ,
        "fingerprint": fingerprint,
        "severity": "critical",
        "location": {"path": posix(one.path), "lines": {"begin": one.line or 1}},
    }


FORMAT = Format("gitlab", render)
