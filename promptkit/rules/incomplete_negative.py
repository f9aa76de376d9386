"""`incomplete-negative`: the negative forgets a motion defect."""

from collections.abc import Iterator

from promptkit.motion_terms import worded
from promptkit.negative import absent_motion_terms, append_fix, exclusions, ruled_out, without_exclusions
from promptkit.rule import Finding, rule
from promptkit.seen_faces import may_show_a_face
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="NEG002", family="negative", severity="warning")
def incomplete_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A motion defect that every negative should name is absent from it.

    Why:
        A negative of one's own replaces the list that a model would use by itself. One that speaks of hands and
        watermarks only leaves jerky motion, flickering, warping and morphing faces free to happen. Near-synonyms
        count: jitter, strobing, distortion, deformed faces. Where a model reads exclusions in the prompt, those that
        stand there ("no text") are part of it.
    Bad:
        prompt: A man walks along the pier.
        negative: blurry, watermark, jittery movement
    Good:
        prompt: A man walks along the pier.
        negative: blurry, watermark, jittery movement, flicker, distortion, deformed faces
    Fix:
        Safe: appends the absent terms; nothing that was there is touched. Where the prompt asks for the thing itself
        (a candle that flickers), the defect is put in other words. Faces need no term where none may be seen: no
        being or part of one is named but to be kept out ("no people"), and no image goes with the shot.
    References:
        Wan 2.1, wan/text2video.py: the default list is used only when the negative is empty. LTX-Video, inference.py:
        "worst quality, inconsistent motion, blurry, jittery, distorted".
    """
    negative, channel = shot.negative or "", target.negative.channel if target else "field"
    in_prompt = ruled_out(shot.prompt) if channel == "prompt" else ""
    named = ", ".join(filter(None, (negative.strip(), in_prompt)))
    if not named or channel == "none":
        return
    absent = worded(absent_motion_terms(named, faces=may_show_a_face(shot)), without_exclusions(shot.prompt))
    if not absent:
        return
    fix, too_short = append_fix(shot, absent, target)
    room = f"; make room first, {too_short}" if too_short else ""
    who = "the negative leaves" if negative.strip() else f"the exclusions in the prompt ({_quoted(shot.prompt)}) leave"
    message = f"{who} out {', '.join(absent)}{room}"
    yield Finding.whole(negative, message, field="negative", fix=fix)


def _quoted(prompt: str) -> str:
    """What a prompt rules out, as it says it."""
    return ", ".join(f'"{order.text}"' for order in exclusions(prompt))
