"""A baseline: the findings that a project has settled to live with, so that only new ones fail.

A finding is known by its file, its rule and the words that it is about, not by its line, and as often as it was written
down: what is mended leaves the baseline for good, and what is new or has been reworded is said. Words may come and go
around it: a sentence that something else was mended in is still the sentence that was settled. What a shot lacks has no
words, and is known by the shot (`known_by`).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from promptkit.alike import paired
from promptkit.errors import UsageError, os_refusals
from promptkit.known_by import known_by
from promptkit.lint import Linted
from promptkit.plain_file import real_path
from promptkit.rule import Finding
from promptkit.shot import Shot
from promptkit.sources.save import write_whole

SCHEMA = "promptkit.baseline/1"


@dataclass(frozen=True, order=True)
class Known:
    """What tells one finding from another across versions of its file."""

    path: str
    """Of the shot file, from the root of the file system."""
    rule: str
    field: str
    about: str
    """The words that the finding is about; of what a shot lacks, its id or its prompt."""


@dataclass(frozen=True)
class Held:
    """Linted shots held against known findings."""

    results: tuple[Linted, ...]
    """With new findings only."""
    known: int
    """Findings that were known."""
    gone: int
    """Known ones, in the files that were linted, for which there is no finding any more."""


@dataclass(frozen=True)
class _Found:
    """A finding of a shot, with what it may be known as."""

    number: int
    """Of the shot."""
    finding: Finding
    key: Known
    words: str
    formerly: tuple[Known, ...]


def hold(results: Sequence[Linted], known: Mapping[Known, int]) -> Held:
    """Leave out the findings that are known, each as often as it is."""
    budget = Counter(known)
    found = [*_found(results)]
    unknown = [one for one in found if not _spent(budget, one.key)]
    unknown = [one for one in unknown if not any(_spent(budget, key) for key in one.formerly)]
    seen = {_path(one.shot) for one in results}
    left = Counter({key: count for key, count in budget.items() if count and key.path in seen})
    edited = _edited(unknown, left - _mended(results, known, left))
    new: dict[int, list[Finding]] = defaultdict(list)
    for place, one in enumerate(unknown):
        if place not in edited:
            new[one.number].append(one.finding)
    kept = tuple(
        replace(one, findings=tuple(new[number]), known=tuple(each for each in one.findings if each not in new[number]))
        for number, one in enumerate(results)
    )
    return Held(kept, len(found) - len(unknown) + len(edited), left.total() - len(edited))


def _found(results: Iterable[Linted]) -> Iterator[_Found]:
    for number, one in enumerate(results):
        path = _path(one.shot)
        for finding in one.findings:
            by = known_by(one.shot, finding)
            key = Known(path, finding.rule, finding.field, by.name)
            yield _Found(number, finding, key, by.words, tuple(replace(key, about=name) for name in by.formerly))


def _spent(budget: Counter[Known], key: Known) -> bool:
    """Whether a finding is known by a key, which then is known once less."""
    if budget[key] <= 0:
        return False
    budget[key] -= 1
    return True


def _mended(results: Iterable[Linted], known: Mapping[Known, int], left: Counter[Known]) -> Counter[Known]:
    """Those left whose shot stands there word for word: it was not edited, and no other shot is what became of it."""
    standing = Counter((_path(one.shot), " ".join(one.shot.prompt.split())) for one in results)
    return Counter({key: max(0, standing[key.path, key.about] - known[key] + count) for key, count in left.items()})


def _edited(unknown: Sequence[_Found], left: Counter[Known]) -> set[int]:
    """Which of the unknown are those that are left, in a sentence that was edited."""
    old: dict[Known, list[str]] = defaultdict(list)
    new: dict[Known, list[int]] = defaultdict(list)
    for key in left.elements():
        old[replace(key, about="")].append(key.about)
    for place, one in enumerate(unknown):
        new[replace(one.key, about="")].append(place)
    return {
        places[number]
        for kind, places in new.items()
        for number in paired([unknown[place].words for place in places], old[kind])
    }


def known_in(results: Iterable[Linted]) -> Counter[Known]:
    """The findings of linted shots, as what is known from then on."""
    return Counter(one.key for one in _found(results))


def write_baseline(results: Iterable[Linted], file: Path) -> int:
    """Write down every finding; how many there are. Paths in the file are those from its own folder.

    Raises:
        UsageError: the folder cannot be written to.
    """
    here = real_path(file).parent
    counted = Counter({replace(key, path=_from(here, key.path)): count for key, count in known_in(results).items()})
    rows = [
        {"path": key.path, "rule": key.rule, "field": key.field, "about": key.about, "count": counted[key]}
        for key in sorted(counted)
    ]
    document = {"schema": SCHEMA, "findings": rows}
    write_whole(real_path(file), json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return counted.total()


def _path(shot: Shot) -> str:
    if shot.origin is None:
        return shot.id
    path = shot.origin.document.path
    return path if path.startswith("<") else real_path(path).as_posix()


def _from(here: Path, path: str) -> str:
    whole = PurePath(path)
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    path: str
    rule: str
    field: str
    about: str
    count: int = Field(ge=1)


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_name: str = Field(alias="schema", pattern=f"^{SCHEMA}$")
    findings: list[_Row]


def read_baseline(file: Path) -> Counter[Known]:
    """The findings that a baseline holds.

    Raises:
        UsageError: the file is absent or is no baseline.
    """
    with os_refusals(file, remedy="write it with --write-baseline, or check the path"):
        content = file.read_bytes()
    try:
        rows = _Document.model_validate_json(content).findings
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{file}: no baseline: {where}: {first['msg']}; write it anew with --write-baseline"
        ) from error
    return Counter(dict(_counts(rows, real_path(file).parent)))


def _counts(rows: Iterable[_Row], here: Path) -> Iterator[tuple[Known, int]]:
    for row in rows:
        path = row.path if row.path.startswith("<") else (here / row.path).as_posix()
        yield Known(path, row.rule, row.field, row.about), row.count
