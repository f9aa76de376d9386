"""The gate lets pass what did not get worse, and nothing else."""

import json
import re

import numpy as np
import pytest
from gated import a_study, a_suite, good

from promptkit.cache import write_json
from promptkit.errors import UsageError
from promptkit.gate.baseline import baseline_of, write_baseline
from promptkit.gate.complete import complete_runs
from promptkit.gate.decide import non_inferior
from promptkit.gate.gate import gate
from promptkit.make_clip import order_of
from promptkit.power import prompts_needed


@pytest.fixture(scope="module")
def settled(tmp_path_factory):
    """A suite, and the baseline of a good run."""
    folder = tmp_path_factory.mktemp("settled")
    suite = a_suite(folder / "evals")
    run = a_study(folder / "good", suite)
    write_baseline(baseline_of(suite, complete_runs(suite, run)), folder / "baseline.json")
    return suite, folder / "baseline.json"


def gated(settled, folder, value=good, **options):
    suite, baseline = settled
    return gate(suite, a_study(folder / "run", suite, value), baseline=baseline, **options)


def the_check(result, metric, kind):
    (check,) = [check for check in result.checks if (check.metric, check.kind) == (metric, kind)]
    return check


def worse(metric, by):
    """Scores in which one metric changed, a little differently from case to case."""
    return lambda arm, case, name: good(arm, case, name) + (name == metric) * by * (1 + sum(case.encode()) % 3 / 10)


def test_the_same_scores_pass(settled, tmp_path):
    """A run equal to the baseline passes, and every metric with a direction was asked."""
    result = gated(settled, tmp_path)

    assert result.outcome == "pass"
    assert {(c.metric, c.kind) for c in result.checks} == {
        ("flicker", "scores"), ("identity", "scores"), ("motion", "scores"), ("flicker", "limit"),
        ("flicker", "baseline"), ("identity", "baseline"), ("motion", "motion"),
    }  # fmt: skip


@pytest.mark.parametrize(("metric", "by"), [("flicker", 0.02), ("identity", -0.1)])
def test_a_worsening_fails_and_says_what_where_and_by_how_much(settled, tmp_path, metric, by):
    """More flicker, or less identity, fails; the sentence has metric, arm, size, interval, margin and worst cases."""
    result = gated(settled, tmp_path, worse(metric, by))
    check = the_check(result, metric, "baseline")

    assert (result.outcome, check.outcome) == ("fail", "fail")
    assert check.now - check.was == pytest.approx(check.interval.low, abs=abs(by))
    assert (check.interval.high - check.interval.low) < abs(by)
    assert check.prompts == 8
    assert check.p < 0.05
    for text in (f"{metric} in raw: worse", "over 8 prompts", "harmless below", "worst: shot"):
        assert text in check.said
    assert {c.metric for c in result.checks if c.outcome != "pass"} == {metric}


@pytest.mark.parametrize(("metric", "by"), [("flicker", -0.02), ("identity", 0.05)])
def test_an_improvement_passes(settled, tmp_path, metric, by):
    """What got better is no worsening."""
    assert gated(settled, tmp_path, worse(metric, by)).outcome == "pass"


def test_a_change_that_is_not_sure_is_inconclusive(settled, tmp_path):
    """Half of the prompts far better, half far worse: neither pass nor fail."""
    result = gated(
        settled, tmp_path,
        lambda arm, case, name: good(arm, case, name) + (name == "flicker") * 0.05 * (-1) ** int(case[-1]),
    )  # fmt: skip

    assert the_check(result, "flicker", "baseline").outcome == "inconclusive"
    assert result.outcome == "inconclusive"


def test_seeds_of_one_prompt_count_once(tmp_path):
    """Four seeds of two prompts are two numbers: the interval is that of two."""
    suite = a_suite(tmp_path / "evals", prompts=2, seeds=[1, 2, 3, 4])
    run = a_study(tmp_path / "good", suite)
    write_baseline(baseline_of(suite, complete_runs(suite, run)), tmp_path / "b.json")
    result = gate(suite, a_study(tmp_path / "run", suite, worse("flicker", 0.001)), baseline=tmp_path / "b.json")

    assert the_check(result, "flicker", "baseline").prompts == 2


def test_margins_are_the_suites_and_never_below_the_noise(settled, tmp_path):
    """A worsening within the suite's margin passes, and so does one within the noise floor."""
    suite, baseline = settled
    lenient = a_suite(tmp_path / "evals", margins={"flicker": 0.05})

    assert gate(lenient, a_study(tmp_path / "1", lenient, worse("flicker", 0.02)), baseline=baseline).outcome == "pass"
    assert gated(settled, tmp_path, worse("flicker", 0.02), noise={"flicker": 0.05}).outcome == "pass"
    assert gate(suite, tmp_path / "run", baseline=baseline, noise={"identity": 0.05}).outcome == "fail"


@pytest.mark.parametrize("status", ["failed: out of memory", "not_applicable: no face was found"])
def test_a_score_that_is_not_there_is_no_pass(settled, tmp_path, status):
    """One case without a value fails, by name and reason, and the suite can allow just that."""
    lacking = lambda arm, case, name: status if (case, name) == ("shot3", "identity") else good(arm, case, name)  # noqa: E731
    check = the_check(gated(settled, tmp_path, lacking), "identity", "scores")
    word, _, why = status.partition(": ")
    allowing = a_suite(tmp_path / "evals", allow={"identity": [word]})

    assert check.outcome == "fail"
    assert "shot3 (the baseline has 0.9" in check.said
    assert f") {word.replace('_', ' ')}: {why} (a suite that expects that" in check.said
    assert gate(allowing, a_study(tmp_path / "2", allowing, lacking), baseline=settled[1]).outcome == "pass"


def test_a_reason_that_holds_for_many_is_said_once(tmp_path):
    """Four cases lack a value for one reason, a fifth for another: two reasons, each with its cases."""
    shots = {f"shot{number}": "failed: no weights; run: fetch them" for number in range(4)} | {"shot4": "failed: torn"}
    lacking = lambda arm, case, name: shots.get(case, 0.9) if name == "identity" else good(arm, case, name)  # noqa: E731
    suite = a_suite(tmp_path / "evals")
    check = the_check(gate(suite, a_study(tmp_path / "run", suite, lacking)), "identity", "scores")

    assert check.said.count("no weights") == 1
    assert "shot0, shot1, shot2 and 1 more failed: no weights; run: fetch them; shot4 failed: torn (a" in check.said


def test_not_applicable_on_both_sides_fails_too_unless_allowed(tmp_path):
    """A metric that never applied is said, not passed over."""
    never = lambda arm, case, name: "not_applicable: no face" if name == "identity" else good(arm, case, name)  # noqa: E731
    for allow, outcome in (({}, "fail"), ({"identity": ["not_applicable"]}, "inconclusive")):
        suite = a_suite(tmp_path / outcome, allow=allow)
        run = a_study(tmp_path / f"{outcome}.run", suite, never)
        write_baseline(baseline_of(suite, complete_runs(suite, run)), tmp_path / "b.json")
        assert gate(suite, run, baseline=tmp_path / "b.json").outcome == outcome


def test_all_values_lost_is_no_pass_though_allowed(settled, tmp_path):
    """Where the baseline had values and none is left, there is nothing to pass."""
    suite = a_suite(tmp_path / "evals", allow={"identity": ["not_applicable"]})
    never = lambda arm, case, name: "not_applicable: no face" if name == "identity" else good(arm, case, name)  # noqa: E731
    result = gate(suite, a_study(tmp_path / "run", suite, never), baseline=settled[1])

    assert result.outcome == "inconclusive"
    assert {c.kind for c in result.checks if c.outcome == "inconclusive"} == {"scores", "baseline"}


def test_stillness_does_not_pass(settled, tmp_path):
    """Clips that stand still flicker less; they are not let through for it."""
    result = gated(
        settled, tmp_path, lambda arm, case, name: good(arm, case, name) * (0.2 if name != "identity" else 1)
    )

    assert the_check(result, "flicker", "baseline").outcome == "pass"
    assert the_check(result, "motion", "motion").outcome == "inconclusive"
    assert "moves much less" in the_check(result, "motion", "motion").said
    assert result.outcome == "inconclusive"


def test_one_clip_that_froze_is_named(settled, tmp_path):
    """The arm moves on, so nothing is blocked; a reader is told which clip to look at."""
    frozen = lambda arm, case, name: 0.001 if (case, name) == ("shot3", "motion") else good(arm, case, name)  # noqa: E731
    check = the_check(gated(settled, tmp_path, frozen), "motion", "motion")

    assert check.outcome == "pass"
    assert [one.case for one in check.worst] == ["shot3"]


def test_scores_of_clips_that_were_ordered_otherwise_are_old(tmp_path):
    """A suite is changed and its run not ended: what is there is of the old suite, and is not judged."""
    suite = a_suite(tmp_path / "evals", prompts=2)
    run = a_study(tmp_path / "run", suite)
    clip = run / "raw" / "shot0.mp4"
    clip.write_bytes(b"")
    with pytest.raises(UsageError, match=r"1 of 2 cases have no scores, or old ones .raw/shot0."):
        gate(suite, run)
    write_json(clip.with_suffix(".json"), order_of(suite.arms[0], suite.arms[0].cases[0].shot, suite.provider))
    with pytest.raises(UsageError, match="changed since it was scored"):  # an empty file is no clip of that order
        gate(suite, run)
    clip.unlink()
    assert gate(suite, run).outcome == "pass"
    with pytest.raises(UsageError, match=r"2 of 2 cases have no scores, or old ones"):
        gate(suite, a_study(tmp_path / "other", suite, prompt="A red flag in another field."))


@pytest.mark.parametrize("metric", ["cuts", "delivery"])
def test_a_limit_on_a_count_holds_for_every_clip(tmp_path, metric):
    """No clip makes up for another: each that is beyond fails and is named; without interval, which a fact has not."""
    suite = a_suite(tmp_path / "evals", prompts=3, metrics=[metric], limits={metric: {"max": 1}})
    found = {"shot0": 0.0, "shot1": 1.0, "shot2": 2.0}
    result = gate(suite, a_study(tmp_path / "run", suite, lambda _a, case, _m: found[case]))
    calm = gate(suite, a_study(tmp_path / "calm", suite, lambda _a, case, _m: min(found[case], 1.0)))
    check = the_check(result, metric, "limit")

    assert (check.outcome, check.interval) == ("fail", None)
    assert "limit at most 1 in every clip: 1 of 3 clips beyond it: shot2 2" in check.said
    assert calm.outcome == "pass"


def test_no_interval_holds_what_cannot_be(tmp_path):
    """Of contrasts none is negative, so nor is their mean; a limit on cosines that none can break does not fail."""
    spread = {"shot0": 0.01, "shot1": 0.2, "shot2": 0.9}
    suite = a_suite(tmp_path / "evals", prompts=3, limits={"flicker": {"max": 0.3}, "identity": {"min": -1, "max": 1}})
    result = gate(suite, a_study(tmp_path / "run", suite, lambda _a, case, _m: spread[case]))

    assert the_check(result, "flicker", "limit").interval.low == 0
    assert the_check(result, "identity", "limit").interval.high == 1
    assert the_check(result, "identity", "limit").outcome == "pass"


def advice(check):
    """How many prompts an inconclusive check asks for."""
    assert check.outcome == "inconclusive"
    return int(re.search(r"; about (\d+) such prompts would decide it, four times in five", check.said)[1])


def spread(_arm, case, _metric):
    return 0.1 * int(case[-1])


@pytest.mark.parametrize(
    ("limits", "open_one"), [({"max": 0.4}, 0.4), ({"min": 0.0, "max": 0.4}, 0.4), ({"min": 0.3, "max": 9}, 0.3)]
)
def test_an_unsure_limit_says_how_many_prompts_would_decide(tmp_path, limits, open_one):
    """As many as would show on which side of the end that is open the mean is; the other end was settled before."""
    suite = a_suite(tmp_path / "evals", limits={"flicker": limits})
    check = the_check(gate(suite, a_study(tmp_path / "run", suite, spread)), "flicker", "limit")

    apart = [0.1 * number - open_one for number in range(8)]
    assert advice(check) == prompts_needed(apart, 0.35 - open_one)


def test_a_limit_that_is_open_at_both_ends_takes_more_prompts(tmp_path):
    """Both have to be settled: each is missed once in ten."""
    suite = a_suite(tmp_path / "evals", limits={"flicker": {"min": 0.3, "max": 0.4}})
    check = the_check(gate(suite, a_study(tmp_path / "run", suite, spread)), "flicker", "limit")

    assert advice(check) == prompts_needed([0.1 * number - 0.3 for number in range(8)], 0.05, power=0.9)


def test_where_it_cannot_be_told_more_prompts_would_tell(tmp_path):
    """A mean at the limit itself is on no side of it."""
    suite = a_suite(tmp_path / "evals", prompts=2, limits={"flicker": {"max": 0.05}})
    check = the_check(gate(suite, a_study(tmp_path / "run", suite, spread)), "flicker", "limit")

    assert check.said.partition("; worst")[0].endswith("nor surely outside; more prompts would tell")


@pytest.mark.parametrize("others", [[], ["shake", "wobble", "texture_crawl", "smoothness", "frozen", "loop"]])
def test_an_unsure_worsening_says_how_many_prompts_would_decide_among_all_that_is_asked(tmp_path, others):
    """The more is asked at once, the more it takes: Holm's method asks 5 % over their number of the clearest one."""
    suite = a_suite(tmp_path / "evals", metrics=["flicker", *others])
    write_baseline(
        baseline_of(suite, complete_runs(suite, a_study(tmp_path / "good", suite, lambda *_: 1.0))), tmp_path / "b.json"
    )
    worse = [0.4 * (-1) ** number + 0.15 for number in range(8)]
    run = a_study(tmp_path / "run", suite, lambda _a, case, name: 1 + (name == "flicker") * worse[int(case[-1])])
    check = the_check(gate(suite, run, baseline=tmp_path / "b.json"), "flicker", "baseline")

    level = 1 - 2 * 0.05 / (1 + len(others))
    assert advice(check) == prompts_needed(worse, 0.15, level=level)


@pytest.mark.parametrize("asked", [1, 20])
def test_so_many_prompts_decide_it_four_times_in_five(asked):
    """300 studies of as many prompts as are asked for: 80 % of them fail (within 3 standard errors), others or none."""
    random = np.random.default_rng(asked)
    known = np.tile([-1.0, 1.0], 2000)
    prompts = prompts_needed(known, 0.5, level=1 - 2 * 0.05 / asked)
    unchanged = [np.zeros(prompts)] * (asked - 1)
    failed = 0
    for _ in range(300):
        decided = non_inferior([0.5 + random.standard_normal(prompts), *unchanged], [0.1] * asked, resamples=1999)
        failed += decided[0].outcome == "fail"

    assert failed / 300 == pytest.approx(0.8, abs=0.07)


def test_limits_stand_without_a_baseline(tmp_path):
    """The mean over prompts decides with its interval, and the cases beyond the limit are named."""
    suite = a_suite(tmp_path / "evals", limits={"flicker": {"max": 0.005}, "identity": {"min": 0.5}})
    result = gate(suite, a_study(tmp_path / "run", suite))

    assert the_check(result, "identity", "limit").outcome == "pass"
    assert the_check(result, "flicker", "limit").outcome == "fail"
    assert "limit at most 0.005" in the_check(result, "flicker", "limit").said
    assert "worst: shot" in the_check(result, "flicker", "limit").said


def test_what_is_not_of_this_suite_is_refused(settled, tmp_path):
    """Incomplete runs, old ones, other suites, and suites that say nothing to judge by: each with its remedy."""
    suite, baseline = settled
    part = a_study(tmp_path / "part", suite, leave_out={"shot1", "shot2"})
    with pytest.raises(
        UsageError, match=r"2 of 8 cases have no scores, or old ones .raw/shot1, raw/shot2.; run: promptkit run"
    ):
        gate(suite, part, baseline=baseline)
    run = a_study(tmp_path / "run", suite)
    with pytest.raises(UsageError, match=r"was changed after .*; run it again: promptkit run"):
        gate(a_suite(tmp_path / "1", prompts=9), run, baseline=baseline)
    with pytest.raises(UsageError, match="is a run of the suite 'tiny', not of 'other'"):
        gate(a_suite(tmp_path / "2", name="other"), run, baseline=baseline)
    with pytest.raises(UsageError, match="nothing to judge by"):
        gate(a_suite(tmp_path / "3", limits={}), run)
    with pytest.raises(UsageError, match="lpips_drift is not among the metrics"):
        gate(a_suite(tmp_path / "4", limits={"lpips_drift": {"max": 1}}), run)


def test_cases_that_both_have_may_be_judged_alone(settled, tmp_path):
    """When asked for: what only one has is told, what both have is judged, and nothing in common is refused."""
    _, baseline = settled
    more, fewer, others = (a_suite(tmp_path / str(n), prompts=n) for n in (9, 7, 8))
    grown = gate(more, a_study(tmp_path / "more", more), baseline=baseline, common_cases=True)
    assert "judged by limits alone, the baseline lacks them: raw/shot8" in grown.notes
    assert {check.prompts for check in grown.checks if check.kind == "baseline"} == {8}

    shrunk = gate(fewer, a_study(tmp_path / "fewer", fewer, worse("flicker", 1)), baseline=baseline, common_cases=True)
    assert "not judged, only the baseline has them: raw/shot7" in shrunk.notes
    assert the_check(shrunk, "flicker", "baseline").outcome == "fail"

    told = json.loads(baseline.read_text())
    told["arms"] = {"another": told["arms"]["raw"]}
    (tmp_path / "baseline.json").write_text(json.dumps(told))
    with pytest.raises(UsageError, match="no case in common"):
        gate(others, a_study(tmp_path / "others", others), baseline=tmp_path / "baseline.json", common_cases=True)


def test_a_baseline_of_something_else_is_refused(settled, tmp_path):
    """Renamed and new cases, another version, other weights, another suite: never compared in silence."""
    suite, baseline = settled
    fewer, more = a_suite(tmp_path / "fewer", prompts=7), a_suite(tmp_path / "more", prompts=9)
    with pytest.raises(UsageError, match=r"has cases that the run lacks, renamed or removed: raw/shot7"):
        gate(fewer, a_study(tmp_path / "1", fewer), baseline=baseline)
    with pytest.raises(UsageError, match=r"lacks cases of the run: raw/shot8.*--write-baseline"):
        gate(more, a_study(tmp_path / "2", more), baseline=baseline)
    for settings, words in (
        ({"metrics": {"flicker": 2, "identity": 1, "motion": 1}}, "metrics flicker is 1 in the baseline, 2 in raw"),
        ({"face": "mobilefacenet"}, "different face backbone: dlib in the baseline, mobilefacenet in raw"),
        ({"until_s": 1.0}, "until is the end in the baseline, 1.0 in raw"),
    ):
        run = a_study(tmp_path / words[:12], suite, **settings)
        with pytest.raises(UsageError, match=words):
            gate(suite, run, baseline=baseline)
    wider = a_suite(tmp_path / "wider", metrics=["flicker", "identity", "motion", "lpips_drift"])
    drift = a_study(tmp_path / "3", wider, lambda a, c, m: 0.1 if m == "lpips_drift" else good(a, c, m))
    with pytest.raises(UsageError, match="lacks lpips_drift, which the suite measures"):
        gate(wider, drift, baseline=baseline)


def test_what_differs_harmlessly_is_said(settled, tmp_path):
    """Another device, and a suite that was edited, are notes."""
    suite = a_suite(tmp_path / "evals", durations=[2])
    result = gate(suite, a_study(tmp_path / "run", suite, device="cuda"), baseline=settled[1])

    assert result.outcome == "pass"
    assert any("device is cpu in the baseline" in note for note in result.notes)
    assert any("suite was changed" in note for note in result.notes)


def test_a_clip_that_was_changed_after_scoring_is_refused(tmp_path):
    """Scores are of the very clips that are there."""
    (tmp_path / "clips").mkdir()
    for name in ("x", "y"):
        (tmp_path / "clips" / f"{name}.mp4").write_bytes(b"")
    suite = a_suite(tmp_path, variants={"v1": {"clips": "clips/*.mp4"}}, durations=[])
    run = a_study(tmp_path / "run", suite)

    with pytest.raises(UsageError, match="changed since it was scored: v1/x, v1/y"):
        gate(suite, run)


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ({"variants": {"v1": {"clips": "clips/*.mp4"}}, "durations": []}, "v1/shot1"),
        ({"provider": {"folder": "clips/{case}.mp4"}}, "raw/shot1"),
    ],
)
def test_a_clip_that_was_renamed_after_scoring_is_refused(tmp_path, changes, case):
    """Clips that were to be there, by pattern or by provider, are not judged by what they once scored."""
    (tmp_path / "clips").mkdir()
    for number in range(2):
        (tmp_path / "clips" / f"shot{number}.mp4").write_bytes(number.to_bytes())
    suite = a_suite(tmp_path, prompts=2, **changes)
    run = a_study(tmp_path / "run", suite)

    (tmp_path / "clips" / "shot1.mp4").rename(tmp_path / "clips" / "renamed.mp4")
    with pytest.raises(UsageError, match=rf"not there, .*: {case} .*shot1.mp4.; bring .*; then: promptkit run"):
        gate(suite, run)


def test_the_json_is_plain(settled, tmp_path):
    """`promptkit.gate/1` survives a round trip, intervals and all."""
    told = gated(settled, tmp_path).as_json()

    assert json.loads(json.dumps(told, allow_nan=False))["checks"][0]["kind"] == "scores"
    assert (told["schema"], told["outcome"]) == ("promptkit.gate/1", "pass")
