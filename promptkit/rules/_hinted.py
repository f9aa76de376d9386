"""What is told, or hinted, to be inside what moves: "something in it maybe"."""

import re

from promptkit.patterns import lazy
from promptkit.phrasing import sentence_around
from promptkit.scene import Element, Scene

_UNSEEN = r"(?:something|someone|somebody|whatever\s+(?:it\s+)?is|an?\s+(?:unseen|hidden|dark|large|big)\s+\w+)"
_INSIDE = r"(?:in|inside|within|behind|under|underneath|beneath|among|amid|through|below)"
_MOVES_IT = lazy(
    rf"\b{_UNSEEN}(?:\s+[\w'’-]+){{0,4}}?\s+{_INSIDE}\s+(?:it|them|there|the\s+(?:\w+\s+)?(?P<where>\w+))\b",
    re.IGNORECASE,
)


def something_hides_in(scene: Scene, element: Element) -> bool:
    """Whether something unseen is told to be in the element, which it then may move."""
    noun = element.what.text.lower().split()[-1]
    here = sentence_around(scene.prompt, element.what.start)
    return any(
        here[0] <= found.start() < here[1]
        if found["where"] is None
        else found["where"].lower() in (noun, noun.removesuffix("s"))
        for found in _MOVES_IT.finditer(scene.prompt)
    )
