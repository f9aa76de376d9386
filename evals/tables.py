"""Tables in Markdown, row by row, as measurements come in."""

import sys


def say(*cells: object, digits: str = ".3f") -> None:
    """One row of a Markdown table; `digits` is the format of floats."""
    sys.stdout.write("| " + " | ".join(f"{c:{digits}}" if isinstance(c, float) else str(c) for c in cells) + " |\n")
    sys.stdout.flush()


def head(*cells: str) -> None:
    """The first rows of a table."""
    sys.stdout.write("\n")
    say(*cells)
    say(*["---"] * len(cells))


def title(text: str, *header: str) -> None:
    """A heading and the head of a table."""
    sys.stdout.write(f"\n### {text}\n")
    head(*header)
