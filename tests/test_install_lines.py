"""What we tell people to install is this project: the package index has another one of its name."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest

from promptkit.errors import MissingExtra

ROOT = Path(__file__).parents[1]
SUFFIXES = {".md", ".yml", ".yaml", ".ipynb", ".py", ".ts", ".mjs", ".json", ".jinja", ".toml"}
OURS = (
    "README.md",
    "CONTRIBUTING.md",
    "action.yml",
    ".pre-commit-hooks.yaml",
    "noxfile.py",
    "score",
    "docs",
    "editors",
    "promptkit",
)
BARE = re.compile(
    r"\b(?:pip3?|pipx|uv|uvx|poetry)\b[^\n&;|`]*?\b(?:install|add|run|uvx)\b[^\n&;|`]*?[\s\"']promptkit(?:\[[\w,]*\])?"
    r"(?![\w/\[.-]| *@ *(?:git\+|file:|https:))"
)
"""A name for the index to resolve: no path, and no repository behind it."""


def shipped():
    for name in OURS:
        path = ROOT / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (
            file
            for file in files
            if file.suffix in SUFFIXES and not {"node_modules", "dist"} & {*file.relative_to(ROOT).parts}
        )


def test_nobody_is_sent_to_the_other_project():
    """No line of what users read or run installs `promptkit` by its name alone."""
    lines = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in shipped()
        for found in BARE.finditer(file.read_text(encoding="utf-8"))
    ]

    assert lines == []


@pytest.mark.parametrize(
    ("line", "is_bare"),
    [
        ("pip install promptkit", True),
        ("pip install --upgrade promptkit && promptkit targets", True),
        ("python -m pip install --quiet 'promptkit[video]==0.1.0'", True),
        ("uv tool install promptkit[lsp]", True),
        ('pip install "promptkit @ git+https://github.com/OWNER/promptkit@v0.1.0" && promptkit lint .', False),
        ("pip install 'promptkit[lsp] @ git+https://github.com/OWNER/promptkit@v0.1.0'", False),
        (".venv/bin/pip install -q '.[all]' && .venv/bin/promptkit demo", False),
    ],
)
def test_what_counts_as_its_name_alone(line, is_bare):
    """With an extra or a version it is as bare; a repository or a folder says whose it is."""
    assert bool(BARE.search(line)) == is_bare


def test_what_is_missing_comes_from_where_promptkit_came_from(monkeypatch):
    """Installed from a repository, its extras are too."""
    told = {
        "url": "https://example.org/promptkit",
        "vcs_info": {"vcs": "git", "commit_id": "c0ffee", "requested_revision": "v0.1.0"},
    }
    installed = importlib.metadata.distribution("promptkit")
    monkeypatch.setattr(type(installed), "read_text", lambda *_: json.dumps(told))

    assert str(MissingExtra("video", "score", "av")).endswith(
        "run: pip install 'promptkit[video] @ git+https://example.org/promptkit@v0.1.0'"
    )


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"url": "https://example.org/p.whl", "archive_info": {}}, "https://example.org/p.whl"),
        ({"url": "file:///somewhere", "dir_info": {}}, "file:///somewhere"),
        (
            {"url": "https://example.org/p", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}, "subdirectory": "sub"},
            "git+https://example.org/p@c0ffee#subdirectory=sub",
        ),
    ],
)
def test_an_archive_or_a_folder_is_gone_back_to_as_well(monkeypatch, told, where):
    """Whatever pip says that it came from."""
    installed = importlib.metadata.distribution("promptkit")
    monkeypatch.setattr(type(installed), "read_text", lambda *_: json.dumps(told))

    assert str(MissingExtra("video", "score", "av")).endswith(f"run: pip install 'promptkit[video] @ {where}'")


@pytest.mark.parametrize(
    "came", ["{}", "", "{torn", "[]", '{"url": "file:///somewhere", "dir_info": {"editable": true}}']
)
def test_what_is_missing_is_named_itself_where_no_repository_is_known(monkeypatch, came):
    """Of a working copy, or where it is not known, the libraries of an extra are named, and never the namesake."""
    installed = importlib.metadata.distribution("promptkit")
    monkeypatch.setattr(type(installed), "read_text", lambda *_: came)
    monkeypatch.setattr(
        type(installed),
        "requires",
        ["click>=8", 'pyarrow>=17; python_version >= "3" and extra == "parquet"', "av; extra == 'video'"],
    )

    said = str(MissingExtra("parquet", "a Parquet file", "pyarrow"))

    assert said.endswith("run: pip install 'pyarrow>=17'")
    assert not BARE.search(said)


def test_a_copy_that_was_not_installed_names_the_extra(monkeypatch):
    """Where nothing says what an extra holds, no line is made up."""
    absent = importlib.metadata.PackageNotFoundError
    monkeypatch.setattr(importlib.metadata.Distribution, "from_name", lambda name: (_ for _ in ()).throw(absent(name)))

    assert str(MissingExtra("lsp", "promptkit lsp", "pygls")).endswith("; add the extra lsp where promptkit came from")
