"""One open file as an editor needs it: findings with their places, fixes as text changes, what to say at a place."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from promptkit.baseline import Known, hold, read_baseline
from promptkit.config import Config, find_config
from promptkit.errors import UsageError
from promptkit.fix import fix_document
from promptkit.fixable import held_to_files
from promptkit.formats._patched import Patches, key_of, patched
from promptkit.formats._place import Place, place_of, typed_span
from promptkit.lint import Linted, check_shots, selected_rules
from promptkit.memo import Memo
from promptkit.rule import Finding, Rule, canonical
from promptkit.shot import Document, Origin, Shot
from promptkit.sources.kinds import format_of
from promptkit.sources.read import read_document
from promptkit.sources.remarks import remarks
from promptkit.sources.row import LINE_BREAK, Splice, splice
from promptkit.sources.suppression import suppressions
from promptkit.sources.unread import Unread, unread_of


@dataclass(frozen=True)
class Rules:
    """What a project's settings ask of its files."""

    config: Config
    rules: tuple[Rule, ...]
    known: Mapping[Known, int]
    """Findings that the project lives with: its baseline."""
    stamps: Mapping[str, int | None]
    """When each file that this was read from was last written."""
    memos: defaultdict[frozenset[str], Memo] = field(default_factory=lambda: defaultdict(Memo))
    """What the rules said before, by the names of those that say nothing."""

    @classmethod
    def of(cls, folder: Path) -> "Rules":
        """The settings that hold in a folder.

        Raises:
            UsageError: the settings file, or one that it names, cannot be understood.
        """
        config = find_config(folder)
        rules = selected_rules(config.chosen(), config.ignore, config.own, preview=config.preview)
        files = (*config.files, config.baseline) if config.baseline else config.files
        stamps = {file: _written_at(file) for file in files}
        return cls(config, rules, read_baseline(Path(config.baseline)) if config.baseline else {}, stamps)

    @property
    def is_stale(self) -> bool:
        """Whether a file that this was read from was written since."""
        return any(_written_at(file) != stamp for file, stamp in self.stamps.items())


@dataclass(frozen=True)
class Said:
    """One finding where it stands, or what keeps the file from being read."""

    start: int
    end: int
    message: str
    severity: str
    rule: str = ""
    shot: Shot | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class Page:
    """A file's text with what is to be said of it."""

    document: Document
    rules: Rules

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Findings in order; a file that cannot be read has those that say why."""
        return self._told(lambda: self._linted)

    def at(self, start: int, end: int) -> list[Said]:
        """What is said of a stretch of the text."""
        return _within(self.said, start, end)

    def offered(self, start: int, end: int) -> list[Said]:
        """The same, with what stands against the fixes that cannot be written here."""
        return _within(self._held_said, start, end)

    def patch(self, one: Said) -> tuple[Splice, ...]:
        """The changes that the fix of a finding makes; none where it has no fix that can be written here."""
        return self._patches.get(key_of(one.shot, one.finding), ()) if one.shot and one.finding else ()

    @cached_property
    def fixed(self) -> str:
        """The text with every safe fix made.

        Raises:
            UsageError: the file cannot be read as it stands.
        """
        config = self.rules.config
        memo = self.rules.memos[config.ignored_in(self.document.path)]
        fixed = fix_document(self.document, self._rules, options=config.rules, fill=self._fill(), memo=memo)
        return fixed.document.text

    def suppressed(self, one: Said) -> Splice | None:
        """A comment that silences the rule for the shot, in formats that have comments."""
        if format_of(self.document).comments is None or one.shot is None or one.shot.origin is None:
            return None
        places = _beside(self.document.text, one.shot, one.shot.origin, f"# promptkit: ignore[{one.rule}]")
        return next((place for place in places if self._silences(place, one)), None)

    def shot_at(self, offset: int) -> Shot | None:
        """The shot whose prompt stands at an offset."""
        try:
            shots = read_document(self.document, fill=self._fill())
        except UsageError:
            return None  # the diagnostic says so
        for shot in shots:
            written = shot.origin.written.get("prompt") if shot.origin else None
            typed = typed_span(written, 0, len(shot.prompt)) if written else None
            if typed and typed[0] <= offset <= typed[1]:
                return shot
        return None

    def _silences(self, comment: Splice, one: Said) -> bool:
        """Whether a comment would be read as one, and cover a shot: a text of several lines would swallow it."""
        try:
            changed = replace(self.document, text=splice(self.document.text, [comment]))
            found = [
                each
                for each in suppressions(changed, canonical)
                if comment.start <= each.start <= comment.start + len(comment.text)
            ]
        except UsageError:
            return False
        return any(each.rows and one.rule in map(canonical, each.names) for each in found)

    @cached_property
    def _rules(self) -> Sequence[Rule]:
        return self.rules.config.speaking_of(self.document.path, self.rules.rules)

    @cached_property
    def _linted(self) -> tuple[Linted, ...]:
        shots = read_document(self.document, fill=self._fill())
        ignored = self.rules.config.ignored_in(self.document.path)
        memo = self.rules.memos[frozenset()]
        found = check_shots(shots, self.rules.rules, options=self.rules.config.rules, memo=memo)
        heard = [
            replace(one, findings=tuple(f for f in one.findings if not {f.rule, f.family} & ignored)) for one in found
        ]
        return hold(heard, self.rules.known).results if self.rules.known else tuple(heard)

    @cached_property
    def _held(self) -> tuple[Linted, ...]:
        """The same, once somebody asks for fixes: to try them all takes longer than to find what they are for."""
        return tuple(held_to_files(self._linted))

    @cached_property
    def _held_said(self) -> tuple[Said, ...]:
        return self._told(lambda: self._held)

    @cached_property
    def _patches(self) -> Patches:
        return patched(self._held)

    def _told(self, linted: Callable[[], tuple[Linted, ...]]) -> tuple[Said, ...]:
        try:
            return tuple(self._found(linted()))
        except UsageError as error:
            return tuple(_unreadable(self.document, one) for one in unread_of(self.document.path, error))

    def _found(self, linted: tuple[Linted, ...]) -> Iterator[Said]:
        for one in linted:
            for finding in one.findings:
                place = place_of(one.shot, finding)
                yield Said(*_shown(place), finding.message, finding.severity, finding.rule, one.shot, finding)
        for remark in remarks(self.document, [one.shot for one in linted]):
            yield Said(*_shown(Place(self.document, remark.start, remark.start, False)), remark.message, "note")

    def _fill(self) -> dict[str, object]:
        return self.rules.config.fill


def _within(said: Sequence[Said], start: int, end: int) -> list[Said]:
    return [one for one in said if one.start <= end and start <= one.end]


def _beside(text: str, shot: Shot, origin: Origin, comment: str) -> Iterator[Splice]:
    """Where a comment on a shot may stand: behind it, else on a line of its own above it."""
    start = origin.start
    end = LINE_BREAK.search(text, start)
    at = end.start() if end else len(text)
    written = origin.written.get("prompt")
    typed = typed_span(written, 0, len(shot.prompt)) if written else None
    if typed is None or (typed[0] < at and typed[1] <= at):
        yield Splice(at, at, f"  {comment}")
    first = text.rfind("\n", 0, start) + 1
    indent = text[first : first + len(text[first:]) - len(text[first:].lstrip(" "))]
    newline = "\r\n" if "\r\n" in text else "\n"
    yield Splice(first, first, f"{indent}{comment}{newline}")


def _written_at(file: str) -> int | None:
    """When a file was last written; None where there is none."""
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return None


def rule_page(rule: Rule) -> str:
    """The page of a rule, as Markdown."""
    parts = [
        f"**{rule.name}** ({f'{rule.code}, ' if rule.code else ''}{rule.severity}): {' '.join(rule.page[''].split())}"
    ]
    for heading, text in rule.page.items():
        if heading in ("Bad", "Good"):
            parts.append(f"**{heading}**\n```yaml\n{text}\n```")
        elif heading:
            parts.append(f"**{heading}**: {' '.join(text.split())}")
    return "\n\n".join(parts)


def _shown(place: Place) -> tuple[int, int]:
    """A place with some width: what is missing is shown at the first word of the shot's line."""
    if place.end > place.start:
        return place.start, place.end
    word = re.compile(r"\S*").match(place.document.text, place.start)
    return place.start, word.end() if word else place.start


def _unreadable(document: Document, one: Unread) -> Said:
    if one.line is None:
        return Said(0, len(document.text.partition("\n")[0]), one.message, "error")
    starts = [0, *(end.end() for end in re.finditer("\n", document.text))]
    start = starts[min(one.line, len(starts)) - 1] + (one.column or 1) - 1
    start = min(start, len(document.text))
    end = document.text.find("\n", start)
    return Said(start, len(document.text) if end < 0 else end, one.message, "error")
