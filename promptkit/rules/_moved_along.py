"""What a sentence moves along with something else that it tells of: nothing more need be said to move it."""

import re

from promptkit.counted_with import OWNED
from promptkit.lexicon import actions, beings, find_entries, materials, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing import mover_before, sentence_around
from promptkit.rules._loose import is_rooted, wants_force
from promptkit.scene import Element, Scene
from promptkit.scene.forms import singular
from promptkit.scene.lexicon import classes_by_word
from promptkit.scene.nouns import is_known_noun, names_somebody

_IN_HAND = lazy(
    r"\s*(?:\w+ly\s+)?(?:in|from|on|over|under|around|round|about|against|off|at|behind)\s+(?:his|her|their|its|one|both|the)\s+"
    r"(?:\w+\s+)?(?:hands?|arms?|grip|grasp|fingers|fist|mouth|beak|paws?|shoulders?|backs?|necks?|wrists?|belts?|hips?|"
    r"waists?|head|side|sides|ankles?|legs?|knees?)\b",
    re.IGNORECASE,
)
_OFF_SOMEBODY = lazy(r"\s*(?:\w+ly\s+)?(?:off|from)\s+(?:his|her|their|its)\s", re.IGNORECASE)
_TURNS = lazy(
    r"\b(?:look(?:s|ing)?\s+(?:back|up|down|around|over|from|to)|glanc(?:es?|ing)|turn(?:s|ing)?|nod(?:s|ding)?|"
    r"shak(?:es?|ing)\s+(?:his|her|their|its)\s+head|toss(?:es|ing)?\s+(?:his|her|their|its)\s+(?:head|hair)|"
    r"tilt(?:s|ing)?|spin(?:s|ning)?|lean(?:s|ing)?\s+(?:in|over|forward|back)|bow(?:s|ing)?|laugh(?:s|ing)?)\b",
    re.IGNORECASE,
)
"""What moves hair and jewellery though nobody leaves the spot."""
_SHORTEST_DOER = 5
"""Letters of a word in -er that names who does something."""


def hangs_on_a_mover(scene: Scene, element: Element) -> bool:
    """Whether it hangs on, is held by or flies off somebody or something that moves for a reason of its own."""
    if element.motion is None or is_rooted(scene, element):
        return False
    behind, owned = element.motion.end, OWNED.search(scene.prompt, 0, element.what.start)
    moves = any(is_somebody(other.what.text) for other in _before(scene, element, of_the_prompt=True))
    if _IN_HAND.match(scene.prompt, behind) or _OFF_SOMEBODY.match(scene.prompt, behind):
        return moves or _turns(scene, element)
    if _hangs_on_a_thing_that_is_moved(scene, element) or (element.role == "secondary" and _follows(scene, element)):
        return True
    return owned is not None and _turns(scene, element)


def is_somebody(what: str) -> bool:
    """Whether words name a person or an animal: by the lexicon, or as one who does something ("a keeper")."""
    if find_entries(what, beings()):
        return True
    noun = what.lower().split()[-1]
    doer = singular(noun).endswith(("er", "or", "ist", "ian")) and len(singular(noun)) >= _SHORTEST_DOER
    return names_somebody(noun) or (doer and not is_known_noun(noun))


def _follows(scene: Scene, element: Element) -> bool:
    """Whether the last one named before it is a being or a vehicle that moves."""
    mover = mover_before(scene, element)
    if mover is None:
        return False
    return is_driven(mover.what.text) or is_somebody(mover.what.text)


def is_driven(what: str) -> bool:
    """Whether words name a vehicle."""
    known = any(found.entry.name == "motor" for found in find_entries(what, materials()))
    return known or "vehicles" in classes_by_word("movers_living").get(singular(what.lower().split()[-1]), ())


def _hangs_on_a_thing_that_is_moved(scene: Scene, element: Element) -> bool:
    """Whether the last thing named before it in its sentence is one that something moves, said or by its weight."""
    last = next(reversed(_before(scene, element)), None)
    if last is None or last.role != "subject" or last.can_move_itself:
        return False
    return last.cause is not None or (element.role == "secondary" and not wants_force(scene, last))


def _turns(scene: Scene, element: Element) -> bool:
    """Whether somebody of its sentence, whom nothing was read of, turns or acts before it."""
    start, _ = sentence_around(scene.prompt, element.what.start)
    before = scene.prompt[start : element.what.start]
    who = find_entries(before, beings())
    if not who:
        return False
    told = before[who[-1].end :]
    action = verb_in(told, actions())
    return _TURNS.search(told) is not None or (action is not None and not action.calm)


def _before(scene: Scene, element: Element, *, of_the_prompt: bool = False) -> list[Element]:
    """The other movers that are named before it, in its sentence or anywhere, the camera aside."""
    start = 0 if of_the_prompt else sentence_around(scene.prompt, element.what.start)[0]
    end = element.what.start
    return [
        other
        for other in scene.elements
        if other.role != "camera"
        and other.what.end <= end
        and any(start <= motion.start < end for motion in other.all_motions)
    ]
