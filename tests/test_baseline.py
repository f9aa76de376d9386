"""A baseline lets a project live with old findings and hear of new ones."""

import json

import pytest

from promptkit.baseline import hold, read_baseline, write_baseline
from promptkit.errors import UsageError
from promptkit.lint import check_shots, selected_rules
from promptkit.sources.read import read_shots

RULES = selected_rules(("hype-words",))


def linted(path, text):
    path.write_text(text)
    return list(check_shots(read_shots([path]), RULES))


def found(held):
    return [(one.shot.prompt, len(one.findings)) for one in held.results if one.findings]


def test_old_findings_are_left_out_wherever_they_move(tmp_path):
    """Lines may come and go above a known finding; a second one with the same words is new."""
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    assert write_baseline(linted(shots, "A cat, 8k\n"), file) == 1

    held = hold(linted(shots, "A dog\nA cat, 8k\n"), read_baseline(file))
    assert (found(held), held.known, held.gone) == ([], 1, 0)
    assert found(hold(linted(shots, "A cat, 8k\nA dog, 8k\n"), read_baseline(file))) == [("A dog, 8k", 1)]
    assert found(hold(linted(shots, "A cat, 4k\n"), read_baseline(file))) == [("A cat, 4k", 1)]


def test_known_findings_go_on_standing_beside_the_new_ones(tmp_path):
    """What was there before is no news, and is still at hand: a price counts whoever knows it."""
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    write_baseline(linted(shots, "A cat, 8k\n"), file)

    (one,) = hold(linted(shots, "A stunning cat, 8k\n"), read_baseline(file)).results
    assert ([len(one.findings), len(one.known)], one.known[0].rule) == ([1, 1], "hype-words")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A stunning woman in a white dress standing on a beach, 8k", "A woman in a white dress standing on a beach"),
        ("8k, masterpiece, a woman on a stunning beach, best quality.", "a woman on a beach."),
        ("An awe-inspiring unicorn in a field", "A unicorn in a field"),
        ("An old automobile on a long bridge", "An old car on a long bridge"),
        ("A cat on a mat", "A cat on a mat in the sun, a bowl of milk beside it, a window behind"),
    ],
)
def test_an_edit_of_its_sentence_revives_no_finding(tmp_path, before, after):
    """A finding about a whole sentence is still known when something else in the sentence was mended."""
    rules = selected_rules(("static-description",))
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    shots.write_text(f"{before}\n")
    assert write_baseline(check_shots(read_shots([shots]), rules), file) == 1
    shots.write_text(f"{after}\n{after}\n")

    held = hold([*check_shots(read_shots([shots]), rules)], read_baseline(file))

    assert ([len(one.findings) for one in held.results], held.known, held.gone) == ([0, 1], 1, 0)


def test_another_sentence_is_new(tmp_path):
    """Sentences that share a few words are not each other's edit, and what they were settled as is mended."""
    rules = selected_rules(("static-description",))
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    shots.write_text("A cat on a mat\n")
    write_baseline(check_shots(read_shots([shots]), rules), file)
    shots.write_text("A dog on a rug\n")

    held = hold([*check_shots(read_shots([shots]), rules)], read_baseline(file))

    assert ([len(one.findings) for one in held.results], held.known, held.gone) == ([1], 0, 1)


def test_what_is_mended_is_counted(tmp_path):
    """Entries without a finding are told, in files that were linted and in no others."""
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    other = linted(tmp_path / "b.txt", "B, 8k\n")
    write_baseline([*linted(shots, "A cat, 8k\n"), *other], file)

    assert hold(linted(shots, "A cat\n"), read_baseline(file)).gone == 1
    assert hold(other, read_baseline(file)).gone == 0


def test_the_file_is_the_same_whatever_the_order(tmp_path):
    """Rows are sorted and paths are those from the baseline's folder, so that a diff shows what changed."""
    inner = tmp_path / "in"
    inner.mkdir()
    one, two = linted(inner / "a.txt", "A, 8k\n"), linted(inner / "b.txt", "B, 8k\n")
    write_baseline([*one, *two], tmp_path / "1.json")
    write_baseline([*two, *one], tmp_path / "2.json")

    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    rows = json.loads((tmp_path / "1.json").read_text())["findings"]
    assert [row["path"] for row in rows] == ["in/a.txt", "in/b.txt"]


@pytest.mark.parametrize("content", [None, "", "{}", '{"schema": "promptkit.baseline/1", "findings": [{"path": 1}]}'])
def test_a_file_that_is_no_baseline_is_an_error(tmp_path, content):
    """Absent or broken, it is never taken for an empty one."""
    file = tmp_path / "base.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(UsageError, match="--write-baseline"):
        hold(linted(tmp_path / "a.txt", "A\n"), read_baseline(file))
