"""The reference_flow observer."""

from dataclasses import replace

import numpy as np
import pytest
from made_clips import moving, write
from moving import STREAM, watch

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.errors import ClipError
from promptkit.observers.flow import flow
from promptkit.observers.reference_flow import reference_flow


def seen_with(reference: str):
    given = replace(STREAM, reference_video=reference)
    return watch(replace(reference_flow, watch=lambda _: reference_flow.watch(given)), moving(2))


def test_it_is_what_the_flow_observer_sees_there(tmp_path):
    """The numbers are those of `flow` on the reference video, and the file's hash tells which that was."""
    clip = open_clip(write(tmp_path / "reference.mp4", moving(6)))
    (chunk,) = frames(clip)

    seen = seen_with(str(clip.path))

    expected = watch(flow, chunk.rgb)
    assert seen.sha256 == clip.sha256
    np.testing.assert_allclose(seen.t_s, expected.t_s, atol=1e-4)
    np.testing.assert_allclose(seen.tile_flow, expected.tile_flow, rtol=1e-3, atol=1e-6)


def test_its_version_is_that_of_flow():
    """What is kept on disk of a reference is measured again when the flow observer changes."""
    assert reference_flow.version == flow.version


def test_without_a_reference_there_is_nothing():
    """No pair, and no file."""
    seen = seen_with("")

    assert (seen.sha256, len(seen.t_s), len(seen.tile_flow)) == ("", 0, 0)


def test_a_reference_that_cannot_be_read_is_said(tmp_path):
    """The error names the reference, not the clip."""
    with pytest.raises(ClipError, match="none\\.mp4"):
        seen_with(str(tmp_path / "none.mp4"))
