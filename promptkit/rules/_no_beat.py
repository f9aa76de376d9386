"""Actions that need no time of their own: postures, noises, headings, what is told again or goes along."""

import re
from collections.abc import Callable, Sequence

from promptkit.patterns import lazy
from promptkit.scene import Span
from promptkit.scene.anchors import reading_of
from promptkit.scene.forms import is_plural
from promptkit.scene.lexicon import words
from promptkit.scene.nouns import LIVING, kind_of_word
from promptkit.scene.words import Word

Action = tuple[Word, Span]
"""An action, and the word that it begins with."""
_FEW = 2
"""So many other actions make one of them a heading, or a posture beside them."""
_IS_NO_ACT = lazy(r"(?:act|serve|function)s?\s+(?:like|as)\b|takes?\s+place\b", re.IGNORECASE)
_OPENING = lazy(
    r"(?:begin|start)s?\s+(?:back\s+to\s+back|side\s+by\s+side|face\s+to\s+face|seated|sitting|standing|lying|kneeling)\b|"
    r"begins?\s+(?:in|on|at|apart|together)\b",
    re.IGNORECASE,
)
"""How they are at the beginning; "begins to dance" is an act."""
_WHIRLS_UP = lazy(
    r"(?:kick|churn|stir)s?\s+up\s+(?:[\w-]+\s+){0,4}?(?:dust|sand|snow|spray|water|mud|dirt|leaves|gravel|grit|powder|ash)\b",
    re.IGNORECASE,
)
_LAST_TOUCHES = lazy(r"\b(?:finishing|final|last)\s+touch(?:es)?\b", re.IGNORECASE)
_FOLLOWED = lazy(
    r"\b(?:camera|close|end|ends|we|follow\w*|track\w*|shot|view|video|footage|clip|watch\w*)\b[^.!?\n]*$",
    re.IGNORECASE,
)
_MEANWHILE = lazy(
    r"\b(?:as|(?<!\ba\s)while|whenever|(?<![.!?\n]\s)(?<!^)when)\s+(?:he|she|it|they)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_COLON = lazy(r"(?:(?!\band\b)[^.!?;,:\n]){0,40}:\s[^.!?;\n]{3,60}?,[^.!?;\n]{3,60}?(?:,|\band\b)")
"""Before a list of what is done."""
_LISTED = lazy(r"(?:^|[,.;:!?\n])\s*\w+,\s*$")
_AND_ON = lazy(r",\s*\w+\s*(?:[,.;:!?]|$)")
_FRAME = lazy(
    r"(?:^|[.!?\n])[^.!?,:\n]{0,40}\b(?:scene|cutscene|video|clip|film|ad|advert|spot|story|sketch|animation|short)\s+"
    r"(?:where|in\s+which|about|of|showing|that\s+shows)\b[^.!?\n]*$",
    re.IGNORECASE,
)
_WAYS = frozenset(
    {"up", "down", "back", "forward", "in", "out", "into", "onto", "away", "off", "to", "close", "closer"}
)
_MANY = LIVING | {"doer"}
_IS = frozenset({"is", "are", "was", "were"})


def goes_on(verb: Word, prompt: str) -> bool:
    """Whether a participle tells what is under way beside the acts: "*hopping* over", "*is trying* to"."""
    told = reading_of(prompt).words
    if verb.lower in _IS and verb.i + 1 < len(told):
        return told[verb.i + 1].lower.endswith("ing")
    return verb.lower.endswith("ing") and verb.verb != verb.lower


def taking_time(actions: Sequence[Action], prompt: str) -> list[Action]:
    """Those of one doer's actions, in order, that need time of their own."""
    kept = [action for action in actions if not any(holds(action, actions, prompt) for holds in _REASONS)]
    return _one_walk(_gestures_once(kept, prompt))


def is_noise(verb: Word, told: Sequence[Word]) -> bool:
    """Whether it is a noise and no more: "beeps", but neither "rings a bell" nor "buzzes off"."""
    after = told[verb.i + 1] if verb.i + 1 < len(told) else None
    ends = after is None or after.pos in {"PUNCT", "CCONJ", "SCONJ", "SPACE"} or after.lower == "with"
    return ends and verb.verb in words("motion_other", "noise")


def is_heading(action: Span, prompt: str) -> bool:
    """Whether a colon behind it says that the list that follows are its steps."""
    return _COLON.match(prompt, action.end) is not None


def is_no_act(prompt: str, verb: Word) -> bool:
    """Whether the words behind a verb make it no act: "acts like a sail", "takes place", "kick up dust"."""
    return bool(_IS_NO_ACT.match(prompt, verb.start) or _WHIRLS_UP.match(prompt, verb.start))


def _is_none(action: Action, _actions: Sequence[Action], prompt: str) -> bool:
    return is_no_act(prompt, action[0])


def _is_opening(action: Action, _actions: Sequence[Action], prompt: str) -> bool:
    return _OPENING.match(prompt, action[1].start) is not None


def _is_a_noise(action: Action, _actions: Sequence[Action], prompt: str) -> bool:
    return is_noise(action[0], reading_of(prompt).words)


def _is_a_blink(action: Action, _actions: Sequence[Action], _prompt: str) -> bool:
    """Whether it takes a third of a second."""
    return action[1].text.lower() in {"blink", "blinks"}


def _is_held(action: Action, actions: Sequence[Action], prompt: str) -> bool:
    """Whether it is the posture in which the first sentence shows the doer, and no more."""
    verb = action[0]
    told = reading_of(prompt).words
    after = told[verb.i + 1] if verb.i + 1 < len(told) else None
    moves = after is not None and (after.lower in _WAYS or after.pos == "DET" or after.tag == "PRP$")
    if verb.verb not in words("motion_other", "held") or moves or action is not actions[0]:
        return False
    return sum(other.sentence == verb.sentence for other, _ in actions) == 1 and len(actions) > _FEW


def _heads_others(action: Action, actions: Sequence[Action], prompt: str) -> bool:
    verb, what = action
    behind = [other for other, _ in actions if other.i > verb.i and other.sentence == verb.sentence]
    return len(behind) >= _FEW and is_heading(what, prompt)


def _sums_up(action: Action, actions: Sequence[Action], prompt: str) -> bool:
    """Whether the first sentence tells in one act what later sentences tell step by step."""
    verb, what = action
    later = sum(other.sentence > verb.sentence for other, _ in actions)
    if action is not actions[0] or later < _FEW:
        return False
    alone = sum(other.sentence == verb.sentence for other, _ in actions) == 1
    in_all = verb.verb in words("motion_other", "in_all") or _LAST_TOUCHES.search(what.text)
    return alone and bool(in_all or _FRAME.search(prompt[: what.start]))


def _is_meanwhile(action: Action, _actions: Sequence[Action], prompt: str) -> bool:
    """Whether it only says when something else happens: "as she passes"."""
    said = _MEANWHILE.search(prompt, 0, action[1].start)
    return said is not None and not _FOLLOWED.search(prompt[: said.start()])


def _is_shorthand(action: Action, actions: Sequence[Action], prompt: str) -> bool:
    """Whether it is of a list of bare verbs, the steps of what is told in full: "He dips it. *Dip*, strike, lift"."""
    verb, what = action
    full = [other for other, _ in actions if other.lower.endswith("s") and other.verb != other.lower]
    is_bare = what.text.lower() == verb.verb == verb.lower and bool(full) and full[0].i < verb.i
    return is_bare and bool(_AND_ON.match(prompt, verb.end) or _LISTED.search(prompt, 0, verb.start))


_REASONS: tuple[Callable[[Action, Sequence[Action], str], bool], ...] = (
    _is_none,
    _is_opening,
    _is_a_noise,
    _is_a_blink,
    _is_held,
    _heads_others,
    _sums_up,
    _is_meanwhile,
    _is_shorthand,
)


def _gestures_once(actions: Sequence[Action], prompt: str) -> list[Action]:
    """The actions, with what a bare plural does in one sentence as one: of many, each does something else."""
    told = reading_of(prompt).words
    heads = {word.sentence: word for word in reversed(told) if word.pos not in {"PUNCT", "SPACE"}}
    seen: set[int] = set()
    kept: list[Action] = []
    for verb, what in actions:
        if verb.sentence in seen and verb.verb == verb.lower:
            continue
        head = heads[verb.sentence]
        many = kind_of_word(head.lower) in _MANY and is_plural(head.lower) and verb.i == head.i + 1
        kept.append((verb, what))
        if many:
            seen.add(verb.sentence)
    return kept


def _one_walk(actions: Sequence[Action]) -> list[Action]:
    """The actions, with a way through the picture as one: "enters, crosses, exits"."""
    kept: list[Action] = []
    last = ""
    for verb, what in actions:
        goes_through = (verb.verb in words("motion_other", "walk_on") and last == "walk_in") or (
            verb.verb in words("motion_other", "walk_out") and last == "walk_on"
        )
        last = next((way for way in ("walk_in", "walk_on", "walk_out") if verb.verb in words("motion_other", way)), "")
        if not goes_through:
            kept.append((verb, what))
    return kept
