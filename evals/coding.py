"""Frames through a coder and back, in memory."""

import io
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]


def coded(rgb: Frames, *, crf: int, fps: float = 25, **options: str) -> Frames:
    """Through H.264 (x264) at a constant rate factor; an odd last row or column is left out.

    Args:
        rgb: (T, H, W, 3).
        crf: the rate factor.
        fps: frames per second.
        options: more of x264's, such as preset="fast".
    """
    rgb = rgb[:, : rgb.shape[1] // 2 * 2, : rgb.shape[2] // 2 * 2]
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        rate = Fraction(fps).limit_denominator(1001)
        stream = out.add_stream("libx264", rate=rate, options={"crf": str(crf), **options})
        stream.height, stream.width, stream.pix_fmt = rgb.shape[1], rgb.shape[2], "yuv420p"
        for frame in rgb:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")))
        out.mux(stream.encode())
    file.seek(0)
    with av.open(file) as back:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in back.decode(video=0)])
