"""Whether an image file is whole: what frames its pixels is followed to its end, and no pixel is decoded."""

import re
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from promptkit.plain_file import read_plain

CUT_OFF = "it was cut off"
_MARK = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
"""In the pixels of a JPEG: what is no stuffed byte and no restart ends them (ITU-T T.81, B.1.1)."""
_JPEG_END, _JPEG_ALONE = 0xD9, {0x01, *range(0xD0, 0xD9)}
_BMP_HEADER = 40
_GIF_IMAGE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_LONG_IDS, _IN_IDAT = 2, 1
"""The version of an `iloc` whose numbers of items have 32 bits, and the method by which an item stands in `idat`."""


_BOX = re.compile(rb"[\x00-\xff]{4}[ -~]{4}")


class _CutOff(Exception):
    """The file ends where more is announced."""


def damage(path: Path) -> str:
    """What is broken in an image file, with the remedy; empty where it is whole, or of a kind that cannot tell.

    Raises:
        OSError: it cannot be read.
    """
    stat = path.stat()
    what = _damage(path, stat.st_size, stat.st_mtime_ns)
    return f"{path}: {what}; save or download it again" if what else ""


@lru_cache(maxsize=512)
def _damage(path: Path, _size: int, _mtime_ns: int) -> str:
    data = read_plain(path)
    look = next((look for begins, look in _LOOKS.items() if data.startswith(begins)), None)
    if look is None and data[4:8] == b"ftyp":
        look = _boxes
    try:
        return look(data) if look else ""
    except _CutOff:
        return f"{CUT_OFF} after {len(data)} bytes"


def _taken(layout: str, data: bytes, offset: int) -> tuple[int, ...]:
    if len(data) < offset + struct.calcsize(layout):
        raise _CutOff
    return struct.unpack_from(layout, data, offset)


def _png(data: bytes) -> str:
    """PNG specification, 5.3: length, type, content and checksum, up to the chunk IEND, or to the end of pixels."""
    offset, kind = 8, b""
    while kind != b"IDAT" or offset < len(data):
        (length,) = _taken(">I", data, offset)
        kind = data[offset + 4 : offset + 8]
        (checksum,) = _taken(">I", data, offset + 8 + length)
        if zlib.crc32(data[offset + 4 : offset + 8 + length]) != checksum:
            return f"its part {kind.decode('latin-1')!a} at byte {offset} is damaged (wrong checksum)"
        if kind == b"IEND":
            return ""
        offset += 12 + length
    return ""


def _jpeg(data: bytes) -> str:
    """ITU-T T.81, B.1.1: segments with their lengths, pixels between them, up to the mark EOI."""
    offset = 2
    while found := _MARK.search(data, offset):
        mark, offset = found[1][0], found.end()
        if mark == _JPEG_END:
            return ""
        if mark not in _JPEG_ALONE:
            offset += _taken(">H", data, offset)[0]
    raise _CutOff


def _riff(data: bytes) -> str:
    """RFC 9649, 2.4: the header gives the length."""
    if _taken("<I", data, 4)[0] + 8 > len(data):
        raise _CutOff
    return ""


def _bmp(data: bytes) -> str:
    """BITMAPINFOHEADER: rows of whole 32 bits from the offset on; compressed ones tell no length."""
    (offset,), (header,) = _taken("<I", data, 10), _taken("<I", data, 14)
    if header < _BMP_HEADER:
        return ""
    width, height, _, bits, compression = _taken("<iiHHI", data, 18)
    if compression == 0 and offset + (width * bits + 31) // 32 * 4 * abs(height) > len(data):
        raise _CutOff
    return ""


def _gif(data: bytes) -> str:
    """GIF89a, 18 to 27: blocks, up to the trailer; what stands in its place behind a whole image is no damage."""
    offset, has_image = 13 + _palette(_taken("B", data, 10)[0]), False
    while not has_image or offset < len(data):
        (kind,) = _taken("B", data, offset)
        if kind == _GIF_END:
            return ""
        if kind == _GIF_IMAGE:
            offset += 11 + _palette(_taken("B", data, offset + 9)[0])
            has_image = True
        elif kind == _GIF_EXTENSION:
            offset += 2
        else:
            return "" if has_image else f"byte {offset} begins nothing that a GIF has"
        while size := _taken("B", data, offset)[0]:
            offset += 1 + size
        offset += 1
    return ""


def _palette(flags: int) -> int:
    """The bytes of a table of colours, by the flags that announce it."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _boxes(data: bytes) -> str:
    """ISO/IEC 14496-12, 4.2: boxes up to those that a picture needs.

    Phones put what is no box behind the last one, so that only a box which a picture needs can be too short.
    """
    offset, missing = 0, {b"meta", b"mdat"}
    while missing and offset < len(data):
        if b"meta" not in missing and not _BOX.match(data, offset):
            return ""
        kind, inside, end = _box(data, offset)
        missing.discard(kind)
        if kind == b"meta" and _holds_its_pixels(data[:end], inside + 4):
            missing.clear()
        offset = end
    return ""


def _box(data: bytes, offset: int) -> tuple[bytes, int, int]:
    """The kind of a box, where its content begins, and its end; the length 0 is up to the end, 1 a long one behind."""
    (length,), inside = _taken(">I", data, offset), offset + 8
    if length == 1:
        (length,), inside = _taken(">Q", data, offset + 8), offset + 16
    end = offset + max(length, 8) if length else len(data)
    if end > len(data):
        raise _CutOff
    return data[offset + 4 : offset + 8], inside, end


def _holds_its_pixels(data: bytes, offset: int) -> bool:
    """Whether all items of the box `meta` that ends with the data stand in its own `idat`, and none behind it."""
    places: dict[bytes, int] = {}
    try:
        while offset < len(data):
            kind, inside, offset = _box(data, offset)
            places.setdefault(kind, inside)
        return b"idat" in places and b"iloc" in places and _are_within(data, places[b"iloc"])
    except _CutOff:  # an odd `meta` that is all there
        return False


def _are_within(data: bytes, offset: int) -> bool:
    """ISO/IEC 14496-12, 8.11.3: whether every item of an `iloc` is constructed by the offset in `idat`, method 1."""
    version, _, sizes, more = _taken(">B3sBB", data, offset)
    long = version == _LONG_IDS
    (count,) = _taken(">I" if long else ">H", data, offset + 6)
    offset += 10 if long else 8
    extent = (sizes >> 4) + (sizes & 15) + (more & 15)
    for _ in range(count if version else 0):
        offset += 4 if long else 2
        (method,) = _taken(">H", data, offset)
        if method & 15 != _IN_IDAT:
            return False
        offset += 4 + (more >> 4)
        offset += 2 + extent * _taken(">H", data, offset)[0]
    return bool(version and count)


_LOOKS: dict[bytes, Callable[[bytes], str]] = {
    b"\x89PNG\r\n\x1a\n": _png, b"\xff\xd8\xff": _jpeg, b"RIFF": _riff, b"GIF8": _gif, b"BM": _bmp,
}  # fmt: skip
