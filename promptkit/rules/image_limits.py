"""`image-limits`: an input image that the target refuses."""

from collections.abc import Iterator

from promptkit.assets import ImageFacts, local_path, read_image
from promptkit.errors import UsageError
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import ImageLimits, Target


@rule(family="assets", severity="error")
def image_limits(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The first or last image is missing, broken, or outside the target's format, size, sides or ratio.

    Why:
        The service refuses the request after the upload, or crops the image to what it can use. The file's first
        bytes decide its format, not its name. Addresses (http and the like) are not fetched and not judged.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0
        image: no-such-folder/start.png
    Good:
        prompt: A man walks along the pier.
        target: kling-3.0
        image: https://example.com/start.png
    Fix:
        None: pictures are not changed. The limit, what was found and a remedy are named.
    References:
        The image table of each target with its source: `promptkit targets NAME`. PNG specification 11.2.2, ITU-T T.81
        B.2.2, RFC 9649 (how sides are read).
    """
    for field, limits in (("image", target and target.image), ("last_image", target and target.last_image)):
        value: str | None = getattr(shot, field)
        path = local_path(shot, value) if value else None
        if path is None:
            continue
        try:
            facts = read_image(path)
        except UsageError as error:
            yield Finding.whole(shot.prompt, f"{field} {error}")
            continue
        if target and limits and limits.accepted:
            for complaint in _complaints(facts, limits):
                yield Finding.whole(shot.prompt, f"{field} {value}: {complaint} ({target.name})")


def _complaints(facts: ImageFacts, limits: ImageLimits) -> Iterator[str]:
    if limits.formats and facts.format not in limits.formats:
        yield f"it is {facts.format.upper()}, but {_either(limits.formats)} is wanted; convert it"
    if limits.max_bytes and facts.size_bytes > limits.max_bytes:
        yield f"it has {_mebi(facts.size_bytes)}, more than {_mebi(limits.max_bytes)}; save it as JPEG or smaller"
    if not facts.width_px or not facts.height_px:
        return
    sides = f"{facts.width_px}×{facts.height_px} px"
    if limits.min_side_px and min(facts.width_px, facts.height_px) < limits.min_side_px:
        yield f"it is {sides}; each side needs {limits.min_side_px} px at least: use a larger original"
    if limits.max_side_px and max(facts.width_px, facts.height_px) > limits.max_side_px:
        yield f"it is {sides}; no side may pass {limits.max_side_px} px: scale it down"
    ratio = facts.width_px / facts.height_px
    if limits.min_ratio and ratio < limits.min_ratio:
        yield f"it is {sides}, 1:{1 / ratio:.2f}; 1:{1 / limits.min_ratio:.3g} is the narrowest: crop top or bottom"
    if limits.max_ratio and ratio > limits.max_ratio:
        yield f"it is {sides}, {ratio:.2f}:1; {limits.max_ratio:.3g}:1 is the widest: crop left or right"


def _either(formats: tuple[str, ...]) -> str:
    return " or ".join(form.upper() for form in formats)


def _mebi(size: int) -> str:
    return f"{size / 2**20:.4g} MiB"
