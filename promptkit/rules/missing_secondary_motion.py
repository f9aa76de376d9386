"""`missing-secondary-motion`: cloth, hair or water goes with a mover, and its own motion is left out."""

import re
from collections.abc import Iterator

from promptkit.lexicon import Action, actions, beings, find_entries, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing import tell_effect
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Element, Scene, Span

LOOSE = lazy(
    r"\b(?:dress|gown|sundress|skirt|tutu|kimono|sari|djellaba|kaftan|caftan|toga|abaya|cassock|"
    r"hanfu|(?:trench|over|great|tail)[- ]?coat|(?<!feather\s)duster|"
    r"cloak|cape|robes?|veil|shawl|poncho|scarf|sash|train(?=\s+of\b)|"
    r"(?<=long\s)(?:beard|coat|tail|sleeves|fringes|ears)|(?<=silky\s)coat|(?:(?<=white\s)|(?<=grey\s)|"
    r"(?<=bushy\s))beard|hair|braids?|ponytail|"
    r"pigtails|dreadlocks|mane|fur|(?:loose|baggy|wide|oversized|unbuttoned)\s+(?:\w+\s+)?(?:shirt|blouse|"
    r"trousers|pants|jacket|coat))\b"
    r"(?![\s-]+(?:shoes?|shirt|code|trim|collar|hat|salon|band|clip|boots?|lining|seat|rug|cover|shop|store)\b)",
    re.IGNORECASE,
)
"""What visibly swings on a body; a suit or a T-shirt hardly does, and a note about it would be noise."""
_ROUSES = lazy(
    r"\b(?:walk|run|runn|jog|jump|leap|hop|skip|danc|spin|spinn|twirl|whirl|turn|step|strid|sprint|race|rac|"
    r"dash|charg|hurr|rush|gallop|"
    r"climb|rid|fl|speed|headbang|swim|swimm|march|bound|trot|canter|chas|cycl|skat|surf|sk|tumbl|vault|cartwheel)"
    r"(?:e|y|ies|e?s|ed|ying|ing)?\b",
    re.IGNORECASE,
)
"""Motions strong enough to swing what hangs on the body."""
_PARTIAL = lazy(r"(?:run|turn|spin|rac|step)\w*\s+(?:his|her|its|their|an?|the)\s", re.IGNORECASE)
"""A hand runs along a keel, a head turns: the body stays where it is."""
MOST_MOVERS = 2
"""In a shot of more than these the water under one boat is a detail."""
_MACHINE = lazy(
    r"\b(?:car|truck|van|bus|lorry|tram|train|tank|vehicle|plane|aircraft|helicopter|drone|robot|machine|bike|"
    r"motorcycle|boat|ship|"
    r"wheels?)\b",
    re.IGNORECASE,
)
_AFLOAT = lazy(
    r"\b(?:(?:speed|motor|sail|row|fishing|rowing)?\s?boats?|yachts?|ferry|ferries|kayak(?:er)?s?|"
    r"canoe(?:ist)?s?|rowers?|paddlers?|"
    r"gondolas?|rafts?|jet\s?skis?|catamarans?|swimmers?|dinghy|dinghies|paddleboarders?|(?:cruise|container|"
    r"sailing|pirate)\s+ships?|"
    r"ducks?|swans?)$",
    re.IGNORECASE,
)
_SAILS = lazy(
    r"(?:cross|sail|speed|rac|glid|paddl|row|cruis|swim|swimm|div|plough|plow|cut|mov|head|com|race|leav|"
    r"enter|pass)(?:e?s|ing|e)?\b",
    re.IGNORECASE,
)
_WATERS = lazy(
    r"\b(?:lakes?|sea|ocean|rivers?|canals?|ponds?|fjords?|bay|harbou?r|pool|water|waterway|channel|strait|"
    r"lagoon|reservoir|"
    r"stream|estuary)\b",
    re.IGNORECASE,
)
_WATER_MOVES = lazy(
    r"\b(?:wake|waves?|rippl|splash|spray|foam|froth|swirl|churn|bubbl|drop|swell|surf|bow\s+wave|spatter|"
    r"glitter|shimmer|current|"
    r"part|underwater|beneath|below|model|toy|paper|reflect|moored|anchored)\w*",
    re.IGNORECASE,
)
"""The water is told of, or there is none that would be seen to move."""
_THROWS = lazy(r"(?:\w+ly\s+)?(?:bounc|skip|hop)\w*\s+(?:an?|the|his|her|its|their)\s", re.IGNORECASE)
"""Who bounces a ball does not bounce."""
_STORM = lazy(r"\b(?:gale|(?:snow|sand|thunder)?storm|blizzard|hurricane|typhoon)\b", re.IGNORECASE)
"""In which cloth does not keep to the steps."""
_CHANGES = lazy(
    r"\b(?:becom|turn(?:s|ing)? into|morph|transform|dissolv|vanish|disappear|into a painting)", re.IGNORECASE
)
"""Behind which nobody is left to sway."""
_GATHERED = lazy(
    r"\b(?:hold|lift|gather|clutch|rais|hitch|bunch|carr)\w*\s+(?:up\s+)?(?:her|his|their|its|the)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before what is held, and does not swing."""
_AND_ACTS = lazy(
    r"\b(?:and|then)\s+(?:then\s+)?(?:\w+ly\s+)?(?:opens|closes|sits|stops|stands|kneels|takes|picks|puts|places|lies|"
    r"leans|reaches|bends|drops|knocks|halts|waits|pauses|bows|crouches|draws|grabs|unlocks)\b",
    re.IGNORECASE,
)
"""What somebody does who has arrived: the steps are over."""
_FLARES = lazy(r"\b(?:skirt|dress|gown|sundress|tutu|coat|cape|cloak|robes?|kimono|hanfu|poncho)$", re.IGNORECASE)
_BOUNCES = lazy(r"\b(?:ponytail|pigtails|braids?)$", re.IGNORECASE)
STIRRING = lazy(r"\b(?:step|stride|landing|bound|rush of air|turn$)")
"""Rhythms of the lexicon's actions that reach what hangs on the body: not those of a wrist or a breath."""
_WORN = lazy(
    r"(?:\b(?:in|wearing|with|and|has|her|his|their|its|dressed\s+in)\s+|"
    r",\s+)(?:an?\s+)?(?P<looks>(?:[\w'’-]+,?\s+){0,4})$",
    re.IGNORECASE,
)
_TIED = lazy(
    r"\b(?:(?:very\s+)?short|cropped|shaved|tied|pinned|slicked|tight|tucked|close|stiff|billow|flutter|wav|"
    r"sway|swing|"
    r"bounc|stream|trail|blow|windblown|windswept|tangled|frozen|faux|fake|braided|pencil|armou?red|leather|metal|paper|plastic|"
    r"cardboard|wood|stone|glass|wire|painted)",
    re.IGNORECASE,
)
"""Looks under which it does not swing, or is already said to."""
_LOOK = lazy(rf"\bflowing\s+(?P<what>(?:[\w-]+,?\s+){{0,3}}?{LOOSE.pattern})", re.IGNORECASE)
"""The cut of a garment, and no motion: "a flowing silver gown"."""
_TELLS = lazy(
    r"\s*,?\s*(?!(?:down|his|its|across|as|towards)\b)(?:is\s+|are\s+|gently\s+|slowly\s+)?\w+(?:ing|s|ed|en|wn)\b",
    re.IGNORECASE,
)
_GENERAL = lazy(
    r"\b(?:wind(?!ow|ing\b)|breez|gust|hem\b|folds?\b|fabric|strands?|locks\b|sway|swish|flow(?!er)|billow|"
    r"flutter|ripple|trailing|"
    r"streaming|blow(?:s|ing|n)\b)\w*",
    re.IGNORECASE,
)
"""Whoever says one of these has thought of it."""


@rule(code="MOT004", family="motion", severity="note", asks_motion=True)
def missing_secondary_motion(scene: Scene) -> Iterator[Finding]:
    """Loose cloth, hair or water that a mover must stir is named, and how it moves is not said.

    Why:
        What hangs on a body lags behind its steps, and viewers see at once when it does not: a skirt that moves as
        one piece with the legs looks like painted armour. Left open, it sticks to the body or boils. So does water
        that a boat or a swimmer crosses without parting it; of a dive `missing-contact` speaks. "A flowing gown" is
        a cut of cloth, and says of no step how it moves.
    Bad:
        A woman in a long red dress walks through a market.
    Good:
        A woman in a long red dress walks through a market, the dress swaying with each step.
    Fix:
        Unsafe: adds the motion in the rhythm of the mover's own action. None is offered where the sentence goes on
        behind a comma, where several people are the mover, or for water.
    References:
        HunyuanVideo-1.5 image-to-video rewriter, examples: hair drifts in the wind, petals sway as drops roll off.
        VBench-2.0 prompt pairs: the dog's "ears flapping" as it leaps, the tiger's "muscles rippling".
    """
    prompt = scene.prompt
    movers = [
        element
        for element in scene.elements
        if element.role == "subject" and element.can_move_itself and not _is_only_where(element)
    ]
    movers = [each for at, each in enumerate(movers) if each.motion not in [other.motion for other in movers[:at]]]
    told = any(element.role == "secondary" for element in scene.elements)
    if len(movers) != 1 or told or _GENERAL.search(_LOOK.sub(r"\g<what>", prompt)):
        return
    mover, motion = movers[0].what, movers[0].motion
    if motion is None:
        return
    if (
        scene.load <= MOST_MOVERS
        and _AFLOAT.search(mover.text)
        and _SAILS.search(motion.text)
        and _WATERS.search(prompt)
        and not _WATER_MOVES.search(prompt)
        and tell_effect(scene) is None  # of a dive `missing-contact` speaks
    ):
        message = (
            f'"{mover.text}" moves through water that is not said to move; say how it parts: a wake, ripples, spray'
        )
        yield Finding.at(mover, message)
    action = verb_in(motion.text, actions())
    is_stirring = action is not None and STIRRING.search(action.rhythm) is not None
    is_partial = _PARTIAL.match(prompt, motion.start) or _THROWS.match(prompt, motion.start)
    if is_partial or not (is_stirring or _ROUSES.search(motion.text)) or _MACHINE.search(mover.text):
        return
    thing = _undescribed(prompt, mover, motion)
    if thing:
        message = f'"{thing.text}" hangs on "{mover.text}", who moves, but its own motion is not said'
        if action is None or not is_stirring:
            yield Finding.at(thing, f"{message}; say how it swings")
            return
        message += f'; for instance "{_how(thing, action)} {action.rhythm}"'
        yield Finding.at(thing, message, fix=_added(prompt, mover, motion, thing, action))


def _is_only_where(element: Element) -> bool:
    """Whether what moves is a machine that is only called so: "on the roof of a moving train"."""
    inside = all(element.what.start <= each.start < element.what.end for each in element.all_motions)
    return bool(element.all_motions) and inside and _MACHINE.search(element.what.text) is not None


def _undescribed(prompt: str, mover: Span, motion: Span) -> Span | None:
    """The first loose thing on the mover, in the sentence that sets it in motion; None when any is described."""
    first = None
    start = max((mark.end() for mark in re.finditer(r"[.!?\n]", prompt[: mover.start])), default=0)
    for found in LOOSE.finditer(prompt):
        worn = _WORN.search(prompt[: found.start()])
        ended = re.search(r"[.!?\n]", prompt[motion.end : found.start()])
        if not worn or ended or found.start() < mover.end or worn.start() < start or _TIED.search(worn["looks"]):
            return None
        between = prompt[found.end() : motion.start]
        acts = found.end() < motion.start and re.fullmatch(r"\s*,?\s*(?:is\s+|are\s+)?", between)  # "in a dress walks"
        is_own = not prompt[mover.end : worn.start()].strip(" ,") and re.match(r"\s+\w+s\b", prompt[found.end() :])
        if _TELLS.match(prompt, found.end()) and not (acts or is_own):
            return None
        first = first or Span(found[0], *found.span())
    return first


def _how(thing: Span, action: Action) -> str:
    """What it does in that rhythm: a tail of hair bounces on a runner, a skirt flares in a turn."""
    if "rush" in action.rhythm:
        return "blowing back"
    if "turn" in action.rhythm and _FLARES.search(thing.text):
        return "flaring"
    return "bouncing" if re.search("stride|bound", action.rhythm) and _BOUNCES.search(thing.text) else "swaying"


def _added(prompt: str, mover: Span, motion: Span, thing: Span, action: Action) -> Fix | None:
    last = max(thing.end, motion.end)
    stop = re.search(r"[.!?;\n]|$", prompt[last:])
    at = last + (stop.start() if stop else 0)
    who = find_entries(mover.text, beings())
    if not who or who[-1].plural or "," in prompt[min(thing.start, mover.start) : at] or not prompt[at - 1].isalnum():
        return None
    if _CHANGES.search(prompt, min(thing.start, mover.start), at):
        return None
    if _GATHERED.search(prompt[: thing.start]) or _AND_ACTS.search(prompt, motion.end, at):
        return None
    storm = _STORM.search(prompt)
    sways = (
        f"whipping in the {'wind' if 'thunder' in storm[0].lower() else storm[0].lower()}"
        if storm
        else f"{_how(thing, action)} {action.rhythm}"
    )
    pronoun = who[-1].entry.pronoun
    whose = pronoun if thing.text.lower() == "hair" and pronoun in ("her", "his") else "the"
    text = f", {whose} {thing.text.lower()} {sways}"
    return Fix(False, f'add "{text.strip(" ,")}"', (Edit("prompt", at, at, text),))
