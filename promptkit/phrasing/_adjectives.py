"""Commas that stand between the adjectives of one noun: nothing may be put there."""

import re

from promptkit.lexicon import beings, find_entries, find_things, materials, places, words
from promptkit.patterns import lazy

_OPENS = (
    r"(?:an?|the|this|that|his|her|its|their|our|my|some|one|two|three|several|many|with|in|on|at|along|by|near|over|"
    r"under|down|up|across|through|into|onto|against|of|from|around|inside|beneath|beside|behind|between|above|below|"
    r"towards?|to|past|off|atop)"
)
_BEFORE = lazy(rf"(?is).*\b(?P<opens>{_OPENS})\s+(?P<between>(?:[\w’'-]+,?\s+){{0,4}})(?P<last>[\w’'-]+)$")
"""What opens a noun phrase, and its words before the comma."""
_SMALL = lazy(rf"(?i)(?:{_OPENS}|and|or|but|yet|very|so|most|more|rather|quite|\w+ly)")
"""What stands before and between adjectives."""
_BEHIND = lazy(
    r"(?i)\s*,\s+(?:(?:and|yet|but|or)\s+)?"
    rf"(?!(?:{_OPENS}|no|without|while|as|where|which|who|whose|when|and|then|is|are|was|were|has|have|it|he|she|they|we|you|there|"
    r"not|both|each|every|all|another)\b)(?P<next>[\w’'-]+)(?P<more>(?=\s+[\w’'-]|\s*,))?"
)
"""More of the same phrase: no article and no preposition, and a noun to come."""
_SHAPED = lazy(
    r"[\w’'-]+(?:y|ed|ful|ous|ic|al|less|ish|ive|ant|ent|able|ible|esque|ing|like|some)|\w+-\w+", re.IGNORECASE
)
"""How adjectives end as a rule."""
_OF_A_VIEW = lazy(r"(?:close-up|(?:low|high)-angle|top-down|overhead|eye-level)")
_VIEW = lazy(r"(?i)\s*,\s+(?:[\w-]+\s+){1,2}(?:view|shot|angle|perspective|photo|photograph)\b")


def joins_adjectives(prompt: str, comma: int) -> bool:
    """Whether the comma at that offset stands between adjectives of one noun: "a narrow, cobblestone street"."""
    start = max(prompt.rfind(mark, 0, comma) for mark in ".;:!?\n") + 1
    before = prompt[start:comma].rstrip()
    behind = _BEHIND.match(prompt, comma)
    if behind is None or not (behind["more"] is not None or is_adjective(behind["next"])):
        return False
    alone = before.rpartition(",")[2].split()
    if before.count(",") and all(is_adjective(word) for word in alone) and not _ends_in_noun(before):
        return True  # ", soft, golden light"
    opened = _BEFORE.match(before)
    if opened is None:
        return False
    last = opened["last"].lower()
    if _OF_A_VIEW.fullmatch(last):
        return _VIEW.match(prompt, comma) is not None
    if re.search(r"(?i)\bin\s+$", before[: opened.start("last")]) and last in words("colors"):
        return False  # "a girl in red, soft light"
    between = [word.strip(",") for word in opened["between"].split()]
    bare = all(_SMALL.fullmatch(word) or is_adjective(word) for word in between)
    return bare and is_adjective(last) and not _ends_in_noun(before)


def is_adjective(word: str) -> bool:
    """Whether a word is an adjective as a rule, by the list or by how it ends."""
    low = word.lower()
    return low in words("adjectives") | words("colors") or (
        _SHAPED.fullmatch(low) is not None and low not in words("no_adjectives")
    )


def _ends_in_noun(text: str) -> bool:
    """Whether a text ends in the name of something that is known."""
    known = (*find_entries(text, (*beings(), *materials())), *find_entries(text, places()), *find_things(text))
    return any(found.end == len(text) for found in known)
