"""Headers of images and videos are read right, and whatever cannot be read is said with a remedy."""

import struct
from pathlib import Path

import pytest

from promptkit import assets
from promptkit.assets import ImageFacts, local_path, read_image, read_video
from promptkit.errors import MissingExtra, UsageError
from promptkit.shot import Document, Origin, Shot


def png(width: int, height: int) -> bytes:
    """PNG 11.2.2: signature, then an IHDR chunk whose data begins with the sides."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0) + b"crc!"


def jpeg(width: int, height: int) -> bytes:
    """T.81: SOI, an APP0 and a DHT to step over, a fill byte, then a progressive frame header."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    dht = b"\xff\xc4" + struct.pack(">H", 5) + b"\0\0\0"
    return b"\xff\xd8" + app0 + dht + b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 20


def webp(kind: bytes, payload: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 12 + len(payload)) + b"WEBP" + kind + struct.pack("<I", len(payload)) + payload


def vp8x(width: int, height: int) -> bytes:
    return webp(b"VP8X", b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


def vp8l(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little"))


def vp8(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width | 1 << 14, height))


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIii", 54, 0, 54, 40, width, -height)


WRITERS = {"png": png, "jpeg": jpeg, "gif": gif, "bmp": bmp}


@pytest.mark.parametrize(("form", "write"), [*WRITERS.items(), ("webp", vp8x), ("webp", vp8l), ("webp", vp8)])
@pytest.mark.parametrize("sides", [(300, 301), (1, 16000), (4096, 2)])
def test_sides_are_read_from_the_header(tmp_path, form, write, sides):
    """Width and height come back as written, whatever the file is called."""
    path = tmp_path / "picture.dat"
    path.write_bytes(write(*sides))

    assert read_image(path) == ImageFacts(
        format=form, size_bytes=path.stat().st_size, width_px=sides[0], height_px=sides[1]
    )


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp", ".bmp"])
@pytest.mark.parametrize("sides", [(640, 360), (33, 777)])
def test_agrees_with_another_encoder(tmp_path, ending, sides):
    """Files that OpenCV wrote have the sides that OpenCV was given."""
    cv2 = pytest.importorskip("cv2")
    np = pytest.importorskip("numpy")
    path = tmp_path / f"picture{ending}"
    path.write_bytes(cv2.imencode(ending, np.full((sides[1], sides[0], 3), 90, np.uint8))[1].tobytes())
    facts = read_image(path)

    assert (facts.width_px, facts.height_px) == sides


@pytest.mark.parametrize("write", [png, jpeg, vp8x, vp8l, vp8, gif, bmp])
def test_cut_off_headers_are_said(tmp_path, write):
    """At every length an image is read, or refused with a remedy: never another exception."""
    path = tmp_path / "picture"
    whole = write(640, 480)
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        try:
            facts = read_image(path)
        except UsageError as error:
            refused = str(error)
        else:
            refused = ""
            assert (facts.width_px, facts.height_px) == (640, 480)
        assert not refused or (str(path) in refused and "; " in refused)


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"\0\0\0\x20ftypavif", "avif"),
        (b"\0\0\0\x20ftypheic", "heic"),
        (b"II*\0rest of it", "tiff"),
    ],
)
def test_formats_without_a_reader_have_no_sides(tmp_path, head, form):
    """HEIC, AVIF and TIFF are known by name; their sides are not guessed."""
    path = tmp_path / "picture"
    path.write_bytes(head)

    assert read_image(path) == ImageFacts(format=form, size_bytes=len(head))


@pytest.mark.parametrize("read", [read_image, read_video])
def test_what_is_no_file_is_said(tmp_path, read):
    """Missing, a folder, empty, an impossible name: each with its remedy."""
    empty = tmp_path / "empty"
    empty.touch()
    for path, words in [
        (tmp_path / "missing.png", "no such"),
        (tmp_path, "folder"),
        (empty, "empty"),
        (Path("a\0b"), "cannot be opened"),
        (Path("x" * 1000), "cannot be opened"),
    ]:
        with pytest.raises(UsageError, match=words):
            read(path)


def test_text_is_no_image_and_no_video(tmp_path):
    """A text file with a picture's name is seen through."""
    for name, read in (("a.png", read_image), ("a.mp4", read_video)):
        (tmp_path / name).write_text("not a picture")
        with pytest.raises(UsageError, match="not a"):
            read(tmp_path / name)


def shot_in(path: str) -> Shot:
    return Shot(id="x", prompt="A man walks.", origin=Origin(Document(path, "")))


def test_paths_are_relative_to_the_shot_file(tmp_path):
    """A relative path starts at the file's folder; stdin and the command line start where the user is."""
    assert local_path(shot_in("shots/a.yaml"), "img/a.png") == Path("shots/img/a.png")
    assert local_path(shot_in("shots/a.yaml"), str(tmp_path)) == tmp_path
    assert local_path(shot_in("<stdin>"), "a.png") == Path("a.png")
    assert local_path(Shot(id="x", prompt=""), "a.png") == Path("a.png")
    assert local_path(shot_in("shots/a.yaml"), "~/a.png") == Path.home() / "a.png"


@pytest.mark.parametrize(
    "value", ["https://x/y.png", "HTTP://x/y", "data:image/png;base64,AA", "oss://b/k", "runway://u", "A" * 2000]
)
def test_addresses_and_base64_are_not_files(value):
    """What the service fetches by itself is not looked for on this machine."""
    assert local_path(shot_in("a.yaml"), value) is None


@pytest.mark.parametrize("write", [png, jpeg, bmp, vp8x])
def test_a_picture_is_no_video(tmp_path, write):
    """Whatever its name says, and whether or not the video half is installed."""
    path = tmp_path / "dance.mp4"
    path.write_bytes(write(640, 640))

    with pytest.raises(UsageError, match=r"this is one picture \(\w+\), not a video; name a video file"):
        read_video(path)


@pytest.mark.parametrize(
    ("head", "name", "container"),
    [
        (b"\0\0\0\x18ftypisom", "a.mov", "mp4"),
        (b"\0\0\0\x18ftypqt  ", "a.mp4", "mov"),
        (b"\0\0\0\x18moov....", "a.mp4", "mov"),
        (b"\x1aE\xdf\xa3....webm", "a.mp4", "webm"),
        (b"\x1aE\xdf\xa3....", "a.mp4", "mkv"),
        (b"RIFF\0\0\0\0AVI ", "a.mp4", "avi"),
        (b"\0\0\1\xba", "a.MPG", "mpg"),
        (b"FLV\1", "a.mp4", "flv"),
        (b"what is this", "a.mp4", ""),
        (b"what is this", "a.m2ts", "m2ts"),
    ],
)
def test_containers_are_known_by_their_bytes(tmp_path, monkeypatch, head, name, container):
    """The name counts only where the bytes say nothing; without the video half the rest is said to be unread."""

    def absent(_path: Path) -> None:
        raise MissingExtra("video", "reading clips", "PyAV (av)")

    monkeypatch.setattr(assets, "open_clip", absent)
    (tmp_path / name).write_bytes(head)
    facts = read_video(tmp_path / name)

    assert (facts.container, facts.size_bytes, facts.duration_s) == (container, len(head), None)
    assert "pip install" in facts.unread
