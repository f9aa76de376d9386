"""What every degradation must do, and how they reach files."""

from itertools import pairwise

import numpy as np
import pytest
from made_clips import moving, write

import promptkit.testing
from promptkit.clip import open_clip
from promptkit.errors import ClipError, UnknownName, UsageError
from promptkit.metric import all_metrics
from promptkit.testing.claims import CLAIMS
from promptkit.testing.degrade import LADDER, SEVERITIES, FacePair, apply_to_file, read_clip, write_exact

FPS = 24.0
EYES_NOSE_MOUTH = np.array([[50, 30], [74, 30], [62, 44], [53, 57], [72, 57]], dtype=float)
EXTRAS = {
    "other": np.full((5, 40, 60, 3), 30, np.uint8),
    "faces": FacePair(
        landmarks=np.repeat(EYES_NOSE_MOUTH[None], 24, axis=0),
        other=moving(1, 96, 128, seed=9)[0],
        other_landmarks=EYES_NOSE_MOUTH,
    ),
}
CASES = [(name, severity) for name in LADDER for severity in SEVERITIES]


def test_a_name_that_is_not_in_the_ladder_is_met_with_those_like_it():
    """The function's name, which several rungs share, offers them; the help of the module lists all."""
    with pytest.raises(UnknownName, match=r"unknown degradation 'global_flicker'; did you mean .*global_flicker_3hz"):
        LADDER["global_flicker"]
    assert LADDER.get("global_flicker") is None
    listed = promptkit.testing.degrade.__doc__.partition("names in the ladder:")[2]
    assert listed.replace(",", " ").split() == [*LADDER]


def degraded(name, rgb, severity, **options):
    needs = LADDER[name].needs
    return LADDER[name](rgb, FPS, severity=severity, **({needs: EXTRAS[needs]} if needs else {}), **options)


@pytest.mark.parametrize(("name", "severity"), CASES)
def test_frames_change_repeatably_and_the_input_does_not(name, severity):
    """Other frames of the same size come out, the same ones each time; what was given stays as it was."""
    rgb = moving()
    before = rgb.copy()

    first, second = (degraded(name, rgb, severity, seed=7) for _ in range(2))

    assert np.array_equal(rgb, before)
    assert np.array_equal(first, second)
    assert first.dtype == np.uint8
    assert first.shape[1:] == rgb.shape[1:]
    assert not np.array_equal(first, rgb)
    assert not np.shares_memory(first, rgb)


@pytest.mark.parametrize("name", LADDER)
def test_severity_0_is_the_identity(name):
    """Nothing changes, and it is a copy."""
    rgb = moving()

    assert np.array_equal(degraded(name, rgb, 0), rgb)
    assert not np.shares_memory(degraded(name, rgb, 0), rgb)


@pytest.mark.parametrize("name", LADDER)
def test_amounts_grow_with_severity(name):
    """A ladder goes up."""
    amounts = LADDER[name].amounts

    assert all(low < high for low, high in pairwise(amounts))


@pytest.mark.parametrize("name", sorted(set(LADDER) - {"freeze", "hard_cut", "loop", "identity_morph", "face_swap"}))
def test_another_seed_draws_otherwise(name):
    """What is drawn at random depends on the seed."""
    rgb = moving()

    assert not np.array_equal(degraded(name, rgb, 3, seed=1), degraded(name, rgb, 3, seed=2))


@pytest.mark.parametrize("severity", [-1, 6, 2.5])
def test_severity_out_of_range_is_refused(severity):
    """The message says what was got and what is offered."""
    with pytest.raises(UsageError, match=r"0 \(nothing\) to 5"):
        degraded("noise", moving(2), severity)


@pytest.mark.parametrize(
    ("name", "needs"), [("hard_cut", "other"), ("identity_morph", "faces"), ("face_swap", "faces")]
)
def test_what_is_needed_must_be_given(name, needs):
    """A cut needs somewhere to cut to, a morph faces."""
    with pytest.raises(UsageError, match=f"{name} needs {needs}="):
        LADDER[name](moving(2), FPS)


@pytest.mark.parametrize(
    "rgb", [np.zeros((2, 8, 8, 3), np.uint8), np.zeros((4, 8, 8, 3)), np.zeros((4, 8, 8), np.uint8)]
)
def test_only_frames_are_taken(rgb):
    """Two frames are too few; floats and grey pictures are no frames."""
    with pytest.raises(UsageError, match="frames must be uint8"):
        LADDER["noise"](rgb, FPS)


def test_claims_name_degradations_of_the_ladder():
    """No claim is void."""
    assert {name for names in CLAIMS.values() for name in names} <= set(LADDER)
    assert set(CLAIMS) <= set(all_metrics())


def test_exact_files_hold_exactly_the_frames(tmp_path):
    """What is written is read back, frame by frame, at the rate that was asked for."""
    rgb = moving(9, 50, 70)
    write_exact(tmp_path / "a.mp4", rgb, 24000 / 1001)

    back, fps = read_clip(tmp_path / "a.mp4")

    assert np.array_equal(back, rgb)
    assert fps == pytest.approx(24000 / 1001, rel=1e-4)


def test_a_file_is_degraded_as_its_frames_are(tmp_path):
    """The copy holds what the function makes of the decoded frames, at the same rate."""
    source = write(tmp_path / "a.mp4", moving(12), fps=15)
    rgb, fps = read_clip(source)

    apply_to_file(source, tmp_path / "b.mp4", "noise", 4, seed=3)
    back, its_fps = read_clip(tmp_path / "b.mp4")

    assert np.array_equal(back, LADDER["noise"](rgb, fps, severity=4, seed=3))
    assert its_fps == pytest.approx(15)
    assert open_clip(tmp_path / "b.mp4").probe.fps == pytest.approx(15)


def test_an_unknown_degradation_is_refused_with_near_names(tmp_path):
    """A misspelt name is met with the right one."""
    with pytest.raises(UnknownName, match="colour_drift"):
        apply_to_file(tmp_path / "a.mp4", tmp_path / "b.mp4", "color_drift")


def test_what_cannot_be_degraded_is_refused(tmp_path):
    """A file that is not there is a clip error; a single frame has no rate."""
    with pytest.raises(ClipError):
        apply_to_file(tmp_path / "none.mp4", tmp_path / "b.mp4", "noise")
    with pytest.raises(UsageError, match="no frame rate"):
        apply_to_file(write(tmp_path / "one.mp4", moving(1)), tmp_path / "b.mp4", "noise")
