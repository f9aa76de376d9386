"""Clips as a page refers to them: beside it, or inside it."""

import os
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

from promptkit.errors import os_refusals

TYPES = {".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime"}
"""By suffix; anything else is called MP4, and the browser looks for itself."""


def address(clip: Path, *, page: Path, embed: bool = False) -> str:
    """Where a page at `page` finds a clip: a relative path, so that page and clips can be moved together.

    With `embed` the clip itself as a data URI. A clip on another drive is named by its full address.

    Raises:
        UsageError: a clip that is to be embedded cannot be read.
    """
    if embed:
        kind = TYPES.get(clip.suffix.lower(), "video/mp4")
        with os_refusals(clip, remedy="make the clip readable, or leave it out of the page"):
            return f"data:{kind};base64,{b64encode(clip.read_bytes()).decode('ascii')}"
    try:
        relative = os.path.relpath(clip, page.parent)
    except ValueError:
        return clip.resolve().as_uri()
    return quote(relative.replace(os.sep, "/"))
