"""Run folders: resume, damage, settings, two writers."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from made_runs import SETTINGS, a_run, a_score, an_entry

from promptkit.entry import differences
from promptkit.errors import UsageError
from promptkit.run import case_ids, open_run, read_run

HERE = Path(__file__).parent


def lines(folder):
    return (folder / "scores.jsonl").read_text(encoding="utf-8").splitlines()


def test_what_was_added_is_read_back_whole(tmp_path):
    """Scores with series, detail, reasons and Unicode survive the file."""
    entry = an_entry(
        "Küste 海",
        {"flicker": a_score("flicker", 0.25, series=((0.0, 0.5), (0.1, 0.4)), detail={"hz": 7.5, "curve": [1, 2]}),
         "identity": "not_applicable: no face"},
        prompt='a "quoted" prompt\nof two lines \u2028 </script>',
    )  # fmt: skip
    a_run(tmp_path / "run", entry)
    assert read_run(tmp_path / "run").entries == {"Küste 海": entry}


def test_run_json_says_what_the_numbers_were_measured_with(tmp_path):
    """Schema, promptkit's version, settings and their hash."""
    a_run(tmp_path, an_entry())
    told = json.loads((tmp_path / "run.json").read_text())
    assert told["schema"] == "promptkit.run/1"
    assert told["settings"]["perceptual"] == "alex"
    assert told["sha256"] == replace(SETTINGS, metrics={"flicker": 1}).sha256


def test_a_scored_clip_is_known_by_case_and_content(tmp_path):
    """Resume skips the same bytes under the same case, and nothing else."""
    with open_run(tmp_path, SETTINGS) as run:
        run.append(an_entry("a", sha256="11" * 32))
    with open_run(tmp_path, SETTINGS) as again:
        assert again.scored("a", "11" * 32)
        assert not again.scored("a", "22" * 32)
        assert not again.scored("b", "11" * 32)


def test_a_clip_whose_score_failed_is_scored_again(tmp_path):
    """Failures may pass (weights fetched, memory freed); not_applicable is an answer and stays."""
    run = a_run(
        tmp_path, an_entry("a", {"flicker": "failed: out of memory"}), an_entry("b", {"flicker": "not_applicable: x"})
    )
    assert not run.scored("a", "cd" * 32)
    assert run.scored("b", "cd" * 32)


def test_a_changed_clip_replaces_its_scores(tmp_path):
    """Under one case the last line counts; the file only grows."""
    with open_run(tmp_path, SETTINGS) as run:
        run.append(an_entry("a", {"flicker": 1.0}))
        run.append(an_entry("a", {"flicker": 2.0}, sha256="ef" * 32))
    assert len(lines(tmp_path)) == 2
    assert read_run(tmp_path).entries["a"].scores["flicker"].value == 2.0


def test_two_clips_cannot_share_a_case(tmp_path):
    """As long as the first clip exists, another file may not take its place unseen."""
    (tmp_path / "one.mp4").touch()
    with open_run(tmp_path, SETTINGS) as run:
        run.append(an_entry("a", clip="one.mp4"))
        with pytest.raises(UsageError, match=r"'a' already stands for one\.mp4"):
            run.append(an_entry("a", clip="two.mp4"))
        (tmp_path / "one.mp4").rename(tmp_path / "two.mp4")
        run.append(an_entry("a", clip="two.mp4"))


@pytest.mark.parametrize("torn", ['{"case": "b", "cl', "\0" * 40, '{"case": "b"}\n', "{}"])
def test_a_torn_last_line_is_dropped_and_cut_off(tmp_path, torn, caplog):
    """What was not wholly written counts as not scored; what follows starts on a line of its own."""
    a_run(tmp_path, an_entry("a"))
    with (tmp_path / "scores.jsonl").open("a") as file:
        file.write(torn)
    with caplog.at_level(logging.WARNING):
        assert list(read_run(tmp_path).entries) == ["a"]
    assert "cut off" in caplog.text
    with open_run(tmp_path, replace(SETTINGS, metrics={"flicker": 1})) as run:
        run.append(an_entry("b"))
    assert list(read_run(tmp_path).entries) == ["a", "b"]
    assert len(lines(tmp_path)) == 2


def test_reading_never_writes(tmp_path):
    """A torn line may be one that another process is writing just now."""
    a_run(tmp_path, an_entry("a"))
    file = tmp_path / "scores.jsonl"
    file.write_bytes(file.read_bytes() + b'{"case"')
    before = file.read_bytes()
    read_run(tmp_path)
    assert file.read_bytes() == before


def test_damage_in_the_middle_is_said_with_its_line(tmp_path):
    """Only the last line can be torn; anything else is not ours to guess."""
    a_run(tmp_path, an_entry("a"), an_entry("b"))
    good = lines(tmp_path)
    (tmp_path / "scores.jsonl").write_text(f"{good[0]}\nnonsense\n{good[1]}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"scores\.jsonl:2 is damaged"):
        read_run(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"perceptual": "msssim"}, "different perceptual backbone: alex there, msssim here"),
        ({"metrics": {"flicker": 2}}, "metrics flicker is 1 there, 2 here"),
        ({"weights": {}}, "weights alex is abababab there, absent here"),
        ({"until_s": 5.0}, "until is the end there, 5.0 here"),
    ],
)
def test_other_settings_are_refused_by_name(tmp_path, change, said):
    """A run holds numbers of one kind; the message says what differs."""
    settings = replace(SETTINGS, metrics={"flicker": 1})
    open_run(tmp_path, settings).close()
    with pytest.raises(UsageError, match=said):
        open_run(tmp_path, replace(settings, **change))
    open_run(tmp_path, settings).close()


def test_equal_settings_differ_in_nothing():
    """The order of metrics is no setting."""
    turned = replace(SETTINGS, metrics=dict(reversed(SETTINGS.metrics.items())))
    assert differences(SETTINGS, turned) == []
    assert turned.sha256 == SETTINGS.sha256


@pytest.mark.parametrize("text", ["", "[]", "null", '{"schema": "other/1"}', '{"schema": "promptkit.run/1"}', "\udcff"])
def test_a_damaged_run_json_is_a_usage_error(tmp_path, text):
    """Never a traceback out of a parser."""
    (tmp_path / "run.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=r"run\.json is damaged"):
        read_run(tmp_path)


def test_what_is_no_run_is_said(tmp_path):
    """A missing folder, and a file where a folder should be."""
    with pytest.raises(UsageError, match="is no run"):
        read_run(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        open_run(tmp_path / "file", SETTINGS)


OPENER = """
import sys
sys.path.insert(0, sys.argv[2])
from made_runs import SETTINGS
from promptkit.errors import UsageError
from promptkit.run import open_run
try:
    open_run(sys.argv[1], SETTINGS)
except UsageError as error:
    print(error)
else:
    print("open")
"""


def test_one_writer_at_a_time(tmp_path):
    """A second process gets a clear error, readers do not, and closing lets the next one in."""
    other = [sys.executable, "-c", OPENER, str(tmp_path), str(HERE)]
    with open_run(tmp_path, SETTINGS):
        said = subprocess.run(other, capture_output=True, text=True, check=True).stdout
        assert "another process is writing" in said
        assert read_run(tmp_path).entries == {}
    assert subprocess.run(other, capture_output=True, text=True, check=True).stdout == "open\n"


def test_a_run_opened_for_reading_takes_no_scores(tmp_path):
    """Nor does one that was closed."""
    run = a_run(tmp_path, an_entry("a"))
    for closed in (run, read_run(tmp_path)):
        with pytest.raises(UsageError, match="opened for reading"):
            closed.append(an_entry("b"))


def test_numbers_that_json_cannot_hold_are_refused_before_they_are_written(tmp_path):
    """A NaN is a defect of a metric, and must not reach the file."""
    with open_run(tmp_path, SETTINGS) as run, pytest.raises(ValueError, match="JSON"):
        run.append(an_entry("a", {"flicker": a_score(value=float("nan"))}))
    assert read_run(tmp_path).entries == {}


SCORER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from made_runs import SETTINGS, an_entry
from promptkit.run import open_run
with open_run(sys.argv[1], SETTINGS) as run:
    for number in range(20):
        case = f"clip{number:02}"
        if run.scored(case, "cd" * 32):
            continue
        run.append(an_entry(case))
        time.sleep(float(sys.argv[3]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_run_finishes_with_each_clip_scored_once(tmp_path):
    """After kill -9 in the middle of 20 clips the same command scores the rest, and nothing twice."""
    command = [sys.executable, "-c", SCORER, str(tmp_path / "run"), str(HERE)]
    victim = subprocess.Popen([*command, "0.05"])
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        file = tmp_path / "run" / "scores.jsonl"
        if file.exists() and file.read_bytes().count(b"\n") >= 5:
            break
        time.sleep(0.01)
    os.kill(victim.pid, signal.SIGKILL)
    assert victim.wait() == -signal.SIGKILL
    assert 5 <= len(lines(tmp_path / "run")) < 20
    subprocess.run([*command, "0"], check=True)
    cases = [json.loads(line)["case"] for line in lines(tmp_path / "run")]
    assert cases == [f"clip{number:02}" for number in range(20)]


def test_paths_inside_the_run_are_relative_others_absolute(tmp_path):
    """A run folder can be moved with its clips."""
    run = a_run(tmp_path / "run", an_entry("a"))
    assert run._written(tmp_path / "run" / "clips" / "a.mp4") == "clips/a.mp4"
    assert run._written(tmp_path / "other" / "a.mp4") == (tmp_path / "other" / "a.mp4").resolve().as_posix()
    assert run.path_of(an_entry("a", clip="clips/a.mp4")) == tmp_path / "run" / "clips" / "a.mp4"


def test_the_frame_is_tidy(tmp_path):
    """One row a case and metric; a missing value is NaN with its status and reason beside it."""
    run = a_run(tmp_path, an_entry("a", {"flicker": 1.5, "identity": "not_applicable: no face"}), an_entry("b"))
    frame = run.frame()
    assert list(zip(frame["case"], frame["metric"], strict=True)) == [
        ("a", "flicker"), ("a", "identity"), ("b", "flicker"),
    ]  # fmt: skip
    assert frame["value"].tolist()[::2] == [1.5, 1.0]
    assert frame["value"].isna().tolist() == [False, True, False]
    assert frame.loc[1, ["status", "why"]].tolist() == ["not_applicable", "no face"]
    assert frame["value"].dtype == "float64"


def test_the_frame_of_an_empty_run_has_its_columns(tmp_path):
    """So that code which groups and filters does not break on it."""
    with open_run(tmp_path, SETTINGS) as run:
        assert {"case", "metric", "value", "status"} <= set(run.frame().columns)


def test_case_ids_are_names_with_as_many_folders_as_needed():
    """Equal names take their parents along, others stay short; dots inside a name stay."""
    paths = [Path("x/1/clip.mp4"), Path("x/2/clip.mp4"), Path("x/2/a.v1.mp4"), Path("y/2/clip.mp4")]
    assert list(case_ids(paths).values()) == ["1/clip", "x/2/clip", "a.v1", "y/2/clip"]


def test_a_link_is_a_case_of_its_own_name(tmp_path):
    """Not of the file in a store that it points to."""
    (tmp_path / "one.mp4").symlink_to(tmp_path / "abc123.mp4")
    assert list(case_ids([tmp_path / "one.mp4"]).values()) == ["one"]


def test_one_clip_named_twice_is_one_case(tmp_path, monkeypatch):
    """Relative and absolute, it is no clash."""
    monkeypatch.chdir(tmp_path)
    assert case_ids([Path("a.mp4"), tmp_path / "a.mp4", Path("x/../a.mp4")]) == {Path("a.mp4"): "a"}


def test_places_that_cannot_hold_a_run_are_usage_errors(tmp_path):
    """Under a file, or with a name that no file system takes: path, reason and remedy, no traceback."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=rf"{tmp_path / 'file' / 'run'}: .*name another folder"):
        open_run(tmp_path / "file" / "run", SETTINGS)
    for do in (lambda folder: open_run(folder, SETTINGS), read_run):
        with pytest.raises(UsageError, match="too long for the name of a file; give a shorter one"):
            do(tmp_path / ("x" * 300))


def test_a_refused_opening_leaves_the_folder_unlocked(tmp_path):
    """Files that cannot be read (here: a folder in their place) are said, and the next opening is not refused."""
    (tmp_path / "scores.jsonl").mkdir()
    with pytest.raises(UsageError, match="name another folder"):
        open_run(tmp_path, SETTINGS)
    (tmp_path / "scores.jsonl").rmdir()
    open_run(tmp_path, SETTINGS).close()


def test_two_suffixes_of_one_name_are_refused():
    """`a.mp4` and `a.webm` would be one case."""
    with pytest.raises(UsageError, match="only in the suffix"):
        case_ids([Path("x/a.mp4"), Path("x/a.webm")])
