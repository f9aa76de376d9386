"""What the simulator paints: a landscape in layers, and somebody or something that the wind moves through it.

Every picture is a function of the prompt and of time alone: no state, no chance after the scene is chosen.
"""

import hashlib
import re
from dataclasses import dataclass
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
"""(H, W, 3) RGB, 0..1."""


@dataclass(frozen=True)
class Place:
    """Colours (0..255) and shape of a landscape."""

    words: tuple[str, ...]
    sky_high: tuple[int, int, int]
    sky_low: tuple[int, int, int]
    far: tuple[int, int, int]
    near: tuple[int, int, int]
    ground: tuple[int, int, int]
    blades: tuple[int, int, int]
    roughness: float
    """0: rolling hills; 1: blocks, as of a town."""


PLACES = (
    Place(("beach", "sea", "shore", "harbour", "ocean", "coast"),
          (104, 158, 196), (246, 222, 190), (126, 166, 178), (72, 128, 146), (226, 200, 160), (150, 142, 96), 0.0),
    Place(("forest", "tree", "wood", "meadow", "field", "garden"),
          (150, 182, 190), (232, 232, 206), (112, 146, 128), (62, 100, 78), (98, 118, 70), (58, 88, 44), 0.15),
    Place(("city", "street", "night", "rooftop", "town"),
          (22, 28, 54), (96, 72, 104), (50, 48, 80), (30, 30, 54), (44, 44, 60), (60, 56, 78), 1.0),
    Place(("desert", "dune", "canyon", "sand"),
          (118, 160, 200), (250, 214, 164), (214, 158, 112), (186, 120, 78), (222, 170, 112), (160, 118, 74), 0.05),
    Place(("snow", "winter", "ice", "mountain"),
          (142, 168, 204), (232, 232, 240), (168, 186, 212), (122, 144, 178), (234, 238, 246), (150, 160, 180), 0.1),
)  # fmt: skip
CLOTH = {
    "white": (246, 242, 234), "red": (196, 60, 52), "yellow": (232, 182, 62), "blue": (66, 104, 172),
    "green": (70, 132, 96), "black": (50, 48, 56), "orange": (222, 124, 58),
}  # fmt: skip
THINGS = ("flag", "banner", "sail", "curtain", "laundry")
"""A prompt that names one of these and nobody gets cloth on a pole instead of a walker."""
_SHIFT = 4
"""OpenCV draws at 1/2^4 pixel, so that slow motion does not jump from pixel to pixel."""


@dataclass(frozen=True)
class Scenery:
    """A chosen scene, its layers painted once."""

    width: int
    height: int
    sky: Image
    layers: tuple[tuple[NDArray[np.float32], float], ...]
    """From far to near: (H, 3W, 4) colour times opacity, opacity, repeating after 2W; and frame heights per second."""
    cloth: tuple[int, int, int]
    blades: tuple[int, int, int]
    is_thing: bool
    phase: float


def seed_of(prompt: str) -> int:
    """A number that depends on the prompt alone."""
    return int.from_bytes(hashlib.sha256(prompt.encode()).digest()[:8], "big")


def choose(prompt: str, *, width: int, height: int) -> Scenery:
    """The scene that a prompt stands for: place and cloth by its words, everything else by its hash."""
    random = np.random.default_rng(seed_of(prompt))
    words = set(re.findall(r"[a-z]+", prompt.lower()))
    places = [place for place in PLACES if words & set(place.words)] or PLACES
    place = places[int(random.integers(len(places)))]
    colours = [colour for name, colour in CLOTH.items() if name in words]
    cloth = colours[0] if colours else [*CLOTH.values()][int(random.integers(len(CLOTH)))]
    return Scenery(
        width, height, _sky(place, random, width, height), _landscape(place, random, width, height),
        cloth, place.blades, bool(words & set(THINGS)), float(random.uniform(0, 2 * pi)),
    )  # fmt: skip


def paint(scenery: Scenery, t: float) -> Image:
    """The scene at `t` seconds."""
    picture = scenery.sky.copy()
    for layer, speed in scenery.layers:
        window = _slid(layer, speed * t * scenery.height, scenery.width)
        picture *= 1 - window[..., 3:]
        picture += window[..., :3]
    drawn = np.ascontiguousarray((picture * 255).astype(np.uint8))
    (_draw_cloth_on_pole if scenery.is_thing else _draw_walker)(drawn, scenery, t)
    _draw_blades(drawn, scenery, t)
    return np.divide(drawn, 255, dtype=np.float32)


def noise(random: np.random.Generator, height: int, width: int, *, slope: float) -> NDArray[np.float32]:
    """Random texture that wraps around, with a power spectrum f^-slope; mean 0, standard deviation 1."""
    fy, fx = np.fft.fftfreq(height)[:, None] * height, np.fft.fftfreq(width)[None] * height
    frequency = np.hypot(fy, fx)
    frequency[0, 0] = np.inf
    spectrum = np.fft.fft2(random.standard_normal((height, width))) * frequency ** (-slope / 2)
    texture = np.fft.ifft2(spectrum).real
    return np.asarray((texture - texture.mean()) / texture.std(), dtype=np.float32)


def _sky(place: Place, random: np.random.Generator, width: int, height: int) -> Image:
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None] ** 0.8
    sky = (1 - down) * np.asarray(place.sky_high) + down * np.asarray(place.sky_low)
    clouds = np.clip(noise(random, height, 2 * width, slope=3.2)[:, :width, None], 0, 3) * (1 - down) * 9
    grain = 8 * noise(random, height, width, slope=1.4)[..., None]  # brightness cannot pass for motion where texture is
    return np.asarray(np.clip((sky + clouds + grain) / 255, 0, 1), dtype=np.float32)


def _landscape(
    place: Place, random: np.random.Generator, width: int, height: int
) -> tuple[tuple[NDArray[np.float32], float], ...]:
    """Far ridge, near ridge, ground: each with a skyline, a texture and a speed that grows towards the eye."""
    layers = []
    for colour, level, relief, grain, speed in (
        (place.far, 0.52, 0.055, 9, 0.02),
        (place.near, 0.62, 0.05, 13, 0.055),
        (place.ground, 0.74, 0.012, 17, 0.13),
    ):
        skyline = noise(random, 1, 2 * width, slope=3.0)[0]
        if place.roughness > 0.5 and relief > 0.02:  # noqa: PLR2004
            block = height // 14
            steps = random.uniform(-2.2, 1.0, -(-2 * width // block))
            skyline = np.repeat(steps, block)[: 2 * width].astype(np.float32)
        top = height * (level - relief * skyline)
        below = np.arange(height, dtype=np.float32)[:, None] - top[None]
        texture = noise(random, height, 2 * width, slope=1.7)
        lit = (random.random((height // 9 + 1, 2 * width // 7 + 1)) > 0.86) * place.roughness * (relief > 0.02)  # noqa: PLR2004
        windows = np.kron(lit, np.pad(np.ones((4, 3)), ((2, 3), (2, 2))))[:height, : 2 * width]
        shade = np.asarray(colour) + texture[..., None] * grain + 18 * np.clip(below / height, 0, 0.4)[..., None]
        shade += windows[..., None] * np.asarray((150, 112, 40)) * (below[..., None] > 5)  # noqa: PLR2004
        opacity = np.clip(below + 0.5, 0, 1)[..., None]
        layer = np.concatenate([np.clip(shade / 255, 0, 1) * opacity, opacity], axis=-1).astype(np.float32)
        layers.append((np.concatenate([layer, layer[:, : width + 1]], axis=1), speed))
    return tuple(layers)


def _slid(layer: NDArray[np.float32], shift: float, width: int) -> NDArray[np.float32]:
    """The window of a repeating layer that starts `shift` pixels in, between pixels by linear interpolation."""
    start, part = int(shift), shift - int(shift)
    start %= 2 * width
    window = cv2.addWeighted(
        layer[:, start : start + width], 1 - part, layer[:, start + 1 : start + 1 + width], part, 0
    )
    return window.astype(np.float32, copy=False)


def _wind(t: float, along: float, phase: float) -> float:
    """Sideways push of the wind at a time and a place along the cloth (0 held, 1 free): a wave that travels out."""
    gust = 0.7 + 0.3 * sin(0.9 * t + phase)
    return gust * along * (0.55 + 0.45 * sin(2 * pi * (0.8 * t - 0.7 * along) + phase))


def _strip(corners: list[tuple[float, float]], height: int) -> NDArray[np.int32]:
    """Corners in frame heights → OpenCV's fixed-point pixels."""
    return np.asarray(np.round(np.array(corners) * height * 2**_SHIFT), dtype=np.int32)


def _fill(drawn: NDArray[np.uint8], corners: list[tuple[float, float]], colour: tuple[float, ...]) -> None:
    cv2.fillPoly(drawn, [_strip(corners, len(drawn))], colour, cv2.LINE_AA, _SHIFT)


def _line(drawn: NDArray[np.uint8], points: list[tuple[float, float]], colour: tuple[float, ...], thick: float) -> None:
    pixels = max(1, round(thick * len(drawn)))
    cv2.polylines(drawn, [_strip(points, len(drawn))], False, colour, pixels, cv2.LINE_AA, _SHIFT)


def _shade(colour: tuple[int, int, int], light: float) -> tuple[float, ...]:
    return tuple(float(np.clip(channel * light, 0, 255)) for channel in colour)


def _draw_walker(drawn: NDArray[np.uint8], scenery: Scenery, t: float) -> None:
    """Somebody walks on the spot while the land goes by; dress and hair follow the wind."""
    step = 2 * pi * 0.9 * t + scenery.phase
    x, y = 0.5 * scenery.width / scenery.height, 0.33 + 0.006 * cos(2 * step)
    skin, hair = (206, 160, 128), (64, 44, 36)
    for side in (1, -1):
        swing = 0.055 * sin(step) * side
        _line(drawn, [(x, y + 0.3), (x + 0.5 * swing, y + 0.42), (x + swing - 0.008, y + 0.525)], skin, 0.022)
        _line(drawn, [(x, y + 0.085), (x - 0.7 * swing - 0.01, y + 0.17), (x - swing, y + 0.245)], skin, 0.017)
    for strand in range(7):
        root = y + 0.002 + 0.007 * strand
        pushes = _pushes(t, scenery.phase + 0.3 * strand)
        tail = [(x - 0.012 - 0.028 * s - 0.1 * push, root + 0.1 * s - 0.035 * push) for s, push in pushes]
        _line(drawn, tail, _shade(hair, 0.85 + 0.07 * strand), 0.012)
    _fill(drawn, [(x - 0.032, y + 0.075), (x + 0.032, y + 0.075), (x + 0.026, y + 0.19), (x - 0.026, y + 0.19)],
          _shade(scenery.cloth, 0.95))  # fmt: skip
    stripes = 11
    edges = [_hem(x, y, k / stripes - 0.5, _pushes(t, scenery.phase + 0.5 * k)) for k in range(stripes + 1)]
    for k in range(stripes):
        light = (0.82, 1.0)[k % 2] + 0.06 * sin(2 * pi * 0.8 * t - 0.8 * k + scenery.phase)
        _fill(drawn, [*edges[k], *reversed(edges[k + 1])], _shade(scenery.cloth, light))
    centre = tuple(int(v * len(drawn) * 2**_SHIFT) for v in (x, y + 0.03))
    axes = tuple(int(v * len(drawn) * 2**_SHIFT) for v in (0.03, 0.04))
    cv2.ellipse(drawn, centre, axes, 0, 0, 360, skin, -1, cv2.LINE_AA, _SHIFT)
    crown = (centre[0] - axes[0] // 5, centre[1] - axes[1] // 5)
    cv2.ellipse(drawn, crown, axes, 0, 150, 330, hair, -1, cv2.LINE_AA, _SHIFT)


def _pushes(t: float, phase: float) -> list[tuple[float, float]]:
    """Places along a fold, 0..1, with the wind's push at each."""
    return [(float(s), _wind(t, float(s), phase)) for s in np.linspace(0, 1, 9)]


def _hem(x: float, y: float, across: float, pushes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """One fold of the dress from waist to hem; `across` -0.5..0.5 from one side to the other."""
    return [
        (x + (0.052 + 0.17 * s) * across - 0.11 * s * push, y + 0.18 + 0.27 * s - 0.05 * s * push) for s, push in pushes
    ]


def _draw_cloth_on_pole(drawn: NDArray[np.uint8], scenery: Scenery, t: float) -> None:
    """Cloth held at a pole; waves run from the pole to the free end, growing on the way."""
    x, y = 0.38 * scenery.width / scenery.height, 0.16
    _line(drawn, [(x, y - 0.03), (x, 0.9)], (92, 76, 64), 0.016)
    stripes, columns = 6, np.linspace(0, 1, 25)

    def edge(k: int) -> list[tuple[float, float]]:
        down = 0.3 * k / stripes
        return [(x + 0.5 * s - 0.02 * _wind(t, s, scenery.phase),
                 y + down + 0.05 * s + 0.075 * s * sin(2 * pi * (1.3 * s - 1.1 * t) + scenery.phase + 0.25 * k))
                for s in columns]  # fmt: skip

    for k in range(stripes):
        light = (1.0, 0.8)[k % 2] + 0.07 * sin(2 * pi * 1.1 * t + k)
        _fill(drawn, [*edge(k), *reversed(edge(k + 1))], _shade(scenery.cloth, light))


def _draw_blades(drawn: NDArray[np.uint8], scenery: Scenery, t: float) -> None:
    """Grass at the lower edge, passing fastest and bending with the wind."""
    random = np.random.default_rng(7)
    wide = scenery.width / scenery.height
    for _ in range(70):
        place, tall, tone, lag = random.uniform((0, 0.05, 0.75, 0), (1.6 * wide, 0.13, 1.2, 2))
        root = (place - 0.22 * t) % (1.6 * wide) - 0.3 * wide
        pushes = _pushes(t, scenery.phase + lag)[::2]
        blade = [(root - 0.07 * s * s * (0.4 + push), 1.01 - tall * s) for s, push in pushes]
        _line(drawn, blade, _shade(scenery.blades, tone), 0.009)
