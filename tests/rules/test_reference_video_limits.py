"""`reference-video-limits` compares a file with what motion control takes."""

from dataclasses import replace

import pytest

from promptkit.assets import VideoFacts
from promptkit.errors import MissingExtra
from promptkit.lint import check_shot
from promptkit.rules.reference_video_limits import reference_video_limits
from promptkit.shot import Document, Origin
from promptkit.testing import example_shot

GOOD = VideoFacts(container="mp4", size_bytes=10**6, width_px=1080, height_px=1920, duration_s=8.0)


@pytest.fixture
def check(monkeypatch):
    """Findings for a reference video of which these things are known."""

    def run(orientation="video", target="kling-3.0-motion-control", **facts):
        monkeypatch.setattr("promptkit.rules.reference_video_limits.video_facts", lambda _path: replace(GOOD, **facts))
        shot = example_shot("A dancer.", target=target, reference_video="a.mp4", orientation=orientation)
        return [finding.message for finding in check_shot(shot, [reference_video_limits])]

    return run


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"width_px": 340, "height_px": 3850},
        {"duration_s": 3.0},
        {"duration_s": 30.0},
        {"duration_s": 30.04},
        {"size_bytes": 100 * 2**20},
        {"container": "mov"},
        {"duration_s": None},
    ],
)
def test_bounds_are_inside(check, facts):
    """Every limit itself is allowed; a length that the file does not tell is not judged."""
    assert check(**facts) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"width_px": 339}, "340 px at least"),
        ({"height_px": 3851}, "no side may pass 3850 px"),
        ({"duration_s": 2.9}, "3 s is the shortest"),
        ({"duration_s": 31.0}, "30 s is the longest with orientation video"),
        ({"size_bytes": 100 * 2**20 + 1}, "more than 100 MiB"),
        ({"container": ""}, "it is of another kind than its name says, but MP4 or MOV is wanted"),
        ({"container": "webm"}, "it is WEBM, but MP4 or MOV is wanted"),
    ],
)
def test_each_limit(check, facts, expected):
    """One step past a limit is one finding that names it."""
    (message,) = check(**facts)

    assert expected in message
    assert "a.mp4" in message


def test_how_long_depends_on_the_orientation(check):
    """With orientation image 10 s are the most, and the way out is named; unsaid, the larger limit holds."""
    assert check(orientation="image", duration_s=10.0) == []
    (message,) = check(orientation="image", duration_s=12.0)
    assert "10 s is the longest with orientation image: trim it, or use orientation video" in message
    assert check(orientation=None, duration_s=12.0) == []


def test_omni_limits_area_and_ratio(check):
    """Kling Omni counts the pixels of a frame and takes 0.4 to 2."""
    assert "8294400 pixels" in check(target="kling-3.0-omni", width_px=4000, height_px=2100)[0]
    assert "2:1 is the widest" in check(target="kling-3.0-omni", width_px=2101, height_px=1050)[0]


def test_without_the_video_half_the_rest_is_checked(tmp_path, monkeypatch):
    """Container and size need no decoder; that the rest was not looked at is said by `missing-asset`."""

    def absent(_path):
        raise MissingExtra("video", "reading clips", "PyAV (av)")

    monkeypatch.setattr("promptkit.assets.open_clip", absent)
    (tmp_path / "a.mp4").write_bytes(b"\x1aE\xdf\xa3 webm")
    shot = example_shot("A dancer.", target="kling-3.0-motion-control", reference_video=str(tmp_path / "a.mp4"))
    (message,) = (finding.message for finding in check_shot(shot, [reference_video_limits]))

    assert "WEBM" in message


def test_a_real_file_is_read(tmp_path):
    """A clip of 1 s at 200×100 px, written here, is too short and too small; it lies beside the shot file."""
    av = pytest.importorskip("av")
    np = pytest.importorskip("numpy")
    with av.open(str(tmp_path / "short.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 200, 100, "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((100, 200, 3), 128, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    shot = replace(
        example_shot("A dancer.", target="kling-3.0-motion-control", reference_video="short.mp4"),
        origin=Origin(Document(str(tmp_path / "shots.yaml"), "")),
    )
    messages = " ".join(finding.message for finding in check_shot(shot, [reference_video_limits]))

    assert "1.00 s long" in messages
    assert "200×100 px" in messages


def test_a_missing_file_is_left_to_missing_asset():
    """One problem is reported once."""
    shot = example_shot("A dancer.", target="kling-3.0-motion-control", reference_video="nowhere/a.mp4")

    assert check_shot(shot, [reference_video_limits]) == ()


def test_addresses_are_not_fetched():
    """A URL is the service's to judge."""
    shot = example_shot("A dancer.", target="kling-3.0-motion-control", reference_video="https://x/a.avi")

    assert check_shot(shot, [reference_video_limits]) == ()
