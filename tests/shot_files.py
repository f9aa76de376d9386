"""Shot files for tests, written by other people's writers (json, csv, PyYAML's emitter), and random texts for them."""

import csv
import io
import json

import yaml
from hypothesis import strategies as st

from promptkit.shot import Document

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

_printable = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff"
)
_pieces = st.one_of(st.sampled_from(WORDS), st.text(_printable, max_size=6))


def texts(*, newlines: bool = False, min_size: int = 1):
    """Texts without templates and without white space around them, of which some hold line breaks."""
    marks = [" ", "  ", "\n", "\n\n", "\n  "] if newlines else [" ", "  "]
    joined = st.lists(st.tuples(_pieces, st.sampled_from(marks)), min_size=min_size, max_size=8)
    whole = joined.map(lambda parts: "".join(piece + mark for piece, mark in parts).strip())
    return whole.filter(lambda text: len(text) >= min_size and "{{" not in text and "{%" not in text)


def written(kind: str, rows: list[dict[str, str]], *, ascii_only: bool = False, newline: str = "\n") -> Document:
    """A document of that kind that holds these rows."""
    name, _, style = kind.partition(" ")
    text = {"jsonl": _jsonl, "csv": _csv, "yaml": _yaml}[name](rows, style, ascii_only)
    return Document(f"shots.{name}", text.replace("\n", newline))


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
    text = yaml.safe_dump(
        rows, default_style=default, default_flow_style=style == "flow", allow_unicode=not ascii_only, width=30
    )
    return "# a comment\n" + text
