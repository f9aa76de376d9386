"""Findings as Markdown, for a comment on a pull request or a job's summary: what is wrong, and what a fix would write.

Source: the GitHub Flavored Markdown Spec 0.29, sections 4.5 (fences) and 6.1 (escapes). GitHub refuses a comment of
more than 65,536 characters.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from promptkit.edited import apply_fix
from promptkit.formats._format import NOT_READ, Format, Look, each, posix
from promptkit.formats._patched import key_of, patched
from promptkit.formats._place import place_of
from promptkit.formats.text import flag, summary
from promptkit.lint import Linted
from promptkit.rule import Finding
from promptkit.shot import WRITABLE, Document, Shot
from promptkit.sources.row import Splice, splice
from promptkit.sources.unread import Unread

MARK = "<!-- promptkit lint -->"
"""First line, so that a job finds the comment that it wrote before."""
MOST = 60_000
"""Characters; findings that would go past it are counted."""
ICONS = {"error": "🛑", "warning": "⚠️", "note": "💡"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()!|~&])")
_REFERENCE = re.compile(r"([@#])(?=\w)")
"""`@name` would call somebody, `#1` would link an issue."""


def render(results: Sequence[Linted], look: Look) -> str:
    """A heading that counts, and a part for all that could not be read and for each finding; notes come last."""
    fixes = patched(results)
    ordered = sorted(each(results), key=lambda pair: pair[1].severity == "note")
    text, left = f"{MARK}\n**promptkit lint**: {summary(results)}\n", 0
    unread = ([_of_unread(one)] for one in look.unread)
    found = (_part(shot, finding, fixes.get(key_of(shot, finding))) for shot, finding in ordered)
    for lines in chain(unread, found):
        part = "" if left else "\n" + "\n".join(lines) + "\n"
        if left or len(text) + len(part) > MOST:
            left += 1
        else:
            text += part
    return text + (f"\n… and {left} more.\n" if left else "")


def _of_unread(one: Unread) -> str:
    where = _code(f"{posix(one.path)}:{one.line}" if one.line else posix(one.path))
    return f"{ICONS['error']} {where} **{NOT_READ}**: {_plain(one.message)}"


def _part(shot: Shot, finding: Finding, splices: tuple[Splice, ...] | None) -> Iterator[str]:
    place = place_of(shot, finding)
    where = _code(f"{posix(place.document.path)}:{place.line}")
    named = f"{finding.code}, {finding.severity}" if finding.code else finding.severity
    yield f"{ICONS[finding.severity]} {where} **{finding.rule}** ({named}): {_plain(finding.message)}"
    if finding.fix is None:
        return
    before, after = _changed_lines(place.document, splices) if splices else _changed_texts(shot, finding)
    yield f"\n<details><summary>Fix ({flag(finding.fix)})</summary>\n"
    changed = [*(f"- {line}" for line in before), *(f"+ {line}" for line in after)]
    fence = "`" * max(3, 1 + _longest_run("\n".join(changed)))
    yield "\n".join([f"{fence}diff", *changed, fence])
    yield "\n</details>"


def _changed_lines(document: Document, splices: tuple[Splice, ...]) -> tuple[list[str], list[str]]:
    """The lines of the file that a fix would change, before and after."""
    text = document.text
    first = text.rfind("\n", 0, min(change.start for change in splices)) + 1
    end = text.find("\n", max(change.end for change in splices))
    end = len(text) if end < 0 else end
    moved = [Splice(change.start - first, change.end - first, change.text) for change in splices]
    before = text[first:end]
    return _lines(before), _lines(splice(before, moved))


def _changed_texts(shot: Shot, finding: Finding) -> tuple[list[str], list[str]]:
    """The texts of a shot that a fix would change, where it cannot be shown as a change of its file's lines."""
    fixed = apply_fix(shot, finding.fix) if finding.fix else shot
    changed = [name for name in WRITABLE if getattr(shot, name) != getattr(fixed, name)]
    before = [f"{name}: {line}" for name in changed for line in _lines(getattr(shot, name) or "")]
    return before, [f"{name}: {line}" for name in changed for line in _lines(getattr(fixed, name) or "")]


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r") for line in text.split("\n")] if text else []


def _plain(text: str) -> str:
    """Text that Markdown, mentions and references leave alone, on one line."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _REFERENCE.sub("\\1\N{ZERO WIDTH SPACE}", escaped)


def _code(text: str) -> str:
    """A code span; a path may hold backticks."""
    fence = "`" * (1 + _longest_run(text))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


FORMAT = Format("markdown", render)
