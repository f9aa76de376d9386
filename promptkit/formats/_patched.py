"""Which characters of their files the fixes of findings would replace."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from promptkit.formats._format import each
from promptkit.lint import Linted
from promptkit.rule import Finding, Fix
from promptkit.shot import Document, Shot
from promptkit.sources.kinds import PROMPT
from promptkit.sources.patch import patches
from promptkit.sources.row import Splice

Patches = Mapping[tuple[int, int], tuple[Splice, ...]]
"""By `key_of`; absent where a fix cannot be written as a change of one place."""


def key_of(shot: Shot, finding: Finding) -> tuple[int, int]:
    """A finding of a shot, as long as both are there: shots of the same words share their findings."""
    return id(shot), id(finding)


def patched(results: Sequence[Linted]) -> Patches:
    """What each finding's fix would write into the file that its shot was read from."""
    offered: dict[Document, list[tuple[Shot, Finding, Fix]]] = defaultdict(list)
    for shot, finding in each(results):
        if finding.fix and not finding.fix.obstacle and shot.origin and shot.origin.document.path != PROMPT:
            offered[shot.origin.document].append((shot, finding, finding.fix))
    return {
        key_of(shot, finding): splices
        for document, fixes in offered.items()
        for (shot, finding, _), splices in zip(fixes, patches(document, [(s, fix) for s, _, fix in fixes]), strict=True)
        if splices
    }
