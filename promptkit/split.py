"""One long shot → a chain of short ones, each beginning with the last frame of the one before.

What a subject does in turn is dealt out over the chain, at a border between sentences or between the verbs of a list.
Everything else (place, light, camera, style) stands where it stood, or in every part where it belongs to all. The parts
are checked: together they hold every fact and every word of the shot, and no word is new but "the same".
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from promptkit.lexicon import WORD, beings, find_entries, find_phrase, singular, words
from promptkit.patterns import lazy
from promptkit.phrasing import sentence_around
from promptkit.preserve import facts, occurrences
from promptkit.scene import Element, Scene, Span
from promptkit.scene.read import read_scene
from promptkit.shot import Shot
from promptkit.target import Target, find_target

_BETWEEN = lazy(r"\s*(?:[,;]\s*)?(?:\b(?:and|then|finally|before|next|afterwards)\b[,\s]*)*$", re.IGNORECASE)
"""What may stand between two verbs of a list, seen from the second."""
_ADVERB = lazy(r"(?:\b\w+ly\s+)?$")
_PRONOUN = lazy(r"(?:he|she|they|it)\b", re.IGNORECASE)
_PLURAL = ("they",)
_ARTICLE = lazy(
    r"^(?:an?|the|one|some|another|his|her|its|their|my|our|your|this|that|these|those|each|every)\s+", re.IGNORECASE
)
_IN_TURN = lazy(r"\b(?:then|afterwards?|after that|finally|next|before|until)\b", re.IGNORECASE)
LAST_FRAME = "last-frame://"
"""Before the id of a shot: its last frame, once it is there."""
MOST = 12
"""Parts of one chain."""
_NEW = frozenset({"the", "same", "and", "he", "she", "it", "they"})
"""Words that a part may have which the shot has not."""
_LEADING = lazy(r"^(?:then|next|finally|after that|afterwards)\b,?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Split:
    """The shots of a chain; one, the shot itself, where it cannot be split, and then why."""

    shots: tuple[Shot, ...]
    why: str | None = None


def split_shot(shot: Shot, *, seconds: float = 5.0) -> Split:
    """Deal a shot out over shots of about `seconds` each.

    Every part gets the id of the shot with its number and a length that the target offers; the lengths sum to the
    shot's. From the second on `image` is `last-frame://ID`: to be replaced by the last frame of that part, once it is
    there.

    Raises:
        UnknownName: the shot's target is not known.
    """
    target = find_target(shot.target) if shot.target else None
    count = round((shot.duration or 0) / seconds)
    if why := _obstacle(shot, target, count, seconds):
        return Split((shot,), why)
    texts = _parts(read_scene(shot.prompt), count)
    if not texts:
        return Split((shot,), "what happens first and what later cannot be told apart for sure; split it by hand")
    if lost := _lost(shot.prompt, texts):
        return Split((shot,), f"a part would be lost: {lost}")
    lengths = _lengths(shot, len(texts), target)
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
    return Split(parts)


def _obstacle(shot: Shot, target: Target | None, count: int, seconds: float) -> str | None:
    """Why a shot is not to be split, whatever it says."""
    if not shot.duration:
        return "it has no duration"
    if not 2 <= count <= MOST:  # noqa: PLR2004 - one part is no chain
        return f"{shot.duration:g} s are no 2 to {MOST} parts of about {seconds:g} s"
    if shot.reference_video:
        return "its motion and length come from one reference video; split that first"
    if target and not target.image.accepted:
        return f"{target.name} takes no first image to start the second part from"
    return None


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


@dataclass(frozen=True)
class _Border:
    """Where one part ends and the next begins; `opening` is written before the next."""

    end: int
    start: int
    opening: str
    bare: bool = False
    """Nothing but a comma stands between the two, and "and" could."""
    opens_sentence: bool = False


def _parts(scene: Scene, count: int) -> list[str]:
    """The texts of up to `count` parts; the same text for all where one thing goes on; none where order is unclear."""
    actors = [element for element in scene.elements if element.role == "subject"]
    if scene.beats < 2 or not actors:  # noqa: PLR2004 - one action goes on through all parts
        return [] if _IN_TURN.search(scene.prompt) or len(scene.camera_moves) > 1 else [scene.prompt] * count
    actor = max(actors, key=lambda element: len(element.motions))
    again = _again(scene, actor)
    found = [_border(scene.prompt, actor, again, *motions) for motions in pairwise(actor.motions)]
    borders = [border for border in found if border]
    between = [border for border in borders if border.opens_sentence]
    where = between if len(between) >= count - 1 else borders
    kept = min(count - 1, len(where))
    chosen = {where[(at + 1) * len(where) // (kept + 1)] for at in range(kept)}
    return _cut(scene, borders, chosen) if chosen else []


def _again(scene: Scene, actor: Element) -> str:
    """How a later part calls the one who acts: "The same old man", "Anna", "He"."""
    whole = next((a for a in scene.anchors if a.start <= actor.what.start and actor.what.end <= a.end), actor.what)
    name = _ARTICLE.sub("", whole.text)
    if _PRONOUN.fullmatch(name):
        return name.capitalize()
    is_known = bool(find_entries(actor.what.text, beings()))
    if name == whole.text and name[:1].isupper() and not is_known:  # a proper name: capital, no article
        return name
    opens = whole.start == 0 and name == whole.text
    return f"The same {name[:1].lower() + name[1:] if opens else name}"


def _border(prompt: str, actor: Element, again: str, first: Span, second: Span) -> _Border | None:
    """Between two actions, if nothing but a comma, "and", "then" or the end of a sentence lies there."""
    sentence, _ = sentence_around(prompt, second.start)
    if sentence > first.end:
        opening = prompt[sentence : second.start]
        start = sentence + len(opening) - len(opening.lstrip())
        lead = _LEADING.match(prompt[start : second.start])
        start += lead.end() if lead else 0
        if pronoun := _PRONOUN.match(prompt, start):
            if (pronoun[0].lower() in _PLURAL) is not _is_plural(again) or not prompt[pronoun.end() :].startswith(" "):
                return None
            return _Border(sentence, start + len(pronoun[0]) + 1, f"{again} ", opens_sentence=True)
        named = occurrences(actor.what.text.split()[-1], prompt[start : second.start])
        return _Border(sentence, start, "", opens_sentence=True) if named else None
    start = second.start - len(_found(_ADVERB, prompt[: second.start]))
    between = _found(_BETWEEN, prompt[:start])
    if not between.strip() or start - len(between) < first.end or first.start < actor.what.end:
        return None
    alike = _is_participle(first.text) == _is_participle(second.text)
    return _Border(start - len(between), start, f"{again} ", bare=between.strip() == "," and alike)


def _is_plural(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1].lower()
    return last in _PLURAL or singular(last) != last


def _is_participle(motion: str) -> bool:
    return any(word.endswith("ing") for word in motion.split()[:2])


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def _cut(scene: Scene, borders: list[_Border], chosen: set[_Border]) -> list[str]:
    """The prompt in parts; what speaks of the whole picture behind the last action goes with all of them."""
    prompt = scene.prompt
    style = _style(scene, borders[-1].start)
    edges = sorted(chosen, key=lambda border: border.start)
    starts = [(0, ""), *((edge.start, edge.opening) for edge in edges)]
    ends = [*(edge.end for edge in edges), len(prompt) - len(style)]
    texts = []
    for (start, opening), end in zip(starts, ends, strict=True):
        inner = [border for border in borders if start < border.start < end and border not in chosen]
        text = opening + _joined(prompt, start, end, inner).strip(" ,;\n")
        text = text[:1].upper() + text[1:]
        closes = text.endswith((".", "!", "?", "…", '"', "”")) or style.startswith(",")
        texts.append(f"{text}{'' if closes or not prompt.rstrip().endswith('.') else '.'}{style}")
    return texts


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
    return next((prompt[at:] for at in marks if find_phrase(re.split("[,.]", prompt[at + 1 :])[0], about)), "")


def _lost(prompt: str, texts: list[str]) -> str:
    """What of the prompt stands in none of the parts, or in a part and not in the prompt."""
    before = {word.lower() for word in WORD.findall(prompt)}
    after = {word.lower() for text in texts for word in WORD.findall(text)}
    if changed := sorted((after - before - _NEW) | (before - after - _NEW)):
        links = {"then", "finally", "next", "afterwards", "after", "that"}
        if left := [word for word in changed if word not in links]:
            return f'"{left[0]}"'
    for kind, items in facts(read_scene(prompt)).items():
        for item in items:
            if not any(occurrences(item, text) for text in texts):
                return f'{kind} "{item}"'
    return ""
