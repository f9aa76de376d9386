"""`promptkit compare`: is one run better than another?"""

import json
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from promptkit.errors import UsageError

if TYPE_CHECKING:
    from promptkit.adjust import Adjusted
    from promptkit.compare import Comparison
    from promptkit.verdict import Compared

_PLAIN_WIDTH = 110
_UNBOUND = 1000
_FORMS = ((True, 1, 11), (False, 1, 15), (False, 0, 9))
"""Of the drawn table, the roomiest first: whether intervals and margins stand in numbers too, the space beside a
column, and the fewest columns of a bar, odd."""
_WIDEST_BAR = 31
_LEGEND = "● B − A   ━ 95 % interval   │ no difference   ┊ margin   ┿ inside the interval"
_PERHAPS = "perhaps by less than matters: the interval leaves out 0 but reaches inside the margin"
_STYLES = {"better": "green", "worse": "red", "equivalent": "blue", "inconclusive": "yellow"}


@click.command("compare")
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option(
    "--margin", "margins", multiple=True, metavar="METRIC=VALUE",
    help="Smallest difference that matters, in the metric's unit, instead of the metric's own. Repeatable.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(a: Path, b: Path, margins: tuple[str, ...], form: str) -> None:
    """Say whether run B is better than run A, the baseline: metric by metric, and over all.

    A and B are run folders (promptkit score CLIP... --run DIR); clips are paired by name. The pairs of one prompt, its
    seeds and repeats, are averaged first: intervals are over prompts.

    A metric is better or worse when its 95 % interval leaves out 0 and is not wholly inside the margin, and "perhaps by
    less than matters" where it reaches inside: that there is a difference is shown, that it matters is not. It is
    equivalent when the interval lies inside the margin, and otherwise inconclusive. The exit code is 0 whatever the
    verdict: a comparison is no gate.
    """
    from promptkit.extras import require_video

    require_video("promptkit compare")
    from promptkit.compare import compare_runs
    from promptkit.run import read_run

    comparison = compare_runs(read_run(a), read_run(b), margins=dict(map(_margin, margins)))
    if form == "json":
        click.echo(json.dumps(comparison.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        show(comparison)


def show(comparison: "Comparison", console: Console | None = None) -> None:
    """Print a comparison: the table, what to know, and the verdict last, where the eye is."""
    from promptkit.verdict import perhaps_small

    out = console or Console(highlight=False, emoji=False)
    if console is None and not out.is_terminal:
        out = Console(highlight=False, emoji=False, width=_PLAIN_WIDTH, no_color=True)
    out.print(_drawn(comparison, out) or _table(comparison))
    if any(map(perhaps_small, comparison.metrics)):
        out.print(Text(_PERHAPS, style="dim"))
    for line in _counts(comparison):
        out.print(Text(line, style="dim"))
    for one in comparison.metrics:
        if one.why and one.pairs:
            out.print(Text(f"{one.metric}: {one.why}", style="dim"))
    differing = [one for one in comparison.metrics if any(pair.difference for pair in one.pairs)]
    if at_equal := [f"{one.metric} {_adjusted(one.adjusted)}" for one in differing if one.adjusted]:
        out.print(Text(f"among pairs that move alike: {'; '.join(at_equal)}", style="dim"))
    for caution in comparison.cautions:
        out.print(Text(caution, style="dim"))
    out.print(Text(f"{comparison.verdict}: {comparison.sentence}", style="bold"))


def plain(comparison: "Comparison") -> str:
    """What a pipe gets of it."""
    out = Console(file=StringIO(), highlight=False, emoji=False, width=_PLAIN_WIDTH, no_color=True)
    with out.capture() as captured:
        show(comparison, out)
    return "\n".join(line.rstrip() for line in captured.get().strip("\n").splitlines())


def _counts(comparison: "Comparison") -> list[str]:
    """How many prompts and clips stand behind the metrics: one line where they all have the same."""
    from promptkit.verdict import counted, is_not_compared, listed

    names: dict[str, list[str]] = {}
    for one in (*comparison.metrics, *comparison.context):
        if not is_not_compared(one):
            names.setdefault(counted(one), []).append(one.metric)
    if len(names) == 1:
        return [f"{counts} in each run" for counts in names]
    return [f"{counts} in each run on {listed(of)}" for counts, of in names.items()]


def _adjusted(one: "Adjusted") -> str:
    from promptkit.verdict import number

    return f"{number(one.difference)} [{number(one.interval.low)}, {number(one.interval.high)}]"


def _margin(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        if not (name and equals):
            raise ValueError(text)  # noqa: TRY301  (the same message for all that can be wrong)
        return name, float(value)
    except ValueError as error:
        raise UsageError(f"--margin {text}: expected METRIC=VALUE, as in --margin flicker=0.02") from error


def _table(comparison: "Comparison") -> Table:
    from promptkit.compare import names_of
    from promptkit.verdict import told

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("metric", no_wrap=True)
    for name in names_of(comparison.a, comparison.b):
        table.add_column(Text(name), justify="right", overflow="fold")
    table.add_column("difference, 95 % interval", justify="right")
    table.add_column("margin", justify="right")
    table.add_column("verdict")
    for one in (*comparison.metrics, *comparison.context):
        table.add_row(*(Text(cell) for cell in _cells(one)), Text(told(one), style=_style(one)))
    return table


def _drawn(comparison: "Comparison", out: Console) -> Group | None:
    """The table with its intervals drawn, as wide as the terminal allows; None where it draws nothing or is narrow.

    A wide terminal shows intervals and margins in numbers too.
    """
    from promptkit.cli._spark import draws
    from promptkit.compare import names_of

    if not draws(out):
        return None
    unbound = out.options.update(width=_UNBOUND)
    for numbers, padding, least in _FORMS:
        drawn = partial(_bars, comparison, numbers=numbers, padding=padding)
        spare = out.width - out.measure(drawn(least), options=unbound).maximum
        if spare >= 0:
            break
    else:
        return None
    a, b = names_of(comparison.a, comparison.b)
    names = Text(f"A {a}, the baseline · B {b}", style="dim")
    return Group(names, drawn(min(_WIDEST_BAR, least + spare - spare % 2)), Text(_LEGEND, style="dim"))


def _bars(comparison: "Comparison", width: int, *, numbers: bool, padding: int) -> Table:
    from promptkit.cli._spark import forest, reach_of
    from promptkit.verdict import PERHAPS, told

    table = Table(box=SIMPLE_HEAD, padding=(0, padding), pad_edge=False, collapse_padding=True)
    table.add_column("metric")
    for heading in ("A", "B", "B − A", *(("95 % interval", "margin") if numbers else ())):
        table.add_column(heading, justify="right")
    table.add_column("− │ +", justify="center", width=width)
    table.add_column("scale", style="dim")
    table.add_column("verdict")
    for one in (*comparison.metrics, *comparison.context):
        style = _style(one)
        metric, a, b, _, margin = _cells(one)
        bar, scale = "", ""
        if one.difference is not None:
            reach = reach_of(one.interval, one.difference, one.margin)
            bar, scale = forest(one.interval, one.difference, one.margin, reach, width), f"±{reach:g}"
        apart = [_shown(one.difference), *((_between(one), margin) if numbers else ())]
        verdict = Text(told(one).replace(f", {PERHAPS}", ",\nperhaps by less\nthan matters"), style=style)
        table.add_row(*map(Text, (metric, a, b, *apart)), Text(bar, style=style), Text(scale), verdict)
    return table


def _style(one: "Compared") -> str:
    from promptkit.verdict import told

    return _STYLES.get(told(one).partition(",")[0], "dim")


def _cells(one: "Compared") -> list[str]:
    apart = f"{_shown(one.difference)} {_between(one)}".rstrip()
    return [one.metric, _shown(one.mean_a), _shown(one.mean_b), apart, f"{one.margin:.4g}"]


def _shown(value: float | None) -> str:
    from promptkit.verdict import number

    return "-" if value is None else number(value)


def _between(one: "Compared") -> str:
    return f"[{_shown(one.interval.low)}, {_shown(one.interval.high)}]" if one.interval else ""
