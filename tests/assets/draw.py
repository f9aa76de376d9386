"""Draws the photos and clips that the pages of the asset rules name: `python tests/assets/draw.py`.

All of it is drawn here, people too, so that it may be shipped. The face detectors take the faces for faces.
"""

from pathlib import Path

import av
import cv2
import numpy as np

HERE = Path(__file__).parent
SKIN, SHADE, HAIR, SHIRT, WALL = (224, 176, 144), (180, 140, 115), (60, 40, 30), (70, 80, 120), (120, 140, 160)
FPS = 15


def head(picture, x, y, height):
    """A head whose face is `height` px high, its middle at (x, y)."""

    def at(right, down):
        return int(x + right * height), int(y + down * height)

    def px(length):
        return max(1, int(length * height))

    def oval(centre, axes, colour, **arc):
        cv2.ellipse(
            picture, at(*centre), (px(axes[0]), px(axes[1])), 0, arc.get("start", 0), arc.get("end", 360), colour,
            arc.get("line", -1), cv2.LINE_AA,
        )  # fmt: skip

    oval((0, -0.06), (0.44, 0.58), HAIR)
    cv2.rectangle(picture, at(-0.16, 0.3), at(0.16, 0.75), SHADE, -1)
    oval((0, 0.02), (0.37, 0.5), SKIN)
    for side in (-0.165, 0.165):
        oval((side, -0.06), (0.085, 0.045), (250, 250, 250))
        oval((side, -0.06), (0.042, 0.042), HAIR)
        oval((side, -0.15), (0.11, 0.03), HAIR, start=180, line=px(0.03))
    cv2.line(picture, at(-0.02, -0.03), at(-0.05, 0.14), SHADE, px(0.025), cv2.LINE_AA)
    oval((0, 0.15), (0.07, 0.035), (145, 114, 94), end=180, line=px(0.025))
    oval((0, 0.29), (0.13, 0.045), (180, 80, 80))


def portrait(side, *people, size=0.62, height=None):
    """Heads and shoulders on a wall; `people` are places from left to right, 0 to 1."""
    picture = np.full((2 * (height or side), 2 * side, 3), WALL, np.uint8)
    for place in people:
        x, y, face = place * 2 * side, picture.shape[0] * 0.5, size * picture.shape[0]
        cv2.ellipse(picture, (int(x), int(y + 1.05 * face)), (int(0.75 * face), int(0.45 * face)), 0, 0, 360, SHIRT, -1)
        head(picture, x, y, face)
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.6, 0.012 * size * picture.shape[0]))
    return cv2.resize(picture, (side, height or side), interpolation=cv2.INTER_AREA)


def dancer(wall, t, x, height=640):
    """A whole figure before a wall, arms and legs swinging, at the time `t`."""
    picture = wall.copy()
    face, foot = height * 0.125, height * 0.95
    swing = np.sin(2 * np.pi * 1.2 * t)
    neck, hip = (int(x), int(height * 0.2)), (int(x), int(height * 0.52))
    for side in (-1, 1):
        hand = (int(x + side * face * (1.4 + 0.8 * swing)), int(height * (0.36 - 0.12 * swing * side)))
        cv2.line(picture, (neck[0], neck[1] + 20), hand, SHIRT, int(face * 0.35), cv2.LINE_AA)
        knee = (int(x + side * face * (0.5 + 0.5 * swing)), int(height * 0.74))
        cv2.line(picture, hip, knee, (50, 50, 60), int(face * 0.45), cv2.LINE_AA)
        cv2.line(picture, knee, (int(x + side * face * 0.7), int(foot)), (50, 50, 60), int(face * 0.4), cv2.LINE_AA)
    cv2.line(picture, neck, hip, SHIRT, int(face * 0.9), cv2.LINE_AA)
    head(picture, x, height * 0.12, face)
    return cv2.GaussianBlur(picture, (0, 0), 0.8)


def world(height, width, seed):
    """A place to film: soft coloured blots, detailed enough to be followed."""
    noise = cv2.GaussianBlur(np.random.default_rng(seed).random((height, width, 3)), (0, 0), 6)
    return np.asarray(60 + 120 * (noise - noise.min()) / np.ptp(noise), np.uint8)


def filmed(place, path_px, height=240, width=320):
    """Frames of a place seen from a path of corners (x, y)."""
    return [place[y : y + height, x : x + width] for x, y in path_px]


def save(name, frames):
    with av.open(str(HERE / name), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": "30", "preset": "veryslow"})
        stream.height, stream.width, stream.pix_fmt = *frames[0].shape[:2], "yuv420p"
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")))
        container.mux(stream.encode(None))


def main():
    for name, picture in {
        "portrait.jpg": portrait(600, 0.5),
        "portrait-280px.jpg": portrait(280, 0.5),
        "two-people.jpg": portrait(800, 0.27, 0.73, size=0.4, height=500),
        "landscape.jpg": cv2.resize(world(64, 96, 5), (480, 320), interpolation=cv2.INTER_CUBIC),
    }.items():
        cv2.imwrite(str(HERE / name), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
    seconds = np.arange(3 * FPS) / FPS
    wall = np.full((640, 360, 3), WALL, np.uint8)
    wide = np.full((640, 640, 3), WALL, np.uint8)
    save("dancer.mp4", [dancer(wall, t, 180) for t in seconds])
    save("two-dancers.mp4", [dancer(dancer(wide, t, 180), t + 0.3, 460) for t in seconds])
    slow = [(n, 20) for n in range(len(seconds))]
    save("two-takes.mp4", filmed(world(300, 500, 1), slow[:22]) + filmed(world(300, 500, 2), slow[22:]))
    save("panning.mp4", filmed(world(300, 600, 3), [(4 * n, 20) for n in range(len(seconds))]))
    shaking = np.random.default_rng(4).normal(0, 5, (len(seconds), 2))
    save("shaking.mp4", filmed(world(300, 400, 4), np.clip(shaking + 30, 0, 60).astype(int)))


if __name__ == "__main__":
    main()
