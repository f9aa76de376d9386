"""`unused-suppression`: comments that silence nothing, in every format that can silence."""

import pytest

from promptkit.fix import fix_document
from promptkit.lint import check_shots, selected_rules
from promptkit.shot import Document
from promptkit.sources.read import read_document

RULES = selected_rules(("hype-words", "foreign-flags", "unused-suppression"))


def messages(path, text):
    """(rule, message) of every finding in a document."""
    shots = read_document(Document(path, text))
    return [(f.rule, f.message) for one in check_shots(shots, RULES) for f in one.findings]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "- prompt: A cat runs, 8k  # promptkit: ignore[hype-words] the client's words\n"),
        ("a.yaml", "# promptkit: ignore[text]\n- A cat runs, 8k\n"),
        ("a.yaml", "- prompt: A cat runs, 8k\n  # promptkit: ignore[hype-words]\n  duration: 5\n"),
        ("a.yaml", "- id: a\n  duration: 5 # promptkit: ignore[hype-words]\n  prompt: |\n    A cat runs, 8k\n"),
        ("a.yaml", "# promptkit: ignore-file[hype-words]\n- A cat runs\n- A dog runs, 8k\n"),
        ("a.yaml", "# promptkit: disable[hype-words]\n- A dog runs, 8k\n# promptkit: enable[hype-words]\n"),
        ("a.yaml", "- prompt: A cat runs, 8k\n  ignore: [hype-words]\n"),
        ("a.txt", "A cat runs, 8k   # promptkit: ignore[hype-words] so be it\n"),
        ("a.txt", "# promptkit: ignore[hype-words]\r\n\r\nA cat runs, 8k\r\n"),
        ("a.jsonl", '{"prompt": "A cat runs, 8k", "ignore": ["hype-words"]}'),
        ("a.csv", 'prompt,ignore\n"A cat runs, 8k",hype-words; load\n'),
        ("a.csv", 'prompt,ignore\n"A cat runs, 8k","load, hype-words as the client wants, for now"\n'),
        ("a.csv", 'prompt,ignore\n"A cat runs, 8k",load it is much; hype-words as the client wants\n'),
        ("a.jsonl", '{"prompt": "A cat runs, 8k", "ignore": ["hype-words as the client wants"]}'),
        ("a.jsonl", '{"prompt": "A cat runs, 8k", "ignore": "hype-words as the client wants"}'),
        ("a.jsonl", '{"prompt": "A cat runs, 8k", "ignore": "load it is much; hype-words"}'),
        ("a.yaml", "- prompt: A cat runs, 8k\n  ignore: load, hype-words as the client wants, for now\n"),
        ("a.yaml", "defaults: {ignore: [hype-words]}\nshots: [A cat runs, 'A dog runs, 8k']\n"),
    ],
)
def test_what_silences_is_quiet(path, text):
    """A comment beside a shot, above it, for the file or a range, or its own key, silences the finding and is used."""
    assert messages(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.yaml", "- A cat runs  # promptkit: ignore[hype-words]\n", "nothing here is found by it"),
        ("a.yaml", "- A cat runs, 8k\n# promptkit: ignore[hype-words]\n- A dog runs\n", "nothing here is found by it"),
        ("a.yaml", "- A cat # promptkit: ignore[hypewords]\n", "no such rule or family; did you mean hype-words?"),
        ("a.yaml", "- A cat # promptkit: ignore all\n", "it names no rule; write ignore[rule, rule] and why"),
        (
            "a.yaml",
            "- A cat # promptkit: ingore[hype-words]\n",
            "'ingore' is not understood; did you mean ignore",
        ),
        ("a.yaml", "- A cat\n# promptkit: ignore[hype-words]\n", "it stands beside no shot"),
        ("a.yaml", "# promptkit: ignore-file[hype-words]\n- A cat\n", "nothing here is found by it"),
        ("a.yaml", "# promptkit: disable[hype-words]\n- A\n# promptkit: enable\n- B, 8k\n", "nothing here is found"),
        ("a.txt", "A cat # promptkit: ignore[hype-words]\n", "nothing here is found by it"),
        ("a.jsonl", '{"prompt": "A cat", "ignore": ["hype-words"]}', "nothing here is found by it"),
    ],
)
def test_what_silences_nothing_is_said(path, text, said):
    """A silencer that is idle, misspelt, empty or beside no shot is one finding with the reason."""
    found = [message for rule, message in messages(path, text) if rule == "unused-suppression"]

    assert len(found) == 1
    assert said in found[0]


def test_rules_that_were_not_run_are_not_called_idle():
    """`ignore[load]` is no finding where no rule of that family was run."""
    assert messages("a.yaml", "- A cat runs  # promptkit: ignore[load]\n") == []


def test_all_versions_of_a_template_count():
    """A comment that one of a template's shots needs is used, though the others do not need it."""
    text = "- prompt: A {{ x }} runs  # promptkit: ignore[hype-words]\n  vars: {x: [cat, 'cat, 8k,']}\n"

    assert messages("a.yaml", text) == []


@pytest.mark.parametrize("text", ["- 'A cat # promptkit: ignore[x]'\n", "- |\n  A cat\n  # promptkit: ignore[x]\n"])
def test_a_text_is_no_comment(text):
    """What stands inside a quoted or a block text is part of the prompt."""
    assert messages("a.yaml", text) == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("- A cat  # promptkit: ignore[hype-words] old\n- B\n", "- A cat\n- B\n"),
        ("# promptkit: ignore[hype-words]\r\n- A cat\r\n", "- A cat\r\n"),
        (
            "- A, 8k # promptkit: ignore[hype-words, foreign-flags] w\n",
            "- A, 8k # promptkit: ignore[hype-words] w\n",
        ),
    ],
)
def test_the_fix_takes_the_name_or_the_comment_away(text, fixed):
    """Idle names go one by one, the comment with the last of them, and its line when it has one to itself."""
    assert fix_document(Document("a.yaml", text), RULES).document.text == fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("- A, 8k # promptkit: ignore[hype-wrds] w\n", "- A, 8k # promptkit: ignore[hype-words] w\n"),
        ("- A, 8k # promptkit: ignore[hypewords, MOT001]\n", "- A, 8k # promptkit: ignore[hype-words, MOT001]\n"),
        ("- A, 8k # promptkit ignore[hype-words] w\n", "- A, 8k # promptkit: ignore[hype-words] w\n"),
        ("- A, 8k # promptkit ignore[hype-wrds] w\n", "- A, 8k # promptkit: ignore[hype-words] w\n"),
    ],
)
def test_a_slip_is_put_right_before_what_it_silences_is_mended(text, fixed):
    """The author's word against the rule counts, though it was misspelt, or had no colon."""
    assert fix_document(Document("a.yaml", text), RULES).document.text == fixed


@pytest.mark.parametrize(
    ("path", "text", "fixed"),
    [
        ("a.yaml", "- prompt: A cat\n  ignore: [hype-words why]\n  duration: 5\n", "- prompt: A cat\n  duration: 5\n"),
        ("a.yaml", "- prompt: A\r\n  ignore:\r\n    - text\r\n", "- prompt: A\r\n"),
        ("a.yaml", "- prompt: A\n  ignore: [text]  # why\n", "- prompt: A\n  ignore: []  # why\n"),
        ("a.yaml", "- ignore: [text]\n  prompt: A\n", "- ignore: []\n  prompt: A\n"),
        ("a.yaml", "- {prompt: A, ignore: ['text', load]}\n", "- {prompt: A, ignore: [load]}\n"),
        ("a.yaml", "- {ignore: text, prompt: A}\n", "- {prompt: A}\n"),
        ("a.yaml", "- prompt: A\n  ignore: load as it is; text\n", "- prompt: A\n  ignore: load as it is\n"),
        (
            "a.yaml",
            "- prompt: A\n  ignore:\n    # of old\n    - load # much\n    - text # so\n# end\n- B\n",
            "- prompt: A\n  ignore:\n    # of old\n    - load # much\n# end\n- B\n",
        ),
        (
            "a.yaml",
            "defaults:\n  ignore: [load, hype-words, foreign-flags]\nshots: ['A, 8k', B]\n",
            "defaults:\n  ignore: [load, hype-words]\nshots: ['A, 8k', B]\n",
        ),
        (
            "a.yaml",
            "defaults: {ignore: [hype-words]}\nshots: [{prompt: A, ignore: [foreign-flags]}, 'B, 8k']\n",
            "defaults: {ignore: [hype-words]}\nshots: [{prompt: A, ignore: []}, 'B, 8k']\n",
        ),
        ("a.jsonl", '{"prompt": "A", "ignore": ["text"], "id": "a"}\n', '{"prompt": "A", "id": "a"}\n'),
        ("a.jsonl", '{"ignore" : "text so", "prompt": "A"}\n', '{"prompt": "A"}\n'),
        ("a.jsonl", '{"prompt":"A","ignore":["text", "load"]}', '{"prompt":"A","ignore":["load"]}'),
        ("a.csv", "prompt,ignore,id\nA,text,a\n", "prompt,ignore,id\nA,,a\n"),
        ("a.csv", 'prompt,ignore\nA,"text, load as, it is"\n', 'prompt,ignore\nA,"load as, it is"\n'),
        (
            "a.py",
            'X = "A"  # promptkit: prompt ignore=text duration=5\n',
            'X = "A"  # promptkit: prompt duration=5\n',
        ),
        (
            "a.py",
            'X = "A"  # promptkit: prompt ignore="load so; text"\n',
            'X = "A"  # promptkit: prompt ignore="load so"\n',
        ),
    ],
)
def test_an_idle_name_goes_out_of_the_key_too(path, text, fixed):
    """The key goes with its last name where that is sure; quotes, comments and layout around it stay."""
    assert fix_document(Document(path, text), RULES).document.text == fixed


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "- prompt: A, 8k\n  ignore: [foreign-flags, {} w] # c\n"),
        ("a.yaml", "- prompt: A, 8k\n  ignore:\n  - '{} w'\n  - load\n"),
        ("a.yaml", "- prompt: A, 8k\n  ignore: {}\n"),
        ("a.jsonl", '{{"prompt": "A, 8k", "ignore": ["load", "{} \\"w\\""]}}\n'),
        ("a.jsonl", '{{"prompt": "A, 8k", "ignore": "load; {} w"}}\n'),
        ("a.csv", 'prompt,ignore\n"A, 8k","load, {} so ""w"""\n'),
        ("a.py", 'X = "A, 8k"  # promptkit: prompt ignore={}\n'),
    ],
)
def test_a_slip_in_the_key_is_put_right_first(path, text):
    """As in a comment: what it silences stays, whatever else stands beside it under the key."""
    fixed = text.format("hype-words").replace("foreign-flags, ", "")

    assert fix_document(Document(path, text.format("hype-wrds")), RULES).document.text == fixed


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "- prompt: A\n  ignore: [\n    text, # why\n    load]\n"),
        ("a.yaml", "- prompt: A\n  ignore:\n  - text\n  - load # promptkit: ignore[quux]\n"),
        ("a.jsonl", '{"prompt": "A", "ignore": ["te\\u0078t"]}\n'),
    ],
)
def test_what_is_not_sure_is_left_to_people(path, text):
    """A comment among the entries, or an escape: the finding stands, without a fix."""
    fixed = fix_document(Document(path, text), RULES)

    assert (fixed.document.text, fixed.done) == (text, ())
    assert ("unused-suppression", "'text' silences nothing: nothing here is found by it") in messages(path, text)


def test_an_idle_default_is_said_once():
    """Where it stands for several shots it is one silencer, and one of them that needs it is enough."""
    text = "defaults: {ignore: [hype-words, foreign-flags]}\nshots: ['A, 8k', B, C]\n"

    assert [message for _, message in messages("a.yaml", text)] == [
        "'foreign-flags' silences nothing: nothing here is found by it"
    ]


def test_a_name_that_is_like_no_rule_stays():
    """It may be the name of a rule of another day, or of another team: it is said, and not deleted."""
    text = "- A cat # promptkit: ignore[quux] w\n"

    assert fix_document(Document("a.yaml", text), RULES).document.text == text
    assert messages("a.yaml", text) == [
        ("unused-suppression", "'quux' silences nothing: there is no such rule or family")
    ]


def test_a_forgotten_colon_is_said():
    """In a .txt file the comment is not taken for a part of the prompt."""
    (shot,) = read_document(Document("a.txt", "A cat, 8k # promptkit ignore[hype-words]\n"))

    assert shot.prompt == "A cat, 8k"
    assert messages("a.txt", "A cat # promptkit ignore[hype-words]\n") == [
        (
            "unused-suppression",
            "this comment silences nothing: the colon behind promptkit is missing; write # promptkit: ignore[...]",
        )
    ]


def test_words_about_promptkit_are_a_comment_like_any_other():
    """Only what would silence, were there a colon, is taken for it."""
    assert messages("a.yaml", "# promptkit reads this\n- A cat\n# promptkit: ignore[x] later\n")[0][1].startswith("'x'")


def test_fixes_leave_alone_what_is_silenced():
    """A silenced finding is not mended."""
    text = "- A cat, 8k # promptkit: ignore[hype-words]\n"

    assert fix_document(Document("a.yaml", text), RULES).document.text == text
