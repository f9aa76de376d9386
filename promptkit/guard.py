"""Fixes that add content are looked at before they are offered: what stands against one is said with it.

One that brings in, or loses, what a rewrite promises to keep is not made, nor is one with which more would move than
the clip holds, or after which its rule would say the same again. Of a shot with very many such fixes (`MOST`) those
that only take words out are offered as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from promptkit.edited import apply_fix, brings_in_words, edited
from promptkit.preserve import additions, breaches
from promptkit.rule import Finding, Fix
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

Count = Callable[[Shot, Finding], int]
"""How often the rule of a finding says the very same of a changed shot."""
Crowded = Callable[[Shot], str]
"""How more would move in a changed shot than its clip holds; else empty."""
MOST = 50
"""Fixes of one shot that are looked at: each look costs as much as linting the whole of it."""
_LATER = f"only the first {MOST} such fixes of a shot are checked; make those, and lint again"


def guarded(shot: Shot, findings: Iterable[Finding], count: Count, crowded: Crowded) -> tuple[Finding, ...]:
    """All findings of a shot, with what stands against their fixes.

    Where there are more than `MOST`, those that bring in no word go unlooked at, and of the others those behind the
    first have their turn later.
    """
    findings = tuple(findings)
    said = Counter((finding.rule, finding.message) for finding in findings)
    doubtful = [one for one, finding in enumerate(findings) if _is_doubtful(finding.fix)]
    if len(doubtful) > MOST:
        doubtful = [one for one in doubtful if (fix := findings[one].fix) and brings_in_words(shot, fix)]
    checked, later = {*doubtful[:MOST]}, {*doubtful[MOST:]}
    return tuple(
        _guarded(shot, finding, said, count, crowded)
        if one in checked
        else replace(finding, fix=finding.fix and finding.fix.barred(_LATER))
        if one in later
        else finding
        for one, finding in enumerate(findings)
    )


def _is_doubtful(fix: Fix | None) -> bool:
    return fix is not None and not fix.safe and not fix.obstacle


def _guarded(
    shot: Shot, finding: Finding, said: Mapping[tuple[str, str], int], count: Count, crowded: Crowded
) -> Finding:
    fix = finding.fix
    if fix is None:
        return finding
    changed = apply_fix(shot, fix)
    obstacle = breach_of(shot, fix) or crowded(changed)
    if not obstacle and count(changed, finding) >= said[finding.rule, finding.message]:
        obstacle = f"{finding.rule} would still find the same; say it in your own words"
    return replace(finding, fix=fix.barred(obstacle)) if obstacle else finding


def breach_of(shot: Shot, fix: Fix) -> str | None:
    """What a fix of the prompt would bring in, or lose, against the promise; None of one that keeps it, or is safe."""
    edits = [edit for edit in fix.edits if edit.field == "prompt"]
    if fix.safe or not edits:
        return None
    before, after = read_scene(shot.prompt), read_scene(edited(shot, edits).prompt)
    only_adds = all(edit.start == edit.end for edit in edits)
    return next(iter((breaches if only_adds else additions)(before, after)), None)
