"""`contradicted-negative`: the negative forbids what the prompt asks for."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from promptkit.lexicon import singular, words
from promptkit.motion_terms import motion_terms_in, worded
from promptkit.negative import absent_motion_terms, mentions, negations, overrun, terms
from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Scene, Span
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import cut

OF_ANY_CLIP = frozenset({
    "style", "styles", "work", "works", "image", "images", "picture", "pictures", "video", "videos", "footage", "clip",
    "frame", "frames", "shot", "shots", "scene", "background", "effect", "effects", "quality", "tone", "tones",
    "static", "still",
})  # fmt: skip
"""Terms of shipped negatives for the medium or its stillness; "documentary style", "static shot" ask for neither."""

_MOVES = frozenset({"pan", "tilt", "zoom", "dolly", "orbit"})
"""Camera moves when the camera makes them: a frying pan is none."""
_LOOKS = (words("style") | words("camera")) - OF_ANY_CLIP - {
    "light", "lit", "lighting", "lens", "color", "colour", "detailed", "mood", "casual", "studio", "portrait", "camera",
    "angle", "drone", "tripod", "arri", "abstract", "saturated", *_MOVES,
} | {"sepia"}  # fmt: skip
"""How the picture is made ("anime", "close-up"): asked for wherever it stands, also before another noun."""
_TIMES = frozenset({"night", "dusk", "dawn", "sunset", "sunrise", "twilight", "daytime"})
_COLOURLESS = frozenset({"black and white", "monochrome"})
_OF_A_THING = lazy(
    r"\s+(?!film|photo|footage|movie|noir|shot|style|video|image|picture|portrait|clip)[a-z]", re.IGNORECASE
)
"""A black and white cow is no black and white film."""
_DESCRIBES = lazy(
    r"\w{3,}(?:ed|ing|ous|ish|ful|less)|frozen|broken|(?:blur|grain|shak|jerk|nois|dirt|mess|blood|scar|creep|ugl|fogg|rain|snow"
    r"|cloud|mist|haz|sunn|empt)r?y",
    re.IGNORECASE,
)
_MOVING = lazy(r"\w+ing|rain|snow|flicker|jitter|shake|warp|morph|blink", re.IGNORECASE)
"""Terms that a verb of the prompt may answer to: a girl waves without any waves, a baker dusts a board without dust."""
_NOUNS = frozenset({"building", "painting", "clothing", "ceiling", "wedding", "evening", "morning", "string", "king"})
"""Things, though they end like verbs: a boy painting a fence is no painting."""


@rule(code="NEG004", family="negative", severity="warning")
def contradicted_negative(shot: Shot, scene: Scene, target: Target | None) -> Iterator[Finding]:
    """The prompt asks for something that the negative keeps out.

    Why:
        The model is pulled both ways: the thing comes out faint, deformed, or not at all. Long negatives that are
        pasted into every shot do this: the list of Wan forbids paintings and walking backwards.
    Bad:
        prompt: Rain falls on an empty street.
        negative: rain, flickering
    Good:
        prompt: Rain falls on an empty street.
        negative: rain on the lens, flickering
    Fix:
        Safe: takes the term out of the negative; what the prompt asks for outranks a list. A motion defect that nothing
        else in the negative keeps out is put in narrower words instead: "exposure jumps" for the "flickering" beside a
        candle that flickers. Only a thing that the prompt names as such, its motion or its look counts: "rain boots",
        "no rain" and words in quotation marks do not.
    References:
        Wan 2.1 and 2.2, wan/configs/shared_config.py (sample_neg_prompt): "style", "paintings", "walking backwards".
    """
    if not shot.negative or (target and target.negative.channel == "none"):
        return
    instructions = {term for term, _ in negations(shot.negative)}
    asked: dict[str, Span | None] = {}
    for term in (found := terms(shot.negative)):
        if term.text.casefold() in OF_ANY_CLIP or term in instructions:
            asked[term.text] = None
        if term.text not in asked:
            asked[term.text] = next(_asked_for(term.text, scene), None)
    kept = [text for text, place in asked.items() if place is None]
    for term in found:
        if (place := asked[term.text]) is None:
            continue
        said = f'"{term.text}" is kept out, but the prompt asks for it ("{place.text}"); '
        instead = _narrower(term, kept, scene)
        put = f"{shot.negative[: term.start]}{instead}{shot.negative[term.end :]}"
        if instead and not overrun(shot, put, target):
            kept.append(instead)
            fix = Fix(
                True, f'put "{instead}" in place of "{term.text}"', (Edit("negative", term.start, term.end, instead),)
            )
            yield Finding.at(term, f'{said}say "{instead}" instead', field="negative", fix=fix)
            continue
        gone = cut(shot.negative, term.start, term.end)
        fix = Fix(True, f'take "{term.text}" out of the negative', (Edit("negative", gone.start, gone.end, gone.put),))
        yield Finding.at(term, f"{said}drop the term", field="negative", fix=fix)


def _narrower(term: Span, kept: Sequence[str], scene: Scene) -> str | None:
    """Other words for a motion defect, which the prompt does not ask for and which nothing that is kept names."""
    absent = absent_motion_terms(", ".join(kept))
    defects = [defect for defect in motion_terms_in(term.text) if defect in absent]
    others = (
        other for defect, other in zip(defects, worded(defects, scene.prompt), strict=True) if other != defect.term
    )
    return next((other for other in others if next(_asked_for(other, scene), None) is None), None)


def _asked_for(term: str, scene: Scene) -> Iterator[Span]:
    """Where the prompt asks for what the term names."""
    verb = re.sub(r"(?<=\w{3})ing$", "e", term)
    spellings = (term, singular(term), term.replace(" ", "-"), term.replace("-", " "), verb)
    for word in dict.fromkeys(spellings):  # "paintings", "slow-motion", "smiling": a smile
        yield from (place for place in mentions(scene.prompt, word) if _is_meant(place, term, scene))
    first, *rest = term.split()
    if len(rest) != 1:
        return
    if first.lower().endswith("ing"):  # "morphing faces": her face morphs
        yield from mentions(scene.prompt, f"{rest[0]} {first}")
    between = r"(?:,?\s+(?!(?:of|in|on|at|by|to|with|and|or|the|an?)\b)[\w-]+){1,2}\s+$"  # "jerky, mechanical motion"
    starts = [*mentions(scene.prompt, first)]
    for place in mentions(scene.prompt, rest[0]):
        nearest = bisect_left(starts, place.start, key=lambda span: span.start)
        for start in starts[max(0, nearest - 1) : nearest]:
            if re.fullmatch(between, scene.prompt[start.end : place.start]):
                yield Span(scene.prompt[start.start : place.end], start.start, place.end)


def _is_meant(place: Span, term: str, scene: Scene) -> bool:
    """Whether the words stand for the thing itself, its motion or its look, and not for a part of another noun."""
    said, named = place.text.lower(), singular(term.lower())
    is_same = singular(said) == named
    if named in _MOVES:
        return any(_holds(move.span, place) for move in scene.camera_moves)
    if named in _COLOURLESS:
        return not _OF_A_THING.match(scene.prompt, place.end)
    nouns = (*scene.anchors, *(element.what for element in scene.elements))
    if is_same and any(_holds(noun, place) and (place.end == noun.end or named == "crowd") for noun in nouns):
        return True
    if named in _NOUNS:
        return False
    motions = (motion for element in scene.elements if element.role != "camera" for motion in element.motions)
    return bool(
        len(named.split()) > 1
        or (is_same and {named, said} & (_LOOKS | _TIMES))
        or (said == term.lower() and _DESCRIBES.fullmatch(said))
        or (_MOVING.fullmatch(term) and any(_holds(motion, place) for motion in motions))
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
