"""`several-scenes`: cuts in a prompt for one shot."""

import re
from collections.abc import Iterator, Sequence

from promptkit.cuts import first_cut, is_one_take, is_ordered
from promptkit.patterns import lazy
from promptkit.phrasing import in_numbered_shots
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.several import LABELS, Parted, Segment, lengths_told, parted, segments
from promptkit.shot import Shot
from promptkit.target import Target, length_of
from promptkit.tidy import is_quoted

_NUMBERED = lazy(
    rf"(?:^|[.,;:!?\n(\[/|—–*]|\bthen\b|\band\s+then\b)\s{{0,3}}(?P<cut>(?P<kind>{LABELS}|frame|panel|act|part|chapter|segment|day)"
    r"\s*(?:no\.?\s*|#\s*)?(?P<number>\d{1,2}|one|two|three|four|five|(?-i:[A-E])))\b",
    re.IGNORECASE,
)
"""At the head of a clause, as a list is numbered; one on a label stands behind other words."""
_STYLE = lazy(
    r"(?:^|[.,;:\n]|\b(?:with|in|using|and))\s{0,3}(?P<style>(?:fast|quick|rapid)[- ]cuts)\b|"
    r"\b(?P<form>(?:fast|quick|rapid)[- ]cut\s+(?:trailer|edit|editing|video|sequence|spot|reel))\b",
    re.IGNORECASE,
)
"""A way to edit: it asks for shots, and tells of none."""
_LOOSE = frozenset({"a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "his", "her", "its", "their", "as"})
_BEGINS = "begins another scene, and a clip of one shot has no cut: scenes melt together or are lost"


@rule(code="LOD006", family="load", severity="note")
def several_scenes(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """Several scenes, with cuts between them, are asked of one shot.

    Why:
        A model that makes one shot has no cut: it melts the scenes into each other, or shows the first one only.
    Bad:
        A baker kneads dough. Cut to a child biting into a warm roll.
    Good:
        A baker kneads dough on a floured table, one continuous take.
    Fix:
        Unsafe: where the target makes several shots of one clip, writes them as it counts them ("shot 1, 3, words;
        shot 2, 4, words;"), with the lengths that the prompt gives, else shared out in whole seconds. For other targets
        none: make each scene a shot of its own. Timed turns of one shot ("0-2s: she lifts the cup. 2-5s: she drinks.")
        are fine; those that begin with a framing, or with somebody else, are scenes.
    References:
        PEBench 2026: three and more shots in one prompt cost 10.0 points of fidelity, 7.6 of consistency and 5.5 of
        development against one. CogVideoX image-to-video prompt guide: no camera transitions. Prompt-A-Video: no
        extra scene changes. Kling API documents, 2026-09-20: up to six shots in one prompt on 3.0 models.
    """
    text = shot.prompt
    takes_shots = target is not None and target.prompt.multi_shot_max is not None
    if takes_shots and len(numbered := segments(text)) > 1:
        yield from _cuts_within(numbered)
        return
    found = parted(text, length_of(shot, target))
    place = _place(text, found)
    if place is None:
        yield from _style(text, target, takes_shots=takes_shots)
        return
    words = _begun(text, place)
    lengths = lengths_told(found.parts) if found.are_shots else ""
    if target is None or not takes_shots:
        yield Finding(
            f'"{words}" {_BEGINS}; make each scene a shot of its own{lengths and f", of {lengths} s"}', *place
        )
        return
    form_told = '"shot 1, 3, words; shot 2, 4, words;"'
    takes = (
        f"{target.name} takes numbered shots in another form, {form_told}"
        if _second_number(text)
        else f"number the shots, which {target.name} takes ({form_told})"
    )
    message = f'"{words}" begins another scene; {takes}{lengths and f", for {lengths} s"}'
    if form := in_numbered_shots(shot, target):
        if shared := form.shared_out:
            message += f"; {shared}"
        fix = Fix(False, "number the shots", (Edit("prompt", 0, len(text), form.prompt),))
        yield Finding(message, *place, fix=fix)
    else:
        yield Finding(message, *place)


def _begun(text: str, place: tuple[int, int]) -> str:
    """The words of a cut with the first of what it begins: "cut to a child"."""
    start, end = place
    more = re.match(r"[\])]?[ \t]*(?:[:–—-][ \t]*)?(?:[\w'’-]+[ \t]+){0,4}[\w'’-]+", text[end:])
    said = (text[start:end] + (more[0] if more else "")).split()
    while len(said) > len(text[start:end].split()) and said[-1].lower() in _LOOSE:
        said.pop()
    return re.sub(r"[\])]:?(?=\s|$)", ":", " ".join(said), count=1)


def _style(text: str, target: Target | None, *, takes_shots: bool) -> Iterator[Finding]:
    """A way to edit that is asked for, where no second shot is told."""
    places = (match.span("style" if match["style"] else "form") for match in _STYLE.finditer(text))
    place = next((place for place in places if is_ordered(text, *place)), None)
    if place is None or is_one_take(text):
        return
    how = f' as {target.name} takes them ("shot 1, 3, words; shot 2, 4, words;")' if target and takes_shots else ""
    remedy = f"tell each shot{how}" if how else "make each scene a shot of its own"
    message = f'"{text[slice(*place)]}" asks for several shots, and one alone is told; {remedy}, or leave it out'
    yield Finding(message, *place)


def _cuts_within(numbered: Sequence[Segment]) -> Iterator[Finding]:
    """Where a numbered shot holds a cut of its own."""
    for one in numbered:
        if place := first_cut(one.words.text):
            start, end = (one.words.start + at for at in place)
            words = _begun(one.words.text, place)
            yield Finding(f'"{words}" {_BEGINS}; number it as a shot of its own', start, end)


def _place(text: str, found: Parted) -> tuple[int, int] | None:
    """What begins the second scene."""
    if numbered := _second_number(text):
        return numbered.span("cut")
    if place := first_cut(text):
        return place
    if not found.are_shots or is_one_take(text):
        return None
    later = found.elsewhere or found.parts[1]
    first = re.match(r"(?:\S+\s*){1,4}", text[later.start : later.end])
    return (later.start, later.start + len(first[0].rstrip(" .,;:"))) if first else None


def _second_number(text: str) -> re.Match[str] | None:
    """Where the second of several numbered shots or scenes begins; one number alone is a slate or a title."""
    first: dict[str, str] = {}
    for match in _NUMBERED.finditer(text):
        if is_quoted(text, match.start("cut")):
            continue
        kind, number = match["kind"].lower(), match["number"].lower()
        if first.setdefault(kind, number) != number:
            return match
    return None
