"""A study is made once, survives what stops it, and gives the same numbers however it is cut up."""

import json
import shutil

import pytest
from suites import write_suite

from promptkit.compare import compare_runs
from promptkit.errors import ClipError, ProviderError, UsageError
from promptkit.study import Shard, arms_of, merge, read_arm, run_suite
from promptkit.suite import read_suite


def scores(folder):
    """(arm, case, metric) → value of everything in a run."""
    return {
        (arm, case, name): score.value
        for arm in arms_of(folder)
        for case, entry in read_arm(folder, arm).entries.items()
        for name, score in entry.scores.items()
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A suite and its complete run."""
    folder = tmp_path_factory.mktemp("whole")
    suite = read_suite(write_suite(folder / "evals"))
    done = list(run_suite(suite, folder / "run"))
    return suite, folder / "run", done


def test_every_case_is_scored_and_paired(whole):
    """Each arm holds every case; the arms compare by prompt, and the flawed one is worse."""
    _, folder, done = whole

    assert len(done) == 4
    assert all(one.entry and one.is_new for one in done)
    comparison = compare_runs(read_arm(folder, "clean"), read_arm(folder, "flawed"))
    (flicker,) = comparison.metrics
    assert len(flicker.pairs) == 2
    assert all(pair.b > 5 * pair.a for pair in flicker.pairs)
    assert read_arm(folder, "clean").entries["pier"].prompt_id == "pier"


def test_what_is_there_is_not_made_again(whole):
    """A second run makes nothing, and writes nothing."""
    suite, folder, _ = whole
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix in (".mp4", ".jsonl")}

    assert not any(one.is_new for one in run_suite(suite, folder))
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_new_metric_is_scored_alone(whole, tmp_path):
    """A metric that joins the suite is measured for the clips there are; what was scored stays."""
    _, folder, _ = whole
    shutil.copytree(folder, tmp_path / "run")
    before = scores(folder)
    suite = read_suite(write_suite(tmp_path, metrics=["flicker", "motion", "lpips_adjacent"]))
    list(run_suite(suite, tmp_path / "run"))
    after = scores(tmp_path / "run")

    assert {key: after[key] for key in before} == before
    assert {name for _, _, name in after} == {"flicker", "motion", "lpips_adjacent"}


def test_a_new_seed_makes_its_clips_alone(tmp_path):
    """Cases that join the suite are made; the others' files are not touched."""
    suite = read_suite(write_suite(tmp_path, seeds=[1], variants={"clean": {}}, compare=None))
    list(run_suite(suite, tmp_path / "run"))
    more = read_suite(write_suite(tmp_path, seeds=[1, 2], variants={"clean": {}}, compare=None))

    assert [(one.case, one.is_new) for one in run_suite(more, tmp_path / "run")] == [
        ("pier~s1", False), ("pier~s2", True), ("flag~s1", False), ("flag~s2", True),
    ]  # fmt: skip


def test_a_changed_prompt_makes_a_new_clip(whole, tmp_path):
    """A clip that was ordered with other words is not taken for this case's."""
    _, folder, _ = whole
    shutil.copytree(folder, tmp_path / "run")
    path = write_suite(tmp_path)
    (tmp_path / "shots.yaml").write_text(
        "- {id: pier, prompt: A man walks along a pier.}\n- {id: flag, prompt: A red flag in a field.}\n"
    )

    assert [(one.arm, one.case) for one in run_suite(read_suite(path), tmp_path / "run") if one.is_new] == [
        ("clean", "pier"), ("flawed", "pier"),
    ]  # fmt: skip


def test_shards_put_together_are_the_whole(whole, tmp_path):
    """Every case is in one shard, and the merged run holds the same scores to the last bit."""
    suite, folder, _ = whole
    for number in (1, 2, 3):
        list(run_suite(suite, tmp_path / str(number), shard=Shard(number, 3)))
    count = merge([tmp_path / "1", tmp_path / "2", tmp_path / "3"], tmp_path / "all")

    assert count == 4
    assert scores(tmp_path / "all") == pytest.approx(scores(folder), abs=1e-12)


def test_processes_do_not_change_a_number(whole, tmp_path):
    """Two processes give what one gives."""
    suite, folder, _ = whole
    list(run_suite(suite, tmp_path / "run", jobs=2))

    assert scores(tmp_path / "run") == pytest.approx(scores(folder), abs=1e-12)


def test_a_chain_is_one_timeline(tmp_path):
    """2 x 0.5 s is one clip of 1 s whose parts are different clips."""
    suite = read_suite(write_suite(tmp_path, durations=["2x0.5"], variants={"clean": {}}, compare=None))
    done = list(run_suite(suite, tmp_path / "run"))

    assert [(one.entry.frames, one.entry.duration) for one in done] == [(24, 1.0)] * 2


def test_a_missing_file_stops_no_other_case(tmp_path):
    """A folder provider without a file says which; the rest is scored."""
    source = read_suite(write_suite(tmp_path / "s", variants={"clean": {}}, compare=None))
    list(run_suite(source, tmp_path / "s" / "run"))
    folder = {"folder": "s/run/clean/clips/{shot}.mp4"}
    suite = read_suite(write_suite(tmp_path, variants={"v1": {}}, provider=folder, compare=None))
    (tmp_path / "s" / "run" / "clean" / "clips" / "flag.mp4").unlink()
    pier, flag = run_suite(suite, tmp_path / "run")

    assert pier.entry
    assert isinstance(flag.error, ClipError)
    assert "flag.mp4" in str(flag.error)


def test_a_command_that_fails_is_said(tmp_path):
    """A local generator gets its arguments one by one, and its last words are the reason."""
    command = {"command": ["python3", "-c", "import sys; sys.exit('no ' + sys.argv[1])", "{prompt}"]}
    suite = read_suite(write_suite(tmp_path, variants={"clean": {}}, provider=command, compare=None))
    errors = [one.error for one in run_suite(suite, tmp_path / "run")]

    assert all(isinstance(error, ProviderError) for error in errors)
    assert "no A woman walks along a pier." in str(errors[0])


def test_a_folder_of_another_suite_is_refused(whole, tmp_path):
    """Two suites never mix in one folder, and a folder without a study is an error."""
    _, folder, _ = whole
    other = read_suite(write_suite(tmp_path, name="other"))

    with pytest.raises(UsageError, match="holds a run of the suite 'tiny'"):
        list(run_suite(other, folder))
    with pytest.raises(UsageError, match="no study"):
        arms_of(tmp_path)


def test_the_order_is_beside_the_clip(whole):
    """What was ordered can be read beside each clip."""
    _, folder, _ = whole
    told = json.loads((folder / "flawed" / "clips" / "pier.json").read_text())

    assert (told["prompt"], told["flaws"], told["duration"]) == ("A woman walks along a pier.", {"flicker": 0.05}, 1.0)


def test_a_generator_that_makes_nothing_is_not_believed(tmp_path):
    """A clip that was ordered otherwise is gone before the command runs: its silence cannot pass the old one off."""
    make = {"command": ["python3", "-c", "import shutil, sys; shutil.copy(*sys.argv[1:])", "clip.mp4", "{output}"]}
    source = read_suite(write_suite(tmp_path / "s", variants={"clean": {}}, compare=None))
    list(run_suite(source, tmp_path / "s" / "run"))
    clip = tmp_path / "s" / "run" / "clean" / "clips" / "pier.mp4"
    make["command"][3] = str(clip)
    list(
        run_suite(read_suite(write_suite(tmp_path, variants={"v": {}}, provider=make, compare=None)), tmp_path / "run")
    )
    idle = {"command": ["python3", "-c", "pass", "{output}"]}
    again = read_suite(write_suite(tmp_path, variants={"v": {}}, provider=idle, compare=None))

    assert all(isinstance(one.error, ProviderError) for one in run_suite(again, tmp_path / "run"))


def test_other_words_ask_for_other_scores(whole, tmp_path):
    """The simulator reads no negative: the clip stays, but what was scored for other words is scored again."""
    _, folder, _ = whole
    shutil.copytree(folder, tmp_path / "run")
    variants = {"clean": {"negative": "blur"}, "flawed": {"flaws": {"flicker": 0.05}}}
    suite = read_suite(write_suite(tmp_path, variants=variants))

    assert [(one.arm, one.is_new) for one in run_suite(suite, tmp_path / "run")] == [
        ("clean", True), ("clean", True), ("flawed", False), ("flawed", False),
    ]  # fmt: skip
    assert read_arm(tmp_path / "run", "clean").entries["pier"].shot.negative == "blur"


def test_merging_again_writes_nothing(whole, tmp_path):
    """Shards that are in already are not appended a second time, and another suite's run is left alone."""
    _, folder, _ = whole
    merge([folder], tmp_path / "all")
    before = (tmp_path / "all" / "clean" / "scores.jsonl").read_bytes()
    merge([folder], tmp_path / "all")

    assert (tmp_path / "all" / "clean" / "scores.jsonl").read_bytes() == before
    other = read_suite(write_suite(tmp_path, name="other"))
    list(run_suite(other, tmp_path / "other"))
    with pytest.raises(UsageError, match="holds a run of the suite"):
        merge([folder], tmp_path / "other")
