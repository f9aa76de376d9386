"""Did anything get worse than the baseline by more than its margin, or stand still where the baseline moves?"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, log2

from promptkit.gate.check import MOST_CASES, Change, Check, Side, by_prompt, deciding, means, moved, named, over, turned
from promptkit.gate.decide import FAMILY_ERROR, FEWEST_TO_FLIP, Decision, non_inferior
from promptkit.stats import LEVEL, mean_interval
from promptkit.verdict import MUCH_LESS, number

STILL = 0.25
"""A case that moves less than this share of its baseline is named, though its arm moves on: one may have frozen."""


def check_harm(sides: Sequence[Side], floor: Mapping[str, float]) -> Iterator[Check]:
    """Non-inferiority of every metric with a good direction, all decided at once."""
    judged = [side for side in sides if side.metric.better != "neither"]
    for side in judged:
        if not side.pairs:
            yield side.answer("baseline", "inconclusive", "no case has a value both in the baseline and now")
    asked = [side for side in judged if side.pairs]
    margins = [_margin(side, floor) for side in asked]
    decisions = non_inferior([list(_worsenings(side).values()) for side in asked], margins)
    for side, margin, decision in zip(asked, margins, decisions, strict=True):
        yield _compared(side, margin, decision, len(asked))
    for side in sides:
        if side.metric.name == "motion" and side.pairs:
            yield _motion(side, _margin(side, floor))


def _margin(side: Side, floor: Mapping[str, float]) -> float:
    name = side.metric.name
    return max(side.suite.margins.get(name, side.metric.margin), floor.get(name, 0.0))


def _sign(side: Side) -> int:
    """What turns a change into a worsening."""
    return -1 if side.metric.better == "higher" else 1


def _worsenings(side: Side) -> Mapping[str, float]:
    return by_prompt(side.arm, {pair.case: _sign(side) * (pair.now - pair.was) for pair in side.pairs})


def _compared(side: Side, margin: float, decision: Decision, asked: int) -> Check:
    sign, pairs = _sign(side), side.pairs
    change = turned(decision.interval) if sign < 0 else decision.interval
    was, now = means(side)
    ordered = sorted(pairs, key=lambda pair: -sign * (pair.now - pair.was))
    worst = tuple(Change(one.case, one.was, one.now) for one in ordered if sign * (one.now - one.was) > 0)
    words = {
        "pass": "not worse",
        "fail": "worse",
        "inconclusive": "neither surely harmless nor surely worse",
    }
    said = f"{words[decision.outcome]}: {moved(side, was, now, change)}{over(_worsenings(side))}, "
    said += f"harmless below {number(margin)}"
    if decision.outcome == "inconclusive":
        said += _deciding(side, margin, decision, asked)
    said += named(side, worst[:MOST_CASES])
    if left := len(side.now) - len(pairs):
        said += f"; {left} of {len(side.now)} cases lack a value on one side"
    return side.answer(
        "baseline", decision.outcome, said, prompts=len(_worsenings(side)), was=was, now=now, interval=change,
        allowed=f"worse by less than {number(margin)}", p=decision.p, worst=worst[:MOST_CASES],
    )  # fmt: skip


def _deciding(side: Side, margin: float, decision: Decision, asked: int) -> str:
    """How many prompts would make it pass, or fail: be above the margin, and above 0 beyond chance among all asked."""
    if decision.mean <= margin:
        return deciding(_worsenings(side), {margin: LEVEL})
    strictest = FAMILY_ERROR / asked  # what Holm's method asks of the smallest p-value
    bounds = {margin: 0.0, 0.0: 1 - 2 * strictest}
    return deciding(_worsenings(side), bounds, fewest=ceil(-log2(strictest)))


def _motion(side: Side, margin: float) -> Check:
    """Whether an arm stands still where the baseline moves, beyond chance where there are prompts enough to tell."""
    was, now = means(side)
    changes = list(by_prompt(side.arm, {pair.case: pair.now - pair.was for pair in side.pairs}).values())
    interval = mean_interval(changes) if len(changes) > 1 else None
    chance = len(changes) >= FEWEST_TO_FLIP and interval is not None and interval.high >= 0
    less = now < MUCH_LESS * was and was - now > margin and not chance
    said = ("moves much less: " if less else "moves on: ") + moved(side, was, now, interval)
    said += "; stillness scores well on steadiness, so nothing here passes by it" if less else ""
    ordered = sorted(side.pairs, key=lambda pair: pair.now - pair.was)
    still = [one for one in ordered if one.was - one.now > margin and (less or one.now < STILL * one.was)]
    worst = tuple(Change(one.case, one.was, one.now) for one in still[:MOST_CASES])
    return side.answer(
        "motion", "inconclusive" if less else "pass", said + named(side, worst), prompts=len(changes), was=was, now=now,
        interval=interval, allowed=f"at least {MUCH_LESS:.0%} of the baseline", worst=worst,
    )  # fmt: skip
