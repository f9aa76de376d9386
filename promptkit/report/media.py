"""Clips as a page refers to them: beside it, or inside it."""

import os
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

TYPES = {".webm": "video/webm", ".ogv": "video/ogg", ".gif": "image/gif", ".mov": "video/quicktime"}


def address(clip: Path, *, page: Path, embed: bool = False) -> str:
    """Where a page at `page` finds a clip: a relative path, so that page and clips can be moved together.

    With `embed` the clip itself as a data URI. A clip on another drive is named by its full address.
    """
    if embed:
        kind = TYPES.get(clip.suffix.lower(), "video/mp4")
        return f"data:{kind};base64,{b64encode(clip.read_bytes()).decode('ascii')}"
    try:
        relative = os.path.relpath(clip, page.parent)
    except ValueError:
        return clip.resolve().as_uri()
    return quote(relative.replace(os.sep, "/"))
