"""`contradicted-negative` compares the negative with what the prompt asks for."""

import pytest
from scenes import span_of

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.contradicted_negative import contradicted_negative
from promptkit.scene import Element, Scene
from promptkit.testing import example_shot, marked

CONTRADICTED = [
    ("Rain falls on an empty street.", "blur, [[rain]]"),
    ("A candle flickers in a dark room.", "[[flickering]], warping"),
    ("Many people walk across a square.", "[[people]]; text"),
    ("A woman hangs two paintings on a wall.", "[[paintings]]"),
    ("An oil painting of a ship, waves rolling.", "[[painting]], works"),
    ("Watercolour painting of a harbour", "[[paintings]], works"),
    ("cartoon fox dancing in the forest", "[[cartoon]], anime"),
    ("Extreme close-up of an eye opening.", "[[close-up]], wide angle"),
    ("A black and white film noir scene, a man smokes.", "[[black and white]]"),
    ("An old man walks backwards through a market.", "[[walking backwards]], ugly"),
    ("Lens flare sweeps across the windscreen.", "[[lens flare]]"),
    ("Her face morphs into a wolf's.", "[[morphing faces]], flickering"),
    ("A robot dances with jerky, mechanical motion.", "[[jerky motion]]"),
    ("A clown with a deformed, melting face leans in.", "[[deformed]], [[melting]]"),
    ("The camera zooms in on the ring.", "[[zoom]], pan"),
    ("Night street, a cat trots.", "[[night]], darkness"),
    ("Slow-motion shot of a dog", "[[slow motion]]"),
    ("The woman smiles.", "[[smiling]]"),
    ("A crowd of dancers spins.", "[[crowd]]"),
]
CLEAN = [
    ("A girl in rain boots jumps.", "rain"),
    ("A dry street, no rain. A dog runs.", "rain"),
    ("A man walks without people around him.", "people"),
    ('A sign reads "rain" and swings.', "rain"),
    ("A woman waves her hand.", "bad hands, extra fingers"),
    ("A man walks, documentary style, static shot.", "style, static, images"),
    ("A boy paints a fence.", "paintings"),
    ("A boy is painting a fence.", "painting"),
    ("A girl waves. A baker dusts a board. A robot waters a plant.", "waves, dust, water"),
    ("A black and white cow grazes.", "black and white"),
    ("A cook shakes a frying pan.", "pan"),
    ("A building site, cranes turn.", "building"),
    ("A face in the crowd, a morphing logo", "morphing faces"),
    ("A bad day, hands in his pockets", "bad hands"),
    ("A light rain falls on a drone.", "light, low light"),
    ("Rain falls.", "no rain"),
    ("A man walks.", None),
    ("", "rain"),
]


@pytest.mark.parametrize(("prompt", "negative"), CONTRADICTED)
def test_the_term_is_marked(prompt, negative):
    """The span is the term in the negative; the message quotes the words of the prompt."""
    plain, spans = marked(negative)
    findings = check_shot(example_shot(prompt, negative=plain), [contradicted_negative])

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert {finding.field for finding in findings} == {"negative"}


@pytest.mark.parametrize(("prompt", "negative"), CLEAN)
def test_look_alikes_are_left_alone(prompt, negative):
    """Parts of other nouns, what is ruled out or quoted, qualified terms and words for the medium do not count."""
    assert check_shot(example_shot("", prompt=prompt, negative=negative), [contradicted_negative]) == ()


@pytest.mark.parametrize(
    ("negative", "after"),
    [("rain, blur", "blur"), ("blur, rain", "blur"), ("blur; rain; text", "blur; text"), ("rain", "")],
)
def test_fix_takes_the_term_out(negative, after):
    """The other terms stay with their separators."""
    fixed = fix_shot(example_shot("Rain falls on a roof.", negative=negative), [contradicted_negative])

    assert fixed.shot.negative == after


@pytest.mark.parametrize(
    ("prompt", "negative", "after"),
    [
        ("A candle flickers.", "flickering, warping", "exposure jumps, warping"),
        ("A candle flickers.", "blur, flicker, flickering", "blur, exposure jumps"),
        ("A candle flickers.", "flickering, exposure jumps", "exposure jumps"),
        ("A robot dances with jerky motion.", "jerky motion; text", "stuttering frames; text"),
        ("A strobe light flickers on a dancer.", "flickering", "boiling textures"),
    ],
)
def test_a_motion_defect_is_kept_out_in_narrower_words(prompt, negative, after):
    """What the prompt asks for is allowed, and what is left of the defect stays kept out, once."""
    fixed = fix_shot(example_shot(prompt, negative=negative), [contradicted_negative])

    assert fixed.shot.negative == after


def test_a_term_without_room_for_more_words_is_taken_out():
    """Where the target takes no longer negative, the term goes."""
    shot = example_shot("A candle flickers.", negative="flickering, " + "x" * 485, target="wan-2.7-t2v")

    assert fix_shot(shot, [contradicted_negative]).shot.negative == "x" * 485


def test_silent_where_negatives_are_not_heeded():
    """A negative that reaches no model contradicts nobody."""
    shot = example_shot("Rain falls on a roof.", negative="rain", target="runway-gen-4.5")

    assert check_shot(shot, [contradicted_negative]) == ()


def test_a_short_term_is_no_form_of_another_word():
    """Two letters before "ing" are no stem: who dyes her hair is not dying."""
    prompt = "A woman dyes her hair"
    motion = span_of(prompt, "dyes")
    woman = Element(span_of(prompt, "woman"), "subject", motion, motions=(motion,))
    shot = example_shot("", prompt=prompt, negative="dying")

    assert list(contradicted_negative.check(shot, Scene(prompt, (woman,), (), 1), None)) == []
