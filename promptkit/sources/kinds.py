"""Which reader a document asks for."""

from pathlib import PurePath

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources import csv_file, jsonl_file, prompt_file, python_file, txt_file, yaml_file
from promptkit.sources.row import Format

FORMATS: tuple[Format, ...] = (
    txt_file.FORMAT,
    prompt_file.FORMAT,
    jsonl_file.FORMAT,
    csv_file.FORMAT,
    yaml_file.FORMAT,
    python_file.FORMAT,
)
SUFFIXES = tuple(suffix for kind in FORMATS for suffix in kind.suffixes)
STDIN = "<stdin>"
PROMPT = "<prompt>"


def format_of(document: Document) -> Format:
    """The format of a document: by its suffix; text on stdin is JSON lines when it begins like an object.

    Raises:
        UsageError: no reader takes this kind of file.
    """
    if document.path == PROMPT:
        return prompt_file.FORMAT
    if document.path == STDIN:
        return jsonl_file.FORMAT if document.text.lstrip().startswith('{"') else txt_file.FORMAT
    suffix = PurePath(document.path).suffix.lower()
    for kind in FORMATS:
        if suffix in kind.suffixes:
            return kind
    got = suffix or "a name without suffix"
    raise UsageError(f"{document.path}: no reader for {got}; shot files end in {', '.join(SUFFIXES)}")
