"""Word forms: plurals of nouns, and the -s, -ing and -ed forms of verbs."""

import re

_VOWEL = "aeiou"
_IRREGULAR = {
    "woman": "women", "man": "men", "child": "children", "person": "persons", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "goose": "geese", "ox": "oxen", "leaf": "leaves", "wolf": "wolves", "calf": "calves",
    "elf": "elves", "wife": "wives", "scarf": "scarves", "loaf": "loaves", "shelf": "shelves", "sheep": "sheep",
    "deer": "deer", "fish": "fish", "dwarf": "dwarves", "businessman": "businessmen",
    "fireman": "firemen", "policeman": "policemen", "fisherman": "fishermen", "craftsman": "craftsmen",
    "gentleman": "gentlemen", "nobleman": "noblemen", "handyman": "handymen", "cameraman": "cameramen",
    "salesman": "salesmen", "swordsman": "swordsmen", "thief": "thieves", "hero": "heroes", "moose": "moose",
    "bison": "bison", "trout": "trout", "carp": "carp", "pike": "pike", "squid": "squid",
    "grandchild": "grandchildren", "schoolchild": "schoolchildren", "businesswoman": "businesswomen",
    "policewoman": "policewomen", "cactus": "cacti", "domino": "dominoes",
}  # fmt: skip
ALWAYS_PLURAL = frozenset({
    "people", "whiskers", "bangs", "woods", "ruins", "tracks", "rapids", "eyes", "couple", "family", "crowd", "group",
    "team", "band", "crew", "audience", "pyjamas", "pajamas", "overalls", "dungarees", "suds",
})  # fmt: skip
"""Nouns that take "they": plurals without a singular, and groups of people."""


def plural(noun: str) -> str:
    """The plural of a noun or of the last word of a compound."""
    *front, last = noun.split(" ")
    return " ".join([*front, _plural_word(last)])


def verb_forms(verb: str) -> frozenset[str]:
    """Base, -s, -ing and regular -ed form of a verb; a particle ("work out") stays behind."""
    head, _, particle = verb.partition(" ")
    stem = head[:-1] if head.endswith("e") and not head.endswith(("ee", "oe", "ye")) else head
    if head.endswith("ie"):
        participle = head[:-2] + "ying"
    elif re.fullmatch(rf"[^{_VOWEL}]*[{_VOWEL}][^{_VOWEL}wxy]", head):
        stem = head + head[-1]
        participle = stem + "ing"
    else:
        participle = stem + "ing"
    past = f"{head[:-1]}ied" if re.search(rf"[^{_VOWEL}]y$", head) else stem + "ed"
    forms = {head, _plural_word(head), participle, past}
    return frozenset(f"{form} {particle}".strip() for form in forms)


def _plural_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if re.search(rf"[^{_VOWEL}]y$", word):
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh", "to")):
        return f"{word}es"
    return f"{word}s"


def singular(word: str) -> str:
    """A guess at the singular of a lower-case word, for comparing words: "leaves" → "leaf", "dresses" → "dress"."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word.endswith("ies") and word not in ("ties", "pies", "lies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "toes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_SINGULAR = {many: one for one, many in _IRREGULAR.items()}
