"""Photos and reference videos are looked at once, in bounded time, and never break a lint."""

import shutil
import struct
import subprocess
import sys

import av
import cv2
import numpy as np
import pytest
from looks import ASSETS
from made_clips import moving, write
from moving import pan, texture

from promptkit.clip import open_clip
from promptkit.errors import ClipError, UsageError
from promptkit.observers import _looks, _stills, _takes
from promptkit.observers._looks import photo_of, take_of, unable
from promptkit.shot import Document, Origin
from promptkit.testing import example_shot


def shot(folder, **fields):
    return example_shot("She dances.", origin=Origin(Document(str(folder / "shots.yaml"), "")), **fields)


@pytest.fixture
def counted(monkeypatch):
    """How often a photo and a video were really looked at."""
    seen = []
    for module in (_stills, _takes):
        look = module.look
        monkeypatch.setattr(module, "look", lambda path, look=look: seen.append(path.name) or look(path))
    return seen


def test_a_hundred_shots_with_one_video_look_once(tmp_path, counted):
    """The same file, and a copy of it under another name, are one content."""
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(ASSETS / "two-takes.mp4", tmp_path / name)
    takes = [take_of(shot(tmp_path, reference_video=name)) for name in ["a.mp4"] * 50 + ["b.mp4"] * 50]

    assert len(set(takes)) == 1
    assert counted == ["a.mp4"]


def test_what_was_seen_is_kept_on_disk(tmp_path, counted):
    """Another run of the linter finds it in the cache, equal in every field."""
    shutil.copy(ASSETS / "dancer.mp4", tmp_path / "a.mp4")
    shutil.copy(ASSETS / "portrait.jpg", tmp_path / "a.jpg")
    asked = shot(tmp_path, reference_video="a.mp4", image="a.jpg")
    first = take_of(asked), photo_of(asked)
    for remembered in (_looks._take, _looks._photo):
        remembered.cache_clear()

    assert (take_of(asked), photo_of(asked)) == first
    assert counted == ["a.mp4", "a.jpg"]


def test_a_file_that_was_replaced_is_looked_at_again(tmp_path):
    """Under the same name there is now a picture of two people."""
    shutil.copy(ASSETS / "portrait.jpg", tmp_path / "a.jpg")
    before = photo_of(shot(tmp_path, image="a.jpg"))
    shutil.copy(ASSETS / "two-people.jpg", tmp_path / "a.jpg")

    assert (before.people, photo_of(shot(tmp_path, image="a.jpg")).people) == (1, 2)


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 9])
def test_what_cannot_be_read_is_none(tmp_path, data):
    """No broken file raises."""
    (tmp_path / "a").write_bytes(data)

    assert photo_of(shot(tmp_path, image="a")) is None
    assert take_of(shot(tmp_path, reference_video="a")) is None


@pytest.mark.parametrize("value", [None, "", "no.png", "https://x/a.png", ".", "a\0b"])
def test_what_is_no_file_is_none(tmp_path, value):
    """Nothing named, nothing there, an address, a folder, an impossible name."""
    assert photo_of(shot(tmp_path, image=value)) is None
    assert take_of(shot(tmp_path, reference_video=value)) is None


def test_boxes_are_in_pixels_of_the_file(tmp_path):
    """The same portrait at twice the size has a face of twice the size, in the same place."""
    rgb = cv2.imread(str(ASSETS / "portrait.jpg"))
    cv2.imwrite(str(tmp_path / "large.png"), cv2.resize(rgb, None, fx=2, fy=2))
    small, large = _stills.look(ASSETS / "portrait.jpg"), _stills.look(tmp_path / "large.png")

    assert (large.width_px, large.height_px) == (1200, 1200)
    np.testing.assert_allclose(np.array(large.faces), 2 * np.array(small.faces), rtol=0.1)


def test_a_cut_is_found_to_the_frame(tmp_path):
    """Two places, one second each at 24 Hz."""
    frames = np.concatenate([moving(24, seed=1), moving(24, seed=2)])

    assert _takes.look(write(tmp_path / "a.mp4", frames)).cuts_s == pytest.approx((1.0,))


def test_a_flash_is_no_cut(tmp_path):
    """After three white frames the old picture comes back."""
    frames = moving(48)
    frames[20:23] = 255

    assert _takes.look(write(tmp_path / "a.mp4", frames)).cuts_s == ()


@pytest.mark.parametrize("fps", [12, 24, 40, 60])
def test_travel_does_not_depend_on_the_frame_rate(tmp_path, fps):
    """A pan of 120 px a second over a picture 240 px high travels half a height a second, and is no shake."""
    frames = pan(2 * fps, (-120 // fps, 0), 240, 320)
    take = _takes.look(write(tmp_path / "a.mp4", frames, fps=fps))

    assert take.travel == pytest.approx(0.5 * take.seen_s, rel=0.1)
    assert take.shake < 0.001


def test_shake_is_measured_in_frame_heights(tmp_path):
    """A picture that jumps by 2.4 px in each direction, of 240: 0.014 heights about its path."""
    jumps = np.random.default_rng(0).choice([-2.4, 2.4], (60, 2))
    still = texture(300, 400, grain_px=6)
    frames = [
        cv2.warpAffine(still, np.array([[1, 0, 30 + x], [0, 1, 30 + y]], float), (320, 240), flags=9 + 8)
        for x, y in jumps
    ]

    assert _takes.look(write(tmp_path / "a.mp4", frames, fps=15)).shake == pytest.approx(0.014, abs=0.003)


def test_a_long_video_is_looked_at_in_part(tmp_path, monkeypatch):
    """Time and decoded pixels are bounded."""
    path = write(tmp_path / "a.mp4", moving(48))
    monkeypatch.setattr(_takes, "LONGEST_S", 1.0)
    assert _takes.look(path).seen_s == pytest.approx(1.0)
    monkeypatch.setattr(_takes, "MOST_PIXELS", 12 * 96 * 128)
    assert _takes.look(path).seen_s == pytest.approx(11 / 24)


def test_a_change_of_resolution_ends_what_is_looked_at(tmp_path):
    """A stream whose pictures are turned after a second is looked at up to there."""
    parts = [
        write(tmp_path / f"{start_ms}.ts", moving(25, *sides), pts_ms=[start_ms + 40 * n for n in range(25)])
        for start_ms, sides in ((0, (96, 128)), (1000, (128, 96)))
    ]
    (tmp_path / "a.ts").write_bytes(b"".join(part.read_bytes() for part in parts))

    assert 0.5 < _takes.look(tmp_path / "a.ts").seen_s < 1.0


def test_a_frame_that_cannot_be_made_smaller_is_a_clip_error():
    """What PyAV raises does not escape."""

    class Frame:
        width, height = 128, 96

        def reformat(self, **_how):
            raise av.error.InvalidDataError(1, "no such conversion")

    with pytest.raises(ClipError, match=r"dancer\.mp4: .*no such conversion"):
        _takes._rgb(open_clip(ASSETS / "dancer.mp4"), Frame(), 320)


@pytest.mark.parametrize(("side", "reason"), [(32_000, "64 megapixels"), (8_001, "64 megapixels"), (8_000, "OpenCV")])
def test_a_giant_picture_is_not_decoded(tmp_path, side, reason):
    """Its header says how much memory it would take."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", side, side, 8, 2, 0, 0, 0)
    (tmp_path / "a.png").write_bytes(head)

    with pytest.raises(UsageError, match=reason):
        _stills.look(tmp_path / "a.png")


def test_without_yunet_dlib_finds_the_faces(monkeypatch):
    """The detector that comes with the extra needs no weights."""
    monkeypatch.setattr("promptkit.nets.weights.find", lambda _name: None)
    monkeypatch.setattr(_stills, "find", lambda _name: None)
    _stills._detector.cache_clear()
    try:
        assert unable() == ""
        assert _stills.look(ASSETS / "two-people.jpg").people == 2
        assert _stills.look(ASSETS / "landscape.jpg").people == 0
    finally:
        _stills._detector.cache_clear()


def test_looking_loads_no_torch():
    """A lint of a portrait and a dance needs OpenCV and PyAV only."""
    code = (
        "import sys\nfrom promptkit.lint import lint\nfrom promptkit.shot import Shot\n"
        f"files = {{'image': {str(ASSETS / 'portrait.jpg')!r}, 'reference_video': {str(ASSETS / 'dancer.mp4')!r}}}\n"
        "found = lint([Shot(id='a', prompt='She dances.', target='kling-3.0-motion-control', **files)])\n"
        "assert 'body-not-visible' in {finding.rule for finding in found[0].findings}\n"
        "assert 'torch' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
