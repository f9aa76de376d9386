"""What wants a force: things that hang or lie loose, as anything stirs them; of other things what tells of a push."""

import re
from itertools import chain

from promptkit.lexicon import WORD, Material, behaviours, find_entries, find_last, materials, verb_in
from promptkit.patterns import lazy
from promptkit.scene import Element, Scene, Span
from promptkit.scene.forms import singular
from promptkit.scene.lexicon import words

_SORTS = ("cloth", "hair", "foliage", "airborne", "hanging")
"""Headings of `lexicon/movers_inert.toml` that list what the rule is about: anything stirs it."""
_NOT_LOOSE = frozenset({"water", "flame"})
"""What the air stirs as well, and what models move well by themselves."""
_LEAD = r"(?:(?:is|are)\s+)?(?:\w+ly\s+)?(?:(?:begin|start)\w*\s+(?:to\s+)?)?(?:\w+ly\s+)?"
_ONLY_LOOSE = lazy(rf"{_LEAD}(?:sway|sw[iu]ng|flutter|billow|flap|undulat|dangl)", re.IGNORECASE)
"""How nothing moves but what hangs or is of cloth."""
_STIRRED = lazy(
    rf"{_LEAD}(?:breath|bulg|balloon(?:s|ing)|sweep|swept|writh|coil|flail|hover|unfurl|tumbl|skitter|spin|spun|twirl|flip|circl)"
    r"|.*\b(?:back\s+and\s+forth|to\s+and\s+fro|from\s+side\s+to\s+side)\b",
    re.IGNORECASE,
)
"""What such things do beside the motions that the lexicon knows of moving air."""
_PUSHED = lazy(
    rf"{_LEAD}(?:mov(?:e|es|ed|ing)\b|slid|slip|skid|shift|roll|bounc|sway|sw[iu]ng|rock(?:s|ed|ing)?\b|shak|shook|trembl|"
    r"rattl|wobbl|tilt)",
    re.IGNORECASE,
)
"""What a push does to anything: the verb tells nothing of who gave it."""
_ALONG = (
    r"(?!\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:street|road|alley|lane|avenue|beach|boardwalk|sidewalk|pavement|promenade|"
    r"highway|hall|hallway|corridor|town|desert)\b)"
)
_BY_ITS_WEIGHT = lazy(
    rf"{_LEAD}(?:fall|fell|drop|land|settl|sink|sank|pour|spill|cascad|\w+\s+(?:\w+ly\s+)?(?:downwards?|down){_ALONG}\b|"
    r"(?:slid|slip|roll|tumbl)\w*\s+(?:\w+ly\s+)?(?:off|from|into)\b)",
    re.IGNORECASE,
)
"""Down a slope or through the air things go by themselves; along a street they do not."""
_TAKES_ITS_PLACE = lazy(
    rf"{_LEAD}\w+\s+(?:\w+ly\s+)?(?:back(?!\s+and)|off|out|open|shut|closed|apart|aside|wide|into\s+(?:place|position|view))\b",
    re.IGNORECASE,
)
"""What opens, rebounds, comes out or goes to its place: the words tell what happens, and no hand need be seen."""
_DOES_TO = lazy(
    r"(?:\s+out)?\s+(?:it\b|them\b|itself\b|themselves\b|(?:one(?!\s+after)|two|three|an?|the|his|her|its|their)\s+"
    r"(?!(?:time|while|bit|little|moment|whole|entire|day|night|way|length|air|room|wind|breeze)\b)\w)",
    re.IGNORECASE,
)
"""What it does to another thing or to itself is told behind the verb: that needs no push."""
_LEADS_ON = lazy(
    r"\b(?:past|by|over|across|along|around|through|in|on|into|onto|above|under|towards?|to|from)$", re.IGNORECASE
)
_OBJECT = lazy(
    r"(?:\w+ly\s+)?\w+\s+(?:it|them|\w+sel(?:f|ves))\b|(?:\w+ly\s+)?\w+\s+(?:an?|the|his|her|its|their|one)\s+\w",
    re.IGNORECASE,
)
_GOES_BY = lazy(r"(?:\w+ly\s+)?(?:whip|flash|rush|fl[iy]|streak|blur|rac|zip|sweep)\w*\s+(?:past|by)\b", re.IGNORECASE)
"""What is rooted does so of him who travels."""
_CHANGES = lazy(
    rf"{_LEAD}turn(?:s|ed|ing)?\s+(?:(?:in)?to\b|black|blue|brown|golden|gr[ae]y|green|orange|pink|purple|red|white|yellow|pale|"
    r"dark|transparent)",
    re.IGNORECASE,
)
_OPENS = lazy(rf"{_LEAD}\w+\s+(?:\w+ly\s+)?(?:open|shut|closed|apart|aside|wide|up(?!\s+and))\b", re.IGNORECASE)
"""What a hand or a motor does to a door or a blind: seen from here, nobody need be seen."""
_STAGE = lazy(r"\b(?:stage|theat(?:re|er)|opera|auditorium|cinema|proscenium)\b", re.IGNORECASE)
_CURTAIN = lazy(r"(?:.*\W)?curtains?", re.IGNORECASE)
_GOES_UP = lazy(rf"{_LEAD}(?:ris(?:e|es|ing)|lift)", re.IGNORECASE)
_SOUND_OF = lazy(
    r"\b(?:sounds?|noises?|music|whispers?|songs?|rustl(?:e|ing)|creak(?:ing)?)\s+of\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SOUND = lazy(r"\b(?:sounds?|audio|asmr|sfx)\b[^.!?\n]*$", re.IGNORECASE)
_RUSTLES = lazy(r"(?:\w+ly\s+)?(?:rustl|creak|crunch|tinkl|jingl)\w*(?P<of>\s+of\b)?", re.IGNORECASE)
"""What may be told for its sound alone."""
_TOLD_BEHIND = lazy(r"[^.,;:!?]{0,30}\b(?:with|by|under)\s+(?:the|an?|his|her|their|its|each|every)\b", re.IGNORECASE)
_BUOYANT = lazy(r"(?:.*\W)?(?:balloons?|bubbles?|lanterns?)", re.IGNORECASE)
_FLOATS = lazy(rf"{_LEAD}(?:float|ris(?:e|es|ing)\b|rose\b|ascend|soar)", re.IGNORECASE)
"""What is lighter than air does so by itself."""
_TOOL = lazy(
    r"(?:.*\W)?(?:lipsticks?|(?:paint|tooth|hair)?brush(?:es)?|pens?|pencils?|crayons?|markers?|razors?|\w*kni(?:fe|ves)|\w*blades?|scalpels?|"
    r"scissors|irons?|mops?|sponges?|combs?|chalk|rollers?|spatulas?|spoons?|trowels?|squeegees?|needles?|chisels?|(?:hand|hack|chain)?saws?|"
    r"rags?|bow|stylus|shovels?|rakes?|brooms?|axes?|hammers?|swords?)",
    re.IGNORECASE,
)
"""What is in a hand where it moves, said or not."""
_DRIVEN = lazy(
    r"(?:.*\W)?(?:wrecking\s+balls?|pendulums?|metronomes?|pistons?|marionettes?|puppets?|automat(?:on|a)s?|hands?|clockwork)",
    re.IGNORECASE,
)
"""What is known to be driven: by a crane, clockwork or strings."""


_OWN_PART = lazy(
    r"(?:.*\W)?(?:eyelids?|membranes?|lips?|mouth|jaws?|tongues?|fingers?|thumbs?|knuckles|toes|eyebrows?|nostrils?|gills?)",
    re.IGNORECASE,
)
"""What somebody moves by himself, named without him."""
_VIEW = lazy(
    r"(?:.*\W)?(?:world|horizon|background|scenery|surroundings|(?:ball|bed|bath|class|dining\s|living\s|throne\s)?(?:room|hall)|hallway|corridor|landscape)",
    re.IGNORECASE,
)
"""What swings or turns round somebody is what is seen, and moves with the camera."""


def wants_force(scene: Scene, element: Element) -> bool:
    """Whether such a thing moves so by a force alone, and the words do not tell which by themselves."""
    what = element.what.text
    if any(kind.fullmatch(what) for kind in (_DRIVEN, _TOOL, _OWN_PART, _VIEW)) or _is_heard(scene, element):
        return False
    motion = element.motion
    if motion is None:  # "a haze of smoke": nothing is said of how it moves
        return False
    if _BY_ITS_WEIGHT.match(scene.prompt, motion.start) or _CHANGES.match(scene.prompt, motion.start):
        return False
    if _does_to_another(scene, motion):
        return False
    return _is_stirred(scene, element, motion) if is_loose(scene, element) else _is_pushed(scene, element, motion)


def is_loose(scene: Scene, element: Element) -> bool:
    """Whether it is cloth, hair, a plant, dust or what hangs: by the lexicon, or because nothing else moves so."""
    if not _named(element).isdisjoint(chain.from_iterable(words("movers_inert", sort) for sort in _SORTS)):
        return True
    known = any(each.stirred and each.stirred not in _NOT_LOOSE for each in _materials(scene, element))
    return known or _ONLY_LOOSE.match((element.motion or element.what).text) is not None


def is_airborne(scene: Scene, element: Element) -> bool:
    """Whether it is dust, ash, paper or what else the air carries."""
    known = any(each.stirred in ("dust", "loose") for each in _materials(scene, element))
    return known or not _named(element).isdisjoint(words("movers_inert", "airborne"))


def is_rooted(scene: Scene, element: Element) -> bool:
    """Whether it is a plant."""
    return any(each.stirred == "plant" for each in _materials(scene, element))


def _is_stirred(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether air, a touch or a body moves such a thing so."""
    prompt, what = scene.prompt, element.what.text
    behaviour = verb_in(motion.text, behaviours())
    by_air = behaviour is not None and behaviour.kind == "air"
    if not (by_air or _PUSHED.match(prompt, motion.start) or _STIRRED.match(motion.text)):
        return False
    if _BUOYANT.fullmatch(what) and _FLOATS.match(prompt, motion.start):
        return False
    if is_rooted(scene, element) and _GOES_BY.match(prompt, motion.start):
        return False
    is_hinged = not _named(element).isdisjoint(words("movers_inert", "hinged"))
    if is_hinged and _OPENS.match(prompt, motion.start):
        return False
    on_stage = _CURTAIN.fullmatch(what) and _STAGE.search(prompt)
    return not (on_stage and _GOES_UP.match(prompt, motion.start))


def _is_pushed(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether something pushes it, and nothing in the verb says what."""
    told = _TAKES_ITS_PLACE.match(scene.prompt, motion.start) or _TOLD_BEHIND.match(scene.prompt, motion.end)
    return told is None and all(_PUSHED.match(scene.prompt, each.start) for each in element.all_motions)


def _does_to_another(scene: Scene, motion: Span) -> bool:
    """Whether its motion is done to another thing; "fly past a desk" is done to none."""
    if _LEADS_ON.search(motion.text):
        return False
    return _OBJECT.match(motion.text) is not None or _DOES_TO.match(scene.prompt, motion.end) is not None


def _named(element: Element) -> frozenset[str]:
    """The nouns that say what it is: the last one, and the last one in front of "of"."""
    parts = element.what.text.lower().split(" of ")
    return frozenset(singular(found[-1]) for part in parts if (found := [word[0] for word in WORD.finditer(part)]))


def _materials(scene: Scene, element: Element) -> list[Material]:
    """What the lexicon knows it as, by the words in front of it too: "tent walls"."""
    within = [found.entry for found in find_entries(element.what.text, materials())]
    last = find_last(scene.prompt, element.what.end, materials())
    return [*within, last.entry] if last else within


def _is_heard(scene: Scene, element: Element) -> bool:
    """Whether the prompt tells of its sound: "the sound of rustling leaves", "a rustling of leaves"."""
    motion, prompt = element.motion or element.what, scene.prompt
    rustles = _RUSTLES.match(prompt, motion.start)
    if rustles and (rustles["of"] or _SOUND.search(prompt, 0, motion.start)):
        return True
    return _SOUND_OF.search(prompt, 0, min(element.what.start, motion.start)) is not None
