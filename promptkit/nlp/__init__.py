"""Text → tokens with part of speech and tag. The only importer of spaCy.

The pipeline in `model/` is ours, trained by `training/treebank.py`; nothing is downloaded. spaCy cuts the text into
tokens; `_tagger.py` reads them with the weights of the pipeline.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

    from promptkit.nlp._tagger import Tagger

MODEL = Path(__file__).with_name("model")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_loading = Lock()


class Token(NamedTuple):
    """One token of a text: `text[start:end]`."""

    text: str
    lower: str
    start: int
    end: int
    pos: str
    """Universal part of speech; `SPACE` for blanks."""
    tag: str
    """Penn tag."""


def analyse(text: str) -> list[Token]:
    """Tokens of `text`, with tags and parts of speech; any string is allowed, also the empty one.

    Positions in the text stay. Halves of surrogate pairs, which no UTF-8 file can hold, are read as U+FFFD.
    """
    with _loading:
        pipeline, tagger = _pipeline()
    doc = pipeline.make_doc(_HALF_CHARACTERS.sub("\ufffd", text))
    return [
        Token(token.text, token.lower_, token.idx, token.idx + len(token), "SPACE" if token.is_space else pos, tag)
        for token, (tag, pos) in zip(doc, tagger(doc), strict=True)
    ]


@cache
def _pipeline() -> "tuple[Language, Tagger]":
    with _torch_hidden():
        import spacy  # noqa: PLC0415 - half a second that `promptkit --help` must not pay

        from promptkit.nlp._tagger import tagger_of  # noqa: PLC0415

        pipeline = spacy.load(MODEL)
        return pipeline, tagger_of(pipeline)


@contextmanager
def _torch_hidden() -> Iterator[None]:
    """Keep torch out while spaCy loads.

    thinc, below spaCy, imports torch whenever it is installed, to offer layers that our pipeline does not have;
    that alone takes more than a second. A None in `sys.modules` makes that import fail, which thinc takes as
    "not installed". A torch that is already there costs nothing and is left alone.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if sys.modules.get("torch", ...) is None:
            del sys.modules["torch"]
