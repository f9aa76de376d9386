"""How a measurement becomes a score, and what never does."""

import math
import re

import pytest

from promptkit.errors import UnknownName
from promptkit.metric import Measurement, NotApplicable, Series, find_metric, metric


def a_metric(give):
    @metric(unit="m", better="lower", version=2, needs=("seen",), margin=0.1)
    def height(seen, *, step: float = 0.5) -> Measurement:  # noqa: ARG001
        return give(seen)

    return height


def test_score_carries_the_measurement_and_its_provenance():
    """Value, detail and series come from the function; version, unit and direction from the metric."""
    made = a_metric(lambda seen: Measurement(seen * 2, {"n": 3}, Series((0.0,), (1.0,))))

    score = made.score({"seen": 4}, {"decoder": "x"})

    assert (score.metric, score.version, score.status, score.value) == ("height", 2, "scored", 8.0)
    assert (score.unit, score.better, score.why) == ("m", "lower", None)
    assert score.detail == {"n": 3, "decoder": "x"}
    assert score.series == Series((0.0,), (1.0,))
    assert made.options == {"step": 0.5}


def test_unit_of_another_scale_is_said():
    """A measurement in another unit than the metric's own keeps its unit."""
    made = a_metric(lambda _: Measurement(1.0, unit="feet"))

    assert made.score({"seen": 1}, {}).unit == "feet"


def test_question_without_answer_is_not_applicable():
    """The reason is kept and there is no value, above all not 0."""

    def give(_):
        raise NotApplicable("no face in 12 frames")

    score = a_metric(give).score({"seen": 1}, {"decoder": "x"})

    assert (score.status, score.value, score.why) == ("not_applicable", None, "no face in 12 frames")
    assert score.detail == {"decoder": "x"}


@pytest.mark.parametrize(
    ("measurement", "place"),
    [
        (Measurement(math.nan), "value is nan"),
        (Measurement(-math.inf), "value is -inf"),
        (Measurement(1.0, {"curve": {"y": [1.0, math.nan]}}), r"detail\.curve\.y\[1\] is nan"),
        (Measurement(1.0, series=Series((0.0,), (math.inf,))), r"series\.y\[0\] is inf"),
    ],
)
def test_number_that_is_none_fails_and_names_its_place(measurement, place):
    """NaN and infinity anywhere in a measurement make the score failed: JSON has neither."""
    score = a_metric(lambda _: measurement).score({"seen": 1}, {})

    assert (score.status, score.value, score.series) == ("failed", None, None)
    assert re.search(place, score.why)


def test_parameters_must_be_what_the_metric_needs():
    """A metric whose parameters are not its needs is refused when it is registered."""

    def wrong(flow) -> Measurement:  # noqa: ARG001
        return Measurement(0.0)

    with pytest.raises(TypeError, match=r"takes \('flow',\) but needs \('luma',\)"):
        metric(unit="", better="lower", version=1, needs=("luma",), margin=0)(wrong)


def test_unknown_metric_names_the_nearest():
    """A misspelt name is answered with the right one."""
    with pytest.raises(UnknownName, match="lpips_drift"):
        find_metric("lpips_drft")
