"""`promptkit rule` lists all rules, and shows the page of one."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli.rule import command
from promptkit.errors import UnknownName
from promptkit.rule import HEADINGS, all_rules, find_rule


def run(*arguments):
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_every_rule_is_listed_under_its_family():
    """Without a name: each rule once, one line, below the heading of its family."""
    family, listed = "", {}
    for line in run().splitlines()[:-1]:
        if line.startswith("  "):
            listed[line.split()[0]] = family
        elif line:
            family = line.split()[0]

    assert listed == {rule.name: rule.family for rule in all_rules().values()}


def test_rules_of_one_s_own_are_listed_and_explained(tmp_path):
    """Those of the files that are named stand beside the shipped ones."""
    path = tmp_path / "fog.yaml"
    path.write_text("rules: [{name: no-fog, message: no fog, avoid: [fog], why: The brand is sunny.}]")

    assert "  no-fog" in run("--rules", str(path))
    assert "The brand is sunny." in run("no-fog", "--rules", str(path))


@pytest.mark.parametrize("name", all_rules())
def test_a_page_shows_all_that_the_docstring_says(name):
    """With a name: every heading and every word of the page, no line past 98 columns but examples and options."""
    text = run(name)

    for heading, body in find_rule(name).page.items():
        assert heading in text
        assert " ".join(body.split()) in " ".join(text.split())
    assert all(line == line.rstrip() for line in text.splitlines())


def test_json_has_the_page_by_heading():
    """--format json: name, family, severity, summary, the page's headings and the options with their defaults."""
    (rule,) = json.loads(run("hype-words", "--format", "json"))["rules"]

    assert set(rule) == {
        "name",
        "code",
        "family",
        "severity",
        "preview",
        "summary",
        "options",
        *(heading.lower() for heading in HEADINGS),
    }
    assert rule["options"] == {"allow": []}
    assert len(json.loads(run("--format", "json"))["rules"]) == len(all_rules())


def test_a_code_names_a_rule_and_a_prefix_a_family():
    """In any case; page and list show the codes."""
    assert run("txt001") == run("hype-words")
    assert run("TXT001").startswith("hype-words  TXT001  warning")
    listed = [line.split()[:2] for line in run("Txt").splitlines() if line.startswith("  ")]
    assert listed == [[rule.name, rule.code] for rule in all_rules().values() if rule.family == "text"]
    assert run("text") == run("TXT")


def test_an_unknown_code_offers_the_nearest():
    """Codes are compared with codes, prefixes with prefixes."""
    with pytest.raises(UnknownName, match="did you mean TXT00"):
        run("TXT099")
    with pytest.raises(UnknownName, match="did you mean TXT"):
        run("TTX")


def test_a_code_is_completed():
    """What is typed of a code, in any case, gives the codes; nothing typed gives names alone."""
    offered = [item.value for item in command.params[0].shell_complete(None, "txt00")]

    assert offered == [rule.code for rule in all_rules().values() if rule.family == "text"]
    assert [item.value for item in command.params[0].shell_complete(None, "")] == list(all_rules())


def test_an_unknown_rule_offers_the_nearest():
    """A misspelt name is an error that says what was meant."""
    with pytest.raises(UnknownName, match="did you mean hype-words"):
        run("hyp-words")


def test_an_unknown_name_may_be_a_rule_of_one_s_own(tmp_path):
    """--rules is named where no own rules are read."""
    with pytest.raises(UnknownName, match=r"'no-umbrellas' \(one of your own is found with --rules FILE\); families"):
        run("no-umbrellas")
    path = tmp_path / "fog.yaml"
    path.write_text("rules: [{name: no-fog, message: no fog, avoid: [fog]}]")
    with pytest.raises(UnknownName, match=r"'no-fogs'; did you mean no-fog"):
        run("no-fogs", "--rules", str(path))


@pytest.mark.parametrize("name", ["nosuch", "ZZZZ999"])
def test_a_name_that_is_near_to_none_is_answered_with_the_families(name):
    """Not with all rules."""
    with pytest.raises(UnknownName) as caught:
        run(name)

    assert "families: motion, cause, " in str(caught.value)
    assert "hype-words" not in str(caught.value)
