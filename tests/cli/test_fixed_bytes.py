"""`lint --fix`, byte by byte: outside of the texts that it edits a file stays as it was."""

import re

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shot_files import KINDS, PYTHON, python_source, written

from promptkit.cli import cli
from promptkit.shot import Document
from promptkit.sources.read import read_document

SOME = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ALL = ("txt", "prompt", *KINDS, *PYTHON)
BOM = b"\xef\xbb\xbf"
phrases = st.lists(
    st.sampled_from(
        ["a cat runs", "8k", "masterpiece", "é", "😀 leaps", "it's wet", "5 men", "stunning", "a dog's day"]
    ),
    min_size=1,
    max_size=6,
).map(lambda parts: ", ".join(["A bird lands", *parts]))


@st.composite
def files(draw, kind):
    """A file of that kind: its bytes, and the document that they hold."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    rows = [{"prompt": draw(phrases), "mode": "8k, pro"} for _ in range(draw(st.integers(1, 3)))]
    if kind == "prompt":
        document = Document("shots.prompt", f"{rows[0]['prompt']}\n".replace("\n", newline))
    elif kind == "txt":
        lines = [
            "# masterpiece, 8k",
            *(f"  {row['prompt']}  # promptkit: ignore[cost] 8k" for row in rows),
            "",
            "# 8k",
            "",
        ]
        document = Document("shots.txt", newline.join(lines))
    elif kind in PYTHON:
        quote = draw(st.sampled_from(["'", '"', "'''", '"""']))
        document = python_source(kind, [row["prompt"] for row in rows], quote=quote, newline=newline)
    else:
        document = written(kind, rows, ascii_only=draw(st.booleans()), newline=newline)
        if kind.startswith("yaml"):
            document = Document(document.path, f"{document.text}# masterpiece, 8k{newline}")
    if draw(st.booleans()):
        document = Document(document.path, document.text.rstrip("\r\n"))
    return draw(st.sampled_from([b"", BOM])), document


def fixed(path, content, *arguments):
    path.write_bytes(content)
    done = CliRunner().invoke(cli, ["lint", str(path), "--fix", "--isolated", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return path.read_bytes()


def around_the_prompts(document):
    """What stands before, between and behind the prompts of a document, and between the pieces of each."""
    edges = [0]
    for shot in read_document(document):
        written = shot.origin.written["prompt"]
        edges.append(written.span(0, 0)[0])
        for index in range(1, len(shot.prompt)):
            end, start = written.span(index - 1, index)[1], written.span(index, index)[0]
            edges += [end, start] if end != start else []
        edges.append(written.span(0, len(shot.prompt))[1])
    edges.append(len(document.text))
    return [document.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def line_breaks(text):
    return set(re.findall("\r\n|\n|\r", text))


@SOME
@pytest.mark.parametrize("kind", ALL)
@given(data=st.data())
def test_nothing_but_the_prompts_is_touched(kind, data, tmp_path):
    """Comments, quotes, other fields, line endings, byte-order mark and the end of the file stay; prompts lose hype."""
    mark, document = data.draw(files(kind))
    after = fixed(tmp_path / document.path, mark + document.text.encode(), "--select", "hype-words")

    assert after.startswith(mark)
    text = after[len(mark) :].decode()
    kept = around_the_prompts(document)
    assert re.fullmatch("(.*?)".join(map(re.escape, kept)), text, re.DOTALL)
    again = read_document(Document(document.path, text))
    assert not any(re.search("8k|masterpiece|stunning", shot.prompt) for shot in again)
    if kind != "py pieces":  # a piece may have become empty
        assert around_the_prompts(Document(document.path, text)) == kept
    assert line_breaks(text) <= line_breaks(document.text)


@SOME
@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind != "csv"), *PYTHON])
@given(data=st.data())
def test_a_new_field_is_only_added(kind, data, tmp_path):
    """A negative that was missing is written beside the prompt, and no character that was there goes."""
    mark, document = data.draw(files(kind))
    before = mark + document.text.encode()
    after = fixed(tmp_path / document.path, before, "--select", "missing-negative", "--target", "kling-2.6")

    rest = iter(after.decode("utf-8"))
    assert all(char in rest for char in before.decode("utf-8"))
    text = after[len(mark) :].decode()
    assert all(shot.negative for shot in read_document(Document(document.path, text)))
    assert line_breaks(text) <= (line_breaks(document.text) or {"\n"})
