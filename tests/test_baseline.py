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


MAN = "A man walks along the pier, his coat pressed back by the wind"
LACKING = selected_rules(("missing-negative",))


def lacking(path, *shots):
    """Shots of a file linted for what they lack; each a prompt, or the keys of one."""
    lines = [shot if path.suffix == ".txt" else json.dumps(shot) for shot in shots]
    path.write_text("".join(f"{line}\n" for line in lines))
    return list(check_shots(read_shots([path]), LACKING))


@pytest.mark.parametrize(
    "ids", [("a", "b", "c"), ("shot-of-the-pier-1", "shot-of-the-pier-2", "shot-of-the-pier-3"), None]
)
def test_one_shot_does_not_lack_what_another_did(tmp_path, ids):
    """A new shot without a negative is new though an old one was given one, whatever their ids and however alike."""
    file, shots = tmp_path / "base.json", tmp_path / "a.jsonl"
    a, b, c = [
        {"prompt": f"{MAN} at {hour}", **({"id": ids[number]} if ids else {})}
        for number, hour in enumerate(("dawn", "noon", "night"))
    ]
    write_baseline(lacking(shots, a, b), file)

    held = hold(lacking(shots, c, {**a, "negative": "blur"}, b), read_baseline(file))

    assert (found(held), held.known, held.gone) == ([(c["prompt"], 1)], 1, 1)


def test_a_new_first_line_is_blamed_itself(tmp_path):
    """What the line below it lacked before is known, though both lack the same."""
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    write_baseline(lacking(shots, "A dog runs", "A cat sleeps"), file)

    held = hold(lacking(shots, "A bird lands", "A dog runs", "A cat sleeps"), read_baseline(file))

    assert (found(held), held.known, held.gone) == ([("A bird lands", 1)], 2, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": "pier", "prompt": "A dog runs"}, {"id": "pier", "prompt": "Snow falls on a red barn"}),
        ({"prompt": MAN}, {"prompt": f"{MAN}, gulls above"}),
        ({"prompt": MAN}, {"id": "pier", "prompt": MAN}),
    ],
)
def test_a_shot_that_was_edited_lacks_what_it_lacked(tmp_path, before, after):
    """A shot with an id is known by it, one without by its prompt; that it is given an id makes nothing new."""
    file, shots = tmp_path / "base.json", tmp_path / "a.jsonl"
    write_baseline(lacking(shots, before), file)

    held = hold(lacking(shots, after), read_baseline(file))

    assert (found(held), held.known, held.gone) == ([], 1, 0)


def test_texts_of_a_marked_list_are_known_by_their_words(tmp_path):
    """The id of the list says nothing of which text is which: their numbers change with a new first one."""
    file, shots = tmp_path / "base.json", tmp_path / "a.py"
    mark = "# promptkit: prompt id=opening\n"
    shots.write_text(f'{mark}SHOTS = ["A dog runs", "A cat sleeps"]\n')
    write_baseline(check_shots(read_shots([shots]), LACKING), file)
    shots.write_text(f'{mark}SHOTS = ["A bird lands", "A dog runs", "A cat sleeps"]\n')

    held = hold([*check_shots(read_shots([shots]), LACKING)], read_baseline(file))

    assert (found(held), held.known, held.gone) == ([("A bird lands", 1)], 2, 0)


def test_a_comment_is_known_by_its_words(tmp_path):
    """A comment that silences nothing is settled by itself, and not one such comment a file."""
    rules = selected_rules(("hype-words", "unused-suppression"))
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    shots.write_text("A cat  # promptkit: ignore[hype-words] the client's wording\n")
    write_baseline(check_shots(read_shots([shots]), rules), file)
    shots.write_text(f"A dog  # promptkit: ignore[text] settled by Ann\n{shots.read_text()}")

    held = hold([*check_shots(read_shots([shots]), rules)], read_baseline(file))

    assert (found(held), held.known, held.gone) == ([("A dog", 1)], 1, 0)


def test_a_baseline_that_counts_by_file_still_holds(tmp_path):
    """Rows without words, as they were written before, stand for as many shots as they say."""
    file, shots = tmp_path / "base.json", tmp_path / "a.txt"
    row = {"path": "a.txt", "rule": "missing-negative", "field": "negative", "about": "", "count": 2}
    file.write_text(json.dumps({"schema": "promptkit.baseline/1", "findings": [row]}))

    assert hold(lacking(shots, "A dog runs", "A cat sleeps"), read_baseline(file)).known == 2
    assert found(hold(lacking(shots, "A", "B", "C"), read_baseline(file))) == [("C", 1)]
    assert hold(lacking(shots, "A dog runs"), read_baseline(file)).gone == 1


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
