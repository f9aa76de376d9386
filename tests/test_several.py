"""A prompt that asks for several shots is judged shot by shot, where the target makes them of it."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.lint import check_shot, lint
from promptkit.rule import Finding, Rule
from promptkit.several import parts_of
from promptkit.shot import Shot
from promptkit.target import find_target

TRAIN = "shot 1, 5, A train leaves the station; shot 2, 5, a boy runs along the platform waving;"
LABELLED = "Shot 1 (5s): A train leaves the station. Shot 2 (5s): a boy runs along the platform waving."
FULL = "Shot 1 (4s): a man walks, a dog runs, a bird flies and a car drives past. Shot 2: a boy runs. Shot 3: a lamp."


def found(prompt, target="kling-3.0", duration=10.0, select=("load", "clip")):
    shot = Shot(id="s", prompt=prompt, target=target, duration=duration, negative="x")
    return {one.rule: prompt[one.start : one.end] for one in lint([shot], select=select)[0].findings}


@pytest.mark.parametrize("prompt", [TRAIN, LABELLED])
def test_length_and_load_are_those_of_each_shot(prompt):
    """Nobody acts through 10 s where each shot has 5, and the movers of one shot are not those of the other."""
    assert found(prompt) == {}


def test_one_shot_of_the_same_words_is_still_judged_as_one():
    """A boy who runs through 10 s is told, and so he is where the target makes one shot of everything."""
    assert "long-clip-complex-motion" in found("A boy runs along the platform waving.")
    assert "long-clip-complex-motion" in found(LABELLED, "kling-2.6")
    assert "long-clip-complex-motion" in found(
        "shot 1, 12, a boy runs along the platform; shot 2, 3, a train;", duration=15.0
    )


def test_a_shot_that_is_too_full_is_told_at_its_place():
    """The finding lies within the words of that shot."""
    place = found(FULL, select=["too-many-moving-elements"])["too-many-moving-elements"]
    assert place.startswith("man")
    assert "boy" not in place


def test_what_has_no_time_shares_what_is_left():
    """Ten seconds less the four that are told make two shots of three."""
    shot = Shot(id="s", prompt=FULL, target="kling-3.0", duration=10.0)
    parts = parts_of(shot, find_target("kling-3.0"))

    assert [part.seconds for part in parts] == [4.0, 3.0, 3.0]
    assert [FULL[part.start : part.end] for part in parts][1:] == ["a boy runs.", "a lamp."]


@pytest.mark.parametrize("time", ["8-4s", "4-4s", "0s"])
def test_a_time_that_runs_backwards_or_is_none_says_nothing(time):
    """Its shot shares what is left."""
    prompt = f"Shot 1 ({time}): a man walks. Shot 2 (4s): a boy runs."
    shot = Shot(id="s", prompt=prompt, target="kling-3.0", duration=10.0)

    assert [part.seconds for part in parts_of(shot, find_target("kling-3.0"))] == [6.0, 4.0]


@pytest.mark.parametrize(
    "prompt",
    [
        "A boy runs.",
        "shot 1, 5, a boy runs;",
        'A sign reads "Shot 1: go. Shot 2: stop."',
        "Scene 1: a boy runs. Scene 2: a dog barks.",
        "Shot 1: a boy runs. Shot 3: a dog barks.",
    ],
)
def test_what_no_target_makes_several_shots_of_is_one(prompt):
    """One number, quoted words, scenes and gaps."""
    assert parts_of(Shot(id="s", prompt=prompt, duration=10.0), find_target("kling-3.0")) == ()
    assert parts_of(Shot(id="s", prompt=LABELLED), find_target("veo-3.1")) == ()


def test_the_scene_is_shown_shot_by_shot():
    """Each with its number, length and load; in JSON load and beats are those of the fullest."""
    asked = ["scene", "--prompt", LABELLED, "--target", "kling-3.0"]
    text = CliRunner().invoke(cli, asked, catch_exceptions=False).stdout
    (entry,) = json.loads(CliRunner().invoke(cli, [*asked, "--format", "json"]).stdout)["scenes"]

    assert "prompt shot 1 (5 s)  load 1 of 3" in text
    assert "prompt shot 2 (5 s)  load" in text
    assert [shot["duration"] for shot in entry["shots"]] == [5.0, 5.0]
    assert entry["load"] == max(shot["load"] for shot in entry["shots"])


def test_a_shot_in_another_language_is_not_read_as_english():
    """Rules that ask for its scene say nothing of it; the others do."""

    def check(shot, scene):
        yield Finding.whole(shot.prompt, f"read as {scene.language}")

    def counted(shot):
        yield Finding.whole(shot.prompt, "counted")

    rules = [
        Rule("reads", "load", "warning", check, ("shot", "scene"), {}, each_shot=True),
        Rule("counts", "load", "warning", counted, ("shot",), {}, each_shot=True),
    ]
    english = "a man walks along the pier, a dog runs past him and the gulls circle over the boats in the harbour"
    prompt = f"Shot 1 (4s): {english}. Shot 2 (4s): Der Hund läuft durch den Wald und die Katze springt."
    findings = check_shot(Shot(id="s", prompt=prompt, target="kling-3.0", duration=8.0), rules)

    assert [(one.message, prompt[one.start]) for one in findings] == [
        ("counted", "a"),
        ("read as en", "a"),
        ("counted", "D"),
    ]
