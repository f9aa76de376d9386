"""One long shot → a chain of short ones, each beginning with the last frame of the one before.

What a subject does in turn is dealt out over the chain, at a border between sentences or between the verbs of a list.
Everything else (place, light, camera, style) stands where it stood, or in every part where it belongs to all. The parts
are checked: together they hold every fact and every word of the shot, and no word is new but "the same".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum, isclose

from promptkit.again import PLURAL, SUBJECT, is_plural, named_again, without_loose_pronouns
from promptkit.in_turn import Turn, in_turn, opening_of
from promptkit.lexicon import WORD, find_phrase, words
from promptkit.patterns import lazy
from promptkit.phrasing import sentence_around
from promptkit.preserve import facts, occurrences
from promptkit.scene import Element, Scene, Span
from promptkit.scene.read import read_scene
from promptkit.several import parts_of
from promptkit.shot import LAST_FRAME, Shot
from promptkit.target import Target, target_of

_BETWEEN = lazy(r"\s*(?:[,;]\s*)?(?:\b(?:and|then|finally|before|next|afterwards)\b[,\s]*)*$", re.IGNORECASE)
"""What may stand between two verbs of a list, seen from the second."""
_ADVERB = lazy(r"(?:\b\w+ly\s+)?$")
_IN_TURN = lazy(r"\b(?:then|afterwards?|after that|finally|next|before|until)\b", re.IGNORECASE)
_WHOLE = lazy(
    r"\b(?P<n>\d{1,3}(?:\.\d+)?)[\s-]?(?:seconds?|secs?|s)\b|"
    r"\b(?:for|through(?:out)?|during|over)\s+(?:the\s+)?(?:full|whole|entire)\s+(?:clip|shot|video|length|duration|time)\b",
    re.IGNORECASE,
)
_LINKS = frozenset({"then", "finally", "next", "afterwards", "after", "that"})
LOOSE = "a later part would speak of something only by a pronoun, and which is not sure; name it there in words"
MOST = 12
"""Parts of one chain."""
_NEW = frozenset(["the", "same", "and", "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "s"])
"""Words that a part may have which the shot has not."""
_LEADING = lazy(r"^(?:then|next|finally|after that|afterwards)\b,?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Split:
    """The shots of a chain; one, the shot itself, where it cannot be split, and then why."""

    shots: tuple[Shot, ...]
    why: str | None = None
    note: str | None = None
    """What is not as the prompt asked: lengths that the target does not offer."""


def split_shot(shot: Shot, *, seconds: float = 5.0) -> Split:
    """Deal a shot out over shots of about `seconds` each.

    Every part gets the id of the shot with its number and a length that the target offers; the lengths sum to the
    shot's. From the second on `image` is `last-frame://ID`: to be replaced by the last frame of that part, once it is
    there.

    Raises:
        UnknownName: the shot's target is not known.
    """
    target = target_of(shot)
    scene = read_scene(shot.prompt)
    turns = in_turn(scene, shot.duration)
    told = [turn.seconds for turn in turns if turn.seconds is not None]
    whole = shot.duration or fsum(told)
    count = len(turns) if told else round(whole / seconds)
    why = _obstacle(shot, target, whole, count, seconds, is_timed=bool(told))
    if why := why or ("" if told else _of_the_whole(shot.prompt, whole)):
        return Split((shot,), why)
    if not told and turns and not _lengths(shot, len(turns), target):
        turns = merged(turns, count)
    found = _told(scene, turns) if turns else _parts(scene, count)
    texts = [text for text in found if text is not None]
    if len(texts) < len(found):
        return Split((shot,), LOOSE)
    if not texts:
        return Split((shot,), "what happens first and what later cannot be told apart for sure; split it by hand")
    if lost := _lost(without_marks(shot.prompt, turns), texts):
        return Split((shot,), f"cut so, {lost} would stand in no part; split it by hand")
    lengths = _nearest(told, shot, target) if told else _lengths(shot, len(texts), target)
    if not lengths:
        return Split(
            (shot,), f"{len(texts)} parts that {target.name if target else ''} offers do not sum to its length"
        )
    parts = tuple(
        replace(
            shot,
            id=f"{shot.id}-{at}",
            prompt=text,
            duration=lengths[at - 1],
            image=shot.image if at == 1 else f"{LAST_FRAME}{shot.id}-{at - 1}",
            last_image=shot.last_image if at == len(texts) else None,
            origin=replace(shot.origin, written={}) if shot.origin else None,
        )
        for at, text in enumerate(texts, 1)
    )
    return Split(parts, note=_about_the_lengths(told, lengths, shot, target))


def _about_the_lengths(
    told: Sequence[float], lengths: Sequence[float], shot: Shot, target: Target | None
) -> str | None:
    """What of the lengths is not as the timecodes, or the duration, have it."""
    if not told:
        return None
    asked, given = (", ".join(f"{one:g}" for one in some) for some in (told, lengths))
    if given != asked and target:
        return f"its timecodes ask for parts of {asked} s; {target.full_name} offers {given} s"
    if shot.duration and not isclose(fsum(lengths), shot.duration, abs_tol=1e-6):
        return f"its timecodes sum to {fsum(lengths):g} s, and {shot.duration:g} s are ordered"
    return None


def _obstacle(
    shot: Shot, target: Target | None, whole: float, count: int, seconds: float, *, is_timed: bool
) -> str | None:
    """Why a shot is not to be split, whatever it says."""
    if not whole:
        return "it has no duration"
    if not 2 <= count <= MOST:  # noqa: PLR2004 - one part is no chain
        timed = f"its timecodes make {count} parts, and a chain has 2 to {MOST}"
        return timed if is_timed else f"{whole:g} s are no 2 to {MOST} parts of about {seconds:g} s"
    if parts_of(shot, target):
        return "its prompt is several shots with cuts between them, and a chain has none; make each a shot of its own"
    if shot.reference_video:
        return "its motion and length come from one reference video; split that first"
    if target and not target.image.accepted:
        return f"{target.name} takes no first image to start the second part from"
    return None


def _of_the_whole(prompt: str, whole: float) -> str:
    """What is wrong with words that say how long the whole shot lasts; empty where there are none."""
    for match in _WHOLE.finditer(prompt):
        if match["n"] is None or float(match["n"]) == whole:
            return f'its text speaks of the whole length ("{match[0]}"), which no part has; take that out first'
    return ""


def _lengths(shot: Shot, count: int, target: Target | None) -> list[float]:
    """Seconds of each part, as equal as the target lets them be; none where they cannot sum to the shot's."""
    whole = shot.duration or 0.0
    equal = whole / count
    if target is None:
        return [equal] * count
    offers = target.duration
    one = offers.nearest(equal, resolution=shot.resolution)
    if one is None:
        return []
    lengths = [one] * (count - 1)
    last = whole - sum(lengths)
    return [*lengths, last] if offers.offers(last, resolution=shot.resolution) else []


def _nearest(told: Sequence[float], shot: Shot, target: Target | None) -> list[float]:
    """The lengths of timecodes, or those closest to them that the target offers."""
    if target is None:
        return list(told)
    found = [target.duration.nearest(seconds, resolution=shot.resolution) for seconds in told]
    return [seconds for seconds in found if seconds is not None] if None not in found else []


def _told(scene: Scene, turns: Sequence[Turn]) -> list[str | None]:
    """The text of each stretch that the prompt marks; None where a pronoun in it points to nothing sure."""
    prompt = scene.prompt
    style = _style(scene, turns[-1].start)
    opening = opening_of(prompt, turns)
    stands_still = not any(motion.start < len(opening) for each in scene.elements for motion in each.motions)
    texts: list[str | None] = []
    for turn in turns:
        end = turn.end - len(style) if turn is turns[-1] else turn.end
        text, again = prompt[turn.start : end].strip(" ,;\n"), ""
        if turn is not turns[0]:
            text, again = _begun(scene, turn, text)
            named = without_loose_pronouns(scene, text, again, turn.start)
            if named is None:
                texts.append(None)
                continue
            text = named
        whole = f"{opening} {text}" if opening and (stands_still or turn is turns[0]) else text
        texts.append(_closed(whole, style, prompt))
    return texts


def _begun(scene: Scene, turn: Turn, text: str) -> tuple[str, str]:
    """A later stretch with the one who acts in it named, where it begins with a pronoun or a verb; and that name."""
    for actor in scene.elements:
        acts = [motion for motion in actor.motions if turn.start <= motion.start < turn.end]
        if actor.role != "subject" or not acts or actor.what.start >= turn.start:
            continue
        start = scene.prompt.find(text, turn.start)
        lead = scene.prompt[start : acts[0].start]
        again = named_again(scene, actor)
        pronoun = SUBJECT.match(lead)
        if pronoun and (pronoun[0].lower() in PLURAL) is is_plural(again):
            return f"{again}{text[pronoun.end() :]}", again
        if not lead or _ADVERB.fullmatch(lead):
            return f"{again} {text}", again
    return text, ""


def merged(turns: Sequence[Turn], count: int) -> tuple[Turn, ...]:
    """Stretches put together until there are so many."""
    if len(turns) <= count:
        return tuple(turns)
    firsts = [at * len(turns) // count for at in range(count)]
    lasts = [*firsts[1:], len(turns)]
    return tuple(Turn(turns[first].start, turns[last - 1].end) for first, last in zip(firsts, lasts, strict=True))


def without_marks(prompt: str, turns: Sequence[Turn]) -> str:
    """The prompt less its timecodes, or the words that put its stretches in order."""
    return (
        " ".join((opening_of(prompt, turns), *(prompt[turn.start : turn.end] for turn in turns))) if turns else prompt
    )


@dataclass(frozen=True)
class _Border:
    """Where one part ends and the next begins; `opening` is written before the next."""

    end: int
    start: int
    opening: str
    bare: bool = False
    """Nothing but a comma stands between the two, and "and" could."""
    opens_sentence: bool = False


def _parts(scene: Scene, count: int) -> Sequence[str | None]:
    """The texts of up to `count` parts; the same text for all where one thing goes on; none where order is unclear."""
    actors = [element for element in scene.elements if element.role == "subject"]
    if scene.beats < 2 or not actors:  # noqa: PLR2004 - one action goes on through all parts
        return [] if _IN_TURN.search(scene.prompt) or len(scene.camera_moves) > 1 else [scene.prompt] * count
    actor = max(actors, key=lambda element: len(element.motions))
    again = named_again(scene, actor)
    found = [_border(scene.prompt, actor, again, *motions) for motions in pairwise(actor.motions)]
    borders = [border for border in found if border]
    usable, texts = list(borders), list[str | None]()
    while usable:
        between = [border for border in usable if border.opens_sentence]
        where = between if len(between) >= count - 1 else usable
        kept = min(count - 1, len(where))
        chosen = sorted({where[(at + 1) * len(where) // (kept + 1)] for at in range(kept)}, key=lambda one: one.start)
        texts = _cut(scene, borders, chosen)
        if None not in texts:
            break
        usable.remove(chosen[texts.index(None) - 1])
    return texts


def _border(prompt: str, actor: Element, again: str, first: Span, second: Span) -> _Border | None:
    """Between two actions, if nothing but a comma, "and", "then" or the end of a sentence lies there."""
    sentence, _ = sentence_around(prompt, second.start)
    if sentence > first.end:
        opening = prompt[sentence : second.start]
        start = sentence + len(opening) - len(opening.lstrip())
        lead = _LEADING.match(prompt[start : second.start])
        start += lead.end() if lead else 0
        if pronoun := SUBJECT.match(prompt, start):
            if (pronoun[0].lower() in PLURAL) is not is_plural(again) or not prompt[pronoun.end() :].startswith(" "):
                return None
            return _Border(sentence, start + len(pronoun[0]) + 1, f"{again} ", opens_sentence=True)
        named = occurrences(actor.what.text.split()[-1], prompt[start : second.start])
        return _Border(sentence, start, "", opens_sentence=True) if named else None
    start = second.start - len(_found(_ADVERB, prompt[: second.start]))
    between = _found(_BETWEEN, prompt[:start])
    if not between.strip() or start - len(between) < first.end or first.start < actor.what.end:
        return None
    if not is_plural(again) and not first.text.split()[0].endswith(("s", "ed", "ing")):
        return None  # "blocks of ice slip": its name is not what the verb goes with
    alike = _is_participle(first.text) == _is_participle(second.text)
    return _Border(start - len(between), start, f"{again} ", bare=between.strip() == "," and alike)


def _is_participle(motion: str) -> bool:
    return any(word.endswith("ing") for word in motion.split()[:2])


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def _cut(scene: Scene, borders: list[_Border], edges: list[_Border]) -> list[str | None]:
    """The prompt in parts, None for one in which a pronoun points to nothing sure.

    What speaks of the whole picture behind the last action goes with all of them.
    """
    prompt = scene.prompt
    style = _style(scene, borders[-1].start)
    starts = [(0, ""), *((edge.start, edge.opening) for edge in edges)]
    ends = [*(edge.end for edge in edges), len(prompt) - len(style)]
    texts = list[str | None]()
    for (start, opening), end in zip(starts, ends, strict=True):
        inner = [border for border in borders if start < border.start < end and border not in edges]
        text = opening + _joined(prompt, start, end, inner).strip(" ,;\n")
        named = without_loose_pronouns(scene, text, opening, start) if start else text
        texts.append(named and _closed(named, style, prompt))
    return texts


def _closed(text: str, style: str, prompt: str) -> str:
    """The text of a part as a sentence, with what speaks of the whole picture."""
    text = text[:1].upper() + text[1:]
    closes = text.endswith((".", "!", "?", "…", '"', "”")) or style.startswith(",")
    return f"{text}{'' if closes or not prompt.rstrip().endswith('.') else '.'}{style}"


def _joined(prompt: str, start: int, end: int, inner: list[_Border]) -> str:
    """A stretch whose list of actions lost its end: its last comma becomes "and"."""
    if not inner or not inner[-1].bare:
        return prompt[start:end]
    return f"{prompt[start : inner[-1].end]} and {prompt[inner[-1].start : end]}"


def _style(scene: Scene, after: int) -> str:
    """The last sentence or the last tags, where they speak of the picture and nothing in them moves."""
    prompt, about = scene.prompt, words("style") | words("camera")
    moved = [motion.end for element in scene.elements for motion in element.motions if element.role != "camera"]
    first = max([after, *moved])
    marks = [first + mark.start() for mark in re.finditer(r"(?<=[.!?])\s+(?=\S)|,\s+", prompt[first:])]
    found = next((at for at in marks if find_phrase(re.split("[,.]", prompt[at + 1 :])[0], about)), None)
    if found is None:
        return ""
    sentences = [at for at in marks if at <= found and prompt[at] != ","]
    return prompt[sentences[-1] if sentences else found :]


def _lost(prompt: str, texts: list[str]) -> str:
    """What of the prompt stands in none of the parts, or in a part and not in the prompt."""
    before = {re.sub("['’]s$", "", word.lower()) for word in WORD.findall(prompt)}
    after = {re.sub("['’]s$", "", word.lower()) for text in texts for word in WORD.findall(text)}
    changed = (after ^ before) - _NEW - _LINKS
    if changed:
        return f'"{min(changed)}"'
    for items in facts(read_scene(prompt)).values():
        for item in items:
            if not any(occurrences(item, text) for text in texts):
                return f'"{item}"'
    return ""
