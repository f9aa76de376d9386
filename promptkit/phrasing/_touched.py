"""What a contact is made with: the verb, and the thing that is pushed, hit, thrown or poured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from promptkit.lexicon import (
    Contact,
    beings,
    contacts_by_form,
    find_entries,
    find_things,
    portions,
    singular,
    things_of,
    vessels,
)
from promptkit.patterns import lazy
from promptkit.phrasing._behind import phrase_behind, whole_phrase
from promptkit.phrasing._bodies import eaten, hide_of, names_a_being
from promptkit.phrasing._doer import KICKS_UP, MAY_BE_SOMEBODY, PASSIVE, may_do
from promptkit.phrasing._occasion import alight, as_described, with_occasion
from promptkit.phrasing._place import sentence_around
from promptkit.scene import Element, Scene, Span

ANY = "any"
SEVERAL = "several"
SELF = "self"
"""The kind of who acts, where it is that which shows what comes of it: a cannon that fires."""
FILLED = "filled"
_AUXILIARIES = frozenset({"is", "are", "was", "were", "being", "been", "be", "gets", "get", "getting"})
_HAS_IT_DONE = lazy(
    r"(?:\s+of\s+(?:\w+\s+){0,2}?\w+)?\s+(?:(?:is|are|was|were|being|been|gets?|getting|has|have|then|now)\s+){1,3}"
    r"(?:\w+ly\s+)?",
    re.IGNORECASE,
)
_REDUCED = lazy(r"\s+(?:by|into|in|onto|on|over|against|towards?|at|up|out|from|with)\b", re.IGNORECASE)
"""Behind a participle that stands for "which is poured"."""
_BY = lazy(r"\bby\s+(?:(?:an?|the|his|her|their)\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_NEXT = 6
"""Characters between "piece" and what it is of."""
_HEAD = lazy(r"(\w+)\s+of\s+(?:(?:the|an?|his|her|its|their|some)\s+)?(?:\w+\s+)?$")
_ATTRIBUTE = lazy(r"\b(?:an?|the|by|of|his|her|its|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before a participle that describes its noun: "a thrown ball"."""
_DESCRIBES = lazy(r"\b(?:an?|the|his|her|its|their|some|many)\s+$", re.IGNORECASE)
"""Before a participle that stands for an adjective."""
_BARE_OBJECT = lazy(r"\s+(?:(?:an?|the|some)\s+)?(?:\w+\s+of\s+)?")
_NOBODY = lazy(r"\W*(?:\w+ly\W+)*")
"""Before a gerund: nobody is named who does it."""
_UNREAL = lazy(
    r"\b(?:invisible|imaginary|imagined|pretend|"
    r"(?:seeds?|roots?) of (?:doubt|hope|change|discord|evil|love|\w+(?:ion|ness|ty)))\b",
    re.IGNORECASE,
)
_FIXED = frozenset({"idiom", "unmoved"})
_LIMB = frozenset({"bodily", "faced", "clad", "combed", "hairy", "shaven", "cheeky", "ribbed"})
_BODY = frozenset({"idiom", "massaged", "muscled", "toothed", "pricked"}) | _LIMB
_OWN = lazy(r"(?:his|her|their|its)\b", re.IGNORECASE)
_UPON = lazy(r"\b(?:on|onto|upon)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_POSSESSIVE = lazy(r"(?:['’]s|s['’])\s+(?:\w+\s+)?$")
"""Before what is somebody's: the chest of a golem is no box."""
_NOT_ANY = lazy(r"(?:my|your|our|no|each(?! other['’])|every|this|that|these|those|another|other)\b", re.IGNORECASE)
_OF = lazy(r"\s+of\s+(?:(?:the|an?|his|her|its|their|some)\s+)?")
_IN_PHRASE = lazy(r"(?P<head>\w+) of (?:(?:the|an?|his|her|its|their|some)\s+)?(?P<rest>[^,.]+)$")
_AND = lazy(
    r"\s+and\s+(?!(?:it|they|then|he|she)\b)(?:(?:the|an?|some|his|her|their)\s+)?((?:[a-z'’-]+\s+){0,2}?[a-z'’-]+)(?=\W*(?:$|[.,;:!?]|\s(?:in|on|into|onto|with|from|over|at|to|for|down|together|under|behind|near)\b))"
)
_SEATED = lazy(r"\s+(?:in|on)\s+(?:an?|the|his|her|their|its)\s+((?:\w+\s+)?\w+)")
_NO_STATES = frozenset({"strike a light", "halve", "pop it"})
"""Contacts of which the bare participle does so too: "a candle lit in a window"."""
_LEAVE_A_STATE = (
    frozenset({"fold", "crumple", "spread", "tear", "snap", "crack", "smash", "pull down", "swing open"}) | _NO_STATES
)
"""Contacts of which "is folded" tells the state that they left."""
_BEING = lazy(r"\b(?:being|gets?|getting)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_TIPS_OVER = frozenset({"knock over", "topple"})
_STOPPED = frozenset({"bottle", "jar", "carton", "can", "jug", "barrel", "keg", "thermos"})
_OF_CONTENTS = frozenset({"dip", "dump", "pour", "stir", "spray", "throw", "mix", "wind blows"})
"""Contacts that are with what is in a glass, and not with the glass."""


@dataclass(frozen=True)
class Touched:
    """A thing that is touched; its phrase ends at `end`."""

    noun: str
    kinds: frozenset[str]
    plural: bool
    start: int
    end: int


def verbs_of(motion: Span) -> Iterator[tuple[Contact, Span]]:
    """Every contact whose verb is the first full verb of the motion, with that verb."""
    for match in re.finditer(r"[^\W_]+", motion.text):
        word = match[0].lower()
        verb = Span(word, motion.start + match.start(), motion.start + match.end())
        yield from ((contact, verb) for contact in contacts_by_form().get(word, ()))
        if word not in _AUXILIARIES and not word.endswith("ly"):
            return


def thing_of(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """What is touched: the object of the verb; the mover itself where it is done to it, or where two of it meet."""
    done_to_it = verb.text in contact.past and not verb.text.endswith("ing") and contact.doer in ("", "hands")
    if done_to_it and PASSIVE.search(scene.prompt[: verb.start]):
        return _in_passive(scene, contact, element, verb)
    described = verb.text.endswith("ing") and _DESCRIBES.search(scene.prompt[: verb.start])
    if described or (done_to_it and contact.state) or (done_to_it and _BY.search(scene.prompt[: element.what.start])):
        return None  # "the bouncing balls", "tossed by a cook, then slapped on the table"
    again = done_to_it and _is_done_again(scene, element, verb)
    if again or (done_to_it and contact.name not in _NO_STATES and _is_reduced(scene, element, verb)):
        return _mover(scene, contact, element)
    gerund = verb.text.endswith("ing") and contact.doer in ("", "hands") and "" in contact.preps
    if gerund and _BARE_OBJECT.fullmatch(scene.prompt[verb.end : element.what.start]):
        return _in_gerund(scene, contact, element, verb)
    follows = scene.prompt[element.what.end : verb.start].strip() == ""
    if done_to_it and not follows and _ATTRIBUTE.search(scene.prompt[: verb.start]):
        return None  # "a thrown ball"
    return _object(scene, contact, element, verb) if may_do(scene.prompt, contact, element, verb) else None


def _in_passive(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """The mover of "milk is poured"."""
    before, behind = scene.prompt[: verb.start], scene.prompt[verb.end :]
    if (contact.state or contact.name in _LEAVE_A_STATE) and not _BEING.search(before):
        return None
    if "" not in contact.preps and not re.match(rf"\s+(?:{'|'.join(contact.preps)})\b", behind):
        return None
    own = _HAS_IT_DONE.fullmatch(scene.prompt[element.what.end : verb.start])
    return _mover(scene, contact, element) if own and element.what.end < verb.start else None


def _in_gerund(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """The mover of "pouring milk", where somebody else is named who does it, or nobody."""
    doers = [
        other
        for other in scene.elements
        if other.what != element.what and other.motion and any(each.start == verb.start for each in other.all_motions)
    ]
    thrown_up = element.role == "secondary" or any(KICKS_UP.search(doer.what.text) for doer in doers)
    if contact.name == "throw" and thrown_up:
        return None
    alone = _NOBODY.fullmatch(scene.prompt[: verb.start])
    return _mover(scene, contact, element) if doers or alone else None


def _object(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """What stands behind an active verb."""
    if pronoun := re.match(r"\s+(it|them)\b", scene.prompt[verb.end :]):
        return _meant(scene, element, verb, pronoun[1], verb.end + pronoun.end()) if "" in contact.preps else None
    if SELF in contact.effect:
        return _itself(scene, contact, element, verb)
    if touched := phrase_behind(scene, verb.end, contact.preps):
        return _coordinated(scene, _in(scene, touched, contact))
    own = re.match(r"\s+(?:their|his|her|its)\b", scene.prompt[verb.end :])
    return None if own else _both(scene, contact, element, verb)


def _itself(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """Who acts."""
    asked = "|".join(re.escape(prep) for prep in contact.preps)
    said = re.match(
        rf"(?:\s+(?:{asked})\b)?" if "" in contact.preps else rf"\s+(?:{asked})\b", scene.prompt[verb.end :]
    )
    noun = element.what.text.split()[-1].lower()
    many = singular(noun) != noun
    return Touched(noun, frozenset({SELF}), many, verb.start, verb.end + said.end()) if said else None


def _is_reduced(scene: Scene, element: Element, verb: Span) -> bool:
    """Whether the mover opens its clause and a bare participle follows: "a pillow tossed onto a bed"."""
    opens = re.search(
        r"(?:^|[.;:!,\n])\s*(?:(?:an?|the|some|two|three|several)\s+)?(?:[\w-]+\s+){0,3}$",
        scene.prompt[: element.what.start],
    )
    follows = not scene.prompt[element.what.end : verb.start].strip() and element.what.end < verb.start
    leads = _REDUCED.match(scene.prompt, verb.end) is not None
    verbless = not any(motion.end <= element.what.start and motion.start >= (opens.start() if opens else 0)
                       for other in scene.elements for motion in other.motions)  # fmt: skip
    return opens is not None and follows and leads and verbless and not element.can_move_itself


def _is_done_again(scene: Scene, element: Element, verb: Span) -> bool:
    """Whether it is the second thing done to the mover: "dough tossed in the air, then slapped on the table"."""
    before = [each.text.split()[-1] for each in element.motions if each.end < verb.start]
    done = any(word in contact.past and not word.endswith("ing") for word in before
               for contact in contacts_by_form().get(word, ()))  # fmt: skip
    joined = re.search(r"(?:,|\band)\s+(?:then\s+)?$", scene.prompt[: verb.start]) is not None
    return done and joined and not find_entries(element.what.text, beings())


def on_its_occasion(prompt: str, verb: Span, thing: Touched) -> Touched:
    """A thing with what it is in the game or on the ground that the prompt names."""
    clause = prompt[verb.start : sentence_around(prompt, verb.end)[1]]
    if {"walled", "water"} <= thing.kinds and _UPON.search(prompt[verb.end : thing.start]):  # the rim of a fountain
        thing = replace(thing, kinds=thing.kinds - {"water", "puddly"})
    return replace(thing, kinds=with_occasion(thing.kinds, prompt, clause, prompt[thing.end :]))


def _mover(scene: Scene, contact: Contact, element: Element) -> Touched | None:
    """The mover as what is touched, with the words before it that say how it is."""
    before = scene.prompt[: element.what.start].split(".")[-1]
    joined = re.search(r"\s+and\s+(?:\w+\s+)?$", before)
    begins = element.what.start - len(before) + joined.start() if joined else 0
    if joined and not any(motion.end == begins for other in scene.elements for motion in other.motions):
        return None  # "water and egg are poured"
    head = _HEAD.search(before)
    if head and singular(head[1].lower()) not in portions() | vessels():
        return None  # "fragments of rock are flung"
    whole = (
        each
        for each in scene.anchors
        if (head and 0 < element.what.start - each.end < _NEXT)
        or (each.start <= element.what.start and each.end == element.what.end)
    )
    return _in(scene, next(whole, element.what), contact)


def _meant(scene: Scene, element: Element, verb: Span, pronoun: str, end: int) -> Touched | None:
    """What "it" is: the one thing named between the deed before and this one."""
    earlier = [motion for motion in element.motions if motion.end <= verb.start]
    if not earlier:
        return None
    between = [anchor for anchor in scene.anchors if earlier[-1].end <= anchor.start and anchor.end <= verb.start]
    object_ = phrase_behind(scene, earlier[-1].end, ("",))
    named = _in(scene, object_, None) if object_ and len(between) <= 1 else None
    if named is None or named.plural != (pronoun == "them"):
        return None
    return replace(named, start=verb.end, end=end)


def _both(scene: Scene, contact: Contact, element: Element, verb: Span) -> Touched | None:
    """Two things that meet: "two cars collide"."""
    start = scene.prompt[: verb.start].split(".")[-1].strip()
    alone = not re.match(r"\s+(?:with|into|against)\b", scene.prompt[verb.end :])
    if "none" not in contact.effect or not alone or not re.match(r"(?i)two\b|both\b", start):
        return None
    found = _in(scene, element.what, contact)
    return found if found and found.plural else None


def phrase_in(scene: Scene, phrase: Span) -> Touched | None:
    """The thing that a noun phrase names as the goal of a motion."""
    return _in(scene, phrase, None, goal=True)


def _in(scene: Scene, phrase: Span, contact: Contact | None, *, goal: bool = False) -> Touched | None:
    """The thing that a noun phrase names: its last noun, with its kinds; a living being is no thing."""
    if _UNREAL.search(phrase.text):
        return None
    if whole := _of(scene, phrase):
        return None if _UNREAL.search(whole[0].text) else _part(whole, contact, goal=goal)
    if names_a_being(phrase):
        met = contact is not None and "somebody" in contact.effect  # by a snowball, by the rain
        who = _touched(phrase, phrase.text.split()[-1].lower(), frozenset({"somebody"}), 0) if met else None
        hide = hide_of(phrase, contact)
        clad = _touched(phrase, phrase.text.split()[-1].lower(), hide, 0) if hide else None
        return _food(phrase, contact) or _seat(scene, phrase, contact) or clad or who
    return _plain(phrase)


def _of(scene: Scene, phrase: Span) -> tuple[Span, str, Span] | None:
    """Head and rest of "a glass of water": whole phrase, head noun, what stands behind "of"."""
    if inner := _IN_PHRASE.search(phrase.text):
        rest = Span(inner["rest"], phrase.start + inner.start("rest"), phrase.end)
        return phrase, inner["head"].lower(), rest
    link = _OF.match(scene.prompt, phrase.end)
    behind = next((each for each in scene.anchors if phrase.end < each.start), None)
    if link is None:
        return None
    bare = next((each for each in find_things(scene.prompt[link.end() :]) if each.start == 0), None)
    if behind and behind.start <= link.end():
        whole = whole_phrase(scene, behind)
        end = behind.end if "," in whole.text else whole.end
    elif bare:
        end = link.end() + bare.end
    else:
        return None
    words = phrase.text.split()
    rest = Span(scene.prompt[link.end() : end], link.end(), end)
    return Span(scene.prompt[phrase.start : end], phrase.start, end), words[-1].lower(), rest


def _part(whole: tuple[Span, str, Span], contact: Contact | None, *, goal: bool) -> Touched | None:
    """What "a glass of water" or "a slice of bread" is to this contact."""
    phrase, head, rest = whole
    base = singular(head)
    if contact and (contact.doer == "legs" or "idiom" in contact.effect):  # "a field of wheat", "the boots of a man"
        part = Touched(head, frozenset({"idiom"}), base != head, phrase.start, phrase.end)
        walked = _own_part(phrase, rest) if things_of(base) & {"water", "roof"} else _plain(phrase)
        return walked if contact.doer == "legs" else part
    if _NOT_ANY.match(phrase.text):
        return None
    if find_entries(rest.text, beings()):  # the shield of a paladin, but not the picture of one
        return _of_somebody(
            whole, _LIMB if goal else _LIMB & contact.effect.keys() if contact else frozenset(), goal=goal
        )
    if base in vessels():
        return _vessel(whole, contact)
    if base in portions():
        inner = _plain(rest)
        own = things_of(base) if goal and base != "bed" else frozenset()
        return replace(inner, start=phrase.start, kinds=inner.kinds | own | alight(phrase.text)) if inner else None
    return _own_part(phrase, rest)


def _of_somebody(whole: tuple[Span, str, Span], limbs: frozenset[str], *, goal: bool) -> Touched | None:
    """The shoulders of a guard, the shield of a paladin."""
    phrase, head, rest = whole
    if limb := things_of(singular(head)) & limbs:
        return Touched(head, limb, singular(head) != head, phrase.start, phrase.end)
    return _own_part(phrase, rest) if goal and "rigid" in things_of(singular(head)) else None


def _own_part(phrase: Span, rest: Span) -> Touched | None:
    """The strings of a harp, the windshield of a car."""
    found = _plain(Span(phrase.text[: -len(rest.text)].rsplit(" of", 1)[0], phrase.start, rest.start))
    return replace(found, end=phrase.end) if found and found.kinds - {ANY} and "idiom" not in found.kinds else None


def _vessel(whole: tuple[Span, str, Span], contact: Contact | None) -> Touched | None:
    """A glass of water: the water where it is poured, the glass where it is filled or pushed."""
    phrase, head, rest = whole
    base = singular(head)
    if contact and contact.name in _OF_CONTENTS:
        inner = _plain(rest)
        return replace(inner, start=phrase.start) if inner else None
    kinds = things_of(base) | ({ANY} if things_of(base) else frozenset())
    held = (
        frozenset(f"of_{kind}" for kind in things_of(rest.text)) | {FILLED}
        if contact is None or contact.doer or (contact.name in _TIPS_OVER and base not in _STOPPED)
        else frozenset()
    )
    return Touched(f"{head} of {rest.text}", kinds | held, base != head, phrase.start, phrase.end) if kinds else None


def _food(phrase: Span, contact: Contact | None) -> Touched | None:
    """A fish or a chicken on the board."""
    if contact is None or _OWN.match(phrase.text):
        return None
    found = [each for each in find_things(phrase.text) if each.end == len(phrase.text) and eaten(contact, each.entry)]
    return _touched(phrase, found[0].noun, found[0].entry, found[0].start) if found else None


def _seat(scene: Scene, phrase: Span, contact: Contact | None) -> Touched | None:
    """What somebody sits in who is pushed."""
    seat = _SEATED.match(scene.prompt, phrase.end)
    if seat is None or contact is None or contact.name not in ("push", "pull"):
        return None
    found = [thing for thing in find_things(seat[1]) if thing.entry & {"wheeled", "swing", "heavy"}]
    if not found:
        return None
    noun = found[-1]
    return Touched(noun.noun, noun.entry, noun.plural, phrase.start, seat.start(1) + noun.end)


def _plain(phrase: Span) -> Touched | None:
    """The last noun of a phrase."""
    if _NOT_ANY.match(phrase.text) or names_a_being(phrase):
        return None
    listed = [thing for thing in find_things(phrase.text) if thing.end == len(phrase.text)]
    last = re.search(r"(?<!\w)[a-z]+$", phrase.text)
    if listed:
        thing = listed[0]
        own = _OWN.match(phrase.text) or _POSSESSIVE.search(phrase.text[: thing.start])
        kinds = thing.entry & _BODY if own and "idiom" in thing.entry else thing.entry
        kinds = kinds if own or kinds & _FIXED else kinds | {ANY}
        return _touched(phrase, thing.noun, kinds, thing.start)
    if _OWN.match(phrase.text) or last is None or MAY_BE_SOMEBODY.search(last[0]):
        return None
    if last.start() == 0 and singular(last[0]) == last[0]:  # "drop open": it may be no noun
        return None
    return _touched(phrase, last[0], frozenset({ANY}), last.start())


def _touched(phrase: Span, noun: str, kinds: frozenset[str], start: int) -> Touched:
    last = noun.rsplit(" ", maxsplit=1)[-1]
    many = singular(last) != last and last not in ("canvas", "christmas")
    described = as_described(kinds, phrase.text[:start])
    return Touched(noun, described | alight(phrase.text), many, phrase.start + start, phrase.end)


def _coordinated(scene: Scene, thing: Touched | None) -> Touched | None:
    """Two things that the same is done to are named together: "onions and carrots"."""
    both = _AND.match(scene.prompt, thing.end) if thing else None
    if thing is None or both is None:
        return thing
    if any(both.start() < motion.start < both.end() for each in scene.elements for motion in each.motions):
        return thing  # "slices potatoes and adds them"
    second = _plain(Span(both[1], both.start(1), both.end(1)))
    shared = second.kinds & thing.kinds if second else frozenset()
    if second is None or not shared - {ANY}:
        return None
    return Touched(f"{thing.noun} and {second.noun}", shared | {SEVERAL}, True, thing.start, both.end(1))
