"""Cuts that a prompt orders in words: "cut to her on a red carpet", "SMASH CUT TO:", "then a cut to the singer"."""

import re

from promptkit.patterns import lazy
from promptkit.tidy import is_quoted

FILM = r"(?:scene|video|film|clip|footage|movie|story|edit|sequence|shot)"
SOON = r"(?:(?:then|now|suddenly|abruptly|quickly|finally|next)\s+){0,2}"
_OF_CLOTH = (
    r"(?!\s+(?:measure|order|fit|flatter|reveal|show|hug|drape|"
    r"(?:(?:the|his|her|their|its|an?|one|my|your|\w+['’]s)\s+)?"
    r"(?:[\w-]+\s+)?(?:inside|outside|middle|cent(?:er|re)|basket|rim|hoop|net|lane|wing|goal|baseline|post|line|"
    r"height|depth|width|length|level|ground|stump|points?|size|waist|hips?|knees?|ankles?|thighs?|calf|chin|jaw|ears?|"
    r"neck|nape|shoulders?|elbows?|collarbones?|midriff|inch(?:es)?|cm|centimet(?:er|re)s?|stop|halt|trot|idle|stubble))\b)"
)
"""In mid-clause cloth and hair are cut to a length, a player cuts to the basket, and an engine to idle."""
CUT = (
    r"cut(?:s|ting)?(?:\s+(?:back|away|straight|over|directly))?\s+to\b(?!\s+(?:black|white|silence|shreds|pieces|bits|"
    r"ribbons|strips|size|length|shape|the\s+(?:bone|quick|chase|left|right|knee|waist))\b)"
)
"""A blade cuts to the bone, and a coat is cut to size: these are none."""
_KIND = r"(?:(?:smash|hard|quick|jump|match|abrupt|sudden|sharp|rapid|fast)[ -])"
_ORDERED = lazy(
    rf"(?:^|[.!?;:\n—–)\]]|,?\s(?:and\s)?then)[\s\"(\[]{{0,4}}(?:we\s+)?(?P<cut>{_KIND}?{CUT})|"
    rf",\s{{0,3}}(?:and\s+)?(?P<behind_comma>{_KIND}?{CUT}{_OF_CLOTH})|"
    rf"\b(?:we|it|(?:the|our)\s+(?:{FILM}|camera|view|picture|image|action))\s+{SOON}(?P<done>{CUT})|"
    rf"\b(?:then|and|with|by|before|after|into|[.,;:])\s+(?P<noun>an?\s+(?:final\s+|last\s+)?{_KIND}?cut\s+(?:back\s+)?to\b)"
    r"(?!\s+(?:(?:his|her|the|their|an?)\s+)?(?:\w+\s+)?(?:finger|hand|thumb|palm|cheek|brow|lip|chin|arm|leg|knee|face|"
    r"eye|throat|head|black|white|foot|wrist|shoulder|budget|price|cost|power)s?\b)|"
    rf"[.!?\n]\s{{0,3}}(?P<alone>{_KIND}?cut)\s{{0,3}}[.:!\n](?=\s*\w)|"
    r",\s{0,3}(?P<listed>cut),(?=\s+(?:an?\s+)?(?:\w+\s+)?(?:shot|close-?up|view)\b)|"
    rf"\b(?:before|then)\s+(?P<verbal>cutting\s+(?:back\s+|away\s+)?to)\b|\b(?P<named>{_KIND}cut\s+to)\b\s*:?",
    re.IGNORECASE,
)
"""At the head of a clause, by the film, or as a noun; in mid-clause a coat is "cut to the knee"."""
_ONE_TAKE = lazy(
    r"\b(?:one|single|continuous|unbroken|uninterrupted)[- ](?:\w+[- ])?(?:take|shot)\b|\boner\b|\buncut\b|"
    r"\b(?:no|without(?:\s+any)?|zero)\s+(?:\w+\s+)?(?:cuts?|cutting|edits|transitions)\b|"
    r"\b(?:time|hyper)[- ]?lapse\b",
    re.IGNORECASE,
)
_NEGATED = lazy(r"\b(?:no|not|never|without|avoid|zero|don['’]t)\s+(?:[\w-]+[,\s]+){0,3}$", re.IGNORECASE)


def is_one_take(prompt: str) -> bool:
    """Whether one take is asked for in words, or time runs so fast that hours need no cut."""
    return _ONE_TAKE.search(prompt) is not None


def is_ordered(prompt: str, start: int, end: int) -> bool:
    """Whether words that order a cut are meant so: neither said in the picture, nor denied."""
    denied = _NEGATED.search(prompt[:start]) or re.match(r"\s+not?\b", prompt[end:])
    return not (is_quoted(prompt, start) or denied)


def cuts_to(prompt: str) -> list[tuple[int, int]]:
    """Where a prompt orders "cut to" and the like, in order."""
    if "cut" not in prompt.lower() or is_one_take(prompt):
        return []
    places = [match.span(match.lastgroup or 0) for match in _ORDERED.finditer(prompt)]
    return [place for place in places if is_ordered(prompt, *place)]
