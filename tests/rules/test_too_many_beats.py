"""`too-many-beats`."""

import pytest
from scenes import scene, span_of

from promptkit.lint import lint
from promptkit.rules.too_many_beats import too_many_beats
from promptkit.scene import Element, Scene
from promptkit.shot import Shot
from promptkit.target import find_target

PROMPT = "A man opens the door and sits down"
MAN = ("man", "subject", "opens")


def findings(beats, *, duration=None, target=None, prompt=PROMPT, elements=(MAN,), **options):
    shot = Shot(id="s", prompt=prompt, duration=duration)
    known = find_target(target) if target else None
    return list(too_many_beats.check(shot, scene(prompt, *elements, beats=beats), known, **options))


@pytest.mark.parametrize(
    ("duration", "most"), [(1, 1), (3, 1), (4, 2), (5, 2), (6, 2), (6.25, 3), (8, 3), (10, 4), (12.5, 5), (15, 6)]
)
def test_about_one_action_in_two_and_a_half_seconds(duration, most):
    """As many actions as fit, rounded, are fine; one more is flagged."""
    assert findings(most, duration=duration) == []
    assert len(findings(most + 1, duration=duration)) == 1


def test_five_seconds_are_taken_where_nothing_is_said():
    """Two actions fit a clip of unsaid length, and the message says which length was taken."""
    assert findings(2) == []
    (found,) = findings(3)
    assert "a clip of 5 s (no length is given)" in found.message


def test_the_default_of_the_target_is_the_length():
    """Kling makes 5 s where no duration is ordered; that needs no guess."""
    (found,) = findings(3, target="kling-3.0")

    assert "in 5 s, which holds about 2" in found.message


@pytest.mark.parametrize("target", ["kling-3.0-motion-control", "kling-avatar"])
def test_a_clip_that_follows_another_input_has_its_length(target):
    """Where the length is that of a reference or a voice, it is not known here."""
    assert findings(9, target=target) == []


def test_the_place_is_the_first_action_of_the_only_subject():
    """With several subjects it is not known whose actions they are: the whole prompt is marked."""
    (alone,) = findings(3, duration=5)
    prompt = "A man opens the door, a dog runs"
    (together,) = findings(3, duration=5, prompt=prompt, elements=(MAN, ("dog", "subject", "runs")))

    assert PROMPT[alone.start : alone.end] == "opens"
    assert (together.start, together.end) == (0, len(prompt))


@pytest.mark.parametrize("prompt", ["Time-lapse: a man opens the door", "A man opens the door, hyperlapse"])
def test_sped_up_time_holds_any_number(prompt):
    """In a time-lapse many things happen in a few seconds; that is its point."""
    assert findings(9, duration=5, prompt=prompt) == []


@pytest.mark.parametrize(
    ("prompt", "motions"),
    [
        ("A man strums, taps, sways", ("strums", "taps", "sways")),
        ("A man clicks, stamps and turns at the same time", ("clicks", "stamps", "turns")),
        ("A painting shows a man who rides, shoots and cooks", ("rides", "shoots", "cooks")),
    ],
)
def test_what_takes_no_time_one_after_another(prompt, motions):
    """What goes on at once, and what a picture shows, follows on nothing."""
    spans = tuple(span_of(prompt, motion) for motion in motions)
    shown = Scene(prompt, (Element(span_of(prompt, "man"), "subject", spans[0], motions=spans),), (), 3)

    assert list(too_many_beats.check(Shot(id="s", prompt=prompt, duration=5), shown, None)) == []


def test_suddenly_is_not_together():
    """One more action that comes "all at once" follows on the others."""
    assert len(findings(3, duration=5, prompt="A man opens the door. All at once he runs")) == 1


def test_options():
    """A project may take another pace, and another length for clips that say none."""
    assert findings(4, duration=5, beat_s=1.2) == []
    assert findings(4, default_s=10) == []
    assert len(findings(2, default_s=3)) == 1


@pytest.mark.parametrize("duration", [float("nan"), float("inf"), -1.0])
def test_no_length_at_all(duration):
    """A duration that is none is another rule's business."""
    assert findings(9, duration=duration) == []


def test_through_the_real_scene_analysis():
    """A chain of actions is counted in the text; several things at once are one."""
    chain = "A man opens the door, hangs up his coat, feeds the cat and lies down on the sofa."
    once = "A man opens the door."
    first, second = lint(
        [Shot(id="a", prompt=chain, duration=5), Shot(id="b", prompt=once, duration=5)], select=["too-many-beats"]
    )

    assert [finding.rule for finding in first.findings] == ["too-many-beats"]
    assert second.findings == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A hare hops over the furrows, landing on its toes and pushing off again.",
        "Beads slip off the string, roll one by one over the table and drop into a bowl.",
    ],
)
def test_one_act_that_goes_on_is_no_row_of_actions(prompt):
    """How an action goes, and what happens again and again, needs no time of its own for each step."""
    assert lint([Shot(id="s", prompt=prompt, duration=3.0)], select=["too-many-beats"])[0].findings == ()


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("A maid opening the door, wiping the table, folding a towel, lighting a candle and sitting down.", 5),
        ("Four children ring a bell, bring a chair, swing a rope and sing.", 4),
        ("A clown jumps, spins, jumps, spins, jumps and spins.", 6),
    ],
)
def test_every_action_of_a_row_counts(prompt, count):
    """In a row of participles too, where a verb merely ends in -ing, and where one is done again."""
    (message,) = told(prompt)

    assert message.startswith(f"{count} actions")


def test_an_action_that_a_later_sentence_tells_again_is_one():
    """What somebody is said to do once more is what was told."""
    assert told("A clown jumps, spins, bows. He bows.", 7.5) == []


def test_actions_beside_a_word_without_end_count():
    """A long link in the prompt is in nobody's way."""
    assert told(f"A clown jumps, spins, bows and waves. https://a.b/{'x' * 400}") != []


def test_as_many_actions_are_listed_as_are_counted():
    """The number is that of the list."""
    prompt = "A maid opens the door, wipes the table, folds a towel, lights a candle and sits down."
    (found,) = lint([Shot(id="s", prompt=prompt, duration=5.0)], select=["too-many-beats"])[0].findings
    listed = found.message.partition("(")[2].partition(")")[0]

    assert found.message.startswith(f"{listed.count(chr(34)) // 2} actions")


def test_actions_that_are_listed_are_marked_where_they_begin():
    """Beside other movers too, so that the finding stands with its shot."""
    prompt = "A dog barks while a maid opens the door, wipes the table, folds a towel and sits down."
    (found,) = lint([Shot(id="s", prompt=prompt, duration=5.0)], select=["too-many-beats"])[0].findings

    assert prompt[found.start :].startswith("opens")


def told(prompt, duration=5.0):
    (one,) = lint([Shot(id="s", prompt=prompt, duration=duration)], select=["too-many-beats"])
    return [finding.message for finding in one.findings]


@pytest.mark.parametrize(
    "prompt",
    [
        "The lid pops off, a hand reaches in, grabs a cookie, and the dog snatches it.",
        "Boy kicks the ball, it breaks the window, grandma appears, shakes her fist, the boy runs away.",
        "The lift opens, steam spills out, a nurse steps out, then the porter drops his keys and bows.",
    ],
)
def test_what_several_do_in_turn_takes_time_too(prompt):
    """A viewer's time is one line, whoever acts on it."""
    (message,) = told(prompt)

    assert int(message.split()[0]) >= 4
    assert told(prompt, 15.0) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "Waves crash on the rocks, gulls circle overhead, a man walks along the beach, and clouds drift past.",
        "A busy kitchen: one chef flips a pan, another chops onions, a waiter picks up plates, steam rises.",
        "A band: the drummer hits the cymbal, the singer lifts the microphone, the guitarist leaps, the crowd claps.",
        "The camera pushes in, then rises, turns left and stops on a door.",
        "A man enters as a door closes, a cat jumps off a chair and a vase falls, all at the same time.",
    ],
)
def test_what_goes_on_side_by_side_is_no_row(prompt):
    """Without a word of order, a doer who goes on or a pronoun, several things may happen at once."""
    assert told(prompt) == []


def test_a_look_through_what_is_in_the_hand_and_what_was_heard_take_no_time_of_their_own():
    """A glass is lifted to be looked through, and whoever heard something does nothing."""
    prompt = "A guy lifts the glass, squints through it; he heard her sit."
    verbs = ("lifts the glass", "squints through it", "heard")
    guy = Element(
        span_of(prompt, "guy"),
        "subject",
        span_of(prompt, verbs[0]),
        motions=tuple(span_of(prompt, verb) for verb in verbs),
    )

    assert list(too_many_beats.check(Shot(id="s", prompt=prompt, duration=2), Scene(prompt, (guy,), (), 3), None)) == []


def test_what_they_begin_to_do_is_one_of_several_actions_in_a_row():
    """To begin to dance takes time as to start does."""
    assert told("He plugs in a radio. He taps it. She takes his hand and they begin to dance, small steps.") != []


def test_what_somebody_is_seen_or_let_to_do_is_no_action_of_its_own():
    """Who sees petals drop does one thing."""
    prompt = "A boy sits down. He sees the petals begin to move and reaches out, then stops. The door opens behind him."
    (message,) = told(prompt)

    assert "sits down" in message
    assert "begin" not in message


@pytest.mark.parametrize(
    "prompt",
    [
        "A coach points at the board, says the match is lost and walks out.",
        "She whispers to her friend, opens the letter and reads it.",
        "A clerk stamps a form, tells a customer about his cat and shuts the desk.",
        "A coach points at the board, says the match is lost, a player drops his bottle, then the door opens.",
    ],
)
def test_what_somebody_says_meanwhile_takes_no_time_of_its_own(prompt):
    """One talks while one does the rest."""
    assert lint([Shot(id="s", prompt=prompt)], select=["too-many-beats"])[0].findings == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "The escalator goes up, a woman steps off, drops her bag, then a boy picks it up.",
        "A ceiling fan turns, wobbles, clicks and hums.",
    ],
)
def test_a_machine_that_merely_runs_is_no_action_in_a_row(prompt):
    """It goes on beside what happens."""
    assert lint([Shot(id="s", prompt=prompt)], select=["too-many-beats"])[0].findings == ()


def test_what_is_done_beside_talk_still_counts():
    """Three deeds are three, whatever is said between them, and a robot's are its own."""
    for prompt in (
        "A man enters the hall, sits down, says hello, and opens a letter.",
        "A robot picks up a bolt, turns it, drops it and shuts the box.",
    ):
        (finding,) = lint([Shot(id="s", prompt=prompt)], select=["too-many-beats"])[0].findings

        assert "says" not in finding.message
