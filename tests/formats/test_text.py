"""What people see: the place, the line, the marks under it, the remedy and the count."""

import json
from dataclasses import replace

import pytest

from promptkit.formats._json import lint_json
from promptkit.formats._place import place_of
from promptkit.formats.text import WIDTH, excerpt, lint_text
from promptkit.lint import Linted, check_shot
from promptkit.rule import Edit, Finding, Fix, find_rule
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document


def finding(start, end, *, safe=None, field="prompt", message="wrong", severity="warning"):
    fix = None if safe is None else Fix(safe, "mend it", (Edit(field, start, end, "x"),))
    return Finding(message, start, end, field, fix, "some-rule", "text", severity)


def linted(path, text, *findings):
    shot, *others = read_document(Document(path, text))
    return [Linted(shot, findings), *(Linted(other, ()) for other in others)]


def test_a_block_says_where_what_and_how():
    """File, line and column; severity and rule; the source line with its span marked; the fix and its option."""
    results = linted("a.yaml", "- prompt: A cat, 8k # c\n- b\n", finding(7, 9, safe=True), finding(0, 1, safe=False))

    assert lint_text(results).splitlines() == [
        "a.yaml:1:11: warning[some-rule] wrong",
        " 1 | - prompt: A cat, 8k # c",
        "   |           ^",
        "   = fix: mend it (--unsafe-fixes)",
        "",
        "a.yaml:1:18: warning[some-rule] wrong",
        " 1 | - prompt: A cat, 8k # c",
        "   |                  ^^",
        "   = fix: mend it (--fix)",
        "",
        "Found 2 problems in 2 shots (1 fixable with --fix, 1 more with --unsafe-fixes).",
    ]


def test_findings_stand_in_the_order_of_their_file():
    """A negative that is written above its prompt comes first, and files stay in the order they were given in."""
    text = "- negative: no blur\n  prompt: A cat, 8k\n- A dog, 8k\n"
    in_prompt, in_negative = finding(7, 9), finding(0, 2, field="negative")
    results = [*linted("b.yaml", text, in_prompt, in_negative), *linted("a.txt", "A cat\n", finding(0, 1))]

    places = [line.split(" ")[0] for line in lint_text(results).splitlines() if "some-rule" in line]
    assert places == ["b.yaml:1:13:", "b.yaml:2:18:", "a.txt:1:1:"]


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ((), "No problems in 1 shot."),
        ((finding(0, 1),), "Found 1 problem in 1 shot."),
        ((finding(0, 1), finding(2, 3, severity="note")), "Found 1 problem and 1 note in 1 shot."),
        ((finding(0, 1, severity="note"),) * 2, "No problems in 1 shot (2 notes)."),
        ((finding(0, 1, safe=False),), "Found 1 problem in 1 shot (1 fixable with --unsafe-fixes)."),
    ],
)
def test_the_last_line_counts(findings, line):
    """Singular and plural, and only the options that would help."""
    assert lint_text(linted("a.jsonl", '{"prompt": "A cat"}', *findings)).splitlines()[-1] == line


def test_a_price_is_said_once():
    """What several shots cost stands before the count, with their number; what one costs keeps its place."""
    shots = read_document(Document("a.txt", "A cat, 8k\nA dog\nA cow\n"))
    cheap, dear = (
        replace(finding(0, 5, message=f"about {price} USD", severity="note"), family="cost") for price in (1, 2)
    )
    results = [Linted(shot, (price,)) for shot, price in zip(shots, (cheap, dear, cheap), strict=True)]
    results[0] = Linted(shots[0], (cheap, finding(7, 9)))

    assert lint_text(results).splitlines()[3:] == [
        "",
        "note[some-rule] 2 shots, each about 1 USD",
        "a.txt:2:1: note[some-rule] about 2 USD",
        "",
        "Found 1 problem and 3 notes in 3 shots.",
    ]
    assert sum(len(shot["findings"]) for shot in lint_json(results)["shots"]) == 4


def test_a_fix_that_the_file_cannot_take_is_not_counted():
    """A missing negative points at the shot without marks; in a .txt file the remedy is another format."""
    text = lint_text(linted("a.txt", "A cat\n", finding(0, 0, field="negative", safe=True)))

    assert text.splitlines() == [
        "a.txt:1:1: warning[some-rule] wrong",
        (
            "   = fix: mend it (a .txt file has no place for a negative; use .yaml or .jsonl, pass --negative, "
            "or set negative in promptkit.toml)"
        ),
        "",
        "Found 1 problem in 1 shot.",
    ]


def test_wide_characters_move_the_marks():
    """CJK takes two columns, a combining accent none."""
    shown, marks = excerpt(place_of(*_one("a.txt", "波e\u0301 8k", 4, 6)))

    assert (shown, marks) == ("波e\u0301 8k", "    ^^")


def test_long_lines_are_cut_around_the_place():
    """A line longer than the terminal shows its place, with dots where it was cut."""
    text = "word " * 100 + "HERE" + " word" * 100
    shown, marks = excerpt(place_of(*_one("a.txt", text, 500, 504)))

    assert len(shown) <= WIDTH + 2
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "HERE"


def test_control_characters_do_not_reach_the_terminal():
    """An escape sequence in a prompt is shown as a dot."""
    text = lint_text(linted("a.jsonl", '{"prompt": "A \x7f cat"}', finding(0, 3, message="\x1b[31mred")))

    assert "\x1b" not in text
    assert "\x7f" not in text


def test_text_out_of_a_variable_points_at_its_place():
    """A finding inside a variable's text points at the tag; one that begins before it is marked as far as typed."""
    text = '{"prompt": "A {{x}} 8k", "vars": {"x": "cat"}}'
    shot, inside = _one("a.jsonl", text, 2, 5)
    place = place_of(shot, inside)

    assert (place.line, place.column, place.is_exact) == (1, text.index("{{") + 1, False)
    assert place_of(shot, finding(0, 8)).end_column == text.index('8k"') + 3


def test_the_json_has_the_contract_s_keys():
    """`promptkit.lint/1`: summary, shots, findings with span, place and fix."""
    results = linted("a.txt", "# c\nA cat 8k\n", finding(6, 8, safe=True), finding(0, 1, severity="note"))

    answer = json.loads(json.dumps(lint_json(results)))

    assert answer["schema"] == "promptkit.lint/1"
    assert answer["summary"] == {
        "shots": 1,
        "findings": 2,
        "by_severity": {"error": 0, "warning": 1, "note": 1},
        "fixable": {"safe": 1, "unsafe": 0},
    }
    (shot,) = answer["shots"]
    assert {key: shot[key] for key in ("id", "path", "line", "target")} == {
        "id": "a:2",
        "path": "a.txt",
        "line": 2,
        "target": None,
    }
    assert shot["findings"][0] == {
        "rule": "some-rule", "code": None, "family": "text", "severity": "warning", "message": "wrong",
        "field": "prompt",
        "start": 6, "end": 8, "line": 2, "column": 7, "end_line": 2, "end_column": 9,
        "fix": {"safe": True, "title": "mend it", "edits": [{"field": "prompt", "start": 6, "end": 8, "text": "x"}]},
    }  # fmt: skip
    assert shot["findings"][1]["fix"] is None


def test_a_shot_without_a_file_is_shown_as_it_is():
    """Shots made in code have no document; places count in the prompt."""
    text = lint_text([Linted(Shot(id="s", prompt="A cat\n8k"), (finding(6, 8),))])

    assert text.splitlines()[:3] == ["s:2:1: warning[some-rule] wrong", " 2 | 8k", "   | ^^"]


def _one(path, text, start, end):
    shot, *_ = read_document(Document(path, text))
    return shot, finding(start, end)


def test_a_fix_inside_a_variable_is_not_promised():
    """Text that came out of a variable cannot be mended in place, and the output says so instead of "--fix"."""
    text = "vars: {adj: stunning}\nshots:\n  - prompt: A cat runs along a {{ adj }} beach.\n    negative: blur\n"
    [shot] = read_document(Document("a.yaml", text))
    shown = lint_text([Linted(shot, check_shot(shot, [find_rule("hype-words")]))])

    assert "comes out of a variable" in shown
    assert "(--fix)" not in shown
    assert "fixable" not in shown
