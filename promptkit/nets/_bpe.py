"""CLIP's tokens: byte pair encoding of lower-cased text, with OpenAI's list of merges (`simple_tokenizer.py`)."""

import gzip
import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from promptkit.errors import WeightsError
from promptkit.nets.weights import Located

END_OF_WORD = "</w>"
SPECIAL = ("<start_of_text>", "<end_of_text>")
MOST_MERGES = 49152 - 256 - len(SPECIAL)
"""The vocabulary is 49,408 tokens: 512 bytes, inside a word and at its end, the merges, and the two special ones."""
_CONTRACTION = re.compile("'(?:s|t|re|ve|m|ll|d)")
_RUN = re.compile("L+|N|O+")
_PLAIN = str.maketrans("‘’“”", "''\"\"") | {0xFF01 + n: 0x21 + n for n in range(94)}
"""Straight for curly quotes, and usual for full-width characters."""


def load_tokens(found: Located) -> Callable[[str], list[int]]:
    """A function from text to tokens, the start and end token included, as long as it may be.

    Text is brought to Unicode's composed form, curly quotes are made straight, full-width characters usual, HTML
    entities are resolved, as OpenAI's code does with ftfy; text in a wrong encoding is not mended here.

    Raises:
        WeightsError: the file cannot be read.
    """
    try:
        lines = gzip.decompress(found.path.read_bytes()).decode("utf-8").split("\n")
    except (OSError, EOFError, ValueError) as error:
        raise WeightsError(f"{found.path} cannot be read as a list of merges ({error}); fetch it again") from error
    merges = [tuple(line.split()) for line in lines[1 : MOST_MERGES + 1] if line]
    characters = _characters()
    alphabet = list(characters.values())
    vocabulary = [*alphabet, *(one + END_OF_WORD for one in alphabet), *("".join(merge) for merge in merges), *SPECIAL]
    numbers = {token: number for number, token in enumerate(vocabulary)}
    ranks = {merge: rank for rank, merge in enumerate(merges)}
    start, end = (numbers[token] for token in SPECIAL)

    def tokens(text: str) -> list[int]:
        words = ("".join(characters[byte] for byte in piece.encode()) for piece in _pieces(_clean(text)))
        return [start, *(numbers[part] for word in words for part in _merged(word, ranks)), end]

    return tokens


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", html.unescape(html.unescape(text))).translate(_PLAIN)
    return " ".join(text.split()).lower()


def _pieces(text: str) -> Iterator[str]:
    """Contractions, runs of letters, single digits, runs of anything else but spaces."""
    kinds = "".join(" " if one.isspace() else {"L": "L", "N": "N"}.get(unicodedata.category(one)[0], "O")
                    for one in text)  # fmt: skip
    place = 0
    while place < len(text):
        found = _CONTRACTION.match(text, place) or _RUN.match(kinds, place)
        end = found.end() if found else place + 1
        if found:
            yield text[place:end]
        place = end


def _merged(word: str, ranks: Mapping[tuple[str, ...], int]) -> Sequence[str]:
    """The word as tokens: again and again all pairs of the kind that was merged first in training become one."""
    parts = [*word[:-1], word[-1] + END_OF_WORD]
    while len(parts) > 1:
        best = min(pairwise(parts), key=lambda pair: ranks.get(pair, len(ranks)))
        if best not in ranks:
            break
        joined: list[str] = []
        for part in parts:
            if joined and (joined[-1], part) == best:
                joined[-1] += part
            else:
                joined.append(part)
        parts = joined
    return parts


def _characters() -> dict[int, str]:
    """A printable character for each byte: its own where it has one, else one from 256 on, in order."""
    own = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in own]
    return {byte: chr(byte) for byte in own} | {byte: chr(256 + n) for n, byte in enumerate(others)}
