"""What the rest of a shot says of why a thing moves: wind, a blast, an impact, heat, magic, a ride, a deed."""

import re
from collections.abc import Iterator

from promptkit.lexicon import actions, postures, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing import air_blows, give_cause, is_weightless, sentence_around
from promptkit.rules._loose import is_airborne, is_loose, is_rooted, wants_force
from promptkit.rules._moved_along import is_driven
from promptkit.rules._named_after import is_no_force
from promptkit.scene import Element, Scene, Span

_FORCE = lazy(
    r"\b(?:explod\w+|explosions?|detonat\w+|shock\s?waves?|erupt(?:s|ed|ing|ions?)?|"
    r"(?:bomb|nuclear|sonic|grenade|mighty|huge|the|a)\s+blast(?!\s+(?:furnace|door|shield|radius))|"
    r"impacts?(?!\s+frames?)|crash(?:es|ed|ing)?(?!\s+(?:waves?|surf|course|mats?|helmets?|barriers?|cymbals?))|"
    r"collisions?|collid\w+|(?:earth)?quakes?|tremors?|helicopters?|choppers?|rotors?|propellers?|jet\s+engines?|"
    r"(?:wind|leaf|hair)[- ]?(?:machines?|blowers?|dr[iy]ers?)|(?:ceiling|desk|electric|industrial|table)\s+fans?|"
    r"fans?\s+(?:blow|spin|turn|whir)\w*)\b",
    re.IGNORECASE,
)
"""What moves all that is loose near it, wherever in the shot it is told."""
_NOT_THERE = lazy(
    r"\b(?:(?:distant|far[- ]off|about\s+to|before|after|like|as\s+if|no|without|until|visual|emotional|dramatic|"
    r"maximum|waves?|surf|breakers?|sea|ocean)\s+(?:[\w-]+\s+){0,3}|high[- ]|"
    r"\b(?:memor(?:y|ies)|emotions?|feelings?|thoughts?|laughter|applause|colou?rs?|flavou?rs?)\s+(?:of\s+\w+\s+)?(?:\w+ly\s+)?)$",
    re.IGNORECASE,
)
_OTHERWISE = lazy(
    r"\s+(?:view|diagram|drawing|(?:far\s+)?in\s+the\s+(?:far\s+)?distance|far\s+away|(?:with|in(?:to)?|of)\s+(?:[\w'’]+\s+){0,2}"
    r"(?:laughter|tears|applause|joy|colou?rs?|songs?|music|sounds?|light|flavou?rs?|trumpets?|bugles?|trombones?|horns?|"
    r"whistles?|sirens?))\b",
    re.IGNORECASE,
)
"""What says that no such force is there, or not now."""
_MOTES = lazy(r"(?:.*\W)?(?:\w*(?:dust|particles?|pollen)|(?:dust)?motes?|specks?|haze)", re.IGNORECASE)
"""Sawdust and microparticles too; what else ends in "mote" is a remote."""
_IN_LIGHT = lazy(
    r"(?:\s{1,4}\w+ly)?\s{1,4}(?:in|through|inside|within|across|under|around\s{1,4}in)\s{1,4}[^.,;!?]{0,80}?"
    r"\b(?:\w{0,12}(?:beams?|lights?|lamps?)|shafts?|(?:god\s?)?rays?|cones?)\b",
    re.IGNORECASE,
)
"""Where motes are seen that hang in any air."""
_FUMES = lazy(
    r"(?:.*\W)?(?:\w*(?:smoke|steam)|vapou?r|fumes|plumes?|embers?|sparks?|soot|ash(?:es)?)(?:\s+(?:plumes?|clouds?|columns?|rings?|trails?|wisps?))?"
    r"|(?:.*\W)?(?:plumes?|columns?|wisps?|curls?|threads?|ribbons?|clouds?|trails?)\s+of\s+(?:\w+\s+)?"
    r"(?:smoke|steam|vapou?r|embers|sparks)",
    re.IGNORECASE,
)
_OUT_OF_ITS_SOURCE = lazy(
    r"(?:[^.,;!?]{0,40}?\s)(?:from|off|out\s+of)\s+(?!(?:the\s+|one\s+)?(?:left|right|sides?|behind|above|below|afar|nowhere|far|"
    r"distance|background|foreground|top|bottom|end)\b)\w",
    re.IGNORECASE,
)
"""What smokes and steams drives its smoke: the fire, the pot, the iron in it."""
_GOES_UP = lazy(
    r"(?:\w+ly\s+)?(?:ris|rose|boil|billow|pour|puff|curl|climb|coil|spiral|hiss|burst|gush|well)\w*", re.IGNORECASE
)
_HOT = lazy(
    r"\b(?:(?:red|white)[- ]hot|molten|searing|scorching|(?:bon|camp|wild)?fires?|furnace|forge|kiln|stove|oven|grill|"
    r"barbecue|boiling|burning|hot|heat\w*|flames?|lava|coals|chimneys?|incense|censers?|cigar(?:ette)?s?|volcano|geysers?|quench\w*|"
    r"sizzling|steaming|smouldering|smoldering|smoker)\b",
    re.IGNORECASE,
)
_MOUTH = lazy(r"\b(?:lips|mouth|nostrils?|nose|teeth|cigar(?:ette)?s?|pipe)\b", re.IGNORECASE)
_BY_ITSELF = lazy(
    r"\b(?:(?:by|of)\s+(?:itself|themselves|its\s+own|their\s+own)|on\s+(?:its|their)\s+own(?!\s+(?:land|feet|two|"
    r"terms|ground))|\w+s\s+itself|as\s+if\s+by\s+magic|unseen\s+(?:hand|force)s?|invisible\s+(?:hand|force|finger|being|"
    r"person|player)s?|poltergeist|telekine\w+|possessed|(?:on|by)\s+(?:its|their|the|\w+)\s+strings)\b",
    re.IGNORECASE,
)
"""What says that the motion is to have no cause, or which strings pull."""
_NOBODY = lazy(
    r"\b(?:with\s+no\s+one|haunted|ouija|(?:nobody|no\s?-?one)\s+(?:in|on|at|near|touch\w*|push\w*|there|around|sits|"
    r"sitting))\b",
    re.IGNORECASE,
)
"""What says that nobody is there who might have done it: that is the point of it."""
_SPELLBOUND = lazy(
    r"\b(?:witch(?:es)?|wizards?|sorcer\w+|mages?|magic\w*(?!\s+hour)|enchant\w*|spells?|spellbooks?|levitat\w*|runes?|"
    r"ghosts?(?!\s+town)|psychic|jedi|vacuum|under\s?water|submerged)\b",
    re.IGNORECASE,
)
_FLUTTERS = lazy(r"(?:\w+ly\s+)?(?:flutter|billow|flap|wav|rippl|whip|sway)", re.IGNORECASE)
"""A wizard's cloak does so in the wind, not by magic."""
_DRAWN = lazy(
    r"\b(?:diagrams?|cross[- ]?sections?|cut[- ]?aways?|exploded\s+view|infographics?|schematic\w*|explain\w*|"
    r"isometric|stop[- ]?motion|claymation|motion[- ]graphics?|typograph\w*|cartoons?|simulat\w+|"
    r"animat(?:ion|ed)\s+(?:of|map|charts?|logos?|icons?|titles?|style|short|film)|(?:logo|icon|title|3d)\s+animations?|"
    r"conveyors?|(?:assembly|production)\s+lines?|rollers?|machines?|machinery|mechanisms?|motors?|engines?|robots?|"
    r"contraptions?)\b",
    re.IGNORECASE,
)
"""Pictures in which things move by themselves, and machines that move them."""
_SWINGS = lazy(r"(?:\w+ly\s+)?(?:sw[iu]ng|sway|rock|shak|wobbl|rattl|jingl|clink|quiver|trembl)", re.IGNORECASE)
_PUSHES = lazy(
    r"(?:\w+ly\s+)?(?:pull|push|tug|yank|shov|kick|bump|knock|punch|hit|haul|slam|toss|throw|jump|leap|climb|strik|ring)",
    re.IGNORECASE,
)
"""What sets something swinging that hangs or stands near."""
_WHILE = lazy(r"\bwhile\b[^.;!?]*$", re.IGNORECASE)
_LEANS_OUT = lazy(
    r"\b(?:train|car|bus|truck|tram|jeep|van|boat|taxi|lorry|pick-?up)\b[^.!?\n]{0,120}\b(?:hang|lean)(?:s|ing)?\s+out\s+of\b",
    re.IGNORECASE,
)
"""Whoever rides so has the air of it."""
_BREATHED = lazy(
    r"\b(?:breath(?:es|ed)\s+out|exhales?|sneezes?)\b(?:(?!\b(?:far|distant|screen|outside|across|away)\b)[^\n]){0,40}$",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters before a thing in which a breath reaches it."""
_OWNED = lazy(r"\b(?:his|her|their|its|my|our)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_RIDES = lazy(
    r"\b(?:pov|point[- ]of[- ]view|first[- ]person|roller\s?coaster|dash-?cam|cockpit|helmet[- ]?cam|go-?pro|aboard|"
    r"snorri-?\s?cam|body-?\s?cam|"
    r"(?:from|through|outside|behind)\s+(?:\w+\s+){1,4}?(?:window|windscreen|windshield|car|train|tram|bus|boat|plane))\b",
    re.IGNORECASE,
)
"""Where the viewer travels: what stands still goes by, and what he rides on shakes."""


def is_caused_around(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether something else in the shot leaves no doubt what makes that motion, or that nothing is to make it."""
    prompt = scene.prompt
    if _is_blown(scene, element, motion) or _is_uncanny(scene, element, motion):
        return True
    if not is_loose(scene, element):
        known = (_DRAWN, _RIDES, _SPELLBOUND, _BY_ITSELF)
        return any(pattern.search(prompt) for pattern in known) or _somebody_acts(scene, element)
    if _rides_or_is_breathed_on(scene, element):
        return True
    if _is_set_swinging(scene, element, motion):
        return True
    return _is_hot_or_lit(scene, element, motion) or (is_airborne(scene, element) and _somebody_raises(scene, element))


def _rides_or_is_breathed_on(scene: Scene, element: Element) -> bool:
    """Whether the air of a ride that is told, or of a breath right before it, reaches it."""
    prompt, start = scene.prompt, element.what.start
    if element.role == "secondary" and _RIDES.search(prompt):
        return True
    if _OWNED.search(prompt, 0, start) and _LEANS_OUT.search(prompt, 0, start):
        return True
    return _BREATHED.search(prompt, max(0, start - _NEAR), start) is not None


def _is_blown(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether air that the shot tells of, a blast, a blow or an engine moves it."""
    prompt = scene.prompt
    if air_blows(scene):
        return True
    for force in _FORCE.finditer(prompt):
        itself = element.what.start <= force.start() < motion.end or motion.start <= force.start() < motion.end
        untrue = _NOT_THERE.search(prompt, 0, force.start()) or _OTHERWISE.match(prompt, force.end())
        if not (itself or untrue or is_no_force(scene, *force.span())):
            return True
    return False


def _is_uncanny(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether it is meant to move by itself, by magic or in weightlessness; where the air explains it, it does not."""
    prompt, around = scene.prompt, sentence_around(scene.prompt, motion.start)
    if _BY_ITSELF.search(prompt, *around):
        return True
    hovers = _FLUTTERS.match(prompt, motion.start) is None
    if hovers and is_weightless(prompt):
        return True
    is_meant = hovers and _SPELLBOUND.search(prompt) is not None
    return (is_meant or _NOBODY.search(prompt, *around) is not None) and give_cause(scene, element) is None


def _is_set_swinging(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether somebody pulls, hits or jumps in the shot, and what hangs or stands there swings; no tree does."""
    if is_rooted(scene, element) or not _SWINGS.match(scene.prompt, motion.start):
        return False
    return any(_PUSHES.match(told.text) for told in _deeds(scene, element))


def _is_hot_or_lit(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether it is smoke that its fire drives, or motes that hang in a beam of light."""
    prompt, what = scene.prompt, element.what.text
    if _FUMES.fullmatch(what):
        rises = _GOES_UP.match(prompt, motion.start) and _HOT.search(prompt)
        source = any(_OUT_OF_ITS_SOURCE.match(prompt, at) for at in (element.what.end, motion.end))
        source = source or _is_breathed_out(scene, element, motion) or _trails_an_engine(scene, element)
        return bool(rises) or source
    return _MOTES.fullmatch(what) is not None and _IN_LIGHT.match(prompt, motion.end) is not None


def _is_breathed_out(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether it comes out of a mouth that is in the picture."""
    return "out" in motion.text.lower().split() and _MOUTH.search(scene.prompt, 0, element.what.start) is not None


def _trails_an_engine(scene: Scene, element: Element) -> bool:
    """Whether it is the smoke of what drives past, told before it."""
    before = [other for other in scene.elements if other.what.end <= element.what.start and other.motion]
    return element.role == "secondary" and any(is_driven(other.what.text) for other in before)


def _somebody_raises(scene: Scene, element: Element) -> bool:
    """Whether somebody acts before it in its sentence: what lies about is whirled up by that."""
    start, _ = sentence_around(scene.prompt, element.what.start)
    return any(start <= told.start < element.what.start for told in _deeds(scene, element))


def _somebody_acts(scene: Scene, element: Element) -> bool:
    """Whether anybody or anything acts in the shot; what goes on beside it is told behind "while"."""
    place = element.what
    return any(
        told.start < place.start or not _WHILE.search(scene.prompt, place.end, told.start)
        for told in _deeds(scene, element)
    )


def _deeds(scene: Scene, element: Element) -> Iterator[Span]:
    """What others do in the shot, poses and quiet doings aside, and what only moves by a force aside."""
    return (
        told
        for other in scene.elements
        if other is not element and other.role == "subject"
        if other.can_move_itself or other.cause or not wants_force(scene, other)
        for told in other.all_motions
        if _acts(told)
    )


def _acts(motion: Span) -> bool:
    """Whether it is more than a pose or a quiet doing."""
    action = verb_in(motion.text, actions())
    return verb_in(motion.text, postures()) is None and not (action and action.calm)
