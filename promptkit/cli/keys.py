"""`promptkit keys`: all that a shot can say."""

import json

import click

EXAMPLE = """\
shots:
  - id: pier
    prompt: A man walks along the {{ place }}, his coat pressed back by the wind.
    target: kling-3.0
    duration: 5
    vars: { place: [pier, breakwater] }
"""


@click.command("keys")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def command(form: str) -> None:
    """List every key of a shot: what its value is, and what it says.

    They are the same in .yaml, .jsonl and .csv (there the columns), and behind # promptkit: prompt in .py. Only prompt
    must be there; what other keys leave open is the target's usual, or --target, --duration, --mode and --negative.
    """
    from promptkit.sources.keys import all_keys

    keys = all_keys()
    if form == "json":
        click.echo(json.dumps({"schema": "promptkit.keys/1", "keys": [key._asdict() for key in keys]}, indent=2))
        return
    width = max(len(key.name) for key in keys)
    for key in keys:
        value = "" if key.value == "a text" else click.style(f" ({key.value})", dim=True)
        click.echo(f"{click.style(f'{key.name:<{width}}', bold=True)}  {key.about}{value}")
    click.echo("\n" + click.style(EXAMPLE, dim=True), nl=False)
