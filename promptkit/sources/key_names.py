"""What people write for the keys of a shot: the same word in another dress, a slip, another word."""

import re
from collections.abc import Collection
from difflib import get_close_matches

ALSO_CALLED = {
    "seconds": "duration", "secs": "duration", "length": "duration", "duration_s": "duration",
    "duration_seconds": "duration", "text": "prompt", "description": "prompt", "negative_prompt": "negative",
    "model": "target", "ratio": "aspect_ratio", "aspect": "aspect_ratio", "first_image": "image",
    "start_image": "image", "first_frame": "image", "end_image": "last_image", "last_frame": "last_image",
    "audio": "sound", "variables": "vars", "shot_id": "id", "label": "tags",
}  # fmt: skip
"""Another word → the key that may be meant. These are also words for other things: they are asked about, not taken."""
WORDS = ("speed", "mood", "code", "note", "notes", "stage", "vid")
"""Words for other things that happen to be one or two letters from a key."""
_CLOSE = 0.81
"""`promt`, `duraton` and `targt` are at 0.9, `vid` is 0.8 from `id`, `age` 0.75 from `image`."""


def same_word(name: str, keys: Collection[str]) -> str:
    """The key that a name is when case, blanks and hyphens do not count (`Aspect Ratio`); else the name, trimmed."""
    return bare if (bare := _bare(name)) in keys else name.strip()


def slip_of(name: str, keys: Collection[str]) -> str | None:
    """The key that a name is a slip of: a letter more, less or in another place."""
    bare = _bare(name)
    is_word = bare in WORDS or bare in ALSO_CALLED
    near = () if is_word else get_close_matches(bare, keys, n=1, cutoff=_CLOSE)
    return near[0] if near else None


def meant(name: str, keys: Collection[str]) -> str | None:
    """The key that a name may be meant for: a slip, or another word for it."""
    return ALSO_CALLED.get(_bare(name)) or slip_of(name, keys)


def _bare(name: str) -> str:
    return re.sub(r"[ _()-]+", "_", name.lower()).strip("_")
