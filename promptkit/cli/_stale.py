"""`promptkit targets --older-than DAYS`: the facts that nobody has checked for so long."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.box import Box
from rich.table import Table

from promptkit.staleness import Fact, age_days, facts, older_than
from promptkit.target import Target

SCHEMA = "promptkit.stale-facts/1"


def stale(targets: Sequence[Target], days: int, *, today: date) -> list[Fact]:
    """Facts of these targets last checked more than `days` days before `today`, the oldest first."""
    return older_than(_all(targets), days, today=today)


def as_json(found: Sequence[Fact], days: int, *, today: date) -> str:
    """The answer for a program."""
    shown = {"schema": SCHEMA, "today": today.isoformat(), "older_than_days": days}
    return json.dumps({**shown, "facts": [_row(fact, today) for fact in found]}, indent=2, ensure_ascii=False)


def listed(found: Sequence[Fact], box: Box | None, *, today: date) -> Table:
    """A line a fact."""
    table = Table(box=box, pad_edge=False)
    for heading in ("target", "fact", "checked", "age", "source"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("target", "checked", "age"))
    for fact in found:
        source = fact.source.title + (f" <{fact.source.url}>" if fact.source.url else "")
        age = f"{age_days(fact.source, today)} days"
        table.add_row(fact.target, fact.name.replace("_", " "), str(fact.checked), age, source)
    return table


def verdict(targets: Sequence[Target], found: Sequence[Fact], days: int, *, today: date) -> str:
    """One sentence: how many are too old, or how old the oldest is."""
    known = _all(targets)
    which = targets[0].full_name if len(targets) == 1 else f"{len(targets)} targets"
    if found:
        verb = "was" if len(found) == 1 else "were"
        return (
            f"{len(found)} of {len(known)} facts of {which} {verb} last checked more than {days} days before {today}."
        )
    oldest = min(known, key=lambda fact: fact.checked)
    return (
        f"All {len(known)} facts of {which} were checked within {days} days before {today}; the oldest is "
        f"{oldest.target}, {oldest.name.replace('_', ' ')}, {oldest.checked}."
    )


def _all(targets: Sequence[Target]) -> list[Fact]:
    return [fact for target in targets for fact in facts(target)]


def _row(fact: Fact, today: date) -> dict[str, Any]:
    source = {name: getattr(fact.source, name) for name in ("title", "url", "confidence")}
    return {
        "target": fact.target,
        "fact": fact.name,
        "checked": fact.checked.isoformat(),
        "age_days": age_days(fact.source, today),
        "source": {"key": fact.key, "date": fact.source.date.isoformat(), **source},
    }
