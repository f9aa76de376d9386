"""The word lists behind the scene analysis (`promptkit/lexicon/{motion,movers,camera}_*.toml`)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "lexicon"
ACTIVE = frozenset({"travel", "act", "sway", "change", "light"})
"""Verb classes whose active forms are motion."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """The file `name` of the lexicon as it stands."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def classes_by_word(name: str) -> Mapping[str, frozenset[str]]:
    """Word → the headings of the file `name` that list it."""
    found: dict[str, set[str]] = {}
    for heading, listed in _word_lists(name).items():
        for word in listed:
            found.setdefault(word, set()).add(heading)
    return {word: frozenset(headings) for word, headings in found.items()}


def words(name: str, heading: str) -> frozenset[str]:
    """The words that the file `name` lists under `heading`."""
    return _word_lists(name)[heading]


def verb_classes(lemma: str) -> frozenset[str]:
    """What `motion_verbs.toml` says about a verb; empty when it says nothing."""
    return classes_by_word("motion_verbs").get(lemma, frozenset())


@cache
def _word_lists(name: str) -> Mapping[str, frozenset[str]]:
    return {heading: frozenset(listed.split()) for heading, listed in table(name).items() if isinstance(listed, str)}
