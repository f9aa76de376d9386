"""A scene less what has no say in what moves a thing: tags of style, what it hangs on, and a loose thing beside it."""

import re
from dataclasses import replace

from promptkit.lexicon import find_phrase, words
from promptkit.patterns import lazy
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._place import sentence_around
from promptkit.scene import Element, Scene, Span

_HELD_BY = lazy(
    r"\s+(?:on|at|from|over|above)\s+(?:an?|the|its|their|her|his)\s+(?:[\w-]+\s+)?"
    r"(?:mast|masthead|pole|flagpole|roof|tower|hook|line|fence|post|boat|ship|hill|bridge|balcony|castle|battlements|tree|branch|"
    r"gate|barn|shore|clothesline|washing line|rope|spire|turret|ridge|pier|dock|stern|bow)"
    r"(?=\s+(?:is|are|keeps?|starts?|begins?|\w+s\b|\w+ing\b))",
    re.IGNORECASE,
)
"""What a thing hangs on in the open, between it and its motion."""
_TAGS = lazy(r"\s*,\s*[^,.;:!?\n]+")


def bared(scene: Scene, element: Element) -> tuple[Scene, Element]:
    """The sentence of an element, short as it were without its tags; the scene itself where more than that is said."""
    if element.motion is None or element.motion.start < element.what.end:
        return scene, element
    picture = picture_of(scene)
    if picture.place is not None or picture.in_a_room or picture.beings or picture.air.force == "none":
        return scene, element
    start, end = sentence_around(scene.prompt, element.what.start)
    if start > 0 or scene.prompt[end:].strip():
        return scene, element
    drop = [*_tags(scene.prompt, element), *_joined(scene, element)]
    if held := _HELD_BY.match(scene.prompt, element.what.end, element.motion.start):
        drop.append(held.span())
    return _without(scene, element, sorted(drop)) if drop else (scene, element)


def _tags(prompt: str, element: Element) -> list[tuple[int, int]]:
    """The tags of style at the end; none where anything else is told there."""
    end = element.motion.end if element.motion else element.what.end
    first = prompt.find(",", end)
    if first < 0:
        return []
    tags = [match.span() for match in _TAGS.finditer(prompt, first)]
    styles = words("style") | words("camera")
    return tags if all(find_phrase(prompt[slice(*tag)], styles) for tag in tags) else []


def _joined(scene: Scene, element: Element) -> list[tuple[int, int]]:
    """The clause before "and" in which another loose thing moves for want of a cause, too."""
    others = [other for other in scene.elements if other is not element]
    if len(others) != 1 or others[0] not in scene.uncaused or others[0].motion is None:
        return []
    other = others[0]
    between = scene.prompt[other.motion.end : element.what.start] if other.motion else ""
    joint = re.fullmatch(r"\s*,?\s+(?:and|while)\s+(?:(?:her|his|their|its|the)\s+(?:[\w-]+\s+)?)?", between)
    return [(0, element.what.start - len(between.rstrip().rpartition(" ")[2]) - 1)] if joint else []


def _without(scene: Scene, element: Element, drop: list[tuple[int, int]]) -> tuple[Scene, Element]:
    """The scene less those stretches, with the element where it now stands."""
    prompt = scene.prompt
    kept = "".join(char for at, char in enumerate(prompt) if not any(start <= at < end for start, end in drop))

    def moved(span: Span) -> Span:
        before = sum(min(end, span.start) - start for start, end in drop if start < span.start)
        return Span(span.text, span.start - before, span.end - before)

    what, motion = moved(element.what), moved(element.motion) if element.motion else None
    own = replace(element, what=what, motion=motion, motions=(motion,) if motion else ())
    return replace(scene, prompt=kept, elements=(own,), camera_moves=(), named=None), own
