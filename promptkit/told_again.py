"""Who is told twice under two names, and what is heard and not seen to move."""

import re
from collections.abc import Sequence

from promptkit.patterns import lazy
from promptkit.scene import Element
from promptkit.scene.forms import is_plural
from promptkit.scene.lexicon import table
from promptkit.scene.nouns import LIVING, kind_of_word

_NUMBER = r"(?:two|three|four|five|six|seven|several|some|a\s+(?:few|group\s+of|pair\s+of|couple\s+of)|\d+)"
_ANOTHER = lazy(
    rf"\b(?:another|other|second|third|fourth|fifth|last|next|one|{_NUMBER}|different)\s+(?:[\w-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_FIRST_OF = lazy(r"\b(?:first|one)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_COUNTED = lazy(rf"\b{_NUMBER}\s+(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)
_IS_A = lazy(
    r"(?P<who>[\w-]+)\s+(?:is|was)\s+(?:just\s+|only\s+)?(?:an?|the|our)\s+(?:[\w-]+\s+){0,4}?$", re.IGNORECASE
)
_APPOSED = lazy(r",\s+an?\s+(?:[\w-]+\s+){0,4}", re.IGNORECASE)
_CROWD = lazy(r"(?:.*\s)?(?:crew|team|group|troupe|squad|gang|crowd|company|platoon|patrol)", re.IGNORECASE)
_ITS_MEMBERS = lazy(
    r"[.!?;]\s+(?:the\s+(?=(?:players|dancers|soldiers|musicians|acrobats)\b)|"
    r"(?:the\s+)?(?=(?:men|women|people|members|workers|they)\b))",
    re.IGNORECASE,
)
"""Before who makes up a crowd, at the head of a later sentence, with nothing that says that it is others."""
_DEFINITE = lazy(r"\b(?:the|our|my|his|her|their)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_THEN_DOES = lazy(r"[^,.;!?\n]{0,60},\s+(?:\w+ly\s+)?(?!(?:his|her|its|as|this)\b)[a-z]+s\b(?!\s+and\b)")
"""Behind "the keeper, a girl": the rest of the name in passing, and a verb."""
_SOURCES = lazy(
    r"(?:.*\s)?(?:radios?|stereos?|speakers?|jukebox|music|songs?|melod(?:y|ies)|tunes?|sounds?|voices?|narrat(?:ors?|ion)|"
    r"soundtrack|orchestra|choir|band|organ|sirens?|alarms?|horns?|thunder|bells?|beats?|bass|drums?|cicadas|crickets|"
    r"laughter|applause|engine|tv|television)",
    re.IGNORECASE,
)
_SOUNDS = lazy(
    r"(?:is|are|was|were|keeps?|starts?|gets?)?\s*(?:play|blast|tun|hum|honk|blar|ring|swell|crackl|beep|buzz|howl|wail|sound|"
    r"chirp|sing|roar|rumbl|boom|thump|thunder|echo|whisper|murmur|toll|chim|mutter|nearer|louder|softer|quieter)\w*\b.*",
    re.IGNORECASE,
)
_HONKS = lazy(r"(?:honk|hoot|beep)\w*", re.IGNORECASE)
"""Where many do it, it is heard and not seen."""
_REACH = 40
"""Characters in which what stands before a name is looked for."""


def each_once(prompt: str, elements: Sequence[Element]) -> list[Element]:
    """The elements without those that are another one under a second name, where the grammar shows it."""
    kept: list[Element] = []
    for element in elements:
        if element.role == "camera" or not any(_is_same(prompt, other, element) for other in kept):
            kept.append(element)
    return [element for element in kept if not _is_told_singly(prompt, element, kept)]


def is_only_heard(element: Element) -> bool:
    """Whether it is a source of sound that does nothing but sound: "a radio plays", "an orchestra tuning up"."""
    motions = element.all_motions
    name = element.what.text.split()[-1].lower()
    many = is_plural(name) or name in {"people", "traffic"}
    if many and motions and all(_HONKS.fullmatch(motion.text) for motion in motions):
        return True
    return bool(motions and _SOURCES.fullmatch(element.what.text) and all(_SOUNDS.fullmatch(m.text) for m in motions))


def _is_same(prompt: str, first: Element, second: Element) -> bool:
    """Whether the second is told as the first: by the same name, as what it is, or by another name in passing."""
    if first.role == "camera" or second.what.start < first.what.end:
        return False
    between = prompt[first.what.end : second.what.start]
    before = prompt[max(0, second.what.start - _REACH) : second.what.start]
    if first.what.text.casefold() == second.what.text.casefold():
        return not _ANOTHER.search(before)
    if _is_one_thing(first, second):
        return True
    begins = _ITS_MEMBERS.search(prompt, first.what.end, second.what.end)
    if begins and begins.end() == second.what.start and _CROWD.fullmatch(first.what.text):
        return True
    told = _IS_A.search(before)
    if told and told["who"].casefold() == first.what.text.split()[-1].casefold():
        return True
    known = _DEFINITE.search(prompt, max(0, first.what.start - _REACH), first.what.start)
    return bool(known and _APPOSED.fullmatch(between) and _THEN_DOES.match(prompt, second.what.end))


def _is_one_thing(first: Element, second: Element) -> bool:
    """Whether both words are for one thing ("blizzard" and "snow"), or one is for the kind of the other."""
    one, other = (element.what.text.lower().split()[-1] for element in (first, second))
    if kind_of_word(one) in LIVING or kind_of_word(other) in LIVING:
        return False
    if any({one, other} <= {*line.split()} for line in table("rule_words")["one_thing"].values()):
        return True
    return any(
        (one in kind.split() and other in things.split()) or (other in kind.split() and one in things.split())
        for kind, things in table("rule_words")["one_of_a_kind"].items()
    )


def _is_told_singly(prompt: str, group: Element, elements: Sequence[Element]) -> bool:
    """Whether a counted group is told one by one later: "three collectors ... the first guy, the second guy"."""
    if group.role != "subject" or not is_plural(group.what.text.split()[-1].lower()):
        return False
    if not _COUNTED.search(prompt, max(0, group.what.start - _REACH), group.what.start):
        return False
    later = [other for other in elements if other.role == "subject" and other.what.start > group.what.end]
    singly = [other for other in later if _is_one_of(prompt, other)]
    return len(singly) > 1


def _is_one_of(prompt: str, element: Element) -> bool:
    *own, noun = element.what.text.split()
    before = " ".join([prompt[max(0, element.what.start - _REACH) : element.what.start], *own, ""])
    return bool(_FIRST_OF.search(before) or _ANOTHER.search(before)) and not is_plural(noun.lower())
