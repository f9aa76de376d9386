"""Does every case have a value by every metric? What has none fails, unless the suite allows it."""

from collections import defaultdict
from collections.abc import Mapping

from promptkit.gate.baseline import Known
from promptkit.gate.check import MOST_CASES, Change, Check, Side
from promptkit.gate.complete import some
from promptkit.verdict import amount


def check_scores(side: Side) -> Check:
    """Whether every case that must have a value has one."""
    name, allowed = side.metric.name, side.suite.allow.get(side.metric.name, ())
    without = {case: status for case, status in side.now.items() if isinstance(status, str)}
    bad = {case: status for case, status in without.items() if status not in allowed}
    values = len(side.now) - len(without)
    if bad:
        said = _lacking(side, bad)
        remedy = f"allow: {{{name}: [{', '.join(sorted(set(bad.values())))}]}}"
        worst = tuple(Change(case, _value(side.was.get(case)), None) for case in bad)
        return side.answer("scores", "fail", f"{said} (a suite that expects that says {remedy})", worst=worst)
    said = f"{values} of {len(side.now)} cases have a value" + ("; the suite allows it" if without else "")
    is_lost = not values and any(isinstance(was, float) for was in side.was.values())
    return side.answer("scores", "inconclusive" if is_lost else "pass", said)


def _lacking(side: Side, bad: Mapping[str, str]) -> str:
    """Cases by reason: one that is true of all is said once."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for case, status in bad.items():
        was = side.was.get(case)
        before = f" (the baseline has {amount(was, side.metric.name)})" if isinstance(was, float) else ""
        by_reason[f"{status.replace('_', ' ')}: {side.why[case]}"].append(f"{case}{before}")
    told = [f"{some(cases)} {reason}" for reason, cases in by_reason.items()]
    left_out = sum(len(cases) for cases in [*by_reason.values()][MOST_CASES:])
    return "; ".join(told[:MOST_CASES]) + (f"; and {left_out} more" if left_out else "")


def _value(known_value: Known | None) -> float | None:
    return known_value if isinstance(known_value, float) else None
