"""Times at the heads of stretches, and how long these last."""

import pytest

from promptkit.timecodes import timed


@pytest.mark.parametrize(
    ("prompt", "whole", "seconds"),
    [
        ("[0:00] a van stops [0:04] a man gets out", 9.0, [4.0, 5.0]),
        ("[0:00] a van stops [0:04] a man gets out", 4.0, [4.0, None]),
        ("[0:00] a van stops [0:04] a man gets out", None, [4.0, None]),
        ("[0:00] a van stops [0:04] a man gets out [0:02] he waves", 9.0, []),
        ("0-4s: a van stops. 4-2s: a man gets out.", 9.0, []),
        ("0-4s: a van stops. 5-9s: a man gets out.", 9.0, []),
        ("0-4s: a van stops. 4-9s: .", 9.0, []),
        ("0 to 4 s: a van stops. 4 to 9 s: a man gets out.", 9.0, [4.0, 5.0]),
        ("First 3 seconds: a boy runs. Then 4 seconds: he rests.", 5.0, [3.0, 4.0]),
        ("First 3 seconds: a boy runs. For 4 seconds he rests.", 7.0, [3.0, 4.0]),
        ("First 3 seconds: a boy runs. For 4 seconds he rests.", 5.0, []),
        ("First 3 seconds: a boy runs. Two seconds later he falls.", 9.0, []),
        ("For 3 seconds a boy runs. For 4 seconds he rests. Then, for 2 seconds, he sings.", 9.0, []),
        ("0 to 20 degrees, 20 to 40 degrees, the mercury climbs.", 9.0, []),
    ],
)
def test_stretches_join_on_or_are_none(prompt, whole, seconds):
    """The last lasts to the end, where that is known; gaps, steps back and other numbers part nothing."""
    assert [head.seconds for head in timed(prompt, whole)] == seconds
