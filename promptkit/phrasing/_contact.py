"""Contacts: what becomes of the thing that is pushed, hit, thrown or poured."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from promptkit.lexicon import TIME_LAPSE, Contact, beings, find_entries, find_things
from promptkit.patterns import lazy
from promptkit.phrasing._addition import Addition
from promptkit.phrasing._answer import Deed, answer_of
from promptkit.phrasing._bodies import takes_a_body
from promptkit.phrasing._doer import is_thrown_up
from promptkit.phrasing._fit import MOST, before_trailing, is_closed, trails
from promptkit.phrasing._fragment import fragment_follows
from promptkit.phrasing._occasion import on_occasion
from promptkit.phrasing._place import clause_end, content_end, motion_begins, sentence_around
from promptkit.phrasing._told import ARTICLE, MEANWHILE, is_told
from promptkit.phrasing._touched import ANY, FILLED, SELF, SEVERAL, Touched, on_its_occasion, thing_of, verbs_of
from promptkit.phrasing._wording import tells_an_effect
from promptkit.scene import Element, Scene, Span

_PASSIVE_NOW = lazy(r"\b(?:is|are|being|gets?|getting)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_OPEN = lazy(
    r"\b(?:will|would|can|could|should|shall|might|may|must|not|never|did|been|\w+n['’]t)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Before a verb: what only may, shall or does not happen."""
_PASSIVE_PAST = lazy(r"\b(?:was|were)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_ONLY_MEANT = lazy(
    r"\b(?:about to|tr(?:y|ies|ying) to|wants? to|going to|ready to|prepar\w+ to|fail\w* to|miss\w*|almost|nearly|if|"
    r"not|never|or|without|\w+n['’]t|before|who|which|that|instead of|avoid\w*|pretend\w*(?: to)?|after|used to|how to|"
    r"learn\w* to|like)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""What is not done, or told of in passing."""
_SUBORDINATE = lazy(r"\b(?:after|before|if|unless|once|because)\b[^,.;:!?]*$", re.IGNORECASE)
_EITHER = lazy(r"\bcatch(?:es|ing)?\s+or\s+$", re.IGNORECASE)
_LEADS_ON = lazy(r"\s+(?:that|who|which|where|by|and again|and on|before (?:him|her|it|them))\b")
_GOES_ON_WITHOUT = lazy(
    r",?\s+(?:and\s+)?(?:then\s+)?(?:over|into|under|off|onto|another)\b|(?:,?\s+and|,?\s+then){1,2}\s+(?:\w+ly\s+)?\w+ing\b|"
    r",\s*\n|,\s+with\s+(?:his|her|their)\s+(?:back|eyes)\b",
    re.IGNORECASE,
)
"""What goes on with the deed, of which the thing would become the doer; or a verse."""
_AFTER = r"after\s+(?:the rain|(?:his|her|its|their|an?)\s+\w+(?:\s+in\s+the\s+\w+)?)"
"""What was done before."""
_LEADS_AWAY = lazy(
    r"[;:(=]|[^\x00-\u2fff]|\bwith (?:his|her|their) (?:back|eyes)\b|"
    rf"\b(?:but|until|where|that|which|who|whose|before|because|so|(?!{_AFTER}\s*$)after)\b",
    re.IGNORECASE,
)
"""Between a thing and what it does: words behind which another is meant."""
_PRAISED = lazy(r"\bwith (?:\w+ )?\w+ and (?:\w+ )?\w+", re.IGNORECASE)
"""How it is done: "with precision and speed"."""
_NAMES_MORE = lazy(r"\b(?:and|or|while|like)\b", re.IGNORECASE)
"""Words behind which another may be meant, where the thing is not named again."""
_ALWAYS_NAMED = frozenset({ANY, "none", SEVERAL, FILLED, SELF, "across"})
"""Kinds that the list of things does not tell."""
_MOST_BETWEEN = 12
"""Words between a thing and what it does; further off nobody reads them together."""
_GOES_ON = lazy(
    r",?\s+(?:(?:while|as)\s+(?:(?:an?|the|his|her|their|another|two|other|both)\b(?!\s+\w+\s*[,.]?$)|[a-z]{3,}s\s+[a-z]+\s)"
    r"|(?:and\s+)?then\s+\w)",
    re.IGNORECASE,
)
_HANGS_ON = lazy(
    r",\s+(?:his|her|their)\s+(?:(?:\w+\s+){1,2}(?:\w+ly\s+)?\w+(?:ing|ed)\b|"
    r"(?:\w+\s+)?(?:movements?|eyes|face|hands|gaze|expression|focus|arms|body|smile|voice)\s+\w)"
    r"|,\s+(?:an?|the|another|two)\s+(?:\w+\s+){1,2}(?:sitting|standing|lying|waiting|watching|sleeping|resting)\b",
    re.IGNORECASE,
)
"""Clauses with a subject of their own, before which another may stand."""
_ADJECTIVE = lazy(
    r"\b(?:(?:at|on|onto|into|against|towards?|across|over)\s+an?\s+(?:\w+ly\s+)?\w+|with\s+(?:smooth|slow|steady|quick|swift|"
    r"strong|careful|precise|graceful|powerful|gentle|short|long|deep|firm|fluid))$",
    re.IGNORECASE,
)
"""The first of several adjectives, it may be: in "at a robust, wooden table" no clause ends behind it."""
_FAR_BACK = lazy(
    r"\b(?:in the (?:far |distant )?(?:background|distance)|far away|far off|out of focus)\b", re.IGNORECASE
)
"""Where nothing small is to be seen."""
_IN_THE_AIR = lazy(r"\b(?:falling|blowing|swirling|driving|drifting)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before a thing that is up in the air: nobody treads on falling snow."""
_MAY_FOLLOW = lazy(
    r"in|on|at|into|onto|to|from|with|of|and|or|as|while|through|against|over|across|off|out|up|down|by|for|under|"
    r"towards?|behind|near|until|so|that|which|along|around|round|back|away|open|one|inside|apart|before|after|beside|between|"
    r"without|together|past|then|but|during|upon|shut|closed|high|straight|hard|again|twice|like|two|all|aside|above|"
    r"below|beyond|outside|overhead|alone|where|when|only|just|flat|taut|tight|forward|backward|forwards|backwards|sideways|head-on|"
    r"instead|clean|outdoors|indoors|outside|upward|downward|low|far|across|alongside|[\w-]+ly|[\w-]+ing|[\w-]+ed|is|are|was|were|"
    r"being|gets?|while|hung|held|laid|set|kept|left|lit|made|strung|spread|stuck|bound|cut|torn|bent|thrown|drawn|worn|amid|among|amidst|atop|next|beneath|despite|via|per|within|she|he|they|it|uphill|downhill|home|ashore|upstairs|downstairs",
    re.IGNORECASE,
)
"""Words behind a noun that do not go on with its name."""
_BADLY = lazy(r"\b(?:badly|clumsily|poorly|awkwardly|sloppily|weakly|halfheartedly)\b", re.IGNORECASE)
_CALM = lazy(r"\b(?:small|little|gentle|gently|soft|softly|calm|tiny|slow(?![- ]?mo)|lapping|lazy)\b", re.IGNORECASE)
"""Waves of which no spray leaps."""
_TOO_LIGHT = lazy(
    r"\b(?:kites?|lea(?:f|ves)|feathers?|petals?|paper|planes?|snow(?:flakes?)?|ash|dust|bubbles?|seeds?|hats?|scarf|"
    r"balloons?|butterfl(?:y|ies)|shadows?|light|night|silence|rain|drops?|raindrops?|asleep|tumbleweeds?|teddy|plush\w*|toys?|"
    r"dolls?|stuffed|socks?|pillows?|bee|fly|moth|snowflakes?|arrows?|bolts?|darts?|pebbles?|paintballs?)\b",
    re.IGNORECASE,
)
_SMALL_ANIMAL = lazy(
    r"\b(?:cats?|kittens?|squirrels?|m(?:ouse|ice)|rats?|\w*birds?|pigeons?|crows?|ravens?|\w*gulls?|owls?|doves?)\b",
    re.IGNORECASE,
)
_INFANT = lazy(
    r"\b(?:bab(?:y|ies)|toddlers?|infants?|pupp(?:y|ies)|cubs?|chicks?|ducklings?|rabbits?|hamsters?|dolls?)\b",
    re.IGNORECASE,
)
_STRIKES = lazy(
    r"\b(?:fists?|hands?|foot|feet|elbows?|knees?|boots?|gloves?|\w*(?:er|or|ist|man|woman|champion))$", re.IGNORECASE
)
"""Who or what strikes, also where no being of that name is known: a fist, a kickboxer."""
_WITH_A_PILLOW = lazy(
    r"[^.;!?]*\bwith\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,2}?(?:pillows?|cushions?|feathers?|newspapers?|towels?|"
    r"glove|socks?|toys?|plush\w*|flowers?|fan|sponge|fish|balloon|paper|tail|paw|tongue)\b",
    re.IGNORECASE,
)
_SURFS = lazy(r"\b\w*surf\w*", re.IGNORECASE)
_BY_WEIGHT = frozenset({"jump in", "land on a car", "hit", "bump", "collide", "push", "topple"})
"""Contacts that take a doer of some weight."""
_ONE_WORD = lazy(r"(?:an?|the)\s+\S+", re.IGNORECASE)
_WHILE = lazy(rf"\s+(?:while\s+\w+ing\b[^,.;:!?\n]*|{_AFTER})(?=[,.;!?]|$)")
"""What its doer does meanwhile, or did before."""
_DRAWN_OUT = lazy(
    r"\s+(?:right\s+|straight\s+)?(?:(out|off|from(?! (?:left|right|side|one|end|top|above|behind|below)\b)|"
    r"apart|open|shut|closed|away|back|aside)\b|"
    r"(up|down|over)\b(?=\s*(?:$|[.,;:!?\n]|(?:and|or|with|in|on|at|as|while|to|from|into|onto|by|then|for|towards?|again)\b)))",
    re.IGNORECASE,
)
"""Where a thing is not moved along the ground."""
_ALONG_THE_GROUND = frozenset({"push", "pull", "drag", "haul", "push in", "tear", "sweep", "comb"})
_ELSEWHERE = {
    "press": (ANY, lazy(r"\s+through\b")),
    "kick": ("door", lazy(r"\s+in\b")),
    "push": ("slid", lazy(r"\s+(?:to the edge|into|in|through|under|between)\b")),
}
"""Where a thing of that kind goes that is not simply moved on."""
_DOING = lazy(
    r"\b(?!(?:during|evening|morning|ceiling|building|clothing|wedding|string|ring|king|wing|spring|swimming)\b)\w{2,}ing\s+(?:it|them|his|her|the|an?)\b"
)


def effect_of(scene: Scene, element: Element) -> Addition | None:
    """Where to say what the thing does that `element` touches, and how; None where it is told, or not sure."""
    found = [each for each in _effects(scene, element) if isinstance(each, Addition)]
    return next((each for each in found if each.sure), found[0] if found else None)


def why_untold(scene: Scene) -> str | None:
    """Why nothing is said of what comes of the first contact; None when something is, or there is none."""
    found = [each for element in scene.elements[:MOST] for each in _effects(scene, element)]
    if any(isinstance(each, Addition) and each.sure for each in found):
        return None
    reasons = [each for each in found if isinstance(each, _Reason)]
    if len(reasons) < len(found):
        return "it would read badly there"
    return max(reasons, key=lambda reason: reason.stage).text if reasons else None


class _Reason(NamedTuple):
    """Why nothing is added, and how far it was from being added."""

    stage: int
    text: str


def _effects(scene: Scene, element: Element) -> Iterator[Addition | _Reason]:
    """For each contact that may be meant: what to add, or why nothing."""
    if element.role == "camera":
        return
    start = min((element.what.start, *(motion.start for motion in element.all_motions[:1])))
    for motion in element.all_motions[:MOST]:
        for contact, verb in verbs_of(motion):
            stop = sentence_around(scene.prompt, verb.end)[1]
            met = takes_a_body(contact, scene.prompt[verb.end : stop])
            if met or _may_be_named(contact, _named(scene.prompt, start, stop)):
                yield _effect(scene, contact, replace(element, motion=motion), verb)
            elif contact.doer != "legs":
                yield _Reason(0, f'nothing is named of which it is known how it answers to "{verb.text}"')


@lru_cache(maxsize=8)  # several contacts have the same verb
def _named(prompt: str, start: int, end: int) -> frozenset[str]:
    """Kinds of the things that stand there."""
    named = frozenset[str]().union(*(thing.entry for thing in find_things(prompt[start:end])))
    return named | on_occasion(named)


def _effect(scene: Scene, contact: Contact, element: Element, verb: Span) -> Addition | _Reason:
    """What to add for one contact, or why nothing."""
    prompt = scene.prompt
    if unsure := _unsure(contact, prompt, verb):
        return _Reason(1, unsure)
    thing = thing_of(scene, contact, element, verb)
    if thing is None or _IN_THE_AIR.search(prompt, verb.end, max(verb.end, thing.start)):
        return _Reason(2, f'no thing is named that answers to "{verb.text}"')
    thing = on_its_occasion(prompt, verb, thing)
    end = max(thing.end, verb.end)
    at = _place(scene, element, verb, end)
    deed = Deed(contact, element, verb, thing)
    if doubt := _out_of_place(scene, deed, end, at):
        return doubt
    text = answer_of(scene, deed, Span(prompt[end:at], end, at))
    if text is None or tells_an_effect(prompt):
        return _Reason(3, f'how "{thing.noun}" answers to "{verb.text}" is not known, or is told already')
    goes_on = re.match(r"[^\S\n]+[\w(]", prompt[at:]) is not None
    sure = (
        _happens(prompt, contact, verb)
        and _sure(scene, deed, end, at, text)
        and not _weightless(prompt, contact, element, verb)
    )
    return Addition(at, f", {text}," if goes_on else f", {text}", sure)


def _unsure(contact: Contact, prompt: str, verb: Span) -> str | None:
    """Why it is not sure that the thing is touched at all, at the speed of things."""
    before = prompt[: verb.start]
    if TIME_LAPSE.search(prompt):
        return "time runs faster there"
    meant = _ONLY_MEANT.search(before) or _SUBORDINATE.search(before)
    if _BADLY.search(_stretch(prompt, verb)):
        return "it is done in a way of its own"
    if is_thrown_up(prompt, verb):
        return "it is itself what comes of a step or a wheel"
    if contact.doer not in ("wind", "wave") and _FAR_BACK.search(_stretch(prompt, verb)):
        return "it is done too far back to be seen"
    if contact.doer == "wave" and _CALM.search(prompt):
        return "the waves are small"
    return f'"{verb.text}" is not surely done' if meant and not _EITHER.search(before) else None


def _stretch(prompt: str, verb: Span) -> str:
    """What stands around a verb between two commas."""
    start, end = sentence_around(prompt, verb.start)
    before, behind = prompt[start : verb.start].rpartition(",")[2], prompt[verb.start : end].partition(",")[0]
    return before + behind


def _out_of_place(scene: Scene, deed: Deed, end: int, at: int) -> _Reason | None:
    """Why nothing may stand at `at` about a thing whose name ends at `end`."""
    contact, element, _, thing = deed
    if not _goes_its_way(contact, scene.prompt, thing, end):
        return _Reason(3, f'where "{thing.noun}" goes is not known')
    away = _DRAWN_OUT.match(scene.prompt, end)
    if is_told(scene, element, contact.name, thing.noun, away.end() if away else end):
        return _Reason(4, "what comes of it is told already, or may be")
    theirs = thing.plural and re.match(r",\s+their\b", scene.prompt[at:])
    if at < end or theirs or not _may_stand(scene, at):
        return _Reason(5, "another part of the sentence hangs on it")
    if SELF not in thing.kinds and _is_cut_short(scene.prompt, end):
        return _Reason(5, "another part of the sentence hangs on it")
    return None


def _sure(scene: Scene, deed: Deed, end: int, at: int, text: str) -> bool:
    """Whether it may be written without a look: it stands right behind the deed, and nothing hangs on it."""
    prompt = scene.prompt
    closed = is_closed(prompt, at) and at == content_end(scene, max(end, at - 1))
    ends = re.match(r"\s*(?:[.!?]|$)", prompt[at:]) is not None
    apart = ends or _GOES_ON.match(prompt, at) or _HANGS_ON.match(prompt, at) or _another_acts(scene, deed.element, at)
    apart = apart or fragment_follows(scene, deed.thing.kinds - {ANY}, at)
    if trails(prompt, at):
        return False
    between = before_trailing(MEANWHILE.split(prompt[end:at])[0])
    away = _DRAWN_OUT.match(prompt, end, at)
    near = _LEADS_AWAY.search(between) is None and len(between.split()) <= _MOST_BETWEEN
    near = near and (
        f"the {deed.thing.noun.split()[-1].lower()}" in text or _NAMES_MORE.search(_PRAISED.sub("", between)) is None
    )
    return bool(closed or apart) and near and not _more_is_done(scene, away.end() if away else end, end + len(between))


def _more_is_done(scene: Scene, start: int, end: int) -> bool:
    """Whether another deed begins there: "cuts vegetables placing them into a pot"."""
    motions = (
        motion
        for element in scene.elements
        for motion in element.all_motions
        if motion != element.what and not ARTICLE.search(scene.prompt[start : motion.start])  # "a spinning lump"
    )
    doing = _DOING.search(scene.prompt, start, end)
    return doing is not None or any(start <= motion.start < end for motion in motions)


def _another_acts(scene: Scene, element: Element, at: int) -> bool:
    """Whether a clause of somebody else begins there: ", a duck swims alongside"."""
    begins = re.match(r"(?:,|\s+and)\s+(?:an?|the|another|two)\s+(?:\w+\s+)?", scene.prompt[at:])
    return begins is not None and any(
        other.what != element.what
        and other.motion
        and at < other.what.start <= at + begins.end()
        and other.what.end < other.motion.start <= other.what.end + 3
        and find_entries(other.what.text, beings())
        for other in scene.elements
    )


def _happens(prompt: str, contact: Contact, verb: Span) -> bool:
    """Whether it is done: not only what may, shall or did not happen, or is long done."""
    before = prompt[: verb.start]
    left = contact.name == "fill" and verb.text.endswith("ed") and not _PASSIVE_NOW.search(before)
    return not _OPEN.search(before) and (_PASSIVE_PAST.search(before) is not None or not left)


def _place(scene: Scene, element: Element, verb: Span, end: int) -> int:
    """Where the clause of the contact ends, with what its doer does meanwhile."""
    others = tuple(
        other for other in scene.elements if other.motion != other.what and not verb.start <= other.what.start < end
    )
    at = clause_end(replace(scene, elements=others), element)
    named = any(anchor.end == at and _names_thing(anchor) for anchor in scene.anchors)
    if (
        not named
        and _ADJECTIVE.search(scene.prompt[verb.end : at])
        and (more := re.match(r",\s+(?!an?\b|the\b)[^,.;:!?]+", scene.prompt[at:]))
    ):
        at += more.end()  # "a robust, wooden table"
    doer = next((each for each in scene.anchors if at < each.start), None)
    if doer and re.fullmatch(r"\s+by\s+", scene.prompt[at : doer.start]):
        at = doer.end
    if joined := re.search(r"\s+and$", scene.prompt[end:at]):  # "and then"
        at = end + joined.start()
    if meanwhile := _WHILE.match(scene.prompt, at):
        return meanwhile.end()
    goes_on = MEANWHILE.match(scene.prompt, at) or trails(scene.prompt, at, to_the_end=True)
    return content_end(scene, at) if goes_on else at


def _names_thing(phrase: Span) -> bool:
    """Whether a phrase is no adjective alone: of "a sturdy, concrete wall" the first is."""
    listed = any(thing.end == len(phrase.text) for thing in find_things(phrase.text))
    return listed or _ONE_WORD.fullmatch(phrase.text) is None


def _goes_its_way(contact: Contact, prompt: str, thing: Touched, end: int) -> bool:
    """Whether the word behind the thing that says where it goes is one that the contact knows."""
    elsewhere = _ELSEWHERE.get(contact.name)
    if elsewhere and elsewhere[0] in thing.kinds and elsewhere[1].match(prompt, end):
        return False
    away = _DRAWN_OUT.match(prompt, end)
    word = (away[1] or away[2]).lower() if away else ""
    if word in ("from", "off") and "" in (contact.out or {""}):
        return bool(contact.off) or contact.name not in _ALONG_THE_GROUND
    return word in contact.out if away or contact.out else True


def _may_be_named(contact: Contact, named: frozenset[str]) -> bool:
    """Whether any of the kinds that answer to it is named at all: a look that spares the parser."""
    asked = _asked(contact)
    return not (asked.isdisjoint(_ALWAYS_NAMED) and asked.isdisjoint(named))


@cache
def _asked(contact: Contact) -> frozenset[str]:
    """The kinds of things that answer to a contact, or are its goal."""
    met = (key.partition(":") for key in contact.goal)
    asked = {key.removeprefix("of_") for key in contact.effect if key != "somebody"}
    return frozenset(asked | {of if goal == "somebody" else goal for goal, _, of in met})


def _is_cut_short(prompt: str, end: int) -> bool:
    """Whether the thing's name seems to go on behind what was read as the thing: "beats egg whites"."""
    behind = re.match(r"\s+([\w'’-]+)", prompt[end:])
    return behind is not None and _MAY_FOLLOW.fullmatch(behind[1]) is None


def _weightless(prompt: str, contact: Contact, element: Element, verb: Span) -> bool:
    """Whether what lands is too light for what it meets (a leaf on a lake), or glides on: who surfs drops in."""
    who = element.what.text
    if contact.name == "strike somebody":
        strong = _STRIKES.search(who) or _is_strong(who)
        return not strong or _WITH_A_PILLOW.match(prompt, verb.end) is not None
    if contact.name == "land on a car" and _SMALL_ANIMAL.search(who):
        return True
    if contact.name == "jump in" and verb.text.startswith("drop") and _SURFS.search(who):
        return True
    return contact.name in _BY_WEIGHT and _TOO_LIGHT.search(who) is not None


def _is_strong(who: str) -> bool:
    """Whether somebody grown strikes: no ball, no kitten."""
    return bool(find_entries(who, beings())) and not (_SMALL_ANIMAL.search(who) or _INFANT.search(who))


def _may_stand(scene: Scene, at: int) -> bool:
    """Whether a phrase may be put there: within no noun phrase, before no clause that hangs on it."""
    behind = scene.prompt[at:]
    if (
        _LEADS_ON.match(behind)
        or _GOES_ON_WITHOUT.match(behind)
        or any(anchor.start < at < anchor.end and "," not in anchor.text for anchor in scene.anchors)
    ):
        return False
    return not re.match(r"\s+(?:and|or)\b", behind) or motion_begins(scene, at)
