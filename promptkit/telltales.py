"""What a text must hold for a regular expression to match in it: letters that no match can do without.

Looking for two hundred patterns in a prompt takes longer than reading it. Most prompts hold nothing that any of them is
about, which a few set operations tell: every match holds one of the telltales of its pattern. Where a text holds none,
the pattern need not be looked for, in it or in any part of it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from math import prod
from re import _constants as op  # type: ignore[attr-defined]  # only there Python says what a pattern is made of
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 300
"""Strings that are told apart at most."""
GRAM = 4
"""Characters that a telltale is looked up by; shorter ones are looked for in the whole text."""
TOGETHER = 3
"""Telltales that one pattern may need at once; more tell little more."""
COMMON = 0.02
"""Expected number in each character of a text from which on telltales tell nothing."""
_SHARE = {letter: 0.18 * 0.86**rank for rank, letter in enumerate(" etaoinsrhldcumfgpwybvkxjqz")}
"""Of a text, about, that a character is; any other is as rare as the last."""
_NOTHING = frozenset([""])
_BLANK = frozenset([" "])
_BLANKS = (op.IN, [(op.CATEGORY, op.CATEGORY_SPACE)])
Strings = frozenset[str]
Read = tuple[Strings | None, tuple[Strings, ...]]
"""All that a part of a pattern matches, where that is little; and sets, of each of which its matches hold a string."""
_known: dict[str, tuple[str, ...]] = {}
"""All telltales by what they are looked up by: a text is searched for them once, and not for each pattern."""
_made: list["Telltales"] = []
"""A text that was searched is searched again when there are more of them; in threads too nothing is missed by it."""


class Telltales:
    """The telltales of some patterns: a text that holds none is matched by none of them."""

    def __init__(self, sources: Iterable[tuple[str, int]]) -> None:
        """Of patterns, each given by its text and its flags."""
        self._of_each = [_needed(source, flags) for source, flags in sources]
        for telltale in frozenset[str]().union(*(strings for each in self._of_each for strings in each)):
            key = _looked_up_by(telltale)
            _known[key] = tuple({*_known.get(key, ()), telltale})
        _made.append(self)

    def may_be_in(self, small: str) -> bool:
        """Whether any may match, in any case, in a text whose small letters are given."""
        held = _held(small, len(_made))
        return any(not any(strings.isdisjoint(held) for strings in each) for each in self._of_each)


@lru_cache(maxsize=32)
def _held(small: str, made: int) -> Strings:
    """The known telltales that a text holds, one blank standing for every run of them, and around the text."""
    plain = f" {' '.join(small.split())} "
    there = {plain[at : at + GRAM] for at in range(len(plain) - GRAM + 1)} & _known.keys()
    there |= {each for each in _short(made) if each in plain}
    return frozenset(
        telltale for key in there for telltale in _known[key] if len(telltale) <= GRAM or telltale in plain
    )


@lru_cache(maxsize=1)
def _short(_: int) -> tuple[str, ...]:
    """The known ones that no run of `GRAM` characters finds."""
    return tuple(each for each in list(_known) if len(each) < GRAM)


@lru_cache(maxsize=10_000)
def _looked_up_by(telltale: str) -> str:
    """Its run of `GRAM` characters with the rarest letters; itself where it is no longer."""
    if len(telltale) <= GRAM:
        return telltale
    runs = (telltale[at : at + GRAM] for at in range(len(telltale) - GRAM + 1))
    return min(runs, key=_expected)


@lru_cache(maxsize=10_000)
def _expected(text: str) -> float:
    """How often a text may be met, for each character of any other."""
    return prod(_SHARE.get(letter, _SHARE["z"]) for letter in text)


def _needed(source: str, flags: int) -> tuple[Strings, ...]:
    """Sets of strings, of each of which every match holds one, in small letters and with one blank for any number."""
    return () if flags & (re.VERBOSE | re.LOCALE) else _needs(_of(_parser.parse(source, flags)))


def _of(items: Iterable[tuple[Any, Any]]) -> Read:
    """Of a sequence."""
    needs: list[Strings] = []
    run, is_whole = _NOTHING, True
    for item in items:
        exact, also = _of_item(item)
        needs += also
        if exact is not None and len(run) * len(exact) <= MOST:
            run = frozenset((first + second).replace("  ", " ") for first, second in product(run, exact))
        else:
            needs.append(run)
            run, is_whole = exact or _NOTHING, False
    return (run, _best(needs)) if is_whole else (None, _best([*needs, run]))


def _best(needs: Iterable[Strings]) -> tuple[Strings, ...]:
    """The rarest; what holds the empty string is in every text."""
    rated = sorted((sum(_expected(_looked_up_by(each)) for each in need), need) for need in needs if "" not in need)
    return tuple(need for rate, need in rated[:TOGETHER] if rate < COMMON)


def _of_item(item: tuple[Any, Any]) -> Read:  # noqa: PLR0911 - one line for each kind
    kind, of = item
    if item == _BLANKS:
        return _BLANK, ()
    if kind is op.LITERAL:
        return _letter(of), ()
    if kind is op.IN:
        return _class(of), ()
    if kind is op.SUBPATTERN:
        return _of(of[3])
    if kind is op.ATOMIC_GROUP:
        return _of(of)
    if kind is op.BRANCH:
        return _any(_of(each) for each in of[1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeated(*of)
    if kind is op.ASSERT:
        return _NOTHING, _needs(_of(of[1]))
    return (_NOTHING if kind in (op.AT, op.ASSERT_NOT) else None), ()


def _needs(read: Read) -> tuple[Strings, ...]:
    exact, needs = read
    return needs if exact is None else _best([*needs, exact])


def _repeated(least: int, most: int, items: Any) -> Read:
    read = _of(items)
    exact = read[0]
    if exact == _BLANK:  # a run of blanks is one
        return (exact if least else _BLANK | _NOTHING), ()
    if least == 1 and most == 1:
        return read
    if least == 0:
        return (exact | _NOTHING if most == 1 and exact is not None else None), ()
    return None, _needs(read)


def _any(branches: Iterable[Read]) -> Read:
    """Of alternatives: what each needs most."""
    read = list(branches)
    exacts = [exact for exact, _ in read if exact is not None]
    exact = frozenset[str]().union(*exacts)
    if len(exacts) == len(read) and len(exact) <= MOST:
        return exact, ()
    needs = [_needs(each)[:1] for each in read]
    need = (frozenset[str]().union(*(first for (first,) in needs)),) if all(needs) else ()
    return None, need


def _class(members: Any) -> Strings | None:
    """One of a few characters."""
    letters = [_letter(of) if kind is op.LITERAL else None for kind, of in members]
    return frozenset[str]().union(*(each for each in letters if each)) if None not in letters else None


def _letter(number: int) -> Strings | None:
    """A character in small letters; None where its case is not to be told by `str.lower` alone."""
    letter = chr(number)
    if letter.isspace():
        return _BLANK
    return frozenset([letter.lower()]) if letter.isascii() or letter.lower() == letter.upper() else None
