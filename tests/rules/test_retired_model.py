"""`retired-model` names the day and the successor."""

from promptkit.lint import check_shot
from promptkit.rules.retired_model import retired_model
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot


def test_day_and_successor_are_named():
    """Kling 2.1 Master went on 15 September 2026."""
    (finding,) = check_shot(example_shot("A man walks.", target="kling-2.1-master"), [retired_model])

    assert "2026-09-15" in finding.message
    assert "kling-2.5-turbo" in finding.message
    assert finding.severity == "error"


def test_every_target_is_judged_by_its_status():
    """Retired targets are flagged, current ones are not, and no target is no fault."""
    for name in target_names():
        findings = check_shot(example_shot("A man walks.", target=name), [retired_model])
        assert bool(findings) == (find_target(name).status == "retired")
    assert check_shot(example_shot("A man walks."), [retired_model]) == ()
