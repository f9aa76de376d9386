"""A fix is promised only where it can be written; where it cannot, the finding says why."""

import pytest

from promptkit.fix import fix_document
from promptkit.fixable import held_to_files
from promptkit.lint import check_shots, selected_rules
from promptkit.shot import Document
from promptkit.sources.read import read_document

RULES = selected_rules(("missing-negative", "hype-words", "unsupported-negative"))


def offered(path, text, **fill):
    """The obstacles of all fixes: "" where `--fix` makes it."""
    results = held_to_files(check_shots(read_document(Document(path, text), fill=fill), RULES))
    return [one.fix.obstacle for linted in results for one in linted.findings if one.fix]


def made(path, text, **fill):
    """How many fixes are made in the file."""
    return fix_document(Document(path, text), RULES, unsafe=True, fill=fill).made


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        (
            "a.py",
            '# promptkit: prompt target=kling-2.6\nTHREE = ["A boat leaves the harbour.", "A man jumps a hedge."]\n',
            "the negative would serve 1 more shot too, which wants another or none; write by hand one that suits them",
        ),
        ("a.txt", "A boat leaves the harbour.\n", "a .txt file has no place for a negative"),
        ("a.yaml", "- prompt: A {{ x }} boat\n  vars: {x: stunning}\n  negative: blur\n", "comes out of a template"),
        (
            "a.yaml",
            "defaults: {negative: blur}\nshots:\n- {prompt: A cat, target: runway-gen-4.5}\n- A dog\n",
            "the same text serves 1 more shot",
        ),
        ("a.yaml", "- A boat, 8k\n", ""),
    ],
)
def test_what_is_promised_is_made(path, text, reason):
    """The fixes without an obstacle are those that are made; every other one has its reason."""
    found = offered(path, text, target="kling-2.6")

    assert found
    assert found.count("") == made(path, text, target="kling-2.6")
    assert all(reason in one for one in found if one)
    assert (reason == "") == all(one == "" for one in found)


def test_the_texts_of_one_mark_share_a_negative_that_suits_all():
    """Where all texts of a mark want the same, it is written behind the mark, once."""
    text = '# promptkit: prompt\nTWO = ["A boat leaves the harbour.", "A ship leaves the harbour."]\n'
    fixed = fix_document(Document("a.py", text), RULES, fill={"target": "kling-2.6"})

    assert offered("a.py", text, target="kling-2.6") == ["", ""]
    assert fixed.document.text.count('negative="') == 1


@pytest.mark.parametrize("cell", ["blur", '"blur"'])
def test_a_cell_is_emptied(cell):
    """In a table, a negative that the target does not take is taken out; the empty cell is none."""
    head = "id,prompt,target,negative\na,A man kicks the ball.,runway-gen-4.5,"
    fixed = fix_document(Document("a.csv", f"{head}{cell}\n"), RULES, unsafe=True)

    assert (fixed.made, fixed.refused) == (1, ())
    assert [one.negative for one in read_document(fixed.document)] == [None]
