"""Tables as people keep them: columns of their own, other marks between cells, lengths with a unit."""

import logging

import pytest

from promptkit.errors import Several, UsageError
from promptkit.rule import Edit, Fix
from promptkit.shot import Document
from promptkit.sources.edit import apply_edits
from promptkit.sources.read import read_document, read_shots
from promptkit.sources.remarks import remarks


def table(text):
    return Document("list.csv", text)


def said(document):
    return [each.placed(document) for each in remarks(document, read_document(document))]


def test_columns_that_are_no_keys_stay_out_of_the_shot_and_in_the_file():
    """What is no key is said once, at its place in the header, and no byte of it changes when a prompt is mended."""
    document = table('id,client,prompt,notes\na,Acme,A cat 8k,"dusk, later"\nb,Acme,A dog,\n')
    shots = read_document(document)
    fix = Fix(safe=True, title="", edits=(Edit("prompt", 5, 8, ""), Edit("negative", 0, 0, "blur")))

    edited = apply_edits(document, [(shots[0], fix)])

    assert [(shot.id, shot.prompt) for shot in shots] == [("a", "A cat 8k"), ("b", "A dog")]
    assert said(document) == ["list.csv:1:4: columns 'client' and 'notes' are not read, and left as they are"]
    assert edited.text == ('id,client,prompt,notes,negative\na,Acme,A cat,"dusk, later",blur\nb,Acme,A dog,,\n')


@pytest.mark.parametrize(
    ("name", "key"),
    [("seconds", "duration"), ("Model", "target"), ("duration (s)", "duration"), ("negative prompt", "negative")],
)
def test_another_word_for_a_key_is_asked_about(name, key):
    """It may mean something else, so it is not taken; and it is said."""
    document = table(f"prompt,{name}\nA cat,5\n")

    assert said(document) == [f"list.csv:1:8: column {name!r} (did you mean {key!r}?) is not read, and left as it is"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("promt,id", r"^list.csv:1:1: unknown column 'promt'; did you mean 'prompt'\?"),
        ("id,prompt,duraton", r"^list.csv:1:11: unknown column 'duraton'; did you mean 'duration'\?"),
        ("promt,taget", r"(?s)^list.csv:1:1: unknown column 'promt'.*list.csv:1:7: unknown column 'taget'"),
        ("id,prompt,taget", r"^list.csv:1:11: unknown column 'taget'; did you mean 'target'\?"),
    ],
)
def test_a_misspelt_key_is_an_error(header, message):
    """A slip would lose what stands below it; the message has its place in the header."""
    with pytest.raises(UsageError, match=message):
        read_document(table(f"{header}\na,b,c\n"))


@pytest.mark.parametrize("name", ["mood", "speed", "scene", "status", "prompts", "title", "age", ""])
def test_words_that_are_near_a_key_by_chance_are_columns(name):
    """No error, and no question, about `mood`, `speed`, or about `prompts` beside `prompt`."""
    assert "did you mean" not in "".join(said(table(f"prompt,{name}\nA cat,x\n")))


def test_keys_may_be_written_as_spreadsheets_write_them():
    """Case and blanks of a header do not count; rows that were cleared are no shots."""
    (shot,) = read_document(table("Prompt,Aspect Ratio,,\nA cat,16:9,,\n,,,\n"))

    assert (shot.prompt, shot.aspect_ratio) == ("A cat", "16:9")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_separate_cells_where_the_header_has_them(mark):
    """As spreadsheets write where the comma is for decimals; fixes are written in the same way."""
    rows = [["id", "prompt", "duration"], ["a", "A cat, asleep", "2,5"], ["b", f'"A dog{mark} a ""cat"""', "5 s"]]
    document = table("\n".join(mark.join(row) for row in rows) + "\n")
    shots = read_document(document)
    fix = Fix(safe=True, title="", edits=(Edit("negative", 0, 0, f"blur{mark} noise"),))

    edited = apply_edits(document, [(shots[0], fix)]).text

    assert [(s.prompt, s.duration) for s in shots] == [("A cat, asleep", 2.5), (f'A dog{mark} a "cat"', 5.0)]
    assert edited.splitlines()[1] == mark.join([*rows[1], f'"blur{mark} noise"'])
    assert [s.negative for s in read_document(table(edited))] == [f"blur{mark} noise", None]


@pytest.mark.parametrize("text", ["5s", "5 s", "5 sec", "5 Seconds", "5,0", "5.0s", "5"])
def test_a_length_may_have_its_unit(text):
    """In tables and in YAML."""
    assert read_document(table(f'prompt,duration\nA cat,"{text}"\n'))[0].duration == 5.0
    assert read_document(Document("a.yaml", f'- prompt: A cat\n  duration: "{text}"\n'))[0].duration == 5.0


def test_every_wrong_row_is_said():
    """All rows, and all keys of a row, before anything is given up."""
    with pytest.raises(Several) as error:
        read_document(table("prompt,duration,seed\nA cat,soon,many\nA dog,5,1\nA cow,-1,2\n"))

    assert [str(one).partition(" must")[0] for one in error.value.each] == [
        "list.csv:2:7: duration", "list.csv:2:12: seed", "list.csv:4:7: duration",
    ]  # fmt: skip


def test_what_is_wrong_with_a_column_is_not_said_of_every_row():
    """Ten lines, and how many more there are."""
    with pytest.raises(UsageError) as error:
        read_document(table("prompt,seed\n" + "A cat,many\n" * 25))

    assert str(error.value).count("\n") == 10
    assert str(error.value).endswith("and 15 more like these")


def test_ids_that_are_not_unique_are_said():
    """Nothing that goes by the id can tell the two apart."""
    assert said(table("id,prompt\na,A cat\nb,A dog\na,A cow\n")) == [
        "list.csv:4:1: the id 'a' is that of line 2 too; give each shot its own"
    ]


def test_an_id_that_many_shots_have_is_said_once():
    """Two places and how many more there are, not a line for every row."""
    assert said(table("id,prompt\na,A cat\na,A dog\na,A cow\na,A hen\n")) == [
        "list.csv:3:1: the id 'a' is that of line 2 too, and of 2 more below; give each shot its own"
    ]


def test_cells_with_several_names_have_semicolons_between():
    """Variables have a column each; a list of names is one cell."""
    (shot,) = read_document(table("prompt,vars.who,elements,tags\n@a meets {{who}},the cat; alone,a; b,x;y;\n"))

    assert (shot.prompt, shot.elements, shot.tags) == ("@a meets the cat; alone", ("a", "b"), ("x", "y"))


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("elements", '"a, b"', "elements: names with semicolons between are wanted, such as 'a; b', got 'a, b'"),
        ("tags", "a|b", "tags: names with semicolons between are wanted"),
        ("elements", '"[""a"", ""b""]"', "elements: names with semicolons between"),
        ("ignore", '"[hype-words, motion]"', "ignore: rules with semicolons between are wanted, without brackets"),
        ("vars", "who=cat", "vars: each variable has a name of its own here, such as vars.hero, got 'who=cat'"),
        ("vars.who", '"[""cat"", ""dog""]"', "vars.who: one text is wanted; give each value a shot of its own"),
    ],
)
def test_a_cell_that_is_not_read_as_it_is_meant_is_refused_by_its_column(column, cell, reason):
    """Lists as other formats write them would be one odd name, or stand in the prompt with their brackets."""
    with pytest.raises(UsageError) as error:
        read_document(table(f"prompt,{column}\nA cat,{cell}\n"))

    assert str(error.value).startswith(f"list.csv:2:7: {reason}")


def test_a_column_of_variables_without_a_name_is_refused():
    """No template can ask for it."""
    with pytest.raises(UsageError, match=r"^list\.csv:1:8: the column 'vars\.' names no variable; call it vars\.NAME"):
        read_document(table("prompt,vars.\nA cat,a\n"))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            'prompt, "negative"',
            """1:8: the column '"negative"' has double quotes in its name; write the name alone: negative""",
        ),
        (
            '"""Prompt""",a',
            """1:1: the column '"Prompt"' has double quotes in its name; write the name alone: prompt""",
        ),
        (
            'prompt,vars."who"',
            """1:8: the column 'vars."who"' has double quotes in its name; write the name alone: vars.who""",
        ),
        ('"prompt" ,negative', "1:9: blanks behind a closing quote; take them out"),
    ],
)
def test_double_quotes_that_are_part_of_a_key_s_name_are_told(header, message):
    """No key has any: they came in by a blank before them, or by quoting twice."""
    with pytest.raises(UsageError) as error:
        read_document(table(f"{header}\nA cat,b\n"))

    assert str(error.value) == f"list.csv:{message}"


@pytest.mark.parametrize("name", ['"my ""note"""', 'my "note"', '"a;prompt;b"', '"a\tprompt\tb"'])
def test_a_column_of_one_s_own_may_have_any_name(name):
    """Double quotes and the marks of other tables in it change nothing."""
    (shot,) = read_document(table(f"{name},prompt\n1,A cat\n"))

    assert shot.prompt == "A cat"


def test_where_no_command_runs_remarks_go_to_the_log(tmp_path, caplog):
    """In a notebook, Python shows warnings of the log."""
    (tmp_path / "list.csv").write_text("prompt,client\nA cat,Acme\n")

    with caplog.at_level(logging.WARNING):
        read_shots([tmp_path / "list.csv"])

    assert "column 'client' is not read" in caplog.text
