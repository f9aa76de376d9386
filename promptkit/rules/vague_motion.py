"""`vague-motion`: motion is asked for, but not which."""

import re
from collections.abc import Iterator
from dataclasses import replace

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy, may_hold, telltales
from promptkit.phrasing import set_in_motion
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Scene, Span
from promptkit.tidy import is_quoted

_STOP = (
    r"(?=\s*(?:$|[.,;:!?)\n]|(?:and|while|as|in|inside|on|during|for|freely|randomly|quickly|slowly|a\s+(?:lot|bit|"
    r"little)|with\s+(?:lots\s+of|a\s+lot\s+of|so\s+much|much|great|high|full))\b))"
)
_PATH = r"(?!\s+in\s+(?:an?\s+)?(?:circles?|loops?|spirals?|zigzags?|figure))"
_MANY = r"(?:all|some|many)\s+(?:kinds?|sorts?)\s+of|all\s+of\s+the"
_EMPTY = (
    rf"(?:{_MANY}|some|many|various|several|different|random|cool|nice|great|awesome|amazing|crazy|epic|funny|"
    r"weird|strange|"
    r"interesting|exciting|dynamic|dramatic|lots\s+of|a\s+lot\s+of|a\s+few)"
)
_MOVES = r"mov(?:es?|ing)"
_SLACK = (
    r"(?:naturally|dynamically|realistically|randomly|freely|energetically|wildly|constantly|continuously|dramatically|"
    r"here\s+and\s+there|to\s+and\s+fro|all\s+over(?:\s+the\s+place)?|everywhere|some\s+more|a\s+(?:lot|bit|little))"
)
"""Manners and places that leave open how it moves and where."""
_ROOM = (
    r"(?:room|house|home|kitchen|office|attic|garden|yard|park|forest|city|street|stage|studio|hall|place|"
    r"area|scene|space|"
    r"world|background|lab\w*|garage|field|beach|\w+room)"
)
_MADE = r"(?:actions?|activit(?:y|ies)|movements?|motions?|moves|things|stuff|tricks|stunts)"
PREDICATES = (
    rf"{_MOVES}\s+(?:around|about){_PATH}{_STOP}",
    rf"{_MOVES}\s+(?:around|about|inside|within)\s+(?:the|an?|his|her|its|their)\s+(?:\w+\s+)?{_ROOM}{_STOP}",
    (
        rf"{_MOVES}\s+(?:in\s+)?(?:an?|{_EMPTY})\s+(?!(?:zig|circular|spiral|straight|wav|"
        rf"wind))(?:\w+\s+){{0,2}}(?:ways?|manner|fashion)\b"
    ),
    rf"{_MOVES}\s+{_SLACK}{_STOP}",
    (
        rf"{_MOVES}\s+(?:in|inside|within|through|on|across)\s+(?:\w+\s+){{1,3}}(?:dynamically|energetically|"
        rf"realistically|naturally|randomly|freely){_STOP}"
    ),
    rf"{_MOVES}\s+(?:his|her|its|their)\s+(?:whole\s+)?bod(?:y|ies){_STOP}",
    r"(?:do(?:es|ing)?)\s+(?:something|things|stuff)\b",
    rf"(?:do(?:es|ing)?|perform(?:s|ing)?|mak(?:es?|ing)|showing\s+off|shows?\s+off)\s+(?:{_EMPTY}\s+)+{_MADE}\b",
    (
        r"(?:perform(?:s|ing)?|mak(?:es?|ing)|do(?:es|ing)?)\s+(?:an\s+action|actions|movements|motions|moves|"
        r"activities)\b"
    ),
    r"(?:engaged|involved|busy)\s+(?:in|with)\s+(?:(?:some|various|different|several|many)\s+)*activit(?:y|ies)\b",
    r"act(?:s|ing)\s+(?:cool|crazy|silly|funny|goofy|weird)\b",
    r"(?:mess|goof|fool)(?:es|s|ing)?\s+around\b",
    r"interact(?:s|ing)?\s+with(?:\s+(?:each\s+other|one\s+another))?\b",
    (
        r"something\s+(?:cool|epic|exciting|interesting|crazy|funny|dramatic|unexpected|amazing)\s+(?:happens|"
        r"is\s+happening)\b"
    ),
    (
        rf"(?:(?:{_EMPTY}\s+)+(?:things|stuff|action|events)|things|stuff)\s+(?:happens?|occurs?|"
        r"takes?\s+place|goes\s+on|(?:is|"
        r"are)\s+(?:happening|going\s+on))\b"
    ),
    r"(?:a\s+lot|lots|much|everything)\s+(?:is\s+)?(?:happens|happening|going\s+on)\b",
)  # fmt: skip
"""What somebody is said to do: no picture follows from it, whatever else moves."""
_MUCH = (
    r"lots\s+of|a\s+lot\s+of|plenty\s+of|full\s+of|(?:some|all)\s+(?:kinds?|sorts?)\s+of|some|more|high|"
    r"constant|general|dynamic|epic|intense|cool|exciting|crazy|wild|dramatic|"
    r"energetic|high[- ]energy|fast[- ]paced|fluid|smooth|natural|realistic|subtle|slight|random|cinematic|steady|"
    r"slow(?!\s+motion)"
)
_NOT_A_STYLE = (
    r"(?![\s-]*(?:films?|movies?|figures?|hero(?:es)?|blur|capture|cam(?:era)?|shots?|poses?|paintings?|posters?|"
    r"lines?|sensors?|pictures?|photo\w*|styles?|games?|thrillers?|comics?|graphics?|designs?|look|mood|grading)\b)"
)
_TAG = lazy(
    rf"\b(?:(?:{_MUCH})\s+)+(?P<camera>camera\s+)?(?:action|motion|movements?|activity)\b{_NOT_A_STYLE}"
    r"|(?<=,\s)(?:motion|movement|action)(?=\s*(?:[,.]|$))"
    rf"|\bin\s+(?:(?:full|constant|mid)\s+)?(?:action|motion|movement)\b{_NOT_A_STYLE}(?!\s+(?:of|to)\b)"
    r"|(?<=,\s)(?:high|lots\s+of|full\s+of)[- ]?\s?energy(?=\s*(?:[,.]|$))"
    rf"|\baction[- ]packed\b|\b(?:make|makes)\s+(?:it|this|them|him|her|everything)\s+move{_STOP}"
    rf"|\banimate\s+(?:this|the|my)\s+(?:image|photo|picture)\b"
    r"|\b(?:bring|make)\s+(?:this|the|my|our)\s+(?:image|photo\w*|picture|portrait|"
    r"drawing)\s+(?:(?:in)?to\s+life|(?:come\s+)?alive)\b",
    re.IGNORECASE,
)
"""Words that ask for motion at large: harmless where the prompt also says what moves, and how."""
WORDS_OF_MOTION = telltales(
    "move|moving|motion|action|activit|animat|alive|to life|something|things|stuff|tricks|stunts|acts |acting |mess|"
    "energy|goof|fool|interact|happen|occur|take place|takes place|goes on|going on"
)
"""Each match of `_PREDICATE` and of `_TAG` holds one of them."""
_PREDICATE = lazy(rf"\b(?:{'|'.join(PREDICATES)})", re.IGNORECASE)
_NO_WAY = lazy(
    r"(?<![\w-])(?:the\s+)?camera\s+(?:(?:then|and|is)\s+)?(?:(?:very\s+)?\w+ly\s+)?(?P<move>zoom|pan|tilt)(?:s|n?ing)?(?:\s+\w+ly)?"
    r"(?=\s*(?:$|[.,;!?\n]))"
    r"|(?:(?<=^)|(?<=[,.;]\s))(?:an?\s+)?(?:(?:very\s+)?(?:slow|gentle|smooth|subtle|quick|fast|cinematic)\s+)+(?:camera\s+)?"
    r"(?P<tag>zoom|pan|tilt)(?=\s*(?:$|[.,;!?\n]))",
    re.IGNORECASE,
)
"""A camera move of which no way is said."""
_WAYS = {"zoom": '"in" or "out"', "pan": '"left" or "right"', "tilt": '"up" or "down"'}
_WAY_NEXT = lazy(
    r"[\s,;]*(?:(?:then|and|slowly|gently|smoothly|first)\s+)*(?:in|out|left|right|up|down|back|closer|toward|towards|"
    r"from|to|into|across|along|over|revealing|following|past|away)\b",
    re.IGNORECASE,
)
_BARE = lazy(r"(?:is\s+|are\s+)?(?:(?:slowly|quickly|gently|naturally)\s+)?mov(?:es?|ing)(?:\s+\w+ly)?", re.IGNORECASE)
_NEGATED = lazy(
    r"\b(?:no|not|nothing|nobody|without|never|zero|any|avoid|hardly|frozen|caught|paused|camera|sets?|"
    r"setting|puts?)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATED_MOVE = lazy(r"\b(?:no|not|never|without|avoid)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CAMERA = lazy(r"\b(?:camera|lens|view|shot|frame|drone|pov)\b[^,.;]*$", re.IGNORECASE)
_SAID_NEXT = lazy(r"\s*(?:[:–—]|,\s+(?:\w+ly\s+)?\w+ing\b)")
"""What follows says which motion: "moves around, twirling and leaping"."""
_ENDS = lazy(r"\s*(?:$|[.;!?\n]|,(?!\s+(?:\d|they\b|it\b|he\b|she\b|(?:\w+ly\s+)?\w+ing\b)))")
_SEGMENT = lazy(r"[,.;:!?\n()]")


@rule(code="MOT003", family="motion", severity="note", asks_motion=True)
def vague_motion(scene: Scene, *, variant: int = 0) -> Iterator[Finding]:
    """The prompt asks for motion without saying which.

    Why:
        "Moves around" or "dynamic action" leaves direction, speed and limbs to the model, which drifts, slides the
        figure about or morphs it; so does a camera that "zooms", in or out unsaid.
        A verb that can be drawn (kneels, turns, throws) tells every frame where to go.
    Bad:
        A woman moves around on a beach.
    Good:
        A woman kneels on a beach and lifts a shell out of the sand.
    Fix:
        Unsafe, and only for words that ask for motion at large where nothing else moves ("dynamic motion"): adds a
        motion that fits who and where. None for "does something cool": only the author knows what.
        Option `variant` picks another motion.

    References:
        Wan 2.1 prompt extension: natural motion, simple and direct verbs (wan/utils/prompt_extend.py). Wan 2.2
        rewriter, rule 4: describe the process of each action (wan/utils/system_prompt.py). VBench-2.0 prompt pairs:
        "a woman is playing football" becomes a chain of actions.
    """
    prompt = scene.prompt
    yield from _without_a_way(prompt)
    spans = [span for span in _vague(scene) if not is_quoted(prompt, span.start, span.end)]
    tagged = [(span, tag) for span in spans if (tag := _TAG.match(prompt, span.start))]
    for span in spans:
        tag = _TAG.match(prompt, span.start)
        filmed = bool(tag and tag["camera"])
        tags = [other for other, its in tagged if bool(its["camera"]) is filmed]
        if tag and span is not tags[0]:
            continue  # one wish of the camera, or of what it films, in however many words
        added = set_in_motion(scene, variant=variant) if tag and not filmed else None
        edits = (Edit("prompt", added.at, added.at, added.text),) if added else ()
        fix = Fix(False, f'add "{added.text.strip(" ,")}"', edits) if added else None
        who = "the camera" if filmed else "it"
        more = "".join(f', "{other.text}"' for other in tags[1:]) if tag else ""
        message = f'"{span.text}"{more} {"ask" if more else "asks"} for motion but not which; '
        message += f"say what {who} does, from where to where"
        found = Finding.at(span, message, fix=fix)
        yield replace(found, said_by="static-description") if tag and not filmed else found


def _without_a_way(prompt: str) -> Iterator[Finding]:
    for match in _NO_WAY.finditer(prompt):
        ways = _WAYS[(match["move"] or match["tag"]).lower()]
        is_said = _WAY_NEXT.match(prompt, match.end()) or _NEGATED_MOVE.search(prompt[: match.start()])
        if not is_said and not is_quoted(prompt, *match.span()):
            message = f'"{match[0]}" does not say which way the camera goes; say {ways}'
            yield Finding(message, *match.span())


def _vague(scene: Scene) -> Iterator[Span]:
    prompt = scene.prompt
    if not may_hold(prompt, WORDS_OF_MOTION):
        return
    said = [*_PREDICATE.finditer(prompt)]
    tags = [tag for tag in _TAG.finditer(prompt) if not any(one.start() <= tag.start() < one.end() for one in said)]
    for match in said:
        is_open = not (_CAMERA.search(prompt[: match.start()]) or _SAID_NEXT.match(prompt, match.end()))
        if is_open and not _denied(prompt, match):
            yield Span(match[0], *match.span())
    for match in tags:
        if not (_is_said(scene, match) or _denied(prompt, match)):
            yield Span(match[0], *match.span())
    for element in scene.elements:
        motion, what = element.motion, element.what
        if motion and element.role == "subject" and _BARE.fullmatch(motion.text) and _ENDS.match(prompt, motion.end):
            beside = what.end <= motion.start <= what.end + len(" is ")  # "lips moving": a part, and not the body
            if beside and _is_being(what.text):
                yield motion


def _denied(prompt: str, match: re.Match[str]) -> bool:
    """Whether the words before, in the same stretch, say no to it: "nothing in motion", "without any movement"."""
    return bool(_NEGATED.search(_SEGMENT.split(prompt[: match.start()])[-1]))


def _is_said(scene: Scene, match: re.Match[str]) -> bool:
    """Whether the prompt says elsewhere what moves; of the camera, which move it makes."""
    if match["camera"]:
        return any(move.span.end <= match.start() or match.end() <= move.span.start for move in scene.camera_moves)
    movers = (element for element in scene.elements if element.role != "camera")
    places = (
        mover.motion or mover.what
        for mover in movers
        if mover.motion or not 0 <= match.start() - mover.what.end <= 1  # "a player in action" is told by this alone
    )
    return any(place.end <= match.start() or match.end() <= place.start for place in places)


def _is_being(what: str) -> bool:
    found = find_entries(what, beings())
    return bool(found) and found[-1].end == len(what)
