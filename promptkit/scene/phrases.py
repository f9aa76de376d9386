"""Noun phrases: an article, adjectives, nouns; without what follows the head noun."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from promptkit.scene import Span
from promptkit.scene.lexicon import words
from promptkit.scene.nouns import LIVING, kind_of
from promptkit.scene.words import Word, span_of

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BEFORE_ADJECTIVE = frozenset({"DET", "ADJ", "NUM"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase."""

    first: int
    """Index of its first word, article included."""
    last: int
    """Index of its head noun; in "herd of cows" of the cows."""
    kind: str
    """See `nouns.kind_of`; `pronoun` for a pronoun."""
    what: Span
    """Head noun with its compound nouns."""
    full: Span


def read_phrases(prompt: str, tokens: Sequence[Word]) -> tuple[Phrase, ...]:
    """All noun phrases, in order."""
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        end = _phrase_end(tokens, at)
        if end < 0:
            at += 1
            continue
        phrase = _phrase(prompt, tokens, at, end)
        inner = _phrase_end(tokens, end + 2) if _only_counts(tokens, end) else -1
        if inner >= 0:  # "a herd of cows" is about cows
            core = _phrase(prompt, tokens, end + 2, inner)
            what, full = (span_of(prompt, tokens[start], tokens[core.last]) for start in (end, at))
            phrase, end = replace(phrase, last=core.last, kind=core.kind, what=what, full=full), inner
        found.append(phrase)
        at = end + 1
    return tuple(found)


def _only_counts(tokens: Sequence[Word], end: int) -> bool:
    counts = tokens[end].lemma in words("motion_other", "collectives")
    return counts and end + 2 < len(tokens) and tokens[end + 1].lower == "of"


def _phrase_end(tokens: Sequence[Word], at: int) -> int:
    """Index of the last word of a noun phrase that begins at `at`, or -1."""
    if at >= len(tokens):
        return -1
    if tokens[at].pos == "PRON" and tokens[at].tag != "PRP$":
        return at
    last = -1
    for word in tokens[at:]:
        if word.pos in {"NOUN", "PROPN"}:
            last = word.i
        elif not (_opens(word) if word.i == at else _goes_on(word, tokens)):
            break
    return last


def _opens(word: Word) -> bool:
    return word.pos in _BEFORE_ADJECTIVE or word.tag == "PRP$"


def _goes_on(word: Word, tokens: Sequence[Word]) -> bool:  # noqa: PLR0911 - a decision list
    """May `word`, which is no noun, stand inside a noun phrase, before its head?"""
    previous = tokens[word.i - 1]
    following = tokens[word.i + 1] if word.i + 1 < len(tokens) else None
    if word.lower == "-" or word.lower in _POSSESSIVE:
        return True
    if word.pos == "DET" or word.tag == "PRP$":
        return previous.lower in {"all", "both", "each", "half"}
    if word.pos in {"ADJ", "NUM"}:
        return previous.pos not in {"NOUN", "PROPN"}
    if following is None:
        return False
    if word.lower == "," or word.pos == "CCONJ":  # "long, linear shadows"
        return previous.pos == "ADJ" and following.pos == "ADJ"
    if word.tag in {"VBN", "VBD"} and word.pos == "VERB":  # "a worn jacket"
        before = previous.pos in _BEFORE_ADJECTIVE | {"ADV"} or previous.tag == "PRP$" or previous.lower == "-"
        return before and following.pos in {"NOUN", "PROPN", "ADJ"}
    described = following.pos == "ADJ" or following.tag in {"VBN", "VBD"}
    return word.pos == "ADV" and previous.pos in _BEFORE_ADJECTIVE and described


def _phrase(prompt: str, tokens: Sequence[Word], first: int, last: int) -> Phrase:
    if tokens[first].pos == "PRON" and first == last:
        span = span_of(prompt, tokens[first], tokens[last])
        return Phrase(first, last, "pronoun", span, span)
    owner_mark = next((i for i in range(last, first, -1) if tokens[i].lower in _POSSESSIVE), -1)
    begin = last
    while begin > max(first, owner_mark + 1) and (
        tokens[begin - 1].pos in {"NOUN", "PROPN"} or tokens[begin - 1].lower == "-"
    ):
        begin -= 1
    last, kind = _doer_before_verb(tokens, begin, last)
    if owner_mark > 0 and kind in {"body", "hair", "trace"}:  # "dog's nose"
        begin = next(i for i in range(first, last + 1) if tokens[i].pos in {"NOUN", "PROPN"})
    while begin < last and (tokens[begin].lower == "-" or tokens[begin].lower.endswith("ing")):
        begin += 1
    what, full = (span_of(prompt, tokens[start], tokens[last]) for start in (begin, first))
    return Phrase(first, last, kind, what, full)


def _doer_before_verb(tokens: Sequence[Word], begin: int, last: int) -> tuple[int, str]:
    """In "dog sword fighting" the dog fights, and the sword says how."""
    kind = kind_of(tokens[begin : last + 1])
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    acts = after is not None and after.pos == "VERB" and after.lower.endswith("ing")
    if acts and kind in {"thing", "loose", "abstract", "nature"}:
        for at in range(last - 1, begin - 1, -1):
            if tokens[at].pos != "PUNCT" and (doer := kind_of(tokens[begin : at + 1])) in LIVING:
                return at, doer
    return last, kind
