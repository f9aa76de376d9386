"""What each metric claims to see: degradations that must make it worse. Data for tests and for the validity report."""

from collections.abc import Mapping
from types import MappingProxyType

_FLICKER = ("global_flicker_3hz", "global_flicker_7.5hz", "global_flicker_12hz", "local_flicker", "exposure_pumping")

CLAIMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "flicker": _FLICKER,
        "texture_crawl": ("texture_crawl",),
        "colour_drift": ("colour_drift",),
        "colour_flicker": ("colour_flicker",),
        "wobble": ("warp_wobble", "quiver"),
        "shake": ("shake",),
        "temporal_noise": ("noise",),
        "detail_loss": ("blur_over_time",),
        "lpips_drift": ("blur_over_time", "identity_morph"),
        "lpips_warped": ("noise", "texture_crawl"),
        "lpips_adjacent": ("noise", "texture_crawl", "hard_cut"),
        "identity": ("identity_morph", "face_swap"),
        "identity_drift": ("identity_morph", "face_swap"),
        "frozen": ("freeze",),
        "cuts": ("hard_cut",),
        "loop": ("loop",),
        "vbench_flicker": ("noise", "hard_cut"),
        "smoothness": ("judder", "dropped_frames", "duplicated_frames"),
    }
)
"""By metric, names of `promptkit.testing.degrade.LADDER`. A metric that is not here claims nothing."""
