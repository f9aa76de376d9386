"""Fixes written back: the file then reads as wanted, and everything else in it is as it was."""

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shot_files import KINDS, asks_for_variables, texts, written

from promptkit.rule import Edit, Fix
from promptkit.shot import Document
from promptkit.sources.edit import apply_edits
from promptkit.sources.read import read_document

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def fix(field, start, end, text):
    return Fix(True, "", (Edit(field, start, end, text),))


def edit_words(document, old, new):
    """The document with `old` replaced by `new` in every prompt."""
    shots = read_document(document)
    found = [(shot, shot.prompt.index(old)) for shot in shots if old in shot.prompt]
    return apply_edits(document, [(shot, fix("prompt", at, at + len(old), new)) for shot, at in found])


def texts_of(document):
    return [(shot.prompt, shot.negative) for shot in read_document(document)]


@SLOW
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_file_reads_as_wanted_after_any_edits(kind, data):
    """Random edits of random rows: read again, the edited values stand there, to the letter, and no others changed."""
    newlines = kind != "yaml plain"
    rows = data.draw(
        st.lists(
            st.fixed_dictionaries({"prompt": texts(newlines=newlines), "mode": st.just("pro, best")}),
            min_size=1,
            max_size=4,
        )
    )
    document = written(
        kind, rows, ascii_only=data.draw(st.booleans()), newline=data.draw(st.sampled_from(["\n", "\r\n"]))
    )
    before = read_document(document)
    assert [shot.prompt for shot in before] == [row["prompt"] for row in rows]
    fixes, wanted = [], []
    for shot in before:
        start = data.draw(st.integers(0, len(shot.prompt)))
        end = data.draw(st.integers(start, len(shot.prompt)))
        text = data.draw(texts(newlines=newlines, min_size=0))
        changed = (shot.prompt[:start] + text + shot.prompt[end:]).strip()
        if changed and not asks_for_variables(changed):
            fixes.append((shot, fix("prompt", start, end, text)))
        wanted.append(changed if fixes and fixes[-1][0] is shot else shot.prompt)

    edited = apply_edits(document, fixes)

    assert edited.refused == []
    after = read_document(Document(document.path, edited.text))
    assert [shot.prompt.strip() for shot in after] == wanted
    assert [shot.mode for shot in after] == ["pro, best"] * len(rows)
    assert edited.text.startswith("# a comment") == kind.startswith("yaml")


@SLOW
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_field_that_is_absent_is_added_to_its_row(kind, data):
    """A negative given to some rows stands in those rows when the file is read again, and in no other."""
    rows = data.draw(
        st.lists(st.fixed_dictionaries({"prompt": texts(newlines=kind != "yaml plain")}), min_size=1, max_size=4)
    )
    document = written(kind, rows, newline=data.draw(st.sampled_from(["\n", "\r\n"])))
    negatives = [data.draw(st.one_of(st.none(), texts())) for _ in rows]
    shots = read_document(document)

    edited = apply_edits(
        document, [(s, fix("negative", 0, 0, text)) for s, text in zip(shots, negatives, strict=True) if text]
    )

    assert edited.refused == []
    after = texts_of(Document(document.path, edited.text))
    assert after == [(row["prompt"], text) for row, text in zip(rows, negatives, strict=True)]


class Places(NamedTuple):
    """A document before and after 8k has become 4k."""

    before: str
    after: str


IN_PLACE = {
    "a comment and the layout stay": Places(
        "# mine\nshots:\n  - A  cat runs, 8k # here\n\n  - {prompt: 'it''s 8k', seed: 1}\n",
        "# mine\nshots:\n  - A  cat runs, 4k # here\n\n  - {prompt: 'it''s 4k', seed: 1}\n",
    ),
    "a block scalar keeps its lines": Places("- |\n  A cat,\n  8k\n- x 8k\n", "- |\n  A cat,\n  4k\n- x 4k\n"),
    "a folded scalar keeps its folds": Places(
        "- prompt: >-\n    A cat\n    8k runs\n", "- prompt: >-\n    A cat\n    4k runs\n"
    ),
    "escapes elsewhere stay as they were": Places('- "\\u00e9 8k \\x41"\n', '- "\\u00e9 4k \\x41"\n'),
}


@pytest.mark.parametrize("case", IN_PLACE.values(), ids=IN_PLACE)
def test_only_the_edited_characters_change(case):
    """Comments, quotes, escapes and line breaks outside the edit are untouched."""
    assert edit_words(Document("a.yaml", case.before), "8k", "4k").text == case.after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("- a 8k cat\n", "scene: a", '- "a scene: a cat"\n'),
        ("- a 8k cat # c\n", "big #1", '- "a big #1 cat" # c\n'),
        ("- 8k cat\n", "- a", '- "- a cat"\n'),
        ("- {prompt: a 8k cat}\n", "big, old", '- {prompt: "a big, old cat"}\n'),
        ("- prompt: 8k\n", "42", '- prompt: "42"\n'),
        ("- 'a 8k cat'\n", "dog's", "- 'a dog''s cat'\n"),
        ('- "a 8k cat"\n', 'so-called "big"', '- "a so-called \\"big\\" cat"\n'),
    ],
)
def test_a_plain_scalar_is_quoted_when_it_must_be(before, new, after):
    """Text that would change the meaning of a plain scalar gets quotes; quoted text gets its escapes."""
    assert edit_words(Document("a.yaml", before), "8k", new).text == after


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.yaml", "- A cat # c\n- b\n", "- prompt: A cat # c\n  negative: no, blur\n- b\n"),
        (
            "a.yaml",
            "shots:\n- prompt: A cat # c\n  seed: 1\n",
            "shots:\n- prompt: A cat # c\n  negative: no, blur\n  seed: 1\n",
        ),
        (
            "a.yaml",
            "- seed: 1\n  prompt: |\n    A\n    cat\n\n- b\n",
            "- seed: 1\n  prompt: |\n    A\n    cat\n  negative: no, blur\n\n- b\n",
        ),
        ("a.yaml", "- A cat\n  runs # c\n", "- prompt: A cat\n    runs # c\n  negative: no, blur\n"),
        (
            "a.yaml",
            "- |\n  A cat\n\n   runs\n- b\n",
            "- prompt: |\n    A cat\n\n     runs\n  negative: no, blur\n- b\n",
        ),
        ("a.yaml", "[A cat, b]\n", '[{prompt: A cat, negative: "no, blur"}, b]\n'),
        ("a.yaml", "- {prompt: A cat}\n", '- {prompt: A cat, negative: "no, blur"}\n'),
        ("a.yaml", "- prompt: A cat\n  negative:\n", '- prompt: A cat\n  negative: "no, blur"\n'),
        ("a.jsonl", '{"prompt": "A cat", "seed": 1}\n', '{"prompt": "A cat", "negative": "no, blur", "seed": 1}\n'),
        ("a.jsonl", '{"prompt": "A cat", "negative": null}\n', '{"prompt": "A cat", "negative": "no, blur"}\n'),
        ("a.csv", "prompt\nA cat\nb\n", 'prompt,negative\nA cat,"no, blur"\nb,\n'),
        ("a.csv", "negative,prompt\n,A cat\n", 'negative,prompt\n"no, blur",A cat\n'),
        ("a.csv", "prompt,seed\nA cat\nb,2\n", 'prompt,seed,negative\nA cat,,"no, blur"\nb,2,\n'),
    ],
)
def test_where_a_new_field_goes(path, before, after):
    """Behind the prompt, indented as the row is; into its column where the file has one."""
    document = Document(path, before)

    assert apply_edits(document, [(read_document(document)[0], fix("negative", 0, 0, "no, blur"))]).text == after


@pytest.mark.parametrize("path", ["a.txt", "a.prompt", "<stdin>"])
def test_plain_text_has_no_place_for_a_second_field(path):
    """A negative for a file of bare prompts is refused with the remedy, and the text stays."""
    document = Document(path, "A cat\n")

    edited = apply_edits(document, [(read_document(document)[0], fix("negative", 0, 0, "blur"))])

    assert edited.text == "A cat\n"
    assert "has no place for a negative; use .yaml or .jsonl, pass --negative, or set" in edited.refused[0].reason


@pytest.mark.parametrize("new", ["two\nlines", "# a comment", ""])
def test_text_that_a_line_cannot_hold_is_refused(new):
    """In a .txt file a line break, a leading # or nothing at all would make other prompts of the line."""
    document = Document("a.txt", "8k\nA dog\n")

    edited = edit_words(document, "8k", new)

    assert edited.text == document.text
    assert len(edited.refused) == 1


def test_one_bad_fix_does_not_stop_the_others():
    """What cannot be written is refused by itself; all else is made in the same go."""
    document = Document("a.txt", "".join(f"cat {n} 8k\n" for n in range(20)))
    shots = read_document(document)
    fixes = [(s, fix("prompt", 0, 3, "two\nlines" if n == 7 else "dog")) for n, s in enumerate(shots)]

    edited = apply_edits(document, fixes)

    assert [refusal.number for refusal in edited.refused] == [7]
    assert edited.text == "".join(f"{'cat' if n == 7 else 'dog'} {n} 8k\n" for n in range(20))


TEMPLATE = "vars: {hero: [a cat, a dog]}\nshots:\n  - '{{hero}} runs, 8k'\n"


def test_a_template_changes_when_all_its_shots_ask_for_it():
    """The same edit asked for by both shots of a matrix is made once."""
    assert edit_words(Document("a.yaml", TEMPLATE), "8k", "4k").text == TEMPLATE.replace("8k", "4k")


def test_a_template_does_not_change_for_one_of_its_shots():
    """An edit that only one shot of a matrix asks for would alter the other, and is refused."""
    document = Document("a.yaml", TEMPLATE)
    shot = read_document(document)[0]

    edited = apply_edits(document, [(shot, fix("prompt", 0, 0, "x "))])
    assert edited.text == TEMPLATE
    edited = apply_edits(document, [(shot, fix("prompt", len(shot.prompt) - 2, len(shot.prompt), "4k"))])

    assert edited.text == TEMPLATE
    assert "serves 1 more shot" in edited.refused[0].reason


def test_text_out_of_a_variable_is_not_changed():
    """What a variable brought in does not stand in the template; the fix is refused and says so."""
    document = Document("a.yaml", TEMPLATE)

    edited = apply_edits(document, [(shot, fix("prompt", 2, 5, "x")) for shot in read_document(document)])

    assert edited.text == TEMPLATE
    assert {refusal.reason.split(";")[0] for refusal in edited.refused} == {
        "a part of this text comes out of a template variable"
    }


def test_template_tags_inside_a_span_are_not_swallowed():
    """An edit across a tag that rendered to nothing would delete the tag, and is refused."""
    text = "vars: {x: false}\nshots:\n  - 'A cat {% if x %}black {% endif %}runs'\n".replace("false", "''")
    document = Document("a.yaml", text)
    (shot,) = read_document(document)
    assert shot.prompt == "A cat runs"

    assert apply_edits(document, [(shot, fix("prompt", 2, 10, "dog"))]).text == text
    assert apply_edits(document, [(shot, fix("prompt", 2, 5, "dog"))]).text == text.replace("cat", "dog")


def test_a_shared_default_changes_when_all_ask_for_it():
    """A negative in `defaults` is edited once for all shots, and not for one alone."""
    text = "defaults: {negative: blur}\nshots: [a, b]\n"
    document = Document("a.yaml", text)
    shots = read_document(document)

    assert apply_edits(document, [(shot, fix("negative", 4, 4, "red")) for shot in shots]).text == text.replace(
        "blur", "blurred"
    )
    assert apply_edits(document, [(shots[0], fix("negative", 4, 4, "red"))]).text == text


def test_a_value_from_the_command_line_is_not_written():
    """A negative that was given as an option does not stand in the file; its fix is refused."""
    document = Document("a.yaml", "- a cat\n")
    (shot,) = read_document(document, fill={"negative": "blur"})

    edited = apply_edits(document, [(shot, fix("negative", 0, 4, "x"))])

    assert edited.text == document.text
    assert "given as an option" in edited.refused[0].reason


def test_fixes_of_one_place_are_made_one_at_a_time():
    """Of two fixes that touch, the first is made; the other is neither made nor refused."""
    document = Document("a.txt", "a cat\n")
    (shot,) = read_document(document)

    edited = apply_edits(document, [(shot, fix("prompt", 2, 5, "dog")), (shot, fix("prompt", 4, 5, "x"))])

    assert (edited.text, edited.made, edited.refused) == ("a dog\n", [0], [])
