"""`undefined-variable` points at the braces."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.undefined_variable import undefined_variable
from promptkit.shot import Document
from promptkit.sources.read import read_document, read_shots
from promptkit.testing import example_shot, marked


def test_each_variable_at_its_place():
    """Every expression without a value has its own finding, over the braces."""
    prompt, spans = marked("A [[{{ animal }}]] runs past a [[{{ thing }}]].")
    findings = check_shot(example_shot("", prompt=prompt), [undefined_variable])

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert ["animal" in findings[0].message, "thing" in findings[1].message] == [True, True]


def test_known_variables_are_named():
    """A misspelt name is easier to see beside the ones that exist."""
    shot = example_shot("", prompt="A {{ animl }} runs.", vars={"animal": "dog"})

    assert "vars has animal" in check_shot(shot, [undefined_variable])[0].message


def test_text_files_have_no_vars(tmp_path):
    """Where a file cannot hold variables, the remedy is one that can."""
    (tmp_path / "a.txt").write_text("A {{ animal }} runs.", encoding="utf-8")
    [shot] = read_shots([tmp_path / "a.txt"])

    assert "write the shot in a .yaml or .jsonl file" in check_shot(shot, [undefined_variable])[0].message


@pytest.mark.parametrize(
    ("literal", "advice"),
    [
        ('"A {{ hero }}"', 'vars.hero="..."'),
        ('"A {{ hero.colour }}"', "give the expression a name"),
        ('"A {{ cat.colour }}"', "give the expression a name"),
        ("\"A {{ cat['colour'] }}\"", "give the expression a name"),
        ('"A {}".format(y)', "give the expression a name"),
    ],
)
def test_behind_a_mark_stand_whole_values(literal, advice):
    """What asks for a part of a value is to be given a name; a name alone is given a value."""
    [shot] = read_document(Document("a.py", f"x = {literal}  # promptkit: prompt vars.cat=tabby\n"))

    assert advice in check_shot(shot, [undefined_variable])[0].message


def test_braces_that_are_meant_can_be_said_behind_the_mark():
    """As the rule's page advises for Python source, where `raw` would be sent to the model."""
    text = 'x = "A {hero} runs"  # promptkit: prompt vars.hero="{hero}"\n'

    assert [shot.prompt for shot in read_document(Document("a.py", text))] == ["A {hero} runs"]


def test_a_filled_template_is_fine():
    """With a value there is nothing to say."""
    assert check_shot(example_shot("", prompt="A {{ a }} runs.", vars={"a": "dog"}), [undefined_variable]) == ()
