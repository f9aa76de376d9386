"""`.prompt`: the whole file is one prompt."""

import re

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.row import LINE_BREAK, TO_PROMPTKIT, Cell, Format, Row, at, literal, trimmed

_SUFFIX = ".prompt"
_MARK = re.compile(rf"(?<!\S){TO_PROMPTKIT}")


def rows(document: Document) -> list[Row]:
    """The one row, or none when the file is blank."""
    if not document.text.strip():
        return []
    if document.path.lower().endswith(_SUFFIX) and (mark := _MARK.search(document.text)):
        raise UsageError(
            f"{at(document, mark.start())}: a {_SUFFIX} file has no comments, so this would be sent with the prompt; "
            "put the shot into a .yaml file, with the key `ignore`, or use per-file-ignores in the settings"
        )
    value, offsets = literal(document.text, 0, len(document.text))
    newline = "\r\n" if "\r\n" in document.text else "\n"

    def write(text: str) -> str:
        return LINE_BREAK.sub(lambda _: newline, text)

    cell = trimmed(Cell(value, offsets, 0, len(document.text), write, _read, write))
    return [Row(cell.offsets[0], {"prompt": cell.value}, {"prompt": cell}, {"prompt": cell.offsets[0]})]


def _read(text: str) -> str | None:
    return LINE_BREAK.sub("\n", text) if text.strip() else None


FORMAT = Format((_SUFFIX,), rows)
