"""What moves first on a person or an animal, and what the air moves on its body."""

import re
from dataclasses import replace

from promptkit.lexicon import (
    Being,
    Found,
    Posture,
    beings,
    find_entries,
    find_phrase,
    postures,
    singular,
    verb_in,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._hindered import FACE_FILLS, HEAD_ONLY, LOOKS_AT_IT, TINY, have_seats, in_the_frame, that_fit
from promptkit.phrasing._idea import Idea, by_force, by_prompt, said, slots
from promptkit.phrasing._mount import mount_moves
from promptkit.phrasing._own_stretch import is_of_the_same
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._role import act_of
from promptkit.phrasing._use import use_of

_LAST = "turning {poss} head slowly"
"""What a body still does when nothing else fits it."""
AT_REST = ("sleeping", "lying", "curled up")
"""Postures in which an animal, too, does no more than breathe."""
_SOAKED = lazy(r"(?i)\b(?:surf\w*|swim\w*|div(?:e|er|ing)|pool|bath\w*|shower\w*|in the (?:water|sea|lake|river))\b")
_IN_A_FACE = (
    "parting {poss} lips a little and closing them again",
    "blinking slowly",
    "blinking and drawing a slow breath",
    "blinking slowly, {poss} eyes moving aside and back",
    "blinking, {poss} lips parting a little",
)
_BESIDE_ANOTHER = lazy(
    r"(?i)\s+(?:and|beside|next to|facing|opposite)\s+(?:an?|the|one|another|two|three|his|her|their|its)\s"
)
"""What brings another in, who may be a being though the lexicon does not know the noun."""
_PAIR = lazy(
    r"(?i)(?:\s+and|[^.;:!?]*?[\s,](?:with|beside|next to|facing|opposite|holding|carrying|cradling|hugging|petting|"
    r"stroking))"
    r"\s+(?:an?|the|one|two|three|four|[2-4]|his|her|their|its)\s+(?:[\w-]+\s+){0,2}$"
)
"""What stands between the two of a pair."""
_AND_ANOTHER = lazy(r"(?i)\s+and\s+(?:an?|the|one|two|three|his|her|their|its)\s+(?:[\w-]+\s+){0,2}$")
"""What stands between two who do the same."""
_THING_BESIDE = lazy(r"(?i)\s+and\s+(?:an?|the)\s+(?P<thing>(?:[\w-]+\s+){0,2}[\w-]+)\s*(?:[,.;]|$)")
"""The only other thing in a picture of somebody."""
_FIXED = lazy(
    r"(?i)\b(?:sink|toilet|refrigerator|fridge|oven|microwave|bed|couch|sofa|chair|bench|table|toaster|washbasin|bathtub|"
    r"traffic light|fire hydrant|parking meter|stop sign|wall|door|car|truck|bus)$"
)
"""What stands about and nobody looks at."""
_A_FEW = lazy(r"(?i)\b(?:two|2|three|3|four|4|couple of|few|pair of)\s+(?:[\w-]+\s+){0,2}$")
"""Too few for a crowd."""
_SLIGHT = lazy(
    r"(?:breathing slowly and )?blinking(?: slowly)?(?: and (?:turning \{\w+\} head.*|breathing slowly))?"
    r"|turning \{\w+\} head slowly(?: to one side and back)?"
)
"""What has neither weight nor a cause to be seen, and comes last."""
_POSSESSED = lazy(r"(?:(?<=, )|(?<=\bshifting )|(?<=\beasing ))\{poss\} ")
"""A pronoun that can be left out, where the prompt does not tell which it is: "drawing a breath, shoulders rising"."""
_ONE_BREATH = lazy(r"drawing a (?:slow )?breath")
_DRAWS = lazy(r"(?i)\bdr(?:aws?|awn|ew|awing)\b")
"""A breath is not drawn beside what is."""
_OWN = lazy(r"(?i)\b(?:my|our|your|his|her|their|its|\w+['’]s?)\s+(?:[\w-]+\s+){0,2}$")
_POSES = lazy(r"(?i)\b(?:pose|posing|posed|poses|group photo|team photo|wedding photo|line[- ]?up|lined up)\b")
"""What several do who hold still for a picture."""
_CROWD, _SEATED_CROWD, _SEVERAL, _INFANT = "in a crowd", "in a seated crowd", "several", "infant"
_SLEEPING_CROWD = "in a sleeping crowd"
_CROWDS = (_CROWD, _SEATED_CROWD, _SLEEPING_CROWD)
_SEVERAL_FACES, _SEVERAL_WATCHING = "several faces", "several watching"
_MOODS = ("weary", "tense", "angry", "shy", "confused", "startled")
"""Postures that go by how somebody looks."""
_OF_A_CROWD = lazy(r"^(?P<part>some|a few|one) (?=\w+ing\b)")
_SHINES = lazy(r"(?i)\b(?:lights?|neon|lamps?|lanterns?|stars?|signs?|leds?|candles|monitors?)\W*$")
"""What could be taken to be what blinks."""
_DESCRIBED = lazy(
    r"(?i)^(?:(?:small|large|big|little|tiny|huge|old|new|modern|antique|red|blue|green|yellow|white|black|pink|purple|orange|"
    r"brown|gr[ae]y|golden|silver|wooden|metal|plastic|porcelain|ceramic|glass|leather|round|square|long|tall|shiny)\s+)+(?=\w)"
)
"""What need not be said again of a thing."""
_GLOVES = lazy(r"(?i)\b(?:gloves|mittens)\b")
_AT_HAND = lazy(
    r"(?i)\b(?:watch|look|gaz|star|study|stud|examin|inspect|observ|huddl|gather)\w*\s+(?:\w+\s+)?(?:at|over|around|an?|the|their|some)\b"
    r"[^.;]*\b(?:paintings?|pictures?|photos?|maps?|screens?|tablets?|phones?|laptops?|computers?|televisions?|tv|books?|"
    r"documents?|plans?|blueprints?|exhibits?|menu|board|chessboard|artworks?|puzzle|experiment|microscope)\b"
)
"""What several look at who lean in to see it."""
_LANDED = lazy(
    r"(?i)\b(?:on ice|plates?|trays?|market|stall|crates?|counter|grill|pan|board|basket|dish|supermarket|fridge|"
    r"dried|laid out|auction|smoked)\b"
)
"""Fish that hang in no water."""
_FAR_BEHIND = 22
"""Words between a being and what is said of it; further off it is named again."""
_BETWEEN_THEM = lazy(r"(?i)\bwith (?:an?|the|one|two|his|her|their) [^,.;]*\b(?:him|her|them|it)$")
"""What stands last, and would be taken for who moves: "with a chessboard between them"."""
_IN_WATER = lazy(r"(?i)\b(?:aquariums?|tanks?|fish ?bowl|glass bowl|round bowl|ponds?|tub|water)\b")
"""What holds the water of fish that live in a room, or a garden."""
_FACE_OF_ROCK = lazy(r"(?i)\b(?:rock|cliff|mountain|clock|north|south|east|west) faces?\b")
"""Faces that nobody turns to anything."""
_TWO = 2
_CURLED_UP = lazy(r"(?i)\bcurled up\b")
_ON_ITS_BACK = lazy(r"(?i)\b(?:on (?:its|their|his|her) backs?|bell(?:y|ies) up|upside down|dream\w*)\b")
"""Who sleeps so shows a belly, and no flank."""
_BREATHE_CURLED_UP = ("dog", "hound", "cat", "mammal", "big cat")
"""Animals whose breath is seen when they lie so; a hedgehog's is not."""
_SWIMMERS = ("fish", "sea mammal", "jellyfish", "octopus", "squid", "ray", "eel", "seahorse", "sea turtle")
_WATERS = (
    "sea",
    "underwater",
    "aquarium",
    "deep sea",
    "lake",
    "river",
    "swimming pool",
    "island",
    "waterfall",
    "marsh",
)
"""Where those move who live in water; elsewhere they are caught, or a picture."""
_HIDES = {
    "hair": {
        "wind": "{poss} hair lifting and settling with {air}",
        "breeze": "strands of {poss} hair lifting as {air} reaches them",
    },
    "fur": {"wind": "{poss} fur ruffled by {air}"},
    "mane": {"wind": "{poss} mane lifting and settling as {air} runs through it"},
    "feathers": {"wind": "{poss} feathers lifting as {air} slips under them"},
}
"""What the air moves on a body although the prompt does not name it, by force."""


def first_moves(picture: Picture, being: Found[Being]) -> list[Idea]:
    """How the subject starts to move, or the horse under it; nothing of a wreck, a likeness or who is not seen."""
    unseen = _is_hidden(picture, being) or picture.holds_image or picture.denies or being.noun in words("together")
    if unseen or _is_out_of_its_element(picture, being):
        return []
    return mount_moves(picture, being) or _own_moves(picture, being)


def _is_hidden(picture: Picture, being: Found[Being]) -> bool:
    """Whether no more than a part of it is to be seen; the flank of a dog that is curled up still rises and sinks."""
    prompt = _CURLED_UP.sub(" ", picture.prompt) if being.entry.kind in _BREATHE_CURLED_UP else picture.prompt
    return find_phrase(prompt, words("hidden")) is not None


def _is_out_of_its_element(picture: Picture, being: Found[Being]) -> bool:
    """Whether it is a robot in a scrapyard, or a fish on a plate."""
    if being.noun in words("breathless") and picture.says("out_of_use"):
        return True
    placed = picture.place is not None and picture.place.name not in _WATERS
    dry = _LANDED.search(picture.prompt) or (placed and not _IN_WATER.search(picture.prompt))
    return being.entry.kind in _SWIMMERS and bool(dry)


def _own_moves(picture: Picture, being: Found[Being]) -> list[Idea]:
    """How somebody starts to move out of a posture; nothing where two go by one name."""
    if (
        (_is_unclear_whose(picture, being) and _partner(picture, being) is None)
        or (len(picture.everybody) + being.plural > 1 and _POSES.search(picture.prompt))
        or [other.noun for other in picture.everybody].count(being.noun) > 1
    ):
        return []
    posture = _posture(picture, being)
    texts = posture.first if being.entry.human or posture.name in AT_REST else being.entry.first
    if being.entry.human and being.plural and posture.name not in (*AT_REST, *_CROWDS, _INFANT):
        texts = {
            **{force: moves for force, moves in texts.items() if force != "breeze"},
            "any": _named(_several(picture)).first["any"],
        }
    fitting = (
        by_prompt(picture.prompt, _IN_A_FACE)
        if being.entry.human and FACE_FILLS.search(picture.prompt)
        else by_force(picture.prompt, texts, picture.air.force if picture.air.sure else "breeze")
    )
    chosen = in_the_frame(that_fit(fitting, picture, being), picture, being)
    at_rest = posture.name in (*AT_REST, _SLEEPING_CROWD)
    turns = not (at_rest or picture.says("bowed") or LOOKS_AT_IT.search(picture.prompt))
    if being.entry.human and not chosen and turns:
        chosen = [_LAST]
    if being.entry.human and being.plural:
        chosen = [_ONE_BREATH.sub("breathing slowly", text) for text in chosen if "head" not in text or "heads" in text]
    chosen = sorted(chosen, key=lambda text: _SLIGHT.fullmatch(text) is not None)
    if _DRAWS.search(picture.prompt):
        chosen = [text.replace("drawing a", "taking a") for text in chosen]
    if (other := _partner(picture, being) or _thing_beside(picture, being)) and turns and not picture.says("eyes"):
        chosen = [
            text for text in (*_looks_at(picture, being, other), *chosen) if not _speaks_of_one(picture, being, text)
        ]
    elif being.entry.human and _BESIDE_ANOTHER.match(picture.prompt, being.end):
        chosen = [text for text in chosen if not _speaks_of_one(picture, being, text)]
    acts = _without_pronoun(list(act_of(picture, being, posture.name)), picture, being)
    chosen = [*use_of(picture, being), *acts, *_without_pronoun(chosen, picture, being)]
    if not _needs_name(picture, being):
        return [Idea(text, slots(picture, being), alone=text in acts) for text in chosen]
    if _OWN.search(picture.prompt[: being.start]):  # "my grandfather" is not "the grandfather"
        return []
    return [replace(_of(picture, being, text), alone=text in acts) for text in chosen]


def _without_pronoun(texts: list[str], picture: Picture, being: Found[Being]) -> list[str]:
    """The same without "their" of one person, as far as it can be left out; first what then has none."""
    if not being.entry.human or being.plural or slots(picture, being)["poss"] != "their":
        return texts
    return sorted((_POSSESSED.sub("", text) for text in texts), key=lambda text: "{poss}" in text)


def _several(picture: Picture) -> str:
    """The posture of several people: who look at a picture lean in, and of a portrait faces are seen."""
    if HEAD_ONLY.search(picture.prompt):
        return _SEVERAL_FACES
    return _SEVERAL_WATCHING if _AT_HAND.search(picture.prompt) else _SEVERAL


def _of(picture: Picture, being: Found[Being], text: str) -> Idea:
    """What the being does, with its name: "the dog blinking", "some of the people turning their heads"."""
    part = _OF_A_CROWD.match(text)
    noun = _in_short(picture, being)
    if part:
        return Idea(f"{part['part']} of the {noun} {text[part.end() :]}", slots(picture, being))
    if text.startswith("{its} "):
        whose = f"the {noun}'" if noun.endswith("s") else f"the {noun}'s"
        return Idea(f"{whose} {text.removeprefix('{its} ')}", slots(picture, being))
    return Idea(text, slots(picture, being), f"the {noun} ")


def _in_short(picture: Picture, being: Found[Being]) -> str:
    """The last word of a noun where it names the same kind, and nobody else: "the bears" of brown bears."""
    last = being.noun.rpartition(" ")[2]
    others = {other.noun.rpartition(" ")[2] for other in picture.everybody if other != being}
    same = last in being.entry.nouns or singular(last) in being.entry.nouns
    return last if same and last not in others else being.noun


def _looks_at(picture: Picture, being: Found[Being], other: str) -> tuple[str, ...]:
    """How one of two turns to the other."""
    if not being.entry.human:
        hears = any(re.search(r"\bears?\b", text) for text in being.entry.first["any"])
        lively = (
            "turning {its} ears and head towards" if hears else "shifting {its} weight and turning {its} head towards"
        )
        return tuple(
            f"{text} {other}" for text in (*that_fit([lively], picture, being), "turning {its} head towards")[:1]
        )
    return by_prompt(picture.prompt, (f"glancing at {other}", f"turning {{poss}} head to look at {other}"))


def _thing_beside(picture: Picture, being: Found[Being]) -> str | None:
    """The thing that is named beside somebody, where the picture is of these two: "a person and a toothbrush"."""
    beside = _THING_BESIDE.match(picture.prompt, being.end)
    if beside is None or being.plural or not being.entry.human or len(picture.everybody) > 1:
        return None
    named = any(phrase.end == beside.end("thing") for phrase in picture.phrases)
    named = named and _FIXED.search(beside["thing"]) is None
    return f"the {_DESCRIBED.sub('', beside['thing'].lower())}" if named else None


def moves_told(picture: Picture, being: Found[Being] | None) -> bool:
    """Whether the prompt holds a text for a body, be it one that what the text itself says would now rule out."""
    if being is None:
        return False
    known = [being.entry.first] if not being.entry.human else []
    known += [posture.first for posture in postures() if being.entry.human or posture.name in AT_REST]
    return any(said(picture.prompt, text) for first in known for texts in first.values() for text in texts)


def _partner(picture: Picture, being: Found[Being]) -> str | None:
    """The second of two who are named together: "a chef and an assistant", "a woman with her child"."""
    if len(picture.everybody) != _TWO or being.plural or picture.everybody[0] != being:
        return None
    other = picture.everybody[1]
    turns = being.entry.human or being.entry.kind not in (*_SWIMMERS, *TINY)
    joined = _PAIR.fullmatch(picture.prompt, being.end, other.start)
    if not turns or not joined or other.noun == being.noun:
        return None
    noun = _in_short(picture, other)
    return f"one of the {noun}" if other.plural else f"the {noun}"


def _speaks_of_one(picture: Picture, being: Found[Being], text: str) -> bool:
    """Whether a text says "their" of one person beside whom there is another."""
    return slots(picture, being)["poss"] == "their" and re.search(r"\{(?:poss|its)\}", text) is not None


def on_body(picture: Picture, being: Found[Being] | None) -> list[Idea]:
    """Hair, fur, feathers, mane: what the air of the open moves on a body although the prompt does not name it."""
    if being is None or not picture.air.sure or picture.mixed or picture.air.force == "none" or picture.is_within:
        return []
    if (
        being.plural
        or picture.says("wet")
        or picture.holds_image
        or (being.entry.human and _SOAKED.search(picture.prompt))
    ):
        return []  # hair of many is not seen, and wet hair does not lift
    hide = "hair" if being.entry.human and being.entry.pronoun != "its" else being.entry.hide
    covered = being.entry.human and (picture.says("bare") or being.noun not in words("haired"))
    hidden = picture.says("close") or covered
    if not hide or hidden or any(hide in (thing.entry.name, thing.noun) for thing in picture.things):
        return []
    template = _HIDES[hide].get(picture.air.force)
    return [Idea(template, slots(picture, being))] if template else []


def _posture(picture: Picture, being: Found[Being]) -> Posture:
    """How somebody is told to be; an animal that is asleep lies curled up, unless it is told to lie on its back."""
    told = _told_posture(picture, being)
    if being.entry.kind not in _BREATHE_CURLED_UP or _ON_ITS_BACK.search(picture.prompt):
        return told
    return _named("curled up") if told.name == "sleeping" or _CURLED_UP.search(picture.prompt) else told


def _told_posture(picture: Picture, being: Found[Being]) -> Posture:
    if being.noun in words("crowds") and not _A_FEW.search(picture.prompt[: being.start]):
        asleep = verb_in(re.split(r"[.;!?]", picture.prompt[being.end :])[0], (_named("sleeping"),))
        return _named(_SLEEPING_CROWD if asleep else _SEATED_CROWD if _is_seated(picture, being) else _CROWD)
    if being.noun in words("infants"):
        asleep = verb_in(picture.prompt, _resting())
        return asleep or _named(_INFANT)
    rest = _FACE_OF_ROCK.sub(" ", re.split(r"[.;!?]", picture.prompt[being.end :])[0])
    described = verb_in(picture.prompt[: being.start].rpartition(" ")[0].rpartition(" ")[2], _resting())
    if described:
        return described
    if mood := next((mood for mood in _MOODS if being.entry.human and picture.says(mood)), None):
        return _named(mood)
    following = find_entries(rest, beings())
    both = following and _AND_ANOTHER.fullmatch(rest[: following[0].start])
    asleep = verb_in(rest[following[0].end :], (_named("sleeping"),)) if both else None  # "a dog and a kitten sleep"
    found = asleep or verb_in(rest[: min((other.start for other in following), default=len(rest))], postures())
    if found and found.name == "wearing" and _GLOVES.search(rest):
        return _named("gloved")
    return found or _named("described")


def _is_seated(picture: Picture, crowd: Found[Being]) -> bool:
    """Whether a crowd is said to sit, or is where one sits."""
    told = verb_in(re.split(r"[.;!?]", picture.prompt[crowd.end :])[0], postures())
    if told and told.name in ("sitting", "standing", "waiting"):
        return told.name == "sitting"
    return have_seats(picture)


def _named(name: str) -> Posture:
    return next(posture for posture in postures() if posture.name == name)


def _resting() -> tuple[Posture, ...]:
    return tuple(posture for posture in postures() if posture.name in AT_REST)


def _others(picture: Picture, being: Found[Being]) -> frozenset[str]:
    """The nouns of the other beings that the prompt names, be they in the picture or not."""
    said = find_entries(picture.prompt[: picture.at], beings())
    return frozenset({other.noun for other in (*picture.everybody, *said)} - {being.noun})


def _is_unclear_whose(picture: Picture, being: Found[Being]) -> bool:
    """Whether "their shoulders" could be those of two, where only one draws the breath."""
    one = being.entry.human and not being.plural
    return one and slots(picture, being)["poss"] == "their" and bool(_others(picture, being))


def _needs_name(picture: Picture, being: Found[Being]) -> bool:
    """Whether "shifting her weight" could be taken for another's, or hangs on something else."""
    between = picture.prompt[being.end : picture.at]
    others = _others(picture, being)
    if len(between.split()) > _FAR_BEHIND or _BETWEEN_THEM.search(between):
        return True
    stretches = [part.strip() for part in re.split(r"[,;:]|\s[–—-]\s|\b(?:and|where|as)\b", between)[1:]]
    if not all(part and is_of_the_same(part) for part in stretches) or _SHINES.search(picture.prompt[: picture.at]):
        return True
    if picture.opening is not None and picture.opening < being.start and not picture.opens_with_shot:
        return True
    if picture.opens_with_shot and picture.phrases_before(being.start):
        return True
    earlier = any(thing.start < being.start and not thing.entry.worn for thing in picture.things)
    return bool(others) or earlier
