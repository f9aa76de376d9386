"""A rewrite: before and after, with what was added and what was taken out marked."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup

from promptkit.notebook._html import badge, box, items, paragraph, shown
from promptkit.notebook.linted import asked, findings
from promptkit.rewrite import Rewritten

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def html(rewritten: Rewritten) -> str:
    """The rewrite as a notebook shows it."""
    before, after = rewritten.original, rewritten.shot
    parts = [_head(rewritten), *_texts("prompt", before.prompt, after.prompt)]
    if before.negative or after.negative:
        parts += _texts("negative", before.negative or "", after.negative or "", small=True)
    if rewritten.why:
        parts.append(paragraph(f"No motion was added: {rewritten.why}."))
    if rewritten.remaining:
        parts.append(paragraph("what the rules still say", quiet=True))
    return box(*parts, findings(rewritten.remaining), _kept(rewritten))


def compared(before: str, after: str) -> tuple[Markup, Markup]:
    """Both texts word by word: in the first what is gone is marked, in the second what is new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    left, right = list[str](), list[str]()
    for kind, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        gone, come = shown("".join(old[i:j])), shown("".join(new[k:m]))
        left.append(gone if kind == "equal" or not gone else Markup("<del>{}</del>").format(gone))
        right.append(come if kind == "equal" or not come else Markup("<ins>{}</ins>").format(come))
    return Markup().join(left), Markup().join(right)


def _head(rewritten: Rewritten) -> Markup:
    word = badge("rewritten", "better") if rewritten.changed else badge("as it was", "note")
    variant = f" · variant {rewritten.variant + 1}" if rewritten.variant else ""
    applied = f" by {', '.join(rewritten.applied)}" if rewritten.applied else ""
    return paragraph(
        Markup('<span class="quiet">{}{}</span> {}{}').format(shown(asked(rewritten.shot)), variant, word, applied)
    )


def _texts(name: str, before: str, after: str, *, small: bool = False) -> list[Markup]:
    size = " small" if small else ""
    if before == after:
        return [paragraph(name, quiet=True), Markup('<div class="text{}">{}</div>').format(size, shown(after))]
    old, new = compared(before, after)
    pairs = (("before", old), ("after", new)) if before else (("after", new),)
    return [
        part
        for when, text in pairs
        for part in (
            paragraph(f"{name} {when}", quiet=True),
            Markup('<div class="text{}">{}</div>').format(size, text),
        )
    ]


def _kept(rewritten: Rewritten) -> Markup:
    kept = [f"{kind}: {', '.join(found)}" for kind, found in rewritten.kept.items() if found]
    if not kept:
        return Markup()
    return Markup('<details><summary class="quiet">checked and still there</summary>{}</details>').format(items(kept))
