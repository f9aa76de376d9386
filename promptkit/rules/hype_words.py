"""`hype-words`: praise and picture-quality tags that show nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.shot import Shot
from promptkit.tidy import cut, quotations

_INTENSE = r"(?:ultra|super|insanely|extremely|incredibly)"
TAGS = (
    r"(?:4|6|8|12|16|32)\s?k(?: (?:resolution|quality))?",
    r"u(?:ltra[- ]?)?hd",
    r"(?:full[- ])?hd",
    rf"(?:{_INTENSE}[- ]|very )?high(?:est)?[- ](?:quality|res(?:olution)?|def(?:inition)?|details?)",
    r"hi-?res|highres|absurdres",
    r"(?:best|top|premium)[- ]quality",
    r"masterpiece",
    r"award[- ]winning",
    rf"(?:{_INTENSE}|hyper)[- ]?detailed",
)
"""Hype only as a tag of its own ("..., 8k, masterpiece") or before a word for the picture ("4K footage")."""
PRAISE = (
    r"(?:(?:visually|truly|absolutely|simply|utterly|most) )?"
    r"(?:stunning|breathtaking|jaw-dropping|mind-blowing|awe-inspiring|mesmeri[sz]ing)"
    rf"|{_INTENSE}[- ]?realis(?:tic|m)"
)
"""Hype wherever it stands before a noun."""
_EMPTY = r"videos?|footage|clip|images?|pictures?|quality|resolution|details?|clarity|visuals|graphics|textures?"
"""Words for the picture that say nothing by themselves, and go with the tag: "HD footage"."""
_PICTURE = (
    rf"{_EMPTY}|shots?|film|photo(?:s|graph|graphs|graphy)?|render(?:s|ing)?|animation|artwork|illustration|"
    r"cinematography|wallpaper|cgi|time-?lapse|close-?up"
)
_SIGHTS = (
    r"views?|vistas?|scener(?:y|ies)|landscapes?|seascapes?|cityscapes?|skylines?|sunsets?|sunrises?|colou?rs?|lighting|"
    r"backdrops?|backgrounds?|scenes?|compositions?|beauty|clarity|realism|architecture|coastlines?"
)
_FILLER = r"an?|the|in|with|at|of|and|very|&|\+"
_BEFORE_NOUN = (
    r"an?|the|this|that|its|his|her|their|our|my|some|of|with|in|at|on|and|to|into|over|through|against|under"
)
_NOT_A_NOUN = (
    r"an?|the|this|that|these|those|its|his|her|their|him|them|me|us|you|it|of|with|in|at|on|as|to|by|for|from|"
    r"over|under|and|or|but|into|when|while|is|are|was|were"
)

_TAG = f"(?:{'|'.join(TAGS)})"
_PRAISE = f"(?:{PRAISE})"
_HYPE = f"(?:{_TAG}|{_PRAISE})"
_NOUN = rf"(?:{_EMPTY}|masterpiece)"
_SEGMENT = re.compile(r"(?:[^,;.!?|()\[\]\n，。；！？（）]|[.](?=\w))+")
_ALL_TAGS = re.compile(
    rf"(?=.*?(?<!\w)(?:{_HYPE}|highly detailed)(?!\w))(?:(?:{_HYPE}|highly detailed|{_EMPTY}|{_FILLER})(?!\w)\s*)+",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?<!\w)(?:an?|the|its|his|her|their|some|of|with)\s+"
    rf"(?P<run>{_HYPE}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+){_HYPE})+)(?=\s+(?!(?:{_NOT_A_NOUN}|{_NOUN}$)\b)\w)",
    re.IGNORECASE,
)
_ARTICLE_AND_PRAISE = re.compile(rf"(?:an?|the)\s+(?P<praise>(?:(?:very|and)\s+|{_HYPE}\s*)+)", re.IGNORECASE)
_TRENDING = re.compile(r"\b(?:trending|featured) on (?:artstation|cgsociety|unsplash|deviantart)\b", re.IGNORECASE)
_BEFORE_PICTURE = re.compile(rf"(?<![\w-]){_TAG}(?=\s+(?:[\w-]+\s+){{0,2}}?(?:{_PICTURE})\b)", re.IGNORECASE)
_IN_TAGS = re.compile(
    rf"(?<!\w)(?P<verb>(?:shot|filmed|captured|rendered|recorded)\s+)?in\s+(?=(?:\w+\s+)??{_HYPE}(?!\w))"
    rf"(?:(?:{_HYPE}|{_EMPTY})(?!\w)\s*)+(?=$|\s(?:of|showing)\b)",
    re.IGNORECASE,
)
_BEFORE_ANY_NOUN = re.compile(rf"(?<![\w-]){_PRAISE}(?=(?:\s+and)?\s+(?!(?:{_NOT_A_NOUN})\b)\w)", re.IGNORECASE)
_STUNNINGLY = re.compile(r"(?<![\w-])(?:stunningly|breathtakingly)(?=\s+\w)", re.IGNORECASE)
_IS_STUNNING = re.compile(rf"\b(?:is|are|looks?)\s+(?P<praise>{_PRAISE})\s*$", re.IGNORECASE)
_ADJECTIVE_AND_COMMA = re.compile(r"\b(?:an?|the|its|his|her|their)\s+(?:[\w-]+\s+)?[\w-]+,\s*$", re.IGNORECASE)
_LINK = re.compile(r"[\s,;&]*(?:\band\s+)?")


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    removable: bool = True


@rule(family="text", severity="warning")
def hype_words(shot: Shot, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Praise or a picture-quality tag, such as "8k", "masterpiece", "stunning".

    Why:
        These words name nothing that can be seen or moved, and take the place of words that could. Resolution and
        quality are settings of the service; tags of still-image models pull towards posed, static pictures.
    Bad:
        8k, masterpiece, a woman walks along a stunning beach, best quality.
    Good:
        A woman walks along a beach as low sun rakes the wet sand. A masterpiece hangs on the wall.
    Fix:
        Safe: takes the words out with their commas. Quoted speech, names and other uses of the words ("stunning the
        fish", "a 4K television") are left alone. None is offered where a sentence would lose its point ("the view is
        breathtaking") or nothing would be left. Option `allow`: words that are no hype to you.
    References:
        Published rewriters add such words to 52-78 % of prompts (measured on VBench and VBench-2.0 pairs); CogVideoX,
        inference/convert_demo.py, drops "HD footage" from its example; Wan 2.2, wan/utils/system_prompt.py, rule 3:
        no prose about mood.
    """
    text = shot.prompt
    allowed = {word.casefold() for word in allow}
    hits = (hit for hit in _hits(text) if text[hit.start : hit.end].casefold() not in allowed)
    for hit in _merged(text, sorted(hits, key=lambda hit: (hit.start, -hit.end))):
        words = text[hit.start : hit.end]
        gone = cut(text, hit.start, _past_comma(text, hit))
        left = text[: gone.start] + gone.put + text[gone.end :]
        fix = None
        if hit.removable and re.search(r"\w", left):
            fix = Fix(True, f'delete "{words}"', (Edit("prompt", gone.start, gone.end, gone.put),))
        yield Finding(
            f'"{words}" shows nothing that a camera could see; say what is there', hit.start, hit.end, fix=fix
        )


def _hits(text: str) -> Iterator[_Hit]:
    quoted = quotations(text)
    found = [_Hit(*match.span("run")) for match in _LISTED.finditer(text)]
    found += [hit for segment in _SEGMENT.finditer(text) for hit in _in_segment(text, segment)]
    return (hit for hit in found if not any(start < hit.end and hit.start < end for start, end in quoted))


def _in_segment(text: str, segment: re.Match[str]) -> Iterator[_Hit]:
    start = segment.start() + len(segment[0]) - len(segment[0].lstrip())
    end = segment.start() + len(segment[0].rstrip())
    coordinate = _ARTICLE_AND_PRAISE.fullmatch(text, start, end)  # "a stunning" of "a stunning, tall tower"
    if coordinate and not re.search(rf"\b{_NOUN}$", coordinate[0], re.IGNORECASE):
        yield _Hit(coordinate.start("praise"), end, removable=text[end : end + 1] == ",")
        return
    if _ALL_TAGS.fullmatch(text, start, end):
        yield _Hit(start, end)
        return
    body = text[:end]
    for pattern in (_TRENDING, _STUNNINGLY):
        yield from (_Hit(*match.span()) for match in pattern.finditer(body, start))
    for match in _IN_TAGS.finditer(body, start):
        finite = bool(match["verb"]) and bool(re.search(r"\b(?:is|are|was|were|be)\s+$", body[start : match.start()]))
        yield _Hit(match.start(), match.start() + len(match[0].rstrip()), removable=not finite)
    for match in _BEFORE_PICTURE.finditer(body, start):
        if not _is_name(text, match, start):
            first, last = _with_and(text, match, start)
            yield _Hit(first, last, removable=match.start() > start or not _continues_a_list(text, start))
    yield from (_Hit(*match.span("praise"), removable=False) for match in _IS_STUNNING.finditer(body, start))
    for match in _BEFORE_ANY_NOUN.finditer(body, start):
        if not _is_name(text, match, start):
            yield from _praise(text, match, start)


def _praise(text: str, match: re.Match[str], start: int) -> Iterator[_Hit]:
    """Praise before a noun; "a wizard stunning enemies" and the like are verbs."""
    before = text[start : match.start()].split()
    if before:
        if re.fullmatch(_BEFORE_NOUN, before[-1], re.IGNORECASE):
            yield _Hit(*_with_and(text, match, start))
        return
    if re.match(rf"\s+(?:[\w-]+\s+)?(?:{_SIGHTS}|{_PICTURE})\b", text[match.end() :], re.IGNORECASE):
        yield _Hit(*match.span(), removable=not _continues_a_list(text, start))


def _with_and(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """The span with the "and" that joined it to another adjective: "a wide and stunning view"."""
    before = re.search(r"(?<=\w)\s+(and)\s+$", text[start : match.start()], re.IGNORECASE)
    after = re.match(r"\s+and(?=\s+\w)", text[match.end() :], re.IGNORECASE)
    if before:
        return start + before.start(1), match.end()
    return match.start(), match.end() + (after.end() if after else 0)


def _past_comma(text: str, hit: _Hit) -> int:
    """Where to cut: the comma of "a stunning, tall tower" goes with its adjective."""
    coordinate = re.search(r"(?<!\w)(?:an?|the)\s+$", text[: hit.start], re.IGNORECASE)
    comma = re.match(r"\s*,", text[hit.end :])
    return hit.end + comma.end() if coordinate and comma else hit.end


def _continues_a_list(text: str, start: int) -> bool:
    """Whether an adjective seems to stand before: in "a wide, stunning view" the comma would be left behind."""
    return bool(_ADJECTIVE_AND_COMMA.search(text[:start]))


def _is_name(text: str, match: re.Match[str], start: int) -> bool:
    """A capital in mid-sentence, or two in a row: the Stunning Steve Show."""
    if not match[0][0].isupper() or match[0].isupper():
        return False
    follower = re.match(r"\s+(\w)", text[match.end() :])
    return match.start() > start or bool(follower and follower[1].isupper())


def _merged(text: str, hits: list[_Hit]) -> Iterator[_Hit]:
    """Neighbours become one hit, so that one fix takes them out with all that stood between them."""
    run: _Hit | None = None
    for hit in hits:
        if run and hit.start < run.end:
            continue
        if run and run.removable and hit.removable and _LINK.fullmatch(text, run.end, hit.start):
            run = _Hit(run.start, hit.end)
            continue
        if run:
            yield run
        run = hit
    if run:
        yield run
