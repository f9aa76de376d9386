"""`fast-mode-for-final` speaks only of shots that say they are final."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.fast_mode_for_final import fast_mode_for_final
from promptkit.testing import example_shot


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"target": "kling-3.0", "mode": "std"}, "use pro"),
        ({"target": "kling-3.0", "mode": "STD"}, "use pro"),
        ({"target": "kling-3.0", "resolution": "720p"}, "use 1080p or 4k"),
        ({"target": "kling-3.0"}, "no resolution is given, so the default 720p"),
        ({"target": "kling-3.0@legacy"}, "no mode is given, so the default std"),
        ({"target": "wan-2.2-animate", "mode": "wan-std"}, "use wan-pro"),
        ({"target": "veo-3.1-fast", "resolution": "1080p"}, "use veo-3.1"),
        ({"target": "kling-3.0-turbo", "resolution": "1080p"}, "use kling-3.0"),
        ({"mode": "std"}, "mode std is for previews"),
    ],
)
def test_draft_settings_of_a_final_shot(fields, expected):
    """Mode, resolution, model or a default that is for drafts; the remedy is named."""
    (finding,) = check_shot(example_shot("A man walks.", purpose="final", **fields), [fast_mode_for_final])

    assert expected in finding.message


@pytest.mark.parametrize("purpose", [None, "preview"])
def test_silent_unless_the_shot_is_final(purpose):
    """Drafts may be drafts, and a shot that says nothing is not judged."""
    shot = example_shot("A man walks.", purpose=purpose, target="kling-3.0", mode="std")

    assert check_shot(shot, [fast_mode_for_final]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"target": "kling-3.0", "mode": "pro"},
        {"target": "kling-3.0", "resolution": "4k"},
        {"target": "veo-3.1", "resolution": "720p"},
        {"target": "kling-3.0@dashscope"},
        {"target": "runway-gen-4.5"},
        {"mode": "pro"},
        {},
    ],
)
def test_final_settings_are_fine(fields):
    """Settings for finals, and models that know no drafts, have no finding."""
    assert check_shot(example_shot("A man walks.", purpose="final", **fields), [fast_mode_for_final]) == ()
