"""`promptkit keys`: all that a shot, or a suite, can say."""

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from promptkit.suite_keys import SuiteKey

SCHEMA = "promptkit.keys/1"
EXAMPLE = """\
shots:
  - id: pier
    prompt: A man walks along the {{ place }}, his coat pressed back by the wind.
    target: kling-3.0
    duration: 5
    vars: { place: [pier, breakwater] }
"""
_WIDTH = 110


@click.command("keys")
@click.option("--suite", "of_suite", is_flag=True, help="Those of a suite (promptkit run, gate) instead.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def command(form: str, *, of_suite: bool) -> None:
    """List every key of a shot: what its value is, and what it says.

    They are the same in .yaml, .jsonl and .csv (there the columns), and behind # promptkit: prompt in .py. Only prompt
    must be there; what other keys leave open is the target's usual, or --target, --duration, --mode and --negative.
    With --suite those of a suite: what each means, what it is when left out, and an example.
    """
    if of_suite:
        _suite(form)
        return
    from promptkit.sources.keys import all_keys

    keys = all_keys()
    if form == "json":
        _json([key._asdict() for key in keys])
        return
    width = max(len(key.name) for key in keys)
    for key in keys:
        value = "" if key.value == "a text" else click.style(f" ({key.value})", dim=True)
        click.echo(f"{click.style(f'{key.name:<{width}}', bold=True)}  {key.about}{value}")
    click.echo("\n" + click.style(EXAMPLE, dim=True), nl=False)


def _suite(form: str) -> None:
    from promptkit.extras import require_video

    require_video("promptkit keys --suite")
    from promptkit.suite_keys import suite_keys

    keys = list(suite_keys())
    if form == "json":
        _json([key._asdict() for key in keys])
        return
    width = max(len(key.name) for key in keys) + 2
    for key in keys:
        first, *others = wrap(key.about + _left_out(key), _WIDTH - width, break_on_hyphens=False)
        click.echo(click.style(f"{key.name:<{width}}", bold=True) + first)
        for line in others:
            click.echo(" " * width + line)
        click.echo(" " * width + click.style(key.example, dim=True))


def _left_out(key: "SuiteKey") -> str:
    """What stands for a key that is not there, where that is anything."""
    if key.required:
        return " (must be there)"
    return "" if key.default in (None, [], {}) else f" (default: {json.dumps(key.default)})"


def _json(keys: Sequence[dict[str, object]]) -> None:
    click.echo(json.dumps({"schema": SCHEMA, "keys": keys}, indent=2))
