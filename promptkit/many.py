"""Many shots, several processes: each reads some of them."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from promptkit.lint import Reader, RuleOptions, read_here
from promptkit.memo import names_files
from promptkit.repeats import Turn
from promptkit.rule import Finding, Rule, all_rules
from promptkit.shot import Document, Origin, Shot

WORTH_IT = 100
"""Shots for each process: to load rules, network and parser takes the first one as long as some 150 shots."""
AT_ONCE = 8
"""Shots that a process takes at a time; at the end those that another one is at, or has in store, are waited for."""
FIRST = 16
"""Shots that are read before this process is copied: by then it has loaded most of what reading takes."""
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def in_processes(
    rules: Sequence[Rule],
    options: RuleOptions,
    *,
    jobs: int,
    tick: Callable[[int, int], None] = lambda _done, _all: None,
) -> Reader:
    """What lets `jobs` processes read shots, where that is worth it; the findings are those that one would make.

    This process is one of them. Where a process can be made as a copy of this one (Linux) it reads the first shots
    alone, and the others begin with all that it has loaded by then; elsewhere it reads while they load. Shots that name
    files are read here, and so is everything where rules are data, which this process alone knows.

    Args:
        rules: the rules to run.
        options: options by rule name.
        jobs: processes, this one included.
        tick: told how many shots are done, of how many.
    """
    known = all_rules()
    is_known = all(rule.name in known for rule in rules)

    def read(turns: Sequence[Turn]) -> Iterator[tuple[Finding, ...]]:
        sent = [(_light(shot), earlier) for shot, earlier in turns if not names_files(shot)]
        count = min(jobs, len(sent) // WORTH_IT) if is_known else 1  # each process has to earn its own beginning
        if count < 2:  # noqa: PLR2004  (one process is this one)
            yield from read_here(turns, rules, options)
            return
        answers = _shared_out(sent, rules, options, count=count, tick=lambda done: tick(done, len(turns)))
        for shot, earlier in turns:
            if names_files(shot):
                yield from read_here([(shot, earlier)], rules, options)
            else:
                yield next(answers)

    return read


def _shared_out(
    turns: Sequence[Turn], rules: Sequence[Rule], options: RuleOptions, *, count: int, tick: Callable[[int], None]
) -> Iterator[tuple[Finding, ...]]:
    """What is said of each: this process begins with the first, the others with the last."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as the next: not where all is remembered
    from multiprocessing import get_context  # noqa: PLC0415

    can_copy = sys.platform == "linux"  # macOS has libraries that do not bear it
    alone = FIRST if can_copy else 0
    yield from read_here(turns[:alone], rules, options) if alone else ()
    tasks = [turns[first : first + AT_ONCE] for first in range(alone, len(turns), AT_ONCE)]
    names = [rule.name for rule in rules]
    way = get_context("fork" if can_copy else "spawn")
    with _one_thread_each(), ProcessPoolExecutor(count - 1, way, initializer=_begin, initargs=(names, options)) as pool:
        with _left_as_it_is():
            given = [pool.submit(_read, task) for task in reversed(tasks)][::-1]
        try:
            for task, one in zip(tasks, given, strict=True):
                found = [*read_here(task, rules, options)] if one.cancel() else one.result()
                tick(alone + sum(len(each) for each, its in zip(tasks, given, strict=True) if its.done()))
                yield from found
        finally:
            for one in given:
                one.cancel()


def _light(shot: Shot) -> Shot:
    """A shot that can be sent: of its file, it knows the name alone."""
    path = shot.origin.document.path if shot.origin else ""
    return replace(shot, origin=Origin(Document(path, "")) if path else None)


@contextmanager
def _left_as_it_is() -> Iterator[None]:
    """The collector leaves alone what is there: a copy shares what nobody writes to, and its search writes to all."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


def _read(task: Sequence[Turn]) -> list[tuple[Finding, ...]]:
    return [*read_here(task, _RULES, _OPTIONS["all"])]
