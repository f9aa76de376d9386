"""`promptkit score`: tables for people and programs, JSON by contract, exit codes, runs that resume."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from made_clips import moving, write
from made_runs import a_score

from promptkit import watch
from promptkit.cli.score import _score_json, _shots, command
from promptkit.errors import UsageError
from promptkit.metric import Series, default_metrics
from promptkit.run import read_run

OFFLINE = ("--backbone", "msssim", "--face", "dlib")
QUICK = (*OFFLINE, "--metric", "lpips_adjacent")
PROGRAM = "import sys; from promptkit.cli import main; main()"


def run(*arguments, code=0):
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def clip(tmp_path):
    return write(tmp_path / "a clip.mp4", moving(24, 96, 128))


@pytest.fixture
def empty(tmp_path):
    path = tmp_path / "empty.mp4"
    path.touch()
    return path


def test_json_follows_the_contract(clip):
    """Schema, environment, one object a clip, one score a metric, nothing missing and nothing NaN."""
    document = json.loads(run(clip, *OFFLINE, "--format", "json").stdout, parse_constant=pytest.fail)

    assert document["schema"] == "promptkit.score/1"
    assert {"promptkit", "python", "av", "torch", "decoder", "device", "perceptual", "face", "weights"} <= set(
        document["environment"]
    )
    (told,) = document["clips"]
    assert list(told) == [
        "clip", "sha256", "width", "height", "fps", "frames", "duration", "notes", "scores", "complete"
    ]  # fmt: skip
    assert (told["clip"], told["width"], told["height"], told["frames"]) == (str(clip), 128, 96, 24)
    assert (told["fps"], told["duration"], told["complete"]) == (pytest.approx(24), pytest.approx(1), True)
    assert set(told["scores"]) == set(default_metrics())
    for name, score in told["scores"].items():
        assert score["metric"] == name
        assert list(score) == [
            "metric", "version", "status", "value", "why", "unit", "better", "detail", "series"
        ]  # fmt: skip
        assert (score["value"] is None) == (score["status"] != "scored") == bool(score["why"])
        assert score["series"] is None
    assert told["scores"]["identity"]["status"] == "not_applicable"


def test_series_are_included_on_request(clip):
    """With --series a score carries its curve, times and values of one length."""
    document = json.loads(run(clip, *QUICK, "--series", "--format", "json").stdout)

    series = document["clips"][0]["scores"]["lpips_adjacent"]["series"]
    assert len(series["t"]) == len(series["y"]) == 23
    assert set(series) == {"t", "y"}


def test_a_curve_says_what_is_its_own_alone():
    """Unit, direction and margin where they are not the score's, and no nulls in their place."""
    own = replace(a_score("detail_loss", 1.0), series=Series((0.0,), (1.0,), unit="share", better="higher"))
    told = _score_json(own, series=True)
    assert told["series"] == {"t": (0.0,), "y": (1.0,), "unit": "share", "better": "higher"}
    assert _score_json(own, series=False)["series"] is None


@pytest.fixture
def frozen_clip(tmp_path):
    return write(tmp_path / "frozen.mp4", moving(1, 96, 128).repeat(24, axis=0))


def test_flags_of_a_clip_are_said_once_and_stand_in_each_score_of_the_json(frozen_clip):
    """Above the table, where they hold for every number in it."""
    metrics = (*QUICK, "--metric", "frozen")
    lines = run(frozen_clip, *metrics).stdout.splitlines()
    document = json.loads(run(frozen_clip, *metrics, "--format", "json").stdout)

    assert lines[1] == "! frozen 100 % of the clip"
    assert sum("100 %" in line for line in lines) == 1
    for score in document["clips"][0]["scores"].values():
        assert score["detail"]["flags"] == [{"flag": "frozen", "text": "frozen 100 % of the clip", "share": 1.0}]


def test_a_shot_tells_what_was_ordered(clip, tmp_path):
    """With --shot the clip is held to the shot of its name, or to the one that --id names."""
    shots = tmp_path / "shots.yaml"
    shots.write_text(
        "shots:\n- {id: a clip, prompt: A cat walks., duration: 1}\n- {id: long, prompt: A dog runs., duration: 5}\n"
    )
    only = (*OFFLINE, "--metric", "delivery", "--format", "json", "--shot", shots)

    def delivery(*arguments):
        return json.loads(run(clip, *only, *arguments).stdout)["clips"][0]["scores"]["delivery"]

    assert delivery()["value"] == 0
    assert delivery("--id", "long")["detail"]["mismatches"] == [
        {"what": "duration", "ordered": "5 s", "delivered": "1 s"}
    ]


def test_shots_of_several_files_are_all_known(tmp_path):
    """None is dropped; one id of two shots is refused, in two files or one, for a clip answers one shot."""
    for name, known in (("a", "dune"), ("b", "fjord"), ("c", "dune")):
        (tmp_path / f"{name}.yaml").write_text(f"- id: {known}\n  prompt: Sand blows over a ridge.\n")
    a, b, c = (str(tmp_path / f"{name}.yaml") for name in "abc")

    assert list(_shots((a, b), None)) == ["dune", "fjord"]
    with pytest.raises(UsageError, match=r"a.yaml:2 and .*c.yaml:2: two shots are called 'dune'; rename one"):
        _shots((a, c), None)

    twice = tmp_path / "twice.yaml"
    twice.write_text("- {id: dune, prompt: Sand blows.}\n- {id: dune, prompt: Sand falls.}\n- {id: x, prompt: Rain.}\n")
    with pytest.raises(UsageError, match=r"twice.yaml:1 and .*twice.yaml:2: two shots are called 'dune'"):
        _shots((str(twice),), None)
    assert list(_shots((str(twice),), "x")) == ["x"]


def test_a_shot_that_is_not_in_the_file_is_a_usage_error(clip, tmp_path):
    """The names that are there are offered; --id alone says what is missing."""
    shots = tmp_path / "shots.txt"
    shots.write_text("A cat walks.\n")

    with pytest.raises(UsageError, match="nowhere"):
        run(clip, *QUICK, "--shot", shots, "--id", "nowhere")
    with pytest.raises(UsageError, match="--shot FILE"):
        run(clip, *QUICK, "--id", "nowhere")


def test_piped_table_has_one_line_a_score(clip):
    """Under the clip's name: metric, direction, value and unit on each line, no escapes, no wrapping."""
    first, remark, *lines = run(clip, *OFFLINE).stdout.splitlines()

    assert remark.startswith("! ")
    assert first.startswith(f"{clip}: 128×96 · 24 fps")
    assert lines[0].split() == ["metric", "better", "value", "unit"]
    assert [line.split()[0] for line in lines[1 : len(default_metrics()) + 1]] == [*default_metrics()]
    assert "\x1b" not in "".join(lines)


def test_reasons_stand_under_the_piped_table_and_stretch_no_column(clip):
    """A row says that there is no value, a line below it why."""
    lines = run(clip, *OFFLINE, "--metric", "identity", "--metric", "lpips_adjacent").stdout.splitlines()

    row = next(line for line in lines if line.startswith("identity "))
    assert row.split() == ["identity", "higher", "-", "not", "applicable"]
    assert lines[-1].startswith("identity: no face in ")
    assert len(row) < 60


def test_each_clip_has_a_piped_table_of_its_own(clip, frozen_clip):
    """A clip is named once, with a blank line before the next."""
    lines = run(clip, frozen_clip, *QUICK).stdout.splitlines()

    assert [sum(str(path) in line for line in lines) for path in (clip, frozen_clip)] == [1, 1]
    assert lines[lines.index("") + 1].startswith(str(frozen_clip))


def test_part_of_a_clip_is_scored(clip):
    """--from and --until (or --to) choose the frames."""
    for until in ("--until", "--to"):
        document = json.loads(run(clip, *QUICK, "--from", 0.25, until, 0.75, "--format", "json").stdout)

        assert document["clips"][0]["frames"] == 12
        assert (document["environment"]["from_s"], document["environment"]["until_s"]) == (0.25, 0.75)


def test_bad_clip_among_good_ones_costs_only_itself(clip, empty):
    """The others are scored, the bad one is named on stderr and in the JSON, and the exit code is 2."""
    result = run(empty, clip, *QUICK, "--format", "json", code=2)

    document = json.loads(result.stdout)
    assert [told["clip"] for told in document["clips"]] == [str(clip)]
    assert document["errors"][0]["clip"] == str(empty)
    assert f"promptkit: {empty}: the file is empty (0 bytes)" in result.stderr


def test_failed_score_is_exit_code_one(clip, monkeypatch, tmp_path):
    """Absent weights of a named backbone fail the score; the reason is below the table."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    result = run(clip, "--metric", "lpips_drift", "--backbone", "vgg", code=1)

    assert "\nlpips_drift: the weights vgg16" in result.stdout
    assert "run: promptkit weights fetch vgg16" in result.stdout


def test_fallback_is_one_line_on_stderr(clip, monkeypatch, tmp_path):
    """With auto and no weights, stderr says once which backbone is used and what would get the default."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    result = run(clip, clip, "--metric", "lpips_adjacent", "--metric", "lpips_drift")

    assert result.stderr.count("\n") == 1
    assert "tiny" in result.stderr
    assert "LPIPS (tiny)" in result.stdout


def test_truncated_clip_is_scored_and_said(tmp_path):
    """A clip without its tail exits 0, is not complete, and stderr says how far it went."""
    noise = np.random.default_rng(0).integers(0, 256, (48, 96, 128, 3), dtype=np.uint8)
    path = write(tmp_path / "a.mp4", noise, faststart=True)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    result = run(path, *QUICK, "--format", "json")

    (told,) = json.loads(result.stdout)["clips"]
    assert not told["complete"]
    assert told["scores"]["lpips_adjacent"]["status"] == "scored"
    assert "scored only as far as it can be decoded" in result.stderr


@pytest.fixture
def decodes(monkeypatch):
    calls = []
    decode = watch.frames
    monkeypatch.setattr(watch, "frames", lambda *args, **options: calls.append(1) or decode(*args, **options))
    return calls


def test_a_run_begins_with_its_first_score(clip, empty, tmp_path):
    """Where no clip can be read no folder is left behind; one that can be makes it, wherever it stands in the list."""
    folder = tmp_path / "runs" / "e"
    run(tmp_path / "nothere.mp4", empty, *QUICK, "--run", folder, code=2)
    assert not folder.parent.exists()

    run(tmp_path / "nothere.mp4", clip, *QUICK, "--run", folder, code=2)
    assert [*read_run(folder).entries] == [clip.stem]


def test_a_folder_stands_for_its_videos(clip, tmp_path):
    """Those below it too; notes, pictures and what is hidden are no clips."""
    folder = tmp_path / "made"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.mp4", "deep/a.MP4", ".part.mp4", "b.json", "who.png"):
        (folder / name).write_bytes(clip.read_bytes())

    document = json.loads(run(folder, *QUICK, "--format", "json").stdout)
    assert [told["clip"] for told in document["clips"]] == [str(folder / "b.mp4"), str(folder / "deep" / "a.MP4")]


def test_run_folder_resumes(clip, tmp_path, decodes):
    """A clip that the run holds is not scored again, even without the cache; a new one is added."""
    folder, other = tmp_path / "run", write(tmp_path / "b.mp4", moving(24, 96, 128, seed=1))
    first = json.loads(run(clip, *QUICK, "--no-cache", "--run", folder, "--format", "json").stdout)

    second = json.loads(run(clip, other, *QUICK, "--no-cache", "--run", folder, "--format", "json").stdout)

    assert len(decodes) == 2
    assert second["clips"][0] == first["clips"][0]
    assert len((folder / "scores.jsonl").read_text().splitlines()) == 2


def test_run_with_other_settings_is_refused(clip, tmp_path):
    """Numbers of two backbones never stand in one folder."""
    run(clip, *QUICK, "--run", tmp_path / "run")

    with pytest.raises(UsageError, match="other settings"):
        run(clip, *QUICK, "--until", 0.5, "--run", tmp_path / "run")


def test_run_keeps_going_past_a_bad_clip(clip, empty, tmp_path):
    """In a run as without: the good clip is on disk, the bad one is exit code 2."""
    run(empty, clip, *QUICK, "--run", tmp_path / "run", code=2)

    assert len((tmp_path / "run" / "scores.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "gone.mp4", "there is no such file"),
        (lambda folder: folder, "this is a folder"),
        (lambda folder: (folder / "notes.mp4").write_text("words " * 99) and folder / "notes.mp4", "a text file"),
    ],
)
def test_bad_input_is_two_and_one_line(tmp_path, make, message):
    """From the shell: exit code 2, one line that names file and remedy, no traceback."""
    path = make(tmp_path)

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "score", str(path), *QUICK], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(path) in done.stderr
    assert message in done.stderr


def test_unknown_metric_is_two_and_one_line(clip):
    """A misspelt metric stops before any decoding, with the nearest name."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "score", str(clip), "--metric", "lpips_drft"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "did you mean lpips_drift" in done.stderr
