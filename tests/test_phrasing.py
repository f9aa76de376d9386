"""Scene + lexicon → words to add."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import scene

from promptkit.phrasing import asks_for_stillness, give_cause, set_in_motion, variants, why_still
from promptkit.scene import CameraMove, Scene, Span


def moved(prompt, variant=0, **given_scene):
    read = scene(prompt, **given_scene)
    added = set_in_motion(read, variant=variant)
    return prompt[: added.at] + added.text + prompt[added.at :]


def added_to(prompt, variant=0, **given_scene):
    return set_in_motion(scene(prompt, **given_scene), variant=variant).text


@pytest.mark.parametrize(
    ("prompt", "force"),
    [
        ("A woman standing on a beach", "ocean wind"),
        ("A girl in a dress in a kitchen", "draught from the window"),
        ("A man in a coat on a subway platform", "gust from the tunnel"),
        ("A flag in the desert", "desert wind"),
        ("Kelp underwater", "current"),
        ("Tulips in a garden", "light breeze"),
        ("A candle in a cave", "draught from the entrance"),
        ("A boy on a rooftop", "wind over the roofs"),
    ],
)
def test_the_force_is_that_of_the_place(prompt, force):
    """Ocean wind on a beach, a draught in a kitchen, a current underwater."""
    assert force in added_to(prompt)


@pytest.mark.parametrize(
    "prompt",
    ["A diver in outer space", "An astronaut on the moon", "A kelp forest underwater", "A fish on a coral reef"],
)
def test_no_wind_blows_underwater_or_in_space(prompt):
    """Whatever is chosen, in any variant, it is no wind."""
    read = scene(prompt)

    for variant in range(variants(read)):
        assert not re.search(r"wind|breeze|gust|draught", set_in_motion(read, variant=variant).text)


@pytest.mark.parametrize(
    "prompt", ["A woman in a kitchen", "A man in an office", "A girl in a library", "A dog in a barn"]
)
def test_no_clouds_pass_and_no_gusts_blow_indoors(prompt):
    """Rooms have draughts and vents, not weather."""
    read = scene(prompt)

    for variant in range(variants(read)):
        assert not re.search(r"\bwind\b|gust|cloud", set_in_motion(read, variant=variant).text)


@pytest.mark.parametrize(
    ("prompt", "pronoun"),
    [
        ("A woman on a pier", "her"),
        ("A boy on a pier", "his"),
        ("A tourist on a pier", "their"),
        ("Two women on a pier", "their"),
        ("A dog on a pier", "its"),
    ],
)
def test_the_pronoun_is_the_one_the_noun_gives(prompt, pronoun):
    """Gendered only when the noun is; animals are "its"."""
    text = added_to(prompt)

    assert f" {pronoun} " in text
    assert not {"her", "his", "their", "its"} - {pronoun} & set(text.split())


def test_several_beings_are_told_apart_by_their_noun():
    """With a man and a dog in the picture, the one that moves is named."""
    assert added_to("A man and a dog on a bench").startswith(", the man ")


@pytest.mark.parametrize(
    ("prompt", "end"),
    [
        ("A woman on a beach.", "."),
        ("A woman on a beach, watercolor painting", ", watercolor painting"),
        ("A woman on a beach, 35mm film, golden hour.", ", 35mm film, golden hour."),
        ("A woman on a beach --ar 16:9", " --ar 16:9"),
        ("A woman on a beach. Cinematic, warm.", ". Cinematic, warm."),
        ("A woman on a beach\nCinematic", "\nCinematic"),
        ("A woman on a beach 🌊", ""),
    ],
)
def test_content_goes_before_marks_tags_and_flags(prompt, end):
    """Style tags, flags and the closing mark stay behind what is added."""
    text = moved(prompt)

    assert added_to(prompt)
    assert text == prompt.removesuffix(end) + added_to(prompt) + end


def test_it_goes_to_the_sentence_that_names_the_subject():
    """A long prompt is amended where its subject stands."""
    text = moved("Morning light. A woman stands on a beach. The sky is pale.")

    assert text.startswith("Morning light. A woman stands on a beach, ")
    assert text.endswith(". The sky is pale.")


def test_with_a_moving_camera_no_subject_is_made_to_act():
    """Surroundings and loose parts move instead."""
    prompt = "A woman in a dress on a beach, pan left"
    text = moved(prompt, camera=(("pan", "left", "pan left"),))

    assert text.endswith(", pan left")
    assert "hem of the dress" in text
    assert "shifting" not in text


@pytest.mark.parametrize(
    "prompt", ["A statue of a woman", "A painting of a horse", "A dog figurine", "the wings of an eagle"]
)
def test_an_image_of_a_being_does_not_move(prompt):
    """A statue does not shift its weight."""
    read = scene(prompt)

    assert all("head" not in set_in_motion(read, variant=k).text for k in range(variants(read)))


@pytest.mark.parametrize("prompt", ["A bald man on a beach", "A diver's hand on a rope", "A woman in a hat on a beach"])
def test_hair_that_the_prompt_hides_or_denies_is_not_blown_about(prompt):
    """No hair for the bald, the helmeted or a close-up of hands."""
    read = scene(prompt)

    assert all("hair" not in set_in_motion(read, variant=k).text for k in range(variants(read)))


def test_it_does_not_dust_in_the_rain():
    """Wet ground gives no dust."""
    read = scene("An alley in the rain")

    assert variants(read) == 0 or "dust" not in set_in_motion(read).text


@pytest.mark.parametrize("words", ["frozen in time", "Still life", "tableau", "photograph"])
def test_stillness_that_is_asked_for_is_kept(words):
    """The reason names the words."""
    read = scene(f"A vase of roses, {words}")

    assert set_in_motion(read) is None
    assert words in why_still(read)
    assert asks_for_stillness(read.prompt) == words


def test_what_the_lexicon_does_not_know_is_left_alone():
    """No invention: a reason instead."""
    read = scene("A zorb beside a quern")

    assert set_in_motion(read) is None
    assert "lexicon" in why_still(read)


def test_variants_differ_in_what_moves_and_wrap_round():
    """All variants of one prompt are different texts; one past the last is the first again."""
    read = scene("A woman in a white dress standing on a beach.")
    count = variants(read)
    texts = [set_in_motion(read, variant=k).text for k in range(count)]

    assert count >= 4
    assert len(set(texts)) == count
    assert set_in_motion(read, variant=count).text == texts[0]


def test_a_text_that_was_set_in_motion_is_not_set_in_motion_again():
    """Even a scene analysis that overlooks the motion does not make it pile up."""
    read = scene("A woman in a white dress standing on a beach.")

    for variant in range(variants(read)):
        added = set_in_motion(read, variant=variant)
        again = scene(read.prompt[: added.at] + added.text + read.prompt[added.at :])
        assert set_in_motion(again) is None


def test_every_slot_is_filled():
    """No brace is left in any text that is added."""
    prompts = [
        "Two dogs on a beach",
        "A candle",
        "A woman asleep on a sofa",
        "A planet",
        "A kite and a flag",
        "Six owls",
    ]

    for prompt in prompts:
        read = scene(prompt)
        for variant in range(variants(read)):
            assert "{" not in set_in_motion(read, variant=variant).text


def test_a_cause_goes_to_the_end_of_its_own_clause():
    """Before the next mover's clause, not behind it."""
    prompt = "Leaves drift onto the path and a dog barks"
    read = scene(prompt, ("Leaves", "environment", "drift"), ("dog", "subject", "barks"), loose=("Leaves",))
    added = give_cause(read, read.elements[0])

    assert prompt[: added.at] == "Leaves drift onto the path"


def test_a_cause_is_not_given_twice():
    """What was added is recognised, whatever the air was called."""
    prompt = "The dress is billowing as the ocean wind presses the fabric"
    read = scene(prompt, ("dress", "subject", "billowing"), loose=("dress",))

    assert give_cause(read, read.elements[0]) is None


@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    """Any Unicode gives an insertion inside the text, or a reason."""
    words = [Span(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    moves = (CameraMove("pan", None, words[0]),) if words else ()
    read = Scene(text, (), moves, 0, tuple(words[:3]))
    added = set_in_motion(read)

    assert (added is None) == (why_still(read) is not None)
    assert added is None or 0 <= added.at <= len(text)


def test_who_sleeps_only_breathes():
    """Also when the prompt says so before the noun."""
    assert "breathing slowly" in added_to("a sleeping orangutan")


def test_frozen_water_does_not_ripple():
    """Ice stays still."""
    assert variants(scene("a frozen lake")) == 0


def test_words_of_the_prompt_settle_a_pronoun():
    """A student with "his" bag keeps his pronoun."""
    assert " his " in added_to("a student with his bag on a pier")


def test_fried_fish_does_not_swim():
    """What is cooked, stuffed or moulded has no life of its own."""
    read = scene("a fried fish on a plate")

    assert all("swaying" not in set_in_motion(read, variant=k).text for k in range(variants(read)))


@pytest.mark.parametrize("prompt", ["A roast chicken on a table", "A dead bird on the sand", "A painting of a storm"])
def test_what_is_lifeless_is_left_alone_with_the_reason(prompt):
    """A roast chicken does not turn its head, and a painted sea does not break."""
    read = scene(prompt)

    assert variants(read) == 0
    assert set_in_motion(read) is None
    assert "cannot move by itself" in why_still(read)
