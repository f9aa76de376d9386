"""Negative prompts: bare terms, what they cover, what is advised, and how they reach a model."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil

from promptkit.lexicon import WORD, singular
from promptkit.motion_terms import FACES, MOTION_TERMS, MotionTerm, motion_terms_in, worded
from promptkit.patterns import lazy
from promptkit.rule import Edit, Fix
from promptkit.scene import Span
from promptkit.scene.nouns import names_somebody
from promptkit.shot import Shot
from promptkit.target import LengthUnit, Target
from promptkit.tidy import is_quoted

_TERM = lazy(r"(?:[^,;，；、。\n.!?]|[.!?](?!\s|$))+")
_NEGATION = r"""
    (?:please\s+|absolutely\s+|strictly\s+|there\s+(?:should|must)\s+be\s+)*
    (?:
      (?: (?:do|must|should|shall)\s+not | (?:do|must|should)n['’]?t | never )
      (?:\s+(?:show|include|have|add|use|make|generate|render|create|allow|want|produce|put|display|let))?
      | no | not | without | avoid(?:ing)? | exclud(?:e|ing) | free\s+(?:of|from)
      | 不要 | 没有 | 禁止 | 避免
    )(?:(?<=[\u4e00-\u9fff])|\s+)(?:(?:any|an?|the|anything)\s+)*"""
_NEGATED = lazy(f"(?:{_NEGATION})+", re.IGNORECASE | re.VERBOSE)
_NOT_A_NEGATION = lazy(
    r"no\s+(?:one\b|man['’]s\b|(?:more|less|fewer|longer)\b|(?:\w+\s+){1,2}(?:signs?|zones?)\b)|not\s+safe\s+for\s+work",
    re.IGNORECASE,
)
_OR = lazy(r",?\s+(?:n?or|and)\s+(?:no|without|any)\s+|,?\s+n?or\s+", re.IGNORECASE)
_KEPT_OUT = lazy(
    r"(?:\b(?:no|not|never|nor|neither|without|avoid(?:ing)?|exclud(?:e|ing)|except|instead\s+of|rather\s+than|absence\s+of"
    r"|free\s+(?:of|from)|don['’]?t|can(?:no|['’])t)\b|n['’]t\b)[^.;!?\n]*$",
    re.IGNORECASE,
)
"""A word that turns what follows it in the same sentence into something that is not wanted or not there."""
_ORDERED = lazy(r"(?:please\s+)*(?:(?:do|must|should|shall)\s*(?:not|n['’]?t)|never)\b", re.IGNORECASE)
_DEFECTS = {
    "distort": "distorted", "deform": "deformed", "warp": "warped", "morph": "morphing", "blur": "blurred",
    "flicker": "flickering", "crop": "cropped", "merge": "merged", "duplicate": "duplicated", "stretch": "stretched",
    "melt": "melting", "change": "changing", "mutate": "mutated", "twist": "twisted", "bend": "bent",
}  # fmt: skip
"""What is done to a thing → how it then is."""
_NEXT_ORDER = lazy(rf",\s+|\s+and\s+(?=(?:{'|'.join(_DEFECTS)})\b)", re.IGNORECASE)
_REACH = 300
"""Characters before a word in which such a word is looked for."""
_NO_SPACES = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_WORDS_A_TOKEN = 0.7
"""The middle of "100 tokens are about 60 to 80 English words": at 60, prompts that fit would be called too long."""
_EXCLUSION = lazy(
    r"(?:^|[,.;:(])[^\S\n]*(?:(?:and|but|please)\s+)*(?P<order>(?:no|avoid)\s+"
    r"(?!(?:one|longer|matter|more|doubt|wonder)\b)[^\W\d][\w'’-]*(?:\s+[\w'’-]+){0,3})\s*(?=[,.;)!]|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""One between two commas, of up to four words: longer ones are mostly sentences of the story."""
_NOT_SEEN = lazy(
    r"(?:no|avoid)\s+(?:(?:any|background|ambient|extra|hard|jump|quick|speed|scene|camera|spoken|talking|loud)\s+)*"
    r"(?:music|sounds?|audio|sfx|dialog(?:ue)?s?|voice-?\s?overs?|voices?|narrations?|narrators?|speech|speaking|talking|"
    r"lyrics|vocals|soundtrack|cuts?|cutting|edits?|editing|ramps?|ramping|transitions?|montage|zoom\w*|pan\w*|tilt\w*|"
    r"dolly|camera\s+mov\w+|"
    r"slow[- ]?mo(?:tion)?|time-?lapse|wait|thanks|problem|worries|kidding|really|sorry|no|need|rush|hurry)\b"
    r"(?!\s+(?:sheets?|boards?|bars?|waves?|equipment))",
    re.IGNORECASE,
)
"""What is heard, edited or filmed, and a "no" to oneself: no list of what a picture should be without."""
_BARE = lazy(
    r"\s*(?:,|,?\s*(?:and|n?or))\s*(?P<term>(?!(?:no|avoid)\b)[^\W\d][\w'’-]*(?:\s+[\w'’-]+){0,2})\s*(?=[,.;)!]|$)",
    re.IGNORECASE,
)
"""What may go on the list that an exclusion begins: "no jerky motion, flickering, warping"."""


@lru_cache(maxsize=64)
def terms(negative: str | None) -> tuple[Span, ...]:
    """The terms of a negative with their places, in order; separators and outer spaces left out."""
    found = []
    for match in _TERM.finditer(negative or ""):
        text = match[0].rstrip(" \t.!?\r")
        start = match.start() + len(text) - len(text.lstrip())
        if text.strip():
            found.append(Span(text.strip(), start, match.start() + len(text)))
    return tuple(found)


def exclusions(prompt: str) -> Iterator[Span]:
    """What a prompt rules out of the picture in words of its own ("no text"), each order with the "no" before it."""
    told: dict[str, int] = {}
    for match in _EXCLUSION.finditer(prompt):
        order = Span(match["order"], *match.span("order"))
        who = order.text.split(maxsplit=1)[1].lower()
        if who not in told:
            told[who] = _first_told(who, prompt)
        if order.start <= told[who] and not _NOT_SEEN.match(order.text):
            yield order


def _first_told(who: str, prompt: str) -> int:
    """Where somebody first stands in the story, whose "no father" then tells that he is gone; else its end."""
    first = next(mentions(prompt, who), None) if names_somebody(who) else None
    return first.start if first else len(prompt)


def without_exclusions(prompt: str) -> str:
    """The prompt without what it rules out, of which it asks for nothing."""
    kept, last = [], 0
    for start, end in _ruled_out(prompt):
        kept.append(prompt[last:start])
        last = end
    return "".join([*kept, prompt[last:]])


def ruled_out(prompt: str) -> str:
    """The terms that a prompt's exclusions rule out, as a negative would list them; so are bare ones that follow.

    >>> ruled_out("A man walks, no jerky motion, flickering.")
    'jerky motion, flickering'
    """
    return ", ".join(prompt[start:end] for start, end in _ruled_out(prompt))


def _ruled_out(prompt: str) -> list[tuple[int, int]]:
    found = []
    for order in exclusions(prompt):
        found.append((order.end - len(order.text.split(maxsplit=1)[1]), order.end))
        while bare := _BARE.match(prompt, found[-1][1]):
            found.append(bare.span("term"))
    return found


def absent_motion_terms(negative: str | None, *, faces: bool = True) -> tuple[MotionTerm, ...]:
    """The motion defects that no term names, by any of their words; without `faces`, those of faces may be absent."""
    named = {default.term for term in terms(negative) for default in motion_terms_in(term.text)}
    wanted = (default for default in MOTION_TERMS if faces or default.term != FACES)
    return tuple(default for default in wanted if default.term not in named)


def advised(target: Target | None, prompt: str, *, faces: bool = True) -> tuple[str, ...]:
    """A whole negative for a shot that has none: the model's own default, the motion terms, the target's terms.

    Without `faces`, defects of faces are left out unless the model's own default names them.
    """
    own = target.negative.default if target else None
    extra = target.negative.terms if target else ()
    return distinct(
        (
            *(term.text for term in terms(own)),
            *worded(absent_motion_terms(own, faces=faces), without_exclusions(prompt)),
            *extra,
        )
    )


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each term once, whatever its case, in order of first mention."""
    return tuple({word.casefold(): word for word in words}.values())


def appended(negative: str | None, extra: Iterable[str]) -> str:
    """What to write behind a negative so that it also holds `extra`."""
    known = {term.text.casefold() for term in terms(negative)}
    new = ", ".join(word for word in distinct(extra) if word.casefold() not in known)
    body = (negative or "").rstrip()
    if not body or not new:
        return new
    gap = "" if negative != body else " "
    return f"{gap if body[-1] in ',;，；、' else ', '}{new}"


def folded(prompt: str, negative: str | None) -> str:
    """The prompt with the negative written into it, for models that take exclusions there and nowhere else.

    >>> folded("A man walks.", "jerky motion, flickering")
    'A man walks. No jerky motion, no flickering.'
    """
    words = [f"no {term.text}" for term in terms(negative)]
    if not words:
        return prompt
    body = prompt.rstrip().rstrip(";；").rstrip()  # behind the last semicolon of a list of shots it would be one more
    stop = "" if not body or body[-1] in ".!?。！？" else "."
    sentence = ", ".join(words)
    return f"{body}{stop} {sentence[0].upper()}{sentence[1:]}.".lstrip()


def overrun(shot: Shot, negative: str, target: Target | None) -> str:
    """What is too short for the shot with this negative, in words; empty where it fits."""
    if target is None:
        return ""
    limit, limits = target.negative.max, target.prompt
    if limit is not None and len(negative) > limit:
        return f"{target.full_name} takes {limit} characters"
    most = (shot.image and limits.max_with_image) or limits.max
    if target.negative.channel == "prompt" and most and measure(folded(shot.prompt, negative), limits.unit) > most:
        return f"{target.full_name} takes {most} {limits.unit} for prompt and negative together"
    return ""


def append_fix(shot: Shot, words: Sequence[str], target: Target | None) -> tuple[Fix | None, str]:
    """How to append terms to the shot's negative; None where they do not fit, and then what is too short, in words."""
    negative = shot.negative or ""
    body = len(negative.rstrip())
    text = appended(negative[:body], words)
    too_short = overrun(shot, negative[:body] + text, target)
    edit = Edit("negative", body, len(negative), text)
    return None if too_short else Fix(True, f"append {', '.join(words)}", (edit,)), too_short


def measure(text: str, unit: LengthUnit) -> int:
    """Length of a text in a unit; tokens are an estimate (see the page of `overlong-prompt`)."""
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "tokens":
        dense = len(_NO_SPACES.findall(text))
        rest = _NO_SPACES.sub(" ", text)
        return dense + ceil(max(len(rest.split()) / _WORDS_A_TOKEN, len(rest.strip()) / 4))
    return len(text)


def negations(negative: str | None) -> Iterator[tuple[Span, str]]:
    """Terms worded as instructions ("no flicker", "don't show text"), each with the bare words it comes to."""
    for term in terms(negative):
        match = _NEGATED.match(term.text)
        if match and not _NOT_A_NEGATION.match(term.text):
            bare = _OR.sub(", ", term.text[match.end() :]).strip(" ,.!")
            yield term, _as_defect(bare) if _ORDERED.match(term.text) else bare


def _as_defect(order: str) -> str:
    """What is to be kept out, of what is not to be done: "distorted hands" for "distort hands"."""
    told: list[str] = []
    bare = ""
    for part in reversed(_NEXT_ORDER.split(order)):
        verb, _, thing = part.partition(" ")
        defect = _DEFECTS.get(verb.lower())
        bare = re.sub(r"(?i)^(?:the|his|her|its|their|any)\s+", "", thing) or bare  # "distort or deform *hands*"
        told.append(f"{defect} {bare}" if defect and bare else part)
    return ", ".join(reversed(told))


def default_terms(target: Target | None) -> tuple[str, ...]:
    """The terms of the negative that the model uses by itself, less the "and" before the last of a list."""
    own = target.negative.default if target else None
    return tuple(re.sub(r"^(?:and|or)\s+", "", term.text, flags=re.IGNORECASE) for term in terms(own))


def mentions(prompt: str, term: str) -> Iterator[Span]:
    """Where the prompt itself names a term, in any form of its words; what it quotes or rules out does not count.

    >>> [place.text for place in mentions("Rain falls. No rains in summer.", "rain")]
    ['Rain']
    """
    wanted = [stem(match.group()) for match in WORD.finditer(term)]
    words, places = _stems(prompt)
    for first in places.get(wanted[0], ()) if wanted else ():
        run = words[first : first + len(wanted)]
        start, end = run[0][1], run[-1][2]
        if [word for word, _, _ in run] != wanted or re.search(r"[,;:.!?\n]", prompt[start:end]):
            continue
        if not _KEPT_OUT.search(prompt[max(0, start - _REACH) : start]) and not is_quoted(prompt, start, end):
            yield Span(prompt[start:end], start, end)


@lru_cache(maxsize=8)
def _stems(prompt: str) -> tuple[tuple[tuple[str, int, int], ...], dict[str, list[int]]]:
    """The words of a prompt by their stems, with their places; and where each stem stands among them."""
    words = tuple((stem(match.group()), *match.span()) for match in WORD.finditer(prompt))
    places: dict[str, list[int]] = {}
    for number, (word, _, _) in enumerate(words):
        places.setdefault(word, []).append(number)
    return words, places


def stem(word: str) -> str:
    """What the forms of a word have in common, for comparing only: "flickers", "flickering" → "flicker".

    At least three letters are left, so that "king" and "red" stay whole, and a doubled last letter counts once.
    """
    plain = word.lower().replace("’", "'")
    bare = singular(plain) if plain.endswith("ings") else re.sub(r"(?<=\w{3})(?:ing|ed)$", "", singular(plain))
    return re.sub(r"(?<=\w{2})(.)\1$", r"\1", bare)
