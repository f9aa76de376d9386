"""`reference-duration`."""

from dataclasses import replace

import pytest

from promptkit.assets import VideoFacts
from promptkit.errors import UsageError
from promptkit.lint import check_shot
from promptkit.rules.reference_duration import reference_duration
from promptkit.shot import Document, Origin
from promptkit.testing import example_shot

FACTS = VideoFacts(container="mp4", size_bytes=10**6, width_px=1080, height_px=1920, duration_s=8.0)
ADDRESS = "https://example.com/dance.mp4"


@pytest.fixture
def check(monkeypatch):
    """Messages for a shot whose reference video is so long."""

    def run(length, duration, *, options=None, **fields):
        monkeypatch.setattr(
            "promptkit.rules.reference_duration.video_facts", lambda _path: replace(FACTS, duration_s=length)
        )
        given = {"target": "kling-3.0-motion-control", "reference_video": "a.mp4", "orientation": "video"} | fields
        shot = example_shot("A dancer.", duration=duration, **given)
        found = check_shot(shot, [reference_duration], options={"reference-duration": options or {}})
        return [finding.message for finding in found]

    return run


def test_another_length_than_the_reference_has(check):
    """The real length, the one asked for and a remedy that fits stand in the message."""
    (longer,) = check(8.2, 5.0)
    (shorter,) = check(4.0, 10.0)

    assert "8.20 s long like a.mp4, not 5 s; trim the video to 5 s" in longer
    assert "4.00 s long like a.mp4, not 10 s; use a video of 10 s" in shorter


@pytest.mark.parametrize("length", [4.75, 5.0, 5.25])
def test_what_a_cut_to_whole_seconds_leaves_is_no_difference(check, length):
    """A quarter of a second on either side is allowed."""
    assert check(length, 5.0) == []


def test_a_little_more_is_a_difference(check):
    """Beyond the tolerance it is said; the tolerance is an option."""
    assert len(check(5.26, 5.0)) == 1
    assert check(5.4, 5.0, options={"tolerance_s": 0.5}) == []


@pytest.mark.parametrize("target", ["kling-3.0", "kling-3.0-omni", "kling-avatar", None])
def test_only_where_the_clip_follows_the_reference(check, target):
    """Elsewhere the duration is ordered, whatever the reference's length."""
    assert check(8.0, 5.0, target=target) == []


@pytest.mark.parametrize("fields", [{"duration": None}, {"reference_video": None}, {"duration": float("nan")}])
def test_nothing_to_compare(check, fields):
    """Without a length or a reference there is nothing to say."""
    duration = fields.pop("duration", 5.0)

    assert check(8.0, duration, **fields) == []


@pytest.mark.parametrize(
    ("duration", "orientation", "expected"),
    [
        (15.0, "image", "10 s at most with orientation image: it cannot be 15 s"),
        (31.0, "video", "30 s at most with orientation video: it cannot be 31 s"),
        (31.0, None, "30 s at most: it cannot be 31 s"),
        (2.0, "video", "3 s at least: it cannot be 2 s"),
    ],
)
def test_an_address_is_held_against_what_a_reference_may_be(check, duration, orientation, expected):
    """It is not fetched; only a length that no reference may have is named."""
    (message,) = check(None, duration, reference_video=ADDRESS, orientation=orientation)

    assert expected in message


@pytest.mark.parametrize(("duration", "orientation"), [(3.0, "image"), (10.0, "image"), (15.0, "video"), (30.0, None)])
def test_a_possible_length_behind_an_address_is_not_judged(check, duration, orientation):
    """It may well be that long."""
    assert check(None, duration, reference_video=ADDRESS, orientation=orientation) == []


def test_an_unreadable_file_is_another_rules_business(monkeypatch):
    """A missing file, or one whose length cannot be told, is not reported here."""

    def missing(path):
        raise UsageError(f"{path}: there is no such video")

    shot = example_shot("A.", target="runway-act-two", reference_video="a.mp4", duration=5.0)
    monkeypatch.setattr("promptkit.rules.reference_duration.video_facts", missing)
    assert check_shot(shot, [reference_duration]) == ()
    monkeypatch.setattr("promptkit.rules.reference_duration.video_facts", lambda _path: replace(FACTS, duration_s=None))
    assert check_shot(shot, [reference_duration]) == ()


def test_a_real_file_is_read(tmp_path):
    """A clip of 1 s, written here, lies beside the shot file and is not 5 s long."""
    av = pytest.importorskip("av")
    np = pytest.importorskip("numpy")
    with av.open(str(tmp_path / "short.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 128, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    shot = replace(
        example_shot("A dancer.", target="wan-2.2-animate", reference_video="short.mp4", duration=5.0),
        origin=Origin(Document(str(tmp_path / "shots.yaml"), "")),
    )
    (finding,) = check_shot(shot, [reference_duration])

    assert "1.00 s long like short.mp4, not 5 s" in finding.message
    assert (finding.start, finding.end) == (0, len("A dancer."))


def test_the_reference_is_opened_once(tmp_path, monkeypatch):
    """Many shots with one reference video read its header once."""
    opened = []
    facts = VideoFacts(container="mp4", size_bytes=1, duration_s=8.0)
    monkeypatch.setattr("promptkit.observers._looks.read_video", lambda path: opened.append(path) or facts)
    (tmp_path / "a.mp4").write_bytes(b"a video")
    given = {"target": "kling-3.0-motion-control", "orientation": "video", "duration": 5.0}
    shot = example_shot("A dancer.", reference_video=str(tmp_path / "a.mp4"), **given)

    assert [len(check_shot(shot, [reference_duration])) for _ in range(3)] == [1, 1, 1]
    assert len(opened) == 1
