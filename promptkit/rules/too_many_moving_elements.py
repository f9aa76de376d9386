"""`too-many-moving-elements`: more things move than one clip holds steady."""

import re
from collections.abc import Iterator, Sequence

from promptkit.load import LONG_S, MOST_LOAD_LONG, most_load, movers_of
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import MOST_LOAD, Element, Role, Scene
from promptkit.scene.wording import listed
from promptkit.shot import Shot

DROP_FIRST: tuple[Role, ...] = ("environment", "camera", "subject")
"""What to give up, first to last: the surroundings carry the least of the shot; of equals, what is told last."""
NAMED = 3
"""Most that is named of what to leave out."""
_BYSTANDERS = lazy(
    r"(?:crowds?|passers-?by|onlookers?|bystanders?|pedestrians?|spectators?|audience|shoppers|commuters|tourists|extras)\b"
    r"|[^.!?;\n]{0,60}?\b(?:in\s+the\s+(?:background|distance)|far\s+off|behind\s+(?:him|her|them|it))\b",
    re.IGNORECASE,
)


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
        None: which mover carries the shot is the author's choice. Drop surroundings and bystanders first, then the
        camera, then what is told last; never whom the prompt begins with, nor what moves another.
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
    movements = ", ".join(f'"{element.what.text}" ({element.role})' for element in movers)
    advice = _advice(scene.prompt, movers, load - most)
    clip = f"a clip of {shot.duration:g} s" if is_long and shot.duration else "one clip"
    message = f"{load} things move, {most} is what {clip} holds: {movements}; {advice}"
    start, end = min(element.what.start for element in movers), max(element.what.end for element in movers)
    yield Finding(message, start, end)


def _advice(prompt: str, movers: Sequence[Element], too_many: int) -> str:
    """What to leave out first."""
    lead = next((element for element in movers if element.role == "subject"), None)
    causes = [element.cause for element in movers if element.cause]

    def carries(element: Element) -> bool:
        """Whether it is whom the prompt begins with, or what moves another."""
        leads = lead and (element is lead or (element.role == "subject" and element.motion == lead.motion))
        words = (element.what, *element.all_motions)
        return bool(leads) or any(
            cause is not element.cause and any(cause.start < each.end and each.start < cause.end for each in words)
            for cause in causes
        )

    def rank(element: Element) -> tuple[int, int]:
        about = prompt[element.what.start :]
        is_bystander = element.role == "subject" and _BYSTANDERS.match(about)
        return (0 if is_bystander else DROP_FIRST.index(element.role)), -element.what.start

    droppable = sorted((element for element in movers if not carries(element)), key=rank)[:too_many]
    if not droppable:
        return "keep fewer"
    if len(droppable) > NAMED:
        return f"leave out {', '.join(_quoted(element) for element in droppable[:NAMED])} and others first"
    return f"leave out {listed([element.what for element in droppable])} first"


def _quoted(element: Element) -> str:
    return f'"{element.what.text}"'
