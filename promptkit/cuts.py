"""Cuts that a prompt orders in words: "cut to her on a red carpet", "SMASH CUT TO:", "then a cut to the singer".

So are other ways to tell of a next scene: "dissolve to a city", "montage", "the next day", "then we see".
"""

import re

from promptkit.cut_across import cuts_across
from promptkit.patterns import lazy, may_hold, telltales
from promptkit.scene.nouns import LIVING, kind_of_word
from promptkit.tidy import is_quoted

_FILM = r"(?:scene|video|film|clip|footage|movie|story|edit|sequence|shot)"
_WHEN = r"(?:then|now|suddenly|abruptly|quickly|finally|next)"
_NOW = rf"(?:{_WHEN}\s+){{0,2}}"
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
    rf"\b(?:we|it|(?:the|our)\s+(?:{_FILM}|camera|view|picture|image|action))\s+{_NOW}(?P<done>{CUT})|"
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
_SOON = rf"(?:{_WHEN}[,\s]\s{{0,4}}){{0,2}}"
_LEAD_IN = lazy(
    rf"(?:^|[\s,;:—–-]{{1,4}})(?:and\s{{1,4}})?{_SOON}(?:(?:followed\s+by|(?:(?:ends?|ending|finish(?:es|ing))\s+)?(?:with|by|on)|"
    rf"before|after|into|and)\s{{1,4}})?(?:(?:we|it|(?:the|our)\s+(?:{_FILM}|camera|view|picture|image|action))\s{{1,4}})?"
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
_LIGHT = (
    r"(?:an?\s+|the\s+|its\s+|full\s+)?(?:\w+\s+)?(?:night|day|dawn|dusk|sunset|sunrise|morning|evening|nightfall|winter|"
    r"twilight|summer|spring|autumn|darkness|black|white|gr[ae]y|gr[ae]yscale|colou?r|light|lighting|monochrome|slow|"
    r"blue|gold|left|right|focus)\b"
)
"""Behind "the scene changes to": a change of light, season, colour or view needs no cut."""
_FRAMING = (
    r"(?:(?:wide|overhead|aerial|establishing|far\s+away|macro|low|high|medium|helicopter|external)\s+(?:shot|angle|view)s?|"
    r"bird['’]?s?[- ]eye(?:\s+view)?|over[- ]the[- ]shoulder|close[- ]?up)"
)
_NEXT_FRAMING = (
    r"(?:(?:an?\s+)?(?:\w+\s+)?close[- ]?ups?|very\s+close\s+(?:on|up)|inserts?|"
    r"reverse(?=\s*(?:[.,;:]|$|shot|angle|on))|street\s+level|detail|"
    r"(?:an?\s+)?(?:medium|wide|macro)(?=\s+(?:shot|angle|view|close|of|on)\b|\s*(?:[.,;:]|$)))"
)
_PLACES = r"(?:city|town|village|office|castle|palace|jungle|desert|forest|another|a different|[A-Z][a-z]+)"
CUTS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<cut>(?:smash|jump|match)[ -]cut(?:s|ting)?)\b",
        r"(?:^|[.,;:\n]|\b(?:with|in|using|and))\s{0,3}(?P<cut>(?:hard|sharp)[ -]cuts)\b",
        (
            rf"\b(?:we|the\s+{_FILM})\s+{_NOW}(?P<cut>(?:shifts?|switch(?:es)?|jumps?|changes?|transitions?|dissolves?|"
            rf"moves?\s+on)\s+(?:in)?to\b)(?!\s+{_LIGHT})"
        ),
        (
            r"\b(?P<cut>(?:next|following)\s+scene|next\s+shot|(?<=in\s)(?:another|a\s+(?:new|different))\s+scene|"
            r"(?:then|followed\s+by|next),?\s+(?:an?|the)\s+(?:\w+\s+){0,2}(?:shot|scene|clip|close-?up)\s+of)\b"
        ),
        r"\b(?P<cut>scene\s+(?:change|transition)s?)\b(?!\s+(?:from|to|into|as)\b)",
        (
            r"\b(?P<cut>(?<!photo )(?<!-)montage)\b(?!-|\s+(?:like|look|style|poster|print|painting|on|of\s+"
            r"(?:\w+\s+)?(?:photos|photographs|pictures|portraits|posters)))"
        ),
        (
            r"\b(?P<cut>(?:series|sequence|compilation|succession|mix|variety)\s+of\s+(?:[\w-]+\s+){0,3}(?:shots|clips|scenes|"
            r"vignettes|snippets))\b"
        ),
        r"\bfrom\s+(?P<cut>(?:multiple|various|several|different|many)\s+(?:camera\s+)?angles)\b",
        (
            r"\b(?P<cut>intercut(?:s|ting)?|cross-?cut(?:s|ting)?|supercut|cutaways?\s+to|flash(?:es)?\s?backs?\s+to|"
            r"cross-?dissolves?|cross-?fades?)\b"
        ),
        (
            r"\b(?P<cut>(?:dissolve|fade|wipe|switch|jump|transition)(?:e?s|ing)?\s+(?:in)?to\s+(?:an?|the|another)\s+"
            r"(?:\w+\s+){0,2}(?:shot|scene|view|close-?up|location|place))\b"
        ),
        r"\b(?P<cut>(?:then|next|later|finally),?\s+we\s+see|we\s+(?:then|next)\s+see)\b",
        (
            r"\b(?P<cut>meanwhile,?\s+(?:elsewhere|back\s+(?:at|in|home|on)|miles\s+away|across\s+(?:the\s+)?(?:town|city|"
            r"world|country|ocean)|on\s+the\s+other\s+side\s+of\s+(?:the\s+)?(?:town|city|world|planet)))\b"
        ),
        r"(?:^|[.!?\n])\s{0,3}(?P<cut>elsewhere)\b",
        # an editor's order that stands alone: "; cut;", "// cut //", "Dissolve to Tokyo", "Transition with a wipe to"
        r"[;/|\n]\s{0,3}(?P<cut>cut)\s{0,3}[;/|\n]",
        r"(?-i:[.;]\s*(?P<cut>CUT)\s*[.:;])",
        (
            r"(?:^|[.;/|\n])\s{0,3}(?P<cut>(?:dissolves?|wipes?|fades?|cross-?fades?|transitions?)(?:\s+(?:with|by|via)\s+"
            rf"an?\s+\w+)?\s+(?:in)?to\b)(?!\s+{_LIGHT})"
        ),
        (
            r"\b(?P<cut>fad(?:es?|ing)\s+to\s+black)[.,;]\s+(?=(?:then\s+)?(?:we\b|fade\s+(?:in|up)|open|next|(?:a|an|the|in)\s"
            r"(?!end\b|title|logo|words?\b|text|screen|music|sound|image|picture)))"
        ),
        (
            rf"(?:^|[.,;:\n]|\b(?:we|it|and|then|{_FILM}))\s{{0,3}}"
            r"(?P<cut>cut(?:s|ting)?\s+(?:back\s+and\s+forth\s+)?between)\b"
        ),
        # the film itself goes somewhere else
        (
            r"\bthe\s+(?:picture|action|story|film|video|scene|movie|clip)\s+(?:then\s+)?(?P<cut>(?:goes|jumps|moves|skips|leaps|"
            rf"hops|switches|travels)\s+(?:on\s+|back\s+)?(?:to|from))\b(?!\s+{_LIGHT})"
        ),
        r"\bwe\s+(?:then\s+|now\s+)?(?P<cut>(?:(?:go|come)\s+straight|jump|switch|skip|go\s+back)\s+to)\b",
        (
            r"\b(?P<cut>(?:next|now|then|after\s+that|suddenly|later|finally|in\s+the\s+end),?\s+we(?:['’]re|\s+are)\s+"
            r"(?:back\s+)?(?:in|inside|at|on|outside|back)\b)"
        ),
        (
            r"(?-i:\bin\s+[A-Z]\w+)\b[^.!?\n]{0,400}?\b(?P<cut>then|next|after\s+that|finally)\b"
            r"(?-i:[^.!?\n]{0,60}?\bin\s+[A-Z]\w+)"
        ),
        r"\b(?P<cut>(?:(?:two|three|four|five|six|several|a\s+few|\d)\s+)?(?:\w+\s+)?vignettes)\b",
        (
            r"\b(?P<cut>(?:two|three|four|five|six|several|\d)\s+(?:(?:different|separate|short|quick)\s+)?(?:scenes|locations|clips|"
            r"settings))\b(?=\s*[:,—–-])"
        ),
        # one framing and then another, with no way between them
        rf"\b{_FRAMING}(?:\s+(?:of|on)\s+\w+(?:\s\w+){{0,2}})?,?\s+(?:then|followed\s+by)\s+(?P<cut>{_NEXT_FRAMING})\b",
        rf"(?:^|[.!?:;,]\s)(?:wide|overhead|aerial|macro),?\s+then\s+(?P<cut>{_NEXT_FRAMING})\b",
        (
            r"\b(?:helicopter|drone|external|exterior|wide|overhead|aerial|establishing|tracking|long)\s+"
            r"(?:shot|view|angle)\s+(?P<cut>cuts\s+to)\b"
        ),
        rf"\bframing\s+(?:then\s+)?(?P<cut>(?:changes|switches|jumps)\s+to)\b(?!\s+{_LIGHT})",
        r"(?:^|[.!?]\s)(?P<cut>alternate\s+between)\b",
        r"(?:^|[.!?]\s)(?:the\s+)?shots?\s+(?P<cut>alternates?)(?=\s*:|\s+between\b)",
        r"\b(?P<cut>recap\s+(?:video|reel|film|clip))\b(?=\s*(?:[,.:;–—-]|$|(?:of|for|with|from)\b))",
        r"\b(?P<cut>(?:opening\s+|main\s+)?title\s+sequence)\b[^.:!?\n]{0,80}:[^.!?\n,]*,[^.!?\n,]*,",
        r"\bfades?\s+out\b\W*(?:then\s+)?(?P<cut>fades?\s+in)\b",
        # two times of day or year in a row
        (
            r"\bin\s+(?:the\s+)?(?:morning|spring)\b.{1,400}?\b(?P<cut>in\s+(?:the\s+)?(?:afternoon|evening|summer|autumn|fall|"
            r"winter))\b"
        ),
        (
            r"\b(?P<cut>(?:(?:an?|one|two|three|several|many|some|few)\s+)?(?:hours?|days?|weeks?|months?|years?)\s+later|"
            r"(?<!until )(?<!till )(?:the\s+)next\s+(?:day|morning|evening|night))\b"
        ),
    )
)
_LISTS = (
    lazy(
        r"\b(?:sequence|story-?board|shot\s?list|scenes?|shots?)\s*:\s*\(?(?:a|1)[).].{0,400}?(?P<cut>\(?\b(?:b|2)[).])",
        re.IGNORECASE,
    ),
    # a timed segment that opens with a framing or an interior of its own
    lazy(
        r"\d\s*-\s*\d+\s*s?\b.{5,400}?\d\s*-\s*\d+\s*s?\s*[:,]?\s*(?P<cut>(?:inside|interior|exterior|"
        r"close-?up|close on|wide|medium|aerial)\b)",
        re.IGNORECASE,
    ),
)
"""Cuts that are told by letters and numbers: no word gives them away."""
WORDS_OF_A_CUT = telltales(
    "cut|montage|we |the scene|the video|the film|the clip|the footage|the movie|the story|the edit|the sequence|"
    "the shot|the picture|the action|following scene|another scene|new scene|different scene|shot of|scene of|"
    "clip of|close-up of|closeup of|scene change|series of|sequence of|compilation of|succession of|mix of|"
    "variety of|angles|flashback|flash back|flashes back|flashesback|dissolve|fade|fading to black|wipe|switch|jump|"
    "transition|meanwhile|elsewhere|we're|we’re|next|after that|finally|vignette|scenes|locations|clips|settings|"
    "followed by|changes to|switches to|jumps to|alternate|recap|title sequence|"
    "in morning|in the morning|in spring|in the spring|later|first scene|first shot|opening scene|opening shot|then"
)
"""Each of `CUTS`, `_MEANWHILE` and `_ORDINAL` asks for one of them."""
_MEANWHILE = lazy(rf"\b(?P<cut>[Mm]eanwhile,?\s+(?:in|at)\s+(?:the\s+|an?\s+)?{_PLACES})\b")
_ORDINAL = lazy(
    r"\b(?:first|opening)\s+(?P<kind>scene|shot)\b.{0,1000}?\b(?P<cut>(?:second|third|last|closing|final)\s+(?P=kind))\b"
    r"(?=\s*[:,(–—-]|\s+(?:shows?|is|opens|features|inside)\b|\s+(?:in|at|on)\s+(?:an?|the)\s+(?!glass|bar|counter|table))",
    re.IGNORECASE | re.DOTALL,
)
_SLUG = lazy(r"(?:^|[.\n])\s{0,3}(?P<cut>(?:INT|EXT)\.?(?:/(?:INT|EXT)\.?)?)(?=\s+[A-Z])")
_CAMERA = lazy(
    r"\b(?:camera|pan(?:s|ning)?|tilt\w*|doll(?:y|ies)|zoom\w*|track\w*|pull\w*|push\w*|drone)\b", re.IGNORECASE
)


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
    sure = [how not in _IN_MID_CLAUSE or _is_to_be_seen(prompt, *place) for how, place in meant]
    return [place for _, place in meant] if any(sure) else []


def first_cut(text: str) -> tuple[int, int] | None:
    """Where a prompt first tells of a next scene, however it says so."""
    worded = (*CUTS, _MEANWHILE, _ORDINAL) if may_hold(text, WORDS_OF_A_CUT) else ()
    found = [match for pattern in (*worded, *_LISTS) for match in pattern.finditer(text)]
    found += [*_SLUG.finditer(text)][1:]
    if found and is_one_take(text):
        return None
    places = [*cuts_to(text), *(place for match in found if _is_cut(text, place := match.span("cut")))]
    return min(places, default=None)


def before_cut(prompt: str, start: int) -> int:
    """Where the words end that stand before a cut, without those that lead up to it (", and then we")."""
    lead = _LEAD_IN.search(prompt, max(0, start - _REACH), start)
    return lead.start() if lead else start


def _is_to_be_seen(prompt: str, start: int, end: int) -> bool:
    """Whether a framing, somebody or another place stands behind "cut to", and nobody runs there himself."""
    there = _THERE.match(prompt, end)
    if FRAMED.match(prompt[end:].lstrip()):
        return True
    if there is None or not (words := there["what"]):
        return there is not None
    seen = LIVING | ({"place"} if there["new"] else set())
    return any(kind_of_word(word) in seen for word in _words(words)) and not cuts_across(prompt, start, end)


def _is_a_wound(how: str, prompt: str, end: int) -> bool:
    there = _THERE.match(prompt, end) if how in _OF_A_BODY else None
    return there is not None and any(kind_of_word(word) == "body" for word in _words(there["what"] or "")[:2])


def _words(text: str) -> list[str]:
    return re.sub(r"['’]s\b", "", text.lower()).split()


def _is_cut(text: str, place: tuple[int, int]) -> bool:
    """Not said, not denied, and no view that a moving camera comes to ("pans right, then we see a door")."""
    start, end = place
    if not is_ordered(text, start, end):
        return False
    before = re.split(r"[.!?\n]", text[:start].rstrip(" .!?\n"))[-1]
    return not (text[start:end].lower().endswith("see") and _CAMERA.search(before))
