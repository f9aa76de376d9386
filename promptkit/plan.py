"""With what clips are measured: metrics, backbones, device, span; settled once, before the first clip."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from promptkit.assets import local_path
from promptkit.errors import UsageError, WeightsError, os_refusals
from promptkit.metric import Metric, default_metrics, find_metric
from promptkit.nets import semantic
from promptkit.nets.face import NOTICES, resolve_faces
from promptkit.nets.perceptual import OFFLINE, resolve_perceptual, usable_device
from promptkit.nets.weights import BACKBONES, WEIGHTS, backbone_hashes, find, remedy
from promptkit.observer import Observer, find_observer
from promptkit.order import order_of
from promptkit.registry import each_of_names
from promptkit.shot import Shot

BACKBONE_FIELDS = ("perceptual", "face", "semantic")
"""Fields of `Plan` and of `Stream` that name a backbone, and so stand for weights."""
DTYPE = "float32"
"""What every network computes in."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """With what clips are measured, nothing left open. Made by `plan`."""

    metrics: tuple[Metric, ...]
    perceptual: str
    """Name of the perceptual backbone, never "auto"."""
    face: str
    """Name of the face backbone, never "auto"."""
    semantic: str = semantic.DEFAULT
    """Name of the semantic backbone; there is one."""
    device: str
    from_s: float | None
    until_s: float | None
    references: tuple[str, ...]
    reference_hashes: tuple[str, ...]
    """sha256 of each reference image."""
    reference_video: str = ""
    """The video whose motion all clips should have, where one is given; else that of each clip's shot counts."""
    reference_video_hash: str = ""
    """sha256 of that file."""
    cache: bool
    shot: Shot | None = None
    """What the clip answers, where one shot stands for all clips; `of_shot` sets it for one clip."""
    fallbacks: tuple[str, ...] = ()
    """In words, what "auto" chose for want of something better, and what must be known of a backbone that we have not
    validated; empty when the default backbones are in use."""

    @property
    def observers(self) -> tuple[Observer, ...]:
        """What the metrics need to see, each once."""
        return tuple(find_observer(name) for name in dict.fromkeys(n for metric in self.metrics for n in metric.needs))

    @cached_property
    def order(self) -> dict[str, Any]:
        """What the shot orders; empty without a shot, and where only a part of the clip is scored.

        Raises:
            UnknownName: the shot's target is not known.
            UsageError: its reference video cannot be read.
        """
        is_whole = not self.from_s and self.until_s is None
        return order_of(self.shot).as_json() if self.shot and is_whole else {}

    def of_shot(self, shot: Shot | None) -> "Plan":
        """The plan for a clip that answers this shot; as it is where None."""
        return replace(self, shot=shot) if shot else self

    @property
    def followed(self) -> str:
        """The video whose motion the clip should have: the one given, else its shot's; empty where no file is named."""
        named = self.shot.reference_video if self.shot else None
        path = local_path(self.shot, named) if self.shot and named else None
        return self.reference_video or str(path or "")

    @property
    def prompt(self) -> str:
        """What the clip was made from; empty without a shot."""
        return self.shot.prompt if self.shot else ""

    def backbones(self, observers: Iterable[Observer]) -> dict[str, str]:
        """The backbones that these observers use: "perceptual", "face", "semantic" to their names."""
        used = {name for observer in observers for name in observer.depends_on}
        return {name: getattr(self, name) for name in BACKBONE_FIELDS if name in used}

    def provenance(self, metric: Metric) -> dict[str, Any]:
        """With what a score of this metric is measured; part of its detail."""
        observers = [find_observer(name) for name in metric.needs]
        told: dict[str, Any] = {"decoder": decoder(), "observers": {o.name: o.version for o in observers}}
        for backbone in self.backbones(observers).values():
            told |= {"backbone": backbone, "weights": _hashes(backbone), "device": self.device, "dtype": DTYPE}
        return told

    @property
    def settings(self) -> Mapping[str, Any]:
        """What the scores of two runs must agree in (the fields of `entry.Settings`).

        A backbone that no metric of the plan uses is "".
        """
        used = self.backbones(self.observers)
        return {
            "metrics": {metric.name: metric.version for metric in self.metrics},
            **{name: used.get(name, "") for name in BACKBONE_FIELDS},
            "weights": {name: sha256 for backbone in used.values() for name, sha256 in _hashes(backbone).items()},
            "device": self.device,
            "decoder": decoder(),
            "from_s": self.from_s,
            "until_s": self.until_s,
            "references": self.reference_hashes,
            "reference_video": self.reference_video_hash,
        }


def plan(
    *,
    metrics: str | Iterable[str] = (),
    backbone: str = "auto",
    face: str = "auto",
    device: str = "cpu",
    from_s: float | None = None,
    until_s: float | None = None,
    references: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    reference_video: str | os.PathLike[str] | None = None,
    cache: bool = True,
    shot: Shot | None = None,
) -> Plan:
    """Settle with what clips are measured.

    Args:
        metrics: Names, or one; none means all but those that are scored by request only.
        backbone: Perceptual backbone: "alex", "vgg", "squeeze", "tiny", "msssim", or "auto": alex where its weights
            are, else tiny.
        face: Face backbone: "mobilefacenet", "dlib", "sface", "arcface", or "auto": the first of the first two whose
            weights are there.
        device: Torch device for the networks.
        from_s: Start of the part to score, seconds from the first frame; None for the beginning.
        until_s: End of that part, exclusive; None for the end.
        references: Image files that show who should be seen.
        reference_video: The video whose motion the clips should have, in place of the one that their shot names.
        cache: Keep observations on disk, and use those that are there.
        shot: What was asked for, for all clips: with it, `delivery` tells what was not delivered as ordered.

    Raises:
        UnknownName: no such metric, backbone, or target of the shot.
        UsageError: the part is empty, a reference image or a reference video cannot be read, or the device cannot be
            used.
        WeightsError: `PROMPTKIT_WEIGHTS` names no folder.
    """
    if not 0 <= (from_s or 0) < (float("inf") if until_s is None else until_s):
        end = "the end" if until_s is None else f"{until_s:g} s"
        raise UsageError(f"there is no part from {from_s or 0:g} s to {end}; give 0 <= from < until, in seconds")
    names = tuple(dict.fromkeys(each_of_names(metrics)))
    references = each_of_names(references)
    settled = Plan(
        metrics=tuple(find_metric(name) for name in names) if names else tuple(default_metrics().values()),
        perceptual=resolve_perceptual(backbone), face=resolve_faces(face), device=usable_device(device),
        from_s=from_s, until_s=until_s, references=tuple(str(path) for path in references),
        reference_hashes=tuple(_hash(Path(path), "image") for path in references),
        reference_video=str(reference_video or ""), cache=cache, shot=shot,
        reference_video_hash=_hash(Path(reference_video), "video") if reference_video else "",
    )  # fmt: skip
    return replace(settled, fallbacks=tuple(_fallbacks(settled, backbone, face)))


def decoder() -> str:
    """Name and version of the library that decodes, as in "PyAV 18.1.0"."""
    return f"PyAV {version('av')}"


def _fallbacks(settled: Plan, backbone: str, face: str) -> Iterator[str]:
    used = settled.backbones(settled.observers)
    if backbone == "auto" and used.get("perceptual") == OFFLINE:
        yield (
            f"perceptual scores use {OFFLINE}, our own small network, which estimates LPIPS; "
            "for LPIPS itself run: promptkit weights fetch alexnet"
        )
    if face == "auto" and used.get("face") == "dlib":
        absent = [remedy(WEIGHTS[name]) for name in BACKBONES["mobilefacenet"] if find(name) is None]
        yield (
            "identity uses dlib, whose cosines are on another scale than those of the default, mobilefacenet; "
            f"for mobilefacenet {', and '.join(absent)}"
        )
    if notice := NOTICES.get(used.get("face", "")):
        yield notice
    if "semantic" in used:
        yield semantic.NOTICE


def _hash(path: Path, what: str) -> str:
    with os_refusals(path, remedy=f"check the path and permissions of the reference {what}"):
        if not path.is_file():
            raise UsageError(f"{path}: there is no such reference {what}; check the path")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _hashes(backbone: str) -> dict[str, str]:
    """Absent or wrong weights fail the scores that need them, with the reason; here they are not named."""
    try:
        return backbone_hashes(backbone)
    except WeightsError:
        return {}
