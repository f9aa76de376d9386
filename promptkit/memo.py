"""What rules said of a shot before: a shot that has not changed is not read again.

On disk it is a file for each shot file and set of rules, and holds the shots that stood there when it was last linted.
"""

import hashlib
import inspect
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from promptkit import __version__
from promptkit.cache import keep, kept_file, read_kept
from promptkit.plain_file import real_path
from promptkit.rule import Cost, Edit, Finding, Fix, Rule
from promptkit.shot import Shot

ASSETS = ("image", "last_image", "reference_video", "elements")
"""Keys that name files: what rules say of them changes while the shot stays the same."""
SAID_OF = tuple(each.name for each in fields(Shot) if each.name not in ("id", "ignore", "origin"))
_assets, _said_of = attrgetter(*ASSETS), attrgetter(*SAID_OF)
_INSTEAD = "every shot is read again"


def names_files(shot: Shot) -> bool:
    """Whether what is said of a shot depends on files beside it."""
    return any(_assets(shot))


def key_of(shot: Shot, earlier: str | None) -> str | None:
    """What the findings of a shot depend on, hashed; None where they depend on files too."""
    if names_files(shot):
        return None
    kind = shot.origin.document.path.rpartition(".")[2] if shot.origin else ""  # a remedy is one for its format
    told = repr((earlier, kind, _said_of(shot)))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Memo:
    """What rules said of shots, in memory; for one set of rules and options."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Finding, ...]] = {}

    def find(self, shot: Shot, earlier: str | None) -> tuple[Finding, ...] | None:
        """What was said of a shot like this one; None when nothing is known."""
        key = key_of(shot, earlier)
        return self._found.get(key) if key else None

    def keep(self, shot: Shot, earlier: str | None, found: tuple[Finding, ...]) -> None:
        """Remember what was said."""
        key = key_of(shot, earlier)
        if key:
            self._found[key] = found


class DiskMemo:
    """A memo on disk: a file for each shot file, read when its first shot comes up."""

    def __init__(self, rules: Sequence[Rule], options: Mapping[str, Mapping[str, object]]) -> None:
        chosen = sorted((name, sorted((k, repr(v)) for k, v in table.items())) for name, table in options.items())
        named = [(rule.name, rule.source or _stamp_of(rule)) for rule in rules]
        self._settings = [__version__, stamp(), named, chosen]
        self._pages: dict[str, _Page] = {}

    def find(self, shot: Shot, earlier: str | None) -> tuple[Finding, ...] | None:
        """As `Memo.find`."""
        page, key = self._page(shot), key_of(shot, earlier)
        found = page.rows.get(key) if key else None
        if found is None or key is None:
            return None
        page.wanted[key] = found
        return found

    def keep(self, shot: Shot, earlier: str | None, found: tuple[Finding, ...]) -> None:
        """As `Memo.keep`; it is on disk after `save`."""
        page, key = self._page(shot), key_of(shot, earlier)
        if key:
            page.wanted[key] = page.rows[key] = found
            page.is_new = True

    def save(self) -> None:
        """Write down what was asked for; a cache that cannot be written is said in the log and lived without."""
        for page in self._pages.values():
            if page.path is None or (not page.is_new and len(page.wanted) == len(page.rows)):
                continue
            keep(page.path, _told(page.wanted), _INSTEAD)

    def _page(self, shot: Shot) -> "_Page":
        """The part for the shot's file; text that stands in no file is remembered only while the memo lasts."""
        path = shot.origin.document.path if shot.origin else "<"
        if path not in self._pages:
            told = json.dumps([str(real_path(path)), *self._settings])
            self._pages[path] = _Page(None if path.startswith("<") else kept_file("lint", told))
        return self._pages[path]


class _Page:
    """What was said of the shots of one file, and what of it is still wanted."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.rows = {} if path is None else _read(read_kept(path, _INSTEAD))
        self.wanted: dict[str, tuple[Finding, ...]] = {}
        self.is_new = False


AnyMemo = Memo | DiskMemo


PARTS = ("rules", "own_rules", "scene", "phrasing", "lexicon", "targets", "reader", "nlp", "sources")
"""Folders of the package that findings come out of, beside the modules at its top."""


def _stamp_of(rule: Rule) -> str:
    """Changes with the file of a rule that comes from a plug-in."""
    file = Path(inspect.getfile(rule.check))
    if file.is_relative_to(Path(__file__).parent):
        return ""
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


@cache
def stamp() -> list[int]:
    """Changes whenever a file of the package does: while rules are being written, the version stays the same."""
    folder = Path(__file__).parent
    stats = [path.stat() for part in PARTS for path in (folder / part).rglob("*") if path.is_file()]
    stats += [path.stat() for path in folder.glob("*.py")]
    return [len(stats), sum(stat.st_size for stat in stats), max(stat.st_mtime_ns for stat in stats)]


def _told(wanted: Mapping[str, Sequence[Finding]]) -> dict[str, object]:
    """What `_read` reads: each finding once, however many shots it is said of, and by shot their numbers."""
    said: dict[str, tuple[int, list[Any]]] = {}
    known: dict[int, int] = {}
    for finding in (one for found in wanted.values() for one in found):
        if id(finding) not in known:
            row = _row(finding)
            known[id(finding)] = said.setdefault(repr(row), (len(said), row))[0]
    shots = {key: [known[id(finding)] for finding in found] for key, found in wanted.items()}
    return {"said": [row for _, row in said.values()], "shots": shots}


def _read(kept: Mapping[str, Any]) -> dict[str, tuple[Finding, ...]]:
    said = [_finding(row) for row in kept.get("said", ())]
    return {key: tuple(said[number] for number in numbers) for key, numbers in kept.get("shots", {}).items()}


def _row(finding: Finding) -> list[Any]:
    fix, cost = finding.fix, finding.cost
    edits = fix and [[edit.field, edit.start, edit.end, edit.text] for edit in fix.edits]
    written = fix and [fix.safe, fix.title, edits, fix.obstacle]
    return [
        finding.message, finding.start, finding.end, finding.field, written,
        finding.rule, finding.family, finding.severity, finding.own_severity, finding.code,
        finding.key, cost and [cost.amount, cost.currency],
    ]  # fmt: skip


def _finding(row: list[Any]) -> Finding:
    message, start, end, field, written, rule, family, severity, own_severity, code, key, cost = row
    fix = written and Fix(written[0], written[1], tuple(Edit(*edit) for edit in written[2]), written[3])
    return Finding(
        message, start, end, field, fix or None, rule, family, severity, own_severity, code, key,
        Cost(*cost) if cost else None,
    )  # fmt: skip
