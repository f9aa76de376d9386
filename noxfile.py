"""Sessions for working on promptkit: `nox -s NAME`."""

import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True
INSTALL = ("-q", "-c", "constraints.txt")
WEAK = "A woman in a white dress standing on a beach."


@nox.session
def tests(session: nox.Session) -> None:
    """The whole suite against the built wheel."""
    session.install(*INSTALL, ".[all,dev]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff, both halves."""
    session.install(*INSTALL, "ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict type check."""
    session.install(*INSTALL, ".[all,dev]")
    session.run("mypy")


@nox.session
def text_only(session: nox.Session) -> None:
    """The linter alone: installs and runs with no torch, no video library on the machine."""
    session.install(*INSTALL, ".")
    session.run("python", "-c", "import importlib.util as u; assert not u.find_spec('torch'), 'torch came along'")
    session.run("promptkit", "lint", "--prompt", WEAK, "--target", "kling-2.6", success_codes=[1])
    session.run("promptkit", "rewrite", "--prompt", WEAK)
    session.run("promptkit", "scene", "--prompt", WEAK)
    session.run("promptkit", "score", "clip.mp4", success_codes=[2])


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation in build/site, notebooks run, links checked."""
    session.install(*INSTALL, ".[video,docs]")
    session.run("python", "-W", "error", "docs/build.py", *session.posargs)


@nox.session
def vscode(session: nox.Session) -> None:
    """The VS Code extension, built and used in a real VS Code; npm brings both (Node.js 20, 470 MB)."""
    session.install(*INSTALL, ".[all,dev]")
    session.run("pytest", "tests/editors", env={"PROMPTKIT_REQUIRE_VSCODE": "1", "PROMPTKIT_REQUIRE_BROWSER": "1"})


@nox.session
def gpu(session: nox.Session) -> None:
    """The tests that need CUDA; they cannot pass by skipping."""
    session.install(*INSTALL, ".[all,dev]")
    session.run("pytest", "-m", "cuda", env={"PROMPTKIT_REQUIRE_CUDA": "1"})
