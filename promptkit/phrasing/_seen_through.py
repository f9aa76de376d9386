"""What is shown through or by another thing, a lens or a screen: it is the showing that the picture is of."""

from functools import lru_cache

from promptkit.patterns import lazy

_SHOWER = (
    r"(?:magnifying glass(?:es)?|magnifiers?|loupes?|prisms?|microscopes?|kaleidoscopes?|periscopes?|binoculars|"
    r"telescopes?|crystal balls?|(?:glass|crystal) (?:sphere|ball|orb)s?|water drop(?:let)?s?|"
    r"holograms?|hologram projectors?|"
    r"x-?rays?(?: machines?| scanners?)?|mirrors?|screens?|monitors?|displays?|projectors?|televisions?|tvs?|"
    r"viewfinders?|(?<!camera )(?<!wide-angle )(?<!angle )"
    r"(?<!macro )(?<!telephoto )(?<!fisheye )(?<!anamorphic )(?<!mm )lens(?:es)?)"
)
_THE = r"(?:an?|the|his|her|its|their|one|two)\s+(?:[\w-]+\s+){0,2}?"
_SHOWN = lazy(
    rf"(?i)\b{_SHOWER}\s+(?:(?:is|are|slowly|clearly|slightly|gently)\s+)?(?:(?:held|placed|moved|moving|hovering)\s+)?"
    r"(?:show|reveal|magnif|enlarg|reflect|display|distort|project|bend|invert|refract|focus|split|scan|(?:over|above)\b)"
    rf"|\b{_SHOWER}(?:\s+[\w-]+){{1,5}}?\s+(?:shows|reveals|magnifies|enlarges|reflects|displays|distorts|projects|inverts|refracts)\b"
    rf"|\b(?:through|under|via|inside|by)\s+(?:{_THE})?{_SHOWER}\b"
    rf"|\b(?:seen|shown|reflected|mirrored|displayed|viewed|projected|visible|"
    rf"appear\w*|image|picture)\s+(?:in|on|by|from)\s+{_THE}{_SHOWER}\b"
    r"|\b(?:refract(?:ion|ions|ed|ing|s)|magnif(?:ied|ies|ication|ying)|"
    r"optical (?:illusion|effect|distortion)s?|chromatic aberration|"
    r"holographic|x-?ray (?:view|vision|image|scan|of)|moir[eé]|anamorphosis|lens distortion)\b"
)
"""Two ways to tell it: by what shows, and by what the light does."""


@lru_cache(maxsize=8)
def is_seen_through(prompt: str) -> bool:
    """Whether a prompt is about how one thing is shown by another.

    >>> is_seen_through("A flower is seen through a prism.")
    True
    >>> is_seen_through("A bedroom with a mirror, and curtains at an open window.")
    False
    """
    return _SHOWN.search(prompt) is not None
