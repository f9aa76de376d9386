"""pytest plugin: suites in `evals` are tests, and a clip can be held to limits in a test of your own.

    pytest evals                    every suite: a test a case, and one for the gate
    pytest evals/regression.yaml    one suite

    def test_my_clip(assert_clip):
        assert_clip("out/clip.mp4", flicker=0.02, motion=(0.05, None))

Projects that have nothing to do with promptkit pay for reading this file and nothing else: whatever is heavy is
imported when a suite or a fixture is used.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from promptkit.metric import Score
    from promptkit.study import Done
    from promptkit.suite import Case, Suite

    Bound = float | tuple[float | None, float | None]


class _Said(Exception):
    """Why a test of a suite failed, in words; a traceback would show our code and not the clips."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--promptkit-out`."""
    group = parser.getgroup("promptkit")
    group.addoption("--promptkit-out", metavar="DIR", help="folder of the runs of suites (default: runs)")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "_SuiteFile | None":
    """Suites: YAML files in a folder called evals, or named on the command line."""
    if file_path.suffix not in (".yaml", ".yml"):
        return None
    if not parent.session.isinitpath(file_path) and "evals" not in _folders(file_path, parent.config.rootpath):
        return None
    from promptkit.sources.suites import is_suite  # noqa: PLC0415

    return _SuiteFile.from_parent(parent, path=file_path) if is_suite(file_path) else None


def _folders(path: Path, root: Path) -> tuple[str, ...]:
    """Names of the folders that hold a file, from the root down, the root among them."""
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    return (root.name, *inside.parts[:-1])


class _SuiteFile(pytest.File):
    """One suite; it is run once, by whichever test comes first."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test a case, and one for the gate if the suite has anything to judge by."""
        from promptkit.errors import PromptkitError  # noqa: PLC0415
        from promptkit.extras import require_video  # noqa: PLC0415

        try:
            require_video("a suite of promptkit")
            from promptkit.suite import read_suite  # noqa: PLC0415

            self.suite = read_suite(self.path)
        except PromptkitError as error:
            raise self.CollectError(str(error)) from error
        self.done: Mapping[tuple[str, str], Done] | None = None
        for arm in self.suite.arms:
            for case in arm.cases:
                yield _CaseItem.from_parent(self, name=f"{arm.name}/{case.id}", arm=arm.name, case=case)
        if self.suite.limits or self.suite.baseline:
            yield _GateItem.from_parent(self, name="gate")

    @property
    def folder(self) -> Path:
        """The run, shared with `promptkit run` from the same place."""
        here = self.config.invocation_params.dir
        return here / (self.config.getoption("--promptkit-out") or "runs") / self.suite.name

    def run(self) -> "Mapping[tuple[str, str], Done]":
        """What became of every case; other processes wait meanwhile, and find it done."""
        if self.done is None:
            from promptkit.lock import waiting  # noqa: PLC0415
            from promptkit.study import run_suite  # noqa: PLC0415

            with waiting(self.folder.with_name(f".{self.folder.name}.lock")):
                self.done = {(done.arm, done.case): done for done in run_suite(self.suite, self.folder)}
        return self.done


class _Item(pytest.Item):
    """A test of a suite; what it says is said without a traceback."""

    parent: _SuiteFile

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The reason alone, when it is one of ours."""
        from promptkit.errors import PromptkitError  # noqa: PLC0415

        if isinstance(excinfo.value, _Said | PromptkitError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the test stands."""
        return self.path, None, f"{self.parent.suite.name}: {self.name}"


class _CaseItem(_Item):
    def __init__(self, *, arm: str, case: "Case", **more: Any) -> None:
        super().__init__(**more)
        self.arm, self.case = arm, case

    def runtest(self) -> None:
        """The clip could be had, and every score that the suite asks for has a value or is allowed to lack one."""
        done = self.parent.run()[self.arm, self.case.id]
        if done.error is not None or done.entry is None:
            raise _Said(f"{self.name} has no scores: {done.error}")
        if wrong := list(_lacking(self.parent.suite, done.entry.scores)):
            raise _Said(f"{self.name} ({done.entry.clip}): {'; '.join(wrong)}")


class _GateItem(_Item):
    def runtest(self) -> None:
        """The gate passes."""
        from promptkit.gate.gate import gate  # noqa: PLC0415
        from promptkit.gate.show import as_text  # noqa: PLC0415

        self.parent.run()
        gated = gate(self.parent.suite, self.parent.folder)
        if not gated.lets_pass(gated.outcome):
            raise _Said(as_text(gated))


def _lacking(suite: "Suite", scores: "Mapping[str, Score]") -> Iterator[str]:
    for name in suite.measured["metrics"]:
        score = scores[name]
        if score.value is None and score.status not in suite.allow.get(name, ()):
            yield f"{name} {score.status.replace('_', ' ')}: {score.why}"


@pytest.fixture(scope="session")
def promptkit_score() -> "Callable[..., Mapping[str, Score]]":
    """Scores of a clip by metric: `promptkit_score(path, "flicker", "motion")`.

    Options are those of `promptkit.score`. Backbones are pinned to those that need no download, unless you name
    others, so that numbers are the same everywhere.
    """
    from promptkit.api import score  # noqa: PLC0415

    def scored(path: str | Path, *metrics: str, **options: Any) -> "Mapping[str, Score]":
        from promptkit.suite_file import PINNED  # noqa: PLC0415

        pinned = {"backbone": PINNED["perceptual"], "face": PINNED["face"]}
        scores: Mapping[str, Score] = score(path, metrics=metrics, **{**pinned, **options})[0].scores
        return scores

    return scored


@pytest.fixture(scope="session")
def assert_clip(promptkit_score: "Callable[..., Mapping[str, Score]]") -> "Callable[..., None]":
    """Fail unless a clip keeps within limits: `assert_clip(path, flicker=0.02, identity=0.9, motion=(0.05, None))`.

    A number is the worst that is allowed: the most where lower is better, the least where higher is. A pair is (least,
    most), either of them None. A score that failed or does not apply fails the test.
    """
    from promptkit.metric import find_metric  # noqa: PLC0415

    def check(path: str | Path, **limits: "Bound") -> None:
        bounds = {name: _bounds(name, find_metric(name).better, bound) for name, bound in limits.items()}
        scores = promptkit_score(path, *bounds)
        wrong = [said for name, (low, high) in bounds.items() if (said := _outside(scores[name], low, high))]
        if wrong:
            pytest.fail(f"{path}: {'; '.join(wrong)}", pytrace=False)

    return check


def _bounds(name: str, better: str, bound: "Bound") -> tuple[float | None, float | None]:
    from promptkit.errors import UsageError  # noqa: PLC0415

    if isinstance(bound, tuple):
        return bound
    if better == "neither":
        raise UsageError(f"{name} is neither good nor bad by itself; give (least, most), as in {name}=({bound}, None)")
    return (bound, None) if better == "higher" else (None, bound)


def _outside(score: "Score", low: float | None, high: float | None) -> str | None:
    """What is wrong with a score, or None."""
    from promptkit.verdict import amount  # noqa: PLC0415

    if score.value is None:
        return f"{score.metric} {score.status.replace('_', ' ')}: {score.why}"
    if low is not None and score.value < low:
        return f"{score.metric} is {amount(score.value, score.metric)} {score.unit}, below {amount(low, score.metric)}"
    if high is not None and score.value > high:
        return f"{score.metric} is {amount(score.value, score.metric)} {score.unit}, above {amount(high, score.metric)}"
    return None
