"""Which fixes could not be written into a file the last time; as long as it and they are the same, nothing is tried.

On disk it is a file for each shot file, and holds what was found when it was last linted.
"""

import hashlib
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path

from promptkit import __version__
from promptkit.cache import keep, kept_file, read_kept
from promptkit.memo import stamp
from promptkit.rule import Fix
from promptkit.shot import WRITABLE, Document, Shot
from promptkit.sources.edit import Refusal

_INSTEAD = "every fix is tried again"
_written, _edited = attrgetter(*WRITABLE), attrgetter("field", "start", "end", "text")


def remembered(
    document: Document, fixes: Sequence[tuple[Shot, Fix]], find: Callable[[], list[Refusal]]
) -> list[Refusal]:
    """What `find` says of these fixes, or said of the same ones before."""
    if document.path.startswith("<"):
        return find()
    path = kept_file("fixes", str(Path(document.path).resolve()))
    asked, kept = _key(document, fixes), read_kept(path, _INSTEAD)
    if kept.get("asked") == asked:
        return [Refusal(*each) for each in kept["refused"]]
    refused = find()
    keep(path, {"asked": asked, "refused": refused}, _INSTEAD)
    return refused


def _key(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> str:
    """All that the answer depends on, hashed: what shots say, what of it stands in the file, what is to change."""
    digest = hashlib.sha256(repr((__version__, stamp(), document)).encode("utf-8", "surrogatepass"))
    for shot, fix in fixes:
        origin = shot.origin
        placed = origin and (origin.start, [(field, one.offsets) for field, one in origin.written.items()])
        told = repr((shot.id, placed, _written(shot), [_edited(edit) for edit in fix.edits]))
        digest.update(told.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
