"""`compound-motion`: the camera moves while subjects move."""

import re
from collections.abc import Iterator
from dataclasses import replace

from promptkit.load import HELD
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.rules._camera_paths import CIRCLES, paths
from promptkit.rules._move_in_words import in_words
from promptkit.rules._who_moves import only_dries, who_move
from promptkit.scene import CameraMove, Scene
from promptkit.scene.wording import agreeing, listed
from promptkit.target import Target, find_target, target_names

MULTI_MOTION = "-omni"
"""Ending of the names of models that their vendor builds for several motions and references at once."""
_AFTER = lazy(
    r"(?:^|[.!?]\s+)(?:the\s+camera\s+then|(?:finally|afterwards|at\s+the\s+end),?\s+the\s+camera)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_AT_AN_END = lazy(r"\s+(?:only\s+)?at\s+the\s+(?:very\s+)?(?:end|start|beginning)\b", re.IGNORECASE)
"""Before and behind a move that has its own time."""
_FEW = 2
"""Movers of which one may say that it is one action."""
TURNS = frozenset({"orbit", "roll"})
"""Moves that show another side of a body, or another way up, in every frame."""


@rule(code="LOD003", family="load", severity="note", each_shot=True)
def compound_motion(scene: Scene, target: Target | None, *, capable: tuple[str, ...] = ()) -> Iterator[Finding]:
    """The camera moves while a subject moves.

    Why:
        Two motions are laid over each other in every pixel; the model has to tell them apart in each frame, and
        where it fails the background slides with the subject or the subject is dragged along with the camera.
        One plain move with one action (a push-in, a tracking shot) is what vendors themselves advise: that is a note,
        to think of when a clip comes out smeared. It is a warning where the camera circles or rolls, so that every
        frame shows another side of a body that itself changes, and where several moves follow each other.
    Bad:
        The camera orbits a dancer while she spins across the stage.
    Good:
        A dancer spins across the stage, her skirt flaring out as she turns.
    Fix:
        None: keep one plain move, or let the subject rest, or use the family's Omni model, which is exempt.
        Option `capable` names further targets that are. A camera held in the hand and a shift of focus do not count,
        nor does a plain move that has its own time ("then the camera tilts up", "a slight zoom at the end").

    References:
        Kling prompt guide: subject, its movement, scene, camera language. OpenAI, Sora 2 prompting guide: one clear
        camera move and one clear action of the subject a shot. PEBench 2026: keeping a camera constraint is the weakest
        criterion of nearly every rewriter (16.8 to 57.4 of 100). CogVideoX image-to-video prompt guide: no camera
        transitions.
    """
    if target and (target.name.endswith(MULTI_MOTION) or target.name in capable):
        return
    movers = [element for element in scene.elements if element.role == "subject" and not only_dries(element)]
    moves = [move for move in scene.camera_moves if move.move not in HELD]
    if not movers or not moves:
        return
    moving = [element.what for element in who_move(scene.prompt, movers)]
    doing = f"{listed(moving)} {agreeing(moving, 'moves', 'move')}" if moving else "the subject moves"
    omni = _omni_sibling(target)
    other = f", or use {omni}, which is built for several motions" if omni else ""
    hard = _hard(scene, moves)
    if hard:
        place, why = hard
        yield replace(
            Finding.at(place.span, f"{why} while {doing}; keep one of the two{other}"), own_severity="warning"
        )
    elif not _is_in_turn(scene.prompt, moves):
        held = ": one action with one move can be held" if len({what.text for what in moving}) <= _FEW else ""
        message = f"the camera moves ({in_words(scene.prompt, moves[:1])}) while {doing}{held}"
        yield Finding.at(moves[0].span, f"{message}; should the clip smear, keep one of the two{other}")


def _is_in_turn(prompt: str, moves: list[CameraMove]) -> bool:
    """Whether each move is told to come before or after what happens, and not with it."""
    return all(
        _AFTER.search(prompt, 0, move.span.start) is not None or _AT_AN_END.match(prompt, move.span.end) is not None
        for move in moves
    )


def _hard(scene: Scene, moves: list[CameraMove]) -> tuple[CameraMove, str] | None:
    """The move that makes it more than plain coverage, and what it does."""
    for move in moves:
        if move.move in TURNS or CIRCLES.search(move.span.text):
            return (
                move,
                f"the camera {'rolls' if move.move == 'roll' else 'circles'} ({in_words(scene.prompt, [move])})",
            )
    for begun in paths(scene):
        if len(begun) > 1:
            return begun[1], f"the camera makes {len(begun)} moves ({in_words(scene.prompt, begun)})"
    return None


def _omni_sibling(target: Target | None) -> str | None:
    """The newest Omni-class model of the same vendor, if promptkit knows one."""
    if target is None:
        return None
    known = (name for name in target_names() if name.endswith(MULTI_MOTION))
    siblings = [
        name for name in known if (other := find_target(name)).vendor == target.vendor and other.status == "current"
    ]
    return max(siblings, default=None)
