"""Where the word "model" names somebody who wears something, and where a thing or a likeness."""

import re
from functools import lru_cache

from promptkit.lexicon import find_entries, materials
from promptkit.patterns import lazy

_NOUN = lazy(r"\bmodels?\b", re.IGNORECASE)
_OF_A_KIND = lazy(
    r"\b(?:3-?d|three-dimensional|scale|scaled|clay|toy|paper|plastic|wax|anatomical|architectural|architect['’]?s|wire-?frame|cad|"
    r"train|railway|car|ship|plane|aircraft|rocket|engine|language|ai|video|role|latest|newest|current|previous|top|base|working|"
    r"miniature|lego|cardboard|wooden|glass|plaster|stone|physical|mathematical|data|display|museum|climate|weather|business|"
    r"atomic|molecular|system|heart|skeleton|dinosaur|house|city|building|phone|watch|shoe|sneaker)\s+$",
    re.IGNORECASE,
)
_OF_A_THING = lazy(
    r"\s+(?:of|no\.?|number|kits?|maker|making|building|trains?|railways?|railroads?|cars?|ships?|planes?|aircraft|airplanes?|"
    r"aeroplanes?|boats?|houses?|village|city|town|rockets?|engines?|tanks?|soldiers?|sheet|name|year|\d|(?-i:[A-Z]\b))",
    re.IGNORECASE,
)
_PERSON = lazy(
    r"\b(?:wear\w*|dressed|clad|fashion|runway|catwalk|make-?up|beauty|editorial|lookbook|outfit|couture|swimwear|lingerie|"
    r"(?:fe)?male|young|blonde?|brunette|redhead\w*|freckle\w*|hair|skin|cheek\w*|lips|eyes|face|shoulders?|she|he|her|his|"
    r"pos(?:e|es|ing)|stand(?:s|ing)|sit(?:s|ting)|walk(?:s|ing)|look(?:s|ing)|smil(?:es|ing)|lean(?:s|ing)|hold(?:s|ing)|"
    r"gaz(?:es|ing)|kneel(?:s|ing)|lying|turn(?:s|ing)|clothes|clothing|jeans|heels|sunglasses)\b",
    re.IGNORECASE,
)
"""What only somebody has, wears or does."""


@lru_cache(maxsize=8)
def people_called_models(prompt: str) -> tuple[tuple[int, int], ...]:
    """Where "model" names a person: nothing beside it makes it a likeness, and something is said that people have."""
    found = [
        match.span()
        for match in _NOUN.finditer(prompt)
        if not _OF_A_KIND.search(prompt[: match.start()]) and not _OF_A_THING.match(prompt, match.end())
    ]
    worn = any(thing.entry.worn for thing in find_entries(prompt, materials()))
    return tuple(found) if found and (worn or _PERSON.search(prompt)) else ()


@lru_cache(maxsize=8)
def without_models(prompt: str) -> str:
    """The prompt with the people in it who are called models left blank, for word lists in which a model is a thing."""
    for start, end in people_called_models(prompt):
        prompt = prompt[:start] + "_" * (end - start) + prompt[end:]
    return prompt
