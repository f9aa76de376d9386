"""Words → scores: the encoder over windows of a text, and the heads that say what each word is.

A head is one column range of `Scores.tags`; the link vectors tell which motion or cause belongs to which name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from promptkit.reader.encoder import Encoder, Floats, Layer
from promptkit.reader.pieces import Vocabulary, Word

MODEL = Path(__file__).with_name("model")
NAME = slice(0, 9)
"""Outside, then begins and continues the name of a subject, an environment, the camera, a secondary element."""
MOTION = slice(9, 12)
"""Outside, begins, continues a motion."""
CAUSE = slice(12, 15)
"""Outside, begins, continues a cause."""
BEAT = 15
"""The motion that begins here comes after an earlier one of its element."""
MOVES = slice(16, 28)
"""The camera moves, in the order of `CAMERA_MOVES`."""
INERT = 28
"""The element that is named here cannot move by itself."""
CAUSED = 29
"""The text gives a cause for the motion of the element that is named here."""
BEATS = slice(30, 34)
"""The element that is named here does one thing, two in turn, three, more."""
OUTPUTS = 34
WINDOW = 320
"""Word pieces that are read at once; the cost of attention grows with its square."""
BEFORE = 96
"""Pieces of the window before that are read again, for what they say about the next ones."""
TOGETHER = 8
"""Windows that go through the encoder at once; more need more memory and gain nothing."""


@dataclass(frozen=True)
class Scores:
    """What the network says of each word."""

    tags: Floats
    """(words, OUTPUTS) logits."""
    links: Floats
    """(words, 4, size): as a motion, as the name of what moves; as a cause, as the name of what it moves."""
    bias: Floats
    """(2,): added to the product of a motion and a name, of a cause and a name."""


@dataclass(frozen=True)
class Network:
    """Everything that is learned."""

    vocabulary: Vocabulary
    encoder: Encoder
    tags: Floats
    tags_bias: Floats
    links: Floats
    links_bias: Floats
    link_bias: Floats

    def __call__(self, texts: Sequence[Sequence[Word]]) -> list[Scores]:
        """Scores of all words of each text, several windows at once."""
        read = [(words[context:end], start - context) for words in texts for context, start, end in windows(words)]
        rows = list[Floats]()
        for at in range(0, len(read), TOGETHER):
            some = read[at : at + TOGETHER]
            vectors = self.encoder([words for words, _ in some])
            rows += [own[skipped:] for own, (_, skipped) in zip(vectors, some, strict=True)]
        if not rows:
            rows = [np.zeros((0, self.tags.shape[0]), np.float32)]
        hidden = np.concatenate(rows)
        tags = hidden @ self.tags + self.tags_bias
        links = (hidden @ self.links + self.links_bias).reshape(len(hidden), 4, self.links.shape[1] // 4)
        bounds = accumulate((len(words) for words in texts), initial=0)
        return [Scores(tags[start:end], links[start:end], self.link_bias) for start, end in pairwise(bounds)]


def windows(words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """(first word of the context, first word to read, word behind the last), covering every word once, in order."""
    start = context = 0
    if sum(len(word.pieces) for word in words) <= WINDOW:  # almost always
        start = len(words)
        if words:
            yield 0, 0, start
    while start < len(words):
        size = sum(len(word.pieces) for word in words[context:start])
        end = start
        while end < len(words) and (end == start or size + len(words[end].pieces) <= WINDOW):
            size += len(words[end].pieces)
            end += 1
        yield context, start, end
        start = context = end
        size = 0
        while context and size + len(words[context - 1].pieces) <= BEFORE:
            context -= 1
            size += len(words[context].pieces)


@cache
def network() -> Network:
    """The network of `model/`, loaded once."""
    return load(MODEL)


def load(folder: Path) -> Network:
    """The network whose `vocab.txt` and `weights.npz` stand in `folder`."""
    vocabulary = Vocabulary(folder / "vocab.txt")
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        arrays = dict(stored)

    def matrix(name: str) -> Floats:
        """Stored as (outputs, inputs) integers with one scale for each output."""
        whole: Floats = (arrays[name] * arrays[f"{name}.scale"][:, None]).astype(np.float32)
        return np.ascontiguousarray(whole.T)

    def layer(at: int) -> Layer:
        return Layer(
            int(arrays[f"{at}.heads"]),
            matrix(f"{at}.qkv"),
            arrays[f"{at}.qkv.bias"],
            matrix(f"{at}.out"),
            arrays[f"{at}.out.bias"],
            arrays[f"{at}.norm_1"],
            matrix(f"{at}.up"),
            arrays[f"{at}.up.bias"],
            matrix(f"{at}.down"),
            arrays[f"{at}.down.bias"],
            arrays[f"{at}.norm_2"],
        )

    layers = tuple(layer(at) for at in range(sum(name.endswith(".heads") for name in arrays)))
    encoder = Encoder(
        arrays["pieces"], arrays["pieces.scale"], arrays["hanging"], arrays["places"], arrays["norm"], layers
    )
    return Network(
        vocabulary,
        encoder,
        matrix("tags"),
        arrays["tags.bias"],
        matrix("links"),
        arrays["links.bias"],
        arrays["link_bias"],
    )
