"""Which thing of a still prompt is only described, and what of such a thing could move."""

import re

from promptkit.lexicon import beings, find_entries, find_phrase, find_things, materials, places, words
from promptkit.patterns import lazy
from promptkit.scene import Scene, Span
from promptkit.scene.lexicon import words as scene_words
from promptkit.scene.nouns import is_known_noun, names_somebody
from promptkit.scene.wording import agreeing

OF_THE_PICTURE = lazy(
    r"(?:\b(?:up|shots?|angle|views?|macro|pov|frame|footage|video|clip|film|scene|image|picture|photo\w*|portrait|render\w*|"
    r"animation|illustration|painting|b-?roll|time[- ]?lapse|hyper[- ]?lapse|lapse|zoom|focus|tilt|dolly|push-?in|"
    r"(?<!frying\s)pans?|effect|\d+\s?mm|lighting|backlight|background|backdrop|bokeh|style|aesthetic|mood|tones?|palette|"
    r"colou?r grading|composition)|(?:lens|camera|establishing|breathtaking|stunning))$",
    re.IGNORECASE,
)
"""Phrases that name the picture, not what is in it."""
_NO_THING = lazy(
    r"^(?:no|not|without|avoid)\b|\b\d+\s?mm\b|"
    r"\b(?:time[- ]lapse|hyper-?lapse|slow motion|(?:rack |soft |sharp )?focus|bokeh|depth of field|"
    r"zooms?|pans?|tilts?|doll(?:y|ies)|orbits?|push-ins?|pull-(?:back|out)s?|(?:\d+ ?)?fps|[48]k)$",
    re.IGNORECASE,
)
"""Phrases that name a lens, a pace, a camera move or what is kept out. A pan of soup is one, too: it goes unnamed."""
_TAG = lazy(r"\b(?:solo|\d\+?\s?(?:girl|boy|woman|man|person|people|cat|dog)s?)\b", re.IGNORECASE)
"""How tags name somebody: "1girl"."""
_NEXT = lazy(r"\s+([^\W\d_]+)\b")
_HAS = {
    "person": "and what makes {its} hair, clothes or hands move",
    "animal": "and what makes {its} ears, tail or fur move",
    "plant": "and what makes {it} move (leaves, petals, stems)",
    "cloth": "and what makes {it} move (edges, folds, loose ends)",
    "vehicle": "or what moves on and around {it} (lights, spray, dust, reflections)",
    "food": "or what moves in and above {it} (steam, drops, bubbles)",
    "place": "or what moves there (leaves, water, clouds, passers-by)",
    "object": "or what moves on and around {it} (light, reflections, drops, dust)",
    "": "and what makes {it} move",
}
"""Kind of thing → what of it, on it or around it may be set in motion."""
_PRONOUNS = {
    "her": "her|she does|her",
    "his": "him|he does|his",
    "their": "them|they do|their",
    "its": "it|it does|its",
}
"""Pronoun of a noun → what is said of it: "it", "it does", "its"."""
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
    """The noun phrase that a still prompt is about: the first thing; somebody before what is worn by somebody."""
    tag = _TAG.search(scene.prompt)
    if tag:
        return Span(tag[0], *tag.span())
    found = [_whole(scene.prompt, anchor) for anchor in scene.anchors if _is_thing(scene, anchor)]
    first = next(iter(found), None)
    if first is not None and _is_part(first.text):
        return next((each for each in found if find_entries(each.text, beings())), first)
    return first


def to_be_said(thing: Span) -> str:
    """What a prompt should say of a thing that is only described: "say what it does, and ..."."""
    who = find_entries(thing.text.lstrip("0123456789+ "), beings())
    one = _PRONOUNS[who[-1].entry.pronoun] if who else _PRONOUNS["its"]
    it, it_does, its = agreeing([thing], one, _PRONOUNS["their"]).split("|")
    return f"say what {it_does}, {_HAS[_kind_of(thing.text)].format(it=it, its=its)}"


def _kind_of(what: str) -> str:
    who = find_entries(what, beings())
    if who or _TAG.fullmatch(what) or names_somebody(what.lower().split()[-1]):
        is_animal = who and not who[-1].entry.human
        return "animal" if is_animal else "person"
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


def _is_part(what: str) -> bool:
    """Whether it is worn by, or grows on, somebody who may be named as well."""
    found = find_entries(what, materials())
    return bool(found) and found[-1].entry.worn


def _is_thing(scene: Scene, anchor: Span) -> bool:
    """Whether a noun phrase names something that could move, as far as its words tell: no lens, no praise, no order."""
    if OF_THE_PICTURE.search(anchor.text) or _NO_THING.search(anchor.text) or _is_style(anchor.text):
        return False
    if any(move.span.start < anchor.end and anchor.start < move.span.end for move in scene.camera_moves):
        return False
    first, *more = anchor.text.lower().split()
    shown = scene.prompt[: anchor.start].lower().endswith(" of ")
    return bool(more) or shown or (is_known_noun(first) and first not in scene_words("movers_other", "ing_kinds"))


def _is_style(what: str) -> bool:
    """Whether the phrase is one of style or light, and no more."""
    span = find_phrase(what, words("style"))
    return span is not None and not re.sub(r"\b(?:an?|the)\b|\W", "", what[: span[0]] + what[span[1] :])


def _whole(prompt: str, anchor: Span) -> Span:
    """The phrase with the noun behind it, where its last word is none that is known: "A luxury | watch"."""
    following = _NEXT.match(prompt, anchor.end)
    head = anchor.text.lower().split()[-1]
    if following is None or _names_a_thing(head) or not _names_a_thing(following[1].lower()):
        return anchor
    return Span(prompt[anchor.start : following.end()], anchor.start, following.end())


def _names_a_thing(noun: str) -> bool:
    return bool(
        is_known_noun(noun)
        or _PRODUCT.fullmatch(noun)
        or find_things(noun)
        or find_entries(noun, (*beings(), *materials()))
    )
