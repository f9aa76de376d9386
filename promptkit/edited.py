"""A shot with edits made in its texts."""

from collections.abc import Iterable
from dataclasses import replace

from promptkit.lexicon import WORD
from promptkit.rule import Edit, Fix
from promptkit.shot import WRITABLE, Origin, Shot


def apply_fix(shot: Shot, fix: Fix) -> Shot:
    """The shot with one fix made in its values; its texts no longer point into a file."""
    return edited(shot, fix.edits)


def edited(shot: Shot, edits: Iterable[Edit]) -> Shot:
    """The shot with edits made in its texts, from the back so that none shifts another; they must not touch."""
    ordered = sorted((edit for edit in edits if edit.field in WRITABLE), key=lambda edit: -edit.start)
    changed = shot
    for edit in ordered:
        text = getattr(changed, edit.field) or ""
        changed = changed.with_text(edit.field, text[: edit.start] + edit.text + text[edit.end :])
    return replace(changed, origin=unwritten(shot.origin)) if ordered else shot


def unwritten(origin: Origin | None) -> Origin | None:
    """Where a shot came from, without the places of its texts: assets still lie beside the file."""
    return replace(origin, written={}) if origin else None


def brings_in_words(shot: Shot, fix: Fix) -> bool:
    """Whether a fix puts a word into the prompt that is not in what it takes out there."""
    return any(
        _words(edit.text) - _words(shot.prompt[edit.start : edit.end]) for edit in fix.edits if edit.field == "prompt"
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}
