"""Ideas for motion: what could move in a picture, and what would move it, best first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from promptkit.lexicon import find_phrase, words
from promptkit.phrasing._body import first_moves, moves_told, on_body
from promptkit.phrasing._deed import deed_of
from promptkit.phrasing._filled import filled
from promptkit.phrasing._hint import nothing_known
from promptkit.phrasing._idea import Idea, render, said
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._reflected import asks_for_a_mirror
from promptkit.phrasing._seen_through import is_seen_through
from promptkit.phrasing._things import SITS, ambient, eye_catchers, still_water, things, worn
from promptkit.phrasing._told_air import told_air
from promptkit.phrasing._told_last import unrepeated

MAX_CLAUSES = 3
MAX_CALM = 2
"""One main motion and, in wind, at most two that follow from it, else one: more would make a crowded prompt."""

_SMALL = [
    "small",
    "loose snow",
    "streams of snow",
    "ripples",
    "branches",
    "leaf",
    "leaves",
    "petals?",
    "twigs?",
    "hem",
    "edge",
    "strands?",
    "dust",
    "grains?",
    "piles",
    "threads?",
]
"""What is not to be seen from the air."""
_STRONG = [
    "steepening",
    "breaking into foam",
    "foam breaking",
    "roughening",
    "chasing",
    "streaming to one side",
    "lying flat",
]
"""What only a strong wind does, which must be told."""


@dataclass(frozen=True)
class Refusal:
    """Why nothing may be added."""

    why: str
    of_all: bool = False
    """Whether nothing else of the picture may be set in motion either."""
    may_move: bool = False
    """Whether that is because something may move already."""


def ideas(picture: Picture, *, camera_moves: bool) -> list[tuple[str, ...]] | Refusal:
    """Sets of clauses, best first, or why there are none; no two sets move the same things.

    Args:
        picture: What the prompt shows.
        camera_moves: With a moving camera no subject is made to act: both at once is more than a shot holds.
    """
    being = picture.beings[0] if picture.beings else None
    if being and (deed := deed_of(picture, being)):
        why = f'"{deed}" may tell a motion already; say plainly what moves, and what makes it move'
        return Refusal(why, of_all=True, may_move=True)
    far = picture.says("from_afar")  # a breath or a strand of hair is not seen from there
    mains = [] if being is None or camera_moves or far else first_moves(picture, being)
    hide = [] if far or (not mains and len(picture.everybody) > 1) else on_body(picture, being)  # whose hair?
    followers = _fitting([*worn(picture, being, is_named=bool(mains)), *things(picture), *hide], picture)
    if not mains and not camera_moves:  # a breath alone, in the cloth, is nothing to look at
        followers = [idea for idea in followers if "breath" not in idea.template]
    waits = picture.in_passing or (picture.further and not (mains or followers))  # for what the prompt itself names
    around = [] if waits else [*still_water(picture), *_fitting(filled(picture) or ambient(picture), picture)]
    opens = picture.opening is not None and any(thing.start < picture.opening for thing in picture.things)
    catchers = [] if far and not opens else _fitting(eye_catchers(picture, being), picture)
    known = (*mains, *followers, *around, *catchers)
    texts = [text for idea in known for text in (idea.template, *idea.alike)]
    if moves_told(picture, being) or any(said(picture.prompt, text) for text in texts):
        return Refusal("what could be added stands there already; say what else moves", of_all=True)
    most = MAX_CLAUSES if picture.air.force == "wind" and not SITS.search(picture.prompt) else MAX_CALM
    blown = told_air(picture.prompt) is not None
    chosen = _combinations(mains, followers, around, catchers, blown=blown)
    told = [render(each[:most], picture) for each in chosen]
    fresh = [kept for clauses in told if (kept := unrepeated(clauses, picture))]
    found = list(dict.fromkeys(fresh or told))  # better said twice than not at all
    return found or Refusal(nothing_known(picture))


@cache
def _ice() -> frozenset[str]:
    """What water says that does not move; on a quiet beach small waves still run in."""
    return words("frozen") - {"quiet", "calm", "placid"}


def _by_the_sea(picture: Picture) -> bool:
    """Whether the sand there is a beach's, which only a strong wind lifts."""
    return picture.place is not None and picture.place.name in ("beach", "sea", "island")


def _combinations(
    mains: list[Idea], followers: list[Idea], around: list[Idea], catchers: list[Idea], *, blown: bool
) -> Iterable[tuple[Idea, ...]]:
    def at(pool: list[Idea], *indices: int) -> list[Idea]:
        return [pool[index] for index in indices if index < len(pool)]

    if mains:
        wanted = [
            [*at(mains, 0), *_beside(mains[0], at(followers, 0, 1))],
            at(followers, 0) if blown else [],
            [*at(mains, 1), *at(around, 0)],
            [*at(mains, 0), *at(around, 1)],
            [*at(mains, 1), *_beside(mains[min(1, len(mains) - 1)], at(followers, 1))],
            [*at(mains, 0), *at(around, 0)],
            [*at(mains, 0)],
            *([*at(mains, index)] for index in range(1, len(mains))),
        ]
    else:
        wanted = [
            [*at(followers, 0, 1)],
            [*at(followers, 0), *at(around, 0)],
            [*at(around, 0)],
            [*at(followers, 1), *at(around, 1)],
            [*at(around, 1)],
            [*at(followers, 2)],
        ]
    seen: set[frozenset[str]] = set()
    rising = [idea for idea in followers if "steam" in idea.template]
    for group in ([*at(catchers, 0), *(at(rising, 0) if catchers else [])], *wanted):
        chosen = [idea for idea in group if idea.alone] or group
        movers = frozenset(idea.mover for idea in chosen)
        if chosen and len(movers) == len(chosen) and movers not in seen:
            seen.add(movers)
            yield tuple(chosen)


def _beside(main: Idea, followers: list[Idea]) -> list[Idea]:
    """What goes with it: no breath in the cloth beside one that is told."""
    breathes = re.search(r"breath|shoulders", main.template)
    return [
        idea
        for idea in followers
        if not (breathes and "breath" in idea.template) and not _is_told_of(main, idea.slots.get("the", ""))
    ]


def _is_told_of(main: Idea, thing: str) -> bool:
    """Whether the main motion speaks of the thing already: of a mane that swings along."""
    return bool(thing) and re.search(rf"\b{re.escape(thing.rsplit(maxsplit=1)[-1])}\b", main.template) is not None


def _fitting(found: list[Idea], picture: Picture) -> list[Idea]:
    """Less dust where it rains, less ripples where water is frozen, and nothing said twice of two things."""
    unfit = ["dust", "grit", "dry", "veils of sand", "loose grains"] if picture.says("wet") else []
    quiet = picture.place is not None and picture.place.name == "beach" and not find_phrase(picture.prompt, _ice())
    unfit += ["ripples", "waves", "swells?", "water", "spray"] if picture.says("frozen") and not quiet else []
    unfit += (
        ["ripples?", "waves?", "swells?", "reflections", "spray", "the water"]
        if asks_for_a_mirror(picture.prompt)
        else []
    )
    unfit += ["air"] if is_seen_through(picture.prompt) else []
    tidy = (picture.is_within or picture.says("orderly")) and not picture.says("run_down")
    unfit += ["current wavers"] if tidy else []
    unfit += ["grass", "plants", "leaves", "ferns", "reeds"] if picture.says("bare_ground") else []
    unfit += ["snow", "cloud", "clouds", "sky"] if picture.is_placed_indoors else []
    unfit += _SMALL if picture.says("from_afar") else []
    unfit += ["hanging edge"] if picture.says("close") or picture.says("one_foot") else []
    unfit += ["clouds? (?:sliding|drifting)"] if picture.says("from_above") or picture.says("from_afar") else []
    clouded = any(thing.entry.name in ("cloud", "clouded sky") for thing in picture.things)
    unfit += ["clouds?"] if picture.says("dark") and not clouded else []
    unfit += [] if picture.says("windy") else ["dry sand"]
    unfit += ["veils of sand"] if _by_the_sea(picture) and not picture.says("windy") else []
    unfit += [] if picture.says("windy") or told_air(picture.prompt) == "the wind" else _STRONG
    barred = re.compile("|".join(rf"\b(?:{word})\b" for word in unfit)) if unfit else None
    kept: dict[str, Idea] = {}
    for idea in found:
        texts = [text for text in (idea.template, *idea.alike) if barred is None or not barred.search(text)]
        if texts:
            kept.setdefault(texts[0], replace(idea, template=texts[0], alike=tuple(texts[1:])))
    return list(kept.values())
