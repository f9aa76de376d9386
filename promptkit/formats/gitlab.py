"""A GitLab Code Quality report: findings stand in the merge request.

Source: docs.gitlab.com, "Code Quality", report format: description, check_name, fingerprint, severity
(info, minor, major, critical, blocker), location.path and location.lines.begin.
"""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from promptkit.formats._format import Format, Look, each, posix, told
from promptkit.formats._place import place_of
from promptkit.lint import Linted, about

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(results: Sequence[Linted], look: Look) -> str:  # noqa: ARG001
    """One JSON list; a finding keeps its fingerprint when lines above it come and go."""
    seen: Counter[tuple[str, ...]] = Counter()
    issues = []
    for shot, finding in each(results):
        place = place_of(shot, finding)
        path = posix(place.document.path)
        what = (path, finding.rule, finding.field, about(shot, finding))
        seen[what] += 1
        issues.append(
            {
                "description": f"{told(finding)}",
                "check_name": finding.rule,
                "fingerprint": sha256(json.dumps([*what, seen[what]]).encode()).hexdigest(),
                "severity": SEVERITY[finding.severity],
                "location": {"path": path, "lines": {"begin": place.line, "end": place.end_line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


FORMAT = Format("gitlab", render)
