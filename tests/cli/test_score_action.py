"""The action that compares the scores of a pull request with those of its base, on a repository made for it."""

from pathlib import Path

import pytest
import yaml
from action_step import outputs, run_step
from repository import Repository

ACTION = yaml.safe_load((Path(__file__).parents[2] / "score" / "action.yml").read_text(encoding="utf-8"))
SHOTS = ["A red flag waves in the wind.", "Waves roll onto the beach.", "A cat runs across the yard."]


@pytest.fixture
def job(tmp_path):
    """Runs the action's script in a folder of a repository; `commit` writes a suite and its shots."""
    repo = Repository(tmp_path / "a repository")
    (tmp_path / "temp").mkdir()

    def commit(shots, **flaws):
        folder = repo.folder / "film"
        folder.mkdir(exist_ok=True)
        suite = {
            "name": "ci", "shots": "shots.yaml", "variants": {"raw": {"flaws": flaws} if flaws else {}},
            "durations": [1], "provider": {"simulator": True, "width": 96, "height": 54}, "metrics": ["flicker"],
            "limits": {"flicker": {"max": 10}},
        }  # fmt: skip
        (folder / "ci.yaml").write_text(yaml.safe_dump(suite))
        listed = [{"id": f"shot{number}", "prompt": prompt} for number, prompt in enumerate(shots)]
        (folder / "shots.yaml").write_text(yaml.safe_dump(listed))
        return repo.commit()

    def run(**given):
        return run_step(
            ACTION, "score", cwd=repo.folder / "film", temp=tmp_path / "temp", **{"suite": "ci.yaml", **given}
        )

    run.repo, run.commit, run.temp = repo, commit, tmp_path / "temp"
    return run


def test_what_got_worse_since_the_base_fails(job):
    """The comment has the metric, both values and the interval; the base's tree is gone again."""
    base = job.commit(SHOTS)
    job.commit(SHOTS, flicker=0.2)
    done = job(compare=base)

    assert done.returncode == 1, done.stdout + done.stderr
    given = outputs(job.temp)
    comment = Path(given["comment"]).read_text(encoding="utf-8")
    assert comment.startswith("<!-- promptkit score -->\n## promptkit gate: fail\n")
    assert "| raw | flicker | baseline | fail |" in comment
    assert (job.temp / "github_step_summary").read_text(encoding="utf-8") == comment
    assert (Path(given["run"]) / "study.json").is_file()
    assert job.repo.git("worktree", "list").count("\n") == 0
    assert job.repo.git("status", "--porcelain") == ""


def test_a_shot_that_is_new_is_no_worsening(job):
    """What both have is compared, what only the head has is told."""
    base = job.commit(SHOTS)
    job.commit([*SHOTS, "A dog leaps over the fence."])
    done = job(compare=base)

    assert done.returncode == 0, done.stdout + done.stderr
    comment = Path(outputs(job.temp)["comment"]).read_text(encoding="utf-8")
    assert "the baseline lacks them: raw/shot3" in comment


def test_a_suite_that_is_new_is_judged_by_its_limits(job):
    """There is nothing to compare with, and the job says so."""
    base = job.repo.commit(a_yaml="- A cat runs\n")
    job.commit(SHOTS)
    done = job(compare=base)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"::notice::{base} has no ci.yaml" in done.stdout


def test_a_suite_that_cannot_be_run_is_not_green(job):
    """Exit code 2, and no comment."""
    job.commit(SHOTS)

    assert job(suite="nowhere.yaml").returncode == 2
    assert not (job.temp / "github_output").exists()


def test_the_action_runs_nothing_that_it_is_given(job):
    """Inputs are words, not scripts."""
    job.commit(SHOTS)
    job(suite="$(touch ran)", args="; touch ran", compare="$(touch ran)", jobs="$(touch ran)")

    assert not (job.repo.folder / "film" / "ran").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
