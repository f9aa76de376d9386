"""Noise floors: what is measured, what is counted, what is written."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from made_clips import moving, write

from promptkit import calibrate as module
from promptkit.calibrate import calibrate
from promptkit.cli.calibrate import _progress, command
from promptkit.errors import ClipError, UsageError
from promptkit.gate.baseline import read_noise
from promptkit.metric import find_metric
from promptkit.plan import plan

FLICKER = find_metric("vbench_flicker")
WAYS = ("decoded_again", "crf_18", "crf_23", "a_little_smaller")


@pytest.fixture
def clip(tmp_path):
    return write(tmp_path / "a.mp4", moving(12, 96, 128))


@pytest.fixture
def how():
    return plan(metrics=["vbench_flicker", "identity"], face="dlib", backbone="msssim")


@pytest.fixture
def scored(monkeypatch):
    """Scores that are given, in the order in which clips are measured; None is not applicable."""

    def give(values):
        left = iter(values)

        def measure(_clip, _how):
            value = next(left)
            status = "not_applicable" if value is None else "scored"
            score = FLICKER.answer(status, value=value, why="it stands" if value is None else None)
            return SimpleNamespace(scores={FLICKER.name: score})

        monkeypatch.setattr(module, "measure", measure)

    return give


def test_a_real_clip_has_a_floor_that_is_small_and_not_zero(clip, how):
    """Decoding again changes nothing here, encoding again a little; a metric without an answer has no floor."""
    noise = calibrate([clip], how)

    (floor,) = noise.floors
    assert (floor.metric, floor.changes, noise.ways) == ("vbench_flicker", 4, WAYS)
    assert floor.by_change["decoded_again"] == 0
    assert 0 < floor.by_change["crf_18"] < 0.01
    assert floor.floor == max(floor.by_change.values())
    assert "face" in noise.unmeasured["identity"]
    assert noise.environment["decoder"].startswith("PyAV")


def test_the_floor_is_the_95th_percentile_of_absolute_changes(tmp_path, scored):
    """Of forty changes of known sizes the floor is the 39th, of four the largest; the sign does not matter."""
    clips = [write(tmp_path / f"{n}.mp4", moving(4, 32, 48, seed=n)) for n in range(10)]
    sizes = np.random.default_rng(0).permutation(np.arange(1, 41)).reshape(10, 4) / 100
    signs = np.where(np.arange(4) % 2, -1, 1)
    scored(np.column_stack([np.full(10, 0.5), 0.5 + sizes * signs]).ravel())

    (floor,) = calibrate(clips, plan(metrics=["vbench_flicker"])).floors

    assert floor.changes == 40
    assert floor.floor == pytest.approx(0.39)
    assert max(floor.by_change.values()) == pytest.approx(0.4)
    assert floor.worst_clip == str(clips[int(np.argmax(sizes.max(axis=1)))])


def test_only_pairs_of_values_count(clip, scored):
    """A change after which there is no value adds none; none at all leaves the metric without a floor, with why."""
    scored([0.5, 0.5, None, 0.52, None])
    (floor,) = calibrate([clip], plan(metrics=["vbench_flicker"])).floors

    scored([None] * 5)
    nothing = calibrate([clip], plan(metrics=["vbench_flicker"]))

    assert (floor.changes, floor.floor) == (2, pytest.approx(0.02))
    assert (nothing.floors, nothing.unmeasured) == ((), {"vbench_flicker": "it stands"})


def test_another_device_is_one_more_way(clip, how):
    """Scores of both devices are compared; here they are one."""
    noise = calibrate([clip], how, other_device="cpu")

    assert noise.ways == ("decoded_again", "on cpu", *WAYS[1:])
    assert noise.environment["other_device"] == "cpu"


def test_only_the_part_that_is_asked_for_is_used(tmp_path):
    """The floors of a clip up to 0.25 s are those of the clip cut there."""
    cut = write(tmp_path / "cut.mp4", moving(12, 96, 128)[:6], codec="libx264rgb", pix_fmt="rgb24", options={"qp": "0"})
    whole = write(tmp_path / "long.mp4", moving(12, 96, 128), codec="libx264rgb", pix_fmt="rgb24", options={"qp": "0"})
    one = calibrate([cut], plan(metrics=["vbench_flicker"])).floors[0]

    other = calibrate([whole], plan(metrics=["vbench_flicker"], until_s=0.25)).floors[0]

    assert other.by_change == pytest.approx(one.by_change)


def test_bad_input_is_refused(tmp_path, how):
    """No clip, and a file that is none."""
    with pytest.raises(UsageError, match="no clip"):
        calibrate([], how)
    with pytest.raises(ClipError, match="no such file"):
        calibrate([tmp_path / "gone.mp4"], how)


def test_the_command_writes_what_a_gate_reads(clip, tmp_path):
    """A table for people; the file holds the floors by metric, and with what they were measured."""
    file = tmp_path / "noise.json"

    result = CliRunner().invoke(
        command, [str(clip), "-o", str(file), "--metric", "vbench_flicker", "--metric", "identity", "--face", "dlib"]
    )

    assert result.exit_code == 0, result.output
    told = json.loads(file.read_text())
    assert told["schema"] == "promptkit.noise/1"
    assert list(told["floors"]) == ["vbench_flicker"]
    assert told["floors"]["vbench_flicker"] == told["metrics"][0]["floor"]
    assert told["environment"]["device"] == "cpu"
    assert read_noise(file) == told["floors"]
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["metric", "vbench_flicker"]
    assert lines[2].startswith("identity: ")
    assert result.stderr == ""


def test_scores_that_are_always_0_have_no_floor_that_says_something(clip, scored):
    """The file keeps the 0; the table shows none, and why below; one value that is not 0 makes it a floor."""
    scored([0.0] * 5)
    told = CliRunner().invoke(command, [str(clip), "--metric", "vbench_flicker"])
    scored([0.0] * 5)
    (floor,) = calibrate([clip], plan(metrics=["vbench_flicker"])).floors
    scored([0.5] * 5)
    (other,) = calibrate([clip], plan(metrics=["vbench_flicker"])).floors

    assert told.stdout.splitlines()[1].split()[:3] == ["vbench_flicker", "-", "4"]
    assert told.stdout.splitlines()[2] == (
        "vbench_flicker: all scores were 0, which does not say how much others change"
    )
    assert (floor.floor, floor.always_0, other.always_0) == (0.0, True, False)


def test_what_takes_long_says_what_it_does(capsys):
    """A line on stderr, at most one in ten seconds, and none where it is soon over."""
    times = iter([0.0, 5.0, 11.0, 11.0, 14.0])
    tell = _progress(lambda: next(times))
    for what in ("a: as it is", "a: crf_18", "a: crf_23"):
        tell(what)
    assert capsys.readouterr().err == "promptkit: a: crf_18\n"
