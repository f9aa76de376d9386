"""The motion defects that every negative should name, by which words, and what to say where a prompt asks for one.

The defects, and the words that users and models' own lists use for them, come from the negative prompts that open
models ship (Wan 2.1 and 2.2, LTX-Video, SkyReels-V2, Moonvalley Marey).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from promptkit.patterns import lazy

FACES = "morphing faces"
_FACE = lazy(r"\b(?:faces?|facial|identity)\b|脸|面部", re.IGNORECASE)
_PART = lazy(r"\b(?:hands?|fingers?|text|letters|lettering|logos?)\b", re.IGNORECASE)
"""Distorted hands are no warping of the whole picture."""
_FACE_DEFECT = lazy(
    r"morph|warp|distort|deform|disfigur|melt|ugly|bad\b|poor|mutat|asymmetr|drift|inconsisten|chang|swap|畸形|变形|扭曲|不好",
    re.IGNORECASE,
)
_OLD_FILM = (
    r"glitch\w*|vhs\b|camcorders?\b|home\s+(?:video|movie)s?\b|super[- ]?8\b|(?:8"
    r"|16)\s?mm\b(?!\s+(?:lens|wide|f/))"
    r"|celluloid|(?:silent|old|vintage|damaged|scratched|archival)\s+(?:\w+\s+)?(?:film|movie|footage|newsreel"
    r"|reel|tape)\b|film\s+burns?\b"
    r"|light\s+leaks?\b|kinescope|datamosh|newsreel"
)
"""Pictures that jump and flicker as such; these words and the next ones stand behind a \\b."""
_FRAME_BY_FRAME = (
    r"stop[- ]?motion|claymation|brick-?films?\b|flip-?books?\b|zoetropes?\b|pixilation\b"
    r"|puppet\s+animation"
    r"|(?:low|dropped|choppy)\s+frame[- ]?rates?\b|(?:8|10|12)\s?fps\b|animated\s+on\s+(?:twos|threes)\b"
    r"|stutter"
)


@dataclass(frozen=True)
class MotionTerm:
    """One motion defect that every negative prompt should name."""

    term: str
    asked_for: re.Pattern[str]
    """What of a prompt asks for it, or shows it by itself: a dancer who moves jerkily, a candle."""
    instead: str
    """What is said then."""
    asks_for_both: re.Pattern[str]
    """What of a prompt asks for `instead` as well."""
    last: str
    """What is said then: nobody asks for that."""
    same: re.Pattern[str]
    """Other words for it."""


def _pattern(text: str) -> re.Pattern[str]:
    """In any case. Where words begin, alternatives share one boundary: with one each, it takes ten times as long."""
    return lazy(text, re.IGNORECASE)


MOTION_TERMS = (
    MotionTerm(
        "jerky motion",
        _pattern(
            r"\b(?:jerk|jitter|robotic|mechanical|clockwork|wind-?up\b|automat(?:on|a)|animatronic"
            r"|marionette|puppet"
            r"|(?:danc\w+|do(?:es|ing)?|perform\w*)\s+the\s+robot\b|robot\s+danc|popping\s+and\s+locking"
            r"|(?:pop|lock)ping\s+danc"
            r"|break-?danc|krump|shak(?:e[sn]?|ing|ily|y)\b|hand-?\s?held\b|whip[- ]?pan|crash[- ]zoom"
            r"|snap[- ]zoom"
            r"|(?:energetic|frantic|frenetic|chaotic|restless|erratic|nervous|rough|wild|unsteady|bumpy"
            r"|wobbly)\s+(?:[\w-]+\s+){0,2}"
            r"(?:camera|footage|shot|take|movement|motion|ride|run)"
            r"|(?:camera|footage|movements?|motions?|moves|steps|gestures)\s+(?:\w+\s+){0,2}(?:energetic|frantic"
            r"|frenetic|chaotic|restless|erratic"
            r"|nervous|rough|unsteady|bumpy|wobbly|abrupt)\b"
            r"|found[- ]footage|body-?cam|(?:phone|cell-?phone|smartphone|bystander|amateur|helmet[- ]cam"
            r"|gopro)\s+(?:footage|video|clip|shot)"
            r"|twitch|convuls|spasm|seizure|tics?\b|stagger|lurch|jolt|judder|rattl|vibrat"
            r"|shudder|trembl|shiver"
            r"|bounc(?:es|ing|y)\b|bumps?\b|earthquake|jack-?hammer|pneumatic\s+drill|machine[- ]gun"
            r"|hyper-?lapse|time-?\s?lapse"
            rf"|zombies?\b|headbang|{_FRAME_BY_FRAME}|{_OLD_FILM})"
        ),
        "stuttering frames",
        _pattern(rf"\b(?:{_FRAME_BY_FRAME}|{_OLD_FILM}|time-?\s?lapse|hyper-?lapse)"),
        "jump cuts",
        _pattern(
            r"\b(?:jerk|jitter|stutter|judder|choppy|jumpy|jump\s+cuts?|unsmooth|shaky (?:motion|movement))|抖动|卡顿"
        ),
    ),
    MotionTerm(
        "flickering",
        _pattern(
            r"flicker|strob|flash|flutter\w*\s+light|\b(?:(?:lights?|leds?|lamps?|cursors?|beacons?|signals?"
            r"|indicators?)\W+(?:\w+\W+){0,3}blink"
            r"|blink\w*\s+(?:\w+\s+){0,2}(?:lights?|leds?|lamps?|cursors?|beacons?|signals?)\b"
            r"|flam(?:e|es|ing)\b|aflame|fires?\b(?!\s+(?:truck"
            r"|engine|escape|station|exit|hydrant"
            r"|extinguisher|alarm))|(?:camp|bon|wild|brush|log|hearth|bush)-?fires?\b|fire(?:place|side|light"
            r"|pit|box|ball|brand)s?\b"
            r"|firefl(?:y|ies)|fireworks?|firecrackers?|hearths?\b|candle\w*|tapers\b|wicks?\b"
            r"|torch(?:es|lit|light)?\b|braziers?\b|embers?\b"
            r"|(?:oil|paraffin|kerosene|gas|hurricane|petroleum)\s+(?:lamps?|lanterns?|lights?)|lanterns?\b"
            r"|gas(?:light|lit)\b|incense\b"
            r"|match(?:es|sticks?)?\s+(?:(?:is|are|being)\s+)?(?:struck|strik\w+|lights?|lit|flar\w+|burn\w*)"
            r"|forges?\b|furnaces?\b|gas\s+(?:stove|hob|ring|burner|cooker|fire)s?"
            r"|(?:light|lit|burn|strik)\w*\s+(?:an?\s+|the\s+)?match|match(?:stick|es)?\s+(?:\w+\s+)?(?:burns"
            r"|flares)"
            r"|burn(?:s|ing)\b|ablaze|blaz(?:e|es|ing)\b|inferno|pyre|sparklers?|sparks?\b|weld(?:s"
            r"|ing|er|ers)?\b|arcs?\s+of\s+(?:light|electricity)"
            r"|tesla\s+coil|electric\s+arcs?|lightning|thunderstorm|storm\s+clouds?|neon|fluorescent"
            r"|(?:light\s?)?tubes?\s+buzz|holograms?|holographic"
            r"|projectors?\b|crt\b|(?:old|vintage|analog(?:ue)?|tube)\s+(?:tv|television|monitor)s?\b"
            r"|tv\s+static|plays?\s+static|static\s+noise"
            r"|disco|nightclub|rave\b|stage\s+lights|mirror\s?ball|paparazzi|explo[ds]|muzzle"
            r"|gun(?:fire|shots?|fights?)|(?:shoots?|shootouts?)\b(?!\s+of)"
            r"|police\s+(?:cars?|lights?)|ambulance|fire\s+(?:truck|engine)s?|sirens?\b|blue\s+lights"
            r"|beacons?\b|hazard\s+lights|traffic\s+lights?"
            r"|aurora|northern\s+lights|glint|sparkl|twinkl|shimmer|glitter|dappled|caustics"
            r"|starlight|pulsat|pulsing\s+(?:\w+\s+)?(?:lights?|glow)"
            rf"|stars\b|time-?\s?lapse|hyper-?lapse|{_OLD_FILM}|{_FRAME_BY_FRAME})"
        ),
        "exposure jumps",
        _pattern(
            r"strob|lightning|thunderstorm|paparazzi|explo[ds]|firecrackers?|shootouts?"
            r"|\b(?:flash(?:es|ed|ing|bulbs?)?\b|fireworks?|muzzle|gun(?:fire|shots?|fights?)"
            r"|weld(?:s|ing|er|ers)?\b|tesla\s+coil|disco|nightclub|rave\b|sirens?\b|police\s+lights?"
            r"|blue\s+lights|lights?\s+(?:\w+\s+)?(?:goes|go|going|come|comes|turn|turns|cut|cuts)\s+"
            r"(?:on|off|out)|(?:switch|turn)\w*\s+(?:the\s+)?lights?|flickers?\s+on\b|power\s+(?:cut|outage)"
            r"|blackout|flares?\s+up"
            rf"|time-?\s?lapse|hyper-?lapse|{_OLD_FILM})"
        ),
        "boiling textures",
        _pattern(r"flicker|strob|flashing|(?:exposure|brightness) (?:jump|pump|change|shift)|boiling textures|闪烁"),
    ),
    MotionTerm(
        "warping",
        _pattern(
            r"warp|distort|melt|deform|morph|ripple|\b(?:bend|haze\b|mirage|wobbl|jell(?:y|o)\b|gelatin"
            r"|jiggl|fun-?house|fish-?eye|kaleidoscop"
            r"|surreal|dal[ií]\b|psychedelic|liquef|liquid\s+metal|ferrofluid|crumpl|wrinkl|twist"
            r"|stretch\w*\s+like|refract|swirl|dissolv|erod(?:e|ing)"
            r"|portal|glitch|datamosh|shape-?shift|transform)"
        ),
        "wobbling geometry",
        _pattern(
            r"\b(?:haze\b|mirage|wobbl|jell(?:y|o)\b|gelatin|jiggl|fun-?house|kaleidoscop|surreal"
            r"|dal[ií]\b|psychedelic|portal"
            r"|glitch|datamosh|shape-?shift|transform)"
        ),
        "inconsistent geometry",
        _pattern(r"warp|distort|deform|wobbl|melting|bending|inconsistent (?:geometry|shapes?|anatomy)|扭曲|变形"),
    ),
    MotionTerm(
        FACES,
        _pattern(
            r"morph|shape-?shift|transform|\b(?:(?:turn|chang)\w*\s+into\b|becom(?:e|es|ing)\s+(?:an?|the|his|her"
            r"|its)\b|were(?:wolf|wolves)\b"
            r"|face\w*\s+(?:\w+\s+){0,2}(?:melt|distort|warp|dissolv|crumbl|erod|chang|age)|(?:melt|distort"
            r"|dissolv)\w*\s+(?:\w+\s+){0,2}face)"
        ),
        "distorted faces",
        _pattern(
            r"\b(?:were(?:wolf|wolves)\b|(?:melt|distort|warp|dissolv|crumbl)\w*\s+(?:\w+\s+){0,3}faces?\b"
            r"|faces?\s+(?:\w+\s+){0,2}(?:melt|distort|warp|dissolv|crumbl|erod)"
            r"|fun-?house|mirrors?\s+distort)"
        ),
        "poorly drawn faces",
        _pattern(r"\b(?:morphing$|morph(?:s|ing)? (?:objects?|features?|bodies))"),
    ),
)


def motion_terms_in(term: str) -> tuple[MotionTerm, ...]:
    """The motion defects that a term names."""
    return tuple(default for default in MOTION_TERMS if _names(term, default))


def _names(term: str, default: MotionTerm) -> bool:
    about_faces = bool(_FACE.search(term) and _FACE_DEFECT.search(term))
    if default.term == FACES:
        return about_faces or bool(default.same.search(term))
    about_a_part = about_faces or _PART.search(term)
    return bool(default.same.search(term)) and not (about_a_part and default.term == "warping")


def worded(defaults: Iterable[MotionTerm], prompt: str) -> tuple[str, ...]:
    """The terms to write: the usual word, or another one where the prompt asks for the usual thing."""
    return tuple(_worded(default, prompt) for default in defaults)


def _worded(default: MotionTerm, prompt: str) -> str:
    if not default.asked_for.search(prompt):
        return default.term
    return default.last if default.asks_for_both.search(prompt) else default.instead
