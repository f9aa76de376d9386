"""Short codes of rules: a prefix that is their family's, and three digits (`MOT001`).

A code is a second name, the same for ever: never given to another rule, never renumbered. Rules of plug-ins and of rule
files have none, because the next number of a family may be ours tomorrow.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

PREFIXES = {
    "motion": "MOT", "cause": "CAU", "load": "LOD", "negative": "NEG", "clip": "CLP", "limits": "LIM", "assets": "AST",
    "text": "TXT", "cost": "CST",
}  # fmt: skip
"""By family; each selects its family."""
RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone."""
_LIKE_A_CODE = re.compile(rf"(?:{'|'.join(PREFIXES.values())})\d*", re.IGNORECASE)


class Coded(Protocol):
    """What has a code: a rule."""

    @property
    def name(self) -> str:
        """Its first name."""

    @property
    def family(self) -> str:
        """Whose prefix its code begins with."""

    @property
    def code(self) -> str:
        """The code; empty where it has none."""


def reads_as_code(name: str) -> bool:
    """Whether a name would be taken for a code or a prefix: no rule may be called so."""
    return bool(_LIKE_A_CODE.fullmatch(name))


def next_free(family: str, taken: Iterable[str]) -> str:
    """The code that the next rule of a family gets: above all that were ever given, gaps stay."""
    prefix = PREFIXES[family]
    numbers = (int(code[3:]) for code in (*taken, *RETIRED) if code.startswith(prefix) and code[3:].isdecimal())
    return f"{prefix}{max(numbers, default=0) + 1:03}"


def complaints(rules: Iterable[Coded]) -> Iterator[str]:
    """What is wrong with the codes of our own rules, each with the code to take instead."""
    rules = list(rules)
    taken = Counter(rule.code for rule in rules)
    for rule in rules:
        prefix = PREFIXES.get(rule.family)
        if prefix is None:
            yield f"rule {rule.name}: family {rule.family!r} has no prefix for codes; take one of {', '.join(PREFIXES)}"
        elif wrong := _wrong(rule, prefix, [one.name for one in rules if one.code == rule.code]):
            yield f'rule {rule.name}: {wrong}; write code="{next_free(rule.family, taken)}"'


def _wrong(rule: Coded, prefix: str, namesakes: list[str]) -> str | None:
    if not rule.code:
        return "it has no code"
    if not re.fullmatch(rf"{prefix}[0-9]{{3}}", rule.code):
        return f"code {rule.code!r} is not {prefix}, the prefix of family {rule.family}, and three digits"
    if rule.code in RETIRED:
        return f"code {rule.code} was that of a rule that is gone"
    return f"code {rule.code} is that of {' and '.join(namesakes)}" if len(namesakes) > 1 else None
