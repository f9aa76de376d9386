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
_FACE_DEFECT = lazy(
    r"morph|warp|distort|deform|disfigur|melt|ugly|bad\b|poor|mutat|asymmetr|drift|inconsisten|chang|swap|畸形|变形|扭曲|不好",
    re.IGNORECASE,
)
_OLD_FILM = (
    r"\bglitch\w*|\bvhs\b|\bcamcorders?\b|\bhome\s+(?:video|movie)s?\b|\bsuper[- ]?8\b|\b(?:8"
    r"|16)\s?mm\b(?!\s+(?:lens|wide|f/))"
    r"|\bcelluloid|\b(?:silent|old|vintage|damaged|scratched|archival)\s+(?:\w+\s+)?(?:film|movie|footage|newsreel"
    r"|reel|tape)\b|\bfilm\s+burns?\b"
    r"|\blight\s+leaks?\b|\bkinescope|\bdatamosh|\bnewsreel"
)
"""Pictures that jump and flicker as such."""
_FRAME_BY_FRAME = (
    r"\bstop[- ]?motion|\bclaymation|\bbrick-?films?\b|\bflip-?books?\b|\bzoetropes?\b|\bpixilation\b"
    r"|\bpuppet\s+animation"
    r"|\b(?:low|dropped|choppy)\s+frame[- ]?rates?\b|\b(?:8|10|12)\s?fps\b|\banimated\s+on\s+(?:twos|threes)\b"
    r"|\bstutter"
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
    return lazy(text, re.IGNORECASE)


MOTION_TERMS = (
    MotionTerm(
        "jerky motion",
        _pattern(
            r"\bjerk|\bjitter|\brobotic|\bmechanical|\bclockwork|\bwind-?up\b|\bautomat(?:on|a)|\banimatronic"
            r"|\bmarionette|\bpuppet"
            r"|\b(?:danc\w+|do(?:es|ing)?|perform\w*)\s+the\s+robot\b|\brobot\s+danc|\bpopping\s+and\s+locking"
            r"|\b(?:pop|lock)ping\s+danc"
            r"|\bbreak-?danc|\bkrump|\bshak(?:e[sn]?|ing|ily|y)\b|\bhand-?\s?held\b|\bwhip[- ]?pan|\bcrash[- ]zoom"
            r"|\bsnap[- ]zoom"
            r"|\b(?:energetic|frantic|frenetic|chaotic|restless|erratic|nervous|rough|wild|unsteady|bumpy"
            r"|wobbly)\s+(?:[\w-]+\s+){0,2}"
            r"(?:camera|footage|shot|take|movement|motion|ride|run)"
            r"|\b(?:camera|footage|movements?|motions?|moves|steps|gestures)\s+(?:\w+\s+){0,2}(?:energetic|frantic"
            r"|frenetic|chaotic|restless|erratic"
            r"|nervous|rough|unsteady|bumpy|wobbly|abrupt)\b"
            r"|\bfound[- ]footage|\bbody-?cam|\b(?:phone|cell-?phone|smartphone|bystander|amateur|helmet[- ]cam"
            r"|gopro)\s+(?:footage|video|clip|shot)"
            r"|\btwitch|\bconvuls|\bspasm|\bseizure|\btics?\b|\bstagger|\blurch|\bjolt|\bjudder|\brattl|\bvibrat"
            r"|\bshudder|\btrembl|\bshiver"
            r"|\bbounc(?:es|ing|y)\b|\bbumps?\b|\bearthquake|\bjack-?hammer|\bpneumatic\s+drill|\bmachine[- ]gun"
            r"|\bhyper-?lapse|\btime-?\s?lapse"
            rf"|\bzombies?\b|\bheadbang|{_FRAME_BY_FRAME}|{_OLD_FILM}"
        ),
        "stuttering frames",
        _pattern(rf"{_FRAME_BY_FRAME}|{_OLD_FILM}|\btime-?\s?lapse|\bhyper-?lapse"),
        "jump cuts",
        _pattern(
            r"\b(?:jerk|jitter|stutter|judder|choppy|jumpy|jump\s+cuts?|unsmooth|shaky (?:motion|movement))|抖动|卡顿"
        ),
    ),
    MotionTerm(
        "flickering",
        _pattern(
            r"flicker|strob|flash|\b(?:lights?|leds?|lamps?|cursors?|beacons?|signals?"
            r"|indicators?)\W+(?:\w+\W+){0,3}blink"
            r"|\bblink\w*\s+(?:\w+\s+){0,2}(?:lights?|leds?|lamps?|cursors?|beacons?|signals?)\b|flutter\w*\s+light"
            r"|\bflam(?:e|es|ing)\b|\baflame|\bfires?\b(?!\s+(?:truck"
            r"|engine|escape|station|exit|hydrant"
            r"|extinguisher|alarm))|\b(?:camp|bon|wild|brush|log|hearth|bush)-?fires?\b|\bfire(?:place|side|light"
            r"|pit|box|ball|brand)s?\b"
            r"|\bfirefl(?:y|ies)|\bfireworks?|\bfirecrackers?|\bhearths?\b|\bcandle\w*|\btapers\b|\bwicks?\b"
            r"|\btorch(?:es|lit|light)?\b|\bbraziers?\b|\bembers?\b"
            r"|\b(?:oil|paraffin|kerosene|gas|hurricane|petroleum)\s+(?:lamps?|lanterns?|lights?)|\blanterns?\b"
            r"|\bgas(?:light|lit)\b|\bincense\b"
            r"|\bmatch(?:es|sticks?)?\s+(?:(?:is|are|being)\s+)?(?:struck|strik\w+|lights?|lit|flar\w+|burn\w*)"
            r"|\bforges?\b|\bfurnaces?\b|\bgas\s+(?:stove|hob|ring|burner|cooker|fire)s?"
            r"|\b(?:light|lit|burn|strik)\w*\s+(?:an?\s+|the\s+)?match|\bmatch(?:stick|es)?\s+(?:\w+\s+)?(?:burns"
            r"|flares)"
            r"|\bburn(?:s|ing)\b|\bablaze|\bblaz(?:e|es|ing)\b|\binferno|\bpyre|\bsparklers?|\bsparks?\b|\bweld(?:s"
            r"|ing|er|ers)?\b|\barcs?\s+of\s+(?:light|electricity)"
            r"|\btesla\s+coil|\belectric\s+arcs?|\blightning|\bthunderstorm|\bstorm\s+clouds?|\bneon|\bfluorescent"
            r"|\b(?:light\s?)?tubes?\s+buzz|\bholograms?|\bholographic"
            r"|\bprojectors?\b|\bcrt\b|\b(?:old|vintage|analog(?:ue)?|tube)\s+(?:tv|television|monitor)s?\b"
            r"|\btv\s+static|\bplays?\s+static|\bstatic\s+noise"
            r"|\bdisco|\bnightclub|\brave\b|\bstage\s+lights|\bmirror\s?ball|\bpaparazzi|\bexplo[ds]|\bmuzzle"
            r"|\bgun(?:fire|shots?|fights?)|\b(?:shoots?|shootouts?)\b(?!\s+of)"
            r"|\bpolice\s+(?:cars?|lights?)|\bambulance|\bfire\s+(?:truck|engine)s?|\bsirens?\b|\bblue\s+lights"
            r"|\bbeacons?\b|\bhazard\s+lights|\btraffic\s+lights?"
            r"|\baurora|\bnorthern\s+lights|\bglint|\bsparkl|\btwinkl|\bshimmer|\bglitter|\bdappled|\bcaustics"
            r"|\bstarlight|\bpulsat|\bpulsing\s+(?:\w+\s+)?(?:lights?|glow)"
            rf"|\bstars\b|\btime-?\s?lapse|\bhyper-?lapse|{_OLD_FILM}|{_FRAME_BY_FRAME}"
        ),
        "exposure jumps",
        _pattern(
            r"\bflash(?:es|ed|ing|bulbs?)?\b|strob|lightning|thunderstorm|paparazzi|explo[ds]|\bfireworks?"
            r"|firecrackers?|\bmuzzle|\bgun(?:fire|shots?|fights?)|shootouts?"
            r"|\bweld(?:s|ing|er|ers)?\b|\btesla\s+coil|\bdisco|\bnightclub|\brave\b|\bsirens?\b|\bpolice\s+lights?"
            r"|\bblue\s+lights|\blights?\s+(?:\w+\s+)?(?:goes|go|going|come|comes|turn|turns|cut|cuts)\s+"
            r"(?:on|off|out)|\b(?:switch|turn)\w*\s+(?:the\s+)?lights?|\bflickers?\s+on\b|\bpower\s+(?:cut|outage)"
            r"|\bblackout|\bflares?\s+up"
            rf"|\btime-?\s?lapse|\bhyper-?lapse|{_OLD_FILM}"
        ),
        "boiling textures",
        _pattern(r"flicker|strob|flashing|(?:exposure|brightness) (?:jump|pump|change|shift)|boiling textures|闪烁"),
    ),
    MotionTerm(
        "warping",
        _pattern(
            r"warp|distort|melt|deform|morph|ripple|\bbend|\bhaze\b|\bmirage|\bwobbl|\bjell(?:y|o)\b|\bgelatin"
            r"|\bjiggl|\bfun-?house|\bfish-?eye|\bkaleidoscop"
            r"|\bsurreal|\bdal[ií]\b|\bpsychedelic|\bliquef|\bliquid\s+metal|\bferrofluid|\bcrumpl|\bwrinkl|\btwist"
            r"|\bstretch\w*\s+like|\brefract|\bswirl|\bdissolv"
            r"|\bportal|\bglitch|\bdatamosh|\bshape-?shift|\btransform"
        ),
        "wobbling geometry",
        _pattern(
            r"\bhaze\b|\bmirage|\bwobbl|\bjell(?:y|o)\b|\bgelatin|\bjiggl|\bfun-?house|\bkaleidoscop|\bsurreal"
            r"|\bdal[ií]\b|\bpsychedelic|\bportal"
            r"|\bglitch|\bdatamosh|\bshape-?shift|\btransform"
        ),
        "inconsistent geometry",
        _pattern(r"warp|distort|deform|wobbl|melting|bending|inconsistent (?:geometry|shapes?|anatomy)|扭曲|变形"),
    ),
    MotionTerm(
        FACES,
        _pattern(
            r"morph|shape-?shift|transform|\b(?:turn|chang)\w*\s+into\b|\bbecom(?:e|es|ing)\s+(?:an?|the|his|her"
            r"|its)\b|\bwere(?:wolf|wolves)\b"
            r"|\bface\w*\s+(?:\w+\s+){0,2}(?:melt|distort|warp|dissolv|crumbl|chang|age)|\b(?:melt|distort"
            r"|dissolv)\w*\s+(?:\w+\s+){0,2}face"
        ),
        "distorted faces",
        _pattern(
            r"\bwere(?:wolf|wolves)\b|\b(?:melt|distort|warp|dissolv|crumbl)\w*\s+(?:\w+\s+){0,3}faces?\b"
            r"|\bfaces?\s+(?:\w+\s+){0,2}(?:melt|distort|warp|dissolv|crumbl)"
            r"|\bfun-?house|\bmirrors?\s+distort"
        ),
        "poorly drawn faces",
        _pattern(r"\bmorphing$|\bmorph(?:s|ing)? (?:objects?|features?|bodies)"),
    ),
)


def motion_terms_in(term: str) -> tuple[MotionTerm, ...]:
    """The motion defects that a term names."""
    return tuple(default for default in MOTION_TERMS if _names(term, default))


def _names(term: str, default: MotionTerm) -> bool:
    about_faces = bool(_FACE.search(term) and _FACE_DEFECT.search(term))
    if default.term == FACES:
        return about_faces or bool(default.same.search(term))
    return bool(default.same.search(term)) and not (about_faces and default.term == "warping")


def worded(defaults: Iterable[MotionTerm], prompt: str) -> tuple[str, ...]:
    """The terms to write: the usual word, or another one where the prompt asks for the usual thing."""
    return tuple(_worded(default, prompt) for default in defaults)


def _worded(default: MotionTerm, prompt: str) -> str:
    if not default.asked_for.search(prompt):
        return default.term
    return default.last if default.asks_for_both.search(prompt) else default.instead
