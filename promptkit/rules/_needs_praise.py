"""Where a sentence does not stand without its praise: what is left would be broken, or say nothing."""

import re

from promptkit.patterns import lazy
from promptkit.rules._telling_praise import MEASURE

_ADJECTIVES = (
    r"soft|warm|cold|cool|hard|harsh|bright|dim|dark|pale|low|high|clear|deep|rich|vivid|strong|weak|faint|gentle"
    r"|subtle|simple|dense|flat|fine|pure|rare|strange|gr[ae]y|blue|red|green|white|black|pink|orange|purple|amber"
    r"|silver|lone|sparse|diffuse|moderate|delicate|balanced|intense|serene|tranquil|calm|quiet|silent|single|sole"
    r"|final|whole|raw|crisp|sharp|smooth|vast|grand|lush|unique|intricate|ornate|elaborate|immense|remote|wide|tall"
    r"|long|short|small|tiny|big|large|huge|old|new|young|modern|sleek|bold|wild|eerie|cute|complex|abstract|surreal"
    r"|lovely|lively|cozy|cosy|hazy|misty|foggy|dreamy|moody|rocky|snowy|sunny|icy|stormy|airy|shiny|starry|perfect"
    r"|elegant|vibrant|brilliant|radiant|fragrant|distant|ancient|sunlit|moonlit|idyllic|dynamic|epic|majestic"
    r"|enticing|inviting|imposing|striking|soothing|haunting|charming|golden|detailed|peaceful"
)
_NO_ADJECTIVES = (
    r"music|traffic|fabric|mosaic|magic|panic|plastic|ceramic|attic|critic|mechanic|picnic|olive|drive|dive|archive"
    r"|native|detective|table|cable|vegetable|bible|crucible|fish|dish|radish|ritual|visual|individual|material|memorial|aerial|official"
)
_SURE = lazy(
    r"\b(?:an?|the|this|that|its|his|her|their|some|of|with|in|to|\w+ing)\s+"
    r"(?:(?!both|either|neither|is|are|was|were|looks?|feels?)[\w-]+,?\s+)?"
    rf"(?:{_ADJECTIVES}|(?!(?:{_NO_ADJECTIVES})s?\s*$)[\w-]*?\w(?:ous|ful|less|ic|ical|ial|ual|ural|onal|ive|[ai]ble"
    r"|ish|esque|like))\s*$",
    re.IGNORECASE,
)
"""What can be nothing but an adjective, before its noun: not "the sea is calm", nor "a smile"."""
_MAY_BE = lazy(
    rf"(?<![\w'’-])(?:{_ADJECTIVES}|[a-z]+(?:y|ing|ed|en|al|ar|ful|ous|ic|ish|ant|ent|ive|less|ble|like)),\s*$",
    re.IGNORECASE,
)
"""What may be an adjective, and the comma behind it."""
_LEFT_OPEN = lazy(
    r"(?:\b(?:an?|with|of|in|\w+ing|(?:creat|offer|provid|form|produc|reveal|evok)e?[ds]?)\s+(?:\w+ly\s+)?[\w-]+),\s*$",
    re.IGNORECASE,
)
"""One word behind an article, a preposition or a verb: it may wait for its noun ("a single, stunning picture")."""
_ARTICLE_AND_WORD = lazy(
    r"(?:\b(?:an?|the|its|his|her|their|with|of|in|and|under|by)\s+(?:[\w-]+\s+)?|(?:^|[,.;!?\n])\s*)[\w-]+,\s*$",
    re.IGNORECASE,
)
_DEGREE = lazy(
    r"(?<![\w-])(?:almost|nearly|more|most|less|least|quite|rather|too|as|how|such|equally|just|simply|truly|very|so|no"
    r"|not|both|either|neither|nor|\w+thing)\s+$",
    re.IGNORECASE,
)
"""What says how much so, or that it is not: it would be left without what it belongs to."""
_MAKES = lazy(
    r"\b(?:creat|form|offer|provid|add|giv|lend|mak|produc|exud|present|weav|paint|craft|compos|evok|build|display"
    r"|showcas|deliver|resulting\s+in|becom|leav|afford|generat|conjur|begin|undergo)(?:e[sd]?|ing|s|es|n?ing|ed)?"
    r"(?:\s+(?:it|them|him|her|the\s+\w+))?(?:\s+an?)?\s+$"
    r"|\w\s+(?:in|with)\s+an?\s+$",
    re.IGNORECASE,
)
"""Before what is made or shown, and is nothing without its praise where no more is said of it: "offering views"."""
_ENDS = lazy(
    r"\s+[\w'’-]+\s*(?:$|[.,;:!?)\n—–|]|\s(?:as|while|when|where|and|but|before|until|after|for|to)\b)", re.IGNORECASE
)
"""A noun, and the end of what is said of it."""
_SAYS_NOTHING = lazy(
    r"\s+(?:qualit(?:y|ies)(?!\s+(?:videos?|footage|clips?|images?|pictures?|photos?|renders?))|feel(?:ing)?|looks?"
    r"|touch|aura|moods?|vibes?|atmospheres?|ambian?ces?|ambiences?|appeal|allure|charm|presence|nature|essence|tones?"
    r"|experiences?|impressions?|compositions?|aesthetics?|visuals|levels?|degrees?|characters?"
    r"|(?:place|thing|spot|one|moment|time|day|way|something|manner|fashion|(?:visual\s+)?(?:display|spectacle|sight"
    r"|effect))s?(?!\s+of\b))(?![\w-])",
    re.IGNORECASE,
)
"""What is nothing without its praise: "a stunning place", "in a mesmerizing display", "the enchanting mood"."""
_THANKS = lazy(
    r"\b(?:thank|prais|congratulat|applaud|compliment)\w*\s(?:[\w'’-]+\s+){0,4}(?:for|on)\s+(?:[\w'’-]+\s+)?$",
    re.IGNORECASE,
)
"""Before what somebody is thanked for, which is nothing without its praise."""
_OF = lazy(r"\b(?:of|with|at)\s+(?:an?\s+)?$", re.IGNORECASE)
_COMPARED = lazy(r"\b(?:like|than|unlike)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_JOINS = lazy(r"(?:and|yet|but)\s", re.IGNORECASE)


def needs_praise(before: str, words: str, after: str) -> bool:
    """Whether a text does not stand without some words of praise before a noun, given what is beside them."""
    if _JOINS.match(words):
        return words[:3].lower() == "but" or not _SURE.search(before)
    if _DEGREE.search(before) or waits_for_a_noun(before):
        return True
    return _is_all_that_is_said(before, words, after)


def waits_for_a_noun(before: str) -> bool:
    """Whether what ends in a comma may be an adjective: in "a wide, stunning view" that comma would be left behind."""
    return any(pattern.search(before) for pattern in (_MAY_BE, _LEFT_OPEN, _ARTICLE_AND_WORD))


def may_be_described(before: str) -> bool:
    """Whether a noun may have an adjective before a comma: "a soft, stunning light", "a single, stunning picture"."""
    return any(pattern.search(before) for pattern in (_MAY_BE, _LEFT_OPEN))


def _is_all_that_is_said(before: str, words: str, after: str) -> bool:
    if re.search(r"(?i)\s(?:and|yet|but)$", words):
        return False
    if _SAYS_NOTHING.match(after) or _THANKS.search(before) or _COMPARED.search(before):
        return True
    is_measured = _OF.search(before) and MEASURE.match(after)
    return bool(is_measured or (_MAKES.search(before) and _ENDS.match(after)))
