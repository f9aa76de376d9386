"""`reference-several-people`: more than one person in a reference video of which one is wanted."""

from collections.abc import Iterator

from promptkit.observers._looks import take_of
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

FEWEST = 2
"""Frames, half a second apart: one may be a mirror passed by, or a mistake of the detector."""


@rule(code="AST005", family="assets", severity="note")
def reference_several_people(shot: Shot, target: Target | None, *, share: float = 0.25) -> Iterator[Finding]:
    """The reference video shows several people, where the target takes the motion of one.

    Why:
        The motion of one person is carried over. With two in the picture the model picks one, may change over when they
        cross, or mixes their limbs.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/two-dancers.mp4
    Good:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: https://example.com/dance.mp4
    Fix:
        None: videos are not changed. People are counted by their faces, twice a second: who turns away is not seen,
        small faces in the background do not count. Option `share`: of the frames with a face, how many must show two.
    References:
        Kling Motion Control 3.0 and 2.6 (2026-09-20): one person is best. Wan Animate (2026-08-22): one person. Runway
        SDK 5.13.0, act_two: one performer. Measured on 70 shared clips: the four with two comparable faces have them in
        0.33 to 1.00 of the frames with a face, all others in none.
    """
    take = take_of(shot) if target and target.reference_video.one_person else None
    if target is None or take is None or take.with_several < max(FEWEST, share * take.with_face):
        return
    yield Finding.of_key(
        shot,
        "reference_video",
        f"reference_video {shot.reference_video}: {take.with_several} of {take.samples} frames show several people, "
        f"{target.name} takes the motion of one; film or crop to one person",
    )
