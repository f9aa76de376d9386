"""What is the same for many shots, said once: a missing negative, a habit of the target, the price of a clip."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from promptkit.formats._format import each, runs
from promptkit.formats._place import Place, place_of
from promptkit.lint import Linted
from promptkit.rule import Finding
from promptkit.shot import Shot

COST = "cost"
"""The family of rules that speak of the order, and of no place in the text."""
MOST_PLACES = 40
"""Places that are named of what is said of several shots; more are counted."""


@dataclass(frozen=True)
class Told:
    """One finding, with every shot that the very same is said of."""

    finding: Finding
    said_of: tuple[tuple[Shot, Place], ...]
    has_spot: bool
    """Whether there is a place in a file to look at; of what is about a shot as a whole there is none."""

    @property
    def place(self) -> Place:
        """Where the first of them stands."""
        return self.said_of[0][1]

    @property
    def is_spread(self) -> bool:
        """Whether it is said of several places."""
        return len({(place.document.path, place.start) for _, place in self.said_of}) > 1


def told_once(results: Sequence[Linted]) -> list[Told]:
    """What is to be said, in the order of the files and their lines; what repeats stands where it comes up first."""
    alike: dict[tuple[object, ...], list[tuple[Shot, Finding, Place]]] = defaultdict(list)
    for shot, finding, place in _by_place(results):
        fix = (finding.fix.title, finding.fix.safe, finding.fix.obstacle) if finding.fix else None
        spot = (place.document.path, place.start, place.end) if _has_spot(shot, finding, place) else None
        alike[finding.rule, finding.severity, finding.message, fix, spot].append((shot, finding, place))
    return [
        Told(
            finding,
            tuple((one, where) for one, _, where in same),
            _has_spot(shot, finding, place),
        )
        for same in alike.values()
        for shot, finding, place in same[:1]
    ]


def _by_place(results: Sequence[Linted]) -> list[tuple[Shot, Finding, Place]]:
    """Files as they come, and the findings of each from its first line to its last."""
    placed = [(shot, finding, place_of(shot, finding)) for shot, finding in each(results)]
    files = {path: number for number, path in enumerate(dict.fromkeys(place.document.path for *_, place in placed))}
    return sorted(placed, key=lambda one: (files[one[2].document.path], one[2].start))


def _has_spot(shot: Shot, finding: Finding, place: Place) -> bool:
    if finding.family == COST:
        return False
    return place.is_exact and not (finding.severity == "note" and is_whole(shot, finding))


def is_whole(shot: Shot, finding: Finding) -> bool:
    """Whether it is about a text as a whole, so that to underline the text would show nothing."""
    length = len(getattr(shot, finding.field, None) or "")
    return not finding.key and (finding.start, finding.end) == (0, length)


def named_places(said_of: Sequence[tuple[Shot, Place]]) -> str:
    """The lines of several shots, file by file, runs of lines as such: "a.txt:1-4, b.yaml:3, 9"."""
    lines: dict[str, list[int]] = defaultdict(list)
    for _, place in said_of:
        lines[place.document.path].append(place.line)
    named: list[str] = []
    for path, numbers in lines.items():
        first, *rest = _lines(numbers)
        named += [f"{path}:{first}", *rest]
    left = len(named) - MOST_PLACES
    return ", ".join(named[:MOST_PLACES]) + (f" and {left} more" if left > 0 else "")


def _lines(numbers: Sequence[int]) -> list[str]:
    """Lines in order, runs of them as such; one that several shots come out of, with how many."""
    counts = Counter(numbers)
    alone = {int(run.partition("-")[0]): run for run in runs(line for line, count in counts.items() if count == 1)}
    several = {line: f"{line} ({count} variants)" for line, count in counts.items() if count > 1}
    return [told for _, told in sorted((alone | several).items())]
