"""For tests of rules: shots written as rule pages write them, and spans marked in the text."""

import re
from dataclasses import fields, replace
from inspect import cleandoc
from typing import Any

import yaml

from promptkit.errors import UsageError
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document
from promptkit.sources.template import expand

SHOT_KEYS = frozenset(field.name for field in fields(Shot)) - {"origin", "unresolved"}
_TUPLES = ("elements", "tags", "ignore")


def example_shot(text: str, **overrides: Any) -> Shot:
    """The shot that an example on a rule's page stands for.

    A rule's `Bad` and `Good` each hold one example. When its first line starts with a key of a shot and a colon, the
    block is YAML:

        prompt: A man walks along the pier.
        target: veo-3.1
        negative: no blur

    When it starts with `shots:` it is a YAML file, and its first shot is meant.
    Otherwise the whole block is the prompt, its lines joined by single spaces, so that a long prompt can be wrapped.
    A template is filled from `vars` as in a shot file (the first version, where a variable is a list); with a variable
    that has no value it stays as it stands, and the shot is unresolved.

    Args:
        text: The example, indented as in a docstring or not.
        overrides: Fields of the shot to set on top.

    Raises:
        UsageError: the block is YAML, but no mapping, or names a key that a shot has not; or the template is broken.
    """
    block = cleandoc("\n" + text).strip()
    if block.startswith("shots:"):
        return replace(read_document(Document("example.yaml", block))[0], **overrides)
    key, colon, _ = block.partition(":")
    given = _from_yaml(block) if colon and key in SHOT_KEYS else {"prompt": " ".join(block.split())}
    merged = {"id": "example", **given, **overrides}
    prompt = str(merged.get("prompt") or "")
    version = next(expand(Document("<example>", prompt), prompt, None, merged.get("vars", {})))
    return Shot(**{**merged, "prompt": version.prompt, "unresolved": version.unresolved})


def marked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text with `[[...]]` around the expected spans → the plain text and those spans, in order.

    >>> marked("Zoom in while we [[pull back]].")
    ('Zoom in while we pull back.', ((17, 26),))
    """
    plain, spans = "", []
    for piece in re.split(r"(\[\[.*?\]\])", text, flags=re.DOTALL):
        inner = piece[2:-2] if piece.startswith("[[") and piece.endswith("]]") else None
        if inner is not None:
            spans.append((len(plain), len(plain) + len(inner)))
        plain += piece if inner is None else inner
    return plain, tuple(spans)


def _from_yaml(block: str) -> dict[str, Any]:
    try:
        given = yaml.safe_load(block)
    except yaml.YAMLError as error:
        raise UsageError(f"the example is no YAML: {error}; quote values that hold a colon or a brace") from error
    if not isinstance(given, dict) or not set(given) <= SHOT_KEYS:
        raise UsageError(f"the example must be keys of a shot with values, got {given!r}; keys: {sorted(SHOT_KEYS)}")
    return {key: tuple(value) if key in _TUPLES else value for key, value in given.items()}
