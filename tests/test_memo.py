"""What is remembered is what would be found, and is forgotten when anything that it depends on changes."""

import json
import logging
import sys
from dataclasses import replace

import pytest

from promptkit import memo as memory
from promptkit.lint import check_shots, read_here, selected_rules
from promptkit.many import in_processes
from promptkit.memo import DiskMemo, Memo
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document

RULES = selected_rules(("hype-words", "foreign-flags", "missing-negative", "duplicate-prompt", "unused-suppression"))
TEXT = "A cat, 8k\nA cat, 8k\nA dog --ar 16:9  # promptkit: ignore[foreign-flags]\nB # promptkit: ignore[hype-words]\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))


def linted(memo, text=TEXT, rules=RULES, options=None):
    return list(check_shots(read_document(Document("a.txt", text)), rules, options=options, memo=memo))


def remembered(rules=RULES, options=None):
    return DiskMemo(rules, options or {})


def nothing_new(_shot, rules, _options, _earlier):
    """Stands in for the rules: those that look at what is silenced are run every time."""
    assert [rule.name for rule in rules] == ["unused-suppression"]
    return ()


def test_the_second_time_no_rule_is_run(monkeypatch):
    """Findings come back from disk, fixes and all, and are equal; silencing and duplicates still work."""
    first = remembered()
    before = linted(first)
    first.save()
    monkeypatch.setattr(sys.modules["promptkit.lint"], "said", nothing_new)

    assert linted(remembered()) == before
    assert {f.rule for one in before for f in one.findings} == {
        "hype-words", "missing-negative", "duplicate-prompt", "unused-suppression",
    }  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"text": TEXT.replace("8k", "4k")},
        {"rules": RULES[:-1]},
        {"options": {"hype-words": {"allow": ["8k"]}}},
    ],
)
def test_what_changes_is_read_again(changed):
    """Another text, other rules or other options give what they give without a memo."""
    first = remembered()
    linted(first)
    first.save()
    again = DiskMemo(changed.get("rules", RULES), changed.get("options") or {})

    assert linted(again, **changed) == linted(None, **changed)


def test_a_new_version_forgets(monkeypatch):
    """What another version said is not taken for what this one says."""
    first = remembered()
    linted(first)
    first.save()
    monkeypatch.setattr(memory, "__version__", "9.9")

    assert remembered().find(read_document(Document("a.txt", TEXT))[0], None) is None


def test_shots_with_files_are_not_remembered():
    """An image may change while the shot stays the same."""
    memo, shot = Memo(), Shot(id="a", prompt="A cat", image="cat.jpg")
    memo.keep(shot, None, ())

    assert memo.find(shot, None) is None
    assert memory.key_of(replace(shot, image=None), None)


def test_a_damaged_memory_is_said_and_lived_without(tmp_path, caplog):
    """A broken file of the cache is a warning in the log; the findings are made anew."""
    first = remembered()
    before = linted(first)
    first.save()
    (page,) = (tmp_path / "cache" / "lint").iterdir()
    page.write_text("{broken")

    with caplog.at_level(logging.WARNING):
        assert linted(remembered()) == before
    assert "every shot is read again" in caplog.text


def test_shots_that_went_are_forgotten(tmp_path):
    """The file holds what the shot file held when it was last linted."""
    for text in (TEXT, "A cat, 8k\n"):
        memo = remembered()
        linted(memo, text)
        memo.save()

    assert len(json.loads(next((tmp_path / "cache" / "lint").iterdir()).read_bytes())["shots"]) == 1


def test_several_processes_find_the_same(monkeypatch):
    """Findings that two processes made are those that one makes, in order, duplicates among them."""
    monkeypatch.setattr("promptkit.many.WORTH_IT", 4)
    text = "".join(f"A cat number {number % 17} runs, 8k\n" for number in range(40))
    shots, memo, told = read_document(Document("a.txt", text)), Memo(), []
    read = in_processes(RULES, {}, jobs=2, tick=lambda done, total: told.append((done, total)))
    first = list(check_shots(shots, RULES, memo=memo, read=read))

    assert told[-1] == (40, 40)
    monkeypatch.setattr(sys.modules["promptkit.lint"], "said", nothing_new)
    found = list(check_shots(shots, RULES, memo=memo))
    monkeypatch.undo()
    assert first == found == list(check_shots(shots, RULES))


def test_the_first_process_reads_while_the_others_load(monkeypatch):
    """The first shots are read here, the last ones by the process that was begun."""
    monkeypatch.setattr("promptkit.many.WORTH_IT", 4)
    shots = read_document(Document("a.txt", "".join(f"A cat number {number} runs, 8k\n" for number in range(48))))
    here = []
    monkeypatch.setattr("promptkit.many.read_here", lambda turns, *how: here.extend(turns) or read_here(turns, *how))
    found = list(check_shots(shots, RULES, read=in_processes(RULES, {}, jobs=2)))

    assert [shot.id for shot, _ in here[:16]] == [shot.id for shot in shots[:16]]
    assert shots[-1].id not in {shot.id for shot, _ in here}
    assert found == list(check_shots(shots, RULES))


def test_text_that_stands_in_no_file_is_remembered_while_the_command_runs(monkeypatch, tmp_path):
    """What several processes found of standard input is not found again, and nothing of it is kept on disk."""
    monkeypatch.setattr("promptkit.many.WORTH_IT", 4)
    shots = read_document(Document("<stdin>", "".join(f"A cat number {number} runs, 8k\n" for number in range(12))))
    memo = remembered()
    list(check_shots(shots, RULES, memo=memo, read=in_processes(RULES, {}, jobs=2)))
    monkeypatch.setattr(sys.modules["promptkit.lint"], "said", nothing_new)

    assert all(one.findings for one in check_shots(shots, RULES, memo=memo))
    memo.save()
    assert not (tmp_path / "cache" / "lint").exists()
