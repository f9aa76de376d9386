"""`angle-not-covered`: one photo, and a clip that shows another side."""

import re
from collections.abc import Iterator

from promptkit.assets import named_image
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import Scene
from promptkit.shot import Shot
from promptkit.target import Target

_SOMEHOW = r"(?:(?:all|fully|completely|slowly|quickly|right|once|sharply|gracefully)\s+)*"
TURNS = lazy(
    r"\b(?:(?:turn(?:s|ed|ing)?|spin(?:s|ning)?|twirl(?:s|ed|ing)?|swivel(?:s|l?ed|l?ing)?|rotat(?:es?|ed|ing))\s+"
    rf"{_SOMEHOW}"
    r"(?:a?round\b(?!\s+(?:the|an?|his|her|their|its|it|them|him|me|us|and\s+a?round)\b)|in\s+(?:a\s+)?(?:full\s+)?circles?|"
    r"on\s+(?:the\s+spot|(?:his|her|their|its)\s+heels?)|(?:through\s+)?(?:180|360)\b)|"
    r"turn(?:s|ed|ing)?\s+(?:his|her|their)\s+back\b|pirouett(?:es?|ing)|"
    r"(?:180|360)[- ]?(?:°|degrees?)[- ](?:turn|spin|rotation|view))",
    re.IGNORECASE,
)
"""A person seen from another side than at first. "Turns around the corner" and "spins the wheel" are other things."""
_OTHERWISE = lazy(r"\b(?:not|never|without|cannot|\w+n['’]t|camera|view|drone)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Before a turn: it is denied, or the camera's own, which does not go round anybody."""


@rule(code="AST010", family="assets", severity="note")
def angle_not_covered(shot: Shot, scene: Scene, target: Target | None) -> Iterator[Finding]:
    """The clip turns its subject round or orbits it, and one photo is all that shows it.

    Why:
        What the photo does not show (the back of the head, the other side of a car) the model makes up, and forgets
        again when the front comes back: the face that returns is another one.
    Bad:
        prompt: The camera orbits the dancer while she waits on the empty stage.
        target: kling-3.0
        image: https://example.com/front.png
    Good:
        prompt: The camera pushes in on the dancer while she waits on the empty stage.
        target: kling-3.0
        image: https://example.com/front.png
    Fix:
        None: pictures of other sides are the author's to take. Nothing is said where a last image or an element shows
        more, nor for targets that take the motion from a reference video.
    References:
        Kling elements (2026-09-20): a frontal image and one to three further ones make an element. Veo 3.1: up to three
        reference images.
    """
    if not shot.image or shot.last_image or shot.elements or (target and target.reference_video.required):
        return
    seen = f"but {named_image(shot.image)} shows one side only; add a last image or an element with other angles"
    for move in scene.camera_moves:
        if move.move == "orbit":
            yield Finding.at(move.span, f'"{move.span.text}": the camera goes round its subject, {seen}')
    for match in TURNS.finditer(shot.prompt):
        if _OTHERWISE.search(shot.prompt, 0, match.start()):
            continue
        yield Finding(f'"{match[0]}": another side comes into view, {seen}', *match.span())
