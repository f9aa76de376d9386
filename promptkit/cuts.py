"""Cuts that a prompt orders in words: "cut to her on a red carpet", "SMASH CUT TO:", "then a cut to the singer"."""

import re

from promptkit.patterns import lazy
from promptkit.scene.nouns import LIVING, kind_of_word
from promptkit.tidy import is_quoted

FILM = r"(?:scene|video|film|clip|footage|movie|story|edit|sequence|shot)"
SOON = r"(?:(?:then|now|suddenly|abruptly|quickly|finally|next)\s+){0,2}"
FRAMED = lazy(
    r"(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?:(?:wide|close|medium|long|full|aerial|overhead|establishing|insert|pov|macro|"
    r"drone|extreme)(?:[\s-]+(?:[\w-]+\s+)?(?:shot|view|up|angle|on)s?\b|\s{0,4}[:,])|(?:shot|scene|cut|close-?up)\b)",
    re.IGNORECASE,
)
"""How the words of a shot begin; what is only timed may all be one take, and "a full glass" is no framing."""
_BACK = r"(?:\s+(?:back|away|straight|over|directly))?"
_NO_SCENE = (
    r"(?!\s+(?:black|white|silence|shreds|pieces|bits|ribbons|strips|size|length|shape|the\s+(?:bone|quick|chase|left|"
    r"right))\b)"
)
"""A blade cuts to the bone, and a coat is cut to size: these are none."""
CUT = rf"cut(?:s|ting)?{_BACK}\s+to\b{_NO_SCENE}"
_KIND = r"(?:(?:smash|hard|quick|jump|match|abrupt|sudden|sharp|rapid|fast)[ -])"
_ORDERED = lazy(
    rf"(?:^|[.!?;:\n—–)\]])[\s\"(\[]{{0,4}}(?:we\s+)?(?P<cut>{_KIND}?{CUT})|"
    rf",?\s(?:and\s)?then[\s\"(\[]{{0,4}}(?:we\s+)?(?P<then>{_KIND}?cut{_BACK}\s+to\b{_NO_SCENE})|"
    rf"\b(?:we|it|(?:the|our)\s+(?:{FILM}|camera|view|picture|image|action))\s+{SOON}(?P<done>{CUT})|"
    rf"\b(?:then|followed\s+by)\s+(?P<noun>an?\s+(?:final\s+|last\s+)?{_KIND}?cut{_BACK}\s+to\b){_NO_SCENE}|"
    rf"[.!?\n]\s{{0,3}}(?P<alone>{_KIND}?cut)\s{{0,3}}[.:!\n](?=\s*\w)|"
    r",\s{0,3}(?P<listed>cut),(?=\s+(?:an?\s+)?(?:\w+\s+)?(?:shot|close-?up|view)\b)|"
    rf"\b(?P<named>(?:smash|jump|match|hard)[ -]cut\s+to)\b{_NO_SCENE}\s*:?|"
    rf"(?:,\s{{0,3}}(?:and\s+)?|\bthen\s+)(?P<behind_comma>{_KIND}?{CUT})|"
    rf"\b(?:and|with|by|before|after|into|[.,;:])\s+(?P<weak_noun>an?\s+(?:final\s+|last\s+)?{_KIND}?cut{_BACK}\s+to\b){_NO_SCENE}|"
    rf"\b(?:before|then)\s+(?P<verbal>cutting{_BACK}\s+to\b){_NO_SCENE}|\b(?P<weak_named>{_KIND}cut\s+to)\b{_NO_SCENE}\s*:?",
    re.IGNORECASE,
)
"""At the head of a clause, by the film, or as a noun; in mid-clause a coat is "cut to the knee"."""
_IN_MID_CLAUSE = frozenset({"behind_comma", "weak_noun", "verbal", "weak_named"})
_OF_A_BODY = frozenset({"noun", "weak_noun", "weak_named"})
"""These may be wounds."""
_THERE = lazy(
    r"\s*(?:(?P<colon>:)|(?P<slug>(?-i:INT|EXT)\b)|(?P<them>(?:him|them|us|me)\b|her(?=\s+(?:(?:on|in|at|as|with|by|under|"
    r"inside|outside|from|behind)\b|\w+ing\b)|\s*(?:[.,;:]|$)))|(?:(?P<new>an?|another)\s+|(?:the|his|her|their|its|two|"
    r"three|several|some|many)\s+)?(?P<what>(?:(?!(?:on|in|at|as|with|by|under|of|who|that|and|from|behind|to|for)\b|"
    r"\w+ing\b)[\w’'-]+[ ]?){1,4}))",
    re.IGNORECASE,
)
"""What the picture cuts to."""
_SOON = r"(?:(?:then|next|now|suddenly|abruptly|quickly|finally)[,\s]\s{0,4}){0,2}"
_LEAD_IN = lazy(
    rf"(?:^|[\s,;:—–-]{{1,4}})(?:and\s{{1,4}})?{_SOON}(?:(?:followed\s+by|(?:(?:ends?|ending|finish(?:es|ing))\s+)?(?:with|by|on)|"
    rf"before|after|into|and)\s{{1,4}})?(?:(?:we|it|(?:the|our)\s+(?:{FILM}|camera|view|picture|image|action))\s{{1,4}})?"
    rf"{_SOON}$",
    re.IGNORECASE,
)
"""Words that lead up to a cut, and go with it."""
_REACH = 120
"""Characters before a cut, more than such words take."""
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
    """Where a prompt orders "cut to" and the like, in order.

    In mid-clause a player cuts to the basket: there it counts only before a framing or somebody, or where the prompt
    orders another cut.
    """
    if "cut" not in prompt.lower() or is_one_take(prompt):
        return []
    found = [(match.lastgroup or "", match.span(match.lastgroup or 0)) for match in _ORDERED.finditer(prompt)]
    meant = [
        (how, place) for how, place in found if is_ordered(prompt, *place) and not _is_a_wound(how, prompt, place[1])
    ]
    sure = [how not in _IN_MID_CLAUSE or _shows_somebody(prompt, place[1]) for how, place in meant]
    return [place for _, place in meant] if any(sure) else []


def before_cut(prompt: str, start: int) -> int:
    """Where the words end that stand before a cut, without those that lead up to it (", and then we")."""
    lead = _LEAD_IN.search(prompt, max(0, start - _REACH), start)
    return lead.start() if lead else start


def _shows_somebody(prompt: str, end: int) -> bool:
    """Whether a framing, somebody or another place stands behind "cut to"."""
    there = _THERE.match(prompt, end)
    if FRAMED.match(prompt[end:].lstrip()):
        return True
    if there is None or not (words := there["what"]):
        return there is not None
    seen = LIVING | ({"place"} if there["new"] else set())
    return any(kind_of_word(word) in seen for word in _words(words))


def _is_a_wound(how: str, prompt: str, end: int) -> bool:
    there = _THERE.match(prompt, end) if how in _OF_A_BODY else None
    return there is not None and any(kind_of_word(word) == "body" for word in _words(there["what"] or "")[:2])


def _words(text: str) -> list[str]:
    return re.sub(r"['’]s\b", "", text.lower()).split()
