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
    "blur, never deform the fingers": "blur, deformed fingers",
    "do not crop her feet": "cropped feet",
    "do not distort or deform hands": "distorted hands, deformed hands",
    "do not warp hands and blur faces": "warped hands, blurred faces",
    "do not change the face and hands": "changing face and hands",
    "No flicker. No blur.": "flicker. blur.",
    "please don’t add subtitles": "subtitles",
    "不要闪烁，抖动": "闪烁，抖动",
    "I don't want any blur, flicker": "blur, flicker",
    "can't have people": "people",
    "We do not want to see the boom": "boom",
    "get rid of the captions": "captions",
    "make sure there are no people": "people",
}
BARE = [
    "nothing happening, never-ending corridor, zero gravity",
    "free-floating limbs, stop motion, lack of motion, not enough light, not in focus, hands with no thumbs",
    "flicker, warping",
    "normal map, noise, nozzle",
    "no one in the background",
    "no smoking sign",
    "no-parking zone",
    "black and white",
    "not safe for work",
    "no",
    "things that should not be there, lack of contrast, missing fingers",
    "nothing, cannot, canned laughter, nothingness",
]


@pytest.mark.parametrize(("before", "after"), FIXED.items())
def test_fix_takes_the_negation_off(before, after):
    """The thing stays, the instruction goes, separators stay as they were."""
    assert fix_shot(example_shot("A man walks.", negative=before), [negated_negative]).shot.negative == after


@pytest.mark.parametrize("negative", BARE)
def test_bare_terms_are_left_alone(negative):
    """Words that merely begin like a negation, and things that are called so, are terms."""
    assert check_shot(example_shot("A man walks.", negative=negative), [negated_negative]) == ()


@pytest.mark.parametrize(
    "negative",
    [
        "hands should not be deformed",
        "nothing modern",
        "text is not allowed",
        "zero text",
        "avoid: blur",
        "text-free",
        "prevent flicker",
        "fingers should never merge",
        "neither text nor logos",
        "omit captions",
        "and no logos",
        "no_text",
        "- no blur",
        "keep out of frame",
    ],
)
def test_no_fix_where_the_bare_words_are_unknown(negative):
    """A sentence is found, but only its author can say it in bare terms."""
    (finding,) = check_shot(example_shot("A man walks.", negative=negative), [negated_negative])

    assert finding.fix is None


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
