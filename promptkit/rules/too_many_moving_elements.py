"""`too-many-moving-elements`: more things move than one clip holds steady."""

import re
from collections.abc import Iterator, Sequence

from promptkit.load import HELD, LONG_S, MOST_LOAD_LONG, most_load, movers_of
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import MOST_LOAD, Element, Scene
from promptkit.scene.wording import listed
from promptkit.shot import Shot

NAMED = 3
"""Most that is named of what to leave out."""
_BYSTANDERS = lazy(
    r"(?:crowds?|passers-?by|onlookers?|bystanders?|pedestrians?|spectators?|audience|shoppers|commuters|tourists|extras)\b"
    r"|[^.!?;\n]{0,60}?\b(?:in\s+the\s+(?:background|distance)|far\s+off|behind\s+(?:him|her|them|it))\b",
    re.IGNORECASE,
)
_IS_THE_END = lazy(
    r"\b(?:end(?:s|ing)?\s+(?:on|with|in|up)|until|finally|at\s+last|at\s+the\s+end|in\s+the\s+end|last)\b",
    re.IGNORECASE,
)
"""Before what the shot ends with."""
_ONE = lazy(r"ones?|other|others", re.IGNORECASE)
_WHICH = lazy(r"\b(?:(?:an?|the|another|this|that)\s+)?[\w-]+\s+$", re.IGNORECASE)
"""Before "one": "a third", "the", "another"."""
_COUNT = {1: "one", 2: "two"}


@rule(code="LOD004", family="load", severity="warning", each_shot=True, each_turn=True)
def too_many_moving_elements(
    shot: Shot, scene: Scene, *, limit: int = MOST_LOAD, long_limit: int = MOST_LOAD_LONG
) -> Iterator[Finding]:
    """More things are asked to move than a model keeps consistent in one clip.

    Why:
        Every mover (subject, surroundings, camera) takes its share of what the model can hold together; past
        three, and past two in a clip of 10 s, faces morph and backgrounds swim. What hangs on a mover (hair,
        cloth, shadow) or comes of its deed ("tosses a salad, leaves flying up") is not counted. A vague plural counts
        once.
    Bad:
        Character walking, wind in the trees, water flowing, camera panning, crowd in the background
    Good:
        A character walks along the water, the trees behind bending as the wind leans on them.
    Fix:
        None: which mover carries the shot is the author's choice. Surroundings and bystanders are named to be dropped
        first; never what the prompt begins with, what moves another, or what the shot ends with. Where all that moves
        is of the same standing, the message says only how many are too many. Who or what is told under two names
        ("the coach is a small woman", "a blizzard, snow whirling") counts once, with what is worn, worked or let fall,
        and a radio that only plays does not move.
        Options `limit` (3) and `long_limit` (2, for clips of 10 s and more).

    References:
        HunyuanVideo-1.5 text-to-video rewriter: a vague plural becomes at most three entities, the subject's
        motion must be doable in 5 s. PEBench 2026: three and more events cost 3.7 points of fidelity and 3.9 of
        consistency against one. video-prompt-preflight 2026: at most five events in 10 s.
    """
    is_long = shot.duration is not None and shot.duration >= LONG_S
    most = most_load(shot.duration, limit=limit, long_limit=long_limit)
    movers = movers_of(scene)
    load = len(movers)
    if load <= most:
        return
    movements = ", ".join(f'"{_words(element, scene)}" ({_role(element, scene.prompt)})' for element in movers)
    advice = _advice(scene.prompt, movers, most)
    clip = f"a clip of {shot.duration:g} s" if is_long and shot.duration else "one clip"
    message = f"{load} things move, {most} is what {clip} holds: {movements}; {advice}"
    start, end = min(element.what.start for element in movers), max(element.what.end for element in movers)
    yield Finding(message, start, end)


def _advice(prompt: str, movers: Sequence[Element], most: int) -> str:
    """What to leave out first, where that is plain; else how many."""
    too_many = len(movers) - most
    secondary = sorted(_secondary(prompt, movers), key=lambda element: (element.role != "subject", -element.what.start))
    named = listed([element.what for element in secondary[: min(too_many, NAMED)]])
    if not secondary:
        return f"leave out {_COUNT[too_many]} of them" if too_many in _COUNT else f"keep {most} of them"
    if len(secondary) < too_many:
        return f"leave out {named} first, and keep {most} in all"
    return f"leave out {named} first"


def _secondary(prompt: str, movers: Sequence[Element]) -> list[Element]:
    """Surroundings and bystanders: not what is told first, what moves another, or what the shot ends with."""
    first = min(movers, key=lambda element: _first_named(element, prompt))
    if all(element.role != "subject" for element in movers):
        return []
    causes = [(element, element.cause) for element in movers if element.cause]

    def moves_another(element: Element) -> bool:
        """Whether it is what makes another move."""
        words = (element.what, *element.all_motions)
        return any(
            other is not element and cause.start < each.end and each.start < cause.end
            for other, cause in causes
            for each in words
        )

    return [
        element
        for element in movers
        if element is not first
        and (element.role == "environment" or _BYSTANDERS.match(prompt, element.what.start))
        and element.role != "camera"
        and not moves_another(element)
        and not _IS_THE_END.search(re.split(r"[.!?\n]", prompt[: element.what.start])[-1])
    ]


def _first_named(element: Element, prompt: str) -> int:
    """Where it begins; of who has a name, where that stands first."""
    if not element.what.text[:1].isupper():
        return element.what.start
    first = re.search(rf"\b{re.escape(element.what.text)}\b", prompt)
    return first.start() if first else element.what.start


def _role(element: Element, prompt: str) -> str:
    """Its role; who has a name and was told before is no surroundings."""
    named = element.what.text[:1].isupper() and _first_named(element, prompt) < element.what.start
    return "subject" if named and element.role == "environment" else element.role


def _words(element: Element, scene: Scene) -> str:
    """By which words it is told: of the camera, where it goes."""
    moves = (move.span.text for move in scene.camera_moves if move.move not in HELD)
    if element.role == "camera":
        return next(moves, element.what.text)
    which = _WHICH.search(scene.prompt, 0, element.what.start) if _ONE.fullmatch(element.what.text) else None
    return f"{which[0]}{element.what.text}" if which else element.what.text
