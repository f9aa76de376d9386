"""A thing that the air may move, and whether it is in a room."""

import re
from dataclasses import dataclass

from promptkit.lexicon import Material, find_entries, find_phrase, places, words
from promptkit.patterns import lazy
from promptkit.phrasing._around import sentence
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._setting import Air
from promptkit.scene import Element, Scene

_NOT_GROWING = lazy(
    r"\b(?:cut|dried|felled|fallen|chopped|picked|pressed|mown|harvested|artificial|plastic|silk|fake|dead|"
    r"wilted|uprooted|broken|bouquets?|bunch(?:es)?|vases?|"
    r"stuffed|crown|wreaths?|garlands?)\b",
    re.IGNORECASE,
)
_OUT_THERE = lazy(
    r"\b(?:outside|beyond|through|behind|past) (?:an?|the|his|her|their|its) (?:[\w-]+ ){0,3}(?:windows?|panes?|"
    r"glass)\b|\boutdoors?\b",
    re.IGNORECASE,
)
"""What is seen from a room."""
_ON_THE_WALL = lazy(r"\bon the walls? of\b", re.IGNORECASE)
_ROOM = lazy(
    r"\b(?:interior|indoors?|inside (?:an?|the)|studio|museum|lobby|office|ceiling|hall|on stage|gym|desk|carpet|"
    r"sofa|shelf|shop|store)\b",
    re.IGNORECASE,
)
"""What says even of a tree or a flag that it stands in a room."""
_ON_A_LINE = lazy(r"\b(?:clothes|washing|laundry)?\s?lines?\b|\bpegged\b", re.IGNORECASE)
_WITHIN = lazy(r"\b(?:in|inside|within)\s+(?:(?:an?|the|his|her|their)\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
BACKGROUNDS = "studio"


@dataclass(frozen=True)
class Moved:
    """A thing that the air may move, and where."""

    scene: Scene
    element: Element
    material: Material
    verb: str
    picture: Picture
    air: Air

    @property
    def kind(self) -> str:
        return self.material.name

    @property
    def sort(self) -> str:
        """How it answers the air, as `Material.stirred` says; what was cut or fell is loose, or moves no more."""
        grown = self.material.stirred == "plant" and _NOT_GROWING.search(self.around) is not None
        if self.kind == "leaves" and self.start == "tumb":
            return "loose"
        return "loose" if grown and self.kind in ("leaves", "blossom") else "" if grown else self.material.stirred

    @property
    def start(self) -> str:
        """How its verb begins, in whichever form."""
        return self.verb[:4]

    @property
    def around(self) -> str:
        """Its sentence, less the moves of the camera."""
        around = sentence(self.scene, self.element)
        for move in self.scene.camera_moves:
            around = re.sub(rf"(?<!\w){re.escape(move.span.text)}(?!\w)", " ", around)
        return around

    @property
    def is_met_outside(self) -> bool:
        """Whether such a thing stands in the open unless it is said to be in a room."""
        hung_out = self.kind == "laundry" and _ON_A_LINE.search(self.scene.prompt) is not None
        return self.material.outdoors or hung_out or self.kind in ("sign", "swinging sign")

    @property
    def is_inside(self) -> bool:
        """Whether it is in a room, by its own sentence before the others; a tree by a window is not."""
        picture, prompt, around = self.picture, self.scene.prompt, self.around
        if _OUT_THERE.search(around):
            return False
        if _ON_THE_WALL.search(around) and any(each.entry.indoors for each in find_entries(around, places())):
            return True
        if around.strip(" .\n") != prompt.strip(" .\n"):
            named = [
                each.entry for each in find_entries(around, places()) if each.entry.name not in ("furniture", "sky")
            ]
            outside, inside = (any(each.indoors is indoors for each in named) for indoors in (False, True))
            inside = inside or find_phrase(around, words("indoors")) is not None
            if outside != inside:
                return inside
        if self.is_met_outside:
            within = picture.is_placed_indoors and _WITHIN.search(prompt[: picture.place_at]) is not None
            return within or (_ROOM.search(prompt) is not None and (picture.place is None or picture.place.indoors))
        placed = picture.is_placed_indoors and picture.place is not None and picture.place.name != BACKGROUNDS
        return placed or picture.in_a_room or (picture.mixed and self._has_another_place)

    @property
    def _has_another_place(self) -> bool:
        """Whether a room is named that says no more of the open place behind it: "a hotel beach" is a beach."""
        prompt, at = self.scene.prompt, self.picture.place_at
        return any(each.entry.indoors and prompt[each.end : at] != " " for each in find_entries(prompt, places()))
