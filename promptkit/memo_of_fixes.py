"""Which fixes could not be written into a file the last time; as long as it and they are the same, nothing is tried.

On disk it is a file for each shot file, and holds what was found when it was last linted.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter

from promptkit import __version__
from promptkit.cache import keep, kept_file, read_kept
from promptkit.memo import stamp
from promptkit.plain_file import real_path
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
    path = kept_file("fixes", str(real_path(document.path)))
    asked, kept = _key(document, fixes), read_kept(path, _INSTEAD)
    if kept.get("asked") == asked:
        return [Refusal(number, reason) for reason, numbers in kept["refused"].items() for number in numbers]
    refused = find()
    by_reason: dict[str, list[int]] = defaultdict(list)
    for number, reason in refused:
        by_reason[reason].append(number)
    keep(path, {"asked": asked, "refused": by_reason}, _INSTEAD)
    return refused


def _key(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> str:
    """All that the answer depends on, hashed: what shots say, what of it stands in the file, what is to change."""
    digest = hashlib.sha256(repr((__version__, stamp(), document)).encode("utf-8", "surrogatepass"))
    changes: dict[int, str] = {}  # many shots share a fix
    for shot, fix in fixes:
        origin = shot.origin
        placed = origin and (origin.start, [(field, one.offsets) for field, one in origin.written.items()])
        if id(fix) not in changes:
            changes[id(fix)] = repr([_edited(edit) for edit in fix.edits])
        told = f"{(shot.id, placed, _written(shot))!r}{changes[id(fix)]}"
        digest.update(told.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
