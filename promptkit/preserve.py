"""The contract of a rewrite: what of the original must still be there, and what must not have come in.

The checks read texts and scenes, not edits, so that they hold for any rewriter: ours, which only inserts, and a
language model's, which may do anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from promptkit.lexicon import (
    WORD,
    beings,
    find_entries,
    implied_by_adjectives,
    materials,
    places,
    singular,
    words,
)
from promptkit.patterns import lazy
from promptkit.scene import Scene
from promptkit.tidy import quotations

KINDS = ("entities", "numbers", "quotes", "names", "camera", "style")
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
    "hundred", "thousand", "million", "both", "half", "pair", "trio", "single", "double", "first", "second", "third",
)  # fmt: skip
_NUMBER = lazy(rf"(?<![\w.])\d+(?:[.,:/]\d+)*(?:\w{{0,3}}|%)(?!\w)|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_ARTICLE = lazy(r"^(?:a|an|the|some|his|her|its|their|this|that|these|those)\s+", re.IGNORECASE)
_EMPTY = frozenset({
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "by", "with", "from", "for", "as", "is", "are", "was",
    "were", "be", "been", "being", "it", "its", "his", "her", "their", "this", "that", "these", "those", "there",
    "while", "into", "onto", "over", "under",
})  # fmt: skip
"""Words that carry no content of their own."""


def facts(scene: Scene) -> dict[str, tuple[str, ...]]:
    """What a prompt says that a rewrite must keep, in the prompt's own words."""
    prompt = scene.prompt
    return {
        "entities": tuple(
            _ARTICLE.sub("", part)
            for anchor in scene.anchors
            for part in re.split(r",\s+", anchor.text)  # "cozy, soft focus" are two, and something may come between
            if WORD.search(part)
        ),
        "numbers": tuple(match.group() for match in _NUMBER.finditer(prompt)),
        "quotes": tuple(prompt[start:end] for start, end in quotations(prompt)),
        "names": tuple(_names(prompt)),
        "camera": tuple(_phrases(prompt, words("camera"))) or tuple(move.span.text for move in scene.camera_moves),
        "style": tuple(_phrases(prompt, words("style"))),
    }


def breaches(before: Scene, after: Scene) -> tuple[str, ...]:
    """Every way in which `after` breaks the contract with `before`, in words; empty when it keeps it."""
    return (*_lost(before, after), *additions(before, after))


def additions(before: Scene, after: Scene) -> tuple[str, ...]:
    """Whoever and whatever came into `after` that has no business there, in words."""
    return (
        *_people_added(before.prompt, after.prompt),
        *_camera_added(before, after),
        *_objects_added(before, after),
    )


def _lost(before: Scene, after: Scene) -> Iterator[str]:
    for kind, items in facts(before).items():
        for item, count in Counter(item.lower() for item in items).items():
            if occurrences(item, after.prompt) < min(count, occurrences(item, before.prompt)):
                yield f'{kind}: "{item}" is lost'
    missing = Counter(_content_words(before.prompt)) - Counter(_content_words(after.prompt))
    if missing:
        yield f"words lost: {', '.join(sorted(missing))}"


def _people_added(before: str, after: str) -> Iterator[str]:
    named = {singular(found.noun) for found in find_entries(before, beings())}
    known = named | {noun.rpartition(" ")[2] for noun in named} | words("addable")  # "the owl" is the snowy owl
    known |= implied_by_adjectives(before)
    for found in find_entries(after, beings()):
        if singular(found.noun) not in known:
            yield f'someone is added: "{found.noun}"'


def _camera_added(before: Scene, after: Scene) -> Iterator[str]:
    moves = Counter((move.move, move.direction) for move in after.camera_moves)
    moves -= Counter((move.move, move.direction) for move in before.camera_moves)
    for move, direction in moves:
        yield f"a camera move is added: {move} {direction or ''}".rstrip()


def _objects_added(before: Scene, after: Scene) -> Iterator[str]:
    """Things named in `after` that `before` neither names nor implies: by its place, as a force, a trace or a part."""
    implied = " ".join(text for found in find_entries(before.prompt, places()) for text in found.entry.ambient)
    known = {singular(word.lower()) for word in WORD.findall(f"{before.prompt} {implied}")} | words("addable")
    known |= implied_by_adjectives(before.prompt)
    for anchor in after.anchors:
        named = [singular(word.lower()) for word in WORD.findall(anchor.text)]
        if named and named[-1] not in known and _is_thing(named[-1]):
            yield f'something is added: "{anchor.text}"'


def _is_thing(noun: str) -> bool:
    return bool(find_entries(noun, (*materials(), *beings())))


def _names(prompt: str) -> Iterator[str]:
    """Capitalised words inside a sentence, and runs of them."""
    for match in re.finditer(r"\b[A-Z][\w'’-]+(?:\s+(?:of\s+|the\s+|de\s+|van\s+)?[A-Z][\w'’-]+)*", prompt):
        opens = re.search(r"(?:^|[.!?:\n]\s*|[\"“]\s*)$", prompt[: match.start()])
        run = match.group().split()
        if not opens:
            yield match.group()
        elif len(run) > 1:
            yield " ".join(run[1:]) if run[0] in ("A", "An", "The", "In", "On", "At") else match.group()


def _phrases(prompt: str, phrases: Iterable[str]) -> Iterator[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    pattern = rf"(?<![\w-])(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?![\w-])"
    for match in re.finditer(pattern, prompt, re.IGNORECASE):
        yield match.group()


def occurrences(item: str, text: str) -> int:
    """How often `item` stands in `text` as words of its own, in any case: "1" is not found in "10"."""
    return len(re.findall(rf"(?<!\w){re.escape(item)}(?!\w)", text, re.IGNORECASE))


def _content_words(text: str) -> list[str]:
    return [word for word in (match.lower() for match in WORD.findall(text)) if word not in _EMPTY]
