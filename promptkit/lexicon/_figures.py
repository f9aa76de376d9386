"""Figures of speech for a great many: a sea of faces has no waves, and a forest of masts no branches."""

from functools import lru_cache

from promptkit.patterns import lazy

_TREES = (
    r"(?:trees?|wood|timber|pines?|birch\w*|oaks?|bamboos?|firs?|spruces?|palms?|maples?|redwoods?|sequoias?|"
    r"beech\w*|cypress\w*|willows?|ferns?|cedars?|aspens?|baobabs?|eucalypt\w*|larch\w*|evergreens?|conifers?|"
    r"poplars?|mangroves?|plants?|leaves|foliage|vegetation|greenery)"
)
_COLOURS = (
    r"(?:colou?rs?|blues?|greens?|turquoise|white|gold|grey|gray|pink|orange|red|purple|black|silver|violet|yellow)"
    r"(?=\s*(?:$|[,.;:!?]|and\b|in\b|on\b|under\b|over\b))"
)
_PLACE = r"(?:an?|the|this|that|his|her|its|their|our|my)\b"
_FIGURE = lazy(
    r"(?i)\b(?:"
    rf"(?P<sea>seas?|oceans?|rivers?|lakes?|ponds?|streams?|floods?|waves?|swells?|tides?|surf|waterfalls?|cascades?|"
    rf"rain|blizzards?|snowstorms?)\s+of\s+(?!(?:[\w-]+,?\s+){{0,2}}(?:waters?|sea|ocean|surf|foam)\b)"
    rf"|(?P<woods>forests?|jungles?|woods|thickets?|groves?)\s+of\s+(?!(?:[\w-]+,?\s+){{0,3}}{_TREES}\b)"
    rf"|(?P<hill>mountains?|hills?|peaks?|dunes?)\s+of\s+(?!(?:[\w-]+,?\s+){{0,2}}(?:snow|ice|rocks?|stones?|sand|grass)\b)"
    rf"|(?P<cloud>clouds?)\s+of\s+"
    rf")(?!{_PLACE}|(?:[\w-]+\s+)?{_COLOURS})(?=(?-i:[a-z]))",
)
"""Small letters behind the "of": the Sea of Galilee is one."""


@lru_cache(maxsize=32)
def ends_of_figures(text: str) -> frozenset[int]:
    """Where the nouns end that only count what stands behind their "of"."""
    return frozenset(
        found.end(name) for found in _FIGURE.finditer(text) for name in ("sea", "woods", "hill", "cloud") if found[name]
    )
