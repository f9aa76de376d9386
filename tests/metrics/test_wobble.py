"""Wobble: closed forms on motion built by hand, and a clip that is bent by a known amount."""

import numpy as np
import pytest
from moving import still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.wobble import LEAST_QUIVER, LEAST_STRAIN, MOTION_STRAIN_S, STRAIN_BY_NOISE, wobble
from promptkit.observers.flow import flow
from promptkit.testing.degrade import LADDER

FPS, PAIRS, ROWS, COLUMNS = 24, 48, 9, 16
SWING_HZ = 4.5
"""Three times in a window: its parabola takes little of that."""
Y, X = (np.mgrid[:ROWS, :COLUMNS] - np.array([(ROWS - 1) / 2, (COLUMNS - 1) / 2])[:, None, None]) / ROWS
"""Of the tiles, in frame heights from the middle."""


def moved(shape, course=None):
    """Everything displaced by a field (rows, columns, 2), as often as a course (frames,) says; by default it swings."""
    course = np.sin(2 * np.pi * SWING_HZ * np.arange(PAIRS + 1) / FPS) if course is None else course
    velocity = np.diff(course)[:, None, None, None] * FPS * np.asarray(shape)
    lit = np.ones((PAIRS, ROWS, COLUMNS), np.float32)
    return still_flow(PAIRS, fps=FPS, tile_flow=np.float32(velocity), tile_texture=lit)


def field(right, down):
    return np.stack(np.broadcast_arrays(right, down, X)[:2], axis=-1).astype(float)


def quivering(*shapes, seed=0):
    """Displaced by each field as often as a normal deviate says that is new in every frame."""
    rng = np.random.default_rng(seed)
    seen = [moved(shape, rng.standard_normal(PAIRS + 1)) for shape in shapes]
    seen[0].tile_flow[:] = sum(one.tile_flow for one in seen)
    return seen[0]


SHEAR = field(0.01 * Y, 0 * Y)
CALM_STRAIN = 1e3 * LEAST_STRAIN


@pytest.mark.parametrize("bend", [SHEAR, field(0.005 * X, -0.005 * Y), field(-0.005 * Y, -0.005 * X)])
def test_a_swinging_strain_has_its_root_mean_square(bend):
    """Shear of 0.01 a height, or stretch of 0.005 each way, as a sine: 5e-3 / √2, less motion's and errors' part."""
    found = wobble.measure(moved(bend))

    explained = 1e3 * MOTION_STRAIN_S * found.detail["calm_speed"]
    assert np.hypot(found.detail["measured"], explained) == pytest.approx(5 / np.sqrt(2), rel=0.1)
    assert found.value == pytest.approx(np.sqrt(found.detail["measured"] ** 2 - CALM_STRAIN**2))


@pytest.mark.parametrize(
    ("shared", "camera"),
    [
        (field(0.1, 0.05), (0.1, 0.05, 0, 0)),
        (field(0.1 * X, 0.1 * Y), (0, 0, 0.1, 0)),
        (field(-0.1 * Y, 0.1 * X), (0, 0, 0, 0.1)),
    ],
)
def test_a_camera_that_shakes_is_no_wobble(shared, camera):
    """Shift, zoom and roll to and fro, ten times as far: nothing, and the slowest quarter stands."""
    seen = moved(shared)
    course = np.diff(np.sin(2 * np.pi * SWING_HZ * np.arange(PAIRS + 1) / FPS)) * FPS
    seen.camera[:] = course[:, None] * camera

    found = wobble.measure(seen)

    assert found.detail["measured"] == pytest.approx(0, abs=1e-2)
    assert found.detail["calm_speed"] == pytest.approx(0, abs=1e-5)


def test_what_moves_by_itself_everywhere_hides_a_wobble():
    """A sway at 0.2 heights per second, sheared by 0.05 a height: not applicable, for so much is no wobble's alone."""
    slow = np.sin(2 * np.pi * 1.5 * np.arange(PAIRS + 1) / FPS)

    with pytest.raises(NotApplicable, match="everything moves"):
        wobble.measure(moved(field(0.03, 0) + SHEAR / 5, slow))


def noisy(seen, variance, *, texture=1):
    """The same motion, found in pictures with temporal noise."""
    seen.tile_noise[:], seen.tile_texture[:] = variance, texture
    return seen


def test_a_swing_that_noise_may_make_is_not_called_nothing():
    """Errors and noise of 2.8 code values make up to 3e-3: 1.8e-3 may be theirs or not, 3.5e-3 is more than they."""
    with pytest.raises(NotApplicable, match=r"hidden by noise of 2\.8 code values: .* up to 3\.0e-3 would score 0"):
        wobble.measure(noisy(moved(SHEAR / 2), 8))

    found = wobble.measure(noisy(moved(SHEAR), 8))
    assert found.value == pytest.approx(np.sqrt(found.detail["measured"] ** 2 - (3 * CALM_STRAIN) ** 2))


def test_noise_hides_less_in_rich_texture():
    """By its share of the gradients, where that is less than the noise itself."""
    rich = wobble.measure(noisy(moved(SHEAR / 2), 8, texture=8 * STRAIN_BY_NOISE))

    assert rich.value == pytest.approx(np.sqrt(rich.detail["measured"] ** 2 - 2 * CALM_STRAIN**2))


def test_the_detail_says_how_much_would_be_called_nothing():
    """All that is taken off a swing: 1e-3 for errors, more for noise, 0.06 of the speed; or off a quiver."""
    still, noise = wobble.measure(moved(0 * SHEAR)), wobble.measure(noisy(moved(0 * SHEAR), 4))
    sways = wobble.measure(noisy(moved(field(0.001, 0)), 4))

    assert (still.value, noise.value, sways.value) == (0, 0, 0)
    assert (still.detail["hidden"], noise.detail["hidden"]) == pytest.approx((1e3 * LEAST_QUIVER, np.sqrt(5)))
    assert sways.detail["hidden"] == pytest.approx(np.hypot(np.sqrt(5), 60 * sways.detail["calm_speed"]))


def test_the_curve_is_of_what_counts():
    """Of a clip without a wobble it lies at 0, whatever errors and noise make of it."""
    assert set(wobble.measure(noisy(moved(SHEAR / 3), 3)).series.y) == {0}
    assert max(wobble.measure(moved(SHEAR / 3)).series.y) > 0


def test_texture_that_noise_drowns_is_told_from_none():
    """The reason says what has to be mended."""
    with pytest.raises(NotApplicable, match="0 patches have texture that can be followed beside the noise"):
        wobble.measure(noisy(moved(SHEAR), 20))


def test_a_wobble_that_is_plain_to_see_does_not_score_0_under_noise():
    """With grain of 8 code values on top of it: found in texture that is rich, not told in texture that is poor."""
    poor = texture(180, 320, grain_px=1.5)
    rich = np.clip(4.0 * (poor - 120.0) + 128, 20, 235).astype(np.uint8)

    def scored(still):
        bent = LADDER["warp_wobble"](still[None].repeat(30, axis=0), 24, severity=3)
        return wobble.score({"flow": watch(flow, LADDER["noise"](bent, 24, severity=4))}, {})

    assert scored(rich).value > 1.5
    assert "noise" in scored(poor).why


def test_a_thing_that_swings_before_a_wall_is_no_wobble():
    """A third of the picture moves to and fro, rigid: nothing in any patch but its corners."""
    thing = field(0.05 * ((X > -0.3) & (X < 0.3)), 0)

    assert wobble.measure(moved(thing)).detail["most_bent"] == pytest.approx(0, abs=1e-3)


def test_errors_of_the_flow_are_less_than_nothing():
    """Every tile off by itself, 0.0005 of the height a frame: under 0, and so 0."""
    seen = moved(0 * SHEAR)
    seen.tile_flow[:] = np.random.default_rng(0).normal(0, 0.0005 * FPS, seen.tile_flow.shape)

    found = wobble.measure(seen)

    assert found.detail["measured"] < 0
    assert found.value == 0


def test_a_bend_that_is_new_in_every_frame_has_its_root_mean_square():
    """Shear of 0.01 a height and stretch of 0.005 each way, both normal and new in every frame: 5e-3 · √2."""
    found = [wobble.measure(quivering(SHEAR, field(0.005 * X, -0.005 * Y), seed=seed)) for seed in range(8)]

    assert np.mean([one.detail["quiver"] for one in found]) == pytest.approx(5 * np.sqrt(2), rel=0.1)
    for one in found:
        assert one.value >= np.sqrt(one.detail["quiver"] ** 2 - (1e3 * LEAST_QUIVER) ** 2) - 1e-9


def test_a_quiver_is_found_where_everything_moves():
    """The whole picture sways by itself at 0.2 heights a second, where a swing would hide: it scores all the same."""
    still, sways = quivering(SHEAR, field(0.005 * X, -0.005 * Y)), quivering(SHEAR, field(0.005 * X, -0.005 * Y))
    sway = moved(field(0.03, 0), np.sin(2 * np.pi * np.arange(PAIRS + 1) / FPS))
    sways.tile_flow[:] += sway.tile_flow

    assert wobble.measure(sways).detail["quiver"] == pytest.approx(wobble.measure(still).detail["quiver"], rel=0.15)


def test_a_quiver_is_found_where_no_swing_can_be_measured():
    """What the flow misses counts as noise, beside which texture is too weak for a swing: the quiver scores alone."""
    noisy = quivering(2 * SHEAR)
    noisy.tile_noise[:] = 20

    found = wobble.measure(noisy)

    assert found.value == pytest.approx(np.sqrt(found.detail["quiver"] ** 2 - 2 * (1e3 * LEAST_QUIVER) ** 2))
    assert "patches" not in found.detail


def test_no_curve_of_the_swing_stands_beside_the_number_of_a_quiver():
    """It would lie far below the value all along."""
    swings, quivers = (wobble.measure(quivering(SHEAR, *more)) for more in ((), (field(0.005 * X, -0.005 * Y),)))
    assert (quivers.value > quivers.detail["measured"], quivers.series) == (True, None)
    assert (swings.value < swings.detail["measured"], swings.series is None) == (True, False)


def test_a_camera_that_jumps_about_is_no_quiver():
    """Shift and roll, new in every frame: nothing."""
    seen = quivering(field(0.01, 0.005), field(-0.01 * Y, 0.01 * X))
    seen.camera[:, 0], seen.camera[:, 1] = seen.tile_flow[:, 4].mean(axis=1).T
    seen.camera[:, 3] = 9 * (seen.tile_flow[:, 0] - seen.tile_flow[:, 8])[..., 0].mean(axis=1) / 8

    assert wobble.measure(seen).detail["quiver"] == pytest.approx(0, abs=1e-2)


def test_a_quiver_that_motion_would_hide_is_not_called_nothing():
    """Under a third of the picture stands, the rest bends five times a second, far: not applicable, with how much."""
    beyond = 0.1 * (1 + Y) * (X > -0.3)

    with pytest.raises(NotApplicable, match="new in every frame"):
        wobble.measure(moved(field(beyond, 0 * Y), np.sin(2 * np.pi * 5 * np.arange(PAIRS + 1) / FPS)))


def test_a_clip_that_boils_scores_by_how_far_and_not_by_its_rate():
    """Twice the amplitude is twice the strain within a quarter; every second frame alone gives as much."""
    still = texture(180, 320)[None].repeat(32, axis=0)
    boiling = {severity: LADDER["quiver"](still, 24, severity=severity) for severity in (3, 4)}

    mild, strong = (wobble.measure(watch(flow, frames)).detail["quiver"] for frames in boiling.values())
    slow = wobble.measure(watch(flow, boiling[4][::2], fps=12)).detail["quiver"]

    assert strong == pytest.approx(2 * mild, rel=0.25)
    assert slow == pytest.approx(strong, rel=0.25)


@pytest.mark.parametrize("course", [np.arange(PAIRS + 1) / FPS, (np.arange(PAIRS + 1) / FPS) ** 2])
def test_what_goes_on_steadily_is_no_wobble(course):
    """A picture sheared ever further, evenly or ever faster: nothing."""
    assert wobble.measure(moved(10 * SHEAR, course)).detail["measured"] == pytest.approx(0, abs=1e-3)


def test_a_part_that_bends_and_a_moment_of_it_show_in_the_detail_alone():
    """A quarter of the picture, or the first second of two: 0, with the worst patches or the middle window bent."""
    part = moved(10 * SHEAR * (X > 0.4)[..., None])
    moment = moved(10 * SHEAR, np.sin(2 * np.pi * SWING_HZ * np.arange(PAIRS + 1) / FPS) * (np.arange(PAIRS + 1) < FPS))

    found, passing = wobble.measure(part), wobble.measure(moment)

    assert (found.value, passing.value) == (0, 0)
    assert found.detail["most_bent"] > 20
    assert max(passing.series.y) > 20


def test_neither_cuts_nor_freezes_are_the_calmest_moment():
    """Half a second that stands, and a pair without a flow: what is left scores as before."""
    whole, marred = moved(SHEAR), moved(SHEAR)
    marred.is_repeat[4:12], marred.tile_flow[4:12] = True, 0
    marred.is_break[13], marred.tile_flow[13] = True, 0

    assert wobble.measure(marred).value == pytest.approx(wobble.measure(whole).value, rel=0.02)


def test_a_clip_that_stands_scores_nothing():
    """All frames the same: 0, and no window."""
    found = wobble.measure(still_flow(PAIRS, is_repeat=np.ones(PAIRS, bool)))

    assert (found.value, found.detail["windows"]) == (0, 0)


def test_a_bent_clip_scores_by_how_far_and_not_by_its_rate():
    """Twice the amplitude is twice the strain within a fifth; so is half the frame rate the same; a still has none."""
    still = texture(180, 320)[None].repeat(40, axis=0)
    bent = {severity: LADDER["warp_wobble"](still, 24, severity=severity) for severity in (3, 4)}

    mild, strong = (wobble.measure(watch(flow, frames)).detail["measured"] for frames in bent.values())
    slow = wobble.measure(watch(flow, bent[4][::2], fps=12)).detail["measured"]

    assert strong == pytest.approx(2 * mild, rel=0.2)
    assert slow == pytest.approx(strong, rel=0.2)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(5, is_break=np.ones(5, bool)), "none of 5 pairs"),
        (still_flow(9), "no frame can be followed"),
        (still_flow(9, tile_texture=np.full((9, 9, 16), 0.001, np.float32)), "0 patches"),
        (still_flow(9, tile_texture=np.ones((9, 9, 16), np.float32)), "no 0.62 s"),
        (still_flow(9, fps=5, tile_texture=np.ones((9, 9, 16), np.float32)), "4 frames"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, nothing to follow, no texture, too short, too slow: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        wobble.measure(seen)
