"""`.prompt`: the whole file is one prompt."""

from promptkit.shot import Document
from promptkit.sources.row import LINE_BREAK, Cell, Format, Row, literal, trimmed


def rows(document: Document) -> list[Row]:
    """The one row, or none when the file is blank."""
    if not document.text.strip():
        return []
    value, offsets = literal(document.text, 0, len(document.text))
    newline = "\r\n" if "\r\n" in document.text else "\n"

    def write(text: str) -> str:
        return LINE_BREAK.sub(lambda _: newline, text)

    cell = trimmed(Cell(value, offsets, 0, len(document.text), write, _read, write))
    return [Row(cell.offsets[0], {"prompt": cell.value}, {"prompt": cell}, {"prompt": cell.offsets[0]})]


def _read(text: str) -> str | None:
    return LINE_BREAK.sub("\n", text) if text.strip() else None


FORMAT = Format((".prompt",), rows)
