"""How long ago the facts about a model were last checked. Nothing that lints asks this."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from promptkit.target import Citation, Target, find_target

SHOWN_FROM_DAYS = 180
"""A fact older than this is shown with its age on the page of its target."""


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a model: what stands in one of its tables, out of one source."""

    target: str
    """With the route, where it holds for that alone."""
    name: str
    """Of the table: "duration", "prices"; "status" for what stands outside any."""
    key: str
    """Of the source."""
    source: Citation

    @property
    def checked(self) -> date:
        """Day on which it was last compared with its source."""
        return checked_on(self.source)


def checked_on(source: Citation) -> date:
    """Day on which a source was last looked at: its own date, unless it says that it was checked since."""
    return source.checked or source.date


def age_days(source: Citation, today: date) -> int:
    """Days since a source was last looked at; below 0 for a clock that is behind."""
    return (today - checked_on(source)).days


def facts(target: Target) -> Iterator[Fact]:
    """All that is known of a target; of its routes, what differs."""
    known = dict.fromkeys(_of(target))
    yield from (Fact(target.full_name, name, key, target.sources[key]) for name, key in known)
    for route in target.routes if target.route is None else ():
        other = find_target(f"{target.name}@{route}")
        differing = (each for each in dict.fromkeys(_of(other)) if each not in known)
        yield from (Fact(other.full_name, name, key, other.sources[key]) for name, key in differing)


def older_than(known: Iterable[Fact], days: int, *, today: date) -> list[Fact]:
    """Facts last checked more than `days` days before `today`, the oldest first."""
    return sorted((fact for fact in known if age_days(fact.source, today) > days), key=lambda fact: fact.checked)


def _of(target: Target) -> Iterator[tuple[str, str]]:
    """Names of tables, and keys of their sources."""
    yield "status", target.source
    for part in fields(target):
        value = getattr(target, part.name)
        tables = value if isinstance(value, tuple) else (value,)
        for table in tables:
            if is_dataclass(table) and (key := getattr(table, "source", "")):
                yield part.name, key
    if target.negative.terms_source:
        yield "negative_terms", target.negative.terms_source
