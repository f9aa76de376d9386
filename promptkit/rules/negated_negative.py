"""`negated-negative`: an instruction where bare terms are wanted."""

from collections.abc import Iterator

from promptkit.negative import negations
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.shot import Shot
from promptkit.target import Target


@rule(family="negative", severity="warning")
def negated_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A term of the negative says "no", "without" or "don't".

    Why:
        A negative already means "not this". "No flicker" in it asks the model to stay away from there being no
        flicker, or is read as plain words; where promptkit folds the negative into the prompt it would become
        "no no flicker".
    Bad:
        prompt: A man walks along the pier.
        target: veo-3.1
        negative: no flicker, warping
    Good:
        prompt: A man walks along the pier.
        target: veo-3.1
        negative: flicker, warping
    Fix:
        Safe: takes the negation off and keeps the thing.
    References:
        Gemini API, Veo prompt guide: do not use instructive language or words like "no" or "don't"; write
        "wall, frame".
    """
    if target and target.negative.channel == "none":
        return
    for term, bare in negations(shot.negative):
        edit = Edit("negative", term.start, term.end, bare)
        fix = Fix(True, f'replace "{term.text}" by "{bare}"', (edit,)) if bare else None
        message = f'"{term.text}" is an instruction; a negative holds bare terms' + (f': "{bare}"' if bare else "")
        yield Finding.at(term, message, field="negative", fix=fix)
