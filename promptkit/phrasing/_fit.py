"""Whether words may be put into a prompt at a place: by its grammar and its tense."""

import re

from promptkit.patterns import lazy

_CLOSED = lazy(r"\s*(?:$|[.,;:!?…\n)\]]|--?[a-z]|\s(?:[–—-]|while(?!\s+\w+ing\b))\s)")
"""What ends a clause for sure: what is put before anything else would cut it in two."""
_TRAILS = lazy(
    r",\s+(?:(?:all|thus|thereby|and)\s+)?(?:\w+ly\s+)?(?:surrounded|framed|flanked|encircled|watched|followed|accompanied|"
    r"bathed|illuminated|lit|cheered|backed|set|captured|filmed|shot|seen|enveloped|bordered|silhouetted|adorned|dressed)"
    r"\s+(?:\w+ly\s+)?(?:by|in|with|on|against|from|under|amid|among|before)\b"
    r"|,\s+(?:(?:all|thus|thereby)\s+)?(?:\w+ly\s+)?(?:add|creat|lend|giv|evok|leav|mak|form|fill|emphasi[sz]|highlight|showcas|captur|"
    r"enhanc|reveal|cast|bring|reflect|surround|attract|draw|turn|caus|echo)ing\s+(?:an?|the|his|her|its|their|to|[\w-]+)\b",
    re.IGNORECASE,
)
"""What is told of all before it, and would be told of what is put in between."""
_LAST = lazy(r"[^\S\n]*(?>(?:(?!with\s+(?:her|his|their|its)\b)[^\s,.;:!?]+[^\S\n]*){0,10})(?:[.!]|$)")
"""The rest of a sentence, unless a thing of whoever does it ends it: what follows "with her phone" would be its."""
_LEADS_AWAY = lazy(
    r"[,;:(=]|[^\x00-\u2fff]|\b(?:and|or|but|with|while|until|where|that|which|who|whose|like|it|them|him|as|after|"
    r"before|because|so|to\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|one\b)\w+)\b",
    re.IGNORECASE,
)
"""What a cause behind it could be taken to belong to, in place of the motion."""
_MOST_BETWEEN = 8
"""Words between a motion and its cause; further off nobody reads them together."""
_PAST_ONLY = frozenset({
    "ate", "began", "bent", "blew", "broke", "came", "caught", "clung", "crept", "dove", "drank", "drew", "drove",
    "dug", "fell", "flew", "flung", "froze", "gave", "grew", "held", "hung", "knelt", "laid", "leapt", "lit",
    "made", "ran", "rang", "rode", "rose", "sank", "sat", "sent", "shook", "shot", "shrank", "slid", "slung",
    "spun", "sprang", "stole", "stood", "struck", "strode", "swam", "swept", "swung", "took", "tore", "threw",
    "trod", "went", "wept", "woke", "wore", "wove", "wound",
})  # fmt: skip
"""Irregular forms that tell what was; those that are also the present ("hit", "cut") may tell what is."""
_WAS = lazy(
    r"\b(?:was|were|had|kept|did|began|started|will|would|can|could|should|might|may|must|not|never|\w+n['’]t)\s+(?:\w+ly\s+)?$"
)

MOST = 40
"""Movers of a prompt, and deeds of one, that are looked at: each look takes as long as the prompt is."""


def is_closed(prompt: str, at: int) -> bool:
    """Whether the clause ends at that offset, so that nothing behind would be cut off from what is before."""
    return _CLOSED.match(prompt, at) is not None


def trails(prompt: str, at: int, *, to_the_end: bool = False) -> bool:
    """Whether a participle follows there that says more of the clause before it: ", surrounded by friends".

    With `to_the_end`, whether nothing but that stands before the end of the sentence.
    """
    found = _TRAILS.match(prompt, at)
    return found is not None and (not to_the_end or _LAST.match(prompt, found.end()) is not None)


def before_trailing(text: str) -> str:
    """What stands before such a participle, when there is one."""
    found = _TRAILS.search(text)
    return text[: found.start()] if found else text


def is_near(prompt: str, start: int, at: int) -> bool:
    """Whether what is said at `at` is read as belonging to what ends at `start`."""
    between = prompt[start:at]
    return _LEADS_AWAY.search(between) is None and len(between.split()) <= _MOST_BETWEEN


def has_past_form(prompt: str, motion_start: int, verb: str) -> bool:
    """Whether a motion is told in the past, or only as what may, shall or does not happen."""
    return _WAS.search(prompt[:motion_start]) is not None or (
        verb.lower() in _PAST_ONLY or re.fullmatch(r"\w{3,}ed", verb) is not None
    )
