"""Where in a prompt an addition goes."""

import re
from bisect import bisect_right
from functools import lru_cache

from promptkit.lexicon import (
    Being,
    Material,
    actions,
    beings,
    find_entries,
    find_phrase,
    materials,
    postures,
    verb_in,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._adjectives import joins_adjectives
from promptkit.scene import Element, Scene
from promptkit.tidy import quotations

_SENTENCE_END = lazy(
    r"(?=[.!?…])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…]+[\"”’')\]]*(?=\s|$)|\n|;(?=\s+shot \d)"
)
_CLAUSE_END = lazy(
    r"[,;:.!?…\n]|\s[–—-]\s|"
    r"\s(?:while|as|but|(?P<and>and|or)|(?<!now and )then|until|before|after(?!\s+another)|when|where|who|which|that)\b"
)
_NEXT = 25
"""Characters behind "and" within which another motion must begin: "and climbs back", not "open and shut"."""
_BRACKETED = lazy(r"\([^()]*\)|\[[^\[\]]*\]")
_CLOSERS = " \t\r\n.,;:!?…"
_JOINT = lazy(r"\s(?:and|while|as|or|past|over|onto)\b")
"""What leads over to the next thing that moves."""
_MAX_TAIL_WORDS = 8
"""Longer stretches between commas say more than a style."""
_SHOWS = lazy(
    r"\s*(?:show|seen|shown|captur|shot|film|fac|creat|giv|featur|depict)\w*\b(?=\s+(?:the|an?|both|its|by|in|from)\b)",
    re.IGNORECASE,
)
"""A stretch that says something of what stands before it, and must stay there."""


_SAYS = lazy(r"\s*(?:and\s+)?(?:\w+ly\s+)?(?:is|are|was|were|has|have|sits?|stands?|lies|rests?)\b", re.IGNORECASE)
"""A stretch that tells on what stands before it, with its verb."""
_COMMENTS = lazy(
    r"\s*(?:(?:and|all|while|thus|further)\s+)?(?:\w+ly\s+)?(?:add|creat|enhanc|evok|emphasi[sz]|lend|suggest|inspir|"
    r"complet|convey|captur|highlight|showcas|mak|giv|invit|hint|exud|provid|offer|bring|contribut|reflect|impart|embody|"
    r"symboli[sz]|set|foster|heighten|amplify|complement|underscor|accentuat|reinforc)\w*ing\b",
    re.IGNORECASE,
)
"""A stretch that says what all before it makes of the picture, and may as well say it of what is added."""


def sentence_around(prompt: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence that holds `offset`, its closing mark included."""
    ends = _sentence_ends(prompt)
    at = bisect_right(ends, offset)
    return ends[at - 1] if at else 0, ends[at] if at < len(ends) else len(prompt)


@lru_cache(maxsize=32)  # asked of one prompt again and again
def _sentence_ends(prompt: str) -> tuple[int, ...]:
    return tuple(mark.end() for mark in _SENTENCE_END.finditer(prompt))


def content_end(scene: Scene, focus: int, *, before_comments: bool = False) -> int:
    """Where the content of the sentence around `focus` ends: before its closing mark, flags and style tags.

    With `before_comments` also before ", adding depth to the scene", which would stand between a thing and its motion.
    """
    prompt = scene.prompt
    start, end = sentence_around(prompt, focus)
    flags = re.search(r"\s--?[a-z]+\b", prompt[focus:end])
    if flags:
        end = focus + flags.start()
    end = _before_marks(prompt, start, end)
    while (comma := _last_comma(prompt, start, end)) is not None and comma > focus:
        comments = before_comments and _COMMENTS.match(prompt, comma + 1, end) is not None
        if not (comments or _is_tag(scene, comma + 1, end)):
            break
        end = _before_marks(prompt, start, comma)
    return end


def clause_end(scene: Scene, element: Element) -> int:
    """Where the clause that holds the motion of `element` ends."""
    prompt = scene.prompt
    motion = element.motion or element.what
    following = [other.what.start for other in scene.elements if other != element and other.what.start > motion.end]
    bound = min(following, default=len(prompt))
    ends = (mark for mark in _CLAUSE_END.finditer(prompt, motion.end) if _ends(scene, mark))
    mark = next(ends, None)
    end = mark.start() if mark else len(prompt)
    if bound < end:
        joints = [joint.start() for joint in _JOINT.finditer(prompt, motion.end, bound)]
        end = max(joints, default=motion.end)
    return _before_marks(prompt, motion.end, end)


def _ends(scene: Scene, mark: re.Match[str]) -> bool:
    """Whether a clause ends there: behind "and" another motion must begin."""
    if not mark["and"]:
        return mark[0] != "," or not joins_adjectives(scene.prompt, mark.start())
    movers = (element.what.start for element in scene.elements)
    return motion_begins(scene, mark.start()) or any(0 < start - mark.start() < _NEXT for start in movers)


def past_adjectives(prompt: str, at: int) -> int:
    """The same place, or where the noun phrase ends whose adjectives stand on either side of it."""
    while (mark := _CLAUSE_END.search(prompt, at)) and mark[0] == "," and joins_adjectives(prompt, mark.start()):
        if mark.start() > at and prompt[at : mark.start()].strip():
            return at
        ends = _CLAUSE_END.search(prompt, mark.end())
        at = _before_marks(prompt, at, ends.start() if ends else len(prompt))
    return at


def motion_begins(scene: Scene, at: int) -> bool:
    """Whether a motion begins close behind a place in the prompt."""
    motions = (motion for element in scene.elements for motion in element.all_motions)
    return any(0 < motion.start - at < _NEXT for motion in motions)


def _before_marks(prompt: str, start: int, end: int) -> int:
    while end > start and prompt[end - 1] in _CLOSERS:
        end -= 1
    return end


def _last_comma(prompt: str, start: int, end: int) -> int | None:
    """The last comma outside quotation marks and brackets, and not between adjectives."""
    closed = [(match.start(), match.end()) for match in _BRACKETED.finditer(prompt)] + list(quotations(prompt))
    for index in range(end - 1, start - 1, -1):
        if prompt[index] != "," or any(opens <= index < closes for opens, closes in closed):
            continue
        if not joins_adjectives(prompt, index):
            return index
    return None


def _is_tag(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch between commas speaks of the picture: style, light, lens, camera."""
    stretch = scene.prompt[start:end]
    if re.match(r"\s*with\s", stretch):  # "a dog, ..., with a dark background" says more of the dog
        return False
    if any(start <= move.span.start < end for move in scene.camera_moves):
        finite = re.match(r"\s*\w+[^\Ws]s\b", stretch)  # "the camera begins at the wheel, rises over the roof"
        return not finite and not any(move.span.end <= start for move in scene.camera_moves)
    if len(stretch.split()) > _MAX_TAIL_WORDS or _SHOWS.match(stretch) or _SAYS.match(stretch):
        return False
    known: tuple[Being | Material, ...] = (*beings(), *materials())
    about_picture = words("style") | words("camera")
    content = stretch
    while (span := find_phrase(content, about_picture)) is not None:
        content = content[: span[0]] + content[span[1] :]
    if content == stretch:
        return False
    return not find_entries(content, known) and verb_in(content, (*postures(), *actions())) is None
