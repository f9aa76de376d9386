"""What plainly happens by its words, in phrases that the reader takes for a look."""

import re

from promptkit.patterns import lazy

_LOOKS_DOWN = r"(?:looks|glances|turns|leans|nods|winks|bends)\s+(?:up|down|back|over|round|around|away)"
HAPPENS = lazy(
    r"\b(?:water|waves?|sea|tide|ripples|surf|lake|river)\s+(?:\w+ly\s+)?(?:laps?|lapping)\b(?!\s+up)"
    r"|\bturn-?table\s+(?:shot|video|spin|view|animation|turn|rotation)s?\b"
    r"|\bbeing\s+(?:made|built|cut|cast|drawn|sewn|woven|poured|painted|assembled|baked|cooked|carved|washed|loaded|unloaded|"
    r"packed|filled|polished|printed|stamped|forged|welded|kneaded|strung|lifted|lowered|dragged|pushed|pulled)\b"
    r"|\bcom(?:es|ing)\s+(?:alive|to\s+life)\b"
    r"|\b(?:dust|spray|snow|sand)\s+(?:(?:\w+ing|up)\s+)?behind\s+(?:it|him|her|them)\b"
    r"|\btrail\s+of\s+(?:dust|snow|sand|spray)\b"
    r"|\brotating\s+(?:\w+\s+)?(?:shot|display|stand|view)\b"
    r"|\bcamera\s+(?:\w+ly\s+)?(?:tracks|travels|flies|runs|keeps\s+pace)\s+with\s+"
    r"(?!(?:care|ease|grace|precision|purpose|the\s+(?:beat|music|rhythm)|an?\s+(?:\w+\s+)?(?:pace|rhythm|motion|feel))\b)\w"
    r"|\b(?:released|let\s+go)\s*(?=[,.;!]|$)"
    r"|\b(?:wiped|washed|brushed|scraped|peeled|blown|swept|rubbed|rinsed|hosed)\s+(?:off|away|down|up|out)\s+(?:with|by)\b"
    rf"|\b(?:just|slowly|suddenly|then|finally|briefly)\s+{_LOOKS_DOWN}\b",
    re.IGNORECASE,
)
"""Water that laps, a turntable that turns, what is being made, let go or wiped off, the dust behind a car, a glance."""
BUT_ONE = lazy(
    r"\b(?:nothing|nobody|no\s+one)\s+(?:else\s+)?(?:is\s+)?mov(?:es|ing)\s*,?\s+(?:except|but|save|apart|besides|other\s+than)\b"
    r"|\b(?:everything|everyone|everybody|all)\s+(?:is\s+|stays\s+|stands\s+)?(?:still|motionless|frozen)\s*,?\s+(?:except|but|save|apart)\b",
    re.IGNORECASE,
)
"""All rests but one thing: that one moves, though no verb says how."""


def happens_plainly(prompt: str) -> bool:
    """Whether the words of a prompt tell of something that happens."""
    return HAPPENS.search(prompt) is not None or BUT_ONE.search(prompt) is not None
