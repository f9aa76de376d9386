"""`negated-negative` finds instructions among the terms of a negative."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.negated_negative import negated_negative
from promptkit.testing import example_shot, marked

FIXED = {
    "no flicker, warping": "flicker, warping",
    "warping, without blur": "warping, blur",
    "Don't show any text": "text",
    "do not include faces; no logos": "faces; logos",
    "No text or watermark": "text, watermark",
    "no text and no logos": "text, logos",
    "avoid morphing faces": "morphing faces",
    "No no flicker": "flicker",
    "No flicker. No blur.": "flicker. blur.",
    "please don’t add subtitles": "subtitles",
    "不要闪烁，抖动": "闪烁，抖动",
}
BARE = [
    "flicker, warping",
    "normal map, noise, nozzle",
    "no one in the background",
    "no smoking sign",
    "no-parking zone",
    "black and white",
    "not safe for work",
    "no",
]


@pytest.mark.parametrize(("before", "after"), FIXED.items())
def test_fix_takes_the_negation_off(before, after):
    """The thing stays, the instruction goes, separators stay as they were."""
    assert fix_shot(example_shot("A man walks.", negative=before), [negated_negative]).shot.negative == after


@pytest.mark.parametrize("negative", BARE)
def test_bare_terms_are_left_alone(negative):
    """Words that merely begin like a negation, and things that are called so, are terms."""
    assert check_shot(example_shot("A man walks.", negative=negative), [negated_negative]) == ()


def test_the_span_is_the_term():
    """The finding covers the term with its negation, in the negative."""
    negative, spans = marked("blur, [[no flicker]], [[without text]]")
    findings = check_shot(example_shot("A man walks.", negative=negative), [negated_negative])

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert {finding.field for finding in findings} == {"negative"}


def test_also_where_the_negative_is_folded_into_the_prompt():
    """A shot holds bare terms whatever the target does with them: "no no flicker" helps nobody."""
    shot = example_shot("A man walks.", negative="no flicker", target="kling-3.0")

    assert len(check_shot(shot, [negated_negative])) == 1
