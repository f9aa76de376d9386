"""What a YAML parser complains of → what was written wrong, and what to do, for people who write prompts."""

import re
from collections.abc import Iterator

import yaml

from promptkit.shot import Document
from promptkit.sources.keys import KEYS

_KEY = re.compile(r"[ -]*(?P<key>\w+):")
_QUOTED = {"'": "''", '"': '\\"'}
_STARTERS = "%@`"
"""What no plain text may begin with (YAML 1.1, 5.3)."""


def plainly(document: Document, error: yaml.MarkedYAMLError) -> tuple[int | None, str]:
    """Where a document is broken, and why: the parser's own words where it is none of the common mistakes."""
    problem = error.problem or error.context or "cannot be understood"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None, problem
    offset = min(mark.index, len(document.text))
    begun = min(error.context_mark.index, offset) if error.context_mark else offset
    return next(_mistakes(document, problem, error.context or "", offset, begun), (offset, problem))


def _mistakes(document: Document, problem: str, context: str, offset: int, begun: int) -> Iterator[tuple[int, str]]:
    """The common mistakes that a complaint may stand for: the place and what to do.

    Args:
        document: what was parsed.
        problem: the complaint.
        context: what was being read.
        offset: where the problem was met.
        begun: where what was being read began.
    """
    text = document.text
    if problem.startswith("mapping values are not allowed"):
        yield offset, _colon(document, offset)
    if "block" in context and "expected <block end>" in problem:
        yield offset, _block_end(document, offset)
    if "another document" in problem:
        yield offset, "a second document begins here; take out the line of '---'"
    if "quoted scalar" in context and "end of stream" in problem:
        yield begun, "this quote is never closed; close it at the end of the text"
    if "cannot start any token" in problem and text.startswith("\t", offset):
        yield offset, "a tab; indent with spaces"
    if "cannot start any token" in problem and text[offset : offset + 1] in _STARTERS:
        yield offset, f"a text cannot begin with {text[offset]}; put it in quotes"
    if "flow" in context:
        opened = max(text.rfind(bracket, 0, begun + 1) for bracket in "[{")
        what = "list" if text[opened] == "[" else "table"
        yield opened, f"this {text[opened]} opens a {what} that is never closed; close it, or quote the text"
    if "simple key" in context and "expected ':'" in problem:
        yield begun, "neither a key nor part of a text; indent the line deeper than the one above, or write key: value"


def _colon(document: Document, offset: int) -> str:
    """A second colon in a line is the prompt's; a first one makes a key of a line that stands too deep for one."""
    line, above = _lines(document, offset)
    found = _KEY.match(line)
    if ":" not in line[: offset - document.text.rfind("\n", 0, offset) - 1] and _key_column(line) > _key_column(above):
        return _indented(_key_column(line) - _key_column(above))
    name = found["key"] if found and found["key"] in KEYS else "text"
    return f"a colon inside the {name}; put the whole {'text' if name == 'text' else name} in quotes"


def _block_end(document: Document, offset: int) -> str:
    line, above = _lines(document, offset)
    before = document.text[:offset].rstrip(" ")
    if before.endswith(("'", '"')):
        return f"text behind a closing quote; write {_QUOTED[before[-1]]} for a quote inside of the text"
    is_item = line.lstrip().startswith("- ")
    if is_item:
        items = [each for each in document.text[:offset].splitlines()[:-1] if each.lstrip().startswith("- ")]
        more = _width(line) - _width(items[-1]) if items else 0
    else:
        is_beside = above.lstrip().startswith("-") and _width(line) == _width(above)
        more = 0 if is_beside else _key_column(line) - _key_column(above)
    if more:
        return _indented(more, "list item" if is_item else "line")
    if is_item:
        return "a list item where a key is expected; indent the list deeper than its key, or give it a key"
    return "a key where a list item is expected; begin every shot with '- '"


def _indented(more: int, what: str = "line") -> str:
    spaces = f"{abs(more)} space{'s' * (abs(more) != 1)}"
    return f"indented {spaces} {'more' if more > 0 else 'less'} than the {what} above; begin both in the same column"


def _lines(document: Document, offset: int) -> tuple[str, str]:
    """The line of a place, and the one above it that holds anything but a comment."""
    start = document.text.rfind("\n", 0, offset) + 1
    before = [line for line in document.text[:start].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return document.text[start:].split("\n", 1)[0], before[-1] if before else ""


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_column(line: str) -> int:
    """Where the first word of a line begins, behind the marks of list items."""
    return len(line) - len(line.lstrip(" -"))
