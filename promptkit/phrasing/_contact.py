"""Contacts: what becomes of the thing that is pushed, hit, thrown or poured."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from promptkit.lexicon import (
    TIME_LAPSE,
    Contact,
    Found,
    beings,
    contacts,
    find_entries,
    find_things,
    singular,
    things_of,
)
from promptkit.patterns import lazy
from promptkit.phrasing._addition import Addition
from promptkit.phrasing._fit import has_past_form, is_closed, is_near
from promptkit.phrasing._place import clause_end, content_end, motion_begins
from promptkit.scene import Element, Scene, Span

_GOAL = lazy(r"\b(?:into|in|onto|on|over|across|against|at)\s+$")
_PASSIVE = lazy(r"\b(?:is|are|was|were|being|been|gets?|getting)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PASSIVE_NOW = lazy(r"\b(?:is|are|being|gets?|getting)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_ONLY_MEANT = lazy(
    r"\b(?:about to|tr(?:y|ies|ying) to|wants? to|going to|ready to|prepar\w+ to|fail\w* to|miss\w*|almost|nearly|if|"
    r"not|never|or|without|\w+n['’]t|before|who|which|that)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""What is not done, or told of in passing."""
_COMES_OF_IT = lazy(
    r",\s*(?:(?:the|its|his|her|their)\s+(?:\w+\s+){1,2})?(?:\w+ly\s+)?\w+ing\b|,\s*(?:with|which|both|and\s+(?:it|the|then))\b|;\s*\w|\bwhere\b|\bas\s+(?:it|they|the|if)\b"
    r"|\bunder\s+(?:the|each|its|their)\b"
    r"|\b(?:sen[dt]|caus|mak|made|so\s+that|until|splash|shatter|scatter|ripple|burst|crumpl|crumbl|dent|bounc|fly|flies|"
    r"flew|spray|spill|explo|fall|fell|roll|spin|spun|sway|shak|shook|trembl|sink|sank|rise|rising|fill|open|shut|pieces|"
    r"half|apart|away|gravity|reveal|flow|mix|swirl|drip|cascad|spread|creat|slid|splinter|crack|broke|rebound|sizzl|"
    r"sparks?\b|drop|flatten|swell|dying|ringing|collaps|toppl|jolt|recoil|swing|swung|stop|score|goal\b)",
    re.IGNORECASE,
)
"""After a contact: what comes of it, or may."""


_HAS_IT_DONE = lazy(
    r"\s+(?:(?:is|are|was|were|being|been|gets?|getting|has|have|then|now)\s+){1,3}(?:\w+ly\s+)?", re.IGNORECASE
)
_ATTRIBUTE = lazy(r"\b(?:an?|the|by|of|his|her|its|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before a participle that describes its noun: "a thrown ball"."""
_LEADS_ON = lazy(r"\s+(?:that|who|which|where|by|and again|and on|before (?:him|her|it|them))\b")
_LONGEST_NAME = 200
"""Characters behind its verb within which a touched thing is named."""
_ANY = "any"
_NO_BODY = frozenset({"wave", "water", "liquid", "small"})
"""Kinds that strike no blow."""
_ON_LEGS = frozenset(
    {"mammal", "hound", "bear", "ape", "hoofed", "cattle", "elephant", "pig", "giant", "camel", "giraffe", "beast"}
)
"""Kinds of animals heavy enough that the ground answers their steps."""
_RIDES = lazy(
    r"\b(?:ski\w*|skat\w*|cycl\w*|bik\w*|bicycl\w*|motorcycl\w*|rid(?:es?|ing|ers?)|driv\w*|sled\w*|surf\w*|treadmill|cars?|"
    r"robot|ghost|toy|float\w*|fly\w*)\b",
    re.IGNORECASE,
)
"""Who leaves no steps behind."""
_DAMP = lazy(r"\b(?:rain\w*|wet|mud\w*|snow\w*|puddles?|flood\w*)\b", re.IGNORECASE)
"""Where no dust rises."""
_BARE_OBJECT = lazy(r"\s+(?:(?:an?|the|some)\s+)?")
_WORD = lazy(r"\w")
_TOO_LIGHT = lazy(
    r"\b(?:kites?|lea(?:f|ves)|feathers?|petals?|paper|planes?|snow(?:flakes?)?|ash|dust|bubbles?|seeds?|hats?|scarf|"
    r"balloons?|butterfl(?:y|ies)|shadows?|light|night|silence|rain|drops?|raindrops?|asleep)\b",
    re.IGNORECASE,
)
_DRAWN_OUT = lazy(r"\s+(?:out|up|off|from|down|apart|open|shut)\b", re.IGNORECASE)
"""Where a thing is not moved along the ground."""
_FIXED = frozenset({"idiom", "unmoved"})
_OWN = lazy(r"(?:his|her|their|its)\b", re.IGNORECASE)
_NOT_ANY = lazy(r"(?:my|your|our|no|each|this|that|these|those)\b", re.IGNORECASE)


def effect_of(scene: Scene, element: Element) -> Addition | None:
    """Where to say what the thing does that `element` touches, and how; None where it is told, or not sure."""
    motion = element.motion
    if motion is None or element.role == "camera":
        return None
    said = _verbs(motion)
    may_be = {number for verb in said for number in _contacts_by_form().get(verb.text, ())}
    if not may_be or TIME_LAPSE.search(scene.prompt):
        return None
    for contact in (contacts()[number] for number in sorted(may_be)):
        verb = next(verb for verb in said if verb.text in contact.forms)
        if not _may_be_named(contact, scene.prompt) or _ONLY_MEANT.search(scene.prompt[: verb.start]):
            continue
        if _is_told(scene, element, verb.end + _LONGEST_NAME):  # a look that spares the parser
            continue
        thing = _thing(scene, contact, element, verb)
        end = max(thing.end, verb.end) if thing else verb.end
        others = tuple(other for other in scene.elements if not verb.start <= other.what.start < end)
        at = clause_end(replace(scene, elements=others), element)
        if thing is None or at < end or not _may_stand(scene, at) or _is_told(scene, element, end):
            continue
        text = _text(scene, contact, verb, thing, Span(scene.prompt[end:at], end, at))
        if text and text not in scene.prompt:
            goes_on = re.match(r"\s+[\w(]", scene.prompt[at:]) is not None
            told_now = _PASSIVE_NOW.search(scene.prompt[: verb.start]) or not has_past_form(
                scene.prompt, verb.start, verb.text
            )
            sure = bool(told_now) and is_closed(scene.prompt, at) and is_near(scene.prompt, end, at)
            sure = (
                sure
                and at == content_end(scene, max(verb.start, at - 1))
                and not _weightless(contact, element)
                and not _DRAWN_OUT.match(scene.prompt, end)
            )
            return Addition(at, f", {text}," if goes_on else f", {text}", sure)
    return None


def _may_be_named(contact: Contact, prompt: str) -> bool:
    """Whether any of the kinds that answer to it is named at all: a look that spares the parser."""
    return bool({_ANY, "none"} & contact.effect.keys() or things_of(prompt) & {*contact.effect, *contact.goal})


def _weightless(contact: Contact, element: Element) -> bool:
    """Whether what lands is too light to move what it lands on: a leaf on a lake."""
    return contact.name == "jump in" and _TOO_LIGHT.search(element.what.text) is not None


def _verbs(motion: Span) -> list[Span]:
    """What may be the verb of a contact: the first full verb of the motion, and the words before it."""
    found: list[Span] = []
    for match in re.finditer(r"[^\W_]+", motion.text):
        word = match[0].lower()
        found.append(Span(word, motion.start + match.start(), motion.start + match.end()))
        if word not in {"is", "are", "was", "were", "being", "gets", "get"} and not word.endswith("ly"):
            break
    return found


@cache
def _contacts_by_form() -> Mapping[str, tuple[int, ...]]:
    """Form of a verb → the places in `contacts()` of those that it tells."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, contact in enumerate(contacts()):
        for form in contact.forms:
            found[form].append(number)
    return {form: tuple(numbers) for form, numbers in found.items()}


def _may_do(prompt: str, contact: Contact, element: Element) -> bool:
    """Waves break and nothing else does; what else nature does is no contact of this kind."""
    kinds = things_of(element.what.text)
    if contact.doer == "legs":
        who = find_entries(element.what.text, beings())
        return bool(who) and (who[-1].entry.human or who[-1].entry.kind in _ON_LEGS) and not _RIDES.search(prompt)
    if contact.doer:
        return contact.doer in kinds
    return not kinds & _NO_BODY and element.role != "environment"


def _thing(scene: Scene, contact: Contact, element: Element, verb: Span) -> Found[frozenset[str]] | None:
    """What is touched: the object of the verb; the mover itself where it is done to it, or where two of it meet."""
    done_to_it = verb.text in contact.past and not verb.text.endswith("ing")
    if done_to_it and _PASSIVE.search(scene.prompt[: verb.start]):
        own = _HAS_IT_DONE.fullmatch(scene.prompt[element.what.end : verb.start])
        return _in(element.what) if own and element.what.end < verb.start else None
    if verb.text.endswith("ing") and _BARE_OBJECT.fullmatch(scene.prompt[verb.end : element.what.start]):
        named = any(
            other is not element and other.motion and element.motion and other.motion.start == element.motion.start
            for other in scene.elements
        )
        return _in(element.what) if named or not _WORD.search(scene.prompt[: verb.start]) else None  # "pouring milk"
    described = done_to_it and _ATTRIBUTE.search(scene.prompt[: verb.start])
    if described or not _may_do(scene.prompt, contact, element):
        return None
    touched = _phrase_at(scene, verb.end, contact.preps)
    if touched is not None:
        return _in(touched)
    if re.match(r"\s+(?:their|his|her|its)\b", scene.prompt[verb.end :]):
        return None
    return _both(scene, contact, element, verb)


def _both(scene: Scene, contact: Contact, element: Element, verb: Span) -> Found[frozenset[str]] | None:
    """Two things that meet: "two cars collide"."""
    start = scene.prompt[: verb.start].split(".")[-1].strip()
    alone = not re.match(r"\s+(?:with|into|against)\b", scene.prompt[verb.end :])
    if "none" not in contact.effect or not alone or not re.match(r"(?i)two\b|both\b", start):
        return None
    found = _in(element.what)
    return found if found and found.plural else None


def _phrase_at(scene: Scene, start: int, preps: tuple[str, ...]) -> Span | None:
    """The noun phrase that stands right behind `start`, but for an adverb and one of the prepositions."""
    allowed = "|".join(re.escape(prep) + r"\s+" if prep else "" for prep in sorted(preps, key=len, reverse=True))
    for anchor in scene.anchors:
        if anchor.start > start:
            between = scene.prompt[start : anchor.start]
            return anchor if re.fullmatch(rf"\s+(?:\w+ly\s+)?(?:{allowed})", between, re.IGNORECASE) else None
    return None


def _in(phrase: Span) -> Found[frozenset[str]] | None:
    """The thing that a noun phrase names: its last noun, with its kinds; a living being is no thing."""
    listed = [thing for thing in find_things(phrase.text) if thing.end == len(phrase.text)]
    last = re.search(r"(?<!\w)[a-z]+$", phrase.text)
    if _NOT_ANY.match(phrase.text) or find_entries(phrase.text, beings()):
        return None
    if listed:
        thing = listed[0]
        kinds = thing.entry if _OWN.match(phrase.text) or thing.entry & _FIXED else thing.entry | {_ANY}
        return Found(kinds, phrase.start + thing.start, phrase.end, thing.noun, thing.plural)
    if _OWN.match(phrase.text) or last is None:
        return None
    return Found(frozenset({_ANY}), phrase.start + last.start(), phrase.end, last[0], singular(last[0]) != last[0])


def _may_stand(scene: Scene, at: int) -> bool:
    """Whether a phrase may be put there: within no noun phrase, before no clause that hangs on it."""
    behind = scene.prompt[at:]
    if _LEADS_ON.match(behind) or any(anchor.start < at < anchor.end for anchor in scene.anchors):
        return False
    return not re.match(r"\s+(?:and|or)\b", behind) or motion_begins(scene, at)


def _is_told(scene: Scene, element: Element, end: int) -> bool:
    """Whether anything moves behind the contact, or is said to come of it."""
    later = any(
        other is not element and other.role != "camera" and other.motion and other.motion.start >= end
        for other in scene.elements
    )
    return later or _COMES_OF_IT.search(scene.prompt, end) is not None


def _text(scene: Scene, contact: Contact, verb: Span, thing: Found[frozenset[str]], rest: Span) -> str | None:
    """What is said of the thing: where it goes comes first."""
    behind = (anchor for anchor in scene.anchors if rest.start < anchor.start < rest.end)
    off = re.match(r"\s+(?:off|from)\s+(?:of\s+)?(?:(?:an?|the|its|his|her)\s+)?(?:\w+\s+)?(\w+)", rest.text)
    if contact.off and not (off and off[1] in contact.off):
        return None
    goal = next((anchor for anchor in behind if _GOAL.search(scene.prompt[rest.start : anchor.start])), None)
    reached = _in(goal) if goal else None
    if goal and reached and "water" in reached.entry and not scene.prompt[: goal.start].endswith(("into ", "in ")):
        reached = None
    texts = [contact.goal[kind] for kind in sorted(reached.entry) if kind in contact.goal] if reached else []
    texts += [contact.effect[kind] for kind in sorted(thing.entry, key=_last) if kind in contact.effect]
    if thing.end < verb.start and "none" in contact.effect:
        texts = texts or [contact.effect["none"]]
    if not texts or "" in texts or ("dust" in texts[0] and _DAMP.search(scene.prompt)):
        return None
    if "{goal}" in texts[0] and reached and len(re.findall(rf"(?i)\b{re.escape(reached.noun)}", scene.prompt)) > 1:
        return None  # of two bowls, "the bowl" is neither
    own = {
        "the": f"the {thing.noun.lower()}",
        "it": "them" if thing.plural else "it",
        "its": "their" if thing.plural else "its",
        "s": "s" if thing.plural else "",
        "goal": f"the {reached.noun}" if reached else "",
    }
    return texts[0].format(**own)


def _last(kind: str) -> tuple[bool, str]:
    """What is said of any thing comes behind what is said of its kind."""
    return kind == _ANY, kind
