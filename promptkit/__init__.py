"""Prompt engineering and evaluation for AI video.

Before you pay for a clip: `lint`, `rewrite`, `scene`. After it comes back: `score`, `compare`, `report`.
Names are loaded when first used (PEP 562), so that `import promptkit` loads neither torch nor spaCy nor pandas.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promptkit.api import compare, lint, report, rewrite, scene, score
    from promptkit.notebook.frame import frame
    from promptkit.run import Run, read_run
    from promptkit.shot import Shot

__version__ = "0.1.0"

_HOMES = {
    "lint": "promptkit.api",
    "rewrite": "promptkit.api",
    "scene": "promptkit.api",
    "score": "promptkit.api",
    "compare": "promptkit.api",
    "report": "promptkit.api",
    "frame": "promptkit.notebook.frame",
    "load_ipython_extension": "promptkit.notebook.magic",
    "read_run": "promptkit.run",
    "Shot": "promptkit.shot",
    "Run": "promptkit.run",
}
__all__ = ["Run", "Shot", "compare", "frame", "lint", "read_run", "report", "rewrite", "scene", "score"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'promptkit' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return ["__version__", *__all__]


class _Package(ModuleType):
    """Keeps `promptkit.lint` the function: importing the submodule of that name would put the module in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
