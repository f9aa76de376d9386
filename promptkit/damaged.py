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
    """ISO/IEC 14496-12, 4.2: boxes with their lengths; 0 is up to the end, 1 a long length behind.

    Phones put what is no box behind the last one, so that only a box which a picture needs can be too short.
    """
    offset, missing = 0, {b"meta", b"mdat"}
    while missing and offset < len(data):
        if b"meta" not in missing and not _BOX.match(data, offset):
            return ""
        (length,) = _taken(">I", data, offset)
        kind = data[offset + 4 : offset + 8]
        if length == 1:
            (length,) = _taken(">Q", data, offset + 8)
        if length == 0:
            return ""
        missing.discard(kind)
        offset += max(length, 8)
        if offset > len(data):
            raise _CutOff
    return ""


_LOOKS: dict[bytes, Callable[[bytes], str]] = {
    b"\x89PNG\r\n\x1a\n": _png, b"\xff\xd8\xff": _jpeg, b"RIFF": _riff, b"GIF8": _gif, b"BM": _bmp,
}  # fmt: skip
