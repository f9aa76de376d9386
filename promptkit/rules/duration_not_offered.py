"""`duration-not-offered`: a length that the target does not make."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import DurationLimits, Target


@rule(code="CLP001", family="clip", severity="error")
def duration_not_offered(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The duration asked for cannot be ordered from the target.

    Why:
        The service refuses the request, or another length comes back than the one that was planned and cut for.
        Motion transfer and avatars take no duration at all: the clip is as long as its reference video or sound.
    Bad:
        prompt: A man walks along the pier.
        target: kling-2.6
        duration: 7
    Good:
        prompt: A man walks along the pier.
        target: kling-2.6
        duration: 5
    Fix:
        None: the length is the author's decision; the nearest one on offer is named, or both where two are as near.
    References:
        The length table of each target with its source: `promptkit targets NAME`.
    """
    if target is None or shot.duration is None:
        return
    resolution = (shot.resolution or target.resolution.default or "").lower()
    lengths = target.duration
    if lengths.offers(shot.duration, resolution=resolution):
        return
    if lengths.follows:
        source = "reference video" if lengths.follows == "reference_video" else "sound"
        message = (
            f"{target.name} takes no duration, its clip is as long as the {source}: leave it out and trim the {source}"
        )
    else:
        at = f" at {resolution}" if resolution in lengths.by_resolution else ""
        message = f"{target.name} makes clips of {lengths.in_words(resolution)}{at}, not {shot.duration:g} s"
        nearest = lengths.nearest(shot.duration, resolution=resolution)
        message += _nearest(lengths, shot.duration, nearest, resolution) if nearest is not None else ""
    yield Finding.of_key(shot, "duration", message)


def _nearest(lengths: DurationLimits, asked: float, nearest: float, resolution: str) -> str:
    twin = 2 * asked - nearest
    if twin > 0 and lengths.offers(twin, resolution=resolution):
        return f"; {min(nearest, twin):g} s and {max(nearest, twin):g} s are the nearest"
    return f"; the nearest is {nearest:g} s"
