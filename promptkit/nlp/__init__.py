"""Text → tokens with part of speech, tag and head. The only importer of spaCy.

The pipeline in `model/` is ours, trained by `training/treebank.py`; nothing is downloaded.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Doc

MODEL = Path(__file__).with_name("model")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_loading = Lock()


def analyse(text: str) -> "Doc":
    """Tokens of `text`, with tags, parts of speech and heads; any string is allowed, also the empty one.

    Positions in the doc are positions in the text. Halves of surrogate pairs, which no UTF-8 file can hold, are
    read as U+FFFD.
    """
    with _loading:
        pipeline = _pipeline()
    return pipeline(_HALF_CHARACTERS.sub("\ufffd", text))


@cache
def _pipeline() -> "Language":
    with _torch_hidden():
        import spacy  # noqa: PLC0415 - half a second that `promptkit --help` must not pay

        return spacy.load(MODEL)


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
