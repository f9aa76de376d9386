"""YAML files that are suites (`promptkit.suite`), told from files of shots without reading all YAML there is."""

import re
from pathlib import Path

from promptkit.plain_file import read_plain

SUFFIXES = (".yaml", ".yml")
_KEYS = [re.compile(rf"^[\"']?{key}[\"']?\s*:".encode(), re.MULTILINE) for key in ("name", "variants", "metrics")]
"""What every suite has at its top level, and no file of shots has."""


def is_suite(path: Path) -> bool:
    """Whether a file has the keys of a suite; False for one that cannot be read, which reading it will say."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        return has_keys_of_suite(read_plain(path))
    except OSError:
        return False


def has_keys_of_suite(text: bytes) -> bool:
    """Whether a YAML text has the keys of a suite."""
    return all(key.search(text) for key in _KEYS)
