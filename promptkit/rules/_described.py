"""Which thing of a still prompt is only described, and what of such a thing could move."""

import re

from promptkit.lexicon import (
    Being,
    Found,
    actions,
    beings,
    find_entries,
    find_phrase,
    find_things,
    materials,
    places,
    postures,
    verb_in,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing import sentence_around
from promptkit.scene import Scene, Span
from promptkit.scene.lexicon import words as scene_words
from promptkit.scene.nouns import is_known_noun, names_somebody
from promptkit.scene.wording import agreeing

OF_THE_PICTURE = lazy(
    r"(?:\b(?:up|shots?|angle|views?|macro|pov|frame|footage|video|clip|film|scene|image|picture|photo\w*|portrait|render\w*|"
    r"(?:vhs|video|film)\s?tape|commercial|advert|trailer|teaser|vlog|"
    r"animation|illustration|painting|b-?roll|time[- ]?lapse|hyper[- ]?lapse|lapse|zoom|focus|tilt|dolly|push-?in|"
    r"(?<!frying\s)pans?|effect|\d+\s?mm|lighting|backlight|background|backdrop|bokeh|style|aesthetic|mood|tones?|palette|"
    r"colou?r grading|composition|masterpiece)|(?:lens|camera|establishing|breathtaking|stunning))$",
    re.IGNORECASE,
)
"""Phrases that name the picture, not what is in it."""
_NO_THING = lazy(
    r"^(?:no|not|without|avoid)\b|\b\d+\s?mm\b(?!.*\b(?:miniatures?|figur\w+|models?|soldiers?|knights?|minis?)$)|"
    r"^\d+\s*-?(?:s|secs?|seconds?|mins?|minutes?)\b|^(?:the\s+)?top$|"
    r"\b(?:time[- ]lapse|hyper-?lapse|slow motion|(?:rack |soft |sharp )?focus|bokeh|depth of field|"
    r"zooms?|pans?|tilts?|doll(?:y|ies)|orbits?|push-ins?|pull-(?:back|out)s?|(?:\d+ ?)?fps|[48]k)$|"
    r"^\d+\s?(?:°|degrees?\b)(?:\s+(?:counter|anti)?-?(?:clockwise|left|right|up|down|turn|arc|sweep))?$|^(?:counter|anti)?-?clockwise$",
    re.IGNORECASE,
)
"""Phrases that name a lens, a pace, a camera move or what is kept out. A pan of soup is one, too: it goes unnamed."""
_NOTHING_SEEN = lazy(
    r"\b(?:moments?|quality|motions?|movements?|tranquill?ity|serenity|beauty|peace|calm|silence|stillness|solitude|evening|morning|hour|"
    r"night|day|atmosphere|feelings?|energy|vibes?|time|world|action|masterpiece|details?|emotions?|joy|love|happiness|"
    r"sadness|nostalgia|magic|wonder|mystery|elegance|luxury|power|freedom|memor(?:y|ies)|dreams?)$",
    re.IGNORECASE,
)
"""Phrases that name nothing that could be seen to move: a feeling, an hour, a wish."""
_SEEMS = lazy(r"(?P<who>.+\s\S+)\s+(?P<verb>[a-z]+s)", re.IGNORECASE)
"""A phrase with the verb read into it: "a sad dog looks"."""
_SPACE = lazy(r"\b(?:space ?ships?|starships?|spacecrafts?|space stations?|space shuttles?)\b", re.IGNORECASE)
_ABOARD = "lights, screens, stars outside, whoever is there"
_NO_NOUN = lazy(
    r"^(?:INT|EXT|DAY|NIGHT|DAWN|DUSK|MORNING|EVENING|CONTINUOUS|LATER)$|\b[Ll]ife$|"
    r"^(?:[Tt]he )?(?:[Cc]amera|[Ff]rame|[Ll]ens)\b|"
    r"\b(?:[Hh]andmade|[Hh]and-made|[Mm]atte|[Gg]lossy|[Ss]tainless|[Ss]oft|look|half)$|"
    r"^(?:(?:an?|the)\s+)?(?:[Cc]oncept|[Ii]nterior|[Ee]xterior|edge|middle|cent(?:re|er))$"
)
"""Headings of a script, and adjectives and looks that are read as nouns."""
_ROOM_OF_ITS_USE = (
    r"\w+ing\s+(?:rooms?|huts?|tables?|pools?|halls?|machines?|boats?|lots?|pots?|boards?|floors?|sheds?|yards?|studios?|"
    r"stations?|grounds?|chairs?|shops?)\b"
)
"""A place or thing named by what is done there: "waiting room", "fishing hut"."""
_BEGINS = lazy(
    r"\W*(?!(?:in|on|at|of|with|by|under|over|near|inside|from|through)\b)(?P<what>(?:(?:an?|the|our|my|his|her|their|some|one|two|three)\s+)?[\w'’-]+(?:\s+(?!(?:in|on|at|of|with|by|under|"
    r"over|near|beside|from|to|for|and|or|as|is|are|was|has|captures|shows|depicts|features|portrays|stands?|sits?|lies|hangs?|behind|before|above|below|"
    r"inside|next|between|against|around|through|across|along|into|up|down|out|off|straight|half|full|made|seen|among)\b)[\w'’-]+){0,4}?)"
    r"(?=\s*(?:[,.;:!?]|$)|\s+(?:in|on|at|of|with|by|under|over|near|beside|from|to|for|and|or|as|is|are|was|has|"
    r"captures|shows|depicts|features|portrays|stands?|sits?|lies|hangs?|behind|before|above|below|inside|next|between|against|around|through|across|along|"
    r"into|up|down|out|off|straight|half|full|made|seen|among|(?!(?:sw|r|str|spr|w|build|paint|even|morn|wedd|ceil|rail)ing\b)"
    rf"(?!{_ROOM_OF_ITS_USE})\w+ing|"
    r"\w+ed\s+(?:in|on|at|up|by|with|to|under|over|near|outside|beside|against))\b)",
    re.IGNORECASE,
)
"""The first phrase of a prompt, up to a preposition, a verb or a mark."""
_INTERIOR = lazy(r"(?<=\S)\s(?:interior|exterior)s?$", re.IGNORECASE)
_STUFFS = frozenset({"steel", "silver", "gold", "brass", "copper", "leather", "glass", "diamond"})
"""What a thing is made of, before its noun."""
_TAG = lazy(r"\b(?:solo|\d\+?\s?(?:girl|boy|woman|man|person|people|cat|dog)s?)\b", re.IGNORECASE)
"""How tags name somebody: "1girl"."""
_NEXT = lazy(r"\s+([^\W\d_]+)\b")
_HAS = {
    "person": "and what makes {its} hair, clothes or hands move",
    "machine": "and what moves on and around {it} (head, arms, dust, reflections)",
    "animal": "and what makes {its} ears, tail or fur move",
    "bird": "and what makes {its} head, wings or feathers move",
    "plant": "and what makes {it} move (leaves, petals, stems)",
    "cloth": "and what makes {it} move (edges, folds, loose ends)",
    "vehicle": "or what moves on and around {it} (lights, spray, dust, reflections)",
    "food": "or what moves in and above {it} (steam, drops, bubbles)",
    "object": "or what moves on and around {it} (light, reflections, drops, dust)",
    "": "and what makes {it} move",
}
"""Kind of thing → what of it, on it or around it may be set in motion."""
_HIDES = {"fur": "animal", "mane": "animal", "feathers": "bird"}
"""What of an animal the wind moves → what it has to move; a frog has neither fur nor feathers."""
_PRONOUNS = {
    "her": "her|she does|her",
    "his": "him|he does|his",
    "their": "them|they do|their",
    "its": "it|it does|its",
}
"""Pronoun of a noun → what is said of it: "it", "it does", "its"."""
_WHO = {"she": "her", "he": "his", "they": "their"}
_SOMEBODY = lazy(r"\b(?:she|he|they)\b(?!['’])", re.IGNORECASE)
_IN_PASSING = lazy(
    r"[(\[]|\b(?:when|where|that|which|who|whom|as|because|if|while|until|before|after|since|once)\b", re.IGNORECASE
)
"""Words behind which a pronoun is no more what the prompt is about."""
_BEFORE_PLACE = lazy(
    r"\W*(?:in|inside|within|on|at|by|near|under|behind|before|beside|outside|across|along|among|amid|over|from)\s+$",
    re.IGNORECASE,
)
"""What a prompt begins with before the place of what it is about."""
_INWARD = lazy(
    r"\b(?:(?:feel|think|remember|believ|know|imagin|recall|reali[sz]|understand|decid|ponder|consider)(?:e?s|ing|e)?"
    r"|(?:lov|hat|miss|hop|wonder|worr(?:y|i)|dream|regret|want|wish|fear|trust|forget|long)(?:e?s|ing))\b",
    re.IGNORECASE,
)
"""What somebody does that nobody sees."""
_TO_BE_SEEN = "say what {it_does} that can be seen (breath, hands, gaze, steps)"
_OUTDOORS = "leaves, water, clouds, passers-by"
_INDOORS = "light, dust, a door, whoever is there"
"""What moves in a place of which the lexicon knows no more."""
_PEOPLE = lazy(r",?\s+(?:passers-by|whoever is there)", re.IGNORECASE)
_EMPTY = lazy(
    r"\b(?:empty|deserted|abandoned|unoccupied|uninhabited|no\s+(?:people|one|person|humans?|passengers|visitors|guests)"
    r"|nobody|without\s+(?:any\s+)?(?:people|anyone|anybody))\b",
    re.IGNORECASE,
)
"""Where nobody is to pass by."""
_ON_THE_WAY = lazy(
    r"\b(?:through|past|along|down|off|out\s+of|(?:fl(?:y|ies)|goes|moves|glides|dives)\s+(?:in|into|inside|over))\s+$",
    re.IGNORECASE,
)
"""Before what a camera passes."""
_PART_OF = lazy(
    r"(?:the\s+|an?\s+)?(?:lip|edge|rim|eye|keyhole|corner|top|side|end|middle|cent(?:er|re)|surface|back|front|base|tip|"
    r"bottom|mouth|foot|inside|outside|row|centerpiece)",
    re.IGNORECASE,
)
"""Before "of" it is a place on the thing that is meant."""
_PLANTS = (
    "leaves", "bamboo", "blossom", "petal", "flowers", "tree", "palm", "bare tree", "hedge", "bonsai", "pot plant",
    "grass", "reeds", "water lily", "hay", "seaweed",
)  # fmt: skip
_CLOTHS = ("flag", "streamer", "sail", "curtain", "laundry", "tablecloth", "tent", "hammock")
_FOODS = ("hot drink", "hot food", "baked food", "fizzy drink", "cold drink", "wine", "syrup", "ice cream", "ice cube")
_PRODUCT = lazy(
    r"(?:.*\W)?(?:bottles?|jars?|tubes?|cans?|rings?|watch(?:es)?|wristwatch|necklaces?|earrings?|bracelets?|headphones|earbuds|"
    r"phones?|smartphones?|laptops?|cameras?|lipsticks?|perfumes?|creams?|serums?|shoes?|sneakers?|boots?|heels|bags?|handbags?|"
    r"sunglasses|glasses|box(?:es)?|packages?|cups?|mugs?|vases?|lamps?|chairs?|tables?|sofas?|statues?|sculptures?|books?|"
    r"keyboards?|guitars?|violins?|pianos?|knives|knife|diamonds?|gems?|crystals?|coins?|trophy|trophies|candles?)",
    re.IGNORECASE,
)


def only_described(scene: Scene) -> Span | None:
    """What a still prompt is about: the first thing; somebody before what is worn by somebody, or is only the place."""
    tag = _TAG.search(scene.prompt)
    if tag:
        return Span(tag[0], *tag.span())
    found = [_whole(scene.prompt, anchor) for anchor in scene.anchors if _is_thing(scene, anchor)]
    found = [thing for thing in found if not _is_in_passing(scene, thing)] or found
    if (opening := _opening(scene)) and (not found or found[0].start > opening.start or found[0].end < opening.end):
        found.insert(0, opening)
    somebody = _SOMEBODY.search(scene.prompt)
    if somebody and not _IN_PASSING.search(scene.prompt, 0, somebody.start()):
        found = [thing for thing in found if not thing.start <= somebody.start() < thing.end]
        found = sorted([*found, Span(somebody[0], *somebody.span())], key=lambda thing: thing.start)
    first = next(iter(found), None)
    first = first and _without_verb(first)
    if first is not None and (_is_part(first.text) or _BEFORE_PLACE.fullmatch(scene.prompt, 0, first.start)):
        return next((each for each in found if _is_somebody(each.text)), first)
    return first


def _is_in_passing(scene: Scene, thing: Span) -> bool:
    """Whether a moving camera only passes it, or it is but a place on another thing: "the lip of a dam"."""
    if _PART_OF.fullmatch(thing.text) and re.match(r"\s+of\s", scene.prompt[thing.end :]):
        return True
    start, _ = sentence_around(scene.prompt, thing.start)
    filmed = any(start <= move.span.start < thing.start for move in scene.camera_moves)
    return filmed and _ON_THE_WAY.search(scene.prompt, start, thing.start) is not None


def _without_verb(thing: Span) -> Span:
    """The phrase without the verb behind its noun."""
    told = _SEEMS.fullmatch(thing.text)
    if told is None or not _beings_in(told["who"]):
        return thing
    known = verb_in(told["verb"], (*postures(), *actions())) is not None
    if not known and told["verb"].lower() not in ("looks", "seems", "appears"):
        return thing
    return Span(told["who"], thing.start, thing.start + len(told["who"]))


def _is_somebody(what: str) -> bool:
    return what.lower() in _WHO or bool(find_entries(what, beings()))


def _opening(scene: Scene) -> Span | None:
    """What a prompt begins with, where that is a thing, be it none that a reader takes for a noun: "lighthouse on"."""
    opening = _BEGINS.match(scene.prompt)
    if opening is None:
        return None
    what = _INTERIOR.sub("", opening["what"])
    if not _is_named(what) or _is_of_the_picture(what):
        return None
    return Span(what, opening.start("what"), opening.start("what") + len(what))


def _is_named(what: str) -> bool:
    """Whether the last word of a phrase names a thing that is known."""
    named = [*find_entries(what, (*beings(), *materials())), *find_entries(what, places()), *find_things(what)]
    return any(found.end == len(what) for found in named) or _PRODUCT.fullmatch(what) is not None


def to_be_said(scene: Scene, thing: Span) -> str:
    """What a prompt should say of a thing that is only described: "say what it does, and ..."."""
    who = _beings_in(thing.text)
    pronoun = _WHO.get(thing.text.lower()) or (who[-1].entry.pronoun if who else "its")
    it, it_does, its = agreeing([thing], _PRONOUNS[pronoun], _PRONOUNS["their"]).split("|")
    kind = _kind_of(thing.text)
    if kind == "place":
        return f"say what moves there ({_moving_there(scene, thing)})"
    if kind == "person" and _INWARD.search(scene.prompt):
        return _TO_BE_SEEN.format(it_does=it_does)
    return f"say what {it_does}, {_HAS[kind].format(it=it, its=its)}"


def _moving_there(scene: Scene, thing: Span) -> str:
    """What moves in such a place; nobody where it is empty."""
    place = find_entries(thing.text, places())[-1].entry
    if _SPACE.search(scene.prompt):
        return _PEOPLE.sub("", _ABOARD) if _EMPTY.search(scene.prompt) else _ABOARD
    moving = place.moving or (_INDOORS if place.indoors else _OUTDOORS)
    return _PEOPLE.sub("", moving) if _EMPTY.search(scene.prompt) else moving


def _kind_of(what: str) -> str:  # noqa: PLR0911 - a decision list
    who = _beings_in(what)
    if who and who[-1].noun in words("breathless"):
        return "machine"
    if any(found.end == len(what) and found.entry.name != "furniture" for found in find_entries(what, places())):
        return "place"
    if any(found.entry.name == "inert" for found in find_entries(what, materials())[-1:]):
        return "object"
    if who or what.lower() in _WHO or _TAG.fullmatch(what) or names_somebody(what.lower().split()[-1]):
        is_animal = who and not who[-1].entry.human
        return _HIDES.get(who[-1].entry.hide, "") if is_animal else "person"
    if _PRODUCT.fullmatch(what):
        return "object"
    stuff = {found.entry.name for found in find_entries(what, materials())[-1:]}
    for kind, names in (
        ("plant", _PLANTS),
        ("cloth", _CLOTHS),
        ("food", _FOODS),
        ("vehicle", ("motor", "bicycle", "boat")),
    ):
        if stuff.intersection(names):
            return kind
    if find_entries(what, places()):
        return "place"
    if stuff.intersection(("dress", "cloak", "coat", "shirt", "scarf", "hair", "braid", "knitwear")):
        return "cloth"
    return "object" if find_things(what) and "liquid" not in find_things(what)[-1].entry else ""


def _beings_in(what: str) -> list[Found[Being]]:
    """Who a phrase names by its last word: nobody in "koi pond" and "record player"."""
    text = what.lstrip("0123456789+ ")
    named = [found for found in find_entries(text, (*beings(), *materials())) if found.end == len(text)]
    return [found for found in find_entries(text, beings()) if named and found == named[0]]


def _is_part(what: str) -> bool:
    """Whether it is worn by, or grows on, somebody who may be named as well."""
    found = find_entries(what, materials())
    return bool(found) and found[-1].entry.worn


def _is_thing(scene: Scene, anchor: Span) -> bool:
    """Whether a noun phrase names something that could move, as far as its words tell: no lens, no praise, no order."""
    if _is_of_the_picture(anchor.text):
        return False
    if any(move.span.start < anchor.end and anchor.start < move.span.end for move in scene.camera_moves):
        return False
    if re.match(r"['’]s?\s", scene.prompt[anchor.end :]):  # whose it is
        return False
    first, *more = anchor.text.lower().split()
    shown = scene.prompt[: anchor.start].lower().endswith(" of ")
    return bool(more) or shown or (is_known_noun(first) and first not in scene_words("movers_other", "ing_kinds"))


def _is_of_the_picture(what: str) -> bool:
    """Whether a phrase names the picture, a lens, a pace or what is kept out, or is no more than half of a name."""
    return bool(
        OF_THE_PICTURE.search(what)
        or _NO_THING.search(what)
        or _NO_NOUN.search(what)
        or _NOTHING_SEEN.search(what)
        or _is_style(what)
    )


def _is_style(what: str) -> bool:
    """Whether the phrase is one of style or light, and no more."""
    span = find_phrase(what, words("style"))
    return span is not None and not re.sub(r"\b(?:an?|the)\b|\W", "", what[: span[0]] + what[span[1] :])


def _whole(prompt: str, anchor: Span) -> Span:
    """The phrase with the noun behind it, where its last word is none that is known: "A luxury | watch"."""
    following = _NEXT.match(prompt, anchor.end)
    head = anchor.text.lower().split()[-1]
    if following is None or (_names_a_thing(head) and head not in _STUFFS) or not _names_a_thing(following[1].lower()):
        return anchor
    return Span(prompt[anchor.start : following.end()], anchor.start, following.end())


def _names_a_thing(noun: str) -> bool:
    return bool(
        is_known_noun(noun)
        or _PRODUCT.fullmatch(noun)
        or find_things(noun)
        or find_entries(noun, (*beings(), *materials()))
    )
