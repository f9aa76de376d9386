"""An observer: one pass over the frames of a clip; small arrays on a time axis come out.

An observer is a generator function. It is sent chunks of frames and, at the end, None; what it returns then, a frozen
dataclass of numpy arrays, numbers and strings, is the observation. All observers of a run watch one decode:

    @observer(version=1)
    def brightness(stream: Stream) -> Watching[Brightness]:
        means = []
        while (chunk := (yield)) is not None:
            means.append(chunk.rgb.mean(axis=(1, 2, 3)))
        return Brightness(np.concatenate(means))
"""

import inspect
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.clip import Probe
from promptkit.registry import unit, units

T = TypeVar("T")
Watching = Generator[None, "Chunk | None", T]
"""What an observer function returns: it takes chunks and ends with its observation."""


@dataclass(frozen=True)
class Chunk:
    """Consecutive decoded frames.

    Shape: rgb (N, H, W, 3) uint8, full range sRGB-coded; pts_s (N,) float64, seconds from the first frame, increasing.
    """

    rgb: NDArray[np.uint8]
    pts_s: NDArray[np.float64]
    _resized: dict[int, NDArray[np.uint8]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Check shapes."""
        if self.rgb.shape != (*self.rgb.shape[:3], 3) or self.rgb.dtype != np.uint8:
            raise ValueError(f"rgb must be uint8 (N, H, W, 3), got {self.rgb.dtype} {self.rgb.shape}")
        if self.pts_s.shape != (len(self.rgb),):
            raise ValueError(f"pts_s must be ({len(self.rgb)},), got {self.pts_s.shape}")

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.rgb)

    def short_side(self, size_px: int) -> NDArray[np.uint8]:
        """The frames with their short side brought down to `size_px` by area filtering; never enlarged.

        Shared: observers that ask for the same size get the same array, which must not be written to.
        """
        height, width = self.rgb.shape[1:3]
        if min(height, width) <= size_px:
            return self.rgb
        if size_px not in self._resized:
            scale = size_px / min(height, width)
            shape = (max(1, round(width * scale)), max(1, round(height * scale)))
            self._resized[size_px] = np.stack([cv2.resize(f, shape, interpolation=cv2.INTER_AREA) for f in self.rgb])
        return self._resized[size_px]


@dataclass(frozen=True, kw_only=True)
class Stream:
    """What an observer may know before the first frame."""

    probe: Probe
    device: str = "cpu"
    perceptual: str = "msssim"
    """Name of the perceptual backbone, resolved (never "auto")."""
    face: str = "dlib"
    """Name of the face backbone, resolved (never "auto")."""
    references: tuple[str, ...] = ()
    """Image files that show who should be seen."""
    order: Mapping[str, Any] = field(default_factory=dict)
    """What was ordered of the clip, the fields of `promptkit.order.Order`; empty where that is not known."""
    reference_video: str = ""
    """The video file whose motion the clip should have; empty where there is none."""
    semantic: str = "ViT-B-32"
    """Name of the semantic backbone."""
    prompt: str = ""
    """What the clip was made from; empty where that is not known."""


@dataclass(frozen=True)
class Observer:
    """A generator function with its name, version and the stream settings its result depends on."""

    name: str
    version: int
    watch: Callable[[Stream], Generator[None, Chunk | None, Any]]
    depends_on: tuple[str, ...]
    """Fields of `Stream` that change the result and so belong to the cache key ("perceptual", "face", ...)."""
    observation: type
    """The frozen dataclass it returns."""


def observer(
    *, version: int, depends_on: tuple[str, ...] = ()
) -> Callable[[Callable[[Stream], Generator[None, Chunk | None, Any]]], Observer]:
    """Make a generator function an observer. Bump `version` whenever its numbers change.

    Raises:
        TypeError: the function's return annotation is no `Watching[Observation]`.
    """

    def register(watch: Callable[[Stream], Generator[None, Chunk | None, Any]]) -> Observer:
        returned = inspect.get_annotations(watch, eval_str=True).get("return")
        observation = (get_args(returned) or (None,))[-1]
        if not isinstance(observation, type):
            raise TypeError(f"observer {watch.__name__} must be annotated -> Watching[ItsObservation]")
        return Observer(watch.__name__, version, watch, depends_on, observation)

    return register


def all_observers() -> Mapping[str, Observer]:
    """Every observer by name."""
    return units("promptkit.observers", Observer)


def find_observer(name: str) -> Observer:
    """The observer called `name`; `UnknownName` otherwise."""
    return unit("promptkit.observers", Observer, name)
