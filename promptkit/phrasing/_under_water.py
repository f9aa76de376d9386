"""Whether a prompt plays under water."""

from promptkit.patterns import lazy

_UNDER_WATER = lazy(
    r"(?i)\bunder\s?water\b|\b(?:beneath|under|below)\s+the\s+(?:sea|waves|water|surface)\b|"
    r"\b(?:bottom|floor|depths?)\s+of\s+the\s+(?:sea|ocean|lake|river)\b|\b(?:sea|ocean)\s?(?:bed|floor)\b|"
    r"\b(?:deep\s+sea|submerged|scuba|jellyfish|in\s+the\s+depths|ocean\s+depths)\b|"
    r"\bdivers?\b(?=\s+(?:swim|descend|explor|glid|hover|float|sink)\w*)|"
    r"\bcorals\b|(?<!\bin )\bcoral(?=\s*(?:$|[.;:!?])|\s+(?:reefs?|gardens?|beds?|heads?|walls?|fans?|polyps?|and|in|"
    r"on|at|with|below|beneath|sway\w*)\b)"
)
"""Coral is an animal there, and a colour elsewhere: "a coral dress"."""


def is_under_water(prompt: str) -> bool:
    """Whether the water is all around."""
    return _UNDER_WATER.search(prompt) is not None
