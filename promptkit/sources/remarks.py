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
    """Ids that several shots have: nothing that goes by the id can tell these apart.

    One that another file has too is none of them: versions of a shot are paired by its id.
    """
    places: dict[str, dict[int, None]] = {}
    for shot in shots:
        places.setdefault(shot.id, {})[shot.origin.start if shot.origin else 0] = None
    for name, (first, *others) in places.items():
        if others:
            more = f", and of {len(others) - 1} more below" if others[1:] else ""
            line, _ = document.position(first)
            yield Remark(others[0], f"the id {name!r} is that of line {line} too{more}; give each shot its own")
