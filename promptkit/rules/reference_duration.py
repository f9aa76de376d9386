"""`reference-duration`: a length is asked for that the reference video has not."""

from collections.abc import Iterator
from math import isfinite

from promptkit.assets import local_path
from promptkit.errors import UsageError
from promptkit.observers._looks import video_facts
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target, VideoLimits


@rule(code="CLP004", family="clip", severity="warning")
def reference_duration(shot: Shot, target: Target | None, *, tolerance_s: float = 0.25) -> Iterator[Finding]:
    """A duration is asked for, and the clip will be as long as its reference video, which is not that long.

    Why:
        Motion transfer takes the length of the reference: whatever was planned and cut for the other length will not
        fit, and the difference is paid for or missing.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: image
        duration: 15
        reference_video: https://example.com/dance.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: image
        reference_video: https://example.com/dance.mp4
    Fix:
        None: videos are not changed. Trim the reference to the length, or leave the duration out. An address is not
        fetched: there, only a length that no reference may have is named (15 s, where 10 s are the most). Option
        `tolerance_s` (0.25): the difference that a cut to whole seconds may leave, six frames at 24 fps.
    References:
        The duration and reference_video tables of each target with their sources: `promptkit targets NAME`; Kling
        Motion Control 3.0 (2026-09-20): no duration, 3 to 10 s of reference with orientation image, 30 s with video.
    """
    if target is None or target.duration.follows != "reference_video":
        return
    asked = shot.duration
    if not shot.reference_video or asked is None or not isfinite(asked):
        return
    length = _length(shot, shot.reference_video)
    if length is None:
        possible = _cannot_be(asked, target.reference_video, shot.orientation, tolerance_s)
        if possible:
            message = f"the clip is as long as its reference video, and {target.name} takes references of {possible}"
            yield Finding.of_key(shot, "duration", f"{message}: it cannot be {asked:g} s; leave the duration out")
    elif abs(length - asked) > tolerance_s:
        remedy = f"trim the video to {asked:g} s or leave the duration out"
        if length < asked:
            remedy = f"use a video of {asked:g} s or leave the duration out"
        message = f"the clip will be {length:.2f} s long like {shot.reference_video}, not {asked:g} s; {remedy}"
        yield Finding.of_key(shot, "duration", message)


def _length(shot: Shot, reference: str) -> float | None:
    """None for addresses, and for files that cannot be read: other rules speak of those."""
    path = local_path(shot, reference)
    if path is None:
        return None
    try:
        return video_facts(path).duration_s
    except UsageError:
        return None


def _cannot_be(asked: float, limits: VideoLimits, orientation: str | None, tolerance_s: float) -> str | None:
    """The lengths a reference may have, in words, where `asked` is none of them."""
    longest = limits.max_s_by_orientation.get(orientation or "", limits.max_s)
    if longest is not None and asked > longest + tolerance_s:
        because = f" with orientation {orientation}" if orientation in limits.max_s_by_orientation else ""
        return f"{longest:g} s at most{because}"
    if limits.min_s is not None and asked < limits.min_s - tolerance_s:
        return f"{limits.min_s:g} s at least"
    return None
