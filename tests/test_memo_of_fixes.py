"""Whether fixes can be written is tried once for a file that stays the same."""

import json

import pytest

from promptkit import fixable
from promptkit.cache import cache_folder
from promptkit.fixable import held_to_files
from promptkit.lint import check_shots, selected_rules
from promptkit.shot import Document
from promptkit.sources.read import read_document

RULES = selected_rules(("missing-negative", "hype-words"))
TEXT = "A boat leaves the harbour, 8k.\n"


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def tries(monkeypatch):
    """The documents that fixes were tried on."""
    seen = []

    def counted(document, fixes):
        seen.append(document)
        return found(document, fixes)

    found = fixable.refusals
    monkeypatch.setattr(fixable, "refusals", counted)
    return seen


def obstacles(text, path="a.txt", *, cache=True, **fill):
    linted = held_to_files(check_shots(read_document(Document(path, text), fill=fill), RULES), cache=cache)
    return [one.fix.obstacle for each in linted for one in each.findings if one.fix]


def test_the_second_time_nothing_is_tried_and_the_same_is_said(tries):
    """What stood against each fix is remembered."""
    first = obstacles(TEXT)
    assert any("has no place for a negative" in each for each in first)
    assert obstacles(TEXT) == first
    assert len(tries) == 1


@pytest.mark.parametrize(("text", "fill"), [(f"# a note\n{TEXT}", {}), (TEXT, {"target": "runway-gen-4.5"})])
def test_another_text_or_other_fixes_are_tried_anew(text, fill, tries):
    """With the memory the same is said as without."""
    obstacles(TEXT)
    assert obstacles(text, **fill) == obstacles(text, cache=False, **fill)
    assert len(tries) == 3


def test_without_the_cache_and_for_text_in_no_file_nothing_is_kept(tries):
    """Each time is the first, and no folder is made."""
    obstacles(TEXT, cache=False)
    obstacles(TEXT, "<stdin>")
    obstacles(TEXT, "<stdin>")
    assert len(tries) == 3
    assert not cache_folder().exists()


@pytest.mark.parametrize("broken", ["{", "[]", json.dumps({"asked": 1})])
def test_a_damaged_memory_is_lived_without(broken, tries):
    """The same is said, tried once more, and remembered again."""
    first = obstacles(TEXT)
    [path] = (cache_folder() / "fixes").iterdir()
    path.write_text(broken, encoding="utf-8")
    assert obstacles(TEXT) == first
    assert obstacles(TEXT) == first
    assert len(tries) == 2
