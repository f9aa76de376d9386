"""How a thing is spoken of once it has been named: by a pronoun, and by a part of it."""

import re
from collections.abc import Mapping

from promptkit.lexicon import Found, Material, find_entries, materials, singular
from promptkit.phrasing._picture import Picture

_OWN_PARTS = (
    "hems?|folds|branches|crowns?|fronds|outer twigs|thin outer twigs|foliage|leaves|small leaves|petals|second hands?|"
    "blades|wheels|fronts?|tails|threads"
)
"""Parts that a pronoun is clear enough for: "a tree, its branches bending"; of a scarf, "the ends of the scarf"."""
_ONE_OF_ONE = frozenset({"heads", "tips"})
"""Parts that a single one has one of."""


def part_of(thing: Found[Material]) -> str:
    """What of a thing is seen to move, in its number; "noun" where only its noun can say so."""
    part = thing.entry.parts or "noun"
    return singular(part) if part in _ONE_OF_ONE and not thing.plural else part


def beside_its_noun(template: str, part: str, slots: Mapping[str, str]) -> str:
    """A template, by a pronoun where the thing has just been named: "trees, their branches swaying".

    Without a `part`, the thing stands too far from there.
    """
    if not part:
        return template
    own = slots["its"]
    text = re.sub(r"^the ((?:[\w-]+ ){0,2}?[\w-]+) of \{the\}", rf"{own} \1", template)
    return text if part == "noun" else re.sub(r"^\{the\}", f"{own} {part}", text)


def with_pronoun(template: str, own: Mapping[str, str]) -> str:
    """The only thing in the picture need not be named again: "a kite, bobbing ...", "a tree, its crown swaying ..."."""
    template = re.sub(r"^the ((?:[\w-]+ ){0,2}?[\w-]+) of \{the\}", rf"{own['its']} \1", template)
    template = re.sub(r"^\{the\} ", "", template)
    template = re.sub(rf"\bthe ({_OWN_PARTS}) of \{{the\}}", rf"{own['its']} \1", template)
    return re.sub(r"(?<!of )\{the\}", own["it"], template)


def another_between(picture: Picture, thing: Found[Material]) -> bool:
    """Whether "it" could mean another thing that is drunk or eaten: "coffee ... beside a glass of water"."""
    between = picture.prompt[thing.end : picture.at]
    served = any(other.entry.name.endswith((" drink", " food", "wine")) for other in find_entries(between, materials()))
    return served or re.search(r"\b(?:water|milk|juice)\b", between) is not None


def nothing_between(picture: Picture, thing: Found[Material]) -> bool:
    """Whether a pronoun there still means the thing: nobody, nothing and no clause has come between."""
    owner = re.match(r"\s+of\s+(?:an?|the)\s+\w+", picture.prompt[thing.end :])
    end = thing.end + (owner.end() if owner else 0)
    if any(end <= phrase.start < picture.at for phrase in picture.phrases):
        return False
    rest = re.split(r"[.\n]", picture.prompt[thing.end :])[0]
    return re.search(r"[,;:]|\b(?:s?he|they|who|that|which)\b", rest) is None
