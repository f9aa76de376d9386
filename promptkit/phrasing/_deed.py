"""What the being of a picture is told to do already, as far as the lexicon knows verbs."""

import re
from functools import cache

from promptkit.lexicon import (
    Action,
    Apparatus,
    Being,
    Found,
    Material,
    Place,
    actions,
    apparatus,
    beings,
    find_entries,
    find_phrase,
    first_verb,
    materials,
    places,
    plural,
    postures,
    roles,
    verb_in,
)
from promptkit.patterns import lazy
from promptkit.phrasing._picture import Picture

_ACTS = lazy(
    r"(?i)\b(?:(?:look|glanc|peer)\w*\s+(?:all\s+)?(?:around|about|back and forth|left and right|from side to side)\b"
    r"(?!\s+(?:the|an?|his|her|its)\b)"
    r"|(?:show|display|express|mak|go)\w*\s+(?:through\s+)?(?:\w+\s+){0,2}(?:emotions|expressions|faces|feelings|moods)"
    r"|(?:movements?|gestures?|steps|strides)\b[^.]*\b(?:joyful|animated|graceful|fluid|precise|quick|slow|synchroni[sz]ed)"
    r"|laughing|crying|giggling|in a (?:foot)?race)\b"
)
"""What somebody does with head and face, which no verb alone tells."""
_BEFORE_VERB = lazy(r"(?i)\b(?:to|can|will|may|might|must|should|could|would|helps?|lets?|does|do|\w+n['’]t)\s+$")
"""Before a verb that does not agree with who does it."""
_PARTICIPLE = lazy(r"\b[^\W\d_]+ing\b")
_FOLLOWING_VERB = lazy(
    r"\s+(?:(?:is|are)\s+)?(?:\w+ly\s+)?(?P<verb>[a-z]+ing|(?!(?:is|has|his|its|as|this|was|does|looks|seems|appears|shows|features|always|"
    r"sometimes|across|towards|perhaps)\b)[a-z]+[^s\W]s)\b"
)
"""The verb behind a being; one that the lexicon does not know may be any deed."""
_NO_ACTIONS = frozenset({"hanging", "painting", "drawing", "building", "stretching", "wedding", "setting", "clothing"})
"""Participles that are nouns as well, or say how far a thing reaches."""


def deed_of(picture: Picture, being: Found[Being]) -> str | None:
    """The verb after the being that is an action, or a participle anywhere that is: it may move already."""
    restless = tuple(action for action in actions() if not action.calm)
    prompt = without_compounds(picture.prompt)
    participles = " ".join(word for word in _PARTICIPLE.findall(prompt) if word.lower() not in _NO_ACTIONS)
    if told := _ACTS.search(picture.prompt):
        return told[0]
    if doing := first_verb(participles, restless):
        return doing[1]
    rest = re.split(r"[,.;!?]", picture.prompt[being.end :])[0]
    for phrase in picture.phrases:  # "in a tiny knitted sweater" and "in a cardboard box" name no deed
        rest = rest.replace(phrase.text, " ", 1) if phrase.start >= being.end else rest
    known = (*postures(), *actions())
    verb = _FOLLOWING_VERB.match(rest)
    if verb and verb["verb"] not in _NO_ACTIONS and verb_in(verb["verb"], known) is None:
        return verb["verb"]
    found = first_verb(_without_others(rest, being), known)
    return found[1] if found and isinstance(found[0], Action) and not found[0].calm else None


def without_compounds(prompt: str) -> str:
    """The prompt with blanks for things and places that are named after a deed: a swimming pool, a rowing machine."""
    while (named := find_phrase(prompt, _named_after_deeds())) is not None:
        prompt = prompt[: named[0]] + "_" * (named[1] - named[0]) + prompt[named[1] :]
    return prompt


@cache
def _named_after_deeds() -> frozenset[str]:
    """Nouns of the lexicon, in either number, with a participle before their last word; and stationary bikes."""
    entries: tuple[Place | Material | Apparatus, ...] = (*places(), *materials(), *apparatus())
    nouns = {noun for entry in entries for noun in entry.nouns} | {where for role in roles() for where in role.where}
    compounds = {noun for noun in nouns if re.search(r"ing |stationary ", noun)}
    return frozenset(compounds | {plural(noun) for noun in compounds})


def _without_others(rest: str, being: Found[Being]) -> str:
    """What is said of a being without others whose noun is a verb, too: one "and groom" is one more, who "cook" act."""
    for other in reversed(find_entries(rest, beings())):
        if other.plural == being.plural and not _BEFORE_VERB.search(rest[: other.start]):
            rest = rest[: other.start] + rest[other.end :]
    return rest
