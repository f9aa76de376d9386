"""What rules say; where one that is not ours fails, that is a finding too, with the line to mend."""

import inspect
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from promptkit.plug_in import in_words, place_of
from promptkit.rule import COMMENT, OURS, SEVERITIES, Finding, Fix, Rule
from promptkit.shot import TEXT_FIELDS, Shot

LONGEST_S = 10.0
"""For one shot; our own rules take milliseconds."""
_AGAIN_S = 1.0
"""Between one stop and the next, where a rule lives through it."""
MOST = 1_000
"""Findings of one rule about one shot."""
_FIELDS = (*TEXT_FIELDS, COMMENT)
_STOPPED: set[str] = set()
"""Rules that took too long, and are not called again in this process: each shot would take as long."""


class _TooLong(BaseException):
    """The time of a rule is over, whatever it catches."""


def findings_of(rule: Rule, inputs: Sequence[object], options: Mapping[str, object], shot: Shot) -> Iterable[Finding]:
    """What a rule says of a shot. What a plug-in's rule raises, or yields that is none, is told as a finding.

    Args:
        rule: the rule.
        inputs: what its check reads, in order.
        options: its options, checked.
        shot: what it is about.
    """
    if rule.source or (rule.check.__module__ or "").startswith(f"{OURS}."):  # code that was typed in has no module
        return rule.check(*inputs, **options)
    if rule.name in _STOPPED:
        return [_failed(rule, shot, "not called, as it took too long for a shot before")]
    return _watched(rule, inputs, options, shot)


def _watched(rule: Rule, inputs: Sequence[object], options: Mapping[str, object], shot: Shot) -> list[Finding]:
    found: list[Finding] = []
    try:
        with _time_limit():
            said: Any = rule.check(*inputs, **options)
            if not isinstance(said, Iterable):
                return [_failed(rule, shot, f"{_home(rule)}it returns {said!r}; yield findings: Finding.at(span, why)")]
            for one in islice(said, MOST + 1):
                if wrong := _wrong(one, shot):
                    return [*found, _failed(rule, shot, f"{_home(rule)}{wrong}")]
                found.append(one)
    except _TooLong as error:
        _STOPPED.add(rule.name)
        why = f"stopped after {LONGEST_S:g} s, and not called for the shots after this one"
        return [_failed(rule, shot, f"{_line(rule, error)}{why}")]
    except (Exception, SystemExit) as error:  # noqa: BLE001  (code of somebody else, which may raise anything)
        return [*found, _failed(rule, shot, f"{_line(rule, error)}{in_words(error)}")]
    if len(found) > MOST:
        return [*found[:MOST], _failed(rule, shot, f"{_home(rule)}more than {MOST} findings about one shot")]
    return found


def _failed(rule: Rule, shot: Shot, why: str) -> Finding:
    message = f"the rule itself failed: {why}; mend it there, or leave it out: --ignore {rule.name}"
    return Finding(message, 0, len(shot.prompt), own_severity="error", is_failure=True)


def _line(rule: Rule, error: BaseException) -> str:
    file = inspect.unwrap(rule.check).__code__.co_filename
    return place_of(error, within=lambda name: name == file)


def _home(rule: Rule) -> str:
    """Where the function begins."""
    code = inspect.unwrap(rule.check).__code__
    return f"{code.co_filename}:{code.co_firstlineno}: "


def _wrong(one: Any, shot: Shot) -> str:
    """What keeps it from being a finding about this shot; empty where nothing does."""
    if not isinstance(one, Finding):
        return f"it yields {one!r}; yield findings: Finding.at(span, why)"
    said: Any = one.message
    length = len(getattr(shot, one.field) or "") if one.field in TEXT_FIELDS else one.end
    wrong = {
        f"whose message is {said!r}; say what is wrong in words": not (isinstance(said, str) and said.strip()),
        f"whose fix is {one.fix!r}; make one: Fix.replace(span, text, safe=False)": not isinstance(one.fix, Fix | None),
        f"of severity {one.own_severity!r}; known: {', '.join(SEVERITIES)}": one.own_severity
        not in (None, *SEVERITIES),
        f"about the field {one.field!r}; known: {', '.join(_FIELDS)}": one.field not in _FIELDS,
        f"from {one.start} to {one.end} of {length} characters": not 0 <= one.start <= one.end <= length,
    }
    return next((f"it yields a finding {what}" for what, is_so in wrong.items() if is_so), "")


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raise `_TooLong` where time is up: in the main thread of a system with timers; elsewhere there is no limit."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    left, every = signal.setitimer(signal.ITIMER_REAL, LONGEST_S, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, every)
        signal.signal(signal.SIGALRM, before)
