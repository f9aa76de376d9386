"""Scene + lexicon → words to add: what moves in a still prompt, and what makes a motion happen.

Everything added is an absolute or participial phrase ("her hair lifting as the wind runs through it") or an adverbial
("as the wind presses the fabric"): such phrases have no finite main verb and no tense of their own, so they can follow
a fragment and a sentence, in the present and in the past, and the original is left as it was written.
"""

import re
from dataclasses import dataclass, replace

from promptkit.lexicon import find_phrase, words
from promptkit.phrasing._cause import cause_of
from promptkit.phrasing._denied import denied_motion
from promptkit.phrasing._motion import ideas
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._place import clause_end, content_end
from promptkit.phrasing._place import sentence_around as sentence_around
from promptkit.scene import Element, Scene
from promptkit.tidy import quotations


@dataclass(frozen=True)
class Addition:
    """Text to be put into the prompt at the offset `at`."""

    at: int
    text: str


def set_in_motion(scene: Scene, *, variant: int = 0) -> Addition | None:
    """What to add to a prompt in which nothing moves; None when nothing fits (`why_still` says why).

    Args:
        scene: What was read from the prompt.
        variant: 0 for the first choice; others set other things in motion, wrapping round when there are no more.
    """
    if why_still(scene):
        return None
    at, found = _ideas(scene)
    if _is_quoted(scene.prompt, at):
        return None
    return Addition(at, "".join(f", {clause}" for clause in found[variant % len(found)]))


def variants(scene: Scene) -> int:
    """How many different additions `set_in_motion` knows for this prompt."""
    if asks_for_stillness(scene.prompt) or _said(scene.prompt, "lifeless"):
        return 0
    return len(_ideas(scene)[1])


def why_still(scene: Scene) -> str | None:
    """Why no motion can be added honestly; None when it can."""
    if asked := asks_for_stillness(scene.prompt):
        return f'the prompt asks for stillness ("{asked}")'
    if shown := _said(scene.prompt, "lifeless"):
        return f'what it shows cannot move by itself ("{shown}"); say what is done to it'
    if not variants(scene):
        return "nothing in the prompt is known to the lexicon as something that moves"
    return None


def give_cause(scene: Scene, element: Element, *, variant: int = 0) -> Addition | None:
    """What to add so that the motion of `element` has a cause; None when no honest cause is known."""
    if element.motion is None:
        return None
    before_noun = element.motion.end <= element.what.start
    text = cause_of(scene, element, as_participle=before_noun, variant=variant)
    if text is None or text.lower() in scene.prompt.lower():
        return None
    at = element.what.end if before_noun else clause_end(scene, element)
    clause = re.split(r"[,.;:!?]", scene.prompt[:at])[-1]
    if re.search(r"\bas\b", clause) or _is_quoted(scene.prompt, at):
        return None
    return Addition(at, f" {text}")


def _is_quoted(prompt: str, at: int) -> bool:
    """Whether an offset lies within a quotation, which is nobody's to change."""
    return any(start < at < end for start, end in quotations(prompt))


def asks_for_stillness(prompt: str) -> str | None:
    """The words by which a prompt asks for a picture that stands still."""
    return _said(prompt, "stillness") or denied_motion(prompt)


def _said(prompt: str, listed: str) -> str | None:
    span = find_phrase(prompt, words(listed))
    return prompt[slice(*span)] if span else None


def _ideas(scene: Scene) -> tuple[int, list[tuple[str, ...]]]:
    """Where an addition goes, and what it may be; what the prompt names only later is left out of it."""
    picture = picture_of(scene)
    at = content_end(scene, picture.focus)
    named = tuple(thing for thing in picture.things if thing.start < at)
    return at, ideas(replace(picture, things=named), camera_moves=bool(scene.camera_moves))
