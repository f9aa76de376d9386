"""Marks → the labels of the scene gold set."""

from dataclasses import dataclass

from promptkit.reader.training.markup import ROLES, Mark, MarkedPrompt


@dataclass(frozen=True)
class Labels:
    """What a scene is scored by."""

    what: tuple[str, ...]
    """Names of the elements that are not the camera."""
    load: int
    static: bool
    camera: frozenset[str]
    uncaused: tuple[str, ...]
    has_cause: bool
    beats: int


def labels_of(prompt: MarkedPrompt) -> Labels:
    """The labels that the marks of a prompt amount to."""
    names = [mark for mark in prompt.marks if mark.kind in ROLES]
    caused = {mark.id for mark in prompt.marks if mark.kind == "k"}
    things = [mark for mark in names if mark.kind != "c"]
    subjects = [mark for mark in names if mark.kind == "s"]
    return Labels(
        tuple(_words(prompt, mark) for mark in things),
        sum(mark.kind != "x" for mark in names),
        not things,
        frozenset(move for mark in prompt.marks for move in mark.moves),
        tuple(_words(prompt, mark) for mark in things if mark.inert and mark.id not in caused),
        bool(caused),
        max((1 + _new_beats(prompt, subject) for subject in subjects), default=0),
    )


def _new_beats(prompt: MarkedPrompt, name: Mark) -> int:
    return sum(mark.new_beat for mark in prompt.marks if mark.kind == "m" and mark.id == name.id)


def _words(prompt: MarkedPrompt, mark: Mark) -> str:
    return prompt.text[mark.start : mark.end]
