"""Paired statistics against closed forms, scipy and simulation."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as reference

from promptkit import stats

FEW = [0.3, 0.1, 0.4, 0.1, 0.5]
MANY = np.random.default_rng(7).gamma(2.0, 0.5, 40)
FINITE = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=2, max_size=25)


def test_few_cases_get_students_interval():
    """Below eight cases the interval is that of the t distribution, as scipy computes it."""
    got = stats.mean_interval(FEW)
    expected = reference.t.interval(0.95, 4, loc=np.mean(FEW), scale=reference.sem(FEW))
    assert (got.low, got.high) == pytest.approx(expected)
    assert got.method == "student-t"


def test_many_cases_get_the_expanded_percentile_bootstrap():
    """It equals scipy's percentile bootstrap at the level that Hesterberg's expansion asks for."""
    n = len(MANY)
    tail = reference.norm.cdf(-math.sqrt(n / (n - 1)) * reference.t.ppf(0.975, n - 1))
    expected = reference.bootstrap(
        (MANY,), np.mean, method="percentile", confidence_level=1 - 2 * tail, n_resamples=100_000, rng=1
    ).confidence_interval
    got = stats.mean_interval(MANY, resamples=100_000)
    assert (got.low, got.high) == pytest.approx((expected.low, expected.high), abs=0.004)
    assert got.method == "bootstrap"


@pytest.mark.parametrize("n", [3, 7, 8, 12])
def test_intervals_cover_the_truth_as_often_as_they_say(n):
    """In 1,000 experiments on normal differences the 95 % interval holds the true mean in 93 to 97 % (3 sigma: 2.1)."""
    random = np.random.default_rng(n)
    hits = sum(0.5 in stats.mean_interval(random.normal(0.5, 2, n), resamples=1500) for _ in range(1000))
    assert 930 <= hits <= 971


def test_the_interval_is_the_same_on_every_call():
    """Chance has a seed, and another seed gives another interval."""
    assert stats.mean_interval(MANY) == stats.mean_interval(MANY)
    assert stats.mean_interval(MANY) != stats.mean_interval(MANY, seed=1)


@pytest.mark.parametrize("values", [FEW, MANY[:12] - 0.9])
def test_sign_flip_is_scipys_exact_permutation_test(values):
    """All sign patterns: the p-value is scipy's for paired samples."""

    def difference(x, y, axis):
        return np.mean(x - y, axis=axis)

    expected = reference.permutation_test(
        (np.asarray(values), np.zeros(len(values))), difference,
        permutation_type="samples", n_resamples=np.inf, vectorized=True,
    )  # fmt: skip
    assert stats.sign_flip_p(values) == pytest.approx(expected.pvalue)


def test_sign_flip_by_hand():
    """Five differences of one sign: only the two uniform patterns of 32 are as extreme."""
    assert stats.sign_flip_p(FEW) == 2 / 32


def test_random_sign_flips_come_close_to_the_exact_ones_and_are_never_zero():
    """Beyond sixteen cases patterns are drawn; the observed one is counted among them."""
    mild = np.random.default_rng(3).normal(0.25, 1, 20)
    halves = [
        np.array([np.dot(signs, half) for signs in product((-1, 1), repeat=10)]) for half in (mild[:10], mild[10:])
    ]
    exact = np.mean(np.abs(np.add.outer(*halves)) >= abs(mild.sum()) - 1e-9)  # all 2^20 patterns
    assert stats.sign_flip_p(mild) == pytest.approx(exact, abs=0.015)  # 3 sigma of 10,000 draws
    assert stats.sign_flip_p(np.ones(30), resamples=99) == 1 / 100


def test_holm_by_hand():
    """Smallest times m, next times m-1, never falling, never above one; the order is kept."""
    assert stats.holm([0.04, 0.01, 0.03, 0.9]) == pytest.approx([0.09, 0.04, 0.09, 0.9])
    assert stats.holm([0.6, 0.7]) == pytest.approx([1.0, 1.0])
    assert len(stats.holm([])) == 0


def test_hedges_g_by_hand():
    """Differences 1, 2, 3: mean over sd is 2; J at two degrees of freedom is gamma(1)/(1*gamma(1/2)) = 1/sqrt(pi)."""
    assert stats.hedges_g([1.0, 2.0, 3.0]) == pytest.approx(2 / math.sqrt(math.pi))


@pytest.mark.parametrize("values", [[1.0], [1.0, 2.0], [0.1 + 0.2, 0.3, 0.3]])
def test_an_effect_size_that_does_not_exist_is_none(values):
    """Too few cases, or no spread: there is no standard deviation to measure in."""
    assert stats.hedges_g(values) is None


def test_win_rate_counts_ties_half():
    """Two wins, one tie, one loss of four."""
    assert stats.win_rate([0.5, 0.1, 0.0, -0.2]) == 2.5 / 4


def test_minimum_detectable_difference_is_detected_with_its_power():
    """Simulated t-tests at that true difference are significant in 80 % of 4,000 experiments (3 sigma: 1.9 %)."""
    random = np.random.default_rng(5)
    shape = np.array([-1.0, -0.5, 0.0, 0.2, 0.4, 0.9, 1.1, -1.1])
    shape = (shape - shape.mean()) / shape.std(ddof=1)
    shift = stats.minimum_detectable(shape)
    experiments = random.normal(shift, 1, (4000, len(shape)))
    assert np.mean(reference.ttest_1samp(experiments, 0, axis=1).pvalue < 0.05) == pytest.approx(0.8, abs=0.02)


def test_minimum_detectable_difference_at_the_edges():
    """One case shows nothing; without spread any difference shows."""
    assert stats.minimum_detectable([1.0]) is None
    assert stats.minimum_detectable([1.0, 1.0, 1.0]) == 0


@given(FINITE)
def test_everything_is_finite_in_range_and_turns_with_the_sign(values):
    """Whatever finite differences come in: the interval holds the mean, and swapping the runs mirrors it."""
    interval = stats.mean_interval(values, resamples=200)
    slack = 1e-9 * max(1.0, *map(abs, values))
    assert interval.low - slack <= np.mean(values) <= interval.high + slack or len(values) >= 8
    assert 0 < stats.sign_flip_p(values, resamples=200) <= 1
    mirrored = np.negative(values)
    assert stats.win_rate(values) == pytest.approx(1 - stats.win_rate(mirrored))
    assert stats.sign_flip_p(mirrored, resamples=200) == pytest.approx(
        stats.sign_flip_p(values, resamples=200), abs=0.2
    )


@pytest.mark.parametrize("values", [[], [float("nan"), 1.0], [[1.0, 2.0]], [math.inf, 0.0]])
def test_what_is_no_list_of_finite_numbers_is_refused(values):
    """A NaN must never become an interval."""
    for function in (stats.mean_interval, stats.sign_flip_p, stats.win_rate, stats.hedges_g):
        with pytest.raises(ValueError, match="finite differences"):
            function(values)
