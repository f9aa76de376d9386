"""`too-many-moving-elements`."""

import pytest
from scenes import scene

from promptkit.lint import lint
from promptkit.rules.too_many_moving_elements import too_many_moving_elements
from promptkit.shot import Shot

FOUR = "A man walks, trees sway, water flows, pan left"
ELEMENTS = (
    ("man", "subject", "walks"),
    ("trees", "environment", "sway"),
    ("water", "environment", "flows"),
    ("pan left", "camera", "pan left"),
)


def findings(count, *, duration=None, **options):
    shot = Shot(id="s", prompt=FOUR, duration=duration)
    return list(too_many_moving_elements.check(shot, scene(FOUR, *ELEMENTS[:count]), **options))


@pytest.mark.parametrize(
    ("count", "duration", "flagged"),
    [(3, None, False), (4, None, True), (3, 5, False), (2, 10, False), (3, 10, True), (3, 9.9, False)],
)
def test_three_movers_are_held_and_two_at_ten_seconds(count, duration, flagged):
    """The limit is 3, and 2 from 10 s on."""
    assert bool(findings(count, duration=duration)) == flagged


def test_the_message_names_movers_and_what_to_drop_first():
    """Everything that moves is listed; the surroundings go first, of two what is told last."""
    (found,) = findings(4)

    assert all(f'"{what}"' in found.message for what, _, _ in ELEMENTS)
    assert 'leave out "water" first' in found.message
    assert FOUR[found.start : found.end] == "man walks, trees sway, water flows, pan left"


def test_limits_are_options():
    """A project may hold more or less."""
    assert findings(4, limit=4) == []
    assert len(findings(3, duration=12, long_limit=1)) == 1


def test_what_hangs_on_a_mover_is_not_counted():
    """Secondary motion costs nothing."""
    prompt = "A man runs, hair flying, coat flapping, laces whipping"
    given = scene(
        prompt,
        ("man", "subject", "runs"),
        ("hair", "secondary", "flying"),
        ("coat", "secondary", "flapping"),
        ("laces", "secondary", "whipping"),
    )

    assert list(too_many_moving_elements.check(Shot(id="s", prompt=prompt, duration=10), given)) == []


def test_the_crowded_prompt_of_the_documentation():
    """Five movers in one line, through the real scene analysis."""
    prompt = "Character walking, wind in the trees, water flowing, camera panning, crowd in the background"
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["too-many-moving-elements"])

    assert [finding.rule for finding in linted.findings] == ["too-many-moving-elements"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A chef tosses a salad in a wooden bowl, leaves flying up.",
        "A hand lifts a slice of pizza from a board, strings of mozzarella stretching, slow push in.",
    ],
)
def test_what_comes_of_a_deed_is_no_mover_of_its_own(prompt):
    """The leaves are the salad, and the strings of cheese are the slice."""
    (linted,) = lint([Shot(id="s", prompt=prompt, duration=10.0)], select=["LOD004", "CLP003"])

    assert linted.findings == ()


def told(prompt, duration=5.0):
    (linted,) = lint([Shot(id="s", prompt=prompt, duration=duration)], select=["too-many-moving-elements"])
    return [finding.message for finding in linted.findings]


def test_only_surroundings_and_bystanders_are_named_to_be_left_out():
    """Of movers of the same standing none is named, nor what leads, moves another or ends the shot."""
    crowded = "A storm tears tiles off the roof, a farmer runs, a horse rears, hens scatter, "
    crowded += "a boy shouts, a dog barks, a cart rolls by."
    (message,) = told(crowded)
    assert message.endswith("; keep 3 of them")
    (message,) = told("A glassblower turns a pipe, an apprentice sweeps, a cat stretches.", 10.0)
    assert message.endswith("; leave out one of them")
    (message,) = told("A boy jumps, a dog runs, clouds race past. The camera pans left. A crowd claps.")
    assert message.endswith('; leave out "crowd" and "clouds" first')
    (message,) = told("A boy jumps, a dog runs, a cat leaps, ending with leaves swirling up in the wind.")
    assert message.endswith("; leave out one of them")


@pytest.mark.parametrize(
    ("prompt", "fourth"),
    [
        ("The coach shouts. The coach is a small woman. A ball bounces, a dog runs", "woman"),
        ("The coach, a small woman in a coat, slowly turns. A ball bounces, a dog runs", "woman"),
        ("The coach shouts. A ball bounces, a dog runs, a radio plays", "radio"),
        ("The crew shouts. Men in hats swarm about. A ball bounces, a dog runs", "Men"),
    ],
)
def test_who_is_told_twice_counts_once_and_what_is_only_heard_does_not(prompt, fourth):
    """A second name of the same person is no second person, and a radio that plays does not move."""
    motion = "plays" if fourth == "radio" else "turns" if "turns" in prompt else "shouts"
    first = "crew" if "crew" in prompt else "coach"
    three = ((first, "subject", motion), ("ball", "subject", "bounces"), ("dog", "subject", "runs"))
    given = scene(prompt, *three, (fourth, "subject", motion))

    assert list(too_many_moving_elements.check(Shot(id="s", prompt=prompt), given)) == []


def test_who_is_told_one_by_one_is_no_group_beside_them():
    """Two robbers, of whom each does something, are two."""
    assert told("Two robbers run out of a bank. The first man falls, the second man waves. A dog barks.") == []
    (message,) = told("A man falls, another man waves, a third man jumps. A dog barks.")
    assert message.startswith("4 things move")


def test_what_is_held_heard_or_done_to_a_thing_is_not_counted():
    """A camera in the hand goes nowhere, a mower that is only heard is not seen, and a hand's wheel is the hand's."""
    three = "A man mows the lawn. A dog runs past, a girl skips."

    assert told(f"{three} Slight handheld sway.") == []
    assert told(f"{three} Audio: a distant lawnmower hums, birds sing.") == []
    assert told("Her hand turns the wheel, which spins. A dog runs past, a girl skips.") == []
    assert told(f"{three} A cat jumps.") != []


@pytest.mark.parametrize(
    ("what", "motion", "is_counted"),
    [("coal", "shovels", False), ("soup", "ladles", False), ("ball", "kicks", True), ("ball", "slowly rolls", True)],
)
def test_what_is_worked_stays_with_who_works_it_and_what_is_sent_off_does_not(what, motion, is_counted):
    """Shovelled coal is the stoker's deed; a ball that is kicked flies by itself."""
    prompt = f"A stoker {motion} {what}. A dog runs, a cat jumps."
    movers = (("stoker", "subject", motion), (what, "subject", motion), ("dog", "subject", "runs"))
    given = scene(prompt, *movers, ("cat", "subject", "jumps"), loose=(what,))

    assert bool(list(too_many_moving_elements.check(Shot(id="s", prompt=prompt), given))) == is_counted


def test_what_is_made_of_the_other_things_is_not_counted_beside_them():
    """A burger is its bun, its lettuce and its cheese; a crate that is being built is none of the dogs."""
    parts = (("lettuce", "subject", "bounces"), ("cheese", "subject", "droops"), ("bun", "subject", "lands"))
    prompt = "A burger being assembled, lettuce bounces, cheese droops, bun lands"
    given = scene(prompt, ("burger", "subject", "assembled"), *parts, loose=("burger", "lettuce", "cheese", "bun"))
    beside = scene(prompt, ("burger", "subject", "assembled"), *parts, loose=("burger",))

    assert list(too_many_moving_elements.check(Shot(id="s", prompt=prompt), given)) == []
    assert len(list(too_many_moving_elements.check(Shot(id="s", prompt=prompt), beside))) == 1


def test_haze_of_which_no_motion_is_told_is_not_counted():
    """It is only there."""
    three = (("man", "subject", "mows"), ("dog", "subject", "runs"), ("girl", "subject", "skips"))
    prompt = "A man mows, a dog runs, a girl skips behind a haze of smoke"

    given = scene(prompt, *three, ("smoke", "environment", None))
    told = scene(f"{prompt} rising", *three, ("smoke", "environment", "rising"))

    assert list(too_many_moving_elements.check(Shot(id="s", prompt=prompt), given)) == []
    assert len(list(too_many_moving_elements.check(Shot(id="s", prompt=f"{prompt} rising"), told))) == 1


def test_who_merely_comes_after_a_crowd_is_not_its_member():
    """A couple is no soldiers; of a crew the men are the crew."""
    assert told("A couple dances. Soldiers march past. A dog barks. A car drives by.") != []
    assert told("A construction crew raises a barn. Men swarm over the beams. A dog barks. A car drives by.") == []
