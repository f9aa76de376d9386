"""JUnit XML: a test case a shot, failed by its errors and warnings; notes are output, not failures.

Source: the schema that Jenkins publishes for its xUnit plugin (junit-10.xsd): testsuites > testsuite > testcase >
failure, system-out.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET  # only writes

from promptkit.formats._format import Format, Look, posix, told
from promptkit.formats._place import place_of
from promptkit.lint import Linted
from promptkit.rule import Finding
from promptkit.shot import Shot
from promptkit.sources.unread import Unread

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Sequence[Linted], look: Look) -> str:
    """A suite a file; one that could not be read is a case in error."""
    root = ET.Element("testsuites", {"name": "promptkit lint", **_counts(results, look.unread)})
    for path, unread in groupby(look.unread, key=lambda one: _xml(posix(one.path))):
        wrong = list(unread)
        suite = ET.SubElement(root, "testsuite", {"name": path, **_counts([], wrong)})
        for each in wrong:
            name = f"line {each.line}" if each.line else path
            case = ET.SubElement(suite, "testcase", name=name, classname=path, time="0")
            ET.SubElement(case, "error", type="not read", message=_xml(each.message)).text = _xml(str(each))
    for path, group in groupby(results, key=lambda one: _path(one.shot)):
        shots = list(group)
        suite = ET.SubElement(root, "testsuite", {"name": path, **_counts(shots)})
        for one in shots:
            _case(suite, path, one)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, path: str, one: Linted) -> None:
    case = ET.SubElement(suite, "testcase", name=_xml(one.shot.id), classname=path, time="0")
    for finding in _problems(one):
        failure = ET.SubElement(case, "failure", type=finding.rule, message=_xml(finding.message))
        failure.text = _line(one.shot, finding)
    if notes := [finding for finding in one.findings if finding.severity == "note"]:
        ET.SubElement(case, "system-out").text = "\n".join(_line(one.shot, note) for note in notes)


def _line(shot: Shot, finding: Finding) -> str:
    place = place_of(shot, finding)
    where = f"{posix(place.document.path)}:{place.line}:{place.column}"
    code = f" {finding.code}" if finding.code else ""
    return _xml(f"{where}: {finding.severity}[{finding.rule}{code}]: {told(finding)}")


def _counts(results: Sequence[Linted], unread: Sequence[Unread] = ()) -> Mapping[str, str]:
    failed = sum(bool(_problems(one)) for one in results)
    return {"tests": str(len(results) + len(unread)), "failures": str(failed), "errors": str(len(unread))}


def _problems(one: Linted) -> list[Finding]:
    return [finding for finding in one.findings if finding.severity != "note"]


def _path(shot: Shot) -> str:
    return _xml(posix(shot.origin.document.path if shot.origin else shot.id))


def _xml(text: str) -> str:
    """The text with a stand-in for what XML 1.0 cannot hold (section 2.2)."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


FORMAT = Format("junit", render)
