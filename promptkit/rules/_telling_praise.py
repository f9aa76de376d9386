"""Where praise says something: how somebody looks, how much of it there is, which animal it is."""

import re

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
    r"|agility|grace|force|strength|patience|care|delicacy|rate|pace)\b",
    re.IGNORECASE,
)
