"""Whether the fixes of findings can be written into the files that their shots stand in, and why not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from promptkit.errors import UsageError
from promptkit.lint import Linted
from promptkit.memo_of_fixes import remembered
from promptkit.rule import Finding, Fix
from promptkit.shot import Document, Shot
from promptkit.sources.edit import Refusal, refusals
from promptkit.sources.kinds import PROMPT


def held_to_files(results: Iterable[Linted], *, cache: bool = False) -> list[Linted]:
    """The same findings; a fix that cannot be written where its shot stands says why (`Fix.obstacle`).

    With `cache` that is remembered from run to run.
    """
    linted = list(results)
    offered: dict[Document, list[tuple[int, int, Shot, Fix]]] = defaultdict(list)
    for number, one in enumerate(linted):
        document = one.shot.origin.document if one.shot.origin else None
        for place, finding in enumerate(one.findings):
            fix = finding.fix
            if document and document.path != PROMPT and fix and not fix.obstacle and not fix.is_of_document:
                offered[document].append((number, place, one.shot, fix))
    barred: dict[int, dict[int, str]] = defaultdict(dict)
    for document, fixes in offered.items():
        tried = [(shot, fix) for *_, shot, fix in fixes]
        find = partial(_refused, document, tried)
        for refusal in remembered(document, tried, find) if cache else find():
            number, place, *_ = fixes[refusal.number]
            barred[number][place] = refusal.reason
    known: dict[tuple[int, str], Finding] = {}
    for number, reasons in barred.items():
        findings = _with_obstacles(linted[number].findings, reasons, known)
        linted[number] = replace(linted[number], findings=findings)
    return linted


def _with_obstacles(
    findings: Iterable[Finding], reasons: Mapping[int, str], known: dict[tuple[int, str], Finding]
) -> tuple[Finding, ...]:
    """Findings, some with what stands against their fix; `known` takes up what is made of those that shots share."""
    changed = list(findings)
    for place, reason in reasons.items():
        finding = changed[place]
        made = known.get((id(finding), reason))
        if made is None:
            made = replace(finding, fix=finding.fix and finding.fix.barred(reason))
            known[id(finding), reason] = made
        changed[place] = made
    return tuple(changed)


def _refused(document: Document, fixes: list[tuple[Shot, Fix]]) -> list[Refusal]:
    try:
        return refusals(document, fixes)
    except UsageError as error:  # the file is another one by now
        return [Refusal(number, str(error)) for number in range(len(fixes))]
