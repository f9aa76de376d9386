"""The prompts that we ship: weak ones, and their strong twins."""

from pathlib import Path

from promptkit.lint import lint
from promptkit.sources.read import read_shots

DATASETS = Path(__file__).parent.parent / "datasets"


def findings(file, *, notes=False):
    return {
        linted.shot.id: {finding.rule: finding for finding in linted.findings if notes or finding.severity != "note"}
        for linted in lint(read_shots([DATASETS / file]))
    }


def test_every_weak_prompt_is_weak_in_what_it_shows():
    """Each has a finding about motion, cause, load or the clip, not only about its negative prompt."""
    for name, found in findings("shots.yaml", notes=True).items():
        assert {finding.family for finding in found.values()} & {"motion", "cause", "load", "clip"}, name


def test_no_strong_prompt_gets_a_warning():
    """The strong twins are what the rules ask for."""
    assert {name: list(found) for name, found in findings("strong.yaml").items() if found} == {}


def test_twins_share_their_ids():
    """Every weak prompt has its strong one, and the other way round."""
    assert list(findings("shots.yaml")) == list(findings("strong.yaml"))
