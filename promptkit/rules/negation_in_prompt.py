"""`negation-in-prompt`: the prompt names a thing in order to keep it out."""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, find_entries
from promptkit.negative import appended, mentions, overrun
from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._exclusions import FILMING, FRAME, PLACED, Order, has_one_that_stays, orders
from promptkit.rules._kept_out import OVERLAY, PEOPLE, SOUND_SOURCE
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import cut

_REASON = lazy(
    r"[\s,;:.!(–—-]*(?:(?:only|just|nothing\s+but|except|apart\s+from|save\s+for)\b|(?:and\s+|but\s+)?(?:yet"
    r"|nevertheless|nonetheless|even\s+so|all\s+the\s+same)\b|but\s|(?:al)?though\b"
    r"|however\b|instead\b(?!\s+of)|because|since|otherwise|or\s+else|as\s+(?:it|they|that|this|we|i)\b"
    r"|[^.!?\n]*\bafter\s+all\b"
    r"|(?:we|i|they|you)(?:['’]ll|\s+will|\s+shall|\s+can|\s+want\s+to|\s+need\s+to)?\s+(?:\w+\s+)?(?:add|put|insert"
    r"|overlay"
    r"|dub|record|edit|do)\b[^.!?,\n]*\b(?:later|after(?:wards)?|in\s+post|ourselves|myself|on\s+top|separately"
    r"|anyway)\b"
    r"|[\w\s'’]{1,40}?\b(?:hates?|dislikes?|spoils?|ruins?|distracts?|fears?|can(?:no|['’])t\s+stand"
    r"|(?:do|does)(?:\s+not|n['’]?t)\s+(?:like|want|need))(?:\s+(?:it|them|that|those|this|me|us))?\s*(?=[.,;!?\n]|$)"
    r"|(?:they|those|these|it|that|this)\s+(?:would|will|only|always)\s+(?:\w+\s+)?(?:look|make|spoil|ruin|distract"
    r"|disturb"
    r"|break|be\s+too|scare|cost)\w*)",
    re.IGNORECASE,
)
"""Says why, what there is instead, or what is so all the same: alone it explains nothing
("No smoke. It's a poster, after all.")."""
_EVERYWHERE = lazy(
    rf"{FRAME}|sky|air|backdrop|foreground|distance|middle|cent(?:er|re)|corners?|sides?|edges?|ground|floor",
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
_BARE = lazy(r"\s*,\s*[\w'’-]+(?:\s+[\w'’-]+)?\s*(?=[,.;!?\n]|$)")
_MORE_OF_IT = lazy(
    rf"\s*,\s*{OVERLAY}\b|\s*,\s*(?:[\w'’-]+\s+){{1,2}}n?or\s|[^.!?\n]*?,\s*n?or\s"
    r"|[\s,]*(?:(?:n?or|and|but|just|only|except)\b|[:–—])|[\s,]*none\b",
    re.IGNORECASE,
)
_ANOTHER_NO = lazy(r"\s*,\s*(?:and\s+)?no\s[^,.;!?]*", re.IGNORECASE)
_HEARD = lazy(rf"\bno\s+{SOUND_SOURCE}\b", re.IGNORECASE)
_INSTRUCTION = lazy(r"(?:(?:and|but|please)\s+)*(?:do|don|never|must|avoid|exclud)", re.IGNORECASE)


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
        take no negative. Idioms, negations of the story ("no one moves", "a tank with no fish in it") and what makes a
        thing ("a clock without hands", "no expression") are left alone, and so are camera orders ("no zoom"), ways,
        tones and looks ("no up", "no drama", "no smile"), manners ("without a sound") and models that take their
        exclusions in the prompt. None is offered either where a reason or what there is instead follows ("No smoke.
        It's a poster, after all."), where the exclusion is told against what one would expect ("a table laid for
        twelve, but no guests"), where the sentence would break off ("the road is free of cars"), where another thing
        would go as well ("no wind in the flags"), or where another "no" of the same sentence stays ("no zoom, no
        arrow"): a list is moved whole or not at all. "No background" becomes "plain background". What is heard and not
        seen ("no music") is moved where the target makes sound, and left alone elsewhere.
    References:
        Google, Veo prompt guide: no instructive language such as "no" or "don't" but terms, "wall, frame". Runway
        help centre, 39789879462419: use positive phrasing and avoid negative prompts. Kling API documents,
        2026-09-20: the prompt may include negative descriptions, so that nothing is said there.
    """
    text = shot.prompt
    channel = target.negative.channel if target else "field"
    found = list(orders(text, is_heard=_is_heard(shot, target))) if channel != "prompt" else []
    for order in found:
        said, listed = text[order.start : order.end], ", ".join(order.terms)
        fix = None if has_one_that_stays(text, order, found) else _moved(shot, order, target)
        yield Finding(_message(said, listed, target), order.start, order.end, fix=fix)


def _message(said: str, listed: str, target: Target | None) -> str:
    them = "them" if "," in listed else "it"
    if target and target.negative.channel == "none":
        remedy = f"{target.name} takes no negative: say what is there"
    elif listed:
        remedy = f"put {them} into the negative: {listed}"
    else:
        remedy = "put it into the negative, in bare terms"
    return f'"{said}" names what is not wanted, which invites {them}; {remedy}'


def _is_heard(shot: Shot, target: Target | None) -> bool:
    """Whether the clip has sound: then a negative may keep out what is heard."""
    if target is None or "native" not in target.sound.allowed:
        return False
    return (target.sound.default if shot.sound is None else shot.sound) not in (False, "off")


def _moved(shot: Shot, order: Order, target: Target | None) -> Fix | None:
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
        or order.is_contrast
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


def _goes_on(text: str, order: Order) -> bool:
    """Whether the next words may belong to the exclusion: taken alone they would ask for what is not wanted."""
    before, after = text[: order.start].rstrip(), text[order.end :]
    if _REASON.match(after):
        return True
    if another := _ANOTHER_NO.match(after):  # "no hands, no zoom" are two orders, "no bird, no voice is heard" a story
        return not (FILMING.search(another[0]) or _HEARD.search(another[0]))
    opens = not before or before[-1] in ".!?:" or _INSTRUCTION.match(text, order.start)
    return bool(_MORE_OF_IT.match(after) or (opens and _BARE.match(after)))


def _is_wanted(prompt: str, term: str) -> bool:
    """Whether the rest of the prompt names the thing, or any person where people are to be kept out."""
    noun = PLACED.sub("", term).split()[-1]
    if re.fullmatch(PEOPLE, noun, re.IGNORECASE):
        return any(found.entry.human for found in find_entries(prompt, beings()))
    return next(mentions(prompt, noun), None) is not None


def _is_lost(prompt: str, term: str) -> bool:
    """Whether a thing would go with what is not to be at it: "no wind in the flags" says that there are flags."""
    placed = PLACED.search(term)
    where = placed["where"].split()[-1] if placed else ""
    return bool(where) and not _EVERYWHERE.fullmatch(where) and next(mentions(prompt, where), None) is None


def _in_positive_words(text: str, order: Order) -> str | None:
    """What is to be there, where that is plain: "plain background" for "no background"."""
    only = order.terms[0].lower() if len(order.terms) == 1 else ""
    positive = _INSTEAD.get(only)
    rest = text[: order.start] + text[order.end :]
    if positive is None or _goes_on(text, order):
        return None
    if _STEADY.search(rest) if "camera" in positive else _is_wanted(rest, only):
        return None
    return positive.capitalize() if text[order.start].isupper() else positive
