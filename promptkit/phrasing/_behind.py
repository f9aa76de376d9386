"""The noun phrase that stands behind a verb, and names what it is done to."""

import re
from functools import cache

from promptkit.lexicon import beings, find_entries, find_things
from promptkit.patterns import lazy
from promptkit.phrasing._place import sentence_around
from promptkit.scene import Scene, Span

_LEFT_BEHIND = lazy(r"\s+(?:down\s+)?(?:off|from|out of)\s+", re.IGNORECASE)
"""Before what something falls from."""
_ADJECTIVES = lazy(r",\s+(?!(?:an?|the|his|her|their|its|some|two)\b)")
"""Between adjectives: "a sturdy, concrete wall"."""
_MANNER = lazy(r"\s+(?:sideways|backwards?|forwards?|head-on|apart|flat|hard)$")
"""What says how, and was read as the noun."""
_UP = lazy(r"\s+(?:high(?:er)?|aloft|skywards?|upwards?|downwards?|overhead|uphill|downhill|ashore|home)$")
"""What says where to, and is the noun of nothing that is thrown."""
_HOW = r"(?:\w+ly|hard|straight|right|backwards?|forwards?|sideways|head-?first|face-?first)"
"""What may stand between a verb and what it is done to."""
_MORE = lazy(
    r"(?P<one>\s+(?!(?:by|with|to|of|and|or|as|while|like)\b)[a-z]+)(?P<two>\s+(?!(?:uphill|downhill|home|ashore)\b)[a-z]+)?"
    r"(?=\s*(?:[,.;:!?\n]|$)|\s+(?:in|on|at|with|into|onto|from|across|over|off|under|near|beside|by|against|during|down|"
    r"along|through|towards?|around|past|between|uphill|downhill|home)\b)"
)
_ENDS = lazy(r"\s*(?:[,.;:!?\n]|$)")
_OTHER_WORD = lazy(
    rf"\s+(?:{_HOW}\s+)?(?P<word>"
    r"(?:from|into|onto|through|with|at|by|to|on|in|as|and|or|but|while|until|across|along|against|towards?|behind|beneath|"
    r"beside|between|among|before|after|near|away|is|are)(?![\w'’-])"
    r"|(?:off|out|up|down|back|over|past|around|round|like|under)"
    r"(?=\s*(?:$|[,.;:!?])|\s+(?:an?|the|his|her|its|their|and|or|as|on|in|at|to|from|into|onto|with|by|for)\b))",
    re.IGNORECASE,
)
"""Right behind a verb: a word with which no noun phrase begins."""
_NAME = lazy(
    r"(?:(?:an?|the|some|his|her|their|its)\s+)?"
    r"(?:(?!(?:over|up|down|off|out|on|in|at|to|into|onto|through|with|from|by|and|or|of|him|her|them|it|back|away|against|across|along|around|past)\b)"
    r"[\w'’-]+\s+){0,2}"
)
"""What may stand before a noun."""


def phrase_behind(scene: Scene, start: int, preps: tuple[str, ...]) -> Span | None:
    """The noun phrase that stands right behind `start`, but for an adverb and one of the prepositions."""
    if not _may_stand(scene.prompt, start, preps):
        return None
    found = _read_at(scene, start, preps)
    return whole_phrase(scene, found) if found else _listed_at(scene, start, preps)


@cache
def _lead(preps: tuple[str, ...], behind: str = "") -> re.Pattern[str]:
    """What may stand between the verb and the phrase."""
    allowed = "|".join(re.escape(prep) + r"\s+" if prep else "" for prep in sorted(preps, key=len, reverse=True))
    return lazy(rf"\s+(?:{_HOW}\s+)?(?:{allowed}){behind}", re.IGNORECASE)


def _may_stand(prompt: str, start: int, preps: tuple[str, ...]) -> bool:
    """Whether such a phrase may stand there, by the next words: a look that spares the parser."""
    if "onto" in preps and _LEFT_BEHIND.match(prompt, start):
        return True
    if "" not in preps and not _lead(preps).match(prompt, start):
        return False
    other = _OTHER_WORD.match(prompt, start)
    return other is None or other["word"].lower() in {prep.partition(" ")[0] for prep in preps}


def _read_at(scene: Scene, start: int, preps: tuple[str, ...]) -> Span | None:
    """The same, of the phrases that were read."""
    for anchor in scene.anchors:
        if anchor.start < start < anchor.end and "" in preps:  # a verb read as a noun: "black kicks soccer balls"
            behind = scene.prompt[start : anchor.end].lstrip()
            return Span(behind, anchor.end - len(behind), anchor.end)
        if anchor.start > start:
            between = scene.prompt[start : anchor.start]
            if _LEFT_BEHIND.fullmatch(between) and "onto" in preps:
                return phrase_behind(scene, anchor.end, tuple(prep for prep in preps if prep))
            return anchor if _lead(preps).fullmatch(between) else None
    return None


def whole_phrase(scene: Scene, phrase: Span) -> Span:
    """A phrase that was read too short, or over a comma: "a pancake [stack]", "the drum, stage light"."""
    if (said := _UP.sub("", phrase.text)) != phrase.text:
        return Span(said, phrase.start, phrase.start + len(said))
    first = _MANNER.sub("", phrase.text.split(",")[0])
    if first != phrase.text and any(thing.end == len(first) for thing in find_things(first)):
        return Span(first, phrase.start, phrase.start + len(first))
    if joined := _ADJECTIVES.match(scene.prompt, phrase.end):
        after = next((each for each in scene.anchors if each.start == joined.end()), None)
        if after and not _is_named(phrase.text):
            return Span(scene.prompt[phrase.start : after.end], phrase.start, after.end)
    more = _MORE.match(scene.prompt, phrase.end)
    if more is None:
        return phrase
    named = [thing for thing in find_things(phrase.text) if thing.end == len(phrase.text)]
    if named and (more["two"] or (named[0].plural and not _ENDS.match(scene.prompt, more.end()))):
        return phrase  # "potatoes one by one", but "a bronze gong in a temple"
    longer = scene.prompt[phrase.start : more.end()]
    ends = any(thing.end == len(longer) for thing in find_things(longer))
    return Span(longer, phrase.start, phrase.start + len(longer)) if ends else phrase


def _is_named(phrase: str) -> bool:
    """Whether its last noun is that of a thing or of somebody, so that no adjective ends it."""
    return any(found.end == len(phrase) for found in (*find_things(phrase), *find_entries(phrase, beings())))


def _listed_at(scene: Scene, start: int, preps: tuple[str, ...]) -> Span | None:
    """The same, of the things that are known, where no phrase was read: "slaps dough"."""
    if not scene.anchors:
        return None
    stop = sentence_around(scene.prompt, start)[1]
    found = next(iter(find_things(scene.prompt[start:stop])), None)
    if found is None or any(anchor.start < start + found.end <= anchor.end for anchor in scene.anchors
                            if anchor.end != start + found.end):  # fmt: skip
        return None
    lead = _lead(preps, rf"(?={_NAME.pattern}$)").match(scene.prompt, start, start + found.start)
    if lead is None:
        return None
    begins, end = lead.end(), start + found.end
    return Span(scene.prompt[begins:end], begins, end)
