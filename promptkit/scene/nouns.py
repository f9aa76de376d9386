"""What a noun names: person, animal, vehicle, cloth, place, and so on, by the lexicon and by its ending."""

from collections.abc import Sequence
from functools import lru_cache

from promptkit.scene.forms import singular
from promptkit.scene.lexicon import classes_by_word, words
from promptkit.scene.words import Word

LIVING = frozenset({"person", "animal", "crowd"})
_FILES = ("movers_living", "movers_nature", "movers_inert", "movers_parts", "movers_other")
_KINDS = (  # file, heading, kind; the first that lists the noun wins
    ("movers_nature", "forces", "force"),
    ("movers_living", "crowds", "crowd"),
    ("movers_living", "people", "person"),
    ("movers_living", "animals", "animal"),
    ("movers_inert", "hair", "hair"),
    ("movers_inert", "cloth", "cloth"),
    ("movers_inert", "foliage", "foliage"),
    ("movers_inert", "hinged", "hinged"),
    ("movers_inert", "loose", "loose"),
    ("movers_living", "vehicles", "vehicle"),
    ("movers_living", "machines", "machine"),
    ("movers_parts", "body", "body"),
    ("movers_nature", "events", "nature"),
    ("movers_nature", "happenings", "abstract"),
    ("movers_nature", "beams", "beam"),
    ("movers_nature", "lights", "light"),
    ("movers_other", "picture", "picture"),
    ("movers_nature", "powered", "nature"),
    ("movers_parts", "trailing", "trace"),
    ("movers_other", "places", "place"),
    ("movers_other", "abstract", "abstract"),
)
_PEOPLE_END_IN = ("man", "men", "woman", "women", "ist", "ists", "ician", "icians", "eer", "eers")
_DOERS_END_IN = ("er", "or", "ian")
KEPT = 8192
"""Words whose meaning is remembered."""
_SHORTEST_DOER = 6
"""Letters; shorter ones are words like "list" and "deer"."""


def kind_of(compound: Sequence[Word]) -> str:
    """What the last noun of a compound names; `name` for proper names, `doer` for unknown nouns in -er,
    `thing` for what no list and no ending tells.
    """
    head = compound[-1]
    if listed := _listed(head.lower):
        return listed
    capital = head.text[:1].isupper() and not head.text.isupper()
    return "name" if capital and (head.pos == "PROPN" or len(compound) > 1) else _by_ending(head.lower)


@lru_cache(maxsize=KEPT)
def _listed(form: str) -> str:
    forms = (form, singular(form))
    return next((kind for form in forms for file, heading, kind in _KINDS if form in words(file, heading)), "")


def _by_ending(form: str) -> str:
    if form.endswith(_PEOPLE_END_IN) and len(form) >= _SHORTEST_DOER:
        return "person"
    return "doer" if singular(form).endswith(_DOERS_END_IN) else "thing"


@lru_cache(maxsize=KEPT)
def is_known_noun(form: str) -> bool:
    """Do the lists of things hold this noun, in either number?"""
    return any(singular(form) in classes_by_word(name) for name in _FILES)


def kind_of_word(form: str) -> str:
    """What a noun names that stands alone, in small letters: as `kind_of`, but never a name."""
    return _listed(form) or _by_ending(form)


@lru_cache(maxsize=KEPT)
def names_somebody(form: str) -> bool:
    """Is it a word for people or animals, and seldom anything else ("adult", "giant")?"""
    lemma = singular(form)
    known = lemma in words("movers_living", "people") or lemma in words("movers_living", "animals")
    return known and lemma not in words("movers_living", "also_adjectives")
