"""`promptkit targets`: what each video model accepts, where that is known from, and since when."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.box import Box
from rich.table import Table
from rich.text import Text

from promptkit.cli._table import show
from promptkit.staleness import SHOWN_FROM_DAYS, age_days
from promptkit.target import (
    Citation,
    DurationLimits,
    NegativeLimits,
    Price,
    PromptLimits,
    Target,
    find_target,
    target_names,
)

SCHEMA = "promptkit.targets/1"
_MONEY = {"USD": "$", "CNY": "¥"}
_YES_NO = {
    "required": ("required", "optional"),
    "accepted": ("accepted", "not accepted"),
    "supported": ("supported", "not supported"),
    "one_take": ("one take without cuts", "cuts allowed"),
    "one_person": ("one person", "several people"),
    "on_by_default": ("on by default", "off by default"),
    "can_be_disabled": ("can be switched off", "cannot be switched off"),
    "is_known": ("known", "not known"),
    "is_uncertain": ("uncertain", "certain"),
    "image_decides": ("that of the image where one is given", "free beside an image"),
    "with_first_silent": ("beside an image without sound", "beside an image with sound"),
    "needs_image": ("only with an image", "with or without an image"),
}

_SAID = {
    "multi_shot_max": ("multi shot max", ""),
    "with_first_at": ("beside an image only at", ""),
    "max_s_by_orientation": ("max by orientation", "s"),
}
"""Words and unit of fields, where these are not their name and the unit of their table."""


@click.command("targets")
@click.argument("name", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="List the facts last checked more than DAYS ago; exit code 1 when there are any.",
)
def command(name: str | None, form: str, days: int | None) -> None:
    """Show what each video model accepts, or all that is known of one (NAME or NAME@ROUTE) with its sources."""
    targets = [find_target(name)] if name else [find_target(known) for known in target_names()]
    today = datetime.now(UTC).date()
    if days is not None:
        click.get_current_context().exit(_older_than(targets, days, form, today=today))
    if form == "json":
        shown = {"schema": SCHEMA, "targets": [asdict(target) for target in targets]}
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False, default=_as_json))
        return
    show(lambda box: page(targets[0], today=today) if name else _overview(targets, box))


def _older_than(targets: Sequence[Target], days: int, form: str, *, today: date) -> int:
    """Say which facts are older; the exit code."""
    from promptkit.cli._stale import as_json, listed, stale, verdict

    found = stale(targets, days, today=today)
    if form == "json":
        click.echo(as_json(found, days, today=today))
        return int(bool(found))
    if found:
        show(lambda box: listed(found, box, today=today))
    click.echo(verdict(targets, found, days, today=today))
    return int(bool(found))


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in JSON")


def _overview(targets: list[Target], box: Box | None) -> Table:
    table = Table(box=box, pad_edge=False)
    for heading in ("target", "title", "status", "seconds", "negative into", "prompt", "price"):
        table.add_column(
            heading, overflow="fold", no_wrap=heading == "target", style="bold" if heading == "target" else None
        )
    for target in targets:
        status = f"retired, use {target.successor}" if target.status == "retired" else target.status
        into = target.negative.goes_into
        row = (target.name, target.title, status, _seconds(target.duration), into, _length(target), prices(target))
        table.add_row(*row)
    return table


def _seconds(lengths: DurationLimits) -> str:
    if lengths.follows:
        return "as reference" if lengths.follows == "reference_video" else "as sound"
    if lengths.allowed:
        return ", ".join(f"{length:g}" for length in lengths.allowed)
    return f"{lengths.min:g}–{lengths.max:g}" if lengths.min is not None and lengths.max is not None else "not known"


def _length(target: Target) -> str:
    if not target.prompt.accepted:
        return "no prompt"
    return f"{target.prompt.max} {target.prompt.unit}" if target.prompt.max else "not known"


def prices(target: Target) -> str:
    """The range of prices per second."""
    if not target.prices:
        return "not known"
    amounts = sorted(price.per_second for price in target.prices)
    sign = _MONEY.get(target.prices[0].currency, target.prices[0].currency + " ")
    span = f"{amounts[0]:g}" if amounts[0] == amounts[-1] else f"{amounts[0]:g}–{amounts[-1]:g}"
    return f"{sign}{span}/s"


def page(target: Target, *, today: date | None = None) -> Table:
    """Two columns: the name of a table; its facts, with the keys of their sources, which are listed at the end.

    Args:
        target: the model.
        today: facts that were last checked more than half a year before this day are shown with their age.
    """
    sourced = _with_age(target, today)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    route = f" by the {target.route} route" if target.route else ""
    head = f"{target.title}, {target.vendor}: {target.status}{route}; checked {target.checked}"
    table.add_row(target.name, sourced(head, target.source))
    if target.status == "retired":
        table.add_row("retired", f"{target.retired_on}; use {target.successor}")
    if target.preview_of:
        table.add_row("previews of", target.preview_of)
    if target.output_fps:
        table.add_row("frame rate", sourced(f"{target.output_fps:g} frames a second", target.source))
    table.add_row("tasks", ", ".join(target.tasks))
    for name, value in _tables(target):
        table.add_row(name, sourced(_facts(value), value.source))
    for number, price in enumerate(target.prices):
        table.add_row("" if number else "prices", sourced(_price(price), price.source))
    for number, note in enumerate(target.notes):
        table.add_row("" if number else "notes", note)
    routes = list(target.routes) if target.route is None else []
    if routes:
        table.add_row("routes", f"below, with what differs; each is a target: --target {target.name}@{routes[0]}")
    for name in routes:
        other = find_target(f"{target.name}@{name}")
        table.add_row(f"@{name}", _differences(target, other, _with_age(other, today)))
    for number, (key, source) in enumerate(target.sources.items()):
        table.add_row("" if number else "sources", f"[{key}] {_cited(source)}")
    return table


def _tables(target: Target) -> Iterator[tuple[str, Any]]:
    for part in fields(target):
        value = getattr(target, part.name)
        if is_dataclass(value) and bool(getattr(value, "source", None)):
            yield part.name.replace("_", " "), value


def _facts(value: Any) -> str:
    """What a table says beyond its defaults, in words."""
    said = [f"into {value.goes_into}"] if isinstance(value, NegativeLimits) else []
    unit = "characters" if isinstance(value, NegativeLimits) else "s" if isinstance(value, DurationLimits) else ""
    unit = value.unit if isinstance(value, PromptLimits) else unit
    for part in fields(value):
        fact = getattr(value, part.name)
        if part.name == "required" and not getattr(value, "accepted", True):
            continue  # what is not taken cannot be left to choice
        if part.name not in ("source", "unit", "channel") and fact != part.default and fact not in ((), {}, "", None):
            said.append(_fact(part.name, fact, unit))
    return "; ".join(said) or "no such option"


def _fact(name: str, fact: Any, unit: str) -> str:
    if name == "terms_source":
        return f"[{fact}]"
    if name in _YES_NO:
        return _YES_NO[name][0 if fact else 1]
    if name.endswith("_bytes"):
        return f"{name.removesuffix('_bytes')} {fact / 2**20:g} MiB"
    for ending in ("px", "s"):
        name, unit = (name.removesuffix(f"_{ending}"), ending) if name.endswith(f"_{ending}") else (name, unit)
    words, unit = _SAID.get(name, (name.replace("_", " "), unit))
    if isinstance(fact, dict):
        return f"{words} " + ", ".join(f"{key}: {_listed(value)} {unit}".rstrip() for key, value in fact.items())
    measured = unit and isinstance(fact, int | float)
    return f"{words} {_listed(fact)} {unit}" if measured else f"{words} {_listed(fact)}"


def _listed(fact: Any) -> str:
    if isinstance(fact, tuple):
        return ", ".join(map(_listed, fact))
    return f"{fact:g}" if isinstance(fact, float) else str(fact)


def _price(price: Price) -> str:
    conditions = [condition for condition in (price.resolution, price.mode) if condition]
    conditions += [f"sound {price.sound}"] if price.sound in ("off", "native") else [price.sound] if price.sound else []
    return f"{_MONEY.get(price.currency, price.currency + ' ')}{price.per_second:g}/s {', '.join(conditions)}".rstrip()


def _with_age(target: Target, today: date | None) -> Callable[[str, str], Text]:
    """Facts of a target with the key of their source, and how old they are where that is long."""

    def sourced(said: str, key: str) -> Text:
        cited = Text(said).append(f"  [{key}]" if key else "", style="dim")
        return cited.append(_age(target.sources.get(key), today), style="yellow")

    return sourced


def _age(source: Citation | None, today: date | None) -> str:
    """How old what a source says is, where that is long."""
    days = age_days(source, today) if source and today else 0
    return f" {days} days old" if days > SHOWN_FROM_DAYS else ""


def _cited(source: Citation) -> str:
    doubt = "" if source.confidence == "high" else f" (confidence: {source.confidence})"
    again = f", checked {source.checked}" if source.checked else ""
    return f"{source.title}, {source.date}{again}{doubt}" + (f" <{source.url}>" if source.url else "")


def _differences(base: Target, other: Target, sourced: Callable[[str, str], Text]) -> Text:
    """What another route changes, a line each."""
    lines = []
    for part in fields(base):
        before, after = getattr(base, part.name), getattr(other, part.name)
        if is_dataclass(after) and after != before:
            lines.append(sourced(f"{part.name.replace('_', ' ')}: {_facts(after)}", getattr(after, "source", "")))
    if other.prices != base.prices:
        lines += [sourced(f"price: {_price(price)}", price.source) for price in other.prices]
    return Text("\n").join(lines)
