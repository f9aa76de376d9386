"""Is the mean over prompts inside the suite's limits? Of what is counted in a clip: is every clip?"""

from collections.abc import Mapping

from promptkit.gate.check import MOST_CASES, Change, Check, Side, by_prompt, deciding, named, over, span
from promptkit.gate.decide import within
from promptkit.stats import LEVEL
from promptkit.suite_file import Limits
from promptkit.verdict import amount, number


def check_limit(side: Side, limits: Limits) -> Check:
    """Hold the mean over prompts, or every count, against the limits."""
    ends = (("at least", limits.min), ("at most", limits.max))
    allowed = " and ".join(f"{word} {amount(end, side.metric.name)}" for word, end in ends if end is not None)
    values = {case: value for case, value in side.now.items() if isinstance(value, float)}
    if not values:
        return side.answer("limit", "inconclusive", "no case has a value", allowed=allowed)
    beyond = {case: _beyond(value, limits) for case, value in values.items()}
    order = [case for case in sorted(beyond, key=lambda case: -beyond[case]) if beyond[case] > 0]
    if side.metric.counts:
        return _each(side, values, order, allowed)
    prompts = by_prompt(side.arm, values)
    decision = within(list(prompts.values()), low=limits.min, high=limits.max, bounds=side.metric.bounds)
    worst = tuple(Change(case, None, values[case]) for case in order[:MOST_CASES])
    words = {"pass": "allowed", "fail": "not allowed", "inconclusive": "neither surely inside nor surely outside"}
    said = f"{number(decision.mean)}{span(decision.interval)} {side.unit}{over(prompts)}, limit {allowed}: "
    said += words[decision.outcome]
    if decision.outcome == "inconclusive":
        low, high = (decision.interval.low, decision.interval.high) if decision.interval else (decision.mean,) * 2
        open_ones = (bound for bound in (limits.min, limits.max) if bound is not None and low <= bound <= high)
        said += deciding(prompts, dict.fromkeys(open_ones, LEVEL))
    return side.answer(
        "limit", decision.outcome, said + named(side, worst), prompts=len(prompts), now=decision.mean,
        interval=decision.interval, allowed=allowed, worst=worst,
    )  # fmt: skip


def _each(side: Side, values: Mapping[str, float], beyond: list[str], allowed: str) -> Check:
    """A count is a fact about its clip: there is nothing to estimate, and no clip makes up for another."""
    prompts = by_prompt(side.arm, values)
    told = [_told(side, case, values[case]) for case in beyond[:MOST_CASES]]
    left_out = f" and {len(beyond) - MOST_CASES} more" if len(beyond) > MOST_CASES else ""
    said = f"{side.unit}, limit {allowed} in every clip: "
    said += f"{len(beyond)} of {len(values)} clips beyond it: {', '.join(told)}{left_out}" if beyond else "allowed"
    return side.answer(
        "limit", "fail" if beyond else "pass", said, prompts=len(prompts),
        now=sum(prompts.values()) / len(prompts), allowed=f"{allowed} in every clip",
        worst=tuple(Change(case, None, values[case]) for case in beyond[:MOST_CASES]),
    )  # fmt: skip


def _told(side: Side, case: str, value: float) -> str:
    """A clip with its count, and what was counted where that is known."""
    what = "; ".join(side.caveats[case])
    return f"{case} {amount(value, side.metric.name)}" + (f" ({what})" if what else "")


def _beyond(value: float, limits: Limits) -> float:
    low = -float("inf") if limits.min is None else limits.min - value
    high = -float("inf") if limits.max is None else value - limits.max
    return max(low, high)
