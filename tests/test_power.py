"""What a study can see, against closed forms, tables and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

from promptkit import stats
from promptkit.power import minimum_detectable, prompts_needed

FEW = [0.3, 0.1, 0.4, 0.1, 0.5]
MANY = np.random.default_rng(7).gamma(2.0, 0.5, 40)
FINITE = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=2, max_size=25)


@pytest.mark.parametrize("n", [4, 8])
def test_few_prompts_see_what_is_printed_with_its_power(n):
    """20,000 t-tests, each at what another study of the same spread prints: 80 % are significant (4 sigma: 1.2 %)."""
    random = np.random.default_rng(n)
    shape = np.arange(n) - (n - 1) / 2
    found = minimum_detectable(shape)
    first, second = random.normal(size=(2, 20_000, n))
    shifted = second + found.up / shape.std(ddof=1) * first.std(axis=1, ddof=1, keepdims=True)
    seen = reference.ttest_1samp(shifted, 0, axis=1, alternative="greater").pvalue < 0.025
    assert found.up == found.down
    assert np.mean(seen) == pytest.approx(0.8, abs=0.012)


def test_minimum_detectable_difference_at_the_edges():
    """One case shows nothing; without spread any difference shows."""
    assert minimum_detectable([1.0]) is None
    without = minimum_detectable([1.0] * 20)
    assert (without.up, without.down) == (0, 0)


@pytest.mark.parametrize("draw", ["normal", "exponential"])
def test_what_is_printed_is_seen_four_times_in_five_either_way(draw):
    """1,200 studies of 20, shifted by what another of 150 prints: the interval leaves zero in 74 to 86 % (3 sigma)."""
    random = np.random.default_rng(20)
    first, second = (getattr(random, draw)(size=(n, 20)) - (draw == "exponential") for n in (150, 1200))
    printed = [minimum_detectable(study) for study in first]
    up, down = (np.repeat([getattr(one, way) for one in printed], 8)[:, np.newaxis] for way in ("up", "down"))
    low, _ = stats.mean_intervals(second + up, resamples=2000)
    _, high = stats.mean_intervals(second - down, resamples=2000)
    assert (np.mean(low > 0), np.mean(high < 0)) == pytest.approx((0.8, 0.8), abs=0.06)


def test_a_change_towards_the_long_tail_is_seen_sooner():
    """The tail of MANY lies above its mean; turned round, so are the two numbers."""
    found, turned = minimum_detectable(MANY), minimum_detectable(-MANY)
    assert found.up < 0.9 * found.down
    assert (turned.up, turned.down) == pytest.approx((found.down, found.up), rel=0.02)


@pytest.mark.parametrize(("effect", "prompts"), [(0.2, 199), (0.5, 34), (0.8, 15), (1.0, 10), (-0.5, 34)])
def test_prompts_needed_are_those_of_the_tables(effect, prompts):
    """Matched pairs, two-sided 5 %, power 80 %: G*Power 3's sample sizes where the spread is well known, within 3 %."""
    known = np.tile([-1.0, 1.0], 2000)
    assert prompts_needed(known, effect) == pytest.approx(prompts, rel=0.03, abs=1)


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("differences", [FEW, MANY])
def test_prompts_needed_for_what_is_detectable_are_those_there(differences, way):
    """The two functions answer one question from its two ends."""
    effect = getattr(minimum_detectable(differences), way) * (1 if way == "up" else -1)
    assert prompts_needed(differences, 1.0001 * effect) == len(differences)
    assert prompts_needed(differences, 0.9 * effect) > len(differences)


def test_a_larger_effect_never_takes_more_prompts():
    """Also where one difference is far from all others."""
    outlying = np.append(np.linspace(-0.01, 0.01, 19), 1.0)
    for way in (1, -1):
        needed = [prompts_needed(outlying, way * effect) for effect in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)]
        assert needed == sorted(needed, reverse=True)
        assert needed[0] > 20


def test_prompts_needed_at_the_edges():
    """No effect needs no end of prompts, one prompt has no spread, and without spread three do."""
    assert prompts_needed([1.0, 2.0], 0.0) is None
    assert prompts_needed([1.0], 0.5) is None
    assert prompts_needed([1.0, 2.0, 3.0], 1e-9) is None
    assert prompts_needed([1.0, 1.0, 1.0], 0.5) == 3


@settings(deadline=None)
@given(FINITE)
def test_both_are_finite_whatever_comes_in(values):
    """Zero or more, and three prompts or more."""
    found = minimum_detectable(values)
    assert min(found.up, found.down) >= 0
    assert max(found.up, found.down) < math.inf
    assert (prompts_needed(values, 1.0) or 3) >= 3
