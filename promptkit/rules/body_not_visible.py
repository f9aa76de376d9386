"""`body-not-visible`: motion of a whole body for an image that ends at the shoulders."""

from collections.abc import Iterator

from promptkit.observers._looks import Photo, Take, photo_of, take_of
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

SHOULDERS = 1.5
"""Heights of the face below the chin that a picture of head and shoulders has at most. A body is about eight such
heights from chin to sole: the waist lies at 2.5, the knees at 5."""
KNEES = 5.0
FEWEST = 2
"""Frames with a face, half a second apart."""
STIRS = 0.05
"""Frame heights a second of the fastest twentieth of the picture, so that who stands at attention is left alone: the
woman of `face_consisid_fullbody`, whose arms move a little, has 0.057, the drawn dancer of the example 0.6."""


@rule(code="AST009", family="assets", severity="note")
def body_not_visible(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The reference video moves a whole body, but the image shows only head and shoulders.

    Why:
        Arms, hands, clothes and legs that the image does not show are made up, and made up anew in each frame. Framed
        like the image, the clip shows nothing of the dance; framed like the video, a stranger's body.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        image: tests/assets/portrait.jpg
        reference_video: tests/assets/dancer.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        image: https://example.com/head-to-toe.png
        reference_video: tests/assets/dancer.mp4
    Fix:
        None: use a picture framed like the video, or a video framed like the picture. Both are judged by how much of
        the picture lies below the face, in heights of the face; without a sure face nothing is said.
    References:
        No vendor names a figure; these are measured on the shared clips. Whole figures have 8.2 to 8.5 face heights
        below the chin, waist-up shots 3.1 to 3.9, talking heads 0.0 to 1.8.
    """
    if target is None or "motion-control" not in target.tasks:
        return
    photo, take = photo_of(shot), take_of(shot)
    if photo is None or take is None or not _ends_at_the_shoulders(photo) or not _moves_a_body(take):
        return
    yield Finding.of_key(
        shot,
        "image",
        f"image {shot.image} ends at the shoulders, while the person in reference_video {shot.reference_video} moves "
        "from head to foot; the body is made up: use a picture of the whole person",
    )


def _ends_at_the_shoulders(photo: Photo) -> bool:
    return photo.people == 1 and photo.room_below is not None and photo.room_below < SHOULDERS


def _moves_a_body(take: Take) -> bool:
    is_whole = take.room_below is not None and take.room_below >= KNEES and take.with_face >= FEWEST
    return is_whole and take.subject_speed >= STIRS
