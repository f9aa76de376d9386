"""Files, folders, stdin or one prompt → shots."""

import codecs
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from promptkit.errors import Several, UsageError, each_of, os_refusals, tried
from promptkit.plain_file import is_file, is_folder, plain_stat, read_plain, real_path
from promptkit.shot import Document, Shot
from promptkit.sources import python_file, yaml_file
from promptkit.sources.build import shots_of
from promptkit.sources.exclude import Exclude, is_left_out, is_never_shots
from promptkit.sources.kinds import PROMPT, STDIN, SUFFIXES, format_of
from promptkit.sources.remarks import remarks
from promptkit.sources.row import BrokenRows, Row
from promptkit.sources.suites import has_keys_of_suite, is_suite

_log = logging.getLogger(__name__)

MAX_BYTES = 64 * 2**20
"""A prompt file is text that people write; past this size the path is a mistake."""
BOM = "\ufeff"

_OF_A_RUN = {"run.json", "study.json"}
"""A folder with one of these holds scores, whose lines are no shots."""
_MARKED = " (with a text marked # promptkit: prompt)"
_HEAD = 4096
_RULES = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n|---[ \t]*\r?\n)*rules[ \t]*:")
"""How a file of own rules begins."""


def read_shots(paths: Sequence[str | Path], *, fill: Mapping[str, object] | None = None) -> list[Shot]:
    """All shots of the files, of the shot files under the folders, and of stdin (`-`), in that order.

    Args:
        paths: what to read.
        fill: values for what a shot leaves open (`target`, `duration`, `mode`, `negative`).

    Raises:
        UsageError: files cannot be read, or are no shot files; the message names each file and the remedy.
    """
    by_file = tried(lambda file: _told(read_file(file), fill), find_files(paths))
    return [shot for shots in by_file for shot in shots]


def _told(document: Document, fill: Mapping[str, object] | None) -> list[Shot]:
    """The shots of a document; what its author should know goes to the log, as no command is there to say it."""
    shots = read_document(document, fill=fill)
    for remark in remarks(document, shots):
        _log.warning("promptkit: %s", remark.placed(document))
    return shots


def read_documents(paths: Sequence[str | Path], *, instead: str = "") -> list[Document]:
    """The text of every file that `paths` name, each once.

    Args:
        paths: what to read.
        instead: what to do about a file that is not there, besides checking the path.

    Raises:
        UsageError: as `read_shots`.
    """
    return tried(lambda file: read_file(file, instead=instead), find_files(paths))


def read_file(file: str, *, instead: str = "") -> Document:
    """The text of one file that `find_files` gave; of one that is not there the error says what to do `instead`.

    Raises:
        UsageError: it cannot be read.
    """
    return Document(STDIN, decoded(sys.stdin.buffer.read(), STDIN)) if file == STDIN else _read(file, instead)


def find_files(paths: Sequence[str | Path], *, exclude: Sequence[Exclude] = (), force: bool = False) -> list[str]:
    """The files that `paths` name, each once; stdin is `<stdin>`.

    Args:
        paths: files, read whatever they are called, and folders to search.
        exclude: what the search leaves out, besides what is never a file of shots.
        force: leave out of the files that are named what a search would, too.

    Raises:
        UsageError: a folder holds no shot files.
    """
    return _once([file for path in paths for file in _files(str(path), exclude, force)])


def comes_to(file: Path, folder: str, exclude: Sequence[Exclude]) -> bool:
    """Whether a search of a folder would look into a file that is to be there."""
    home, whole = Path(folder), Path(os.path.realpath(file.parent)) / file.name
    if not home.is_dir() or not whole.is_relative_to(real_path(home)):
        return False
    inside = whole.relative_to(real_path(home))
    if not file.name.lower().endswith(SUFFIXES) or any(part.startswith(".") for part in inside.parts):
        return False
    if any((home / parent / name).exists() for parent in inside.parents for name in _OF_A_RUN):
        return False
    return not any(is_left_out(home / part, exclude) for part in (*inside.parents[:-1], inside))


def is_for_shots(document: Document) -> bool:
    """Whether a search of folders takes a document for a file of shots: not own rules, suites, runs, unmarked code."""
    path = Path(document.path)
    if any(map(is_never_shots, path.parts)):
        return False
    if not path.name.lower().endswith(SUFFIXES) or any((path.parent / name).exists() for name in _OF_A_RUN):
        return False
    text = document.text.encode("utf-8", "surrogatepass")
    if path.suffix.lower() in python_file.FORMAT.suffixes:
        return python_file.holds_marks(text)
    if path.suffix.lower() not in yaml_file.FORMAT.suffixes:
        return True
    return not (has_keys_of_suite(text) or _RULES.match(text))


def read_document(document: Document, *, fill: Mapping[str, object] | None = None) -> list[Shot]:
    """The shots that stand in one document.

    Raises:
        UsageError: it holds none, or something in it is wrong.
    """
    kind = format_of(document)
    try:
        rows = kind.rows(document)
    except BrokenRows as broken:
        raise _all_wrong(document, broken, fill or {}) from broken
    shots = shots_of(document, rows, fill or {})
    if not shots:
        raise UsageError(f"{document.path}: no prompt in it; {kind.remedy}")
    return shots


def _all_wrong(document: Document, broken: BrokenRows, fill: Mapping[str, object]) -> UsageError:
    """What is wrong with rows that cannot be read, and with the shots of the others, in their order."""
    wrong = list(broken.each)
    try:
        shots_of(document, broken.rows, fill)
    except UsageError as error:
        wrong += each_of(error)
    place = re.compile(re.escape(document.path) + r":(\d+):(\d+)")

    def where(error: UsageError) -> tuple[int, int]:
        found = place.match(str(error))
        return (int(found[1]), int(found[2])) if found else (0, 0)

    return wrong[0] if len(wrong) == 1 else Several(sorted(wrong, key=where))


def holds_prompts(file: str) -> bool:
    """Whether a file has shots, whatever else is wrong with them."""
    try:
        document = read_file(file)
        rows: Sequence[Row] = format_of(document).rows(document)
    except BrokenRows as broken:
        rows = broken.rows
    except UsageError:
        return False
    return any(row.values.get("prompt") for row in rows)


def shot_from_text(prompt: str, *, fill: Mapping[str, object] | None = None) -> Shot:
    """The shot that `--prompt` describes.

    Raises:
        UsageError: the text is empty, a template of several shots, or no valid Unicode.
    """
    if not prompt.strip():
        raise UsageError("the prompt is empty; write what the clip is to show")
    return read_document(Document(PROMPT, prompt), fill=fill)[0]


def refuse_path(prompt: str) -> None:
    """Keep the name of a file from being taken for a prompt.

    Raises:
        UsageError: a file or folder of that name is there, or it is one word that ends as shot files do.
    """
    is_word = len(prompt.split()) == 1 and prompt.strip().lower().endswith(SUFFIXES)
    if is_word or _is_there(prompt):
        raise UsageError(
            f"{prompt!r} is the name of a file, and a str is always a prompt; to read the file give Path({prompt!r})"
        )


def _is_there(name: str) -> bool:
    """Whether there is a file or folder of that name; most prompts are longer than names may be."""
    try:
        return bool(name.strip()) and Path(name).exists()
    except (OSError, ValueError):
        return False


def _files(path: str, exclude: Sequence[Exclude], force: bool) -> Iterator[str]:
    if path == "-":
        yield STDIN
    elif is_folder(path):
        left: list[str] = []
        found = sorted(_shot_files(path, exclude, left))
        if not found:
            raise UsageError(
                f"{path}: no shot files in this folder; they end in {', '.join(SUFFIXES)}{_MARKED}{_also_there(left)}"
            )
        yield from found
    elif not force or _would_be_found(Path(path), exclude):
        yield path


def _also_there(left: Sequence[str]) -> str:
    """What a folder held that was not for the search."""
    more = " and more" if len(left) > 1 else ""
    return f"; left out: {left[0]}{more} (a file that is named is read)" if left else ""


def _shot_files(folder: str, exclude: Sequence[Exclude], left: list[str]) -> Iterator[str]:
    """Shot files under a folder; hidden folders (.git, .venv) are not entered; own rules, suites and runs are none.

    What could be one and is excluded is added to `left`. A folder that cannot be entered is given as a file is: reading
    it says so, and the others are read.
    """
    closed: list[OSError] = []

    def is_wanted(path: Path) -> bool:
        if is_out := is_left_out(path, exclude):
            left.append(str(path))
        return not is_out

    for parent, folders, names in os.walk(folder, onerror=closed.append):
        if _OF_A_RUN & {*names}:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".") and is_wanted(Path(parent) / name)]
        for name in names:
            path = Path(parent) / name
            if not name.lower().endswith(SUFFIXES) or name.startswith(".") or not is_wanted(path):
                continue
            if _may_hold_shots(path):
                yield str(path)
    yield from (str(error.filename) for error in closed)


def _would_be_found(path: Path, exclude: Sequence[Exclude]) -> bool:
    """Whether a search leaves a file in; also one that is not there: reading it says so."""
    is_out = any(map(is_never_shots, path.parts)) or any(each.takes_file(path) for each in exclude)
    return not is_out and (not is_file(path) or _may_hold_shots(path))


def _may_hold_shots(path: Path) -> bool:
    return not _holds_rules(path) and not is_suite(path) and not _is_unmarked(path)


def _holds_rules(path: Path) -> bool:
    """Whether a YAML file begins with the key of a rule file, comments aside."""
    if path.suffix.lower() not in yaml_file.FORMAT.suffixes:
        return False
    try:
        plain_stat(path)
        with path.open("rb") as file:
            return _RULES.match(file.read(_HEAD)) is not None
    except OSError:
        return False  # reading it will say what is wrong


def _is_unmarked(path: Path) -> bool:
    """Whether a file is Python without a text that is marked as a prompt: code like any other, or not to be read."""
    if path.suffix.lower() not in python_file.FORMAT.suffixes:
        return False
    try:
        return plain_stat(path).st_size > MAX_BYTES or not python_file.holds_marks(path.read_bytes())
    except OSError:
        return True  # most code holds no prompts: one that does is named, and then reading it says what is wrong


def _once(files: Sequence[str]) -> list[str]:
    """The same file twice would be linted, and mended, twice; the first mention counts."""
    found: dict[str, str] = {}
    for file in files:
        found.setdefault(STDIN if file == STDIN else str(real_path(file)), file)
    return list(found.values())


def _read(path: str, instead: str) -> Document:
    try:
        if is_folder(path):
            _refuse_folder(path)
        size = plain_stat(path).st_size
        format_of(Document(path, ""))
        if size > MAX_BYTES:
            raise UsageError(f"{path}: larger than {MAX_BYTES // 2**20} MB, which no prompt file is; check the path")
        content = read_plain(path)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file; check the path{instead}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path}: cannot be read: {reason}; check the path and its permissions") from error
    return Document(path, decoded(content, path))


def _wide(head: bytes) -> str:
    """The encoding of a text with two or four bytes a character, by its mark or its zeros; empty for any other."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    zeros = [head[first::2].count(0) for first in (0, 1)]
    is_wide = len(head) > 1 and min(zeros) == 0 and 4 * max(zeros) > len(head)
    return "UTF-16" if is_wide else ""


def _refuse_folder(path: str) -> NoReturn:
    """What is found in a search is no folder, unless nobody may look into it."""
    with os_refusals(path, remedy="make the folder readable or leave it out"), os.scandir(path):
        raise UsageError(f"{path}: it is a folder, not a file; name the files in it")


def decoded(content: bytes, path: str) -> str:
    """The text of a file, without the mark that some editors write before it.

    Raises:
        UsageError: it is no text, or not in UTF-8.
    """
    if encoding := _wide(content[:8192]):
        raise UsageError(f"{path}: {encoding} text, not UTF-8; save the file as UTF-8")
    if b"\0" in content[:8192]:
        raise UsageError(f"{path}: not a text file (it holds zero bytes); give a file of prompts in UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: not UTF-8 text ({error.reason}); save the file as UTF-8") from error
    return text.removeprefix(BOM)
