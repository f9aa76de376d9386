"""Broken YAML, said in the words of people who write prompts."""

import pytest

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.read import read_document


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- prompt: Wide shot: a man walks\n", "1:20: broken YAML: a colon inside the prompt; put the whole"),
        ("- Wide shot: a man walks\n", "1:3: unknown key 'Wide shot'; if it is part of a text, put the text in"),
        ("- prompt: A\n  negative: x: y\n", "2:14: broken YAML: a colon inside the negative; put the whole"),
        ("- prompt: A\n duration: 5\n", "2:2: broken YAML: indented 1 space less than the line above; begin both"),
        ("- prompt: A\n    duration: 5\n", "2:13: broken YAML: indented 2 spaces more than the line above; begin both"),
        ("shots:\n  - A\n   - B: C\n    - D\n", "3:7: broken YAML: indented"),
        ("shots:\n  - prompt: A\n - prompt: B\n", "3:2: broken YAML: indented 1 space less than the list item above"),
        ("- prompt: A\n\tduration: 5\n", "2:1: broken YAML: a tab; indent with spaces"),
        ('- "A cat\n- B\n', "1:3: broken YAML: this quote is never closed; close it at the end of the text"),
        ("- 'it's a cat'\n", "1:7: broken YAML: text behind a closing quote; write '' for a quote inside"),
        ('- "a "red" cat"\n', '1:7: broken YAML: text behind a closing quote; write \\" for a quote inside'),
        ("- @cat runs\n", "1:3: broken YAML: a text cannot begin with @; put it in quotes"),
        ("- [a, b\n", "1:3: broken YAML: this [ opens a list that is never closed; close it, or quote the text"),
        ("- A\nprompt: B\n", "2:1: broken YAML: a key where a list item is expected; begin every shot with '- '"),
        ("prompt: A\n- B\n", "2:1: broken YAML: a list item where a key is expected; indent the list deeper"),
        ("- prompt: A\nand a dog\n- B\n", "2:1: broken YAML: neither a key nor part of a text"),
        ("- A\n---\n- B\n", "2:1: broken YAML: a second document begins here; take out the line of '---'"),
    ],
)  # fmt: skip
def test_common_mistakes_are_said_with_their_remedy(text, message):
    """The place, what was written there, and what to write instead: no parser talk."""
    with pytest.raises(UsageError) as error:
        read_document(Document("a.yaml", text))

    assert str(error.value).startswith(f"a.yaml:{message}")
