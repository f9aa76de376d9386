"""`reference-video-limits`: a reference video that the target refuses."""

from collections.abc import Iterator

from promptkit.assets import VideoFacts, about_the_sides, local_path
from promptkit.errors import UsageError
from promptkit.observers._looks import video_facts
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.sizes import mebibytes
from promptkit.target import Target, VideoLimits

_TOLERANCE_S = 0.05
"""Containers round their length to a frame or a tick; one frame at 24 fps is 0.042 s."""


@rule(code="AST003", family="assets", severity="error")
def reference_video_limits(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The reference video is outside the target's container, size, length, sides or ratio.

    Why:
        The service refuses it, or uses a part only. How long it may be depends on whose way of facing is kept: with
        `orientation: image` Kling takes 10 s, with `orientation: video` 30 s. Addresses are not fetched and not judged;
        of a file that cannot be read `missing-asset` speaks.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/two-takes.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: https://example.com/dance.mp4
    Fix:
        None: videos are not changed. The limit, what was found and a remedy are named. Length and sides need the
        video half; without it the rest is still checked.
    References:
        The reference_video table of each target with its source: `promptkit targets NAME`; Kling Motion Control 3.0
        (2026-09-20): mp4 or mov, 100 MB, sides 340 to 3850 px, 3 to 10 or 30 s.
    """
    path = local_path(shot, shot.reference_video) if shot.reference_video else None
    if path is None:
        return
    if target is None or not target.reference_video.accepted:
        return
    try:
        facts = video_facts(path)
    except UsageError:  # said by `missing-asset`
        return
    limits = target.reference_video
    complaints = [*_about_the_file(facts, limits), *about_the_sides(facts.width_px, facts.height_px, limits)]
    complaints += _about_the_length(facts, limits, shot.orientation)
    for complaint in complaints:
        message = f"reference_video {shot.reference_video}: {complaint} ({target.name})"
        yield Finding.of_key(shot, "reference_video", message)


def _about_the_file(facts: VideoFacts, limits: VideoLimits) -> Iterator[str]:
    if limits.formats and facts.container not in limits.formats:
        wanted = " or ".join(form.upper() for form in limits.formats)
        kind = facts.container.upper() or "of another kind than its name says"
        yield f"it is {kind}, but {wanted} is wanted; convert it"
    if limits.max_bytes and facts.size_bytes > limits.max_bytes:
        found, most = map(mebibytes, (facts.size_bytes, limits.max_bytes))
        yield f"it has {found}, more than {most}; encode it again at a lower rate"


def _about_the_length(facts: VideoFacts, limits: VideoLimits, orientation: str | None) -> Iterator[str]:
    if facts.duration_s is None:
        return
    longest = limits.max_s_by_orientation.get(orientation or "", limits.max_s)
    because = f" with orientation {orientation}" if orientation in limits.max_s_by_orientation else ""
    if limits.min_s and facts.duration_s < limits.min_s - _TOLERANCE_S:
        yield f"it is {facts.duration_s:.2f} s long; {limits.min_s:g} s is the shortest: use a longer take"
    if longest and facts.duration_s > longest + _TOLERANCE_S:
        other = [name for name, most in limits.max_s_by_orientation.items() if most >= facts.duration_s]
        advice = f"trim it, or use orientation {other[0]}" if because and other else "trim it"
        yield f"it is {facts.duration_s:.2f} s long; {longest:g} s is the longest{because}: {advice}"
