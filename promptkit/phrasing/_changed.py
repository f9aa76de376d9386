"""What warmth, a flame, a blast or its own weight does to things, where it is to be seen.

Of heat that climbs, damp that works, cold that draws heat out and sap that presses nothing shows: nothing is said.
"""

import re

from promptkit.lexicon import TIME_LAPSE, Behaviour, Material, beings, find_entries
from promptkit.patterns import lazy
from promptkit.phrasing._around import behaving, sentence
from promptkit.scene import Element, Scene

_COLD = lazy(
    r"\b(?:winter|wintry|frost\w*|icy|ice-?cold|freez\w+|blizzard|arctic|antarctic|polar|minus|sub-?zero)\b", re.IGNORECASE
)
_NO_DAY = lazy(r"\b(?:nights?|midnight|evening|dusk|indoors?|kitchen|room|floor|table|hall|glove|hand|palm)\b", re.IGNORECASE)
"""Where no day warms anything."""
_HEATED = lazy(
    r"\b(?:thaw\w*|hot|warm\w*|sun|suns|sunlight|sunshine|sunny|summer|heat\w*|oven|stove|fire|flames?|torch\w*|microwave|lava|grill\w*"
    r"|pan|skillet|griddle|pot|fondue|toast|pancakes?|waffles?|burger|steak|dragon|laser|acid|salt|hands?|tongue|mouth|fingers?|palm|blow\w*"
    r"|hair\s?dr[iy]er|dashboard|radiator|candle|desert|studio)\b",
    re.IGNORECASE,
)
"""What melts a thing, and is told."""
_TURNS_INTO = lazy(r"\s+(?:\w+\s+)?(?:into|to|onto|over|off|from|away|out of|upwards?|like)\b", re.IGNORECASE)
"""Where melting is a change into something else, or goes somewhere."""
_DAY = r"(?:(?:snow|frost|slush|snowdrifts?)|snowm[ae]n|icicles?)$"
_FROZEN = r"(?:ice cubes?|popsicles?|ice ?creams?|gelato|sorbet|ice lol(?:ly|lies)|snowballs?|butter|ice cream cones?|scoops?)$"
_BLAST = lazy(r"\b(?:rockets?|missiles?|lift-?off|lifts off|launch(?:es|ed|ing)?|explo\w+|detonat\w+|cannons?)\b", re.IGNORECASE)
_SPREADS = ("bill", "spre", "boil", "surg", "blow", "rush")
"""How verbs begin that tell what a blast does to smoke and dust."""
_VESSEL = lazy(r"\s+(?:\w+ly\s+)?in\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,2}(?:pots?|pans?|saucepans?|skillets?|woks?|cauldrons?)$", re.IGNORECASE)
_PAPER = r"\b(?:paper|letters?|photo(?:graph)?s?|maps?|pages?|newspapers?)$"
_CLOTH = lazy(r"\b(?:into|through)\s+(?:an?|the|his|her)\s+(?:\w+\s+)?(?:napkins?|cloth|tablecloth|fabric|towels?|shirts?|carpets?|rugs?|tissues?|linen|bandages?)$", re.IGNORECASE)
_YEARS = lazy(r"\b(?:years?|decades?|centur(?:y|ies)|months?|seasons?)\b", re.IGNORECASE)
_OF_ITSELF = lazy(r"\b(?:slowly|gradually|suddenly|old|ancient|abandoned|derelict|ruined?|weathered)\b", re.IGNORECASE)
_STRUCK = lazy(
    r"\b(?:waves?|tides?|sea|water|wind\w*|storm\w*|rain\w*|quake\w*|earthquake|explo\w+|bombs?|blast\w*|hit\w*|struck|strik\w+|crash\w*|"
    r"wrecking|monster|giant|kaiju|robot|dragon|digital|pixel\w*|fire\w*|burn\w*|flood\w*|magic\w*)\b",
    re.IGNORECASE,
)


def by_what_it_is(scene: Scene, element: Element, material: Material | None, behaviour: Behaviour) -> list[str]:
    """What is seen to do that to just this thing; empty where nothing is, or somebody may have done it."""
    around, what = sentence(scene, element), element.what.text.lower()
    motion = element.motion or element.what
    alone = not find_entries(scene.prompt, beings())
    behind = re.split(r"[.,;:!?\n]", scene.prompt[motion.end :])[0]
    if behaviour.name == "melting":
        return _melted(scene, what, around, behind)
    if behaviour.name == "boiling":
        return ["over the heat"] if _VESSEL.match(behind) and not re.search(_HEATED_POT, around) else []
    if behaviour.name == "burning":
        return ["as the flame eats across the paper"] if re.search(_PAPER, what) and motion.text.lower().startswith("burn") else []
    if behaviour.name == "soaking":
        return ["as the fibres draw it in"] if _CLOTH.search(behind) else []
    if behaviour.name == "peeling":
        slow = TIME_LAPSE.search(scene.prompt) or _YEARS.search(scene.prompt)
        return ["as the surface dries and shrinks"] if slow and alone else []
    if behaviour.name == "crumbling":
        itself = _OF_ITSELF.search(around) or len(around.split()) <= _SHORT
        return ["under {its} own weight"] if alone and itself and not _STRUCK.search(around) else []
    if behaviour.name == "falling":
        return _slumped(material, behaving(motion.text, behaviour), what, around, alone=alone)
    return []


_HEATED_POT = r"(?i)\b(?:stove|fire|flames?|heat\w*|oven|hob|burner|campfire|coals?|witch\w*|magic\w*|geyser|acid)\b"
"""What heats a pot, and is told; or what needs none."""
_SHORT = 8
"""Words of a sentence that tells of one thing only."""


def of_a_blast(scene: Scene, element: Element, verb: str) -> list[str]:
    """What drives smoke away where something explodes or lifts off."""
    return ["in the blast"] if _BLAST.search(sentence(scene, element)) and verb[:4] in _SPREADS else []


def _slumped(material: Material | None, verb: str, what: str, around: str, *, alone: bool) -> list[str]:
    """What slumps has its own weight to thank; of what merely falls, nothing is said that the verb does not say."""
    name = material.name if material else ""
    if not alone or _STRUCK.search(around) or _HEATED.search(around):
        return []
    if verb[:4] == "coll" and re.search(r"\b(?:tents?|marquees?)$", what):
        return ["as the poles give way"]
    if verb[:4] in ("coll", "slum") and re.search(r"\b(?:sand\w*|dunes?|sand (?:pyramid|castle|tower)s?)$", what):
        return ["as the sides give way"]
    if verb[:4] == "slum" and name in ("snow", "mud"):
        return ["under {its} own weight"]
    if verb[:4] == "desc" and re.search(r"^(?!.*\bhot)(?:.*\s)?balloon$", what):
        return ["as it loses lift"]
    return []


def _melted(scene: Scene, what: str, around: str, behind: str) -> list[str]:
    if _HEATED.search(around) or _TURNS_INTO.match(behind) and not re.match(r"\s+(?:\w+\s+)?(?:from|off)\b", behind):
        return []
    if re.search(rf"(?:^|\s){_DAY}", what):
        return [] if _NO_DAY.search(scene.prompt) or re.search(r"(?i)\b(?:space|mars)\b", scene.prompt) else ["as the day warms"]
    if _COLD.search(scene.prompt):
        return []
    if re.search(rf"(?:^|\s){_FROZEN}", what):
        return ["in the warmth"]
    on_something = re.match(r"\s+(?:\w+ly\s+)?on\s", behind)
    return ["as the air warms"] if re.search(r"(?:^|\s)(?:ice|glaciers?|ice sheets?)$", what) and (on_something or not behind.strip()) else []
