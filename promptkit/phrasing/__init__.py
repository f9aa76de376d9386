"""Scene + lexicon → words to add: what moves in a still prompt, and what makes a motion happen.

Everything added is an absolute or participial phrase ("her hair lifting as the wind runs through it") or an adverbial
("as the wind presses the fabric"): such phrases have no finite main verb and no tense of their own, so they can follow
a fragment and a sentence, in the present and in the past, and the original is left as it was written.
"""

import re
from dataclasses import replace

from promptkit.lexicon import (
    Action,
    actions,
    behaviours,
    postures,
    singular,
    verb_in,
)
from promptkit.patterns import lazy
from promptkit.phrasing._addition import Addition as Addition
from promptkit.phrasing._against import against_place, lifeless, obstacle
from promptkit.phrasing._against import asks_for_stillness as asks_for_stillness
from promptkit.phrasing._airless import is_weightless as is_weightless
from promptkit.phrasing._apart import apart_from_its_place
from promptkit.phrasing._cause import cause_of
from promptkit.phrasing._cause import why_no_cause as why_no_cause
from promptkit.phrasing._contact import effect_of
from promptkit.phrasing._contact import why_untold as why_untold
from promptkit.phrasing._daylight import light_changes
from promptkit.phrasing._fit import MOST, is_closed, is_near
from promptkit.phrasing._from_the_air import shadows_slide
from promptkit.phrasing._motion import Refusal, ideas
from promptkit.phrasing._own_stretch import own_end
from promptkit.phrasing._picture import Picture, further_views, only_the_being, picture_of
from promptkit.phrasing._place import clause_end, content_end, past_adjectives
from promptkit.phrasing._place import sentence_around as sentence_around
from promptkit.phrasing._shots import in_numbered_shots as in_numbered_shots
from promptkit.phrasing._storm import storm_blows as storm_blows
from promptkit.phrasing._told_air import air_blows as air_blows
from promptkit.phrasing._told_air import told_air
from promptkit.phrasing._wearer import mover_before as mover_before
from promptkit.phrasing._wording import tells_an_effect as tells_an_effect
from promptkit.phrasing._wording import tells_of_a_contact as tells_of_a_contact
from promptkit.scene import SURE_OF_ALL, Element, Scene, Span
from promptkit.scene.read import read_scene
from promptkit.tidy import is_quoted

_OBJECT = lazy(r"\s+(?:out\s+|up\s+)?(?:(?:one|two|an?|the|his|her|its|their)\s+\w+|\w+self\b)")
"""What a verb is done to: who "cracks one eye open" moves it himself."""


_FOLLOWED = lazy(
    r"(?:\s*+,)?\s++(?:with\b|(?:\w+ly\s+)?(?!(?:morning|evening|spring|building|ceiling|lightning|king|string|wedding|"
    r"clothing)\b)\w+ing\b)"
)
"""What goes on about the same thing, and would be cut off from it."""
_MANNER = lazy(
    r"(?:\s+(?!only\b|early\b|family\b)\w+ly\b)?"
    r"(?:\s+(?:very much|hard|wildly|a little|again and again|in waves|through the air|in the air)\b)?"
    r"(?:\s+(?:up|down|past|by|away|about|overhead|to and fro|back and forth|(?:behind|around|about) (?:her|him|"
    r"them|it))\b"
    r"(?=\s*(?:[,.;:!?]|$|(?:as|in|on|at|over|above|across|between|near)\b)))?",
    re.IGNORECASE,
)
"""What belongs to a verb: how, and which way."""
_LEAD = lazy(r"(?:(?:the|an?|his|her|their|its|some|two|three|several|many)\s+)?(?:\w+ly\s+)?", re.IGNORECASE)
"""What may stand before the participle that a noun phrase begins with."""
_STARTS = lazy(r"(?:^|[.,;:!?\n]|\b(?:with|of))\s*$", re.IGNORECASE)
"""What a noun phrase stands behind to which a cause may be added: not "sinks into the waving grass"."""
_GOES_ON = lazy(
    r"\s+(?:and|but|while|when)\s+(?:an?|the|his|her|their|its|no|one|two|some|several|many|\w+s)\s", re.IGNORECASE
)
"""Where another clause begins."""
_ALSO_NOUN = lazy(
    r"(?i)(?:swing|wave|stream|ripple|move|dance|rock|twist|turn|fl(?:y|ie)|slam|nod|snap|whip|flow|curl|ris)e?s?"
)
_AS = lazy(r",?\s+as\s+(?P<who>[^,.;:!?]*)")
_HOUR = lazy(r"^(?:the\s+)?(?:sun|night|dusk|dawn|evening|darkness|moon)\b", re.IGNORECASE)
_SHORT_CAUSE = lazy(
    r"(?:in (?:the (?:same )?(?:wind|downwash|breeze|current|draught|warm air|blast)|"
    r"a (?:light|strong|stream|draught))|on |under |with the (?:roll|sway))"
)
_PLACED = lazy(
    r"\s+(?:in|on|at|above|near|beside|behind|below|between|among|outside|atop|along|around|over|against|beneath|"
    r"from|onto|to|"
    r"across|past|through|by|under|off|down(?=\s+(?:an?|the)\b))\s+(?!(?:her|his|their|its)\s|"
    r"(?:the\s+)?air\b|"
    r"(?:one|the|either)\s+(?:side|left|right)\b|between\s+(?:them|us)\b|(?:course|display|vain|fire|time|sync|"
    r"unison)\b|and\b)\w",
    re.IGNORECASE,
)
"""Where it is: behind a short cause."""
_SEVERED = lazy(r"\s*,\s*(?:where|which|whose|who|whom|(?:empty|deserted|bare|abandoned)\s*(?:[,.;]|$))", re.IGNORECASE)
"""What is said of the noun before it."""
_NEXT_VERB = lazy(
    r"\s*,\s*(?P<verb>\w+s)\s+(?:in|out|off|along|down|up|over|across|into|onto|away|past|back|around|through)\b"
)
_PLACE_ALONE = lazy(
    r"\s+(?!(?:in|at)\b)[a-z]+(?:\s+(?!(?:in|on|at|by|with|near|under|over|behind|beside|and|or|that|who|which|"
    r"while|\w+ed)\b)"
    r"(?!\w+ing\b)[\w-]+){1,7}"
)
"""One place, with nothing in it that a cause could be taken for the cause of: "along a railway embankment"."""


_ENDS_IN = lazy(r"\bin$", re.IGNORECASE)
_STOCK = lazy(
    r"(?:the [\w-]+ )?"
    r"(?:shifting|breathing|drawing (?:a|his|her|their|shoulders)|taking a"
    r"|tipping|blinking|easing|turning (?:\w+ )?(?:head|face))\b"
)
"""What anybody does anywhere."""


def set_in_motion(scene: Scene, *, variant: int = 0) -> Addition | None:
    """What to add to a prompt in which nothing moves; None when nothing fits (`why_still` says why).

    Args:
        scene: What was read from the prompt.
        variant: 0 for the first choice; others set other things in motion, wrapping round when there are no more.
    """
    found = _ideas(scene)
    if isinstance(found, Refusal):
        return None
    at, clauses = found[variant % len(found)]
    return Addition(at, "".join(clause if clause.startswith(" ") else f", {clause}" for clause in clauses))


def variants(scene: Scene) -> int:
    """How many different additions `set_in_motion` knows for this prompt."""
    found = _ideas(scene)
    return 0 if isinstance(found, Refusal) else len(found)


def is_only_blown(scene: Scene) -> bool:
    """Whether the prompt tells of moving air, and of nothing how it moves: "a girl with long hair, strong wind"."""
    if told_air(scene.prompt) is None:
        return False
    everything = read_scene(scene.prompt).elements  # also what is not surely read
    return not any(element.motion for element in everything if element.role != "camera")


def may_move(scene: Scene) -> bool:
    """Whether something in a still prompt may be told to move after all: its reader, or the lexicon, has its doubts."""
    found = _ideas(scene)
    return scene.sure < SURE_OF_ALL or (isinstance(found, Refusal) and found.may_move)


def why_still(scene: Scene) -> str | None:
    """Why no motion can be added honestly; None when it can."""
    found = _ideas(scene)
    return found.why if isinstance(found, Refusal) else None


def give_cause(scene: Scene, element: Element) -> Addition | None:
    """What to add so that the motion of `element` has a cause; None when no honest cause is sure (`why_no_cause`)."""
    for motion in element.all_motions:  # "creaks and swings": the air makes one of them
        moved = replace(element, motion=motion)
        text = cause_of(scene, moved)
        added = _caused(scene, moved, motion, text) if text and not _is_named(scene, element, motion) else None
        if added:
            return added
    return None


def _caused(scene: Scene, element: Element, motion: Span, text: str) -> Addition | None:
    """The cause at its place; None where it is said already or has no place."""
    what = element.what
    if text in scene.prompt or re.sub(r"^(?:in|on) ", "", text) in _said_airs(scene.prompt):
        return None
    leads = _LEAD.fullmatch(scene.prompt, what.start, motion.start) is not None  # "swaying reeds"
    if motion.end <= what.start or leads:
        opens = _STARTS.search(scene.prompt[: min(motion.start, what.start)])
        at = _behind_noun(scene, element, text) if opens and _SHORT_CAUSE.match(text) else None
    elif motion.start < what.end or _OBJECT.match(scene.prompt, motion.end):  # "melting chocolate"
        return None
    else:
        motion = _last_of_pair(scene, element, motion)
        at = _behind_motion(scene.prompt, motion, text) or _behind_clause(scene, element, motion)
    if at is None or not _takes_cause(scene.prompt, motion, at):
        return None
    if text.startswith("in ") and _ENDS_IN.search(scene.prompt, motion.start, at):  # not "billows in in a draught"
        text = f"on {text.removeprefix('in ')}"
    added = Addition(at, f" {text}")
    apart = apart_from_its_place(scene, element, added)
    return apart if apart and _takes_cause(scene.prompt, motion, apart.at) else added


def _last_of_pair(scene: Scene, element: Element, motion: Span) -> Span:
    """The other of two motions that belong together: "swings and creaks"."""
    pair = (each for each in element.all_motions if scene.prompt[motion.end : each.start] == " and ")
    return next((each for each in pair if each.start > motion.end), motion)


def _behind_noun(scene: Scene, element: Element, text: str) -> int | None:
    """Behind "nodding sunflowers", or behind their place where that is short and all that is told of them."""
    what = element.what
    at = _behind_motion(scene.prompt, what, text)
    end = _behind_clause(scene, element, what) if at == what.end and text.startswith("in ") else None
    return end if end and _PLACE_ALONE.fullmatch(scene.prompt, what.end, end) else at


def _behind_clause(scene: Scene, element: Element, motion: Span) -> int | None:
    """The end of the clause, where a cause is read as that of the motion."""
    at = clause_end(scene, element)
    ends = is_closed(scene.prompt, at) or _beside_one_at_rest(scene.prompt, at)
    fits = ends and is_near(scene.prompt, motion.end, at)
    return at if fits and not _SEVERED.match(scene.prompt, at) else None


def _said_airs(prompt: str) -> set[str]:
    """The light airs that a prompt has already, and which are not said twice."""
    return {air for air in ("a light breeze", "the warm air", "a light draught") if air in prompt}


def _behind_motion(prompt: str, motion: Span, text: str) -> int | None:
    """Where a short cause stands best: behind the verb, before the place ("sways in the wind on a hill")."""
    skipped = _MANNER.match(prompt, motion.end)
    at = skipped.end() if skipped else motion.end
    if is_closed(prompt, at):
        return at
    follows = _PLACED.match(prompt, at) or _GOES_ON.match(prompt, at) or _beside_one_at_rest(prompt, at)
    return at if _SHORT_CAUSE.match(text) and follows else None


def _does_more(prompt: str, at: int) -> bool:
    """Whether the next thing told is another motion of the same thing: "rolls in, rolls out"."""
    behind = _NEXT_VERB.match(prompt, at)
    return behind is not None and verb_in(behind["verb"], (*behaviours(), *actions())) is not None


def _takes_cause(prompt: str, motion: Span, at: int) -> bool:
    """Whether a cause may stand at that place, and is read as that of the motion; none stands there yet."""
    clause = prompt[sentence_around(prompt, max(0, at - 1))[0] : at]
    if re.search(r"(?i)\bas\b", clause) or (_AS.match(prompt, at) and not _beside_one_at_rest(prompt, at)):
        return False
    return not (_FOLLOWED.match(prompt, at) or _does_more(prompt, at)) and _may_be_added_to(prompt, motion, at)


def _beside_one_at_rest(prompt: str, at: int) -> bool:
    """Whether the clause with "as" tells of somebody who stands or looks, or of the hour, and of no cause."""
    clause = _AS.match(prompt, at)
    if clause is None:
        return False
    if _HOUR.search(clause["who"]):
        return True
    does = verb_in(clause["who"], (*postures(), *actions()))
    return does is not None and (not isinstance(does, Action) or does.calm)


def tell_effect(scene: Scene) -> tuple[Element, Addition] | None:
    """Whoever touches something in the prompt, and what to add so that the touched thing answers; None when told."""
    told = [
        (element, replace(effect, at=past_adjectives(scene.prompt, effect.at)))
        for element in scene.elements[:MOST]
        if (effect := effect_of(scene, element))
    ]
    told = [
        (element, effect)
        for element, effect in told
        if element.motion and _may_be_added_to(scene.prompt, element.motion, effect.at)
    ]
    return next((each for each in told if each[1].sure), told[0] if told else None)


def _is_named(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether what was read as a motion is part of a noun phrase: a bread roll; "flags stream" agree, and are none."""
    noun = element.what.text.lower().split()[-1]
    behaviour = verb_in(motion.text, behaviours())
    agree = (singular(noun) != noun) != motion.text.lower().endswith("s")
    is_verb = agree or not _ALSO_NOUN.fullmatch(motion.text)
    if is_verb and behaviour is not None and behaviour.kind == "air":
        return False
    return any(each.start < motion.start and motion.end == each.end for each in scene.anchors)


def _may_be_added_to(prompt: str, motion: Span, at: int) -> bool:
    """Whether a motion is told outside of quotations, and not asked about."""
    if is_quoted(prompt, at, at) or is_quoted(prompt, motion.start, motion.start):
        return False
    start, end = sentence_around(prompt, at)
    return not prompt[start:end].rstrip().endswith("?")


def _ideas(scene: Scene) -> list[tuple[int, tuple[str, ...]]] | Refusal:
    """What may be added, and where, best first, or why nothing is: who is there first, then thing after thing."""
    if against := obstacle(scene):
        return Refusal(against)
    picture = picture_of(scene)
    found: list[tuple[int, tuple[str, ...]]] = []
    refused: Refusal | None = None
    for view in (picture, *further_views(picture)):
        added = _ideas_for(scene, view)
        if not isinstance(added, Refusal):
            found += added
        elif added.of_all:
            return added
        else:
            refused = refused or added
    if found and picture.beings and _STOCK.match(found[0][1][0].strip()):  # before it what the prompt itself shows
        found.sort(key=lambda each: not (each[1][0].startswith(" ") and each[0] != picture.beings[0].end))
    found = found or shadows_slide(scene, picture) or light_changes(scene, picture)
    if found or refused is None:
        return list(dict.fromkeys(found))
    shown = lifeless(scene.prompt, somebody=True)
    return Refusal(shown) if shown else refused


def _ideas_for(scene: Scene, picture: Picture) -> list[tuple[int, tuple[str, ...]]] | Refusal:
    """What may be added to the sentence that names what the picture is of; what is named only behind it is left out."""
    at = content_end(scene, picture.focus, before_comments=True)
    named = tuple(thing for thing in picture.things if thing.start < at)
    if against := against_place(scene, picture, at):
        return Refusal(against)
    camera_moves = bool(scene.camera_moves)
    found = ideas(replace(picture, things=named, at=at), camera_moves=camera_moves)
    beside = _beside_the_being(picture, at, camera_moves=camera_moves)
    if isinstance(found, Refusal):
        return found if found.of_all or not beside else beside
    end = content_end(scene, picture.focus)
    behind = [(end if _names_its_own(clauses) else at, clauses) for clauses in found]
    again = f"the {picture.beings[0].noun.rpartition(' ')[2]} " if beside else ""
    return [*beside, *(each for each in behind if not beside or again not in each[1][0])]


def _beside_the_being(picture: Picture, at: int, *, camera_moves: bool) -> list[tuple[int, tuple[str, ...]]]:
    """What may be added right behind what is told of the being, where other things follow: it needs no name."""
    near = own_end(picture, at)
    if not near:
        return []
    found = ideas(only_the_being(picture, near), camera_moves=camera_moves)
    if isinstance(found, Refusal):
        return []
    named = re.compile(rf"the {re.escape(picture.beings[0].noun.rpartition(' ')[2])}\b|(?:some|one|a few)\b")
    bare = near == picture.beings[0].end and all(re.match(r"\w+ing\b", clauses[0]) for clauses in found)
    return [
        (near, (f" {first}", *more) if bare else (first, *more)) for first, *more in found if not named.match(first)
    ]


def _names_its_own(clauses: tuple[str, ...]) -> bool:
    """Whether what moves is named, and may stand behind ", adding depth to the scene"."""
    return all(re.match(r"(?:the|an?)\s|[a-z]+\s(?:[a-z]+\s)?[a-z]+ing\b", each) is not None for each in clauses)
