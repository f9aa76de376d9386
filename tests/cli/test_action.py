"""The GitHub Action and the pre-commit hooks: what they run, run as they run it, on a repository made for it."""

import re
from pathlib import Path

import pytest
import yaml
from action_step import outputs, run_step
from click.testing import CliRunner
from repository import Repository

from promptkit.cli import cli
from promptkit.new_project import write_project

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
OLD = "- A cat runs, 8k\n- A dog runs\n"
NEW = "- A cat runs, 8k\n- A dog runs, masterpiece # mine\n"


@pytest.fixture
def job(tmp_path):
    """Runs the action's script as a runner does, in a repository with a base and a head; gives back what came of it."""
    repo = Repository(tmp_path / "a repository")

    def run(**given):
        return run_step(ACTION, "lint", cwd=repo.folder, temp=tmp_path, **given)

    run.repo, run.folder = repo, tmp_path
    return run


def test_the_action_fails_for_what_is_new_alone(job):
    """Old findings pass; a new one fails, is annotated, and the comment shows the lines that its fix would write."""
    base = job.repo.commit(a_yaml=OLD)
    job.repo.commit(b_yaml="- A bird lands\n")
    assert job(compare=base, args="--select=hype-words").returncode == 0

    job.repo.commit(a_yaml=NEW)
    done = job(compare=base, args="--select=hype-words\n--ignore=cost", paths="prompts/a.yaml\nprompts/b.yaml")

    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning title=promptkit%3A hype-words (TXT001),file=prompts/a.yaml,line=2,")
    assert done.stdout.count("\n") == 1
    given = outputs(job.folder)
    comment = Path(given["comment"]).read_text(encoding="utf-8")
    assert "- - A dog runs, masterpiece # mine\n+ - A dog runs # mine\n" in comment
    assert "A cat" not in comment
    assert (job.folder / "github_step_summary").read_text(encoding="utf-8").endswith(comment)
    assert '"hype-words"' in Path(given["sarif"]).read_text(encoding="utf-8")


def test_the_action_fetches_a_base_that_is_not_there(job):
    """A checkout of the last commit alone, as runners make it, has no base; the action asks the remote for it."""
    base = job.repo.commit(a_yaml=OLD)
    job.repo.commit(b_yaml="- A bird lands\n")
    whole = job.repo.folder.rename(job.folder / "remote")
    job.repo.git_in(job.folder, "clone", "-q", "--depth=1", f"file://{whole}", str(job.repo.folder))
    done = job(compare=base, args="--select=hype-words")

    assert done.returncode == 0, done.stderr
    assert f"1 known finding of {base} left out" in done.stderr


def test_the_action_without_a_base_counts_all(job):
    """On a push there is nothing to compare with."""
    job.repo.commit(a_yaml=OLD)

    assert job(args="--select=hype-words").returncode == 1
    assert job(args="--select=hype-words", fail_on="error").returncode == 0


def test_the_action_finds_the_prompts_of_a_new_project(job):
    """When no path is given; and the hooks take them."""
    made = write_project(job.repo.folder).made
    shots = [path.relative_to(job.repo.folder).as_posix() for path in made if path.name == "shots.yaml"]

    assert job(args="--select=static-description").returncode == 1
    assert [path for path in shots if re.search(HOOKS["promptkit-lint"]["files"], path)] == ["datasets/shots.yaml"]


def test_the_action_says_that_it_finds_no_prompts(job):
    """Where no path is given and no folder has the name of one."""
    done = job()

    assert (done.returncode, done.stdout.count("\n")) == (2, 1)
    assert done.stdout.startswith("::error::no folder prompts, shots or datasets is here")


def test_the_action_is_not_green_when_it_cannot_lint(job):
    """A wrong path or option is exit code 2, and there is no comment."""
    job.repo.commit(a_yaml=OLD)

    assert job(paths="nowhere").returncode == 2
    assert not (job.folder / "github_output").exists()


def test_the_action_runs_nothing_that_it_is_given(job):
    """Inputs are words, not scripts."""
    job.repo.commit(a_yaml=OLD)
    job(paths="$(touch ran)\n`touch ran`", args="; touch ran", target="$(touch ran)", compare="$(touch ran)")

    assert not (job.repo.folder / "ran").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize(
    ("path", "is_shot_file"),
    [
        ("prompts/a.yaml", True),
        ("film/prompts/night/a.txt", True),
        ("shots.yaml", True),
        ("film/pier.shots.jsonl", True),
        ("film/pier.prompt", True),
        ("film/opening.py", True),
        (".github/workflows/ci.yaml", False),
        ("docker-compose.yml", False),
        ("screenshots.csv", False),
        ("README.txt", False),
        ("prompts/cat.png", False),
    ],
)
def test_the_hooks_take_shot_files_alone(path, is_shot_file):
    """The pattern, searched as pre-commit does, leaves other YAML and text files alone."""
    assert {bool(re.search(hook["files"], path)) for hook in HOOKS.values()} == {is_shot_file}


def test_the_hooks_find_and_mend(tmp_path, monkeypatch):
    """The entries, run on a file: the first reports all and changes nothing, the second mends and tells only that."""
    path = tmp_path / "a.prompt"
    path.write_text("A cat, 8k\n")
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words", "static-description"]\n')
    monkeypatch.chdir(tmp_path)

    def run(name):
        program, *arguments = HOOKS[name]["entry"].split()
        assert program == "promptkit"
        done = CliRunner().invoke(cli, [*arguments, "a.prompt"], catch_exceptions=False)
        told = [rule for rule in ("hype-words", "static-description") if rule in done.output]
        return done.exit_code, told, path.read_text()

    assert run("promptkit-lint") == (1, ["hype-words", "static-description"], "A cat, 8k\n")
    assert run("promptkit-fix") == (0, ["hype-words"], "A cat\n")
    assert run("promptkit-lint") == (1, ["static-description"], "A cat\n")


@pytest.mark.parametrize("hook", HOOKS.values(), ids=list(HOOKS))
def test_the_hooks_leave_other_code_alone(hook, tmp_path, monkeypatch):
    """Named as pre-commit names them, Python without a mark and what is excluded pass; what is gone does not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\nexclude = ["drafts"]\n')
    (tmp_path / "a.py").write_text('x = "A cat, 8k"  # of a prompt\n')
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "b.prompt").write_text("A cat, 8k\n")
    _, *arguments = hook["entry"].split()

    def run(*files):
        return CliRunner().invoke(cli, [*arguments, *files], catch_exceptions=False)

    passed = run("a.py", "drafts/b.prompt")
    assert (passed.exit_code, "hype-words" in passed.output) == (0, False)
    assert (tmp_path / "drafts" / "b.prompt").read_text() == "A cat, 8k\n"
    gone = run("gone.py")
    assert (gone.exit_code, "gone.py: no such file" in gone.stderr) == (2, True)


def test_the_documentation_names_what_is_there():
    """The recipes' YAML is YAML, their options are options of the command, and every input of the actions is told."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    options = {name for each in cli.get_command(None, "lint").params for name in (*each.opts, *each.secondary_opts)}
    scoring = yaml.safe_load((ROOT / "score" / "action.yml").read_text(encoding="utf-8"))

    assert all(yaml.safe_load(block) for block in blocks)
    for command in re.findall(r"promptkit lint[^\n`]*", text):
        assert set(re.findall(r"--[a-z-]+", command)) <= options
    lint, score = re.split("^## Scores", text, flags=re.MULTILINE)
    for told, action in ((lint, ACTION), (score, scoring)):
        assert set(re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE)) == set(action["inputs"])
    assert set(re.findall(r"id: (promptkit-\w+)", text)) == set(HOOKS)
