"""What scores must withstand: stillness, length, rate, size, odd files. Prints the tables of reports/robustness.md.

    PROMPTKIT_WEIGHTS=... python evals/measure_robustness.py CLIPS [TABLE...]

CLIPS is the folder of clips that `measure_metrics.py` reads too; TABLEs are the names in `TABLES`, all of them when
none is given. Files are made in a temporary folder; what was seen of a clip is kept in the cache, as ever.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from odd_files import coded, odd_files, repeated
from scipy.stats import spearmanr
from tables import head
from tables import say as told

from promptkit import api
from promptkit.clip import open_clip
from promptkit.errors import ClipError
from promptkit.flags import in_words
from promptkit.metric import Score
from promptkit.plan import plan
from promptkit.score import ClipScores, measure
from promptkit.testing._files import write
from promptkit.testing._harmless import _yuv, half_rate, pan_over_still, resized
from promptkit.testing.degrade import LADDER, Frames, read_clip

SECONDS, STILL_S = 1.2, 1.6
SHORT_PX = 256
MOVING = ("motion_davis_bear.mp4", "motion_cotracker_pillow.mp4", "face_lp_d20.mp4")
PREFIXES = (
    "motion_davis_bear.mp4", "face_lp_d20.mp4", "ai_videophy2_carpenter.mp4", "ai_animatediff_man_beard.gif",
)  # fmt: skip
RATES = (
    "motion_davis_bear.mp4", "motion_davis_paragliding.mp4", "motion_cotracker_pillow.mp4", "motion_cotracker_cat.mp4",
    "motion_pool_clean.mp4", "ai_ltx2_two_faces.mp4", "face_lp_d20.mp4", "face_lp_d18.mp4",
    "ai_animatediff_man_beard.gif", "face_hamilton_short.mp4",
)  # fmt: skip
"""Of 20 frames per second and more."""
SIZES = (
    "ai_aigve_cogvideox_0.mp4", "face_lp_s18.mp4", "face_lp_s32.mp4", "motion_bigbuckbunny.mp4", "motion_cockatoo.mp4",
    "face_crowd_facenet_video.mp4", "face_consisid_fullbody.mp4", "motion_motorcycle_4k.mp4",
)  # fmt: skip
"""With a short side of 720 pixels and more."""
FLICKERING = (
    "motion_davis_bear.mp4", "motion_cotracker_pillow.mp4", "face_lp_d20.mp4", "ai_ltx2_two_faces.mp4",
    "ai_animatediff_man_beard.gif", "motion_pool_clean.mp4",
)  # fmt: skip
TRIO = ("static_flicker_ref.mp4", "static_flicker_blur20.mp4", "static_flicker_test20.mp4")
ODD = (
    "static_torchcodec_av1.mkv", "static_torchcodec_bt709_fullrange.mp4", "static_torchcodec_h265_frames.mp4",
    "static_newtonscradle.gif", "ai_fetv_368_cogvideo.gif", "motion_motorcycle_4k.mp4",
)  # fmt: skip
LARGE = "motion_motorcycle_4k.mp4"
CRF = 12
TURN_DEG_PER_S = 5.0

Still = Callable[[Frames, float], Frames]

say = partial(told, digits=".4g")


def scored(path: Path, *, until_s: float | None = None, metrics: Sequence[str] = ()) -> ClipScores:
    """As `promptkit score` has it."""
    return measure(open_clip(path), plan(until_s=until_s, metrics=metrics))


def write_coded(path: Path, rgb: Frames, fps: float, *, crf: int = CRF) -> Path:
    """Through H.264."""
    even = rgb[:, : rgb.shape[1] // 2 * 2, : rgb.shape[2] // 2 * 2]
    options = {"crf": str(crf), "preset": "veryfast"}
    write(path, _yuv(even, "yuv420p", "bt709"), fps, codec="libx264", pixel_format="yuv420p", options=options)
    return path


def taken(path: Path, *, short_px: int, until_s: float = SECONDS) -> tuple[Frames, float]:
    """Frames of a clip, brought down."""
    rgb, fps = read_clip(path, until_s=until_s)
    return resized(rgb, fps, short_px=short_px) if min(rgb.shape[1:3]) > short_px else (rgb, fps)


def frozen(rgb: Frames, _: float) -> Frames:
    """The first frame, all the time."""
    return np.repeat(rgb[:1], len(rgb), axis=0)


def faded(rgb: Frames, fps: float) -> Frames:
    """The first frame, which goes black over the whole clip."""
    gain = np.linspace(1, 0, len(rgb))[:, None, None, None]
    return np.rint(frozen(rgb, fps) * gain).astype(np.uint8)


def turned(rgb: Frames, fps: float) -> Frames:
    """The first frame, which turns; enlarged, so that no corner is empty."""
    height, width = rgb.shape[1:3]
    middle, zoom = (width / 2, height / 2), 1.35
    turns = [cv2.getRotationMatrix2D(middle, TURN_DEG_PER_S * k / fps, zoom) for k in range(len(rgb))]
    return np.stack([cv2.warpAffine(rgb[0], turn, (width, height), flags=cv2.INTER_CUBIC) for turn in turns])


STILLS: Mapping[str, Still] = {made.__name__: made for made in (frozen, faded, turned)}


def stillness(clips: Path, work: Path) -> None:
    """A picture that stands is flagged, and is best nowhere."""
    names = ("moving", *STILLS)
    for source in MOVING:
        rgb, fps = taken(clips / source, short_px=SHORT_PX, until_s=STILL_S)
        for name in names:
            (work / name).mkdir(exist_ok=True)
            made = STILLS[name](rgb, fps) if name in STILLS else rgb
            write_coded(work / name / f"{Path(source).stem}.mp4", made, fps)
    runs = {name: api.score(sorted((work / name).glob("*.mp4")), run=work / "runs" / name) for name in names}
    head("still", "clip", "flags")
    for name in STILLS:
        for case, entry in runs[name].entries.items():
            say(name, case, in_words(entry.scores) or "**none**")
    head("still against the moving clips", "verdict", "metrics on which it is better", "better, but withheld",
         "metrics left without a pair", "metrics with a verdict")  # fmt: skip
    for name in STILLS:
        found = api.compare(runs["moving"], runs[name])
        best = [one.metric for one in found.metrics if one.verdict == "better"]
        held = [one.metric for one in found.metrics if one.withheld == "better"]
        unpaired = [one.metric for one in found.metrics if not one.pairs]
        told = [f"{one.metric} {one.verdict}" for one in found.metrics if one.verdict not in (None, "inconclusive")]
        say(name, found.verdict, ", ".join(best) or "none", ", ".join(held), ", ".join(unpaired), ", ".join(told))


def cut_at(source: Path, path: Path, until_s: float) -> Path:
    """The packets of what is shown before that second, as they are."""
    with av.open(str(source)) as container, av.open(str(path), "w") as target:
        stream = container.streams.best("video")
        copy = target.add_stream_from_template(stream)
        for packet in container.demux(stream):
            if packet.dts is not None and float(packet.pts * stream.time_base) < until_s - 1e-6:
                packet.stream = copy
                target.mux(packet)
    return path


def length(clips: Path, work: Path) -> None:
    """The first part of a clip scores as the clip that was cut there; every picture stands alone, as in a GIF."""
    head("clip", "frames", "values", "largest difference", "of", "status or reason differs")
    for source in PREFIXES:
        whole = clips / source
        if whole.suffix != ".gif":
            rgb, fps = taken(whole, short_px=SHORT_PX, until_s=1.5)
            whole = coded(work / source, rgb, Fraction(fps).limit_denominator(1001), crf=str(CRF), g="1")
        cut = cut_at(whole, work / f"cut-{whole.name}", 1.0)
        first, alone = scored(whole, until_s=1.0), scored(cut)
        apart = {name: abs(a - b) for name, a, b in _values(first.scores, alone.scores)}
        unlike = [name for name in first.scores if first.scores[name].why != alone.scores[name].why]
        most = max(apart, key=lambda name: apart[name])
        say(Path(source).stem, f"{first.frames} and {alone.frames}", len(apart), f"{apart[most]:.1e}", most,
            ", ".join(unlike))  # fmt: skip


def _values(a: Mapping[str, Score], b: Mapping[str, Score]) -> Iterator[tuple[str, float, float]]:
    for name in a:
        one, other = a[name].value, b[name].value
        if one is not None and other is not None:
            yield name, one, other


def ranks(pairs: Sequence[tuple[ClipScores, ClipScores]], *, table: str) -> None:
    """Spearman of each metric before and after, and what it rests on."""
    for name in pairs[0][0].scores:
        known = [(a.scores[name].value, b.scores[name].value) for a, b in pairs]
        before, after = np.array([p for p in known if None not in p], np.float64).reshape(-1, 2).T
        if len(before) < 3 or np.ptp(before) == 0 or np.ptp(after) == 0:
            say(table, name, len(before), "–", _shown(before), _shown(after))
        else:
            say(table, name, len(before), f"{spearmanr(before, after).statistic:.3f}", _shown(before), _shown(after))


def _shown(values: NDArray[np.float64]) -> str:
    return " ".join(f"{value:.3g}" for value in values)


def rate(clips: Path, work: Path) -> None:
    """Half the frames keep the order of clips."""
    order(clips, work, RATES, change=half_rate, short_px=SHORT_PX, table="half the rate")


def size(clips: Path, work: Path) -> None:
    """A quarter of the pixels keeps the order of clips."""
    order(clips, work, SIZES, change=partial(resized, short_px=360), short_px=720, table="720 to 360 pixels")


def order(
    clips: Path, work: Path, sources: Sequence[str], *, short_px: int, table: str,
    change: Callable[[Frames, float], tuple[Frames, float]],
) -> None:  # fmt: skip
    """Clips before a change and after it, both through the same coder."""
    pairs = []
    for source in sources:
        rgb, fps = taken(clips / source, short_px=short_px)
        before = write_coded(work / "before.mp4", rgb, fps)
        after = write_coded(work / "after.mp4", *change(rgb, fps))
        del rgb
        pairs.append((scored(before), scored(after)))
    head("change", "metric", "clips", "Spearman", "before", "after")
    ranks(pairs, table=table)


def flicker(clips: Path, work: Path) -> None:
    """Light that changes is flicker, whatever the rate; a camera that moves is none."""
    see = partial(scored, metrics=("flicker",))
    head("clip", "flicker")
    for name in TRIO:
        say(name, _flicker(see(clips / name)))
    head("clip", "as it is", "half the rate", "8 % at 3 Hz", "half the rate", "ratio", "pan over its first frame")
    for source in FLICKERING:
        rgb, fps = taken(clips / source, short_px=SHORT_PX)
        lit = LADDER["global_flicker_3hz"](rgb, fps, severity=4)
        made = {"plain": (rgb, fps), "plain2": half_rate(rgb, fps), "lit": (lit, fps), "lit2": half_rate(lit, fps),
                "pan": pan_over_still(rgb, fps)}  # fmt: skip
        found = {name: _flicker(see(write_coded(work / f"{name}.mp4", *one))) for name, one in made.items()}
        say(Path(source).stem, found["plain"], found["plain2"], found["lit"], found["lit2"],
            found["lit2"] / found["lit"], found["pan"])  # fmt: skip


def _flicker(of: ClipScores) -> float:
    value = of.scores["flicker"].value
    return float("nan") if value is None else value


def files(clips: Path, work: Path) -> None:
    """Odd files are scored as far as they go, or refused in words."""
    head("file", "frames", "seconds", "scored", "not applicable", "failed", "notes")
    there = [(name, clips / name) for name in ODD]
    for what, path in [*there, *odd_files(clips / MOVING[0], work)]:
        try:
            found = scored(path, until_s=1.0)
        except ClipError as error:
            say(what, "", "", "", "", "", f"ClipError: {error.reason}")
            continue
        by = {status: [n for n, s in found.scores.items() if s.status == status] for status in _STATUSES}
        failed = ", ".join(f"{name}: {found.scores[name].why}" for name in by["failed"]) or 0
        say(what, found.frames, f"{found.duration_s:.2f}", len(by["scored"]), len(by["not_applicable"]), failed,
            "; ".join(found.notes))  # fmt: skip


_STATUSES = ("scored", "not_applicable", "failed")


def memory(clips: Path, work: Path) -> None:
    """Neither pixels nor length fill the memory."""
    head("clip", "seconds", "peak, MB")
    for seconds in (5.0, 10.0):
        path = repeated(clips / LARGE, work / f"large-{seconds:g}.mp4", seconds)
        say(LARGE, seconds, peak_mb(path))


def peak_mb(path: Path) -> int:
    """Of a process of its own that scores the clip."""
    process = subprocess.Popen(
        [sys.executable, "-m", "promptkit", "score", str(path), "--no-cache", "--format", "json"],
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{path} was not scored")
    return used.ru_maxrss // 1024


def noise(clips: Path, work: Path) -> None:
    """Floors that were measured on two clips are the smallest margins of a gate."""
    file, suite = work / "noise.json", work / "suite.yaml"
    for source in MOVING[:2]:
        rgb, fps = taken(clips / source, short_px=SHORT_PX)
        write_coded(work / f"{Path(source).stem}.mp4", rgb, fps)
    suite.write_text(NOISE_SUITE, encoding="utf-8")
    parts = [part for name in NOISY for part in ("--metric", name)]
    _promptkit("calibrate", *map(str, sorted(work.glob("*.mp4"))), *parts, "-o", str(file))
    _promptkit("run", str(suite), "--out", str(work / "run"))
    _promptkit("gate", str(suite), str(work / "run"), "--write-baseline", str(work / "baseline.json"))
    gated = partial(_promptkit, "gate", str(suite), str(work / "run"), "--baseline", str(work / "baseline.json"),
                    "--format", "json")  # fmt: skip
    head("metric", "floor", "a gate allows without it", "with it")
    floors = json.loads(file.read_text(encoding="utf-8"))["floors"]
    alone, with_floor = (_allowed(gated(*more)) for more in ((), ("--noise", str(file))))
    for name in NOISY:
        say(name, floors[name], alone[name], with_floor[name])


def _allowed(told: str) -> dict[str, str]:
    return {check["metric"]: check["allowed"] for check in json.loads(told)["checks"] if check["kind"] == "baseline"}


def _promptkit(*words: str) -> str:
    command = [sys.executable, "-m", "promptkit", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


NOISY = ("warp_error", "colour_drift", "vbench_flicker")
NOISE_SUITE = f"""
name: noise
variants: {{ raw: {{ clips: "*.mp4" }} }}
metrics: [{", ".join(NOISY)}]
margins: {{ {", ".join(f"{name}: 0" for name in NOISY)} }}
"""

TABLES: Mapping[str, Callable[[Path, Path], None]] = {
    made.__name__: made for made in (stillness, length, rate, size, flicker, files, memory, noise)
}


def main(clips: str, *tables: str) -> None:
    """Print what was asked for."""
    for name in tables or TABLES:
        with TemporaryDirectory() as work:
            TABLES[name](Path(clips), Path(work))


if __name__ == "__main__":
    main(*sys.argv[1:])
