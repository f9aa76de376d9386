"""`lint --against REV`: what was found at another revision of the project is not found again."""

import json
import sys

import pytest
from click.testing import CliRunner
from looks import ASSETS
from repository import Repository

from promptkit.cli import cli
from promptkit.errors import UsageError
from promptkit.lint import said

HYPE = ("--select", "hype-words")


@pytest.fixture
def repo(tmp_path, monkeypatch):
    """A repository whose first commit has one finding; the current folder."""
    made = Repository(tmp_path / "repo")
    made.commit(a_yaml="- A cat runs, 8k\n- A dog runs\n")
    monkeypatch.chdir(made.folder)
    return made


def run(*arguments):
    return CliRunner().invoke(cli, ["lint", "prompts", *arguments], catch_exceptions=False)


def found(*arguments):
    answer = json.loads(run(*arguments, "--format", "json").stdout)
    return [(finding["rule"], shot["line"]) for shot in answer["shots"] for finding in shot["findings"]]


def test_only_what_is_new_fails(repo):
    """An old finding passes wherever its line has moved; a new one fails, committed or not."""
    repo.write(a_yaml="- A new dog walks\n- A cat runs, 8k\n- A dog runs\n")
    moved = run("--against", "HEAD", *HYPE)
    assert (moved.exit_code, "1 known finding of HEAD left out" in moved.stderr) == (0, True)

    repo.write(a_yaml="- A cat runs, 8k\n- A dog runs, masterpiece\n")
    assert run("--against", "main", *HYPE).exit_code == 1
    assert found("--against", "main", *HYPE) == [("hype-words", 2)]


def test_what_one_shot_lacks_is_not_what_another_lacked(repo):
    """A new shot without a negative is new: not the old line below it, nor nothing, as an old one was given one."""
    lines = '{"prompt": "A dog runs"%s}\n{"id": "cat", "prompt": "A cat sleeps"}\n'
    repo.commit(a_yaml="- {prompt: A fish swims, negative: blur}\n", b_txt="A dog runs\n", c_jsonl=lines % "")
    repo.write(
        b_txt="A bird lands\nA dog runs\n",
        c_jsonl=lines % ', "negative": "blur"' + '{"id": "hen", "prompt": "A hen pecks"}\n',
    )

    assert found("--against", "HEAD", "--select", "missing-negative") == [
        ("missing-negative", 1),
        ("missing-negative", 3),
    ]


def test_a_shot_that_did_not_change_is_read_once(repo, monkeypatch):
    """What was said of it now is not asked again of then; an answer from the cache serves as well."""
    read = []
    module = sys.modules[said.__module__]
    monkeypatch.setattr(module, "said", lambda shot, *rest: read.append(shot.prompt) or said(shot, *rest))
    repo.write(a_yaml="- A cat runs, 8k\n- A new dog runs\n")

    assert run("--against", "HEAD", *HYPE).exit_code == 0
    assert sorted(read) == ["A cat runs, 8k", "A dog runs", "A new dog runs"]
    assert run("--against", "HEAD", *HYPE).exit_code == 0
    assert read[3:] == ["A dog runs"]


def test_the_repository_stays_as_it_is(repo):
    """Neither files nor index nor work trees are touched, and what is being worked on is what is linted."""
    repo.write(b_txt="A bird lands, 8k\n")
    before = repo.git("status", "--porcelain"), repo.git("worktree", "list"), sorted(repo.folder.rglob("*.yaml"))

    assert found("--against", "HEAD", *HYPE) == [("hype-words", 1)]
    after = repo.git("status", "--porcelain"), repo.git("worktree", "list"), sorted(repo.folder.rglob("*.yaml"))
    assert before == after


def test_the_branch_point_counts(repo):
    """What main mended after the branch began is not the branch's doing."""
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit(b_txt="A bird lands\n")
    repo.git("checkout", "-q", "main")
    repo.commit(a_yaml="- A cat runs\n- A dog runs\n")
    repo.git("checkout", "-q", "topic")

    assert run("--against", "main", *HYPE).exit_code == 0


def test_assets_are_those_of_the_revision(repo):
    """An image that is taken away is a new finding, though the shot that names it is the same."""
    (repo.folder / "prompts" / "cat.png").write_bytes((ASSETS / "portrait-280px.jpg").read_bytes())
    repo.commit(a_yaml="- {prompt: A cat runs, image: cat.png}\n")
    (repo.folder / "prompts" / "cat.png").unlink()

    assert found("--against", "HEAD", "--select", "missing-asset") == [("missing-asset", 1)]


def test_a_renamed_file_keeps_its_known_findings(repo):
    """Moving a file makes none of its findings new, also out of a folder that is not linted."""
    (repo.folder / "old").mkdir()
    repo.git("mv", "prompts/a.yaml", "old/b.yaml")
    repo.commit(c_txt="A bird lands\n")
    repo.git("mv", "old/b.yaml", "prompts/é b.yaml")
    repo.commit()

    assert run("--against", "HEAD~1", *HYPE).exit_code == 0
    assert run("--against", "HEAD~2", *HYPE).exit_code == 0
    repo.git("mv", "prompts/é b.yaml", "prompts/c.yaml")
    repo.write(c_yaml="- A cat runs, 8k\n- A dog runs\n- A cat runs, 8k\n")
    assert found("--against", "HEAD", *HYPE) == [("hype-words", 3)]


def test_a_baseline_holds_too(repo):
    """What the project has settled to live with is not new either, and is not counted twice."""
    repo.write(a_yaml="- A cat runs, 8k\n- A dog runs, 8k\n- A bird lands, 8k\n")
    run("--write-baseline", "base.json", *HYPE)
    repo.write(a_yaml="- A cat runs, 8k\n- A dog runs, 8k\n- A bird lands, 8k\n- A fish swims, 8k\n")

    assert found("--against", "HEAD", "--baseline", "base.json", *HYPE) == [("hype-words", 4)]


def test_what_is_excluded_is_not_read_of_then_either(repo):
    """A foreign file that stood there already is passed over in silence."""
    (repo.folder / "prompts" / "drafts").mkdir()
    (repo.folder / "prompts" / "drafts" / "b.csv").write_text("month\n1\n", encoding="utf-8")
    repo.commit(a_yaml="- A cat runs, 8k\n")
    (repo.folder / "promptkit.toml").write_text('exclude = ["prompts/drafts"]\n', encoding="utf-8")
    repo.write(a_yaml="- A cat runs, 8k\n- A dog runs, 4k\n")

    ran = run("--against", "HEAD", *HYPE)
    assert "unread" not in ran.stderr
    assert "1 known finding of HEAD left out" in ran.stderr


def test_a_file_that_was_broken_has_no_known_findings(repo):
    """What could not be read then is said, and its findings are new."""
    repo.commit(a_yaml="- [\n")
    repo.write(a_yaml="- A cat runs, 8k\n")
    result = run("--against", "HEAD", *HYPE)

    assert result.exit_code == 1
    assert "of HEAD, left unread:" in result.stderr


def test_a_folder_that_is_new_has_no_known_findings(repo):
    """There was nothing there to be known."""
    (repo.folder / "more").mkdir()
    (repo.folder / "more" / "b.txt").write_text("A cat runs, 8k\n")

    result = CliRunner().invoke(cli, ["lint", "more", "--against", "HEAD", *HYPE], catch_exceptions=False)
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("prompts", "--against", "nowhere"), "no such commit here"),
        (("prompts", "--against", "--help"), "no such commit here"),
        (("--prompt", "A cat, 8k", "--against", "HEAD"), "compares files of a repository"),
        (("../out.txt", "--against", "HEAD"), "lies outside of the repository"),
    ],
)
def test_what_cannot_be_compared_is_refused(repo, arguments, message):
    """A revision that is not there, a prompt that stands in no file, a file of elsewhere: an error, never a pass."""
    (repo.folder.parent / "out.txt").write_text("A cat, 8k\n")

    with pytest.raises(UsageError, match=message):
        CliRunner().invoke(cli, ["lint", *arguments, *HYPE], catch_exceptions=False)


def test_outside_of_git_it_is_refused(tmp_path, monkeypatch):
    """Without a repository there is nothing to hold against."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "a.txt").write_text("A cat, 8k\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(UsageError, match="leave out --against"):
        run("--against", "HEAD", *HYPE)


@pytest.mark.usefixtures("repo")
def test_a_diff_is_not_held_against_anything():
    """--diff shows changes, not findings: it is not silently the diff of everything."""
    with pytest.raises(UsageError, match="leave out --against and --also"):
        run("--against", "HEAD", "--diff", *HYPE)
