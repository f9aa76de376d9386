"""SARIF held against the JSON schema of OASIS, JUnit against the XML schema of Jenkins' xUnit plugin.

The schemas are other people's text and no part of this project: `python tests/schemas.py FOLDER` takes them out of
packages of the index, and `PROMPTKIT_SCHEMAS=FOLDER` says where they are.
"""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shot_files import KINDS, written

from promptkit.formats import Look, all_formats
from promptkit.lint import check_shots, selected_rules
from promptkit.shot import Document
from promptkit.sources.read import read_document

RULES = selected_rules(
    ("hype-words", "missing-negative", "foreign-flags", "undefined-variable", "cost", "literal-emotion")
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
prompts = st.lists(
    st.sampled_from(
        ["A cat, 8k", "é <b>", "A {{ x }}", "--ar 16:9", "she feels sad", "\x01", "]]>", "波", "masterpiece"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@pytest.fixture(scope="module")
def schemas():
    """The folder of schemas."""
    folder = os.environ.get("PROMPTKIT_SCHEMAS")
    if folder is None:
        pytest.skip("PROMPTKIT_SCHEMAS is not set; python tests/schemas.py FOLDER makes one")
    return Path(folder)


def rendered(form, documents):
    results = [
        one
        for document in documents
        for one in check_shots(read_document(document, fill={"target": "kling-2.6"}), RULES)
    ]
    return all_formats()[form].render(results, Look())


@st.composite
def documents(draw):
    """A .txt file and one of another kind, with findings of every severity, with and without fixes."""
    rows = [{"prompt": f"A dog {draw(prompts)}".replace("\x01", "")} for _ in range(draw(st.integers(1, 3)))]
    lines = "".join(f"{draw(prompts)}\n" for _ in range(draw(st.integers(1, 3))))
    return [Document("a b/é#%.txt", lines), written(draw(st.sampled_from(KINDS)), rows)]


@FEW
@given(documents())
def test_sarif_holds_what_github_asks_for(documents):
    """Without any schema: places count from 1 and end behind where they begin, and no fix is without a change."""
    log = json.loads(rendered("sarif", documents))
    (run,) = log["runs"]
    regions = [place["physicalLocation"]["region"] for result in run["results"] for place in result["locations"]]
    changes = [
        change for result in run["results"] for fix in result.get("fixes", []) for change in fix["artifactChanges"]
    ]

    assert log["version"] == "2.1.0"
    assert all(
        result["fixes"] and result["fixes"][0]["artifactChanges"] for result in run["results"] if "fixes" in result
    )
    assert all(change["replacements"] for change in changes)
    regions += [replacement["deletedRegion"] for change in changes for replacement in change["replacements"]]
    for at in regions:
        assert (1, 1) <= (at["startLine"], at["startColumn"]) <= (at["endLine"], at["endColumn"])
    prints = [result["partialFingerprints"]["promptkit/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


@FEW
@given(documents())
def test_junit_holds_what_its_readers_ask_for(documents):
    """Without any schema: suites of cases, failures before output, and counts that agree with what is there."""
    root = ET.fromstring(rendered("junit", documents))

    assert [suite.tag for suite in root] == ["testsuite"] * 2
    for suite in root:
        assert suite.keys() == ["name", "tests", "failures", "errors"]
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == sum(case.find("failure") is not None for case in suite)
        for case in suite:
            assert (case.tag, case.keys()) == ("testcase", ["name", "classname", "time"])
            tags = [child.tag for child in case]
            assert tags == sorted(tags)
            assert set(tags) <= {"failure", "system-out"}
            assert tags.count("system-out") <= 1


@FEW
@given(documents())
def test_sarif_is_what_its_schema_says(schemas, documents):
    """Every log is valid, with the draft's formats checked."""
    from jsonschema import Draft7Validator

    schema = json.loads((schemas / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    log = json.loads(rendered("sarif", documents))

    assert [error.message for error in validator.iter_errors(log)] == []
    assert log["runs"][0]["results"]


@FEW
@given(documents())
def test_junit_is_what_its_schema_says(schemas, documents):
    """Every report is valid."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(schemas / "junit-10.xsd"))
    report = etree.fromstring(rendered("junit", documents).encode())

    assert schema.validate(report), schema.error_log
    assert report.findall(".//testcase")


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_the_schemas_refuse_what_is_wrong(schemas, form):
    """The validators are at work: a log or report with one name changed is refused."""
    text = rendered(form, [Document("a.txt", "A cat, 8k\n")])
    if form == "sarif":
        from jsonschema import Draft7Validator

        schema = json.loads((schemas / "sarif-2.1.0.json").read_text(encoding="utf-8"))
        assert not Draft7Validator(schema).is_valid(json.loads(text.replace('"results"', '"findings"')))
    else:
        from lxml import etree

        schema = etree.XMLSchema(etree.parse(schemas / "junit-10.xsd"))
        assert not schema.validate(etree.fromstring(text.replace("testcase", "case").encode()))
