"""The nouns of the gate: a check, all checks of a run, and what there is to judge of one arm by one metric."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from promptkit.caveats import caveats_of
from promptkit.gate.baseline import Baseline, Known, known
from promptkit.gate.decide import Outcome
from promptkit.metric import Metric, find_metric, unit_of
from promptkit.power import POWER, prompts_needed
from promptkit.run import Run
from promptkit.stats import Interval
from promptkit.suite import Arm, Suite
from promptkit.verdict import amount, number

SCHEMA = "promptkit.gate/1"
MOST_CASES = 3
"""Cases named in a sentence."""
Kind = Literal["scores", "limit", "baseline", "motion"]


@dataclass(frozen=True)
class Change:
    """One case: its value in the baseline, where there is one, and now."""

    case: str
    was: float | None
    now: float | None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One question about one arm and one metric, and its answer."""

    arm: str
    metric: str
    kind: Kind
    outcome: Outcome
    said: str
    """The answer in a sentence."""
    unit: str = ""
    prompts: int = 0
    was: float | None = None
    """Mean over prompts in the baseline."""
    now: float | None = None
    """Mean over prompts in the run."""
    interval: Interval | None = None
    """95 %: of the mean (limit), of the change of the mean (baseline, motion); in the metric's unit."""
    allowed: str = ""
    """The limit or the margin, in words."""
    p: float | None = None
    """One-sided, adjusted over all questions that were asked of the run; None where the answer did not need it."""
    worst: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gated:
    """All checks of one run."""

    suite: str
    run: str
    checks: tuple[Check, ...]
    inconclusive: Literal["fail", "pass"] = "fail"
    """What becomes of a run when neither is sure."""
    notes: tuple[str, ...] = ()
    """What a reader must know that decides nothing."""

    @property
    def outcome(self) -> Outcome:
        """The worst of the checks."""
        found = {check.outcome for check in self.checks}
        return "fail" if "fail" in found else "inconclusive" if "inconclusive" in found else "pass"

    def lets_pass(self, outcome: Outcome) -> bool:
        """Whether such an outcome is good enough."""
        return outcome == "pass" or (outcome == "inconclusive" and self.inconclusive == "pass")

    def as_json(self) -> dict[str, Any]:
        """As `promptkit.gate/1`: JSON values only."""
        return {"schema": SCHEMA, "outcome": self.outcome, "passes": self.lets_pass(self.outcome), **asdict(self)}


class Pair(NamedTuple):
    """One case with a value in the baseline and one now."""

    case: str
    prompt: str
    was: float
    now: float


@dataclass(frozen=True, kw_only=True)
class Side:
    """One arm by one metric: what there is to judge."""

    suite: Suite
    arm: Arm
    metric: Metric
    unit: str
    now: Mapping[str, Known]
    why: Mapping[str, str]
    """Reasons of cases without a value."""
    caveats: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What the values of cases do not say by themselves."""
    was: Mapping[str, Known] = field(default_factory=dict)
    """Empty without a baseline."""

    @property
    def pairs(self) -> list[Pair]:
        """Cases that have a value on both sides."""
        found = ((case, self.was.get(case.id), self.now[case.id]) for case in self.arm.cases)
        return [
            Pair(case.id, case.prompt_id, was, now)
            for case, was, now in found
            if isinstance(was, float) and isinstance(now, float)
        ]

    def answer(self, kind: Kind, outcome: Outcome, said: str, **more: Any) -> Check:
        """A check of this arm and metric."""
        about = f"{self.metric.name} in {self.arm.name}"
        return Check(
            arm=self.arm.name, metric=self.metric.name, kind=kind, outcome=outcome, said=f"{about}: {said}",
            unit=self.unit, **more,
        )  # fmt: skip


def side_of(suite: Suite, arm: Arm, run: Run, name: str, baseline: Baseline | None) -> Side:
    """What there is to judge of one arm of a complete run by one metric."""
    scores = {case.id: run.entries[case.id].scores[name] for case in arm.cases}
    return Side(
        suite=suite, arm=arm, metric=find_metric(name), unit=unit_of(scores.values()),
        now={case: known(score) for case, score in scores.items()},
        why={case: score.why or "no reason was given" for case, score in scores.items() if score.value is None},
        caveats={case: list(caveats_of(score)) for case, score in scores.items()},
        was={case: values[name] for case, values in baseline.arms[arm.name].items()} if baseline else {},
    )  # fmt: skip


def by_prompt(arm: Arm, values: Mapping[str, float]) -> Mapping[str, float]:
    """Mean over the cases of each prompt."""
    found: dict[str, list[float]] = defaultdict(list)
    for case in arm.cases:
        if case.id in values:
            found[case.prompt_id].append(values[case.id])
    return {prompt: sum(several) / len(several) for prompt, several in found.items()}


def means(side: Side) -> tuple[float, float]:
    """Over prompts: in the baseline, and now."""
    both = ({pair.case: pair.was for pair in side.pairs}, {pair.case: pair.now for pair in side.pairs})
    was, now = (list(by_prompt(side.arm, values).values()) for values in both)
    return sum(was) / len(was), sum(now) / len(now)


def turned(interval: Interval | None) -> Interval | None:
    """The interval of the number with the other sign."""
    return Interval(-interval.high, -interval.low, interval.level, interval.method) if interval else None


def moved(side: Side, was: float, now: float, change: Interval | None) -> str:
    """From where to where, and the change with its interval."""
    sign, name = "+" if now > was else "", side.metric.name
    return f"{amount(was, name)} → {amount(now, name)} {side.unit}, {sign}{amount(now - was, name)}{span(change)}"


def span(interval: Interval | None) -> str:
    """The ends of an interval, if there is one."""
    return f" [{number(interval.low)}, {number(interval.high)}]" if interval else ""


def over(prompts: Mapping[str, float]) -> str:
    """Over how many prompts a mean is."""
    return f" over {len(prompts)} prompts" if len(prompts) > 1 else " on one prompt"


def deciding(prompts: Mapping[str, float], bounds: Mapping[float, float], *, fewest: int = 0) -> str:
    """How many prompts would show on which side of each bound the mean is, where that can be told.

    Args:
        prompts: a value each.
        bounds: each with the level of the interval that has to leave it out.
        fewest: prompts below which nothing could be shown.
    """
    values = list(prompts.values())
    mean = sum(values) / len(values)
    sides = len({bound > mean for bound in bounds})
    power = 1 - (1 - POWER) / max(1, sides)  # one above and one below are missed by different accidents
    needed = [
        prompts_needed([value - bound for value in values], mean - bound, level=level, power=power)
        for bound, level in bounds.items()
    ]
    known = [count for count in needed if count is not None]
    most = max((fewest, *known))
    if len(known) < len(needed) or most <= len(values):
        return "; more prompts would tell"
    return f"; about {most} such prompts would decide it, four times in five"


def named(side: Side, worst: Sequence[Change]) -> str:
    """The worst cases with their values."""
    told = [
        f"{one.case} "
        + " → ".join(amount(value, side.metric.name) for value in (one.was, one.now) if value is not None)
        for one in worst
    ]
    return f"; worst: {', '.join(told)}" if told else ""
