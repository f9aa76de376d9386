"""Which language a prompt is written in: scenes are read in English only."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_SHARE = 0.95
"""Least share of unaccented Latin letters in a text that is taken for English by its small words alone."""
_SMALL_WORDS = frozenset({
    "the", "a", "and", "with", "her", "his", "its", "their", "she", "he", "they", "from", "through", "under", "while",
    "behind", "by", "into", "out", "that", "this",
})  # fmt: skip
_SMALL_SHARE = 0.12
_FEWEST_WORDS = 3
"""Below that, and in plain letters, no language can be told: it is taken for English."""
_ENGLISH_AT_LEAST = 0.02
"""Probability of English below which a prompt is taken for another language. Of 9,869 English prompts of ours (names,
tag soup and loan words among them) two fall below it, one of which is half German."""
_TELLING = re.compile(
    r"(?<![\w'’-])(?:eine[nmrs]?|ein|der|das|dem|und|mit|auf|durch|über|unter|ist|sich|im|zur?m?|vom|ihre?|seine?|"
    r"une|les|des|dans|avec|sur|et|du|aux?|qui|ses|"
    r"una|los|las|del|con|por|en|un|sus|y|il|lo|gli|della?|nella?|sulla?|che|sul|nel|mentre|"
    r"uma?|com|não|na|da|os|num|numa|ao|pela|pelo|een|het|van|op|met|voor|naar|zijn|haar|"
    r"en|och|på|av|ett|med|som|og|et|til|w|na|się|jest|ve|bir)(?![\w'’-])",
    re.IGNORECASE,
)
"""Small words of other languages, which a stretch that is written in one holds."""
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|«[^»\n]{1,400}»|„[^“”\n]{1,400}[“”]")
"""What is said or read in the picture may be in any language."""
_STRETCH = re.compile(r"[^,.;:!?\n()|]+")
_FEWEST_IN_STRETCH = 4
_GOOD_PART = 1 / 3
"""Share of the words from which on a prompt that is partly in another language is not read as English."""


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or of a good part of it; "en" where there is too little to tell."""
    whole = _language_of_all(text)
    if whole != ENGLISH or not _TELLING.search(text):
        return whole
    own = _QUOTED.sub(lambda quoted: "," * len(quoted[0]), text)
    foreign: dict[str, int] = {}
    for stretch in _STRETCH.findall(own):
        language = _language_of_stretch(stretch)
        if language != ENGLISH:
            foreign[language] = foreign.get(language, 0) + len(_WORD.findall(stretch))
    if not foreign or sum(foreign.values()) < _GOOD_PART * len(_WORD.findall(own)):
        return ENGLISH
    return max(foreign, key=foreign.__getitem__)


def is_mixed(text: str) -> bool:
    """Whether only a part of a text that is in another language is so."""
    return language_of(text) != ENGLISH and _language_of_all(text) == ENGLISH


def _language_of_stretch(stretch: str) -> str:
    """The language of what stands between two marks; English where it is short, or has small words of English."""
    words = _WORD.findall(stretch.lower())
    if len(words) < _FEWEST_IN_STRETCH or _SMALL_WORDS.intersection(words) or not _TELLING.search(stretch):
        return ENGLISH
    ranked = _identifier().rank(stretch)
    return ENGLISH if dict(ranked)[ENGLISH] >= _ENGLISH_AT_LEAST else str(ranked[0][0])


def _language_of_all(text: str) -> str:
    words = _WORD.findall(text.lower())
    letters = "".join(words)
    plain = sum(letter.isascii() for letter in letters) >= _PLAIN_SHARE * len(letters)
    if plain and (
        len(words) < _FEWEST_WORDS or sum(word in _SMALL_WORDS for word in words) >= _SMALL_SHARE * len(words)
    ):
        return ENGLISH
    ranked = _identifier().rank(text)
    likely: dict[str, float] = dict(ranked)
    return ENGLISH if likely[ENGLISH] >= _ENGLISH_AT_LEAST else str(ranked[0][0])


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - most prompts never need its model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
