"""The marked prompts keep their rules."""

from collections import Counter
from pathlib import Path

import pytest

from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.labels import Labels, labels_of
from promptkit.reader.training.markup import read_marked

FOLDER = Path(__file__).parents[2] / "datasets" / "scenes"
TEST_TAGS = {
    "homonym", "truecam", "look", "negation", "state", "overload", "crowded", "uncaused", "cause", "decoy", "secondary",
    "group", "sequence", "simultaneous", "subtle", "timelapse", "voice", "plain",
}  # fmt: skip


@pytest.fixture(scope="module")
def parts():
    return {part: read_part(FOLDER, part) for part in ("train", "dev", "test")}


def test_every_prompt_is_valid_and_stands_once(parts):
    """Over all parts of the split."""
    seen = Counter(prompt.text for prompts in parts.values() for prompt in prompts)

    assert [text for text, count in seen.items() if count > 1] == []
    assert len(parts["train"]) > 6000
    assert len(parts["test"]) > 500


def test_the_test_part_is_tagged_and_read_twice(parts):
    """By the fixed list of difficulties, and with the same texts in the second reader's files."""
    second = {prompt.text for path in (FOLDER / "second").glob("*.txt") for prompt in read_marked(path)}

    assert {tag for prompt in parts["test"] for tag in prompt.tags} == TEST_TAGS
    assert second == {prompt.text for prompt in parts["test"]}


def test_marks_amount_to_labels(tmp_path):
    """Load leaves out the secondary, a cause anywhere clears the uncaused, beats are those of the busiest subject."""
    path = tmp_path / "one.txt"
    path.write_text(
        "@\nA [girl]s1 [opens]m1 a box, [looks in]m1+ and [smiles]m1+; her [scarf]x2~ [lifts]m2 [in the wind]k2, "
        "a [flag]e3~ [flaps]m3, the [camera]c4 [pans]m4:pan.\n@\nA vase.\n",
        encoding="utf-8",
    )
    first, second = map(labels_of, read_marked(path))

    assert first == Labels(("girl", "scarf", "flag"), 3, False, frozenset({"pan"}), ("flag",), True, 3)
    assert second == Labels((), 0, True, frozenset(), (), False, 0)
