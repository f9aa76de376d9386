"""`dropped-default-negative`: a negative of one's own loses what the model keeps out by itself."""

from collections.abc import Iterator

from promptkit.lexicon import WORD
from promptkit.motion_terms import motion_terms_in
from promptkit.negative import append_fix, default_terms, mentions, stem, terms
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

SAME_LETTERS = 4
"""How many first letters make two words kin: "blur" is found in "blurry" and "blurred", not in "blue"."""


@rule(code="NEG006", family="negative", severity="warning")
def dropped_default_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The negative replaces the model's own, and leaves out what stood in it.

    Why:
        Some services use a negative of their own when none is given. Any other text replaces it as a whole, so that a
        list meant to add to it takes away what kept blur and low quality out.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0@fal
        negative: jerky motion, flickering, warping, morphing faces
    Good:
        prompt: A man walks along the pier.
        target: kling-3.0@fal
        negative: jerky motion, flickering, warping, morphing faces, blurry, worst quality
    Fix:
        Safe: appends the terms that are gone. Other words for them count. What the prompt itself names ("motion blur")
        is left out, and motion defects are the business of `incomplete-negative`.
    References:
        fal.ai, Kling 3.0: negative_prompt with the default "blur, distort, and low quality". Wan 2.1,
        wan/text2video.py: the default is used only when the negative is empty.
    """
    negative = shot.negative or ""
    if target is None or not negative.strip():
        return
    gone = [
        term
        for term in default_terms(target)
        if not motion_terms_in(term) and not _is_covered(term, negative) and not _is_named(term, shot.prompt)
    ]
    if not gone:
        return
    fix, too_short = append_fix(shot, gone, target)
    room = f"; make room first, {too_short}" if too_short else ""
    message = f"this replaces the negative that {target.full_name} has by itself and loses {', '.join(gone)}{room}"
    yield Finding.whole(negative, message, field="negative", fix=fix)


def _is_covered(term: str, negative: str) -> bool:
    """Whether a term of the negative has the last word of this one, or one that begins like it."""
    last = _last_stem(term)[:SAME_LETTERS]
    return any(stem(word.group()).startswith(last) for own in terms(negative) for word in WORD.finditer(own.text))


def _is_named(term: str, prompt: str) -> bool:
    """Whether the prompt speaks of the thing: what it may ask for is not ours to exclude."""
    return next(mentions(prompt, _last_stem(term)), None) is not None


def _last_stem(term: str) -> str:
    return stem(WORD.findall(term)[-1]) if WORD.search(term) else term
