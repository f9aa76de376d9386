"""`hype-words`: praise and picture-quality tags that show nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promptkit.patterns import lazy, may_hold
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._asked_size import size_in, where_to_ask
from promptkit.rules._beside_praise import NEAR, near, tag_before, tag_behind
from promptkit.rules._empty_phrases import empty_part, masterpiece_of, praise_of_detail
from promptkit.rules._needs_praise import may_be_described, needs_praise
from promptkit.rules._praise import MOODS, PLEASING, PRAISE
from promptkit.rules._quality_tags import GRAND, HEADED, KEPT_TAG, MERIT, PLEASANT_SIGHT, TAGS
from promptkit.rules._telling_praise import OF_A_KIND, says_how_it_looks
from promptkit.rules._unfilmable import unfilmable
from promptkit.rules._words_of_praise import WORDS_OF_PRAISE
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import cut, is_quoted

_LIKE_A_VERB = (
    r"(?:\w+ )?(?:stunning|mesmeri[sz]ing|enchanting|captivating|spellbinding|amazing|astonishing|staggering)"
)
_EMPTY = (
    r"videos?|footage|clip|images?|pictures?|quality|resolution|details?|clarity|visuals|graphics|textures?"
    r"|cinematography"
)
"""Words for the picture that say nothing by themselves, and go with the tag: "HD footage"."""
_PICTURE = (
    rf"{_EMPTY}|shots?|film|photo(?:s|graph|graphs|graphy)?|render(?:s|ing)?|animation|artwork|illustration|"
    r"cinematography|wallpaper|cgi|time-?lapse|close-?up|macro|imagery|sequences?|montage|trailer|documentary"
    r"|commercial|advert(?:isement)?|(?:visual )?effects|vfx|journey|adventure|experience"
)
_SIGHTS = (
    r"views?|vistas?|scener(?:y|ies)|landscapes?|seascapes?|cityscapes?|skylines?|sunsets?|sunrises?|colou?rs?"
    r"|lighting|"
    r"backdrops?|backgrounds?|scenes?|compositions?|beauty|clarity|realism|architecture|coastlines?|lights?|skies|sky"
    r"|clouds?|waves?|oceans?|seas?|lakes?|mountains?|forests?|gardens?|flowers?|fog|mist|reflections?|shadows?|glow"
    r"|bokeh|flashes|eyes|hair|dress(?:es)?|gowns?|make-?up|jewell?ery|atmosphere|aesthetics?|patterns?|displays?"
)
_FILLER = r"an?|the|in|with|at|of|and|very|&|\+|rendered|rendering|filmed|recorded|captured"
_BEFORE_NOUN = (
    r"an?|the|this|that|its|his|her|their|our|my|some|of|with|in|at|on|and|to|into|over|through|against|under"
)
_OF_A_NOUN = "an?|the|its|his|their|our|my|with|of"
"""They stand before an adjective; "her" and "this" may stand alone."""
_NOT_A_NOUN = (
    r"an?|the|this|that|these|those|its|his|her|their|him|them|me|us|you|it|of|with|in|at|on|as|to|by|for|from|"
    r"over|under|and|or|but|into|when|while|is|are|was|were|about|down|up|across|along|through|towards?|past|around|back"
    r"|forwards?|backwards?|off|out|away|against"
)

_JOINER = "and|yet|but"
_TO_BE = "is|are|was|were|be|looks?|feels?|seems?"
_AND = rf"\s+(?:{_JOINER})\b"
"""Behind "is stunning": a verb may follow ("but defies gravity"), which "is" does not stand before."""

_TAG = f"(?:{'|'.join(TAGS)})"
_PRAISE = f"(?:{PRAISE})"
_HYPE = f"(?:{_TAG}|{_PRAISE})"
_HIGHLY = r"(?:highly|very|extremely|super|ultra|insanely|incredibly)[- ](?:detailed|intricate)"
_NOUN = rf"(?:{_EMPTY}|masterpiece)"
_ENDS_IN_PRAISE = lazy(rf"(?<![\w-]){_HYPE},\s*$", re.IGNORECASE)
_PRAISE_AND_NOUN = lazy(
    rf"(?:{_PRAISE}|{PLEASING}) (?!(?:(?:{_HYPE}|{PLEASING})|details?|quality|resolution|clarity)$).+", re.IGNORECASE
)
_SEGMENT = lazy(r"(?:[^,;.!?|—–()\[\]\n，。；！？（）]|[.](?=\w))+")
# Items are atomic, here and below: "very stunning" and "4k resolution" read as one or as two, 30 of them in 2^30 ways.
_ALL_TAGS = lazy(
    rf"(?=.*?(?<!\w)(?:{_HYPE}|{_HIGHLY})(?!\w))(?:(?>(?:{_HYPE}|{_HIGHLY}|{_EMPTY}|{_FILLER})(?!\w))\s*)+",
    re.IGNORECASE,
)
_LISTED = lazy(
    rf"(?<!\w)(?:an?|the|its|his|her|their|some|of|with)\s+"
    rf"(?P<run>{_HYPE}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+){_HYPE})+)(?=\s+(?!(?:{_NOT_A_NOUN}|{_NOUN}$)\b)\w)",
    re.IGNORECASE,
)
_ARTICLE_AND_PRAISE = lazy(rf"(?:an?|the)\s+(?P<praise>(?>{_HYPE}(?!\w)\s*|(?:very|and)\s+)+)", re.IGNORECASE)
_COORDINATE = lazy(rf"(?<!\w)(?:{_OF_A_NOUN})\s+(?P<praise>{_PRAISE})\s*$", re.IGNORECASE)
_A_NOUN_FOLLOWS = lazy(rf"\s*,\s*(?!(?:{_NOT_A_NOUN})\b)\w", re.IGNORECASE)
_MILD = lazy(rf"(?!viral)(?:{PLEASING})", re.IGNORECASE)
_MOOD = lazy(rf"(?!magical|dreamy|charming|dazzling)(?:{MOODS})", re.IGNORECASE)
_ENDED, _ENDS = lazy(r"(?:^|[.!?])\s*$"), lazy(r"\s*(?:[.!?]|$)")
_ALONE = lazy(
    rf"(?:(?:so|very|absolutely|really|simply|just) )?(?!great|good|cool|insane|crazy|unreal|{MOODS})(?:{PLEASING})"
    rf"|(?!cool|{MOODS})(?:{PLEASING}|{_PRAISE}) (?:composition|lighting|colou?rs|framing|anatomy|shading|textures"
    rf"|atmosphere|aesthetics?)|{_PRAISE} light",
    re.IGNORECASE,
)
"""Tags when nothing stands beside them."""
_WHOLE = lazy(r"(?:perfect|flawless|immaculate|impeccable)|hyper[- ]?realis(?:tic|m)", re.IGNORECASE)
"""Of a thing it says that nothing is broken off, or it is a style; it is praise where more praise stands beside it."""
_TRENDING = lazy(
    r"\b(?:trending|featured) on "
    r"(?:artstation|cgsociety|unsplash|deviantart|behance|pixiv|500px|youtube|instagram|tiktok)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = lazy(
    r"\b(?:the\s+)?(?:most\s+[\w-]+|best|greatest|finest|coolest|craziest)\s+(?:[\w-]+\s+){0,4}?(?:(?:you"
    r"|anyone)(?:['’]ve|\s+ha(?:ve|s))?\s+ever\s+seen|imaginable|of\s+all\s+time|ever\s+(?:made|seen|filmed|shot))\b"
    r"|\b(?:most\s+[\w-]+|best|greatest|coolest)\s+(?:[\w-]+\s+){0,3}ever\b(?!\s+(?:built|held|found|grown|recorded))"
    rf"|\b(?:cinematic|visual|epic|absolute|true|pure|real|poetic|artistic|photorealistic|{PLEASING}"
    rf"|{_PRAISE})\s+masterpiece\b"
    r"|\b(?:feast\s+for\s+the\s+(?:eyes|senses)|(?:take|takes|taking|steal|steals)\s+(?:your|the\s+viewer['’]s"
    r"|our)\s+breath(?:\s+away)?|(?:leav|mak|keep)(?:es?|ing)\s+(?:you|us|(?:the\s+)?(?:viewers?|audience)"
    r"|everyone)\s+(?:speechless|breathless|amazed|stunned|spellbound|in\s+awe)|visual\s+(?:treat|delight|spectacle"
    r"|feast|poetry)|wow[- ](?:factor|effect)|a\s+sight\s+to\s+behold|a\s+(?:true|real|living)\s+work\s+of\s+art"
    r"|poetry\s+in\s+motion|(?:true|pure)\s+magic|out\s+of\s+this\s+world|like\s+(?:nothing"
    r"|never)\s+(?:you\s+)?(?:have\s+|['’]ve\s+)?(?:ever\s+)?(?:seen|before)|beyond\s+(?:words|imagination|belief)"
    r"|words\s+"
    r"can(?:no|['’])t\s+describe|blow(?:s)?\s+your\s+mind|must[- ]see|(?:go|make\s+it)\s+viral)\b",
    re.IGNORECASE,
)
_BEFORE_PICTURE = lazy(
    rf"(?<![\w-]){_TAG}(?=\s+(?:(?:and|(?!(?:{_NOT_A_NOUN})\b)[\w-]+)\s+){{0,2}}?(?:{_PICTURE})\b)", re.IGNORECASE
)
_IN_TAGS = lazy(
    rf"(?<!\w)(?:(?P<verb>(?:shot|filmed|captured|rendered|recorded|shown|depicted|seen)\s+)(?:in|with)|in)\s+(?=(?:\w+\s+)??{_HYPE}(?!\w))"
    rf"(?:(?>(?:{_HYPE}|{_EMPTY})(?!\w))\s*)+(?=$|\s*:|\s(?:of|showing)\b)",
    re.IGNORECASE,
)
_BEFORE_ANY_NOUN = lazy(
    rf"(?<![\w-]){_PRAISE}(?=(?:\s+(?:{_JOINER}))?\s+(?!(?:{_NOT_A_NOUN})\b)[^\W\d])", re.IGNORECASE
)
_STUNNINGLY = lazy(r"(?<![\w-])(?:stunningly|breathtakingly)(?=\s+\w)", re.IGNORECASE)
_IS_STUNNING = lazy(
    rf"\b(?:is|are|be|was|looks?|looking|feels?)\s+(?:just\s+)?(?P<praise>{_PRAISE})(?=\s*(?::|$))", re.IGNORECASE
)
_NEEDS_ITS_VERB = lazy(
    r"\b(?:(?:is|are|was|were|be|been|being|gets?)\s+(?:\w+ly\s+)?(?:\w+\s+)?|(?:all|both|each|every(?:thing|one)"
    r"|\w+ly)\s+)$",
    re.IGNORECASE,
)
"""Before "captured in 8k", or with that verb before "in 8k": the sentence ends there when the rest is gone."""
_LINK = lazy(r"[\s,;&]*(?:\band\s+)?")


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    removable: bool = True
    edit: Edit | None = None
    """What stands in for it, where it is not to be cut out."""


@rule(code="TXT001", family="text", severity="warning")
def hype_words(shot: Shot, target: Target | None, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Praise, a picture-quality tag or prose that nobody could film: "8k", "stunning", "stones whisper tales".

    Why:
        These words name nothing that can be seen or moved, and take the place of words that could. Resolution and
        quality are settings of the service; tags of still-image models pull towards posed, static pictures.
    Bad:
        8k, masterpiece, a woman walks along a stunning beach, best quality.
    Good:
        A woman walks along a beach as low sun rakes the wet sand. A masterpiece hangs on the wall.
    Fix:
        Safe: takes the words out with their commas; "a captivating experience" goes as a whole, and so does what is
        said to the viewer in idle words ("inviting viewers to embrace the calm"); of a "cinematic masterpiece of a
        surfer" a "cinematic shot of a surfer" is left, and of "exquisite detail" the detail. Quoted speech, names and
        other uses of the words ("stunning the fish", "a 4K television") are left alone. None is offered where a
        sentence would lose its point ("the view is breathtaking", "creating a mesmerizing pattern"), would break ("raw
        beauty and awe-inspiring presence") or nothing would be left, where a tag may ask for a look ("octane render",
        "perfect skin"), nor for a resolution that services sell ("4k", "1080p", "HD") where the shot sets none: the
        wish would be lost, and the message says where to ask. Option `allow`: words that are no hype to you, nor is a
        tag that holds one ("8k footage").
    References:
        Published rewriters add such words to 52-78 % of prompts (measured on VBench and VBench-2.0 pairs); CogVideoX,
        inference/convert_demo.py, drops "HD footage" from its example; Wan 2.2, wan/utils/system_prompt.py, rule 3:
        no prose about mood.
    """
    text = shot.prompt
    allowed = [re.compile(rf"(?<!\w){re.escape(word.casefold())}(?!\w)") for word in allow if word.strip()]
    hits = (
        hit for hit in _hits(text) if not any(word.search(text[hit.start : hit.end].casefold()) for word in allowed)
    )
    for hit in _merged(text, sorted(hits, key=lambda hit: (hit.start, -hit.end))):
        words = text[hit.start : hit.end]
        size = size_in(words)
        is_held = size is None or shot.resolution is not None
        fix = _without(text, hit, words) if hit.removable and is_held else None
        instead = where_to_ask(size, shot, target) if size else "say what is there"
        show = "show" if "," in words else "shows"
        yield Finding(f'"{words}" {show} nothing that a camera could see; {instead}', hit.start, hit.end, fix=fix)


def _without(text: str, hit: _Hit, words: str) -> Fix | None:
    """The prompt without it, or with plain words for it; None where nothing would be left."""
    if hit.edit:
        return Fix(True, f'say "{hit.edit.text.strip()}"', (hit.edit,))
    gone = cut(text, hit.start, _past_comma(text, hit))
    if not re.search(r"\w", text[: gone.start] + gone.put + text[gone.end :]):
        return None
    return Fix(True, f'delete "{words}"', (Edit("prompt", gone.start, gone.end, gone.put),))


def _hits(text: str) -> Iterator[_Hit]:
    if not may_hold(text, WORDS_OF_PRAISE):
        return
    segments = (segment for segment in _SEGMENT.finditer(text) if may_hold(segment[0], WORDS_OF_PRAISE))
    others = [hit for segment in segments for hit in _in_segment(text, segment)]
    listed = [_Hit(*match.span("run")) for match in _LISTED.finditer(text)]
    listed = [run for run in listed if not any(_holds(hit, run) for hit in others)]
    found = [hit for hit in others if not any(run.start < hit.end and hit.start < run.end for run in listed)]
    yield from (hit for hit in (*listed, *found) if not is_quoted(text, hit.start, hit.end))


def _holds(hit: _Hit, run: _Hit) -> bool:
    """Whether a hit takes more than a row of praise: all of its stretch, or what other words are put for."""
    return hit.start <= run.start and run.end <= hit.end and (hit.start < run.start or hit.edit is not None)


def _in_segment(text: str, segment: re.Match[str]) -> Iterator[_Hit]:
    start = segment.start() + len(segment[0]) - len(segment[0].lstrip())
    end = segment.start() + len(segment[0].rstrip())
    coordinate = _ARTICLE_AND_PRAISE.fullmatch(text, start, end)  # "a stunning" of "a stunning, tall tower"
    if coordinate and not re.search(rf"\b{_NOUN}$", coordinate[0], re.IGNORECASE):
        yield _Hit(coordinate.start("praise"), end, removable=bool(re.match(r"\s*,", text[end:])))
        return
    if opening := masterpiece_of(text, start, end):
        edit = Edit("prompt", opening.first, opening.last, opening.put)
        yield _Hit(opening.start, opening.end, edit=edit)
        yield from _in_sentence(text, opening.last, end)
        return
    if KEPT_TAG.fullmatch(text, start, end):
        yield _Hit(start, end, removable=False)
        return
    if part := empty_part(text, start, end):
        yield _Hit(*part)
        end = part[0]
    if _ALL_TAGS.fullmatch(text, start, end) or _is_alone(text, start, end):
        yield _Hit(start, end, removable=not (_is_described(text, start, end) or _is_a_mood(text, start, end)))
        return
    if headed := HEADED.fullmatch(text, start, end):
        yield _Hit(*headed.span("run"))
        return
    if sight := PLEASANT_SIGHT.fullmatch(text, start, end):
        yield _Hit(*sight.span("praise"))
        return
    yield from _in_sentence(text, start, end)


def _in_sentence(text: str, start: int, end: int) -> Iterator[_Hit]:
    for pattern in (_TRENDING, _STUNNINGLY):
        yield from (_Hit(*match.span()) for match in pattern.finditer(text, start, end))
    yield from (_Hit(*match.span(), removable=False) for match in _SUPERLATIVE.finditer(text, start, end))
    yield from (_Hit(prose.start, prose.end, removable=prose.is_idle) for prose in unfilmable(text, start, end))
    if detail := praise_of_detail(text, start, end):
        yield _Hit(*detail)
    for match in _IN_TAGS.finditer(text, start, end):
        if detail and match.start() < detail[0] < match.end():
            continue
        inside = match["verb"] and match.start() > start and near(text, start).rstrip().endswith(",")
        finite = inside or bool(_NEEDS_ITS_VERB.search(text, start, match.start()))  # ", every feather shown in 8k"
        yield _Hit(match.start(), match.start() + len(match[0].rstrip()), removable=not finite)
    for match in _BEFORE_PICTURE.finditer(text, start, end):
        if not _is_name(text, match, start) and not _is_shown(text, match):
            yield _joined(text, match, start, is_description=False)
    coordinate = _COORDINATE.search(text, start, end)
    if coordinate and _A_NOUN_FOLLOWS.match(text, end):  # "a stunning" of "casting a stunning, dappled pattern"
        yield _Hit(*coordinate.span("praise"))
    yield from (_Hit(*match.span("praise"), removable=False) for match in _IS_STUNNING.finditer(text, start, end))
    for match in _BEFORE_ANY_NOUN.finditer(text, start, end):
        if not _is_name(text, match, start):
            yield from _praise(text, match, start)


def _praise(text: str, match: re.Match[str], start: int) -> Iterator[_Hit]:
    """Praise before a noun; "a wizard stunning enemies" and the like are verbs."""
    before = text[start : match.start()].split()
    adjective = not re.fullmatch(_LIKE_A_VERB, match[0], re.IGNORECASE) or _opens_with_a_noun(text, match, start)
    if before:
        is_meant = adjective or re.fullmatch(f"{_BEFORE_NOUN}|{PLEASING}|yet", before[-1], re.IGNORECASE)
        said_of = re.fullmatch(_TO_BE, before[-1], re.IGNORECASE) and re.match(_AND, text[match.end() :])
    else:
        is_seen = rf"\s+(?:[\w-]+\s+)?(?:{_SIGHTS}|{_PICTURE})\b"
        is_meant, said_of = adjective or re.match(is_seen, text[match.end() :], re.IGNORECASE), None
    if is_meant:
        yield _joined(text, match, start, is_description=bool(before and (said_of or says_how_it_looks(text, match))))


def _joined(text: str, match: re.Match[str], start: int, *, is_description: bool) -> _Hit:
    """Praise with the "and" that goes with it; alone where it stays."""
    first, last = _with_and(text, match, start)
    if is_description or _needed(text, first, last):
        return _Hit(*match.span(), removable=False)
    return _Hit(first, last)


def _needed(text: str, start: int, end: int) -> bool:
    """Whether what is left would not stand without this praise."""
    return needs_praise(_past_praise(text, start), text[start:end], text[end : end + NEAR])


def _is_described(text: str, start: int, end: int) -> bool:
    """Whether praise with its noun may be the end of a longer phrase: "a soft, stunning light"."""
    has_noun = _PRAISE_AND_NOUN.fullmatch(text, start, end)
    return bool(has_noun and may_be_described(_past_praise(text, start)))


def _past_praise(text: str, start: int) -> str:
    """What stands shortly before, less the praise it ends in: "a soft," of "a soft, gorgeous, stunning light"."""
    before = near(text, start)
    while ended := _ENDS_IN_PRAISE.search(before):
        before = before[: ended.start()]
    return before


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether it is a tag that is praise where nothing else stands in it; "perfect" is only beside more of it."""
    if _MOOD.fullmatch(text, start, end) and not GRAND.fullmatch(text, start, end):
        return _ENDED.search(near(text, start)) is not None and _ENDS.match(text, end) is not None
    if GRAND.fullmatch(text, start, end):
        return not _is_a_mood(text, start, end)
    if not _WHOLE.fullmatch(text, start, end):
        return _ALONE.fullmatch(text, start, end) is not None
    tags = [tag for tag in (tag_before(text, start), tag_behind(text, end)) if not size_in(tag)]
    return any(_ALL_TAGS.fullmatch(tag) or (_ALONE.fullmatch(tag) and not _WHOLE.fullmatch(tag)) for tag in tags)


def _is_a_mood(text: str, start: int, end: int) -> bool:
    """Whether it is one of a row of moods: "sad, beautiful, quiet"."""
    tags = (tag_before(text, start), tag_behind(text, end))
    return bool(_MILD.fullmatch(text, start, end)) and any(
        re.fullmatch(r"(?!cinematic|photorealistic)[^\W\d]+", tag)
        and not _ALL_TAGS.fullmatch(tag)
        and not _ALONE.fullmatch(tag)
        for tag in tags
    )


def _with_and(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """The span with the "and" that joined it to another adjective: "a wide and stunning view"."""
    before = re.search(rf"(?<=\w)\s+({_JOINER})\s+$", text[start : match.start()], re.IGNORECASE)
    after = re.match(rf"\s+(?:{_JOINER})(?=\s+\w)", text[match.end() :], re.IGNORECASE)
    if before:
        return start + before.start(1), match.end()
    return match.start(), match.end() + (after.end() if after else 0)


def _past_comma(text: str, hit: _Hit) -> int:
    """Where to cut: the comma of "a stunning, tall tower" goes with its adjective."""
    coordinate = re.search(rf"(?<!\w)(?:{_OF_A_NOUN})\s+$", near(text, hit.start), re.IGNORECASE)
    comma = re.match(r"\s*,", text[hit.end :])
    return hit.end + comma.end() if coordinate and comma else hit.end


def _opens_with_a_noun(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a sentence begins "stunning fog": what has no article and is not many is stunned by nobody."""
    is_first = match.start() == start and re.search(r"(?:^|[.!?\n])\s*$", near(text, start))
    return bool(is_first and re.match(r"\s+[\w-]*[^\Ws](?![\w-])", text[match.end() :]))


def _is_shown(text: str, match: re.Match[str]) -> bool:
    """Whether the tag names something to be seen: "reveals the intricate details of the carving"."""
    ends_in_noun = re.search(rf"\b(?:{MERIT})$", match[0], re.IGNORECASE)
    is_fine = re.fullmatch(r"(?i)intricate details?", match[0])
    stands_before = re.search(r"(?i)\b(?:the|its|his|her|their|every|all)\s+$", near(text, match.start()))
    named = re.match(r"\s+(?:and|of|in|on)\b", text[match.end() :])
    return bool(ends_in_noun and named and (stands_before or is_fine))


def _is_name(text: str, match: re.Match[str], start: int) -> bool:
    """An animal's, a capital in mid-sentence, or two in a row: the Stunning Steve Show."""
    if OF_A_KIND.match(text, match.start()):
        return True
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
        alike = run and bool(size_in(text[run.start : run.end])) == bool(size_in(text[hit.start : hit.end]))
        if (
            run
            and alike
            and not (run.edit or hit.edit)
            and run.removable
            and hit.removable
            and _LINK.fullmatch(text, run.end, hit.start)
        ):
            run = _Hit(run.start, hit.end)
            continue
        if run:
            yield run
        run = hit
    if run:
        yield run
