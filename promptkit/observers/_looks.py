"""What rules may know of the photos and clips that a shot names: looked at once, remembered by content.

This module is light: OpenCV and PyAV are imported when the first file is looked at, torch never.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from promptkit.assets import VideoFacts, local_path, read_video
from promptkit.errors import PromptkitError
from promptkit.extras import require_video
from promptkit.shot import Shot
from promptkit.target import Target

VERSION = 1
"""Part of every cache key: bump when the numbers of `Photo` or `Take` change."""
KEPT = 512
"""Files that are remembered in memory; what was seen in them is also kept on disk."""
COMPARABLE = 0.5
"""A face at least this large beside the largest is a second person of the picture, not a passer-by or a poster: in
`face_recognition_examples` real second people have 0.84 and more, what the detector makes of walls has too low a score.
"""
ABOUT_A_PERSON = frozenset({"motion-control", "avatar"})
"""Tasks whose image is a person. A first frame may show anything."""
Box = tuple[float, float, float, float]
"""Left, top, width, height."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Photo:
    """What is seen in an image file. Pixels are those of the file, upright."""

    width_px: int
    height_px: int
    faces: tuple[Box, ...]
    """Sure ones, largest first."""
    is_doubtful: bool
    """No sure face, but something that may be one."""
    grey: float
    """Median grey level (0 to 255) of the largest face; 0 where there is none."""

    @property
    def people(self) -> int:
        """How many faces are comparable to the largest."""
        return comparable(self.faces)

    @property
    def face_px(self) -> float | None:
        """The shorter side of the largest face."""
        return _short_side(self.faces[0]) if self.faces else None

    @property
    def room_below(self) -> float | None:
        """How much of the picture lies below the largest face, in heights of that face."""
        return room_below(self.faces[0], self.height_px) if self.faces else None


@dataclass(frozen=True, kw_only=True)
class Take:
    """What is seen in a reference video. Lengths are in frame heights; times in seconds from the first frame."""

    seen_s: float
    """How much of it was looked at."""
    cuts_s: tuple[float, ...]
    samples: int
    """Frames in which faces were looked for."""
    with_face: int
    with_several: int
    """Of them: frames with two comparable faces or more."""
    room_below: float | None
    """Median over the frames with a face; see `Photo.room_below`."""
    shake: float
    """How far the picture jumps about its own smooth path: root mean square, median over seconds."""
    travel: float
    """How far the camera's view gets sideways or up and down."""
    growth: float
    """Natural logarithm of how much the view grows or shrinks, without sign."""
    turn_rad: float
    agreement: float
    """Share of the picture that follows the camera, median over time."""
    subject_speed: float
    """95th percentile of what moves otherwise, median over time; frame heights per second."""


def unable() -> str:
    """Why nothing can be looked at on this machine, with the remedy; empty when it can."""
    try:
        require_video("looking at photos and reference videos")
        _detector()
    except PromptkitError as error:
        return str(error)
    return ""


def is_about_a_person(target: Target | None) -> bool:
    """Whether the image of a shot for this target is a person."""
    return target is not None and not ABOUT_A_PERSON.isdisjoint(target.tasks)


def photo_of(shot: Shot) -> Photo | None:
    """What the shot's image shows; None where there is none, or it cannot be looked at (`missing-asset` says why)."""
    seen = _look(shot, shot.image, _photo)
    return None if isinstance(seen, str) else seen


def take_of(shot: Shot) -> Take | None:
    """What the shot's reference video shows; None as for `photo_of`."""
    seen = _look(shot, shot.reference_video, _take)
    return None if isinstance(seen, str) else seen


def unseen(shot: Shot, field: str) -> str:
    """Why the shot's `image` or `reference_video`, which is there, cannot be looked at; empty where it can."""
    seen = _look(shot, shot.image, _photo) if field == "image" else _look(shot, shot.reference_video, _take)
    return seen if isinstance(seen, str) else ""


def video_facts(path: Path) -> VideoFacts:
    """`assets.read_video`, remembered while the file stays as it is; raises what that raises."""
    stamp = _stamp(path)
    return _facts(path, *stamp) if stamp else read_video(path)


def _look(shot: Shot, value: str | None, see: Callable[[Path, int, int], T | str]) -> T | str | None:
    path = local_path(shot, value) if value else None
    stamp = _stamp(path) if path else None
    if path is None or stamp is None or unable():
        return None
    return see(path, *stamp)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of a file, which change when it is replaced; None when there is no such file."""
    try:
        stat = path.stat()
        return (stat.st_size, stat.st_mtime_ns) if path.is_file() else None
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        return None


@lru_cache(maxsize=KEPT)
def _facts(path: Path, _size: int, _mtime_ns: int) -> VideoFacts:
    return read_video(path)


@lru_cache(maxsize=KEPT)
def _photo(path: Path, _size: int, _mtime_ns: int) -> Photo | str:
    from promptkit.observers._stills import look  # noqa: PLC0415 - OpenCV, which text needs not

    return _kept(path, Photo, look)


@lru_cache(maxsize=KEPT)
def _take(path: Path, _size: int, _mtime_ns: int) -> Take | str:
    from promptkit.observers._takes import look  # noqa: PLC0415 - OpenCV and PyAV, which text needs not

    return _kept(path, Take, look)


def _kept(path: Path, kind: type[T], look: Callable[[Path], T]) -> T | str:
    """From the cache on disk by the file's content, else looked at; the reason when it cannot be."""
    from promptkit import observations  # noqa: PLC0415 - with the above

    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        entry = observations.entry({"look": kind.__name__, "version": VERSION, "of": content, "by": _detector()})
        seen = observations.load(entry, kind)
        if seen is None:
            seen = look(path)
            observations.save(entry, seen)
    except OSError as error:
        return f"{path}: cannot be read ({error.strerror or error})"
    except PromptkitError as error:
        return str(error)
    return seen


def _detector() -> str:
    """The face detector of this machine: YuNet where its weights are, else dlib's, which comes with the extra."""
    from promptkit.nets.weights import find  # noqa: PLC0415 - looks for packages, which text needs not

    if find("yunet"):
        return "yunet"
    require_video("finding faces")
    return "dlib"


def _short_side(face: Box) -> float:
    return min(face[2], face[3])


def comparable(faces: Sequence[Box]) -> int:
    """How many of `faces`, largest first, are comparable to the largest."""
    return sum(_short_side(face) >= COMPARABLE * _short_side(faces[0]) for face in faces)


def room_below(face: Box, height: float) -> float:
    """How much of a picture of that height lies below a face, in heights of the face."""
    return max(0.0, height - face[1] - face[3]) / face[3]
