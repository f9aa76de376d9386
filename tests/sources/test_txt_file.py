"""Lines of a .txt file: each is a shot, and where that is hardly meant it is said."""

import pytest

from promptkit.shot import Document
from promptkit.sources.read import read_document
from promptkit.sources.remarks import remarks


def said(text):
    document = Document("a.txt", text)
    return [each.placed(document) for each in remarks(document, read_document(document))]


@pytest.mark.parametrize(
    "text",
    [
        "A cat on a mat,\nAsleep in the sun.\n",
        "A cat walks along the\nwall of a garden.\n",
        "# one\nA dog runs.\nA cat on a mat,\nasleep\n",
    ],
)
def test_a_wrapped_prompt_is_said(text):
    """A comma at the end of a line, or a sentence that goes on in lower case: it names the lines and the remedy."""
    (remark,) = said(text)

    assert "this line seems to go on with line" in remark
    assert remark.endswith("in a .txt file each line is a shot: if they are one prompt, name the file .prompt")


@pytest.mark.parametrize("line", ["Negative: blur, noise", "negative prompt: blur"])
def test_a_negative_in_a_line_of_its_own_is_said(line):
    """It would be sent as a prompt."""
    (remark,) = said(f"A cat runs.\n{line}\n")

    assert remark.startswith("a.txt:2:1: this line is read as a shot of its own; to give a shot a negative")


@pytest.mark.parametrize(
    "text",
    [
        "A cat runs.\nA dog runs.\n",
        "a cat runs\na dog runs\n",
        "A cat runs\nA dog runs\n",
        "A cat runs.\na dog runs\n",
        "A cat runs\n\na dog runs\n",
        "A cat runs\n# and\na dog runs\n",
        "A sign says 'Go'\niron gates open\n",
        "A cat runs\na dog runs across the yard and barks\nA bird sings\n",
        f"{'A cat runs and runs ' * 7}\na dog runs\n",
    ],
)
def test_lists_of_prompts_are_left_in_peace(text):
    """Lower case alone is no sign, nor are lines with something between them, short lines, or very long ones."""
    assert said(text) == []
