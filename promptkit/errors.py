"""Everything promptkit raises on purpose.

PromptkitError
├── UsageError        the request cannot be understood: file, field, option (exit 2)
│   ├── UnknownName   no such rule, target, metric, backbone; carries the nearest names
│   └── Several       more than one thing is wrong; `.each`
├── MissingExtra      a part that is not installed; carries the pip line
├── ClipError         a clip that cannot be read; path, frame, the decoder's reason
├── WeightsError      network weights absent or not the ones promised
└── ProviderError     a video service failed; `.retryable`, `.request_id`

Messages stand at the `raise`: what was wrong, what was got, what to do.
"""

import copyreg
import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")
_NEAR = 0.55
"""Likeness of two names, from which one may be meant for the other: "x" and "TXT" have 0.5, "stats" and "state" 0.8."""
_NAME_SHOWN = 40
MOST_SHOWN = 10
"""Errors that a message has a line for: what is wrong with a column is wrong in every row."""


class PromptkitError(Exception):
    """Root of every error raised on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel between processes with their attributes; `args` is the message, not what `__init__` took."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class UsageError(PromptkitError):
    """The request cannot be understood: a file, a field or an option is wrong."""


class UnknownName(UsageError):
    """No unit of that kind has this name."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, aside: str = "", else_say: str = "") -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        spelt = {each.lower(): each for each in self.known}
        self.near = tuple(spelt[each] for each in get_close_matches(name.lower(), spelt, n=3, cutoff=_NEAR))
        hint = f"did you mean {' or '.join(self.near)}?" if self.near else else_say or f"known: {', '.join(self.known)}"
        super().__init__(f"unknown {kind} {name!r}{aside}; {hint}")


class Several(UsageError):
    """More than one thing is wrong: `each` in order, the message with a line for each of the first ones."""

    def __init__(self, errors: Iterable[UsageError]) -> None:
        self.each = tuple(one for error in errors for one in each_of(error))
        lines = [str(one) for one in self.each[:MOST_SHOWN]]
        left = len(self.each) - len(lines)
        super().__init__("\n".join([*lines, *([f"and {left} more like these"] if left else [])]))


def each_of(error: UsageError) -> tuple[UsageError, ...]:
    """The errors that one stands for: itself, or several."""
    return error.each if isinstance(error, Several) else (error,)


def attempted(do: Callable[[A], B], items: Iterable[A]) -> tuple[list[B], list[UsageError]]:
    """What `do` makes of each item, and what was wrong with the others."""
    done: list[B] = []
    wrong: list[UsageError] = []
    for item in items:
        try:
            done.append(do(item))
        except UsageError as error:
            wrong.append(error)
    return done, wrong


def tried(do: Callable[[A], B], items: Iterable[A]) -> list[B]:
    """What `do` makes of each item.

    Raises:
        UsageError: what was wrong with one of them, or with several; all were tried.
    """
    done, wrong = attempted(do, items)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else Several(wrong)
    return done


class MissingExtra(PromptkitError):
    """A part of promptkit that is not installed."""

    def __init__(self, extra: str, feature: str, missing: str) -> None:
        self.extra, self.missing = extra, missing
        wanted = " ".join(f"'{each}'" for each in _requirements(extra))
        remedy = f"add the extra {extra} where promptkit came from"
        if wanted:
            remedy = f"run: pip install {wanted}"
        super().__init__(f"{feature} needs {missing}, which is not installed; {remedy}")


def _requirements(extra: str) -> list[str]:
    """What to install for an extra: it, from the repository that promptkit itself came from (PEP 610), else its parts.

    Never promptkit by its name alone: the package index has another project of that name.
    """
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - not where nothing is missing

    from packaging.requirements import Requirement  # noqa: PLC0415

    try:
        own = distribution("promptkit")
    except PackageNotFoundError:
        return []
    if url := _came_from(own.read_text("direct_url.json") or ""):
        return [f"promptkit[{extra}] @ {url}"]
    parts = map(Requirement, own.requires or ())
    holds = [(one, one.marker.evaluate) for one in parts if one.marker]
    of_extra = [one for one, when in holds if when({"extra": extra}) and not when({"extra": ""})]
    return [str(one).partition(";")[0].strip() for one in of_extra]


def _came_from(direct_url: str) -> str:
    """What pip installs from (PEP 610); "" where it is not known, or where that would replace a working copy."""
    try:
        came = json.loads(direct_url)
        if came.get("dir_info", {}).get("editable"):
            return ""
        folder = f"#subdirectory={came['subdirectory']}" if "subdirectory" in came else ""
        vcs = came.get("vcs_info")
        if not vcs:
            return f"{came['url']}{folder}"
        return f"{vcs['vcs']}+{came['url']}@{vcs.get('requested_revision', vcs['commit_id'])}{folder}"
    except (ValueError, KeyError, AttributeError):
        return ""


class ClipError(PromptkitError):
    """A clip that cannot be read, or not past a certain frame."""

    def __init__(self, path: object, reason: str, *, frame: int | None = None) -> None:
        self.path, self.reason, self.frame = str(path), reason, frame
        where = "" if frame is None else f" at frame {frame}"
        super().__init__(f"{path}{where}: {reason}")


class WeightsError(PromptkitError):
    """Network weights are absent, or are not the ones promised."""


class ProviderError(PromptkitError):
    """A service refused or failed; `status` is that of HTTP, where there is one."""

    def __init__(
        self, message: str, *, retryable: bool = False, request_id: str | None = None, status: int | None = None
    ) -> None:
        self.retryable, self.request_id, self.status = retryable, request_id, status
        super().__init__(message)


def is_too_long(name: str) -> bool:
    """Whether no file can have this name."""
    try:
        os.stat(name)  # noqa: PTH116  (all of its errors are looked at)
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    except ValueError:  # a zero byte in the name
        return False
    return False


def too_long(name: object, remedy: str = "give a shorter one") -> UsageError:
    """What to say of a name that no file system has, which may be a whole prompt."""
    return UsageError(f"{shortened(name)}: too long for the name of a file; {remedy}")


def shortened(name: object) -> str:
    """The begin of a name that is too long to be shown."""
    return f"{str(name)[:_NAME_SHOWN]!r} ..."


@contextmanager
def os_refusals(path: object, *, remedy: str) -> Iterator[None]:
    """Make what the file system refuses (`OSError`) a `UsageError` that names the path, the reason and the remedy."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise too_long(path) from error
        raise UsageError(f"{path}: {error.strerror or error}; {remedy}") from error
