"""`promptkit calibrate`: how much scores change when nothing did."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import Box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from promptkit.cli._say import say
from promptkit.cli._table import show

if TYPE_CHECKING:
    from promptkit.calibrate import Noise


@click.command("calibrate")
@click.argument("clips", nargs=-1, required=True, metavar="CLIP...")
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
    the 95th percentile of the changes: smaller differences between two clips mean nothing. Take clips such as you will
    judge, and calibrate again when the environment changes.
    """
    from promptkit.extras import require_video

    require_video("promptkit calibrate")
    from promptkit.cache import write_json
    from promptkit.calibrate import calibrate
    from promptkit.errors import os_refusals
    from promptkit.plan import plan

    how = plan(metrics=metrics, backbone=backbone, face=face, device=device, until_s=until_s, cache=False)
    for line in how.fallbacks:
        say(line)
    console = Console(stderr=True)
    with console.status("calibrating …") if console.is_terminal else nullcontext() as status:
        update = (lambda what: status.update(escape(what))) if status else (lambda _: None)
        noise = calibrate(clips, how, other_device=other_device, progress=update)
    if output:
        with os_refusals(output, remedy="name a file that can be written to"):
            write_json(output, noise.as_json())
    if form == "json":
        click.echo(json.dumps(noise.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        show(lambda box: _table(noise, box))


def _table(noise: "Noise", box: Box | None) -> Table:
    table = Table(box=box, pad_edge=False)
    for heading in ("metric", "floor", "changes", "unit", "worst by"):
        table.add_column(heading, justify="right" if heading in {"floor", "changes"} else "left", overflow="fold")
    for one in noise.floors:
        worst = max(one.by_change, key=lambda way: one.by_change[way])
        table.add_row(one.metric, f"{one.floor:.2g}", str(one.changes), one.unit, worst if one.worst_clip else "-")
    for name, why in noise.unmeasured.items():
        table.add_row(name, "-", "0", why, "-")
    return table
