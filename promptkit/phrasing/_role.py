"""What somebody does at work or play: the typical act of a trade in its place, and of whoever is on a swing."""

import re

from promptkit.lexicon import (
    WORD,
    Apparatus,
    Being,
    Found,
    Role,
    apparatus,
    find_entries,
    find_phrase,
    roles,
    singular,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._hindered import FACE_FILLS, HEAD_ONLY
from promptkit.phrasing._idea import by_prompt
from promptkit.phrasing._picture import Picture

_ARTICLE = r"(?:(?:an?|the|his|her|their|its|one)\s+)?"
_ADJECTIVES = (
    r"(?:(?!(?:of|in|on|at|with|and|or|by|near|to|from|for|outside|beyond|into|who|that|is|are)\b)[\w'’-]+\s+){0,3}"
)
_IN_CLOTHES = rf"(?:\s+(?:in|wearing)\s+{_ARTICLE}{_ADJECTIVES}(?:[\w-]+))?"
_POSTURE = r"(?:(?:is\s+|are\s+)?(?:stand|sitt?|kneel|bend|bent)(?:s|ing|ed)?\s+|seated\s+)?(?:alone\s+)?"
_IN = r"(?:in|on|at|inside|behind)"
_BEFORE = r"(?:in\s+front\s+of|before|by|over)"
_NAME = lazy(r"[A-Z][a-z'’-][\w'’-]*|\d[\w.:/-]*")
"""A town, a year, a length of a lens."""
_JUST_THERE = ("described", "wearing")
"""Postures of whom the prompt says no more than that they are there."""


def act_of(picture: Picture, being: Found[Being], posture: str) -> tuple[str, ...]:
    """What the one person of a picture does in that trade and place, or on that apparatus; nothing in doubt.

    Args:
        picture: what the prompt shows.
        being: who is there.
        posture: the name of the posture that the prompt tells.
    """
    prompt = picture.prompt
    alone = being.entry.human and not being.plural and len(picture.everybody) == 1 and not picture.denies
    if not alone or HEAD_ONLY.search(prompt) or FACE_FILLS.search(prompt):
        return ()
    entries: tuple[Role | Apparatus, ...] = (*_in_what(picture, being), *_on_what(picture, being))
    for entry in entries:
        amid = entry.amid if isinstance(entry, Role) else ()
        never = (words("never_at_work") - {*amid}) | {*entry.unless}
        if posture in (*_JUST_THERE, *entry.postures) and not find_phrase(prompt, never):
            texts = by_prompt(prompt, entry.first)
            return tuple(text for text in texts if "hair" not in text or _has_hair(picture, being))
    return ()


def _has_hair(picture: Picture, being: Found[Being]) -> bool:
    """Whether hair is seen, and nothing else is said of it."""
    named = any(thing.entry.name == "hair" for thing in picture.things)
    return being.noun in words("haired") and not picture.says("bare") and not named


def _on_what(picture: Picture, being: Found[Being]) -> list[Apparatus]:
    """The apparatus that somebody is on."""
    prompt = picture.prompt
    found = []
    for thing in find_entries(prompt, apparatus()):
        led = rf"{_IN_CLOTHES}\s+{_POSTURE}(?:{'|'.join(thing.entry.preps)})\s+{_ARTICLE}{_ADJECTIVES}"
        between = prompt[being.end : thing.start]
        if thing.start > being.end and not thing.plural and _leads(led, between) and _is_all(prompt, thing.end):
            found.append(thing.entry)
    return found


def _in_what(picture: Picture, being: Found[Being]) -> list[Role]:
    """The trades of somebody who is where they are done."""
    noun = being.noun
    own = [role for role in roles() if singular(noun) in role.nouns or noun in role.nouns]
    return [role for role in own if any(_is_there(picture.prompt, being, where, role) for where in role.where)]


def _is_there(prompt: str, being: Found[Being], where: str, role: Role) -> bool:
    """Whether a place is named as that of somebody: behind the noun, or before it ("In a bakery, a baker")."""
    places = frozenset(role.amid).union(word for place in role.where for word in place.split())
    preps = rf"(?:{_IN}|{_BEFORE})" if where in words("worked_at") else _IN
    for place in re.finditer(rf"(?<![\w-]){re.escape(where)}(?![\w-])", prompt, re.IGNORECASE):
        if place.start() > being.end:
            led = rf"{_IN_CLOTHES}\s+{_POSTURE}{preps}\s+{_ARTICLE}{_ADJECTIVES}"
            if _leads(led, prompt[being.end : place.start()]) and _is_all(prompt, place.end(), places):
                return True
        elif _leads(rf"\W*{preps}\s+{_ARTICLE}{_ADJECTIVES}", prompt[: place.start()]):
            led = rf"\s*[,:]?\s+(?:an?|the|one)\s+{_ADJECTIVES}"
            if _leads(led, prompt[place.end() : being.start]) and _is_all(prompt, being.end, places):
                return True
    return False


def _is_all(prompt: str, end: int, places: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but light, hour, weather, town, look and words of `places` are told behind it."""
    rest = prompt[end:]
    about = words("style") | words("camera")
    while (span := find_phrase(rest, about)) is not None:
        rest = rest[: span[0]] + rest[span[1] :]
    around = words("around_work") | places
    told = [match[0] for match in WORD.finditer(rest) if match[0].lower() not in around]
    return all(_NAME.fullmatch(word) for word in told)


def _leads(pattern: str, between: str) -> bool:
    return re.fullmatch(pattern, between, re.IGNORECASE) is not None
