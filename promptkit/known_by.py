"""What a finding is known by while its file changes: the words that it is about, never their line."""

from typing import NamedTuple

from promptkit.rule import COMMENT, Finding
from promptkit.shot import Shot


class KnownBy(NamedTuple):
    """By what one finding is known."""

    name: str
    """What a baseline writes down: two shots that lack the same thing must not stand in for each other."""
    words: str
    """The words in the file: what most of them are still in is an edit of it."""
    formerly: tuple[str, ...] = ()
    """What a baseline may hold instead: it counted findings without words of their own by the file."""


def known_by(shot: Shot, finding: Finding) -> KnownBy:
    """The words that a finding is about; what a shot lacks is known by the shot, its id or else its prompt."""
    if finding.field == COMMENT:
        words = _words(shot.origin.document.text if shot.origin else "", finding)
        return KnownBy(words, words, ("",))
    if words := _words(getattr(shot, finding.field) or "", finding):
        return KnownBy(words, words)
    prompt = " ".join(shot.prompt.split())
    return KnownBy(shot.id if shot.origin and shot.origin.is_named else prompt, prompt, (prompt, ""))


def _words(text: str, finding: Finding) -> str:
    return " ".join(text[finding.start : finding.end].split())
