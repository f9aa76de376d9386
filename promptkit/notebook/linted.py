"""A linted shot: its texts with the places underlined, what the rules say of them, and what would mend it."""

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from promptkit.lint import Linted
from promptkit.notebook._html import Mark, badge, box, items, marked, paragraph, shown
from promptkit.rule import SEVERITIES, Finding
from promptkit.shot import TEXT_FIELDS, Shot


def html(linted: Linted) -> str:
    """The shot and its findings as a notebook shows them."""
    shot = linted.shot
    texts = [marked(shot.prompt, list(_marks(linted, "prompt")))]
    if shot.negative is not None:
        texts += [
            paragraph("negative", quiet=True),
            marked(shot.negative, list(_marks(linted, "negative")), small=True),
        ]
    return box(_head(linted), *texts, findings(linted.findings))


def findings(found: tuple[Finding, ...]) -> Markup:
    """Findings as a list: how grave, which rule, what it says, and its fix."""
    return items(_finding(one) for one in found)


def asked(shot: Shot) -> str:
    """What was asked for beside the words: the model and the length."""
    length = f"{shot.duration:g} s" if shot.duration is not None else None
    return " · ".join(filter(None, (shot.id, shot.target, length)))


def _head(linted: Linted) -> Markup:
    counts = Counter(finding.severity for finding in linted.findings)
    badges = [
        badge(f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}", severity)
        for severity in SEVERITIES
        if counts[severity]
    ]
    told = Markup(" ").join(badges or [badge("no findings", "good")])
    return paragraph(Markup('<span class="quiet">{}</span> {}').format(shown(asked(linted.shot)), told))


def _marks(linted: Linted, field: str) -> Iterator[Mark]:
    """Places in the text; a remark on the whole of it is no place, unless it is a problem."""
    length = len(getattr(linted.shot, field) or "") if field in TEXT_FIELDS else 0
    for one in linted.findings:
        is_remark = one.severity == "note" and (one.start, one.end) == (0, length)
        if one.field == field and one.start < one.end and not is_remark:
            yield Mark(one.start, one.end, one.severity, f"{one.rule}: {one.message}")


def _finding(one: Finding) -> Markup:
    fix = Markup()
    if one.fix:
        kind = "safe fix" if one.fix.safe else "fix that adds content"
        if one.fix.obstacle:
            kind = f"not by --fix: {one.fix.obstacle}"
        fix = Markup('<br><span class="quiet">{}:</span> {}').format(shown(kind), shown(one.fix.title))
    return Markup("{} <code>{}</code> {}{}").format(badge(one.severity), one.rule, shown(one.message), fix)
