"""Negatives are read as terms, and reach a model as it wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptkit.negative import absent_motion_terms, advised, appended, distinct, folded, terms
from promptkit.seen_faces import may_show_a_face
from promptkit.shot import Shot
from promptkit.target import find_target


@pytest.mark.parametrize(
    ("negative", "expected"),
    [
        (None, ()),
        ("", ()),
        (" , ;\n", ()),
        ("a, b b ;c\nd", ("a", "b b", "c", "d")),
        ("模糊，闪烁、d。e", ("模糊", "闪烁", "d", "e")),
        ("f/1.8 blur. Next one.", ("f/1.8 blur", "Next one")),
    ],
)
def test_terms(negative, expected):
    """Commas, semicolons, lines, full stops and their Chinese kin part the terms; points in numbers do not."""
    assert tuple(term.text for term in terms(negative)) == expected


@given(st.text(alphabet="ab ,.;，\n", max_size=30))
def test_terms_stand_where_they_say(negative):
    """Every span gives back its text, trimmed and not empty."""
    for term in terms(negative):
        assert negative[term.start : term.end] == term.text == term.text.strip() != ""


@given(st.text(alphabet="ab ,;", max_size=12), st.lists(st.sampled_from(["a", "b", "ab", "jerky motion"]), max_size=4))
def test_appending_adds_what_is_new(negative, extra):
    """Afterwards all old terms and all new ones are there, old ones first, and what stood there still begins it."""
    body = negative.rstrip()
    whole = body + appended(body, extra)
    before = [term.text for term in terms(negative)]

    assert whole.startswith(body)
    assert [term.text for term in terms(whole)][: len(before)] == before
    assert {term.text for term in terms(whole)} == {*before, *extra}


def test_distinct_keeps_the_order():
    """Each term once, whatever its case, where it was first said."""
    assert [word.lower() for word in distinct(["b", "A", "B", "a", "c"])] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("prompt", "negative", "sent"),
    [
        ("A man walks.", "jerky motion, flickering", "A man walks. No jerky motion, no flickering."),
        ("A man walks", "blur", "A man walks. No blur."),
        ("shot 1, 5, a man walks;", "blur", "shot 1, 5, a man walks. No blur."),
        ("A man walks.", None, "A man walks."),
        ("", "blur", "No blur."),
    ],
)
def test_folding(prompt, negative, sent):
    """Where a model takes exclusions in the prompt only, they follow it as a sentence."""
    assert folded(prompt, negative) == sent


def test_advice_is_complete():
    """What is advised for a target never lacks a motion term."""
    for name in (None, "kling-3.0", "kling-3.0@fal", "wan-2.7-t2v", "veo-3.1"):
        words = advised(find_target(name) if name else None, "A candle flickers, morphing and melting, jerky.")
        assert absent_motion_terms(", ".join(words)) == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A man walks along the pier.", "A dog runs.", "Anna walks home.", "Close-up of a face.", "She turns.",
        "Hands knead dough.", "A welder bends over a seam.", "A crowd cheers.", "A robot waves.", "A portrait, oil.",
        "Slow push-in on Maria.", "A dragon spreads its wings.", "POV of a ride.", "A geologist taps a rock.", "",
        "No people but one girl.", "Without a sound the tiger leaps.", "A room, no other people.", "A koi pond, rain.",
        "No longer alone, the boy waves.", "A second hand reaches into the bowl.", "A cat's tail sways.",
        "一个男人走路",
    ],
)  # fmt: skip
def test_a_face_may_be_seen_where_a_being_or_a_part_of_one_is_named(prompt):
    """In doubt, as with capitals that may be names, a face may be seen."""
    assert may_show_a_face(Shot(id="s", prompt=prompt))


@pytest.mark.parametrize(
    "prompt",
    [
        "A red sports car drifts through a corner.", "A perfume bottle on black stone, light sweeping over the glass.",
        "A juicy burger, steam rising.", "A red Porsche drifts over wet asphalt.", "Steam rises from a cup of coffee.",
        "Waves crash on the rocks.", "A sneaker turns on a turntable.", "Time lapse of clouds over the Dolomites.",
        "A laptop opens on a desk.", "A whisky is poured over ice.", "A train crosses a viaduct in Scotland.",
        "Slow push-in on a watch.", "A wall clock, the second hand moving round.", "The hands of an old clock turn.",
        "A grandfather clock ticks in the hall.", "A ceiling fan turns.", "An empty platform, no people, no text.",
        "A hall without guests or staff, doors swinging.", "There is no one on the pier. Not a duck in sight.",
        "A hand-made vase on a turntable, no hands.", "A school bus stops.",
    ],
)  # fmt: skip
def test_no_face_is_seen_where_only_things_are_named(prompt):
    """A car or a product has no face to morph; an image beside the prompt may show one all the same."""
    assert not may_show_a_face(Shot(id="s", prompt=prompt))
    assert may_show_a_face(Shot(id="s", prompt=prompt, image="product.png"))


@pytest.mark.parametrize("opening", ["", " ", "\n", "- ", '"', "* "])
def test_a_capital_that_opens_a_prompt_is_nobody_s_name(opening):
    """Whatever blanks and marks stand before it."""
    assert not may_show_a_face(Shot(id="s", prompt=f"{opening}Rain falls on a roof."))


def test_one_part_that_is_distorted_is_no_warping_of_the_picture():
    """So that a negative about fingers alone is still offered the motion term."""
    assert "warping" in {term.term for term in absent_motion_terms("deformed fingers, distorted text")}
    assert "warping" not in {term.term for term in absent_motion_terms("deformed limbs")}
