"""With what numbers were made: libraries, platform, backbones, device."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from promptkit.plan import Plan

LIBRARIES = ("promptkit", "av", "numpy", "opencv-python-headless", "torch", "dlib-bin")


def environment_of(how: Plan) -> dict[str, Any]:
    """Everything that may change a score of this plan but the clip itself; JSON values."""
    settings = {key: value for key, value in how.settings.items() if key != "metrics"}
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        **dict(_versions()),
        **settings,
    }


def _versions() -> Iterator[tuple[str, str]]:
    """Of the libraries that are there."""
    for library in LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            continue
