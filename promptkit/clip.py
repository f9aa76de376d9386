"""A video file and what its container and first frame say about it."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

from promptkit.errors import ClipError, MissingExtra, shortened
from promptkit.plain_file import is_folder, plain_stat

MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c"}
"""Colour matrices by their code in ITU-T H.273, table 4 (`AVColorSpace`); what is not here counts as untagged."""
HDR_TRANSFERS = {16: "PQ", 18: "HLG"}
"""Transfer characteristics (H.273, table 3) whose code values are no sRGB-like ones."""
_HD_HEIGHT_PX = 577
"""Untagged YUV this high or higher is taken for BT.709: PAL's 576 lines are the highest of standard definition."""
_NO_VIDEO_FORMATS = {"tty": "a text file"}
"""What the demuxer would gladly render, but is no video."""
_OF_PICTURES = "_pipe"
"""How FFmpeg's demuxers of single pictures end their names: png_pipe, jpeg_pipe."""
_BY_SUFFIX = {"image2", "ico"}
"""Other demuxers of pictures; FFmpeg takes the first for a .jpg or .tga by its name."""
_STILL_BRANDS = {"avif", "heic", "heix", "mif1"}
"""Of ISO files that hold one picture (ISO/IEC 23008-12); sequences have others, such as avis."""
_OF_BOTH = {"gif", "apng"}
"""Demuxers of pictures that may move."""


@dataclass(frozen=True, kw_only=True)
class Probe:
    """What is known of a clip before decoding. Metadata lies: `decode` counts for itself."""

    width_px: int
    """As shown: after rotation and with the pixel aspect ratio left alone."""
    height_px: int
    fps: float | None
    """Average rate that the container states; None when it states none."""
    frames: int | None
    duration_s: float | None
    codec: str
    pixel_format: str
    colour_matrix: str
    """The matrix in use: the tagged one, else the usual one for the height; "rgb" or "grey" where none applies."""
    full_range: bool
    rotation_deg: int
    """How far the stored frames are turned counter-clockwise to be shown: 0, 90, 180 or 270."""
    has_audio: bool
    transfer: str = "sdr"
    """"PQ" or "HLG" for HDR material, whose code values are used as they are, without tone mapping."""
    video_streams: int = 1


@dataclass(frozen=True, kw_only=True)
class Clip:
    """A video file that could be opened and holds at least one frame that can be decoded."""

    path: Path
    sha256: str
    probe: Probe


def open_clip(path: str | os.PathLike[str]) -> Clip:
    """Probe a video file: hash it, read its container and decode its first frame.

    Raises:
        ClipError: the file is missing, empty, no video or a still picture, without its index, or its first frame cannot
            be decoded.
        MissingExtra: the video half is not installed.
    """
    path = Path(path)
    try:
        if is_folder(path):
            with os.scandir(path):
                raise ClipError(path, "this is a folder; name the video files in it")
        plain_stat(path)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a name with a zero character
        raise ClipError(path, "there is no such file; check the path") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ClipError(shortened(path), "too long for the name of a file; give a shorter one") from error
        raise ClipError(path, f"cannot be read ({error.strerror}); check its name and permissions") from error
    if size == 0:
        raise ClipError(path, "the file is empty (0 bytes); download or render it again")
    with opened(path) as (container, stream):
        clip = Clip(path=path, sha256=sha256, probe=_probe(path, container, stream))
        form = container.format.name
    if form in _OF_BOTH and not _moves(path):
        raise _one_picture(path, form)
    return clip


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """The container (`av.container.InputContainer`) and its main video stream, ready for decoding on all cores.

    Raises:
        ClipError: no demuxer knows the file, its index is missing, or it holds no video.
        MissingExtra: PyAV is not installed.
    """
    av = _av()
    try:
        # "file:" keeps names such as "http:x" or "concat:a|b" from being taken for other protocols; metadata in
        # another encoding than UTF-8 would otherwise raise UnicodeDecodeError.
        container = av.open(f"file:{path.absolute()}", metadata_errors="ignore")
    except (av.FFmpegError, OSError, ValueError) as error:
        raise ClipError(path, _why_not_opened(path, error)) from error
    with container:
        disguise = _NO_VIDEO_FORMATS.get(container.format.name)
        if disguise:
            raise ClipError(path, f"this is {disguise}, not a video; name a video file")
        stream = container.streams.best("video")
        if (form := _picture(container, stream)) is not None:
            raise _one_picture(path, form)
        if stream is None:
            raise ClipError(path, "it holds no video stream (sound or subtitles only); name a file with pictures")
        if stream.disposition & av.stream.Disposition.attached_pic:
            raise ClipError(path, "it holds sound and a cover picture, no video; name a file with moving pictures")
        # A transport stream may end inside a picture and not say so; only the decoder can tell, and with several frames
        # under way at once it may hand the picture out before it knows.
        stream.thread_type = "SLICE" if container.format.name == "mpegts" else "AUTO"
        yield container, stream


def _picture(container: Any, stream: Any) -> str | None:
    """The form of picture that a file is by its container alone; None for what may be a video, of one frame too."""
    name, brand = container.format.name, container.metadata.get("major_brand", "")
    if name.endswith(_OF_PICTURES):
        return str(name.removesuffix(_OF_PICTURES))
    if name in _BY_SUFFIX:
        return str(stream.codec_context.name)
    return str(brand) if brand in _STILL_BRANDS else None


def _moves(path: Path) -> bool:
    """Whether a file holds a second picture."""
    with opened(path) as (container, stream):
        return len([*islice((packet for packet in container.demux(stream) if packet.size), 2)]) > 1


def _one_picture(path: Path, form: str) -> ClipError:
    return ClipError(path, f"this is one picture ({form.upper()}), not a video; name a video file")


def first_frame(path: Path, container: Any, stream: Any) -> Any:
    """The first frame that can be decoded (`av.VideoFrame`); damaged packets before it are passed over.

    Raises:
        ClipError: there is none.
    """
    reason = "the container holds no frames"
    try:
        for packet in container.demux(stream):
            try:
                for frame in packet.decode():
                    return frame
            except _av().FFmpegError as error:
                reason = str(error.strerror)
    except _av().FFmpegError as error:
        reason = str(error.strerror)
    raise ClipError(path, f"no frame can be decoded ({reason}); download or render it again", frame=0)


def rotation_deg(frame: Any) -> int:
    """Counter-clockwise quarter turns that the display matrix asks for, in degrees: 0, 90, 180 or 270."""
    turns: int = round(frame.rotation / 90) % 4
    return turns * 90


def _probe(path: Path, container: Any, stream: Any) -> Probe:
    frame = first_frame(path, container, stream)
    rotation = rotation_deg(frame)
    shown = (frame.width, frame.height) if rotation % 180 == 0 else (frame.height, frame.width)
    return Probe(
        width_px=shown[0],
        height_px=shown[1],
        fps=_rate(stream.average_rate),
        frames=stream.frames or None,
        duration_s=_duration_s(container, stream),
        codec=stream.codec_context.name,
        pixel_format=frame.format.name,
        colour_matrix=_matrix(frame),
        full_range=_full_range(frame),
        rotation_deg=rotation,
        has_audio=bool(container.streams.audio),
        transfer=HDR_TRANSFERS.get(int(frame.color_trc), "sdr"),
        video_streams=len(container.streams.video),
    )


def _matrix(frame: Any) -> str:
    if frame.format.is_rgb or frame.format.has_palette:
        return "rgb"
    if len(frame.format.components) < 3:  # noqa: PLR2004  (luma, perhaps alpha)
        return "grey"
    return MATRICES.get(int(frame.colorspace)) or ("bt709" if frame.height >= _HD_HEIGHT_PX else "smpte170m")


def _full_range(frame: Any) -> bool:
    """Tagged so, or a format that is full range by definition (`yuvj…` is JPEG's)."""
    return frame.format.is_rgb or int(frame.color_range) == 2 or frame.format.name.startswith("yuvj")  # noqa: PLR2004


def _rate(rate: Fraction | None) -> float | None:
    return float(rate) if rate else None


def _duration_s(container: Any, stream: Any) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / 1e6 if container.duration and container.duration > 0 else None


def _why_not_opened(path: Path, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as gone:
        return f"cannot be read any more ({gone.strerror}); check that nothing moves or locks it"
    if head[4:8] in (b"ftyp", b"mdat", b"wide", b"free"):
        return (
            f"its index (moov) is missing or damaged, so no frame can be found ({reason}); "
            "the file was cut off or never finished: download or render it again"
        )
    if b"\0" not in head and _is_text(head):
        return f"this is a text file, not a video ({reason}); name a video file"
    return f"not a video that can be opened ({reason}); convert it to MP4 or render it again"


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character cut in two at the end
    return True


def _av() -> Any:
    try:
        import av  # noqa: PLC0415  (the text half runs without it)
    except ModuleNotFoundError as error:
        raise MissingExtra("video", "reading clips", "PyAV (av)") from error
    return av
