"""Picture-quality tags, as sources of patterns: settings of a service or a renderer, and nothing to be seen."""

import re

from promptkit.patterns import lazy
from promptkit.rules._praise import INTENSE, MOODS, PLEASING

_BLANK = (
    r"videos?|footage|clips?|quality|visuals|graphics|imagery|resolution|details?|clarity|cinematography|animation|"
    r"render(?:s|ing)?"
)
_GRADE = (
    r"max(?:imum)?|professional|pro|studio|cinema|movie|hollywood|blockbuster|netflix|imax|broadcast|production"
    r"|commercial|museum|gallery|magazine|national\s+geographic|aaa|pristine|superior|supreme|ultimate|excellent"
    r"|unmatched|unsurpassed|extreme|intricate|best|top|premium|highest|finest|greatest|crystal[- ]clear"
    r"|first[- ]class|superb|amazing|incredible"
)
MERIT = r"quality|details?|detailing|resolution|clarity|realism|definition|fidelity|grade|excellence|sharpness|look"
_KIND_OF_PICTURE = (
    r"studio|cinema|movie|hollywood|blockbuster|netflix|imax|broadcast|commercial|museum|gallery|magazine|"
    r"national\s+geographic"
)
"""Of a certain look: "commercial look" asks for a style."""
TAGS = (
    r"(?:4|6|8|12|16|32)\s?k(?: (?:resolution|quality))?",
    r"u(?:ltra[- ]?)?hd|hdr(?:10)?\+?",
    r"(?:full[- ])?hd",
    rf"(?:{INTENSE}[- ]|very )?high(?:est)?[- ](?:quality|res(?:olution)?|def(?:inition)?|details?)",
    r"hi-?res|highres|absurdres",
    rf"(?!(?:{_KIND_OF_PICTURE})[- ]look\b)(?:{_GRADE})[- ](?:{MERIT})",
    r"(?:ultra[- ]?)?hq|super[- ]resolution|10/10|(?:ultra[- ])?(?:crisp|sharp) quality",
    r"masterpiece",
    (
        r"professional (?:lighting|cinematography|colou?r[- ]grading|camera[- ]?work|photography|composition|editing"
        r"|framing)"
    ),
    (
        rf"(?:{INTENSE}|hyper|finely|richly|intricately|exquisitely|meticulously|wonderfully)[- ]?detailed"
        rf"|rich in details?"
    ),
    (
        rf"(?:(?:very|super) )?(?!(?:{MOODS}) (?:quality|cinematography|animation|imagery|visuals)\b)(?:{PLEASING})"
        rf"(?= (?:{_BLANK})\b)"
    ),
    r"(?:2k|64\s?k|(?:720|1080|1440|2160)p)",
    (
        r"viral|trending|(?:(?:pure|sheer|absolute|total|visual|cinematic|utter) )(?:excellence|perfection|brilliance"
        r"|splendou?r|greatness)"
    ),
    (
        r"(?:world[- ]class|top[- ](?:notch|tier|class|level)|first-rate|state[- ]of[- ]the[- ]art|next[- ]level"
        r"|(?:oscar|award|prize|emmy|festival)[- ]?(?:worthy|winning)|best of the best|second to none)"
    ),
)
"""Hype only as a tag of its own ("..., 8k, masterpiece") or before a word for the picture ("4K footage")."""
HEADED = lazy(
    rf"(?:(?:cinematic|photo-?realistic|realistic|dramatic|3d|cgi|anime|animated|surreal)\s+)*"
    rf"(?P<run>(?:hyper[- ]?realistic\s+)?(?:(?:{'|'.join(TAGS)})\s+)*masterpiece)",
    re.IGNORECASE,
)
"""A tag that ends in the noun that it praises, behind words of style: "cinematic *ultra-detailed masterpiece*"."""
_RENDERERS = (
    r"(?:(?:rendered|made)\s+(?:in|with|by)\s+)?(?:(?:the\s+)?unreal(?:\s+engine)(?:\s?\d(?:\.\d)?)?(?:\s+(?:render(?:ing|ed|s)?|quality"
    r"|graphics))*|ue[45]|(?:octane|redshift|v-?ray|arnold|corona|cycles|blender|lumion|keyshot)\s+(?:render(?:er|ing|s)?"
    r"|quality)(?:\s+quality)?|(?:rendered\s+(?:in|with|by)\s+)(?:octane|redshift|v-?ray|arnold|blender|lumion|keyshot))"
)
"""Programs that a video model is not: hype as tags of their own, though they may ask for a look, so that they stay."""
KEPT_TAG = lazy(
    rf"{_RENDERERS}|(?:perfect|flawless) (?:skin|face|figure|proportions)"
    r"|(?:looks? )?(?:just )?like (?:in )?an? (?:(?:real|big|hollywood|actual|true) )*(?:movie|blockbuster)"
    rf"|(?:very|so|really|super) (?:emotional|realistic|dramatic|cinematic|moving|touching|{PLEASING})"
    rf"(?: and (?:(?:very|so|really|super) )?(?:emotional|realistic|dramatic|cinematic|moving|touching|{PLEASING}))+",
    re.IGNORECASE,
)
"""Tags of praise that may hold a wish for a look or for somebody's looks, and stay."""
PLEASANT_SIGHT = lazy(
    r"(?P<praise>(?:(?:very|so|really) )?(?:beautiful|lovely|nice|fantastic|exquisite|impressive|wonderful))"
    r" (?:(?:cinematic|natural|soft|golden|dramatic|volumetric|ambient|warm|mountain|ocean|sea|autumn|summer|winter) )*"
    r"(?:sunsets?|sunrises?|scenery|landscapes?|seascapes?|cityscapes?|skylines?|views?|vistas?|nature|sky|skies|clouds"
    r"|weather|lighting|light|colou?rs|backdrop|background|scene)",
    re.IGNORECASE,
)
GRAND = lazy(r"epic|legendary", re.IGNORECASE)
