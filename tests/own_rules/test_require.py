"""`require`: if one thing, then another."""

import pytest
from house import found, messages, rule_of

SLOW = "require: {if: {words: [slow motion, slow-mo]}, then: {key: duration}}"


def test_a_word_may_call_for_a_key():
    """The word is found where it stands first."""
    rule = rule_of(SLOW)

    assert found(rule, "Waves in slow motion, slow-mo.") == ["slow motion"]
    assert messages(rule, "Waves in slow motion.") == ['mind "slow motion" duration']
    assert found(rule, "Waves in slow motion.", duration=5.0) == []
    assert found(rule, "A slow motion-blur.") != []
    assert found(rule, "A slow wave in motion.") == []


def test_a_word_may_call_for_any_of_other_words():
    """One of them is enough."""
    rule = rule_of("require: {if: {words: [rain]}, then: {words: [wet, drip*]}}")

    assert messages(rule, "Rain on a street.") == ['mind "Rain" wet or drip*']
    assert found(rule, "Rain on a wet street.") == found(rule, "Rain dripping.") == found(rule, "A train.") == []


def test_a_key_may_call_for_words_and_a_word_for_the_negative():
    """Without a word, the field as a whole is found."""
    image = rule_of("require: {if: {key: image}, then: {words: [she, he]}}")
    assert found(image, "A walk.", image="a.png") == ["A walk."]
    assert messages(image, "A walk.", image="a.png") == ['mind "image" she or he']
    assert found(image, "A walk.") == found(image, "She walks.", image="a.png") == []

    negative = rule_of("require: {if: {words: [hand*]}, then: {key: negative}}")
    assert found(negative, "Two hands.") == found(negative, "Two hands.", negative="") == ["hands"]
    assert found(negative, "Two hands.", negative="six fingers") == []


def test_a_part_of_the_scene_may_call_for_another():
    """Parts are those of `order`."""
    rule = rule_of("require: {if: {role: camera}, then: {role: subject}}")

    assert found(rule, "The camera pans left over an empty street.") == ["pans left"]
    assert found(rule, "The camera pans left while a dog runs along the beach.") == []
    assert found(rule, "A dog runs along the beach.") == []


@pytest.mark.parametrize(
    ("target", "duration", "expected"),
    [("kling-2.6", None, 1), ("kling-2.6", 5.0, 0), ("veo-3.1", None, 0), (None, None, 0)],
)
def test_a_target_may_call_for_a_key(target, duration, expected):
    """No target fulfils no condition on targets."""
    rule = rule_of("require: {if: {target: 'kling-*'}, then: {key: duration}}")

    assert len(found(rule, "A dog runs.", target=target, duration=duration)) == expected


def test_everything_in_a_condition_must_hold_and_everything_called_for_be_there():
    """What is lacking is named."""
    rule = rule_of("require: {if: {words: [snow], key: image}, then: {words: [cold], key: duration}}")

    assert found(rule, "snow") == found(rule, "sun", image="a.png") == []
    assert messages(rule, "snow", image="a.png") == ['mind "snow" cold and duration']
    assert messages(rule, "cold snow", image="a.png") == ['mind "snow" duration']
