"""`.yaml`: `{defaults, vars, shots: [...]}`, or a list of prompts and shots."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath
from typing import NoReturn

import yaml

from promptkit.errors import UsageError
from promptkit.shot import TEXT_FIELDS, Document
from promptkit.sources.row import LINE_BREAK, Format, Row, Splice, at, rows_of
from promptkit.sources.suites import has_keys_of_suite
from promptkit.sources.yaml_node import Yaml, cell_of, compose, is_null, plain_value, quote, quote_lightly

_TOP = ("defaults", "vars", "shots")
_NOT_DEFAULTS = ("id", "prompt")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))(?P<comment>#[^\r\n]*)", re.MULTILINE)
_LINE_START = re.compile(r"(?<=\n)(?=[^\r\n])")
_NOT_TEXT = ("duration", "seed", "sound", "vars", "elements", "tags", "ignore")


def rows(document: Document) -> list[Row]:
    """One row for every entry of the list.

    Raises:
        UsageError: broken YAML, a key twice, an alias, or no list of shots; the message gives line and column.
    """
    source = _composed(document)
    items, defaults = _parts(source)
    return rows_of(lambda item: replace(_row(source, item, defaults), extent=_extent(source, item)), items)


def comments(document: Document) -> Iterator[tuple[int, int]]:
    """Comments begin at a `#` that stands in no text, at the start of a line or behind a blank (YAML 1.1, 6.6)."""
    texts = sorted(_composed(document).texts)
    for found in _COMMENT.finditer(document.text):
        start = found.start("comment")
        index = bisect_right(texts, (start, len(document.text))) - 1
        if index < 0 or not texts[index][0] <= start < texts[index][1]:
            yield start, found.end()


def add(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    """Write the field behind the prompt of each row; a bare string becomes a mapping."""
    source = _composed(document)
    items, _ = _parts(source)
    return [change for number, value in values.items() for change in _add(source, items[number], field, value)]


_composed = lru_cache(maxsize=2)(compose)
"""Fixes come to a document one by one, and each asks for its nodes."""


def _parts(source: Yaml) -> tuple[Sequence[yaml.Node], Row | None]:
    root = source.root
    if root is None or is_null(root):
        return (), None
    if isinstance(root, yaml.SequenceNode):
        return root.value, None
    if not isinstance(root, yaml.MappingNode):
        _fail(source, root, "expected a list of prompts, or a table with 'shots'")
    top = source.members(root)
    _refuse_another_kind(source, top)
    for name, (key, _) in top.items():
        if name not in _TOP:
            hint = "write '- ' before it, for a list" if name == "prompt" else f"this file has {', '.join(_TOP)}"
            _fail(source, key, f"unknown key {name!r} at the top; {hint}")
    if "shots" not in top:
        _fail(source, root, "no 'shots' in it; list the shots under 'shots:'")
    shots = top["shots"][1]
    if is_null(shots):
        return (), None
    if not isinstance(shots, yaml.SequenceNode):
        _fail(source, shots, "'shots' must be a list; begin every shot with '- '")
    return shots.value, _defaults(source, top)


def _refuse_another_kind(source: Yaml, top: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> None:
    """Of YAML that promptkit knows as something else, what it is for."""
    path = source.document.path
    if has_keys_of_suite(source.document.text.encode("utf-8", "surrogatepass")):
        given = plain_value(source, top["shots"][1]) if "shots" in top else ()
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        files = " ".join((PurePath(path).parent / name).as_posix() for name in names if isinstance(name, str))
        lint = f"; to lint its prompts: promptkit lint {files}" if files else ""
        raise UsageError(f"{path}: a suite, not a file of shots; for promptkit run and gate{lint}")
    if next(iter(top), "") == "rules":
        raise UsageError(f"{path}: a file of rules, not of shots; to lint by them: promptkit lint FILE --rules {path}")


def _defaults(source: Yaml, top: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> Row:
    start = source.start(source.root) if source.root else 0
    row = Row(start, {})
    if "defaults" in top and not is_null(top["defaults"][1]):
        node = top["defaults"][1]
        if not isinstance(node, yaml.MappingNode):
            _fail(source, node, "'defaults' must be a table such as {target: kling-2.6}")
        row = _row(source, node, None)
        for name in _NOT_DEFAULTS:
            if name in row.values:
                raise UsageError(f"{at(source.document, row.places[name])}: {name!r} cannot have a default")
    if "vars" in top and not is_null(top["vars"][1]):
        node = top["vars"][1]
        variables = plain_value(source, node)
        own = row.values.get("vars")
        if isinstance(variables, dict) and isinstance(own, dict):
            variables = {**variables, **own}
        places = {**row.places, "vars": source.start(node)}
        row = replace(row, values={**row.values, "vars": variables}, places=places)
    return row


def _row(source: Yaml, node: yaml.Node, defaults: Row | None) -> Row:
    if isinstance(node, yaml.ScalarNode) and not is_null(node):
        cell = cell_of(source, node)
        prompt, in_cell, place = {"prompt": cell.value}, {"prompt": cell}, {"prompt": cell.start}
        return Row(cell.start, prompt, in_cell, place, defaults=defaults, is_typed=False)
    if not isinstance(node, yaml.MappingNode):
        _fail(source, node, "a shot must be a text, or a table with 'prompt'")
    members = source.members(node)
    cells = {
        name: cell_of(source, value)
        for name, (_, value) in members.items()
        if name in TEXT_FIELDS and isinstance(value, yaml.ScalarNode) and not is_null(value)
    }
    values = {name: _value(source, name, value) for name, (_, value) in members.items()}
    values |= {name: cell.value for name, cell in cells.items()}
    extents = {name: source.extent(value) for name, (_, value) in members.items()}
    places = {name: start for name, (start, _) in extents.items()}
    ends = {name: end for name, (_, end) in extents.items()}
    names = {name: source.start(key) for name, (key, _) in members.items()}
    start = places.get("prompt", source.start(node))
    silenced = members["ignore"][1] if "ignore" in members else None
    entries = [*map(source.extent, silenced.value)] if isinstance(silenced, yaml.SequenceNode) else ()
    return Row(start, values, cells, places, ends, names, entries, defaults, is_typed=False)


def _value(source: Yaml, name: str, node: yaml.Node) -> object:
    """Keys that hold text take it as typed: `aspect_ratio: 16:9` is no number, `mode: on` no truth value."""
    if isinstance(node, yaml.ScalarNode) and name not in _NOT_TEXT:
        return None if is_null(node) else node.value
    value = plain_value(source, node)
    return (
        [str(item) for item in value] if name in ("elements", "tags", "ignore") and isinstance(value, list) else value
    )


def _add(source: Yaml, node: yaml.Node, field: str, value: str) -> list[Splice]:
    text = source.document.text
    newline = "\r\n" if "\r\n" in text else "\n"
    if isinstance(node, yaml.ScalarNode):
        cell = cell_of(source, node)
        raw = text[cell.start : cell.end]
        if source.is_in_flow(node):
            return [Splice(cell.start, cell.end, f"{{prompt: {raw}, {field}: {quote(value)}}}")]
        column = source.document.position(cell.start)[1] - 1
        raw = _LINE_START.sub("  ", raw)  # its further lines must stand deeper than the new keys
        line = f"{newline}{' ' * column}{field}: {quote_lightly(value)}"
        end = cell.end if node.style in ("|", ">") else _end_of_line(text, cell.end)
        return [Splice(cell.start, cell.end, f"prompt: {raw}"), Splice(end, end, line)]
    if not isinstance(node, yaml.MappingNode):
        _fail(source, node, "a shot must be a text, or a table with 'prompt'")
    members = source.members(node)
    if field in members:
        start, end = source.extent(members[field][1])
        return [Splice(start, end, (" " if start == end else "") + quote(value))]
    key, prompt = members["prompt"]
    if not isinstance(prompt, yaml.ScalarNode):
        _fail(source, prompt, "prompt must be a text")
    cell = cell_of(source, prompt)
    if node.flow_style:
        return [Splice(cell.end, cell.end, f", {field}: {quote(value)}")]
    end = cell.end if prompt.style in ("|", ">") else _end_of_line(text, cell.end)
    column = source.document.position(source.start(key))[1] - 1
    return [Splice(end, end, f"{newline}{' ' * column}{field}: {quote_lightly(value)}")]


def _extent(source: Yaml, node: yaml.Node) -> tuple[int, int]:
    """From where a node begins to the end of the line that its last text ends in."""
    last, stack = source.start(node), [node]
    while stack:
        part = stack.pop()
        if isinstance(part, yaml.ScalarNode):
            start, end = source.extent(part)
            text = source.document.text[start:end]
            last = max(last, start + len(text.rstrip()) if part.style in ("|", ">") else end)
        else:
            stack += (
                [item for pair in part.value for item in pair] if isinstance(part, yaml.MappingNode) else part.value
            )
    return source.start(node), _end_of_line(source.document.text, last)


def _end_of_line(text: str, start: int) -> int:
    found = LINE_BREAK.search(text, start)
    return found.start() if found else len(text)


def _fail(source: Yaml, node: yaml.Node, reason: str) -> NoReturn:
    raise UsageError(f"{at(source.document, source.start(node))}: {reason}")


FORMAT = Format((".yaml", ".yml"), rows, add, comments)
