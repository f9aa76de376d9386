"""Faces swapped, morphed, hidden, and clips changed harmlessly: prints the second half of reports/identity.md.

    PROMPTKIT_WEIGHTS=FOLDER python evals/measure_identity_changes.py SHARED [table ...]

SHARED holds `faces/` and `clips/`; tables are swaps, morphs, hidden, harmless. The first three seconds of 13 clips that
show one face well are taken at 8 frames a second, as the observer looks at them, at a short side of 256 px at most.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from coding import coded
from measure_identity import area_under_curve, say, title
from numpy.typing import NDArray
from scipy.stats import spearmanr

from promptkit.clip import Probe, open_clip
from promptkit.decode import frames
from promptkit.metric import Score
from promptkit.metrics.identity import identity
from promptkit.nets._align import ARCFACE_TEMPLATE, similarity
from promptkit.nets.face import load_faces
from promptkit.observer import Chunk, Stream
from promptkit.observers.faces import Faces, faces

Frames = NDArray[np.uint8]
RATE_HZ, UNTIL_S, SHORT_SIDE_PX = 8, 3.0, 256
SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
CLIPS = (
    *(f"face_lp_{one}.mp4" for one in ("d18", "d20", "d3", "s18", "s20", "s32")),
    "face_carphone_pristine.mp4", "ai_animatediff_v1_man_sea.gif",
    "ai_animatediff_man_beard.gif", "ai_animatediff_man_smile.gif", "ai_sadtalker_crop.gif", "ai_cogvideox_res3.mp4",
    "ai_animatediff_cam_woman_01_zoom-out.gif",
)  # fmt: skip
OTHERS = (
    "bbt_small/amy_1.png", "bbt_small/howard_1.png", "bbt_small/penny_2.png", "bbt_small/raj_1.png",
    "bbt_small/sheldon_1.png", "bbt_small/leonard_2.png", "bbt_small/bernadette_3.png", "bbt_small/stuart_1.png",
    "face_recognition_examples/obama.jpg", "face_recognition_examples/biden.jpg",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A clip at 8 Hz, and where its largest face is: landmarks (T, 5, 2), NaN where there is none."""

    name: str
    probe: Probe
    rgb: Frames
    t: NDArray[np.float64]
    landmarks: NDArray[np.float64]


@dataclass(frozen=True)
class Other:
    """The photo of another person and their landmarks (5, 2)."""

    rgb: Frames
    landmarks: NDArray[np.float64]


def small(rgb: Frames, short_side_px: float) -> Frames:
    """Brought down, never up."""
    scale = short_side_px / min(rgb.shape[:2])
    return rgb if scale >= 1 else np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


@cache
def largest_face() -> Callable[[Frames], NDArray[np.float64]]:
    """Landmarks of the largest face of a picture."""
    detect = load_faces("mobilefacenet").detect

    def landmarks(rgb: Frames) -> NDArray[np.float64]:
        found = detect(rgb).largest(1)
        return found.landmarks[0] if len(found) else np.full((5, 2), np.nan)

    return landmarks


def shown(root: Path, names: Sequence[str] = CLIPS, until_s: float = UNTIL_S) -> Iterator[tuple[Shown, Other]]:
    """Every clip, up to a time, with the person who is to come into it."""
    for number, name in enumerate(names):
        clip, rgb, t = open_clip(root / "clips" / name), list[Frames](), list[float]()
        for chunk in frames(clip):
            for frame, at in zip(chunk.rgb, chunk.pts_s.tolist(), strict=True):
                if len(t) <= int((at + 1e-6) * RATE_HZ) and at < until_s:
                    rgb.append(small(frame, SHORT_SIDE_PX))
                    t.append(at)
            if chunk.pts_s[-1] >= until_s:
                break
        photo = small(
            cv2.cvtColor(cv2.imread(str(root / "faces" / OTHERS[number % len(OTHERS)])), cv2.COLOR_BGR2RGB), 480
        )
        pictures = np.stack(rgb)
        landmarks = np.stack([largest_face()(one) for one in pictures])
        yield Shown(name, clip.probe, pictures, np.array(t), landmarks), Other(photo, largest_face()(photo))


def observed(clip: Shown, rgb: Frames, backbone: str = "mobilefacenet", *, every: int = 1) -> Faces:
    """Who is seen in the clip with other pixels, all or some of its frames."""
    watching = faces.watch(Stream(probe=clip.probe, face=backbone))
    next(watching)
    watching.send(Chunk(np.ascontiguousarray(rgb[::every]), clip.t[: len(rgb) : every]))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("an observer ends when it is sent None")


def score(clip: Shown, rgb: Frames, backbone: str = "mobilefacenet", *, every: int = 1) -> Score:
    """The identity of the clip with other pixels."""
    return identity.score({"faces": observed(clip, rgb, backbone, every=every)}, {})


def with_other(clip: Shown, other: Other, shares: NDArray[np.float64]) -> Frames:
    """The other's face laid over the clip's, in its mean colour, with a soft edge: (T,) how much of it."""
    out = clip.rgb.copy()
    ellipse = cv2.ellipse(np.zeros((112, 112), np.float32), (56, 66), (36, 50), 0, 0, 360, 1.0, -1)
    ellipse, size = cv2.GaussianBlur(ellipse, (0, 0), 5), clip.rgb.shape[2:0:-1]
    for k, (share, landmarks) in enumerate(zip(shares, clip.landmarks, strict=True)):
        if share == 0 or np.isnan(landmarks).any():
            continue
        scale = min(1.0, float(np.hypot(*similarity(other.landmarks, landmarks)[:, 0])))
        photo = cv2.resize(other.rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
        matrix = similarity((other.landmarks + 0.5) * scale - 0.5, landmarks)
        laid = cv2.warpAffine(photo, matrix, size, borderMode=cv2.BORDER_REPLICATE)
        cover = cv2.warpAffine(ellipse, similarity(ARCFACE_TEMPLATE, landmarks), size)[..., None]
        frame, inside = clip.rgb[k].astype(np.float32), cover[..., 0] > 0.5
        laid += frame[inside].mean(axis=0) - laid[inside].mean(axis=0)
        out[k] = np.clip(frame + share * cover * (laid - frame), 0, 255).round()
    return out


def swaps(root: Path) -> None:
    """A face that is another person's from a given time on."""
    title("A face swapped in mid-clip", "clip", "backbone", "swap at, s", "switches found (s after the swap)", "cosine")
    late, missed, false = list[float](), 0, 0
    for clip, other in shown(root):
        for backbone in ("mobilefacenet", "dlib"):
            false += len((score(clip, clip.rgb, backbone).detail or {}).get("switches", ()))
            for share in (0.4, 0.65):
                first = int(share * len(clip.t))
                got = score(clip, with_other(clip, other, (np.arange(len(clip.t)) >= first) * 1.0), backbone)
                found = (got.detail or {}).get("switches", [])
                after = [one["t"] - clip.t[first] for one in found]
                late += after
                missed += not after
                times = ", ".join(f"{one:.3f}" for one in after) or got.why or "none"
                say(
                    clip.name, backbone, float(clip.t[first]), times,
                    ", ".join(f"{one['cosine']:.2f}" for one in found),
                )  # fmt: skip
    say(
        "all",
        "",
        "",
        f"{len(late)} found, worst {np.abs(late).max():.3f} s off; {missed} missed",
        f"{false} on clean clips",
    )


def morphs(root: Path) -> None:
    """A face that turns steadily into another person's."""
    title(
        "A face morphed from the first frame to the last",
        "clip",
        "as it is",
        *(f"to {s:.0%}" for s in SHARES),
        "Spearman",
    )
    rows, orders = [], []
    for clip, other in shown(root):
        ramp = np.linspace(0, 1, len(clip.t))
        values = [score(clip, with_other(clip, other, share * ramp)).value for share in (0.0, *SHARES)]
        numbers = [float("nan") if one is None else one for one in values]
        orders.append(-float(spearmanr(range(6), numbers, nan_policy="omit").statistic))
        rows.append(numbers)
        say(clip.name, *numbers, orders[-1])
    table = np.array(rows)
    areas = [area_under_curve(list(table[:, 0]), list(table[:, k])) for k in range(1, 6)]
    say("AUROC against all clean clips", "", *areas, f"median {np.median(orders):.3f}")
    say("clips that fall", "", *(f"{int((table[:, k] < table[:, 0]).sum())}/{len(table)}" for k in range(1, 6)), "")


def hidden(root: Path) -> None:
    """Something passes before the face."""
    title(
        "A face hidden for a while",
        "clip",
        "as it is",
        "hand over the mouth, 1 s",
        "pole passing, 1.5 s",
        "people, switches",
    )
    for clip, _ in shown(root):
        plain = score(clip, clip.rgb)
        answers = [score(clip, np.stack([cover(clip, k) for k in range(len(clip.t))])) for cover in (_hand, _pole)]
        counts = [f"{len(one.detail['tracks'])} and {len(one.detail['switches'])}" for one in answers if one.detail]
        say(
            clip.name,
            *(one.value if one.value is not None else one.why for one in (plain, *answers)),
            ", ".join(counts),
        )


def _hand(clip: Shown, k: int) -> Frames:
    """A skin-coloured disc from the nose down, in the middle second."""
    frame, points = clip.rgb[k].copy(), clip.landmarks[k]
    if abs(clip.t[k] - clip.t[-1] / 2) < 0.5 and not np.isnan(points).any():
        reach = np.linalg.norm(points[1] - points[0])
        centre = points[3:].mean(axis=0)
        cv2.circle(frame, (round(centre[0]), round(centre[1])), round(0.8 * reach), (190, 140, 115), -1, cv2.LINE_AA)
    return frame


def _pole(clip: Shown, k: int) -> Frames:
    """A grey bar as wide as the eyes are apart, from left to right in the middle second and a half."""
    frame, points = clip.rgb[k].copy(), clip.landmarks
    progress = (clip.t[k] - clip.t[-1] / 2) / 1.5 + 0.5
    if 0 <= progress <= 1:
        reach = float(np.nanmedian(np.linalg.norm(points[:, 1] - points[:, 0], axis=1)))
        middle = float(np.nanmedian(points[:, 2, 0])) + (progress - 0.5) * 5 * reach
        frame[:, max(0, int(middle - reach / 2)) : max(0, int(middle + reach / 2))] = 110
    return frame


def harmless(root: Path) -> None:
    """What says nothing about the person."""
    title("Harmless changes", "change", "median change", "share of the spread of clean clips", "largest change")
    clips = [clip for clip, _ in shown(root)]
    plain = np.array([score(clip, clip.rgb).value for clip in clips], np.float64)
    spread = float(plain.std())
    for name, change in CHANGES.items():
        values = np.array([score(clip, change(clip.rgb)).value for clip in clips], np.float64)
        _say_change(name, values - plain, spread)
    values = np.array([score(clip, clip.rgb, every=2).value for clip in clips], np.float64)
    _say_change("half the frame rate", values - plain, spread)


def _say_change(name: str, change: NDArray[np.float64], spread: float) -> None:
    typical = float(np.nanmedian(np.abs(change)))
    say(name, f"{typical:.4f}", f"{typical / spread:.1%}", f"{np.nanmax(np.abs(change)):.3f}")


def _per_frame(gain: Callable[[int], NDArray[np.float64] | float]) -> Callable[[Frames], Frames]:
    return lambda rgb: np.stack([np.clip(f * gain(k), 0, 255).round().astype(np.uint8) for k, f in enumerate(rgb)])


def _noisy(rgb: Frames) -> Frames:
    noise = np.random.default_rng(0).normal(0, 2, rgb.shape)
    return np.clip(rgb + noise, 0, 255).round().astype(np.uint8)


def _cropped(rgb: Frames) -> Frames:
    height, width = (round(n * 0.02) for n in rgb.shape[1:3])
    return rgb[:, height : rgb.shape[1] - height, width : rgb.shape[2] - width]


CHANGES: dict[str, Callable[[Frames], Frames]] = {
    "flicker, 8 % at 2 Hz": _per_frame(lambda k: 1 + 0.08 * np.sin(np.pi * k / 2)),
    "colour drift, 2 % a second": _per_frame(lambda k: 1 + 0.02 * k / RATE_HZ * np.array([1.0, 0.0, -1.0])),
    "noise, 2 levels": _noisy,
    "half the size": lambda rgb: np.stack([small(f, min(f.shape[:2]) / 2) for f in rgb]),
    "CRF 18": lambda rgb: coded(rgb, crf=18, fps=RATE_HZ),
    "CRF 28": lambda rgb: coded(rgb, crf=28, fps=RATE_HZ),
    "2 % cropped at every edge": _cropped,
    "10 levels brighter": lambda rgb: np.clip(rgb.astype(int) + 10, 0, 255).astype(np.uint8),
    "mirrored": lambda rgb: rgb[:, :, ::-1],
}

if __name__ == "__main__":
    tables = {"swaps": swaps, "morphs": morphs, "hidden": hidden, "harmless": harmless}
    for table in sys.argv[2:] or tables:
        tables[table](Path(sys.argv[1]))
