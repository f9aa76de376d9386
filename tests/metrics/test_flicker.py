"""The flicker metric against closed forms, on observations built by hand and on frames."""

from dataclasses import replace

import numpy as np
import pytest
from made_structure import a_structure
from moving import still_flow, texture, watch

from promptkit.clip import open_clip
from promptkit.decode import frames as decode
from promptkit.metric import NotApplicable
from promptkit.metrics.flicker import NOISE, SUMMATION, WHOLE_TILES, flicker
from promptkit.observers._display import FLARE
from promptkit.observers.flow import Flow, flow
from promptkit.observers.luma import Luma, luma
from promptkit.observers.structure import structure


def light(seen: Flow, level: float | np.ndarray = 0.2) -> Luma:
    """A luma observation that goes with a flow observation: nothing moves, so light in place changes as on things."""
    pairs, (rows, columns) = len(seen.t_s), seen.tile_seen.shape[1:]
    change = seen.quarter_change.astype(float).reshape(pairs, rows, 2, columns, 2).mean(axis=(2, 4))
    course = np.concatenate([np.zeros((1, rows, columns)), np.cumsum(change, axis=0)])
    tiles = (level + FLARE) * np.exp(course) - FLARE
    even = tiles.mean(axis=(1, 2))
    return Luma(np.arange(pairs + 1) / 24.0, even.astype(np.float32), tiles, 0 * even)


def visible(f_hz: float) -> float:
    """The documented sensitivity: ColorVideoVDP's transient channel with the fade-in at 1.5 Hz."""
    return np.exp(-((f_hz**0.1898 - 5**0.1898) ** 2) / 0.12314) / np.sqrt(1 + (1.5 / f_hz) ** 8)


def levels(contrast: float, f_hz: float, *, fps: float, seconds: float) -> np.ndarray:
    """Change from frame to frame of a log luminance that follows a sine."""
    t_s = np.arange(round(seconds * fps) + 1) / fps
    return np.diff(contrast * np.sin(2 * np.pi * f_hz * t_s))


def flickering(change: np.ndarray, *, fps: float, tiles: tuple[slice, slice] = (slice(None), slice(None))) -> Flow:
    seen = still_flow(len(change), fps=fps)
    down, right = (slice(*(None if end is None else 2 * end for end in (each.start, each.stop))) for each in tiles)
    seen.quarter_change[:, down, right] = change[:, None, None]
    return seen


def from_one_tile(contrast: float) -> float:
    """How visible the contrast of a single tile is."""
    return contrast * WHOLE_TILES ** (-1 / SUMMATION)


def measure(seen: Flow, lit: Luma | None = None, **events):
    """The score of a clip whose light, and whose structure without any event, go with its flow."""
    fps = 1 / np.median(seen.dt_s) if len(seen.dt_s) else 24.0
    made = a_structure(len(seen.t_s) + 1, fps, **events)
    return flicker.measure(seen, light(seen) if lit is None else lit, made)


@pytest.mark.parametrize("fps", [12, 24, 30, 60])
@pytest.mark.parametrize("f_hz", [2, 3, 5])
def test_a_sine_of_contrast_c_scores_c_times_the_sensitivity(fps, f_hz):
    """Global flicker of 3 % at f Hz has the value 0.03 R(f) at any frame rate."""
    found = measure(flickering(levels(0.03, f_hz, fps=fps, seconds=6), fps=fps))

    assert np.hypot(found.value, NOISE) == pytest.approx(0.03 * visible(f_hz), rel=0.04)
    assert found.detail["global_fast"] == pytest.approx(0.03 * visible(f_hz), rel=0.04)
    assert found.detail["local"] == pytest.approx(0, abs=1e-9)
    assert found.detail["global_peak_hz"] == pytest.approx(f_hz, abs=0.2)


@pytest.mark.parametrize("f_hz", [7.5, 12])
def test_fast_flicker_has_the_same_value_at_high_frame_rates(f_hz):
    """7.5 and 12 Hz keep their closed form at 30 and 60 frames per second."""
    for fps in (30, 60):
        found = measure(flickering(levels(0.02, f_hz, fps=fps, seconds=5), fps=fps))
        assert np.hypot(found.value, NOISE) == pytest.approx(0.02 * visible(f_hz), rel=0.04)


@pytest.mark.parametrize("fps", [8, 24])
def test_flicker_from_frame_to_frame_is_seen(fps):
    """Light that alternates every frame, at half the frame rate, has √2 times its swing times the sensitivity there."""
    level = 0.02 * (-1.0) ** np.arange(6 * fps + 1)

    found = measure(flickering(np.diff(level), fps=fps))

    assert np.hypot(found.value, NOISE) == pytest.approx(np.sqrt(2) * 0.02 * visible(fps / 2), rel=0.05)
    assert found.detail["global_peak_hz"] == pytest.approx(fps / 2, abs=0.2)


@pytest.mark.parametrize("f_hz", [1.9, 3])
def test_every_second_frame_shows_what_flickers_below_their_limit(f_hz):
    """At 16 frames per second and at 8 the value of 2 and 3 Hz is the same to 10 %."""
    whole, half = (measure(flickering(levels(0.03, f_hz, fps=fps, seconds=6), fps=fps)).value for fps in (16, 8))

    assert half == pytest.approx(whole, rel=0.1)


def test_every_second_frame_cannot_show_what_alternates_from_frame_to_frame():
    """Those that are left are all alike: no measure of them can keep the value of the whole clip."""
    level = 0.02 * (-1.0) ** np.arange(97)

    whole, half = (measure(flickering(np.diff(level[::step]), fps=16 / step)).value for step in (1, 2))

    assert whole > 0.02
    assert half == 0


def test_value_is_proportional_to_contrast():
    """Twice the contrast, twice the value, but for the noise taken off."""
    one, two = (measure(flickering(levels(c, 6, fps=24, seconds=4), fps=24)).value for c in (0.01, 0.02))

    assert np.hypot(two, NOISE) == pytest.approx(2 * np.hypot(one, NOISE), rel=1e-6)


def test_local_flicker_is_found_in_its_tile():
    """One tile at 7.5 Hz has the closed form too, in area summed to (1 / 36)^(1 / 3.5), and is named with its place."""
    change = levels(0.05, 7.5, fps=30, seconds=6)

    found = measure(flickering(change, fps=30, tiles=(slice(2, 3), slice(5, 6))))

    assert found.detail["global_fast"] == 0
    assert found.detail["local"] == pytest.approx(from_one_tile(0.05 * visible(7.5)), rel=0.05)
    assert found.value == pytest.approx(np.sqrt(found.detail["local"] ** 2 - NOISE**2))
    assert found.detail["worst_tile"] == {
        "left": 5 / 16,
        "top": 2 / 9,
        "right": 6 / 16,
        "bottom": 3 / 9,
        "contrast": pytest.approx(0.05 * visible(7.5), rel=0.05),
        "peak_hz": pytest.approx(7.5, abs=0.2),
    }


def test_stillness_scores_zero():
    """Nothing changes: 0, with no peak and no worst tile."""
    found = measure(still_flow(48))

    assert found.value == 0
    assert found.detail["global_peak_hz"] is None
    assert found.detail["worst_tile"] is None


@pytest.mark.parametrize("tiles", [4, 9, 36])
def test_local_flicker_of_more_tiles_is_more_visible(tiles):
    """So many tiles of contrast c, a minority of the picture, are worth c (tiles / 36)^(1 / 3.5)."""
    side = round(tiles**0.5)
    change = levels(0.05, 7.5, fps=30, seconds=6)

    found = measure(flickering(change, fps=30, tiles=(slice(1, 1 + side), slice(1, 1 + side))))

    expected = 0.05 * visible(7.5) * (tiles / WHOLE_TILES) ** (1 / SUMMATION)
    assert found.detail["local"] == pytest.approx(expected, rel=0.05)


def test_quarters_that_disagree_are_no_local_flicker():
    """A tile whose quarters go up and down by turns is crossed by something, it does not flicker."""
    seen = still_flow(120)
    light_there = 0.05 * np.sin(2 * np.pi * 6 * np.arange(121) / 24)
    seen.quarter_change[:, 6:8, 6:8] = np.diff(light_there)[:, None, None] * [[1, -1], [-1, 1]]

    assert measure(seen).value == 0


def test_errors_of_the_flow_that_light_in_place_does_not_know_are_no_flicker():
    """Gains that alternate by 5 % all over the picture, or in one tile, while its luminance stays, score nothing."""
    alternating = levels(0.05, 6, fps=24, seconds=5)
    for tiles in ((slice(None), slice(None)), (slice(2, 3), slice(5, 6))):
        assert measure(flickering(alternating, fps=24, tiles=tiles), light(still_flow(120))).value == 0


def test_a_spot_that_the_flow_takes_for_motion_is_found():
    """Where every other pair of a flickering spot cannot be followed, it scores within a tenth of what it would."""
    change = levels(0.05, 6.2, fps=24, seconds=5)
    spot = (slice(2, 4), slice(5, 7))
    whole, hidden = (flickering(change, fps=24, tiles=spot) for _ in range(2))
    hidden.quarter_seen[::2, 4:8, 10:14] = 0
    hidden.quarter_change[::2, 4:8, 10:14] = 0

    assert measure(hidden, light(whole)).value == pytest.approx(measure(whole).value, rel=0.1)


def test_light_that_moves_through_a_tile_does_not_fill_what_is_hidden():
    """Luminance of a tile swings by 20 % as things pass that the flow follows half of the time: no flicker."""
    passing = light(flickering(levels(0.2, 6, fps=24, seconds=5), fps=24, tiles=(slice(2, 4), slice(5, 7))))
    seen = still_flow(120)
    seen.quarter_seen[::2, 4:8, 10:14] = 0

    assert measure(seen, passing).value == 0


def test_a_loop_adds_nothing():
    """A play of 1.25 s that brightens by a tenth, shown four times, is no flicker; flicker of 3 % in it is."""
    rises, flickers = np.full(30, np.log(1.1) / 30), levels(0.03, 6.4, fps=24, seconds=1.25)
    jumps = np.where(np.arange(120) % 30, 1.0, 9.0)
    for play in (rises, rises + flickers):
        back = np.append(play[:-1], -play[:-1].sum())
        seen = flickering(np.tile(back, 4)[:-1], fps=24)

        found = measure(seen, repeats_s=[[1.25, 5.0, 1.25]], change=jumps)

        expected = 0.03 * visible(6.4) * (play is not rises)
        assert found.value == pytest.approx(expected, rel=0.15, abs=1e-6)
        assert found.detail["left_out_at_s"] == pytest.approx([29 / 24, 59 / 24, 89 / 24])
        assert found.detail["left_out_why"] == "seam of a loop"


def test_flicker_is_not_taken_for_a_loop():
    """A still whose light returns every half second is no clip that plays again: no step is larger than the others."""
    seen = flickering(levels(0.03, 6, fps=24, seconds=5), fps=24)
    steps = np.append(0, np.abs(seen.quarter_change[:, 0, 0]))

    assert measure(seen, repeats_s=[[0.5, 5.0, 0.5]], change=steps) == measure(seen)


def test_local_flicker_is_not_asked_of_less_than_a_second():
    """Of 0.8 s, or of plays of 0.8 s, nothing can be said to last: null, not 0."""
    change = levels(0.05, 7.5, fps=30, seconds=3.2)
    tile = (slice(2, 3), slice(5, 6))

    assert measure(flickering(change[:24], fps=30, tiles=tile)).detail["local"] is None
    jumps = np.where(np.arange(97) % 24, 1.0, 9.0)
    again = measure(flickering(change, fps=30, tiles=tile), repeats_s=[[0.8, 3.2, 0.8]], change=jumps)
    assert (again.detail["local"], again.detail["worst_tile"]) == (None, None)


def test_a_burst_of_errors_is_no_local_flicker():
    """A tile that jumps about by 20 % for a tenth of the clip counts for less than 0.2 %: local flicker lasts."""
    change = np.zeros(240)
    change[100:124] = levels(0.2, 6, fps=24, seconds=1)

    assert measure(flickering(change, fps=24, tiles=(slice(2, 3), slice(5, 6)))).value < 0.002


def test_tiles_that_do_not_agree_are_no_global_flicker():
    """Light that comes and goes at 4 Hz over half of the picture, in all phases, is moving water, not flicker."""
    seen = still_flow(120)
    phase = np.random.default_rng(1).uniform(0, 2 * np.pi, (18, 32))
    light_there = 0.05 * np.sin(2 * np.pi * 4 * np.arange(121)[:, None, None] / 24 + phase)
    seen.quarter_change[:] = np.diff(light_there, axis=0)

    assert measure(seen).detail["global_fast"] < 0.002


def test_half_of_the_picture_is_no_global_flicker():
    """The left half alone at 5 Hz: of the pairs of regions less than half agree, so it is not the whole picture's."""
    found = measure(flickering(levels(0.05, 5, fps=24, seconds=6), fps=24, tiles=(slice(None), slice(0, 8))))

    assert found.detail["global_fast"] == 0


def test_errors_of_the_flow_neither_hide_nor_add_flicker():
    """Errors of 10 % in each tile, new in every pair, leave the 3 % at 5 Hz under them as it is; alone they are 0."""
    errors = np.random.default_rng(2).normal(0, 0.1, (144, 18, 32))
    change = levels(0.03, 5, fps=24, seconds=6)
    bare, flickers = flickering(0 * change, fps=24), flickering(change, fps=24)
    for seen in (bare, flickers):
        seen.quarter_change[...] += errors

    in_place = light(flickering(change, fps=24))
    assert measure(bare).detail["global_fast"] < 0.005
    assert measure(flickers, in_place).detail["global_fast"] == pytest.approx(0.03 * visible(5), rel=0.06)


def test_light_that_settles_is_no_flicker():
    """A step to half as much light again, within half a second and for good, does not come and go."""
    change = np.zeros(72)
    change[4:16] = np.log(1.5) / 12

    assert measure(flickering(change, fps=24)).value == 0


def test_dark_parts_show_what_the_flare_leaves():
    """Of 4 % at 5 Hz, tiles as dark as the flare show 2 %; the picture's contrast is that of its bright parts."""
    seen = flickering(levels(0.04, 5, fps=24, seconds=6), fps=24)
    seen.quarter_change[:, :, :24] /= 2
    seen.quarter_change[:, :, 24:] *= 0.99

    found = measure(seen, light(seen, np.where(np.arange(16) < 12, 0.01, 0.99)))

    assert found.detail["global_fast"] == pytest.approx(0.04 * 0.99 * visible(5), rel=0.04)
    assert found.detail["local"] < 1e-5


def test_the_series_shows_when():
    """Global flicker of the third second alone peaks there, at its contrast, and is next to nothing elsewhere."""
    change = np.zeros(144)
    change[48:72] = levels(0.04, 6, fps=24, seconds=1)

    series = measure(flickering(change, fps=24)).series

    t_s, y = np.array(series.t), np.array(series.y)
    assert y.max() == pytest.approx(0.04 * visible(6), rel=0.1)
    assert 2 <= t_s[np.argmax(y)] <= 3
    assert y[(t_s < 1.5) | (t_s > 3.5)].max() < 0.1 * y.max()


def test_slow_pumping_is_told_from_flicker():
    """A swing of 5 % at 0.5 Hz is slow: the sustained channel, exp(-0.5^1.3314 / 5.79336), and next to nothing fast."""
    found = measure(flickering(levels(0.05, 0.5, fps=24, seconds=30), fps=24))

    assert found.detail["global_slow"] == pytest.approx(0.05 * np.exp(-(0.5**1.3314) / 5.79336), rel=0.06)
    assert found.detail["global_fast"] < 0.0025
    assert np.hypot(found.value, NOISE) == pytest.approx(found.detail["global_slow"] / 2, rel=0.01)


def test_short_clips_have_no_slow_part():
    """Under two seconds there is no answer for 0.25–1.5 Hz: null, not 0."""
    assert measure(flickering(levels(0.05, 5, fps=24, seconds=1.5), fps=24)).detail["global_slow"] is None


def test_a_fade_is_no_flicker():
    """A steady fade over five seconds to a third of the light leaves less than 0.3 % of visible contrast."""
    assert measure(flickering(np.full(120, np.log(1 / 3) / 120), fps=24)).value < 0.003


def test_cuts_are_left_out_and_counted():
    """Pairs that break the flow add nothing, are counted, timed and explained."""
    change = levels(0.03, 5, fps=24, seconds=6)
    seen = flickering(change, fps=24)
    cut = replace(seen, is_break=np.arange(len(change)) == 60)
    cut.quarter_change[60], cut.quarter_seen[60] = 3.0, 0

    found = measure(cut)

    assert found.value == pytest.approx(0.03 * visible(5), rel=0.05)
    assert (found.detail["pairs"], found.detail["left_out"]) == (144, 1)
    assert found.detail["left_out_at_s"] == [pytest.approx(60 / 24)]
    assert "cut" in found.detail["left_out_why"]


def test_bars_do_not_vote():
    """Letterbox bars over most of the frame do not hide that the picture between them flickers."""
    seen = flickering(levels(0.03, 5, fps=24, seconds=6), fps=24, tiles=(slice(3, 6), slice(None)))
    lit = light(seen)
    lit.tiles[:, :3], lit.tiles[:, 6:] = 0, 0

    assert measure(seen, lit).detail["global_fast"] == pytest.approx(0.03 * visible(5), rel=0.04)


def test_variable_frame_rate_is_put_on_an_even_axis():
    """A 3 Hz flicker sampled at uneven times keeps its value within a tenth."""
    rng = np.random.default_rng(0)
    t_s = np.concatenate([[0], np.cumsum(rng.choice([1 / 60, 1 / 30, 1 / 20], 240))])
    change = np.diff(0.03 * np.sin(2 * np.pi * 3 * t_s))
    seen = replace(flickering(change, fps=30), t_s=t_s[:-1], dt_s=np.diff(t_s))

    assert measure(seen).value == pytest.approx(0.03 * visible(3), rel=0.1)


def test_rounded_time_stamps_are_even():
    """Milliseconds at 30 frames per second (33, 33, 34) give what exact times give, to the last digits."""
    change = levels(0.03, 7.5, fps=30, seconds=4)
    exact = flickering(change, fps=30)
    rounded_s = np.round(np.arange(len(change) + 1) / 30, 3)
    rounded = replace(exact, t_s=rounded_s[:-1], dt_s=np.diff(rounded_s))

    assert measure(rounded).value == pytest.approx(measure(exact).value, rel=0.01)


def test_the_start_of_a_clip_scores_like_the_clip_cut_there():
    """Steady flicker has one value, whatever the length."""
    values = [measure(flickering(levels(0.03, 6, fps=24, seconds=s), fps=24)).value for s in (2, 5, 10)]

    assert values == pytest.approx([values[2]] * 3, rel=0.05)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(40, fps=4), "4 frames per second"),
        (still_flow(8, fps=24), "0.33 s"),
        (still_flow(48, is_break=np.ones(48, bool)), "0 of 48"),
        (still_flow(48, is_break=np.arange(48) % 3 > 0), "16 of 48"),
        (still_flow(48, quarter_seen=np.zeros((48, 18, 32), np.float32)), "followed"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """Too few frames, too slow, too short, only breaks, nothing to follow: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        measure(seen)


def test_a_black_clip_is_not_applicable():
    """Nothing lit, nothing to say: never 0."""
    with pytest.raises(NotApplicable, match="bright"):
        measure(still_flow(48), light(still_flow(48), level=0.0))


def test_frames_that_flicker_score_their_contrast():
    """A still texture whose light swings by 8 % at 6 Hz, in 8-bit frames, scores 0.08 R(6) but for the flare."""
    still = texture(120, 200).astype(float) / 255
    linear = np.where(still <= 0.04045, still / 12.92, ((still + 0.055) / 1.055) ** 2.4)
    swing = 1 + 0.08 * np.sin(2 * np.pi * 6 * np.arange(73) / 24)
    coded = 1.055 * np.power(np.clip(linear * swing[:, None, None, None], 0.0032, 1), 1 / 2.4) - 0.055
    frames = np.uint8(np.round(255 * coded))

    seen, lit, shape = (watch(observer, frames, fps=24) for observer in (flow, luma, structure))
    share = np.quantile(lit.tiles.mean(axis=0), 0.25)  # three quarters of the tiles swing at least like this one
    found = flicker.score({"flow": seen, "luma": lit, "structure": shape}, {})

    assert found.status == "scored"
    assert found.value == pytest.approx(0.08 * visible(6) * share / (share + 0.01), rel=0.08)
    assert found.detail["global_peak_hz"] == pytest.approx(6, abs=0.3)


def test_the_known_trio_is_told_apart(shared):
    """The still and its blurred twin score nothing; the spot that blinks at 7.5 Hz is found in its place."""

    def score(name):
        chunks = list(decode(open_clip(shared / "clips" / f"static_flicker_{name}.mp4")))
        frames = [frame for chunk in chunks for frame in chunk.rgb]
        return flicker.measure(*(watch(observer, frames, fps=30) for observer in (flow, luma, structure)))

    ref, blur, test = map(score, ("ref", "blur20", "test20"))
    tile = test.detail["worst_tile"]

    assert max(ref.value, blur.value) < 0.1 * test.value
    assert tile["peak_hz"] == pytest.approx(7.5, abs=0.2)
    assert 210 <= tile["left"] * 1280 < tile["right"] * 1280 <= 430
    assert 131 <= tile["top"] * 720 < tile["bottom"] * 720 <= 350
