"""What heat, a blast, a fall or its own weight does to things, by what they are."""

import re

from promptkit.lexicon import Behaviour, Material
from promptkit.patterns import lazy
from promptkit.phrasing._around import WINDY, another_follows, behaving, sentence
from promptkit.scene import Element, Scene

_COLD = lazy(
    r"\b(?:winter|wintry|snow(?! globe| white)\w*|frost\w*|icy|icicles?|ice-?cold|freezing|blizzard|arctic|antarctic"
    r"|polar|minus|sub-?zero|frozen\s+(?:lake|river|ground|field|street|forest|sea|land\w*)"
    r"|cold\s+(?:air|morning|night|day|evening|dawn|weather|wind|street))\b",
    re.IGNORECASE,
)
_NO_DAY = lazy(r"\b(?:nights?|midnight|evening|dusk|indoors?|kitchen|room|floor|table)\b", re.IGNORECASE)
"""Where no day warms anything."""
_SPREAD = lazy(r"\b(?:butter|cheese|margarine|chocolate|marshmallows?)$", re.IGNORECASE)
"""What is put on hot food."""
_ASIDE = lazy(
    r"\s+(?:\w+ly\s+)?(?:to\s+(?:the\s+(?:left|right|side)|one\s+side)|sideways|aside|across|past)\b", re.IGNORECASE
)
"""Where heat lifts no smoke."""
_VOLCANO = lazy(r"\b(?:volcano\w*|craters?|calderas?)\b", re.IGNORECASE)
_BLAST = lazy(
    r"\b(?:rockets?|missiles?|lift-?off|lifts off|launch(?:es|ed|ing)?|explo\w+|detonat\w+|cannons?|blasts?)\b",
    re.IGNORECASE,
)
_SPREADS = ("bill", "spre", "roll", "pour", "boil", "surg", "blow", "rush")
"""How verbs begin that tell what a blast does to smoke and dust."""
_OF_STUFF = lazy(
    r"\b(?:made|built|formed|woven|spun|consisting|sculpted|shaped)\s+(?:\w+\s+)?(?:out\s+)?of\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What is made of smoke is no smoke."""
_HEATED = lazy(
    r"\b(?:thaw\w*|(?:hot|warm)\s+(?:day|sun|summer|weather|afternoon|noon|air|room)|sun|sunlight|sunshine|sunny|summer|heat\w*"
    r"|warmth|oven|stove|fire|flames?|torch|microwave|lava)\b",
    re.IGNORECASE,
)
"""What melts a thing, and is told."""
_HOT_BELOW = lazy(
    r"\bhot\s+(?:\w+\s+)?(?:pavement|asphalt|tarmac|sidewalk|concrete|pan|skillet|griddle|plate|toast|stones?|sand|rocks?|roof"
    r"|metal|pancakes?|waffles?|bread|steak|potato(?:es)?|corn|dashboard)\b",
    re.IGNORECASE,
)
_ON_HOT_FOOD = lazy(
    r"\b(?:on|onto|over)\s+(?:(?:the|an?|his|her|their)\s+)?(?:\w+\s+)?(?:toast|pancakes?|waffles?|burger|patty|steak|crumpets?|corn"
    r"|pan|skillet|griddle|stack|potato(?:es)?|noodles|pasta|pizza)\b",
    re.IGNORECASE,
)
_MELTS: tuple[tuple[str, str], ...] = (
    (r"\b(?:clocks?|watch(?:es)?)$", "under {its} own weight"),
    (r"\b(?:candles?|wax)\b", "as the flame burns lower"),
    (r"\bicebergs?$", "as the sun and the warmer water eat at {its} sides"),
    (
        r"^(?!.*\b(?:ice|snow|chocolate|butter|sugar|sand)\b).*\b(?:statues?|sculptures?|plastic|traffic cones?)$",
        "as a fierce heat builds",
    ),
    (r"\b(?:snow|snowm[ae]n|snowballs?|icicles?|frost|slush)$", "as the day warms"),
    (r"\b(?:ice|glaciers?|ice sheets?)$", "as the air warms"),
)
"""What melts → what melts it, without a pronoun that could be that of the place it melts on."""
_BURNS: tuple[tuple[str, str], ...] = (
    (r"\b(?:paper|letters?|photo(?:graph)?s?|maps?|books?|pages?|newspapers?)$", "as the flame eats across the paper"),
    (r"\b(?:wood|logs?|sticks?)$", "as the flames eat into the wood"),
    (r"\bcandles?$", "as the flame draws up the wax"),
    (r"\b(?:coals?|incense|incense sticks?)$", "as the glow creeps inwards"),
)
_SOAKED: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:napkins?|paper|cloth|tablecloth|fabric|towels?|shirts?|carpets?|rugs?|tissues?|linen|bandages?|cotton|wool)\b",
        "as the fibres draw {it} in",
    ),
    (r"\b(?:ground|soil|earth|sand|dirt|lawn|field|garden|bed)\b", "as the dry ground draws {it} in"),
    (r"\b(?:wood|wooden|plank|board|floorboards|table)\b", "as the grain draws {it} in"),
    (r"\bsponges?\b", "as the pores draw {it} in"),
)
_SLUMPS = ("slum", "coll", "droo", "sagg", "sag")
_HANGING = ("tent", "sail", "flag", "curtain", "laundry", "tablecloth")
"""Cloth that drops when the air lets go of it."""
_STEPS = lazy(r"\b(?:stairs?|steps|staircase|stairway|stairwell)\b", re.IGNORECASE)


def by_what_it_is(
    scene: Scene, element: Element, material: Material | None, behaviour: Behaviour, *, moved: bool
) -> list[str] | None:
    """What heat, a blast or its own weight does to just that thing; None where its material knows."""
    around, name = sentence(scene, element), material.name if material else ""
    verb = behaving((element.motion or element.what).text, behaviour)
    if behaviour.name in ("melting", "burning", "soaking"):
        return _changed(scene, element, behaviour, around)
    if behaviour.name == "bouncing":
        return [", off each step with a spring" if _STEPS.search(around) else ", a little lower with each rebound"]
    if behaviour.name == "falling":
        return _fallen(material, verb, around, moved=moved)
    if name in ("smoke", "steam", "dust") and _BLAST.search(around) and verb[:4] in _SPREADS:
        return ["as the blast drives {it} outwards"]
    return _lifted(scene, element, around, name) if name in ("smoke", "steam") and behaviour.kind == "air" else None


def _changed(scene: Scene, element: Element, behaviour: Behaviour, around: str) -> list[str]:
    what = element.what.text.lower()
    if behaviour.name == "melting":
        return _melted(scene, element, what, around)
    if behaviour.name == "burning":
        return [_without_flame(element, text) for pattern, text in _BURNS if re.search(pattern, what)][:1]
    end = (element.motion or element.what).end
    behind = scene.prompt[end:].partition(".")[0]
    return [text for pattern, text in _SOAKED if re.search(pattern, behind, re.IGNORECASE)][:1]


def _without_flame(element: Element, text: str) -> str:
    """The same of what only glows or turns brown: it has no flame."""
    motion = (element.motion or element.what).text.lower()
    slow = (
        "glow"
        if re.search(r"\bsmo(?:u?ld)", motion)
        else "heat"
        if re.search(r"\b(?:char|scorch|sing)", motion)
        else ""
    )
    return text.replace("flames eat", "flame eats").replace("flame", slow) if slow else text


def _fallen(material: Material | None, verb: str, around: str, *, moved: bool) -> list[str] | None:
    """What slumps has its own weight to thank; of what merely falls, nothing is said that the verb does not say."""
    slumps = verb[:4] in _SLUMPS
    if material is not None and material.name in _HANGING and not slumps:
        return ["as {air} comes and goes"] if moved else []
    if not slumps or (material is not None and material.cause.get("fall")):
        return None
    return [] if _HEATED.search(around) else ["as {its} own weight drags {it} down"]


def _melted(scene: Scene, element: Element, what: str, around: str) -> list[str]:
    if _HOT_BELOW.search(around) or (_SPREAD.search(what) and _ON_HOT_FOOD.search(around)):
        return ["as the heat works in from below"]
    if _HEATED.search(around):
        return []
    if own := [text for pattern, text in _MELTS if re.search(pattern, what)][:1]:
        return [own[0].replace("the day", "the air") if _NO_DAY.search(scene.prompt) else own[0]]
    if _COLD.search(scene.prompt):
        return []
    return ["in the warmth"] if another_follows(scene, element) else ["as the warmth works into {it}"]


def _lifted(scene: Scene, element: Element, around: str, name: str) -> list[str] | None:
    """What carries smoke or steam where its own heat is not what one would say; None where it is."""
    end = element.motion.end if element.motion else element.what.end
    if _OF_STUFF.search(scene.prompt[: element.what.start]) or _OF_STUFF.search(f"{element.what.text} "):
        return []
    if WINDY.search(scene.prompt) and not re.match(r"(?:ris|ros)", element.motion.text if element.motion else ""):
        return None
    if _ASIDE.match(scene.prompt, end):
        return ["as a faint breeze carries {it}"]
    if name == "smoke" and _VOLCANO.search(around):
        return ["as the heat of the crater drives {it} up"]
    if not _COLD.search(scene.prompt):
        return None
    return ["as hot air climbs" if re.search(r"(?i)\bcold\b", around) else "as the hot air climbs into the cold"]
