"""`promptkit scene` prints the contract `promptkit.scene/1`, and a text that people can read."""

import json
from html import unescape

import pytest
from click.testing import CliRunner
from scenes import scene as made_scene

from promptkit.cli.scene import _told, command
from promptkit.errors import UsageError
from promptkit.lint import lint
from promptkit.scene import Element, Scene, Span
from promptkit.scene.in_words import actions_in_words, cause_in_words
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

PROMPT = "A woman walks, her hair lifting with each stride, as the camera pans left."


def _run(*arguments, stdin=None):
    result = CliRunner().invoke(command, arguments, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_json_holds_every_field_of_the_contract():
    """Plain strings or null, spans of `what`, and what follows from the elements."""
    printed = json.loads(_run("--prompt", PROMPT, "--format", "json"))
    assert list(printed) == ["schema", "scenes"]
    assert printed["schema"] == "promptkit.scene/1"
    (scene,) = printed["scenes"]
    contract = ["id", "prompt", "elements", "load", "static", "camera", "uncaused", "beats"]
    assert list(scene) == [*contract, "language", "sure"]
    assert all(0.5 <= element.pop("sure") <= 1 for element in scene["elements"])
    motions = [element.pop("motions") for element in scene["elements"]]
    assert scene["elements"] == [
        {"what": "woman", "role": "subject", "motion": "walks", "cause": None, "start": 2, "end": 7},
        {"what": "hair", "role": "secondary", "motion": "lifting", "cause": "with each stride", "start": 19, "end": 23},
        {"what": "camera", "role": "camera", "motion": "pans left", "cause": None, "start": 57, "end": 63},
    ]
    assert motions == [["walks"], ["lifting"], ["pans left"]]
    assert (scene["load"], scene["static"], scene["camera"]) == (2, False, ["pan"])
    assert (scene["uncaused"], scene["beats"], scene["prompt"]) == ([], 1, PROMPT)


def test_ids_are_those_of_the_file(tmp_path):
    """One scene a shot, in the order of the file."""
    file = tmp_path / "shots.jsonl"
    file.write_text('{"id": "x7", "prompt": "A fox runs."}\n{"id": "a1", "prompt": "A vase."}\n', encoding="utf-8")
    scenes = json.loads(_run(str(file), "--format", "json"))["scenes"]
    assert [(scene["id"], scene["static"]) for scene in scenes] == [("x7", False), ("a1", True)]


def test_stdin_and_scripts_other_than_latin():
    """`-` reads stdin; JSON keeps every character as it is."""
    printed = _run("-", "--format", "json", stdin="猫が走る 🐈\n")
    assert "猫が走る 🐈" in printed


def test_text_marks_what_moves_and_says_what_lacks_a_cause():
    """The prompt with its elements in brackets, then one line an element."""
    (_, marked, *lines) = _run("--prompt", "A fox runs past a gate.").splitlines()
    assert marked == "  A [fox] runs past a gate."
    assert any(line.split()[:1] == ["subject"] and "fox: runs" in line for line in lines)
    lines = _run("--prompt", "The dress billows.").splitlines()
    assert any("dress: billows" in line and "no cause given" in line for line in lines)


def test_no_cause_is_missed_where_lint_misses_none():
    """What `uncaused-effect` leaves alone is not marked here either."""
    prompts = ["Honey drips off a spoon.", "The door opens.", "A bottle rotates on a turntable.", "The dress billows."]
    printed = [_run("--prompt", prompt) for prompt in prompts]
    flagged = [bool(lint([Shot(id="s", prompt=prompt)], select=["uncaused-effect"])[0].findings) for prompt in prompts]

    assert flagged == [False, False, False, True]
    assert ["no cause given" in page for page in printed] == flagged


def test_a_things_own_verb_is_not_its_cause():
    """A ball that is chased is moved by the dog, and who does it is said."""
    prompt = "A dog chases a ball, her tutu settling"
    given = made_scene(
        prompt, ("dog", "subject", "chases"), ("ball", "subject", "chases"), ("tutu", "secondary", "settling"),
        loose=("ball", "tutu"), caused={"ball": "chases", "tutu": "settling"},
    )  # fmt: skip

    assert [cause_in_words(element, given) for element in given.elements] == ["", "dog", ""]


@pytest.mark.parametrize(
    ("prompt", "summary"),
    [
        ("A vase on a table.", "nothing moves"),
        ("Slow zoom in on a vase.", "only the camera moves, camera: zoom"),
        ("A fox runs.", "load 1 of 3"),
        ("A fox trots to the door, opens it and barks.", "load 1 of 3, 3 actions in turn"),
    ],
)
def test_the_summary_says_it_in_words(prompt, summary):
    """Still, camera only, or how much moves."""
    assert _run("--prompt", prompt).splitlines()[0].endswith(summary)


def test_nothing_to_read():
    """Without input the command says what it wants."""
    with pytest.raises(UsageError, match="FILE"):
        CliRunner().invoke(command, [], catch_exceptions=False)


def test_the_text_says_what_a_load_is_and_shows_no_motion_as_a_cause():
    """The load stands beside what one clip holds, the words are explained once, and a cause is called one."""
    lines = _run("--prompt", PROMPT).splitlines()

    assert lines[0] == "prompt  load 2 of 3, camera: pan"
    assert any("hair: lifting  (cause: with each stride)" in line for line in lines)
    assert sum(line.startswith(("load: ", "secondary: ")) for line in lines) == 2
    assert not any(line.startswith("load: ") for line in _run("--prompt", "A vase.").splitlines())
    own = Span("settling", 10, 18)
    assert _told(Element(Span("tutu", 0, 4), "secondary", own, own, motions=(own,)), Scene("", (), (), 0), []) == (
        "tutu: settling"
    )


def test_all_that_a_thing_does_is_shown_in_order():
    """Every action that is counted, with what it is done to; words before the name are told as they are."""
    prompt = "A rider drops into the bowl, does a tailwhip over the hip and rides out; low angle."
    printed = _run("--prompt", prompt)
    (element,) = json.loads(_run("--prompt", prompt, "--format", "json"))["scenes"][0]["elements"]

    assert "3 actions in turn" in printed
    assert "rider: drops into the bowl, does a tailwhip over the hip, rides out\n" in printed
    assert len(element["motions"]) == 3
    assert element["motions"][0] == element["motion"]


@pytest.mark.parametrize(
    ("prompt", "motions", "told"),
    [
        ("A cat runs home.", ["runs"], ["runs"]),
        ("Running horses leap.", ["Running", "leap"], ["Running", "leap"]),
        (
            "A cat walks along one very long wall of old bricks and jumps.",
            ["walks", "jumps"],
            ["walks along one very long wall", "jumps"],
        ),
    ],
)
def test_an_action_is_told_with_what_it_is_done_to(prompt, motions, told):
    """Of one action the verb is enough, and of one that stands before the name; a long one ends with a phrase of it."""
    spans = tuple(Span(one, prompt.index(one), prompt.index(one) + len(one)) for one in motions)
    name = "horses" if "horses" in prompt else "cat"
    what = Span(name, prompt.index(name), prompt.index(name) + len(name))

    assert actions_in_words(Element(what, "subject", spans[0], motions=spans), prompt) == told


@pytest.mark.parametrize("form", [_run, lambda _, prompt: read_scene(prompt)._repr_html_()])
def test_what_the_rule_leaves_out_of_the_load_is_said(form):
    """Where too-many-moving-elements counts less than the load, the text and a notebook's page say why."""
    tossed = unescape(form("--prompt", "A chef tosses a salad, leaves flying up, tomatoes tumbling over."))

    assert 'load 4 of 3; too-many-moving-elements counts 2, as "salad", "leaves" come of what is done' in tossed
    assert "counts" not in form("--prompt", PROMPT)
