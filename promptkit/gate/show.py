"""What the gate found, for a terminal, a job summary, a CI server and a program."""

import json
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET  # only writes

from promptkit.gate.check import Check, Gated
from promptkit.verdict import amount, number

_ORDER = ("fail", "inconclusive", "pass")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def headline(gated: Gated) -> str:
    """The verdict in a line."""
    counts = {word: sum(check.outcome == word for check in gated.checks) for word in _ORDER}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    policy = ", which this gate lets pass" if gated.outcome == "inconclusive" and gated.inconclusive == "pass" else ""
    return f"{gated.outcome}{policy}: {gated.suite}, {told} ({gated.run})"


def as_text(gated: Gated) -> str:
    """The verdict, then every check that did not pass, then what did in short."""
    passed = [check for check in gated.checks if check.outcome == "pass"]
    lines = [headline(gated)]
    lines += [f"  {check.outcome:12} {check.said}" for check in _open(gated)]
    lines += [f"  {'pass':12} {check.said}" for check in passed if check.kind != "scores"]
    return "\n".join([*lines, *(f"  note: {note}" for note in gated.notes)]) + "\n"


def as_json(gated: Gated) -> str:
    """`promptkit.gate/1`."""
    return json.dumps(gated.as_json(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_markdown(gated: Gated) -> str:
    """For a job summary: verdict, what did not pass in words, and a table of all checks."""
    lines = [f"## promptkit gate: {gated.outcome}", "", _md(headline(gated)), ""]
    lines += [f"- **{check.outcome}** {_md(check.said)}" for check in _open(gated)]
    lines += ["", "| arm | metric | check | outcome | was | now | 95 % interval | allowed |", "| --- " * 8 + "|"]
    lines += [f"| {' | '.join(_md(cell) for cell in _cells(check))} |" for check in gated.checks]
    lines += ["", *(f"- {_md(note)}" for note in gated.notes)]
    return "\n".join(lines).rstrip() + "\n"


def as_junit(gated: Gated) -> str:
    """A test suite an arm, a test case a check; what may not pass is a failure, what is let pass though unsure a skip.

    Source: the schema that Jenkins publishes for its xUnit plugin (junit-10.xsd).
    """
    root = ET.Element("testsuites", {"name": f"promptkit gate {gated.suite}", **_counts(gated, gated.checks)})
    for arm in dict.fromkeys(check.arm for check in gated.checks):
        checks = tuple(check for check in gated.checks if check.arm == arm)
        suite = ET.SubElement(root, "testsuite", {"name": arm, **_counts(gated, checks)})
        for check in checks:
            case = ET.SubElement(
                suite, "testcase", name=f"{check.metric} {check.kind}", classname=f"{gated.suite}.{arm}", time="0"
            )
            if not gated.lets_pass(check.outcome):
                ET.SubElement(case, "failure", type=check.outcome, message=_xml(check.said)).text = _xml(check.said)
            elif check.outcome == "pass":
                ET.SubElement(case, "system-out").text = _xml(check.said)
            else:
                ET.SubElement(case, "skipped", message=_xml(check.said))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


FORMATS: Mapping[str, Callable[[Gated], str]] = {
    "text": as_text, "json": as_json, "markdown": as_markdown, "junit": as_junit,
}  # fmt: skip


def _open(gated: Gated) -> list[Check]:
    """What did not pass, failures first."""
    return sorted((one for one in gated.checks if one.outcome != "pass"), key=lambda one: _ORDER.index(one.outcome))


def _cells(check: Check) -> tuple[str, ...]:
    span = f"{number(check.interval.low)} to {number(check.interval.high)}" if check.interval else ""
    was, now = ("" if value is None else amount(value, check.metric) for value in (check.was, check.now))
    return check.arm, check.metric, check.kind, check.outcome, was, now, span, check.allowed


def _counts(gated: Gated, checks: tuple[Check, ...]) -> dict[str, str]:
    failed = sum(not gated.lets_pass(check.outcome) for check in checks)
    skipped = sum(check.outcome != "pass" for check in checks) - failed
    return {"tests": str(len(checks)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}


def _md(text: str) -> str:
    """The text as it stands, in a table or out of it."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text).replace("\n", " ")


def _xml(text: str) -> str:
    """The text with a stand-in for what XML 1.0 cannot hold (section 2.2)."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
