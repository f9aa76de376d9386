"""`missing-contact`: feet, hands, a blow, a push or a pour, and nothing that shows what it does to what it meets."""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, contacts_by_form, find_entries, find_things, without_clock_hands
from promptkit.patterns import lazy
from promptkit.phrasing import Addition, sentence_around, tell_effect, tells_an_effect
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._events import LEANS
from promptkit.scene import Element, Scene, Span
from promptkit.scene.read import read_scene

_FEET = lazy(r"\b(?:feet|foot|boots?|shoes?|sneakers?|paws?|hooves|heels)$", re.IGNORECASE)
_FEET_NAMED = lazy(r"\b(?:feet|boots|shoes|sneakers|paws|hooves|heels)\b", re.IGNORECASE)
_STEPS = lazy(
    r"\b(?:walk|run|runn|step|stepp|jog|jogg|march|stamp|stomp|tread|danc|climb|jump)(?:e?s|ing|e)?\b", re.IGNORECASE
)
_SHOD = lazy(
    r"\bbare\s?foot(?:ed)?\b|\b(?:with|on)\s+(?:\w+\s+){0,2}(?:feet|hooves|paws)\b"
    r"|\b(?:close[- ]?up|detail|macro)\b[^.]*\b(?:feet|shoes|boots|sneakers|hooves|paws)\b"
    r"|\b(?:feet|shoes|boots|sneakers|hooves|paws)\b[^.,]*\bclose[- ]?up\b",
    re.IGNORECASE,
)
"""Feet that the prompt shows, though somebody else is said to walk."""
_HANDS = lazy(r"\b(?:hands?|fingers)$", re.IGNORECASE)
_HANDLES = lazy(
    r"(?:is\s+|are\s+)?(?:mov|work|knead|shap|mould|mold|typ|play|turn|pull|take|tak|reach|stroke|strok|glid|"
    r"slid|rub|caress)"
    r"(?:e?s|ing|e)?\s+(?:\w+ly\s+)?(?:(?:over|round|on|onto|along|across|through|at|for)\s+)?"
    r"(?:an?|the|its|their|one)\b",
    re.IGNORECASE,
)
_SHOWN_HANDS = lazy(r"\b(?:close[- ]?up|view|detail|macro)\b[^.]*\bhands\b", re.IGNORECASE)
_GRABS = lazy(
    r"(?:is\s+|are\s+)?(?:grab|grabb|grasp|seiz|snatch|clutch|pick)(?:e?s|ing|e)?\b(?!\s+(?:up\s+)?(?:speed|pace))",
    re.IGNORECASE,
)
_LIFTS = lazy(
    r"(?:is\s+|are\s+)?(?:(?:grab|grabb|snatch|seiz|catch)(?:e?s|ing|e)?|pick(?:s|ing)?\s+up)\s+(?:an?|the|"
    r"his|her|its|their)\s+"
    r"(?!(?:bus|train|taxi|cab|breath|eye|light|attention|phone\s+call|pace|speed|scent|wave|moment|cold)\b)",
    re.IGNORECASE,
)
_STRIKES = lazy(
    r"\b(?:break|split|smash|chop|chopp|splitt)(?:e?s|ing)?\s+(?:[\w-]+\s+){1,4}with\s+(?:his|her|their|an?|"
    r"one)\s+(?:bare\s+)?"
    r"(?:hand|fist|foot|head|forehead|elbow)s?\b"
    r"|\b(?:take|lift|carrie|carry|throw)s?\s+(?:[\w-]+\s+){1,3}with\s+(?:both|two|his|her|bare)\s+(?:bare\s+)?hands\b"
    r"|\bsw(?:ing|ings|inging)\s+(?:(?:an?|the|his|her|its)\s+(?:[\w-]+\s+){1,3})?(?:at|into|"
    r"against)\s+(?:an?|the|his|her|its)\b"
    r"(?!\s+(?:play|school|park|fair|garden|club|party|night))"
    r"|\bthrow(?:s|ing)?\s+(?:an?|the|his|her|two|three)\s+(?:\w+\s+)?(?:hook|punch|jab|kick|uppercut|cross|"
    r"elbow|left|right)s?\s+(?:at|to|into)\b"
    r"|\bland(?:s|ing)\s+(?:an?|the|his|her)\s+(?:\w+\s+)?(?:hook|punch|jab|kick|uppercut|blow)\s+(?:on|to|in)\b"
    r"|\b(?:crash|collid|ramm|ram)(?:e?s|ing)?\s+(?:in|into|with|against|on|onto|at)\b"
    r"|\b(?:fall|drop|plung|plummet|slam|smash|com)(?:e?s|ing)?\s+(?:down\s+)?(?:on|onto|into|against)\s+(?:an?|the)\b",
    re.IGNORECASE,
)
"""Blows with a tool or a thrown limb, and heavy things that hit something."""
_HEAVY = lazy(
    r"\b(?:car|truck|lorry|bus|van|train|tram|plane|aircraft|spaceship|rocket|ship|motorcycle|bike|ball|"
    r"hammer|axe|meteor|meteorite|"
    r"asteroid|comet|boulder|rock|anvil|bomb|crate|container|satellite|helicopter)s?$",
    re.IGNORECASE,
)
_BLOW = lazy(
    r"(?:is\s+|are\s+)?(?P<verb>punch|hit|hitt|strik|kick|slap|slapp|smash|slam|slamm|ramm?|crash|collid)(?:e?s|"
    r"ing|e)?\s+"
    r"(?:(?:right|straight|hard)\s+)?(?:(?:into|against|with|at)\s+)?(?:an?|the|his|her|its|their|each|one)\s+"
    r"(?!(?:pose|poses|road|gym|brakes?|gas|stage|streets?|slopes?|waves?|beach|legs?|feet|heels|tickets?|chord|"
    r"match|time)\b)",
    re.IGNORECASE,
)
_LANDS = lazy(r"\b(?:land(?:s|ing)|com(?:es|ing)\s+down)\b(?!\s+(?:stage|page|strip|gear|pad|craft))", re.IGNORECASE)
_LEAPS = lazy(r"\b(?:jump|leap|flip|somersault|backflip|vault|dive)(?:s|ing)?\b", re.IGNORECASE)
CONTACT = lazy(
    r"\b(?:press|sink|sank|grip|splash|spray|print|footprint|crunch|dent|scuff|dust|toe|sole|heel|click|flatten|"
    r"squish|squelch|thud|"
    r"thump|impact|contact|touch|shock|shak|shatter|crack|burst|break|broke|crumpl|bend|bent|buckl|recoil|rebound|"
    r"bounc|"
    r"stagger|reel|knock|toppl|fall|fell|send|sent|fly|flies|scatter|rippl|ring|spark|splinter|chip|push|roll|"
    r"finger|palm|"
    r"knuckle|thumb|around|curl|squeez|tighten|clench|dig|weight|brac|absorb|knee|wobbl|collaps|tumbl|explo|foam|"
    r"crumbl|split|"
    r"skid|slid|scrap|jolt|tremb|quiver|swing|bulg|snap|dodg|block(?=s\b|ed\b|ing\b)|duck|puff|cloud|kick(?:s|ing)?\s+up|bang|"
    r"clatter|miss|"
    r"hold|lift|sand|snow|mud|water|puddle|leaves|grass)\w*",
    re.IGNORECASE,
)
"""Any of these shows, or may show, that two things meet: then the rule is silent."""
_SOMEBODY = lazy(
    r"\b(?:he|she|they|someone|somebody|\w{2,}(?:wo)?man|\w*(?:master|champion|keeper|fighter|player|ist))$",
    re.IGNORECASE,
)
_LIMB = lazy(r"\b(?:hands?|fists?|foot|feet|elbows?|knees?|legs?)$", re.IGNORECASE)
_STRIKES_BODILY = lazy(
    r"(?:is\s+|are\s+)?(?:punch|kick|slap|slapp|headbutt)(?:e?s|ing)?\s|"
    r"(?:is\s+|are\s+)?(?:smash|hit|strik|batter|bash|club)(?:e?s|ing)?\s+(?:[\w-]+\s+){1,5}?with\s+(?:his|her|its|their)\s",
    re.IGNORECASE,
)
"""What only somebody does, whatever he is called: a mech, an ogre."""
_POURS = lazy(
    r"(?:is\s+|are\s+)?(?:pour|drizzl)(?:e?s|ing)?\s+(?!(?:him|her|it|them)sel|(?:his|her|their)\s+(?:heart|soul|money))"
    r"(?:[\w-]+\s+){1,4}?(?:in\s?to|on\s?to|over|on|across)\s+(?!with\b)(?:(?:an?|the|his|her|its|their|some)\s+)?\w",
    re.IGNORECASE,
)
_CUTS = lazy(
    r"(?:is\s+|are\s+)?(?:chop|chopp|dic|minc|slic|hack|carv)(?:e?s|ing)\s+(?:up\s+)?"
    r"(?!(?:up|through|into|in|at|down|off|away|across|past|to|and|on|along|by|with|out|over)\b)"
    r"(?!(?:(?:an?|the|his|her|its|their)\s+)?(?:[\w'’-]+\s+)?(?:turns?|arcs?|curves?|tracks?|trails?|paths?|way|waves?|powder|"
    r"slopes?|computers?|systems?|servers?|networks?|accounts?|databases?|mainframes?|codes?|phones?)\b)[\w-]+",
    re.IGNORECASE,
)
"""No skier's turn is cut, nor a computer that is hacked."""
_THROWS_A_BLOW = lazy(
    r"(?:is\s+|are\s+)?(?:throw|land|deliver)(?:s|ing)?\s+(?:an?|the|his|her|two|three|several)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:hook|punch|jab|uppercut|haymaker|roundhouse|headbutt)(?:e?s)?\b(?!\s+(?:shot|line|card|ball))",
    re.IGNORECASE,
)
_SPLASHES = lazy(
    r"\bsplash\w*|\b(?:drops?|droplets?|spray|water|mud|foam|splinters?|sparks?|chips?|crumbs?|flour|dust|sand|snow|dirt)\s+"
    r"(?:\w+ly\s+)?(?:fl(?:y|ies|ying|ew)|burst\w*|spray\w*|scatter\w*|leap\w*|shower\w*|jump\w*|spurt\w*|puff\w*|rises?|rising)\b",
    re.IGNORECASE,
)
"""What comes of a step, a dive or a blow, and is told: by the verb itself, or before it."""
_TOLD = lazy(
    r"\b(?:which|until|so|and\s+(?:it|he|she|they|the|an?)|back|along|across|into|over|through|towards?|out|up|"
    r"away|off|down|"
    r"from|in\s+half|open|shut)\b|,\s+\w+ing\b",
    re.IGNORECASE,
)
"""After a blow: what came of it, or where the thing went."""
_OUTCOME = lazy(
    r"\b(?:which|until|so|in\s+(?:half|two)|apart|into|like|shaped|and\s+(?:it|the|an?))\b|,\s+(?:\w+\s+){0,3}\w+ing\b",
    re.IGNORECASE,
)
"""After what was poured or cut: what came of it."""
_REBOUNDS = lazy(
    r"(?:bounc|rebound|recoil|stagger|reel|sink|sank|miss(?:es|ing)|tighten|flatten)\w*|becomes?\s+(?:the|an?)\b",
    re.IGNORECASE,
)
"""What a body does that has met something or not, and what the thing that is met becomes under it."""
MOST_MOVERS = 2
"""In a shot of more than these no single touch carries the picture."""


@rule(code="CAU003", family="cause", severity="note", asks_motion=True)
def missing_contact(scene: Scene) -> Iterator[Finding]:
    """Feet walk, a hand grabs, a blow lands, a thing is thrown or poured, and the prompt does not show the contact.

    Why:
        Contact is where generated motion breaks: feet skate over the ground, fingers close beside the cup, a fist
        stops in the air or goes through. What the touched thing does (gives way, rings, shakes) pins both together.
    Bad:
        A boxer punches a heavy bag.
    Good:
        A boxer punches a heavy bag, which dents under his knuckles and swings back on its chain.
    Fix:
        Unsafe: adds what becomes of the thing that is pushed, hit, thrown, poured or cut, where the lexicon knows how
        such a thing answers (`promptkit/lexicon/contacts.toml`), and what feet do to sand, snow, mud, leaves or grass.
        None for hands, nor for feet on hard ground: what gives way there depends on things the prompt does not say.
        Left alone: a splash, dust or sparks that the prompt tells of, by the verb itself or beside it.
    References:
        VBench-2.0 prompt pairs: "upon impact, the ball compresses slightly before springing back"; "cleats gripping
        the grass". PhyT2V 2025, prompts.py: on impact the ball deforms, then rebounds. PhyPrompt 2026
        (arXiv 2603.03505): physical detail in the prompt raises physical commonsense.
    """
    prompt = scene.prompt
    actor, added = tell_effect(scene) or (None, None)
    for element in () if scene.load > MOST_MOVERS else scene.elements:
        motion = element.motion
        found = _untouched(scene, element)
        if (
            found
            and motion
            and not CONTACT.search(f"{prompt[: motion.start]} {prompt[motion.end :]}")
            and not tells_an_effect(prompt)
            and not _is_answered(scene, motion)
        ):
            place, remedy = found
            fix = _effect(added if actor and _does_the_same(element, actor) else None)
            example = f', for instance "{fix.edits[0].text.strip(" ,")}"' if fix else ""
            yield Finding.at(place, f'"{place.text}" shows no contact; say {remedy}{example}', fix=fix)
            return
    if added and actor and actor.motion and not _SPLASHES.search(prompt, *sentence_around(prompt, actor.motion.start)):
        before = [motion for motion in actor.motions if motion.start < added.at]
        deed = [motion for motion in before if _may_touch(motion)][-1:] or before[-1:] or [actor.motion]
        if _is_answered(scene, deed[0]) or any(
            _REBOUNDS.match(motion.text) for motion in actor.motions if motion.start >= deed[0].end
        ):
            return
        hint = f'say what does, for instance "{added.text.strip(" ,")}"'
        place = _with_its_noun(prompt, deed[0])
        yield Finding.at(place, f'nothing shows what comes of "{place.text}"; {hint}', fix=_effect(added))
    elif added is None and scene.load <= MOST_MOVERS and (met := _on_what_it_meets(scene)):
        yield Finding.at(met[0], f'"{met[0].text}" shows no contact; say {met[1]}')


def _with_its_noun(prompt: str, deed: Span) -> Span:
    """A deed of several words with the thing right behind them, of which the last may tell: "pulls waxed thread"."""
    right_behind = len(deed.text) + 1
    found = find_things(prompt[deed.start :]) if " " in deed.text else []
    end = next((deed.start + each.end for each in found if each.start == right_behind), deed.end)
    return Span(prompt[deed.start : end], deed.start, end)


def _may_touch(motion: Span) -> bool:
    """Whether its verb is one of a contact: of "running with flapping ears" only the first is."""
    return any(word in contacts_by_form() for word in re.findall(r"[a-z]+", motion.text.lower()))


def _is_answered(scene: Scene, deed: Span) -> bool:
    """Whether something moves behind the deed that is its cause: "kicks the tyre. Hubcap comes off"."""
    return any(
        element.cause.start < deed.end
        and deed.start < element.cause.end
        and motion.start >= deed.end
        and motion.text.split()[0] != deed.text.split()[0]
        for element in read_scene(scene.prompt).elements
        if element.cause and element.sure >= LEANS
        for motion in element.all_motions
    )


def _does_the_same(element: Element, actor: Element) -> bool:
    """Whether it is the deed of `actor`, or what is moved in it: the axe that a woodcutter swings."""
    return element is actor or element.motion in actor.all_motions


def _effect(added: Addition | None) -> Fix | None:
    if added is None or not added.sure:
        return None
    return Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))


def _untouched(scene: Scene, element: Element) -> tuple[Span, str] | None:
    """The motion of `element` that makes contact, and what to say about it; None where its effect is told."""
    motion, what = element.motion, element.what.text
    if motion is None or element.role != "subject":
        return None
    sentence = re.split(r"[.!?;\n]", scene.prompt[motion.start :])[0]
    is_being = bool(find_entries(what, beings()) or _SOMEBODY.search(what))
    feet = _FEET.search(what) or _SHOD.search(scene.prompt)
    if feet and _STEPS.search(motion.text):
        named = _FEET_NAMED.search(feet[0])
        return motion, f"how the {named[0].lower() if named else 'feet'} meet the ground and what it does under them"
    somebody_s = without_clock_hands(scene.prompt)
    is_hand = _HANDS.search(somebody_s[element.what.start : element.what.end])
    handles = (is_hand or _SHOWN_HANDS.search(somebody_s)) and _HANDLES.match(sentence)
    if handles or (is_hand and _GRABS.match(motion.text)) or (is_being and _LIFTS.match(sentence)):
        return motion, f"how the {'fingers close' if handles or is_hand else 'grip closes'} on it and how it yields"
    told = any(other.motion and other is not element and other.motion.start > motion.end for other in scene.elements)
    if told:
        return None
    strike = _STRIKES.match(sentence)
    if strike and (is_being or _HEAVY.search(what)) and not _TOLD.search(sentence, strike.end()):
        return motion, "where it meets and what gives way"
    strikes = is_being or _LIMB.search(what) or _STRIKES_BODILY.match(sentence)
    return _impact(motion, sentence) if strikes else None


def _on_what_it_meets(scene: Scene) -> tuple[Span, str] | None:
    """What somebody pours, cuts or throws at nobody, of which the rest of the sentence tells nothing."""
    known = (
        (_POURS, "what it does where it meets what it is poured on"),
        (_CUTS, "how it gives way under the blade"),
        (_THROWS_A_BLOW, "where it meets and what gives way"),
    )
    for element in scene.elements:
        motion, what = element.motion, element.what.text
        if motion is None or element.role != "subject" or not (find_entries(what, beings()) or _SOMEBODY.search(what)):
            continue
        start, end = sentence_around(scene.prompt, motion.start)
        sentence = scene.prompt[motion.start : end]
        later = any(other.motion and other.motion.start > motion.end for other in scene.elements)
        told = CONTACT.search(f"{scene.prompt[: motion.start]} {scene.prompt[motion.end :]}")
        if told or later or _SPLASHES.search(scene.prompt, start, end) or sentence.rstrip().endswith("?"):
            continue
        for pattern, remedy in known:
            done = pattern.match(sentence)
            if done and not _OUTCOME.search(sentence, done.end()):
                return motion, remedy
    return None


def _impact(motion: Span, sentence: str) -> tuple[Span, str] | None:
    """A blow or a landing of which the rest of the sentence tells nothing."""
    blow = _BLOW.match(sentence)
    if blow and not _TOLD.search(sentence, blow.end()):
        return motion, "where it meets and what gives way"
    landing = _LANDS.search(sentence) if _LEAPS.search(motion.text) else None
    if landing is None:
        return None
    place = Span(landing[0], motion.start + landing.start(), motion.start + landing.end())
    return place, "how the landing is caught and what the ground does"
