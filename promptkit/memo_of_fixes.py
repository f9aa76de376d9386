"""Which fixes could not be written into a file the last time; as long as it and they are the same, nothing is tried.

On disk it is a file for each shot file, and holds what was found when it was last linted.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from pathlib import Path

from promptkit import __version__
from promptkit.cache import cache_folder, whole_file
from promptkit.memo import stamp
from promptkit.rule import Fix
from promptkit.shot import WRITABLE, Document, Shot

Refusals = list[tuple[int, str]]
"""Fixes by their number, and why they cannot be written."""
_written, _edited = attrgetter(*WRITABLE), attrgetter("field", "start", "end", "text")
_log = logging.getLogger(__name__)


def remembered(
    document: Document, fixes: Sequence[tuple[Shot, Fix]], find: Callable[[], Iterable[tuple[int, str]]]
) -> Refusals:
    """What `find` says of these fixes, or said of the same ones before."""
    if document.path.startswith("<"):
        return list(find())
    path = _path(document)
    asked = _key(document, fixes)
    try:
        kept = json.loads(path.read_bytes())
        if kept["asked"] == asked:
            return [(int(number), str(reason)) for number, reason in kept["refused"]]
    except FileNotFoundError:
        pass  # linted for the first time
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.warning("%s is of no use (%s); every fix is tried again", path, error)
    refused = list(find())
    text = json.dumps({"asked": asked, "refused": refused}, ensure_ascii=False)
    try:
        with whole_file(path) as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        _log.warning("fixes cannot be kept in %s (%s); the next run tries them again", path, error)
    return refused


def _path(document: Document) -> Path:
    name = hashlib.sha256(str(Path(document.path).resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return cache_folder() / "fixes" / f"{name}.json"


def _key(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> str:
    """All that the answer depends on, hashed: what shots say, what of it stands in the file, what is to change."""
    digest = hashlib.sha256(repr((__version__, stamp(), document)).encode("utf-8", "surrogatepass"))
    for shot, fix in fixes:
        origin = shot.origin
        placed = origin and (origin.start, [(field, one.offsets) for field, one in origin.written.items()])
        told = repr((shot.id, placed, _written(shot), [_edited(edit) for edit in fix.edits]))
        digest.update(told.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
