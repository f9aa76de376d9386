"""`overlong-prompt` counts in the unit of the target."""

import pytest

from promptkit.lint import check_shot
from promptkit.negative import measure
from promptkit.rules.overlong_prompt import overlong_prompt
from promptkit.testing import example_shot


def check(prompt, **fields):
    return check_shot(example_shot("", prompt=prompt, **fields), [overlong_prompt])


@pytest.mark.parametrize(
    ("target", "limit", "char", "width"),
    [
        ("kling-2.6", 2500, "a", 1),
        ("kling-2.6", 2500, "🎬", 1),
        ("kling-3.0@legacy", 2500, "a", 1),
        ("wan-2.7-t2v", 5000, "猫", 1),
        ("runway-gen-4.5", 1000, "a", 1),
        ("runway-gen-4.5", 1000, "🎬", 2),
        ("veo-3.1@runway", 1000, "é", 1),
        ("veo-3.1", 1024, "猫", 1),
    ],
)
def test_at_the_limit_fine_one_more_not(target, limit, char, width):
    """Exactly the limit fits; one character more is marked, and only that one."""
    fits = limit // width

    assert check(char * fits, target=target) == ()
    (finding,) = check(char * (fits + 1), target=target)
    assert (finding.start, finding.end) == (fits, fits + 1)


def test_advised_length_is_said_softly():
    """Between the advised and the hard limit it is a note that says that the text is taken; beyond, an error."""
    (soft,) = check("a" * 2501, target="kling-3.0")
    (hard,) = check("a" * 3073, target="kling-3.0")

    assert "takes it, but 2500 are advised" in soft.message
    assert soft.severity == "note"
    assert "takes 3072: cut 1" in hard.message
    assert hard.severity == "error"


def test_an_image_lowers_the_limit():
    """Kling 3.0 Turbo takes 3072 characters, and 2500 with an image."""
    assert "advised" in check("a" * 2600, target="kling-3.0-turbo")[0].message
    assert "takes 2500 with an image" in check("a" * 2600, target="kling-3.0-turbo", image="https://x/y.png")[0].message


def test_the_route_is_named():
    """The limits are the route's, and so is the name."""
    assert "kling-3.0@legacy takes 2500" in check("a" * 2501, target="kling-3.0@legacy")[0].message
    negative = check("A man.", target="kling-2.6@legacy", negative="a" * 2501)[0]
    assert "kling-2.6@legacy takes 2500" in negative.message


def test_a_folded_negative_counts():
    """Where the negative goes into the prompt, both together must fit."""
    assert check("a" * 2490, target="kling-2.6") == ()
    (finding,) = check("a" * 2490, target="kling-2.6", negative="jerky motion, flickering")
    assert "its negative folded in" in finding.message
    assert check("a" * 2490, target="kling-2.6@legacy", negative="jerky motion, flickering") == ()


def test_a_negative_of_its_own_has_its_own_limit():
    """Wan's field takes 500 characters; what is beyond is marked in the negative."""
    (finding,) = check("A man walks.", target="wan-2.7-t2v", negative="x" * 501)

    assert (finding.field, finding.start, finding.end) == ("negative", 500, 501)


def test_segments_of_a_multi_shot_prompt():
    """A shot of 512 characters fits, one of 513 does not; its surplus is marked."""
    fine = "shot 1, 4, " + "a" * 512 + "; shot 2, 6, b;"
    long = "shot 1, 4, b; shot 2, 6, " + "a" * 513 + ";"

    assert check(fine, target="kling-3.0") == ()
    (finding,) = check(long, target="kling-3.0")
    assert long[finding.start : finding.end] == "a"
    assert finding.message.startswith("shot 2 ")


@pytest.mark.parametrize(("words", "severity"), [(700, None), (730, "warning"), (1000, "error")])
def test_an_estimate_near_the_limit_is_no_error(words, severity):
    """Tokens are counted by words: surely fitting, perhaps too many, surely too many."""
    findings = check("a " * words, target="veo-3.1")

    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_tokens_are_estimated():
    """70 words are 100 tokens, long words count by 4 characters, CJK characters by one each."""
    assert measure("a " * 70, "tokens") == 100
    assert measure("a" * 400, "tokens") == 100
    assert measure("猫が走る", "tokens") == 4
    assert measure("", "tokens") == 0


def test_utf16_is_what_the_codec_says():
    """Units are half the bytes of UTF-16, lone surrogates included."""
    assert measure("a🎬é", "utf16") == 4
    assert measure("\ud83c", "utf16") == 1


def test_no_target_no_limit():
    """Without a target nothing is too long."""
    assert check("a" * 100_000) == ()
