"""Rules that another package brings: one that is broken is named with its line, and all others run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import promptkit

HEAD = '''"""Rules."""
from promptkit.rule import Finding, rule
'''
PAGE = '''    """A rule.

    Why:
        x
    Bad:
        x
    Good:
        x
    Fix:
        x
    References:
        x
    """
'''


def module_of(name, body):
    """A module with one rule."""
    return f'{HEAD}@rule(family="house")\ndef {name}(shot):\n{PAGE}    {body}\n'


BODIES = {
    "good": 'yield Finding.whole(shot.prompt, "as it should be")',
    "raises": "yield 1 / 0",
    "leaves": "raise SystemExit(3)",
    "words": 'return ["a word"]',
    "nothing": "return None",
    "outside": 'yield Finding("x", 0, 999)',
    "endless": 'yield from iter(lambda: Finding("x", 0, 1), None)',
    "loops": "while True: pass",
    "clings": "while True:\n        try:\n            while True: pass\n        except Exception: pass",
    "needs": 'open("there").close(); yield from ()',
}
MODULES = {name: module_of(name, body) for name, body in BODIES.items()} | {
    "typo": "def typo(:\n",
    "at_import": "SETTING = {}\nSETTING['x']\n",
    "coded": module_of("coded", "yield from ()").replace("@rule(", '@rule(code="XYZ001", '),
    "plain": "def plain(shot):\n    yield 'x'\n",
    "no_page": f'{HEAD}@rule(family="house")\ndef no_page(shot):\n    yield 1\n',
}


@pytest.fixture
def run(tmp_path):
    """Runs promptkit where a package brings some of these rules; gives back what it did."""
    (tmp_path / "a.txt").write_text("A cat, 8k\nA dog runs\n")
    path = os.pathsep.join([str(tmp_path), str(Path(promptkit.__file__).parent.parent)])

    def runner(*modules, arguments=(), limit_s=10.0):
        info = tmp_path / "our_rules-1.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1\n")
        (info / "entry_points.txt").write_text(
            "[promptkit]\n" + "".join(f"{name} = {name}_module:{name}\n" for name in modules)
        )
        for name in modules:
            (tmp_path / f"{name}_module.py").write_text(MODULES.get(name, ""))
        code = f"from promptkit import foreign; foreign.LONGEST_S = {limit_s}\nfrom promptkit.cli import main; main()"
        command = [sys.executable, "-c", code, "lint", "a.txt", *arguments]
        environment = os.environ | {"PYTHONPATH": path, "PROMPTKIT_CACHE": str(tmp_path / "cache")}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return runner


def test_a_plug_in_that_cannot_be_loaded_is_named_and_the_others_run(run):
    """With file and line, what is wrong and the remedy; the exit code says that not all was checked."""
    ran = run("good", "typo", "at_import", "plain", "no_page", "absent", arguments=["--select", "good,hype-words"])

    lines = {line.split()[2]: line for line in ran.stderr.splitlines()}
    assert ran.returncode == 2
    assert ran.stdout.count("as it should be") == 2
    assert "8k" in ran.stdout
    assert set(lines) == {"typo", "at_import", "plain", "no_page", "absent"}
    assert "typo_module.py:1: SyntaxError: invalid syntax; mend it, or uninstall our-rules" in lines["typo"]
    assert "at_import_module.py:2: KeyError: 'x'; mend it" in lines["at_import"]
    assert "it is a function, not a rule or metric; write @rule(...) above the function" in lines["plain"]
    assert "TypeError: rule no-page: its docstring lacks Why" in lines["no_page"]
    assert "AttributeError: module 'absent_module' has no attribute 'absent'" in lines["absent"]


def test_a_rule_that_fails_is_a_finding_with_its_line_and_the_others_run(run):
    """Whatever it raises, or yields that is no finding."""
    names = ["raises", "leaves", "words", "nothing", "outside", "endless"]
    ran = run("good", *names, arguments=["--select", "house,hype-words", "--exit-zero"])

    said = {name: next(line for line in ran.stdout.splitlines() if f"[{name}]" in line) for name in ("good", *names)}
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert "hype-words" in ran.stdout
    assert "as it should be" in said["good"]
    assert (
        "raises_module.py:18: ZeroDivisionError: division by zero; mend it there, or leave it out: --ignore"
        in said["raises"]
    )
    assert "leaves_module.py:18: SystemExit: 3; mend it" in said["leaves"]
    assert "words_module.py:3: it yields 'a word'; yield findings: Finding.at(span, why)" in said["words"]
    assert "nothing_module.py:3: it returns None; yield findings" in said["nothing"]
    assert "outside_module.py:3: it yields a finding from 0 to 999 of 9 characters" in said["outside"]
    assert "endless_module.py:3: more than 1000 findings about one shot" in ran.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such timer")
def test_a_rule_that_loops_is_stopped_once(run):
    """Its line is named, and the shots after it are not waited for."""
    ran = run("good", "loops", arguments=["--select", "house"], limit_s="0.5")

    assert ran.returncode == 2
    assert "as it should be" in ran.stdout
    assert ran.stdout.count("loops_module.py:1") == 1
    assert "stopped after 0.5 s, and not called for the shots after this one" in ran.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such timer")
def test_a_rule_that_catches_all_is_stopped_too(run):
    """And each shot that it was not called for has a failure, which is not remembered."""
    ran = run("clings", arguments=["--select", "house", "--format", "jsonl"], limit_s="0.5")

    assert ran.returncode == 2
    assert [("stopped after" in line, "not called" in line) for line in ran.stdout.splitlines()] == [
        (True, True),
        (False, True),
    ]


def test_a_plug_in_with_a_code_is_left_out(run):
    """Codes are ours, and the others run."""
    ran = run("good", "coded", arguments=["--select", "house"])

    assert "coded_module:coded) is left out: codes are for rules of promptkit; leave out code='XYZ001'" in ran.stderr
    assert "as it should be" in ran.stdout


def test_no_baseline_holds_that_a_rule_failed(run, tmp_path):
    """It would be silent from then on."""
    ran = run("raises", arguments=["--select", "house", "--write-baseline", "known.json"])

    assert ran.returncode == 2
    assert "promptkit: known.json is not written: the rule itself failed: " in ran.stderr
    assert not (tmp_path / "known.json").exists()


def test_a_failure_is_not_remembered(run, tmp_path):
    """What a rule lacked may be there the next time."""
    first = run("needs", arguments=["--select", "house"])
    (tmp_path / "there").touch()
    again = run("needs", arguments=["--select", "house"])

    assert "FileNotFoundError" in first.stdout
    assert (first.returncode, again.returncode) == (2, 0)
