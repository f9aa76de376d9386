"""Video files as a test wants them, made with PyAV in a temporary folder."""

from fractions import Fraction

import av
import numpy as np


def write(path, frames, *, fps=24, codec="libx264", pix_fmt="yuv420p", pts_ms=None, options=None, **setup):
    """A video of RGB frames (N, H, W, 3) uint8; `pts_ms` instead of `fps` gives each frame its time stamp.

    `setup`: rotation_deg; color_range and colorspace as tagged; faststart; audio_s, seconds of silence.
    """
    return write_frames(
        path, [av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24") for frame in frames],
        fps=fps, codec=codec, pix_fmt=pix_fmt, pts_ms=pts_ms, options=options, **setup,
    )  # fmt: skip


def write_flat(path, yuv, *, size=(64, 48), count=3, pix_fmt="yuv420p", **setup):
    """A lossless video of one colour given in code values, so that what a decoder must show follows from a formula."""
    frames = []
    for _ in range(count):
        frame = av.VideoFrame(*size, pix_fmt)
        wide = frame.format.components[0].bits > 8
        for plane, value in zip(frame.planes, yuv, strict=True):
            plane.update(
                np.full(plane.buffer_size // (2 if wide else 1), value, np.uint16 if wide else np.uint8).tobytes()
            )
        frames.append(frame)
    return write_frames(path, frames, codec="ffv1", pix_fmt=pix_fmt, **setup)


def write_frames(
    path, frames, *, fps=24, codec="libx264", pix_fmt="yuv420p", pts_ms=None, options=None,
    rotation_deg=0, color_range=None, colorspace=None, faststart=False, audio_s=0.0,
):  # fmt: skip
    """As `write`, from frames of PyAV."""
    with av.open(str(path), "w", options={"movflags": "faststart"} if faststart else {}) as container:
        stream = container.add_stream(codec, rate=fps, options=options or {})
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, pix_fmt
        if pts_ms is not None:
            stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
        if color_range:
            stream.codec_context.color_range = color_range
        if colorspace:
            stream.codec_context.colorspace = colorspace
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        if audio_s:
            _silence(container, audio_s)
        for index, frame in enumerate(frames):
            if pts_ms is not None:
                frame.pts, frame.time_base = pts_ms[index], Fraction(1, 1000)
            else:
                frame.pts, frame.time_base = index, 1 / Fraction(fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _silence(container, seconds):
    stream = container.add_stream("aac", rate=8000)
    count = int(seconds * 8000) // 1024
    for index in range(count):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.rate, frame.pts, frame.time_base = 8000, index * 1024, Fraction(1, 8000)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def moving(count=24, height=96, width=128, *, seed=0, speed_px=2):
    """Smooth noise that slides to the right, with a soft light that grows: every frame differs, and compresses."""
    rng = np.random.default_rng(seed)
    coarse = rng.random((height // 8 + 2, (width + count * speed_px) // 8 + 2, 3))
    texture = np.kron(coarse, np.ones((8, 8, 1)))
    frames = [texture[:height, k * speed_px : k * speed_px + width] * (0.6 + 0.3 * k / count) for k in range(count)]
    return (np.stack(frames) * 255).astype(np.uint8)
