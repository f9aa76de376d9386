"""Praise that takes its noun along, or leaves it behind: an experience, a masterpiece, exquisite detail."""

import re
from typing import NamedTuple

from promptkit.patterns import lazy
from promptkit.rules._praise import PLEASING, PRAISE
from promptkit.scene.forms import singular
from promptkit.scene.lexicon import verb_classes
from promptkit.scene.nouns import is_known_noun

_EXPERIENCE = lazy(
    r"(?:(?:(?:thus|thereby)\s+)?(?:creat|offer|provid|deliver|giv|promis|becom|mak)ing\s+(?:(?:it|this|for)\s+)?"
    r"|(?:it|this)(?:['’]s|\s+is|\s+becomes|\s+makes\s+for)\s+"
    r"|the\s+(?:scene|shot|video|clip|result)\s+(?:is|becomes|offers|provides|creates|feels\s+like)\s+)?"
    rf"(?:an?|the)\s+(?:truly\s+)?(?:{PRAISE})\s+(?:(?:and\s+)?(?:{PRAISE}|visual|cinematic|immersive|viewing|sensory)\s+)*"
    r"(?:experience|spectacle|sight|treat)(?:\s+for\s+(?:the\s+|all\s+|any\s+)?(?:viewers?|audience|eyes?|senses|everyone|all))?",
    re.IGNORECASE,
)
"""What says of a picture that it is one to be praised; nothing is lost with the whole of it."""
_MASTERPIECE = lazy(
    rf"(?:(?:{PRAISE})\s+)*(?:(?P<style>(?:cinematic|photorealistic|epic|poetic)\s+)|(?:an?\s+)?(?:true|pure|absolute|real|visual"
    r"|artistic)\s+)(?P<noun>masterpiece)",
    re.IGNORECASE,
)
_OF_A_SUBJECT = lazy(
    rf"(?P<article>(?:an?|the)\s+)?(?:(?:{PRAISE}|{PLEASING}|true|pure|absolute|real|visual|artistic|poetic)\s+)*"
    r"(?P<style>(?:(?:cinematic|photorealistic|hyper-?realistic|animated|surreal|painterly|minimalist)\s+)*)"
    r"(?:(?P<plain>masterpiece)\s+of\s+(?=an?\s|two|three|four|five|several)|masterpiece\s+(?:of|(?:captur|depict|show|portray|featur|showcas)ing)\s+"
    r"(?:(?:the\s+)?(?:(?:very|true|pure|raw|sheer)\s+)*(?:essence|spirit|soul|beauty|magic|majesty|grace|power)\s+of\s+)?)"
    r"(?=(?:an?|two|three|four|five|several)\s+\w)",
    re.IGNORECASE,
)
"""Praise where a shot names what it shows: "a cinematic masterpiece capturing the very essence of a hummingbird"."""
_LAVISH = lazy(
    rf"(?:(?:it|this|everything)\s+(?:is|looks)\s+)?(?:{PRAISE}|{PLEASING})"
    rf"(?:\s+(?:and|yet)\s+(?:{PRAISE}|{PLEASING}))*\s+in\s+(?:every|each)\s+(?:(?:single|possible|conceivable|imaginable)\s+)*"
    r"(?:way|sense|respect|aspect|detail|frame)(?:\s+(?:imaginable|possible|conceivable))?",
    re.IGNORECASE,
)
_IN_DETAIL = lazy(
    rf"\b(?P<before>[\w'’-]+)\s+in\s+(?P<praise>(?>(?:{PRAISE}|{PLEASING})\s+)+)detail\b(?!-)", re.IGNORECASE
)


def empty_part(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What of a stretch between commas goes as a whole; None where it tells anything more.

    Of a "cinematic masterpiece" the style stays.
    """
    if _EXPERIENCE.fullmatch(text, start, end) or _LAVISH.fullmatch(text, start, end):
        return start, end
    masterpiece = _MASTERPIECE.fullmatch(text, start, end)
    if masterpiece is None:
        return None
    return (masterpiece.start("noun"), end) if masterpiece["style"] else (start, end)


class Opening(NamedTuple):
    """Praise `text[start:end]` for which `put` stands in `text[first:last]`."""

    start: int
    end: int
    first: int
    last: int
    put: str


def masterpiece_of(text: str, start: int, end: int) -> Opening | None:
    """The praise that a sentence opens with before what it shows, and plain words for it.

    >>> masterpiece_of("A cinematic masterpiece of a hummingbird", 0, 40).put
    'A cinematic shot of '
    """
    found = _OF_A_SUBJECT.match(text, start, end)
    if found is None or text[:start].rstrip()[-1:] not in ("", ".", "!", "?", ":"):
        return None
    if found["plain"] and not found["style"]:  # "a true masterpiece of a building" is the building
        return None
    put = f"{found['style'].lower()}shot of "
    if found["article"]:
        put = f"{'an' if put[0] == 'a' else 'a'} {put}"
    if text[found.start()].isupper():
        put = put[0].upper() + put[1:]
    first = found.end("article") if found["article"] else found.start()
    last = found.end("plain") if found["plain"] else found.end()
    return Opening(first, len(text[:last].rstrip()), found.start(), found.end(), put)


def praise_of_detail(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The praise of "a vase in exquisite detail", which stays in detail; not of what somebody does in that way."""
    found = _IN_DETAIL.search(text, start, end)
    if found is None or _is_done(found["before"].lower()):
        return None
    return found.start("praise"), found.start("praise") + len(found["praise"].rstrip())


def _is_done(word: str) -> bool:
    """Whether it is what something does: "the rose opens in stunning detail"."""
    return word.endswith("s") and bool(verb_classes(singular(word))) and not is_known_noun(word)
