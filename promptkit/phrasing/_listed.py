"""Comma lists, as prompts are written: what somebody has and where that is, tag after tag."""

import re

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy

_MOST = 5
"""Commas of a list; what stands behind more is too far from whom it is said of."""
_MOST_WORDS = 6
"""Words between two commas; longer stretches say more than what somebody has."""
_CLAUSE = lazy(
    r"(?i)[;:()\"“”]|\b(?:and|but|or|while|as|then|who|which|that|whose|where|when|because|so|until|with an?|is|are|"
    r"was|were|has|have|stands?|sits?|lies|he|she|it|they|we|i|you|his|its|their)\b"
)
"""What makes a clause of its own of a stretch between commas, or joins two things in one."""


def is_list(text: str) -> bool:
    """Whether a text, from the one it is about on, is a list of what that one has: no clause in it, nobody else.

    Behind such a list may stand what names whom or what it speaks of.
    """
    first, *more = re.split(r",\s+", text)
    if len(more) > _MOST or find_entries(first.partition(" ")[2], beings()):
        return False
    return all(
        len(stretch.split()) <= _MOST_WORDS and not _CLAUSE.search(stretch) and not find_entries(stretch, beings())
        for stretch in more
    )
