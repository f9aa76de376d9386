"""Whether a face may be seen in a shot: then its negative names what goes wrong with faces."""

import re
from collections.abc import Iterator

from promptkit.lexicon import (
    WORD,
    Being,
    Found,
    Material,
    beings,
    find_entries,
    materials,
    singular,
    without_clock_hands,
)
from promptkit.patterns import lazy
from promptkit.scene.lexicon import verb_classes
from promptkit.scene.nouns import is_known_noun, names_somebody
from promptkit.shot import LAST_FRAME, Shot

_SOMEBODY = lazy(
    r"\b(?:he|she|him|her|hers|his|who|whom|someone|somebody|everyone|everybody|anyone|"
    r"people|crew(?!\s+(?:cab|neck))|couple(?!\s+of)|crowds?|audience"
    r"|(?<!watch )(?<!clock )(?<!cliff )(?<!rock )(?<!dial )faces?"
    r"(?!\s+(?:the|us|each|one|into|left|right|away|south|north|west|east)\b)|faced|facial|portrait|selfie|eyes?|lips?"
    r"|smil\w+|hair|"
    r"(?<!-)hands?(?!-)|fingers?|cheeks?|mouths?(?!\s+of)|"
    r"shoulders?(?!\s+of)|silhouettes?|figures?|characters?|(?<!scale )(?<!3d )models?(?!\s+(?:of|trains?|railways?"
    r"|ships?|cars?)\b)|"
    r"creatures?|monsters?|beasts?|dragons?|pov|boxing|choir|orchestra|concert|"
    r"(?:birthday|garden|dinner|house|pool|street|beach|office|costume|tea)\s+part(?:y|ies)|family\s+(?:dinner"
    r"|reunion|video))\b",
    re.IGNORECASE,
)
"""Words of somebody, of a part of one that is seldom seen without a face, or of what people do together."""
_KEPT_OUT = lazy(
    r"\b(?:no|without(?:\s+any)?)\s+(?:(?:visible|human|recogni[sz]able|clear)\s+)*faces?(?=\s*(?:[,.;!)]|$|visible|shown|seen|in\b))"
    r"|\bfaces?\s+(?:is\s+|are\s+)?(?:not|never)\s+(?:visible|shown|seen|in\s+frame)\b",
    re.IGNORECASE,
)
"""A prompt that wants no face in the picture, whoever is in it."""
_THEY = lazy(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
"""Somebody, unless several things were named before."""
_PLURAL = lazy(r"\b[a-z-]{2,}[^\Ws]s\b")
_BLOWN = lazy(r"\b(?:wind|breeze|gust|draught|air|current|swell)\s+(?:\w+\s+){0,6}?them\b", re.IGNORECASE)
"""What the air moves: clouds, leaves; people are named beside it."""
_WORD = (
    r"(?!(?:an?|the|his|her|its|their|my|our|this|that|these|two|three|in|on|at|of|with|by|as|while|when|and|or|nor|for"
    r"|to|from|but|is|are|\w+ing)\b)[a-z]+(?:-[a-z]+)?"
)
_ABSENT = lazy(
    r"\b(?:nobody|no[ -]one|(?:no|zero|without|minus|devoid\s+of|empty\s+of|free\s+(?:of|from)|not\s+a(?:\s+single)?)"
    r"\s+(?!(?:longer|more|less|matter|doubt|wonder|sooner|other|another)\b)(?:(?:any|an?|visible)\s+)?"
    rf"{_WORD}(?:\s+{_WORD}){{0,2}}(?:\s*,?\s+(?:or|and|nor)\s+(?:no\s+|any\s+)?{_WORD})*)\b",
    re.IGNORECASE,
)
"""Whoever and whatever is not there: "no people", "without guests or staff"."""
_HOLDS_SOMEBODY = frozenset({
    "wolf pack", "cat burglar", "baby bump", "baby carriage", "koi pond", "koi fish pond", "fish bowl", "goldfish bowl",
    "bird cage", "cat tail", "lion statue", "bear statue", "horse statue",
})  # fmt: skip
"""Things named after somebody who is there as well."""
_DOES_LIKE_SOMEBODY = ("fan", "player", "runner")
"""Last words of things that are somebody when they stand alone: "ceiling fan", "record player", "table runner"."""
_OWNED = lazy(r"(?<=\w)['’]s\b")
_SOLD_TO = lazy(r"\b(?:(?:wo)?men|children|kids|ladies|girls|boys)['’]s?\s+(?=\w)", re.IGNORECASE)
"""Whom a thing is made for: a pair of men's boots."""
_NO_FACE = frozenset({
    "insect", "dragonfly", "butterfly", "moth", "crawler", "ant", "bee", "crab", "lobster", "mantis", "grasshopper",
    "snail", "jellyfish", "squid", "worm",
})  # fmt: skip
"""Kinds of animals in which nobody looks for a face."""
_DOER = lazy(
    r"\b(?:(?P<who>\w{2,}(?:man|men|woman|women|boys?|girls?|ists?|eers?))|"
    r"(?:an?|the)\s+(?:\w+\s+){0,2}?(?P<does>\w{3,}(?:er|or)s?)\s+(?:who|\w+s|\w+ing))\b",
    re.IGNORECASE,
)
_NO_DOER = lazy(
    r"sneakers?|\w*burgers?|blenders?|toasters?|mixers?|speakers?|chargers?|printers?|scooters?|trailers?|rollers?"
    r"|containers?|"
    r"cookers?|cleaners?|computers?|controllers?|monitors?|projectors?|routers?|loafers?|trainers?|drawers?|decanters?|"
    r"shakers?|tumblers?|dispensers?|humidifiers?|trimmers?|shavers?|heaters?|coolers?|grinders?|lighters?|"
    r"\w*hammers?|landers?|rovers?|cruisers?|tankers?|freighters?|gliders?|steamers?|excavators?|bulldozers?"
    r"|elevators?|escalators?|"
    r"generators?|conveyors?|sprinklers?|burners?|boilers?|dryers?|washers?|freezers?|lockers?|counters?|leathers?"
    r"|silver|copper|amber|winter|summer|covers?"
    r"|rubbers?|"
    r"ramen|specimen|omen|abdomen|stamen|regimen|\w+wrists?|twists?|mists?|exists?|consists?|resists?|assists?"
    r"|persists?|steers?|"
    r"outer|inner|upper|lower|under|over|after|either|other|another|never|longer",
    re.IGNORECASE,
)
"""Products that are named as doers are, and that the lists of things lack; words that only end so."""
_CAPITAL = lazy(r"\b[A-Z][a-z]+")
_BEFORE_A_THING = lazy(
    r"(?:\b(?:an?|the|this|one)\s+(?:[\w-]+\s+){0,3}|\b(?:in|over|at|from|near|through|above|across|around)\s+"
    r"|[.!?:\n]\s+"
    r"|\b(?:shot|filmed|recorded|captured|made)\s+(?:on|with|by|in)\s+(?:[\w-]+\s+){0,2})$",
    re.IGNORECASE,
)
"""Before a capital that names a make or a place, or begins a sentence."""
_REACH = 80
"""Characters before a capital that are looked at."""
_OPENING = " \t\n\r\"'-*"
"""Blanks and marks that a prompt may open with."""
_FIRST_DOES = lazy(
    r"(?!(?:The|Two|Three|Four|Five|Six|Ten|Many|Some|This|That|Each|Every|There|Here|It|All|Nothing|Everything)\b)\w+\s+(?P<does>\w+s|and|is)\b"
)


def may_show_a_face(shot: Shot) -> bool:
    """Whether a face may be seen: the prompt names a being or may do so, or a picture goes with it.

    None is where the prompt wants none ("no face").
    The last frame of another shot is no such picture: what it shows, that shot's prompt names.
    """
    image = "" if (shot.image or "").startswith(LAST_FRAME) else shot.image
    if _KEPT_OUT.search(shot.prompt):
        return False
    if image or shot.last_image or shot.reference_video or shot.elements or not shot.prompt.strip():
        return True
    if not shot.prompt.isascii():
        return True
    prompt = _OWNED.sub("", _SOLD_TO.sub("", _BLOWN.sub("", without_clock_hands(shot.prompt))))
    prompt = _ABSENT.sub("", prompt)
    if _SOMEBODY.search(prompt) or _they(prompt):
        return True
    kinds: tuple[Being | Material, ...] = (*beings(), *materials())
    named = find_entries(prompt, kinds)
    who = [found.entry.kind for found in named if isinstance(found.entry, Being)]
    if any(kind not in _NO_FACE for kind in who) or any(_others(prompt, named)):
        return True
    doers = (match["who"] or match["does"] for match in _DOER.finditer(prompt))
    return any(_acts(doer.lower()) for doer in doers) or any(_may_name(prompt))


def _they(prompt: str) -> bool:
    they = _THEY.search(prompt)
    return they is not None and _PLURAL.search(prompt[: they.start()]) is None


def _others(prompt: str, named: list[Found[Being | Material]]) -> Iterator[bool]:
    """Whether each word names somebody, those left out of beings without a face and of things called after somebody."""
    of_things = (found for found in named if isinstance(found.entry, Being) or _is_called_after_somebody(found.noun))
    taken = {position for found in of_things for position in range(found.start, found.end)}
    yield from (names_somebody(match.group().lower()) for match in WORD.finditer(prompt) if match.start() not in taken)


def _is_called_after_somebody(thing: str) -> bool:
    """Whether it is a compound, and no being though a word of it is one: "grandfather clock", "ceiling fan"."""
    last = thing.rsplit(maxsplit=1)[-1]
    is_thing = singular(last) in _DOES_LIKE_SOMEBODY or not names_somebody(last)
    return " " in thing and is_thing and thing not in _HOLDS_SOMEBODY


def _acts(doer: str) -> bool:
    return not (is_known_noun(doer) or _NO_DOER.fullmatch(doer))


def _may_name(prompt: str) -> Iterator[bool]:
    """Whether each capitalised word may be somebody's name: inside a sentence, or at the start before a verb."""
    prompt = prompt.lstrip(_OPENING)
    for match in _CAPITAL.finditer(prompt):
        if match.start() == 0:
            first = _FIRST_DOES.match(prompt)
            yield first is not None and not is_known_noun(match[0].lower()) and _is_done(first["does"])
        else:
            yield _BEFORE_A_THING.search(prompt, max(0, match.start() - _REACH), match.start()) is None


def _is_done(word: str) -> bool:
    """Whether a word behind a name is what somebody does: "Anna walks", unlike "Oil lamps"."""
    return word in ("and", "is") or (bool(verb_classes(singular(word))) and not is_known_noun(singular(word)))
