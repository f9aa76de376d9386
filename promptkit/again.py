"""How a part of a split shot calls what another part named: "the same old man", "the loaf".

A model sees one part at a time, so that a pronoun must not point out of it. What a pronoun points to is named where
only one thing fits; where several do, it is left to the author.
"""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, find_entries, singular
from promptkit.patterns import lazy
from promptkit.scene import Element, Scene, Span
from promptkit.scene.read import read_scene
from promptkit.tidy import is_quoted

ARTICLE = lazy(
    r"^(?:an?|the|one|some|another|his|her|its|their|my|our|your|this|that|these|those|each|every)\s+", re.IGNORECASE
)
SUBJECT = lazy(r"(?:he|she|they|it)\b", re.IGNORECASE)
PLURAL = ("they", "them", "their")
_BEHIND = "and|as|with|in|on|at|to|from|into|by|while|over|for|out|off|up|down|away|back|again"
_ENDS = rf"(?=\s*(?:[.,;:!?)]|$)|\s+(?:{_BEHIND})\b)"
"""Behind an object; behind the "her" of an owner stands a noun."""
_POINTS = lazy(
    rf"\b(?:(?P<object>him|them|her{_ENDS})|(?P<either>it)|(?P<subject>he|she|they)|(?P<owner>his|her|its|their))\b",
    re.IGNORECASE,
)
_OF_THE_WEATHER = lazy(
    r"it(?:['’]s|\s+is|\s+was|\s+gets|\s+grows)?\s+(?:rain|snow|hail|storm|dark|night|day|morning|evening|late|early|cold)\w*\b",
    re.IGNORECASE,
)
_FINITE = lazy(r"\s+(?:\w+ly\s+)?(?:is|was|has|\w+s|\w+ed)\b")
"""What follows "it" where it is the subject."""
_HE, _SHE = ("his", "their"), ("her", "their")
_SEXES = {"he": _HE, "him": _HE, "his": _HE, "she": _SHE, "her": _SHE}
"""Pronouns of the lexicon's beings that a pronoun of the text may mean."""
_NO_NAME = lazy(
    r"(?:The|An?|Then|In|On|At|And|As|With|His|Her|Its|Their|He|She|It|They|One|Two|Both|All|Finally|Next)\b"
)


def is_plural(name: str) -> bool:
    """Whether a noun phrase, or a pronoun, is a plural."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    return last in PLURAL or singular(last) != last


def named_again(scene: Scene, actor: Element) -> str:
    """How a later part calls the one who acts: "The same old man", "Anna", "He"."""
    whole = next((a for a in scene.anchors if a.start <= actor.what.start and actor.what.end <= a.end), actor.what)
    name = _bare(whole)
    if SUBJECT.fullmatch(name):
        return name.capitalize()
    is_known = bool(find_entries(actor.what.text, beings()))
    if name == whole.text and name[:1].isupper() and not is_known:  # a proper name: capital, no article
        return name
    opens = whole.start == 0 and name == whole.text
    return f"The same {name[:1].lower() + name[1:] if opens else name}"


def without_loose_pronouns(scene: Scene, text: str, opening: str, start: int) -> str | None:
    """A later part in which every pronoun has its noun; None where what one points to is not sure.

    Args:
        scene: of the whole prompt.
        text: of the part.
        opening: what the part begins with, for who acts in it; "" where it begins with words of the prompt.
        start: where the part begins in the prompt.
    """
    done, rest = "", text
    while pointer := _first_pointer(rest):
        pronoun = pointer[0]
        head = done + rest[: pointer.start()]
        is_object = bool(pointer["object"]) or (bool(pointer["either"]) and not _FINITE.match(rest, pointer.end()))
        known = head[len(opening) :] if is_object else head
        if not _is_named_in(known, pronoun.lower()):
            name = _meant(scene, pronoun.lower(), start, besides=opening if is_object else "")
            if name is None:
                return None
            name = name[0].upper() + name[1:] if not head.strip() else name
            pronoun = f"{name}'s" if pointer["owner"] else name
        done, rest = head + pronoun, rest[pointer.end() :]
    return done + rest


def _bare(phrase: Span) -> str:
    found = ARTICLE.match(phrase.text)
    return phrase.text[found.end() :] if found else phrase.text


def _first_pointer(text: str) -> re.Match[str] | None:
    """The first pronoun of a text outside of quotations; no "it" of the weather."""
    for match in _POINTS.finditer(text):
        if not is_quoted(text, match.start()) and not _OF_THE_WEATHER.match(text, match.start()):
            return match
    return None


def _is_named_in(text: str, pronoun: str) -> bool:
    """Whether a noun, or a name, that a pronoun may mean stands in a text."""
    if pronoun not in ("it", "its") and any(_names(text)):
        return True
    return any(_agrees(phrase, pronoun) for phrase in read_scene(text).anchors) if text.strip() else False


def _names(text: str) -> Iterator[str]:
    for match in re.finditer(r"\b[A-Z][a-z]+\b", text):
        if not _NO_NAME.match(match[0]):
            yield match[0]


def _agrees(phrase: Span, pronoun: str) -> bool:
    """Whether a pronoun may mean a noun phrase."""
    who = find_entries(phrase.text, beings())
    if pronoun in PLURAL:
        return is_plural(phrase.text) or " and " in phrase.text or any(one.entry.pronoun == "their" for one in who)
    if pronoun in ("it", "its"):
        return not is_plural(phrase.text) and all(one.entry.pronoun == "its" for one in who)
    return any(not one.plural and one.entry.pronoun in _SEXES[pronoun] for one in who)


def _meant(scene: Scene, pronoun: str, before: int, *, besides: str) -> str | None:
    """What a pronoun means of that which stands before: the only thing that fits, or the only one that is acted on."""
    before_it = [phrase for phrase in scene.anchors if phrase.end <= before and _agrees(phrase, pronoun)]
    actor = besides.strip().lower()
    fitting = [phrase for phrase in before_it if not actor.endswith(_bare(phrase).lower())]
    if len({_bare(phrase).lower() for phrase in fitting}) > 1:
        ends = {motion.end for element in scene.elements for motion in element.motions}
        fitting = [phrase for phrase in fitting if len(scene.prompt[: phrase.start].rstrip()) in ends]
    names = {_bare(phrase).lower(): _bare(phrase) for phrase in fitting}
    return f"the {next(iter(names.values()))}" if len(names) == 1 else None
