"""Ways to alter frames in memory, by name, for measure_flicker.py."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]
Times = NDArray[np.float64]
F32 = NDArray[np.float32]
Edit = Callable[[Frames, Times], tuple[Frames, Times]]

_code = np.arange(256) / 255
LIGHT = np.where(_code <= 0.04045, _code / 12.92, ((_code + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""IEC 61966-2-1, code value to linear light."""
REC601, REC709 = (0.299, 0.114), (0.2126, 0.0722)
"""Weights of red and blue."""


@dataclass(frozen=True)
class Change:
    """An edit, and the change that it is compared with: "" for the clip as it is."""

    edit: Edit
    before: str = ""

    def __call__(self, rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
        """Alter frames."""
        return self.edit(rgb, pts_s)


def coded_of(light: F32) -> Frames:
    """Linear light to the nearest code value."""
    low = light <= 0.0031308
    return rounded(255 * np.where(low, 12.92 * light, 1.055 * np.power(np.maximum(light, 0), 1 / 2.4) - 0.055))


def rounded(values: NDArray[np.floating]) -> Frames:
    """To code values."""
    return np.asarray(np.clip(np.round(values), 0, 255), np.uint8)


def each(edit: Callable[[Frames], Frames]) -> Edit:
    """The same for every frame."""
    return lambda rgb, pts_s: (np.stack([edit(frame) for frame in rgb]), pts_s)


def blink(rgb: Frames, pts_s: Times, *, contrast: float, f_hz: float, spot: bool = False) -> tuple[Frames, Times]:
    """Light goes up and down as a sine; in a soft spot half a frame height across, in the picture's middle third."""
    height, width = rgb.shape[1:3]
    weight = np.ones((height, width, 1), np.float32)
    if spot:
        seed = int.from_bytes(hashlib.sha256(rgb[0].tobytes()).digest()[:4])
        at_y, at_x = np.random.default_rng(seed).uniform(1 / 3, 2 / 3, 2)
        y, x = np.mgrid[:height, :width]
        radius = np.minimum(np.hypot(y - at_y * height, x - at_x * width) / (height / 4), 1)
        weight[..., 0] = np.cos(np.pi * radius / 2) ** 2
    swing = contrast * np.sin(2 * np.pi * f_hz * pts_s + 0.3)
    gains = [(1 + np.float32(s) * weight) / (1 + np.float32(contrast) * weight) for s in swing]
    return np.stack([coded_of(LIGHT[frame] * gain) for frame, gain in zip(rgb, gains, strict=True)]), pts_s


def cast(rgb: Frames, pts_s: Times, *, per_s: float) -> tuple[Frames, Times]:
    """a*, b* are shifted steadily in one direction; rounding errors are spread by a fixed pattern."""
    seed = int.from_bytes(hashlib.sha256(rgb[0].tobytes()).digest()[:4])
    rng = np.random.default_rng(seed)
    angle, pattern = rng.uniform(0, 2 * np.pi), rng.random(rgb.shape[1:], np.float32)
    way = np.array([0, np.cos(angle), np.sin(angle)], np.float32) * np.float32(per_s)

    def shifted(frame: Frames, at_s: float) -> Frames:
        lab = cv2.cvtColor(frame.astype(np.float32) / 255, cv2.COLOR_RGB2LAB) + way * np.float32(at_s)
        return np.asarray(np.clip(np.floor(255 * cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) + pattern), 0, 255), np.uint8)

    return np.stack([shifted(frame, at_s) for frame, at_s in zip(rgb, pts_s, strict=True)]), pts_s


def mixed(rgb: Frames, pts_s: Times, *, rate: float, turn: bool) -> tuple[Frames, Times]:
    """Saturation falls by a share a second, or hues turn by radians a second, about the grey axis."""
    grey = np.full((3, 3), 1 / 3)
    axis = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)

    def matrix(at_s: float) -> NDArray[np.float64]:
        rest = np.eye(3) - grey
        return grey + (np.cos(rate * at_s) * rest + np.sin(rate * at_s) * axis if turn else (1 - rate * at_s) * rest)

    return np.stack([rounded(frame @ matrix(at_s).T) for frame, at_s in zip(rgb, pts_s, strict=True)]), pts_s


def noisy(rgb: Frames, pts_s: Times, *, levels: float) -> tuple[Frames, Times]:
    """Independent noise in every pixel of every frame, at working size."""
    rng = np.random.default_rng(0)
    return np.stack([rounded(frame + rng.normal(0, levels, frame.shape)) for frame in rgb]), pts_s


def crawling(rgb: Frames, pts_s: Times, *, frame_heights: float) -> tuple[Frames, Times]:
    """Texture boils: displaced by smooth noise that is new in half of its energy in every frame."""
    rng = np.random.default_rng(0)
    height, width = rgb.shape[1:3]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    shift, out = np.zeros((height, width, 2), np.float32), []
    for frame in rgb:
        fresh = cv2.GaussianBlur(rng.normal(size=(height, width, 2)).astype(np.float32), (0, 0), 4)
        shift = (shift + fresh / fresh.std()) / np.float32(np.sqrt(2))
        where = np.float32(frame_heights * height) * shift
        out.append(
            cv2.remap(frame, x + where[..., 0], y + where[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        )
    return np.asarray(np.stack(out), np.uint8), pts_s


def frozen(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """A third of the clip, in its middle, stands still."""
    index = np.arange(len(rgb))
    index[len(rgb) // 3 : 2 * len(rgb) // 3] = len(rgb) // 3
    return rgb[index], pts_s


def held(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Every other frame is shown twice, in the place of the next."""
    return rgb[np.arange(len(rgb)) // 2 * 2], pts_s


def half_rate(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Every other frame."""
    return rgb[::2], pts_s[::2]


def half_size(frame: Frames) -> Frames:
    """Half as wide and high."""
    return np.asarray(
        cv2.resize(frame, (frame.shape[1] // 2, frame.shape[0] // 2), interpolation=cv2.INTER_AREA), np.uint8
    )


def cropped(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """2 % less on all sides."""
    down, right = round(rgb.shape[1] * 0.02), round(rgb.shape[2] * 0.02)
    return np.ascontiguousarray(rgb[:, down:-down, right:-right]), pts_s


def other_matrix(frame: Frames) -> Frames:
    """Coded with the matrix of BT.601, decoded with that of BT.709."""

    def to_yuv(red: float, blue: float) -> NDArray[np.float64]:
        luma = np.array([red, 1 - red - blue, blue])
        return np.stack([luma, ((0, 0, 1) - luma) / (2 - 2 * blue), ((1, 0, 0) - luma) / (2 - 2 * red)])

    return rounded(frame @ (np.linalg.inv(to_yuv(*REC709)) @ to_yuv(*REC601)).T)


def pan_of_still(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """The first frame, looked at through a window of 80 % that travels smoothly from left to right."""
    height, width = rgb.shape[1:3]
    window = round(width * 0.8)
    right = (width - window) * pts_s / pts_s[-1]
    maps = [np.array([[1, 0, -x], [0, 1, 0]]) for x in right]
    return np.stack([cv2.warpAffine(rgb[0], m, (window, height), flags=cv2.INTER_CUBIC) for m in maps]), pts_s


def compressed(rgb: Frames, pts_s: Times, *, crf: int) -> tuple[Frames, Times]:
    """Through H.264 at a constant rate factor."""
    rgb = rgb[:, : rgb.shape[1] // 2 * 2, : rgb.shape[2] // 2 * 2]
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=25, options={"crf": str(crf)})
        stream.height, stream.width, stream.pix_fmt = rgb.shape[1], rgb.shape[2], "yuv420p"
        for frame in rgb:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")))
        out.mux(stream.encode())
    file.seek(0)
    with av.open(file) as back:
        return np.stack([f.to_ndarray(format="rgb24") for f in back.decode(video=0)]), pts_s


def after(first: Edit, second: Edit) -> Edit:
    """One edit after the other."""
    return lambda rgb, pts_s: second(*first(rgb, pts_s))


def _flickers() -> dict[str, dict[str, Edit]]:
    """Groups of edits, each a ladder; contrast is Michelson's, of linear light."""
    steps = {
        "global 3 Hz": (3, (0.01, 0.02, 0.04, 0.08)),
        "global 7 Hz": (7, (0.02, 0.04)),  # not half of 15 frames per second
        "global 11.5 Hz": (11.5, (0.02, 0.04)),  # not half of 24 frames per second, where the phase is all
        "local 7 Hz": (7, (0.04, 0.08, 0.16, 0.32)),
        "pumping 0.5 Hz": (0.5, (0.04, 0.08, 0.16, 0.32)),
    }
    return {
        group: {
            f"{group.split()[0]}, {c:.0%} at {f_hz:g} Hz": partial(blink, contrast=c, f_hz=f_hz, spot="local" in group)
            for c in contrasts
        }
        for group, (f_hz, contrasts) in steps.items()
    }


_FLICKERS = _flickers()
_DRIFTS: dict[str, dict[str, Edit]] = {
    "cast": {f"cast, {d:g} a second": partial(cast, per_s=d) for d in (0.5, 1, 2, 4)},
    "hue": {f"hue, {deg} degrees a second": partial(mixed, rate=np.radians(deg), turn=True) for deg in (5, 10, 20)},
    "saturation": {f"saturation, {s:.0%} less a second": partial(mixed, rate=s, turn=False) for s in (0.1, 0.2)},
}
_3HZ = "global, 4% at 3 Hz"
_ADDED = {name: edit for group in (*_FLICKERS.values(), *_DRIFTS.values()) for name, edit in group.items()}
_HARMLESS: dict[str, Edit] = {
    "half the frame rate": half_rate,
    "noise, 4 levels": partial(noisy, levels=4),
    "H.264, CRF 28": partial(compressed, crf=28),
    "texture crawl, 0.004 frame heights": partial(crawling, frame_heights=0.004),
    "half the size": each(half_size),
    "a pan over its first frame": pan_of_still,
    "every other frame held": held,
    "a third frozen": frozen,
    "blur, 2 pixels": each(lambda frame: np.asarray(cv2.GaussianBlur(frame, (0, 0), 2), np.uint8)),
    "12 levels brighter": each(lambda frame: rounded(frame.astype(np.float32) + 12)),
    "2 % less on all sides": cropped,
    "left is right": each(lambda frame: np.ascontiguousarray(frame[:, ::-1])),
    "BT.601 as BT.709": each(other_matrix),
    "H.264, CRF 18": partial(compressed, crf=18),
}
_ON_FLICKER = {"half the frame rate", "half the size", "H.264, CRF 28", "H.264, CRF 18", "12 levels brighter"}

FLICKERS = {group: list(edits) for group, edits in _FLICKERS.items()}
DRIFTS = {group: list(edits) for group, edits in _DRIFTS.items()}
CHANGES = {name: Change(edit) for name, edit in (_ADDED | _HARMLESS).items()} | {
    f"{_3HZ}, then {name}": Change(after(_ADDED[_3HZ], edit), before=_3HZ)
    for name, edit in _HARMLESS.items()
    if name in _ON_FLICKER
}
HARMLESS = [name for name in CHANGES if name not in _ADDED]
