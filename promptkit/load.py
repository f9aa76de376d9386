"""How much may move in one clip."""

import re
from collections.abc import Sequence

from promptkit.counted_with import moves_apart
from promptkit.patterns import lazy
from promptkit.phrasing import sentence_around
from promptkit.scene import MOST_LOAD, SURE, Element, Scene, Span
from promptkit.scene.read import read_scene
from promptkit.several import turns_of, within
from promptkit.shot import Shot
from promptkit.target import Target, target_of
from promptkit.told_again import each_once, is_only_heard

LONG_S = 10.0
"""From this clip length on, less is held."""
MOST_LOAD_LONG = 2
HELD = frozenset({"handheld", "rack_focus"})
"""How the camera is held and where it is sharp: it goes nowhere by that."""
_NOT_DONE = lazy(
    r"(?:^|[.;!?\n]|\*\*)[ \t]{0,4}[\[(*]{0,3}(?:lighting|lights?|mood|style|look|palette|grade|"
    r"audio|sounds?|sound\s+(?:design|effects?)|sfx|fx|music|soundtrack|"
    r"score|voice[- ]?over|vo|narration|ambien(?:ce|t)(?:\s+(?:sound|noise)s?)?|foley|dialogue)[\])*]{0,3}\s*:"
    r"[^.!?\n]*",
    re.IGNORECASE,
)
"""A line of what is heard, or of how it all looks: nothing in it is a thing that moves."""
_LEAVES = lazy(
    r"(?:\w+ly\s+)?(?:kick|hurl|launch|roll|chas|shoot|shot|fir|bowl|push|bounc|spray|releas|splash|bl[oe]w|serv|hit|smash|"
    r"fl(?:y|ies|ew)|spin|spun|knock|slid|send|sent|swing|swung|let|pass|catapult|lob|dribbl)",
    re.IGNORECASE,
)
"""Deeds after which a thing goes its own way; what is stirred, poured or let fall goes with who does it."""
_THROWS = lazy(r"(?:\w+ly\s+)?(?:thr[oe]w|toss|fling|flung|pitch)", re.IGNORECASE)
_FAR = lazy(
    r"[^.,;!?\n]{0,40}?\b(?:off|at|to|over|across|into|up|past|towards?|through|from|out|away|high|back|down)\b",
    re.IGNORECASE,
)
"""Behind what is thrown a way that it flies; "throws a tuna on the scale" is the deed of who throws."""
_ONE_WHO = lazy(r"\b(?:he|she|they|it|who)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_MAKES = lazy(r"(?:being\s+)?(?:assembl|buil[dt]|construct|made\b|put\s+together)", re.IGNORECASE)
"""What is made of the other things that are told."""
_PARTS = 2
_TRAILS = lazy(
    r",\s+(?!(?:an?|the|his|her|their|its|two|three|several|many|another|one)\b)(?:[\w-]+\s+){0,2}?$", re.IGNORECASE
)
"""Before what is told without an article behind a comma: ", leaves flying up", ", strings of cheese stretching"."""


def most_load(seconds: float | None, *, limit: int = MOST_LOAD, long_limit: int = MOST_LOAD_LONG) -> int:
    """How many moving things a clip of that length holds steady."""
    return long_limit if seconds is not None and seconds >= LONG_S else limit


MOST_LOOKED_AT = 100
"""Movers that are held against each other, the first ones: no clip holds more, and each look is at all of them."""


def movers_of(scene: Scene) -> list[Element]:
    """What takes its share of a clip, each once: all but what hangs on a mover, comes of its deed, or is only heard."""
    beside = [match.span() for match in _NOT_DONE.finditer(scene.prompt)]
    rests = bool(scene.camera_moves) and all(move.move in HELD for move in scene.camera_moves)
    moving = [
        element
        for element in scene.elements
        if element.role != "secondary"
        and not (element.role == "camera" and rests)
        and not any(start <= element.what.start < end for start, end in beside)
        and not is_only_heard(element)
        and not _only_hangs(element)
        and not _comes_of_a_deed(scene, element)
        and not _is_done_to(scene, element)
        and not _is_worked(scene, element)
        and not _is_made_of_others(scene, element)
    ]
    looked_at = moving[:MOST_LOOKED_AT]
    apart = [one for one in looked_at if moves_apart(scene, one, [other for other in looked_at if other is not one])]
    apart += moving[MOST_LOOKED_AT:]
    return each_once(scene.prompt, _made_at_once(scene, apart))


def counted(scene: Scene) -> str:
    """What `too-many-moving-elements` counts, and why that is not the load, to stand behind it; else empty."""
    movers = [element.what for element in movers_of(scene.surely())]
    left = [element for element in scene.elements if element.role != "secondary" and element.what not in movers]
    if not left or scene.static:
        return ""
    unsure = [element for element in left if element.sure < SURE]
    sure = [element for element in left if element.sure >= SURE]
    of_a_deed = (_comes_of_a_deed, _is_done_to, _is_worked)
    along = [each for each in sure if any(comes(scene, each) for comes in of_a_deed)]
    other = [element for element in sure if element not in along]
    why = [f"{_quoted(along)} come{'s' * (len(along) == 1)} of what is done"] if along else []
    why += [f"{_quoted(other)} {'is' if len(other) == 1 else 'are'} told twice, held or only heard"] if other else []
    why += [f"it is not sure that {_quoted(unsure)} move{'s' * (len(unsure) == 1)}"] if unsure else []
    return f"; too-many-moving-elements counts {len(movers)}, as {' and '.join(why)}"


def _quoted(elements: Sequence[Element]) -> str:
    return ", ".join(f'"{" ".join(element.what.text.split())}"' for element in elements)


def overload(before: Shot, after: Shot, *, limit: int = MOST_LOAD, long_limit: int = MOST_LOAD_LONG) -> str:
    """How a change of the prompt makes more move than the clip holds, in words; empty where it does not.

    Of a prompt that tells several shots, or timed turns, each is judged by itself.
    """
    target = target_of(before)
    old, new = _apart(before, target), _apart(after, target)
    if len(old) != len(new):
        old, new = (before,), (after,)
    for was, now in zip(old, new, strict=True):
        most = most_load(now.duration, limit=limit, long_limit=long_limit)
        load = len(movers_of(read_scene(now.prompt).surely()))
        if was.prompt != now.prompt and load > max(most, len(movers_of(read_scene(was.prompt).surely()))):
            return f"{load} things would move, and {most} is what the clip holds"
    return ""


def _apart(shot: Shot, target: Target | None) -> tuple[Shot, ...]:
    return tuple(within(shot, part) for part in turns_of(shot, target)) or (shot,)


def _only_hangs(element: Element) -> bool:
    """Whether neither a motion is told nor what moves it: "a haze of smoke", but not "wind in the trees"."""
    return element.role == "environment" and not element.all_motions and element.cause is None


def _comes_of_a_deed(scene: Scene, element: Element) -> bool:
    """Whether a loose thing only goes along with what is done before it in its sentence."""
    motion = element.motion
    if (
        element.role != "subject"
        or element.can_move_itself
        or motion is None
        or not motion.text.split()[0].endswith("ing")
    ):
        return False
    start, _ = sentence_around(scene.prompt, element.what.start)
    before = [
        other.motion.text
        for other in scene.elements
        if other is not element
        and other.role == "subject"
        and other.motion
        and start <= other.motion.start < motion.start
    ]
    done = bool(before) and not before[-1].split()[0].endswith("ing")  # not one more in a list: ", the dog running"
    return done and _TRAILS.search(scene.prompt, start, element.what.start) is not None


def _is_done_to(scene: Scene, element: Element) -> bool:
    """Whether a loose thing moves by what another mover does: a wheel that a hand turns, the water of a plunge."""
    cause = element.cause
    if element.role == "camera" or element.can_move_itself or cause is None:
        return False
    return any(
        motion not in element.all_motions
        for other in scene.elements
        if other is not element and other.role == "subject" and other.can_move_itself
        for motion in other.all_motions
        if cause.start < motion.end and motion.start < cause.end
    )


def _is_worked(scene: Scene, element: Element) -> bool:
    """Whether all that a thing does is told by what somebody before it does to it: "*shovels* coal"."""
    if element.role != "subject" or element.can_move_itself:
        return False
    motions = set(element.all_motions)
    if any(_is_sent_off(scene, element, motion) for motion in motions):
        return False
    doers = [
        other
        for other in scene.elements
        if other.role == "subject" and other.what.start < element.what.start
        if other.can_move_itself or motions < set(other.all_motions)  # "the end twirls away *trailing* smoke"
    ]
    done = {motion for other in doers for motion in other.all_motions}
    by_a_pronoun = all(
        motion.end <= element.what.start and _ONE_WHO.search(scene.prompt, 0, motion.start) for motion in motions
    )
    return bool(motions) and (done >= motions or (by_a_pronoun and any(other.can_move_itself for other in doers)))


def _is_sent_off(scene: Scene, element: Element, deed: Span) -> bool:
    """Whether a thing goes its own way after that deed."""
    if _THROWS.match(deed.text):
        return _FAR.match(scene.prompt, element.what.end) is not None
    return _LEAVES.match(deed.text) is not None


def _made_at_once(scene: Scene, elements: Sequence[Element]) -> list[Element]:
    """The elements, with the parts of what is put together as one: they come to one thing."""
    if not any(_is_made_of_others(scene, element) for element in scene.elements):
        return [*elements]
    parts = [element for element in elements if element.role == "subject" and not element.can_move_itself]
    return [element for element in elements if element not in parts[1:]]


def _is_made_of_others(scene: Scene, element: Element) -> bool:
    """Whether it is put together from things that move on their own: a burger from its bun, cheese and lettuce."""
    motions = element.all_motions
    if element.role != "subject" or element.can_move_itself or not motions:
        return False
    if not all(_MAKES.match(motion.text) for motion in motions):
        return False
    parts = [
        other
        for other in scene.elements
        if other is not element and other.role == "subject" and not other.can_move_itself
    ]
    return len(parts) >= _PARTS
