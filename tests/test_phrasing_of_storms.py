"""Whether a storm rages in a shot, so that it may be what moves a thing."""

import pytest

from promptkit.phrasing import storm_blows
from tests.scenes import scene


@pytest.mark.parametrize(
    "prompt",
    [
        "A storm near the pier tears at the flags",
        "A storm completely swallows the pier",
        "A storm passes over the pier",
        "A storm of snow on a hill",
        "A sandstorm builds walls of dust around a camp",
    ],
)
def test_a_storm_that_does_something_blows(prompt):
    """Whatever letters its verb begins with."""
    assert storm_blows(scene(prompt))


@pytest.mark.parametrize(
    "prompt",
    [
        "A storm is coming over the hills",
        "A storm brewing behind a barn",
        "A storm passes, a beach",
        "Storm shutters on a house",
        "A painting of a storm on a fence",
        "A storm of applause on a beach",
    ],
)
def test_no_storm_blows_that_is_to_come_painted_or_a_figure(prompt):
    """Nor one that only names a shutter."""
    assert not storm_blows(scene(prompt))
