"""Everything promptkit raises on purpose.

PromptkitError
├── UsageError        the request cannot be understood: file, field, option (exit 2)
│   └── UnknownName   no such rule, target, metric, backbone; carries the nearest names
├── MissingExtra      a part that is not installed; carries the pip line
├── ClipError         a clip that cannot be read; path, frame, the decoder's reason
├── WeightsError      network weights absent or not the ones promised
└── ProviderError     a video service failed; `.retryable`, `.request_id`

Messages stand at the `raise`: what was wrong, what was got, what to do.
"""

import copyreg
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any


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
        self.near = tuple(spelt[each] for each in get_close_matches(name.lower(), spelt, n=3, cutoff=0.5))
        hint = f"did you mean {' or '.join(self.near)}?" if self.near else else_say or f"known: {', '.join(self.known)}"
        super().__init__(f"unknown {kind} {name!r}{aside}; {hint}")


class MissingExtra(PromptkitError):
    """A part of promptkit that is not installed."""

    def __init__(self, extra: str, feature: str, missing: str) -> None:
        self.extra, self.missing = extra, missing
        super().__init__(f"{feature} needs {missing}, which is not installed; run: pip install 'promptkit[{extra}]'")


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


@contextmanager
def os_refusals(path: object, *, remedy: str) -> Iterator[None]:
    """Make what the file system refuses (`OSError`) a `UsageError` that names the path, the reason and the remedy."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; {remedy}") from error
