"""The gate's decisions on numbers: right on average, not only on examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.gate.decide import non_inferior, within

RESAMPLES = 199
"""Of the simulations only: the smallest p-value is then 1/200, which eight questions still let pass."""


def decided(worsening, margin):
    """The outcome of one question alone."""
    return non_inferior([worsening], [margin])[0].outcome


def test_false_alarms_stay_below_five_percent_over_all_metrics():
    """Nothing changed, 8 metrics of 20 prompts: at most 5 % of 2,000 runs fail on any (3 standard errors allowed).

    The margin is a tenth of the spread between prompts, far below what anybody would choose.
    """
    random = np.random.default_rng(1)
    repetitions, alarms = 2_000, 0
    for _ in range(repetitions):
        noise = random.standard_normal((8, 20))
        t = noise.mean(axis=1) / noise.std(axis=1, ddof=1) * np.sqrt(20)
        if (t > 2.2).any():  # Student's p is 2 % there: nothing below is significant among eight, or near it
            alarms += any(one.outcome == "fail" for one in non_inferior(noise, [0.1] * 8, resamples=RESAMPLES))

    assert alarms / repetitions <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / repetitions)


def test_a_clear_worsening_fails_and_equality_passes():
    """One metric of eight worse by 1.5 spreads fails nearly always; the seven unchanged ones hardly ever do."""
    random = np.random.default_rng(2)
    found, others = 0, 0
    for _ in range(100):
        changes = random.standard_normal((8, 20))
        changes[3] += 1.5
        decisions = non_inferior(changes, [0.5] * 8, resamples=RESAMPLES)
        found += decisions[3].outcome == "fail"
        others += sum(one.outcome == "fail" for one in decisions) - (decisions[3].outcome == "fail")

    assert found >= 95
    assert others <= 5


def test_a_worsening_by_the_margin_hardly_ever_passes():
    """Worse by exactly the margin: at most one run in forty passes, as a 95 % interval promises."""
    random = np.random.default_rng(3)
    passed = sum(
        non_inferior([0.5 + random.standard_normal(20)], [0.5], resamples=999)[0].outcome == "pass" for _ in range(300)
    )

    assert passed / 300 <= 0.025 + 3 * np.sqrt(0.025 * 0.975 / 300)


@pytest.mark.parametrize("n", [1, 2, 5, 8, 20])
def test_identical_scores_pass_at_any_margin(n):
    """Nothing changed: pass, also where no change at all is allowed."""
    assert decided([0.0] * n, 0.0) == "pass"


@pytest.mark.parametrize(
    ("worsening", "margin", "outcome"),
    [
        ([0.01], 0.02, "pass"),
        ([-5.0], 0.0, "pass"),
        ([0.03], 0.02, "inconclusive"),
        ([0.5, 0.5], 0.1, "fail"),
        ([0.4, 0.6], 0.1, "inconclusive"),
        ([0.49, 0.50, 0.51], 0.1, "fail"),
        ([0.01, -0.01, 0.02, 0.0], 0.1, "pass"),
        ([0.3, -0.1, 0.2, 0.0], 0.1, "inconclusive"),
        ([0.5, 0.6, 0.4, 0.5, 0.7, 0.5], 0.1, "fail"),
    ],
)
def test_few_prompts(worsening, margin, outcome):
    """One prompt can pass and never fails; few fail only when they agree."""
    assert decided(worsening, margin) == outcome


def test_more_questions_need_more_evidence():
    """Six prompts that all got worse are significant alone (1/64), and not among four such questions (4/64)."""
    worse = [0.5, 0.6, 0.4, 0.5, 0.7, 0.5]

    assert decided(worse, 0.1) == "fail"
    assert {one.outcome for one in non_inferior([worse] * 4, [0.1] * 4)} == {"inconclusive"}


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=9), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_wider_margin_is_never_stricter(worsening, margin, more):
    """What passes still passes, and what does not fail still does not, when more is allowed."""
    rank = {"fail": 0, "inconclusive": 1, "pass": 2}

    assert rank[decided(worsening, margin + more)] >= rank[decided(worsening, margin)]


@pytest.mark.parametrize(
    ("values", "low", "high", "outcome"),
    [
        ([0.5], None, 1.0, "pass"),
        ([1.5], None, 1.0, "fail"),
        ([1.0, 1.0], None, 1.0, "pass"),
        ([0.1, 0.2, 0.15, 0.1], None, 1.0, "pass"),
        ([3.1, 3.2, 3.15, 3.1], None, 1.0, "fail"),
        ([0.9, 1.2, 0.8, 1.3], None, 1.0, "inconclusive"),
        ([0.5, 0.51, 0.5], 0.4, 0.6, "pass"),
        ([0.3, 0.31, 0.3], 0.4, 0.6, "fail"),
    ],
)
def test_limits(values, low, high, outcome):
    """The whole interval inside passes, the whole outside fails; one prompt or equal values: the mean decides."""
    assert within(values, low=low, high=high).outcome == outcome


def test_numbers_that_are_none_are_refused():
    """A value that is not finite never reaches a decision."""
    with pytest.raises(ValueError, match="finite"):
        non_inferior([[0.1, float("nan")]], [0.1])
    with pytest.raises(ValueError, match="finite"):
        within([], low=0, high=1)


def test_no_mean_is_below_what_no_value_is_below():
    """So a limit of zero fails at the first value above it, and one of zero at least always passes."""
    assert within([0, 0, 0.5], low=None, high=0, bounds=(0, None)).outcome == "fail"
    assert within([0, 0, 0], low=None, high=0, bounds=(0, None)).outcome == "pass"
    assert within([0.1, 0, 0.5], low=0, high=None, bounds=(0, None)).outcome == "pass"
    assert within([0.1, 0, 0.5], low=0, high=None).outcome == "inconclusive"


def test_no_mean_is_above_what_no_value_is_above():
    """A limit that cannot be broken passes, and one of one at least fails at the first value below it."""
    shares = [1.0, 0.9, 0.5]
    passed = within(shares, low=None, high=1, bounds=(0, 1))
    assert (passed.outcome, passed.interval.high) == ("pass", 1)
    assert within(shares, low=1, high=None, bounds=(0, 1)).outcome == "fail"
    assert within([1, 1, 1], low=1, high=None, bounds=(0, 1)).outcome == "pass"
    assert within(shares, low=None, high=1).outcome == "inconclusive"
