"""Arms of different lengths, with curves and seams whose answers are known."""

import json

import pytest
from made_lengths import LAGS, PROMPTS, an_arm
from made_runs import a_run, a_score, an_entry

from promptkit.errors import UsageError
from promptkit.lengths import compare_lengths
from promptkit.stats import mean_interval


def test_distances_compare_at_equal_lags(tmp_path):
    """Four prompts, eight clips: the curve is their mean at each lag, the difference the same for every prompt."""
    found = compare_lengths([an_arm(tmp_path / "5s"), an_arm(tmp_path / "10s", more=0.1, seconds=10.0)])
    first, second = found.arms
    assert [at.lag_s for at in second.curve] == list(LAGS)
    assert [at.distance.mean for at in second.curve] == pytest.approx([(0.2125 + 0.01 + 0.1) * lag for lag in LAGS])
    expected = mean_interval([own + 0.01 for own in PROMPTS.values()])
    assert (first.curve[1].distance.interval.low, first.curve[1].distance.interval.high) == pytest.approx(
        (expected.low, expected.high)
    )
    assert [at.difference.mean for at in second.curve] == pytest.approx([0.1 * lag for lag in LAGS])
    assert (second.curve[0].difference.prompts, second.curve[0].difference.clips) == (4, 8)
    assert first.curve[0].difference is None


def test_no_interval_of_a_distance_goes_below_zero(tmp_path):
    """Distances that spread far have intervals that begin at 0; their differences go either way."""

    def arm(name, *distances):
        curves = [{"curve": {"nominal_lag_s": [1.0], "mean": [far]}} for far in distances]
        scores = [{"lpips_drift": a_score("lpips_drift", 0.1, detail=curve)} for curve in curves]
        return a_run(tmp_path / name, *(an_entry(f"c{n}", each) for n, each in enumerate(scores)))

    (at,) = compare_lengths([arm("a", 0.0, 0.0, 0.0), arm("b", 0.0, 0.01, 0.5)]).arms[1].curve
    assert at.distance.interval.low == 0
    assert at.difference.interval.low < 0


def test_a_lag_that_one_arm_reaches_has_no_difference(tmp_path):
    """A clip of 1.5 s has no frames two seconds apart."""
    found = compare_lengths([an_arm(tmp_path / "a", lags=LAGS[:2]), an_arm(tmp_path / "b")])
    assert [at.difference is None for at in found.arms[1].curve] == [False, False, True]


def test_a_seam_costs_what_its_frames_differ_more_than_others(tmp_path):
    """0.01 everywhere, 0.05 + the prompt's at the seam: the cost is 0.04 + the mean of 0.1, 0.2, 0.3, 0.25."""
    runs = [an_arm(tmp_path / "10s"), an_arm(tmp_path / "2x5s", seam=0.05)]
    seams = compare_lengths(runs, parts=[1, 2]).arms[1].seams
    assert seams.cost.mean == pytest.approx(0.04 + 0.2125)
    assert seams.times.mean == pytest.approx((0.05 + 0.2125) / 0.01)
    expected = mean_interval([0.04 + own for own in PROMPTS.values()])
    assert (seams.cost.interval.low, seams.cost.interval.high) == pytest.approx((expected.low, expected.high))


def test_still_clips_have_a_cost_and_no_ratio(tmp_path):
    """Nothing is divided by zero."""
    runs = [an_arm(tmp_path / "10s"), an_arm(tmp_path / "2x5s", seam=0.05, usual=0.0)]
    seams = compare_lengths(runs, parts=[1, 2]).arms[1].seams
    assert (seams.cost.mean, seams.times) == (pytest.approx(0.05 + 0.2125), None)


@pytest.mark.parametrize(
    ("parts", "settings", "why"),
    [
        (1, {}, "not a chain"),
        (2, {"until_s": 5.0}, "only a part"),
        (5, {}, "no clip with lpips_adjacent, and with frames that 5 equal parts could have"),
    ],
)
def test_where_there_is_no_seam_to_read_the_reason_is_said(tmp_path, parts, settings, why):
    """Never a cost of zero."""
    arms = [an_arm(tmp_path / name, **settings) for name in "ab"]
    arm = compare_lengths(arms, parts=[1, parts]).arms[1]
    assert arm.seams is None
    assert why in arm.why_no_seams


def test_over_equal_exposure_every_metric_is_compared(tmp_path):
    """The first 5 s of all: 4.96 s are as good, 4 s are not, and neither are whole clips."""

    def found(name, seconds, **settings):
        arms = (an_arm(tmp_path / f"{name}{i}", more=0.1 * i, seconds=s, **settings) for i, s in enumerate(seconds))
        return compare_lengths([*arms])

    equal = found("equal", (4.96, 5.0), until_s=5.0)
    assert equal.exposure_s == 5.0
    assert [one.verdict for one in equal.arms[1].against_first.metrics] == ["worse", "equivalent"]
    for other in (found("short", (4.0, 5.0), until_s=5.0), found("whole", (5.0, 10.0))):
        assert (other.exposure_s, other.arms[1].against_first) == (None, None)


def test_json_is_plain(tmp_path):
    """`promptkit.lengths/1` holds JSON values only."""
    found = compare_lengths([an_arm(tmp_path / "a", until_s=5.0), an_arm(tmp_path / "b", until_s=5.0)])
    told = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert (told["schema"], told["exposure_s"], len(told["arms"])) == ("promptkit.lengths/1", 5.0, 2)
    assert told["arms"][1]["against_first"]["schema"] == "promptkit.compare/1"


def test_what_cannot_be_set_side_by_side_is_refused(tmp_path):
    """One run, parts that do not fit, and clips without a curve."""
    a, b = an_arm(tmp_path / "a"), an_arm(tmp_path / "b")
    for runs, parts in (([a], None), ([a, b], [1]), ([a, b], [1, 0])):
        with pytest.raises(UsageError, match="expected two runs or more"):
            compare_lengths(runs, parts=parts)
    bare = a_run(tmp_path / "bare", *(an_entry(case, {"flicker": 1.0}) for case in a.entries))
    with pytest.raises(UsageError, match="no drift curve"):
        compare_lengths([bare, bare])
