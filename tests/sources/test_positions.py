"""Every character of a text knows where it was typed, in every format."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shot_files import KINDS, texts, written

from promptkit.errors import PromptkitError, UsageError
from promptkit.shot import Document
from promptkit.sources.kinds import SUFFIXES
from promptkit.sources.read import read_document

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_character_stands_where_its_offset_says(kind, data):
    """Other people's writers, our reader: the same text; a letter put over one character alters just that one."""
    newlines = kind != "yaml plain"
    rows = data.draw(st.lists(st.fixed_dictionaries({"prompt": texts(newlines=newlines)}), min_size=1, max_size=3))
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    document = written(kind, rows, ascii_only=data.draw(st.booleans()), newline=newline)

    shots = read_document(document)

    assert [shot.prompt for shot in shots] == [row["prompt"] for row in rows]
    number = data.draw(st.integers(0, len(shots) - 1))
    text, offsets = shots[number].prompt, shots[number].origin.written["prompt"].offsets
    assert len(offsets) == len(text) + 1
    assert list(offsets) == sorted(set(offsets))
    for char, offset in zip(text, offsets, strict=False):
        typed = document.text[offset]
        assert typed == char or typed in "\\\"'\r\n ", (char, typed)
    index = data.draw(st.sampled_from([i for i, char in enumerate(text) if char.isalnum()] or [0]))
    start, end = shots[number].origin.written["prompt"].span(index, index + 1)
    if text[index].isalnum() and text.isalnum():
        changed = replace(document, text=f"{document.text[:start]}Z{document.text[end:]}")
        assert read_document(changed)[number].prompt == f"{text[:index]}Z{text[index + 1 :]}"


@pytest.mark.parametrize(
    ("path", "text", "word", "place"),
    [
        ("a.txt", "# c\r\n\r\n  a big dog\r\n", "big", (3, 5)),
        ("a.prompt", "\n one\r\n two\n", "two", (3, 2)),
        ("a.jsonl", '{"prompt": "x"}\n{"id": "i", "prompt": "\\ud83d\\ude00\\n\\"big"}', "big", (2, 40)),
        ("a.csv", 'id,prompt\n1,"a ""b""\r\n big"\n', "big", (3, 2)),
        ("a.yaml", "- !!str a  big dog # c\n", "big", (1, 12)),
        ("a.yaml", "- a\n\n   big dog\n", "big", (3, 4)),
        ("a.yaml", "- 'it''s\n   big'\n", "big", (2, 4)),
        ("a.yaml", '- "\\x41\\\n     \\  big"\n', "big", (2, 9)),
        ("a.yaml", "- prompt: |2-\n     a\n\n    big\n", "big", (4, 5)),
        ("a.yaml", "- >+\n\n   a\n   b\n\n     big\n", "big", (6, 6)),
        ("a.yaml", "shots: [a, {prompt: x big}]\n", "big", (1, 23)),
        ("a.yaml", "vars: {x: a\u2028b}\nshots: ['{{x}} is big']\n", "big", (2, 19)),
    ],
)
def test_line_and_column_of_a_word(path, text, word, place):
    """Through escapes, folds, comments, line breaks of every kind and templates, a word is found where it stands."""
    document = Document(path, text)
    shot = read_document(document)[-1]
    start = shot.prompt.index(word)

    span = shot.origin.written["prompt"].span(start, start + len(word))

    assert document.text[slice(*span)] == word
    assert document.position(span[0]) == place


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    suffix=st.sampled_from(SUFFIXES),
    text=st.one_of(
        st.text(),
        st.text("{}[]\"'\\:,#-|>&*!%@?~ \n\r\tpromptvas012\x85\u2028\ud800", max_size=60),
        st.text("{}%- x|1()[]'\"\n", max_size=30).map(lambda text: '{"prompt": "{{' + text.replace('"', "'") + '"}'),
        st.text("[{:", min_size=200, max_size=3000),
    ),
)
def test_reading_raises_only_our_errors(suffix, text):
    """Whatever stands in a file, it is read or refused with a message that names the file."""
    message = ""
    try:
        shots = read_document(Document(f"a{suffix}", text))
    except PromptkitError as error:
        shots, message = [], str(error)

    assert all(shot.prompt for shot in shots)
    assert bool(shots) != message.startswith("a.")


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("a.yaml", "- prompt: A cat\n  durration: 5\n", "2:3"),
        ("a.yaml", "defaults: {durration: 5}\nshots: [A cat]\n", "1:12"),
        ("a.jsonl", '{"prompt": "A cat", "durration": 5}\n', "1:21"),
        ("a.py", 'CAT = "A cat"  # promptkit: prompt durration=5\n', "1:36"),
    ],
)
def test_an_unknown_key_is_pointed_at_itself(path, text, place):
    """What is misspelt is the key, not the value behind it."""
    with pytest.raises(UsageError, match=rf"^{path}:{place}: unknown key 'durration'; did you mean 'duration'"):
        read_document(Document(path, text))
