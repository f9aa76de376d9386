"""What moves with another mover, or only seems to move, though it is told by itself."""

import re
from collections.abc import Callable, Sequence

from promptkit.patterns import lazy
from promptkit.scene import Element, Scene
from promptkit.scene.forms import infinitive, is_plural, singular
from promptkit.scene.lexicon import table, verb_classes, words
from promptkit.scene.nouns import LIVING, kind_of_word

_REACH = 60
"""Characters in which what stands beside a name is looked for."""
_FORMS = lazy(r"\b(?:in|into)\s+(?:an?|their|its|long|loose|tight|two|three)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Before the shape that others make: "gallop in a widening *fan*"."""
_TINTS = frozenset({"sepia", "monochrome", "greyscale", "grayscale", "color", "colour", "colors", "colours"})
_OFF = lazy(r"[^.,;!?\n]{0,40}\b(?:off|away)\b", re.IGNORECASE)
_HUNG_UP = lazy(
    r"\s+(?:hanging\s+)?(?:on|from|over)\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:hook|line|hanger|rack|chair|nail|peg|door|rail)\b",
    re.IGNORECASE,
)
_LAUNDRY = lazy(r"\b(?:clothes-?lines?|washing[- ]lines?|laundry|mannequins?|scarecrows?)\b", re.IGNORECASE)
"""Where clothes move that nobody wears."""
_OWNER = lazy(r"(?P<owner>[\w-]+)(?:['’]s|(?<=s)['’])\s+(?:[\w-]+\s+)?$")
OWNED = lazy(r"\b(?:his|her|their|its)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Before what somebody has: "his right *hand*"."""
_MANY = lazy(r"\b(?:hundreds|dozens|scores|forest|sea|crowd)\s+of\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SHOWS = lazy(r"\b(?:show|reveal|disclose|discover)(?:s|ing)?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
"""Before whose hands they were that the shot began with."""
_TIED = lazy(r"\b(?:roped|tethered|harnessed|leashed)\b", re.IGNORECASE)
_TIES = frozenset({"rope", "tether", "leash", "harness", "line"})
_EVERYONE = frozenset({"everyone", "everybody", "all", "both"})
_BARE_ONE = lazy(r"(?:^|[,.;:!?–—]|\b(?:and|while|but|then))\s*$", re.IGNORECASE)
_ANOTHER = lazy(r"\b(?:another|the\s+other|the\s+second)\b", re.IGNORECASE)
_LIT_BY = lazy(r"\blit\s+(?:[\w-]+\s+){0,4}?(?:by|with)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_STAYS = lazy(r"(?:is|are|was|were)?\s*(?:idl|wait|rest|park|stand|stay|remain|loom)(?:e?s|ed|ing|e)?\b", re.IGNORECASE)
_OUTSIDE = lazy(r"(?:^|[.!?;])\s*outside,[^.!?;]*$", re.IGNORECASE)
_SHUT = lazy(r"\b(?:shuttered|windowless|boarded-up|sealed)\s+(?:\w+\s+)?\w+", re.IGNORECASE)
_CAST = frozenset({"shadow", "reflection"})
_GOES_PAST = lazy(
    r"(?:slid|glid|slip|drift|pass|rush|roll|scroll|whip|flash|fl(?:y|ies|ow)|speed|rac|stream|sweep|blur|zip|go)\w*"
    r"\s+(?:\w+ly\s+)?(?:past|by|backwards?)\b",
    re.IGNORECASE,
)
_THROUGH_GLASS = lazy(
    r"\b(?:through|outside|beyond|from|out\s+of|behind|past)\s+(?:[\w'’-]+\s+){0,4}(?:windows?|windscreen|windshield|porthole)\b"
    r"[^.!?\n]*$",
    re.IGNORECASE,
)
"""How one looks out who rides."""


def moves_apart(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    """Whether it is a mover of its own beside the `others`; of what may well be theirs it is not said."""
    if element.role == "camera":
        return True
    return not any(holds(scene, element, others) for holds in _REASONS)


def _head(element: Element) -> str:
    return element.what.text.lower().split()[-1]


def _before(scene: Scene, element: Element) -> str:
    """What stands before the last word of its name."""
    at = element.what.end - len(element.what.text.split()[-1])
    return scene.prompt[max(0, at - _REACH) : at]


def _bodies(others: Sequence[Element]) -> list[Element]:
    return [other for other in others if other.role != "camera" and other.can_move_itself]


def _people(others: Sequence[Element]) -> list[Element]:
    return [other for other in _bodies(others) if kind_of_word(_head(other)) in LIVING or _head(other) == "others"]


def _goes_away(scene: Scene, element: Element) -> bool:
    """Whether something is told by which it leaves whose it is: "her hat *flies* off"."""
    return any(
        "travel" in verb_classes(infinitive(motion.text.lower().split()[0])) or _OFF.match(scene.prompt, motion.start)
        for motion in element.all_motions
    )


def _is_a_shape(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    made = singular(_head(element)) in words("rule_words", "shapes") and _FORMS.search(_before(scene, element))
    return bool(made) and any(other.what.end < element.what.start for other in others)


def _is_a_color(_scene: Scene, element: Element, _others: Sequence[Element]) -> bool:
    return element.what.text.lower() in _TINTS or element.what.text.lower() in table("style")["colors"]


def _is_worn(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    worn = singular(_head(element)) in words("rule_words", "worn")
    if _HUNG_UP.match(scene.prompt, element.what.end) or _LAUNDRY.search(scene.prompt):
        return False
    return worn and bool(_people(others)) and not _goes_away(scene, element)


def _is_a_part(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    """Whether it is of the body of another mover, or what hangs on one: "the crab's shell", "his right hand"."""
    before = _before(scene, element)
    is_of_a_body = kind_of_word(_head(element)) == "body"
    owner = _OWNER.search(before)
    if owner and (is_of_a_body or not (element.can_move_itself or _goes_away(scene, element))):
        return singular(owner["owner"].lower()) in {singular(_head(other)) for other in _bodies(others)}
    if not is_of_a_body or _MANY.search(before):
        return False
    if OWNED.search(before):
        return any(other.what.start < element.what.start for other in _people(others))
    return any(
        other.what.start > element.what.end and _SHOWS.search(scene.prompt[: other.what.start])
        for other in _people(others)
    )


def _is_tied_to(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    is_tie = singular(_head(element)) in _TIES and not element.can_move_itself
    return is_tie and bool(_bodies(others)) and _TIED.search(scene.prompt) is not None


def _is_everyone(_scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    earlier = (other for other in _people(others) if other.what.start < element.what.start)
    return _head(element) in _EVERYONE and any(earlier)


def _is_one_of_them(scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    """Whether it is one of several that move already: "the others lean in, *one* shakes his head"."""
    if element.what.text.lower() != "one" or not _BARE_ONE.search(_before(scene, element)):
        return False
    several = any(other.what.start < element.what.start and is_plural(_head(other)) for other in _people(others))
    return several and not _ANOTHER.search(scene.prompt, element.what.end)


def _only_lights(scene: Scene, element: Element, _others: Sequence[Element]) -> bool:
    return element.role == "environment" and _LIT_BY.search(_before(scene, element)) is not None


def _stays(_scene: Scene, element: Element, _others: Sequence[Element]) -> bool:
    motions = element.all_motions
    return bool(motions) and all(_STAYS.match(motion.text) for motion in motions)


def _is_out_of_sight(scene: Scene, element: Element, _others: Sequence[Element]) -> bool:
    before = scene.prompt[: element.what.start]
    return _OUTSIDE.search(before) is not None and _SHUT.search(before) is not None


def _is_cast(_scene: Scene, element: Element, others: Sequence[Element]) -> bool:
    return singular(_head(element)) in _CAST and any(other.role != "camera" for other in others)


def _is_passed_by(scene: Scene, element: Element, _others: Sequence[Element]) -> bool:
    """Whether it stands, and who films or looks travels past: "minarets slide past"."""
    motions = element.all_motions
    if singular(_head(element)) not in words("rule_words", "passed_by") or not motions:
        return False
    seen = _THROUGH_GLASS.search(scene.prompt[: element.what.start])
    return bool(seen) and all(_GOES_PAST.match(scene.prompt, motion.start) for motion in motions)


_REASONS: tuple[Callable[[Scene, Element, Sequence[Element]], bool], ...] = (
    _is_a_shape,
    _is_a_color,
    _is_worn,
    _is_a_part,
    _is_tied_to,
    _is_everyone,
    _is_one_of_them,
    _only_lights,
    _stays,
    _is_out_of_sight,
    _is_cast,
    _is_passed_by,
)
