"""Which of the subjects that are read to move a message may name."""

import re
from collections.abc import Sequence

from promptkit.patterns import lazy
from promptkit.scene import Element
from promptkit.scene.forms import is_plural
from promptkit.told_again import each_once, is_only_heard

_RESTS = lazy(
    r"(?:(?:is|are)\s+)?(?:read|watch|film|listen|star|look|gaz|wait|sleep|sit|rest|stand|record|observ|pos)"
    r"(?:e?s|ing)?\b.*",
    re.IGNORECASE,
)
"""What somebody does who hardly moves."""
_STANDS = lazy(r"(?:(?:is|are)\s+)?(?:stand|wait|sit|rest|sleep|pos)(?:e?s|ing)?\b.*", re.IGNORECASE)
"""What somebody does who moves not at all."""
_DRIES = lazy(
    r"(?:(?:is|are)\s+)?(?:dr(?:y|ies|ied|ying)|cool(?:s|ing)?|cur(?:es|ing)|ferment(?:s|ing)?|ripen(?:s|ing)?|hang(?:s|ing)?)\b.*",
    re.IGNORECASE,
)
_SENTENCE_ENDS = lazy(r"[.!?\n](?=\s|$)")
_OF_ONE = lazy(r"(?!\w+(?:ss|us)\b)\w+s\b", re.IGNORECASE)


def who_move(prompt: str, subjects: Sequence[Element]) -> list[Element]:
    """The subjects, each once, that the prompt plainly tells to move; none where the first is misread or all stand."""
    told = [each for each in each_once(prompt, subjects) if not is_only_heard(each)]
    if told and not _is_its_own(prompt, min(told, key=lambda each: each.what.start)):
        return []
    told = [each for each in told if _is_its_own(prompt, each) and not _is_done_to(each, told)]
    return _without(_RESTS, told) or _without(_STANDS, told)


def only_dries(element: Element) -> bool:
    """Whether a thing goes through what nobody sees move: "masks drying on a wall"."""
    motions = () if element.can_move_itself else element.all_motions
    return bool(motions) and all(_DRIES.fullmatch(motion.text) for motion in motions)


def _is_done_to(element: Element, told: Sequence[Element]) -> bool:
    """Whether it is what another's act is done to, and does nothing itself: the jab that a boxer throws."""
    motions = {motion for motion in element.all_motions if motion.end <= element.what.start}
    others = (each for each in told if each.what.end <= min((motion.start for motion in motions), default=0))
    return (
        bool(motions) and motions == {*element.all_motions} and any(motions <= {*each.all_motions} for each in others)
    )


def _without(idle: re.Pattern[str], told: Sequence[Element]) -> list[Element]:
    """Those who do anything else than what is `idle`, or of whom nothing is told."""

    def is_idle(element: Element) -> bool:
        motions = element.all_motions
        return bool(motions) and all(idle.fullmatch(motion.text) for motion in motions)

    return [each for each in told if not is_idle(each)]


def _is_its_own(prompt: str, element: Element) -> bool:
    """Whether the motion can be its own: not told a sentence before it, nor of one thing where it names several."""
    motion = element.motion
    if motion is None:
        return True
    if motion.end <= element.what.start:
        return _SENTENCE_ENDS.search(prompt, motion.end, element.what.start) is None
    beside = not prompt[element.what.end : motion.start].strip()
    is_several = is_plural(element.what.text.split()[-1].lower())
    return not (is_several and _OF_ONE.match(motion.text) and not beside)
