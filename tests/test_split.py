"""Splitting a long shot into a chain: who does what when, and that nothing is lost."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.lint import lint
from promptkit.shot import Shot
from promptkit.split import split_shot


def split(prompt, duration=10.0, **fields):
    return split_shot(Shot(id="s", prompt=prompt, duration=duration, target="kling-3.0", **fields))


def texts(prompt, duration=10.0):
    return [shot.prompt for shot in split(prompt, duration).shots]


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [
        (
            "A woman walks across the room, picks up the phone and dials.",
            ["A woman walks across the room and picks up the phone.", "The same woman dials."],
        ),
        (
            "A boy runs into the kitchen, opens the fridge and drinks milk from the carton, handheld, natural light",
            [
                "A boy runs into the kitchen and opens the fridge, handheld, natural light",
                "The same boy drinks milk from the carton, handheld, natural light",
            ],
        ),
        (
            "An old man opens the door. Then he walks to the window and looks at the sea.",
            ["An old man opens the door.", "The same old man walks to the window and looks at the sea."],
        ),
        (
            "An old man opens the door. Then he walks to the window and looks at the sea. He's smiling.",
            ["An old man opens the door.", "The same old man walks to the window and looks at the sea. He's smiling."],
        ),
        (
            "An old man opens the door. Then he's walking to the window and looks at the sea.",
            ["An old man opens the door.", "The same old man's walking to the window and looks at the sea."],
        ),
    ],
)
def test_actions_in_turn_are_dealt_out(prompt, parts):
    """At a border between verbs or sentences, with no word torn; who acts is named again, tags go with every part."""
    assert texts(prompt) == parts


def test_one_action_goes_on_through_all_parts():
    """The same words, from the last frame on."""
    prompt = "A dancer spins across the stage, her skirt flaring as she turns."
    assert texts(prompt) == [prompt, prompt]


def test_parts_are_chained_by_their_frames():
    """Each begins where the one before ends; the first and last frame of the shot stay at its ends."""
    done = split("A man opens the door, sits down, reads and sleeps.", 15.0, image="a.png", last_image="z.png", seed=4)

    assert [shot.id for shot in done.shots] == ["s-1", "s-2", "s-3"]
    assert [shot.duration for shot in done.shots] == [5.0, 5.0, 5.0]
    assert [shot.image for shot in done.shots] == ["a.png", "last-frame://s-1", "last-frame://s-2"]
    assert [shot.last_image for shot in done.shots] == [None, None, "z.png"]
    assert {shot.seed for shot in done.shots} == {4}


@pytest.mark.parametrize(
    "prompt",
    ["The sun sets, then the lights of the city come on.", "An old man opens the door. He's smiling and waves."],
)
def test_doubtful_order_is_left_to_the_author(prompt):
    """Nothing is shown twice that happens once: the prompt stays as it is, with the reason."""
    done = split(prompt)

    assert "cannot be told apart" in done.why
    assert [shot.prompt for shot in done.shots] == [prompt]


def test_lengths_sum_to_the_shot_s():
    """Also where the target has whole seconds only, and there are fewer borders than parts."""
    done = split("An old man opens the door and waves.", 15.0)
    assert [shot.duration for shot in done.shots] == [7.0, 8.0]


def test_a_pet_of_somebody_is_the_same_pet():
    """The possessive gives way."""
    assert "same his" not in " ".join(texts("His dog runs to the door, barks and jumps."))


def test_what_cannot_be_split_stays_whole_with_the_reason():
    """Too short, no length, or a target that starts from no image."""
    assert split("A man runs.", 5.0).why == "5 s are no 2 to 12 parts of about 5 s"
    assert split("A man runs.", None).why == "it has no duration"
    text_only = Shot(id="s", prompt="A man runs.", duration=10.0, target="wan-2.7-t2v")
    assert split_shot(text_only).why == "wan-2.7-t2v takes no first image to start the second part from"
    assert split_shot(text_only).shots == (text_only,)


def test_the_command_rewrites_the_parts():
    """Two entries with their length and first frame."""
    prompt = "A woman walks across the room, picks up the phone and dials."
    asked = ["rewrite", "--split", "--prompt", prompt, "--duration", "10", "--target", "kling-3.0", "--format", "json"]
    entries = json.loads(CliRunner().invoke(cli, asked, catch_exceptions=False).stdout)["rewrites"]

    assert [entry["id"] for entry in entries] == ["prompt-1", "prompt-2"]
    assert entries[1]["image"] == "last-frame://prompt-1"
    assert entries[1]["duration"] == 5.0


def test_the_command_says_what_it_does_not_split():
    """On stderr, and goes on."""
    result = CliRunner().invoke(cli, ["rewrite", "--split", "--prompt", "A man runs."], catch_exceptions=False)

    assert "prompt is not split: it has no duration" in result.stderr
    assert "A man runs." in result.stdout


def test_parts_with_the_same_words_are_explained():
    """One action has no border to be cut at: the parts differ in where they begin, and that is said in words."""
    asked = ["rewrite", "--split", "--prompt", "A man runs along the beach.", "--duration", "10"]
    result = CliRunner().invoke(cli, asked, catch_exceptions=False)

    assert "prompt: one action goes on through all its parts, so they share their words" in result.stderr
    assert "begins    with the last frame of prompt-1" in result.stdout


SURFER = ["A surfer paddles out.", "The same surfer stands up on the wave.", "The same surfer dives under the foam."]


@pytest.mark.parametrize(
    "prompt",
    [
        "0-4s: A surfer paddles out. 4-8s: She stands up on the wave. 8-12s: She dives under the foam.",
        "0:00-0:04 A surfer paddles out. 0:04-0:08 She stands up on the wave. 0:08-0:12 She dives under the foam.",
        "[0:00-0:04] A surfer paddles out. [0:04-0:08] She stands up on the wave. [8-12s] She dives under the foam.",
        "First a surfer paddles out, then she stands up on the wave, finally she dives under the foam.",
        "First, a surfer paddles out. Then she stands up on the wave. After that she dives under the foam.",
    ],
)
def test_the_prompt_s_own_marks_part_it(prompt):
    """Timecodes and words of order; the marks are gone, and who acts is named."""
    done = split(prompt, 12.0)

    assert [shot.prompt for shot in done.shots] == SURFER
    assert [shot.duration for shot in done.shots] == [4.0, 4.0, 4.0]
    assert done.note is None


def test_timecodes_give_the_number_of_parts():
    """Short ones too, whatever length parts have elsewhere; more than a chain holds are refused by their number."""
    prompt = "0-2s: A chef cracks an egg. 2-4s: He whisks it. 4-6s: He pours it into a pan."
    many = " ".join(f"{start}-{start + 2}s: A chef cracks an egg." for start in range(0, 28, 2))

    assert [part.duration for part in split_shot(Shot(id="s", prompt=prompt)).shots] == [2.0, 2.0, 2.0]
    assert [part.duration for part in split(prompt, 6.0).shots] == [3.0, 3.0, 3.0]
    assert split(many).why == "its timecodes make 14 parts, and a chain has 2 to 12"


def test_timecodes_give_the_lengths():
    """Also without a duration; where the target has others, the nearest, which is said."""
    prompt = "0-4s: A surfer paddles out. 4-11s: She stands up on the wave."
    other = split_shot(Shot(id="s", prompt=prompt, duration=10.0, target="kling-2.6"))

    assert [shot.duration for shot in split(prompt, None).shots] == [4.0, 7.0]
    assert [shot.duration for shot in other.shots] == [5.0, 5.0]
    assert other.note == "its timecodes ask for parts of 4, 7 s; kling-2.6 offers 5, 5 s"
    assert split(prompt, 10.0).note == "its timecodes sum to 11 s, and 10 s are ordered"


def test_fewer_parts_where_the_target_has_no_such_length():
    """Two of three steps share a part."""
    prompt = "First a surfer paddles out, then she stands up on the wave, finally she dives under the foam."
    done = split_shot(Shot(id="s", prompt=prompt, duration=10.0, target="kling-2.6"))
    assert [shot.duration for shot in done.shots] == [5.0, 5.0]


def test_what_holds_for_all_stands_in_every_part():
    """Words before the first timecode, and the look behind the last."""
    prompt = "Golden hour. 0-5s: A surfer paddles out. 5-10s: She dives under the foam. Cinematic, 35mm film."
    assert texts(prompt) == [
        "Golden hour. A surfer paddles out. Cinematic, 35mm film.",
        "Golden hour. The same surfer dives under the foam. Cinematic, 35mm film.",
    ]


@pytest.mark.parametrize(
    ("prompt", "second"),
    [
        ("A woman takes a loaf out of the oven and smells it.", "The same woman smells the loaf."),
        ("A boy meets a girl and hugs her.", "The same boy hugs the girl."),
        ("A man opens a box and closes its lid.", "The same man closes the box's lid."),
        ("Two boys chase a dog, then they catch it.", "The same two boys catch the dog."),
        ("A man takes off his hat and bows.", "The same man bows."),
        ("0-5s: A man walks in. 5-10s: He sits down and it rains.", "The same man sits down and it rains."),
    ],
)
def test_no_pronoun_points_out_of_its_part(prompt, second):
    """What it means is named; "it" of the weather means nothing."""
    assert texts(prompt)[1] == second


def test_a_pronoun_that_may_mean_several_things_is_left_to_the_author():
    """Whom she kisses, and what she smells, cannot be told."""
    done = split("A man hands a rose to a woman, she smells it and kisses him.")
    assert "only by a pronoun" in done.why


@pytest.mark.parametrize(
    "prompt",
    [
        "shot 1, 5, a train leaves; shot 2, 5, a boy runs;",
        "Shot 1: a train leaves. Shot 2: a boy runs.",
        "0-5s: Wide shot of a pier. 5-10s: Close-up of a rope.",
    ],
)
def test_several_shots_are_no_chain(prompt):
    """The last frame of one is not the first of the next."""
    assert "several shots with cuts between them" in split(prompt).why


def test_all_parts_have_the_negative_of_the_whole():
    """Whether or not a part names somebody, and whether it begins with a last frame."""

    def negatives(prompt):
        asked = ["rewrite", "--split", "--prompt", prompt, "--duration", "10", "--format", "json"]
        done = json.loads(CliRunner().invoke(cli, [*asked, "--target", "kling-3.0"]).stdout)["rewrites"]
        assert all("missing-negative" in entry["applied"] for entry in done)
        return [entry["negative"] for entry in done]

    assert (
        negatives("0-5s: A candle flickers. 5-10s: A hand lifts it, a woman's face is seen.")
        == ["jerky motion, exposure jumps, warping, morphing faces"] * 2
    )
    assert negatives("0-5s: A red car drives off. 5-10s: The car turns.") == ["jerky motion, flickering, warping"] * 2


@pytest.mark.parametrize("said", ["A 10 second shot of a monk who walks", "A monk walks for the whole clip"])
def test_a_length_of_the_whole_stands_in_no_part(said):
    """Parts of 5 s that each speak of the 10 s are refused, with the words to take out."""
    assert "speaks of the whole length" in split(f"{said} through a hall, then kneels.").why


def test_a_sentence_on_the_camera_is_not_halved():
    """It goes whole with every part."""
    first, second = texts("A keeper opens the lock, then he pushes off. Camera on the towpath, long lens, no cuts.")

    assert first.endswith("lock. Camera on the towpath, long lens, no cuts.")
    assert second.endswith("off. Camera on the towpath, long lens, no cuts.")


def test_what_lint_calls_several_shots_is_no_chain():
    """Somebody new in each timed turn is a shot of its own to both, and another act in the same place to neither."""
    apart = "0-5s: A cook stirs soup. 5-10s: Soldiers drum outside."
    shot = Shot(id="s", prompt=apart, duration=10.0)

    assert [one.rule for one in lint([shot], select=["several-scenes"])[0].findings] == ["several-scenes"]
    assert "several shots" in (split(apart, 10.0).why or "")
    assert split("0-5s: A barista grinds the beans. 5-10s: Espresso pours.", 10.0).why is None
