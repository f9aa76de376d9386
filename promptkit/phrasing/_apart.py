"""An air told apart from the place: no "stirs in a light draught in the bedroom"."""

import re

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy
from promptkit.phrasing._addition import Addition
from promptkit.phrasing._fit import is_closed
from promptkit.phrasing._place import clause_end
from promptkit.scene import Element, Scene

_IN_A_PLACE = lazy(r"\s+in\s", re.IGNORECASE)
_BLOWS = lazy(
    r"(?:the|a) (?:light |strong |same )?(?:wind|breeze|draught|downwash|current|stream of air)", re.IGNORECASE
)
_CARRIED = lazy(r"(?:\w+ly\s+)?(?:drift|float|waft|swirl|hover|whirl)", re.IGNORECASE)


def apart_from_its_place(scene: Scene, element: Element, added: Addition) -> Addition | None:
    """The same behind a place that begins with "in" as well: ", stirred by a light draught"; None where it stays.

    Where somebody stands between, it could be said of him.
    """
    motion, air = element.motion or element.what, added.text.removeprefix(" in ")
    if not _BLOWS.fullmatch(air) or not _IN_A_PLACE.match(scene.prompt, added.at):
        return None
    end = clause_end(scene, element)
    if end <= added.at or not is_closed(scene.prompt, end) or find_entries(scene.prompt[added.at : end], beings()):
        return None
    light = "light" in air and "stir" not in motion.text
    verb = (
        "carried" if _CARRIED.match(motion.text) else "stirred" if light else "rocked" if "current" in air else "blown"
    )
    return Addition(end, f", {'driven' if verb == 'blown' and 'blow' in motion.text else verb} by {air}")
