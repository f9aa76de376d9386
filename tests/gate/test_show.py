"""What the gate shows names metric, arm, cases and size, in every format."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from gated import a_study, a_suite

from promptkit.cli import gate as command
from promptkit.gate.gate import gate
from promptkit.gate.show import FORMATS, as_json, as_junit, as_markdown, as_text


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """A run that fails its limit in one arm of two, with one case that has no value for its face."""
    folder = tmp_path_factory.mktemp("failed")
    suite = a_suite(folder, variants={"raw": {}, "flawed": {}}, limits={"flicker": {"max": 0.5}})

    def value(arm, case, metric):
        lacking = (arm, case, metric) == ("raw", "shot1", "identity")
        return "not_applicable: <no> face | seen\x00" if lacking else 0.9 if arm == "flawed" else 0.1

    return gate(suite, a_study(folder / "run", suite, value))


def test_text_says_the_verdict_first(failed):
    """One line with the verdict, then what did not pass."""
    first, *rest = as_text(failed).splitlines()

    assert first.startswith("fail: tiny, 2 fail, 6 pass")
    assert "flicker in flawed: 0.900 [0.900, 0.900] visible contrast over 8 prompts, limit at most 0.500" in rest[1]
    assert rest[-1].endswith("pass         flicker in raw: 0.100 [0.100, 0.100] visible contrast over 8 prompts, "
                             "limit at most 0.500: allowed")  # fmt: skip


def test_markdown_is_a_table_whatever_the_reasons_say(failed):
    """Every row has eight cells, and no text is taken for markup."""
    lines = as_markdown(failed).splitlines()
    rows = [line for line in lines if line.startswith("|")]

    assert lines[0] == "## promptkit gate: fail"
    assert {row.replace("\\|", "").count("|") for row in rows} == {9}
    assert len(rows) == 2 + len(failed.checks)
    assert "<no>" not in as_markdown(failed).replace("\\<no\\>", "")


def test_junit_has_a_case_a_check(failed):
    """A CI server counts what failed, by arm; characters that XML lacks do not break the file."""
    root = ET.fromstring(as_junit(failed))
    cases = root.findall("testsuite/testcase")

    assert (root.get("tests"), root.get("failures")) == ("8", "2")
    assert [suite.get("failures") for suite in root] == ["1", "1"]
    assert {(case.get("classname"), case.get("name")) for case in cases if case.find("failure") is not None} == {
        ("tiny.raw", "identity scores"), ("tiny.flawed", "flicker limit"),
    }  # fmt: skip


def test_what_is_let_pass_is_skipped(failed):
    """Under the policy `pass` an unsure check is no failure, and is not hidden either."""
    unsure = replace(failed, inconclusive="pass", checks=tuple(
        replace(check, outcome="inconclusive" if check.outcome == "fail" else "pass") for check in failed.checks
    ))  # fmt: skip
    root = ET.fromstring(as_junit(unsure))

    assert (root.get("failures"), root.get("skipped")) == ("0", "2")
    assert len(root.findall("testsuite/testcase/skipped")) == 2
    assert as_text(unsure).startswith("inconclusive, which this gate lets pass: tiny")


def test_json_holds_all_checks(failed):
    """A program reads outcome, numbers and worst cases."""
    told = json.loads(as_json(failed))
    (limit,) = [one for one in told["checks"] if (one["arm"], one["kind"]) == ("flawed", "limit")]

    assert (told["schema"], told["outcome"], limit["outcome"]) == ("promptkit.gate/1", "fail", "fail")
    assert limit["now"] == pytest.approx(0.9)
    assert len(limit["worst"]) == 3


def test_the_command_offers_what_there_is():
    """The names on the command line are those of the formats."""
    assert tuple(FORMATS) == command.FORMATS
