"""What one video model accepts: dated data in `targets/*.toml`, not code.

A file describes one model. `[routes.NAME]` tables hold what differs when the model is reached another way
(`kling-2.6@legacy`, `kling-3.0@fal`): they are laid over the rest, key by key, after the tables that the route lists
under `without` are taken away. Every table carries `source`, the key of an entry in `[sources]`, which has a title,
a date and, where there is one, an address.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from math import floor, isfinite
from typing import Any, Literal, cast

from promptkit.errors import UnknownName
from promptkit.shot import Shot
from promptkit.tables import built, overlaid

LengthUnit = Literal["characters", "utf16", "tokens"]
Day = date
"""A second name, for fields beside one that is called `date`."""
_SOUNDING = ("on", "true", "yes")
_SILENT = ("off", "false", "no", "none", "silent", "mute", "muted")
"""Words for sound that services and people write for true and false."""


@dataclass(frozen=True, kw_only=True)
class PromptLimits:
    """How long a prompt may be."""

    required: bool = True
    accepted: bool = True
    """False for models that take no text at all."""
    max: int | None = None
    max_with_image: int | None = None
    """Where an input image lowers `max`."""
    advised: int | None = None
    unit: LengthUnit = "characters"
    shot_max: int | None = None
    """Of one segment of a multi-shot prompt."""
    multi_shot_max: int | None = None
    """Segments in one prompt."""
    shot_min_s: float | None = None
    """Shortest segment, in seconds."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NegativeLimits:
    """How things to keep out reach the model."""

    channel: Literal["field", "prompt", "none"]
    """A field of its own; folded into the prompt ("no jerky motion"); or ignored / refused."""
    max: int | None = None
    terms: tuple[str, ...] = ()
    """What promptkit advises for this model beside its common list of motion defects."""
    terms_source: str = ""
    default: str | None = None
    """What the model uses when the field is empty; a custom negative replaces it."""
    note: str = ""
    source: str = ""

    @property
    def goes_into(self) -> str:
        """Where whoever sends a shot writes its negative, in the words of every message, table and page."""
        return {"field": "own field", "prompt": "end of prompt", "none": "nowhere"}[self.channel]


@dataclass(frozen=True, kw_only=True)
class DurationLimits:
    """Clip lengths on offer, in seconds."""

    allowed: tuple[float, ...] = ()
    min: float | None = None
    max: float | None = None
    step: float = 1.0
    default: float | None = None
    follows: Literal["reference_video", "audio"] | None = None
    """The length is that of another input; a duration cannot be ordered."""
    by_resolution: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Resolutions that narrow the lengths on offer."""
    source: str = ""

    def offers(self, seconds: float, *, resolution: str | None = None) -> bool:
        """Whether a clip of that length can be ordered (at that resolution, when it narrows the choice)."""
        is_free = not self.follows and isfinite(seconds)
        return is_free and self.nearest(seconds, resolution=resolution) in (None, seconds)

    def nearest(self, seconds: float, *, resolution: str | None = None) -> float | None:
        """The length on offer closest to `seconds` (the shorter of two); None when it is not known or not free."""
        allowed = self.by_resolution.get((resolution or "").lower(), self.allowed)
        if allowed:
            return min(sorted(allowed), key=lambda length: abs(length - seconds))
        if self.follows or (self.min is None and self.max is None) or not isfinite(seconds):
            return None
        low = self.min if self.min is not None else self.step
        steps = max(0, round((seconds - low) / self.step))
        if self.max is not None:
            steps = min(steps, floor((self.max - low) / self.step + 1e-9))
        return low + steps * self.step

    def in_words(self, resolution: str) -> str:
        """The lengths on offer at a resolution: "4, 6 or 8 s", "3 to 15 s in whole seconds"."""
        allowed = [f"{length:g}" for length in self.by_resolution.get(resolution, self.allowed)]
        if allowed:
            return f"{either(allowed)} s"
        low = f"{self.min:g}" if self.min is not None else "at least 1"
        high = f" to {self.max:g}" if self.max is not None else ""
        steps = "whole seconds" if self.step == 1 else f"steps of {self.step:g} s"
        return f"{low}{high} s in {steps}"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Values of an option; empty `allowed` means the model has no such option, unless `is_known` is false."""

    allowed: tuple[str, ...] = ()
    default: str | None = None
    required: bool = False
    """There is no default: a value must be given."""
    is_known: bool = True
    """False where an option may exist and its values were not found."""
    image_decides: bool = False
    """An input image gives the value; none can be ordered beside one."""
    without_image: tuple[str, ...] = ()
    """Where the choice is narrower without an input image: what is left."""
    resolutions: Mapping[str, str] = field(default_factory=dict)
    """Of a mode: the resolution that each value amounts to."""
    only_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of sound: values that can be had at these resolutions only."""
    preview: tuple[str, ...] = ()
    """Those meant for drafts (`fast-mode-for-final` reads this)."""
    final: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class SeedLimits:
    """Whether a seed can be given."""

    supported: bool
    min: int | None = None
    max: int | None = None
    is_uncertain: bool = False
    """Sources disagree, or none says it."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ImageLimits:
    """What an input image must be. Ratios are width / height."""

    accepted: bool = False
    required: bool = False
    formats: tuple[str, ...] = ()
    max_bytes: int | None = None
    min_side_px: int | None = None
    max_side_px: int | None = None
    min_ratio: float | None = None
    max_ratio: float | None = None
    max_pixels: int | None = None
    """Width times height."""
    max_count: int | None = None
    needs_image: bool = False
    """Of a last image: it is refused without a first one."""
    with_first_at: tuple[str, ...] = ()
    """Of a last image beside a first one: the only resolutions at which a clip between the two is made."""
    with_first_silent: bool = False
    """Of a last image beside a first one: the clip between the two has no sound."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class AudioLimits:
    """What a driving sound must be, where a shot's `sound` is a file."""

    required: bool = False
    formats: tuple[str, ...] = ()
    max_bytes: int | None = None
    min_s: float | None = None
    max_s: float | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class VideoLimits:
    """What a reference video must be. Ratios are width / height."""

    accepted: bool = False
    required: bool = False
    formats: tuple[str, ...] = ()
    max_bytes: int | None = None
    min_side_px: int | None = None
    max_side_px: int | None = None
    min_ratio: float | None = None
    max_ratio: float | None = None
    max_pixels: int | None = None
    """Of one frame: width times height."""
    min_s: float | None = None
    max_s: float | None = None
    max_s_by_orientation: Mapping[str, float] = field(default_factory=dict)
    one_take: bool = False
    one_person: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ElementLimits:
    """Named reference elements (Kling)."""

    max_count: int = 0
    max_with_frames: int | None = None
    """Beside a first or last image."""
    max_with_video: int | None = None
    """Beside a reference video."""
    needs_image: bool = False
    """Only image to video takes them."""
    needs_orientation: Literal["image", "video"] | None = None
    mention: str = ""
    """What stands before an element's name in the prompt; empty: it need not be named, or not in this way."""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Enhancer:
    """A rewriter on the provider's side."""

    on_by_default: bool
    can_be_disabled: bool
    option: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Price:
    """Dollars (or other money) per second of output under the conditions named."""

    per_second: float
    currency: str = "USD"
    resolution: str | None = None
    mode: str | None = None
    sound: str | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a fact comes from."""

    title: str
    date: date
    """Of the source itself, or the day on which it was read where it has none."""
    checked: Day | None = None
    """Day on which a source with an older date (a paper, a notice) was last seen to say the same."""
    url: str | None = None
    confidence: Literal["high", "medium", "low", "unchecked"] = "high"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One video model as promptkit knows it."""

    name: str
    title: str
    vendor: str
    status: Literal["current", "retired"]
    checked: date
    """Day on which the facts were last compared with their sources."""
    tasks: tuple[str, ...]
    sources: Mapping[str, Citation]
    prompt: PromptLimits
    negative: NegativeLimits
    duration: DurationLimits
    seed: SeedLimits
    mode: Choices = Choices()
    resolution: Choices = Choices()
    aspect_ratio: Choices = Choices()
    orientation: Choices = Choices()
    sound: Choices = Choices()
    camera: Choices = Choices()
    image: ImageLimits = ImageLimits()
    last_image: ImageLimits = ImageLimits()
    reference_video: VideoLimits = VideoLimits()
    audio: AudioLimits = AudioLimits()
    elements: ElementLimits = ElementLimits()
    enhancer: Enhancer | None = None
    prices: tuple[Price, ...] = ()
    successor: str | None = None
    """Of a retired model: the target that takes the same work."""
    retired_on: date | None = None
    """Day it was withdrawn; where the vendor gives none, the date of the first source that no longer has it."""
    preview_of: str | None = None
    """Of a fast, cheaper variant meant for drafts: the target for finals."""
    output_fps: float | None = None
    notes: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    route: str | None = None
    source: str = ""
    """Of the facts that stand outside any table: status, tasks, dates, frame rate."""

    @property
    def full_name(self) -> str:
        """As a shot names it, its route included."""
        return f"{self.name}@{self.route}" if self.route else self.name

    def sound_called(self, given: bool | str | None) -> str | None:
        """What a shot's `sound` is called here: true is the first value that sounds, false is off."""
        word = {True: "on", False: "off", None: ""}[given] if given is None or isinstance(given, bool) else given
        word = word.strip().lower()
        if not word:
            return self.sound.default
        if word in _SOUNDING:
            return next((value for value in self.sound.allowed if value != "off"), "native")
        return "off" if word in _SILENT else word


def either(values: Sequence[str]) -> str:
    """The values on offer in words: "a, b or c"."""
    return f"{', '.join(values[:-1])} or {values[-1]}" if len(values) > 1 else values[0]


def target_names() -> tuple[str, ...]:
    """Names of all targets, sorted."""
    folder = files("promptkit") / "targets"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def find_target(name: str) -> Target:
    """The target called `name`, or `name@route`; letters and digits count ("Kling 3.0").

    Raises:
        UnknownName: no such target or route.
    """
    given, mark, route = name.partition("@")
    known = target_names()
    alike = [given] if given in known else [each for each in known if _bare(each) == _bare(given)]
    if len(alike) != 1:
        raise UnknownName("target", given or name, known)
    model, route = alike[0], route.strip().lower()
    raw = tomllib.loads((files("promptkit") / "targets" / f"{model}.toml").read_text(encoding="utf-8"))
    if mark and not route:
        raise UnknownName("target", name, [model, *(f"{model}@{each}" for each in raw.get("routes", ()))])
    return parse_target(raw | {"name": model}, route or None)


def target_of(shot: Shot) -> Target | None:
    """The target of a shot that names one; raises as `find_target`."""
    return find_target(shot.target) if shot.target else None


def length_of(shot: Shot, target: Target | None) -> float | None:
    """How long the clip is to be: as the shot says, else as the target makes it where nothing is said."""
    return shot.duration if shot.duration is not None or target is None else target.duration.default


def _bare(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def parse_target(raw: Mapping[str, Any], route: str | None = None) -> Target:
    """A target from its TOML tables, with one route's tables laid over them.

    Raises:
        UnknownName: no such route.
        TypeError: a key that no field takes, or a value of the wrong type (a defect of the data file).
    """
    routes = raw.get("routes", {})
    if route is not None and route not in routes:
        raise UnknownName(f"route of {raw['name']}", route, routes)
    over = dict(routes[route]) if route else {}
    gone = {"routes", *over.pop("without", ())}
    merged = overlaid({key: value for key, value in raw.items() if key not in gone}, over)
    return cast("Target", built(Target, {**merged, "routes": tuple(routes), "route": route}, f"target {raw['name']}"))
