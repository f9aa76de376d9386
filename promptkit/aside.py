"""Between a subject and its verb no single comma stands: where an aside went, both of its commas go."""

import re
from functools import cache

from promptkit.lexicon import actions, behaviours, postures, singular
from promptkit.patterns import lazy
from promptkit.scene.lexicon import verb_classes
from promptkit.scene.nouns import is_known_noun

_SUBJECT = lazy(
    r"(?:^|[.!?;:\n]|\b(?:and|but|while|as|where)\b)\s*(?P<said>(?P<the>(?:the|its|his|her|their|our|my|this|that|these"
    r"|those|each|every)\s+)?(?:an?\s+)?(?:(?:[\w'’-]+)\s+){0,4}?(?P<head>[\w'’-]+)"
    r"(?:\s+(?:of|in|on|at|with|near|along|above|by|behind|around|under)\s+(?:[\w'’-]+\s*){1,5})?)$",
    re.IGNORECASE,
)
_VERB = lazy(
    r"(?P<how>(?:[\w-]+ly|still|often|now)\s+)?(?P<verb>[\w'’-]+)\b(?=(?<=\bis)\s|(?<=\bare)\s|(?<=\bhas)\s|(?<=\bhave)\s|\s*(?P<end>[.!?;\n]|$)|\s+(?P<a>an?|the|its|his|her|their|one|two|some)\b"
    r"|\s+(?:in|on|at|over|under|above|across|along|against|through|from|to|into|onto|with|out|up|down|off|by|around|"
    r"behind|between|beneath|beside|towards?|like|as|\w+ly)\b)",
    re.IGNORECASE,
)
_IS = frozenset({"is", "are", "has", "have"})
_NO_VERB = lazy(
    r"(?:\w+(?:ing|ed|ly|ous|ful|less|ish|ic)|an?|the|all|each|both|no|not|with|from|like|as|just|even|only)",
    re.IGNORECASE,
)
_NEAR = 120
"""Characters before the aside in which its subject begins."""


def parts_subject_from_verb(text: str, left: int, right: int) -> bool:
    """Whether what ends at `left` is the subject of the verb that begins at `right`.

    >>> text = "The cliffs, sheer, rise from the bay."
    >>> parts_subject_from_verb(text, text.index(","), text.index("rise"))
    True
    """
    subject = _SUBJECT.search(text[max(0, left - _NEAR) : left])
    told = _VERB.match(text, right)
    if subject is None or told is None:
        return False
    verb, head = told["verb"].lower(), subject["head"].lower()
    if verb in _IS:
        return True
    is_many = singular(head) != head
    lemma = verb if is_many else singular(verb)
    if _NO_VERB.fullmatch(verb) or is_many == (singular(verb) != verb):
        return False
    known = verb_classes(lemma) or verb in _told_verbs()
    is_noun = is_known_noun(verb) and not (told["how"] or told["a"])
    return bool(not is_noun and (known or (subject["the"] and not told["end"])))


@cache
def _told_verbs() -> frozenset[str]:
    """The forms of what is known to be done, or to be a way of standing there."""
    forms = (
        *(entry.forms for entry in postures()),
        *(entry.forms for entry in actions()),
        *(entry.forms for entry in behaviours()),
    )
    return frozenset[str]().union(*forms)
