"""Errors travel: between processes they keep what they know."""

import pickle

import pytest

from promptkit.errors import ClipError, MissingExtra, PromptkitError, ProviderError, UnknownName, UsageError

ERRORS = (
    PromptkitError("a"), UsageError("b"), UnknownName("rule", "x", ["xy"]), MissingExtra("video", "score", "av"),
    ClipError("a.mp4", "cut off", frame=3), ProviderError("c", retryable=True, request_id="r", status=500),
)  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_survive_pickling(error):
    """The same class, message and attributes come out."""
    again = pickle.loads(pickle.dumps(error))

    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
