"""`shot-not-described`: the reference video's camera moves, and the prompt names neither shot nor camera."""

import re
from collections.abc import Iterator

from promptkit.observers._looks import Take, take_of
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import Scene
from promptkit.shot import Shot
from promptkit.target import Target

TRAVEL, GROWTH, TURN_RAD = 0.19, 0.15, 0.2
"""From which the view has moved (frame heights), come closer or gone away (ln of scale), rolled (radians)."""
AGREEMENT = 0.6
"""Share of the picture that must follow the camera, lest a large subject be taken for it."""
SAID = lazy(
    r"\b(?:camera\w*|lens|fram(?:es?|ed|ing)|tripod|drone|gimbal|doll(?:y|ies)|steadicam|hand-?held|pov|point of view|"
    r"close-?ups?|macro|portraits?|zoom\w*|pann(?:ed|ing)|tilt(?:s|ed|ing)?|tracking|establishing|angles?|aerial|"
    r"(?:static|straight|directly) overhead|over[- ]the[- ]shoulder|(?:waist|chest|knees?)[- ]up|head[- ]to[- ]toe|"
    r"full[- ](?:body|length|figure)|(?:bird|worm)['’]?s[- ]eye|cams?|perspective|panorama\w*|top-?down|"
    r"(?:top|side|front(?:al)?|lateral|rear|back|inside|close|overhead|wide|turntable)[- ]view|"
    r"view (?:moves|pushes|pulls|drops|follows|turns|glides|sinks|rises|from)|"
    r"shots?\b(?! of (?:whisk|tequila|vodka|rum\b|gin\b|liquor|espresso)))\b",
    re.IGNORECASE,
)
"""Words that name a shot's size, its angle or its camera; too many rather than too few."""


@rule(code="AST011", family="assets", severity="note")
def shot_not_described(shot: Shot, scene: Scene, target: Target | None) -> Iterator[Finding]:
    """The reference video moves its camera, but the prompt names no shot size and no camera.

    Why:
        The motion comes from the video, the look of the picture from prompt and image. When the video pans or comes
        closer, the model must paint what the image never showed; a prompt that says how wide the shot is and what the
        camera does keeps it from guessing.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/panning.mp4
    Good:
        prompt: Medium shot, the camera follows her to the right. She keeps the red coat, studio floor.
        target: kling-3.0-motion-control
        orientation: video
        reference_video: tests/assets/panning.mp4
    Fix:
        None: how wide the shot is, only its author knows. Targets that take no prompt are left alone.
    References:
        Kling Motion Control 3.0 (2026-09-20): the prompt says how the character and the place look. Measured on
        70 shared clips: of those in which most of the picture follows the camera, pans, tilts, pulls and rolls
        have 0.19 frame heights or 0.22 of ln scale and more; still cameras at most 0.12 and 0.12, and a curtain of
        falling water, which looks like a camera, 0.18.
    """
    takes = target is not None and target.reference_video.accepted and target.prompt.accepted
    take = take_of(shot) if takes else None
    if take is None or scene.camera_moves or SAID.search(shot.prompt):
        return
    if moved := _moved(take):
        yield Finding.whole(
            shot.prompt,
            f"reference_video {shot.reference_video}: its camera {moved}, and the prompt names no shot; say its size "
            'and the camera\'s path ("medium shot, the camera follows her")',
        )


def _moved(take: Take) -> str:
    """What the camera does most of, in words; empty when it stands."""
    if take.agreement < AGREEMENT:
        return ""
    parts = {
        "travels": take.travel / TRAVEL,
        "comes closer or pulls away": take.growth / GROWTH,
        "rolls": take.turn_rad / TURN_RAD,
    }
    most = max(parts, key=lambda name: parts[name])
    return most if parts[most] >= 1 else ""
