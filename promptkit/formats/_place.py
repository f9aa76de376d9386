"""Where in a file a finding points."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from promptkit.formats._format import NOT_READ, each, posix
from promptkit.known_by import known_by
from promptkit.lint import Linted
from promptkit.rule import COMMENT, Finding
from promptkit.shot import NOT_IN_SOURCE, Document, Shot, Written
from promptkit.sources.unread import Unread


@dataclass(frozen=True)
class Place:
    """A span of a document; lines and columns count from 1, ends are exclusive."""

    document: Document
    start: int
    end: int
    is_exact: bool
    """False when the finding is about something that does not stand there, such as a negative that is missing."""

    @property
    def line(self) -> int:
        """First line."""
        return self.document.position(self.start)[0]

    @property
    def column(self) -> int:
        """First column."""
        return self.document.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """Last line."""
        return self.document.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column behind the last character."""
        return self.document.position(self.end)[1]


def place_of(shot: Shot, finding: Finding) -> Place:
    """Where a finding points: what was typed for its span, or the closest thing to it that was typed."""
    if shot.origin is None:
        text = shot.prompt
        inside = finding.field == "prompt" and not finding.key
        start, end = (min(finding.start, len(text)), min(finding.end, len(text))) if inside else (0, 0)
        return Place(Document(shot.id, text), start, end, is_exact=inside)
    if finding.key:
        start, end = shot.origin.values.get(finding.key, (shot.origin.start, shot.origin.start))
        return Place(shot.origin.document, start, end, is_exact=start < end)
    if finding.field == COMMENT:
        return Place(shot.origin.document, finding.start, finding.end, is_exact=True)
    written = shot.origin.written.get(finding.field)
    if written is None:
        return Place(shot.origin.document, shot.origin.start, shot.origin.start, is_exact=False)
    start, end = typed_span(written, finding.start, finding.end) or (shot.origin.start, shot.origin.start)
    return Place(shot.origin.document, start, end, is_exact=start < end)


def typed_span(written: Written, start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last typed character of a span; the place of the variable when it has none."""
    length = len(written.offsets) - 1
    start, end = min(start, length), min(max(start, end), length)
    if start < end and isinstance(written.offsets, range) and not written.ends:  # typed in one go, as most is
        return written.offsets[start], written.offsets[end]
    typed = [index for index in range(start, end) if written.offsets[index] != NOT_IN_SOURCE]
    spans = [span for index in typed if (span := written.span(index, index + 1))]
    if spans:
        return min(first for first, _ in spans), max(last for _, last in spans)
    for index in range(start, -1, -1):
        if span := written.span(index, index):
            return span
    return None


def fingerprints(results: Sequence[Linted]) -> Iterator[str]:
    """A name for every finding, in order, that stays when lines above it come and go; no two share one."""
    return _named(
        (posix(place_of(shot, finding).document.path), finding.rule, finding.field, known_by(shot, finding).name)
        for shot, finding in each(results)
    )


def fingerprints_of_unread(unread: Sequence[Unread]) -> Iterator[str]:
    """The same for what could not be read."""
    return _named((posix(one.path), NOT_READ, one.message) for one in unread)


def _named(what: Iterable[tuple[str, ...]]) -> Iterator[str]:
    seen: Counter[tuple[str, ...]] = Counter()
    for one in what:
        seen[one] += 1
        yield sha256(json.dumps([*one, seen[one]]).encode()).hexdigest()
