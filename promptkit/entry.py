"""What a run writes down: with what its clips were measured, and what came out for each."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from promptkit.metric import Score
from promptkit.shot import Shot

BACKBONE_OPTIONS: Mapping[str, str] = {"perceptual": "--backbone", "face": "--face", "semantic": ""}
"""The fields of settings that name a backbone, and the option that chooses it; "" where none does."""
_HASHES = ("weights", "references", "reference_video")
_DIGITS = 8
_ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the scores of a run were measured with; two runs compare only where these agree."""

    metrics: Mapping[str, int]
    """Version by metric name."""
    perceptual: str
    """Name of the perceptual backbone, resolved (never "auto"); "" where no metric uses one."""
    face: str
    """Name of the face backbone, resolved (never "auto"); "" where no metric uses one."""
    weights: Mapping[str, str] = field(default_factory=dict)
    """sha256 of the network weights, by backbone name."""
    device: str = "cpu"
    decoder: str = ""
    """Library and version, as in "PyAV 18.1.0"."""
    from_s: float | None = None
    until_s: float | None = None
    """The part of each clip that was scored; None is its begin or its end."""
    references: tuple[str, ...] = ()
    """sha256 of the images that show who should be seen."""
    semantic: str = ""
    """Name of the semantic backbone; "" where no metric uses one."""
    reference_video: str = ""
    """sha256 of the video whose motion all clips should have; "" where each has its shot's, or none."""

    @property
    def sha256(self) -> str:
        """Hash of the canonical JSON of all settings."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The part of a shot that a reader of scores wants to see."""

    id: str
    prompt: str
    negative: str | None = None

    @classmethod
    def of(cls, shot: Shot) -> "Asked":
        """That part of a shot."""
        return cls(id=shot.id, prompt=shot.prompt, negative=shot.negative)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One clip of a run: one line of `scores.jsonl`."""

    case: str
    """What the clip answers; two runs are paired by it."""
    clip: str
    """Path: relative to the run's folder when inside it, absolute otherwise; always with forward slashes."""
    sha256: str
    width: int
    height: int
    fps: float | None
    """Mean rate by the time stamps; None for a single frame."""
    frames: int
    """As decoded."""
    duration: float
    """Seconds, as decoded."""
    scores: Mapping[str, Score]
    shot: Asked | None = None
    prompt_id: str | None = None
    """The prompt that the case is of: its seeds and repeats share it. None: the case stands for itself."""
    notes: tuple[str, ...] = ()
    """What a reader of the scores should know of the decode: a truncated tail, frames left out."""

    @property
    def is_complete(self) -> bool:
        """False when a score failed: such a clip is scored again on resume."""
        return all(score.status != "failed" for score in self.scores.values())


def differences(
    one: Settings, other: Settings, *, only: Iterable[str] | None = None, there: str = "there", here: str = "here"
) -> list[str]:
    """What two settings disagree about (in the fields `only`), backbones first: "device is cuda there, cpu here"."""
    old, new = asdict(one), asdict(other)
    keys = [*(only or old)]
    renamed = [key for key in BACKBONE_OPTIONS if key in keys and old[key] != new[key]]
    said = [
        f"different {key} backbone: {_shown(key, old[key])} {there}, {_shown(key, new[key])} {here}" for key in renamed
    ]
    for key in (key for key in keys if key not in BACKBONE_OPTIONS):
        shared = old[key].keys() & new[key].keys() if key == "weights" and renamed else None  # others follow from names
        said += [
            f"{what} is {_shown(key, was)} {there}, {_shown(key, now)} {here}"
            for what, was, now in _pairs(key, old, new)
            if shared is None or what.removeprefix("weights ") in shared
        ]
    return said


def _pairs(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What differs under a key: its name in words, the old value, the new one."""
    was, now = old.get(key, _ABSENT), new.get(key, _ABSENT)
    if isinstance(was, dict) and isinstance(now, dict):
        for inner in sorted({*was, *now}):
            yield from ((f"{key} {what}", before, after) for what, before, after in _pairs(inner, was, now))
    elif was != now:
        yield key.removesuffix("_s"), was, now


def _shown(key: str, value: Any) -> str:
    """A value in words: hashes by their first digits, and none that is empty."""
    if value is None:
        return {"from_s": "the beginning", "until_s": "the end"}.get(key, "none")
    if value == _ABSENT:
        return _ABSENT
    if isinstance(value, (tuple, list)):
        return ", ".join(_shown(key, each) for each in value) or "none"
    return (str(value)[:_DIGITS] if key in _HASHES else str(value)) or "none"


def joint(before: Settings, after: Settings) -> Settings | None:
    """Settings under which scores of both can stand side by side, one metric set joined to the other.

    None when they disagree: another version of a metric, other weights, another device, another part of the clips.
    """
    fixed = ("device", "decoder", "from_s", "until_s", "references", "reference_video")
    same = all(getattr(before, name) == getattr(after, name) for name in fixed)
    tables = ((before.metrics, after.metrics), (before.weights, after.weights))
    agree = all(old[key] == new[key] for old, new in tables for key in old.keys() & new.keys())
    chosen = [{getattr(one, name) for one in (before, after)} - {""} for name in ("perceptual", "face", "semantic")]
    if not same or not agree or any(len(names) > 1 for names in chosen):
        return None
    perceptual, face, semantic = ("".join(names) for names in chosen)
    return replace(
        before,
        metrics={**before.metrics, **after.metrics},
        weights={**before.weights, **after.weights},
        perceptual=perceptual,
        face=face,
        semantic=semantic,
    )
