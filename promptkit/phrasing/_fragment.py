"""Where a comma ends what is told, and only a fragment follows: a style, a lens, a light, a place, a mood."""

import re

from promptkit.lexicon import beings, find_entries, find_phrase, find_things, places, words
from promptkit.patterns import lazy
from promptkit.phrasing._place import sentence_around
from promptkit.scene import Scene, Span

_COMMA = lazy(r"\s*,\s+|\s+[–—-]\s+")
_GOES_ON = lazy(
    r"(?:and|or|but|then|so|yet|nor|both|each|all|who|which|whose|that|where|while|when|as|with|without|like|because|"
    r"before|after|until|to|not|his|her|their|its|it|they|he|she|them|him|into|onto|from|off|over|through|again|once|also|too|"
    r"almost|even|just|still|(?!early\b|only\b|family\b)\w+ly)\b(?!-)",
    re.IGNORECASE,
)
"""What goes on with the sentence."""
_BODY_SO = lazy(
    r"(?:(?:both|one)\s+)?(?:arms?|hands?|fists?|eyes?|head|legs?|knees?|shoulders?|teeth|jaw|wings?|tail|ears?|mouth|feet|fingers?|"
    r"palms?|elbows?|muscles|lips|tongue|toes|chin|back)\s+(?:\w+ly\s+)?(?:(?!going\b)\w+(?:ed|ing)|up|out|wide|back|high|low|open|"
    r"shut|forward|apart|bent|taut|outstretched|held|bare|behind|over|first|spread|set|flat|straight)\b",
    re.IGNORECASE,
)
"""How who acts holds himself, which would be said of what is put before it: "arms raised"."""
_VERB = lazy(r"\w+s\s+(?:an?|the|his|her|its|their|it|them|up|down|out|off|away|back|at|into|onto|over|to)\b")
_AT = lazy(r"(?:in|at|on|under|inside|against|by|near|during|beside|beneath|outside)\s+", re.IGNORECASE)
_ONE = lazy(r"(?:an?|another|one|two|three|several|some)\s", re.IGNORECASE)
_ALONE = lazy(r"(?!sad|mad|drunk|proud|alone|calm|nude|bold|brave|quick|fast|hard|deep|glad|strong|old|young)[\w-]+")
_DESCRIBES = lazy(r"(?:(?<!morn)(?<!even)(?<!build)ing|ed|en|y|ful|ous|less|ish|foot)$", re.IGNORECASE)
_NEAR = 30
"""Characters within which the mover of a clause is named."""
_MOST_WORDS = 4
_LEADS = frozenset({"in", "on", "at", "of", "to", "as", "with", "from", "and", "or", "for", "by", "so", "very", "not"})
"""Words that a name of something, read as none, does not hold."""
_MOOD = lazy(
    r"(?:(?:and|very|super|ultra|so|almost|slow|sensual|gritty|moody|tense|cozy|cosy|dreamy|epic|raw|dark|bright|glossy|lonely|"
    r"chaotic|dramatic|intimate|crisp|hazy|misty|foggy|sunny|rainy|stormy|snowy|windy|cloudy|dusty|smoky|grainy|blurry|"
    r"quiet|silent|eerie|creepy|spooky|satisfying|hypnotic|surreal|romantic|melancholic|nostalgic|warm|cold|cool|soft|"
    r"realistic|detailed|terrifying|intense|brutal|violent|elegant|stylish|clean|minimal|colou?rful|vivid|shiny|wet|"
    r"backlit|sunlit|moonlit|candlelit|slowed|slowly|dimly lit|in colou?r)(?:\s+|$))+",
    re.IGNORECASE,
)
"""Words of which each tells how the picture feels."""
_COMMON = frozenset({"any", "idiom", "drawn", "hard", "rigid", "heavy", "flat"})
"""Kinds that things have in common of which nobody makes a list."""
_VIEW = lazy(
    r"\b(?:view|viewpoint|pov|palette)\b|(?:\w+ and )?(?:black and white|orange|blue|teal|sepia|red|green)$",
    re.IGNORECASE,
)
_FIGURE = lazy(r"\d+\s?(?:fps|mm|k|p|s)?\b", re.IGNORECASE)
_WORN = lazy(
    r"\b(?:coat|dress|suit|shirt|jacket|uniform|hat|cap|apron|gown|robe|kimono|armou?r|jeans|shorts|boots|shoes|gloves|"
    r"sweater|hoodie|costume|mask|helmet|cloak|cape|swimsuit|pajamas|pyjamas|outfit|clothes|veil|scarf|glasses)\b",
    re.IGNORECASE,
)


def fragment_follows(scene: Scene, kinds: frozenset[str], at: int) -> bool:
    """Whether a comma stands at `at`, and behind it what says nothing of who touches a thing of those kinds."""
    prompt = scene.prompt
    comma = _COMMA.match(prompt, at)
    end = sentence_around(prompt, at)[1]
    if comma is None or comma.end() >= end:
        return False
    parts = list(re.finditer(r"[^,\s][^,]*", prompt[comma.end() : end].rstrip(" \n.!?…")))
    if not parts or re.search(r"[\"“”()\[\]:;]", parts[0][0]):
        return False
    start, words = comma.end() + parts[0].start(), parts[0][0].rstrip()
    first = Span(words, start, start + len(words))
    return not _is_listed(first, kinds, [part[0].strip() for part in parts[1:]]) and _is_fragment(scene, first, at)


def _is_listed(first: Span, kinds: frozenset[str], more: list[str]) -> bool:
    """Whether it names another thing that the same is done to: "throws rice, petals and coins"."""
    named = [thing for thing in find_things(first.text) if thing.end == len(first.text)]
    if find_entries(first.text, places()) or not any(thing.entry & (kinds - _COMMON) for thing in named):
        return False
    joined = re.search(r"\b(?:and|or)\b", first.text) or any(re.match(r"(?:and|or)\s", part) for part in more[:2])
    return joined is not None or named[-1].plural or re.match(r"(?:an?|the|some|his|her)\s", first.text) is not None


def _is_fragment(scene: Scene, part: Span, at: int) -> bool:
    """Whether the stretch stands for itself."""
    inside = [
        (element, motion)
        for element in scene.elements
        if element.role != "camera"
        for motion in element.all_motions
        if part.start <= motion.start < part.end
    ]
    inside = [(element, motion) for element, motion in inside if not _is_noun(part, motion)]
    if any(element.what.end <= at for element, _ in inside) or _GOES_ON.match(part.text) or _VERB.match(part.text):
        return False
    if _BODY_SO.match(part.text):
        return False
    if inside:
        return _own_clause(part, [element.what for element, _ in inside])
    of_picture = _speaks_of_picture(part.text) and not find_entries(part.text, beings())
    return of_picture or _MOOD.fullmatch(part.text) is not None or _is_name(scene, part)


def _is_name(scene: Scene, part: Span) -> bool:
    """Whether the stretch names a place, a light or another thing, and describes nobody."""
    opens = any(anchor.start == part.start for anchor in scene.anchors)
    if _AT.match(part.text):
        return _WORN.search(part.text) is None and not find_entries(part.text, beings())
    if _ONE.match(part.text):
        return bool(find_entries(part.text, places()))
    return opens or _names(part.text)


def _is_noun(part: Span, motion: Span) -> bool:
    """Whether what was read as a motion names one: "strike", "one strike"."""
    bare = re.fullmatch(rf"(?:(?:one|a|single|clean|two)\s+)*{re.escape(motion.text)}", part.text, re.IGNORECASE)
    return bare is not None and re.search(r"(?:s|ing|ed)$|\s", motion.text) is None


def _names(text: str) -> bool:
    """Whether a few words seem to name something, and not to describe somebody: "medieval fair", not "eyes closed"."""
    first, *more = text.split()
    if len(more) >= _MOST_WORDS or any(word.lower() in _LEADS for word in (first, *more)):
        return False
    last = more[-1] if more else first
    told = more and re.search(r"(?<!\bear)(?:ing|ed|ly)$", first) is not None
    return not told and _ALONE.fullmatch(last) is not None and _DESCRIBES.search(last) is None


def _own_clause(part: Span, movers: list[Span]) -> bool:
    """Whether who moves there is named first: "doors open", "flashing lights"."""
    return any(part.start <= mover.start and mover.start - part.start < _NEAR for mover in movers)


def _speaks_of_picture(text: str) -> bool:
    """Whether a word of the style, the lens or a number of frames stands there."""
    listed = words("style") | words("camera")
    return find_phrase(text, listed) is not None or _FIGURE.match(text) is not None or _VIEW.search(text) is not None
