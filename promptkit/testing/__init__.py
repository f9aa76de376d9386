"""For tests: shots as rule pages write them, spans marked in the text, and clips made worse by a known amount.

    import promptkit.testing

    promptkit.testing.degrade.apply_to_file("clip.mp4", "worse.mp4", "noise", severity=3)

Degradations are in `promptkit.testing.degrade`, what each metric claims to see of them in `promptkit.testing.claims`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promptkit.testing import claims as claims
    from promptkit.testing import degrade as degrade
    from promptkit.testing._shots import SHOT_KEYS as SHOT_KEYS
    from promptkit.testing._shots import example_shot as example_shot
    from promptkit.testing._shots import marked as marked

__all__ = ["SHOT_KEYS", "claims", "degrade", "example_shot", "marked"]
_MODULES = {"claims", "degrade"}


def __getattr__(name: str) -> Any:
    """Public names are imported when first used (PEP 562): degrading clips does not load the readers of shot files."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    return getattr(import_module(f"{__name__}._shots"), name)
