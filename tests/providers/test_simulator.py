"""Simulated clips: repeatable, the same motion with and without flaws, and flaws that are as ordered."""

import av
import numpy as np
import pytest
from scored import score_clip

from promptkit.errors import UsageError
from promptkit.providers.simulator import CLEAN, FLICKER_HZ, Flaws, simulate
from promptkit.shot import Shot

SHOT = Shot(id="beach", prompt="A woman in a white dress walks along a beach.", duration=1.0)
SMALL = {"width": 160, "height": 90}


def frames(path):
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]).astype(float)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return simulate(SHOT, tmp_path_factory.mktemp("clean") / "clip.mp4", **SMALL)


def test_a_clip_has_the_duration_rate_and_size_that_were_asked_for(clean):
    """One second at 24 frames per second is 24 frames of the given size."""
    assert frames(clean).shape == (24, 90, 160, 3)
    with av.open(str(clean)) as container:
        stream = container.streams.video[0]
        assert (stream.average_rate, stream.codec_context.pix_fmt, stream.codec_context.name) == (24, "yuv420p", "h264")


def test_the_same_shot_gives_the_same_bytes(clean, tmp_path):
    """Nothing but prompt, flaws and size decides about a clip."""
    assert simulate(SHOT, tmp_path / "again.mp4", **SMALL).read_bytes() == clean.read_bytes()


def test_another_prompt_gives_another_scene(clean, tmp_path):
    """The scene comes out of the prompt."""
    other = simulate(Shot(id="x", prompt="A red flag in the snow.", duration=1.0), tmp_path / "x.mp4", **SMALL)
    assert np.abs(frames(other) - frames(clean)).mean() > 10


def test_a_clean_clip_moves(clean):
    """Consecutive frames differ where the subject and the land move."""
    assert np.abs(np.diff(frames(clean), axis=0)).max(axis=(1, 2, 3)).min() > 20


def test_flicker_stands_at_its_frequency_with_its_amplitude(tmp_path):
    """The spectrum of brightness relative to the clean clip peaks at 7.5 Hz with the amplitude ordered."""
    shot = Shot(id="x", prompt=SHOT.prompt, duration=2.0)  # 2 s hold 15 whole periods
    still = frames(simulate(shot, tmp_path / "still.mp4", **SMALL)).mean(axis=(1, 2, 3))
    spoiled = frames(simulate(shot, tmp_path / "flicker.mp4", flaws=Flaws(flicker=0.03), **SMALL)).mean(axis=(1, 2, 3))
    spectrum = np.abs(np.fft.rfft(spoiled / still - 1)) * 2 / len(still)
    assert np.fft.rfftfreq(len(still), 1 / 24)[spectrum[1:].argmax() + 1] == FLICKER_HZ
    assert spectrum.max() == pytest.approx(0.03, rel=0.15)


def test_local_flicker_leaves_the_mean_nearly_alone(tmp_path, clean):
    """Patches in different phases: every patch changes more than the whole picture does."""
    spoiled = frames(simulate(SHOT, tmp_path / "x.mp4", flaws=Flaws(local_flicker=0.05), **SMALL))
    apart = spoiled / np.maximum(frames(clean), 1) - 1
    tiles = apart.mean(axis=-1).reshape(24, 6, 15, 8, 20).mean(axis=(2, 4))
    assert tiles.std(axis=0).mean() > 1.3 * tiles.mean(axis=(1, 2)).std()


@pytest.mark.parametrize("flaw", ["texture_drift", "colour_drift"])
def test_drift_grows_with_time(flaw, clean, tmp_path):
    """The distance to the clean clip is small at the begin and grows."""
    spoiled = frames(simulate(SHOT, tmp_path / "x.mp4", flaws=Flaws(**{flaw: 0.1}), **SMALL))
    apart = np.abs(spoiled - frames(clean)).mean(axis=(1, 2, 3))
    assert apart[-1] > 2 * apart[6] > 4 * apart[0]


def test_colour_drift_goes_from_blue_to_red(clean, tmp_path):
    """Red gains what blue loses."""
    shift = frames(simulate(SHOT, tmp_path / "x.mp4", flaws=Flaws(colour_drift=0.1), **SMALL))[-1] - frames(clean)[-1]
    red, _, blue = shift.mean(axis=(0, 1))
    assert red > 3 > -3 > blue


def test_words_are_matched_whole(tmp_path):
    """A street is no tree: the night in a city is dark."""
    city = simulate(Shot(id="x", prompt="A man in a city street at night.", duration=0.25), tmp_path / "x.mp4", **SMALL)
    assert frames(city).mean() < 90


@pytest.mark.parametrize(("width", "height", "seconds"), [(161, 90, 1.0), (0, 90, 1.0), (160, 90, 0.01)])
def test_impossible_clips_are_refused(width, height, seconds, tmp_path):
    """Odd sizes and durations below one frame are usage errors, and nothing is written."""
    with pytest.raises(UsageError, match=r"even|less than one frame"):
        simulate(Shot(id="x", prompt="A sail.", duration=seconds), tmp_path / "x.mp4", width=width, height=height)
    assert not [*tmp_path.iterdir()]


def test_clean_is_the_default():
    """Flaws have to be asked for."""
    assert Flaws() == CLEAN


def test_scoring_in_between_changes_no_byte(clean, tmp_path):
    """Dlib changes the floating-point state of the process; what is encoded afterwards must not show it."""
    score_clip(clean, metrics=["identity"], backbone="msssim", face="dlib", cache=False)
    assert simulate(SHOT, tmp_path / "after.mp4", **SMALL).read_bytes() == clean.read_bytes()
