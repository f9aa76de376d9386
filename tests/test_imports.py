"""What each entry point loads, read in a fresh interpreter."""

import subprocess
import sys

import pytest

HEAVY = {"torch", "spacy", "pandas", "cv2", "av", "scipy", "plotly", "dlib"}


def loaded_by(code: str) -> set[str]:
    shown = f"{code}\nimport sys; print(*{{name.split('.')[0] for name, module in sys.modules.items() if module}})"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def run_cli(*arguments: str) -> str:
    return (
        f"import sys; sys.argv = ['promptkit', *{list(arguments)!r}]\n"
        "from promptkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )


@pytest.mark.parametrize(
    "code", ["import promptkit", "import promptkit.testing.degrade", run_cli("--help"), run_cli("--version")]
)
def test_entry_points_are_light(code):
    """`import promptkit` and `promptkit --help` load none of the heavy libraries."""
    assert loaded_by(code) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--prompt", "A cat on a mat.", "--target", "kling-2.6"),
        ("rewrite", "--prompt", "A cat on a mat."),
    ],
)
def test_the_text_half_never_loads_torch(arguments):
    """A fix that adds motion needs the parser, spaCy; nothing needs torch or a video library."""
    loaded = loaded_by(run_cli(*arguments))

    assert loaded & HEAVY == {"spacy"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("rule",),
        ("rule", "static-description"),
        ("targets",),
        ("scene", "--prompt", "A cat on a mat."),
        ("lint", "--prompt", "A cat walks over a mat.", "--target", "kling-2.6"),
    ],
)
def test_reading_and_explaining_load_no_parser(arguments):
    """rule, targets, scene, and lint on a prompt that moves answer without spaCy."""
    assert loaded_by(run_cli(*arguments)) & HEAVY == set()


def test_public_names_are_found_and_sorted():
    """`dir(promptkit)` offers the public names, and each of them can be had."""
    import promptkit

    assert promptkit.__all__ == sorted(promptkit.__all__)
    assert dir(promptkit) == sorted(["__version__", *promptkit.__all__])
    for name in promptkit.__all__:
        assert getattr(promptkit, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as on any module."""
    import promptkit

    with pytest.raises(AttributeError, match="no attribute 'linnt'"):
        promptkit.linnt  # noqa: B018


def test_what_is_remembered_is_shown_without_numpy_and_jinja(tmp_path, monkeypatch):
    """A file that has not changed since it was linted costs no start of the reader, of templates or of processes."""
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a.txt").write_text("A cat on a mat.\n" * 200)
    lint = run_cli("lint", "--isolated", "--exit-zero", "--statistics", str(tmp_path / "a.txt"))
    loaded_by(lint)

    assert loaded_by(lint) & (HEAVY | {"numpy", "jinja2", "multiprocessing", "rich"}) == set()
