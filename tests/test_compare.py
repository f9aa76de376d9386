"""Verdicts on constructed scores with known answers."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_runs import SETTINGS, a_run, a_run_of, a_score, an_entry

from promptkit.compare import compare_runs, names_of
from promptkit.errors import UnknownName, UsageError
from promptkit.power import Detectable, minimum_detectable, prompts_needed
from promptkit.stats import Interval, equivalence_p, mean_interval, non_inferiority_p
from promptkit.verdict import either_way, judge, listed, number, overall, told

CASES = ("beach", "flag", "coat", "snow", "forest", "scarf")


def spread(middle, by=0.001):
    """Six values around a middle, the same pattern in every run."""
    return {case: middle + by * (index - 2.5) for index, case in enumerate(CASES)}


def jittered(values, by):
    """The values with their differences spread by a pattern that adds up to zero."""
    return {case: value + by * (-1) ** index for index, (case, value) in enumerate(values.items())}


def two(tmp_path, metric, a, b, **margins):
    return compare_runs(
        a_run_of(tmp_path / "old", metric, a), a_run_of(tmp_path / "new", metric, b), margins=margins or {metric: 0.1}
    )


@pytest.mark.parametrize(
    ("metric", "shift", "verdict"),
    [
        ("flicker", +1.0, "worse"),
        ("flicker", -1.0, "better"),
        ("identity", +1.0, "better"),
        ("identity", -1.0, "worse"),
        ("flicker", 0.01, "equivalent"),
        ("flicker", 0.0, "equivalent"),
    ],
)
def test_verdicts_by_direction(tmp_path, metric, shift, verdict):
    """Every case shifted alike: the direction of the metric decides what that means."""
    before = spread(2.0)
    found = two(tmp_path, metric, before, jittered(spread(2.0 + shift), 0.01))
    assert found.metrics[0].verdict == found.verdict == verdict
    assert found.metrics[0].difference == pytest.approx(shift)


def test_noise_larger_than_the_margin_is_inconclusive(tmp_path):
    """Three up, three down, by more than the margin: neither a difference nor its absence is shown."""
    found = two(tmp_path, "flicker", spread(2.0), jittered(spread(2.0), 0.5))
    assert found.verdict == "inconclusive"
    assert "both no difference and one that matters" in found.metrics[0].why


def test_the_interval_is_students_on_six_prompts(tmp_path):
    """Differences 1 ± 0.01 in turn: sd is 0.01 * sqrt(6/5), t at 5 degrees of freedom is 2.5706."""
    one = two(tmp_path, "flicker", spread(2.0), jittered(spread(3.0), 0.01)).metrics[0]
    half = 2.570582 * 0.01 * math.sqrt(6 / 5) / math.sqrt(6)
    assert (one.interval.low, one.interval.high) == pytest.approx((1 - half, 1 + half))
    assert one.p == 2 / 64
    assert (one.win_rate, one.beyond_margin) == (0.0, True)


@pytest.mark.parametrize(
    ("low", "high", "better", "expected"),
    [
        (0.2, 0.4, "higher", ("better", True)),
        (0.05, 0.4, "higher", ("better", False)),
        (0.01, 0.05, "higher", ("equivalent", False)),
        (-0.1, 0.1, "higher", ("equivalent", False)),
        (-0.11, 0.1, "higher", ("inconclusive", False)),
        (-0.4, -0.05, "higher", ("worse", False)),
        (-0.4, -0.2, "lower", ("better", True)),
        (0.2, 0.4, "lower", ("worse", True)),
        (0.0, 0.4, "lower", ("inconclusive", False)),
    ],
)
def test_the_rule_at_its_edges(low, high, better, expected):
    """The documented rule, with margin 0.1."""
    assert judge(Interval(low, high, 0.95, "student-t"), better=better, margin=0.1) == expected


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_turning_the_direction_swaps_better_and_worse(low, width, margin):
    """What is better for "higher" is worse for "lower"; the other two words stay."""
    interval = Interval(low, low + width, 0.95, "bootstrap")
    swapped = {"better": "worse", "worse": "better"}
    up, down = (judge(interval, better=better, margin=margin)[0] for better in ("higher", "lower"))
    assert down == swapped.get(up, up)


@pytest.mark.parametrize("pairs", [1, 2])
def test_too_few_prompts_are_inconclusive_and_say_so(tmp_path, pairs):
    """However large the difference is."""
    some = dict(list(spread(1.0).items())[:pairs])
    one = two(tmp_path, "flicker", some, dict.fromkeys(some, 100.0)).metrics[0]
    assert (one.verdict, one.interval) == ("inconclusive", None)
    assert f"{pairs}; an interval needs at least 3" in one.why


def test_missing_cases_are_counted_and_named_with_their_reason(tmp_path):
    """Absent clips, failed and not applicable scores: none is dropped in silence, none counts as zero."""
    a = a_run_of(tmp_path / "a", "identity", {**spread(0.9), "face": "not_applicable: no face", "lost": 0.5})
    b = a_run_of(
        tmp_path / "b", "identity",
        {**spread(0.9), "beach": "failed: out of memory", "face": "not_applicable: no face", "extra": 0.5},
    )  # fmt: skip
    found = compare_runs(a, b, margins={"identity": 0.1})
    one = found.metrics[0]
    assert [pair.case for pair in one.pairs] == ["flag", "coat", "snow", "forest", "scarf"]
    assert {left.case: left.why for left in one.left_out} == {
        "beach": "failed in B: out of memory",
        "face": "not applicable in both runs: no face",
        "lost": "no clip in B",
        "extra": "no clip in A",
    }
    assert (found.only_in_a, found.only_in_b) == (("lost",), ("extra",))
    assert any(
        "identity: 4 of 9 cases left out" in caution and "lost: no clip in B" in caution for caution in found.cautions
    )


def test_a_metric_without_a_single_pair_is_inconclusive(tmp_path):
    """Six clips without faces say nothing about identity."""
    none = dict.fromkeys(CASES, "not_applicable: no face")
    found = two(tmp_path, "identity", none, none)
    assert (found.verdict, found.metrics[0].mean_a) == ("inconclusive", None)
    assert "not compared, for neither run has data: identity" in found.sentence


def test_too_few_prompts_of_one_metric_do_not_hide_what_the_others_say(tmp_path):
    """Faces in two clips of six: equivalent on flicker, and identity is told apart; so is what neither run has."""
    faces = dict.fromkeys(CASES, "not_applicable: no face") | {"flag": 0.9, "coat": 0.8}

    def run(name, by):
        scores = ({"flicker": 1 + by * n, "identity": faces[c], "cuts": "not_applicable: one frame"}
                  for n, c in enumerate(CASES))  # fmt: skip
        return a_run(tmp_path / name, *map(an_entry, CASES, scores))

    found = compare_runs(run("a", 0.001), run("b", 0.0011))
    assert found.verdict == "equivalent"
    assert found.sentence == (
        "b and a are equivalent; the difference is too small to matter on flicker; too few prompts to judge identity; "
        "not compared, for neither run has data: cuts."
    )
    assert [(one.verdict, told(one)) for one in found.metrics if one.metric != "flicker"] == [
        ("inconclusive", "inconclusive"), ("inconclusive", "not compared"),
    ]  # fmt: skip


@pytest.mark.parametrize("lost", ["not_applicable: no face", "failed: out of memory"])
def test_what_one_run_alone_lacks_still_counts(tmp_path, lost):
    """A face that is gone from every clip is a loss that nobody may call equivalent."""
    a = of_two(tmp_path / "a", spread(1.0), spread(0.9))
    found = compare_runs(a, of_two(tmp_path / "b", spread(1.0), dict.fromkeys(CASES, lost)))
    assert (found.verdict, told(found.metrics[1])) == ("inconclusive", "inconclusive")
    assert "nothing to compare on identity" in found.sentence


def test_a_run_against_itself_is_said_so(tmp_path):
    """However few its prompts are."""
    run = a_run_of(tmp_path / "old", "flicker", {"x": 1.0})
    found = compare_runs(run, run)
    assert found.verdict == "equivalent"
    assert "is compared with itself: it is one and the same run, and every difference is 0" in found.sentence


def test_equal_scores_of_two_runs_are_said_so(tmp_path):
    """In another folder, as after scoring again."""
    same = two(tmp_path, "flicker", spread(1.0), spread(1.0))
    assert same.sentence == "new and old have identical scores: every difference is 0."
    assert (same.verdict, same.metrics[0].verdict) == ("equivalent", "equivalent")


def seeded(tmp_path, name, values, *, metric="flicker", prompts=True):
    """A run of several seeds a prompt: values by prompt."""
    entries = (
        an_entry(f"{prompt}.s{seed}", {metric: value}, prompt_id=prompt if prompts else None)
        for prompt, of in values.items()
        for seed, value in enumerate(of)
    )
    return a_run(tmp_path / name, *entries)


def test_seeds_of_a_prompt_are_one_difference(tmp_path):
    """Three seeds each of four prompts, one of them unequal: all numbers are those of the prompts' means."""
    apart = {"beach": [1.0, 1.2, 1.4], "flag": [0.5, 0.7, 0.9], "coat": [0.1, 0.2], "snow": [2.0]}
    a = seeded(tmp_path, "a", {prompt: [1.0] * len(of) for prompt, of in apart.items()})
    b = seeded(tmp_path, "b", {prompt: [1.0 + one for one in of] for prompt, of in apart.items()})
    one = compare_runs(a, b, margins={"flicker": 0.1}).metrics[0]
    means = [1.2, 0.7, 0.15, 2.0]
    assert (one.prompts, len(one.pairs)) == (4, 9)
    assert (one.mean_a, one.mean_b) == pytest.approx((1.0, 1 + sum(means) / 4))
    assert (one.interval.low, one.interval.high) == pytest.approx((mean_interval(means).low, mean_interval(means).high))
    assert one.p == 2 / 16
    detectable = minimum_detectable(means)
    assert (one.minimum_detectable.up, one.minimum_detectable.down) == pytest.approx((detectable.up, detectable.down))


def test_many_seeds_of_two_prompts_are_two_prompts(tmp_path):
    """However many clips: chance drew two prompts."""
    a, b = (seeded(tmp_path, name, {"x": [value] * 9, "y": [value + 0.1] * 9}) for name, value in (("a", 1), ("b", 2)))
    found = compare_runs(a, b)
    assert (found.metrics[0].interval, found.verdict) == (None, "inconclusive")
    assert "prompts in pairs: 2; an interval needs at least 3" in found.metrics[0].why
    assert found.sentence == "2 prompts, 18 clips do not decide between b and a; too few prompts to judge flicker."


def test_a_run_that_knows_no_prompts_takes_those_of_the_other(tmp_path):
    """Clips of a study scored again by hand are still its seeds."""
    values = {"x": [1.0, 1.1], "y": [1.2, 1.3]}
    a, b = seeded(tmp_path, "a", values), seeded(tmp_path, "b", values, prompts=False)
    assert compare_runs(a, b).metrics[0].prompts == compare_runs(b, a).metrics[0].prompts == 2
    assert compare_runs(b, b).metrics[0].prompts == 4


def test_a_case_of_two_prompts_is_refused(tmp_path):
    """Equal names, different questions: such a pair says nothing."""
    a, b = (a_run(tmp_path / name, an_entry("x", prompt_id=prompt)) for name, prompt in (("a", "sea"), ("b", "wood")))
    with pytest.raises(UsageError, match="x is of the prompt 'sea' in A and 'wood' in B"):
        compare_runs(a, b)


def test_an_undecided_metric_says_how_many_prompts_it_takes(tmp_path):
    """For a difference of the margin, four times in five."""
    one = two(tmp_path, "flicker", spread(2.0), jittered(spread(2.0), 0.5)).metrics[0]
    apart = [pair.difference for pair in one.pairs]
    assert one.prompts_needed == prompts_needed(apart, 0.1) > 6
    assert one.why.endswith(f"to see a difference of 0.1 takes about {one.prompts_needed} prompts")


def test_the_prompts_asked_for_are_those_of_the_harder_direction(tmp_path):
    """Few large differences to one side: a change away from them takes more prompts than one towards them."""
    tail = np.random.default_rng(7).exponential(0.2, 20) - 0.15
    a, b = (
        seeded(tmp_path, name, {str(k): [1.0 + one] for k, one in enumerate(of)})
        for name, of in (("a", 0 * tail), ("b", tail))
    )
    one = compare_runs(a, b, margins={"flicker": 0.02}).metrics[0]
    apart = [pair.difference for pair in one.pairs]
    assert prompts_needed(apart, 0.02) < prompts_needed(apart, -0.02) == one.prompts_needed


def test_two_detectable_differences_are_told_as_one_where_they_are_alike():
    """Within 5 % of each other, the larger; else each with its sign."""
    assert either_way(Detectable(0.5, 0.52)) == "±0.520"
    assert either_way(Detectable(0.5, 0.53)) == "+0.500, −0.530"


def test_margins_are_tested_beside_the_verdict(tmp_path):
    """A small rise of a metric for which lower is better: equivalent, not worse by the margin, and by p-values too."""
    one = two(tmp_path, "flicker", spread(2.0), jittered(spread(2.01), 0.01)).metrics[0]
    apart = [pair.difference for pair in one.pairs]
    assert one.p_equivalent == equivalence_p(apart, 0.1) < 0.001
    assert one.p_not_worse == non_inferiority_p([-value for value in apart], 0.1) < 0.001


def of_two(folder, flicker, identity):
    return a_run(folder, *(an_entry(c, {"flicker": flicker[c], "identity": identity[c]}) for c in flicker))


def test_what_so_few_prompts_can_show_is_the_first_caution(tmp_path):
    """Of six prompts no p-value of two metrics is small: none is printed, and what is needed is; of one, they do."""
    a = of_two(tmp_path / "a", spread(2.0), spread(0.9))
    found = compare_runs(a, of_two(tmp_path / "b", jittered(spread(1.0), 0.01), jittered(spread(0.9), 0.01)))
    assert found.verdict == "better"
    assert found.cautions[0] == (
        "6 prompts can show by the interval, metric by metric, that these runs differ (here on flicker); they cannot "
        "rule chance out, with 2 metrics asked at once, however large a difference is: "
        "for that it takes 7 prompts or more"
    )
    assert not any("(p " in caution for caution in found.cautions)
    alone = two(tmp_path / "alone", "flicker", spread(2.0), jittered(spread(1.0), 0.01))
    assert not any("chance" in caution for caution in alone.cautions)


def test_one_metric_can_have_too_few_prompts_too(tmp_path):
    """The smallest p-value of three prompts is 2/8."""
    few = dict.fromkeys(CASES[:3], 2.0)
    found = two(tmp_path, "flicker", few, {case: 1.0 + n / 100 for n, case in enumerate(few)})
    assert found.verdict == "better"
    assert found.cautions[0].endswith("cannot rule chance out, however large a difference is: for that it takes 6 "
                                      "prompts or more")  # fmt: skip


def test_with_prompts_enough_a_caution_asks_for_no_more(tmp_path):
    """Of eight prompts one goes the other way: the p-value is large for that, not for want of prompts."""
    cases = [f"c{n}" for n in range(8)]
    flat = dict.fromkeys(cases, 0.9)
    gains = (-1.0, 2.0, 0.8, 1.2, 0.9, 1.1, 1.0, 1.3)
    a = of_two(tmp_path / "a", dict.fromkeys(cases, 5.0), flat)
    b = of_two(tmp_path / "b", {case: 5.0 - by for case, by in zip(cases, gains, strict=True)}, flat)
    [caution] = [caution for caution in compare_runs(a, b).cautions if "Holm" in caution]
    assert caution.endswith("not ruled out for flicker (p 0.0781, adjusted by Holm's method)")


def test_with_prompts_enough_a_difference_of_all_of_them_needs_no_caution(tmp_path):
    """Seven prompts, two metrics: 4/128."""
    cases = [f"c{n}" for n in range(7)]
    flat = dict.fromkeys(cases, 0.9)
    a = of_two(tmp_path / "a", dict.fromkeys(cases, 2.0), flat)
    b = of_two(tmp_path / "b", {case: 1.0 + n / 100 for n, case in enumerate(cases)}, flat)
    found = compare_runs(a, b)
    assert found.verdict == "better"
    assert not any("Holm" in caution for caution in found.cautions)


def both(tmp_path, name, steady, moving):
    entries = (an_entry(case, {"flicker": steady[case], "motion": moving[case]}) for case in CASES)
    return a_run(tmp_path / name, *entries)


def test_stillness_does_not_win(tmp_path):
    """Less flicker at a third of the motion is no verdict, and the sentence says why."""
    a = both(tmp_path, "a", spread(2.0), spread(0.30))
    b = both(tmp_path, "b", spread(1.0), spread(0.10, by=0.0012))
    found = compare_runs(a, b, margins={"flicker": 0.1, "motion": 0.02})
    assert (found.metrics[0].verdict, found.metrics[0].withheld) == ("inconclusive", "better")
    assert "b moves much less (b 0.100, a 0.300" in found.metrics[0].why
    assert found.verdict == "inconclusive"
    assert "The better side on flicker has not won: b moves much less (b 0.100, a 0.300" in found.sentence


def test_a_still_baseline_does_not_win_either(tmp_path):
    """The same pair the other way round: the moving side is not worse for moving."""
    a = both(tmp_path, "a", spread(1.0), spread(0.10))
    b = both(tmp_path, "b", spread(2.0), spread(0.30, by=0.0012))
    found = compare_runs(a, b, margins={"flicker": 0.1, "motion": 0.02})
    assert (found.metrics[0].verdict, found.metrics[0].withheld) == ("inconclusive", "worse")
    assert found.verdict == "inconclusive"
    assert "has not won: a moves much less" in found.sentence


def test_a_side_that_stands_longer_has_not_won(tmp_path):
    """Less flicker with a longer freeze in every clip is no verdict on flicker; the freeze itself is worse."""
    old = [{"flicker": value, "frozen": 0.0, "motion": 0.3} for value in spread(2.0).values()]
    new = [{"flicker": value, "frozen": 0.06, "motion": 0.3} for value in spread(1.0, by=0.0012).values()]
    a, b = (
        a_run(tmp_path / name, *(an_entry(case, scores) for case, scores in zip(CASES, told, strict=True)))
        for name, told in (("a", old), ("b", new))
    )
    found = compare_runs(a, b, margins={"flicker": 0.1, "frozen": 0.02, "motion": 0.02})
    verdicts = {one.metric: one.verdict for one in found.metrics}
    assert verdicts == {"flicker": "inconclusive", "frozen": "worse"}
    assert found.verdict == "worse"
    assert "b stands still longer (b 0.0600, a 0 of the time)" in found.sentence


def flagged(value, flag, share):
    return a_score("flicker", value, detail={"flags": [{"flag": flag, "text": flag, "share": share}]})


@pytest.mark.parametrize("flag", ["frozen", "one picture", "loop"])
def test_clips_that_stand_or_come_again_leave_the_pairs(tmp_path, flag):
    """A run of frozen frames, turned stills or loops cannot be better: no pair is left to judge by."""
    a = a_run_of(tmp_path / "a", "flicker", spread(2.0))
    b = a_run_of(tmp_path / "b", "flicker", {case: flagged(0.0, flag, 1.0) for case in CASES})
    (one,) = compare_runs(a, b).metrics
    assert (one.verdict, one.pairs) == ("inconclusive", ())
    assert one.why == "no case was scored in both runs with clips that move"
    assert {left.why for left in one.left_out} == {f"{flag} in B"}


def test_cases_that_move_are_still_judged(tmp_path):
    """One frozen clip of six leaves five pairs; a freeze of a twentieth leaves all six."""
    a = a_run_of(tmp_path / "a", "flicker", spread(2.0))
    one_stands = dict(spread(1.0, by=0.0012)) | {"beach": flagged(0.0, "frozen", 0.5)}
    shortly = dict(spread(1.0, by=0.0012)) | {"beach": flagged(1.0, "frozen", 0.05)}
    b, c = a_run_of(tmp_path / "b", "flicker", one_stands), a_run_of(tmp_path / "c", "flicker", shortly)
    assert [len(compare_runs(a, other).metrics[0].pairs) for other in (b, c)] == [5, 6]
    assert compare_runs(a, b).metrics[0].verdict == "better"


def test_what_stillness_does_not_flatter_is_judged_in_any_clip(tmp_path):
    """A frozen clip counts for `frozen`, and a moved still for `motion`."""
    still = {"detail": {"flags": [{"flag": "frozen", "text": "frozen", "share": 1.0}]}}
    a = a_run_of(tmp_path / "a", "frozen", dict.fromkeys(CASES, 0.0))
    b = a_run_of(
        tmp_path / "b", "frozen", {case: a_score("frozen", 1.0 + n / 100, **still) for n, case in enumerate(CASES)}
    )
    assert compare_runs(a, b).metrics[0].verdict == "worse"


def test_a_side_that_wins_while_moving_as_much_wins(tmp_path):
    """Motion stands beside as context and has no verdict of its own."""
    a = both(tmp_path, "a", spread(2.0), spread(0.30))
    b = both(tmp_path, "b", spread(1.0), spread(0.28, by=0.0012))
    found = compare_runs(a, b, margins={"flicker": 0.1, "motion": 0.02})
    assert found.verdict == "better"
    assert [(one.metric, one.verdict) for one in found.context] == [("motion", None)]
    assert found.cautions == ()


def moving(tmp_path, name, flicker, motion):
    entries = (
        an_entry(f"c{i}", {"flicker": f, "motion": m}) for i, (f, m) in enumerate(zip(flicker, motion, strict=True))
    )
    return a_run(tmp_path / name, *entries)


FACTORS = [1.1, 0.9, 0.7, 0.8, 1.0, 0.95, 0.6, 0.9, 0.85, 0.75]


def test_a_win_that_stillness_explains_is_cautioned(tmp_path):
    """Flicker follows the logarithm of motion to a hair: among pairs that move alike nothing is left."""
    noise = [0.001 * (-1) ** i for i in range(10)]
    a = moving(tmp_path, "a", [2.0] * 10, [0.3] * 10)
    less = [2 + math.log(f) + n for f, n in zip(FACTORS, noise, strict=True)]
    b = moving(tmp_path, "b", less, [0.3 * f for f in FACTORS])
    found = compare_runs(a, b, margins={"flicker": 0.01, "motion": 0.02})
    (one,) = found.metrics
    assert (one.verdict, found.verdict) == ("better", "better")
    assert one.adjusted.slope == pytest.approx(1.0, abs=0.01)
    assert 0.0 in one.adjusted.interval
    assert any("flicker: among pairs that move alike" in caution for caution in found.cautions)


def test_a_win_that_stays_at_equal_motion_is_not_cautioned(tmp_path):
    """The same motion, and flicker lower by one whatever moves."""
    noise = [0.1 * (-1) ** i for i in range(10)]
    a = moving(tmp_path, "a", [2.0] * 10, [0.3] * 10)
    b = moving(tmp_path, "b", [1 + n for n in noise], [0.3 * f for f in FACTORS])
    found = compare_runs(a, b, margins={"flicker": 0.01, "motion": 0.02})
    assert found.metrics[0].adjusted.difference == pytest.approx(-1, abs=0.1)
    assert found.cautions == ()


@pytest.mark.parametrize("motion", [[0.0] * 10, [0.2] * 10], ids=["none moves", "all alike"])
def test_without_a_line_nothing_is_adjusted(tmp_path, motion):
    """Motion of zero has no logarithm; motion that does not vary has no slope."""
    a, b = (moving(tmp_path, name, [value] * 10, motion) for name, value in (("a", 2.0), ("b", 1.0)))
    assert compare_runs(a, b, margins={"flicker": 0.01, "motion": 0.02}).metrics[0].adjusted is None


def test_without_motion_the_reader_is_warned(tmp_path):
    """Nobody knows then whether stillness explains the difference."""
    found = two(tmp_path, "flicker", spread(2.0), spread(1.0, by=0.0012))
    assert found.verdict == "better"
    assert "motion was not scored" in found.cautions[0]


def test_better_here_and_worse_there_is_mixed(tmp_path):
    """One word for two opposite findings."""

    def run(name, flicker, identity):
        return a_run(tmp_path / name, *(an_entry(c, {"flicker": flicker[c], "identity": identity[c]}) for c in CASES))

    found = compare_runs(run("a", spread(2.0), spread(0.9)), run("b", spread(1.0, 0.0012), spread(0.5, 0.0012)))
    assert found.verdict == "mixed"
    assert found.sentence == "b is better than a on flicker, but worse on identity."
    assert [one.p_holm for one in found.metrics] == [4 / 64, 4 / 64]


@pytest.mark.parametrize(
    ("verdicts", "word"),
    [
        (["better", "equivalent", "inconclusive"], "better"),
        (["worse", "inconclusive"], "worse"),
        (["better", "worse"], "mixed"),
        (["equivalent", "equivalent"], "equivalent"),
        (["equivalent", "inconclusive"], "inconclusive"),
        ([], "inconclusive"),
    ],
)
def test_one_word_over_several_metrics(verdicts, word):
    """As documented."""
    assert overall(verdicts) == word


@pytest.mark.parametrize(
    ("metric", "change", "said"),
    [
        ("lpips_drift", {"perceptual": "msssim"}, "different perceptual backbone: alex in .*a, msssim in .*b"),
        ("identity", {"face": "mobilefacenet"}, "different face backbone: dlib in"),
        ("lpips_drift", {"weights": {"alexnet": "00" * 32}}, "weights alexnet is abababab in .*, 00000000 in"),
        ("flicker", {"metrics": {"flicker": 2}}, "metrics flicker is 1 in"),
        ("flicker", {"until_s": 5.0}, "until is the end in .*, 5.0 in"),
        ("identity", {"references": ("ff",)}, "references is none in .*, ff in"),
        ("reference_motion", {"reference_video": "ff"}, "reference_video is none in .*, ff in"),
        ("other", {"perceptual": "msssim"}, "different perceptual backbone: alex"),
    ],
)
def test_runs_that_were_not_measured_alike_are_refused(tmp_path, metric, change, said):
    """Numbers of two kinds have no difference."""
    weights = {"alexnet": "ab" * 32}
    a = a_run_of(tmp_path / "a", metric, spread(1.0), weights=weights)
    b = a_run_of(tmp_path / "b", metric, spread(1.0), **({"weights": weights} | change))
    with pytest.raises(UsageError, match=said):
        compare_runs(a, b)


def test_other_backbones_are_named_before_all_and_without_their_weights(tmp_path):
    """The option that mends it is said; nothing is said by a hash that the name says already."""
    a = a_run_of(tmp_path / "a", "lpips_drift", spread(1.0), weights={"alexnet": "ab" * 32, "lpips-alex": "cd" * 32})
    b = a_run_of(
        tmp_path / "b",
        "lpips_drift",
        spread(1.0),
        perceptual="tiny",
        weights={"tiny": "ef" * 32, "lpips-tiny": "01" * 32},
    )
    with pytest.raises(UsageError) as refused:
        compare_runs(a, b)
    assert str(refused.value) == (
        f"these runs were not measured alike: different perceptual backbone: alex in {a.folder}, tiny in {b.folder}. "
        "Score one of them again with --backbone alex"
    )


def test_what_the_common_metrics_do_not_use_may_differ(tmp_path):
    """A run of all metrics compares with one of flicker alone, which has no backbone, weights or references."""
    a = a_run(
        tmp_path / "a", *(an_entry(case, {"flicker": 1.0, "lpips_drift": 0.1}) for case in CASES),
        weights={"alexnet": "ab" * 32, "dlib-resnet": "cd" * 32}, references=("ff",),
    )  # fmt: skip
    b = a_run_of(tmp_path / "b", "flicker", spread(1.0), perceptual="", face="", weights={})
    assert [one.metric for one in compare_runs(a, b).metrics] == ["flicker"]


def test_the_unit_is_that_of_a_score_with_a_value(tmp_path):
    """Scores without one do not know the backbone's scale."""
    scored = replace(a_score("lpips_drift", 0.5), unit="1 − MS-SSIM per second")
    entries = [an_entry("a", {"lpips_drift": "not_applicable: short"}), an_entry("b", {"lpips_drift": scored})]
    a, b = (a_run(tmp_path / name, *entries) for name in "ab")
    assert compare_runs(a, b).metrics[0].unit == "1 − MS-SSIM per second"


def test_another_device_is_said_and_not_refused(tmp_path):
    """CPU and GPU agree within a tolerance."""
    a = a_run_of(tmp_path / "a", "flicker", spread(1.0))
    b = a_run_of(tmp_path / "b", "flicker", spread(1.0), device="cuda")
    assert any("device is cpu in A, cuda in B" in caution for caution in compare_runs(a, b).cautions)


def test_metrics_of_one_run_alone_are_named(tmp_path):
    """What is in both is compared, the rest is said."""
    a = a_run(tmp_path / "a", *(an_entry(case, {"flicker": 1.0, "identity": 0.9}) for case in CASES))
    b = a_run_of(tmp_path / "b", "flicker", spread(1.0))
    found = compare_runs(a, b)
    assert [one.metric for one in found.metrics] == ["flicker"]
    assert any("identity was scored in A alone" in caution for caution in found.cautions)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (("flicker", {"x": 1.0}), ("identity", {"x": 1.0}), "no metric in common"),
        (("flicker", {}), ("flicker", {"y": 1.0}), "a: no clip of this run is scored yet; score some into it"),
        (("flicker", {"x": 1.0}), ("flicker", {"y": 1.0}), "no case in common.*'x' and 'y'"),
        (("flicker", {"x": 1.0}), ("flicker", {}), "b: no clip of this run is scored yet"),
    ],
)
def test_runs_without_common_ground_are_refused(tmp_path, a, b, said):
    """The message says how pairing works."""
    with pytest.raises(UsageError, match=said):
        compare_runs(a_run_of(tmp_path / "a", *a), a_run_of(tmp_path / "b", *b))


@pytest.mark.parametrize("margin", [-0.1, float("nan"), float("inf")])
def test_an_impossible_margin_is_refused(tmp_path, margin):
    """A margin is a size."""
    with pytest.raises(UsageError, match="zero or more"):
        two(tmp_path, "flicker", spread(1.0), spread(1.0), flicker=margin)


def test_a_margin_for_an_unknown_metric_is_refused(tmp_path):
    """A misspelt name would leave the default margin in force."""
    with pytest.raises(UnknownName, match="did you mean flicker"):
        two(tmp_path, "flicker", spread(1.0), spread(1.0), fliker=0.1)


def test_a_metric_that_is_not_installed_needs_a_margin(tmp_path):
    """Runs of a plug-in's metric can be compared without the plug-in, but not judged by a guess."""
    a, b = (a_run_of(tmp_path / name, "other", spread(1.0)) for name in "ab")
    with pytest.raises(UsageError, match="--margin other=VALUE"):
        compare_runs(a, b)
    assert compare_runs(a, b, margins={"other": 0.1}).verdict == "equivalent"


def test_json_is_plain_and_complete(tmp_path):
    """`promptkit.compare/1` holds JSON values only, with every pair."""
    found = two(tmp_path, "flicker", spread(2.0), jittered(spread(3.0), 0.01))
    told = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert (told["schema"], told["verdict"]) == ("promptkit.compare/1", "worse")
    assert told["metrics"][0]["pairs"][0] == {
        "case": "beach", "prompt": "beach", "a": 1.9975, "b": pytest.approx(3.0075),
    }  # fmt: skip
    assert (told["metrics"][0]["prompts"], told["metrics"][0]["clips"]) == (6, 6)
    assert set(told["metrics"][0]["interval"]) == {"low", "high", "level", "method"}
    assert told["a"]["settings"]["face"] == SETTINGS.face


def test_runs_are_called_by_their_folders_unless_those_are_alike(tmp_path):
    """Names that say which is which."""
    a, b, c = (a_run_of(tmp_path / name, "flicker", {"x": 1.0}) for name in ("one/run", "two/run", "two/new"))
    assert names_of(a, c) == ("run", "new")
    assert names_of(a, b) == (str(a.folder), str(b.folder))


def test_words_and_numbers_read_well():
    """Lists with "and", three significant digits, no exponent where it can be helped."""
    assert [listed(list("abc")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert [number(v) for v in (0.1, 0, -12.345, 480, 0.0004567, 1e-7)] == [
        "0.100", "0", "-12.3", "480", "0.000457", "1.00e-07",
    ]  # fmt: skip
