"""What a prompt rules out of the making of a clip ("no music, no cuts, no camera shake"): nothing of it moves.

A row of such orders makes the reader take the whole prompt for still, and none tells of anything in the picture.
"""

import re

from promptkit.patterns import lazy

_OF_THE_CLIP = (
    r"(?:music|sounds?|sound\s+effects|audio|dialog(?:ue)?s?|voice-?\s?overs?|narrations?|speech|lyrics|soundtrack|"
    r"(?:(?:hard|jump|quick|fast|sudden)\s+)?cuts?|cutting|edits?|editing|transitions?|montage|"
    r"(?:(?:camera|lens|handheld|frame)[\s-]+)?(?:shak(?:e|es|ing|iness)|jitter|wobble|bobbing)|shaky\s+(?:cam|camera|footage)|"
    r"(?:camera|lens)\s+(?:movements?|motions?|moves?|turns?)|"
    r"(?:(?:camera|digital|fast|quick|slow)\s+)?(?:zooms?|zooming|pans?|panning|tilts?|tilting)|"
    r"(?:on-?screen\s+)?(?:text|captions?|subtitles?|titles|watermarks?|logos?|letters|overlays?)|"
    r"(?:motion\s+)?blur|flicker(?:ing)?|distortions?|warping|morphing|artifacts?|glitch(?:es)?|"
    r"slow[\s-]?mo(?:tion)?|time-?lapse|speed\s+ramps?|ramping)"
)
_ORDER = lazy(
    rf"(?:[,;]|(?<=[.!?]))\s*(?:(?:and|but|with)\s+)?(?:no|without(?:\s+any)?|zero|avoid)\s+{_OF_THE_CLIP}"
    rf"(?:\s+(?:or|and|nor)\s+(?:no\s+)?{_OF_THE_CLIP})*\s*(?=[,;.!]|$)",
    re.IGNORECASE,
)


def without_orders(prompt: str) -> str:
    """The prompt with blanks in place of such orders; every character stays in its place.

    >>> without_orders("A man walks, no cuts, no camera shake.")
    'A man walks                          .'
    """
    return _ORDER.sub(lambda order: " " * len(order[0]), prompt)
