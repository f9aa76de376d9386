"""Which motions that are read as the camera's are its own, by the words around them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from promptkit.patterns import lazy
from promptkit.scene.forms import is_plural
from promptkit.scene.nouns import kind_of_word

if TYPE_CHECKING:
    from promptkit.reader.decode import Motion, Mover

_CAMERA = (
    r"\b(?:camera\w*|cam|pov|drone|aerial\w*|fpv|helicopter|lens|frame|footage|shots?|view\w*|perspective|steadi-?cam|gimbal|"
    r"handheld|hand-held|rail|slider|track\w*|crane\w*|jib\w*|boom\w*|doll(?:y|ies|ying)|pan(?:s|ned|ning)?|tilt\w*|"
    r"zoom\w*|orbit\w*|arc(?:s|ing)?|push\w*|pull\w*|truck\w*|whip\w*|follow\w*|circl\w*|roll\w*|swivel\w*|swish\w*|"
    r"drift\w*|glid\w*|descent|ascent|fly\w*|flies|flight|move(?:s|ments?)?|motion|rotation|spin|sweep\w*|spiral\w*|"
    r"we|i|you|us|viewers?)\b"
)
_NAMES_A_MOVE = lazy(_CAMERA, re.IGNORECASE)
_SOMEBODYS = lazy(
    r"\b(?:tilt|turn|throw|lean|roll|drop|lower|raise|lift|shak|nod|bow)\w*\s+(?:his|her|its|their|my|your)\b|"
    r"\b(?:turn|switch)\w*\s+(?:on|off)\b",
    re.IGNORECASE,
)
"""What is done to a head, a hat or a switch."""
_A_THING = lazy(r"\b(?:the|an?|his|her|its|their|this|real|\w+['’]s)\s+(?:real\s+)?$", re.IGNORECASE)
_SUBJECT = lazy(
    r"(?P<somebody>\b(?:he|she|they|who|somebody|someone|everybody|everyone|sounds?|music|noise|(?:hips?|hands?|heads?|arms?|legs?|knees?|"
    rf"shoulders|eyes)(?!['’-]|\s+of\b))\b)|{_CAMERA}",
    re.IGNORECASE,
)
_FILMS = lazy(r"camera\w*|cam|lens|drone|view\w*|perspective", re.IGNORECASE)
_HELD = lazy(r"\b(?:his|her|their)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""Before a camera that is a thing in the picture: "his *camera* skids across the road"."""
_FALLS = lazy(
    r"camera\s+(?:(?:is|was)\s+)?(?:\w+ly\s+)?(?:drop|fall|fell|skid|break|broke|sw[iu]ng|slip|shatter|roll|bounc|tumbl|fl(?:y|ies)|hang|"
    r"dangl|slid|spin|crash|hits?\b|flash|click|smash|land|toss|thrown|knock)",
    re.IGNORECASE,
)
"""What a thing does, and nothing that films: "his camera follows a dog" is what we see."""
_NO_CAMERA = lazy(r"camera(?:m[ae]n|wom[ae]n|\s+(?:crew|flash)\w*)\b", re.IGNORECASE)
"""Who or what has the word in its name."""
_NO_WAY = frozenset({"from", "of", "at", "with", "like", "as"})
"""Where the view is, and no move: "POV *from* inside a mailbox"."""
_LAST_WORD = lazy(r"([^\W\d_]+)\W*$")
_LOOKS_ON = lazy(r"\b(?:spectator|onlooker|observer|operator|viewer|camera|photographer|director)s?\b", re.IGNORECASE)
_DIRECTION = frozenset({"left", "right", "up", "down", "back", "forward", "side"})
_SOMEBODY_LOOKS = lazy(
    r"(?<!camera )(?<!lens )(?<!view )(?<!shot )(?<!we )(?<!frame )"
    r"\b(?:looks|glances|gazes|stares|peers)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_PART = lazy(r"\b(?:his|her|its|their)\s+(?!(?:view|gaze|face|camera)\b)\w+\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""Before what a part of somebody does: "her head *tilts*"."""
_TEMPO = lazy(r"\b(?:tempo|pace|pacing|rhythm|bpm)\s*:[^.,;\n]*$", re.IGNORECASE)
"""Before how fast the clip goes: "tempo: slow / *accelerating*"."""
_OF_SEVERAL = lazy(r"(?:^|[,;:.]\s+|\b(?:and|while|as)\s+)(?:the\s+|\w+\s+)?(?P<who>[a-z]+)\s+$", re.IGNORECASE)
"""Before a verb at the head of a clause: "*pillars* wipe across the foreground"."""
_OF_ONE = lazy(
    r"(?:^|[,;:.]\s+|\b(?:and|while|as)\s+)(?:the|an?|one|another|his|her|their)\s+(?:[a-z]+\s+)?(?P<who>[a-z]+)\s+$",
    re.IGNORECASE,
)
"""Before a verb of one thing: "one pair *stops*"."""
_SEEN_THROUGH = lazy(
    r"rig|angle|vantage|viewpoint|framing|mount|arm|"
    r"picture|image|focus|sharpness|gaze|glance|look|eyes?|horizon|world|ground|earth|sky|phone|page|screen|go-?pro|scope|"
    r"binoculars|telescope|mirror|window|operator|spectator|viewer|audience|narrator|reader|visitor|onlooker|field|depth|"
    r"foreground|background|edge|line|wall|floor|carpet|fresco|mural|portrait|map|model|canvas|scene|clip|film|video|take|"
    r"bird|moth|fly|bee|ghost|elevator|lift|car|train|boat|plane|balloon|rocket|vehicle|bike|sled",
    re.IGNORECASE,
)
"""What films, is seen through, or carries whoever sees."""
_SPEED_RAMP = lazy(r"(?:speed\s+)?ramp(?:s|ing)?\s+(?:back|down|up|in|out|to|into)\b", re.IGNORECASE)
"""A change of the frame rate."""
_SENTENCE = lazy(r"[.!?;\n](?=\s|$)")
_REACH = 30
"""Characters before a motion that say whose it is."""


def is_in_the_picture(mover: "Mover", prompt: str) -> bool:
    """Whether what is read as what films is seen itself: "her camera", "a cameraman", "slow drifting dragonflies"."""
    start = mover.start
    held = _FALLS.match(prompt, start) and _HELD.search(prompt, max(0, start - _REACH), start)
    return bool(held or _NO_CAMERA.match(prompt, start)) or _is_living(prompt[start : mover.end])


def _is_living(name: str) -> bool:
    """Whether the last word of a name is a person's or an animal's; whoever looks at the picture films it."""
    last = _LAST_WORD.search(name)
    if last is None or _NAMES_A_MOVE.fullmatch(last[1]) or _LOOKS_ON.search(name):
        return False
    return kind_of_word(last[1].lower()) in ("person", "animal")


def own_moves(motions: "Sequence[Motion]", prompt: str) -> "list[Motion]":
    """The camera's motions in order: without what somebody or something in the picture does, a phrase in one piece."""
    own: list[Motion] = []
    for motion in motions:
        if not _is_the_cameras(prompt, motion.start, motion.end):
            continue
        if own and _is_one_phrase(prompt, own[-1], motion):
            named = own[-1].moves if _NAMES_A_MOVE.search(prompt, own[-1].start, own[-1].end) else ()
            moves = tuple(dict.fromkeys((*named, *motion.moves)))
            own[-1] = replace(own[-1], end=motion.end, moves=moves)
        else:
            own.append(motion)
    return own


def _is_one_phrase(prompt: str, first: "Motion", second: "Motion") -> bool:
    """Whether a phrase was read as two: "slow" "zoom", "Aerial" "arc"."""
    beside = not prompt[first.end : second.start].strip(" -")
    is_same = bool({*first.moves} & {*second.moves})
    return beside and (is_same or not _NAMES_A_MOVE.search(prompt, first.start, first.end))


def _is_the_cameras(prompt: str, start: int, end: int) -> bool:
    said, near = prompt[start:end], max(0, start - _REACH)
    if _is_of_several(prompt, said, start) or _is_of_one(prompt, said, start) or _looks(prompt, said, start):
        return False
    if said.lower() in _NO_WAY or _TEMPO.search(prompt, near, start) or _SPEED_RAMP.match(prompt, start):
        return False
    ends = [match.end() for match in _SENTENCE.finditer(prompt, 0, start)]
    subjects = [*_SUBJECT.finditer(prompt, ends[-1] if ends else 0, start)]
    if subjects and _FILMS.fullmatch(subjects[-1][0]):
        return True
    if _SOMEBODYS.search(said) or _PART.search(prompt, near, start):
        return False
    is_thing = said.isalpha() and said.lower() not in _DIRECTION and _A_THING.search(prompt, near, start)
    is_somebodys = bool(is_thing) or bool(subjects and subjects[-1]["somebody"])  # "from the landing above"
    return _NAMES_A_MOVE.search(said) is not None or not is_somebodys


def _is_of_one(prompt: str, said: str, start: int) -> bool:
    """Whether one thing with its article does it, which is none that films or is seen through."""
    if not (said.isalpha() and said.endswith("s")):
        return False
    one = _OF_ONE.search(prompt, max(0, start - _REACH), start)
    return one is not None and not (_SUBJECT.search(one[0]) or _SEEN_THROUGH.fullmatch(one["who"]))


def _looks(prompt: str, said: str, start: int) -> bool:
    """Whether it is where somebody looks: "the engineer looks *down*"."""
    return said.lower() in _DIRECTION and _SOMEBODY_LOOKS.search(prompt, max(0, start - _REACH), start) is not None


def _is_of_several(prompt: str, said: str, start: int) -> bool:
    """Whether things of which there are several do it, by the number of the verb."""
    if said.split(maxsplit=1)[0].endswith(("s", "ing")):
        return False
    several = _OF_SEVERAL.search(prompt, max(0, start - _REACH), start)
    return several is not None and is_plural(several["who"].lower()) and not _SUBJECT.fullmatch(several["who"])
