"""`missing-negative`: nothing is kept out of the clip."""

from collections.abc import Iterator

from promptkit.negative import advised, appended, exclusions, overrun
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.seen_faces import may_show_a_face
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="NEG001", family="negative", severity="warning")
def missing_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The shot has no negative, though the target takes one.

    Why:
        Jerks, flicker, warping and melting faces are what spoils generated motion most often. Models that take a
        negative are steered away from them at no cost; the open models ship such lists as their default. Where a
        model reads exclusions in the prompt, those that stand there ("no flickering") are its negative, and
        `incomplete-negative` says what they leave out.
    Bad:
        prompt: A man walks along the pier, his coat pressed back by the wind.
        target: veo-3.1
    Good:
        prompt: A man walks along the pier, his coat pressed back by the wind.
        target: veo-3.1
        negative: jerky motion, flickering, warping, morphing faces
    Fix:
        Safe: writes the motion terms, those advised for the target, and the model's own default where a negative of
        one's own would replace it. A thing that the prompt asks for is not excluded, and faces are named only where one
        may be seen: a being or a part of one is named, or an image goes with the shot.
        None is offered where the target has no room for them. What is written is the shot's key `negative`; where the
        target reads exclusions at the end of the prompt only (Kling), whoever sends the shot writes them there, as in
        the line `send` of `promptkit rewrite`.
    References:
        Wan 2.1 and 2.2, wan/configs/shared_config.py (sample_neg_prompt); LTX-Video, inference.py (default negative);
        Kling API documents, 2026-09-20: the prompt may include negative descriptions.
    """
    channel = target.negative.channel if target else "field"
    if (shot.negative or "").strip() or channel == "none" or (channel == "prompt" and any(exclusions(shot.prompt))):
        return
    terms = advised(target, shot.prompt, faces=may_show_a_face(shot))
    where = f"{target.full_name} takes one ({target.negative.goes_into})" if target else "most models take one"
    text = appended(shot.negative, terms)
    too_short = overrun(shot, text, target)
    fix = None
    if not too_short:
        edit = Edit("negative", 0, len(shot.negative or ""), text)
        fix = Fix(True, f"set the negative to {text}", (edit,))
    message = f"no negative is given, and {where}; name at least: {', '.join(terms)}"
    message += f"; make room first, {too_short}" if too_short else ""
    yield Finding.whole(shot.negative, message, field="negative", fix=fix)
