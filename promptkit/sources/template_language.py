"""The part of Jinja2 that a prompt may use: variables, a few filters, `if` and `for`, all of bounded work.

Calls, `set`, macros, includes and multiplication are left out: with them a line of text can ask for hours of
work or gigabytes of output, and no prompt needs them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NoReturn

import jinja2
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from promptkit.sources.refused import MAX_CHARACTERS, Missing, TemplateRefused

MAX_VALUE_CHARACTERS = 20_000
"""Of all variables of one shot together."""
MAX_STEPS = 10_000
"""Rounds of all `for` loops of one template together."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.CondExpr,
    nodes.Filter, nodes.Test, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg, nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
_TESTS = {"defined", "undefined", "none"}
_TAG = re.compile(r"\{\{|\{%|\{#")


@dataclass(frozen=True)
class Template:
    """A template taken apart."""

    source: str
    compiled: jinja2.Template
    counter: "_Counter"
    marker: str
    """A character that stands nowhere in the source; literal number N is rendered as marker N marker."""
    literals: tuple[tuple[int, int], ...]
    """Spans of the literal stretches, in order."""
    typed: tuple[tuple[int, int], ...]
    """Those of them that do not stand in a `raw` block."""
    tags: tuple[tuple[int, int, frozenset[str]], ...]
    """Span of every tag, and the names in it."""
    names: frozenset[str]
    """Variables that it uses."""
    scalars: tuple[str, ...]
    """Variables that are used as one value: a list given for one of them means one shot for each entry."""


def parse(source: str) -> Template:
    """Take a template apart.

    Raises:
        TemplateRefused: broken syntax, or more than a prompt needs.
    """
    counter = _Counter()
    environment = _Environment(counter)
    try:
        tokens = list(_tokens(environment, source))
        tree = environment.parse(source)
        parts = list(tree.find_all(nodes.Node))
    except TemplateSyntaxError as error:
        raise TemplateRefused(f"broken template: {error.message}", _place(source, error.lineno)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise TemplateRefused(f"broken template: {error}; make it simpler") from error
    for part in parts:
        _refuse_more(source, part)
    literals = tuple((start, start + len(text)) for kind, start, text in tokens if kind == "data" and text)
    raw = {after for (kind, *_), after in pairwise(tokens) if kind == "raw_begin"}
    typed = tuple((here, here + len(text)) for kind, here, text in set(tokens) - raw if kind == "data" and text)
    whole = _whole_lists(parts)
    bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    used = dict.fromkeys(name.name for name in tree.find_all(nodes.Name) if name.ctx == "load")
    scalars = tuple(name for name in used if name not in whole | bound)
    marker = next(char for char in map(chr, range(0xF0000, 0xFFFFE)) if char not in source)
    for number, data in enumerate(tree.find_all(nodes.TemplateData)):
        data.data = f"{marker}{number}{marker}"
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
    compiled = _compile(environment, source, tree)
    return Template(
        source,
        compiled,
        counter,
        marker,
        literals,
        tuple(sorted(typed)),
        tuple(_tags(tokens)),
        frozenset(used),
        scalars,
    )


def render(template: Template, values: Mapping[str, object]) -> list[str | tuple[int, int]]:
    """The rendered pieces in order: spans of the template for what was typed there, text for what was not.

    Raises:
        Missing: variables without a value.
        TemplateRefused: it cannot be rendered, or grows too large.
    """
    if _size(values) > MAX_VALUE_CHARACTERS:
        raise TemplateRefused(f"its variables hold more than {MAX_VALUE_CHARACTERS} characters; shorten them")
    missing: list[str] = []
    while True:
        try:
            text = _render(template, {**values, **dict.fromkeys(missing, "")})
        except _UndefinedNameError as error:
            if error.name in missing or error.name not in template.names:
                raise Missing(tuple(missing) or (error.name,)) from error
            missing.append(error.name)
        else:
            break
    if missing:
        raise Missing(tuple(missing))
    return _pieces(template, text)


class _UndefinedNameError(UndefinedError):
    def __init__(self, name: str, message: str | None = None) -> None:
        self.name = name
        super().__init__(message)


class _NamedUndefined(StrictUndefined):
    """An undefined value whose error knows the name, also of an attribute."""

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc or UndefinedError)
        self._undefined_exception = partial(_UndefinedNameError, str(name))  # type: ignore[assignment]


class _Environment(ImmutableSandboxedEnvironment):
    """Dots and brackets look into tables and lists only; no method of any object can be reached."""

    def __init__(self, counter: "_Counter") -> None:
        super().__init__(undefined=_NamedUndefined, finalize=_text, cache_size=0)
        self.globals.clear()
        self.filters = {**_FILTERS, "counted": counter}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext) and attribute in {"index", "index0", "first", "last", "length"}:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping | Sequence):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass  # an index or key that is not there is an undefined value, as in Jinja itself
        return self.undefined(obj=obj, name=str(argument))


class _Counter:
    """Lets the loops of one rendering go through `MAX_STEPS` rounds together."""

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def __call__(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise TemplateRefused(f"the template loops more than {MAX_STEPS} times; shorten its lists")
            yield item


def _compile(environment: _Environment, source: str, tree: nodes.Template) -> jinja2.Template:
    try:
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise TemplateRefused(f"broken template: {error.message}", _place(source, error.lineno)) from error
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise TemplateRefused(f"the template is nested too deeply ({error}); make it simpler") from error


def _render(template: Template, values: Mapping[str, object]) -> str:
    length, pieces = 0, []
    template.counter.left = MAX_STEPS
    try:
        for piece in template.compiled.generate(values):
            length += len(piece)
            pieces.append(piece)
            if length > MAX_CHARACTERS:
                _too_long()
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise TemplateRefused(f"the template cannot be filled in: {error}") from error
    return "".join(pieces)


def _pieces(template: Template, text: str) -> list[str | tuple[int, int]]:
    """Split at the markers; every second part is the number of a literal."""
    pieces: list[str | tuple[int, int]] = []
    length = 0
    for index, part in enumerate(text.split(template.marker)):
        piece = template.literals[int(part)] if index % 2 else part
        length += len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        if length > MAX_CHARACTERS:
            _too_long()
        pieces.append(piece)
    return pieces


def _too_long() -> NoReturn:
    raise TemplateRefused(f"the template renders to more than {MAX_CHARACTERS} characters; shorten it")


def _tokens(environment: _Environment, source: str) -> Iterator[tuple[str, int, str]]:
    """Kind, place and text of every token; white space that a `-` takes away belongs to none."""
    here = 0
    for _, kind, text in environment.lex(source):
        here = source.index(text, here)
        yield kind, here, text
        here += len(text)


def _tags(tokens: Sequence[tuple[str, int, str]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    start, names = 0, set[str]()
    for kind, here, text in tokens:
        if kind in {"variable_begin", "block_begin"}:
            start, names = here, set()
        elif kind in {"name", "string"}:
            names.add(text.strip("'\""))
        elif kind in {"variable_end", "block_end"}:
            yield start, here + len(text.rstrip()), frozenset(names)


def _whole_lists(parts: Sequence[nodes.Node]) -> set[str]:
    """Variables that the template itself takes as lists: it loops over them, joins them, counts them."""
    taken = [part.iter for part in parts if isinstance(part, nodes.For)]
    filters = [part for part in parts if isinstance(part, nodes.Filter) and part.name in _LIST_FILTERS]
    taken += [part.node for part in filters if part.node is not None]
    return {node.name for node in taken if isinstance(node, nodes.Name)}


def _refuse_more(source: str, part: nodes.Node) -> None:
    what = ""
    if not isinstance(part, _ALLOWED) or (isinstance(part, nodes.For) and part.recursive):
        what = type(part).__name__.lower()
    elif isinstance(part, nodes.Filter) and part.name not in _FILTERS:
        what = f"the filter {part.name!r}"
    elif isinstance(part, nodes.Test) and part.name not in _TESTS:
        what = f"the test {part.name!r}"
    if what:
        known = f"variables, if, for, and the filters {', '.join(_FILTERS)}"
        raise TemplateRefused(f"a prompt template cannot use {what}; it has {known}", _place(source, part.lineno))


def _place(source: str, line: int) -> int:
    """Offset of the first tag on a line of the template, or of the line."""
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
    tag = _TAG.search(source, start)
    return tag.start() if tag else start


def _size(values: Mapping[str, object]) -> int:
    """Characters in all values; containers count too, and what is shared counts as often as it is used."""
    todo: list[object] = [values]
    size = 0
    while todo and size <= MAX_VALUE_CHARACTERS:
        part = todo.pop()
        if isinstance(part, Mapping):
            todo += [*part, *part.values()]
        elif isinstance(part, list | tuple):
            todo += part
        size += len(part) if isinstance(part, str) else 1
    return size


def _text(value: object) -> object:
    if isinstance(value, Mapping | list | tuple):
        raise TypeError("a whole list or table stands where text is wanted; name one entry, or loop over it")
    return value


def _join(items: Iterable[object], mark: str = "") -> str:
    texts = [str(item) for item in items]
    if sum(map(len, texts)) + len(texts) * len(mark) > MAX_CHARACTERS:
        _too_long()
    return mark.join(texts)


def _replace(text: object, old: str, new: str) -> str:
    whole = str(text)
    if len(whole) + whole.count(old) * len(new) > MAX_CHARACTERS:
        _too_long()
    return whole.replace(old, new)


def _default(value: object, other: object = "") -> object:
    return other if isinstance(value, Undefined) else value


def _first(items: Sequence[object]) -> object:
    return items[0]


def _last(items: Sequence[object]) -> object:
    return items[-1]


_FILTERS: dict[str, Callable[..., object]] = {
    "capitalize": lambda value: str(value).capitalize(),
    "default": _default,
    "first": _first,
    "join": _join,
    "last": _last,
    "length": len,
    "lower": lambda value: str(value).lower(),
    "replace": _replace,
    "title": lambda value: str(value).title(),
    "trim": lambda value: str(value).strip(),
    "upper": lambda value: str(value).upper(),
}
_LIST_FILTERS = ("first", "join", "last", "length")
