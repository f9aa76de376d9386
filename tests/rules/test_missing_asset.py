"""`missing-asset` names files that are not there, and says once what could not be looked at."""

import struct
from zlib import crc32

import pytest
from looks import ASSETS, real

from promptkit.errors import MissingExtra
from promptkit.lint import check_shot, lint
from promptkit.rules.missing_asset import missing_asset
from promptkit.shot import Document, Origin
from promptkit.testing import example_shot

PORTRAIT, DANCE = str(ASSETS / "portrait.jpg"), str(ASSETS / "dancer.mp4")


@pytest.fixture
def without_video(monkeypatch):
    """A machine on which the video half is not installed."""

    def absent(feature):
        raise MissingExtra("video", feature, "PyAV (av)")

    monkeypatch.setattr("promptkit.observers._looks.require_video", absent)


@pytest.mark.parametrize("field", ["image", "last_image", "reference_video"])
@pytest.mark.parametrize("target", [None, "kling-3.0", "kling-3.0-motion-control"])
def test_a_missing_file_is_named(field, target):
    """Field, path and remedy stand in the message, with a target or without; it is an error about the whole shot."""
    shot = example_shot("A man walks.", target=target, **{field: "nowhere/a.xyz"})
    (finding,) = check_shot(shot, [missing_asset])

    assert finding.message.startswith(f"{field} nowhere/a.xyz")
    assert "check the path" in finding.message
    assert (finding.severity, finding.start, finding.end) == ("error", 0, len(shot.prompt))


@pytest.mark.parametrize("field", ["image", "reference_video"])
@pytest.mark.parametrize("data", [b"", b"hello, I am no picture"])
def test_a_file_that_is_something_else_is_named(tmp_path, field, data):
    """An empty file and a text are no asset."""
    (tmp_path / "a.png").write_bytes(data)

    (finding,) = real(missing_asset, **{field: str(tmp_path / "a.png")})

    assert str(tmp_path / "a.png") in finding.message


def test_paths_start_at_the_shot_file(tmp_path):
    """A file beside the shot file is found from any folder."""
    (tmp_path / "a.jpg").write_bytes((ASSETS / "portrait.jpg").read_bytes())
    origin = Origin(Document(str(tmp_path / "shots.yaml"), ""))

    assert check_shot(example_shot("A man.", image="a.jpg", origin=origin), [missing_asset]) == ()


@pytest.mark.parametrize("value", ["https://x/a.png", "data:image/png;base64,AAAA", "QUJD" * 300])
def test_addresses_and_base64_are_no_files(value):
    """What the service fetches or is sent is not looked for on disk."""
    assert check_shot(example_shot("A man.", image=value, reference_video=value), [missing_asset]) == ()


def test_the_other_asset_rules_leave_a_missing_file_to_it():
    """One problem, one finding: each missing file is named once by the whole family."""
    shot = example_shot(
        "She dances.", target="kling-3.0-motion-control", image="no.png", reference_video="no.mp4", orientation="video"
    )
    (linted,) = lint([shot], select=["assets"])

    assert [finding.rule for finding in linted.findings] == ["missing-asset", "missing-asset"]


@pytest.mark.usefixtures("without_video", "from_nowhere")
def test_without_the_video_half_one_note_says_so():
    """The family says once a shot what it did not look at, with the remedy, and goes on."""
    shot = example_shot(
        "She dances.", target="kling-3.0-motion-control", image=PORTRAIT, reference_video=DANCE, orientation="video"
    )
    notes = [finding for finding in lint([shot], select=["assets"])[0].findings if finding.severity == "note"]

    assert len(notes) == 1
    assert f"image {PORTRAIT} and reference_video {DANCE}" in notes[0].message
    assert "run: pip install 'av<" in notes[0].message


@pytest.mark.usefixtures("without_video")
@pytest.mark.parametrize("target", [None, "kling-3.0"])
def test_a_first_frame_needs_no_looking_at(target):
    """Where no rule asks what a picture shows, nothing is missed without the video half."""
    assert real(missing_asset, image=PORTRAIT, target=target) == ()


@pytest.mark.usefixtures("without_video")
def test_a_missing_file_is_still_named_without_the_video_half():
    """That there is no file can be said without a decoder."""
    (finding,) = real(missing_asset, reference_video="no.mp4")

    assert finding.severity == "error"


@pytest.mark.parametrize("field", ["image", "last_image"])
@pytest.mark.parametrize("target", [None, "kling-3.0", "kling-3.0-motion-control"])
def test_a_picture_that_was_cut_off_is_an_error(tmp_path, field, target):
    """Whether or not any rule asks what it shows."""
    (tmp_path / "a.jpg").write_bytes((ASSETS / "portrait.jpg").read_bytes()[:9000])

    (finding,) = real(missing_asset, target=target, **{field: str(tmp_path / "a.jpg")})

    assert finding.severity == "error"
    assert "a.jpg: it was cut off after 9000 bytes; save or download it again" in finding.message


def png(*chunks):
    parts = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(("target", "count"), [("kling-3.0-motion-control", 1), ("kling-3.0", 0)])
def test_a_picture_that_cannot_be_decoded_is_a_note(tmp_path, target, count):
    """It seems whole and holds no picture: the rules about faces are silent, and this says why."""
    head = struct.pack(">IIBBBBB", 600, 600, 8, 2, 0, 0, 0)
    (tmp_path / "a.png").write_bytes(png((b"IHDR", head), (b"IDAT", b"no pixels"), (b"IEND", b"")))
    found = real(missing_asset, image=str(tmp_path / "a.png"), target=target)

    assert [finding.severity for finding in found] == ["note"] * count
    assert all("OpenCV cannot read this image" in finding.message for finding in found)


def test_weights_that_are_not_found_are_said_too(monkeypatch):
    """A wrong `PROMPTKIT_WEIGHTS` stops the looking, not the linting."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", "/no/such/folder")
    (finding,) = real(missing_asset, image=PORTRAIT)

    assert finding.severity == "note"
    assert "PROMPTKIT_WEIGHTS" in finding.message
