"""An open file as an editor needs it, without an editor."""

import os
import sys

import pytest

from promptkit.baseline import write_baseline
from promptkit.errors import UsageError
from promptkit.lint import check_shots
from promptkit.lsp.page import Page, Rules
from promptkit.shot import Document
from promptkit.sources.read import is_for_shots, read_document
from promptkit.sources.row import splice

HOUSE = """\
rules:
  - name: no-fog
    message: '"{found}" is out'
    avoid: [fog]
"""


def a_page(tmp_path, text, *, name="a.yaml", rules=None):
    return Page(Document(str(tmp_path / name), text), rules or Rules.of(tmp_path))


@pytest.fixture(autouse=True)
def _settings(tmp_path):
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n')


@pytest.mark.parametrize(
    "text",
    [
        "- A cat runs, 8k\n",
        "- id: a\n  prompt: |\n    A cat runs,\n    8k\n",
        "- prompt: >-\n    A cat runs, 8k\n  duration: 5\n",
        "- A cat runs,\n  8k\n",
        "- 'A cat runs,\n  8k'\n",
        "shots:\n  - prompt: A cat runs, 8k\n    duration: 5\n",
    ],
)
def test_ignoring_silences_whatever_the_text_looks_like(tmp_path, text):
    """The comment stands where it is one, and the shot reads as before."""
    page = a_page(tmp_path, text)
    (said,) = page.said
    again = a_page(tmp_path, splice(text, [page.suppressed(said)]))

    assert again.said == ()
    assert again.shot_at(again.document.text.index("cat")).prompt == page.shot_at(text.index("cat")).prompt


def test_a_place_belongs_to_the_shot_that_it_stands_in(tmp_path):
    """What comes out of variables has no place: text before a template is not the template's."""
    text = "- id: a\n  prompt: A dog runs\n- id: b\n  prompt: A {{ x }} runs\n  vars: {x: cat}\n"
    page = a_page(tmp_path, text)

    assert page.shot_at(text.index("dog")).id == "a"
    assert page.shot_at(text.rindex("runs")).id == "b"


def test_fixing_all_leaves_alone_what_the_settings_ignore(tmp_path):
    """`per-file-ignores` hold for fix-all too."""
    (tmp_path / "promptkit.toml").write_text('select = ["text"]\n[per-file-ignores]\n"a.yaml" = ["text"]\n')
    page = a_page(tmp_path, "- A cat runs, 8k\n")

    assert page.fixed == page.document.text


def test_a_shot_that_did_not_change_is_not_read_again(tmp_path, monkeypatch):
    """One letter in one of two hundred shots: the rules run once."""
    rows = [f"- A man number {number} walks along the pier, 8k\n" for number in range(200)]
    first = a_page(tmp_path, "".join(rows))
    assert len(first.said) == 200
    lint, calls = sys.modules["promptkit.lint"], []
    said = lint.said
    monkeypatch.setattr(lint, "said", lambda *given: calls.append(given) or said(*given))
    rows[100] = rows[100].replace("pier", "piers")

    assert len(a_page(tmp_path, "".join(rows), rules=first.rules).said) == 200
    assert len(calls) == 1


def test_code_without_a_mark_is_no_file_of_shots(tmp_path):
    """A text with the mark makes it one."""
    assert not is_for_shots(Document(str(tmp_path / "a.py"), 'x = "A cat, 8k"\n'))
    assert is_for_shots(Document(str(tmp_path / "a.py"), 'x = "A cat, 8k"  # promptkit: prompt\n'))


def test_a_long_string_keeps_its_comment_outside(tmp_path):
    """A comment that a text of several lines would swallow goes above it."""
    text = '# promptkit: prompt\nx = """A cat runs, 8k\n"""\n'
    page = Page(Document(str(tmp_path / "a.py"), text), Rules.of(tmp_path))
    said = next(one for one in page.said if one.rule == "hype-words")
    after = splice(text, [page.suppressed(said)])

    assert after == '# promptkit: prompt\n# promptkit: ignore[hype-words]\nx = """A cat runs, 8k\n"""\n'


def test_findings_of_the_baseline_are_left_out(tmp_path):
    """As on the command line: what a project lives with is not said, as often as it lives with it."""
    text = "- A cat runs, 8k\n- A dog runs, 8k\n"
    first = a_page(tmp_path, text)
    write_baseline(check_shots(read_document(first.document), first.rules.rules), tmp_path / "known.json")
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\nbaseline = "known.json"\n')

    assert a_page(tmp_path, text).said == ()
    assert [one.shot.prompt for one in a_page(tmp_path, f"{text}- A cow runs, 8k\n").said] == ["A cow runs, 8k"]


def test_a_baseline_that_is_not_there_is_said(tmp_path):
    """The message names the file."""
    (tmp_path / "promptkit.toml").write_text('baseline = "known.json"\n')

    with pytest.raises(UsageError, match=r"known\.json"):
        Rules.of(tmp_path)


def test_settings_are_stale_once_a_file_that_they_were_read_from_is_written(tmp_path):
    """Their own file, what they build on, own rules, the baseline."""
    (tmp_path / "base.toml").write_text("")
    (tmp_path / "house.yaml").write_text(HOUSE)
    (tmp_path / "known.json").write_text('{"schema": "promptkit.baseline/1", "findings": []}')
    own = tmp_path / "promptkit.toml"
    own.write_text('extend = "base.toml"\nrule-files = ["house.yaml"]\nbaseline = "known.json"\n')

    for name in ("promptkit.toml", "base.toml", "house.yaml", "known.json"):
        rules = Rules.of(tmp_path)
        assert not rules.is_stale
        os.utime(tmp_path / name, ns=(1, 1))
        assert rules.is_stale


@pytest.mark.parametrize("silent", ["", '[per-file-ignores]\n"a.yaml" = ["uncaused-effect"]\n'])
def test_fixing_all_reads_no_shot_that_was_read_before(tmp_path, monkeypatch, silent):
    """A letter in one shot: that shot is read again, as it is and as it is when fixed."""
    (tmp_path / "promptkit.toml").write_text(f'select = ["hype-words", "uncaused-effect"]\n{silent}')
    rows = [f"- A man number {number} walks along the pier, 8k\n" for number in range(20)]
    first = a_page(tmp_path, "".join(rows))
    assert first.said
    assert "8k" not in first.fixed
    lint, calls = sys.modules["promptkit.lint"], []
    said = lint.said
    monkeypatch.setattr(lint, "said", lambda *given: calls.append(given[0].prompt) or said(*given))
    rows[10] = rows[10].replace("pier", "piers")
    second = a_page(tmp_path, "".join(rows), rules=first.rules)

    assert second.said
    assert "8k" not in second.fixed
    assert {prompt for prompt in calls if "piers" not in prompt} == set()


def test_the_project_s_negative_fills_open_shots(tmp_path):
    """As `promptkit lint` takes it: a line of a .txt lacks none."""
    settings = 'select = ["missing-negative"]\ntarget = "kling-2.6"\n'
    (tmp_path / "promptkit.toml").write_text(settings)
    assert [one.rule for one in a_page(tmp_path, "A cat runs\n", name="a.txt").said] == ["missing-negative"]

    (tmp_path / "promptkit.toml").write_text(f'{settings}negative = "blur"\n')
    assert a_page(tmp_path, "A cat runs\n", name="a.txt").said == ()


def test_what_is_never_a_file_of_shots_is_left_alone(tmp_path):
    """By its name, or by the folder that it lies in."""
    for name in ("requirements.txt", "docker-compose.yml", "node_modules/x/a.txt", ".pre-commit-config.yaml"):
        assert not is_for_shots(Document(str(tmp_path / name), "- A cat, 8k\n"))


def test_what_an_author_should_know_of_a_file_is_a_note_where_it_stands(tmp_path):
    """Lines that look like one prompt are said in an editor too, and nothing offers to silence that."""
    (said,) = a_page(tmp_path, "A cat walks along the\nwall of a garden.\n", name="a.txt").said

    assert (said.severity, said.start) == ("note", 22)
    assert said.message.startswith("this line seems to go on with line 1")
    assert a_page(tmp_path, "A cat walks along the\nwall of a garden.\n", name="a.txt").suppressed(said) is None
