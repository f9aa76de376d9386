"""What a suite says, in parts: which of them was changed since a run was made."""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from promptkit.suite import Suite

_WHOLE = {
    "arms": "its arms (variants, targets or lengths)",
    "provider": "the provider",
    "measured": "what is measured (metrics, backbones, until)",
}
_OF_ARMS = {
    "flaws": "its flaws",
    "chains": "the clips in a chain",
    "shots": "which shots or clips there are",
}
"""Parts that are told arm by arm: with other arms all of them are others."""
_OF_SHOTS = {
    "prompts": "prompts or negatives",
    "orders": "targets, lengths or modes of shots",
    "seeds": "seeds or repeats",
    "places": "where its clips are",
}
"""Likewise, shot by shot."""


def hashes_of(suite: Suite) -> dict[str, str]:
    """A hash of each part, by name; all that decides `Suite.sha256` is in one of them."""
    return {name: hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest() for name, told in _parts(suite)}


def changed(before: Mapping[str, str], suite: Suite) -> list[str]:
    """The parts that are others than they were, in words."""
    now = hashes_of(suite)
    words = dict(_WHOLE)
    for depends_on, more in (("arms", _OF_ARMS), ("shots", _OF_SHOTS)):
        if before.get(depends_on) != now[depends_on]:
            break
        words |= more
    return [text for name, text in words.items() if before.get(name) != now[name]]


def _parts(suite: Suite) -> Iterator[tuple[str, Any]]:
    yield "arms", [arm.name for arm in suite.arms]
    yield "flaws", {arm.name: arm.variant.flaws for arm in suite.arms}
    yield "chains", {arm.name: arm.parts for arm in suite.arms}
    yield "provider", suite.provider.model_dump() if suite.provider else None
    yield "measured", {**suite.measured, "references": None}
    by_shot: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in _OF_SHOTS}
    for arm in suite.arms:
        for case in arm.cases:
            key, shot = f"{arm.name}/{case.prompt_id}", case.shot
            by_shot["seeds"][key].append([case.id, shot and shot.seed])
            if shot is not None:
                by_shot["prompts"][key] = [shot.prompt, shot.negative]
                by_shot["orders"][key] = [shot.target, shot.duration, shot.mode]
            elif case.clip is not None:
                by_shot["places"][key] = [os.path.relpath(case.clip, suite.path.parent).replace(os.sep, "/")]
    yield "shots", sorted(by_shot["seeds"])
    yield from by_shot.items()
