"""Prompts with variables: a small, bounded part of Jinja2, rendered so that typed characters keep their place.

Every literal stretch of the template is replaced by a numbered marker before rendering; what comes out is literal
text with known offsets where the markers were, and text out of variables elsewhere. Placeholders in single braces
(`placeholder`) are filled in that literal text; between `{% raw %}` and `{% endraw %}` they are text themselves.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from promptkit.errors import UsageError
from promptkit.shot import NOT_IN_SOURCE, Document, Unresolved, Written
from promptkit.sources.placeholder import Piece, Placeholder, fill, has_placeholder, placeholders
from promptkit.sources.refused import MAX_CHARACTERS, Missing, TemplateRefused
from promptkit.sources.row import at

MAX_SHOTS = 1000
"""Shots that one template may make: more than anyone pays for, and little enough to lint in seconds."""
MAX_OF_ALL = 5_000_000
"""Characters of all these shots together: as many as the most patient target takes of each."""
_HALF = re.compile(r"[\ud800-\udfff]")
_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"


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
    """Whether a prompt asks for variables as Jinja writes them."""
    return "{{" in prompt or "{%" in prompt


def expand(
    document: Document,
    prompt: str,
    written: Written | None,
    values: Mapping[str, object],
    given: Sequence[Placeholder] = (),
) -> Iterator[Version]:
    """The prompt for every combination of the values; one where no variable that it uses is a list.

    A template that uses a variable without a value is given back as it stands, with `unresolved` set.

    Args:
        document: for messages.
        prompt: what was typed.
        written: where its characters stand.
        values: by the names of the variables.
        given: placeholders that the file's own language has (f-strings); others are looked for.

    Raises:
        UsageError: the template is broken, uses more than variables, filters, `if` and `for`, or grows too large.
    """
    if "{" not in prompt or not (given or is_template(prompt) or has_placeholder(prompt)):
        yield Version(prompt, written, values)
        return
    raw, given = _with_newlines(prompt, written or Written((NOT_IN_SOURCE,) * (len(prompt) + 1)), given)
    known = {name: value for name, value in values.items() if value is not None}
    try:
        found = list(_versions(raw, given, known))
    except TemplateRefused as error:
        offset = raw.written.offsets[min(error.position, len(raw.prompt))] if raw.written else NOT_IN_SOURCE
        where = document.path if offset == NOT_IN_SOURCE else at(document, offset)
        raise UsageError(f"{where}: {error}") from error
    yield from found or [Version(prompt, written, values)]


def _versions(raw: Version, given: Sequence[Placeholder], values: Mapping[str, object]) -> Iterator[Version]:
    """None where nothing in the prompt asks for a variable."""
    from promptkit.sources.template_language import parse, render  # noqa: PLC0415 - Jinja: few files hold templates

    if len(raw.prompt) > MAX_CHARACTERS:
        raise TemplateRefused(f"a template of {len(raw.prompt)} characters; at most {MAX_CHARACTERS} are read")
    text = _masked(raw.prompt, given)
    template = parse(text) if is_template(text) else None
    typed = template.typed if template else ((0, len(text)),)
    fields = sorted([*given, *(one for span in typed for one in placeholders(text, *span))], key=lambda one: one.start)
    if template is None and not fields:
        return
    taken_whole = template.names.difference(template.scalars) if template else frozenset()
    names = dict.fromkeys([*(template.scalars if template else ()), *(one.name for one in fields)])
    lists = {name: v for name in names if name not in taken_whole and isinstance(v := values.get(name), list)}
    if (count := prod(len(value) for value in lists.values())) > MAX_SHOTS:
        raise TemplateRefused(f"its lists make {count} shots, at most {MAX_SHOTS} are read; shorten {', '.join(lists)}")
    if not count:
        raise TemplateRefused(f"the list {' or '.join(n for n, v in lists.items() if not v)} is empty; give it a value")
    versions: list[Version] = []
    length = 0
    for choice in product(*lists.values()):
        chosen = dict(zip(lists, choice, strict=True))
        filled = {**values, **chosen}
        try:
            pieces, open_ = fill(render(template, filled) if template else [(0, len(text))], fields, filled)
            missing: list[Unresolved] = []
        except Missing as error:
            open_ = [one for one in fields if one.name not in filled]
            missing = [*_places(template.tags if template else (), error.names)]
        if missing := [*missing, *(Unresolved(one.name, one.start, one.end) for one in open_)]:
            yield replace(raw, vars=values, unresolved=tuple(sorted(missing, key=lambda one: one.start)))
            return
        suffix = f"[{','.join(f'{name}={value}' for name, value in chosen.items())}]" if chosen else ""
        versions.append(_placed(raw, pieces, filled, suffix))
        length += len(versions[-1].prompt)
        if length > MAX_OF_ALL:
            raise TemplateRefused(f"its lists make shots of more than {MAX_OF_ALL} characters; shorten the template")
    yield from versions


def _masked(prompt: str, given: Sequence[Placeholder]) -> str:
    """The prompt with other letters for placeholders that are known: the braces in them are not Jinja's."""
    starts = [0, *(one.end for one in given)]
    ends = [*(one.start for one in given), len(prompt)]
    return "".join(
        prompt[start:end].rjust(end - before, _MASK)
        for before, start, end in zip([0, *ends], starts, ends, strict=False)
    )


def _places(tags: tuple[tuple[int, int, frozenset[str]], ...], names: tuple[str, ...]) -> tuple[Unresolved, ...]:
    return tuple(
        Unresolved(name, start, end) for start, end, used in tags for name in names if name in used
    )  # in reading order; one entry for each tag and name


def _placed(raw: Version, pieces: Sequence[Piece], values: Mapping[str, object], suffix: str) -> Version:
    """Rendered pieces put together: literal ones are spans of the template, the others came out of variables."""
    typed = raw.written.offsets if raw.written else ()
    typed_ends = (raw.written.ends if raw.written else ()) or typed[1:]
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
            ends += typed_ends[start:end]
    whole = "".join(text)
    if not whole.strip():
        raise TemplateRefused("the template renders to nothing; write what the clip is to show")
    if half := _HALF.search(whole):
        raise TemplateRefused(f"{half.group()!a} is half of a character; write the character itself")
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    after = typed[-1] if last == len(whole) else offsets[last]
    encode = raw.written.encode if raw.written else str
    written = Written((*offsets[first:last], after), encode, tuple(ends[first:last]))
    return Version(whole[first:last], written, values, suffix)


def _with_newlines(
    prompt: str, written: Written, given: Sequence[Placeholder]
) -> tuple[Version, Sequence[Placeholder]]:
    """Jinja reads every kind of line break as a newline; so do we, before places are counted."""
    if "\r" not in prompt:
        return Version(prompt, written, {}), given
    kept = [index for index in range(len(prompt)) if not prompt.startswith("\r\n", index)]
    text = "".join("\n" if prompt[index] == "\r" else prompt[index] for index in kept)
    offsets = (*(written.offsets[index] for index in kept), written.offsets[-1])
    ends = tuple(written.ends[index] for index in kept) if written.ends else ()
    moved = [replace(one, start=bisect_left(kept, one.start), end=bisect_left(kept, one.end)) for one in given]
    return Version(text, replace(written, offsets=offsets, ends=ends), {}), moved
