"""What the authors of files should know though they can be read."""

from collections.abc import Iterator, Sequence

from promptkit.shot import Document, Shot
from promptkit.sources.kinds import format_of
from promptkit.sources.row import Remark


def remarks(document: Document, shots: Sequence[Shot]) -> Iterator[Remark]:
    """What is to be said of a file.

    Args:
        document: a file.
        shots: what was read from it.
    """
    if say := format_of(document).remarks:
        yield from say(document)
    yield from _shared_ids(document, shots)


def _shared_ids(document: Document, shots: Sequence[Shot]) -> Iterator[Remark]:
    """Ids that several shots have: nothing that goes by the id can tell these apart."""
    first: dict[str, int] = {}
    for shot in shots:
        start = shot.origin.start if shot.origin else 0
        if (before := first.setdefault(shot.id, start)) != start:
            line, _ = document.position(before)
            yield Remark(start, f"the id {shot.id!r} is that of line {line} too; give each shot its own")
