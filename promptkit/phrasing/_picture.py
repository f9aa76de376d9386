"""What a prompt shows, as far as the lexicon knows it: who, what, where, in what air."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar

from promptkit.lexicon import (
    Being,
    Found,
    Material,
    Place,
    beings,
    find_entries,
    find_phrase,
    materials,
    places,
    plural,
    singular,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._denied import denials
from promptkit.phrasing._models import people_called_models, without_models
from promptkit.phrasing._place import sentence_around
from promptkit.phrasing._setting import OPEN, UNSAID, Air, air_of, outside_of, place_of, speaks_of_a_room
from promptkit.phrasing._shown import is_head, is_image, is_owner, is_seen, is_stuff, is_there, past_names
from promptkit.scene import Scene, Span
from promptkit.tidy import quotations

E = TypeVar("E")
MAX_BEFORE = 1
"""A being that more noun phrases come before is not what the picture is of, and is left alone."""
MAX_BEFORE_THING = 0
"""The same for things that nobody wears: what only stands by may be out of the view, or out of the light."""
_MAX_BEFORE_WORN = 2
MOST_NAMED = 200
"""Nouns of a prompt that are looked at, the first ones: no shot shows more, and each look is at all of the prompt."""
_SHOT_WORDS = frozenset(
    {"up", "video", "clip", "view", "image", "scene", "animation", "film", "movie", "picture", "focus"}
)
_BOX = lazy(r"(?i)\bcardboard (?:box(?:es)?|cartons?|tubes?|houses?)\b")
"""What an animal sits in, and is no likeness."""
_PLACES_IT = lazy(r"(?i)\b(?:in|on|at|with|by|under|over|near|beside|behind|above|against|among|from)\b")
_ABSENT = lazy(
    r"(?i)(?:no|without|nobody)(?:\s+(?:any|other|visible))?(?:\s+(?:people|person|humans?|guests?|visitors?|customers?|passengers?|players?|driver|crowds?|faces?|one|text|words?|cars?|traffic|music|"
    r"sound|dialogue|narration|narrator|voice-?over|subtitles?|captions?|watermarks?|hands|camera|cuts?|logos?|animals?|makeup|make-up|shoes|hats?|glasses|talking|voice)\b|$)|nobody\b"
)
_IN_HAND = lazy(
    r"(?i)\b(?:hold|carry|clutch|grip|gather|collect|wear|eat|sell|buy|touch)(?:s|ing)?\s+(?:[\w-]+\s+){0,3}$"
)
"""Before what somebody may hold anywhere, in a room too."""
HOLDS = lazy(
    r"(?i)\b(?:hold|carry|carri|clutch|grip|grasp)(?:es|ed|s|ing)?\s+(?:on to\s+|up\s+)?"
    r"(?:(?:an?|the|one|some|his|her|their|two|three|several)\s+)?(?:(?:single|bunch|bouquet)\s+(?:of\s+)?)?(?:[\w-]+\s+){0,2}$"
)
"""Before what somebody has in the hand."""
_MAX_BEFORE_LISTED = 4
_LISTED = lazy(r",\s+(?:(?!(?:an?|the|and|with|in|on|at|of)\b)[\w-]+\s+){0,3}$", re.IGNORECASE)
"""Before what is one more in a list of what somebody has: ", long hair, white dress"."""
_BESIDE_IT = lazy(
    r"\b(?:by|beside|near|before|in front of|next to|around|round)\s+(?:an?|the|their|his|her)\s+(?:[\w-]+\s+)?$"
)
"""Where somebody sits who looks at what moves of itself."""
_WITH = lazy(
    r"\b(?:with|hold(?:s|ing)|carr(?:ies|ying)|fly(?:ing)?|flies)\s+(?:an?|the|one|his|her|their)\s+(?:[\w-]+\s+){0,2}(?:of\s+(?:[\w-]+\s+)?)?$",
    re.IGNORECASE,
)
"""Before what somebody has at hand."""
_OF_IT = lazy(r"(?i)\bof (?:the )?(?:(?!(?:and|with|in|on|at|an?)\b)[\w-]+ ){0,2}$")
"""Before what fills, or makes up, the thing before it: "a bowl of thick tomato | soup"."""
_ONE_AND_MANY = frozenset({"koi", "sheep", "deer", "fish", "moose", "bison", "trout", "carp", "pike", "squid"})
"""Nouns whose plural is no other word."""


_IS_ONE = lazy(
    r"(?i)\b(?:(?:an?|one|lone|single|another|this|that)\s+|1\b\W*)"
    r"(?:(?!(?:with|of|full|and|in|on|for)\b)[\w'’-]+\s+){0,3}$"
)
_ONE_OF_IT = lazy(
    r"(?i)\b(?:an?|one)\s+(?:(?!(?:few|couple|dozen|hundred|thousand|million|lot|group|pair|number|of|and|with|in)\b)[\w'’-]+\s+){0,2}$"
)
"""What says that a plural is a slip for one."""
_GROUP_OF = lazy(
    r"(?i)\b(?:herd|flock|school|shoal|group|pair|row|dozens?|troop|troupe|pack|pride|swarm|colony|gaggle|litter|pod|bunch|"
    r"couple|trio|family|crowd|lots?|hundreds|thousands) of\s+(?:[\w'’-]+\s+){0,2}$"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|few|several|many)\s+(?:(?!(?:and|of|with|in|on)\b)[\w'’]+\s+)?$"
)
"""What says that there are several, whatever the number of the noun."""
_ONE_OF_THEM = lazy(r"(?i)\b(?:one|each)\s+of\s+(?:\w+\s+){1,3}$")
_SOME = lazy(
    r"(?i)\b(?:some|both|an?\s+(?:dozen|hundred|thousand)|[2-9]|[1-9]\d{1,2})\s+(?:(?!(?:and|of|with|in|on)\b)[\w'’]+\s+)?$"
)
"""The same before a noun that is its own plural: "some man" is one, "some sheep" are several."""


@cache
def _of_the_shot() -> frozenset[str]:
    """Words that speak of the shot, not of what is in it."""
    return words("camera") | words("style") | _SHOT_WORDS


@dataclass(frozen=True)
class Picture:
    """Who and what a prompt shows."""

    prompt: str
    beings: tuple[Found[Being], ...]
    things: tuple[Found[Material], ...]
    place: Place | None
    air: Air
    place_at: int
    """Offset of the place's name."""
    phrases: tuple[Span, ...]
    """The noun phrases of the prompt."""
    further: tuple[Found[Material], ...] = ()
    """Things that are named further on, and moved only where nobody is there to move."""
    everybody: tuple[Found[Being], ...] = ()
    """All who are there, also those who are too far behind to be what the picture is of."""
    at: int = 0
    """Offset at which something is to be added."""
    in_passing: bool = False
    """Whether it is a view of one thing of the picture, and of nothing else in it."""
    mixed: bool = False
    """Whether a room and the open are both named, so that the air of neither is sure."""

    @property
    def denies(self) -> bool:
        """Whether it says of anything but people, words and traffic that it is not there or not so.

        Asked of the sentence that names what it shows, and of what is said of that thing by its name.
        """
        first, last = sentence_around(self.prompt, self.focus)
        named = [thing.noun for thing in self.things]
        return any(
            not _ABSENT.match(self.prompt[start:end])
            and (first <= start < last or find_phrase(self._sentence(start, end), (*named, "it", "they")))
            for start, end in denials(self.prompt)
        )

    def _sentence(self, start: int, end: int) -> str:
        """The part of a sentence up to `end` that holds `start`."""
        return self.prompt[sentence_around(self.prompt, start)[0] : end]

    @property
    def opening(self) -> int | None:
        """Where the first noun phrase ends, when there is one."""
        return self.phrases[0].end if self.phrases else None

    def phrases_before(self, at: int) -> int:
        """How many noun phrases end before `at`, those not counted that speak of the shot."""
        return bisect_right(self._ends, at)

    @cached_property
    def _ends(self) -> list[int]:
        """Where the noun phrases end that do not speak of the shot, in order."""
        return sorted(phrase.end for phrase in self.phrases if not find_phrase(phrase.text, _of_the_shot()))

    @property
    def sole_thing(self) -> Found[Material] | None:
        """The one thing that the picture is of: a pronoun can only mean it."""
        if self.beings or len(self.things) != 1:
            return None
        thing = self.things[0]
        if find_entries(self.prompt[: thing.start], beings()):  # "anime girl cherry blossoms"
            return None
        joined = re.match(r"\s*(?:,|and\b|or\b|&)", self.prompt[thing.end :]) or re.search(
            r"\band\b|,|&", self.prompt[: thing.start]
        )
        shown = next((each.end for each in self.phrases if not find_phrase(each.text, _of_the_shot())), None)
        placed = _PLACES_IT.search(self.prompt[: thing.start])  # "a priory in fog" is not only of fog
        return thing if shown in (None, thing.end) and not joined and not placed else None

    @property
    def opens_with_shot(self) -> bool:
        """Whether the first noun phrase speaks of the shot: "a close-up of ...", "drone footage of ..."."""
        first = self.prompt[: self.opening] if self.opening is not None else ""
        return find_phrase(first, _of_the_shot()) is not None

    @property
    def focus(self) -> int:
        """Offset of the word that an addition belongs to: the first being, else the first thing, else the place."""
        first = self.beings or self.things
        return first[0].start if first else self.place_at

    def phrases_in_sentence(self, at: int) -> int:
        """How many noun phrases of its sentence end before `at`, those not counted that speak of the shot."""
        return self.phrases_before(at) - self.phrases_before(sentence_around(self.prompt, at)[0])

    @property
    def holds_image(self) -> bool:
        """Whether a likeness is in it, so that who is named may be carved or painted; a style is no likeness."""
        prompt = _BOX.sub(" ", without_models(self.prompt))
        return find_phrase(prompt, words("images") - words("style")) is not None

    @property
    def in_a_room(self) -> bool:
        """Whether words stand there that belong to a room."""
        return speaks_of_a_room(self.prompt, self.place)

    @property
    def is_placed_indoors(self) -> bool:
        """Whether the place that is named is a room."""
        return self.place is not None and self.place.indoors

    @property
    def is_within(self) -> bool:
        """Whether the picture is taken in a room."""
        return self.in_a_room or self.is_placed_indoors

    def says(self, kind: str) -> bool:
        """Whether the prompt holds a word of that list."""
        return find_phrase(without_models(self.prompt), words(kind)) is not None


@lru_cache(maxsize=8)
def picture_of(scene: Scene) -> Picture:
    """Look up every noun of the prompt; nouns inside compounds, images of things and camera words are left out."""
    prompt = scene.prompt
    kinds: tuple[Being | Material, ...] = (*beings(), *materials())
    camera = [(move.span.start, move.span.end) for move in scene.camera_moves]
    passed_over = (*denials(prompt), *quotations(prompt), *camera)
    named = find_entries(prompt, kinds)[:MOST_NAMED]
    found = [
        entry
        for entry in named
        if is_head(scene, entry)
        and is_seen(prompt, entry)
        and not any(start <= entry.start < end for start, end in passed_over)
    ]
    begins = {entry.start for entry in named}
    starts = {each.start for each in found}
    of_others = {each.end for each in found if prompt.startswith(" of ", each.end) and each.end + len(" of ") in starts}
    found = [entry for entry in found if not (isinstance(entry.entry, Material) and entry.end in of_others)]
    found = [entry for entry in found if prompt[entry.end : entry.end + 1] != " " or entry.end + 1 not in begins]
    models = {end for _, end in people_called_models(prompt)}
    who = tuple(
        replace(_counted(prompt, being), end=past_names(prompt, being))
        for being in _of_kind(found, Being)
        if (being.end in models or not (being.noun.endswith(("model", "models")) or is_image(prompt, being)))
        and is_there(prompt, being)
    )
    what = tuple(
        thing for thing in _of_kind(found, Material) if not is_owner(prompt, thing) and not is_stuff(prompt, thing)
    )
    where = place_of(scene)
    place = where.entry if where else None
    at = where.start if where else 0
    air = air_of(prompt, place)
    shells = [each for each in find_entries(prompt, places()) if each.entry.indoors]
    in_front = [each for each in shells if outside_of(prompt, each)]
    rooms = {each.entry.name for each in shells if each not in in_front} - {"furniture"}
    indoors = speaks_of_a_room(prompt, place)
    is_placed = place is not None or bool(rooms) or indoors
    if (
        air == UNSAID
        and not is_placed
        and (in_front or any(thing.entry.outdoors and not _IN_HAND.search(prompt[: thing.start]) for thing in what))
    ):
        air = OPEN
    mixed = place is not None and not place.indoors and (bool(rooms) or indoors)
    picture = Picture(prompt, who, what, place, air, at, tuple(scene.anchors), everybody=who, mixed=mixed)
    near = tuple(thing for thing in what if picture.phrases_before(thing.start) <= _most_before(prompt, thing))
    return replace(
        picture,
        beings=tuple(being for being in who if picture.phrases_before(being.start) <= MAX_BEFORE),
        things=near,
        further=tuple(
            thing
            for thing in what
            if thing not in near
            and not thing.entry.worn
            and picture.phrases_in_sentence(thing.start) <= _MAX_BEFORE_LISTED
        ),
    )


def further_views(picture: Picture) -> Iterator[Picture]:
    """The same picture seen for one of the things that are named further on, then for its place alone."""
    for thing in picture.further:
        yield replace(picture, beings=(), things=(thing,), in_passing=True)
    if picture.things or picture.beings or picture.further:
        yield replace(picture, beings=(), things=(), further=())


def only_the_being(picture: Picture, end: int) -> Picture:
    """The same picture seen for the being that it begins with, and what is told of that one up to `end`."""
    return replace(
        picture,
        beings=picture.beings[:1],
        things=tuple(thing for thing in picture.things if thing.start < end),
        everybody=tuple(each for each in picture.everybody if each.start < end),
        further=(),
        at=end,
        in_passing=True,
    )


def _most_before(prompt: str, thing: Found[Material]) -> int:
    """How many noun phrases may come before a thing: one more where it draws the eye, is held, or in a bowl."""
    before = prompt[: thing.start]
    if thing.entry.worn:
        return _MAX_BEFORE_LISTED if _LISTED.search(before) else _MAX_BEFORE_WORN
    if thing.entry.mover:
        return _MAX_BEFORE_LISTED if _BESIDE_IT.search(before) else MAX_BEFORE
    if HOLDS.search(before) is not None and "held" in thing.entry.moves:
        return MAX_BEFORE
    is_with = _WITH.search(before) is not None
    return MAX_BEFORE_THING + is_with + (_OF_IT.search(before) is not None)


def _of_kind(found: Iterable[Found[Any]], kind: type[E]) -> list[Found[E]]:
    return [
        Found(each.entry, each.start, each.end, each.noun, each.plural)
        for each in found
        if isinstance(each.entry, kind)
    ]


def _counted(prompt: str, being: Found[Being]) -> Found[Being]:
    """The being, in the number that the words before it tell: "a troop of monkey" are several, "a gentlemen" is one."""
    before = prompt[: being.start]
    if being.noun.rpartition(" ")[2] not in _ONE_AND_MANY and not being.noun.endswith("fish"):
        if being.plural:
            is_slip = _ONE_OF_IT.search(before) is not None and being.noun not in ("people", "police")
            return replace(being, noun=singular(being.noun), plural=False) if is_slip else being
        return replace(being, noun=plural(being.noun), plural=True) if _GROUP_OF.search(before) else being
    one = _IS_ONE.search(before)
    verb = re.match(r"\s+and\s+(?:(?!\w*s\b)\w+\s*(?:$|[,.]))|\s+(?:is|has|\w+[^s\W]s)\b", prompt[being.end :])
    if _ONE_OF_THEM.search(before):
        return replace(being, plural=False)
    several = _GROUP_OF.search(before) or _SOME.search(before)
    return replace(being, plural=several is not None or not (one or verb))
