"""The last resort: daylight that the prompt names dims and comes back as a cloud crosses the sun.

It is offered where nothing of the picture itself can be moved, and nowhere else: light that changes is no event.
"""

import re
from dataclasses import replace
from functools import cache

from promptkit.lexicon import daylight, find_phrase, words
from promptkit.patterns import lazy
from promptkit.phrasing._against import against_place
from promptkit.phrasing._denied import denials
from promptkit.phrasing._idea import by_prompt, said
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._place import content_end, sentence_around
from promptkit.phrasing._told_air import told_air
from promptkit.scene import Scene
from promptkit.tidy import is_quoted

_KINDS = "(?:light|sun|sunlight|sunshine|rays|sunrays)"
_IN_LIGHT = lazy(
    r"(?i)(?:^|[,.;:]\s*|\bin\s+(?:the\s+)?)(?:(?!with\b)[\w-]+\s+){0,3}?"
    r"(?:morning|afternoon|noon|midday|natural|window|day|sun)(?:\s+|(?=l))(?:sun)?light$"
)
"""What the change may go on about without naming it again."""
_TELLS_MORE = lazy(r"(?i)\b(?:an?|the|in|on|of|with|through|over|from)\b")
"""What is in a sentence that says more than how the picture looks: not "Realistic, Natural lighting, Casual"."""
_NO_NAME = (
    r"\s*(?:$|[,.;:!?\n)])|\s+(?:in|on|at|from|through|over|across|with|by|under|behind|into|and|or|as|to|of|that|which|"
    r"where|outside|only|look|feel|is|are|falls?|comes?|streams?|pours?|filters?|casts?|makes?|\w+ing)\b"
)
"""What follows daylight that is no first half of another name: not "Sunlight dish soap"."""
_LIES_ON = lazy(
    rf"(?i)\bin\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}{_KINDS}\b|{_KINDS}\s+(?:\w+ing\s+)?(?:on|across|over|through|into|onto|along|in)\s"
)
"""What the light lies on: "a stone wall in morning sun", "afternoon sun on the tables"."""
_GREY = ("black and white", "black-and-white", "monochrome", "noir", "film noir", "greyscale", "grayscale")
_NAMES_LIGHT = re.compile(r"the (?:day)?light(?= )")


def light_changes(scene: Scene, picture: Picture) -> list[tuple[int, tuple[str, ...]]]:
    """Where, and how, the daylight may be told to change; nothing where it is not named, or something is against it."""
    prompt = scene.prompt
    told = _named(prompt)
    if told is None or picture.everybody or told_air(prompt) or is_unsuited(prompt) or not _is_seen(prompt):
        return []
    at = _behind(scene, picture, told)
    texts = by_prompt(prompt, _texts(picture))
    of_light = replace(picture, beings=(), things=(), place_at=told)
    if against_place(scene, of_light, at) or any(said(prompt, text) for text in texts):
        return []
    going_on = _IN_LIGHT.search(prompt[:at]) is not None
    return [(at, (_NAMES_LIGHT.sub("", text, 1) if going_on else text,)) for text in texts]


def _is_seen(prompt: str) -> bool:
    """Whether the light falls on something, so that its change is seen as one."""
    words_of_it = (*daylight().falls, *daylight().leaves)
    return find_phrase(prompt, words_of_it) is not None or _LIES_ON.search(prompt) is not None


@cache
def _names() -> re.Pattern[str]:
    hours = "|".join(map(re.escape, sorted(daylight().hours, key=len, reverse=True)))
    suns = "|".join(daylight().suns)
    named = "|".join(map(re.escape, sorted(daylight().named, key=len, reverse=True)))
    adjectives = "|".join(map(re.escape, daylight().adjectives))
    nouns = rf"(?:{hours})(?:\s+\w+)?\s+{_KINDS}|(?:{suns})\s+(?:sun|sunlight|sunshine)|{named}"
    return re.compile(rf"(?<![\w-])(?:(?:{nouns})(?={_NO_NAME})|(?:{adjectives})(?![\w-]))", re.IGNORECASE)


def _named(prompt: str) -> int | None:
    """Where daylight is named, and neither denied nor quoted; None where it is not."""
    denied = denials(prompt)
    for found in _names().finditer(prompt):
        at = found.start()
        if not (is_quoted(prompt, at, at) or any(start <= at < end for start, end in denied)):
            return at
    return None


def is_unsuited(prompt: str) -> bool:
    """Whether there is no daylight, no cloud, the picture is flat or lifeless, or its light is asked to be even."""
    listed = (*daylight().against, *words("clear_sky"), *words("lifeless"), *words("no_longer_alive"))
    return find_phrase(prompt, listed) is not None


def _behind(scene: Scene, picture: Picture, told: int) -> int:
    """The end of the sentence that names the light; of the first one where that only says how the picture looks."""
    start, end = sentence_around(scene.prompt, told)
    if start and not _TELLS_MORE.search(scene.prompt, start, end):
        return content_end(scene, picture.focus, before_comments=True)
    return content_end(scene, told)


def _texts(picture: Picture) -> tuple[str, ...]:
    """The wordings that fit: from outside where there is a window, as it falls in the open, or as neither tells."""
    if find_phrase(picture.prompt, daylight().leaves):
        return daylight().dappled
    if find_phrase(picture.prompt, _GREY):
        return daylight().grey
    if picture.is_within or find_phrase(picture.prompt, daylight().windows):
        return daylight().room
    in_the_open = picture.place is not None and not picture.mixed
    return daylight().open if in_the_open else daylight().anywhere
