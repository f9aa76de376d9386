"""`foreign-flags` finds the syntax of other tools, and moves what it means to where it belongs."""

import time

import pytest

from promptkit.fix import fix_document, fix_shot
from promptkit.lint import check_shot, lint
from promptkit.rules.foreign_flags import foreign_flags
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document
from promptkit.testing import example_shot, marked

MARKED = [
    "A man walks along the [[(pier:1.3)]], waves below [[--ar 16:9]] [[--no text, blur]]",
    "cat running [[-neg blurry, text]] [[-motion 3]] [[-gs 12]] [[-seed 1]] [[-ar 16:9]]",
    "A cat [[-camera zoom in]] [[-fps 24]]",
    "a dog [[<lora:foo:0.8>]] runs, [[((close-up))]]",
    "a lake [[--v 6.1]] [[--style raw]] [[--s 250]] [[--niji]]",
    "[[--ar 9:16]] a cat runs",
    "cat[[::2]] dog[[::1]] running",
    "A man runs [[—ar 16:9]]",
    "a tower [[--resolution 1080p]] [[--duration 5]] [[--camerafixed true]]",
    "A cat [[--seed 42]].",
    "A monk sweeps [[-w 1024]] [[-h 576]]",
    "A monk sweeps [[--ar16:9]] [[--v6]] [[--upbeta 2]]",
    "A monk sweeps, [[{moss:1.2}]]",
    "A monk sweeps [[--foo 3]] [[--bar 16:9]]",
    "[[/imagine prompt:]] a monk sweeps [[--quality high]] [[--upbeta]]",
    "A monk sweeps\n[[Negative prompt: blur, text]]\n[[Steps: 20]], [[CFG scale: 7]], [[Size: 512x768]]",
]
CLEAN = [
    'He says "--ar 16:9" into the microphone.',
    "The man walks -- slowly -- away.",
    "The street is empty —no cars, no people.",
    "The clock (12:30) and the verse (John 3:16) and the ratio (16:9)",
    "A lens at (f:1.8) and f/2.8",
    "A fast-motion 3 car chase, well-seeded lawn, -4 degrees, 3-1 at half time",
    "(a small dog) and [a cat] play",
    "shot 1, 4, a man walks; shot 2, 6, he sits;",
    "<<<image_1>>> waves at @Zhang",
    "A motion of 3 metres, seed 1 in the pot, style raw",
    "-Scene 2 a dog -three men walk -h is a letter",
    "Steps: 5 stone steps lead down. Size: a fist. Either/create or not, and [left] or [right]",
    "He waits --quietly-- and leaves --alone.",
    "The street is quiet --at 6 the bell rings.",
]


@pytest.mark.parametrize("text", MARKED)
def test_flags_are_found_where_they_stand(text):
    """The span of each finding is the flag with its value."""
    prompt, spans = marked(text)
    findings = check_shot(example_shot("", prompt=prompt), [foreign_flags])

    assert tuple((finding.start, finding.end) for finding in findings) == spans


@pytest.mark.parametrize("text", CLEAN)
def test_words_and_numbers_are_left_alone(text):
    """Dashes, colons and brackets of ordinary prose are no flags."""
    assert check_shot(example_shot("", prompt=text), [foreign_flags]) == ()


@pytest.mark.parametrize(
    ("before", "prompt", "negative"),
    [
        ("A man --ar 16:9 --no text, blur", "A man", "text, blur"),
        ("cat running -neg blurry, text -motion 3 -seed 1", "cat running", "blurry, text"),
        ("the (red coat:1.3) sways", "the red coat sways", None),
        ("((tornado:1.5)) over a park, ((night, fog:1.2))", "tornado over a park, night, fog", None),
        ("((tornado:0.2)) over a park", "((tornado:0.2)) over a park", None),
        ("a dog <lora:foo:0.8> runs, ((close-up))", "a dog runs, close-up", None),
        ("A cat runs, --ar 16:9, in the sun", "A cat runs, in the sun", None),
        ("cat::2 dog::1 running", "cat dog running", None),
        ("A cat --seed 42.", "A cat.", None),
        ("A cat runs --no text.", "A cat runs.", "text"),
        ("A cat runs. Negative prompt: blur, text", "A cat runs.", "blur, text"),
        ("/imagine prompt: a cat runs", "a cat runs", None),
        ("A cat runs -neg text. A dog follows.", "A cat runs. A dog follows.", "text"),
        ("A cat runs --loop --no text", "A cat runs, seamless loop", "text"),
        ("A cat runs. --static", "A cat runs. Static camera.", None),
        ("A cat runs in a loop --loop", "A cat runs in a loop", None),
        ("A tower --camerafixed false", "A tower", None),
        ("((aspect ratio 16:9)), a man waves", "aspect ratio 16:9, a man waves", None),
        ("((final score 3:2))", "final score 3:2", None),
        ("((gospel of John:3)), a monk", "gospel of John:3, a monk", None),
        ("((tornado:2)), a park", "tornado, a park", None),
        ("A dog runs.\n--loop", "A dog runs.\nSeamless loop.", None),
        ("A dog runs\n--loop", "A dog runs\nSeamless loop.", None),
        ("A dog runs,\n--loop", "A dog runs,\nseamless loop", None),
        ("A dog runs:\n--static", "A dog runs:\nStatic camera.", None),
        ("A dog runs: --static", "A dog runs: static camera", None),
        ("A man waves - --loop", "A man waves, seamless loop", None),
        ("--loop A dog runs", "seamless loop, A dog runs", None),
        ("--loop\nA dog runs", "Seamless loop.\nA dog runs", None),
        ("A dog, static shot --loop", "A dog, static shot, seamless loop", None),
        ("A dog --static --camerafixed", "A dog, static camera", None),
        ("--loop --static A dog runs", "seamless loop, static camera, A dog runs", None),
        ("A dog runs. --no text --loop --static", "A dog runs. Seamless loop. Static camera.", "text"),
        ("A dog runs. --loop A cat sits.", "A dog runs. Seamless loop. A cat sits.", None),
        ("A dog runs --loop. A cat sits.", "A dog runs, seamless loop. A cat sits.", None),
    ],
)
def test_fix_leaves_the_words_and_moves_the_terms(before, prompt, negative):
    """Flags go, weighted words stay, exclusions move into the negative."""
    fixed = fix_shot(example_shot("", prompt=before), [foreign_flags], unsafe=True).shot

    assert (fixed.prompt, fixed.negative) == (prompt, negative)


RATIO = "A man walks --ar 9:16 --niji"


@pytest.mark.parametrize("flag", ["--ar 9:16", "-ar 9:16", "--aspect 9/16", "--ratio=9x16", "—ar 9 : 16"])
def test_a_ratio_moves_into_the_shot(flag):
    """The fix is safe, for nothing is lost: the flag becomes the shot's ratio, in the way ratios are written."""
    fixed = fix_shot(example_shot("", prompt=f"A man walks {flag}"), [foreign_flags]).shot

    assert (fixed.prompt, fixed.aspect_ratio) == ("A man walks", "9:16")


def test_a_ratio_that_the_shot_has_stays():
    """What is said beside the prompt counts; the flag goes."""
    fixed = fix_shot(example_shot("", prompt=RATIO, aspect_ratio="1:1"), [foreign_flags]).shot

    assert (fixed.prompt, fixed.aspect_ratio) == ("A man walks", "1:1")


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        ("a.yaml", f"- {RATIO}\n- A cat\n", ("A man walks", "9:16")),
        ("a.yaml", f"shots:\n  - prompt: {RATIO}\n    target: kling-2.6\n", ("A man walks", "9:16")),
        ("a.jsonl", f'{{"prompt": "{RATIO}"}}\n', ("A man walks", "9:16")),
        ("a.csv", f"prompt,duration\n{RATIO},5\nA cat,5\n", ("A man walks", "9:16")),
        ("a.txt", f"{RATIO}\n", ("A man walks --ar 9:16", None)),
        ("a.prompt", f"{RATIO}\n", ("A man walks --ar 9:16", None)),
    ],
)
def test_the_ratio_is_written_where_the_file_has_a_place_for_it(path, text, after):
    """Tables take it as a key or a column; a file of bare prompts keeps its flag rather than lose the ratio."""
    document = fix_document(Document(path, text), [foreign_flags]).document
    shot, *others = read_document(document)

    assert (shot.prompt, shot.aspect_ratio) == after
    assert [other.aspect_ratio for other in others] == [None] * len(others)


def test_where_a_ratio_has_no_place_only_an_unsafe_fix_drops_it():
    """A seed, and a ratio in a file of bare prompts, go when the author says so."""
    dropped = fix_document(Document("a.txt", f"{RATIO} --seed 4\n"), [foreign_flags], unsafe=True).document
    seed = fix_shot(example_shot("", prompt="A cat --seed 42"), [foreign_flags]).shot

    assert dropped.text == "A man walks\n"
    assert seed.prompt == "A cat --seed 42"


def test_moved_terms_join_the_negative_once():
    """A term that the negative already holds is not written twice."""
    shot = example_shot("", prompt="A cat --no text, blur", negative="Text, warping")

    assert fix_shot(shot, [foreign_flags]).shot.negative == "Text, warping, blur"


def test_camera_flag_is_left_for_its_author():
    """Deleting a camera move would change the shot, so no fix is offered."""
    (finding,) = check_shot(example_shot("", prompt="A cat -camera zoom in"), [foreign_flags])

    assert finding.fix is None
    assert "sentence" in finding.message


def test_a_word_that_is_hardly_asked_for_is_left_for_its_author():
    """Without its small weight it would be asked for in full."""
    (finding,) = check_shot(example_shot("", prompt="A monk sweeps, (rust:0.2)"), [foreign_flags])

    assert finding.fix is None
    assert "how little" in finding.message


def test_setting_that_means_the_same_is_named():
    """The message tells which field of the shot takes the value."""
    (finding,) = check_shot(example_shot("", prompt="A cat --ar 16:9"), [foreign_flags])

    assert "aspect_ratio" in finding.message


def test_a_prompt_of_flags_alone_is_not_emptied():
    """Without words the prompt is left as it is."""
    shot = example_shot("", prompt="--ar 16:9")

    assert fix_shot(shot, [foreign_flags]).shot.prompt == "--ar 16:9"


def test_public_prompts_hold_no_flags(shared):
    """No line of the public prompt sets is taken for a command line."""
    paths = [path for path in (shared / "corpora").rglob("*.txt") if "LICENSE" not in path.name]
    prompts = [line for path in paths for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    found = [prompt for prompt in prompts if check_shot(example_shot("", prompt=prompt), [foreign_flags])]

    assert len(prompts) > 5000
    assert found == []


def test_a_weight_stays_beside_one_that_is_left_for_its_author():
    """Of two weights one alone would say what neither says."""
    prompt = "a witch on a broom, (flying:1.3), cute, (gore:0)"

    assert fix_shot(example_shot(prompt), (foreign_flags,)).shot.prompt == prompt
    assert "1.3" not in fix_shot(example_shot("a witch, (flying:1.3)"), (foreign_flags,)).shot.prompt


@pytest.mark.parametrize("break_", [" ", "\n"])
def test_a_line_of_negatives_is_the_syntax_of_another_tool(break_):
    """It stands for "negative prompt:", and ends where the next sentence begins."""
    prompt = f"A valve closes.{break_}Negative: people, text. Water flows."
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["foreign-flags"])
    (found,) = linted.findings

    assert prompt[found.start : found.end] == "Negative: people, text"


@pytest.mark.parametrize(
    "prompt",
    [
        "A film negative: a strip in a darkroom.",
        "He develops the film. Negative: a face appears in the tray.",
        "Polaroids on the table. Negatives: two boxes, a roll.",
    ],
)
def test_a_negative_of_film_is_none(prompt):
    """A thing that is shown."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["foreign-flags"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    ("prompt", "fixed"),
    [
        ("Negative: no text, blur.\nPrompt: A valve closes.", "A valve closes."),
        ("Prompt: A valve closes.\nNegative prompt: text, blur", "A valve closes."),
    ],
)
def test_a_label_of_the_prompt_goes_with_the_line_of_negatives(prompt, fixed):
    """What is left is the prompt, and needs no label."""
    assert fix_shot(example_shot(prompt), (foreign_flags,)).shot.prompt == fixed


def test_a_label_of_the_prompt_stays_where_the_negative_is_told_in_flags():
    """The heading "Prompt:" may be the author's own."""
    fixed = fix_shot(example_shot("Prompt: A valve closes --no text"), (foreign_flags,)).shot.prompt

    assert fixed == "Prompt: A valve closes"


def seconds_of_flags(flag, count):
    """Processor time of linting and fixing a prompt of so many flags."""
    document = Document("s.txt", f"A man walks. {flag * count}")
    start = time.process_time()

    lint(read_document(document))
    fixed = fix_document(document, (foreign_flags,), unsafe=True)

    assert len(fixed.document.text) < len(document.text)
    return time.process_time() - start


@pytest.mark.parametrize("flag", ["--ar 16:9 ", "--loop ", "(pier:1.3) ", "--seed 7 "])
def test_many_flags_take_the_time_of_their_number(flag):
    """Four times as many take about four times as long, and not sixteen times."""
    seconds_of_flags(flag, 5)  # what is loaded once
    few = max(seconds_of_flags(flag, 200), 0.2)

    assert seconds_of_flags(flag, 800) < 10 * few
