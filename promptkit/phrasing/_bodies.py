"""Who is touched: whether a phrase names somebody, and what of an animal answers a hand."""

from promptkit.lexicon import Being, Contact, beings, find_entries, find_things
from promptkit.scene import Span

_FURRED = frozenset({
    "mammal", "dog", "cat", "big cat", "hound", "bear", "panda", "ape", "squirrel", "rabbit", "rodent", "weasel",
    "marsupial", "slow mammal", "burrower",
})  # fmt: skip
_COATED = frozenset({"hoofed", "cattle", "giraffe"})
"""Animals whose hair is too short to part."""
_WOOLLY = frozenset({"sheep", "lamb", "ewe", "ram", "llama", "alpaca", "vicuna"})
_QUILLED = frozenset({"hedgehog", "porcupine"})
_BARE = frozenset({"sphynx cat", "pangolin", "armadillo", "aardvark", "platypus"})
_MILKED = frozenset({"cow", "goat", "sheep", "ewe", "camel", "yak", "buffalo", "mare"})
_FOOD = frozenset({
    "cut", "slice", "stir", "grate", "peel", "catch", "out of the oven", "shred", "fillet", "scale", "sear", "deep fry",
    "baste", "pound meat", "reel in",
})  # fmt: skip
"""Contacts in which a fish or a chicken is food, or a catch."""
_EATEN = frozenset({
    "meaty", "crisp", "raw_egg", "shelled", "landed_fish", "pulled_meat", "fishy", "seared", "fried", "glazed",
    "cutlet", "hooked_fish",
})  # fmt: skip
HIDES = frozenset({"furred", "coated", "woolly", "quilled", "feathered", "milked"})
"""Kinds of animals by what of them answers a hand."""


def names_a_being(phrase: Span) -> bool:
    """Whether a phrase names somebody: a crab, and no crab shell, nor a hot dog."""
    somebody = find_entries(phrase.text, beings())
    things = [thing for thing in find_things(phrase.text) if thing.end == len(phrase.text)]
    who = somebody[-1] if somebody else None
    return who is not None and not (things and (who.end < len(phrase.text) or things[0].start < who.start))


def takes_a_body(contact: Contact, behind: str) -> bool:
    """Whether a contact may be with somebody, or with the hide of an animal, and one is named behind it."""
    asked = not contact.effect.keys().isdisjoint(HIDES | {"somebody"})
    return asked and bool(find_entries(behind, beings()))


def hide_of(phrase: Span, contact: Contact | None) -> frozenset[str]:
    """The kinds of the animal that a phrase names, of those that answer to the contact."""
    found = find_entries(phrase.text, beings())
    if contact is None or not found:
        return frozenset()
    noun = phrase.text.lower()[found[-1].start : found[-1].end]
    return _kinds(found[-1].entry, noun, plural=found[-1].plural) & contact.effect.keys()


def eaten(contact: Contact, kinds: frozenset[str]) -> bool:
    """Whether an animal that is also a thing of those kinds is food, or a catch, in that contact."""
    return contact.name in _FOOD and not kinds.isdisjoint(_EATEN)


def _kinds(being: Being, noun: str, *, plural: bool) -> frozenset[str]:
    """What an animal of that noun is clad in, and whether it gives milk."""
    one = noun.removesuffix("s") if plural and noun not in being.nouns else noun
    milked = frozenset({"milked"}) if one in _MILKED else frozenset[str]()
    if one in _BARE or being.human:
        return milked
    if one in _WOOLLY | _QUILLED:
        return milked | {"woolly" if one in _WOOLLY else "quilled"}
    if being.hide == "feathers":
        return frozenset({"feathered"})
    clad = {"furred"} if being.kind in _FURRED else {"coated"} if being.kind in _COATED else set[str]()
    return milked | clad
