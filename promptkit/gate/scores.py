"""Does every case have a value by every metric? What has none fails, unless the suite allows it."""

from promptkit.gate.baseline import Known
from promptkit.gate.check import MOST_CASES, Change, Check, Side
from promptkit.verdict import number


def check_scores(side: Side) -> Check:
    """Whether every case that must have a value has one."""
    name, allowed = side.metric.name, side.suite.allow.get(side.metric.name, ())
    without = {case: status for case, status in side.now.items() if isinstance(status, str)}
    bad = {case: status for case, status in without.items() if status not in allowed}
    values = len(side.now) - len(without)
    if bad:
        told = [_lacking(side, case, status) for case, status in bad.items()]
        more = f"; and {len(told) - MOST_CASES} more" if len(told) > MOST_CASES else ""
        said = "; ".join(told[:MOST_CASES]) + more
        remedy = f"allow: {{{name}: [{', '.join(sorted(set(bad.values())))}]}}"
        worst = tuple(Change(case, _value(side.was.get(case)), None) for case in bad)
        return side.answer("scores", "fail", f"{said} (a suite that expects that says {remedy})", worst=worst)
    said = f"{values} of {len(side.now)} cases have a value" + ("; the suite allows it" if without else "")
    is_lost = not values and any(isinstance(was, float) for was in side.was.values())
    return side.answer("scores", "inconclusive" if is_lost else "pass", said)


def _lacking(side: Side, case: str, status: str) -> str:
    was = side.was.get(case)
    before = f" (the baseline has {number(was)})" if isinstance(was, float) else ""
    return f"{case} {status.replace('_', ' ')}: {side.why[case]}{before}"


def _value(known_value: Known | None) -> float | None:
    return known_value if isinstance(known_value, float) else None
