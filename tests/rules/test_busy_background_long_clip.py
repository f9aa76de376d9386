"""`busy-background-long-clip`."""

import pytest
from scenes import scene

from promptkit.lint import lint
from promptkit.rules.busy_background_long_clip import busy_background_long_clip
from promptkit.shot import Shot


def findings(prompt, *elements, duration=10.0, **options):
    shot = Shot(id="s", prompt=prompt, duration=duration)
    return list(busy_background_long_clip.check(shot, scene(prompt, *elements), **options))


@pytest.mark.parametrize(
    ("duration", "flagged"), [(None, False), (5.0, False), (9.9, False), (10.0, True), (15.0, True)]
)
def test_only_long_clips_are_looked_at(duration, flagged):
    """From 10 s on; shorter clips and clips of unsaid length are left alone."""
    elements = (("violinist", "subject", "plays"), ("crowd", "environment", "passes"))

    assert bool(findings("A violinist plays, a crowd passes", *elements, duration=duration)) == flagged


@pytest.mark.parametrize(
    "what", ["crowd", "traffic", "people", "shoppers", "dancers", "cars", "pigeons", "flock of geese", "tourists"]
)
def test_a_crowd_behind_a_subject_is_marked(what):
    """Words for many, and plurals of people, animals and vehicles, are marked where they are named."""
    prompt = f"A violinist plays, {what} pass"
    (found,) = findings(prompt, ("violinist", "subject", "plays"), (what, "environment", "pass"))

    assert prompt[found.start : found.end] == what
    assert f'"{what}" in motion behind "violinist" for 10 s' in found.message


@pytest.mark.parametrize(
    "what", ["pedestrian", "car", "leaves", "waves", "clouds", "curtain", "flames", "rain", "train", "fireflies"]
)
def test_one_mover_and_textures_of_nature_are_calm(what):
    """A single passer-by and leaves, waves or clouds may move through a long clip."""
    prompt = f"A violinist plays, {what} moving"

    assert findings(prompt, ("violinist", "subject", "plays"), (what, "environment", "moving")) == []


@pytest.mark.parametrize("few", ["two", "three", "four", "a few", "both old"])
def test_two_or_three_are_no_crowd(few):
    """What the remedy offers is not flagged."""
    prompt = f"A violinist plays, {few} tourists pass"

    assert findings(prompt, ("violinist", "subject", "plays"), ("tourists", "environment", "pass")) == []


def test_a_bustling_place_is_a_crowd():
    """A street that bustles is full of people though it is one thing."""
    prompt = "A woman walks down a bustling street"
    elements = (("woman", "subject", "walks"), ("street", "environment", "bustling"))

    assert len(findings(prompt, *elements)) == 1


def test_several_plurals_together_are_busy():
    """Flags and lanterns and one thing more are busy; two of them are not yet."""
    prompt = "A man waits, flags flap, lanterns sway, smoke rises"
    three = (("flags", "environment", "flap"), ("lanterns", "environment", "sway"), ("smoke", "environment", "rises"))
    man = ("man", "subject", "waits")

    assert len(findings(prompt, man, *three)) == 1
    assert findings(prompt, man, *three[:2]) == []


def test_a_crowd_that_is_the_subject_is_not_behind_it():
    """Where nobody else leads, the crowd is what the clip is about."""
    assert findings("A crowd dances", ("crowd", "subject", "dances")) == []
    assert findings("Cars pass", ("Cars", "environment", "pass")) == []


def test_further_subjects_count_where_the_text_puts_them_behind():
    """Plain plurals beside the first subject are partners, unless they are in the background."""
    behind = "A singer bows, dancers whirl in the background"
    beside = "A singer bows, dancers lift her up"

    assert len(findings(behind, ("singer", "subject", "bows"), ("dancers", "subject", "whirl"))) == 1
    assert findings(beside, ("singer", "subject", "bows"), ("dancers", "subject", "lift")) == []


@pytest.mark.parametrize(
    ("prompt", "what"),
    [
        ("A teacher holds a pose on a beach packed with swimmers and kites", "swimmers"),
        ("A chess player thinks, behind him a carnival parade", "carnival"),
        ("A monk sits as porters, donkeys and hawkers mill around him", "porters"),
    ],
)
def test_a_crowd_behind_somebody_who_holds_still(prompt, what):
    """The text alone tells of a packed place, an event, or two kinds of bodies behind somebody."""
    (found,) = findings(prompt)

    assert prompt[found.start : found.end] == what


@pytest.mark.parametrize(
    "prompt",
    [
        "A teacher on a beach, all the swimmers and children behind her gone",
        "A coach, behind him a framed photo of cheering fans and players",
        "A guard on a hill after the battle, grass behind him",
        "A shelf full of books behind a monk",
        "A street packed with people",
    ],
)
def test_no_crowd_in_motion(prompt):
    """A crowd that is gone, pictured or over, a shelf of things, and a crowd with nobody in front are left alone."""
    assert findings(prompt) == []


def test_what_trails_a_crowd_is_not_in_front_of_it():
    """In "skiers carve, snow flying behind them" the skiers lead."""
    assert findings("Skiers carve, snow flying behind them", ("Skiers", "subject", "carve")) == []


def test_countless_partners_are_a_crowd():
    """Dozens of children around one are no partners."""
    prompt = "A boy ties his laces, dozens of kids play tag"
    elements = (("boy", "subject", "ties"), ("kids", "subject", "play tag"))

    assert len(findings(prompt, *elements)) == 1


def test_a_blurred_crowd_is_what_the_page_advises():
    """Out of focus, nobody in it is drawn."""
    elements = (("woman", "subject", "types"), ("students", "environment", "move"))

    assert findings("A woman types, students move behind her, blurred", *elements) == []


def test_crowds_may_streak_in_a_time_lapse():
    """There they are meant to blur."""
    elements = (("statue", "subject", "turns"), ("crowd", "environment", "streams"))

    assert findings("Time-lapse: a statue turns, a crowd streams past", *elements) == []


def test_how_long_is_an_option():
    """A project may look at shorter clips too."""
    elements = (("man", "subject", "waits"), ("crowd", "environment", "passes"))

    assert len(findings("A man waits, a crowd passes", *elements, duration=8.0, seconds=8.0)) == 1


def test_through_the_real_scene_analysis():
    """A crowd in the text is found, an empty street is not."""
    crowded = "A violinist plays on the corner while crowds of shoppers hurry past behind her."
    empty = "A violinist plays on the corner of an empty street."
    first, second = lint(
        [Shot(id="a", prompt=crowded, duration=10), Shot(id="b", prompt=empty, duration=10)],
        select=["busy-background-long-clip"],
    )

    assert len(first.findings) == 1
    assert second.findings == ()
