"""`image-limits`: an input image that the target refuses."""

from collections.abc import Iterator

from promptkit.assets import ImageFacts, about_the_sides, local_path, read_image
from promptkit.errors import UsageError
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.sizes import mebibytes
from promptkit.target import ImageLimits, Target


@rule(code="AST002", family="assets", severity="error")
def image_limits(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The first or last image is outside the target's format, size, sides or ratio.

    Why:
        The service refuses the request after the upload, or crops the image to what it can use. The file's first
        bytes decide its format, not its name. Addresses (http and the like) are not fetched and not judged; of a file
        that cannot be read `missing-asset` speaks.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0
        image: tests/assets/portrait-280px.jpg
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
        except UsageError:  # said by `missing-asset`
            continue
        if target and limits and limits.accepted:
            for complaint in _complaints(facts, limits):
                yield Finding.of_key(shot, field, f"{field} {value}: {complaint} ({target.name})")


def _complaints(facts: ImageFacts, limits: ImageLimits) -> Iterator[str]:
    if limits.formats and facts.format not in limits.formats:
        yield f"it is {facts.format.upper()}, but {_either(limits.formats)} is wanted; convert it"
    if limits.max_bytes and facts.size_bytes > limits.max_bytes:
        found, most = map(mebibytes, (facts.size_bytes, limits.max_bytes))
        yield f"it has {found}, more than {most}; save it as JPEG or smaller"
    yield from about_the_sides(facts.width_px, facts.height_px, limits)


def _either(formats: tuple[str, ...]) -> str:
    return " or ".join(form.upper() for form in formats)
