"""Text → words and word pieces: the WordPiece tokens of BERT's uncased vocabulary, each word with its place.

Wu et al. 2016 (arXiv:1609.08144) and the reference tokenizer of BERT (Devlin et al. 2018, arXiv:1810.04805): lower
case, accents dropped, every punctuation mark and every CJK character a word of its own, then the longest piece first.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

UNKNOWN, START, END = 100, 101, 102
"""Ids of [UNK], [CLS] and [SEP] in the vocabulary."""
_LONGEST_WORD = 100
"""Characters; a longer word is unknown, as in the reference tokenizer."""
_WORD = re.compile(
    r"[^\W_]+"  # letters and digits
    r"|[^\s]"  # any other mark alone
)
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")


@dataclass(frozen=True)
class Word:
    """One word of a text; `text[start:end]` are its characters."""

    start: int
    end: int
    pieces: tuple[int, ...]
    """Vocabulary ids, at least one."""


class Vocabulary:
    """Cuts text into words and pieces."""

    def __init__(self, path: Path) -> None:
        """Read one piece per line; the line number is its id."""
        lines = path.read_text(encoding="utf-8").split("\n")
        self._ids = {piece: number for number, piece in enumerate(lines) if piece}
        self.pieces = lru_cache(maxsize=20_000)(self._pieces)

    def words(self, text: str) -> list[Word]:
        """The words of `text` in order; control characters and halves of surrogate pairs count as unknown marks."""
        found = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            if _CJK.search(match[0]):
                found += [Word(at, at + 1, self.pieces(text[at])) for at in range(start, end)]
            else:
                found.append(Word(start, end, self.pieces(match[0])))
        return found

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not plain or len(plain) > _LONGEST_WORD:
            return (UNKNOWN,)
        ids, at = [], 0
        while at < len(plain):
            prefix = "##" if at else ""
            for end in range(len(plain), at, -1):
                number = self._ids.get(prefix + plain[at:end])
                if number is not None:
                    ids.append(number)
                    at = end
                    break
            else:
                return (UNKNOWN,)
        return tuple(ids)
