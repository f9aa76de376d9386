"""What `print` shows of linted shots, rewrites and scenes: the text of the command line, without colours.

Scored clips and comparisons have theirs in files of their own, which need the video half.
"""

from collections.abc import Sequence

import click

from promptkit.cli.rewrite import as_text
from promptkit.cli.scene import lines
from promptkit.formats.text import lint_text
from promptkit.lint import Linted
from promptkit.rewrite import Rewritten
from promptkit.scene import Scene


def several(items: Sequence[object]) -> str:
    """The text of a list: findings with their counts, all else one below the other."""
    linted = [one for one in items if isinstance(one, Linted)]
    if linted and len(linted) == len(items):
        return lint_text(linted).rstrip("\n")
    return "\n\n".join(map(one_alone, items)) if items else "nothing"


def one_alone(item: object) -> str:
    """The text of one of them; of anything else what Python shows."""
    if isinstance(item, Linted):
        return lint_text([item]).rstrip("\n")
    if isinstance(item, Rewritten):
        return click.unstyle(as_text(item, many=item.variant > 0)).rstrip("\n")
    return click.unstyle("\n".join(lines(item))) if isinstance(item, Scene) else str(item)
