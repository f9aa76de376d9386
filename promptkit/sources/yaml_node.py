"""YAML nodes that know where their text was typed, and how it may be changed in place."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.row import Cell, at, trimmed
from promptkit.sources.yaml_scalar import decode
from promptkit.sources.yaml_trouble import plainly

_TAG = "tag:yaml.org,2002:"
_BOOLS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_SPECIAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")
"""What YAML 1.1 does not count as printable, or reads as a line break (section 5.1)."""


@dataclass(frozen=True)
class Yaml:
    """A YAML document taken apart."""

    document: Document
    root: yaml.Node | None
    tokens: Mapping[int, tuple[int, int]]
    """End of every scalar token → its start (behind tags and anchors) and the indentation around it."""
    in_flow: frozenset[int]
    """Starts of the scalar tokens inside brackets."""

    def extent(self, node: yaml.Node) -> tuple[int, int]:
        """Document span of a node, without its tag; empty for a value that is not there (`negative:`)."""
        end = node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return (self.tokens[end][0] if self._is_token(node) else end), end
        return node.start_mark.index, end

    @property
    def texts(self) -> list[tuple[int, int]]:
        """Document spans of all scalars: a `#` in them is no comment."""
        return [(start, end) for end, (start, _) in self.tokens.items()]

    def start(self, node: yaml.Node) -> int:
        """Where a node begins."""
        return self.extent(node)[0]

    def indent(self, node: yaml.Node) -> int:
        """Column of the collection around a scalar; -1 at the top."""
        return self.tokens[node.end_mark.index][1] if self._is_token(node) else -1

    def is_in_flow(self, node: yaml.Node) -> bool:
        """Whether a scalar stands inside brackets."""
        return self.start(node) in self.in_flow

    def members(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Keys and values of a mapping.

        Raises:
            UsageError: a key is there twice, or is no text.
        """
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise UsageError(f"{at(self.document, self.start(key))}: a key must be a word")
            if key.value in found:
                raise UsageError(f"{at(self.document, self.start(key))}: {key.value!r} is given twice; keep one")
            found[key.value] = (key, value)
        return found

    def _is_token(self, node: yaml.Node) -> bool:
        start, _ = self.tokens.get(node.end_mark.index, (-1, -1))
        return start >= node.start_mark.index


class _Loader(yaml.SafeLoader):
    """Composes nodes, and notes the extent of every scalar on the way."""

    def __init__(self, text: str) -> None:
        self.spans: dict[int, tuple[int, int]] = {}
        self.flow_starts: set[int] = set()
        super().__init__(text)

    def _note(self, scan: Callable[..., Any], *arguments: object) -> Any:
        indent = self.indent
        token = scan(*arguments)
        self.spans[token.end_mark.index] = (token.start_mark.index, indent)
        if self.flow_level:
            self.flow_starts.add(token.start_mark.index)
        return token

    def scan_plain(self) -> Any:
        return self._note(super().scan_plain)

    def scan_flow_scalar(self, style: Any) -> Any:
        return self._note(super().scan_flow_scalar, style)

    def scan_block_scalar(self, style: Any) -> Any:
        return self._note(super().scan_block_scalar, style)

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not read; write the text out, or use a variable", mark
            )
        return super().compose_node(parent, index)


def compose(document: Document) -> Yaml:
    """The nodes of a YAML document.

    Raises:
        UsageError: it is no YAML, or uses aliases.
    """
    try:
        loader = _Loader(document.text)
        root = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        place = at(document, error.position)
        raise UsageError(f"{place}: the character {error.character!a} cannot stand in YAML; take it out") from error
    except yaml.MarkedYAMLError as error:
        offset, reason = plainly(document, error)
        place = document.path if offset is None else at(document, offset)
        raise UsageError(f"{place}: broken YAML: {reason}") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise UsageError(f"{document.path}: broken YAML: {error}") from error
    return Yaml(document, root, loader.spans, frozenset(loader.flow_starts))


def is_null(node: yaml.Node) -> bool:
    """Whether a value is left empty, or is `null` or `~`."""
    return isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}null"


def plain_value(source: Yaml, node: yaml.Node) -> object:
    """Text, truth values, numbers, lists and tables; numbers that print otherwise than typed stay text."""
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(source, item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {name: plain_value(source, value) for name, (_, value) in source.members(node).items()}
    text = str(node.value)
    if is_null(node):
        return None
    if node.tag == f"{_TAG}bool":
        return _BOOLS.get(text.lower(), text)
    for tag, kind in (("int", int), ("float", float)):
        if node.tag == _TAG + tag and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", text) and str(kind(text)) == text:
            return kind(text)
    return text


def cell_of(source: Yaml, node: yaml.ScalarNode) -> Cell:
    """The text of a scalar with the place of every character."""
    start, end = source.extent(node)
    style, indent = node.style, source.indent(node)
    text = source.document.text
    value, offsets = decode(text, start, end, style=style, indent=indent)
    if style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
        width = source.document.position(offsets[0])[1] - 1
        return trimmed(Cell(value, offsets, start, end, _indented(width), _read_plain, quote), front=False)
    encode = {"'": _double_single_quotes, '"': _escape}.get(style or "", str)
    read = _read_in_flow if source.is_in_flow(node) else _read_plain
    return trimmed(Cell(value, offsets, start, end, encode, read, quote), front=False)


def quote(value: str) -> str:
    """A value in double quotes, on one line."""
    return f'"{_escape(value)}"'


def quote_lightly(value: str) -> str:
    """A value for a line of its own: as it is where that reads the same, else in double quotes."""
    return value if _read_plain(value) == value else quote(value)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _code(found.group()), json.dumps(text, ensure_ascii=False)[1:-1])


def _code(char: str) -> str:
    return f"\\x{ord(char):02x}" if char < "\u0100" else f"\\u{ord(char):04x}"


def _double_single_quotes(text: str) -> str:
    return text.replace("'", "''")


def _indented(width: int) -> Callable[[str], str]:
    return lambda text: text.replace("\n", "\n" + " " * width)


def _read_plain(written: str) -> str | None:
    """What a scalar of any style is read as in a list or table of its own."""
    return _read_alone(f"- {written}")


def _read_in_flow(written: str) -> str | None:
    return _read_alone(f"[{written}]")


def _read_alone(written: str) -> str | None:
    """The one text that a small YAML document holds, alone or as the only entry of a list."""
    try:
        node = compose(Document("", written)).root
    except UsageError:
        return None
    if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
        node = node.value[0]
    return node.value if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}str" else None
