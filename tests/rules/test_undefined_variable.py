"""`undefined-variable` points at the braces."""

from promptkit.lint import check_shot
from promptkit.rules.undefined_variable import undefined_variable
from promptkit.sources.read import read_shots
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


def test_a_filled_template_is_fine():
    """With a value there is nothing to say."""
    assert check_shot(example_shot("", prompt="A {{ a }} runs.", vars={"a": "dog"}), [undefined_variable]) == ()
