"""`missing-secondary-motion` asks what the loose things on a mover do."""

import pytest
from scenes import scene

from promptkit.edited import apply_fix
from promptkit.lint import lint
from promptkit.rules.missing_secondary_motion import missing_secondary_motion
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(prompt, *elements):
    return list(missing_secondary_motion.check(scene(prompt, *elements)))


@pytest.mark.parametrize(
    ("text", "what", "motion", "added"),
    [
        (
            "A woman in a long red [[dress]] walks through a market.",
            "woman",
            "walks",
            ", the dress swaying with each step.",
        ),
        ("A queen in a flowing blue [[gown]] walks.", "queen", "walks", ", the gown swaying with each step."),
        ("A jogger with a [[ponytail]] runs upstairs.", "jogger", "runs", ", the ponytail bouncing with each stride."),
        ("A girl runs with her long blonde [[hair]]", "girl", "runs", ", her hair swaying with each stride"),
        ("A man in a black [[cloak]] is walking.", "man", "walking", ", the cloak swaying with each step."),
        (
            "A llama in a [[poncho]] walks through a blizzard.",
            "llama",
            "walks",
            ", the poncho whipping in the blizzard.",
        ),
        ("A man in a [[cloak]] runs through a thunderstorm.", "man", "runs", ", the cloak whipping in the wind."),
        (
            "A woman wearing a [[skirt]] dances alone; dusk",
            "woman",
            "dances",
            ", the skirt flaring with each turn; dusk",
        ),
    ],
)
def test_a_loose_thing_on_a_mover_is_marked_and_set_in_motion(text, what, motion, added):
    """The span is the thing; the fix adds its motion in the rhythm of the mover, at the end of the sentence."""
    prompt, spans = marked(text)
    (found,) = findings(prompt, (what, "subject", motion))
    fixed = apply_fix(Shot(id="s", prompt=prompt), found.fix).prompt

    assert (found.start, found.end) == spans[0]
    assert not found.fix.safe
    assert fixed.endswith(added)
    assert findings(fixed, (what, "subject", motion)) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A woman in a long dress walks, the dress swaying with each step.", "woman", "walks"),
        ("A woman walks, her hair bouncing.", "woman", "walks"),
        ("A driver steps out with a feather duster.", "driver", "steps"),
        ("A woman in a billowing dress walks.", "woman", "walks"),
        ("A woman with short black hair walks.", "woman", "walks"),
        ("A woman in a long dress sits down and talks.", "woman", "talks"),
        ("A woman in a dress walks in the wind.", "woman", "walks"),
        ("A player in a white skirt bounces the ball twice.", "player", "bounces"),
        ("A man in a suit walks.", "man", "walks"),
        ("A man walks past a shop. A dummy in a red dress is in the window.", "man", "walks"),
        ("A man walks past a dress.", "man", "walks"),
        ("A dog in fur boots runs.", "dog", "runs"),
        ("A car with a fur seat races.", "car", "races"),
        ("A boat crosses a lake, a white wake behind it.", "boat", "crosses"),
        ("A woman with a long braid runs her palm along a keel.", "woman", "runs"),
        ("A paper boat crosses a pond.", "paper boat", "crosses"),
        ("A ferry passes a town.", "ferry", "passes"),
    ],
)
def test_what_is_told_tied_or_not_worn_is_silent(prompt, what, motion):
    """Described, flowing or short things, quiet acts, things that hang on nobody, machines."""
    assert findings(prompt, (what, "subject", motion)) == []


@pytest.mark.parametrize(
    ("text", "what", "motion"),
    [
        ("A [[speedboat]] crosses the lake.", "speedboat", "crosses"),
        ("A [[kayaker]] paddles across a calm fjord", "kayaker", "paddles"),
        ("A [[swimmer]] crosses the bay.", "swimmer", "crosses"),
    ],
)
def test_water_that_is_crossed_is_asked_for(text, what, motion):
    """Who moves through water parts it; what that looks like is the author's to say."""
    prompt, spans = marked(text)
    (found,) = findings(prompt, (what, "subject", motion))

    assert ((found.start, found.end),) == spans
    assert found.fix is None


@pytest.mark.parametrize(
    ("text", "what", "motion"),
    [
        ("A motorcyclist with a silk [[scarf]] speeds down a highway.", "motorcyclist", "speeds"),
        ("A woman with a fringed [[shawl]] hurries past flowers and windows.", "woman", "hurries"),
        ("A cyclist in an [[unbuttoned flannel shirt]] races.", "cyclist", "races"),
        ("A wizard with a white [[beard]] down to his belt rides a broom.", "wizard", "rides"),
        ("The ballerina leaps, tulle [[skirt]], black studio.", "ballerina", "leaps"),
    ],
)
def test_all_that_swings_on_a_body_counts(text, what, motion):
    """Coats, beards and open shirts swing as well; "flowers" and "windows" tell of no flow and no wind."""
    prompt, spans = marked(text)
    (found,) = findings(prompt, (what, "subject", motion))

    assert ((found.start, found.end),) == spans


def test_any_secondary_motion_shows_that_it_was_thought_of():
    """A dress beside told hair, or dust, needs no note."""
    prompt = "A woman in a long dress walks, dust puffing up"

    assert findings(prompt, ("woman", "subject", "walks"), ("dust", "secondary", "puffing up")) == []


def test_with_several_movers_nothing_is_said():
    """Whose dress it is would be a guess."""
    prompt = "A woman in a long dress walks while a man runs"

    assert findings(prompt, ("woman", "subject", "walks"), ("man", "subject", "runs")) == []


@pytest.mark.parametrize("prompt", ["A woman in a dress walks, city lights below", "Two women in a dress walk"])
def test_no_fix_where_the_sentence_goes_on_or_several_wear_it(prompt):
    """The note stands without a fix."""
    what, motion = ("women", "walk") if "women" in prompt else ("woman", "walks")
    (found,) = findings(prompt, (what, "subject", motion))

    assert found.fix is None


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A bride runs along a beach holding her dress", "bride", "runs"),
        ("A knight with a red cape walks up to a stall and opens a chest", "knight", "walks"),
    ],
)
def test_what_is_held_and_whoever_has_arrived_get_no_sway(prompt, what, motion):
    """The thing is marked, and how it swings is for the author to say."""
    assert [found.fix for found in findings(prompt, (what, "subject", motion))] == [None]


@pytest.mark.parametrize(
    "prompt",
    [
        "A thief in a long black cloak runs across the roof of a moving train.",
        "A desert rider in long robes rides a giant lizard across the plain.",
    ],
)
def test_what_he_runs_on_or_rides_is_no_second_mover(prompt):
    """A train that is only called moving, and a mount that shares the ride."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-secondary-motion"])

    assert len(linted.findings) == 1


def test_of_a_dive_only_the_contact_speaks():
    """One splash, one note."""
    (linted,) = lint([Shot(id="s", prompt="A swimmer dives into a lake.")], select=["MOT004", "CAU003"])

    assert [found.rule for found in linted.findings] == ["missing-contact"]
