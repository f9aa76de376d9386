"""What warmth, a flame, a blast or its own weight does to things, where it is to be seen.

Of heat that climbs, damp that works, cold that draws heat out and sap that presses nothing shows: nothing is said.
"""

import re

from promptkit.lexicon import TIME_LAPSE, Behaviour, Material, beings, find_entries
from promptkit.patterns import lazy
from promptkit.phrasing._around import behaving, sentence
from promptkit.scene import Element, Scene

_COLD = lazy(
    r"\b(?:winter|wintry|frost\w*|icy|ice-?cold|freez\w+|blizzard|arctic|antarctic|polar|minus|sub-?zero)\b",
    re.IGNORECASE,
)
_NO_DAY = lazy(
    r"\b(?:nights?|midnight|evening|dusk|indoors?|kitchen|room|floor|table|hall|glove|hand|palm|space|mars)\b",
    re.IGNORECASE,
)
"""Where no day warms anything."""
_HEATED = lazy(
    r"\b(?:thaw\w*|hot|warm\w*|sun|suns|sunlight|sunshine|sunny|summer|heat\w*|oven|stove|fire|flames?|"
    r"torch\w*|microwave|lava|grill\w*"
    r"|corn|cobs?|potato(?:es)?|popcorn|pasta|noodles|rice|bread|crumpets?|muffins?|scones?|bagels?|croissants?|pies?|crumble"
    r"|brownies?|coffee|espresso|tea|pan|skillet|griddle|pot|fondue|toast|pancakes?|waffles?|burger|steak|dragon|laser|acid|salt|hands?|"
    r"tongue|mouth|fingers?|palm|blow\w*"
    r"|hair\s?dr[iy]er|dashboard|radiator|candle|desert|studio)\b",
    re.IGNORECASE,
)
"""What melts a thing, and is told."""
_TURNS_INTO = lazy(r"\s+(?:\w+\s+)?(?:into|to|onto|over|away|out of|upwards?|like)\b", re.IGNORECASE)
"""Where melting is a change into something else, or goes somewhere."""
_THAWS = lazy(r"\b(?:snow|frost|slush|snowdrifts?|snowm[ae]n|icicles?)$", re.IGNORECASE)
_FROZEN = lazy(
    r"\b(?:ice cubes?|popsicles?|ice ?creams?|gelato|sorbet|ice lol(?:ly|lies)|snowballs?|butter|"
    r"ice cream cones?|scoops?)$",
    re.IGNORECASE,
)
_BLAST = lazy(
    r"\b(?:rockets?|missiles?|lift-?off|lifts off|launch(?:es|ed|ing)?|explo\w+|detonat\w+|cannons?)\b", re.IGNORECASE
)
_SPREADS = ("bill", "blow")
"""How verbs begin that tell what a blast does to smoke and dust."""
_VESSEL = lazy(
    r"\s+(?:\w+ly\s+)?in\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,2}(?:pots?|pans?|saucepans?|skillets?|woks?|"
    r"cauldrons?)$",
    re.IGNORECASE,
)
_CLOTH = lazy(
    r"\b(?:into|through)\s+(?:an?|the|his|her)\s+(?:\w+\s+)?(?:napkins?|cloth|tablecloth|fabric|towels?|"
    r"shirts?|carpets?|rugs?|tissues?|linen|bandages?)$",
    re.IGNORECASE,
)
_YEARS = lazy(r"\b(?:years?|decades?|centur(?:y|ies)|months?|seasons?)\b", re.IGNORECASE)
_OF_ITSELF = lazy(r"\b(?:slowly|gradually|suddenly|old|ancient|abandoned|derelict|ruined?|weathered)\b", re.IGNORECASE)
_STRUCK = lazy(
    r"\b(?:waves?|tides?|sea|water|wind\w*|storm\w*|rain\w*|quake\w*|earthquake|explo\w+|bombs?|blast\w*|"
    r"hit\w*|struck|strik\w+|crash\w*|"
    r"wrecking|monster|giant|kaiju|robot|dragon|digital|pixel\w*|fire\w*|burn\w*|flood\w*|magic\w*)\b",
    re.IGNORECASE,
)


_HEATED_POT = lazy(
    r"\b(?:stove|fire|flames?|heat\w*|oven|hob|burner|campfire|coals?|witch\w*|magic\w*|geyser|acid)\b", re.IGNORECASE
)
"""What heats a pot, and is told; or what needs none."""
_SHORT = 8
"""Words of a sentence that tells of one thing only."""


def by_what_it_is(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> list[str]:
    """What is seen to do that to just this thing; empty where nothing is, or somebody may have done it."""
    if behaviour.name == "falling":
        text = _slumped(scene, element, material, behaving((element.motion or element.what).text, behaviour))
    else:
        text = _seen(scene, element, behaviour.name)
    return [text] if text else []


def _seen(scene: Scene, element: Element, change: str) -> str | None:
    around, motion = sentence(scene, element), element.motion or element.what
    behind = re.split(r"[.,;:!?\n]", scene.prompt[motion.end :])[0]
    is_alone = not find_entries(scene.prompt, beings())
    if change == "melting":
        return _melted(scene, element.what.text.lower(), around, behind)
    itself = _OF_ITSELF.search(around) or len(around.split()) <= _SHORT
    is_slow = TIME_LAPSE.search(scene.prompt) or _YEARS.search(scene.prompt)
    told = {
        "boiling": "over the heat" if _VESSEL.match(behind) and not _HEATED_POT.search(around) else None,
        "soaking": "as the fibres draw it in" if _CLOTH.search(behind) else None,
        "peeling": "as the surface dries and shrinks" if is_slow and is_alone else None,
        "crumbling": "under {its} own weight" if is_alone and itself and not _STRUCK.search(around) else None,
    }
    return told.get(change)


def of_a_blast(scene: Scene, element: Element, verb: str) -> list[str]:
    """What drives smoke away where something explodes or lifts off."""
    return ["in the blast"] if _BLAST.search(sentence(scene, element)) and verb[:4] in _SPREADS else []


def _slumped(scene: Scene, element: Element, material: Material | None, verb: str) -> str | None:
    """What slumps has its own weight to thank; of what merely falls, nothing is said that the verb does not say."""
    around, what, name = sentence(scene, element), element.what.text.lower(), material.name if material else ""
    if find_entries(scene.prompt, beings()) or _STRUCK.search(around) or _HEATED.search(around):
        return None
    collapses, slumps = verb[:4] == "coll", verb[:4] == "slum"
    told = (
        ("as the poles give way", collapses and re.search(r"\b(?:tents?|marquees?)$", what)),
        (
            "as the sides give way",
            (collapses or slumps) and re.search(r"\b(?:sand|dunes?|sand (?:pyramid|tower)s?)$", what),
        ),
        ("under {its} own weight", slumps and name in ("snow", "mud")),
        ("as it loses lift", verb[:4] == "desc" and re.search(r"^(?!.*\bhot)(?:.*\s)?balloon$", what)),
    )
    return next((text for text, holds in told if holds), None)


def _melted(scene: Scene, what: str, around: str, behind: str) -> str | None:
    """What warms it, by what it is; None where something that is told does, or where it turns into another thing."""
    if _HEATED.search(around) or _TURNS_INTO.match(behind):
        return None
    if _THAWS.search(what):
        return None if _NO_DAY.search(scene.prompt) else "as the day warms"
    if _COLD.search(scene.prompt):
        return None
    if _FROZEN.search(what):
        return "in the warm air"
    lies = not behind.strip() or re.match(r"\s+(?:\w+ly\s+)?on\s", behind)
    return "as the air warms" if lies and re.search(r"\b(?:ice|glaciers?|ice sheets?)$", what) else None
