"""`missing-input`: the target cannot work without an input or option that the shot does not give."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.sizes import mebibytes
from promptkit.target import AudioLimits, ImageLimits, Target, VideoLimits, either


@rule(code="LIM008", family="limits", severity="error")
def missing_input(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The shot lacks an image, a reference video, a sound or an option without which the target makes no clip.

    Why:
        The service refuses the request. Image to video starts from a picture, motion control puts the motion of one
        video on one picture, an avatar speaks a sound, and some options have no default.
    Bad:
        prompt: A woman jumps over a hedge.
        target: wan-2.7-i2v
    Good:
        prompt: A woman jumps over a hedge.
        target: wan-2.7-i2v
        image: https://example.com/hedge.png
    Fix:
        None: which picture or video is meant, only the author knows. The key, what it may be and its limits are named.
    References:
        What each target requires, with its source: `promptkit targets NAME`. Kling API documents, 2026-09-20: a last
        frame alone is refused; motion control needs image, video and orientation; an avatar needs image and sound.
    """
    if target is None or target.status == "retired":
        return
    for key, needs in _wanting(shot, target):
        yield Finding.of_key(shot, key, f'{target.full_name} {needs}; add the key "{key}"')


def _wanting(shot: Shot, target: Target) -> Iterator[tuple[str, str]]:
    """The keys that must be given and are not, each with what the target needs there."""
    if not shot.image and target.image.required:
        yield "image", f"needs an image: {_picture(target.image)}"
    elif not shot.image and shot.last_image and target.last_image.needs_image:
        yield "image", f"takes no last image without a first one: {_picture(target.image)}"
    if not shot.reference_video and target.reference_video.required:
        yield "reference_video", f"needs a reference video: {_video(target.reference_video)}"
    if not isinstance(shot.sound, str) and target.audio.required:
        yield "sound", f"needs a sound that it speaks: {_sound(target.audio)}"
    for key, choices in (("mode", target.mode), ("orientation", target.orientation)):
        if choices.required and not getattr(shot, key):
            yield key, f"has no default for {key}: give {either(choices.allowed)}"


def _picture(limits: ImageLimits) -> str:
    return ", ".join(("a path or an address", *_about_the_file(limits), *_about_the_picture(limits)))


def _video(limits: VideoLimits) -> str:
    said = ["a path or an address", *_about_the_file(limits), *_about_the_length(limits)]
    said += [f"{most:g} s at most with orientation {way}" for way, most in limits.max_s_by_orientation.items()]
    said += _about_the_picture(limits)
    said += ["one take"] if limits.one_take else []
    return ", ".join((*said, "one person") if limits.one_person else said)


def _sound(limits: AudioLimits) -> str:
    return ", ".join(("a path or an address", *_about_the_file(limits), *_about_the_length(limits)))


def _about_the_file(limits: ImageLimits | VideoLimits | AudioLimits) -> Iterator[str]:
    if limits.formats:
        yield either([form.upper() for form in limits.formats])
    if limits.max_bytes:
        yield f"{mebibytes(limits.max_bytes)} at most"


def _about_the_length(limits: VideoLimits | AudioLimits) -> Iterator[str]:
    if limits.min_s and limits.max_s:
        yield f"{limits.min_s:g} to {limits.max_s:g} s"


def _about_the_picture(limits: ImageLimits | VideoLimits) -> Iterator[str]:
    if limits.min_side_px and limits.max_side_px:
        yield f"sides of {limits.min_side_px} to {limits.max_side_px} px"
    elif limits.min_side_px:
        yield f"sides of {limits.min_side_px} px at least"
    if limits.min_ratio and limits.max_ratio:
        yield f"1:{1 / limits.min_ratio:.3g} to {limits.max_ratio:.3g}:1"
