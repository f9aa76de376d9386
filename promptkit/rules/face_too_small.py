"""`face-too-small`: the face in the image has too few pixels to be kept."""

from collections.abc import Iterator
from dataclasses import replace

from promptkit.observers._looks import is_about_a_person, photo_of
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="AST008", family="assets", severity="warning")
def face_too_small(shot: Shot, target: Target | None, *, least_px: int = 512, good_px: int = 1024) -> Iterator[Finding]:
    """The face in the image of a person is less than 512 px on its shorter side (below 1024 px: a note).

    Why:
        Motion control and avatar models know the person from this image alone, and the clip may come closer than the
        image does. What the image does not resolve (eyes, teeth, the line of the lips) is invented anew in each frame,
        so that the likeness drifts. The vendors' own limit, 300 px, is that of the whole image.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        image: tests/assets/portrait-280px.jpg
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        image: https://example.com/close-up.png
    Fix:
        None: pictures are not changed; enlarging one adds no detail. Options `least_px` and `good_px` are the sides
        below which it is a warning and a note. Only for targets whose image is a person (motion control, avatar).
    References:
        512 and 1024 px are promptkit's own advice: no vendor names a size for the face. Kling Motion Control 3.0 and
        Kling Avatar (2026-09-20): image sides of 300 px at least. Measured as the shorter side of the detector's box;
        of 32 photos of one person (`faces/`) 25 have less than 512 px, and none has 1024.
    """
    photo = photo_of(shot) if is_about_a_person(target) else None
    if photo is None or photo.face_px is None or photo.people > 1:  # `face-not-visible` speaks of those
        return
    side = round(photo.face_px)
    shown = f"image {shot.image}: the face is {side} px on its shorter side, of {photo.width_px}×{photo.height_px} px"
    if side < least_px:
        said = f"{shown}; below {least_px} px the likeness drifts: use a larger or closer picture of the person"
        yield Finding.of_key(shot, "image", said)
    elif side < good_px:
        said = f"{shown}; {good_px} px or more keep it best where the clip comes close"
        yield replace(Finding.of_key(shot, "image", said), own_severity="note")
