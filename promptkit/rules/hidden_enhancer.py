"""`hidden-enhancer`: the provider rewrites the prompt before the model sees it."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="TXT005", family="text", severity="note")
def hidden_enhancer(shot: Shot, target: Target | None, *, short_words: int = 30) -> Iterator[Finding]:
    """The target rewrites prompts by default, and this shot is one where that changes much.

    Why:
        The model is shown another text than the one written here. A short prompt is mostly the rewriter's: published
        ones invent a camera move in 16 to 81 % of prompts that name none, and lose 10 to 31 % of the content words.
        A seed is given to repeat a clip, and does not, when the text behind it is rewritten each time.
    Bad:
        prompt: A man walks along the pier.
        target: wan-2.7-t2v
    Good:
        prompt: A man in a grey coat walks along a wooden pier towards the camera, the sea wind pressing the coat
            against his knees as low waves roll in beneath the planks and gulls drift past the lamp at its end.
        target: wan-2.7-t2v
    Fix:
        None: switch the rewriter off where the service lets you, or write down the text that was used. Option
        `short_words`: prompts with fewer words count as short (Veo hands its rewriting back for those below 30).
    References:
        Wan API: prompt_extend is true by default, the text used is returned as actual_prompt. Vertex AI, Veo:
        enhancePrompt; the rewritten prompt is returned for prompts under 30 words. PEBench 2026 (Wan Team and USTC):
        Kling 3.0 has an enhancer of its own. Shares measured on VBench and VBench-2.0 pairs of prompts.
    """
    enhancer = target.enhancer if target else None
    words = len(shot.prompt.split())
    is_short = 0 < words < short_words
    if target is None or enhancer is None or not enhancer.on_by_default or not (is_short or shot.seed is not None):
        return
    why = f"most of a prompt of fewer than {short_words} words will be the rewriter's" if is_short else ""
    why = why or f"seed {shot.seed} alone will not repeat the clip"
    if enhancer.can_be_disabled:
        remedy = f"switch {enhancer.option or 'its rewriter'} off to be filmed as written"
    else:
        remedy = "no switch for it is known, so write out what must not change, and keep the text that was used"
    yield Finding.whole(shot.prompt, f"{target.name} rewrites prompts by default: {why}; {remedy}")
