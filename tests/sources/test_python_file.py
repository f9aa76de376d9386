"""Prompts in Python source: what a comment marks is read and mended, and nothing else of the file."""

import ast
import gc
import re
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptkit.errors import UsageError
from promptkit.rule import Edit, Fix, canonical
from promptkit.shot import Document
from promptkit.sources.edit import apply_edits
from promptkit.sources.python_file import holds_marks
from promptkit.sources.python_string import take_apart
from promptkit.sources.read import find_files, read_document, read_shots
from promptkit.sources.suppression import suppressions

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MARK = "# promptkit: prompt"


def shots(text):
    return read_document(Document("a.py", text))


def prompts(text):
    return [shot.prompt for shot in shots(text)]


def edit_words(text, old, new):
    """The file with the first `old` of every prompt replaced by `new`, and what was refused."""
    document = Document("a.py", text)
    found = [(shot, shot.prompt.index(old)) for shot in read_document(document) if old in shot.prompt]
    fixes = [(shot, Fix(True, "", (Edit("prompt", at, at + len(old), new),))) for shot, at in found]
    return apply_edits(document, fixes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f'x = "A cat"  {MARK}\ny = "no"\n', ["A cat"]),
        (f'{MARK}\nx: str = "A cat"\ny = "no"\n', ["A cat"]),
        (f'{MARK}\n# a word on it\nx = "A cat"\n', ["A cat"]),
        (f'f(\n    url="no",\n    prompt="A cat",  {MARK}\n    n="no",\n)\n', ["A cat"]),
        (f'f(\n    {MARK}\n    prompt="A cat", seed=1,\n)\n', ["A cat"]),
        (f'x = (  {MARK}\n    "A "\n    "cat"\n)\n', ["A cat"]),
        (f'x = (\n    "A "  {MARK}\n    "cat"  # why\n)\n', ["A cat"]),
        (f'x = (\n    "A "\n    "cat"\n)  {MARK}\n', ["A cat"]),
        (f'x = "A " \\\n    "cat"  {MARK}\n', ["A cat"]),
        (f'x = """\nA cat\n  runs\n"""  {MARK}\n', ["A cat\n  runs"]),
        (f'x = ["A cat", "A dog"]  {MARK}\n', ["A cat", "A dog"]),
        (f'{MARK}\nx = (\n    "A cat",\n    "A " "dog",\n)\n', ["A cat", "A dog"]),
        (f'x = [\n    "no",\n    "A cat",  {MARK}\n    "no",\n]\n', ["A cat"]),
        (f'x = {{"prompt": "A cat", "seed": 1}}  {MARK}\n', ["A cat"]),
        (f'd["key"] = "A cat"  {MARK}\n', ["A cat"]),
        (f'make("A cat")  {MARK}\n', ["A cat"]),
        (f'x = "A {{{{y}}}}".format(z="no")  {MARK} vars.y=cat\n', ["A cat"]),
        (f'def f():\n    return "A cat"  # noqa  {MARK}\n', ["A cat"]),
        (f'x = r"A \\cat"  {MARK}\n', ["A \\cat"]),
        (f'x = "\\x41 \\N{{BULLET}} \\u00e9\\303"  {MARK}\n', ["A • éÃ"]),
        (f'x = "a \\d b"  {MARK}\n', ["a \\d b"]),
        (f'y = "{MARK}"\nx = "A cat"  {MARK}\n', ["A cat"]),
        (f'make("A {{x}} runs".format(x="no"))  {MARK} vars.x=cat\n', ["A cat runs"]),
        (f'f("no", prompt="A cat", model="no")  {MARK}\n', ["A cat"]),
        (f'x = {{"prompt": "A cat", "model": "no"}}  {MARK}\n', ["A cat"]),
        (f'x = (\n    {MARK}\n    "A cat"\n)\n', ["A cat"]),
        (f'# noqa: E501  {MARK}\nx = "A cat"\n', ["A cat"]),
        (f'# -*- coding: utf-8-unix -*-\nx = "A cat"  {MARK}\n', ["A cat"]),
        (f'# coding: ascii\nx = "A cat"  {MARK}\n', ["A cat"]),
        (f'x = f"A {{w:.1f}} m wave"  {MARK} vars.w=2.5\n', ["A 2.5 m wave"]),
    ],
)
def test_what_a_mark_stands_beside_is_a_prompt(text, wanted):
    """On its line or the line below: a name's value, an argument, an entry, a list of texts; nothing else is read."""
    assert prompts(text) == wanted


def test_keys_behind_a_mark_are_those_of_the_shot():
    """As in the cells of a table: numbers are read, texts with blanks stand in quotes, `vars.` gives a variable."""
    keys = 'target=kling-2.6 duration=5 negative="blur, ""noise""" tags=a;b vars.who="a cat" id=pier  # noqa'
    (shot,) = shots(f'x = "{{who}} runs"  {MARK} {keys}\n')

    assert (shot.prompt, shot.target, shot.duration) == ("a cat runs", "kling-2.6", 5.0)
    assert (shot.negative, shot.tags, shot.id) == ('blur, "noise"', ("a", "b"), "pier")


def test_ids_are_lines_and_numbers():
    """A text is called by its line; the texts of a list that has an id by their number in it."""
    text = f'x = "A cat"  {MARK}\ny = [  {MARK} id=y\n    "A dog",\n    "A bird",\n]\n'

    assert [shot.id for shot in shots(text)] == ["a:1", "y[1]", "y[2]"]
    assert [shot.id for shot in shots(f'x = ["A cat", "A dog"]  {MARK}\n')] == ["a:1[1]", "a:1[2]"]
    assert [shot.id for shot in shots(f'{MARK}\nx = ["A",\n  "B", "C"]\n')] == ["a:2", "a:3[2]", "a:3[3]"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('x = "A cat"\n', 'a.py: no prompt in it; none is marked; write "# promptkit: prompt" behind a text, or on'),
        (f"x = y  {MARK}\n", "a.py:1:8: there is no text on the line of this mark"),
        (f'{MARK}\n\nx = "A cat"\n', "a.py:1:1: there is no text on the line below this mark"),
        (f'f(a="A cat", b="A dog")  {MARK}\n', "a.py:1:26: several texts stand beside this mark"),
        (f'c.make("A cat runs", model="kling")  {MARK}\n', "a.py:1:38: several texts stand beside this mark"),
        (f'Shot("A cat", duration=5, mode="pro")  {MARK}\n', "a.py:1:40: several texts stand beside this mark"),
        (f'{MARK}\nShot("A cat", mode="pro")\n', "a.py:1:1: several texts stand beside this mark"),
        (f'{{"prompt": "A " + y, "model": "kling"}}  {MARK}\n', "a.py:1:41: this text is put together from parts"),
        (f'x = "A cat runs in " + place  {MARK}\n', "a.py:1:31: this text is put together from parts; make it one"),
        (f'x = ", ".join(parts)  {MARK}\n', "a.py:1:23: this text is put together from parts"),
        (f'x = "A %s runs" % animal  {MARK}\n', "a.py:1:27: this text is put together from parts"),
        (f'f(("A " + y).strip())  {MARK}\n', "a.py:1:24: this text is put together from parts"),
        (f'x = (\n    "A "  {MARK}\n    + y\n)\n', "a.py:2:11: this text is put together from parts"),
        (f'x = (y +\n  "A "\n  "b "  {MARK}\n  "c" + z)\n', "a.py:3:9: this text is put together from parts"),
        (f'x = ["A cat", "A " + y]  {MARK}\n', "a.py:1:26: this text is put together from parts"),
        (f'x = f"A {{n:c}}"  {MARK} vars.n=1114112\n', "a.py:1:9: {n} cannot be filled in"),
        (f'x = f"A {{n:c}}"  {MARK} vars.n=55296\n', "a.py:1:7: '\\ud800' is half of a character"),
        (f'x = ["A cat", y]  {MARK}\n', "a.py:1:19: the list beside this mark holds more than texts"),
        (f'{MARK}\nx = "A cat"  {MARK}\n', "a.py:2:14: this text is marked twice"),
        (f'x = b"A cat"  {MARK}\n', "a.py:1:5: this is no plain text"),
        (f'x = ""  {MARK}\n', "a.py:1:5: the prompt is empty"),
        (f'x = "a" +  {MARK}\n', "a.py:1:12: broken Python: invalid syntax"),
        (f'# coding: latin-1\nx = "A cat"  {MARK}\n', "a.py: its encoding is latin-1; save the file as UTF-8"),
        (f'x = "A"  {MARK} the hero\n', "a.py:1:30: 'the' is no key with a value"),
        (f'x = "A"  {MARK} seed=1 seed=2\n', "a.py:1:37: 'seed' is given twice"),
        (f'x = "A"  {MARK} prompt=B\n', "a.py:1:30: the prompt is the text that is marked"),
        (f'x = "A"  {MARK} promt=B\n', "a.py:1:30: unknown key 'promt'"),
        (f'x = "A"  {MARK} duration=long\n', "a.py:1:39: duration must be a number of seconds"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, message):
    """Every error names the file, the place and what to do."""
    with pytest.raises(UsageError) as error:
        shots(text)

    assert str(error.value).startswith(message)


def test_a_folder_is_searched_for_files_with_marks(tmp_path):
    """Other code is left alone, also code that speaks of marks in a text; nothing is run or imported."""
    (tmp_path / "a.py").write_text(f'x = "A cat"  {MARK}\nraise SystemExit(1)\n')
    (tmp_path / "b.py").write_text(f'x = "{MARK}"\n')
    (tmp_path / "c.py").write_text("x = (\n")
    (tmp_path / "d.py").write_bytes(b"\xff\0")

    assert find_files([tmp_path]) == [str(tmp_path / "a.py")]
    assert [shot.prompt for shot in read_shots([tmp_path])] == ["A cat"]
    assert not holds_marks(b"# promptkit: prompts\n")


def test_a_longer_word_is_no_mark():
    """A letter with an accent goes on with the word as any other does; what cannot be read is for the reader to say."""
    assert not holds_marks('x = "A cat"  # promptkit: prompté\n'.encode())
    assert holds_marks(b'x = "A cat"  # promptkit: prompt\xe9\n')
    with pytest.raises(UsageError, match="none is marked"):
        shots('x = "A cat"  # promptkit: prompté\n')


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ('x = "a 8k cat"', "4k", 'x = "a 4k cat"'),
        ('x = u"\\x41 8k\\t cat"', "4k", 'x = u"\\x41 4k\\t cat"'),
        ('x = "a 8k cat"', 'so-called "big"\n\\', 'x = "a so-called \\"big\\"\\n\\\\ cat"'),
        ("x = 'a 8k cat'", "dog's", "x = 'a dog\\'s cat'"),
        ('x = r"a\\d 8k cat"', "4k", 'x = r"a\\d 4k cat"'),
        ('x = f"a {{b}} 8k {1} cat"', "{4}", 'x = f"a {{b}} {{4}} {1} cat"'),
        ('x = (  # c\n  "a 8"  # d\n  "k cat"\n)', "4k", 'x = (  # c\n  "a 4k"  # d\n  " cat"\n)'),
        ('x = (\n  r"a 8"\n  "k cat"\n)', "\\", 'x = (\n  r"a "\n  "\\\\ cat"\n)'),
        ('x = "a 8k" \\\n  " cat"', "4k", 'x = "a 4k" \\\n  " cat"'),
        ('x = """\\\n  a 8k\n  cat"""', "4\nk", 'x = """\\\n  a 4\nk\n  cat"""'),
        ('x = """a 8k\\\n  cat"""', "4k", 'x = """a 4k\\\n  cat"""'),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_edited_characters_change(before, new, after, newline):
    """Prefix, quotes, escapes, pieces, comments and line breaks stay; new text gets the string's escapes."""
    keys = f"{MARK} vars.b=B\n"
    text = f"# 8k\n{keys}{before}\ny = '8k'  # 8k\n".replace("\n", newline)
    edited = edit_words(text, "8k", new)

    assert edited.refused == []
    assert edited.text == f"# 8k\n{keys}{after}\ny = '8k'  # 8k\n".replace("\n", newline)


@pytest.mark.parametrize(
    ("literal", "old", "new"),
    [
        ('r"a 8k cat"', "8k", '"'),
        ("r'a 8k cat'", "8k", "\\"),
        ('f"a {hero} 8k"', "hero", "x"),
        ('f"a {hero} 8k"', " {", ""),
        ('"\\1018k"', "8k", "1"),
    ],
)
def test_what_a_string_cannot_hold_is_refused(literal, old, new):
    """A quote in a raw string, braces of an f-string, a digit that would join an escape when there is no other way."""
    text = f"x = {literal}  {MARK}\n"
    edited = edit_words(text, old, new)

    if literal.startswith('"'):
        assert prompts(edited.text) == ["A1"]
    else:
        assert (edited.text, len(edited.refused)) == (text, 1)


def test_a_field_of_an_f_string_is_filled_from_vars():
    """Its conversion and format hold; what is filled in has no place, and text around it keeps its own."""
    text = f'x = f"A {{hero!s:>4}} runs, {{{{8k}}}}"  {MARK} vars.hero=cat\n'
    (shot,) = shots(text)

    assert shot.prompt == "A  cat runs, {8k}"
    assert edit_words(text, ", {8k}", "").text == f'x = f"A {{hero!s:>4}} runs"  {MARK} vars.hero=cat\n'
    assert len(edit_words(text, "cat", "dog").refused) == 1


@pytest.mark.parametrize(
    ("literal", "names", "spans"),
    [
        ('f"A {hero} and {place!r}"', ["hero", "place"], ["{hero}", "{place!r}"]),
        ('f"A {hero.name} and {n + 1:{w}}"', ["hero.name", "n + 1:{w}"], ["{hero.name}", "{n + 1:{w}}"]),
        ("f\"A {d['a}']} {x=} {(lambda: 1)()}\"", ["d['a}']", "x=", "(lambda: 1)()"], ["{d['a}']}", "{x=}"]),
        ('f"{{{hero}}} and {{place}}"', ["hero", "place"], ["{hero}", "{place}"]),
        ('"{hero} " f"{place}"', ["hero", "place"], ["{hero}", "{place}"]),
        (
            '"A {} {0!r} {a.b:>3} {hero} {c[0]}".format(y)',
            ["{}", "0", "a.b", "hero", "c[0]"],
            ["{}", "{0!r}", "{a.b:>3}"],
        ),
        ('f"{hero} {{}}".format(y)', ["hero", "{}"], ["{hero}", "{}"]),
        ('f"{hero}" "{{ place }}"', ["hero", "place"], ["{hero}", "{{ place }}"]),
    ],
)
def test_what_nothing_fills_is_named_in_place(literal, names, spans):
    """Fields of f-strings, placeholders of `format` and Jinja's, side by side."""
    text = f"x = {literal}  {MARK}\n"
    (shot,) = shots(text)

    assert [one.name for one in shot.unresolved] == names
    assert [shot.prompt[one.start : one.end] for one in shot.unresolved][: len(spans)] == spans
    places = [shot.origin.written["prompt"].span(one.start, one.end) for one in shot.unresolved]
    assert all("{" in text[start:end] and text[start:end].rstrip("}") != text[start:end] for start, end in places)


def test_a_negative_is_added_behind_the_mark():
    """The key stands behind those that are there, in quotes; the same for two texts of one list once."""
    text = f'{MARK} seed=1  # noqa\nx = ["A cat", "A dog"]\n'
    document = Document("a.py", text)
    fix = Fix(True, "", (Edit("negative", 0, 0, 'no, "blur"'),))
    edited = apply_edits(document, [(shot, fix) for shot in read_document(document)])

    assert edited.text == text.replace("seed=1", 'seed=1 negative="no, ""blur"""')
    assert [shot.negative for shot in shots(edited.text)] == ['no, "blur"'] * 2
    alone = apply_edits(document, [(read_document(document)[0], fix)])
    assert (alone.text, len(alone.refused)) == (text, 1)


def test_comments_silence_the_text_that_they_stand_beside():
    """Behind it, behind its mark, within its pieces, or alone above; the mark itself is no such comment."""
    text = (
        f'a = "A"  {MARK} seed=1  # promptkit: ignore[r1] why\n'
        f"# promptkit: ignore[r2]\n{MARK}\n# promptkit: ignore[r3]\n"
        'b = (\n    "B"  # promptkit: ignore[r4]\n    "C"\n)\n'
        f'# promptkit: disable[r5]\nc = "# promptkit: ignore[r6]"  {MARK}\n'
    )
    lines = {shot.origin.start: shot.origin.line for shot in shots(text)}
    found = [
        (one.names, sorted(lines[row] for row in one.rows)) for one in suppressions(Document("a.py", text), canonical)
    ]

    assert found == [(("r1",), [1]), (("r2",), [6]), (("r3",), [6]), (("r4",), [6]), (("r5",), [10])]


def test_a_comment_behind_a_mark_above_a_text_silences_the_text():
    """A line of comments alone speaks of what stands below, whichever of them comes first."""
    text = f'{MARK} seed=1  # promptkit: ignore[r1] why\nx = "A cat"\n# a  # promptkit: ignore[r2]\ny = "B"  {MARK}\n'
    rows = [shot.origin.start for shot in shots(text)]

    assert [(one.names, sorted(one.rows)) for one in suppressions(Document("a.py", text), canonical)] == [
        (("r1",), rows[:1]),
        (("r2",), rows[1:]),
    ]


@pytest.mark.parametrize(
    "source",
    [
        lambda count: "".join(f'x = "A cat {number}"  {MARK}\n' for number in range(count)),
        lambda count: "".join(f'{MARK}\r\nx = "A cat {number}"\r\n' for number in range(count)),
        lambda count: "x = [\n" + f'  "A cat",  {MARK}\n' * count + "]\n",
        lambda count: "x = [" + '"A cat é", ' * count + f"]  {MARK}\n",
    ],
)
def test_many_marks_are_read_in_linear_time(source):
    """Eight times the texts take about eight times as long; in quadratic time it would come to sixty-four."""
    assert seconds(source(4000)) < 16 * seconds(source(500))


def seconds(text):
    """How long reading takes, undisturbed by what else the machine does; never read before, for its rows are kept."""
    found = []
    gc.disable()
    try:
        for number in range(2):
            began = time.process_time()
            shots(f"{text}# {number}\n")
            found.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(found)


def test_what_ast_reads_otherwise_is_not_believed():
    """A text that only begins as ours is another text; `{x=}` alone says more than its field."""
    assert take_apart('"ab"', 0, 4, ast.Constant("abc")) is None
    assert take_apart('f"a{x}"', 0, 7, ast.parse('f"ab{x}"', mode="eval").body) is None
    assert take_apart('f"a{x=}"', 0, 8, ast.parse('f"a{x=}"', mode="eval").body).value == "a{x=}"


quotes = st.sampled_from(["'", '"', "'''", '"""'])
chars = st.sampled_from(
    [*"ab {}'\"\\#\t,é😀", "\n", "{x}", "8k", "\\N{BULLET}", "\\n", "\\\n", "{{", "}}", "\\x41", "\\7"]
)


@st.composite
def strings(draw):
    """Python source of a string in pieces, as people type them; only such as Python reads."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        quote = draw(quotes)
        prefix = draw(st.sampled_from(["", "r", "f", "rf", "F", "u"]))
        pieces.append(prefix + quote + "".join(draw(st.lists(chars, max_size=8))) + quote)
    return "(" + draw(st.sampled_from(["\n  ", " ", "  # 'c\n"])).join(["", *pieces, ""]) + ")"


@SLOW
@given(source=strings(), data=st.data(), newline=st.sampled_from(["\n", "\r\n"]))
def test_any_string_reads_as_python_reads_it_and_keeps_what_is_not_edited(source, data, newline):
    """The value is Python's; after an edit the file reads as wanted, and all around the edited stretch is as it was."""
    try:
        node = ast.parse(source, mode="eval").body
        found = shots(f"x = {source}  {MARK}\n".replace("\n", newline))
    except (SyntaxError, SyntaxWarning, DeprecationWarning):
        return
    except UsageError as error:
        assert re.search("the prompt is empty|template", str(error))  # noqa: PT017 - other texts are all read
        return
    (shot,) = found
    if isinstance(node, ast.Constant) and not shot.unresolved and "{" not in node.value:
        assert shot.prompt == node.value.strip()
    offsets = shot.origin.written["prompt"].offsets
    assert all(one <= other for one, other in pairwise(offsets))
    start = data.draw(st.integers(0, len(shot.prompt)))
    end = data.draw(st.integers(start, len(shot.prompt)))
    new = data.draw(st.sampled_from(["", "z", "'", '"', "z\\", "z\nz", "é"]))
    document = shot.origin.document

    edited = apply_edits(document, [(shot, Fix(True, "", (Edit("prompt", start, end, new),)))])

    if edited.refused:
        assert edited.text == document.text
    else:
        assert shots(edited.text)[0].prompt.strip() == (shot.prompt[:start] + new + shot.prompt[end:]).strip()
        span = shot.origin.written["prompt"].span(start, end)
        assert edited.text.startswith(document.text[: span[0]])
        assert edited.text.endswith(document.text[span[1] :])
