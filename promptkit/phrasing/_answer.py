"""What a thing that is touched answers: the text that fits the thing, the goal, the manner and the place."""

import re
from dataclasses import replace
from typing import NamedTuple

from promptkit.lexicon import Contact, beings, find_entries, find_things, places, singular, vessels
from promptkit.patterns import lazy
from promptkit.phrasing._airless import is_airless
from promptkit.phrasing._behind import whole_phrase
from promptkit.phrasing._bodies import names_a_being
from promptkit.phrasing._doer import foot_of
from promptkit.phrasing._idea import by_prompt
from promptkit.phrasing._occasion import in_that_manner, shows_somebody, speaks_of_one, stands_alone
from promptkit.phrasing._place import sentence_around
from promptkit.phrasing._touched import Touched, phrase_in
from promptkit.phrasing._under_water import is_under_water
from promptkit.phrasing._wording import says_again
from promptkit.scene import Element, Scene, Span

_GOAL = lazy(
    r"\b(into|in|onto|on|over|across|along|against|at|towards?|upon|through)\s+(?:(?:an?|the)\s+(?:[\w-]+\s+){0,2})?(?:(?:\w+ly\s+)?\w+,\s+)*$"
)
_WHOLE = frozenset(
    {
        "ice cream",
        "hot dog",
        "hot dogs",
        "panna cotta",
        "piggy bank",
        "hot chocolate",
        "baking soda",
        "baking powder",
        "paper towel",
        "paper towels",
    }
)
"""Nouns whose last word alone is another thing."""
_DAMP = lazy(r"\b(?:rain\w*|wet|mud\w*|snow\w*|puddles?|flood\w*)\b", re.IGNORECASE)
"""Where no dust rises."""
_BREAKERS = lazy(
    r"\b(?:white\s?water|surf\w*|breakers?|rapids|waves?|waterfall|stormy|rough\s+(?:sea|water))\b", re.IGNORECASE
)
"""Water on which no rings run outward."""
_SHALLOWS = lazy(
    r"\b(?:shallows?|surf|water(?:line)?|wad(?:es?|ing)|splash\w*|in the (?:sea|ocean|tide))\b", re.IGNORECASE
)
"""Where feet throw up water and no sand."""
_WHITE = lazy(r"\b(?:snow(?:y|-(?:covered|capped|laden|dusted|clad))|blanket\w*|white|buried)\b", re.IGNORECASE)
"""Where the snow that falls makes nothing whiter."""
_SHELTERED = lazy(r"\b(?:umbrellas?|roof\w*|hoods?|raincoats?|inside|indoors|windows?|tent)\b", re.IGNORECASE)
"""Where who is rained on need not be wet."""
_WET = lazy(
    r"\b(?:wet\w*|dry\w*|water|soak\w*|drench\w*|bath\w*|rain\w*|swim|swam|lake|river|pool|sea|stream|ocean|surf)\b",
    re.IGNORECASE,
)
"""Where who shakes himself sheds drops."""
_DUST_TOLD = lazy(
    r"\b(?:clouds?|trails?|plumes?|puffs?|veils?) of (?:\w+ )?dust\b|"
    r"\bdust\s+(?:\w+\s+)?(?:ris|billow|swirl|fl(?:y|ies)|hang|trail)\w*"
    r"|\bkick\w* up (?:\w+ ){0,2}dust\b",
    re.IGNORECASE,
)
"""Where the dust that rises is told."""
_SUCKS = lazy(r"\bvacuum|(?<!giant )(?<!huge )(?<!massive )(?<!towering )(?<!colossal )\brobot", re.IGNORECASE)
_FALLS = lazy(
    r"\b(?:down|drop|topp|fall|settl|rain|trickl|drip|heap|climb|curv|splash|spray|fly|tumbl|rest|crown|mist|drift|air)\w*"
)
"""Texts that hold only where things fall, through air."""
_TO = lazy(r"\s+(to)\s+")
_ONTO = frozenset({"into", "onto", "on", "over"})
_AT_WHOM = frozenset({"at", "on", "onto", "over"})
"""Before somebody who is hit."""
_WAYS = {"over": "hurdle", "across": "across", "along": "across"}
"""Behind these the thing goes on, over a hurdle or over the ground."""
_AT_SOMEBODY = lazy(r"\b(at) (?:each other|one another|him|her|them)\b")
_SOFT_GROUND = lazy(
    r"\b(?:grass|lawn|carpet|rug|sand|beach|snow|mud|hay|straw|bed|sofa|couch|cushions?|pillows?|mattress|blanket|towel|"
    r"sink|water|sea|ocean|lake|river|pool|meadow|garden|forest|park|leaves|plastic|paper|metal|wooden|steel|tin)\b",
    re.IGNORECASE,
)
"""Where nothing that is dropped need break."""
_ON_THE_WAY = ("at", "toward", "towards", "over", "across")
"""Behind these it is not said that the second thing is reached."""
_BLOCKS = frozenset({"hard", "unmoved", "rigid"})
"""Kinds that nothing goes into: in a street it happens, and not to it."""
_CHANGE_THE_GOAL = {"pour": _ONTO, "spray": _ONTO, "stir": {"into"}, "throw": {"into", "onto"}, "drop": _ONTO}
"""Behind these the second thing shows what comes of it: of one that is not known, nothing is said."""
_ONE_DROP = lazy(
    r"(?i)(?<!\w)(?:an?|one|(?:a |one )?single|(?:the )?first|last)\s+(?:[\w-]+\s+){0,2}(?:rain)?drop(?:let)?$"
)
_OF_ONE_DROP = ("a small crown of water leaping up and rings running outward",)
"""What one drop does to water."""
_OF_RAIN = lazy(r"\b(?:each|all over|here and there|crossing|merging|crooked|drops|beads|spots|strands|pits|wisps)\b")
"""Texts of more than one drop."""
_MASSIVE = lazy(
    r"\b(?:massive|monumental|solid|immovable|heavy|enormous)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:desks?|tables?|counters?|bench(?:es)?|altars?|doors?|gates?|blocks?|lecterns?)\b",
    re.IGNORECASE,
)
"""What no fist shakes."""
_SOFT = lazy(
    r"dough|pillows?|cushions?|sponges?|cloth|towels?|feathers?|foam|jelly|snowflakes?|leaf|leaves", re.IGNORECASE
)
_OF_A_HARD_BLOW = lazy(r"\b(?:shak|trembl|shudder|jolt|jump|ring|dent|crack|splinter|rock)\w*")
"""What nothing soft does to what it hits: dough does not shake the table."""
_RECOVERS = lazy(r"\b(?:again|back|rebound\w*|bulging)\b")
"""Texts of what is dented and not pierced."""
_ANOTHER = r"\b(?:another|second|other|two|three|both|several)\s+(?:\w+\s+)?{}"


class Deed(NamedTuple):
    """Who does what to which thing."""

    contact: Contact
    element: Element
    verb: Span
    thing: Touched


def answer_of(scene: Scene, deed: Deed, rest: Span) -> str | None:
    """What is said of the thing: where it goes comes first."""
    contact, thing = deed.contact, deed.thing
    off = re.match(r"\s+(?:off|from)\s+(?:of\s+)?(?:(?:an?|the|its|his|her)\s+)?(?:\w+\s+)?(\w+)", rest.text)
    if (contact.off and not (off and off[1] in contact.off)) or _stands_behind(thing.noun, rest.text):
        return None
    reached, lead = _reached(scene, rest)
    several = thing.plural or singular(last := deed.element.what.text.split()[-1].lower()) != last
    alone = not find_entries(scene.prompt, beings())
    twice = len(re.findall(rf"(?i)\b{re.escape(thing.noun)}\b", scene.prompt)) > 1
    known = _templates(scene.prompt, deed, reached, lead)
    texts = by_prompt(scene.prompt, [text for text in known if twice or not text.endswith(" in {goal}")])
    order = sorted(texts, key=lambda text: _rank(text, several=several, alone=alone, twice=twice))
    for text in order:
        if _fits(text, scene, deed, reached, rest) and not says_again(text, scene.prompt, thing.noun.lower()):
            return _filled(text, scene.prompt, deed, reached)
    return None


def _stands_behind(noun: str, rest: str) -> bool:
    """Whether others of the name stand between the thing and its answer: "hammering tacks, more tacks in his lips"."""
    return re.search(rf"(?i)\b(?:more|other|another|further|the rest of the)\s+{re.escape(noun)}\b", rest) is not None


def _rank(text: str, *, several: bool, alone: bool, twice: bool) -> tuple[bool, bool, bool]:
    """What speaks against a text: of two glasses of milk, the one that is meant is named by what holds it."""
    placed = text.endswith(" in {goal}")
    return several and speaks_of_one(text), alone and shows_somebody(text), twice and not placed


def _fits(text: str, scene: Scene, deed: Deed, reached: Touched | None, rest: Span) -> bool:
    """Whether a text holds for that place and that manner, and is read of the thing that is meant."""
    clause = scene.prompt[sentence_around(scene.prompt, deed.verb.start)[0] : rest.end]
    doer = deed.element.what.text.split()[-1]
    if "{foot}" in text and foot_of(scene.prompt, deed.element, deed.verb) is None:
        return False
    if "{doer}" in text and len(re.findall(rf"(?i)\b{re.escape(doer)}\b", scene.prompt)) > 1:
        return False
    if _SOFT.fullmatch(doer) and _OF_A_HARD_BLOW.search(text):
        return False
    holds = _holds_there(text, scene.prompt) and in_that_manner(text, scene.prompt, clause)
    apart = stands_alone(text) and _is_apart(scene, rest)
    pierced = _pierces(deed) and _RECOVERS.search(text) is not None
    rained = _is_one_drop(scene.prompt, deed) and _OF_RAIN.search(text) is not None
    return (
        holds and not (apart or pierced or rained) and not _is_one_of_several(text, scene.prompt, deed.thing, reached)
    )


def _is_one_drop(prompt: str, deed: Deed) -> bool:
    """Whether a single drop falls, and no rain."""
    return deed.contact.doer == "rain" and _ONE_DROP.search(prompt, 0, deed.element.what.end) is not None


def _pierces(deed: Deed) -> bool:
    """Whether a point goes into something soft: what is pierced does not fill out again."""
    soft = deed.contact.name == "press"
    return soft and (
        "sharp" in deed.thing.kinds or any("sharp" in each.entry for each in find_things(deed.element.what.text))
    )


def _is_apart(scene: Scene, rest: Span) -> bool:
    """Whether something else is named behind the thing, to which a part of it could be taken to belong."""
    return "," in rest.text or any(rest.start < anchor.start < rest.end for anchor in scene.anchors)


def _filled(text: str, prompt: str, deed: Deed, reached: Touched | None) -> str:
    """A template with its slots filled."""
    thing = deed.thing
    return text.format(
        the=f"the {_named_again(thing.noun.lower(), prompt)}",
        it="them" if thing.plural else "it",
        its="their" if thing.plural else "its",
        s="s" if thing.plural else "",
        goal=f"the {_named_again(reached.noun.lower(), prompt)}" if reached else "",
        foot=foot_of(prompt, deed.element, deed.verb) or "foot",
        doer=f"the {deed.element.what.text.split()[-1].lower()}",
    )


def _named_again(noun: str, prompt: str) -> str:
    """The last word of a noun, where it tells which is meant: "the ball" of a soccer ball."""
    head = noun.partition(" of ")[0]
    if head != noun and singular(head) in vessels() and len(re.findall(rf"(?i)\b{re.escape(head)}\b", prompt)) == 1:
        return head
    last = noun.rsplit(maxsplit=1)[-1]
    many = len(re.findall(rf"(?i)\b{re.escape(last)}", prompt)) > 1
    return noun if many or " of " in noun or " and " in noun or noun in _WHOLE else last


def _holds_there(text: str, prompt: str) -> bool:
    """Whether what is said can be where the prompt plays: no dust in the rain, no fall in a space station."""
    against = (
        "dust" in text and (_DAMP.search(prompt) or _SUCKS.search(prompt) or _DUST_TOLD.search(prompt)),
        "sand" in text and _SHALLOWS.search(prompt),
        "the hammer" in text and "hammer" not in prompt.lower(),
        "staying white" in text and _WHITE.search(prompt),
        "dripping off" in text and _SHELTERED.search(prompt),
        "smoke" in text and "tires" in text and _DAMP.search(prompt),
        "drops spinning" in text and not _WET.search(prompt),
        "surface" in text and is_under_water(prompt),
        re.search(r"\brings\b", text) and _BREAKERS.search(prompt),
        ("shaking" in text or "trembling" in text) and _MASSIVE.search(prompt),
    )
    if any(against):
        return False
    return not (_FALLS.search(text) and (is_airless(prompt) or is_under_water(prompt)))


def _is_one_of_several(text: str, prompt: str, thing: Touched, reached: Touched | None) -> bool:
    """Whether "the bowl" could be another one: of two bowls it is neither."""
    again = [reached.noun] if "{goal}" in text and reached else []
    again += [thing.noun] if "{the}" in text and "container" in thing.kinds else []
    if any(len(re.findall(rf"(?i)\b{re.escape(noun)}\b", prompt)) > 1 for noun in again):
        return True
    another = _ANOTHER.format(re.escape(thing.noun))
    return "{the}" in text and re.search(another, prompt[thing.end :], re.IGNORECASE) is not None


def _reached(scene: Scene, rest: Span) -> tuple[Touched | None, str]:
    """The second thing (what is filled, landed in or hit), and the preposition before it."""
    behind = [anchor for anchor in scene.anchors if rest.start < anchor.start < rest.end]
    goal = next((anchor for anchor in behind if _GOAL.search(scene.prompt[rest.start : anchor.start])), None)
    led = _GOAL.search(scene.prompt[rest.start : goal.start]) if goal else None
    if led is None and (led := _TO.match(rest.text)):  # "a kick to the head"
        goal = next(
            (anchor for anchor in behind if anchor.start == rest.start + led.end() and not names_a_being(anchor)), None
        )
    lead = led[1].lower() if led else ""
    if each_other := _AT_SOMEBODY.search(rest.text):
        return Touched("other", frozenset({"somebody"}), False, rest.start, rest.end), each_other[1]
    if goal and lead in _AT_WHOM and names_a_being(goal):
        return Touched("other", frozenset({"somebody"}), False, goal.start, goal.end), lead
    reached = phrase_in(scene, whole_phrase(scene, goal)) if goal else None
    dry = reached is not None and "water" in reached.kinds and lead not in ("into", "in")
    return (None if dry else reached), lead


def _in_a_place(prompt: str, thing: Touched) -> bool:
    """Whether a room or the like is named behind it, and no vessel or machine."""
    return bool(find_entries(prompt[thing.end : sentence_around(prompt, thing.end)[1]], places()))


def _may_stay_whole(prompt: str, thing: Touched) -> bool:
    """Whether what is dropped need not burst: on grass, off a bridge, in water, in orbit."""
    soft = _SOFT_GROUND.search(prompt) is not None or is_airless(prompt) or is_under_water(prompt)
    return soft or re.match(r"\s+(?:off|from)\b", prompt[thing.end :]) is not None


def _is_doused(thing: Touched, reached: Touched | None) -> bool:
    """Whether something is thrown over somebody and wets him: a ball flies over."""
    return reached is not None and "somebody" in reached.kinds and "liquid" in thing.kinds


def _templates(prompt: str, deed: Deed, reached: Touched | None, lead: str) -> tuple[str, ...]:
    """The texts that fit the goal, or else the thing."""
    contact, _, _, thing = deed
    if "water" in thing.kinds and _is_one_drop(prompt, deed):
        return _OF_ONE_DROP
    if (lead == "through") != (contact.name in ("send through", "swing through")):
        if reached and "panes" in reached.kinds:
            return ()
        reached = None
    if lead == "on" and contact.name == "hit":
        reached = None  # "hits an apple on a pole"
    way = None if _is_doused(thing, reached) else _WAYS.get(lead)
    if reached and way and contact.name not in ("drag", "pour", "strike somebody"):
        reached = replace(reached, kinds=frozenset({way} if way == "across" else reached.kinds & {way}))
    for key, texts in contact.goal.items() if reached else ():
        kind, _, of = key.partition(":")
        stays = (
            (lead == "in" and kind in _BLOCKS)
            or (of == "ball" and lead in ("in", "on"))
            or (kind == "goal_net" and lead in _ON_THE_WAY)
            or (kind == "hurdle" and way != kind)
        )
        if reached and kind in reached.kinds and (not of or of in thing.kinds) and not stays:
            return texts
    if lead in _CHANGE_THE_GOAL.get(contact.name, ()):
        return ()
    if contact.name == "drop" and (_may_stay_whole(prompt, thing) or (lead == "in" and not _in_a_place(prompt, thing))):
        return ()
    return next((texts for kind, texts in contact.effect.items() if kind in thing.kinds), ())
