"""`negation-in-prompt`: the prompt names a thing in order to keep it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promptkit.lexicon import beings, find_entries, singular
from promptkit.negative import appended, mentions, overrun
from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._kept_out import BLANK, OVERLAY, PEOPLE, POINT, without_a_look
from promptkit.scene.lexicon import verb_classes
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import cut, is_quoted

_ARTICLE = r"(?:(?:any|an?|the)\s+)?"
_SHOW = r"use|feature|display|contain|show(?:ing)?|includ(?:e|ing)|add|use|have|put|display|generate|render|draw"
_NUMBER = (
    r"(?:a\s+(?:few|couple|hundred)|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
"""Behind "minus" it is how cold it is."""
_ASK = (
    rf"(?:(?:there\s+)?(?:should|must|can|may)\s+be\s+(?:absolutely\s+)?|there(?:\s+is|\s+are"
    rf"|['’]s)\s+)?no\s+(?:no\s+)*|(?:w/o|minus|devoid\s+of)\s+(?!{_NUMBER})|(?:do\s+not|don['’]?t|never"
    rf"|must\s+not)\s+(?:{_SHOW})\s+|(?:avoid|exclud(?:e|ing))\s+"
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
_FRAME = r"(?:frame|shot|picture|image|video|clip|scene|background|screen)"
_PICTURED = (
    rf"(?:{OVERLAY}|{_FRAME}|result|output|footage|animation|camera|hands?|fingers|limbs|legs|arms|eyes|mouth|body"
    rf"|skin|clothes|outfit|"
    r"colou?rs?|style|identity|proportions)"
)
"""What an order is about, and hardly a sentence of the story."""
_TOLD = lazy(
    rf"(?:please\s+)?(?:I|we)(?:\s+would|\s+should|['’]d)?\s+(?:rather|prefer|like|want|need)\s+(?:not|no"
    rf"|to\s+have\s+no)\b(?!\s+to\s+(?!see|have|hear))|make\s+sure\s+to\s+(?:leave|keep)\b.*\b(?:out|off|away)$"
    rf"|none\s+of\s+the\s.*\b(?:visible|shown|seen|in\s+(?:the\s+)?{_FRAME})$"
    rf"|(?:[\w'’]+\s+){{0,3}}?{_PICTURED}\s+(?:(?:must|should|shall)(?:\s+(?:not|never)|n['’]?t)\s+\w|(?:is"
    rf"|are)\s+not\s+(?:to\s+be\s+(?:shown|seen|visible)|allowed|permitted|wanted|shown\b))|(?:the\s+"
    rf"|this\s+)?{_FRAME}\s+(?:can(?:not|['’]t)|can\s+not)\s+(?:have|contain|show|include)\b"
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
    rf"|not|never|nothing|nobody)\b|n['’]t\b)|keep\s.+\bout\s+of\s+(?:the\s+)?{_FRAME}"
    rf"|remove\s.+\bfrom\s+(?:the\s+)?{_FRAME}|(?:exclude|omit|leave\s+out|get\s+rid\s+of|refrain\s+from|forbid"
    rf"|ban)\s|(?:(?:the|this|his|her|its|their|it|there)\b(?:\s+[\w'’-]+){{0,3}}?\s+)?(?:must|should|shall)(?:\s+not"
    rf"|n['’]?t)\s+(?:contain|include|show|have|look|appear|feature|change|melt|{_DEFECT}|be\s+(?:any|an?|visible"
    rf"|shown|{_LOOK}))\b|(?:not|never)\s+(?:too\s+|an?\s+|like\s+an?\s+)?(?:{_LOOK})(?:\s+\w+)?$|none\s+of\s+(?:that"
    rf"|those|this)\s)|.*?(?P<nothing>\b(?:nothing|nobody|no\s+one)\s+(?:else\s+)?(?:(?:appears?|is|visible|seen"
    rf"|moving|moves|(?:should|must|may)(?:\s+be)?)\s+)*(?:in|on)\s+(?:the\s+)?{_FRAME}$|\b(?:nothing|nobody"
    rf"|no\s+one)\s+(?:else\s+)?(?:should|must|may)\s+(?:be\s+(?:visible|seen|shown)|appear)\b.*"
    rf"|\bnot\s+a\s+single\s+[\w\s-]+(?:\bvisible"
    rf"|\bin\s+(?:the\s+)?{_FRAME}|anywhere)$)",
    re.IGNORECASE,
)
"""Exclusions as whole sentences: plain to see, but not to be taken apart into terms."""
_TAIL = lazy(
    r"(?:\s*\b(?:(?:in|on)(?:\s+the|\s+this|\s+any)?\s+(?:frame|shot|scene|picture|image|video|clip|sight|view|screen)"
    r"|(?:is|are)\s+visible|visible|anywhere|at\s+all|on\s+it|of\s+any\s+(?:kind|sort)|please|pls|haha|lol"
    r"|whatsoever|allowed|(?:to|can)\s+be\s+seen))+$",
    re.IGNORECASE,
)
_AND_NO = lazy(
    rf"\s*/\s*|\s+(?:(?:and|or|nor|&)\s+)?(?:no|without)\s+|\s+(?:n?or|and(?!\s+the\b))\s+{_ARTICLE}", re.IGNORECASE
)
_TERM = lazy(
    r"[a-z][\w'’-]*(?:\s+[a-z][\w'’-]*){0,2}(?:\s+(?:in(?:\s+front\s+of)?|on|at|around"
    r"|behind)(?:\s+the)?(?:\s+\w+){1,2})?",
    re.IGNORECASE,
)
_PAIR = lazy(
    r"\b(?:(?:salt|pepper)\s+and\s+(?:salt|pepper)|rock\s+and\s+roll|drum\s+and\s+bass|pen\s+and\s+ink|bow\s+and\s+arrow|"
    r"cat\s+and\s+mouse|skull\s+and\s+crossbones|fish\s+and\s+chips|stop\s+and\s+go)\b",
    re.IGNORECASE,
)
_OF_A_PAIR = lazy(
    r"(?:(?:light|dark|bright|deep|pale)\s+)?(?:black|white|gr[ae]y|red|green|blue|yellow|orange|purple|violet|pink|brown|"
    r"beige|gold|silver|turquoise|teal|cyan|magenta)|\w",
    re.IGNORECASE,
)
"""A colour or a letter: taken apart, "no black and white" (or "b/w") would keep two colours out."""
_STORY = lazy(
    r"\b(?:one|longer|more|less|fewer|matter|doubt|wonder|sooner|way|idea|problem|need|hurry|rush|fuss|sign|signs|trace"
    r"|hint|end|sense|reason|time|cap|bigger|larger|taller|entry|smoking|parking|choice|chance|man['’]s|avail"
    r"|such|i|he|she|it|we|they|you|is|are|was|were|has|have|had|gravity|do|does|did|can|could|will|would|may|that"
    r"|which|who|\w+n['’]t|cannot"
    r"|whom|but|except|than|as|when|while|if|to|(?<!front )of|for|from|into|yet|left|just|only|not|now)\b",
    re.IGNORECASE,
)
"""Idioms ("no longer", "no sign of life") and clauses with a verb."""
_FILMING = lazy(
    r"\b(?:cameras?|handheld|zoom(?:s|ing)?|pan(?:s|ning)?|tilts?|parallax|rotations?|orbits?|drift|follow|turntable"
    r"|dolly|push(?:es)?(?!\s+pins?)|pull(?:s|-?backs?)?|whip|swish|fades?|dissolves?|dutch|close-?ups?|close$"
    r"|cuts?|cutting|edits?|transitions?|movements?|motions?|animations?|moves?|moving)\b",
    re.IGNORECASE,
)
"""Orders about camera and motion belong to the prompt; how to word them is the business of other rules."""
_SAID = lazy(
    r"wait|thanks?(?:\s+you)?|kidding|jokes?|stop|sorry|really|actually|seriously|worries|deal|comment|go|good|hang\s+on"
    r"|hold\s+on|never\s*mind",
    re.IGNORECASE,
)
"""What people say behind a "no" of their own: "gallop ... no wait, trot"."""
_REASON = lazy(
    r"[\s,;:.!(–—-]*(?:(?:and\s+|but\s+)?(?:yet|nevertheless|nonetheless|even\s+so|all\s+the\s+same)\b|but\s|(?:al)?though\b"
    r"|however\b|instead\b(?!\s+of)|because|since|otherwise|or\s+else|as\s+(?:it|they|that|this|we|i)\b|[^.!?\n]*\bafter\s+all\b"
    r"|(?:we|i|they|you)(?:['’]ll|\s+will|\s+shall|\s+can|\s+want\s+to|\s+need\s+to)?\s+(?:\w+\s+)?(?:add|put|insert|overlay"
    r"|dub|record|edit|do)\b[^.!?,\n]*\b(?:later|after(?:wards)?|in\s+post|ourselves|myself|on\s+top|separately|anyway)\b"
    r"|[\w\s'’]{1,40}?\b(?:hates?|dislikes?|spoils?|ruins?|distracts?|fears?|can(?:no|['’])t\s+stand"
    r"|(?:do|does)(?:\s+not|n['’]?t)\s+(?:like|want|need))(?:\s+(?:it|them|that|those|this|me|us))?\s*(?=[.,;!?\n]|$)"
    r"|(?:they|those|these|it|that|this)\s+(?:would|will|only|always)\s+(?:\w+\s+)?(?:look|make|spoil|ruin|distract|disturb"
    r"|break|be\s+too|scare|cost)\w*)",
    re.IGNORECASE,
)
"""Says why, or what is so all the same: alone it explains nothing ("No smoke. It's a poster, after all.")."""
_PLACED = lazy(r"\s(?:in|on|at|around|behind)\s+(?:the\s+)?(?P<where>\w+)$", re.IGNORECASE)
_EVERYWHERE = lazy(
    rf"{_FRAME}|sky|air|backdrop|foreground|distance|middle|cent(?:er|re)|corners?|sides?|edges?|ground|floor",
    re.IGNORECASE,
)
"""Places that every picture has, also when they are not named."""
_INSTEAD = {
    "background": "plain background",
    "backdrop": "plain backdrop",
    "shake": "steady camera",
    "shaking": "steady camera",
}
"""Orders that say the same in positive words: a negative keeps no picture from having a background."""
_STEADY = lazy(r"\b(?:steady|steadily|stabili[sz]ed|gimbal|tripod|static|locked(?:-off)?|fixed|still)\b", re.IGNORECASE)
_NOUNS_LIKE_VERBS = frozenset({
    "hands", "arms", "smiles", "lights", "flares", "drops", "shadows", "waves", "clouds", "faces", "tracks", "lines",
    "marks", "handles", "bars", "poses", "plants", "flowers", "leaves", "cards", "clothing", "lettering", "lighting",
    "building", "packaging", "ceiling", "railing", "wing", "thing", "ring", "string",
})  # fmt: skip
_SEGMENT = lazy(r"(?:[^,;.!?|()\[\]\n:—–•*-]|(?<![\s-])-|-(?![\s-])|[.](?=\w))+")
_HEADING = lazy(
    r"(?:please\s+)?(?:negative(?:\s+prompts?)?|avoid|exclud(?:e|ing)|omit|without|not\s+(?:allowed|wanted)|forbidden"
    r"|(?:do\s+not|don['’]?t)\s+(?:show|include|add|use|want))",
    re.IGNORECASE,
)
"""Before a colon it opens a list of what is not wanted."""
_BARE = lazy(r"\s*,\s*[\w'’-]+(?:\s+[\w'’-]+)?\s*(?=[,.;!?\n]|$)")
_MORE_OF_IT = lazy(
    rf"\s*,\s*{OVERLAY}\b|\s*,\s*(?:[\w'’-]+\s+){{1,2}}n?or\s|[^.!?\n]*?,\s*n?or\s"
    r"|[\s,]*(?:(?:n?or|and|but|just|only|except)\b|[:–—])|[\s,]*none\b",
    re.IGNORECASE,
)
_ANOTHER_NO = lazy(r"\s*,\s*(?:and\s+)?no\s[^,.;!?]*", re.IGNORECASE)
_INSTRUCTION = lazy(r"(?:(?:and|but|please)\s+)*(?:do|don|never|must|avoid|exclud)", re.IGNORECASE)


@dataclass(frozen=True)
class _Order:
    start: int
    end: int
    terms: tuple[str, ...]
    """Empty where the sentence cannot be taken apart."""


@rule(code="NEG007", family="negative", severity="note")
def negation_in_prompt(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The prompt holds an exclusion ("no people", "don't show text") that belongs in the negative.

    Why:
        A model is conditioned on the words of its prompt, and hardly on the "no" before them: naming a thing invites
        it. A negative steers away from its terms. Models that take none want to be told what is there instead.
    Bad:
        prompt: A lighthouse on a cliff, waves break below it, no people, no text.
        target: veo-3.1
    Good:
        prompt: A lighthouse on a cliff, waves break below it.
        target: veo-3.1
        negative: people, text
    Fix:
        Safe: moves the bare terms into the negative of the shot. None is offered where the prompt also asks for the
        thing, where the next words may belong to the exclusion ("No cars, trees."), where a whole sentence is written
        ("the hands must not melt") or a fixed pair or a colour is a term ("no black and white"), and for models that
        take no negative. Idioms, negations of the story ("no one moves", "a tank with no fish in it") and what makes
        a thing ("a clock without hands", "no expression") are left alone, and so are camera orders ("no zoom"),
        manners ("without a sound") and models that take their exclusions in the prompt. None is offered either where
        a reason follows ("No smoke. It's a poster, after all."), where the sentence would break off ("the road is
        free of cars"), or where another thing would go as well ("no wind in the flags"). "No background" becomes
        "plain background".
    References:
        Google, Veo prompt guide: no instructive language such as "no" or "don't" but terms, "wall, frame". Runway
        help centre, 39789879462419: use positive phrasing and avoid negative prompts. Kling API documents,
        2026-09-20: the prompt may include negative descriptions, so that nothing is said there.
    """
    text = shot.prompt
    channel = target.negative.channel if target else "field"
    for order in _orders(text) if channel != "prompt" else ():
        said, listed = text[order.start : order.end], ", ".join(order.terms)
        yield Finding(
            _message(said, listed, target),
            order.start,
            order.end,
            fix=_moved(shot, order, target),
        )


def _message(said: str, listed: str, target: Target | None) -> str:
    if target and target.negative.channel == "none":
        return (
            f'"{said}" names what is not wanted, which invites it; {target.name} takes no negative: say what is there'
        )
    remedy = f"put it into the negative: {listed}" if listed else "put it into the negative, in bare terms"
    return f'"{said}" names what is not wanted, which invites it; {remedy}'


def _orders(text: str) -> Iterator[_Order]:
    """The exclusions of a prompt; neighbours in one list are one order."""
    run: _Order | None = None
    for segment in _SEGMENT.finditer(text):
        order = _read(segment)
        weighted = re.match(r"\s*:\d", text[segment.end() :])  # "(no wind:1.3)" is the business of foreign-flags
        if order is None or weighted or is_quoted(text, order.start, order.end):
            continue
        if run and bool(run.terms) == bool(order.terms) and re.fullmatch(r"\s*[,;]\s*", text[run.end : order.start]):
            run = _Order(run.start, order.end, (*run.terms, *order.terms))
            continue
        if run:
            yield run
        run = order
    if run:
        yield run


def _read(segment: re.Match[str]) -> _Order | None:
    """The order that a stretch between two commas is, or ends with."""
    body = segment[0].strip()
    start = segment.start() + segment[0].index(body) if body else segment.start()
    if opening := _ORDER.match(body):
        body = without_a_look(body, opening.end())
    if POINT.search(body):
        return None
    if asked := _ORDER.match(body) or _TRAILING.search(body):
        asks = body[asked.end() :]
        terms = tuple(_TAIL.sub("", term) for term in _AND_NO.split(_TAIL.sub("", asks)))
        before, is_manner = body[: asked.start()], _MANNER.match(body, asked.start())
        if is_manner and not (is_manner["maybe"] and (not before or _FILM.fullmatch(before))):
            return None
        if not any(
            _STORY.search(term) or BLANK.fullmatch(term) or _is_filming(term) or not _is_thing(term) for term in terms
        ):
            leans = _LEANS.fullmatch(before)
            joins = leans["joins"] if leans and not re.search(r"(?i)\bwith\s+and\s*$", before) else None
            is_whole = _PAIR.search(asks) or any(_OF_A_PAIR.fullmatch(term) for term in terms) or (leans and not joins)
            first = leans.start("joins") if leans and joins else asked.start()
            return _Order(start + first, start + len(body), () if is_whole else terms)
    if segment.string[segment.end() :][:1] == ":" and _HEADING.fullmatch(body):
        return _Order(start, start + len(body), ())
    about_things = re.search(rf"\b{OVERLAY}\b", body, re.IGNORECASE) or not _is_filming(body)
    if about_things and (told := _TOLD.match(body)):
        return _Order(start + max(told.start("nothing"), 0), start + len(body), ())
    return None


def _is_filming(words: str) -> bool:
    return bool(_FILMING.search(words)) and not re.search(rf"\b(?:{_DEFECT})\b", words, re.IGNORECASE)


def _is_thing(term: str) -> bool:
    """Whether a term is a noun phrase as far as one can see: "car passes" has a verb of motion at its end."""
    first, *rest = term.lower().split() or [""]
    last = rest[-1] if rest else first
    if last in _NOUNS_LIKE_VERBS:
        return bool(_TERM.fullmatch(term))
    has_verb = any(word.endswith("s") and verb_classes(singular(word)) for word in rest) and not first.endswith("s")
    is_verb = has_verb or (last.endswith("ing") and not re.fullmatch(_DEFECT, last))
    return bool(_TERM.fullmatch(term)) and not is_verb and not _SAID.fullmatch(term)


def _moved(shot: Shot, order: _Order, target: Target | None) -> Fix | None:
    """The terms in the negative instead of the prompt; None where that might change what is asked for."""
    text, body = shot.prompt, len((shot.negative or "").rstrip())
    if positive := _in_positive_words(text, order):
        return Fix(True, f'say "{positive}" instead', (Edit("prompt", order.start, order.end, positive),))
    if target and target.negative.channel == "none":
        return None
    gone = cut(text, order.start, order.end)
    left = text[: gone.start] + gone.put + text[gone.end :]
    more = appended((shot.negative or "")[:body], order.terms)
    if (
        not order.terms
        or _goes_on(text, order)
        or not re.search(r"\w", left)
        or overrun(shot, (shot.negative or "")[:body] + more, target)
    ):
        return None
    if any(
        _is_wanted(left, term) or _is_lost(left, term) or re.search(r"\b(?:other|another|else)\b", term)
        for term in order.terms
    ):
        return None
    added = (Edit("negative", body, len(shot.negative or ""), more),) if more else ()
    title = f'move "{text[order.start : order.end]}" into the negative'
    return Fix(True, title, (Edit("prompt", gone.start, gone.end, gone.put), *added))


def _goes_on(text: str, order: _Order) -> bool:
    """Whether the next words may belong to the exclusion: taken alone they would ask for what is not wanted."""
    before, after = text[: order.start].rstrip(), text[order.end :]
    if _REASON.match(after):
        return True
    if another := _ANOTHER_NO.match(after):  # "no hands, no zoom" are two orders, "no bird, no voice is heard" a story
        return not _FILMING.search(another[0])
    opens = not before or before[-1] in ".!?:" or _INSTRUCTION.match(text, order.start)
    return bool(_MORE_OF_IT.match(after) or (opens and _BARE.match(after)))


def _is_wanted(prompt: str, term: str) -> bool:
    """Whether the rest of the prompt names the thing, or any person where people are to be kept out."""
    noun = re.split(r"\s+(?:in|on|at|around|behind)\s+", term)[0].split()[-1]
    if re.fullmatch(PEOPLE, noun, re.IGNORECASE):
        return any(found.entry.human for found in find_entries(prompt, beings()))
    return next(mentions(prompt, noun), None) is not None


def _is_lost(prompt: str, term: str) -> bool:
    """Whether a thing would go with what is not to be at it: "no wind in the flags" says that there are flags."""
    placed = _PLACED.search(term)
    return (
        placed is not None
        and not _EVERYWHERE.fullmatch(placed["where"])
        and next(mentions(prompt, placed["where"]), None) is None
    )


def _in_positive_words(text: str, order: _Order) -> str | None:
    """What is to be there, where that is plain: "plain background" for "no background"."""
    only = order.terms[0].lower() if len(order.terms) == 1 else ""
    positive = _INSTEAD.get(only)
    rest = text[: order.start] + text[order.end :]
    if positive is None or _goes_on(text, order):
        return None
    if _STEADY.search(rest) if "camera" in positive else _is_wanted(rest, only):
        return None
    return positive.capitalize() if text[order.start].isupper() else positive
