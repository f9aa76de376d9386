"""What every metric must do, whatever it measures."""

import copy
import math
from dataclasses import fields, is_dataclass
from inspect import Parameter
from pathlib import Path

import numpy as np
import pytest
from made_clips import moving, write
from made_semantic import small_clip
from scenery import FPS, elsewhere, scenery, someone_else

from promptkit.clip import open_clip
from promptkit.metric import all_metrics
from promptkit.observer import all_observers
from promptkit.plan import plan
from promptkit.score import measure
from promptkit.testing.claims import CLAIMS
from promptkit.testing.degrade import LADDER, write_exact
from promptkit.watch import observe

METRICS = all_metrics()
HERE = Path(__file__).parent
CONTRACT = {
    "lpips_adjacent", "lpips_drift", "flicker", "colour_drift", "identity", "motion", "warp_error", "texture_crawl",
    "wobble", "shake", "temporal_noise", "smoothness", "frozen", "cuts", "loop", "delivery", "vbench_flicker",
    "reference_motion", "lpips_warped", "text_alignment", "semantic_drift", "vbench_background", "identity_drift",
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What all observers see in a clip of moving texture, measured with no weights but random ones of a small CLIP."""
    return seen_in(moving(30, 96, 160), tmp_path_factory.mktemp("clip"))


def seen_in(frames, folder):
    path = write(folder / "a.mp4", frames)
    how = plan(metrics=METRICS, backbone="msssim", face="dlib", cache=False)
    with small_clip(folder):
        return observe(open_clip(path), how)[1]


def test_the_metrics_of_the_contract_are_there():
    """The names that users rely on."""
    assert set(METRICS) >= CONTRACT


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_page_has_its_headings(metric):
    """A metric's docstring says what 0 means, what comes in, where it does not apply, and where its formula is from."""
    assert {"", "Zero", "Shape", "Not applicable", "References"} <= set(metric.page)
    assert metric.page[""].endswith(".")


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_registration_is_sound(metric):
    """A version from 1, a unit, a margin that is a size, options with defaults, needs that exist."""
    assert metric.version >= 1
    assert metric.unit
    assert metric.margin >= 0
    assert metric.better in {"higher", "lower", "neither"}
    assert set(metric.needs) <= set(all_observers())
    assert Parameter.empty not in metric.options.values()


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_has_its_own_tests(metric):
    """One file a metric, one test file beside it."""
    assert (HERE / "metrics" / f"test_{metric.name}.py").is_file()


def same(one, other):
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_score_is_finite_repeatable_and_leaves_its_input_alone(metric, seen):
    """Measured twice the score is the same, to the bit; what was observed is not written to."""
    before = copy.deepcopy({name: seen[name] for name in metric.needs})

    first, second = metric.score(seen, {}), metric.score(seen, {})

    assert first == second
    assert first.status in {"scored", "not_applicable"}, first.why
    assert (first.value is None) == (first.status == "not_applicable")
    assert first.value is None or math.isfinite(first.value)
    assert (first.why is None) == (first.status == "scored")
    for name, observation in before.items():
        assert same(seen[name], observation), name


def is_possible(score):
    """Whether a value is none that there cannot be, up to rounding."""
    ends = zip(METRICS[score.metric].bounds, (-math.inf, math.inf), strict=True)
    least, most = (far if end is None else end for end, far in ends)
    return score.value is None or least - 1e-6 <= score.value <= most + 1e-6


def test_every_metric_says_what_values_there_can_be(seen):
    """All but slopes, which go either way, have bounds; and no value of a clip is beyond them."""
    assert {name for name, one in METRICS.items() if one.bounds == (None, None)} == {"lpips_drift", "semantic_drift"}
    for metric in METRICS.values():
        assert is_possible(metric.score(seen, {})), metric.name


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_series_has_a_value_for_each_time(metric, seen):
    """Curves are as long as their time axis, which runs forward."""
    series = metric.score(seen, {}).series

    if series is not None:
        assert len(series.t) == len(series.y)
        assert all(np.diff(series.t) >= 0)


@pytest.fixture(scope="module")
def single_frame(tmp_path_factory):
    return seen_in(moving(1, 96, 160), tmp_path_factory.mktemp("clip"))


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_single_frame_is_answered_with_a_reason(metric, single_frame):
    """A clip of one frame has nothing that changes: no metric crashes, and none makes up a number."""
    score = metric.score(single_frame, {})

    assert score.status == "not_applicable", score.value
    assert score.why


CLAIMED = [(metric, name) for metric in METRICS for name in CLAIMS.get(metric, ())]
STILL = {"lpips_drift"}
"""Metrics tested on a still picture: a pan is drift enough to hide any other."""


BACKBONES = {"lpips_warped": "tiny"}
"""Of metrics that need a network, the one that comes with the package."""


def score_of(metric, rgb, path):
    """What a metric says of frames, with no weights that must be fetched."""
    write_exact(path, rgb, FPS)
    how = plan(metrics=[metric], backbone=BACKBONES.get(metric, "msssim"), face="dlib", cache=False)
    return measure(open_clip(path), how).scores[metric]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """By metric: the clip it is tested on, the landmarks of its face, and its score; each made once."""
    made = {}

    def get(metric):
        if metric not in made:
            rgb, landmarks = scenery(moves=metric not in STILL)
            score = score_of(metric, rgb, tmp_path_factory.mktemp("clean") / f"{metric}.mp4")
            made[metric] = (rgb, landmarks, score)
        return made[metric]

    return get


@pytest.mark.parametrize(("metric", "name"), CLAIMED)
def test_worse_on_the_degradations_that_it_claims(metric, name, clean, tmp_path):
    """A clearly visible degradation that a metric names makes its score worse."""
    rgb, landmarks, before = clean(metric)
    extras = {"other": elsewhere(), "faces": someone_else(landmarks)}
    degradation = LADDER[name]
    needed = {degradation.needs: extras[degradation.needs]} if degradation.needs else {}

    after = score_of(metric, degradation(rgb, FPS, severity=3, **needed), tmp_path / "worse.mp4")

    assert (before.status, after.status) == ("scored", "scored"), before.why or after.why
    assert is_possible(before)
    assert is_possible(after)
    if METRICS[metric].better == "higher":
        assert after.value < before.value
    else:
        assert after.value > before.value
