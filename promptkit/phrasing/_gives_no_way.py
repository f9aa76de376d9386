"""What a prompt says of a thing that no air moves: grass that is short, a tree that is dead, a print on paper."""

import re

from promptkit.patterns import lazy

_STUBBY = r"(?:short|shorn|cropped|close-cropped|clipped|mown|mowed|close-mown|grazed|cut|flattened|trampled)"
_SHORT = lazy(
    rf"\b{_STUBBY}\b,?\s+(?:(?!(?:of|in|on|and|with)\b)[\w-]+,?\s+)?$"
    rf"|^\s+(?:is|are|was|kept|cut)\s+(?:(?:kept|cut|very|quite|so)\s+)*{_STUBBY}\b",
    re.IGNORECASE,
)
_DEAD = lazy(
    r"\b(?:dead|(?:lightning-)?(?:struck|blasted|split)|scorched|charred|burnt|burned|burnt-out|petrified|fossil\w*)\s+"
    r"(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_OF_DEAD = lazy(
    r"^\s+of\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:dead|(?:lightning-)?struck|scorched|charred|burnt|petrified)\b",
    re.IGNORECASE,
)
_PRINTED = lazy(
    r"^\W*(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,3}?(?:(?:book|album|magazine|record|vinyl|dvd|novel|paperback|comic)\s+covers?"
    r"|posters?|postcards?|postage\s+stamps?)\b(?!\s+(?:(?:is|are)\s+)?(?:on|in|at|above|over|beside|hang|hung|peel|flap|flutter))",
    re.IGNORECASE,
)
"""A prompt that begins with what is printed shows nothing that the air reaches."""
_GRASSES, _WOODS = ("grass", "lawn"), ("tree", "palm", "leaves", "bare tree")


def gives_no_way(prompt: str, kind: str, start: int, end: int) -> bool:
    """Whether the thing of that kind at `prompt[start:end]` is told as what no air moves."""
    if _PRINTED.search(prompt):
        return True
    if kind not in _GRASSES and kind not in _WOODS:
        return False
    before, behind = re.split(r"[.;!?\n]", prompt[:start])[-1], prompt[end:]
    if kind in _GRASSES:
        return _SHORT.search(before) is not None or _SHORT.search(behind) is not None
    return _DEAD.search(before) is not None or _OF_DEAD.search(behind) is not None
