"""`multi-shot-sums` adds up the shots of a prompt in several shots."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.multi_shot_sums import multi_shot_sums
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot, marked

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]
TAKING = [name for name in EVERYWHERE if find_target(name).prompt.multi_shot_max]
REFUSING = [name for name in EVERYWHERE if find_target(name).prompt.accepted and name not in TAKING]
CLEAN = [
    "A man walks.",
    "A wide shot, 4 people dance.",
    "Shot 1, a man walks; shot 2, he runs.",
    "Shot 1: 4 seconds, a man walks. Shot 2: he runs.",
    "shot 1, 35mm, a man walks",
    "Shot 1, 0–4 seconds, extreme wide: a whale. Shot 2, 4–7 seconds, close: an eye.",
    "Shot 1, 4 seconds, wide: a whale. Shot 2, 3 seconds, close: an eye.",
    "Shot 1, 2, and 3 show a dog.",
    "Shot 1, 2, 3, all of a dog.",
    "A screenshot 1, 4, of a game",
    "He fires shot 1, 5, and leaves.",
    "",
]


def prompt(*seconds):
    return " ".join(f"shot {number}, {length:g}, a man walks;" for number, length in enumerate(seconds, start=1))


def found(text, target="kling-3.0", duration=None):
    return check_shot(example_shot("", prompt=text, target=target, duration=duration), [multi_shot_sums])


def said(*arguments, **given):
    return [finding.message for finding in found(*arguments, **given)]


@pytest.mark.parametrize("target", TAKING)
def test_as_many_shots_as_the_target_takes(target):
    """The most is fine; one more is an error that begins at that shot."""
    most = find_target(target).prompt.multi_shot_max
    text = prompt(*[1.0] * (most + 1))
    (finding,) = found(text, target, float(most + 1))

    assert found(prompt(*[1.0] * most), target, float(most)) == ()
    assert f"takes {most} shots in one prompt, these are {most + 1}" in finding.message
    assert text[finding.start :].startswith(f"shot {most + 1}, ")
    assert finding.severity == "error"


@pytest.mark.parametrize("target", [name for name in TAKING if find_target(name).prompt.shot_min_s])
def test_the_least_of_one_shot(target):
    """The least is fine; half of it is an error that names the shot."""
    least = find_target(target).prompt.shot_min_s
    (message,) = said(prompt(least / 2, 5.0 - least / 2), target)

    assert found(prompt(least, 5.0 - least), target) == ()
    assert f"shot 1 asks for {least / 2:g} s; {least:g} s is the least" in message


@pytest.mark.parametrize("target", TAKING)
@pytest.mark.parametrize("off", [-1, 1])
def test_the_sum_is_the_duration(target, off):
    """Equal is fine; a second less or more is an error, against the default where no duration is given."""
    default = find_target(target).duration.default

    assert found(prompt(4.0, 4.0), target, 8.0) == found(prompt(2.0, default - 2), target) == ()
    assert said(prompt(4.0, 4.0 + off), target, 8.0) == [
        f"the shots sum to {8 + off} s, but 8 s are ordered; make the two equal"
    ]
    assert said(prompt(2.0, default - 2 + off), target) == [
        f"the shots sum to {default + off:g} s, but {default:g} s is the default; make the two equal"
    ]


@pytest.mark.parametrize("target", REFUSING)
def test_targets_that_make_one_shot(target):
    """Where the form is not known it is one warning, whatever the numbers."""
    (finding,) = found(prompt(4.0, 6.0, 0.1), target)

    assert finding.severity == "warning"
    assert "reads this form as plain words" in finding.message


@pytest.mark.parametrize("text", CLEAN)
@pytest.mark.parametrize("target", ["kling-3.0", "kling-2.6", None])
def test_other_prompts_are_left_alone(text, target):
    """Shots in plain words, lenses, and one set of numbers in the middle of a sentence are not the form."""
    assert found(text, target, 9.0) == ()


def test_fractions_add_up():
    """Ten tenths are one."""
    assert found(prompt(0.1 * 11, 1.2, 2.7), duration=5.0) == ()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (
            "shot 1, 2, a man; [[shot 3, 2,]] a dog; shot 4, 1, a cat;",
            "shot 1, 2, a man; shot 2, 2, a dog; shot 3, 1, a cat;",
        ),
        ("[[shot 2, 2,]] a man; shot 1, 3, a dog", "shot 1, 2, a man; shot 2, 3, a dog"),
        ("[[Shot 0, 2,]] a man; Shot 1, 3, a dog", "Shot 1, 2, a man; Shot 2, 3, a dog"),
    ],
)
def test_numbers_in_order(text, fixed):
    """The first number out of order is marked; numbering anew may change the order that was meant, so it is unsafe."""
    plain, spans = marked(text)
    (finding,) = found(plain)
    shot = example_shot("", prompt=plain, target="kling-3.0")

    assert ((finding.start, finding.end),) == spans
    assert finding.fix.safe is False
    assert fix_shot(shot, [multi_shot_sums], unsafe=True).shot.prompt == fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("shot 1, 2, a man； shot 2, 3, a dog", "shot 1, 2, a man; shot 2, 3, a dog"),
        ("shot 1, 2, a man, shot 2, 3, a dog", "shot 1, 2, a man; shot 2, 3, a dog"),
        ("shot 1, 2, a man\nshot 2, 3, a dog", "shot 1, 2, a man;\nshot 2, 3, a dog"),
        ("shot 1, 2, a man. shot 2, 3, a dog.", "shot 1, 2, a man.; shot 2, 3, a dog."),
        ("Shot 1，2，a man； Shot 2，3，a dog", "Shot 1，2，a man; Shot 2，3，a dog"),
    ],
)
def test_shots_are_parted_by_semicolons(text, fixed):
    """Anything else between two shots is a warning with a safe fix."""
    (finding,) = found(text)

    assert finding.severity == "warning"
    assert finding.fix.safe
    assert fix_shot(example_shot("", prompt=text, target="kling-3.0"), [multi_shot_sums]).shot.prompt == fixed


def test_a_shot_needs_words():
    """Numbers alone show nothing, and their comma is not taken for the mark between two shots."""
    text = "shot 1, 2, shot 2, 3, a dog"

    assert "shot 1 says nothing; describe it or take it out" in said(text)
    assert fix_shot(example_shot("", prompt=text, target="kling-3.0"), [multi_shot_sums]).shot.prompt == (
        "shot 1, 2,; shot 2, 3, a dog"
    )


def test_without_a_target_only_the_numbers_are_compared():
    """Order and sum are those of the form; limits are a model's."""
    assert found(prompt(*[0.5] * 10), None) == found(prompt(*[0.5] * 10), None, 5.0) == ()
    assert "sum to 5 s" in said(prompt(*[0.5] * 10), None, 6.0)[0]


@pytest.mark.parametrize(
    ("target", "duration"), [("kling-2.1-master", 5.0), ("wan-2.2-animate", 5.0), ("kling-3.0", float("nan"))]
)
def test_silent_where_other_rules_speak(target, duration):
    """Withdrawn models, models without a prompt, and a duration that is no number."""
    assert found(prompt(2.0, 2.0), target, duration) == ()


def test_a_shot_before_which_other_words_stand():
    """Two shots after a sentence are the form, and their span begins at the first."""
    text = "Rainy night. [[shot 1, 4, a man walks; shot 2, 4, he stops;]] "
    plain, spans = marked(text)
    (finding,) = found(plain, duration=10.0)

    assert ((finding.start, finding.end),) == spans
