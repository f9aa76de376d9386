"""Many shots, several processes: each reads some of them, and what they find is remembered before linting begins."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context

from promptkit.lint import RuleOptions, orders, said
from promptkit.memo import AnyMemo, key_of
from promptkit.rule import Finding, Rule, all_rules
from promptkit.scene.read import read_scenes
from promptkit.shot import Shot

WORTH_IT = 100
"""Shots for each process: to begin, and to load rules, network and parser, takes one as long as some 150 shots."""
AT_ONCE = 16
"""Shots that a process takes at a time."""
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_Task = list[tuple[Shot, str | None]]


def warm(
    memo: AnyMemo,
    shots: Sequence[Shot],
    rules: Sequence[Rule],
    options: RuleOptions,
    *,
    jobs: int,
    tick: Callable[[int, int], None] = lambda _done, _all: None,
) -> None:
    """Let `jobs` processes read the shots that the memo does not know, if that is worth it.

    The findings are those that one process would make. Rules that are data are known to this process alone: with such
    rules nothing is done here.

    Args:
        memo: takes up the findings.
        shots: in the order in which they will be linted.
        rules: the rules that will be run.
        options: options by rule name.
        jobs: processes.
        tick: told how many shots are done, of how many.
    """
    known = all_rules()
    if any(rule.name not in known for rule in rules):
        return
    here = [pair for pair in orders(shots, rules) if key_of(*pair) and memo.find(*pair) is None]
    jobs = min(jobs, len(here) // WORTH_IT)  # each process has to earn its own beginning
    if jobs < 2:  # noqa: PLR2004  (one process is this one)
        return
    todo = [(replace(shot, origin=None), earlier) for shot, earlier in here]  # a place in a file cannot be sent
    tasks = [todo[first : first + AT_ONCE] for first in range(0, len(todo), AT_ONCE)]
    names = [rule.name for rule in rules]
    with _one_thread_each(), ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(names, options)
    ) as pool:  # fmt: skip
        answers = (found for task in pool.map(_read, tasks) for found in task)
        for done, ((shot, earlier), found) in enumerate(zip(here, answers, strict=True), start=1):
            memo.keep(shot, earlier, found)
            tick(done, len(here))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """The processes share the cores: each of them computes on one."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


_RULES: list[Rule] = []
_OPTIONS: dict[str, RuleOptions] = {}
"""Of a process that reads: what it was begun with."""


def _begin(names: Sequence[str], options: RuleOptions) -> None:
    known = all_rules()
    _RULES[:] = [known[name] for name in names]
    _OPTIONS["all"] = options


def _read(task: _Task) -> list[tuple[Finding, ...]]:
    if any("scene" in rule.inputs for rule in _RULES):
        read_scenes([shot.prompt for shot, _ in task])
    return [said(shot, _RULES, _OPTIONS["all"], earlier) for shot, earlier in task]
