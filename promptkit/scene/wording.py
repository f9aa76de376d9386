"""Things of a prompt in the words of a message: quoted, listed, with a verb that agrees."""

import re
from collections.abc import Sequence

from promptkit.scene import Span
from promptkit.scene.forms import is_plural

_BEHIND_HEAD = re.compile(r"\s+(?:of|in|on|with|from|at|by)\s.*", re.DOTALL)


def listed(things: Sequence[Span]) -> str:
    """Things by the words that the prompt has for them, each once.

    >>> listed([Span("car", 0, 3), Span("tires", 4, 9), Span("dust", 10, 14)])
    '"car", "tires" and "dust"'
    >>> listed([Span("guy", 0, 3), Span("guy", 9, 12)])
    '"guy"'
    """
    quoted = [f'"{text}"' for text in dict.fromkeys(thing.text for thing in things)]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def agreeing(things: Sequence[Span], one: str, several: str) -> str:
    """The form of a verb that goes with these things: "moves" or "move".

    >>> agreeing([Span("curtains", 0, 8)], "moves", "move")
    'move'
    """
    head = _BEHIND_HEAD.sub("", things[0].text).split()[-1:] if things else []
    return (
        several if len({thing.text for thing in things}) > 1 or any(is_plural(word.lower()) for word in head) else one
    )
