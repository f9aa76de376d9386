"""`uncaused-effect`: a thing moves that cannot move by itself, and nothing is said to move it."""

import re
from collections.abc import Iterator

from promptkit.moved_by import motion_is_given
from promptkit.patterns import lazy
from promptkit.phrasing import give_cause, sentence_around, tells_of_a_contact
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._caused_around import floats_weightless, is_caused_around
from promptkit.rules._moved_along import RIDES, hangs_on_a_mover, is_stirred
from promptkit.rules._one_air import causes_together, shares_the_air
from promptkit.rules._told_after import told_after
from promptkit.scene import Element, Scene, Span
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot
from promptkit.target import target_of

_ALONG = (
    r"\s+(?:\w+ly\s+)?(?:along|across|over|past|(?:down|through)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}"
    r"(?:street|road|alley|lane|avenue|beach|boardwalk|sidewalk|pavement|promenade|highway|square|town|desert)s?)\b"
)
"""On the level, where nothing moves by its weight."""
FALLS = lazy(
    r"(?:\w+ly\s+)?(?:fall|fell|drip|drop|trickl|sink|sank|settl|pour|spill|cascad|sag|seep|ooz|"
    rf"(?:drift|float|waft|flutter)\w*(?!{_ALONG})\s+(?:\w+ly\s+)?down\b|"
    rf"tumbl\w*(?!\w|{_ALONG})|"
    r"(?:land|alight)(?:s|ed|ing)?\b|"
    rf"(?:slid|slip|roll|run)\w*(?!{_ALONG})\s+(?:\w+ly\s+)?(?:off|down|from)\b|"
    r"splash\w*\s+(?:\w+ly\s+)?(?:in|into|on|onto|over|against|down)\b)",
    re.IGNORECASE,
)
"""Motions that gravity makes: the verb names its own cause. Along a level, things slide by a push."""
CHANGES = lazy(
    r"(?:\w+ly\s+)?(?:(?:rot|decay|decompose|rust|corrode|dry|wilt|wither|fade|discolou?r|yellow|age|moulder|"
    r"ferment|grow|burn|blaz|smoulder|smolder|char|"
    r"form|harden|transition|change|become)(?:s|d|t?ed|t?ing|ing)?\b|(?:dries|dried|grew|grown|became|changing|"
    r"fading|aging|"
    r"ageing|becoming|corroding|decomposing|rotting)\b|(?:fog|steam|mist|ic|frost)\w*\s+(?:up|over)\b|"
    r"turn(?:s|ing|ed)?\s+(?:in)?to\b|turn(?:s|ing|ed)?\s+(?:black|blue|brown|golden|gr[ae]y|green|orange|pink|"
    r"purple|red|"
    r"transparent|white|yellow|pale|dark|soft|hard|brittle|sour|mouldy|moldy)\b)",
    re.IGNORECASE,
)
"""What time does to a thing: nobody pushes it."""
MEETS = lazy(
    r"(?:\w+ly\s+)?(?:rebound|ricochet|(?:bounc\w*|recoil\w*)\s+(?:back|off)\b|crash|smash|collid|strik|struck\b|"
    r"hit(?:s|ting)?\b|"
    r"(?:shatter|splinter|burst|explod|break|broke)\w*\s+(?:apart\s+|(?:in)?to\s+(?:\w+\s+)?\w+\s+)?(?:against|onto|"
    r"upon|"
    r"on\s+(?:\w+\s+){1,2}?(?:floor|ground|tiles?|pavement|sidewalk|concrete|stones?|rocks?|deck|asphalt|street|road|"
    r"cobble(?:stone)?s?|marble))\b)",
    re.IGNORECASE,
)
"""What a thing does as it meets another: it was on its way, and the verb tells the rest."""
BURSTS = lazy(
    r"(?:\w+ly\s+)?(?:(?:pop|burst|explod|erupt|detonat)(?:p?e?s|p?ing|p?e?d|e)?\b|go(?:es|ing)?\s+off\b|went\s+off\b)",
    re.IGNORECASE,
)
"""The force is in the thing itself, and what flies out of it is flung by that."""
SOUNDS = lazy(
    r"(?:\w+ly\s+)?(?:r[iau]ng|ringing|rings|chim|toll|buzz|beep|honk|blar|hum|whistl|sound|tick|wail|thunder|boom|"
    r"echo|"
    r"crackl|sizzl|hiss|playing\s+music|plays\s+music)(?:e|es|s|m?ing|m?ed)?\b"
    r"(?!\s+(?:down|up|through|past|along|across|over|into|towards?|by|to\s+and\s+fro|back\s+and\s+forth)\b)",
    re.IGNORECASE,
)
"""What is heard is no motion."""
AT_WORK = lazy(
    r"(?:\w+ly\s+)?(?:press\w*\s+(?:in|on|against)|pierc|penetrat|cut(?:s|ting)?\b|slic|drill|scrap(?:e|ing)|carv|shav|"
    r"appl(?:y|ies|ied)|writ(?:es?|ing|ten)\b|stitch|sew(?:s|ing)?\b|hammer)",
    re.IGNORECASE,
)
"""What a tool does: it is in a hand, said or not."""
TOOL = lazy(
    r"(?:.*\W)?(?:lipsticks?|lip\s+gloss|brush(?:es)?|paintbrush|pens?|pencils?|crayons?|markers?|eyeliners?|"
    r"mascara|wand|"
    r"applicators?|razors?|kni(?:fe|ves)|blades?|scalpels?|scissors|irons?|mops?|sponges?|combs?|chalk|rollers?|"
    r"spatulas?|"
    r"trowels?|squeegees?|needles?|chisels?|saws?|files?|rags?|wipes?|pads?|stylus|bow)",
    re.IGNORECASE,
)
OVER = lazy(
    r"(?:\w+ly\s+)?(?:glid|slid|sweep|swept|swip|mov|run|trac|drag|strok|pass|dab|circl|skim|rub)\w*\s+(?:\w+ly\s+)?"
    r"(?:across|over|along|down|through|up|around|on|onto)\b",
    re.IGNORECASE,
)
"""The path of a tool: it is in a hand, said or not."""
OUT_OF_ITS_CASE = lazy(
    r"(?:\w+ly\s+)?(?:twist|ris|rose|slid|glid|pop|extend|emerg|lift|screw|wind|come|coming|pull)\w*\s+(?:\w+\s+){0,2}?"
    r"(?:out\s+of|from|off|into)\s+(?:its|the|an?)\s+(?:[\w-]+\s+){0,2}"
    r"(?:case|casing|tube|box|holder|sheath|sleeve|package|packaging|packet|wrapper|shell|housing|dispenser|"
    r"container|compact|cap)\b",
    re.IGNORECASE,
)
"""How a product shows itself: it is made to, and no hand need be seen."""
AS_A_BEING = lazy(r"(?:\w+ly\s+)?(?:breakdanc|walk|march|sing|talk|speak|laugh)", re.IGNORECASE)
"""A thing that is given life moves by itself."""
BY_ITSELF = lazy(
    r"\b(?:(?:by|of)\s+(?:itself|themselves|its\s+own|their\s+own)|on\s+(?:its|their)\s+own(?!\s+(?:land|feet|two|"
    r"terms|ground))|\w+s\s+itself|as\s+if\s+by\s+magic|unseen\s+(?:hand|force)s?|invisible\s+(?:hand|force|finger|being|"
    r"person|player)s?|poltergeist|telekine\w+|possessed|(?:on|by)\s+(?:its|their|the|\w+)\s+strings)\b",
    re.IGNORECASE,
)
"""What says that the motion is to have no cause, or which strings pull."""
NOBODY = lazy(
    r"\b(?:with\s+no\s+one|haunted|ouija|(?:nobody|no\s?-?one)\s+(?:in|on|at|near|touch\w*|push\w*|there|around|sits|"
    r"sitting))\b",
    re.IGNORECASE,
)
"""What says that nobody is there who might have done it: that is the point of it."""
SPELLBOUND = lazy(
    r"\b(?:witch(?:es)?|wizards?|sorcer\w+|mages?|magic\w*|enchant\w*|spells?|spellbooks?|levitat\w*|runes?|"
    r"ghosts?(?!\s+town)|psychic|jedi|vacuum|under\s?water|submerged)\b",
    re.IGNORECASE,
)
HOVERS = lazy(
    r"(?:\w+ly\s+)?(?:float|hover|levitat|fl(?:y|ies|ew)|orbit|circl|turn|open|mov|slid|swirl|spin|spun|ris|rose|"
    r"drift|lift|whirl)",
    re.IGNORECASE,
)
"""What magic, water and weightlessness do to things; a cloak, though, flutters in the wind."""
DRIVEN = lazy(
    r"(?:.*\W)?(?:wrecking\s+balls?|pendulums?|metronomes?|pistons?|gears?|cogs?|cogwheels?|marionettes?|puppets?|"
    r"automatons?|"
    r"automata|crane\s+hooks?|clock\s+hands?|clockwork|turnstiles?)",
    re.IGNORECASE,
)
"""What is known to be driven: by a crane, clockwork or strings."""
DOES_TO = lazy(
    r"\s+(?:one(?!\s+after)|two|three|an?|the|his|her|its|their)\s+"
    r"(?!(?:time|while|bit|little|moment|whole|entire|day|night|way|length|air|room|wind|breeze)\b)\w",
    re.IGNORECASE,
)
"""What it does to another thing, which is told after the verb: there, too, a hand is meant."""

TURNED = lazy(r"(?:\w+ly\s+)?(?:rotat|spin|spun|turn|revolv|rid|travel|glid|mov|pass)", re.IGNORECASE)
TURNTABLE = lazy(
    r"\b(?:turntables?|lazy\s+susan|carousel|lathe|potter['’]?s?\s+wheel|rotisserie|record\s+player|"
    r"conveyor(?:\s+belt)?|"
    r"(?:rotating|revolving|spinning|motori[sz]ed|display)\s+(?:\w+\s+)?(?:stand|base|platform|pedestal|plinth|"
    r"table|disc|disk)|"
    r"on\s+(?:\w+\s+){1,3}?(?:pedestal|plinth|podium))\b",
    re.IGNORECASE,
)
"""What a product turns on: it has a motor."""
DOOR = lazy(
    r"(?:.*\W)?(?:doors?|doorway|gates?|drawers?|hatch(?:es)?|lids?|portcullis|drawbridge|barrier|"
    r"(?P<cloth>curtains?))",
    re.IGNORECASE,
)
OPENS = lazy(
    r"(?:\w+ly\s+)?(?:open|clos|part(?:s|ed|ing)?\b|lock|unlock|ris(?:es?|ing)\b|lower|(?:slid|swing|swung|roll|"
    r"glid|creak|"
    r"pull|push|burst|fl[iy]|draw)\w*\s+(?:\w+ly\s+)?(?:open|shut|closed|apart|aside|up|down|to)\b)",
    re.IGNORECASE,
)
"""What a hand or a motor does to a door, and to a curtain on a stage: seen from here, nobody need be seen."""
CURTAIN_CALL = lazy(
    r"\b(?:stage|theat(?:re|er)|opera|auditorium|cinema|show|concert|play|audience|proscenium)\b", re.IGNORECASE
)
PASSES = lazy(
    r"(?:\w+ly\s+)?(?:whip|flash|rush|fl[iye]|flew|rac(?:e|ing)|streak|zip|blur|speed|whi[sz]z|slip|slid|glid|sweep|"
    r"shoot|"
    r"hurtl|whoosh)\w*\s+(?:\w+ly\s+)?(?:past|by)\b",
    re.IGNORECASE,
)
FIXED = lazy(
    r"(?:.*\W)?(?:trees?|branch(?:es)?|trunks?|hedges?|poles?|posts?|pillars?|columns?|supports?|pylons?|lamps?|"
    r"lampposts?|"
    r"streetlights?|lights|signs?|walls?|houses?|buildings?|skyscrapers?|fields?|hills?|landscape|scenery|"
    r"platforms?|rails?|"
    r"stars|bushes|rocks?|cliffs?|tunnels?|shelves|doors|windows|storefronts|shops|stalls)",
    re.IGNORECASE,
)
TRAVELS = frozenset({"dolly", "track", "fly"})
"""Where the viewer travels, what stands still goes by; and what is rooted goes by of him who travels."""
BESIDE = lazy(r"[^.;!?\n]{0,80}?\band\s+(?!its\b|their\b|his\b|her\b)(?:[\w'’-]+\s+){0,2}", re.IGNORECASE)
"""Between two things that move side by side: "curtains billow and papers fly"."""


@rule(code="CAU001", family="cause", severity="warning", asks_motion=True)
def uncaused_effect(scene: Scene) -> Iterator[Finding]:
    """Cloth, hair, leaves, dust or a loose thing moves, and the prompt names no force that moves it.

    Why:
        A state ("the dress is billowing") leaves strength, direction and rhythm of the motion open, and models
        fill them frame by frame: the fabric boils. A cause (wind, a step, heat, a hand) fixes all three.
        Prompts with the physics spelled out come out more plausible than the same prompts without.
    Bad:
        The dress is billowing.
    Good:
        The wind causes the dress to billow.
    Fix:
        Unsafe: adds a cause that fits the material, its motion and the place. None is offered when the lexicon
        knows no honest cause.
        Left alone: what falls, drips, lands or slides off, by its weight; what bursts; what rebounds or hits; what
        is said to move by itself, on strings, by magic or by clockwork; what
        only changes (rots, rusts, fogs up, turns pink); what only sounds; a tool that does something to another thing;
        a liquid that something falls into; a thing that acts as a being; what hangs on, is held by or flies off
        somebody or something that moves, where no better cause is known than that; what turns on a turntable or comes
        out of its case; doors, drawers and stage curtains that open or close; what splashes into a bowl or shatters
        on a floor; what goes by or shakes in a ride; what a reference video moves. The motion of another loose thing
        beside it is no cause ("curtains billow and papers fly").

    References:
        PhyPrompt 2026 (arXiv 2603.03505): physical detail in the prompt raises VideoPhy-2 physical commonsense
        from 55.8 to 66.8. PhyGenBench explicit captions: cause stated as "causing ... until". HunyuanVideo-1.5
        text-to-video rewriter: reviews its output for physical laws and causality.
    """
    wanting = [*without_cause(scene)]
    for element, added in zip(wanting, causes_together(scene, wanting), strict=True):
        place = element.motion or element.what
        said = f'"{element.what.text}" {agreeing([element.what], "moves", "move")}'
        said += f' ("{place.text}")' if element.motion else ""
        fix = None
        hint = f"say what pushes, pulls or carries {agreeing([element.what], 'it', 'them')}"
        if added:
            hint = f'for instance "{added.text.strip(" ,")}"'
            fix = Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        it = agreeing([element.what], "it", "them")
        wrong = f" and nothing ties {it} to what moves {it}" if hangs_on_a_mover(scene, element) else ""
        yield Finding.at(place, f"{said}{wrong or f' but nothing makes {it} move'}; {hint}", fix=fix)


def wanting_cause(shot: Shot, scene: Scene) -> list[Element]:
    """Those of which this rule speaks in a shot, for whoever shows its scene."""
    target = target_of(shot)
    return [] if motion_is_given(shot, target) else [*without_cause(scene.surely())]


def without_cause(scene: Scene) -> Iterator[Element]:
    """The elements of which this rule speaks: they cannot move by themselves, and nothing is said to move them."""
    for element in scene.elements:
        is_open = element in scene.uncaused or _is_beside(scene, element)
        if not is_open or (element.motion and _needs_none(scene, element, element.motion)):
            continue
        if element.motion and tells_of_a_contact(scene.prompt, element.motion.start):
            continue
        if shares_the_air(scene, element):
            continue
        if told_after(scene, element):  # out of its order: `effect-before-cause` says so
            continue
        follows = is_stirred(scene, element) or (
            hangs_on_a_mover(scene, element) and give_cause(scene, element) is None
        )
        if not follows:
            yield element


def _is_beside(scene: Scene, element: Element) -> bool:
    """Whether what is read as its cause is the motion of a thing beside it, which nothing moves either."""
    cause = element.cause
    if cause is None or element.can_move_itself or element.role == "camera":
        return False
    is_apart = BESIDE.fullmatch(scene.prompt, cause.end, element.what.start) is not None
    return is_apart and any(
        other.motion
        and other.motion.start <= cause.start < other.motion.end
        and not _needs_none(scene, other, other.motion)
        for other in scene.uncaused
    )


def _is_uncanny(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether it is meant to move by itself, by magic or in weightlessness; where the air explains it, it does not."""
    around = scene.prompt[slice(*sentence_around(scene.prompt, motion.start))]
    if BY_ITSELF.search(around):
        return True
    hovers = HOVERS.match(scene.prompt, motion.start)
    if hovers and floats_weightless(scene):
        return True
    hovers = hovers and SPELLBOUND.search(scene.prompt)
    return bool(hovers or NOBODY.search(around)) and give_cause(scene, element) is None


def _needs_none(scene: Scene, element: Element, motion: Span) -> bool:
    """Whether the words leave no doubt what makes a motion."""
    prompt, what = scene.prompt, element.what.text
    own = (FALLS, BURSTS, CHANGES, MEETS, SOUNDS, AT_WORK, OUT_OF_ITS_CASE, AS_A_BEING)
    goes_by = PASSES.match(prompt, motion.start) is not None
    around = sentence_around(prompt, motion.start)
    driven = (
        DRIVEN.fullmatch(what),
        any(pattern.match(prompt, motion.start) for pattern in own),
        _is_uncanny(scene, element, motion),
        TOOL.fullmatch(what) and OVER.match(prompt, motion.start),
        DOES_TO.match(prompt, motion.end) and not goes_by,
        TURNED.match(prompt, motion.start) and TURNTABLE.search(prompt, *around),
        is_caused_around(scene, element, motion),
    )
    if any(driven):
        return True
    door = DOOR.fullmatch(what)
    if door and OPENS.match(prompt, motion.start):
        return not door["cloth"] or CURTAIN_CALL.search(prompt) is not None
    if not goes_by:
        return False
    rides = RIDES.search(prompt) or any(move.move in TRAVELS for move in scene.camera_moves)
    return bool(rides or FIXED.fullmatch(what))
