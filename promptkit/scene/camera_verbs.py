"""Moves with the camera as their doer: "the camera slowly pushes in, then tilts up"."""

from collections.abc import Iterator, Sequence

from promptkit.scene import CameraMove
from promptkit.scene.lexicon import table
from promptkit.scene.reading import Reading
from promptkit.scene.words import Word

_REACH = 5
"""How many words may stand between "camera" and its verb: "the camera, now very slowly, pans"."""
_REACH_NEXT = 3
"""The same after "and", "then"."""
_WAY_WITHIN = 4
_STILLS = frozenset(["not", "n't", "never", "remains", "stays", "captures", "shows"])
_PICTURE = frozenset(["shot", "view", "frame", "perspective", "footage"])
_PICTURE_MOVES = frozenset(
    {
        "pan",
        "tilt",
        "zoom",
        "move",
        "glide",
        "sweep",
        "pull",
        "push",
        "rise",
        "descend",
        "orbit",
        "circle",
        "track",
        "follow",
    }
)
_TOWARDS = frozenset(["at", "to", "toward", "towards", "into", "of", "facing", "holding", "from"])
_NEXT = frozenset(["and", "then", ",", ".", "before", "while", "as"])
_IN_OUT = {"forward": "in", "backward": "out", "in": "in", "out": "out"}


def performed(reading: Reading) -> Iterator[CameraMove]:
    """The moves that the prompt has the camera, the drone or "we" perform."""
    names = frozenset(table("camera_moves")["names"].split())
    for camera in reading.words:
        if camera.lower in names and _is_doer(camera, reading):
            yield from _moves_of(camera, names, reading)


def direction_of(move: str, said: Sequence[str]) -> str | None:
    """The direction that the words of a move name, in the terms of `CameraMove.direction`."""
    ways = table("camera_moves")["directions"]
    found = next((ways[word][0] for word in reversed(said) if word in ways and ways[word][0]), "")
    if not found and said[0] in {"ascending", "descending"}:
        found = "up" if said[0] == "ascending" else "down"
    glued = "".join(said)
    for ending, way in (("in", "in"), ("out", "out"), ("back", "out")):
        if not found and glued in {f"{verb}{ending}" for verb in ("zoom", "push", "pull")}:
            found = way
    return _normal(move, found)


def _moves_of(camera: Word, names: frozenset[str], reading: Reading) -> Iterator[CameraMove]:
    tokens, budget, at = reading.words, _REACH, camera.i + 1
    while at < len(tokens) and budget and tokens[at].sentence == camera.sentence:
        word = tokens[at]
        if word.lower in _STILLS or (
            word.pos in {"NOUN", "PROPN"} and word.lower not in names and not _move(word, tokens)
        ):
            return
        last, kind, direction = _asked(word, tokens)
        if kind and not (camera.lower in _PICTURE and kind == "other"):
            yield CameraMove(kind, direction, reading.span(_first(tokens, at), last))
            at = next((i for i in range(last + 1, len(tokens)) if tokens[i].lower in _NEXT), len(tokens))
            if at < len(tokens) and tokens[at].lower in {"while", "as"}:
                return
            budget = _REACH_NEXT
            continue
        budget -= word.pos not in {"ADV", "PUNCT", "AUX"}
        at += 1


def _is_doer(camera: Word, reading: Reading) -> bool:
    """Does the camera do something, or does somebody look at it?"""
    before = [word.lower for word in reading.words[max(0, camera.i - 2) : camera.i]]
    if before[1:] in (["the"], ["a"]) and before[0] in _TOWARDS and camera.lower != "lens":
        return False  # "looks at the camera, smiling and turning"
    after = reading.words[camera.i + 1] if camera.i + 1 < len(reading.words) else None
    if camera.lower in _PICTURE:
        return after is not None and after.verb in _PICTURE_MOVES
    return camera.lower != "we" or (after is not None and after.pos in {"VERB", "ADV", "AUX", "NOUN", "ADJ"})


def _move(word: Word, tokens: Sequence[Word]) -> str:
    """What a camera does by this word, or ""."""
    if word.pos not in {"VERB", "NOUN", "ADJ", "PROPN", "ADP", "ADV"}:
        return ""
    if tokens[word.i - 1].lower in {"a", "an", "the", "of"}:
        return ""
    return str(table("camera_moves")["verbs"].get(word.verb, ""))


def _asked(word: Word, tokens: Sequence[Word]) -> tuple[int, str, str | None]:
    """Last word, kind and direction of the move that `word` begins; no kind when it begins none."""
    move = _move(word, tokens)
    if not move:
        return word.i, "", None
    last, way = _way(tokens, word.i)
    direction, by_way = table("camera_moves")["directions"].get(way, ("", ""))
    if word.verb in {"rotate", "revolve", "spin", "turn"} and way in {"around", "round"}:
        move = "orbit"
    elif word.verb == "rotate":
        move = "roll" if "clockwise" in way else "orbit"
    elif word.verb == "sweep" and way in {"through", "over"}:
        move = "fly"
    elif move == "by-direction":
        move = by_way or "other"
    implied = table("camera_moves")["implied"].get(word.verb, "")
    return last, move, _normal(move, implied if move == "crane" and implied else direction or implied)


def _way(tokens: Sequence[Word], verb: int) -> tuple[int, str]:
    """The last word of the move and the word that says where it goes."""
    ways = table("camera_moves")["directions"]
    for word in tokens[verb + 1 : verb + 1 + _WAY_WITHIN]:
        if word.lower in ways:
            return word.i, word.lower
        if word.pos not in {"ADV", "DET", "ADP", "PART", "ADJ"} or word.lower in {"and", "on", "as", "while"}:
            break
    return verb, ""


def _normal(move: str, direction: str) -> str | None:
    """Pushing and zooming go in or out, whatever the words."""
    if move in {"dolly", "zoom"}:
        direction = _IN_OUT.get(direction, "")
    return direction or None


def _first(tokens: Sequence[Word], verb: int) -> int:
    """Adverbs before the verb belong to the move."""
    while verb and tokens[verb - 1].pos == "ADV" and tokens[verb - 1].lower.endswith("ly"):
        verb -= 1
    return verb
