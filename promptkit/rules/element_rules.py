"""`element-rules`: reference elements that the target does not take in this way."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Span
from promptkit.shot import Shot
from promptkit.target import ElementLimits, Target
from promptkit.tidy import is_quoted

_MENTION = lazy(r"(?<![\w.@])@(?P<name>[^\W\d_][\w-]*)")
_NUMBERED = lazy(r"(?P<kind>image|video|audio|voice|element)_?(?P<number>[0-9]*)", re.IGNORECASE)

_GOES_ON = lazy(r"[0-9A-Za-z_\u00c0-\u024f]{2}")
"""A Latin letter and another: no end of a word. Scripts without spaces have no such ends."""


@rule(code="LIM006", family="limits", severity="error")
def element_rules(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The elements are too many, lack what they need, or do not agree with the names in the prompt.

    Why:
        An element is a person or thing that was registered with the service and keeps its looks. Too many, or the
        wrong way of facing, and the request is refused; named without being given, or where the target takes no
        elements at all, the name is just a word.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: image
        elements: [Lia]
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        elements: [Lia]
    Fix:
        Unsafe: writes the name of a given element as the target wants it ("@Lia" for "Lia"), where it stands in the
        prompt once. Words in quotation marks are left alone.
    References:
        Kling 3.0, 3.0 Omni and Motion Control 3.0, 2026-09-20: how many elements, with what; "@Zhang" names one; names
        are unique, none a part of another, none in other text with "@". `promptkit targets NAME`.
    """
    if target is None or target.status == "retired":
        return
    limits = target.elements
    if not limits.max_count:
        yield from _named_in_vain(shot, target.full_name)
        return
    if shot.elements:
        for complaint in _about_the_request(shot, limits, target.full_name):
            yield Finding.of_key(shot, "elements", complaint)
    if limits.mention == "@":
        names = tuple(name for element in shot.elements if (name := element.strip().lstrip("@")))
        yield from _about_the_names(shot, names)
        yield from _named_not_given(shot, names)
        yield from _given_not_named(shot, names)


def _named_in_vain(shot: Shot, target: str) -> Iterator[Finding]:
    """Where the target takes no elements at all; that they are given is what `unknown-option` says."""
    for name in dict.fromkeys(element.strip().lstrip("@") for element in shot.elements):
        for match in re.finditer(rf"(?<![\w@])@{re.escape(name)}(?!\w)", shot.prompt) if name else ():
            message = f'{target} takes no elements and reads "{match[0]}" as a plain word; describe {name} in words'
            yield Finding.at(Span(match[0], *match.span()), message)


def _about_the_request(shot: Shot, limits: ElementLimits, name: str) -> Iterator[str]:
    count = len(shot.elements)
    allowed = [(limits.max_count, "")]
    if (shot.image or shot.last_image) and limits.max_with_frames is not None:
        allowed.append((limits.max_with_frames, " beside an image"))
    if shot.reference_video and limits.max_with_video is not None:
        allowed.append((limits.max_with_video, " beside a reference video"))
    most, beside = min(allowed)
    if count > most:
        plural = "" if most == 1 else "s"
        yield f"{name} takes {most} element{plural}{beside}, {count} are given; take {count - most} out"
    if limits.needs_image and not shot.image:
        yield f"{name} takes elements with an image only; give a first image or leave the elements out"
    if limits.needs_orientation and shot.orientation != limits.needs_orientation:
        found = f"it is {shot.orientation}" if shot.orientation else "none is given"
        yield f"with an element {name} needs orientation {limits.needs_orientation}, but {found}"


def _about_the_names(shot: Shot, names: tuple[str, ...]) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Finding.of_key(shot, "elements", f'element "{name}" is given {names.count(name)} times; give it once')
        for address in re.finditer(rf"(?<=\w)@{re.escape(name)}", shot.prompt):
            message = (
                f'"{address[0]}" inside other text is taken for the element; rename the element or reword the text'
            )
            yield Finding.at(Span(address[0], *address.span()), message)
    for part, whole in permutations(dict.fromkeys(names), 2):
        if part in whole:
            message = f'element name "{part}" is a part of "{whole}", so that one is taken for the other; rename one'
            yield Finding.of_key(shot, "elements", message)


def _named_not_given(shot: Shot, names: tuple[str, ...]) -> Iterator[Finding]:
    """Only a note where no element is given at all: the word may be the handle of an account."""
    given = {"image": shot.image, "video": shot.reference_video}
    for match in _MENTION.finditer(shot.prompt):
        if is_quoted(shot.prompt, *match.span()):
            continue
        span = Span(match[0], *match.span())
        if numbered := _NUMBERED.fullmatch(match["name"]):
            kind = numbered["kind"].lower()
            if numbered["number"] == "1" and kind in given and not given[kind]:
                message = f'"{match[0]}" names the first {kind}, but none is given; give it or reword'
                yield replace(Finding.at(span, message), own_severity="warning")
        elif not any(_stands_at(match.start("name"), name, shot.prompt) for name in names):
            listed = f"; given: {', '.join(names)}" if names else ""
            message = f'"{match[0]}" names no element of this shot{listed}; add it to elements or drop the "@"'
            yield replace(Finding.at(span, message), own_severity="warning" if names else "note")


def _stands_at(start: int, name: str, prompt: str) -> bool:
    """Whether the whole name stands there: "Lia" in "Lia's" and "Lia走", not in "Lianne"."""
    return prompt.startswith(name, start) and not _GOES_ON.match(prompt, start + len(name) - 1)


def _given_not_named(shot: Shot, names: tuple[str, ...]) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if any(_stands_at(at.end(), name, shot.prompt) for at in re.finditer("@", shot.prompt)):
            continue
        bare = [
            match
            for match in re.finditer(rf"(?<![\w@]){re.escape(name)}(?!\w)", shot.prompt)
            if not is_quoted(shot.prompt, *match.span())
        ]
        message = f'element "{name}" is given, but the prompt does not name it; write "@{name}" where it is to be seen'
        fix, span = None, Span(shot.prompt, 0, len(shot.prompt))
        if len(bare) == 1:
            span = Span(bare[0][0], *bare[0].span())
            fix = Fix(False, f'write "@{name}"', (Edit("prompt", span.start, span.start, "@"),))
        yield replace(Finding.at(span, message, fix=fix), own_severity="note")
