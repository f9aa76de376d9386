"""`several-scenes`: cuts in a prompt for one shot."""

import re
from collections.abc import Iterator, Sequence

from promptkit.cuts import FILM, SOON, cuts_to, is_one_take, is_ordered
from promptkit.patterns import lazy, may_hold, telltales
from promptkit.phrasing import in_numbered_shots
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.several import LABELS, Parted, Segment, lengths_told, parted, segments
from promptkit.shot import Shot
from promptkit.target import Target, length_of
from promptkit.tidy import is_quoted

_LIGHT = (
    r"(?:an?\s+|the\s+|its\s+|full\s+)?(?:\w+\s+)?(?:night|day|dawn|dusk|sunset|sunrise|morning|evening|nightfall|winter|"
    r"twilight|summer|spring|autumn|darkness|black|white|gr[ae]y|gr[ae]yscale|colou?r|light|lighting|monochrome|slow|"
    r"blue|gold|left|right|focus)\b"
)
"""Behind "the scene changes to": a change of light, season, colour or view needs no cut."""
_PLACES = r"(?:city|town|village|office|castle|palace|jungle|desert|forest|another|a different|[A-Z][a-z]+)"
CUTS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<cut>(?:smash|jump|match)[ -]cut(?:s|ting)?)\b",
        r"(?:^|[.,;:\n]|\b(?:with|in|using|and))\s{0,3}(?P<cut>(?:hard|sharp)[ -]cuts)\b",
        (
            rf"\b(?:we|the\s+{FILM})\s+{SOON}(?P<cut>(?:shifts?|switch(?:es)?|jumps?|changes?|transitions?|dissolves?|"
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
            rf"(?:^|[.,;:\n]|\b(?:we|it|and|then|{FILM}))\s{{0,3}}"
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
    "in morning|in the morning|in spring|in the spring|later|first scene|first shot|opening scene|opening shot|then"
)
"""Each of `CUTS`, `_MEANWHILE` and `_ORDINAL` asks for one of them."""
_MEANWHILE = lazy(rf"\b(?P<cut>[Mm]eanwhile,?\s+(?:in|at)\s+(?:the\s+|an?\s+)?{_PLACES})\b")
_NUMBERED = lazy(
    rf"(?:^|[.,;:!?\n(\[/|—–*]|\bthen\b|\band\s+then\b)\s{{0,3}}(?P<cut>(?P<kind>{LABELS}|frame|panel|act|part|chapter|segment|day)"
    r"\s*(?:no\.?\s*|#\s*)?(?P<number>\d{1,2}|one|two|three|four|five|(?-i:[A-E])))\b",
    re.IGNORECASE,
)
"""At the head of a clause, as a list is numbered; one on a label stands behind other words."""
_ORDINAL = lazy(
    r"\b(?:first|opening)\s+(?P<kind>scene|shot)\b.{0,1000}?\b(?P<cut>(?:second|third|last|closing|final)\s+(?P=kind))\b"
    r"(?=\s*[:,(–—-]|\s+(?:shows?|is|opens|features|inside)\b|\s+(?:in|at|on)\s+(?:an?|the)\s+(?!glass|bar|counter|table))",
    re.IGNORECASE | re.DOTALL,
)
_STYLE = lazy(
    r"(?:^|[.,;:\n]|\b(?:with|in|using|and))\s{0,3}(?P<style>(?:fast|quick|rapid)[- ]cuts)\b|"
    r"\b(?P<form>(?:fast|quick|rapid)[- ]cut\s+(?:trailer|edit|editing|video|sequence|spot|reel))\b",
    re.IGNORECASE,
)
"""A way to edit: it asks for shots, and tells of none."""
_LOOSE = frozenset({"a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "his", "her", "its", "their", "as"})
_SLUG = lazy(r"(?:^|[.\n])\s{0,3}(?P<cut>(?:INT|EXT)\.?(?:/(?:INT|EXT)\.?)?)(?=\s+[A-Z])")
_CAMERA = lazy(
    r"\b(?:camera|pan(?:s|ning)?|tilt\w*|doll(?:y|ies)|zoom\w*|track\w*|pull\w*|push\w*|drone)\b", re.IGNORECASE
)
_BEGINS = "begins another scene, and a clip of one shot has no cut: scenes melt together or are lost"


@rule(code="LOD006", family="load", severity="note")
def several_scenes(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """Several scenes, with cuts between them, are asked of one shot.

    Why:
        A model that makes one shot has no cut: it melts the scenes into each other, or shows the first one only.
    Bad:
        A baker kneads dough. Cut to a child biting into a warm roll.
    Good:
        A baker kneads dough on a floured table, one continuous take.
    Fix:
        Unsafe: where the target makes several shots of one clip, writes them as it counts them ("shot 1, 3, words;
        shot 2, 4, words;"), with the lengths that the prompt gives, else shared out in whole seconds. For other targets
        none: make each scene a shot of its own. Timed turns of one shot ("0-2s: she lifts the cup. 2-5s: she drinks.")
        are fine; those that begin with a framing, or with somebody else, are scenes.
    References:
        PEBench 2026: three and more shots in one prompt cost 10.0 points of fidelity, 7.6 of consistency and 5.5 of
        development against one. CogVideoX image-to-video prompt guide: no camera transitions. Prompt-A-Video: no
        extra scene changes. Kling API documents, 2026-09-20: up to six shots in one prompt on 3.0 models.
    """
    text = shot.prompt
    takes_shots = target is not None and target.prompt.multi_shot_max is not None
    if takes_shots and len(numbered := segments(text)) > 1:
        yield from _cuts_within(numbered)
        return
    found = parted(text, length_of(shot, target))
    place = _place(text, found)
    if place is None:
        yield from _style(text, target, takes_shots=takes_shots)
        return
    words = _begun(text, place)
    lengths = lengths_told(found.parts) if found.are_shots else ""
    if target is None or not takes_shots:
        yield Finding(
            f'"{words}" {_BEGINS}; make each scene a shot of its own{lengths and f", of {lengths} s"}', *place
        )
        return
    form_told = '"shot 1, 3, words; shot 2, 4, words;"'
    takes = (
        f"{target.name} takes numbered shots in another form, {form_told}"
        if _second_number(text)
        else f"number the shots, which {target.name} takes ({form_told})"
    )
    message = f'"{words}" begins another scene; {takes}{lengths and f", for {lengths} s"}'
    if form := in_numbered_shots(shot, target):
        if shared := form.shared_out:
            message += f"; {shared}"
        fix = Fix(False, "number the shots", (Edit("prompt", 0, len(text), form.prompt),))
        yield Finding(message, *place, fix=fix)
    else:
        yield Finding(message, *place)


def _begun(text: str, place: tuple[int, int]) -> str:
    """The words of a cut with the first of what it begins: "cut to a child"."""
    start, end = place
    more = re.match(r"[\])]?[ \t]*(?:[:–—-][ \t]*)?(?:[\w'’-]+[ \t]+){0,4}[\w'’-]+", text[end:])
    said = (text[start:end] + (more[0] if more else "")).split()
    while len(said) > len(text[start:end].split()) and said[-1].lower() in _LOOSE:
        said.pop()
    return re.sub(r"[\])]:?(?=\s|$)", ":", " ".join(said), count=1)


def _style(text: str, target: Target | None, *, takes_shots: bool) -> Iterator[Finding]:
    """A way to edit that is asked for, where no second shot is told."""
    places = (match.span("style" if match["style"] else "form") for match in _STYLE.finditer(text))
    place = next((place for place in places if is_ordered(text, *place)), None)
    if place is None or is_one_take(text):
        return
    how = f' as {target.name} takes them ("shot 1, 3, words; shot 2, 4, words;")' if target and takes_shots else ""
    remedy = f"tell each shot{how}" if how else "make each scene a shot of its own"
    message = f'"{text[slice(*place)]}" asks for several shots, and one alone is told; {remedy}, or leave it out'
    yield Finding(message, *place)


def _cuts_within(numbered: Sequence[Segment]) -> Iterator[Finding]:
    """Where a numbered shot holds a cut of its own."""
    for one in numbered:
        if place := _first_cut(one.words.text):
            start, end = (one.words.start + at for at in place)
            words = _begun(one.words.text, place)
            yield Finding(f'"{words}" {_BEGINS}; number it as a shot of its own', start, end)


def _place(text: str, found: Parted) -> tuple[int, int] | None:
    """What begins the second scene."""
    if numbered := _second_number(text):
        return numbered.span("cut")
    if place := _first_cut(text):
        return place
    if not found.are_shots or is_one_take(text):
        return None
    later = found.elsewhere or found.parts[1]
    first = re.match(r"(?:\S+\s*){1,4}", text[later.start : later.end])
    return (later.start, later.start + len(first[0].rstrip(" .,;:"))) if first else None


def _second_number(text: str) -> re.Match[str] | None:
    """Where the second of several numbered shots or scenes begins; one number alone is a slate or a title."""
    first: dict[str, str] = {}
    for match in _NUMBERED.finditer(text):
        if is_quoted(text, match.start("cut")):
            continue
        kind, number = match["kind"].lower(), match["number"].lower()
        if first.setdefault(kind, number) != number:
            return match
    return None


def _first_cut(text: str) -> tuple[int, int] | None:
    worded = (*CUTS, _MEANWHILE, _ORDINAL) if may_hold(text, WORDS_OF_A_CUT) else ()
    found = [match for pattern in (*worded, *_LISTS) for match in pattern.finditer(text)]
    found += [*_SLUG.finditer(text)][1:]
    if found and is_one_take(text):
        return None
    places = [*cuts_to(text), *(place for match in found if _is_cut(text, place := match.span("cut")))]
    return min(places, default=None)


def _is_cut(text: str, place: tuple[int, int]) -> bool:
    """Not said, not denied, and no view that a moving camera comes to ("pans right, then we see a door")."""
    start, end = place
    if not is_ordered(text, start, end):
        return False
    before = re.split(r"[.!?\n]", text[:start].rstrip(" .!?\n"))[-1]
    return not (text[start:end].lower().endswith("see") and _CAMERA.search(before))
