"""`promptkit calibrate`: how much scores change when nothing did."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click
from rich.box import Box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from promptkit.cli._file_names import file_names
from promptkit.cli._say import say
from promptkit.cli._table import show

if TYPE_CHECKING:
    from promptkit.calibrate import Noise

_PATIENCE_S = 10.0
_ALWAYS_0 = "all scores were 0, which does not say how much others change"


@click.command("calibrate")
@click.argument("clips", nargs=-1, required=True, metavar="CLIP...", shell_complete=file_names)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the floors there, for promptkit gate --noise FILE.",
)  # fmt: skip
@click.option("--metric", "metrics", multiple=True, metavar="NAME", help="Only this metric; repeatable.")
@click.option("--until", "--to", "until_s", type=float, metavar="S", help="Use the clips up to this second.")
@click.option("--device", default="cpu", show_default=True, metavar="NAME", help="Torch device for the networks.")
@click.option("--other-device", metavar="NAME", help="Score on this device as well: two kinds of machine are in use.")
@click.option("--backbone", default="auto", show_default=True, metavar="NAME", help="alex, vgg, squeeze or msssim.")
@click.option(
    "--face", default="auto", show_default=True, metavar="NAME", help="mobilefacenet, dlib, sface or arcface."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Output."
)
def command(
    *,
    clips: tuple[str, ...],
    output: Path | None,
    metrics: tuple[str, ...],
    until_s: float | None,
    device: str,
    other_device: str | None,
    backbone: str,
    face: str,
    form: str,
) -> None:
    """Measure the noise floor of each metric: how much scores change when nothing did.

    Each clip is scored as it is, decoded again, encoded again (H.264, crf 18 and 23) and made 4 % smaller. The floor is
    the 95th percentile of the changes: smaller differences between two clips mean nothing. Of a metric that is 0
    throughout nothing is learnt. Take clips such as you will judge, and calibrate again when the environment changes.
    """
    from promptkit.extras import require_video

    require_video("promptkit calibrate")
    from promptkit.cache import write_json
    from promptkit.calibrate import calibrate
    from promptkit.errors import os_refusals
    from promptkit.overwrite import refuse_what_is_read
    from promptkit.plan import plan

    refuse_what_is_read([(f"--output {output}", output)] if output else [], clips)
    how = plan(metrics=metrics, backbone=backbone, face=face, device=device, until_s=until_s, cache=False)
    for line in how.fallbacks:
        say(line)
    console = Console(stderr=True)
    with console.status("calibrating …") if console.is_terminal else nullcontext() as status:
        update = (lambda what: status.update(escape(what))) if status else _progress()
        noise = calibrate(clips, how, other_device=other_device, progress=update)
    if output:
        with os_refusals(output, remedy="name a file that can be written to"):
            write_json(output, noise.as_json())
    if form == "json":
        click.echo(json.dumps(noise.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        show(lambda box: _table(noise, box))
        for line in _without(noise):
            click.echo(line)


def _progress(now: Callable[[], float] = monotonic) -> Callable[[str], None]:
    """Says what is being done, at most once in ten seconds: nothing where it is soon over."""
    said_s = now()

    def tell(what: str) -> None:
        nonlocal said_s
        if now() - said_s >= _PATIENCE_S:
            said_s = now()
            say(what)

    return tell


def _table(noise: "Noise", box: Box | None) -> Table:
    table = Table(box=box, pad_edge=False)
    for heading in ("metric", "floor", "changes", "unit", "worst by"):
        table.add_column(heading, justify="right" if heading in {"floor", "changes"} else "left", overflow="fold")
    for one in noise.floors:
        worst = max(one.by_change, key=lambda way: one.by_change[way])
        floor = "-" if one.always_0 else f"{one.floor:.2g}"
        table.add_row(one.metric, floor, str(one.changes), one.unit, worst if one.worst_clip else "-")
    return table


def _without(noise: "Noise") -> Iterator[str]:
    """Why metrics have no floor that says something, those with the same reason together."""
    names: dict[str, list[str]] = {}
    for one in noise.floors:
        if one.always_0:
            names.setdefault(_ALWAYS_0, []).append(one.metric)
    for name, why in noise.unmeasured.items():
        names.setdefault(why, []).append(name)
    return (f"{', '.join(of)}: {why}" for why, of in names.items())
