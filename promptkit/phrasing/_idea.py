"""One clause that sets something in motion: a template, what fills it, and how it is written out."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from promptkit.lexicon import Being, Found, Texts, find_phrase, plural, words
from promptkit.patterns import lazy
from promptkit.phrasing._named_again import beside_its_noun
from promptkit.phrasing._picture import Picture

T = TypeVar("T")
_TELLING = {"his": ("his", "he", "him", "male", "beard", "bearded", "moustache"), "her": ("her", "she", "female")}
"""Words of the prompt that settle the pronoun of a noun that does not."""
_OWN_PART = lazy(
    r"(?i)(?<!\bon )(?<!\bagainst )\b(?P<who>his|her|its)\s+(?:[\w-]+\s+){0,2}(?:manes?|fur|tail|paws?|hoo(?:f|ves)|"
    r"ears|eyes|head|muzzle|snout|trunk|tusks|antlers|horns?|beard|wings?|feathers|plumage|beak|whiskers|owner|master|cubs?|pups|puppies|"
    r"kittens|foal|calf|chicks?)\b"
)
"""What the prompt itself says of a lone animal as his or hers: "his mane", "her cubs"."""
_BODY_PARTS = (
    "head|face|chin|belly|chest|back|nose|muzzle|tail|trunk|throat|jaw|body|tongue|arm|neck|mouth|snout|flank|mane"
)


@dataclass(frozen=True)
class Idea:
    """One clause with its slots, and what it sets in motion."""

    template: str
    slots: Mapping[str, str]
    subject: str = ""
    """Who does it, where that must be said."""

    alike: tuple[str, ...] = ()
    """Other wordings that it was chosen from."""

    alone: bool = False
    """Whether it is all that is told: an act, and no breath or wind beside it."""

    beside: str = ""
    """What names the thing where its noun stands right before the addition; empty where that is far."""

    @property
    def mover(self) -> str:
        """What it sets in motion, for telling ideas apart: its first words."""
        return " ".join((self.subject + self.template).replace("{the}", self.slots.get("the", "")).split()[:3])


def by_prompt(prompt: str, texts: Sequence[T]) -> tuple[T, ...]:
    """The same texts, beginning with one that depends on the prompt alone: the same every time, on every machine."""
    if not texts:
        return ()
    first = zlib.crc32(prompt.encode("utf-8", "surrogatepass")) % len(texts)
    return (*texts[first:], *texts[:first])


_STRONG_WIND = lazy(
    r"\b(?:strong|fierce|howling|heavy|violent|high|raging|hard)\s+(?:[\w-]+\s+)?(?:winds?|gusts?|breeze)\b|\bgales?\b|\bstorm",
    re.IGNORECASE,
)
"""In it nothing only lifts and sags."""


def by_force(prompt: str, texts: Texts, force: str) -> tuple[str, ...]:
    """What fits the force there is, in an order of the prompt's own; a body or a flame also moves in still air."""
    order = {
        "wind": ("wind", "any", "breeze"),
        "breeze": ("breeze", "any"),
        "water": ("water",),
        "none": ("none", "any"),
    }
    keys = [key for key in order[force] if key in texts]
    if force == "wind" and len(keys) > 1 and _STRONG_WIND.search(prompt):
        keys = [key for key in keys if key != "breeze"]
    own = [by_prompt(prompt, texts[key]) for key in keys]
    return tuple(dict.fromkeys(text for group in own for text in group))


def slots(picture: Picture, being: Found[Being]) -> dict[str, str]:
    """The pronouns of a being; gendered only when its noun, or the prompt, says so."""
    pronoun: str = being.entry.pronoun
    if being.plural:
        pronoun = "their"
    elif pronoun == "its" and len(picture.everybody) == 1:
        told = {part["who"].lower() for part in _OWN_PART.finditer(picture.prompt)}
        pronoun = told.pop() if len(told) == 1 else pronoun
    elif pronoun == "their":
        told = {who for who, signs in _TELLING.items() if find_phrase(picture.prompt, signs)}
        pronoun = told.pop() if len(told) == 1 else "its" if being.noun in words("infants") else pronoun
    return {
        "poss": pronoun,
        "its": pronoun,
        "it": {"her": "her", "his": "him", "their": "them", "its": "it"}[pronoun],
        "many": "1" if being.plural else "",
    }


def said(prompt: str, template: str) -> bool:
    """Whether the prompt already holds that text, whatever its slots were filled with: it was rewritten before."""
    pattern = re.sub(r"\\\{poss\\\}\\ ", r"(?:\\w+ )?", re.escape(template))
    pattern = re.sub(r"\\\{\w+\\\}", r"[^,.;]{1,40}?", pattern)
    return re.search(pattern, prompt, re.IGNORECASE) is not None


def render(chosen: tuple[Idea, ...], picture: Picture) -> tuple[str, ...]:
    """Fill the slots; the air is named in full once and by shorter forms from then on."""
    clauses: list[str] = []
    names = list(picture.air.names)
    if names[0] and find_phrase(picture.prompt, names[:1]):
        del names[0]
    for idea in chosen:
        text = idea.subject + (idea.template if clauses else beside_its_noun(idea.template, idea.beside, idea.slots))
        if "{air}" in text:
            text = text.replace("{air}", names[0])
            names = names[1:] or names
        for slot, value in idea.slots.items():
            text = text.replace(f"{{{slot}}}", value)
        if idea.slots.get("many"):
            text = re.sub(rf"\btheir ((?:long )?(?:{_BODY_PARTS}))\b", lambda part: f"their {plural(part[1])}", text)
            text = text.replace("flicking an ear", "flicking their ears")
        clauses.append(text)
    return tuple(clauses)
