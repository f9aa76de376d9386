"""The key `ignore` where it stands in a file: which characters are which name, and what takes one out or renames it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from promptkit.shot import Document
from promptkit.sources.keys import entries_of
from promptkit.sources.kinds import format_of
from promptkit.sources.row import LINE_BREAK, TO_PROMPTKIT, Row

Change = tuple[int, int, str]
"""Of the document: start, end, text."""
_BLANK = " \t\r\n"
_BETWEEN = re.compile(r"\s*[,;]\s*")
_OWN_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class Entry:
    """A name with its quotes, and the reason behind it."""

    name: str
    start: int
    end: int
    named_at: int
    """Where the name itself begins."""


@dataclass(frozen=True)
class IgnoreKey:
    """One key `ignore` of a shot, or of a file's defaults."""

    document: Document
    key: int | None
    """Where the key begins, in formats where it stands beside its value."""
    start: int
    """Of the value."""
    end: int
    entries: tuple[Entry, ...]
    is_block: bool = False
    """Whether it is a YAML list with a line for each entry."""
    is_over_default: bool = False
    """Whether the file's defaults have one too, which would hold were this one gone."""

    def renamed(self, name: str, meant: str) -> Change | None:
        """What writes another name; None where the name cannot be told from what stands around it."""
        at = next((each.named_at for each in self.entries if each.name == name), None)
        return None if at is None else self._instead(at, at + len(name), meant)

    def without(self, name: str) -> Change | None:
        """What takes a name out, with its reason, and the key with its last name; None as `renamed`."""
        place = next((number for number, each in enumerate(self.entries) if each.name == name), None)
        if place is None:
            return None
        if len(self.entries) == 1:
            return self._gone()
        text, entry, last = self.document.text, self.entries[place], place == len(self.entries) - 1
        if self.is_block:
            dash = text.rindex("-", self.start, entry.start)
            if last:
                return self._instead(_back(text, dash, _BLANK), self.end, "")
            return self._instead(dash, text.rindex("-", self.start, self.entries[place + 1].start), "")
        one, other = self.entries[place - 1 : place + 1] if last else self.entries[place : place + 2]
        if not _BETWEEN.fullmatch(text, one.end, other.start):
            return None  # a comment stands there
        return self._instead(one.end, entry.end, "") if last else self._instead(entry.start, other.start, "")

    def _instead(self, start: int, end: int, new: str) -> Change:
        """The whole value with one change in it: of several, all begin at one place, and are made one at a time."""
        text = self.document.text
        return self.start, self.end, text[self.start : start] + new + text[end : self.end]

    def _gone(self) -> Change:
        """What takes the key out; where nothing else is sure, it is left without a name."""
        text, key = self.document.text, self.key
        if key is None or self.is_over_default:
            return self.start, self.end, "" if key is None else "[]"
        before = _back(text, key, " \t")
        if before == 0 or text[before - 1] in "\r\n":
            rest = _OWN_LINE.match(text, self.end)
            return (before, rest.end(), "") if rest else (self.start, self.end, "[]")
        if text[before - 1] == "," or text.startswith("ignore=", key):
            return before - (text[before - 1] == ","), self.end, ""
        if text[before - 1] == "{":
            between = re.compile(r"\s*,\s*").match(text, self.end)
            return key, between.end() if between else self.end, ""
        return self.start, self.end, "[]"


@lru_cache(maxsize=2)
def ignore_keys(document: Document) -> Mapping[int, IgnoreKey]:
    """Where the value begins → each key `ignore` whose names can be told apart in the text.

    Raises:
        UsageError: the document is not one that shots can be read from.
    """
    found: dict[int, IgnoreKey] = {}
    for row in format_of(document).rows(document):
        for layer in (row, row.defaults):
            if layer and "ignore" in layer.ends and layer.places["ignore"] not in found:
                is_over = layer is row and row.defaults is not None and "ignore" in row.defaults.values
                found |= {key.start: replace(key, is_over_default=is_over) for key in _read(document, layer)}
    return found


def _read(document: Document, row: Row) -> Iterator[IgnoreKey]:
    value, text = row.values.get("ignore"), document.text
    start, end = row.places["ignore"], row.ends["ignore"]
    is_block = text.startswith("-", start) and bool(row.entries)
    if isinstance(value, list):
        names = [each.split()[0] for each in value if isinstance(each, str) and each.strip()]
        entries = tuple(_entry(text, *span, is_item=True) for span in row.entries)
        if is_block:  # the list itself ends where the next thing begins
            ended = LINE_BREAK.search(text, entries[-1].end)
            end = ended.start() if ended else len(text)
    elif isinstance(value, str):
        names = [value[first:last].split()[0] for first, last in entries_of(value)]
        quoted = int(text[start] in "\"'")
        inside = text[start + quoted : end - quoted]
        entries = tuple(
            _entry(text, start + quoted + first, start + quoted + last, is_item=False)
            for first, last in entries_of(inside)
        )
    else:
        return
    # Escapes, and a comment of ours among the entries, are left to people.
    if names == [entry.name for entry in entries] and not re.search(TO_PROMPTKIT, text[start:end]):
        yield IgnoreKey(document, row.names.get("ignore"), start, end, entries, is_block)


def _back(text: str, here: int, blanks: str) -> int:
    """Where the blanks before a place begin."""
    while here > 0 and text[here - 1] in blanks:
        here -= 1
    return here


def _entry(text: str, start: int, end: int, *, is_item: bool) -> Entry:
    quoted = int(is_item and text[start] in "\"'")
    name, *_ = text[start + quoted : end - quoted].split() or [""]
    return Entry(name, start, end, text.index(name, start + quoted))
