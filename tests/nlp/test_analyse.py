"""The language pipeline: ours, shipped, quick, and without torch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import promptkit.nlp
from promptkit.nlp import analyse
from promptkit.reader.training.corpus import read_part

SCENES = Path(__file__).parents[2] / "datasets" / "scenes"


def _run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_torch_stays_out():
    """Analysing a text loads spaCy and no torch, though torch may be installed."""
    code = (
        "import sys; from promptkit.nlp import analyse; analyse('A cat runs.');"
        "print('spacy' in sys.modules, 'torch' in sys.modules)"
    )
    assert _run(code) == "True False"


def test_hiding_torch_is_still_needed():
    """Where torch is installed, spaCy alone would load it; when this fails, the hiding can go."""
    pytest.importorskip("torch")
    assert _run("import sys; import spacy; print('torch' in sys.modules)") == "True"


def test_torch_can_be_imported_afterwards():
    """Hiding torch while spaCy loads does not hide it from whoever wants it next."""
    pytest.importorskip("torch")
    code = "from promptkit.nlp import analyse; analyse('A cat runs.'); import torch; print(int(torch.ones(2).sum()))"
    assert _run(code) == "2"


def test_torch_that_is_there_is_left_alone():
    """A torch loaded before stays loaded."""
    pytest.importorskip("torch")
    code = (
        "import torch, sys; from promptkit.nlp import analyse; analyse('A cat.'); print(sys.modules['torch'] is torch)"
    )
    assert _run(code) == "True"


def test_importing_the_package_loads_nothing():
    """spaCy is loaded by the first text, not by the import."""
    assert _run("import sys, promptkit.nlp; print('spacy' in sys.modules)") == "False"


def test_tags():
    """A plain sentence is tagged as a grammar would."""
    tokens = analyse("The woman walks along the beach.")
    assert [token.pos for token in tokens] == ["DET", "NOUN", "VERB", "ADP", "DET", "NOUN", "PUNCT"]
    assert [token.tag for token in tokens[:3]] == ["DT", "NN", "VBZ"]


def test_tags_are_those_of_the_pipeline():
    """What spaCy says with the same weights, for sentences, tag soup and text in other scripts."""
    import spacy

    pipeline = spacy.load(promptkit.nlp.MODEL)
    prompts = [prompt.text for prompt in read_part(SCENES, "test")[:40]]
    for text in [
        *prompts,
        "8k, masterpiece, (best quality:1.2), 1girl --ar 16:9",
        "\n\n A cat.\n",
        "猫が走っている。",
        "🐈 💨",
    ]:
        wanted = [(token.tag_, "SPACE" if token.is_space else token.pos_) for token in pipeline(text)]
        assert [(token.tag, token.pos) for token in analyse(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "🐈🏃‍♀️💨",
        "猫が走っている。",
        "قطة تجري",
        "a" * 5000,
        "word " * 2000,
        "\x00\ufeff\u200b",
        "..., --- !!!",
    ],
)
def test_any_text(text):
    """Empty, huge, and in any script: nothing is refused and nothing is lost."""
    tokens = analyse(text)
    behind = [*(token.start for token in tokens[1:]), len(text)]
    said = (token.text + text[token.end : start] for token, start in zip(tokens, behind, strict=False))
    assert "".join(said) == text
    assert all(text[token.end : start].strip() == "" for token, start in zip(tokens, behind, strict=False))


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_positions(text):
    """Token positions are positions in the text."""
    assert all(text[token.start : token.end] == token.text for token in analyse(text))


def test_half_a_character():
    """A lone surrogate keeps its place."""
    assert [(token.text, token.start) for token in analyse("a \ud800 b")] == [("a", 0), ("\ufffd", 2), ("b", 4)]


def test_the_model_travels_with_its_papers():
    """Licence, data card and scores stand beside the weights, and no path of the machine it was trained on."""
    folder = Path(promptkit.nlp.MODEL)
    assert "CC BY-SA 4.0" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    card = (folder / "DATA_CARD.md").read_text(encoding="utf-8")
    scores = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["performance"]
    assert f"{100 * scores['dep_las']:.1f}" in card
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    assert "train = null" in config
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 8_000_000
