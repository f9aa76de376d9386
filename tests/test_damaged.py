"""Whether an image is whole is told from what frames its pixels."""

import struct
import time
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptkit.damaged import damage

PICTURE = np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8)
FORMS = ("png", "jpeg", "webp", "bmp", "gif", "avif", "idat.heic", "idat.2.heic", "grid.heic")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def box(kind, content):
    return struct.pack(">I4s", 8 + len(content), kind) + content


def heic(*items, version=1):
    """A HEIC of items, each in the file (0) or in the box `idat` (1); what stands in the file follows `meta`."""
    number = "I" if version == 2 else "H"
    places = b"".join(struct.pack(f">{number}HHHII", at, item, 0, 1, 0, 100) for at, item in enumerate(items))
    locations = struct.pack(f">B3xBB{number}", version, 0x44, 0, len(items)) + places
    inside = bytes(4) + box(b"hdlr", bytes(25)) + box(b"iloc", locations) + box(b"idat", bytes(100))
    return box(b"ftyp", b"heic" + bytes(4)) + box(b"meta", inside) + (b"" if all(items) else box(b"mdat", bytes(100)))


def encoded(form):
    """A whole image; a GIF of two frames with colours of their own."""
    if form.endswith("heic"):
        return {
            "idat.heic": heic(1, 1),
            "idat.2.heic": heic(1, 1, version=2),
            "grid.heic": heic(1, 0),
        }[form]
    if form == "gif":
        block = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0x80) + bytes(6) + b"\x02\x02\x4c\x01\x00"
        return (
            b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + b"\x21\xfe\x01x\x00" + 2 * block + b"\x3b"
        )
    if form == "avif":
        return (
            struct.pack(">I4s4sI", 16, b"ftyp", b"avif", 0)
            + struct.pack(">I4s", 8, b"meta")
            + struct.pack(">I4s", 108, b"mdat")
            + bytes(100)
        )
    return cv2.imencode(f".{form}", PICTURE)[1].tobytes()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("behind", [b"", b"a motion photo" * 9])
def test_whole_images_are_whole(tmp_path, form, behind):
    """Also where something follows: phones put a film behind the photo."""
    path = tmp_path / "a"
    path.write_bytes(encoded(form) + behind)

    assert damage(path) == ""


def test_what_every_reader_shows_is_whole(tmp_path):
    """A GIF without its trailer, a BMP that tells a wrong length, a PNG without its last chunk."""
    bitmap = bytearray(encoded("bmp"))
    bitmap[2:6] = struct.pack("<I", 10**6)
    for at, content in enumerate([encoded("gif")[:-1], bytes(bitmap), encoded("png")[:-12]]):
        path = tmp_path / f"{at}"
        path.write_bytes(content)

        assert damage(path) == ""


def test_an_odd_box_of_items_is_no_reason_to_call_an_image_cut_off(tmp_path):
    """A box within `meta` that tells a length too large, as QuickTime's own `meta` seems to have."""
    path = tmp_path / "a"
    path.write_bytes(
        box(b"ftyp", b"heic" + bytes(4)) + box(b"meta", box(b"hdlr", bytes(25))) + box(b"mdat", bytes(100))
    )

    assert damage(path) == ""


def test_a_long_run_of_fill_bytes_takes_no_time(tmp_path):
    """A photo of which a card gave back nothing but FF."""
    path = tmp_path / "a"
    path.write_bytes(encoded("jpeg")[:500] + b"\xff" * 2_000_000)
    start = time.process_time()

    assert "cut off" in damage(path)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_an_image_that_was_cut_off_is_found(tmp_path, form, share):
    """Wherever the download ended."""
    whole = encoded(form)
    path = tmp_path / "a"
    path.write_bytes(whole[: int(share * len(whole))])

    assert damage(path) == f"{path}: it was cut off after {int(share * len(whole))} bytes; save or download it again"


def test_a_damaged_part_of_a_png_is_named(tmp_path):
    """One bit that flipped is enough: the checksum no longer fits."""
    data = bytearray(encoded("png"))
    at = data.index(b"IDAT")
    data[at + 40] ^= 1
    (tmp_path / "a.png").write_bytes(data)

    assert f"its part 'IDAT' at byte {at - 4} is damaged (wrong checksum); save or download" in damage(
        tmp_path / "a.png"
    )


@given(form=st.sampled_from(FORMS), cut=st.floats(0, 1), junk=st.binary(max_size=40))
def test_no_bytes_make_it_fail_or_hang(tmp_path_factory, form, cut, junk):
    """Whatever follows a header."""
    path = tmp_path_factory.mktemp("junk") / "a"
    whole = encoded(form)
    path.write_bytes(whole[: int(cut * len(whole))] + junk)

    assert isinstance(damage(path), str)
