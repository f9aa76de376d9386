"""A format: what findings look like to a reader, a CI service or another program."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from promptkit.lint import Linted
from promptkit.rule import Finding
from promptkit.shot import Shot
from promptkit.sources.unread import Unread

NOT_READ = "not-read"
"""What stands for a rule's name where a file could not be read."""
Paint = Callable[[str, str], str]
"""(what the text is, text) → the text with colour; what: place, error, warning, note, rule, code, gutter, fix, good."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the caller knows and a format may use."""

    paint: Paint = lambda _, text: text
    with_texts: bool = False
    """Show each shot's prompt and negative too: they were fixed and stand in no file."""
    unread: tuple[Unread, ...] = ()
    """What is wrong with files that were not linted; it is said on stderr as well, and on a terminal there alone."""


@dataclass(frozen=True)
class Format:
    """A way to write down findings."""

    name: str
    render: Callable[[Sequence[Linted], Look], str]
    """Linted shots → the whole output, its last newline included."""


def each(results: Sequence[Linted]) -> Iterator[tuple[Shot, Finding]]:
    """Every finding with its shot, in order."""
    return ((one.shot, finding) for one in results for finding in one.findings)


def posix(path: str) -> str:
    """A path as other programs expect it, with `/` on every system."""
    return PurePath(path).as_posix()


def both_names(finding: Finding) -> str:
    """The rule's name, with its code where it has one: `hype-words (TXT001)`."""
    return f"{finding.rule} ({finding.code})" if finding.code else finding.rule


def told(finding: Finding) -> str:
    """The message, with what would mend it, and what stands against that."""
    if finding.fix is None:
        return finding.message
    barred = f"; not by --fix: {finding.fix.obstacle}" if finding.fix.obstacle else ""
    return f"{finding.message} (fix: {finding.fix.title}{barred})"


def runs(numbers: Iterable[int]) -> list[str]:
    """Numbers in order, each once, those that follow each other as one.

    >>> runs([7, 3, 1, 2, 1])
    ['1-3', '7']
    """
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [f"{first}" if first == last else f"{first}-{last}" for first, last in found]
