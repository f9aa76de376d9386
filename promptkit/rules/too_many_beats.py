"""`too-many-beats`: more actions one after another than the clip has time for."""

import re
from collections.abc import Iterator, Sequence
from math import isfinite

from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.rules._no_beat import goes_on, taking_time
from promptkit.rules._one_by_one import in_a_row, is_machine
from promptkit.scene import Element, Scene, Span
from promptkit.scene.anchors import reading_of
from promptkit.scene.in_words import actions_of
from promptkit.scene.lexicon import words as listed
from promptkit.several import in_seconds
from promptkit.shot import Shot
from promptkit.target import Target

_SPED_UP = lazy(r"\b(?:(?:time|hyper)[- ]?lapse|(?:sped|speed(?:ed)?)[- ]up|fast[- ](?:forward|motion))", re.IGNORECASE)
"""Where time itself runs faster, any number of actions fits."""
_AT_ONCE = lazy(
    r"\b(?:simultaneously|(?:all|both)\s+at\s+(?:once|the\s+same\s+time)|at\s+the\s+same\s+time|in\s+(?:\w+\s+)?unison|"
    r"all\s+together|in\s+(?:one|a\s+single)\s+(?:\w+\s+)?(?:motion|movement|move)|"
    r"one\s+(?:motion|movement|stroke)\s+only)\b(?!\s+(?:he|she|it|they|the|a)\b)",
    re.IGNORECASE,
)
"""Told of the actions before it; "all at once he runs" means suddenly."""
_REPEATS = lazy(
    r"\b(?:one\s+(?:by|after)\s+(?:one|another)|again\s+and\s+again|over\s+and\s+over|repeatedly|"
    r"(?:on|at)\s+(?:each|every)\s+\w+)\b",
    re.IGNORECASE,
)
"""One act that goes on and on needs no time for each of its steps."""
_GOES_ON = lazy(
    r"(?:strum|hum|sway|nod|tap|sing|smil|laugh|whistl|clap|rock|trembl|blink|breath|chew|sob|grin|swing|play)\w*\b",
    re.IGNORECASE,
)
"""Begins and goes on: one hums, taps a foot and sways in the same seconds."""
_RUNS = lazy(
    r"(?:turn|spin|rotat|revolv|whir|wobbl|click|tick|rattl|humm?|buzz|roll|glow|creak|shak|vibrat)\w*\b", re.IGNORECASE
)
"""What a machine does as long as it is on."""
_SPLIT = lazy(r"\b(?:split[- ]?screen|diptych|triptych|(?:two|three|four)\s+panels)\b", re.IGNORECASE)
"""Side by side it all happens at once."""
_PICTURED = lazy(
    r"\b(?:painting|photo(?:graph)?|poster|mural|fresco|tapestry|drawing|relief|screen|tv|television|monitor|billboard)s?\b"
    r"[^.!?\n]{0,40}\b(?:shows?|showing|depict(?:s|ing)?|plays?|playing)\b[^.!?\n]*$",
    re.IGNORECASE,
)
"""What a picture in the shot shows takes no time of the clip."""

_BY_THE_WAY = lazy(
    r"(?:hears?|heard|sees?|saw|knows?|knew|(?:squint|peer|look|gaz|star)\w*\s+(?:\w+ly\s+)?(?:through|into)\s+"
    r"(?:it|them))\b",
    re.IGNORECASE,
)
"""Needs no time of its own: what is heard, and a look through what was lifted for it."""
_SURELY_MORE = 2
"""Actions beyond those that fit, from which a row that several share is told: some of them may overlap."""


@rule(code="LOD005", family="load", severity="note", each_shot=True, each_turn=True)
def too_many_beats(
    shot: Shot, scene: Scene, target: Target | None, *, beat_s: float = 2.5, default_s: float = 5.0
) -> Iterator[Finding]:
    """More actions follow one another than the clip has time for.

    Why:
        A body needs about 2.5 s to begin, do and end one action. Asked for more, models rush them into one blur,
        leave the last ones out, or cut.
    Bad:
        prompt: A man opens the door, hangs up his coat, feeds the cat and lies down on the sofa.
        duration: 5
    Good:
        prompt: A man opens the door and hangs up his coat.
        duration: 5
    Fix:
        None: which action to keep is the author's choice. Keep as many as fit, order a longer clip, or chain shots,
        each starting from the last frame of the one before. What several do in turn ("the door opens, a bear walks out,
        a boy drops his book") counts from two actions too many on, where a word of order, the same doer or a pronoun
        shows that it is in turn. What goes on at once ("hums and sways", "all at the same time", a split screen), what
        somebody says meanwhile, a machine that merely runs, what a picture in the shot shows, and time-lapse are
        exempt; so are a posture that the shot begins with, a noise, a heading of what follows ("makes tea: boils the
        water ..."), "as she passes", and what the camera, mist or smoke does. Options:
        `beat_s` (2.5), the seconds an action takes, and `default_s` (5), the length of a clip where neither shot nor
        target says one.

    References:
        HunyuanVideo-1.5 text-to-video rewriter: the subject's motion must be doable in 5 s. The preflight of
        higgsfield-seedance 2026: more beats than half the seconds is an error, a third to 2/5 is aimed at.
        video-prompt-preflight 2026: at most 5 events in 10 s. PEBench 2026: three and more events in one prompt cost
        3.7 points of fidelity and 3.9 of consistency against one.
    """
    if target and target.duration.follows:
        return
    asked = shot.duration or (target.duration.default if target else None)
    seconds = asked or default_s
    if not isfinite(seconds) or seconds <= 0 or _SPED_UP.search(shot.prompt) or _SPLIT.search(shot.prompt):
        return
    fitting = max(1, int(seconds / beat_s + 0.5))  # "about": the half is rounded up
    row = (
        in_a_row(scene, fitting + _SURELY_MORE)
        if not (_AT_ONCE.search(shot.prompt) or _REPEATS.search(shot.prompt))
        else []
    )
    found = _of_one(shot, scene, fitting)
    if len(row) > (found[0] if found else fitting):
        found = len(row), [event.text for event in row], row[0]
    if found is None:
        return
    count, actions, place = found
    clip = f"{in_seconds(seconds)} s" if asked else f"a clip of {in_seconds(seconds)} s (no length is given)"
    named = '", "'.join(actions)
    listed = f' ("{named}")' if len(actions) > 1 else ""
    message = (
        f"{count} actions follow one another{listed} in {clip}, which holds about {fitting}: the rest is rushed "
        "or left out; keep fewer, order a longer clip, or chain shots"
    )
    yield Finding.at(place, message) if place else Finding.whole(shot.prompt, message)


def _of_one(shot: Shot, scene: Scene, fitting: int) -> tuple[int, list[str], Span | None] | None:
    """How many actions one subject is given, which, and where they begin; None where they fit."""
    subjects = [element for element in scene.elements if element.role == "subject"]
    for one in sorted(subjects, key=lambda element: -len(element.motions)) if scene.beats > fitting else ():
        if not _follows_on(one, scene.prompt):
            continue
        actions = [*_in_turn(actions_of(one, shot.prompt), shot.prompt)]
        is_told = len(one.motions) > 1
        count = len(actions) if is_told else scene.beats
        if count > fitting:
            known = len(subjects) == 1 or is_told
            return count, [action.text for action in actions], (one.motion or one.what) if known else None
    return None


def _in_turn(actions: Sequence[Span], prompt: str) -> Iterator[Span]:
    """Those that need time of their own: not what a later sentence tells again, nor how another action goes.

    Of the latter kind are participles beside a verb: "hops, *flattening* on each step and *springing* up again". Nor is
    what one says: one talks while one does the rest.
    """
    words = reading_of(prompt).words
    if not words:  # a prompt with a word of 300 letters is not taken apart
        yield from actions
        return
    begun = [(next(word for word in words if word.end > action.start), action) for action in actions]
    finite = [(verb, action) for verb, action in begun if not goes_on(verb, prompt)]
    told: dict[str, int] = {}
    done = [
        (verb, action)
        for verb, action in taking_time(finite or begun, prompt)
        if verb.verb not in listed("motion_other", "speech")
    ]
    for verb, action in done or (finite or begun)[:1]:
        if told and _BY_THE_WAY.match(action.text):
            continue
        if told.setdefault(action.text.casefold(), verb.sentence) == verb.sentence:
            yield action


def _follows_on(element: Element, prompt: str) -> bool:
    """Whether its actions need time one after another, and are seen in the shot itself."""
    if not element.can_move_itself or _PICTURED.search(prompt[: element.what.start]):
        return False  # a ball that falls, bounces and rolls needs no time to think
    if is_machine(element.what.text) and all(_RUNS.match(motion.text) for motion in element.motions):
        return False
    told = re.split(r"[.!?\n]", prompt[element.what.end :], maxsplit=1)[0]
    if _AT_ONCE.search(told) or _REPEATS.search(told):
        return False
    return not element.motions or sum(not _GOES_ON.match(motion.text) for motion in element.motions) > 1
