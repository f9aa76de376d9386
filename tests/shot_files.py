"""Shot files for tests, written by other people's writers (json, csv, PyYAML's emitter), and random texts for them."""

import csv
import io
import json

import yaml
from hypothesis import strategies as st

from promptkit.shot import Document
from promptkit.sources.placeholder import has_placeholder
from promptkit.sources.template import is_template

WORDS = [
    "a cat",
    "8k",
    "runs",
    "#",
    "# x",
    ": ",
    "- ",
    "'",
    '"',
    "\\",
    ",",
    "|",
    "é",
    "😀",
    "波",
    "{",
    "}",
    "no",
    "~",
    "5",
]
"""Pieces that some format gives a meaning to."""
YAML_STYLES = ("plain", "'", '"', "|", ">", "flow")
KINDS = ("jsonl", "csv", *(f"yaml {style}" for style in YAML_STYLES))
"""Formats in which a row has more than one field."""
PYTHON = ("py name", "py argument", "py pieces", "py list", "py f-string")
"""Ways to mark prompts in Python source."""

_printable = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff"
)
_pieces = st.one_of(st.sampled_from(WORDS), st.text(_printable, max_size=6))


def texts(*, newlines: bool = False, min_size: int = 1):
    """Texts without templates and without white space around them, of which some hold line breaks."""
    marks = [" ", "  ", "\n", "\n\n", "\n  "] if newlines else [" ", "  "]
    joined = st.lists(st.tuples(_pieces, st.sampled_from(marks)), min_size=min_size, max_size=8)
    whole = joined.map(lambda parts: "".join(piece + mark for piece, mark in parts).strip())
    return whole.filter(lambda text: len(text) >= min_size and not asks_for_variables(text))


def asks_for_variables(text: str) -> bool:
    """Whether a text is a template, in double braces or in single ones."""
    return is_template(text) or has_placeholder(text)


def written(kind: str, rows: list[dict[str, str]], *, ascii_only: bool = False, newline: str = "\n") -> Document:
    """A document of that kind that holds these rows."""
    name, _, style = kind.partition(" ")
    text = {"jsonl": _jsonl, "csv": _csv, "yaml": _yaml}[name](rows, style, ascii_only)
    return Document(f"shots.{name}", text.replace("\n", newline))


def python_source(kind: str, prompts: list[str], *, quote: str = '"', newline: str = "\n") -> Document:
    """Python source that holds these prompts, each marked, with other texts and comments around them."""
    mark = "# promptkit: prompt mode=pro"
    typed = [_typed(prompt, quote, is_f=kind == "py f-string") for prompt in prompts]
    parts = {
        "py name": [f"x{number} = {text}  {mark}\n" for number, text in enumerate(typed)],
        "py argument": [f"f(\n    a='8k',  # 8k\n    {mark}\n    b={text}, c=1,\n)\n" for text in typed],
        "py pieces": [f"x = (  {mark}\n    {_in_pieces(prompt, quote)}\n)  # stunning\n" for prompt in prompts],
        "py list": [f"{mark}\nx = [\n{''.join(f'  {text},  # 8k{chr(10)}' for text in typed)}]\n"],
        "py f-string": [f"{mark}\nx = {text}\n" for text in typed],
    }[kind]
    text = f'# masterpiece\nnot_read = \'8k\'\n{"".join(parts)}y = """stunning\n8k"""\n'
    return Document("shots.py", text.replace("\n", newline))


def _typed(text: str, quote: str, *, is_f: bool = False) -> str:
    """In an f-string words in braces stand before it."""
    escaped = text.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
    if not is_f:
        return quote + escaped + quote
    escaped = escaped.replace("{", "{{").replace("}", "}}")
    return f"f{quote}{{{{one|two}}}} {escaped}{quote}"


def _in_pieces(text: str, quote: str) -> str:
    """Cut in the middle of words: one piece each six characters."""
    pieces = [_typed(text[at : at + 6], quote) for at in range(0, len(text), 6)]
    return "  # 8k\n    ".join(pieces)


def _jsonl(rows, _style, ascii_only):
    return "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)


def _csv(rows, _style, quote_all):
    out = io.StringIO()
    fields = list(dict.fromkeys(name for row in rows for name in row))
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(out, fields, lineterminator="\n", quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _yaml(rows, style, ascii_only):
    default = style if style in {"'", '"', "|", ">"} else None
    # in a folded text PyYAML also breaks lines that begin with a blank, and reads back another text itself
    is_torn = style == ">" and any("\n " in str(text) for row in rows for text in row.values())
    text = yaml.safe_dump(
        rows,
        default_style=default,
        default_flow_style=style == "flow",
        allow_unicode=not ascii_only,
        width=10_000 if is_torn else 30,
    )
    return "# a comment\n" + text
