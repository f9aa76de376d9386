r"""Prompts with their scene marked in the text, as `datasets/scenes` keeps them.

    @ secondary cause
    A [woman]s1 [walks]m1 along the pier, her [scarf]x2~ [lifting]m2 [in the sea wind]k2.

A line that starts with `@` opens a prompt and names what it is an example of. A marked span is `[words]` followed at
once by its labels; spans may nest, and `\[` is a bracket of the prompt itself.

| label | the span |
| --- | --- |
| `s1` `e1` `c1` `x1` | names moving element 1: subject, environment, camera, secondary; once for each element |
| `~` behind it | the element cannot move by itself |
| `m1` | says how element 1 moves |
| `m1+` | the same, and the action comes after an earlier one of element 1: a new beat |
| `m1:pan` | the same, and the move of the camera; several moves are joined by a comma |
| `k1` | gives the cause of that motion |
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promptkit.errors import UsageError
from promptkit.scene import CAMERA_MOVES

_LABEL = re.compile(r"(?P<kind>[secxmk])(?P<id>\d+)(?P<tilde>~)?(?::(?P<moves>[a-z_]+(?:,[a-z_]+)*))?(?P<plus>\+)?")
ROLES = {"s": "subject", "e": "environment", "c": "camera", "x": "secondary"}


@dataclass(frozen=True)
class Mark:
    """One label of one span; `prompt.text[start:end]` are its words."""

    kind: str
    """s, e, c, x for an element's name; m for its motion; k for its cause."""
    id: int
    start: int
    end: int
    moves: tuple[str, ...] = ()
    inert: bool = False
    new_beat: bool = False


@dataclass(frozen=True)
class MarkedPrompt:
    """One prompt and what was marked in it."""

    text: str
    marks: tuple[Mark, ...]
    tags: tuple[str, ...]
    origin: str
    """file:line of its `@`."""


def read_marked(path: Path) -> list[MarkedPrompt]:
    """The prompts of one file; `UsageError` names the line of the first mark that breaks a rule."""
    return [_parse(body, tags, f"{path}:{line}") for line, tags, body in _blocks(path)]


def faults(path: Path) -> Iterator[str]:
    """Every prompt of the file that breaks a rule, each with its line."""
    for line, tags, body in _blocks(path):
        try:
            _parse(body, tags, f"{path}:{line}")
        except UsageError as error:
            yield str(error)


def _blocks(path: Path) -> Iterator[tuple[int, tuple[str, ...], str]]:
    start, tags, lines = 0, (), list[str]()
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("@"):
            if start:
                yield start, tags, "\n".join(lines).strip()
            start, tags, lines = number, tuple(line[1:].split()), []
        elif start:
            lines.append(line)
        elif line.strip():
            raise UsageError(f"{path}:{number}: text before the first `@` line")
    if start:
        yield start, tags, "\n".join(lines).strip()


def _parse(body: str, tags: tuple[str, ...], origin: str) -> MarkedPrompt:
    text, marks, opened = "", list[Mark](), list[int]()
    at = 0
    while at < len(body):
        char = body[at]
        if char == "\\" and body[at + 1 : at + 2] in ("[", "]"):
            text, at = text + body[at + 1], at + 2
        elif char == "[":
            opened.append(len(text))
            at += 1
        elif char == "]":
            if not opened:
                raise UsageError(f"{origin}: a `]` closes nothing near {text[-30:]!r}; write `\\]` for a plain one")
            start, at = opened.pop(), at + 1
            labels, at = _labels(body, at)
            if not labels:
                raise UsageError(f"{origin}: {text[start:]!r} has no label behind its `]`")
            if at < len(body) and (body[at].isalnum() or body[at] == "_"):
                raise UsageError(f"{origin}: {body[at : at + 5]!r} directly behind the labels of {text[start:]!r}")
            marks += [_mark(label, start, len(text), origin) for label in labels]
        else:
            text, at = text + char, at + 1
    if opened:
        raise UsageError(f"{origin}: a `[` is never closed near {text[opened[-1] :][:30]!r}")
    if not text:
        raise UsageError(f"{origin}: an empty prompt")
    prompt = MarkedPrompt(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end))), tags, origin)
    _check(prompt)
    return prompt


def _labels(body: str, at: int) -> tuple[list[re.Match[str]], int]:
    found = []
    while match := _LABEL.match(body, at):
        found.append(match)
        at = match.end()
    return found, at


def _mark(label: re.Match[str], start: int, end: int, origin: str) -> Mark:
    kind, moves = label["kind"], tuple((label["moves"] or "").split(",")) if label["moves"] else ()
    if unknown := set(moves) - set(CAMERA_MOVES):
        raise UsageError(
            f"{origin}: unknown camera move {', '.join(sorted(unknown))}; one of {', '.join(CAMERA_MOVES)}"
        )
    if label["tilde"] and kind not in "sex":
        raise UsageError(f"{origin}: `~` belongs to s, e or x, not {label[0]!r}")
    if (moves or label["plus"]) and kind != "m":
        raise UsageError(f"{origin}: a camera move or `+` belongs to m, not {label[0]!r}")
    return Mark(kind, int(label["id"]), start, end, moves, bool(label["tilde"]), bool(label["plus"]))


def _check(prompt: MarkedPrompt) -> None:
    for mark in prompt.marks:
        words = prompt.text[mark.start : mark.end]
        if not words.strip() or words != words.strip():
            raise UsageError(f"{prompt.origin}: span {words!r} is empty or has spaces at its ends")
        if _cuts_word(prompt.text, mark.start) or _cuts_word(prompt.text, mark.end):
            raise UsageError(f"{prompt.origin}: span {words!r} cuts a word")
    named = _named(prompt)
    for mark in prompt.marks:
        if mark.id not in named:
            raise UsageError(f"{prompt.origin}: {mark.kind}{mark.id} belongs to an element that is never named")
        camera = named[mark.id].kind == "c"
        if mark.kind == "m" and camera != bool(mark.moves):
            remedy = "needs its kind, as in m1:pan" if camera else "is no camera move and takes no kind"
            raise UsageError(f"{prompt.origin}: motion {prompt.text[mark.start : mark.end]!r} {remedy}")
    moved = {mark.id for mark in prompt.marks if mark.kind == "m"}
    if still := sorted(set(named) - moved):
        raise UsageError(f"{prompt.origin}: element {still[0]} has no motion (m{still[0]})")


def _named(prompt: MarkedPrompt) -> dict[int, Mark]:
    named = dict[int, Mark]()
    for mark in prompt.marks:
        if mark.kind in ROLES and mark.id in named:
            raise UsageError(f"{prompt.origin}: element {mark.id} is named twice; mark its first naming only")
        if mark.kind in ROLES:
            named[mark.id] = mark
    if sum(mark.kind == "c" for mark in named.values()) > 1:
        raise UsageError(f"{prompt.origin}: two camera elements; all camera moves are one element")
    return named


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def main(paths: list[str]) -> int:
    """Print every fault of the files and how many prompts they hold."""
    bad = total = 0
    for path in map(Path, paths):
        for fault in faults(path):
            print(fault)
            bad += 1
        total += sum(1 for _ in _blocks(path))
    print(f"{total} prompts, {bad} with a fault")
    return bad > 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
