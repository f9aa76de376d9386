"""What people see: the place, the line, the marks under it, the remedy and the count."""

import json
from dataclasses import replace

import pytest

from promptkit.fixable import held_to_files
from promptkit.formats._json import lint_json
from promptkit.formats._place import place_of
from promptkit.formats.text import WIDTH, excerpt, lint_text
from promptkit.known_by import known_by
from promptkit.lint import Linted, check_shot, check_shots
from promptkit.rule import Cost, Edit, Finding, Fix, find_rule
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
        "a.yaml:1:11: warning[some-rule]: wrong",
        " 1 | - prompt: A cat, 8k # c",
        "   |           ^",
        "   = fix: mend it (--unsafe-fixes)",
        "",
        "a.yaml:1:18: warning[some-rule]: wrong",
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
    """What several shots cost stands before the count, with their places; then what all cost, and what has no price."""
    shots = read_document(Document("a.txt", "A cat, 8k\nA dog\nA cow\n"))
    cheap, dear = (
        replace(
            finding(0, 5, message=f"about {price} USD", severity="note"), family="cost", cost=Cost(price / 10, "USD")
        )
        for price in (1, 2)
    )
    results = [Linted(shot, (price,)) for shot, price in zip(shots, (cheap, dear, cheap), strict=True)]
    results[0] = Linted(shots[0], (cheap, finding(7, 9)))
    results.append(Linted(Shot(id="s", prompt="A fox"), (finding(0, 1, severity="error"),)))
    results.append(Linted(Shot(id="t", prompt="A hen"), ()))

    assert lint_text(results).splitlines()[-6:] == [
        "note[some-rule] 2 shots: each about 1 USD",
        "   = at: a.txt:1, 3",
        "a.txt:2:1: note[some-rule]: about 2 USD",
        "Total about 0.40 USD for 3 of 5 shots; 1 not orderable, 1 without a price",
        "",
        "Found 2 problems and 3 notes in 5 shots.",
    ]
    answer = lint_json(results)
    assert answer["summary"]["cost"] == [{"currency": "USD", "amount": 0.4, "shots": 3}]
    assert answer["shots"][1]["findings"][0]["cost"] == {"amount": 0.2, "currency": "USD"}
    assert sum(len(shot["findings"]) for shot in answer["shots"]) == 5

    settled = [replace(one, findings=(), known=one.findings) for one in results]
    assert "Total about 0.40 USD for 3 of 5 shots; 1 not orderable, 1 without a price" in lint_text(settled)


def test_what_is_the_same_for_several_shots_is_said_once():
    """A missing negative stands behind what has a place, with the lines of its shots; JSON has each by itself."""
    document = Document("a.yaml", "- A cat\n- A dog\n- A cow, 8k\n\n- A hen\n")
    absent = finding(0, 0, field="negative", message="no negative", safe=True)
    results = [Linted(shot, (absent,)) for shot in read_document(document)]
    results[2] = Linted(results[2].shot, (absent, finding(7, 9)))

    assert lint_text(results).splitlines() == [
        "a.yaml:3:10: warning[some-rule]: wrong",
        " 3 | - A cow, 8k",
        "   |          ^^",
        "",
        "warning[some-rule] 4 shots: no negative",
        "   = at: a.yaml:1-3, 5",
        "   = fix: mend it (--fix)",
        "",
        "Found 5 problems in 4 shots (4 fixable with --fix).",
    ]
    assert [len(shot["findings"]) for shot in lint_json(results)["shots"]] == [1, 1, 2, 1]


def test_the_variants_of_a_template_share_a_block():
    """What is found at one place of the file is said once, with the id that was given and how many shots it is in."""
    text = "- id: pier\n  prompt: A cat on {{ x }}, 8k\n  vars: {x: [mat, bed]}\n"
    results = [Linted(shot, (finding(len(shot.prompt) - 2, len(shot.prompt)),)) for shot in _shots("a.yaml", text)]

    assert lint_text(results).splitlines()[0] == "a.yaml:2:29: warning[some-rule] pier (2 variants): wrong"
    whole = [Linted(one.shot, (finding(0, 0, field="negative"),)) for one in results]
    whole.append(Linted(_shots("a.yaml", f"{text}- A dog\n")[-1], whole[0].findings))
    assert lint_text(whole).splitlines()[:2] == [
        "warning[some-rule] 3 shots: wrong",
        "   = at: a.yaml:2 (2 variants), 4",
    ]
    assert lint_text(results[1:]).splitlines()[0] == "a.yaml:2:29: warning[some-rule] pier[x=bed]: wrong"
    assert lint_text(results).splitlines()[-1] == "Found 2 problems in 2 shots."


def test_a_prompt_as_a_whole_is_shown_and_not_underlined():
    """A hundred marks under a whole line say no more than the line does."""
    results = linted("a.txt", "A cat on a mat\n", finding(0, 14))

    assert lint_text(results).splitlines()[:2] == ["a.txt:1:1: warning[some-rule]: wrong", " 1 | A cat on a mat"]
    assert "^" not in lint_text(results)


@pytest.mark.parametrize(
    ("path", "text", "typed"),
    [
        ("a.yaml", "- prompt: A cat\n  duration: 20\n", "20"),
        ("a.yaml", "defaults: {duration: 20}\nshots: [A cat]\n", "20"),
        ("a.csv", "prompt,duration\nA cat,20\n", "20"),
        ("a.jsonl", '{"prompt": "A cat", "duration": 20}\n', "20"),
        ("a.py", 'CAT = "A cat"  # promptkit: prompt duration=20\n', "20"),
    ],
)
def test_a_wrong_value_is_pointed_at(path, text, typed):
    """What is wrong with the duration stands at the duration, in every format that has a place for one."""
    (shot,) = _shots(path, text)
    wrong = Finding.of_key(shot, "duration", "too long")

    place = place_of(shot, wrong)
    assert text[place.start : place.end] == typed
    assert place.is_exact
    answer = lint_json([Linted(shot, (wrong,))])["shots"][0]["findings"][0]
    assert (answer["key"], answer["column"]) == ("duration", place.column)
    assert known_by(shot, wrong).name == "A cat"  # as before, so that baselines hold


def test_a_value_that_stands_in_no_file_is_not_pointed_at():
    """A duration of the command line: the shot is named, and no characters of it are marked."""
    (shot,) = read_document(Document("a.txt", "# c\nA cat\n"), fill={"duration": 20.0})

    place = place_of(shot, Finding.of_key(shot, "duration", "too long"))
    assert (place.line, place.is_exact) == (2, False)


def test_the_summary_counts_what_was_silenced():
    """What a comment or the key `ignore` keeps from being said is counted, in text and JSON."""
    (shot,) = _shots("a.yaml", "- prompt: A cat runs, 8k\n  ignore: [hype-words]\n")
    results = [*check_shots([shot], [find_rule("hype-words")])]

    assert lint_text(results) == "No problems in 1 shot (1 silenced).\n"
    assert lint_json(results)["summary"]["silenced"] == 1


def test_a_fix_that_the_file_cannot_take_is_not_counted():
    """A missing negative points at the shot without marks; in a .txt file the remedy is another format."""
    text = lint_text(held_to_files(linted("a.txt", "A cat\n", finding(0, 0, field="negative", safe=True))))

    assert text.splitlines() == [
        "a.txt:1:1: warning[some-rule]: wrong",
        (
            "   = fix: mend it (not by --fix: a .txt file has no place for a negative; use .yaml or .jsonl, "
            "pass --negative, or set negative in promptkit.toml)"
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
        "silenced": 0,
        "cost": [],
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
        "key": None, "cost": None,
        "fix": {
            "safe": True,
            "title": "mend it",
            "edits": [{"field": "prompt", "start": 6, "end": 8, "text": "x"}],
            "obstacle": None,
        },
    }  # fmt: skip
    assert shot["findings"][1]["fix"] is None


def test_a_shot_without_a_file_is_shown_as_it_is():
    """Shots made in code have no document; places count in the prompt."""
    text = lint_text([Linted(Shot(id="s", prompt="A cat\n8k"), (finding(6, 8),))])

    assert text.splitlines()[:3] == ["s:2:1: warning[some-rule]: wrong", " 2 | 8k", "   | ^^"]


def _shots(path, text):
    return read_document(Document(path, text))


def _one(path, text, start, end):
    shot, *_ = read_document(Document(path, text))
    return shot, finding(start, end)


def test_a_fix_inside_a_variable_is_not_promised():
    """Text that came out of a variable cannot be mended in place, and the output says so instead of "--fix"."""
    text = "vars: {adj: stunning}\nshots:\n  - prompt: A cat runs along a {{ adj }} beach.\n    negative: blur\n"
    [shot] = read_document(Document("a.yaml", text))
    shown = lint_text(held_to_files([Linted(shot, check_shot(shot, [find_rule("hype-words")]))]))

    assert "comes out of a template variable" in shown
    assert "(--fix)" not in shown
    assert "fixable" not in shown
