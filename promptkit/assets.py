"""Input images and videos of a shot: where they lie, and what their bytes say.

Only headers are read: no pixel is decoded, and no image library is needed.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from promptkit.clip import open_clip
from promptkit.errors import ClipError, MissingExtra, UsageError
from promptkit.plain_file import plain_stat
from promptkit.shot import Shot
from promptkit.target import ImageLimits, VideoLimits

_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:/{2}|data:)", re.IGNORECASE)
_LONGEST_PATH = 1024
"""Anything longer is the file itself in Base64, which some services take in place of an address."""
_LONGEST_NAME = 120
"""Of an image, in a message."""
_HEAD = 64
_ENOUGH = 4 * 2**20
"""Bytes of an image that are looked at: a JPEG's sides may stand behind megabytes of EXIF, ICC and thumbnails."""


@dataclass(frozen=True, kw_only=True)
class ImageFacts:
    """What the header of an image says. Sides are None for formats whose header is not read (HEIC, AVIF, TIFF)."""

    format: str
    """By its first bytes, whatever the name says: png, jpeg, webp, gif, bmp, heic, avif, tiff."""
    size_bytes: int
    width_px: int | None = None
    height_px: int | None = None
    """As stored: an EXIF rotation may swap the two, which `aspect-ratio` allows for; no image limit minds."""


@dataclass(frozen=True, kw_only=True)
class VideoFacts:
    """What a video file says of itself. Sides and length are None when they could not be read."""

    container: str
    """By its first bytes: mp4, mov, webm, avi; else the ending of the name, or "" where the bytes belie that."""
    size_bytes: int
    width_px: int | None = None
    height_px: int | None = None
    """As shown, after rotation."""
    duration_s: float | None = None
    unread: str = ""
    """Why sides and length are None, with the remedy."""


def local_path(shot: Shot, value: str) -> Path | None:
    """The file that an asset field names, relative to the folder of the shot file; None for addresses and Base64."""
    if _ELSEWHERE.match(value) or len(value) > _LONGEST_PATH:
        return None
    path = Path(value).expanduser() if not value.startswith("~") or value.startswith("~/") else Path(value)
    written_in = Path(shot.origin.document.path) if shot.origin else None
    if written_in and not path.is_absolute() and not written_in.name.startswith("<"):
        return written_in.parent / path
    return path


def local_assets(shot: Shot) -> Iterator[Path]:
    """The files that a shot names, whether they are there or not: its images and its reference video."""
    for value in (shot.image, shot.last_image, shot.reference_video):
        if value and (path := local_path(shot, value)):
            yield path


def named_image(value: str) -> str:
    """An image as messages call it: by its address or path, a long one shortened; Base64 is just "the image"."""
    if value[:5].lower() == "data:" or (len(value) > _LONGEST_PATH and not _ELSEWHERE.match(value)):
        return "the image"
    return f"image {value}" if len(value) <= _LONGEST_NAME else f"image {value[: _LONGEST_NAME - 21]}…{value[-20:]}"


def read_image(path: Path) -> ImageFacts:
    """Format, bytes and sides of an image.

    Raises:
        UsageError: the file is missing, cannot be read, is empty, or is no image.
    """
    size = _size(path, "image")
    data = _read(path)
    for form, matches in _MAGIC.items():
        if matches(data):
            sides = _SIDES[form](data) if form in _SIDES else (None, None)
            if sides is None or 0 in sides:
                raise UsageError(f"{path}: the {form.upper()} image tells no size; save or download it again")
            return ImageFacts(format=form, size_bytes=size, width_px=sides[0], height_px=sides[1])
    raise UsageError(f"{path}: not an image that is known here (PNG, JPEG, WebP, GIF, BMP); convert it to PNG or JPEG")


def read_video(path: Path) -> VideoFacts:
    """Container, bytes, sides and length of a video; the last two need the video half (`promptkit[video]`).

    Raises:
        UsageError: the file is missing, cannot be read, is empty, or no video.
    """
    size = _size(path, "video")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if form := next((form for form, matches in _MAGIC.items() if form != "gif" and matches(head)), None):
            # said here too: `open_clip` needs `promptkit[video]`
            raise UsageError(f"{path}: this is one picture ({form.upper()}), not a video; name a video file")
        container = _container(head, path)
        probe = open_clip(path).probe
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except MissingExtra as error:
        return VideoFacts(container=container, size_bytes=size, unread=str(error))
    except ClipError as error:
        raise UsageError(str(error)) from error
    return VideoFacts(
        container=container,
        size_bytes=size,
        width_px=probe.width_px,
        height_px=probe.height_px,
        duration_s=probe.duration_s,
    )


def about_the_sides(width_px: int | None, height_px: int | None, limits: ImageLimits | VideoLimits) -> Iterator[str]:
    """What is wrong with a picture's sides, area and ratio, in words, each with its remedy."""
    if not width_px or not height_px:
        return
    sides = f"{width_px}×{height_px} px"
    if limits.min_side_px and min(width_px, height_px) < limits.min_side_px:
        yield f"it is {sides}; each side needs {limits.min_side_px} px at least: use a larger original"
    if limits.max_side_px and max(width_px, height_px) > limits.max_side_px:
        yield f"it is {sides}; no side may pass {limits.max_side_px} px: scale it down"
    if limits.max_pixels and width_px * height_px > limits.max_pixels:
        yield f"it is {sides}; {limits.max_pixels} pixels are the most: scale it down"
    ratio = width_px / height_px
    if limits.min_ratio and ratio < limits.min_ratio:
        yield f"it is {sides}, 1:{1 / ratio:.2f}; 1:{1 / limits.min_ratio:.3g} is the narrowest: crop top or bottom"
    if limits.max_ratio and ratio > limits.max_ratio:
        yield f"it is {sides}, {ratio:.2f}:1; {limits.max_ratio:.3g}:1 is the widest: crop left or right"


def _size(path: Path, what: str) -> int:
    try:
        size = plain_stat(path).st_size
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such {what}; check the path, relative to the shot file") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path}: is a folder, not a file; name the {what} in it") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{str(path)!r}: cannot be opened ({reason}); check the path") from error
    if size == 0:
        raise UsageError(f"{path}: the {what} is empty (0 bytes); save or download it again")
    return size


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_ENOUGH)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _brand(data: bytes) -> bytes:
    return data[8:12] if data[4:8] == b"ftyp" else b""


_MAGIC: dict[str, Callable[[bytes], bool]] = {
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpeg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "webp": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
    "gif": lambda data: data[:6] in (b"GIF87a", b"GIF89a"),
    "bmp": lambda data: data[:2] == b"BM" and len(data) >= 14 and data[6:10] == b"\0\0\0\0",  # noqa: PLR2004
    "avif": lambda data: _brand(data) in (b"avif", b"avis"),
    "heic": lambda data: _brand(data) in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"),
    "tiff": lambda data: data[:4] in (b"II*\0", b"MM\0*"),
}


def _unpacked(layout: str, data: bytes, offset: int) -> tuple[int, ...] | None:
    return struct.unpack_from(layout, data, offset) if len(data) >= offset + struct.calcsize(layout) else None


def _png(data: bytes) -> tuple[int, ...] | None:
    """PNG specification, 11.2.2: IHDR comes first; width and height are its first two fields."""
    return _unpacked(">II", data, 16)


def _gif(data: bytes) -> tuple[int, ...] | None:
    """GIF89a, 18: the logical screen descriptor."""
    return _unpacked("<HH", data, 6)


def _bmp(data: bytes) -> tuple[int, ...] | None:
    """BITMAPINFOHEADER; the height is negative for pictures stored from the top."""
    sides = _unpacked("<ii", data, 18)
    return sides and (abs(sides[0]), abs(sides[1]))


def _jpeg(data: bytes) -> tuple[int, ...] | None:
    """ITU-T T.81, B.2.2: height and width stand in the frame header (SOF0 to SOF15, but for DHT, JPG, DAC)."""
    offset = 2
    while (head := _unpacked(">BBH", data, offset)) and head[0] == 0xFF:  # noqa: PLR2004
        marker, length = head[1], head[2]
        if marker == 0xFF:  # noqa: PLR2004  (padding between segments)
            offset += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004
            sides = _unpacked(">HH", data, offset + 5)
            return sides and (sides[1], sides[0])
        offset += 2 + length
    return None


def _webp(data: bytes) -> tuple[int, ...] | None:
    """RFC 9649: the canvas of VP8X, else the frame of VP8 or VP8L."""
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:  # noqa: PLR2004
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L" and len(data) >= 25:  # noqa: PLR2004
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    sides = _unpacked("<HH", data, 26) if kind == b"VP8 " else None
    return sides and (sides[0] & 0x3FFF, sides[1] & 0x3FFF)


_SIDES: dict[str, Callable[[bytes], tuple[int, ...] | None]] = {
    "png": _png, "gif": _gif, "bmp": _bmp, "jpeg": _jpeg, "webp": _webp,
}  # fmt: skip


_OTHER_CONTAINERS = {b"GIF8": "gif", b"FLV": "flv", b"OggS": "ogg", b"\0\0\1\xba": "mpg", b"\x30\x26\xb2\x75": "wmv"}


def _container(head: bytes, path: Path) -> str:
    if head[4:8] == b"ftyp":
        return "mov" if head[8:12] == b"qt  " else "mp4"
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):  # QuickTime before brands existed
        return "mov"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "webm" if b"webm" in head else "mkv"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    for begins, container in _OTHER_CONTAINERS.items():
        if head.startswith(begins):
            return container
    ending = path.suffix.lstrip(".").lower()
    return "" if ending in ("mp4", "mov", "webm", "mkv", "avi", "gif") else ending
