"""A prompt taken apart: words with mended parts of speech, and noun phrases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promptkit.scene.forms import singular
from promptkit.scene.mending import part_of_speech
from promptkit.scene.phrases import Phrase, read_phrases
from promptkit.scene.words import Word

if TYPE_CHECKING:
    from promptkit.nlp import Token

_BLANKS = re.compile(r"[^\S\n]{2,}|(?<=[^\s.!?;:])[^\S\n]*\n[^\S\n]*(?=[a-z])")
"""Several blanks; or the end of a line that goes on in lower case, as wrapped text in YAML and CSV cells does."""
_SENTENCE_ENDS = frozenset(".!?;\n。！？")
_QUOTED = re.compile(r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|«[^»\n]{1,200}»")


@dataclass(frozen=True)
class Reading:
    """A prompt with its words and noun phrases; `words[i].i == i`."""

    prompt: str
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]


def flattened(prompt: str) -> tuple[str, list[int]]:
    """The prompt with every run of blanks that ends no line or sentence as one space, and where its characters stand.

    Shape: `len(flat) + 1` places, the last one the end of the prompt.
    """
    flat: list[str] = []
    places: list[int] = []
    done = 0
    for found in _BLANKS.finditer(prompt):
        flat += [prompt[done : found.start()], " "]
        places += range(done, found.start() + 1)
        done = found.end()
    return "".join([*flat, prompt[done:]]), [*places, *range(done, len(prompt) + 1)]


def read_text(prompt: str, flat: str, tokens: Sequence["Token"], places: Sequence[int]) -> Reading:
    """Words and phrases of a prompt of which `tokens` are those of the flattened text."""
    raw = _raw_words(flat, tokens, places)
    mended: list[Word] = []
    for word in raw:
        mended.append(_with_lemma(word, part_of_speech(word, raw, mended)))
    return Reading(prompt, tuple(mended), read_phrases(prompt, mended))


def _raw_words(flat: str, tokens: Sequence["Token"], places: Sequence[int]) -> list[Word]:
    quoted = [found.span() for found in _QUOTED.finditer(flat)]
    shouting = flat.isupper()
    raw: list[Word] = []
    sentence = 0
    for number, (text, lower, start, end, pos, tag) in enumerate(tokens):
        if any(first <= start < last for first, last in quoted) and pos != "PUNCT":
            pos = "X"  # noqa: PLW2901 - to be read in the picture, or said
        elif not shouting and len(lower) > 1 and text.isupper() and pos in {"VERB", "ADJ"}:
            pos = "X"  # noqa: PLW2901
        raw.append(Word(number, text, lower, lower, pos, tag, places[start], places[end - 1] + 1, sentence))
        sentence += text[:1] in _SENTENCE_ENDS
    return raw


def _with_lemma(word: Word, pos: str) -> Word:
    lemma = word.verb if pos in {"VERB", "AUX"} else singular(word.lower) if pos in {"NOUN", "PROPN"} else word.lower
    return Word(word.i, word.text, word.lower, lemma, pos, word.tag, word.start, word.end, word.sentence)
