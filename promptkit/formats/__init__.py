"""One file a format: linted shots → what a reader, a CI service or another program takes."""

from collections.abc import Mapping

from promptkit.formats._format import Format, Look, both_names, runs
from promptkit.registry import units

__all__ = ["Format", "Look", "all_formats", "both_names", "runs"]


def all_formats() -> Mapping[str, Format]:
    """Every format by name."""
    return units("promptkit.formats", Format)
