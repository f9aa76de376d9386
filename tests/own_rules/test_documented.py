"""What docs/own-rules.md and docs/house.yaml say."""

import re
from pathlib import Path

import pytest
import yaml
from house import rule_of

from promptkit.lint import check_shot
from promptkit.own_rules import read_own_rules
from promptkit.own_rules.kind import all_kinds
from promptkit.rule import Rule, all_rules
from promptkit.shot import Document, Shot

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE, PAGE = DOCS / "house.yaml", (DOCS / "own-rules.md").read_text(encoding="utf-8")
FRAGMENTS = [line for line in PAGE.splitlines() if re.match(rf"({'|'.join(all_kinds())}): ", line)]


def test_the_example_file_has_every_kind_and_is_read():
    """With its examples, which are checked on reading."""
    rules = read_own_rules(Document("house.yaml", EXAMPLE.read_text(encoding="utf-8")))
    entries = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["rules"]

    assert len(rules) == len(entries)
    assert {kind for entry in entries for kind in entry if kind in all_kinds()} == {*all_kinds()}


def test_the_example_file_lints():
    """A text with one mistake for each of most rules."""
    rules = read_own_rules(Document("house.yaml", EXAMPLE.read_text(encoding="utf-8")))
    text = (
        "a grey Mclaren and the the gray automobile in slow motion and rain, 35mm, 50mm, for Aurellia and her iPhone15."
    )

    assert {one.rule for one in check_shot(Shot(id="a", prompt=text), rules)} >= {
        "no-brand-names", "house-terms", "one-lens", "doubled-word", "one-spelling", "slow-motion-needs-length",
        "rain-needs-wet", "names-as-written", "sentences-begin-with-a-capital", "our-names",
    }  # fmt: skip


@pytest.mark.parametrize("line", FRAGMENTS)
def test_every_line_of_the_page_is_a_rule(line):
    """As it stands there."""
    assert rule_of(line).name == "ours"


def test_a_message_with_a_bound_reads_as_the_page_says():
    """Each comment behind a message is what a finding of that rule says."""
    (block,) = re.findall(r"```yaml\n(name: .*?)```", PAGE, re.DOTALL)
    (said,) = re.findall(r"message: .* # (.*)", block)
    rules = read_own_rules(Document("house.yaml", yaml.safe_dump({"rules": [yaml.safe_load(block)]})))
    text = "A man runs past a barking dog, the trees sway in the wind, the camera pans left."

    assert [one.message for one in check_shot(Shot(id="a", prompt=text), rules)] == [said]


def test_the_page_names_every_kind():
    """In its table."""
    assert {kind for kind in all_kinds() if f"| `{kind}` |" in PAGE} == {*all_kinds()}
    assert {line.partition(":")[0] for line in FRAGMENTS} == {*all_kinds()}


def test_the_rule_in_python_works():
    """And its own examples hold."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    space = {}
    exec(code, space)
    rule = space["words_per_second"]
    assert isinstance(rule, Rule)
    assert rule.name not in all_rules()

    for name, expected in (("Bad", 1), ("Good", 0)):
        keys = yaml.safe_load(rule.page[name])
        assert len(check_shot(Shot(id="a", **keys), [rule])) == expected
