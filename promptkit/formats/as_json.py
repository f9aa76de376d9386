"""Findings as one JSON document, `promptkit.lint/1`."""

import json
from collections.abc import Sequence

from promptkit.formats._format import Format, Look
from promptkit.formats._json import lint_json
from promptkit.lint import Linted


def render(results: Sequence[Linted], look: Look) -> str:
    """The whole answer, indented."""
    answer = lint_json(results, with_texts=look.with_texts, unread=look.unread)
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


FORMAT = Format("json", render)
