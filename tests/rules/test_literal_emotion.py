"""`literal-emotion` finds feelings and thoughts that nothing shows."""

import pytest

from promptkit.lint import check_shot, lint
from promptkit.rules.literal_emotion import literal_emotion
from promptkit.shot import Shot
from promptkit.testing import example_shot, marked

TOLD = [
    "A grandmother, [[cheerful]], bakes bread.",
    "He [[hates the city]].",
    "She sits [[in despair]].",
    "The team plays [[with pure joy]].",
    "A nurse who [[has lost all hope]].",
    "[[Show his sadness]] as he packs.",
    "The [[audience should feel tension]].",
    "He [[waits nervously]] at the gate.",
    "A mother [[with a broken heart]].",
    "[[An atmosphere of dread]] fills the hall.",
    "A [[grieving]] family at the grave.",
    "A [[cheerful]] grandmother bakes.",
    "A woman waits at a window, she [[feels sad]].",
    "A pier at dusk. It [[feels sad but hopeful]].",
    "A young pilot [[is anxious]] as she faces the storm.",
    "A [[proud]] black labrador at a gate.",
    "A [[determined]] restaurateur opens her door.",
    "A bride spins and [[feels strong and alive]].",
    "The room [[evokes togetherness]].",
    "[[A sense of intimacy]] fills the tent.",
    "He [[is thinking about his childhood]] on a bench.",
    "A dog [[dreaming of a bone]].",
    "An old room with a [[nostalgic feeling of loss]].",
    "The clown [[thinks about his mother]]. He [[misses home]].",
    "A boy [[wonders what is]] inside the box.",
    "A girl stands in the rain, [[her heart is full of sorrow]].",
    "There is [[a sense of loneliness]].",
    "A [[sad]] man on a bench.",
    "[[Anxious]] mother at the window.",
    "He turns round in the doorway, [[furious]].",
    "The bride [[is delighted]].",
    "A boy [[full of joy]] runs into a garden.",
    "She [[feels deep sorrow]] at the sea.",
    "The pilot [[feels panic]].",
    "A widow [[overcome by grief]], black veil",
    "The scene [[evokes a sense of longing]].",
    "A robot [[haunted by its past]].",
]
TOLD += [
    "A man sits on a pier [[feeling sad and lonely]].",
    "[[Feeling sad and lonely]], the fisherman coils a rope.",
    "[[Feeling proud]], a baker carries out a cake.",
    "A sailor at the rail, [[feeling hopeless]], looks at the sea.",
    "A [[nervous]] bride waits.",
    "A woman [[feeling hopeful]] opens a letter.",
    "Rain falls. [[Feeling lost]], a boy sits on the kerb.",
]
TOLD += [
    "Skin tone: she is pale, she [[feels hopeless]].",
    "Mood: nostalgic, and he [[feels sad]].",
    "A [[sad]] coiffeur sweeps the floor.",
]
SHOWN = [
    "A cheerful chartreuse wall.",
    "A sad grandeur hangs over the ruin.",
    "Mood: nostalgic, lonely, sad",
    "A misty valley, feeling calm and peaceful.",
    "Feeling the cloth between his fingers, a tailor nods.",
    "A blind man is feeling his way along the wall.",
    "A cosy kitchen, feeling safe.",
    "A nervous system animation.",
    "A shy violet opens. Passion fruit is cut with passion fruit knives.",
    "He misses the ball.",
    "A tense rope, moody lighting, an uneasy camera",
    "A woman smiles and feels happy.",
    "He walks with a sad face.",
    "Tears run down her cheeks, she feels lonely.",
    "The scene feels peaceful, nostalgic mood.",
    "It should feel calm.",
    "Tone: hopeful, a little proud, cheerful. A girl skips.",
    "Dusk over a lake, lending the scene a warm, nostalgic feeling.",
    "The silk feels strong.",
    "A cheerful chef's hat, a mad scientist's lab",
    "It feels tense.",
    "A sad song about a man.",
    "A nurse faces the window with a sad face.",
    "She feels along the wall for the switch.",
    "The sun reflecting on the water.",
    "A goalkeeper misses the ball, a cup with a missing handle.",
    "I'm thinking of a fashion show.",
    "A thinking robot, chin in hand.",
    "A luminous dream of the deep future",
    'A sign reads "she feels sad".',
    "Angry Birds plush toys on a shelf.",
    "A neon sign for happy hour above a bar.",
    "A lonely road in the desert.",
    "A sad song on the radio.",
    "Mood: melancholy. A man walks.",
    "A car with a nostalgic charm.",
    "A nervous glance over the shoulder.",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_is_marked(text):
    """The span is the feeling or the thought with its verb; severity is a note."""
    prompt, spans = marked(text)
    findings = check_shot(example_shot("", prompt=prompt), [literal_emotion])

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert {finding.severity for finding in findings} == {"note"}
    assert not any(finding.fix for finding in findings)


@pytest.mark.parametrize("prompt", SHOWN)
def test_what_is_shown_or_no_feeling_is_left_alone(prompt):
    """Signs of a feeling in the same sentence, moods of the picture, other senses of the words, and quotations."""
    assert check_shot(example_shot("", prompt=prompt), [literal_emotion]) == ()


def test_wordings_can_be_allowed():
    """Option `allow` takes a wording out, whatever its case."""
    options = {"literal-emotion": {"allow": ("Feels sad",)}}

    assert check_shot(example_shot("", prompt="She feels sad."), [literal_emotion], options=options) == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A man pours concrete, wide, grey, moody, cinematic.",
        "A baby misses her mouth with the spoon.",
        "A ring drops over a pin, a green ring misses it.",
        "A train misses the old bridge by inches.",
        "A property film for a client who hates anything flashy.",
    ],
)
def test_a_look_a_miss_and_somebody_outside_of_the_film_are_no_feelings(prompt):
    """Light is moody, a spoon misses, and no client is in the shot."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["literal-emotion"])

    assert linted.findings == ()


@pytest.mark.parametrize("prompt", ["A man at a window misses his wife.", "She sits at home and misses him."])
def test_to_miss_somebody_is_a_feeling(prompt):
    """Nothing of it is seen."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["literal-emotion"])

    assert len(linted.findings) == 1
