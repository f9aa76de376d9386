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


def test_few_prompts_get_students_interval():
    """Below twelve prompts the interval is that of the t distribution, as scipy computes it."""
    got = stats.mean_interval(FEW)
    expected = reference.t.interval(0.95, 4, loc=np.mean(FEW), scale=reference.sem(FEW))
    assert (got.low, got.high) == pytest.approx(expected)
    assert got.method == "student-t"


def test_many_prompts_get_the_outer_ends_of_two_bootstraps():
    """Of scipy's percentile bootstrap at the level that Hesterberg's expansion asks for, and of the bootstrap-t."""
    n = len(MANY)
    tail = reference.norm.cdf(-math.sqrt(n / (n - 1)) * reference.t.ppf(0.975, n - 1))
    percentile = reference.bootstrap(
        (MANY,), np.mean, method="percentile", confidence_level=1 - 2 * tail, n_resamples=100_000, rng=1
    ).confidence_interval
    samples = np.random.default_rng(2).choice(MANY, (100_000, n))
    most, least = np.quantile((samples.mean(axis=1) - MANY.mean()) / reference.sem(samples, axis=1), [0.975, 0.025])
    error = reference.sem(MANY)
    expected = (
        min(percentile.low, MANY.mean() - most * error),
        max(percentile.high, MANY.mean() - least * error),
    )
    got = stats.mean_interval(MANY, resamples=100_000)
    assert (got.low, got.high) == pytest.approx(expected, abs=0.004)
    assert got.method == "bootstrap"


@pytest.mark.parametrize("n", [3, 11, 12, 20])
def test_intervals_cover_the_truth_as_often_as_they_say(n):
    """In 2,000 experiments on normal differences the 95 % interval holds the true mean in 93 to 97 % (4 sigma: 2)."""
    low, high = stats.mean_intervals(np.random.default_rng(n).normal(0.5, 2, (2000, n)), resamples=1500)
    assert 0.93 <= np.mean((low <= 0.5) & (high >= 0.5)) <= 0.97


def test_skewed_differences_are_covered_where_students_interval_fails():
    """On 2,000 sets of 20 exponential differences Student's interval covers 92 %, ours the 94 % that it promises."""
    skewed = np.random.default_rng(6).exponential(size=(2000, 20))
    student = reference.t.interval(0.95, 19, loc=skewed.mean(axis=1), scale=reference.sem(skewed, axis=1))
    ours = stats.mean_intervals(skewed, resamples=1500)
    covered = [np.mean((low <= 1) & (high >= 1)) for low, high in (student, ours)]
    assert covered[0] < 0.93
    assert 0.935 < covered[1] < 0.965


def test_many_experiments_at_once_are_each_as_alone():
    """The same resamples for each, and no experiment touches another."""
    experiments = np.stack([MANY, MANY[::-1] ** 2, np.full(40, 3.0), np.eye(40)[0]])
    together = np.transpose(stats.mean_intervals(experiments))
    for ends, one in zip(together, experiments, strict=True):
        alone = stats.mean_interval(one)
        assert ends == pytest.approx((alone.low, alone.high))


def test_differences_without_spread_have_an_interval_without_width():
    """Forty times 3: nothing is divided by zero."""
    assert stats.mean_interval([3.0] * 40) == stats.Interval(3.0, 3.0, 0.95, "bootstrap")


def test_one_change_among_ties_is_no_change():
    """Samples without the one difference have no spread and are left out; zero stays inside."""
    assert 0.0 in stats.mean_interval([1.0, *[0.0] * 19])


def test_the_pairs_of_a_prompt_are_averaged():
    """Two, one and three clips of three prompts: each prompt once, in the order in which they appear."""
    assert stats.over_prompts([1, 3, 10, 2, 5, 6], ["b", "b", "a", "b", "c", "c"]).tolist() == [2.0, 10.0, 5.5]
    assert stats.over_prompts([], []).tolist() == []


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


@pytest.mark.parametrize("n", [5, 30])
def test_many_sign_flips_at_once_are_each_as_alone(n):
    """Exact and random ones."""
    experiments = np.random.default_rng(n).normal(0.3, 1, (4, n))
    assert stats.sign_flip_ps(experiments) == pytest.approx([stats.sign_flip_p(one) for one in experiments])


def test_holm_by_hand():
    """Smallest times m, next times m-1, never falling, never above one; the order is kept."""
    assert stats.holm([0.04, 0.01, 0.03, 0.9]) == pytest.approx([0.09, 0.04, 0.09, 0.9])
    assert stats.holm([0.6, 0.7]) == pytest.approx([1.0, 1.0])
    assert len(stats.holm([])) == 0


@pytest.mark.parametrize("questions", [1, 2, 8, 16])
def test_fewest_prompts_are_those_whose_smallest_p_passes(questions):
    """All differences on one side, asked with nothing else to see: one prompt fewer, and it does not pass."""
    fewest = stats.fewest_prompts(questions)
    for prompts, passes in ((fewest, True), (fewest - 1, False)):
        smallest = stats.sign_flip_p(np.arange(1, prompts + 1))
        assert (stats.holm([smallest] + [1.0] * (questions - 1))[0] <= 1 - stats.LEVEL) == passes


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


@pytest.mark.parametrize("margin", [0.0, 0.1, 0.3])
def test_margins_of_few_prompts_are_tested_as_scipy_does(margin):
    """One-sided t-tests against the margin; the larger of the two for equivalence."""
    worse = reference.ttest_1samp(FEW, -margin, alternative="greater").pvalue
    more = reference.ttest_1samp(FEW, margin, alternative="less").pvalue
    assert stats.non_inferiority_p(FEW, margin) == pytest.approx(worse)
    assert stats.equivalence_p(FEW, margin) == pytest.approx(max(worse, more))


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
@pytest.mark.parametrize("values", [FEW, MANY - 1, 1 - MANY, np.round(MANY)])
def test_two_one_sided_tests_agree_with_the_interval(values, level):
    """A margin just beyond both ends of the interval is kept at half of what the level leaves, one just inside not."""
    interval = stats.mean_interval(values, level=level)
    margin = max(-interval.low, interval.high)
    assert stats.equivalence_p(values, 1.02 * margin) < (1 - level) / 2 < stats.equivalence_p(values, 0.98 * margin)


def test_without_spread_a_margin_is_kept_or_not():
    """No chance is left: zero or one."""
    assert [stats.non_inferiority_p([-0.5] * 4, margin) for margin in (0.4, 0.6)] == [1.0, 0.0]
    assert stats.equivalence_p([0.5, 0.5], 0.4) == 1.0


@pytest.mark.parametrize("margin", [-0.1, math.nan])
def test_an_impossible_margin_is_refused(margin):
    """A margin is a size."""
    with pytest.raises(ValueError, match="zero or more"):
        stats.non_inferiority_p(FEW, margin)


@given(FINITE)
def test_everything_is_finite_in_range_and_turns_with_the_sign(values):
    """Whatever finite differences come in: the interval holds the mean, and swapping the runs mirrors it."""
    interval = stats.mean_interval(values, resamples=200)
    slack = 1e-9 * max(1.0, *map(abs, values))
    assert interval.low - slack <= np.mean(values) <= interval.high + slack or len(values) >= 12
    assert 0 < stats.sign_flip_p(values, resamples=200) <= 1
    assert 0 <= stats.equivalence_p(values, 1.0) <= 1
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
