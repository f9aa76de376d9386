"""Files that decoders stumble over, each made from the frames of a clip; and long ones, made by repeating packets."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from promptkit.testing.degrade import read_clip

Frames = NDArray[np.uint8]
SECONDS = 1.0
_MS = Fraction(1, 1000)


def odd_files(source: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """What is odd about each file, and the file."""
    rgb, fps = read_clip(source, until_s=SECONDS)
    rate = Fraction(fps).limit_denominator(1001)
    for name, make in _MAKE.items():
        yield name, make(folder / name.replace(" ", "_"), rgb, rate)


def coded(
    path: Path, rgb: Frames, rate: Fraction, *, codec: str = "libx264", pixel_format: str = "yuv420p",
    at_ms: NDArray[np.int64] | None = None, turned_deg: int = 0, muxer: dict[str, str] | None = None,
    **options: str,
) -> Path:  # fmt: skip
    """Frames (T, H, W, 3) as a file; with `at_ms` (T,) each has its own time."""
    with av.open(str(path), "w", options=muxer or {}) as container:
        stream = container.add_stream(codec, rate=rate, options=options)
        stream.height, stream.width, stream.pix_fmt = rgb.shape[1], rgb.shape[2], pixel_format
        if at_ms is not None:
            stream.codec_context.time_base = stream.time_base = _MS
        if turned_deg:
            stream.set_display_rotation(turned_deg)
        for k, picture in enumerate(rgb):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")
            frame.pts, frame.time_base = (k, 1 / rate) if at_ms is None else (int(at_ms[k]), _MS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def repeated(source: Path, path: Path, seconds: float) -> Path:
    """The coded pictures of a clip again and again, for so many seconds."""
    with av.open(str(source)) as container:
        stream = container.streams.best("video")
        packets = [packet for packet in container.demux(stream) if packet.dts is not None]
        turn = sum(packet.duration for packet in packets)
        times = int(np.ceil(seconds / float(turn * stream.time_base)))
        keep = round(seconds / float(turn * stream.time_base) * len(packets))
        with av.open(str(path), "w") as target:
            copy = target.add_stream_from_template(stream)
            own = [(packet.pts, packet.dts) for packet in packets]
            for k in range(min(keep, times * len(packets))):
                packet, (pts, dts) = packets[k % len(packets)], own[k % len(packets)]
                shifted = av.Packet(bytes(packet))
                shifted.pts, shifted.dts = pts + k // len(packets) * turn, dts + k // len(packets) * turn
                shifted.time_base, shifted.duration = stream.time_base, packet.duration
                shifted.is_keyframe, shifted.stream = packet.is_keyframe, copy
                target.mux(shifted)
    return path


def _variable_rate(path: Path, rgb: Frames, rate: Fraction) -> Path:
    steps_ms = np.resize([17, 50, 33, 60], len(rgb))
    return coded(path.with_suffix(".mkv"), rgb, rate, at_ms=np.cumsum(steps_ms) - steps_ms[0])


def _turned(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mp4"), rgb, rate, turned_deg=90)


def _odd_size(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mkv"), rgb[:, :-1, :-1], rate, codec="ffv1", pixel_format="yuv420p")


def _ten_bit_hevc(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mp4"), rgb, rate, codec="libx265", pixel_format="yuv420p10le",
                 **{"x265-params": "log-level=none"})  # fmt: skip


def _without_length(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mkv"), rgb, rate, muxer={"live": "1"})


def _bare_stream(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".h264"), rgb, rate)


def _cut_short(path: Path, whole: Path, share: float) -> Path:
    path = path.with_suffix(whole.suffix)
    data = whole.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    return path


def _truncated(path: Path, rgb: Frames, rate: Fraction) -> Path:
    whole = coded(path.with_name("whole.mp4"), rgb, rate, muxer={"movflags": "faststart"})
    return _cut_short(path, whole, 0.7)


def _without_index(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return _cut_short(path, coded(path.with_name("whole.mp4"), rgb, rate), 0.7)


def _truncated_gif(path: Path, rgb: Frames, rate: Fraction) -> Path:
    whole = coded(path.with_name("whole.gif"), rgb[:, ::2, ::2], rate, codec="gif", pixel_format="rgb8")
    return _cut_short(path, whole, 0.7)


def _sound_alone(path: Path, _: Frames, __: Fraction) -> Path:
    path = path.with_suffix(".m4a")
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        for k in range(8):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.rate, frame.pts, frame.time_base = 8000, 1024 * k, Fraction(1, 8000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _single_frame(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mp4"), rgb[:1], rate)


def _two_frames(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mp4"), rgb[:2], rate)


def _tiny(path: Path, rgb: Frames, rate: Fraction) -> Path:
    return coded(path.with_suffix(".mkv"), rgb[:, :17, :23], rate, codec="ffv1", pixel_format="yuv444p")


_MAKE: Mapping[str, Callable[[Path, Frames, Fraction], Path]] = {
    "variable rate": _variable_rate,
    "turned by 90°": _turned,
    "odd sides": _odd_size,
    "HEVC of 10 bits": _ten_bit_hevc,
    "no length stated": _without_length,
    "bare stream": _bare_stream,
    "tail missing": _truncated,
    "index missing": _without_index,
    "GIF, tail missing": _truncated_gif,
    "sound alone": _sound_alone,
    "one frame": _single_frame,
    "two frames": _two_frames,
    "23×17 pixels": _tiny,
}
