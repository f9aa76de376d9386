"""Rows of a document → shots."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath

from promptkit.errors import UsageError, tried
from promptkit.shot import TEXT_FIELDS, Document, Origin, Shot, Written
from promptkit.sources.check import Instead, checked
from promptkit.sources.kinds import PROMPT, STDIN
from promptkit.sources.row import Cell, Row, at
from promptkit.sources.template import expand

MAX_PROMPT_CHARACTERS = 20_000
"""Four times what the most patient target takes. Reading a text takes time that grows faster than its length."""


def shots_of(document: Document, rows: Sequence[Row], fill: Mapping[str, object]) -> list[Shot]:
    """One shot a row; several where a template's variables are lists.

    Raises:
        UsageError: rows are no shots, a prompt is endless or a template is broken; the message names every place.
    """
    by_row = tried(lambda row: [*_shots_of_row(document, row, fill)], rows)
    return [shot for shots in by_row for shot in shots]


def cell_of(row: Row, field: str) -> Cell | None:
    """Where the value of a field stands: in the row itself, or in the file's defaults."""
    layer = row if field in row.values or row.defaults is None else row.defaults
    return layer.cells.get(field)


def _shots_of_row(document: Document, row: Row, fill: Mapping[str, object]) -> Iterator[Shot]:
    values = checked(document, row, fill)
    name = values["id"] or _default_id(document, row)
    given = {field: cell for field in TEXT_FIELDS if (cell := cell_of(row, field)) is not None}
    cells = {field: cell for field, cell in given.items() if not isinstance(fill.get(field), Instead)}
    written = {field: Written(cell.offsets, cell.encode, tuple(cell.ends)) for field, cell in cells.items()}
    spans = {key: span for key, span in _spans(row) if not isinstance(fill.get(key), Instead)}
    is_named = values["id"] is not None and row.shared is None
    placeholders = cells["prompt"].placeholders if "prompt" in cells else ()
    for version in expand(document, values["prompt"], written.get("prompt"), values["vars"], placeholders):
        if (length := len(version.prompt)) > MAX_PROMPT_CHARACTERS:
            raise UsageError(
                f"{at(document, row.start)}: a prompt of {length} characters; no model takes more than a few thousand, "
                f"and at most {MAX_PROMPT_CHARACTERS} are read: split it into shots"
            )
        changed = {
            **values,
            "id": name + version.suffix,
            "prompt": version.prompt,
            "vars": version.vars,
            "unresolved": version.unresolved,
            "origin": Origin(document, row.start, _with_prompt(written, version.written), spans, is_named),
        }
        yield Shot(**changed)  # type: ignore[arg-type]


def _with_prompt(written: Mapping[str, Written], prompt: Written | None) -> dict[str, Written]:
    return {**written, **({"prompt": prompt} if prompt else {})}


def _spans(row: Row) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the value of each key stands, in the file's defaults and in the row itself, which comes last."""
    for layer in (row.defaults, row):
        if layer and layer.ends:
            yield from ((key, (layer.places[key], end)) for key, end in layer.ends.items() if key in layer.values)


def _default_id(document: Document, row: Row) -> str:
    if document.path == PROMPT:
        return "prompt"
    return f"{stem(document.path)}:{document.position(row.start)[0]}{row.suffix}"


@lru_cache(maxsize=8)
def stem(path: str) -> str:
    """What a file is called in the ids of its shots."""
    return "stdin" if path == STDIN else PurePath(path).stem
