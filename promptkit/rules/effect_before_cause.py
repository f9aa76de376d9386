"""`effect-before-cause`: an effect is told before the event that brings it about."""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy, may_hold, telltales
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._told_after import AGO, told_after
from promptkit.scene import Element, Scene, Span
from promptkit.tidy import is_quoted

_AFTER = r"after|when|once|because|as\s+soon\s+as|the\s+moment"
"""What follows these came first, whatever it is."""
_SUDDEN = (
    r"pass|hit|strike|land|slam|explode|burst|crash|collide|drop|jump|leap|enter|open|close|shut|kick|throw|bite|touch|"
    r"bump|knock|poke|sneeze|cough|clap|snap|rush|speed|race|thunder|roar|zoom|dash|gallop|swerve|brake|step|stomp|stamp|fire|fall|"
    r"flop|plunge|dive|block(?=s)|parry|parries|clash|deflect|punch|slap|split|splits|chop|tackle|topple|fling|hurl|smash|"
    r"shoot|stab|pounce|splash|spike"
)
"""Verbs of events that are over in a moment: after "as" only these come before what they do, and not along with it."""
_CAUSE = lazy(
    rf"(?:(?:{_AFTER})\s+(?!of\b|every\b|each\b|(?:being\s+)?\w+$)(?P<event>.+)|"
    rf"as\s+(?P<along>.*\b(?:{_SUDDEN})(?:es|s)?\b.*))",
    re.IGNORECASE | re.DOTALL,
)
_FLUNG = lazy(
    r"(?:.*\W)?(?:sparks?|embers?|flames?|smoke|steam|dust|water|spray|foam|splash(?:es)?|drops?|droplets|splinters?|shards?|debris|"
    r"lightning)",
    re.IGNORECASE,
)
"""What moves by itself once it is there, and is thrown up by a blow all the same."""
_LASTING = lazy(
    r"(?:\S+\s+){0,3}?\b(?:wind|winds|breeze|air|gusts?|gale|storm|draught|draft|gravity|current|swell|tide|heat|"
    r"warmth|"
    r"cold|sun|sunlight|light|rain|weight|temperature|pressure|music|time|night|days?|weeks?|years?|winter|spring|"
    r"summer|autumn|season|while|"
    r"seconds?|moments?|minutes?|hours?)\b",
    re.IGNORECASE,
)
"""Forces and times that last as long as what they do: nothing comes first."""
_PRONOUN = lazy(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|you|your|we|us|our|i|my|this|that)\b", re.IGNORECASE
)
_RELATIVE_PLACE = lazy(r"\bthe\s+(?:far|near|other|opposite|same)\b", re.IGNORECASE)
"""An end or side of what was named before."""
_BESIDE_IT = lazy(
    r"\b(?:under(?:neath)?|beneath|below|above|over(?:head)?|behind|beside|by|past|nearby|alongside|in\s+front|around|"
    r"through|across|into|onto|over|between|among|inside|within|against|along|on|in)\s*$",
    re.IGNORECASE,
)
"""A place beside what was named before, which would not have been named yet."""
_OPENING = lazy(r"(?:a|an|the|her|his|their|its|one|two|three|some|several|many|all)\b", re.IGNORECASE)
"""Words whose capital at the start of a sentence is no part of them."""
_TOLD_FIRST = lazy(rf"\s*(?:as|{_AFTER})\b", re.IGNORECASE)
_LINK = lazy(
    r"(?<!\s),?\s+(?:(?<!,\s)(?:right\s+|just\s+|only\s+|shortly\s+)?(?:after|once|as\s+soon\s+as|the\s+moment)|"
    r"(?P<when>when)|"
    r"(?P<why>because|(?<=,\s)since)|(?P<noun>as\s+a\s+(?:direct\s+)?(?:result|consequence)\s+of|due\s+to|owing\s+to|"
    r"thanks\s+to|because\s+of|following))\s+(?=(?:an?|the|one|another|someone|somebody|his|her|its|their|our|"
    r"two|three|"
    r"several|some)\s+(?!(?:time|while|day|night|week|year|moment)s?\b))",
    re.IGNORECASE,
)
"""Before somebody's or something's doing, which came first. Behind a comma "after" is often meant as "then"."""
WORDS_OF_ORDER = telltales(
    "after|once|as soon as|the moment|when|because|since|as a result|as a direct result|consequence|due to|owing to|"
    "thanks to|following|then|before|earlier"
)
"""Each match of `_LINK`, `_THEN` and `AGO` holds one of them."""
_NO_DEED = lazy(
    r"[^,;]*?\b(?:is|are|was|were)\s+(?:so\s+|very\s+|too\s+)?(?!being\b|just\b|hit\b|struck\b|"
    r"cut\b)\w+(?<!ed)(?<!ing)(?<!en)\b|"
    r"\S+\s+(?:\w+\s+)?(?:loves?|likes?|wants?|needs?|knows?|thinks?|feels?|looks?|seems?|belongs?|lives?)\b",
    re.IGNORECASE,
)
"""A state is no event: "because the road is narrow"."""
_GOES_ON = lazy(
    r"(?:is|are)\s|\w+ing\b|(?:walk|run|drive|ride|sail|fl(?:y|ie)|drift|float|glide|move|stand|sit|wait|read|"
    r"sleep|travel|cruise|"
    r"speed|race|hover|swim|hang)(?:e?s)?\b(?!\s+(?:up|off|out|away|apart)\b)",
    re.IGNORECASE,
)
"""Goes on already when something happens: "a car drives along when a deer leaps out" is in order, and so
is "a man walks home after the concert ends"."""
_NOT_SO = lazy(r";|\b(?:can|ca|do|does|did|will|would|could|is|are)(?:n['’]t|not|\s+not)\b|\bwon['’]t\b", re.IGNORECASE)
"""Between a motion and its "because" what is not so: "they argue; we can't hear them because a train is passing"."""
_DEED = lazy(
    r"\b(?:blast|explosion|shake|kick|push|hit|blow|strike|crash|collision|impact|jolt|punch|pull|shove|tug|"
    r"tap|knock|bang|"
    r"earthquake|landslide|throw|shot|bite|touch|fall)s?\b",
    re.IGNORECASE,
)
"""Nouns of events, for behind "due to" and "following"."""
_DOES = lazy(r"(?<=\w\s)\w+(?:s|ed)\b", re.IGNORECASE)
"""A finite verb, which "after a double shift" lacks."""
_SENTENCE_END = lazy(r"[.!?\n]")
_CONDITION = lazy(r"\b(?:only|just|even|except|but|not|never|always|exactly)\s*$", re.IGNORECASE)
"""Before a "when" that says on what terms something happens: "it turns only when the lightning flashes"."""

_THING = r"(?:it|them|its\s+\w+|the\s+first(?:\s+one)?)\b(?!\s+(?:up|out|over|away|aside|down\s+on)\b(?!\s+(?:of|off)))"
_THEN = lazy(
    r"\b(?P<effect>shatter(?:s|ed)?|smash(?:es|ed)?|break(?:s|ing)?|broke|burst(?:s)?|explodes?|collapses?|crack(?:s)?|splinters?|"
    r"splash(?:es)?|scatters?|pops?|falls?|fell|topples?|tumbles?|tips?|rings?|tolls?|swings?|bends?|caves?|goes\s+out|"
    r"fl(?:y|ies)\s+(?:up|apart|open|off))\b[^.;!?\n]*?"
    r"(?:,?\s+and\s+then|,?\s+then|[.;]\s+then|,?\s+and\s+only\s+then)\s+"
    r"(?P<event>(?P<who>(?:an?|the|another|one|some(?:body|one)|his|her|their)\b[^.;,!?\n]*?)\s+(?:"
    rf"(?:hits?|strikes?|kicks?|knocks?|pushes|push|punch(?:es)?|smash(?:es)?|pierces?|pricks?|shoots?|rams?|pulls?|press(?:es)?|"
    rf"crush(?:es)?|touch(?:es)?|taps?|pokes?|pops?|slaps?|shoves?|tugs?|blows?\s+(?:on|at|out)|bumps?\s+into|trips?\s+over|"
    rf"steps?\s+on|cuts?)\s+{_THING}"
    r"|(?P<goes>fl(?:y|ies)|rolls?|crash(?:es)?|slams?|drives?|plunges?|drops?|falls?|lands?|plows?|ploughs?|runs?)\s+"
    r"(?:straight\s+|right\s+)?(?:into|through|against|onto|on)\s+(?:it|them)\b"
    r"|(?P<into>jumps?|dives?|plunges?|drops?|falls?|leaps?|cannonballs?|steps?|lands?)\s+(?:in|into)\s+"
    r"(?:the\s+(?:\w+\s+)?(?:pool|water|lake|river|puddle|pond|sea|tub)|it)\b))",
    re.IGNORECASE,
)
"""An effect, and "then" what hits, pushes or goes through the very thing."""
_WET = lazy(r"splash", re.IGNORECASE)


@rule(code="CAU002", family="cause", severity="note", asks_motion=True)
def effect_before_cause(scene: Scene) -> Iterator[Finding]:
    """The effect of an event is told before the event.

    Why:
        A text is drawn in the order in which it is told: an effect that comes first starts with the first frame, and
        its cause arrives when all is over. Told in order, cause and effect also fall into their places in time.
        Forces that last (wind, a current, the mover's own steps) may follow what they move. Found are "as", "after",
        "once", "when", "because", "due to" before another's doing, sentences that go back ("before that", "a cat has
        knocked it off"), and what breaks or falls and only "then" is hit ("the window shatters, then a ball flies
        through it").
    Bad:
        Her hair flies back as the train passes.
    Good:
        As the train passes, her hair flies back.
    Fix:
        Unsafe: turns the sentence round. None is offered where it has more than these two parts, or where a pronoun
        would come before its noun, or where the effect is a living being's own act.
    References:
        HunyuanVideo-1.5 text-to-video rewriter: actions in chronological order, causality reviewed. LTX-Video prompt
        enhancer: chronological (ltx_video/utils/prompt_enhance_utils.py). PEBench 2026: "action and narrative logic"
        asks for causal progression.
    """
    told: set[int] = set()
    for element in scene.elements:
        effect, cause = _before_its_cause(element), element.cause
        if (
            (element.can_move_itself and not _FLUNG.fullmatch(element.what.text))
            or not effect
            or not cause
            or cause.start in told
            or not _comes_late(scene, effect, cause)
        ):
            continue
        told.add(cause.start)
        message = f'"{effect.text}" is told before what brings it about ("{cause.text}"); tell the cause first'
        yield Finding(message, effect.start, cause.end, fix=_turned(scene.prompt, effect, cause))
    if not told:
        yield from [*_told_behind(scene)] or _told_late(scene)


def _before_its_cause(element: Element) -> Span | None:
    """The last motion in front of the cause: in "flexes, then springs back when it slides off" the springing back."""
    cause = element.cause
    before = [motion for motion in element.all_motions if cause and motion.end <= cause.start]
    return before[-1] if before else element.motion


def _told_behind(scene: Scene) -> Iterator[Finding]:
    """The first effect whose cause comes in a sentence of its own, which says that it came first."""
    for element in scene.elements:
        late, effect = told_after(scene, element), element.motion
        if late and effect:
            message = f'"{effect.text}" is told before what brings it about ("{late.text}"); tell the cause first'
            yield Finding(message, effect.start, late.end)
            return


def _told_late(scene: Scene) -> Iterator[Finding]:
    """Events that are joined by a word which says that the second came first, whoever does them."""
    prompt = scene.prompt
    if not may_hold(prompt, WORDS_OF_ORDER):
        return
    for link in _LINK.finditer(prompt):
        start = max((mark.end() for mark in _SENTENCE_END.finditer(prompt, 0, link.start())), default=0)
        end = link.end() + len(re.split(r"[.!?\n,;]|\s+and\s", prompt[link.end() :])[0])
        event = prompt[link.end() : end]
        effect = None if _CONDITION.search(prompt, start, link.start()) else _effect(scene, link, start)
        is_state = _LASTING.match(event) or _NO_DEED.match(event) or _TOLD_FIRST.match(prompt, start)
        if effect and not is_state and _is_event(scene, link, end) and _named_first_here(prompt, event, effect):
            message = f'"{effect.text}" is told before what brings it about ("{event.strip()}"); tell the cause first'
            yield Finding(message, effect.start, end)
    for match in _THEN.finditer(prompt):
        if _is_turned(match) and not is_quoted(prompt, match.start()):
            message = (
                f'"{match["effect"]}" is told before what brings it about ("{match["event"]}"); tell the cause first'
            )
            yield Finding(message, match.start("effect"), match.end("event"))
    for back in AGO.finditer(prompt):
        if is_quoted(prompt, back.start()):
            continue
        message = (
            f'"{back[0].strip(" ,")}" goes back to what came first; tell the events in the order of their happening'
        )
        yield Finding(message, *back.span())


def _is_turned(match: re.Match[str]) -> bool:
    """Whether what comes second can only have come first: a bird may well leave through a window that is broken."""
    if match["into"]:
        return _WET.match(match["effect"]) is not None
    return not match["goes"] or not find_entries(match["who"], beings())


def _effect(scene: Scene, link: re.Match[str], start: int) -> Span | None:
    """The last motion between `start` and the link; None where it may have begun before the event behind it."""
    motion, is_being = None, False
    for element in scene.elements:
        before = [each for each in element.all_motions if each.end <= link.start()]
        if element.role != "camera" and before and start <= element.what.start:
            motion, is_being = before[-1], bool(find_entries(element.what.text, beings()))
    if motion is None or _NOT_SO.search(scene.prompt, motion.end, link.start()):
        return None
    if link["why"] or link["noun"]:
        return motion
    return None if _GOES_ON.match(motion.text) or (link["when"] and is_being) else motion


def _is_event(scene: Scene, link: re.Match[str], end: int) -> bool:
    """Whether something happens behind the link: another mover, or what the reader takes for the cause."""
    acts = any(link.end() <= element.what.start < end for element in scene.elements)
    causes = any(element.cause and link.start() <= element.cause.start <= link.end() for element in scene.elements)
    does = _DEED if link["noun"] else _DOES
    return acts or (causes and does.search(scene.prompt, link.end(), end) is not None)


def _comes_late(scene: Scene, effect: Span, cause: Span) -> bool:
    match = _CAUSE.fullmatch(cause.text)
    if not match or cause.start < effect.end or _SENTENCE_END.search(scene.prompt, effect.end, cause.start):
        return False
    event = match["event"] or match["along"]
    by_itself = _PRONOUN.match(event)  # "leaves fly up as it passes": the car was named before
    before = _SENTENCE_END.split(scene.prompt[: effect.start])[-1]
    if _CONDITION.search(scene.prompt, effect.start, cause.start):
        return False
    if _TOLD_FIRST.match(before):  # "as the lorry brakes, melons spill because ...": in order already
        return False
    return not by_itself and not _LASTING.match(event) and _named_first_here(scene.prompt, event, effect)


def _named_first_here(prompt: str, event: str, effect: Span) -> bool:
    """Whether the thing that acts comes up only now: told of before ("a train nears"), it came first."""
    noun = re.match(
        r"(?:(?:a|an|the|one|another)\s+)?(?P<words>(?:[\w'’-]+\s+){0,2}?[\w'’-]+)(?=\s)", event, re.IGNORECASE
    )
    return noun is None or re.search(rf"\b{re.escape(noun['words'])}\b", prompt[: effect.start], re.IGNORECASE) is None


def _turned(prompt: str, effect: Span, cause: Span) -> Fix | None:
    """The fix for a sentence that is the effect, its cause and nothing else."""
    breaks = [mark.end() for mark in _SENTENCE_END.finditer(prompt, 0, effect.start)]
    start = max(breaks, default=0)
    start += len(prompt[start:]) - len(prompt[start:].lstrip())
    first, last = prompt[start : cause.start].strip(), cause.text
    is_whole = not prompt[cause.end :].strip() or _SENTENCE_END.match(prompt, cause.end)
    is_simple = not re.search(r"[,;:()\"“”]|\b(?:and|but|while)\b|\s[–—-]\s", f"{first} {last}", re.IGNORECASE)
    before = prompt[: effect.start].split()
    is_finite = not effect.text.split()[0].lower().endswith("ing") or (before and before[-1].lower() in ("is", "are"))
    points_back = _PRONOUN.search(last) or _RELATIVE_PLACE.search(last) or _BESIDE_IT.search(last)
    if not (is_whole and is_simple and is_finite and _OPENING.match(first)) or points_back:
        return None
    opens = last[0].upper() if first[0].isupper() else last[0]
    text = f"{opens}{last[1:]}, {first[0].lower()}{first[1:]}"
    return Fix(False, "tell the cause first", (Edit("prompt", start, cause.end, text),))
