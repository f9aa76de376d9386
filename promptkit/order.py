"""What a shot orders of its clip, as far as a file can be held to it."""

from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from promptkit.assets import local_path
from promptkit.observers._looks import video_facts
from promptkit.shot import Shot
from promptkit.sizes import plain
from promptkit.target import Target, length_of, target_of


@dataclass(frozen=True, kw_only=True)
class Order:
    """None, or empty, where the shot and its target leave it open."""

    duration_s: float | None = None
    is_reference_length: bool = False
    """The duration is that of the reference video, which services may round to whole seconds."""
    fps: float | None = None
    resolution: str = ""
    """As named: "1080p", "1280x720"."""
    aspect_ratio: str = ""
    sound: str = ""
    """"off", or what the target calls the sound that it makes or keeps."""

    def as_json(self) -> dict[str, Any]:
        """JSON values only."""
        return asdict(self)


def order_of(shot: Shot) -> Order:
    """What a shot orders: what it says, else what its target does when nothing is said.

    Raises:
        UnknownName: the shot names a target that promptkit does not know.
        UsageError: its reference video cannot be read.
    """
    target = target_of(shot)
    duration_s, is_reference_length = _duration(shot, target)
    return Order(
        duration_s=duration_s,
        is_reference_length=is_reference_length,
        fps=target.output_fps if target else None,
        resolution=plain(shot.resolution) or _usual_resolution(shot, target),
        aspect_ratio=_aspect_ratio(shot, target),
        sound=_sound(shot, target),
    )


def _duration(shot: Shot, target: Target | None) -> tuple[float | None, bool]:
    follows = target.duration.follows if target else None
    if follows == "reference_video":
        path = local_path(shot, shot.reference_video) if shot.reference_video else None
        return (video_facts(path).duration_s if path else None), True
    if follows:
        return None, False
    asked = length_of(shot, target)
    return (asked if asked is not None and isfinite(asked) else None), False


def _usual_resolution(shot: Shot, target: Target | None) -> str:
    """What the mode amounts to, else the target's own."""
    if target is None:
        return ""
    mode = shot.mode or target.mode.default or ""
    return target.mode.resolutions.get(mode) or plain(target.resolution.default)


def _aspect_ratio(shot: Shot, target: Target | None) -> str:
    """Nothing beside an input image or a reference video that decides the shape."""
    if target is not None and (shot.image or shot.reference_video) and target.aspect_ratio.image_decides:
        return ""
    default = target.aspect_ratio.default if target and not (shot.image or shot.reference_video) else None
    return plain(shot.aspect_ratio) or plain(default)


def _sound(shot: Shot, target: Target | None) -> str:
    if target is not None:
        return target.sound_called(shot.sound) or ""
    if isinstance(shot.sound, bool):
        return "on" if shot.sound else "off"
    return plain(shot.sound)
