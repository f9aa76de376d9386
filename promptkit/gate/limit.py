"""Is the mean over prompts inside the suite's limits?"""

from promptkit.gate.check import MOST_CASES, Change, Check, Side, by_prompt, named, over, span
from promptkit.gate.decide import within
from promptkit.suite_file import Limits
from promptkit.verdict import number


def check_limit(side: Side, limits: Limits) -> Check:
    """Hold the mean over prompts against the limits."""
    allowed = " and ".join(
        f"{word} {number(bound)}" for word, bound in (("at least", limits.min), ("at most", limits.max))
        if bound is not None
    )  # fmt: skip
    values = {case: value for case, value in side.now.items() if isinstance(value, float)}
    if not values:
        return side.answer("limit", "inconclusive", "no case has a value", allowed=allowed)
    prompts = by_prompt(side.arm, values)
    decision = within(list(prompts.values()), low=limits.min, high=limits.max)
    beyond = {case: _beyond(value, limits) for case, value in values.items()}
    order = [case for case in sorted(beyond, key=lambda case: -beyond[case]) if beyond[case] > 0]
    worst = tuple(Change(case, None, values[case]) for case in order[:MOST_CASES])
    words = {"pass": "allowed", "fail": "not allowed", "inconclusive": "neither surely inside nor surely outside"}
    said = f"{number(decision.mean)}{span(decision.interval)} {side.unit}{over(prompts)}, limit {allowed}: "
    said += f"{words[decision.outcome]}{named(worst)}"
    return side.answer(
        "limit", decision.outcome, said, prompts=len(prompts), now=decision.mean, interval=decision.interval,
        allowed=allowed, worst=worst,
    )  # fmt: skip


def _beyond(value: float, limits: Limits) -> float:
    low = -float("inf") if limits.min is None else limits.min - value
    high = -float("inf") if limits.max is None else value - limits.max
    return max(low, high)
