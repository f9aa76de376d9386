"""Water that is to be a mirror: whatever else moves, no ripple may run over it."""

from functools import lru_cache

from promptkit.patterns import lazy

_EXACT = (
    r"(?:clear|crisp|sharp|exact|precise|perfect|flawless|still|undistorted|undisturbed|unbroken|mirror(?:-?like)?|"
    r"glass(?:-?like|y)|faithful|accurate|inverted|symmetrical|symmetric|identical|pristine|pin-?sharp|motionless)"
)
_MIRROR = lazy(
    rf"(?i)\breflections?\b[^.;!?]{{0,60}}?"
    rf"\b(?:is|are|remains?|stays?|appears?|looks?|must be|should be)\s+(?:\w+ly\s+)?{_EXACT}\b"
    rf"|\b{_EXACT}(?:,?\s+(?:and\s+)?[\w-]+){{0,2}}\s+reflections?\b"
    r"|\bmirror[- ](?:image|like|smooth|still|calm|flat|finish|surface)\b"
    r"|\bglass-?like\b|\blike\s+(?:a\s+(?:dark\s+|perfect\s+|giant\s+)?mirror|glass)\b"
    r"|\b(?:perfectly|exactly|faithfully|precisely|flawlessly|clearly|symmetrically|sharply)\s+(?:mirror|reflect|double)(?:s|ed|ing)?\b"
    r"|\b(?:mirror|reflect)(?:s|ed|ing)?\b[^.,;!?]{0,40}"
    r"\b(?:perfectly|exactly|faithfully|precisely|flawlessly|clearly|like a mirror)\b"
    r"|\b(?:water|surface|lake|pond|sea|river|lagoon|bay|canal|pool)s?\b,?\s+(?:(?:is|lies|lying|so|perfectly|completely|utterly)\s+)*"
    r"(?:as\s+)?(?:still|smooth|flat)\s+(?:and|as)\b"
)
"""An exact, clear or unmoved reflection, or a surface like glass."""


@lru_cache(maxsize=8)
def asks_for_a_mirror(prompt: str) -> bool:
    """Whether a prompt asks for a reflection that nothing may break.

    >>> asks_for_a_mirror("The reflection of the tower in the lake is sharp.")
    True
    """
    return _MIRROR.search(prompt) is not None
