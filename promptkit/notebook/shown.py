"""A list that a notebook shows as what stands in it, and `print` as the command line does."""

from typing import Protocol, TypeVar

from promptkit.notebook._html import box, paragraph

MOST = 12
"""That are drawn; a notebook is no place for a thousand findings: `pk.frame` is."""


class Drawn(Protocol):
    """Whatever draws itself."""

    def _repr_html_(self) -> str: ...


T = TypeVar("T", bound=Drawn)


class Shown(list[T]):
    """A list like any other, but for its picture in a notebook and its text."""

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.in_text import several  # noqa: PLC0415 - the formats of the command line

        return several(self)

    def _repr_html_(self) -> str:
        more = len(self) - MOST
        rest = box(paragraph(f"and {more} more; pk.frame makes a table of them all", quiet=True)) if more > 0 else ""
        drawn = "".join(one._repr_html_() for one in self[:MOST])
        return drawn + rest or box(paragraph("nothing", quiet=True))
