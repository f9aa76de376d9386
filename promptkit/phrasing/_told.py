"""Whether a prompt tells by itself what comes of a contact."""

import re

from promptkit.lexicon import beings, find_entries, find_things, singular, things_of, words
from promptkit.patterns import lazy
from promptkit.phrasing._place import sentence_around
from promptkit.scene import Element, Scene

_MANNER = (
    r"(?:(?:smil|laugh|grinn|watch|look|us|wear|focus|concentrat|aim|hold|stand|sitt|kneel|"
    r"cheer|chatt|talk|giggl|enjoy|practic|clean|walk|stroll|wander|humm|whistl|sing|chant|pant|sweat|shout)ing\b|"
    r"(?:adding|lending|creating|evoking|giving)\s+(?:an?|to)\b(?!\s+(?:\w+\s+)?(?:splash|spray|cloud|ripples?|waves?|cracks?|holes?))|"
    r"drawing\s+(?:\w+\s+){0,3}?(?:glances|looks|attention|cheers|smiles|applause)\b)"
)
"""What somebody does meanwhile."""
MEANWHILE = lazy(
    r"(?i),\s+(?:(?:all\s+)?(?:\w+ly\s+)?(?:smil|laugh|grinn|giggl|cheer|captur|show|display|demonstrat|highlight)ing\b|"
    r"where\s+(?:it|they)\s+(?:collide|hit|strike|meet)s?\b)(?![^,.;:!?]*\bwith\s+(?:her|his|their|its)\b)"
    r"(?P<what>[^,.;:!?]*)(?=[.!?]|$)"
)
"""What stands between a contact and the end of its sentence and may stay there; not "with her phone": what follows
would be the phone's."""
_COMES_OF_IT = lazy(
    rf",\s*(?:(?:the|its|their)\s+(?:\w+\s+){{1,2}})?(?:\w+ly\s+)?(?!{_MANNER})"
    r"(?!(?:morning|evening|lighting|wedding|string|spring|building|clothing|painting|king|ring)\b)\w+ing\b"
    r"(?!\s+(?:room|camp|gym|ring|mall|lot|pool|rink|hall|track|village|boat|studio|range|ground|area|table|shot|lights?|signs?|sun|moon|sky|snow|lamps?|neon|crowds?|city|hour)\b)"
    r"|,\s*(?:with\s+(?:the|its|their|each|every)|which|both|and\s+(?:it|the|then))\b|;\s*\w|\bwhere\b"
    r"|\bas\s+(?:it|they|if)\b|\bunder\s+(?:the|each|its|their)\s+(?:pressure|weight|force|impact|blow|kick|push|pull)\b"
    r"|\b(?:sen[dt]s?|causes?|causing|makes?|making|made|so\s+that|until|splash|shatter|scatter|ripple|burst|crumpl|crumbl|"
    r"dents?\b|dent(?:ed|ing)|bounc|flying|flies|flew|spray|spill|explod|explos|falls|fall\s+(?:back|down|apart|over|to)\b|falling|fell|roll(?:s|ing)|spin|spun|sway|shak|shook|trembl|"
    r"sinks\b|sinking|sank|rises|rising|fills|filling|shut\b|pieces|halves|apart\b|gravity|reveal|flow(?:s|ing|ed)?\b|mix|swirl|drip|cascad|"
    r"spread|creat(?!ing\s+an?\b(?!\s+(?:\w+\s+)?(?:splash|spray|cloud|ripple|wave|crack|hole)))|slid|splinter|crack|broke|rebound|sizzl|sparks?\b|drops\b|flatten|swell|dying|ringing|collaps|toppl|"
    r"jolt|recoil|\barcs?\b|(?<!one )(?<!a )(?<!each )(?<!single )swing|swung|scor(?:es|ed|ing)\b|"
    r"releas|deform|compress|dissolv|fizz|foam|bubbl|turns?\s+\w+|land(?:s|ing)\b|chang)",
    re.IGNORECASE,
)
"""After a contact: what comes of it, or may."""


ARTICLE = lazy(r"\b(?:an?|the|his|her|its|their)\s+$", re.IGNORECASE)
"""Right before a word that describes, and does not say what is done."""
_LEADS_IN = lazy(r"\b(?:an?|the|his|her|its|their|into|onto|against)\s+$", re.IGNORECASE)
_LONGEST = 8
"""Characters of an article and the spaces around it."""
_ATTRIBUTE = lazy(
    r"(?:\w+ing|(?:crack|splinter|dent|shatter|crumbl|rippl|flatten|chang)ed|broken|sunken)\s+(?!sound|noise|effect)[a-z]"
)
_OF_CAMERA = lazy(r"\b(?:camera|lens|shot|frame|footage)\b", re.IGNORECASE)
"""In a sentence that says how it is filmed."""
_IT_DOES = lazy(
    r"\s*It\s+(?:\w+ly\s+)?(?!(?:is|are|was|were|has|have|had|looks?|feels?|seems?|appears?|remains?|becomes?|all)\b)\w+"
)
"""Behind a sentence: what is touched does something."""
_TAKES_SHAPE = lazy(
    r"[^.!?\n]*?\b(?:like|into|in)\s+(?:\w+\s+){0,3}?(?:shapes?|forms?|patterns?|spirals?|flowers?|stars?|hearts?|roses?)\b",
    re.IGNORECASE,
)
"""Right behind a contact: the shape that it gives."""
_COMES_OUT = lazy(
    r"\band\s+(?:then\s+)?(?:an?|the|his|her|its|two|three|some|dozens|hundreds|thousands|clouds)\s+(?:[\w'’-]+\s+){1,4}?"
    r"(?:burst|pour|spill|swarm|stream|flood|gush|billow|erupt|flutter|tumble|rush|spring|waft|seep)s?\s+(?:out|forth|up|over|down)\b",
    re.IGNORECASE,
)
"""What a lid or a door lets out, be it moths."""
_WAY = lazy(r"[^.!?\n]*?\bfrom\s+(?:the\s+)?(?:left|right|one\s+(?:side|end))\s+to\b", re.IGNORECASE)
_HAULED = ("pull", "push", "drag", "haul")
"""Contacts of which the way of the thing through the picture tells what came of them."""
_PARTS = (
    r"\b(?:pieces?|bits?|chips?|shards?|cracks?|holes?|chunks?|hal(?:f|ves)|slices?|splinters?|fragments?|rest|remains)\s+"
    r"(?:of|in)\s+(?:the\s+)?"
)
"""Before a thing: what has become of it."""
_APART = lazy(
    r"\b(?:trains?|cars?|traffic|clouds?|sweat|hair|breath|lights?|neon|signs?|crowds?|audience|rain|wipers?|fans?|"
    r"lightning|"
    r"ferris wheel|carousel|windmills?|turbines?|everyone|everybody|people|family|"
    r"guests|flags?|banners?|ponytails?|scarf|skirts?|coat|cape)$"
)
"""What moves beside a contact, and not because of it."""
_CLOUDS = frozenset(
    {"liquid", "watery", "dark", "white", "container", "inky", "fine", "small", "grains", "swept", "loose"}
)
"""Kinds of what makes clouds."""


def is_told(scene: Scene, element: Element, contact: str, noun: str, end: int) -> bool:
    """Whether a thing moves behind the contact of that name, or anything is said to come of it."""
    prompt = scene.prompt
    stop = sentence_around(prompt, end)[1]
    hauled = contact.startswith(_HAULED) and _WAY.match(prompt, end)
    if (
        hauled
        or _TAKES_SHAPE.match(prompt, end)
        or _COMES_OUT.search(prompt, end, stop)
        or _lies_in_parts(prompt, noun, end)
    ):
        return True
    meanwhile = MEANWHILE.search(prompt, end, stop)
    passed = meanwhile.span() if meanwhile else (stop, stop)
    behind = [
        other
        for other in scene.elements
        if other is not element
        and other.role != "camera"
        and other.motion
        and end <= other.motion.start < stop
        and not other.what.start <= other.motion.start < other.what.end
        and not passed[0] <= other.motion.start < passed[1]
    ]
    if any(_may_answer(other, noun) for other in behind) or _moves_later(scene, noun, end):
        return True
    if behind and re.search(rf"\b(?:it|them|{re.escape(noun)})\b", prompt[end:stop]):
        return True
    _, following = sentence_around(prompt, stop) if stop < len(prompt) else (0, stop)
    next_told = [
        other
        for other in scene.elements
        if other.role == "subject" and other.motion and stop <= other.what.start < other.motion.start < following
    ]
    if any(_may_answer(other, noun) and _is_thing(other) for other in next_told):
        return True
    own = {
        motion.start
        for other in scene.elements
        if find_entries(other.what.text, beings())
        for motion in other.all_motions
    }
    if _OF_CAMERA.search(prompt, stop, following):
        following = stop
    if _IT_DOES.match(prompt, stop):
        return True
    meanwhile = MEANWHILE.search(prompt, end, following)
    told = [*_COMES_OF_IT.finditer(prompt, end, meanwhile.start() if meanwhile else following)]
    if meanwhile:
        told += _COMES_OF_IT.finditer(prompt, *meanwhile.span("what"))
        told += _COMES_OF_IT.finditer(prompt, meanwhile.end(), following)
    beside = [
        (other.what.start if other.what.start >= end else motion.start, motion.end)
        for other in scene.elements
        for motion in other.all_motions
        if other is not element and other.what.end <= motion.start and not _may_answer(other, noun)
    ]
    told = [match for match in told if not any(start <= match.start() < stop for start, stop in beside)]
    return any(not _is_own(match, own) and not _describes(prompt, match) for match in told)


def _describes(prompt: str, match: re.Match[str]) -> bool:
    """Whether it says which one it is: "into a sizzling pan", "onto a spinning wheel"."""
    stands = _LEADS_IN.search(prompt, max(0, match.start() - _LONGEST), match.start())
    return stands is not None and _ATTRIBUTE.match(prompt, match.start()) is not None


def _is_thing(element: Element) -> bool:
    """Whether what moves is one of the things that answer a touch, or a part or trace of one."""
    what = element.what.text
    return bool(find_things(what)) or singular(what.split()[-1].lower()) in words("addable")


def _may_answer(other: Element, noun: str) -> bool:
    """Whether what moves behind a contact may be what comes of it: no being, and nothing that passes by."""
    what = other.what.text.lower()
    clouded = "cloud" in what and things_of(noun) & _CLOUDS  # milk in a glass
    apart = _APART.search(what) and noun.lower().split()[-1] not in what and not clouded
    return not apart and not find_entries(what, beings())


def _moves_later(scene: Scene, noun: str, end: int) -> bool:
    """Whether a later sentence tells how the thing moves: "the chair glides over the floor"."""
    last = noun.lower().split()[-1]
    last = "(?:\\w+)?ball" if last.endswith("ball") else re.escape(last)
    later = (other for other in scene.elements if other.role != "camera" and other.motion and other.what.start >= end)
    said = re.compile(rf"(?i)\bthe {last}\s+(?:\w+ly\s+)?(?!is\b|was\b|has\b)[a-z]{{3,}}(?<![su])s\b")
    return said.search(scene.prompt, end) is not None or any(
        re.fullmatch(last, other.what.text.lower().split()[-1]) for other in later
    )


def _lies_in_parts(prompt: str, noun: str, end: int) -> bool:
    """Whether a part of the thing is named later, which it gave: "she puts the piece of ice back"."""
    last = re.escape(noun.rsplit(maxsplit=1)[-1])
    return re.compile(rf"{_PARTS}{last}\b", re.IGNORECASE).search(prompt, end) is not None


def _is_own(match: re.Match[str], motions: set[int]) -> bool:
    """Whether what follows a contact is another deed of somebody: "kneads the dough, humming"."""
    deed = re.fullmatch(r",\s*(?:\w+ly\s+)?(?!send|mak|caus|creat|leav|splash|scatter)(\w+ing)", match[0])
    return deed is not None and match.start() + deed.start(1) in motions
