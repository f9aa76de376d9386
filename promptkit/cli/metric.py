"""`promptkit metric`: the page of a metric, or all metrics."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from promptkit.cli._page import body, options, plain, quiet

if TYPE_CHECKING:
    from promptkit.metric import Metric

SCHEMA = "promptkit.metric/1"
_BETTER = {"lower": "lower is better", "higher": "higher is better", "neither": "context, no good direction"}


def names(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The metrics whose names begin with what is typed."""
    from promptkit.metric import all_metrics

    return [name for name in all_metrics() if name.startswith(typed)]


@click.command("metric")
@click.argument("name", required=False, shell_complete=names)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def command(name: str | None, form: str) -> None:
    """Explain the metric NAME: what it measures, its unit, what 0 means, when it does not apply, where it is from.

    Without NAME all metrics are listed.
    """
    from promptkit.metric import all_metrics, find_metric

    chosen = {name: find_metric(name)} if name else all_metrics()
    if form == "json":
        answer = {"schema": SCHEMA, "metrics": [as_json(metric) for metric in chosen.values()]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_page(chosen[name]) if name else _overview(chosen)))


def as_json(metric: "Metric") -> dict[str, Any]:
    """One metric with its page."""
    page = {heading.lower().replace(" ", "_"): text for heading, text in metric.page.items() if heading}
    return {
        "name": metric.name,
        "unit": metric.unit,
        "better": metric.better,
        "margin": metric.margin,
        "bounds": list(metric.bounds),
        "counts": metric.counts,
        "version": metric.version,
        "by_request": metric.by_request,
        "stillness_flatters": metric.stillness_flatters,
        "needs": list(metric.needs),
        "summary": metric.page[""],
        **page,
        "constants": plain(metric.options),
    }


def _overview(metrics: "Mapping[str, Metric]") -> Iterator[str]:
    name_width = max(map(len, metrics))
    unit_width = max(len(metric.unit) for metric in metrics.values())
    for metric in metrics.values():
        told = quiet(f"{metric.unit:<{unit_width}}  {metric.better:<7}")
        asked = "(by request) " if metric.by_request else ""
        yield f"  {metric.name:<{name_width}}  {told}  {asked}{metric.page['']}"
    yield ""
    yield f"{len(metrics)} metrics. promptkit metric NAME explains one; promptkit score CLIP --metric NAME measures it."


def held_to(metric: "Metric") -> str:
    """What values there can be, and what a limit on them holds for; "" where nothing is known of either."""
    least, most = metric.bounds
    values = f"from {least:g} to {most:g}" if least is not None and most is not None else ""
    values = values or (f"{least:g} or more" if least is not None else f"{most:g} or less" if most is not None else "")
    limits = "a limit holds for every clip" if metric.counts else ""
    return ", ".join(filter(None, (values, limits)))


def _page(metric: "Metric") -> Iterator[str]:
    asked = ", by request" if metric.by_request else ""
    name = click.style(metric.name, bold=True)
    yield f"{name}  {metric.unit}, {_BETTER[metric.better]}{asked}"
    yield quiet(f"margin {metric.margin:g} (the smallest difference that matters), version {metric.version}")
    if held := held_to(metric):
        yield quiet(held)
    yield from body(metric.page)
    yield from options("Constants", "", metric.options)
