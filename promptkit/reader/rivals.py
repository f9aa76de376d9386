"""Of several names that one motion is tied to, those that move by it.

A small network ties a motion to every thing that stands near it; grammar decides which of them it can belong to.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from promptkit.reader.agreement import Characters, is_of_one, named_again

_WORD_OR_MARK = re.compile(r"[^\W_]+(?:['\u2019-]\w+)*|[^\s\w]")
_ANDS = frozenset(["and", "or", "&", "plus", "+"])
_BEFORE_A_NOUN = frozenset(
    "of in on at from to into by behind through under over past near like for than".split()  # noqa: SIM905
)
_CLAUSE = re.compile(r"is|are|was|were|has|have|had|who|which|that|while|when|as|because|[.;:]", re.IGNORECASE)
"""What stands between two names only if they are in clauses of their own."""
_DETERMINER = r"(?:a|an|the|his|her|its|their|some|two|three|several|many|these|those|each)\s+"
_OF = re.compile(rf"\s*of\s+(?:{_DETERMINER})?(?:[\w'-]+\s+){{0,3}}|\s*of\s*", re.IGNORECASE)
_OF_PHRASE = re.compile(r"^\s++of\s++[^\s&+,]++(?:\s++(?!(?:and|or|plus)\b)[^\s&+,]++)*+", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:people|children|kids|friends|siblings|animals|pets|creatures|figures|characters|players|opponents|vehicles"
    r"|couple|pair|duo|trio|family|group)\b[\w\s]*$",
    re.IGNORECASE,
)
_THAT_IS = re.compile(r"\s*[,:(\u2014-]\s*(?:a|an|one|the)\b", re.IGNORECASE)
_AS_WHOM = re.compile(
    r"(?<!\s)\s++(?:dressed|disguised|clad|costumed|masked|cosplaying|posing)\s++(?:up\s++)?as\b", re.IGNORECASE
)
_GUISE = re.compile(rf"{_AS_WHOM.pattern}\s++(?:(?!(?:and|or|with)\b)[\w'-]++\s++)*+", re.IGNORECASE)
"""Between somebody and what he is made up to be: one of them moves."""
_DESCRIBES = re.compile(
    r"\s*+(?:,\s*+)?(?:with|in|on|at|from|by|under|over|above|behind|beside|near|among|against|between|around|inside|atop"
    r"|\w{2,}ing|(?:\w+ed|worn|held|drawn|seen|hidden|driven|made|led|lit)\s+(?:by|with|in|as|from|of|to|on|at))\b",
    re.IGNORECASE,
)
"""Begins what tells more of a name, and names other things for it: "a chef watched by his assistant"."""
_ANEW = re.compile(r",\s+(?:a|an|one|the|his|her|its|their|another)\s+(?:[\w'-]+\s+){0,2}$", re.IGNORECASE)
"""Between such words and a name that begins a clause of its own: "on the lawn, a man picks one up"."""
_ONE_MORE = re.compile(r"\b(?:a|an|one|the|his|her|its|another)\s+(?:[\w'-]+\s+){0,5}$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|who|which|that)\s+$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s*+(?:,\s*+)?(?:and|then|but|or)(?:\s*+,)?\s++(?:(?:then|also|\w+ly|\w+ed)(?:\s*+,)?\s++)*+", re.IGNORECASE
)
"""Between a name and a verb whose subject is told before that name: "meets a girl and hugs her"."""
_BLOWN = re.compile(
    rf"\b(?:wind|breeze|gale|gusts?|storm)\s+(?:in|through|over|across)\s+(?:{_DETERMINER})?(?:[\w'-]+\s+)?$",
    re.IGNORECASE,
)
"""What stands before a thing that moves without a verb: "wind in the trees"."""
_FAR = 40
"""Characters before a name in which it may be said that it stands for several."""
_LONG = 120
"""Characters before a name in which its article may stand."""


def without_rivals(
    text: str, names: Sequence[Characters], owned: Sequence[Sequence[int]], motions: Sequence[Characters]
) -> list[list[int] | None]:
    """For each name the motions that stay its own, or None where it is no mover of its own.

    Args:
        text: What was read.
        names: Of things that may move, in order; not of the camera, whose moves nothing else makes.
        owned: For each name the motions that it is tied to, by number.
        motions: All of them.
    """
    gaps = [text[one[1] : two[0]] for one, two in pairwise(names)]
    left: list[list[int] | None] = [[*own] for own in owned]
    for k, gap in enumerate(gaps, 1):
        if _OF.fullmatch(gap):
            left[k] = [motion for motion in owned[k] if motion not in owned[k - 1]] or None
    for k in _parts(text, names, owned, gaps):
        left[k] = None
    owners = defaultdict[int, list[int]](list)
    for k, own in enumerate(left):
        for motion in own or ():
            owners[motion].append(k)
    for motion, several in owners.items():
        before = [k for k in several if names[k][1] <= motions[motion][0]]
        for k in {*before} - {*_movers(text, names, before, left, motions, motion=motion)}:
            rest = [other for other in left[k] or () if other != motion]
            blown = _BLOWN.search(text[max(0, names[k][0] - _FAR) : names[k][0]])
            left[k] = rest if rest or blown else None
    return left


def _movers(
    text: str,
    names: Sequence[Characters],
    before: Sequence[int],
    left: Sequence[list[int] | None],
    motions: Sequence[Characters],
    *,
    motion: int,
) -> Sequence[int]:
    """Those of the names before a motion that grammar lets move by it."""
    span = start, _ = motions[motion]
    if not before or _PRONOUN.search(text[max(0, start - _FAR) : start]):
        return before
    if _GOES_ON.fullmatch(text, names[before[-1]][1], start):
        return before
    if (again := named_again(text, [names[k] for k in before], start)) is not None:
        return [before[again]]
    starts = [-1 if k == motion else other for k, (other, _) in enumerate(motions)]
    subjects = _subjects(text, [(k, names[k]) for k in before], span, starts)
    last = subjects[-1]
    return [last] if is_of_one(text, names[last][1], start) else [*_row(text, names, subjects, left, starts)]


def _subjects(
    text: str, before: Sequence[tuple[int, Characters]], motion: Characters, starts: Sequence[int]
) -> list[int]:
    """Names before a verb, by number, without those that only tell more of the ones before them.

    Of "a man in front of dancing children claps" it is the man.
    """
    guises = {two for one, two in pairwise(before) if _GUISE.fullmatch(text, one[1][1], two[1][0])}
    kept = [named for named in before if named not in guises]
    start, end = motion
    is_finite = not any(word.endswith("ing") for word in text[start:end].split()[:2])
    while len(kept) > 1:
        (_, one), (_, two) = kept[-2:]
        parted = is_finite or text[two[1] : start].lstrip().startswith(",")
        if not parted or not _is_phrase(text, (one[1], two[0]), starts):
            break
        kept.pop()
    return [k for k, _ in kept]


def _is_phrase(text: str, gap: Characters, starts: Sequence[int]) -> bool:
    """Whether what stands between two names is one phrase up to the second, without another verb (at `starts`)."""
    begins = _DESCRIBES.match(text, *gap)
    if begins is None or any(begins.end() <= start < gap[1] for start in starts):
        return False
    if _ANEW.search(text, begins.end(), gap[1]):
        return False
    between = text[slice(*gap)]
    return not _side_by_side(between) and not any(map(_CLAUSE.fullmatch, _WORD_OR_MARK.findall(between)))


def _row(
    text: str,
    names: Sequence[Characters],
    before: Sequence[int],
    left: Sequence[list[int] | None],
    starts: Sequence[int],
) -> Iterator[int]:
    """The last one of `before`, and those that stand in one row with it: none does that has another verb there."""
    yield before[-1]
    for two, one in pairwise(reversed(before)):
        gap = names[one][1], names[two][0]
        has_verb = any(gap[0] <= starts[k] < gap[1] for k in left[one] or ())
        next_to_it = all(left[k] is None for k in range(one + 1, two))
        if has_verb or not next_to_it or not _side_by_side(text[slice(*gap)], is_last=two == before[-1]):
            return
        yield one


def _parts(
    text: str, names: Sequence[Characters], owned: Sequence[Sequence[int]], gaps: Sequence[str]
) -> Iterator[int]:
    """Names that tell who the ones before them are: "two children, a boy and a girl"."""
    one_more = [_ONE_MORE.search(gap, max(0, len(gap) - _LONG)) is not None for gap in gaps]
    for k, gap in enumerate(gaps, 1):
        start, end = names[k - 1]
        if not (_THAT_IS.match(gap) and _SEVERAL.search(text[max(0, start - _FAR) : end])):
            continue
        last = k
        while last < len(gaps) and one_more[last] and _side_by_side(gaps[last]):
            last += 1
        parts = [part for part in range(k, last + 1) if set(owned[part]) <= set(owned[k - 1])]
        if len(parts) > 1:
            yield from parts


def _side_by_side(gap: str, *, is_last: bool = True) -> bool:
    """Are two names with `gap` between them in one row? The last two of a row have more than a comma between them."""
    said = [each.lower() for each in _WORD_OR_MARK.findall(_OF_PHRASE.sub(" ", _AS_WHOM.sub(" ", gap)))]
    links = [at for at, each in enumerate(said) if each in _ANDS or (each == "," and not is_last)]
    if not links or any(_CLAUSE.fullmatch(each) for each in said):
        return False
    return not any(each in _BEFORE_A_NOUN for each in said[links[-1] + 1 :])
