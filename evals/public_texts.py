"""Texts of the public corpora: lines, table cells, JSON strings."""

import csv
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path


def texts(path: Path, *, keys: Collection[str] | None = None) -> Iterator[str]:
    """Every text that a corpus file holds.

    Args:
        path: a .txt, .csv or .json file; JSON may stand one document a line.
        keys: of a JSON file only the strings under these; all when None.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".csv":
        yield from (cell.strip() for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
    elif path.suffix == ".json":
        documents = [text] if not text.startswith('{"') or "\n{" not in text else text.split("\n")
        for document in filter(str.strip, documents):
            yield from _strings(json.loads(document), keys, is_asked=keys is None)
    else:
        yield from (line.strip() for line in text.splitlines())


def _strings(value: object, keys: Collection[str] | None, *, is_asked: bool) -> Iterator[str]:
    """The strings inside a JSON value, or those of them that stand under a key that is asked for."""
    if isinstance(value, str) and is_asked:
        yield value.strip()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, keys, is_asked=keys is None or key in keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, keys, is_asked=is_asked)
