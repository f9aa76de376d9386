"""Scenes built by hand, so that rules are tested without the language model; and what a rewrite adds with it."""

from promptkit.rewrite import rewrite
from promptkit.scene import CameraMove, Element, Role, Scene, Span
from promptkit.shot import Shot


def added_by_rewriting(prompt: str, variants: int = 12) -> str:
    """What rewrites put into or behind a prompt, a line for each variant: what one of them says, others may not."""
    done = rewrite([Shot(id="s", prompt=prompt)], n=variants)
    return "\n".join(one.shot.prompt.replace(prompt.rstrip("."), "") for one in done)


def span_of(prompt: str, text: str) -> Span:
    """The first place where `text` stands in `prompt`."""
    start = prompt.index(text)
    return Span(text, start, start + len(text))


def scene(
    prompt: str,
    *elements: tuple[str, Role, str | None],
    camera: tuple[tuple[str, str | None, str], ...] = (),
    anchors: tuple[str, ...] = (),
    beats: int = 0,
    loose: tuple[str, ...] = (),
    caused: dict[str, str] | None = None,
) -> Scene:
    """A scene from words of the prompt.

    Args:
        prompt: The text.
        elements: (what, role, motion) triples, in words of the prompt.
        camera: (move, direction, words) triples.
        anchors: Noun phrases.
        beats: Actions one after another.
        loose: Which elements cannot move by themselves.
        caused: Cause by element.
    """
    made = tuple(
        Element(
            span_of(prompt, what),
            role,
            span_of(prompt, motion) if motion else None,
            span_of(prompt, (caused or {})[what]) if what in (caused or {}) else None,
            can_move_itself=what not in loose,
        )
        for what, role, motion in elements
    )
    moves = tuple(CameraMove(move, direction, span_of(prompt, words)) for move, direction, words in camera)
    return Scene(prompt, made, moves, beats, named=tuple(span_of(prompt, anchor) for anchor in anchors))
