"""`beats-exceed-duration`."""

import time

import pytest

from promptkit.lint import check_shot
from promptkit.rules.beats_exceed_duration import beats_exceed_duration
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(text, duration=5.0, target=None):
    prompt, expected = marked(text)
    found = check_shot(Shot(id="s", prompt=prompt, duration=duration, target=target), [beats_exceed_duration])
    return [(finding.start, finding.end) for finding in found], list(expected), [finding.message for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "0-3s: a kettle steams. [[3-8s]]: a hand lifts it.",
        "0s–3s kettle, [[3s–6s]] steam",
        "From 0 to 4 seconds it rains, from [[4 to 8 seconds]] it clears.",
        "(00:00) a door opens [[(00:08)]] it slams",
        "0:00–0:04 he waits. [[0:04–0:09]] she comes.",
        "00:02 a door opens\n00:04 a dog barks\n[[00:07]] silence",
        "A balloon rises; [[at 00:08]] it bursts.",
        "A clock tower, hold the frame for [[eight seconds]].",
        "Make a [[10 second]] clip of my cat",
        "A [[10-second]] clip of my cat",
        "Cat on a sill, no people, [[10s]], slow",
        "A [[30s]] clip of surf",
        "After [[6.5 seconds]] the lamp goes out.",
        "The lamp goes out at the [[8-second]] mark.",
        "A pan [[for 3 seconds, then a tilt for 4 seconds]].",
        "[[First 3 seconds: rain. Next 4 seconds]]: sun.",
        "At second [[8]] the lamp goes out.",
        "[[3 seconds of rain, 4 seconds]] of sun",
        "A kettle [[(4s), a hand (2s)]]",
        "[[first 2 seconds she reads, for the next 2 seconds she cries, in the last 2 seconds]] she burns it",
        "The dancer spins [[for 3 seconds, rests for 2 seconds and bows for 3 seconds]].",
        "She brushes her hair [[4 sec, puts on lipstick 4 sec, blows a kiss 2 sec]]",
        "[[Spend 4 seconds on the pot and then 3 seconds]] on the hands",
        "[[seconds 5 to 9]] the tower falls",
        "t=0 a drop falls, [[t=6]] ripples",
        "0.0-2.5 he salts; [[2.5-6.0]] he sears",
        "00-03 the bull stamps. [[03-07]] it charges",
        "Minute 0:00 - a guard yawns. 0:04 - an alarm. [[0:09]] - he runs",
        "[[Shot 1 (3s): a door. Shot 2 (close, 4s)]]: a key.",
    ],
)
def test_what_reaches_beyond_the_end_is_marked(text):
    """Ranges, counted seconds, timecodes and lengths one after another are held against a clip of 5 s."""
    found, expected, _ = findings(text)

    assert found == expected


def test_square_brackets_hold_timecodes_too():
    """The usual way to write them, which the marks of these tests cannot show."""
    ((start, end),), _, _ = findings("[00:00] a door opens [00:08] it slams")

    assert (start, end) == (21, 28)


@pytest.mark.parametrize(
    "text",
    [
        "0-2s: a kettle steams. 2-5s: a hand lifts it.",
        "Hold for five seconds.",
        "The camera orbits a scooter, 5 seconds, last 1 second on the headlight.",
        "[00:00] a door opens [00:05] it slams",
        "Pan for 2 seconds, then tilt for 3 seconds.",
    ],
)
def test_the_end_itself_is_inside(text):
    """Times up to the last second are fine, alone and added up."""
    assert findings(text)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "In the style of an 80s film",
        "A woman in her 30s, a 60s spy film, 1950s diner",
        "The train leaves at 07:45.",
        "CCTV, petrol station, 02:14, a hose on the ground",
        "A clock says 00:45, dawn light",
        "The timestamp display reads 00:33",
        "Open 9:00-17:00, aspect 9:16, 16:9",
        "He comes back ten seconds later.",
        "Every ten seconds it snores.",
        "A 30-second timer on the oven, shutter 1/50s",
        "The scoreboard shows ten seconds left.",
        'She says "give me ten seconds".',
        "Pan for 3 seconds while the cat sits still for 4 seconds",
        "The dog goes down on all fours, slow figure eights, animated on twos",
        "The runner who ran the race in 9.8 seconds walks in",
        "as if the shutter were open for 15 seconds",
        "White has 4 minutes left and black only 90 seconds",
        "A card: bake 20 minutes, rest 60 seconds; the race takes him ten seconds",
        "A pan for 3 seconds, a tilt for 4 seconds",
        "5-10 people, 10-20 birds, a score of 3-2",
        "An iPhone 14s on a table, two 747s on the runway",
        "(0s) black (2s) a lamp (4s) a face",
        "Hold for fıve seconds, then for ſix seconds.",
    ],
)
def test_other_times_are_not_the_clips(text):
    """Decades, ages, clocks in the picture, ratios, waits, speech and what happens at once are left alone."""
    assert findings(text)[0] == []


def test_the_furthest_is_the_one_finding():
    """A list of times is told once, at the time that reaches furthest, with both lengths."""
    found, expected, (message,) = findings("0-4s a, 4-8s b, [[8-12s]] c")

    assert found == expected
    assert '"8-12s" reaches 12 s, but the clip ends at 5 s' in message


def test_without_a_duration_the_default_of_the_target_counts():
    """Kling's 5 s are named as its default; Veo names none, and without a target there is no length."""
    text = "0-3s: rain. 3-8s: sun."

    assert "5 s, kling-3.0's default" in findings(text, None, "kling-3.0")[2][0]
    assert findings(text, None, "veo-3.1")[0] == []
    assert findings(text, None)[0] == []


def test_the_length_of_a_reference_is_not_known():
    """Where the clip follows its reference video nothing is said."""
    assert findings("0-3s: rain. 3-8s: sun.", 5.0, "kling-3.0-motion-control")[0] == []


@pytest.mark.parametrize("duration", [float("nan"), float("inf"), 0.0, -3.0])
def test_a_duration_that_is_none(duration):
    """Lengths that no clip has are another rule's business."""
    assert findings("Hold for 8 seconds", duration)[0] == []


def test_many_lengths_are_added_up_in_no_time():
    """The work grows with the number of lengths, and not with its square."""
    start = time.perf_counter()
    _, _, (message,) = findings("for 3 seconds, " * 6000)

    assert "add up to 18000 s" in message
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "text",
    [
        "A girl holds a match. [[At 5 seconds]] she blows it out.",
        "A fuse burns, and [[at the 5 second mark]] it goes off.",
        "A fuse burns. [[At the 5 second mark]], it goes off.",
    ],
)
def test_what_begins_at_the_end_is_marked(text):
    """Nothing of it is seen."""
    found, expected, _ = findings(text)

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "He bows. At 5 seconds the clip ends.",
        "He bows. At the 5 second mark the clip ends.",
        "He waves, and at 4 seconds he bows.",
    ],
)
def test_an_end_at_the_end_is_fine(text):
    """So is what begins before it."""
    assert findings(text)[0] == []


def test_a_decade_is_no_length():
    """An "80s anime" among the lengths of shots adds nothing."""
    _, _, (message,) = findings("Shot 1: he sighs for 2s, 80s anime. Shot 2: then he turns for 1s, then bows for 5s.")

    assert "add up to 8 s" in message
