"""The exclusions that stand in a prompt: where each stands, and the bare terms it comes to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from promptkit.lexicon import singular
from promptkit.patterns import lazy, may_hold, telltales
from promptkit.phrasing import sentence_around
from promptkit.rules._kept_out import BLANK, OVERLAY, POINT, SOUND, is_no_thing, without_a_look
from promptkit.scene.lexicon import verb_classes, words
from promptkit.tidy import is_quoted

_ARTICLE = r"(?:(?:any|an?|the)\s+)?"
_SHOW = r"use|feature|display|contain|show(?:ing)?|includ(?:e|ing)|add|use|have|put|display|generate|render|draw"
_NUMBER = (
    r"(?:a\s+(?:few|couple|hundred)|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
"""Behind "minus" it is how cold it is."""
_ASK = (
    rf"(?:(?:there\s+)?(?:should|must|can|may)\s+be\s+(?:absolutely\s+)?|there(?:\s+is|\s+are"
    rf"|['’]s)\s+)?no\s+(?:no\s+)*|(?:w/o|minus)\s+(?!{_NUMBER})|(?:do\s+not|don['’]?t|never"
    rf"|must\s+not)\s+(?:{_SHOW})\s+|there\s+(?:must|should|may|can)(?:\s+not|n['’]?t)\s+be\s+"
    r"|(?:avoid|exclud(?:e|ing))\s+(?:(?:showing|including|adding|using|having|depicting)\s+)?"
)
_ORDER = lazy(
    rf"(?:(?:and|but|also|please|absolutely|strictly|definitely|ideally|completely)\s+)*(?:{_ASK}){_ARTICLE}",
    re.IGNORECASE,
)
_TRAILING = lazy(
    rf"(?:(?<=\s)|^)(?<!almost\s)(?<!nearly\s)(?:without|with\s+(?:no|zero)|zero|minus|w/o|devoid\s+of|clear\s+of"
    rf"|absence\s+of|(?:and|but)\s+there\s+(?:is|are)\s+no|free\s+(?:of|from))\s+{_ARTICLE}(?:visible\s+)?"
    rf"(?={OVERLAY}(?:\s+(?:visible|around|anywhere|overlays?|elements|effects))?(?:\s+(?:or|and|in|on"
    rf"|at)\s+[\w\s'’-]+|\s+of\s+any\s+\w+)?$)",
    re.IGNORECASE,
)
_MANNER = lazy(
    r"without\s+an?\s+(?:single\s+)?(?:sounds?|noise)$|(?P<maybe>without\s+(?:(?:any|making\s+an?)\s+)?"
    r"(?:sounds?|noise|words|distractions)$)",
    re.IGNORECASE,
)
"""How something is done: "the reptile sinks without a sound"."""
_NO_HANDS = lazy(
    r"\b(?:rid|cycl|driv|bik|steer|pedal)(?:es?|s|ing|l?ing)\b[^.!?\n]*,\s*(?P<manner>(?:and\s+)?no\s+hands)$",
    re.IGNORECASE,
)
"""Neither on the handlebar nor on the wheel."""
_FILM = lazy(r"(?:^|.*\s)(?:videos?|clips?|film|footage|movie|animation|loop|gif|recording|take)\s*$", re.IGNORECASE)
_LEANS = lazy(
    r"(?:^|.*\s)(?:(?P<joins>and|but|yet)|or|is|are|was|were|be|been|being|it|them|looks?|seems?|feels?|remains?|stays?"
    r"|stands?|keeps?|keeping|kept|left|leaves?|makes?|made|in|the|all|with|\w+ly)\s*$",
    re.IGNORECASE,
)
"""What cannot end a clause, or says little at its end: "the road is"; an "and" goes with what it joins."""
_DEFECT = (
    r"shak(?:e|es|ing|y)|jerk\w*|jitter\w*|judder\w*|stutter\w*|sudden|abrupt|blur\w*|flicker\w*|morph\w*|warp\w*|"
    r"wobbl\w*|glitch\w*|distort\w*|deform\w*"
)
"""What is wrong with a picture or its motion: unlike a camera move, nobody asks for it."""
_LOOK = (
    rf"{_DEFECT}|low[- ](?:quality|res(?:olution)?)|cartoon\w*|animated|anime|cgi|3d|fake|plastic\w*|artificial|"
    rf"pixelated|grainy|noisy|over-?\w+ed|ugly|ai[- ]\w+|illustrat\w+|paintings?|drawings?|render(?:ed|ing)?"
    rf"|comic\w*|styli[sz]ed|"
    r"staged|creepy|cheesy|washed[- ]out|too\s+(?:dark|bright|sharp|busy|cluttered|crowded|saturated|perfect|glossy)"
)
FRAME = r"(?:frame|shot|picture|image|video|clip|scene|background|screen)"
_PICTURED = (
    rf"(?:{OVERLAY}|{FRAME}|result|output|footage|animation|camera|hands?|fingers|limbs|legs|arms|eyes|mouth|body"
    rf"|skin|clothes|outfit|"
    r"colou?rs?|style|identity|proportions)"
)
"""What an order is about, and hardly a sentence of the story."""
_TOLD = lazy(
    rf"(?:please\s+)?(?:I|we)(?:\s+would|\s+should|['’]d)?\s+(?:rather|prefer|like|want|need)\s+(?:not|no"
    rf"|to\s+have\s+no)\b(?!\s+to\s+(?!see|have|hear))|make\s+sure\s+to\s+(?:leave|keep)\b.*\b(?:out|off|away)$"
    rf"|none\s+of\s+the\s.*\b(?:visible|shown|seen|in\s+(?:the\s+)?{FRAME})$"
    rf"|(?:[\w'’]+\s+){{0,3}}?{_PICTURED}\s+(?:(?:must|should|shall)(?:\s+(?:not|never)|n['’]?t)\s+\w|(?:is"
    rf"|are)\s+not\s+(?:to\s+be\s+(?:shown|seen|visible)|allowed|permitted|wanted|shown\b))|(?:the\s+"
    rf"|this\s+)?{FRAME}\s+(?:can(?:not|['’]t)|can\s+not)\s+(?:have|contain|show|include)\b"
    rf"|(?:please\s+)?(?:under\s+no\s+circumstances|you\s+(?:must|should)(?:\s+not"
    rf"|n['’]?t))\s+(?:should\s+you\s+)?(?:{_SHOW})\b|(?:please\s+)?(?:leave|keep)\s.+\b(?:off"
    rf"|out\s+of)\s+(?:of\s+)?(?:the|this|it|his|her)\b|(?:please\s+)?keep\s.+\bfree\s+(?:of|from)\s"
    rf"|(?:please\s+)?(?:remove|eliminate|prevent|skip|drop)\s+(?:the\s+|all\s+|any\s+|every\s+)*{OVERLAY}\b"
    rf"|(?:{OVERLAY})-free$|no-(?:{OVERLAY})$|non-(?:{_LOOK})$|neither\s+{OVERLAY}\s+nor\s|(?:we|the\s+viewers?"
    rf"|the\s+audience)\s+(?:(?:do(?:es)?|should)\s*(?:not|n['’]t)|never)\s+sees?\b|(?:it\s+is"
    rf"|it['’]s)\s+(?:very\s+)?(?:important|essential|crucial|vital)\s+that\b.*(?:\b(?:no|not|never|nothing|nobody)\b"
    rf"|n['’]t\b)|.*\bwithout\s+(?:showing|revealing|including|adding|displaying)\s+(?:(?:any|the|his|her|its"
    rf"|their)\s+)*{OVERLAY}(?:\s+\w+)?$|(?:(?:and|but|also|so|please)\s+)*(?:(?:do\s+not|don['’]?t"
    rf"|never)\s+(?:{_SHOW}|make|place|insert|depict|change|alter|modify|replace|merge|turn\s+(?:it|this)|mention"
    rf"|give\s+(?:it|this|them|the)|distort|deform|crop)\s|(?:(?:I|we)\s+)?(?:do\s+not|don['’]?t|would\s+not"
    rf"|wouldn['’]?t)\s+(?:want|need|like)\s(?!to\s+(?!see|have|hear))|(?:make\s+sure|ensure|be\s+sure)\b.*(?:\b(?:no"
    rf"|not|never|nothing|nobody)\b|n['’]t\b)|keep\s.+\bout\s+of\s+(?:the\s+)?{FRAME}"
    rf"|remove\s.+\bfrom\s+(?:the\s+)?{FRAME}|(?:exclude|omit|leave\s+out|get\s+rid\s+of|refrain\s+from|forbid"
    rf"|ban)\s|(?:(?:the|this|his|her|its|their|it|there)\b(?:\s+[\w'’-]+){{0,3}}?\s+)?(?:must|should|shall)(?:\s+not"
    rf"|n['’]?t)\s+(?:contain|include|show|have|look|appear|feature|change|melt|{_DEFECT}|be\s+(?:any|an?|visible"
    rf"|shown|{_LOOK}))\b|(?:not|never)\s+(?:too\s+|an?\s+|like\s+an?\s+)?(?:{_LOOK})(?:\s+\w+)?$|none\s+of\s+(?:that"
    rf"|those|this)\s)|.*?(?P<nothing>\b(?:nothing|nobody|no\s+one)\s+(?:else\s+)?(?:(?:appears?|is|visible|seen"
    rf"|moving|moves|(?:should|must|may)(?:\s+be)?)\s+)*(?:in|on)\s+(?:the\s+)?{FRAME}$|\b(?:nothing|nobody"
    rf"|no\s+one)\s+(?:else\s+)?(?:should|must|may)\s+(?:be\s+(?:visible|seen|shown)|appear)\b.*"
    rf"|\bnot\s+a\s+single\s+[\w\s-]+(?:\bvisible"
    rf"|\bin\s+(?:the\s+)?{FRAME}|anywhere)$)",
    re.IGNORECASE,
)
"""Exclusions as whole sentences: plain to see, but not to be taken apart into terms."""
_ASIDE = lazy(
    r"(?:(?:the|an?|any)\s+)?(?!(?:he|she|they|it|i|we|you)\b)(?:[\w'’-]+\s+){1,4}(?:(?:is|are)\s+)?not\s+(?:needed|necessary|"
    r"required|wanted|desired)$"
    r"|(?:please\s+)?make\s+(?:it|this|the\s+\w+)\s+not\s+(?:too\s+|so\s+)?\w+$"
    r"|(?:and\s+|but\s+)?(?:definitely\s+|really\s+|please\s+)?not\s+(?:like\s+)?(?:an?|the|your|that|another|some)\s+"
    r"(?:[\w'’-]+\s+){0,4}(?:film|movie|stuff|look|style|cartoon|anime|footage|ad|advert|commercial|poster|drawing|"
    r"painting|renders?|rendering|photo|picture|video|clip|animation|aesthetic|vibe|game)$"
    r"|(?:the\s+|all\s+|her\s+|his\s+|its\s+|their\s+)?(?!(?:he|she|they|it|i|we|you|nobody|one|camera|shot|frame)\b)"
    r"(?:(?!(?:he|she|they|who|camera)\b)[\w'’-]+\s+){1,5}?must\s+not\s+(?:be\s+)?(?:mov|bend|bent|doubl|blink|chang|morph|warp|"
    r"melt|flicker|jump|speak|talk|open|close|slid|wobbl|shak|disappear|multipl|distort|deform)\w*(?:\s+(?:or|and)\s+\w+)?$",
    re.IGNORECASE,
)
"""Said in passing: "scale bar not needed", "make it not dark", "not a fantasy film", "the figures must NOT move"."""
_BEFORE_PLACE = (
    r"(?:in(?:\s+front\s+of)?|on|at|around|behind|above|below|under(?:neath)?|beneath|over|beside|near|next\s+to|along"
    r"|across|between|inside|outside|against|beyond)"
)
_SIDE_OF = r"(?:side|end|edge|back|top|bottom)s?\s+of\s+(?:the\s+)?"
PLACED = lazy(
    rf"\s+{_BEFORE_PLACE}\s+(?:(?:the|an?|any|all|its|his|her|their|my|our)\s+)?(?:{_SIDE_OF})?(?P<where>\w+(?:\s+\w+)?)$",
    re.IGNORECASE,
)
"""Where a thing is that is kept out: "no text on the signs"."""
_TAIL = lazy(
    r"(?:\s*\b(?:(?:in|on)(?:\s+the|\s+this|\s+any)?\s+(?:frame|shot|scene|picture|image|video|clip|sight|view|screen)"
    r"|(?:is|are)\s+visible|visible(?:\s+(?:outside|inside|above|below|behind|beyond))?|anywhere|around|nearby|at\s+all"
    r"|(?:on|in|inside|above|below|under|around|near|next\s+to|beside|behind|with)\s+(?:it|him|her|them|us)|of\s+any\s+(?:kind|sort)|please|pls"
    r"|haha|lol"
    r"|whatsoever|allowed|(?:to|can)\s+be\s+seen"
    r"|(?:should|must|may|might|can|will|shall)\s+(?:be\s+(?:visible|seen|shown|present|there|included|in)|appear)))+$",
    re.IGNORECASE,
)
WORDS_OF_EXCLUSION = telltales(
    "no |not |n't|n’t|dont|cannot|never|exclud|without|w/o|minus|devoid|avoid|zero|clear of|absence|free of|"
    "free from|none |nothing|nobody|neither|-free|no-|non-|omit|rid of|refrain|forbid|ban |keep|leave|remove|"
    "eliminate|prevent|skip|drop|make sure|ensure|be sure|under no|negative|shallnt|doesnt|do not|would not|"
    "there cannt|there maynt|rather no|prefer no|like no|want no|need no|to have no|important|essential|crucial|"
    "vital|ustnt|ouldnt|haln"
)
"""Every exclusion holds one of them."""
_AND_NO = lazy(
    rf"\s*/\s*|\s+(?:(?:and|or|nor|&)\s+)?(?:no|without)\s+|\s+(?:n?or|and(?!\s+the\b))\s+{_ARTICLE}", re.IGNORECASE
)
_TERM = lazy(r"[a-z][\w'’-]*(?:\s+[a-z][\w'’-]*){0,2}", re.IGNORECASE)
_PAIR = lazy(
    r"\b(?:(?:salt|pepper)\s+and\s+(?:salt|pepper)|rock\s+and\s+roll|drum\s+and\s+bass|pen\s+and\s+ink"
    r"|bow\s+and\s+arrow|"
    r"cat\s+and\s+mouse|skull\s+and\s+crossbones|fish\s+and\s+chips|stop\s+and\s+go)\b",
    re.IGNORECASE,
)
_OF_A_PAIR = lazy(
    r"(?:(?:light|dark|bright|deep|pale)\s+)?(?:black|white|gr[ae]y|red|green|blue|yellow|orange|purple|violet|pink"
    r"|brown|"
    r"beige|gold|silver|turquoise|teal|cyan|magenta)|\w",
    re.IGNORECASE,
)
"""A colour or a letter: taken apart, "no black and white" (or "b/w") would keep two colours out."""
_IDIOM = lazy(
    r"\b(?:one|two\s+(?:\w+\s+){0,2}(?:alike|identical|matching)|longer|more|less|fewer|matter|doubt|wonder|sooner|way|idea|problem|need|hurry|rush|fuss|sign|trace"
    r"|hint|end|sense|reason|time|cap|bigger|larger|taller|answer|reply|luck|entry|smoking|parking|choice|chance|man['’]s|avail"
    r"|such|gravity)\b",
    re.IGNORECASE,
)
"""What is told, or posted, and no thing: "no longer", "no end in sight"; as a place it is one ("text on the sign")."""
_STORY = lazy(
    r"\b(?:i|he|she|it|we|they|you|is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|that"
    r"|which|who|\w+n['’]t|cannot|should|must|shall|might|whom|but|except|than|as|when|while|if"
    r"|(?<!next )to|(?<!front )(?<!side )(?<!sides )(?<!end )(?<!edge )(?<!back )(?<!top )(?<!bottom )of"
    r"|for|from|into|yet|left|just|only|not|now)\b",
    re.IGNORECASE,
)
"""Clauses with a verb, and what is told of more than where a thing is ("no sign of life")."""
FILMING = lazy(
    r"\b(?:cameras?|handheld|zoom(?:s|ing)?|pan(?:s|ning)?|tilts?|parallax|rotations?|orbits?|drift|follow|turntable"
    r"|dolly|push(?:es)?(?!\s+pins?)|pull(?:s|-?backs?)?|whip|swish|fades?|dissolves?|dutch|close-?ups?|close$"
    r"|cuts?|cutting|edits?|transitions?|movements?|motions?|animations?|moves?|moving)\b",
    re.IGNORECASE,
)
"""Orders about camera and motion belong to the prompt; how to word them is the business of other rules."""
_A_NO = lazy(
    r"(?:^|[,;.!?\n])\s*(?:(?:and|but|or|please|also)\s+)*(?P<no>no)\s+"
    r"(?!(?:longer|more|less|matter|doubt|wonder|sooner|one|wait|no)\b)(?P<what>[^,;.!?\n]+)",
    re.IGNORECASE,
)
"""One of a list of what is not wanted."""
_SAID = lazy(
    r"wait|thanks?(?:\s+you)?|kidding|jokes?|stop|sorry|really|actually|seriously|worries|deal|comment|go|good"
    r"|hang\s+on"
    r"|hold\s+on|never\s*mind",
    re.IGNORECASE,
)
"""What people say behind a "no" of their own: "gallop ... no wait, trot"."""
_SEGMENT = lazy(r"(?:[^,;.!?|()\[\]\n:—–•*-]|(?<![\s-])-|-(?![\s-])|[.](?=\w))+")
_HEADING = lazy(
    r"(?:please\s+)?(?:negative(?:\s+prompts?)?|avoid|exclud(?:e|ing)|omit|without|not\s+(?:allowed|wanted)|forbidden"
    r"|(?:do\s+not|don['’]?t)\s+(?:show|include|add|use|want))",
    re.IGNORECASE,
)
"""Before a colon it opens a list of what is not wanted."""
_THING = r"[^\W\d][\w'’-]*(?:\s+(?!(?:in|on|visible|anywhere)\b)[^\W\d][\w'’-]*)?"
_SEEN_THERE = rf"(?:\s+(?:(?:in|on)\s+(?:the\s+)?(?:view|sight|{FRAME})|visible|anywhere))?"
_OR_LIST = lazy(
    rf"(?:\s*,\s*{_THING}){{1,20}}?\s*,?\s+n?or\s+(?:any\s+)?{_THING}{_SEEN_THERE}(?=\s*(?:[.;!?\n)]|$))", re.IGNORECASE
)
"""Behind a "no", up to the end of the sentence: the "or" says that all of it is kept out. Of longer lists nobody keeps
track, and each "no" of a row would be followed to the end."""
_SET_PHRASE = lazy(
    r"\b(?:rain\s+or\s+shine|(?:day|night)\s+or\s+(?:night|day)|more\s+or\s+less|sooner\s+or\s+later)\b", re.IGNORECASE
)
_PLEASE_FIRST = lazy(r"(?:^|[.!?\n]\s*)(?P<please>(?:please|pls)\s*,\s*)$", re.IGNORECASE)
_REACH = 40
"""Characters before an order in which its "please" is looked for."""
_PLEASE = lazy(r"\s*,\s*(?:please|pls|thanks?|thank\s+you)\b(?=\s*(?:[.!,;\n]|$))", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """One exclusion of a prompt: `prompt[start:end]`."""

    start: int
    end: int
    terms: tuple[str, ...]
    """Empty where the sentence cannot be taken apart."""
    is_contrast: bool = False
    """Whether it is told against what one would expect: "a table laid for twelve, but no guests"."""


def orders(text: str, *, is_heard: bool) -> Iterator[Order]:
    """The exclusions of a prompt; neighbours in one list are one order."""
    run: Order | None = None
    for segment in _SEGMENT.finditer(text) if may_hold(text, WORDS_OF_EXCLUSION) else ():
        if not may_hold(segment[0], WORDS_OF_EXCLUSION):
            continue
        order = _with_list(text, _read(segment))
        if order and not is_heard and (sounds := [term for term in order.terms if _is_sound(term)]):
            order = None if len(sounds) == len(order.terms) else replace(order, terms=())
        weighted = re.match(r"\s*:\d", text[segment.end() :])  # "(no wind:1.3)" is the business of foreign-flags
        if order is None or weighted or is_quoted(text, order.start, order.end):
            continue
        if run and bool(run.terms) == bool(order.terms) and re.fullmatch(r"\s*[,;]\s*", text[run.end : order.start]):
            contrast = run.is_contrast or order.is_contrast
            run = Order(run.start, order.end, (*run.terms, *order.terms), contrast)
            continue
        if run:
            yield run
        run = order
    if run:
        yield run


def has_one_that_stays(text: str, order: Order, moved: Sequence[Order]) -> bool:
    """Whether its sentence holds another "no" that is no such order: a list is moved whole or not at all."""
    start, end = sentence_around(text, order.start)[0], sentence_around(text, order.end)[1]
    return any(
        not any(each.start <= said.start("no") < each.end for each in moved) and not SOUND.match(said["what"])
        for said in _A_NO.finditer(text[:end], max(0, start - 1))
    )


def _with_list(text: str, order: Order | None) -> Order | None:
    """The order with the rest of its list: "no surfers, boats or swimmers"; and with its "please"."""
    if order is None or not order.terms:
        return order
    if (rest := _OR_LIST.match(text, order.end)) and not _SET_PHRASE.search(rest[0]):
        more = [_TAIL.sub("", term) for term in re.split(r"\s*,\s*(?:n?or\s+)?|\s+n?or\s+", rest[0]) if term]
        if all(_is_thing(term) and not (_is_told(term) or _is_filming(term)) for term in more):
            order = replace(order, end=rest.end(), terms=(*order.terms, *more))
    if please := _PLEASE.match(text, order.end):
        order = replace(order, end=please.end())
    asked = _PLEASE_FIRST.search(text, max(0, order.start - _REACH), order.start)
    return replace(order, start=asked.start("please")) if asked else order


def _read(segment: re.Match[str]) -> Order | None:
    """The order that a stretch between two commas is, or ends with."""
    body = segment[0].strip()
    start = segment.start() + segment[0].index(body) if body else segment.start()
    if opening := _ORDER.match(body):
        body = without_a_look(body, opening.end())
    if POINT.search(body) or _NO_HANDS.search(segment.string, max(0, start - 100), start + len(body)):
        return None
    if asked := _ORDER.match(body) or _TRAILING.search(body):
        asks = body[asked.end() :]
        terms = tuple(_TAIL.sub("", term) for term in _AND_NO.split(_TAIL.sub("", asks)))
        before, is_manner = body[: asked.start()], _MANNER.match(body, asked.start())
        if is_manner and not (is_manner["maybe"] and (not before or _FILM.fullmatch(before))):
            return None
        if not any(_is_told(term) or _is_blank(term) or _is_filming(term) or not _is_thing(term) for term in terms):
            leans = _LEANS.fullmatch(before)
            joins = leans["joins"] if leans and not re.search(r"(?i)\bwith\s+and\s*$", before) else None
            is_whole = _PAIR.search(asks) or any(_OF_A_PAIR.fullmatch(term) for term in terms) or (leans and not joins)
            first = leans.start("joins") if leans and joins else asked.start()
            is_contrast = bool(re.match(r"(?i)but\b", body[first:]))
            return Order(start + first, start + len(body), () if is_whole else terms, is_contrast)
    opens_a_list = segment.string[segment.end() :][:1] == ":" and _HEADING.fullmatch(body)
    if opens_a_list or _ASIDE.fullmatch(body):
        return Order(start, start + len(body), ())
    about_things = re.search(rf"\b{OVERLAY}\b", body, re.IGNORECASE) or not _is_filming(body)
    if about_things and (told := _TOLD.match(body)):
        return Order(start + max(told.start("nothing"), 0), start + len(body), ())
    return None


def _is_sound(term: str) -> bool:
    return SOUND.fullmatch(PLACED.sub("", term)) is not None


def _is_told(term: str) -> bool:
    """Whether it belongs to the story, or to an idiom."""
    return bool(_STORY.search(term) or _IDIOM.search(PLACED.sub("", term)))


def _is_blank(term: str) -> bool:
    """Whether nothing that is named there could be absent from a picture."""
    return BLANK.fullmatch(term) is not None or is_no_thing(term)


def _is_filming(words: str) -> bool:
    return bool(FILMING.search(words)) and not re.search(rf"\b(?:{_DEFECT})\b", words, re.IGNORECASE)


def _is_thing(term: str) -> bool:
    """Whether a term is a noun phrase as far as one can see: "car passes" has a verb of motion at its end."""
    term = PLACED.sub("", term)
    first, *rest = term.lower().split() or [""]
    last = rest[-1] if rest else first
    if last in words("rule_words", "nouns_like_verbs"):
        return bool(_TERM.fullmatch(term))
    has_verb = any(word.endswith("s") and verb_classes(singular(word)) for word in rest) and not first.endswith("s")
    is_verb = has_verb or (last.endswith("ing") and not re.fullmatch(_DEFECT, last))
    return bool(_TERM.fullmatch(term)) and not is_verb and not _SAID.fullmatch(term)
