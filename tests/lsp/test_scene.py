"""What moves, marked where it stands."""

import pytest

from promptkit.lsp.scene import scene_marks
from promptkit.shot import Document
from promptkit.sources.read import read_document


def marks(name, text):
    (shot,) = read_document(Document(name, text))
    return {(text[mark.start : mark.end], mark.role, mark.part) for mark in scene_marks(shot)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "A flag flutters in the wind.\n"),
        ("a.prompt", "A flag flutters in the wind."),
        ("a.jsonl", '{"prompt": "A flag flutters in the wind."}\n'),
        ("a.csv", "prompt,duration\nA flag flutters in the wind.,5\n"),
        ("a.yaml", "- prompt: A flag flutters in the wind.\n"),
    ],
)
def test_what_moves_how_and_why_is_marked_in_every_format(name, text):
    """The thing, its motion and its cause, each at its words."""
    found = marks(name, text)

    assert {(words, part) for words, _, part in found} == {
        ("flag", "what"), ("flutters", "motion"), ("in the wind", "cause")
    }  # fmt: skip


def test_the_camera_is_marked_by_its_moves():
    """As it is told, not as a thing that moves."""
    found = marks("a.txt", "A cat runs. Slow zoom in on the cat.\n")

    assert [words for words, role, _ in found if role == "camera"]


def test_words_that_a_variable_filled_in_have_no_mark():
    """They stand nowhere in the file; those beside them do."""
    found = marks("a.yaml", "- prompt: A {{ animal }} runs over the grass.\n  vars: {animal: cat}\n")

    assert {(words, part) for words, _, part in found} == {("runs", "motion")}


def test_a_still_prompt_has_no_marks():
    """Nothing moves in it."""
    assert marks("a.txt", "A cup on a table.\n") == set()
