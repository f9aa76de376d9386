"""What hangs or lies loose in a ship at sea or a running train: the hull rolls, the carriage sways."""

import re

from promptkit.patterns import lazy
from promptkit.scene import Element, Scene

_SHIP = (
    r"(?<!space )(?<!star )(?<!air )(?<!space-)(?:ships?|boats?|sailboat|ferry|trawler|galleon|schooner|yacht|"
    r"freighter|"
    r"steamer|steamship|frigate|(?:ocean )?liner|whaler|brig|clipper|warship|longship|lifeboat|fishing boat)"
)
_SHIP_ROOM = (
    r"(?:cabins?|holds?|corridors?|passage(?:way)?s?|hallways?|galley|wheelhouse|bridge|mess|state\s?room|berths?|"
    r"bunks?|"
    r"hull|belly|bowels|bowel|quarters|interior|decks?|ballroom|dining room|kitchen|engine room|infirmary|bar)"
)
_ABOARD_SHIP = lazy(
    rf"\b{_SHIP_ROOM}(?: table)? (?:of|in|on|aboard) (?:an?|the|his|her|their)(?: [\w-]+){{0,3}}? {_SHIP}\b"
    rf"|\b(?:aboard|on board|inside|below) (?:an?|the|his|her|their)(?: [\w-]+){{0,3}}? {_SHIP}\b"
    rf"|\b{_SHIP}(?:['’]s)? {_SHIP_ROOM}\b|\bbelow decks?\b|\bcaptain['’]s (?:cabin|table|quarters|desk)\b",
    re.IGNORECASE,
)
_TRAIN = r"(?:train|tram|locomotive|subway car|metro car|railway car|dining car|sleeping car|sleeper car|night express)"
_ABOARD_TRAIN = lazy(
    rf"\b(?:in|inside|aboard|on|of) (?:an?|the|his|her|their)(?: [\w-]+){{0,3}}? {_TRAIN}\b"
    rf"|\b(?:train|railway|sleeper) (?:compartment|carriage|corridor|cabin)\b",
    re.IGNORECASE,
)
_AT_REST = lazy(
    r"\b(?:docked|dry\s?dock|moored|berthed|(?:at|lies at|riding at) anchor|anchored|stranded|wreck\w*|beached|"
    r"sunken|sinking|"
    r"museum|model|bottle|aground|parked|stationary|stopped|abandoned|derelict|rusting|graveyard|scrapyard|toy|"
    r"calm|still|becalmed|motionless|station|platform|under\s?water|space\w*)\b",
    re.IGNORECASE,
)
"""Where it does not roll, or is no such ship."""
_TOLD = lazy(
    r"\b(?:motion|roll|rolls|rolling|sway|swaying|pitch|pitching|jolts?|jolting|rocking|swell|waves|storm) of the\b|"
    r"\b(?:rolls|pitches|lurches|jolts|in a storm)\b",
    re.IGNORECASE,
)
"""What says already what moves it."""
_FOLLOWS = lazy(
    r"(?:\w+ly\s+)?(?:sway|swing|swung|slid|roll|rock|slosh|tilt|creak|lurch|rattl|sli(?:p|des)|jingl|clink)",
    re.IGNORECASE,
)


def with_what_carries_it(scene: Scene, element: Element) -> str | None:
    """The roll of the hull or the sway of the carriage, where a thing in it swings or slides; None elsewhere."""
    prompt = scene.prompt
    if element.motion is None or not _FOLLOWS.match(element.motion.text):
        return None
    if _AT_REST.search(prompt) or _TOLD.search(prompt):
        return None
    if _ABOARD_SHIP.search(prompt):
        return "with the roll of the hull"
    return "with the sway of the carriage" if _ABOARD_TRAIN.search(prompt) else None
