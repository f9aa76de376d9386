"""What the rest of a shot says of why a thing moves: a storm, a blast, heat, a display, a beam of light to drift in."""

import re

from promptkit.lexicon import TIME_LAPSE, actions, postures, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing import WEIGHTLESS, sentence_around, storm_blows
from promptkit.scene import Element, Scene, Span

_MOTES = lazy(r"(?:.*\W)?(?:dust|motes?|specks?|particles?|pollen|haze)", re.IGNORECASE)
_HANGS = lazy(r"(?:\w+ly\s+)?(?:drift|float|hang|hung|danc|swirl|hover|glint|sparkl|shimmer|settl|mov)", re.IGNORECASE)
_IN_LIGHT = lazy(
    r"(?:\s+\w+ly)?\s+(?:in|through|inside|within|across|under|around\s+in)\s+[^.,;!?]*?"
    r"(?:beams?|shafts?|rays?|cones?|\w*lights?|sunbeams?|moonbeams?|god\s?rays|headlamps?|lamps?)\b",
    re.IGNORECASE,
)
"""Where motes are seen that hang in any air."""
_BLOWN = lazy(
    r"(?:is\s+|are\s+)?(?:\w+ly\s+)?(?:tear|tore|rip|whip|flap|snap|lash|flutter|fl(?:y|ies|ew)|swirl|whirl|scatter|tumbl|roll|"
    r"bend|bent|shudder|shak|shook|rattl|swing|swung|sway|toss|bang|slam|creak|peel|billow|stream|blow|blew|spin|spun|hurl|skid|"
    r"slid|lift|bow|thrash|drift|float|wav|rippl|strain|break|broke|collaps|rock|flail|tilt)",
    re.IGNORECASE,
)
"""What a storm or a blast does to what is loose."""
_BLAST = lazy(
    r"\b(?:explod\w+|explosions?|detonat\w+|shock\s?waves?|erupt(?:s|ed|ing|ion)?|"
    r"(?:bomb|nuclear|sonic|grenade|mighty|huge|the|a)\s+blast(?!\s+(?:furnace|door|shield|radius)))\b",
    re.IGNORECASE,
)
_NO_BLAST = lazy(
    r"\b(?:distant|far[- ]off|about\s+to|before|after|like|as\s+if|no|without|until)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OTHER_BLAST = lazy(
    r"\s+(?:view|diagram|drawing|(?:far\s+)?in\s+the\s+(?:far\s+)?distance|far\s+away|(?:with|in(?:to)?)\s+(?:\w+\s+)?"
    r"(?:laughter|tears|applause|joy|colou?rs?|song))\b",
    re.IGNORECASE,
)
"""What says that nothing explodes there, or not now."""
_FLUNG = lazy(
    r"(?:is\s+|are\s+)?(?:\w+ly\s+)?(?:shatter|scatter|spray|shoot|shot|burst|rain|hurtl|shower|swell|rush|spread|surg|radiat|"
    r"expand|hang)",
    re.IGNORECASE,
)
_FUMES = lazy(
    r"(?:.*\W)?(?:smoke|steam|vapou?r|fumes|embers?|sparks?|soot|ash(?:es)?)(?:\s+(?:plumes?|clouds?|columns?|rings?|trails?|wisps?))?"
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
_MELTS = lazy(r"(?:\w+ly\s+)?(?:melt|thaw|soften|drip|ooz|run(?!n?ing\b)|sag|droop|slump|pool)", re.IGNORECASE)
_ON_THE_HEAT = lazy(
    r"(?:\w+ly\s+)?(?:melt|slid|glid|skat|skitter|foam|froth|bubbl|sizzl|danc|spread|swirl|pop|jump|brown|curl|boil)",
    re.IGNORECASE,
)
_HOT_METAL = lazy(
    r"\b(?:hot|heated|sizzling|smoking|searing|steaming)\s+(?:[\w-]+\s+){0,2}(?:pans?|skillets?|griddles?|woks?|plates?|stones?|"
    r"grills?|pots?|iron|oil|butter|toast|pancakes?)\b",
    re.IGNORECASE,
)
_WARM = lazy(
    r"\b(?:hot|heat\w*|sun|suns|sunlight|sunshine|sunny|summer|warm\w*|oven|stove|fires?|flames?|torch\w*|lava|grill\w*|steaming|"
    r"boiling|noon|midday|desert|scorching|pan|skillet|griddle|fondue|microwave|radiator|candle)\b",
    re.IGNORECASE,
)
"""What melts a thing, and is told."""
_SHOWN_TURNING = lazy(r"(?:is\s+|are\s+)?(?:\w+ly\s+)?(?:rotat|spin|spun|turn|revolv|swivel)", re.IGNORECASE)
_DISPLAY = lazy(
    r"\bon\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,3}?(?:mannequins?|dress\s+forms?|cushions?|pillows?|stands?|pedestals?|plinths?|"
    r"podiums?|display|platforms?|busts?|slabs?|blocks?)\b"
    r"|\b(?:product|pack|packshot|beauty|hero)\s+(?:shot|video|film|ad|reveal|render|photography|display)s?\b|\bpackshots?\b|\bshowcase\w*|"
    r"\be-?commerce\b|\bon\s+display\b|\b360[- ]?(?:degrees?|°|view)?|"
    r"\b(?:against|on|over)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:back(?:ground|drop)|seamless)\b",
    re.IGNORECASE,
)
"""Where goods are shown from all sides: the stand turns, seen or not."""
_GLIDERS = lazy(
    r"(?:.*\W)?(?:paper\s+(?:air|aero)?planes?|paper\s+darts?|gliders?|frisbees?|boomerangs?|arrows?|javelins?)",
    re.IGNORECASE,
)
_GLIDES = lazy(
    r"(?:\w+ly\s+)?(?:glid|fl(?:y|ies|ew)|sail|soar|swoop|loop|dip|bank|curv|arc|circl|spiral|whi[sz]z)", re.IGNORECASE
)
"""The flight of what was thrown: it carries itself on."""
_EGGS = lazy(r"(?:.*\W)?(?:eggs?|eggshells?|chrysalis|cocoons?)", re.IGNORECASE)
_OPENS_UP = lazy(
    r"(?:\w+ly\s+)?(?:crack|split|break|broke|open|wobbl|shak|rock|trembl|burst|hatch|twitch)", re.IGNORECASE
)
_HATCHES = lazy(
    r"\b(?:hatch\w*|chicks?|ducklings?|goslings?|turtles?|dragons?|dinosaurs?|nests?|incubators?|beaks?|butterfl\w+|moths?|"
    r"from\s+(?:with)?in(?:side)?)\b",
    re.IGNORECASE,
)
"""Whoever is inside breaks the shell."""
_GRAINS = lazy(
    r"(?:.*\W)?(?:flour|sugar|powder|chalk|dust|sawdust|shavings?|chips?|splinters?|shards?|fragments?|crumbs?|sparks?|droplets?|"
    r"drops?|spray|water|foam|mud|sand|snow|dirt|gravel|pebbles|confetti|debris|soil|clods?|sweat|grains?|salt|ice)",
    re.IGNORECASE,
)
_LEAPS_UP = lazy(
    r"(?:\w+ly\s+)?(?:jump|fl(?:y|ies|ew)|puff|spray|scatter|burst|splash|spurt|shower|leap|cloud|kick|sp(?:l)?atter|erupt|explod|"
    r"spill|bounc|hop|ris(?:es?|ing)\s+up)",
    re.IGNORECASE,
)


def is_caused_around(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether something else in the shot leaves no doubt what makes that motion."""
    return (
        _is_of_the_weather(scene, element, motion)
        or _is_hot(scene, element, motion)
        or _is_its_own(scene, element, motion)
        or _is_thrown_up(scene, element, motion)
    )


def floats_weightless(scene: Scene) -> bool:
    """Whether the shot is where things have no weight."""
    return WEIGHTLESS.search(scene.prompt) is not None


def _is_of_the_weather(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether a storm or a blast that the shot tells of moves it; neither reaches into a room from outside."""
    prompt = scene.prompt
    is_blown = _BLOWN.match(prompt, motion.start) is not None
    if is_blown and storm_blows(scene):
        return True
    flies = is_blown or _FLUNG.match(prompt, motion.start)
    for blast in _BLAST.finditer(prompt) if flies else ():
        itself = element.what.start <= blast.start() < motion.end or motion.start <= blast.start() < motion.end
        if not (itself or _NO_BLAST.search(prompt, 0, blast.start()) or _OTHER_BLAST.match(prompt, blast.end())):
            return True
    return False


def _is_hot(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether heat drives it up or melts it, and is told; or the hours do, which pass in a moment."""
    prompt, what = scene.prompt, element.what.text
    around = prompt[slice(*sentence_around(prompt, motion.start))]
    if _FUMES.fullmatch(what):
        rises = _GOES_UP.match(prompt, motion.start) and _HOT.search(prompt)
        return bool(rises) or _OUT_OF_ITS_SOURCE.match(prompt, motion.end) is not None
    if _MELTS.match(prompt, motion.start) and motion.text.lower().startswith(("melt", "thaw", "soft")):
        return TIME_LAPSE.search(prompt) is not None or _WARM.search(around) is not None
    return _ON_THE_HEAT.match(prompt, motion.start) is not None and _HOT_METAL.search(around) is not None


def _is_its_own(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether such a thing moves so by what it is: motes in light, goods on show, a paper plane, a hatching egg."""
    prompt, what = scene.prompt, element.what.text
    around = prompt[slice(*sentence_around(prompt, motion.start))]
    known = (
        _MOTES.fullmatch(what) and _HANGS.match(prompt, motion.start) and _IN_LIGHT.match(prompt, motion.end),
        _SHOWN_TURNING.match(prompt, motion.start) and _DISPLAY.search(around),
        _GLIDERS.fullmatch(what) and _GLIDES.match(prompt, motion.start),
        _EGGS.fullmatch(what) and _OPENS_UP.match(prompt, motion.start) and _HATCHES.search(prompt),
    )
    return any(known)


def _is_thrown_up(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether it is dust, drops or crumbs that leap up where somebody acts on what they lie on."""
    if not (_GRAINS.fullmatch(element.what.text) and _LEAPS_UP.match(scene.prompt, motion.start)):
        return False
    start, _ = sentence_around(scene.prompt, element.what.start)
    return any(
        other.can_move_itself and other.role == "subject" and start <= told.start < element.what.start and _acts(told)
        for other in scene.elements
        for told in other.all_motions
    )


def _acts(motion: Span) -> bool:
    """Whether it is more than a pose or a quiet doing."""
    action = verb_in(motion.text, actions())
    return verb_in(motion.text, postures()) is None and not (action and action.calm)
