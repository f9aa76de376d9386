"""Which way a camera move goes, by the words it is asked for with."""

import re

from promptkit.scene.lexicon import table

_WORD = re.compile(r"[a-z]+(?:-(?:clockwise))?")
_AHEAD = 4
"""Words behind the move that may still say where it goes: "pans slowly to the left"."""
_ENOUGH = frozenset(["and", "then", "while", "as", "before", "until", "from", "of", "on"])
_GLUED = re.compile(r"(?:zoom|push|pull|dolly)(?:e?s|ing)?-?(in|out|back)\b")
_IN_OUT = {"forward": "in", "backward": "out", "in": "in", "out": "out"}


def direction_of(move: str, said: str, behind: str) -> str | None:
    """The direction in the terms of `CameraMove.direction`.

    Args:
        move: The kind of move.
        said: The words of the move.
        behind: The text behind them.
    """
    if glued := _GLUED.search(said.lower()):
        return "in" if glued[1] == "in" else "out"
    ways, implied = table("camera_moves")["directions"], table("camera_moves")["implied"]
    words = [*_WORD.findall(said.lower()), *_next_words(behind)]
    carried = next((implied[word] for word in words if word in implied), None)
    told = next((ways[word] for word in words if ways.get(word)), None)
    direction = carried or told if move == "crane" else told or carried
    return _IN_OUT.get(direction or "") if move in {"dolly", "zoom"} else direction


def _next_words(behind: str) -> list[str]:
    clause = re.split(r"[.,;:!?\n]", behind.lower(), maxsplit=1)[0]
    words = _WORD.findall(clause)[:_AHEAD]
    end = next((at for at, word in enumerate(words) if word in _ENOUGH), len(words))
    return words[:end]
