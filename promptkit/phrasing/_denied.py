"""What a prompt says is not there, or does not move."""

from functools import cache

from promptkit.lexicon import WORD, Action, actions, behaviours, verb_in
from promptkit.patterns import lazy
from promptkit.scene.unwanted import without_orders

_NEGATION = lazy(
    r"(?i)\b(?:no|not|never|without|nobody|none|nothing|neither|nor|cannot|lacks?|lacking|absent|minus|instead of|"
    r"rather than|devoid of|free of|empty of|no longer|\w+n['’]t)\b(?!-)"
)
_STRETCH_END = lazy(r"[,.;:!?…\n()]|\s[–—-]\s|\bbut\b|\bjust\b|\bonly\b")
_MOVING = lazy(
    r"(?i)\b(?:mov(?:e|es|ed|ing|ement)|motion|stir(?:s|red|ring)?|budg(?:e|es|ed|ing)|breath of|"
    r"tremors?|animation|flickers?|blinks?|twitch(?:es)?|happens?|shift(?:s|ed|ing)?)\b"
)
_NO_MOTION = lazy(r"(?i)\b(?:motion|movements?|action|animation)\b[^\w.]{1,5}(?:none|zero|nil|null|off|false|0)\b")
_KEPT_STILL = lazy(
    r"(?i)\ball (?:of them )?still\b|(?:^|[,.] )still(?: grass| picture)?(?=\s*(?:[,.]|$))|\b(?:tall|a), still\b"
    r"|\b(?:(?:keep|keeps|kept|stay|stays|remain|remains|hold|holds|held)\b(?:\s+\w+)?"
    r"|(?:\w+ly|very|so|quite|stock|dead))\s+still\b"
    r"|\b(?:hold|strik|keep)(?:s|es|ing)?\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,2}(?:pose|posture|salute)\b"
)
"""What is told, or held, as still."""
_BORNE = ("in moving air", "carried", "falling", "dripping")
"""Behaviours whose forms, as nouns too, are motion: "not a ripple", "no drift"."""


def denials(prompt: str) -> tuple[tuple[int, int], ...]:
    """The stretches of the prompt that a "no" or "without" governs: each to the next mark or the next such word."""
    negations = list(_NEGATION.finditer(prompt))
    bounds = [*(match.start() for match in negations[1:]), len(prompt)]
    found: list[tuple[int, int]] = []
    for match, bound in zip(negations, bounds, strict=False):
        end = _STRETCH_END.search(prompt, match.end(), bound)
        found.append((match.start(), end.start() if end else bound))
    return tuple(found)


def denied_motion(prompt: str) -> str | None:
    """The words by which a prompt says that something does not move: "not a leaf stirs"; None when it does not."""
    if told := _NO_MOTION.search(prompt) or _KEPT_STILL.search(prompt):
        return told[0]
    for start, end in denials(prompt := without_orders(prompt)):
        words = {match.group().lower() for match in WORD.finditer(prompt, start, end)}
        if _MOVING.search(prompt, start, end) or words & _borne() or verb_in(prompt[start:end], _restless()):
            return prompt[start:end].strip()
    return None


@cache
def _borne() -> frozenset[str]:
    return frozenset[str]().union(*(entry.forms for entry in behaviours() if entry.name in _BORNE))


@cache
def _restless() -> tuple[Action, ...]:
    return tuple(action for action in actions() if not action.calm)
