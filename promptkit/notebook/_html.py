"""Marked text, badges and tables as HTML. `Markup.format` escapes whatever it is given, so nothing else has to.

Only what stands behind or under a text is coloured, and with colours that let any page shine through: a notebook may be
light or dark, and says so in a different way in every program that shows it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

STYLE = Markup("""<style>
.promptkit { font: 14px/1.55 system-ui, sans-serif; color: inherit; max-width: 64em; margin: .3em 0 1em;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
.promptkit p { margin: .35em 0; }
.promptkit .text { font-size: 16px; white-space: pre-wrap; border-left: 3px solid rgba(128,128,128,.4);
  padding: .1em 0 .1em .8em; margin: .5em 0; unicode-bidi: isolate; }
.promptkit .text.small { font-size: 14px; }
.promptkit .quiet { opacity: .72; font-weight: 400; }
.promptkit mark, .promptkit ins, .promptkit del { color: inherit; background: none; text-decoration: none;
  border-radius: 3px; }
.promptkit mark[class*="role-"] { padding: .05em .15em; }
.promptkit .role-subject, .promptkit ins { background: rgba(46,160,67,.28); }
.promptkit .role-environment { background: rgba(20,150,190,.28); }
.promptkit .role-camera { background: rgba(190,80,190,.28); }
.promptkit .role-secondary { background: rgba(205,155,20,.34); }
.promptkit mark.cause { border-bottom: 2px dotted currentColor; border-radius: 0; }
.promptkit del { background: rgba(215,68,58,.22); text-decoration: line-through; }
.promptkit mark.error { text-decoration: underline wavy #d7443a 1.5px; text-underline-offset: 4px; }
.promptkit mark.warning { text-decoration: underline wavy #d98a1c 1.5px; text-underline-offset: 4px; }
.promptkit mark.note { text-decoration: underline dotted #5b8fc7 2px; text-underline-offset: 4px; }
.promptkit .badge { display: inline-block; font-size: 12px; line-height: 1.4; padding: .05em .55em; border-radius: 9px;
  border: 1.5px solid rgba(128,128,128,.6); white-space: nowrap; }
.promptkit .badge[class*="role-"] { border-color: transparent; }
.promptkit .badge.error, .promptkit .badge.worse { border-color: #d7443a; }
.promptkit .badge.warning, .promptkit .badge.inconclusive { border-color: #d98a1c; }
.promptkit .badge.note, .promptkit .badge.equivalent { border-color: #5b8fc7; }
.promptkit .badge.good, .promptkit .badge.better { border-color: #2ea043; }
.promptkit .badge.mixed { border-color: #a05cb0; }
.promptkit ul { list-style: none; margin: .5em 0; padding: 0; }
.promptkit li { margin: .45em 0; }
.promptkit code { font: 12.5px ui-monospace, Menlo, Consolas, monospace; color: inherit; background: none; padding: 0; }
.promptkit .wide { overflow-x: auto; }
.promptkit table { border-collapse: collapse; font-size: 14px; margin: .5em 0; }
.promptkit th, .promptkit td { text-align: left; vertical-align: top; padding: .3em 1.1em .3em 0; background: none;
  color: inherit; border: 0; border-bottom: 1px solid rgba(128,128,128,.25); }
.promptkit thead th { font-weight: 400; opacity: .72; font-size: 13px; }
.promptkit tbody th { font-weight: 600; }
.promptkit td.num { text-align: right; white-space: nowrap; }
.promptkit .stills { display: flex; gap: 3px; max-width: 100%; }
.promptkit .stills img { flex: 1 1 0; min-width: 0; height: auto; margin: 0; }
.promptkit svg { width: 170px; height: 34px; display: block; overflow: visible; }
.promptkit svg path { fill: none; stroke: currentColor; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
</style>""")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters, and those that turn the direction of what follows."""


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that is to be seen."""

    start: int
    end: int
    kind: str
    """CSS class: "role-subject", "cause", "warning"."""
    says: str
    """What a reader sees who points at it."""


def box(*parts: Markup) -> str:
    """One noun as a notebook shows it."""
    return str(Markup('<div class="promptkit">{}{}</div>').format(STYLE, Markup().join(parts)))


def shown(text: str) -> str:
    """The text, with a dot for each character that would not be seen or would upset what is beside it."""
    return _UNSHOWABLE.sub("·", text)


def marked(text: str, marks: Sequence[Mark] = (), *, small: bool = False) -> Markup:
    """A text with stretches marked, which may overlap."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    pieces = [_piece(text[start:end], _over(marks, start, end)) for start, end in pairwise(edges)]
    return Markup('<div class="text{}">{}</div>').format(" small" if small else "", Markup().join(pieces))


def paragraph(text: str | Markup, *, quiet: bool = False) -> Markup:
    """A line of words."""
    return Markup('<p class="{}">{}</p>').format("quiet" if quiet else "", said(text))


def badge(word: str, kind: str | None = None) -> Markup:
    """A word in a frame; its kind gives the colour."""
    return Markup('<span class="badge {}">{}</span>').format(kind or word, word)


def items(lines: Iterable[str | Markup]) -> Markup:
    """One line below the other; nothing for no lines."""
    listed = [Markup("<li>{}</li>").format(said(line)) for line in lines]
    return Markup("<ul>{}</ul>").format(Markup().join(listed)) if listed else Markup()


def table(head: Sequence[str], rows: Iterable[Sequence[str | Markup]], *, numeric: Sequence[int] = ()) -> Markup:
    """A table whose first column names the row; columns that are `numeric` stand on the right."""
    names = Markup().join(Markup('<th scope="col">{}</th>').format(shown(name)) for name in head)
    body = Markup().join(Markup("<tr>{}</tr>").format(_row(row, numeric)) for row in rows)
    return Markup('<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(
        names, body
    )


def said(text: str | Markup) -> str | Markup:
    """HTML as it is, and text fit to be shown."""
    return text if isinstance(text, Markup) else shown(text)


def _row(cells: Sequence[str | Markup], numeric: Sequence[int]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(said(cells[0]))
    rest = [
        Markup('<td class="{}">{}</td>').format("num" if number in numeric else "", said(cell))
        for number, cell in enumerate(cells[1:], start=1)
    ]
    return first + Markup().join(rest)


def _over(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if mark.start <= start and end <= mark.end]


def _piece(text: str, over: Sequence[Mark]) -> Markup:
    if not over:
        return Markup("{}").format(shown(text))
    kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
    says = "; ".join(dict.fromkeys(mark.says for mark in over))
    return Markup('<mark class="{}" title="{}">{}</mark>').format(kinds, shown(says), shown(text))
