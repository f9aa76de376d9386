"""When one run is better than another: the rule, and its words.

The rule, for one metric. Let d be the difference "B minus A" of each prompt, the mean over its clips (seeds, repeats)
that both runs scored, turned so that positive is good; [low, high] the 95 % confidence interval of the mean of d over
prompts (`stats.mean_interval`), and m >= 0 the margin: the smallest difference that matters.

    equivalent      -m <= low and high <= m    whatever the difference is, it is too small to matter
    better          low > 0                    (and not equivalent)
    worse           high < 0                   (and not equivalent)
    inconclusive    anything else, and always with fewer than three prompts

`beyond_margin` says that even the end of the interval nearer to zero exceeds the margin. Without it a verdict is told
as "worse, perhaps by less than matters": that there is a difference is shown, that it matters is not. P-values
(sign-flip, Holm-adjusted over the metrics judged) stand beside the verdict and do not enter it; a caution says where a
verdict on one of several metrics would not outlast that adjustment, and where no difference could with so few prompts,
or a difference not outlast that for motion.

Over all metrics: better (or worse) when some metric is and none is the opposite; mixed when both occur; equivalent when
all are; inconclusive otherwise. Where some metric has three prompts, those with fewer do not count, nor one of which
neither run has data: it is "not compared", though its own verdict is inconclusive. A run is equivalent to itself.
Metrics without a good direction, such as `motion`, are context.

Stillness does not win. A picture that stands scores well on every measure of steadiness. So, for every metric that
stillness flatters (all but those that say otherwise, such as `frozen`): a case in which either clip is flagged as
frozen, as one moved picture or as a loop for a tenth of its time or more leaves the pairs; and a side that wins while
it moves much less, or stands longer by the rule above on `frozen`, has not won: the verdict is inconclusive, and says
why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from promptkit.adjust import Adjusted
from promptkit.metric import Better, all_metrics
from promptkit.power import Detectable
from promptkit.stats import Interval, fewest_prompts

MUCH_LESS = 0.75
"""A side that moves less than this share of the other, beyond chance and by more than the margin of `motion`."""

PERHAPS = "perhaps by less than matters"
"""What a verdict is told with whose interval leaves out zero and reaches inside the margin."""

ALIKE = 1.05
"""Two numbers within this factor are told as one."""

NO_VERDICT = "stillness alone scores well on steadiness"

Verdict = Literal["better", "worse", "equivalent", "inconclusive"]
Overall = Literal["better", "worse", "equivalent", "inconclusive", "mixed"]


@dataclass(frozen=True)
class Pair:
    """One case in both runs."""

    case: str
    prompt: str
    """What pairs are averaged by: the prompt that the case is of, or the case itself."""
    a: float
    b: float

    @property
    def difference(self) -> float:
        """B minus A, in the metric's unit."""
        return self.b - self.a


@dataclass(frozen=True)
class LeftOut:
    """A case that a metric could not pair, and why."""

    case: str
    why: str
    without_data: bool = False
    """The metric did not apply in either run, or was not scored: nothing was lost between the two."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One metric in both runs. Differences are B minus A in the metric's unit, whichever direction is good."""

    metric: str
    version: int
    unit: str
    better: Better
    margin: float
    pairs: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...]
    prompts: int = 0
    """That the pairs are of. All numbers below are over prompts, each the mean of its pairs."""
    mean_a: float | None = None
    mean_b: float | None = None
    difference: float | None = None
    interval: Interval | None = None
    p: float | None = None
    p_holm: float | None = None
    effect_size: float | None = None
    """Hedges' g of the paired differences; positive: B is larger."""
    win_rate: float | None = None
    """Share of prompts in which B is better (larger, for metrics without a good direction); ties count half."""
    minimum_detectable: Detectable | None = None
    prompts_needed: int | None = None
    """To see a difference of the margin, either way, four times in five, if prompts spread as these do."""
    p_equivalent: float | None = None
    """Of "the difference is as large as the margin" (TOST)."""
    p_not_worse: float | None = None
    """Of "B is worse by the margin or more" (non-inferiority)."""
    adjusted: Adjusted | None = None
    """The difference among pairs that move alike, where motion was scored and varies."""
    verdict: Verdict | None = None
    """None for context: a metric without a good direction."""
    beyond_margin: bool = False
    why: str | None = None
    """Why the verdict is inconclusive."""
    withheld: Literal["better", "worse"] | None = None
    """What the verdict would be, had not the side that wins stood stiller."""


def judge(interval: Interval, *, better: Better, margin: float) -> tuple[Verdict, bool]:
    """The verdict on an interval of "B minus A", and whether all of it lies beyond the margin. See the module."""
    low, high = (-interval.high, -interval.low) if better == "lower" else (interval.low, interval.high)
    if -margin <= low and high <= margin:
        return "equivalent", False
    if low > 0:
        return "better", low > margin
    if high < 0:
        return "worse", high < -margin
    return "inconclusive", False


def withhold(
    judged: Sequence[Compared], context: Sequence[Compared], *, flattered: frozenset[str], a: str, b: str
) -> tuple[Compared, ...]:
    """The metrics judged, without verdicts that a side owes to its stillness. See the module.

    Args:
        judged: metrics with a good direction, `frozen` among them where it was scored.
        context: metrics without, `motion` among them where it was scored.
        flattered: names of the metrics that stillness flatters.
        a: what to call the baseline.
        b: what to call the other run.
    """
    stiller = stiller_sides(judged, context, a=a, b=b)
    return tuple(
        replace(one, verdict="inconclusive", withheld=one.verdict, beyond_margin=False, why=f"{said}: {NO_VERDICT}")
        if (one.verdict == "better" or one.verdict == "worse")  # noqa: PLR1714  (tells the type)
        and one.metric in flattered
        and (said := stiller.get("b" if one.verdict == "better" else "a"))
        else one
        for one in judged
    )


def overall(verdicts: Sequence[Verdict | None]) -> Overall:
    """One word for several metrics. See the module."""
    said = set(verdicts)
    if {"better", "worse"} <= said:
        return "mixed"
    if said == {"equivalent"}:
        return "equivalent"
    return "better" if "better" in said else "worse" if "worse" in said else "inconclusive"


def is_not_compared(one: Compared) -> bool:
    """Whether neither run has a value of a metric for any case."""
    return not one.pairs and bool(one.left_out) and all(left.without_data for left in one.left_out)


def has_few(one: Compared, asked: int) -> bool:
    """Whether no difference, however large, could have a small p-value with the prompts of this metric.

    Args:
        one: a metric.
        asked: of how many metrics p-values were taken at once.
    """
    return one.p is not None and one.prompts < fewest_prompts(asked)


def told(one: Compared) -> str:
    """The verdict as a row says it."""
    if is_not_compared(one):
        return "not compared"
    return f"{one.verdict}, {PERHAPS}" if perhaps_small(one) else one.verdict or "context"


def perhaps_small(one: Compared) -> bool:
    """Whether a difference is shown, but not that it is one that matters."""
    return one.verdict in ("better", "worse") and not one.beyond_margin


def listed(words: Sequence[str]) -> str:
    """Words as they are said: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def number(value: float) -> str:
    """Three significant digits, without an exponent where a reader can do without."""
    if value == 0:
        return "0"
    return (f"{value:#.3g}" if 1e-4 <= abs(value) < 1e5 else f"{value:.2e}").removesuffix(".")  # noqa: PLR2004


def amount(value: float, metric: str) -> str:
    """A value of a metric: of what is counted whole ones have no decimals, for half a cut is no cut."""
    known = all_metrics().get(metric)
    return f"{value:.0f}" if known and known.counts and float(value).is_integer() else number(value)


def signed(value: float) -> str:
    """A difference with its sign, as printers set it."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def either_way(one: Detectable) -> str:
    """A change up and one down: "+0.5, −0.8", or "±0.6" where the two are within 5 %."""
    least, most = sorted((one.up, one.down))
    return f"±{number(most)}" if most <= ALIKE * least else f"{signed(one.up)}, {signed(-one.down)}"


def counted(one: Compared) -> str:
    """How much a metric was compared on: "6 prompts, 18 clips"."""
    clips = len(one.pairs)
    return f"{one.prompts} prompt{'' if one.prompts == 1 else 's'}, {clips} clip{'' if clips == 1 else 's'}"


def stiller_sides(
    judged: Sequence[Compared], context: Sequence[Compared], *, a: str, b: str
) -> dict[Literal["a", "b"], str]:
    """The side that moves much less or stands longer, beyond chance, and how to say it."""
    found: dict[Literal["a", "b"], str] = {}
    frozen = next((one for one in judged if one.metric == "frozen"), None)
    if frozen is not None and (frozen.verdict == "better" or frozen.verdict == "worse"):  # noqa: PLR1714
        longer: Literal["a", "b"] = "b" if frozen.verdict == "worse" else "a"
        shares = f"{b} {number(frozen.mean_b or 0)}, {a} {number(frozen.mean_a or 0)} of the time"
        found[longer] = f"{b if longer == 'b' else a} stands still longer ({shares})"
    motion = next((one for one in context if one.metric == "motion"), None)
    if motion is not None and (less := _stiller_side(motion)):
        found[less] = f"{b if less == 'b' else a} moves much less ({_moves(motion, a=a, b=b)})"
    return found


def _stiller_side(motion: Compared) -> Literal["a", "b"] | None:
    """The side that moves much less, beyond chance."""
    if motion.interval is None or motion.mean_a is None or motion.mean_b is None:
        return None
    less, more = sorted((motion.mean_a, motion.mean_b))
    if less >= MUCH_LESS * more or more - less <= motion.margin or 0.0 in motion.interval:
        return None
    return "b" if motion.mean_b < motion.mean_a else "a"


def _moves(motion: Compared, *, a: str, b: str) -> str:
    return f"{b} {number(motion.mean_b or 0)}, {a} {number(motion.mean_a or 0)} {motion.unit}"


def left_out(one: Compared) -> list[str]:
    """The cases that a metric could not pair, named, under the reason they share."""
    cases: dict[str, list[str]] = {}
    for left in one.left_out:
        cases.setdefault(left.why, []).append(left.case)
    return [f"{listed(names)}: {why}" for why, names in cases.items()]
