"""Where praise says something: how somebody looks, how much of it there is, which animal it is."""

import re

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy

GOOD_LOOKS = lazy(
    r"(?:.*\b)?(?P<beauty>gorgeous|ravishing|beautiful|lovely)|magnificent|splendid|resplendent|majestic", re.IGNORECASE
)
ADORNS = lazy(
    r"\s+(?:[\w-]+\s+){0,3}?(?:moustaches?|mustaches?|beards?|whiskers|sideburns|manes?|antlers|horns?|tusks?|wings|plumage"
    r"|plumes?|feathers|tails?|crests?|hats?|headdress(?:es)?|crowns?|wigs?)\b",
    re.IGNORECASE,
)
OF_A_KIND = lazy(
    r"(?:resplendent\s+(?:quetzal|trogon)|magnificent\s+(?:frigate(?:\s?bird)?|hummingbird|riflebird|bird[- ]of[- ]"
    r"paradise|tree\s?frog|(?:sea\s+)?anemone)|superb\s+(?:lyrebird|(?:fairy[- ]?)?wren|starling|parrot|sunbird"
    r"|fruit[- ]dove|bird[- ]of[- ]paradise)|splendid\s+(?:fairy[- ]?wren|sunbird|starling|(?:leaf|tree)\s?frog)"
    r"|marvell?ous\s+spatuletail|gorgeous\s+bush[- ]?shrike)s?\b",
    re.IGNORECASE,
)
"""Animals whose name holds praise."""
MEASURE = lazy(
    r"\s+(?:size|scale|height|length|proportions|beauty|quality|power|skill|speed|accuracy|precision|ease"
    r"|agility|intensity|complexity|finesse|grandeur|clarity|details?|grace|force|strength|patience|care|delicacy|rate|pace)\b",
    re.IGNORECASE,
)


def says_how_it_looks(text: str, match: re.Match[str]) -> bool:
    """Whether it says how somebody or something looks: "a very beautiful girl", "a magnificent moustache"."""
    looks = GOOD_LOOKS.fullmatch(match[0])
    if looks is None:
        return False
    if not looks["beauty"]:
        return ADORNS.match(text, match.end()) is not None
    phrase = " ".join(re.split(r"[^\w\s'’-]", text[match.end() :])[0].split()[:3])
    return any(found.entry.human for found in find_entries(phrase, beings()))
