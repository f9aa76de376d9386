"""Findings for CI services and other programs: what each of them needs to find is there."""

import json
from xml.etree import ElementTree as ET

import pytest

from promptkit.cli.lint import FORMATS
from promptkit.fixable import held_to_files
from promptkit.formats import Look, all_formats
from promptkit.lint import check_shots, selected_rules
from promptkit.memo import Memo
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document
from promptkit.sources.unread import Unread

RULES = selected_rules(("hype-words", "missing-negative", "undefined-variable", "unused-suppression", "cost"))
YAML = "- prompt: 'é A cat, 8k' # x\n  target: kling-2.6\n- A dog, 4K runs\n- A {{ x }} # promptkit: ignore[cost]\n"


def linted(path="a b.yaml", text=YAML):
    return list(check_shots(read_document(Document(path, text)), RULES))


def rendered(form, results=None):
    return all_formats()[form].render(linted() if results is None else results, Look())


def with_changes(text, changes):
    """The text after replacing (start, end) by a text, for each change, offsets of the old text."""
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def offset(text, line, column):
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


def test_the_command_offers_every_format():
    """`--format` names the formats of the folder."""
    assert sorted(FORMATS) == sorted(all_formats())


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_written_too(form):
    """Every format has an answer to no shots and to shots without findings."""
    assert rendered(form, []).endswith("\n") or form in ("github", "jsonl")
    assert "hype-words" not in rendered(form, list(check_shots([Shot(id="a", prompt="A cat runs")], RULES)))


def test_json_lines_hold_one_finding_each():
    """Every line is an object with the shot's id, path and the finding."""
    rows = [json.loads(line) for line in rendered("jsonl").splitlines()]

    assert len(rows) == sum(len(one.findings) for one in linted())
    assert {"id", "path", "rule", "severity", "line", "column", "fix"} <= rows[0].keys()


def test_github_gets_a_command_a_finding():
    """Properties and data are escaped as the runner expects, columns only on one line."""
    results = list(check_shots(read_document(Document("a,b:c.txt", "A cat, 8k\n")), RULES))

    (line,) = [line for line in rendered("github", results).splitlines() if "hype" in line]
    assert line.startswith(
        "::warning title=promptkit%3A hype-words (TXT001),file=a%2Cb%3Ac.txt,line=1,endLine=1,col=8,endColumn=10::"
    )


def test_github_gets_what_is_the_same_once():
    """Errors and warnings first; what is said of many shots and of no place in them is one command, at the first."""
    shots = (f"- prompt: A cat runs{' past a wall' * n}, 8k\n  target: kling-2.6\n" for n in range(12))
    lines = rendered("github", linted(text="".join(shots) + "- A {{ x }}\n")).splitlines()
    kinds = [line.partition(" ")[0] for line in lines]

    order = ["::error", "::warning", "::notice"]
    assert kinds == sorted(kinds, key=order.index)
    assert sum("hype-words" in line for line in lines) == 12
    assert sum("cost-estimate" in line for line in lines) == 1
    (negative,) = [line for line in lines if "missing-negative" in line and "kling-2.6" in line]
    assert ",line=1::12 shots: no negative is given" in negative
    assert negative.endswith("(at: a b.yaml:1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23)")


def test_gitlab_fingerprints_stay_when_lines_move():
    """The same finding keeps its fingerprint below new lines; equal findings differ."""
    before = json.loads(rendered("gitlab", linted(text="- A cat, 8k\n- B cat, 8k\n")))
    after = json.loads(rendered("gitlab", linted(text="- New\n- A cat, 8k\n- B cat, 8k\n")))
    hype, lacks = [
        [[one["fingerprint"] for one in report if one["check_name"] == name] for report in (before, after)]
        for name in ("hype-words", "missing-negative")
    ]

    assert hype[0] == hype[1]
    assert lacks[0] == lacks[1][1:]
    assert len({one["fingerprint"] for one in after}) == len(after)
    assert {one["severity"] for one in after} <= {"info", "minor", "major", "critical", "blocker"}


def test_junit_fails_shots_with_problems():
    """A case a shot; notes do not fail it; characters that XML lacks are replaced."""
    results = [*linted(), *check_shots(read_document(Document("c.txt", "A \x01 cat, 8k\n")), RULES)]
    root = ET.fromstring(rendered("junit", results))

    assert [suite.get("name") for suite in root] == ["a b.yaml", "c.txt"]
    assert root.get("tests") == "4"
    assert int(root.get("failures")) == sum(case.find("failure") is not None for case in root.iter("testcase"))


def test_sarif_fixes_make_the_text_that_fix_would():
    """Each fix's replacements, made in the file by hand, take its finding away."""
    run = json.loads(rendered("sarif"))["runs"][0]
    fixed = [result for result in run["results"] if "fixes" in result]

    assert {result["ruleId"] for result in fixed} == {"hype-words", "missing-negative", "unused-suppression"}
    for result in fixed:
        (change,) = result["fixes"][0]["artifactChanges"]
        assert change["artifactLocation"]["uri"] == "a%20b.yaml"
        spans = [(each["deletedRegion"], each["insertedContent"]["text"]) for each in change["replacements"]]
        text = with_changes(
            YAML,
            [
                (offset(YAML, at["startLine"], at["startColumn"]), offset(YAML, at["endLine"], at["endColumn"]), new)
                for at, new in spans
            ],
        )
        again = json.loads(rendered("sarif", linted(text=text)))["runs"][0]["results"]
        assert len(again) == len(run["results"]) - 1


def test_sarif_names_its_rules():
    """Every result points at its rule, whose page is there."""
    run = json.loads(rendered("sarif"))["runs"][0]

    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert "Why:" in rule["help"]["text"]


def test_reviewdog_counts_bytes():
    """Columns are those of UTF-8: é counts two."""
    answer = json.loads(rendered("rdjson"))
    (first, *_) = [one for one in answer["diagnostics"] if one["code"]["value"] == "hype-words"]

    assert first["location"]["range"]["start"] == {"line": 1, "column": len("- prompt: 'é A cat, ".encode()) + 1}
    assert first["suggestions"][0]["text"] == ""


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("text", "a.yaml:3:13: error"),
        ("json", '"line": 3,\n          "column": 13,\n          "end_line": 3,\n          "end_column": 15,'),
        ("jsonl", '"column": 13, "end_line": 3, "end_column": 15'),
        ("github", "line=3,endLine=3,col=13,endColumn=15"),
        ("gitlab", '"begin": 3,'),
        ("junit", "a.yaml:3:13: error"),
        ("markdown", "`a.yaml:3`"),
        ("sarif", '"startLine": 3,'),
        ("rdjson", '"line": 3,\n            "column": 13'),
    ],
)
def test_a_wrong_value_stands_at_its_line_in_every_format(form, place):
    """A duration that cannot be ordered is two lines below its prompt, and reports say so."""
    text = "- prompt: A cat\n  target: kling-2.6\n  duration: 20\n"
    results = list(check_shots(read_document(Document("a.yaml", text)), selected_rules(("duration-not-offered",))))

    assert place in rendered(form, results)


UNREAD = (
    Unread("a,b.csv", "seed must be a whole number, got 'many'", 3, 8),
    Unread("a,b.csv", "unknown column 'promt'", 1, 1),
    Unread("c.txt", "no prompt in it"),
)


def of_unread(form):
    return all_formats()[form].render(linted(), Look(unread=UNREAD))


def test_github_gets_an_error_for_all_that_could_not_be_read():
    """Where it stands, before the findings."""
    first, _, third, *_ = of_unread("github").splitlines()

    assert first == (
        "::error title=promptkit%3A not read,file=a%2Cb.csv,line=3,col=8::seed must be a whole number, got 'many'"
    )
    assert third == "::error title=promptkit%3A not read,file=c.txt::no prompt in it"


def test_junit_counts_what_could_not_be_read_as_errors():
    """A suite a file, a case a reason; the shots are there as well."""
    root = ET.fromstring(of_unread("junit"))

    assert root.get("errors") == "3"
    assert int(root.get("tests")) == len(linted()) + 3
    assert [suite.get("name") for suite in root] == ["a,b.csv", "c.txt", "a b.yaml"]
    assert [case.find("error").get("message") for case in root[0]] == [one.message for one in UNREAD[:2]]


def test_sarif_says_that_the_run_was_not_whole():
    """The results stay, and the invocation failed, with a notification for each reason."""
    (run,) = json.loads(of_unread("sarif"))["runs"]
    (invocation,) = run["invocations"]
    told = invocation["toolExecutionNotifications"]

    assert run["results"] == json.loads(rendered("sarif"))["runs"][0]["results"]
    assert invocation["executionSuccessful"] is False
    assert [one["message"]["text"] for one in told] == [one.message for one in UNREAD]
    assert told[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 8}


def test_jsonl_has_a_row_for_all_that_could_not_be_read():
    """With the keys of every other row."""
    rows = [json.loads(line) for line in of_unread("jsonl").splitlines()]

    assert rows[3:] == [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert [(row["rule"], row["severity"], row["message"]) for row in rows[:3]] == [
        ("not-read", "error", one.message) for one in UNREAD
    ]
    assert [(row["path"], row["line"], row["column"]) for row in rows[:3]] == [
        ("a,b.csv", 3, 8), ("a,b.csv", 1, 1), ("c.txt", None, None),
    ]  # fmt: skip
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(rows[-1]))}


def test_gitlab_gets_an_issue_for_all_that_could_not_be_read():
    """With the line that the report must have, and a fingerprint of its own."""
    issues = json.loads(of_unread("gitlab"))

    assert issues[3:] == json.loads(rendered("gitlab"))
    assert issues[0]["location"] == {"path": "a,b.csv", "lines": {"begin": 3}}
    assert issues[2]["location"] == {"path": "c.txt", "lines": {"begin": 1}}
    assert issues[2]["description"] == "no prompt in it [not-read]"
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_rdjson_gets_a_diagnostic_for_all_that_could_not_be_read():
    """With its line, where there is one."""
    diagnostics = json.loads(of_unread("rdjson"))["diagnostics"]

    assert diagnostics[3:] == json.loads(rendered("rdjson"))["diagnostics"]
    assert diagnostics[0]["location"] == {"path": "a,b.csv", "range": {"start": {"line": 3}}}
    assert diagnostics[2] == {
        "message": "no prompt in it", "location": {"path": "c.txt"}, "severity": "ERROR", "code": {"value": "not-read"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("form", "line"),
    [("markdown", "🛑 `c.txt` **not-read**: no prompt in it"), ("text", "a,b.csv:3:8: seed must be a whole number")],
)
def test_pages_for_people_hold_what_could_not_be_read(form, line):
    """Before the findings; the rest is as it was."""
    assert line in of_unread(form)
    assert rendered(form).rpartition("\n\n")[2] in of_unread(form)


@pytest.mark.parametrize("form", all_formats())
def test_every_format_names_every_file_that_could_not_be_read(form):
    """A report that a machine reads, and that nothing else is read beside, must not look whole."""
    text = of_unread(form)

    assert all(one.path in text or one.path.replace(",", "%2C") in text for one in UNREAD)


def test_json_has_the_key_only_where_it_is_needed():
    """Readers of the format see no change where all was read."""
    assert "unread" not in json.loads(rendered("json"))
    assert json.loads(of_unread("json"))["unread"][2] == {
        "path": "c.txt", "line": None, "column": None, "message": "no prompt in it",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["github", "gitlab", "junit"])
def test_what_stands_against_a_fix_is_told(form):
    """Nobody is sent to `--fix` for what it refuses."""
    document = Document("a.yaml", "- prompt: A {{ x }} boat\n  vars: {x: stunning}\n- A cat, 8k\n")
    results = held_to_files(check_shots(read_document(document), selected_rules(["hype-words"])))

    assert rendered(form, results).count("not by --fix: ") == 1


@pytest.mark.parametrize("form", ["rdjson", "sarif"])
def test_a_fix_points_into_the_line_of_its_own_shot(form):
    """Shots of the same words share what was remembered of them, and each fix still changes its own line."""
    shots, memo, rules = read_document(Document("a.txt", "A cat, 8k\n" * 4)), Memo(), selected_rules(["hype-words"])
    first = rendered(form, list(check_shots(shots, rules, memo=memo)))

    assert (
        rendered(form, list(check_shots(shots, rules, memo=memo)))
        == first
        == rendered(form, list(check_shots(shots, rules)))
    )
