"""Is the person at the end still the one of the beginning? Prints the section on drift of reports/identity.md.

    PROMPTKIT_WEIGHTS=FOLDER python evals/measure_identity_drift.py SHARED [table ...]

SHARED holds `faces/` and `clips/`; tables are told, harmless, lengths. Clips are taken at 8 frames a second and a short
side of at most 256 px, as in `measure_identity_changes.py`, whose changes and photos these are; the morphs and swaps
are those of `promptkit.testing.degrade`, into the face of the next clip or of a photo. About ten minutes on one core.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from measure_identity_changes import CHANGES, RATE_HZ, Frames, Other, Shown, observed, shown
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr
from tables import say, title

from promptkit.metric import Metric, NotApplicable
from promptkit.metrics._likeness import within
from promptkit.metrics._people import Gates, main_of, people_of
from promptkit.metrics.identity import identity
from promptkit.metrics.identity_drift import END_SHARE, identity_drift
from promptkit.observers.faces import Faces
from promptkit.testing.degrade import LADDER, SEVERITIES, FacePair

BEGIN_S, WHOLE_S = 2.5, 10.0
SEVEN = (
    "face_lp_d3.mp4", "ai_animatediff_man_beard.gif", "face_lp_d18.mp4", "face_lp_s18.mp4", "face_lp_s32.mp4",
    "ai_ltx2_two_faces.mp4", "ai_opens2v_faceobj_14.mp4",
)  # fmt: skip
"""Of reports/metrics.md; the constants were chosen on parts of these alone."""
OTHERS = (
    *(
        f"ai_animatediff_cam_woman_{one}.gif"
        for one in ("01_zoom-out", "04_pan-left", "05_tilt-up", "07_roll-anti-clockwise", "08_roll-clockwise")
    ),
    "ai_animatediff_man_smile.gif", "ai_animatediff_v1_man_sea.gif", "ai_animatediff_woman_turn.gif",
    "ai_aniportrait_zl.mp4", "ai_cogvideox_res3.mp4", "ai_sadtalker_crop.gif", "face_carphone_pristine.mp4",
    "face_consisid_fullbody.mp4", "face_crowd_facenet_video.mp4", "face_hamilton_short.mp4", "face_lp_d20.mp4",
    "face_lp_s20.mp4",
)  # fmt: skip
LONG = (
    "face_lp_d3.mp4", "face_lp_d18.mp4", "face_lp_d20.mp4", "face_lp_s18.mp4", "face_lp_s20.mp4", "face_lp_s32.mp4",
    "ai_sadtalker_crop.gif", "ai_ltx2_two_faces.mp4", "ai_opens2v_faceobj_14.mp4", "face_consisid_fullbody.mp4",
    "face_hamilton_short.mp4",
)  # fmt: skip
"""Clips of 4.5 s and more."""
ONE_WOMAN = "cam_woman"
NEXT, PHOTO = "the face of the next clip", "a photo"
AT = 3
Value = float | None


def _of(metric: Metric, seen: Faces) -> Value:
    return metric.score({"faces": seen}, {}).value


def _ends(seen: Faces, share: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Usable faces of the first and of the last share of the time in which the main person is seen."""
    main = main_of(seen, people_of(seen, Gates()), Gates())
    t, seen_s = seen.sample_t[seen.sample[main.usable]], seen.sample_t[seen.sample[main.rows]]
    embeddings, reach_s = seen.embeddings[main.usable].astype(np.float64), share * np.ptp(seen_s) + 1e-6
    return embeddings[t <= seen_s[0] + reach_s], embeddings[t >= seen_s[-1] - reach_s]


def _across(seen: Faces) -> float:
    first, last = _ends(seen, END_SHARE)
    return float(1 - (first @ last.T).mean())


def _mean_faces(seen: Faces) -> float:
    first, last = (one.mean(axis=0) for one in _ends(seen, END_SHARE))
    return float(1 - first @ last / np.linalg.norm(first) / np.linalg.norm(last))


def _drift(seen: Faces, share: float) -> Value:
    ends = _ends(seen, share)
    if min(map(len, ends)) < 2:
        return None
    own = [within(one @ one.T) for one in ends]
    return sum(own) / 2 - float((ends[0] @ ends[1].T).mean())


def _trend(seen: Faces) -> float:
    """Squared length of the straight line through the embeddings over time, in standard deviations of time."""
    main = main_of(seen, people_of(seen, Gates()), Gates())
    t, embeddings = seen.sample_t[seen.sample[main.usable]], seen.embeddings[main.usable].astype(np.float64)
    away = (t - t.mean()) / t.std()
    return float(np.sum((away @ embeddings / len(t)) ** 2))


STATISTICS: dict[str, Callable[[Faces], Value]] = {
    "`identity_drift`": lambda seen: _of(identity_drift, seen),
    "the same with ends of a fifth": lambda seen: _drift(seen, 0.2),
    "the same with ends of a third": lambda seen: _drift(seen, 1 / 3),
    "1 - mean cosine from end to end": _across,
    "1 - cosine of the mean faces of both ends": _mean_faces,
    "squared trend of the embedding over time": _trend,
    "1 - `identity`": lambda seen: None if (value := _of(identity, seen)) is None else 1 - value,
}
"""All higher where the face is less itself."""


@dataclass(frozen=True)
class _Looks:
    """What is seen of one clip: as it is, and by degradation and severity."""

    clean: Faces
    worse: dict[tuple[str, int], Faces]


def _degraded(clip: Shown, other: Other, name: str, severity: int) -> Frames:
    pair = FacePair(landmarks=clip.landmarks, other=other.rgb, other_landmarks=other.landmarks)
    return LADDER[name](clip.rgb, RATE_HZ, severity=severity, faces=pair)


@cache
def _clips(root: Path) -> list[tuple[Shown, Other]]:
    """Each with a person from a photo."""
    return list(shown(root, (*SEVEN, *OTHERS), BEGIN_S))


def _next(clip: Shown, clips: Sequence[Shown]) -> Other:
    """The face of the next clip that has one, of another person: five clips show one woman."""
    at = [one.name for one in clips].index(clip.name)
    for one in (*clips[at + 1 :], *clips[:at]):
        there = np.flatnonzero(np.isfinite(one.landmarks[:, 0, 0]))
        if len(there) and not (ONE_WOMAN in clip.name and ONE_WOMAN in one.name):
            return Other(one.rgb[there[0]], one.landmarks[there[0]])
    raise AssertionError("there are faces in other clips")


@cache
def _looks(root: Path, into: str) -> dict[str, _Looks]:
    clips = _clips(root)
    return {
        clip.name: _Looks(
            observed(clip, clip.rgb),
            {
                (name, severity): observed(clip, _degraded(clip, other, name, severity))
                for name in ("identity_morph", "face_swap")
                for severity in SEVERITIES
            },
        )
        for clip, photo in clips
        for other in [photo if into == PHOTO else _next(clip, [one for one, _ in clips])]
    }


def _scored(looks: dict[str, _Looks]) -> list[str]:
    """Clips with a value of the drift, clean and at the severity that metrics are judged at."""
    return [
        name
        for name, one in looks.items()
        if all(
            _of(identity_drift, seen) is not None
            for seen in (one.clean, one.worse["identity_morph", AT], one.worse["face_swap", AT])
        )
    ]


def _auroc(clean: Sequence[float], worse: Sequence[float]) -> float:
    ranks = float(rankdata([*clean, *worse])[len(clean) :].sum())
    return (ranks - len(worse) * (len(worse) + 1) / 2) / len(clean) / len(worse)


def told(root: Path) -> None:
    """AUROC of degraded against clean clips, by statistic and group."""
    for into in (NEXT, PHOTO):
        _told(_looks(root, into), into)
    for name, one in _looks(root, NEXT).items():
        if why := identity_drift.score({"faces": one.clean}, {}).why:
            print(f"{name}: {why}")


def _told(looks: dict[str, _Looks], into: str) -> None:
    every = _scored(looks)
    groups = {
        f"{len(names)} {called}": names
        for called, names in (
            ("of the 7", [one for one in every if one in SEVEN]),
            ("others", [one for one in every if one in OTHERS]),
            ("in all", every),
        )
    }
    title(
        f"Morphs and swaps at severity 3, into {into}, told from clean clips",
        "statistic",
        *(f"{called}: {what}" for called in groups for what in ("morph", "swap")),
        "Spearman of a morph: median, least",
    )
    for called, statistic in STATISTICS.items():
        cells: list[object] = []
        for names in groups.values():
            for degradation in ("identity_morph", "face_swap"):
                pairs = [
                    (before, after)
                    for name in names
                    if (before := statistic(looks[name].clean)) is not None
                    and (after := statistic(looks[name].worse[degradation, AT])) is not None
                ]
                cells.append(_auroc(*zip(*pairs, strict=True)))
        orders = [_order(looks[name], statistic) for name in every]
        say(called, *cells, f"{np.median(orders):.2f}, {min(orders):.2f}")


def _order(looks: _Looks, statistic: Callable[[Faces], Value]) -> float:
    """Rank correlation with severity, the clean clip included; where there is no value it is left out."""
    values = [statistic(looks.clean), *(statistic(looks.worse["identity_morph", one]) for one in SEVERITIES)]
    there = [(severity, value) for severity, value in enumerate(values) if value is not None]
    return float(spearmanr(*zip(*there, strict=True)).statistic)


def harmless(root: Path) -> None:
    """What says nothing about the person."""
    looks = _looks(root, NEXT)
    names = _scored(looks)
    changes: dict[str, Callable[[Shown], Faces]] = {
        name: lambda clip, edit=edit: observed(clip, edit(clip.rgb)) for name, edit in CHANGES.items()
    }
    changes["half the frame rate"] = lambda clip: observed(clip, clip.rgb, every=2)
    clips = [clip for clip, _ in _clips(root) if clip.name in names]
    title(
        f"Harmless changes of {len(names)} clips", "change", "n", "median change", "of the clean spread",
        "of what a morph does", "largest", "`identity`: median change", "of its spread", "of what a morph does",
    )  # fmt: skip
    for called, change in changes.items():
        seen = {clip.name: change(clip) for clip in clips}
        drift, count = _moved(looks, seen, identity_drift)
        say(called, count, *drift, *_moved(looks, seen, identity)[0][:3])


def _moved(looks: dict[str, _Looks], seen: dict[str, Faces], metric: Metric) -> tuple[list[str], int]:
    """Median change; that in interquartile ranges of the clean clips, and in what a morph at 3 does; the largest."""
    clean = {name: _of(metric, looks[name].clean) for name in seen}
    values = [one for one in clean.values() if one is not None]
    by = [after - before for name in seen if (before := clean[name]) is not None
          and (after := _of(metric, seen[name])) is not None]  # fmt: skip
    morph = [after - before for name in seen if (before := clean[name]) is not None
             and (after := _of(metric, looks[name].worse["identity_morph", AT])) is not None]  # fmt: skip
    typical, spread = float(np.median(np.abs(by))), float(np.subtract(*np.percentile(values, [75, 25])))
    largest = max(by, key=abs)
    told = [f"{typical:.4f}", f"{typical / spread:.0%}", f"{typical / abs(np.median(morph)):.0%}", f"{largest:+.3f}"]
    return told, len(by)


def lengths(root: Path) -> None:
    """The first seconds of long clips, all of them, and what the pose gates do there."""
    title(
        "Lengths and turns", "clip", "s", "first 2.5 s", "first 5 s", "up to 10 s", "the same morphed to 60 %",
        "left out for a turn", "without pose gates", "`identity`",
    )  # fmt: skip
    for clip, other in shown(root, LONG, WHOLE_S):
        whole = observed(clip, clip.rgb)
        parts = [observed(clip, clip.rgb[clip.t < until_s]) for until_s in (BEGIN_S, 2 * BEGIN_S)]
        drifts = [identity_drift.score({"faces": seen}, {}) for seen in (*parts, whole)]
        morphed = _of(identity_drift, observed(clip, _degraded(clip, other, "identity_morph", AT)))
        frontal = replace(whole, yaw_deg=np.zeros_like(whole.yaw_deg))
        say(
            clip.name, f"{clip.t[-1]:.1f}", *(_cell(one.value) for one in drifts), _cell(morphed), _turned(whole),
            _cell(_of(identity_drift, frontal)), _cell(_of(identity, whole)),
        )  # fmt: skip
        if drifts[-1].why:
            print(f"{clip.name}: {drifts[-1].why}")


def _cell(value: Value) -> float | str:
    return "n/a" if value is None else value


def _turned(seen: Faces) -> str:
    try:
        main = main_of(seen, people_of(seen, Gates()), Gates())
    except NotApplicable as why:
        return str(why)
    return f"{main.excluded['turned away']} of {len(main.rows)}"


if __name__ == "__main__":
    tables = {"told": told, "harmless": harmless, "lengths": lengths}
    for table in sys.argv[2:] or tables:
        tables[table](Path(sys.argv[1]))
