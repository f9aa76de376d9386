"""Whether the fixes of findings can be written into the files that their shots stand in, and why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from promptkit.errors import UsageError
from promptkit.lint import Linted
from promptkit.memo_of_fixes import remembered
from promptkit.rule import COMMENT, Fix
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
            if document and document.path != PROMPT and finding.fix and finding.field != COMMENT:
                offered[document].append((number, place, one.shot, finding.fix))
    for document, fixes in offered.items():
        open_ones = [each for each in fixes if not each[3].obstacle]
        tried = [(shot, fix) for *_, shot, fix in open_ones]
        find = partial(_refused, document, tried)
        for refusal in remembered(document, tried, find) if cache and tried else find():
            number, place, _, fix = open_ones[refusal.number]
            found = list(linted[number].findings)
            found[place] = replace(found[place], fix=fix.barred(refusal.reason))
            linted[number] = replace(linted[number], findings=tuple(found))
    return linted


def _refused(document: Document, fixes: list[tuple[Shot, Fix]]) -> list[Refusal]:
    try:
        return refusals(document, fixes) if fixes else []
    except UsageError as error:  # the file is another one by now
        return [Refusal(number, str(error)) for number in range(len(fixes))]
