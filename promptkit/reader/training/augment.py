"""Texts without marks, made from ours, for the student to copy the teacher on.

Words swapped for others of the same part of speech, sentences of different prompts put together, pieces cut out, lower
case, no punctuation: what TinyBERT (Jiao et al. 2020, arXiv:1909.10351) does with a language model, with a tagger.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from promptkit.nlp import analyse

_SWAPPED = frozenset(["NN", "NNS", "NNP", "VB", "VBD", "VBG", "VBN", "VBZ", "JJ", "RB"])
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_SHORTEST = 8
"""Characters of a sentence worth mixing."""


def augmented(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` texts made from `texts`."""
    generator = random.Random(seed)
    docs = [analyse(text) for text in texts]
    words = defaultdict(list)
    for doc in docs:
        for token in doc:
            if token.tag_ in _SWAPPED and token.is_alpha:
                words[token.tag_].append(token.text)
    sentences = [part.strip() for text in texts for part in _SENTENCE_END.split(text) if len(part.strip()) > _SHORTEST]
    for _ in range(count):
        way = generator.random()
        if way < 0.55:
            yield _swapped(generator.choice(docs), words, generator.choice([0.15, 0.3, 0.5]), generator)
        elif way < 0.85:
            together = generator.sample(sentences, generator.choice([2, 2, 3, 4, 5, 6]))
            yield generator.choice([" ", " ", ", ", "\n"]).join(together)
        else:
            yield _roughened(generator.choice(texts), generator)


def _swapped(doc: Doc, words: dict[str, list[str]], share: float, generator: random.Random) -> str:
    parts, at = [], 0
    for token in doc:
        if token.tag_ in _SWAPPED and token.is_alpha and generator.random() < share:
            other = generator.choice(words[token.tag_])
            same_case = other.lower() if token.is_lower else other.capitalize() if token.is_title else other
            parts += [doc.text[at : token.idx], same_case]
            at = token.idx + len(token)
    return "".join([*parts, doc.text[at:]])


def _roughened(text: str, generator: random.Random) -> str:
    way = generator.random()
    if way < 0.4:
        return text.lower()
    if way < 0.6:
        return re.sub(r"[.,;:]", "", text)
    words = text.split()
    start = generator.randrange(len(words))
    return " ".join(words[start : start + generator.randrange(3, 30)])
