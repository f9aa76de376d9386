"""SARIF held against the JSON schema of OASIS, JUnit against the XML schema of Jenkins' xUnit plugin.

The schemas are other people's text and no part of this project: `python tests/schemas.py FOLDER` takes them out of
packages of the index, and `PROMPTKIT_SCHEMAS=FOLDER` says where they are.
"""

import json
import os
from pathlib import Path

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
    rows = [{"prompt": draw(prompts).replace("\x01", "")} for _ in range(draw(st.integers(1, 3)))]
    lines = "".join(f"{draw(prompts)}\n" for _ in range(draw(st.integers(1, 3))))
    return [Document("a b/é#%.txt", lines), written(draw(st.sampled_from(KINDS)), rows)]


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
