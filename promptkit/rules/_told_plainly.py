"""What plainly happens by its words, in phrases that the reader takes for a look."""

import re

from promptkit.patterns import lazy

HAPPENS = lazy(
    r"\b(?:water|waves?|sea|tide|ripples|surf|lake|river)\s+(?:\w+ly\s+)?(?:laps?|lapping)\b(?!\s+up)"
    r"|\bturn-?table\s+(?:shot|video|spin|turn|rotation)s?\b"
    r"|\bbeing\s+(?:made|built|cut|cast|drawn|sewn|woven|poured|painted|assembled|baked|cooked|carved|washed|loaded|"
    r"unloaded|packed|filled|polished|printed|stamped|forged|welded|kneaded|strung|lifted|lowered|dragged|pushed|pulled)\b"
    r"|\bcom(?:es|ing)\s+(?:alive|to\s+life)\b(?!\s+(?:in|within)\s+(?:your|the|his|her|their)\b)"
    r"|(?<!still )(?<!parked )\b(?:cars?|trucks?|pick-?ups?|lorr(?:y|ies)|vans?|bus(?:es)?|jeeps?|bikes?|"
    r"motor(?:bikes?|cycles?)|tractors?|riders?|horses?|trains?|herds?|rall(?:y|ies))\b"
    r"(?:(?!\b(?:parked|still|stopped|abandoned)\b)[^.!?\n]){0,60}\b"
    r"trail\s+of\s+(?:dust|spray)\b"
    r"|\brotating\s+(?:\w+\s+)?(?:shot|display|stand)\b"
    r"|\bcamera\s+(?:\w+ly\s+)?(?:tracks|travels|flies|runs|keeps\s+pace)\s+with\s+(?:one|him|her|it|them|us)\b"
    r"|(?<!newly )(?<!recently )(?<!just )\b(?:released|let\s+go)\s*(?=[,.;!]|$)"
    r"|\b(?:wiped|washed|brushed|scraped|peeled|rubbed|rinsed|hosed)\s+(?:off|away)\s+with\b"
    r"|\b(?:just|slowly|suddenly|then|finally|briefly)\s+(?:looks|glances|nods|winks)\s+(?:up|down|back|over|round|around|away)\b",
    re.IGNORECASE,
)
"""Water that laps, a turntable that turns, what is being made, let go or wiped off, a trail of dust, a glance."""
_NOT_SEEN = lazy(
    r"\b(?:posters?|paintings?\s+of|photo(?:graph)?s?\s+of|drawings?\s+of|prints?\s+of|signs?|labels?|catalogues?|no|not|never|"
    r"nobody|without|before|until|like)\b[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
"""Before what is only pictured, denied, to come or told for comparison."""
_ONE_THING = (
    r"(?:for\s+)?(?:(?:the|an?|one|his|her|its|their|some|two)\s+(?!(?:silence|sounds?|music|time|mood|light)\b)\w|"
    r"(?:dust|smoke|steam|hair|leaves|rain|water|curtains?|flags?|eyes|clouds|flames?)\b)"
)
BUT_ONE = lazy(
    r"\b(?:nothing|nobody|no\s+one)\s+(?:else\s+)?(?:is\s+)?mov(?:es|ing)\s*,?\s+"
    rf"(?:except|but|save|apart\s+from|besides|other\s+than)\s+{_ONE_THING}"
    r"|\b(?:everything|everyone|everybody|all)\s+(?:is\s+|stays\s+|stands\s+)?(?:still|motionless|frozen)\s*,?\s+"
    rf"(?:except|but|save|apart\s+from)\s+{_ONE_THING}",
    re.IGNORECASE,
)
"""All rests but one thing: that one moves, though no verb says how."""
_REACH = 60
"""Characters before what happens that may say that nobody sees it."""


def happens_plainly(prompt: str) -> bool:
    """Whether the words of a prompt tell of something that happens."""
    told = (match.start() for match in HAPPENS.finditer(prompt))
    return BUT_ONE.search(prompt) is not None or any(
        not _NOT_SEEN.search(prompt, max(0, at - _REACH), at) for at in told
    )
