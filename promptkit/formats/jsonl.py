"""Findings one a line: the objects of `promptkit.lint/1`, each with the shot's id, path and target."""

import json
from collections.abc import Sequence

from promptkit.formats._format import Format, Look
from promptkit.formats._json import finding_json, shot_json, unread_json
from promptkit.lint import Linted


def render(results: Sequence[Linted], look: Look) -> str:
    """One JSON object a finding, and one for all that could not be read; nothing for shots without findings."""
    rows = [unread_json(one) for one in look.unread]
    rows += [
        {**shot_json(one.shot, with_texts=look.with_texts), **finding_json(one.shot, finding)}
        for one in results
        for finding in one.findings
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


FORMAT = Format("jsonl", render)
