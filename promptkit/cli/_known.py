"""Which findings are new: not in the baseline, and not in another revision of the project."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from promptkit.cli._say import say
from promptkit.cli._shots import Asked
from promptkit.errors import UsageError

if TYPE_CHECKING:
    from promptkit.baseline import Known
    from promptkit.cli.lint import Checks
    from promptkit.lint import Linted
    from promptkit.memo import AnyMemo
    from promptkit.shot import Shot


def only_new(results: "list[Linted]", baseline: str | None, *, is_whole: bool = True) -> "list[Linted]":
    """The results without what the baseline, if there is one, holds; how much that is goes to stderr.

    Args:
        results: what is found now.
        baseline: its file.
        is_whole: whether every file was read: findings of the others are not gone.
    """
    if baseline is None:
        return results
    from promptkit.baseline import hold, read_baseline

    held = hold(results, read_baseline(Path(baseline)))
    if held.known or held.gone:
        has_new = any(one.findings for one in held.results)  # a new baseline would hold them as well
        again = f"; {_are(held.gone)} mended: run again with --write-baseline {baseline}"
        gone = again if held.gone and not has_new and is_whole else ""
        say(f"{_findings(held.known)} of {baseline} left out{gone}")
    return list(held.results)


def new_since(
    revision: str,
    results: "list[Linted]",
    asked: Asked,
    checks: "Checks",
    *,
    memo: "AnyMemo",
    baseline: str | None,
    jobs: int,
) -> "list[Linted]":
    """The results without what was found at a revision of the project, by the rules and settings of now.

    Args:
        revision: as git knows it.
        results: what is found now.
        asked: the files and folders of now.
        checks: the rules, with their options.
        memo: what they said of the shots of now; those that stood there then too are not read again.
        baseline: a file of findings that are known as well.
        jobs: processes; 0 for as many as there are cores.

    Raises:
        UsageError: git cannot give that revision, or what is linted is no file of the project.
    """
    from promptkit.baseline import hold, read_baseline
    from promptkit.cli._checked import memo_of

    if asked.prompt is not None or "-" in asked.paths:
        raise UsageError("--against compares files of a repository; leave it out with --prompt and -")
    if not any(one.findings for one in results):
        return results
    known = _found_then(revision, asked, checks, memo=memo_of(results, checks, memo), jobs=jobs)
    if baseline is not None:
        known |= read_baseline(Path(baseline))
    held = hold(results, known)
    gone = f"; of its findings {_are(held.gone)} mended" if held.gone else ""
    say(f"{_findings(held.known)} of {revision} left out{gone}")
    return list(held.results)


def _found_then(revision: str, asked: Asked, checks: "Checks", *, memo: "AnyMemo", jobs: int) -> "Counter[Known]":
    from promptkit.against import tree_of
    from promptkit.baseline import known_in
    from promptkit.cli._checked import checked

    with tree_of(revision) as tree:
        exclude = tuple(replace(each, home=tree.home(each.home)) for each in asked.exclude)
        paths = [path for given in asked.paths for path in tree.then(given)]
        shots = _readable(paths, replace(asked, exclude=exclude), revision)
        known = known_in(checked(shots, checks, memo=memo, jobs=jobs))
        return Counter({replace(key, path=tree.now(key.path)): count for key, count in known.items()})


def _readable(paths: "Sequence[Path]", asked: Asked, revision: str) -> "list[Shot]":
    """The shots of files of then; a file that was no shot file then has no known findings, and that is said."""
    from promptkit.sources.read import find_files, read_document, read_file

    files: dict[str, None] = {}
    for path in paths:
        try:
            files |= dict.fromkeys(find_files([path], exclude=asked.exclude, force=asked.force_exclude))
        except UsageError:  # a folder that held no shot files then
            continue
    shots: list[Shot] = []
    for file in files:
        try:
            shots += read_document(read_file(file), fill=asked.fill)
        except UsageError as error:
            for line in str(error).split("\n"):
                say(f"of {revision}, left unread: {line}")
    return shots


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def _findings(count: int) -> str:
    return f"{count} known finding{'' if count == 1 else 's'}"
