"""Clips made worse by a known amount, and changed in ways that harm nothing: what metrics are tested with.

    from promptkit.testing.degrade import LADDER, apply_to_file

    worse = LADDER["noise"](rgb, fps, severity=3)
    apply_to_file("clip.mp4", "worse.mp4", "exposure_pumping", severity=3)

A degradation is a pure function of frames `rgb (T, H, W, 3) uint8`, sRGB-coded, at a constant rate `fps`; frames of the
same rate come out. Severity 1 is barely visible, 3 clearly, 5 gross; 0 changes nothing. The same seed gives the same
result. The amount behind each severity stands in the ladder, its meaning in the function. The names in the ladder:

    global_flicker_3hz, global_flicker_7.5hz, global_flicker_12hz, local_flicker, exposure_pumping, colour_drift,
    colour_flicker, texture_crawl, warp_wobble, quiver, shake, noise, blur_over_time, identity_morph, face_swap, freeze,
    dropped_frames, duplicated_frames, judder, hard_cut, loop
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

from promptkit.errors import UnknownName, UsageError
from promptkit.testing._detail import blur_over_time, noise, quiver, shake, texture_crawl, warp_wobble
from promptkit.testing._faces import FacePair, face_swap, identity_morph
from promptkit.testing._files import FilePath, read_clip, write_exact
from promptkit.testing._frames import Frames
from promptkit.testing._harmless import HARMLESS, Harmless
from promptkit.testing._light import colour_drift, colour_flicker, exposure_pumping, global_flicker, local_flicker
from promptkit.testing._timing import dropped_frames, duplicated_frames, freeze, hard_cut, judder, loop

__all__ = [
    "HARMLESS", "LADDER", "SEVERITIES", "Degradation", "FacePair", "Frames", "Harmless", "apply_to_file",
    "blur_over_time", "colour_drift", "colour_flicker", "dropped_frames", "duplicated_frames", "exposure_pumping",
    "face_swap", "freeze", "global_flicker", "hard_cut", "identity_morph", "judder", "local_flicker", "loop", "noise",
    "quiver", "read_clip", "shake", "texture_crawl", "warp_wobble", "write_exact",
]  # fmt: skip

SEVERITIES = (1, 2, 3, 4, 5)
FEWEST_FRAMES = 3
"""Two that stay, one that is late, dropped or repeated."""


@dataclass(frozen=True, kw_only=True)
class Degradation:
    """A way to make a clip worse, in five steps."""

    name: str
    edit: Callable[..., Frames]
    """`edit(rgb, fps, *, amount, seed)`, and what it needs."""
    amounts: tuple[float, float, float, float, float]
    """At severities 1 to 5."""
    unit: str
    """Of the amounts."""
    needs: Literal["other", "faces"] | None = None
    """What must be given as well: frames to cut to, or where the faces are."""
    least_fps: float = 0.0
    """Rate under which frames cannot show it."""

    def __call__(
        self, rgb: Frames, fps: float, *, severity: int = 3, seed: int = 0,
        other: Frames | None = None, faces: FacePair | None = None,
    ) -> Frames:  # fmt: skip
        """Degrade frames; the input is left alone.

        Raises:
            UsageError: the severity is none of 0 to 5, what this degradation needs was not given, these are no three
                frames or more, or their rate is too low for it.
        """
        if severity not in (0, *SEVERITIES):
            raise UsageError(f"severity must be 0 (nothing) to 5 (gross), got {severity!r}")
        given: dict[str, Any] = {"other": other, "faces": faces}
        if self.needs and given[self.needs] is None:
            raise UsageError(f"{self.name} needs {self.needs}=; see the help of promptkit.testing.degrade.{self.name}")
        if rgb.dtype != "uint8" or rgb.ndim != 4 or rgb.shape[3] != 3 or len(rgb) < FEWEST_FRAMES:  # noqa: PLR2004
            raise UsageError(f"frames must be uint8 (T, H, W, 3), T at least 3; got {rgb.dtype} {rgb.shape}")
        if severity == 0:
            return rgb.copy()
        extra = {self.needs: given[self.needs]} if self.needs else {}
        return self.edit(rgb, fps, amount=self.amounts[severity - 1], seed=seed, **extra)


class _Ladder(dict[str, Degradation]):
    """Says what a name may have been meant for; `in` and `get` work as in any mapping."""

    def __missing__(self, name: str) -> Degradation:
        raise UnknownName("degradation", name, self)


LADDER: Mapping[str, Degradation] = MappingProxyType(_Ladder({
    one.name: one
    for one in (
        *(
            Degradation(
                name=f"global_flicker_{hz:g}hz", edit=partial(global_flicker, hz=hz), least_fps=2 * hz,
                amounts=(0.01, 0.02, 0.04, 0.08, 0.16), unit="Michelson contrast of linear light",
            )
            for hz in (3.0, 7.5, 12.0)
        ),
        Degradation(
            name="local_flicker", edit=local_flicker, least_fps=15.0,
            amounts=(0.02, 0.04, 0.08, 0.16, 0.32), unit="Michelson contrast of linear light at the middle",
        ),
        Degradation(
            name="exposure_pumping", edit=exposure_pumping,
            amounts=(0.02, 0.04, 0.08, 0.16, 0.32), unit="Michelson contrast of linear light",
        ),
        Degradation(name="colour_drift", edit=colour_drift, amounts=(0.5, 1, 2, 4, 8), unit="ΔE*ab per second"),
        Degradation(
            name="colour_flicker", edit=colour_flicker, least_fps=15.0,
            amounts=(0.5, 1, 2, 4, 8), unit="ΔE*ab to each side",
        ),
        Degradation(
            name="texture_crawl", edit=texture_crawl,
            amounts=(0.0005, 0.001, 0.002, 0.004, 0.008), unit="frame heights, root mean square",
        ),
        Degradation(
            name="warp_wobble", edit=warp_wobble,
            amounts=(0.001, 0.002, 0.004, 0.008, 0.016), unit="frame heights, root mean square",
        ),
        Degradation(
            name="quiver", edit=quiver,
            amounts=(0.0005, 0.001, 0.002, 0.004, 0.008), unit="frame heights, root mean square",
        ),
        Degradation(
            name="shake", edit=shake,
            amounts=(0.001, 0.002, 0.004, 0.008, 0.016), unit="frame heights, root mean square",
        ),
        Degradation(name="noise", edit=noise, amounts=(1, 2, 4, 8, 16), unit="code values, standard deviation"),
        Degradation(
            name="blur_over_time", edit=blur_over_time,
            amounts=(0.001, 0.002, 0.004, 0.008, 0.016), unit="frame heights, standard deviation in the last frame",
        ),
        Degradation(
            name="identity_morph", edit=identity_morph, needs="faces",
            amounts=(0.2, 0.4, 0.6, 0.8, 1), unit="share of the other face in the last frame",
        ),
        Degradation(
            name="face_swap", edit=face_swap, needs="faces",
            amounts=(0.2, 0.4, 0.6, 0.8, 1), unit="share of the other face in the second half",
        ),
        Degradation(name="freeze", edit=freeze, amounts=(0.1, 0.2, 0.4, 0.8, 1.6), unit="seconds"),
        Degradation(
            name="dropped_frames", edit=dropped_frames,
            amounts=(0.02, 0.05, 0.1, 0.2, 0.4), unit="share of frames left out",
        ),
        Degradation(
            name="duplicated_frames", edit=duplicated_frames,
            amounts=(0.02, 0.05, 0.1, 0.2, 0.4), unit="share of frames that repeat the one before",
        ),
        Degradation(
            name="judder", edit=judder, amounts=(0.004, 0.008, 0.016, 0.032, 0.064), unit="seconds, standard deviation",
        ),
        Degradation(name="hard_cut", edit=hard_cut, needs="other", amounts=(1, 2, 3, 4, 5), unit="cuts"),
        Degradation(name="loop", edit=loop, amounts=(2, 3, 4, 5, 6), unit="plays in the length of the clip"),
    )
}))  # fmt: skip
"""Every degradation by name; `UnknownName` for another one."""


def apply_to_file(
    src: FilePath, dst: FilePath, degradation: str | Degradation, severity: int = 3, *, seed: int = 0,
    other: Frames | None = None, faces: FacePair | None = None,
) -> None:  # fmt: skip
    """Write a degraded copy of a clip: same constant rate, no other loss (lossless RGB), no sound.

    Args:
        src: A video file.
        dst: Where the copy goes; an MP4 or Matroska file by its suffix.
        degradation: One, or its name in `LADDER`.
        severity: 0 to 5.
        seed: Of what is drawn at random.
        other: Frames to cut to, for `hard_cut`.
        faces: Where the faces are, for `identity_morph` and `face_swap`.

    Raises:
        ClipError: the clip cannot be read.
        UnknownName: the ladder has no such degradation.
        UsageError: as `Degradation`; or the clip has a single frame.
    """
    if isinstance(degradation, str):
        degradation = LADDER[degradation]
    rgb, fps = read_clip(src)
    write_exact(dst, degradation(rgb, fps, severity=severity, seed=seed, other=other, faces=faces), fps)
