"""Somebody whose noun is a verb as well, beside somebody else: the number tells that it is a noun, "a bride and groom".

The reader takes it for what the first one does; a noun of as many letters that is no verb is read in its place.
"""

import re
from functools import cache

from promptkit.patterns import lazy
from promptkit.scene.forms import is_plural
from promptkit.scene.lexicon import words
from promptkit.scene.nouns import names_somebody

_ONE_MORE = lazy(
    r"(?:(?:^|[.!?;:,\n]|\bof\b)\s*(?:(?:an?|the|one|two|three|several|his|her|our|my|their)\s+(?:[\w-]+\s+){0,2}?)?)"
    r"(?P<first>[^\W\d_]+)(?:\s+and|\s+&|,)\s+(?P<other>[^\W\d_]+)"
    r"(?=\s*(?:$|[.,;:!?\n)])|\s+(?:and|in|on|at|by|with|under|over|near|beside|behind|before|inside|outside|against|along"
    r"|across|among|between|around|next|facing|from|of|who|are|is|\w+ing)\b)",
    re.IGNORECASE,
)
"""Two who are named in a row where a sentence or a list begins; what a verb would be done to does not follow."""
_PLAIN = {4: "girl", 5: "woman", 6: "person", 7: "brother", 8: "daughter"}
_PLAIN_MANY = {5: "girls", 6: "people", 7: "friends", 8: "brothers", 9: "daughters"}
"""Nouns of somebody that are no verbs, by their letters."""


def with_plain_nouns(prompt: str) -> str:
    """The prompt with each such noun as one that is no verb; every character stays in its place."""
    for pair in _ONE_MORE.finditer(prompt):
        first, other = pair["first"].lower(), pair["other"].lower()
        many = is_plural(other)
        plain = (_PLAIN_MANY if many else _PLAIN).get(len(other))
        if plain and other in _also_verbs() and names_somebody(first) and is_plural(first) == many:
            prompt = prompt[: pair.start("other")] + plain + prompt[pair.end("other") :]
    return prompt


@cache
def _also_verbs() -> frozenset[str]:
    listed = words("motion_nouns", "of_somebody")
    return listed | {f"{word}es" if word.endswith(("ch", "s", "sh")) else f"{word}s" for word in listed}
