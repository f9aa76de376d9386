"""`busy-background-long-clip`: a crowd moves behind the subject through a long clip."""

import re
from collections.abc import Iterator

from promptkit.lexicon import TIME_LAPSE
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import Element, Scene, Span
from promptkit.scene.forms import is_plural, singular
from promptkit.scene.lexicon import words
from promptkit.scene.nouns import is_known_noun
from promptkit.scene.wording import listed
from promptkit.shot import Shot

MANY = 3
"""Movers of the surroundings that are busy together though none is a crowd, if two of them are plurals."""
_SWARMS = lazy(
    r"\b(?:crowd|flock|herd|swarm|school|shoal|throng|horde|stream|dozens|hundreds|thousands)s?\b", re.IGNORECASE
)
_COUNTLESS = lazy(
    r"\b(?:(?:dozens|scores|hundreds|thousands|lots|plenty|crowds|swarms|flocks|throngs|hordes|lanes)\s+of|(?:hundred|"
    r"thousand)|many|countless)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_TURMOIL = lazy(
    r"(?<!after the )(?<!before the )\b(?:parade|carnival|riot|battle|brawl|stampede|protest|demonstration|mosh pit|"
    r"(?:house |street |pool )?party|rush[- ]hour|(?:night |street )?market|bazaar|traffic)\b",
    re.IGNORECASE,
)
"""Events that are nothing but many bodies in motion."""
_PACKED = lazy(
    r"\b(?:packed|teem(?:s|ing)|seeth(?:es|ing)|swarm(?:s|ing)|crammed|jammed|thronged|bustl(?:es|ing)|crowded|heaving|alive|"
    r"full|filled|overflowing)\s+(?:with|of)\s+",
    re.IGNORECASE,
)
_RESTING = lazy(
    r"\b(?:empty|deserted|abandoned|vacant|gone|closed|nothing|nobody|no\s+one|no|only|without|motionless|frozen|asleep|"
    r"sleeping|parked|still|statues?|toys?|dolls?|photos?|photograph\w*|painting\w*|painted|posters?|mural|recording|"
    r"memor(?:y|ies)|imagin\w+|blurred into|out of focus)\b",
    re.IGNORECASE,
)
"""In the same sentence: the crowd is gone, stands still or is a picture."""
_BUSTLE = lazy(r"\b(?:bustl\w+|teem\w+|swarm\w+|crowded|busy)\b", re.IGNORECASE)
_SPECKS = frozenset({"bee", "firefly", "butterfly", "moth", "fly", "mosquito", "insect"})
"""Too small for faces and limbs that could melt."""
_DOERS = ("ers", "ors", "ists", "ians", "men", "women")
_A_FEW = lazy(r"\b(?:two|three|four|both|2|3|4|a (?:couple|pair|few)(?: of)?)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Just what the remedy offers."""
_BEHIND = lazy(
    r"\b(?:(?:in|across|fills?) the (?:far |blurred |distant |whole )?(?:background|distance)|(?:behind|around|past|"
    r"on (?:all|every|both) sides? of) (?:him|her|it|them|the)|all around|in every direction|on (?:all|every) sides?)\b"
    r"|\bbehind(?=\s*[,;:]|\s+(?:glass|teems?|is|are)\b|\s*$)",
    re.IGNORECASE,
)
_BEHIND_ONE = lazy(r"\b(?:behind|around|past) (?:him|her|it)\b", re.IGNORECASE)
"""Somebody is in front, whom no list names."""


@rule(code="LOD007", family="load", severity="note", each_shot=True)
def busy_background_long_clip(shot: Shot, scene: Scene, *, seconds: float = 10.0) -> Iterator[Finding]:
    """Many things move in the background behind a subject, in a clip of 10 s or more.

    Why:
        Nobody in a crowd is drawn twice the same: faces and limbs of passers-by melt, cars merge, and the longer the
        clip, the more of it is seen. What the model spends on them is missing on the subject.
    Bad:
        prompt: A violinist plays on the corner while crowds of shoppers hurry past behind her.
        duration: 10
    Good:
        prompt: A violinist plays on the corner, the street behind her empty in the morning light.
        duration: 10
    Fix:
        None: what may stay is the author's choice. Empty the background, blur or still it, name two or three
        passers-by instead of a crowd, or make the clip shorter. Leaves, waves, clouds, insects and other textures of
        nature do not count as busy by themselves. Option `seconds` (10).

    References:
        HunyuanVideo-1.5 text-to-video rewriter: a vague plural becomes at most three entities. WanPE 2026
        (arXiv 2609.30221): preference for clips from plain prompts falls from 46.1 at 5 s to 33.6 at 10 s.
    """
    if shot.duration is None or not shot.duration >= seconds or TIME_LAPSE.search(shot.prompt):
        return
    subjects = [element for element in scene.elements if element.role == "subject"]
    around = [element for element in scene.elements if element.role == "environment"]
    around += [
        element
        for number, element in enumerate(subjects)
        if (number > 0 and _is_crowd(element))
        or (_is_many(element) and (_is_countless(element, scene.prompt) or _is_behind(element, scene.prompt)))
    ]
    few = [element for element in scene.elements if _A_FEW.search(scene.prompt[: element.what.start])]
    around = [element for element in around if element not in few and not _is_blurred(element, scene.prompt)]
    lead = [one.what.text for one in subjects if one not in around and (one in few or not _is_many(one))]
    plurals = [element for element in around if is_plural(_noun(element))]
    busy = [element.what for element in around if _is_many(element)]
    busy = busy or ([one.what for one in plurals] if len(around) >= MANY and len(plurals) > 1 else [])
    busy = busy or list(_told(scene.prompt))
    lead = lead or (_person(scene.prompt[: busy[0].start]) if busy else [])
    if not busy or not (lead or _BEHIND_ONE.search(scene.prompt)):
        return
    front = f'"{lead[0]}"' if lead else "the subject"
    message = (
        f"{listed(busy)} in motion behind {front} for {shot.duration:g} s: crowds melt as a clip goes on; "
        "empty or still the background, name two or three, or make the clip shorter"
    )
    yield Finding.at(busy[0], message)


def _told(prompt: str) -> Iterator[Span]:
    """Crowds that the text puts behind somebody or packs a place with, whether or not it says how they move."""
    for sentence in re.finditer(r"[^.!?\n]+", prompt):
        if _RESTING.search(sentence[0]):
            continue
        packed, behind = _PACKED.search(sentence[0]), _BEHIND.search(sentence[0])
        bodies = [word for word in re.finditer(r"[A-Za-z][\w-]*", sentence[0]) if _is_bodies(word[0].lower())]
        bodies = [word for word in bodies if not _A_FEW.search(sentence[0][: word.start()])]
        if packed:
            found = [word for word in bodies if word.start() >= packed.end()]
        elif behind:
            found = [turmoil] if (turmoil := _TURMOIL.search(sentence[0])) else bodies if len(bodies) > 1 else []
        else:
            found = []
        for word in found[:1]:
            start = sentence.start() + word.start()
            yield Span(word[0], start, start + len(word[0]))


def _person(before: str) -> list[str]:
    """The first person or animal of a text, who may well hold still."""
    names = re.findall(r"[A-Za-z][\w-]*", before)
    return [
        name for name in names if any(name.lower() in words("movers_living", kind) for kind in ("people", "animals"))
    ][:1]


def _noun(element: Element) -> str:
    return element.what.text.lower().split()[-1]


def _is_crowd(element: Element) -> bool:
    """A word for many that are watched from afar; "a pedestrian" is one."""
    noun, crowds = _noun(element), words("movers_living", "crowds")
    one = noun.endswith(("er", "or", "ian")) or noun == "passerby"
    return (noun in crowds and not one) or (is_plural(noun) and singular(noun) in crowds)


def _is_many(element: Element) -> bool:
    """Several bodies or vehicles, by the number and kind of the noun, or a place that bustles."""
    noun = _noun(element)
    if _is_crowd(element) or _SWARMS.search(element.what.text) or _TURMOIL.fullmatch(element.what.text):
        return True
    return bool(element.motion and _BUSTLE.search(element.motion.text)) or _is_bodies(noun)


def _is_bodies(noun: str) -> bool:
    """Whether a plural names people, animals or vehicles."""
    if noun in {"people", "police", "staff", "cavalry"}:
        return True
    if singular(noun) in _SPECKS:
        return False
    bodies = any(singular(noun) in words("movers_living", kind) for kind in ("people", "animals", "vehicles", "crowds"))
    return is_plural(noun) and (bodies or (noun.endswith(_DOERS) and not is_known_noun(noun)))


def _is_blurred(element: Element, prompt: str) -> bool:
    """Already done as the page advises."""
    sentence = re.split(r"[.!?\n]", prompt[element.what.start :], maxsplit=1)[0]
    return bool(re.search(r"\b(?:blurred|out of focus|bokeh)\b", sentence, re.IGNORECASE))


def _is_countless(element: Element, prompt: str) -> bool:
    return bool(_COUNTLESS.search(prompt[: element.what.start]))


def _is_behind(element: Element, prompt: str) -> bool:
    sentence = re.split(r"[.!?\n]", prompt[element.what.start :], maxsplit=1)[0]
    before = re.split(r"[.!?\n]", prompt[: element.what.start])[-1]
    later = _BEHIND.search(sentence)
    own = later and later[0].lower().endswith("them")  # "skiers carve, snow flying behind them"
    return bool((later and not own) or _BEHIND.search(before))
