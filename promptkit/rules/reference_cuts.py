"""`reference-cuts`: a cut in a reference video that should be one take."""

from collections.abc import Iterator
from itertools import pairwise

from promptkit.observers._looks import Take, take_of
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

NAMED = 3
"""Cuts that a message names one by one."""


@rule(code="AST004", family="assets", severity="warning")
def reference_cuts(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The reference video has a cut, where the target wants one continuous take.

    Why:
        Motion is followed from frame to frame. At a cut it breaks off: the clip ends there, or the person jumps.
        The service uses one continuous stretch, of 3 s at least.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/two-takes.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: https://example.com/one-take.mp4
    Fix:
        None: videos are not changed. The cuts and the longest take between them are named, to trim to. Hard cuts are
        found, not dissolves; of large pictures only the first seconds are looked at.
    References:
        Kling Motion Control 3.0 and 2.6 (2026-09-20): one continuous take without cuts; 3 s of continuous motion are
        needed. Measured on 70 shared clips: all nine hard cuts of the three that have any, and none in the others
        (pans, hand-held, a passing train, flashes, redrawn frames).
    """
    take = take_of(shot) if target and target.reference_video.one_take else None
    if target is None or take is None or not take.cuts_s:
        return
    start, end = _longest(take)
    yield Finding.of_key(
        shot,
        "reference_video",
        f"reference_video {shot.reference_video}: it cuts at {_listed(take.cuts_s)}, and {target.name} follows one "
        f"continuous take; trim it, the longest take runs from {start:.1f} to {end:.1f} s",
    )


def _longest(take: Take) -> tuple[float, float]:
    return max(pairwise((0.0, *take.cuts_s, take.seen_s)), key=lambda edges: edges[1] - edges[0])


def _listed(cuts_s: tuple[float, ...]) -> str:
    named = ", ".join(f"{cut:.1f}" for cut in cuts_s[:NAMED])
    more = len(cuts_s) - NAMED
    return f"{named} s" if more <= 0 else f"{named} s and {more} more"
