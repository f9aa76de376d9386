"""Prompts with variables: a small, bounded part of Jinja2, rendered so that typed characters keep their place.

Every literal stretch of the template is replaced by a numbered marker before rendering; what comes out is literal
text with known offsets where the markers were, and text out of variables elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from promptkit.errors import UsageError
from promptkit.shot import NOT_IN_SOURCE, Document, Unresolved, Written
from promptkit.sources.row import at
from promptkit.sources.template_language import Missing, TemplateRefused, parse, render

MAX_SHOTS = 1000
"""Shots that one template may make: more than anyone pays for, and little enough to lint in seconds."""


@dataclass(frozen=True)
class Version:
    """A prompt with one choice of values for its variables."""

    prompt: str
    written: Written | None
    vars: Mapping[str, object]
    suffix: str = ""
    """What sets the shot's id apart from its siblings: `[hero=a cat,place=a beach]`."""
    unresolved: tuple[Unresolved, ...] = ()


def is_template(prompt: str) -> bool:
    """Whether a prompt asks for variables."""
    return "{{" in prompt or "{%" in prompt


def expand(document: Document, prompt: str, written: Written | None, values: Mapping[str, object]) -> Iterator[Version]:
    """The prompt for every combination of the values; one where no variable that it uses is a list.

    A template that uses a variable without a value is given back as it stands, with `unresolved` set.

    Raises:
        UsageError: the template is broken, uses more than variables, filters, `if` and `for`, or grows too large.
    """
    if not is_template(prompt):
        yield Version(prompt, written, values)
        return
    raw = _with_newlines(prompt, written or Written((NOT_IN_SOURCE,) * (len(prompt) + 1)))
    try:
        yield from _versions(raw, {name: value for name, value in values.items() if value is not None})
    except TemplateRefused as error:
        offset = raw.written.offsets[min(error.position, len(raw.prompt))] if raw.written else NOT_IN_SOURCE
        where = document.path if offset == NOT_IN_SOURCE else at(document, offset)
        raise UsageError(f"{where}: {error}") from error


def _versions(raw: Version, values: Mapping[str, object]) -> Iterator[Version]:
    template = parse(raw.prompt)
    lists = {name: value for name in template.scalars if isinstance(value := values.get(name), list)}
    if (count := prod(len(value) for value in lists.values())) > MAX_SHOTS:
        raise TemplateRefused(f"its lists make {count} shots, at most {MAX_SHOTS} are read; shorten {', '.join(lists)}")
    if not count:
        raise TemplateRefused(f"the list {' or '.join(n for n, v in lists.items() if not v)} is empty; give it a value")
    versions: list[Version] = []
    for choice in product(*lists.values()):
        chosen = dict(zip(lists, choice, strict=True))
        try:
            pieces = render(template, {**values, **chosen})
        except Missing as missing:
            yield replace(raw, vars=values, unresolved=_places(template.tags, missing.names))
            return
        suffix = f"[{','.join(f'{name}={value}' for name, value in chosen.items())}]" if chosen else ""
        versions.append(_placed(raw, pieces, {**values, **chosen}, suffix))
    yield from versions


def _places(tags: tuple[tuple[int, int, frozenset[str]], ...], names: tuple[str, ...]) -> tuple[Unresolved, ...]:
    return tuple(
        Unresolved(name, start, end) for start, end, used in tags for name in names if name in used
    )  # in reading order; one entry for each tag and name


def _placed(raw: Version, pieces: list[str | tuple[int, int]], values: Mapping[str, object], suffix: str) -> Version:
    """Rendered pieces put together: literal ones are spans of the template, the others came out of variables."""
    typed = raw.written.offsets if raw.written else ()
    text: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            offsets += [NOT_IN_SOURCE] * len(piece)
            ends += [NOT_IN_SOURCE] * len(piece)
        else:
            start, end = piece
            text.append(raw.prompt[start:end])
            offsets += typed[start:end]
            ends += typed[start + 1 : end + 1]
    whole = "".join(text)
    if not whole.strip():
        raise TemplateRefused("the template renders to nothing; write what the clip is to show")
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    after = typed[-1] if last == len(whole) else offsets[last]
    encode = raw.written.encode if raw.written else str
    written = Written((*offsets[first:last], after), encode, tuple(ends[first:last]))
    return Version(whole[first:last], written, values, suffix)


def _with_newlines(prompt: str, written: Written) -> Version:
    """Jinja reads every kind of line break as a newline; so do we, before places are counted."""
    pairs = zip(prompt, written.offsets, [*prompt[1:], ""], strict=False)
    kept = [("\n" if char == "\r" else char, offset) for char, offset, after in pairs if char + after != "\r\n"]
    text = "".join(char for char, _ in kept)
    return Version(text, replace(written, offsets=(*(offset for _, offset in kept), written.offsets[-1])), {})
