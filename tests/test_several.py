"""A prompt that asks for several shots is judged shot by shot, where the target makes them of it."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.edited import apply_fix
from promptkit.lint import check_shot, lint
from promptkit.rewrite import rewrite
from promptkit.rule import Finding, Rule
from promptkit.several import parts_of
from promptkit.shot import Shot
from promptkit.target import find_target

TRAIN = "shot 1, 5, A train leaves the station; shot 2, 5, a boy runs along the platform waving;"
LABELLED = "Shot 1 (5s): A train leaves the station. Shot 2 (5s): a boy runs along the platform waving."
FULL = "Shot 1 (4s): a man walks, a dog runs, a bird flies and a car drives past. Shot 2: a boy runs. Shot 3: a lamp."


def found(prompt, target="kling-3.0", duration=10.0, select=("load", "clip"), ignore="several-scenes"):
    shot = Shot(id="s", prompt=prompt, target=target, duration=duration, negative="x")
    return {one.rule: prompt[one.start : one.end] for one in lint([shot], select=select, ignore=ignore)[0].findings}


@pytest.mark.parametrize("prompt", [TRAIN, LABELLED])
def test_length_and_load_are_those_of_each_shot(prompt):
    """Nobody acts through 10 s where each shot has 5, and the movers of one shot are not those of the other."""
    assert found(prompt) == {}


def test_one_shot_of_the_same_words_is_still_judged_as_one():
    """A boy who runs through 10 s is told; where he has 5 of them, its scenes are told apart."""
    assert "long-clip-complex-motion" in found("A boy runs along the platform waving.")
    assert [*found(LABELLED, "kling-2.6", ignore=())] == ["several-scenes"]
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
        "Shot 1: a boy runs. Shot 3: a dog barks.",
        "A cook sucks a paper cut to the finger, her hair cut to shoulder length, in a well-cut coat.",
        "A blouse, cut to the waist, on a hanger. The winger dribbles, cuts to the left.",
        "The car goes 0-60 in 3s, then 60-100 in 4s.",
        "0-2s: a kettle steams. 2-5s: a hand lifts it.",
        "A monk bows. Cut.",
        "A skier carves down the slope, cuts to a stop.",
        "Apples, cut, peeled and fried. Fresh roses.",
        "One continuous take: a boy runs, cut to measure.",
        "He waits 3 seconds. Then, after 4 seconds, he leaves.",
        "He gets a quick cut to the finger.",
        "A tailor works with scissors, ends with a cut to the cloth.",
        "A sailor tacks, cuts to windward.",
        "A gardener prunes before cutting to the lowest bud.",
        "A fox darts, then cuts to the hedge.",
        "Clip: 10 seconds. A boy runs. For two seconds he stands still.",
        "Two seconds later he stands. Then three seconds later he falls.",
        "Cut one onion. Cut two carrots.",
        "Cut 1 onion. Cut 2 carrots.",
        "0-2s: a long ribbon unrolls. 2-5s: a full glass tips over.",
        "A lift climbs, 0 to 10, 10 to 20, the doors open.",
        "0-3s: A man opens a door. 3-6s: A man walks out.",
        "0-3s: The curtain opens on an empty stage. 3-6s: A singer comes in.",
        "0-3s: A baker yawns. 3-6s: The oven glows as bread rises.",
        "0-2s: a girl runs through a field. 2-5s: a dog joins in.",
        "First 2 seconds: a girl opens a box. Then 3 seconds: a kitten jumps out.",
        "A boy runs to the door, then a cut to his knee makes him stop.",
        "A dancer spins. Hard cut to black.",
        "0-3s: A barista grinds beans. 3-6s: Espresso pours into a cup.",
        "0-3s: A cook stirs soup. 3-6s: The soldiers at her table drum on it.",
    ],
)
def test_what_is_not_told_as_several_shots_is_one(prompt):
    """One number, quoted words, gaps, cloth and hair that are cut, turns of one take, and other numbers."""
    assert parts_of(Shot(id="s", prompt=prompt, duration=10.0), find_target("kling-3.0")) == ()


@pytest.mark.parametrize(
    ("prompt", "texts", "seconds"),
    [
        ("0-5s: A cook stirs soup with a spoon. 5-9s: Soldiers drum with sticks.", 2, [5, 4]),
        ("0-5s: A cook stirs soup. 5-9s: King penguins dive from a floe.", 2, [5, 4]),
        (
            "A nun at an organ, cut to her on a scooter, cut to the empty bench.",
            ["A nun at an organ", "her on a scooter", "the empty bench."],
            [3, 3, 3],
        ),
        ("Choir sings, cuts to boys on a raft, cuts back to the organist.", 3, [3, 3, 3]),
        ("A cat sleeps. SMASH CUT TO: it on a curtain.", ["A cat sleeps.", "it on a curtain."], [4.5, 4.5]),
        ("A child holds a balloon, then a cut to the sky.", ["A child holds a balloon", "the sky."], [4.5, 4.5]),
        ("We see a dog and then we cut to a cat asleep.", ["We see a dog", "a cat asleep."], [4.5, 4.5]),
        ("A man runs. The camera then cuts to his feet.", ["A man runs.", "his feet."], [4.5, 4.5]),
        ("A boy runs, followed by a hard cut to a dog.", ["A boy runs", "a dog."], [4.5, 4.5]),
        ("A man runs before cutting to his wife.", ["A man runs", "his wife."], [4.5, 4.5]),
        ("A boy runs, cut to a city street.", ["A boy runs", "a city street."], [4.5, 4.5]),
        ("Shot 1: 2 to 3 dogs run. Shot 2: 2-3 cats nap.", ["2 to 3 dogs run.", "2-3 cats nap."], [4.5, 4.5]),
        ("[00:00-00:02] Wide: a van. [00:02-00:09] Close-up: a lid.", ["Wide: a van.", "Close-up: a lid."], [2, 7]),
        ("0-5s cook hammers a kettle. 5-9s geese cross and a cart stops.", 2, [5, 4]),
        ("(0s) van on the pier (3s) the sailor pulls a rope (7s) gulls scatter", 3, [3, 4, 2]),
        ("0:00 - 0:04 close on hands tying a knot 0:04 - 0:09 wide, the kite lifts", 2, [4, 5]),
        ("[0:00] a baker yawns [0:04] two gulls fight over a crust", 2, [4, 5]),
        ("Cut 1 — a smith hammers. Cut 2 — sparks fly.", ["a smith hammers.", "sparks fly."], [4.5, 4.5]),
        ("A man at a door. Cut to his hand, cut to her feet.", 3, [3, 3, 3]),
        ("A monk prays. Hard cut. A trader shouts. Cut. An empty hall.", 3, [3, 3, 3]),
        ("Scene 1: a boy runs. Scene 2: a dog barks.", 2, [4.5, 4.5]),
        ("Opening shot, 2 seconds: a girl. Then, for 4 seconds, she runs. Final 3 seconds: she dives.", 3, [2, 4, 3]),
    ],
)  # fmt: skip
def test_shots_are_known_however_they_are_told(prompt, texts, seconds):
    """Cuts, times in brackets and bare, only begins, numbers and lengths; what has a length of its own keeps it."""
    parts = parts_of(Shot(id="s", prompt=prompt, duration=9.0), None)

    assert [part.seconds for part in parts] == seconds
    assert [prompt[part.start : part.end] for part in parts] == texts or len(parts) == texts


def test_a_shot_that_shows_nothing_is_not_numbered():
    """Where one part names neither thing nor person, the words are left to the author."""
    words = ["Shot 1: A boy runs. Shot 2: Slowly.", "Shot 1: A boy runs. Shot 2: He slows down."]
    shots = [Shot(id="s", prompt=prompt, target="kling-3.0", duration=10.0) for prompt in words]
    fixes = [lint([shot], select=["several-scenes"])[0].findings[0].fix for shot in shots]

    assert [fix is not None for fix in fixes] == [False, True]


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
        ("in shot 1, counted", "a"),
        ("in shot 1, read as en", "a"),
        ("in shot 2, counted", "D"),
    ]


def test_what_happens_at_other_times_is_not_added_up():
    """Three movers in each of two timed turns of one shot are three at any time; and so it is with actions."""
    first, then = "a man waves, a dog jumps, a cat stretches", "the man bows, the dog sits up, a gull lands"
    prompt = f"0-4s: {first}. 4-8s: {then}."

    assert parts_of(Shot(id="s", prompt=prompt, duration=8.0), None) == ()
    assert found(f"0-4s: {first}, a boy skips. 4-8s: {then}.", None, 8.0)
    assert found(prompt, None, 8.0, select=["too-many-moving-elements", "too-many-beats"]) == {}


def test_lengths_that_the_author_gave_are_kept_in_the_advice():
    """Ten seconds in three timed scenes are three shots of these lengths, and no chain of equal ones."""
    prompt = "[0:00-0:03] Wide shot: a boy runs. [0:03-0:07] Close-up: a dog barks. [0:07-0:10] Wide: a cat jumps."
    findings = lint([Shot(id="s", prompt=prompt, duration=10.0)], select=["load", "clip"])[0].findings

    assert [one.rule for one in findings] == ["several-scenes"]
    assert "of 3, 4 and 3 s" in findings[0].message


def test_lint_writes_the_form_that_rewrite_writes():
    """Both number the shots of a target that counts them so, and both say how no lengths were shared out."""
    prompt = "SHOT 1: A monk rings a bell. SHOT 2: Doves rise. SHOT 3: He looks up."
    shot = Shot(id="s", prompt=prompt, target="kling-3.0", duration=10.0, negative="x")
    (finding,) = lint([shot], select=["several-scenes"])[0].findings

    assert finding.fix is not None
    assert not finding.fix.safe
    assert apply_fix(shot, finding.fix).prompt == next(rewrite([shot])).shot.prompt
    assert "4, 3 and 3" in finding.message
    asked = ["rewrite", "--prompt", prompt, "--target", "kling-3.0", "--duration", "10"]
    assert "4, 3 and 3" in CliRunner().invoke(cli, asked, catch_exceptions=False).stdout


def test_a_still_shot_among_moving_ones_is_told():
    """Each shot is to move; the finding, and what can be added, stand within that shot."""
    prompt = "Shot 1: An old sailor sits on a crate. Shot 2: A gull lands on his cap."
    shot = Shot(id="s", prompt=prompt, target="kling-3.0", duration=10.0, negative="x")
    (finding,) = lint([shot], select=["static-description"])[0].findings

    assert prompt[finding.start : finding.end] == "An old sailor sits on a crate."
    assert finding.fix is not None
    assert finding.fix.edits[0].start == prompt.index(". Shot 2")


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("shot 1, 0, a man walks; shot 2, 0, a dog runs;", ""),
        ("shot 1, 4, a man walks; shot 2, 0, a dog runs;", ""),
        ("shot 1, 4, a man walks; shot 2, 2, a dog runs;", ", of 4 and 2 s"),
    ],
)
def test_a_shot_of_no_seconds_has_no_length_that_is_told(prompt, told):
    """Advice repeats lengths only where each shot has one."""
    (finding,) = lint([Shot(id="s", prompt=prompt)], select=["several-scenes"])[0].findings

    assert finding.message.endswith(f"make each scene a shot of its own{told}")
