"""What the prompt has just named is not named again: a clause goes on about it, or is left out."""

import re

from promptkit.lexicon import Found, Material, beings, find_entries, find_phrase, materials, plural, singular, words
from promptkit.patterns import lazy
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._place import sentence_around

_CLAUSE = lazy(
    r"(?P<subject>(?!(?:his|her|its|their|some|one|a few)\b)(?:(?!\w+ing\b)[\w'’-]+\s+){1,6}?)(?P<does>\w+ing\b.*)",
    re.DOTALL,
)
_OF = lazy(r"(?P<part>.+?)\s+(?:of|on|in|over|above)\s+the\s+(?P<whole>.+)")
_THEREABOUTS = lazy(
    r"(?<!\s)\s+(?:(?:behind|around)(?: (?:him|her|it|them))?|outside|below|above|beyond|overhead|everywhere|nearby"
    r"|(?:in|on|at|over|under|around|behind|beside|near|along|by|from|between)"
    r"(?:\s+(?!(?:and|or|of|is|are|that|which|who|\w+ing|\w+ed)\b)[\w'’-]++){1,4})$",
    re.IGNORECASE,
)
"""What says where a thing is that is told last."""
_SETS_OFF = lazy(
    r"(?:[,.;:!?]\s+(?:and\s+)?|\bwith\s+)(?:(?!(?:and|or|in|on|at|of|by|near|over|under|behind|beside|from)\b)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
"""What stands before one thing more, of which it is also told where it is."""
_CLOSES = lazy(r"\s*(?:$|[,.;:!?])")
_NEAR = 3
"""Words behind which a thing may be named again."""
_LAST_WORDS = 120
"""Characters in which it is looked up what is told last."""

_WHERE = lazy(
    r"(?:\s+(?:in|on|at|over|above|under|below|beside|behind|near|along|across|against|between|by)"
    r"(?:\s+(?!(?:and|or|with|who|that|which|where|while|is|are|\w+ing|\w+ed)\b)[\w'’-]++)++)++\s*+",
    re.IGNORECASE,
)
"""Places, one behind the other."""
_OF_THEM = lazy(r"\s+of\s+(?:(?!(?:and|or|with|in|on|at|an?|the)\b)[\w'’-]+\s+){0,2}", re.IGNORECASE)
"""Between a field and the flowers that it is of."""
_PLACES_IT = lazy(r"\b(?:in|on|at|with|by|under|over|near|beside|behind|above|against|among|from)\b", re.IGNORECASE)


def unrepeated(clauses: tuple[str, ...], picture: Picture) -> tuple[str, ...]:
    """The clauses without those that name what was just named; the first goes on about what is told last.

    Who moves is named for other reasons, and what hangs on a body stands behind what that body does.
    Of "a bowl of soup, steam" the steam itself moves: "steam rising off the soup", and no steam is told twice.
    """
    told = picture.prompt[: picture.at]
    kept: list[str] = []
    for clause in clauses:
        found = _CLAUSE.fullmatch(clause)
        if found is None or find_entries(found["subject"], beings()):
            kept.append(clause)
            continue
        subject = found["subject"].strip()
        of = _OF.fullmatch(subject)
        head = _last_word(of["part"] if of else subject)
        if not kept and of is None and _ends_with(told, head):
            kept.append(f" {found['does']}")
        elif not kept and of is not None and (own := _own(told, _last_word(of["whole"]))):
            kept.append(f"{own} {of['part'].removeprefix('the ')} {found['does']}")
        elif kept or not any(_is_near(picture, _last_word(name)) for name in (head, of["whole"] if of else head)):
            kept.append(clause)
    return tuple(kept)


def _last_word(phrase: str) -> str:
    return phrase.rpartition(" ")[2].lower()


def _forms(noun: str) -> str:
    one = singular(noun)
    return "|".join(map(re.escape, sorted({noun, one, plural(one)}, key=len, reverse=True)))


def _ends_with(told: str, noun: str) -> bool:
    """Whether a thing is the last that is told, one more beside what came before."""
    last = re.compile(rf"\b(?:{_forms(noun)})$", re.IGNORECASE)
    if last.search(told):
        return True
    told = told[-_LAST_WORDS:]
    placed = last.search(_THEREABOUTS.sub("", told))
    if placed is None or _may_stir(told[placed.end() :]):
        return False
    return _SETS_OFF.search(told[: placed.start()]) is not None


def _own(told: str, noun: str) -> str | None:
    """How a part of what is told last is named: "curtains at a window, their edges stirring"; None of what is not."""
    if not _ends_with(told, noun):
        return None
    return "its" if singular(noun) == noun else "their"


def _is_near(picture: Picture, noun: str) -> bool:
    """Whether a thing was named few words before, and not in the name of another."""
    told = picture.prompt[: picture.at]
    ends = {phrase.end for phrase in picture.phrases}
    return any(
        len(told[named.end() :].split()) < _NEAR and (named.end() in ends or _CLOSES.match(told, named.end()))
        for named in re.finditer(rf"\b(?:{_forms(noun)})\b", told, re.IGNORECASE)
    )


def is_subject(picture: Picture, thing: Found[Material]) -> bool:
    """Whether the picture is of the thing, and behind it stands only where that is: a participle means it."""
    shown = next((each.end for each in picture.phrases if not find_phrase(each.text, words("camera"))), None)
    where = picture.prompt[thing.end : picture.at]
    named = shown is not None and (shown == thing.end or _OF_THEM.fullmatch(picture.prompt, shown, thing.start))
    placed = _PLACES_IT.search(picture.prompt[sentence_around(picture.prompt, thing.start)[0] : thing.start])
    somebody = find_entries(picture.prompt[: thing.start], beings())  # of "anime girl cherry blossoms" the girl
    if picture.beings or somebody or not named or placed:
        return False
    return _WHERE.fullmatch(where) is not None and not _may_stir(where)


def _may_stir(where: str) -> bool:
    """Whether a place names what the air moves as well: of "dewdrops on a leaf" the leaf would tremble."""
    return any(each.entry.stirred not in ("", "water") for each in find_entries(where, materials()))
