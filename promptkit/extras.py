"""Which parts are installed."""

from importlib.util import find_spec

from promptkit.errors import MissingExtra

VIDEO = {
    "av": "PyAV (av)",
    "cv2": "OpenCV (opencv-python-headless)",
    "pandas": "pandas",
    "plotly": "plotly",
    "scipy": "scipy",
    "torch": "torch",
}
"""What the extra `video` brings: module and what to call it."""


def require_video(feature: str) -> None:
    """Say what is missing before work begins, rather than in the middle of it.

    Raises:
        MissingExtra: a library of the video half is not installed; the message holds the pip line.
    """
    for module, called in VIDEO.items():
        if find_spec(module) is None:
            raise MissingExtra("video", feature, called)
