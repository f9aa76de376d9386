"""`unsupported-negative`: a negative for a model that has no use for one."""

from collections.abc import Iterator

from promptkit.rule import Finding, Fix, rule
from promptkit.scene import Span
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="NEG003", family="negative", severity="warning")
def unsupported_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The shot has a negative, but the target ignores or refuses it.

    Why:
        The terms never reach the model, so that what they were to keep out comes back; and words about a thing,
        written into the prompt instead, summon it.
    Bad:
        prompt: A man walks along the pier.
        target: runway-gen-4.5
        negative: flickering, warping
    Good:
        prompt: A man walks along the pier in steady light.
        target: runway-gen-4.5
    Fix:
        Unsafe: empties the negative; the wish that it held is lost unless the prompt says what is to be seen instead.
    References:
        Runway help centre, Gen-4 prompting guide: use positive phrasing and avoid negative prompts; Runway API types
        5.13.0: no negative field for gen4.5 and act_two. Kling Avatar (2026-09-20): a positive text prompt only.
    """
    negative = shot.negative or ""
    if target is None or target.negative.channel != "none" or not negative.strip():
        return
    everything = Span(negative, 0, len(negative))
    instead = "say in the prompt what is to be seen instead" if target.prompt.accepted else "leave it out"
    route = f" by the {target.route} route" if target.route else ""
    yield Finding.at(
        everything,
        f"{target.name} takes no negative{route}, so this has no effect; {instead}",
        field="negative",
        fix=Fix.delete(everything, safe=False, title="empty the negative", field="negative"),
    )
