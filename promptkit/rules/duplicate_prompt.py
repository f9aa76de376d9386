"""`duplicate-prompt`: the same clip is ordered twice."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot


@rule(code="TXT006", family="text", severity="warning")
def duplicate_prompt(shot: Shot, earlier: str | None) -> Iterator[Finding]:
    """A shot before this one orders the very same clip.

    Why:
        Copied rows are paid for twice, and in a comparison two samples of one prompt pass for two prompts, which makes
        the intervals too narrow. Shots count as the same when all that is sent to the model is: prompt and negative
        (whatever their case and blanks), target, duration, seed, images and the rest; ids, tags and variables are not
        sent. Repeats on purpose carry a seed each.
    Bad:
        prompt: A man walks along the pier.
        tags: [copy]
    Good:
        prompt: A man walks along the pier.
        seed: 2
    Fix:
        None: which of the two to keep, or what was to differ, the author knows.
    References:
        promptkit/stats.py: intervals are bootstrapped over prompts, which takes different prompts to be independent.
    """
    if earlier is not None:
        yield Finding.whole(
            shot.prompt, f"the same clip is ordered by {earlier} already: take one out, or give it a seed"
        )
