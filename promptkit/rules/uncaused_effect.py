"""`uncaused-effect`: a thing moves that cannot move by itself, and nothing is said to move it."""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, find_entries, materials
from promptkit.patterns import lazy
from promptkit.phrasing import give_cause, mover_before
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Element, Scene, Span
from promptkit.scene.wording import agreeing

FALLS = lazy(
    r"(?:\w+ly\s+)?(?:fall|fell|drip|drop|trickl|sink|sank|settl|pour|spill|cascad|tumbl|sag|seep|ooz|"
    r"(?:slid|slip|roll|run)\w*\s+(?:\w+ly\s+)?(?:off|down|from)\b)",
    re.IGNORECASE,
)
"""Motions that gravity makes: the verb names its own cause. Along a level, things slide by a push."""
CHANGES = lazy(
    r"(?:\w+ly\s+)?(?:(?:rot|decay|decompose|rust|corrode|dry|wilt|wither|fade|discolou?r|yellow|age|moulder|ferment|grow|"
    r"form|harden|transition|change|become)(?:s|d|t?ed|t?ing|ing)?\b|(?:dries|dried|grew|grown|became|changing|fading|aging|"
    r"ageing|becoming|corroding|decomposing|rotting)\b|(?:fog|steam|mist|ic|frost)\w*\s+(?:up|over)\b|"
    r"turn(?:s|ing|ed)?\s+(?:in)?to\b|turn(?:s|ing|ed)?\s+(?:black|blue|brown|golden|gr[ae]y|green|orange|pink|purple|red|"
    r"transparent|white|yellow|pale|dark|soft|hard|brittle|sour|mouldy|moldy)\b)",
    re.IGNORECASE,
)
"""What time does to a thing: nobody pushes it."""
MEETS = lazy(
    r"(?:\w+ly\s+)?(?:rebound|ricochet|(?:bounc\w*|recoil\w*)\s+(?:back|off)\b|crash|smash|collid|strik|struck\b|"
    r"hit(?:s|ting)?\b)",
    re.IGNORECASE,
)
"""What a thing does as it meets another: it was on its way, and the verb tells the rest."""
AT_WORK = lazy(
    r"(?:\w+ly\s+)?(?:press\w*\s+(?:in|on|against)|pierc|penetrat|cut(?:s|ting)?\b|slic|drill|scrap(?:e|ing)|carv|shav|"
    r"appl(?:y|ies|ied)|writ(?:es?|ing|ten)\b|stitch|sew(?:s|ing)?\b|hammer)",
    re.IGNORECASE,
)
"""What a tool does: it is in a hand, said or not."""
AS_A_BEING = lazy(r"(?:\w+ly\s+)?(?:breakdanc|walk|march|sing|talk|speak|laugh)", re.IGNORECASE)
"""A thing that is given life moves by itself."""
DOES_TO = lazy(
    r"\s+(?:one(?!\s+after)|two|three|an?|the|his|her|its|their)\s+"
    r"(?!(?:time|while|bit|little|moment|whole|entire|day|night|way|length|air|room|wind|breeze)\b)\w",
    re.IGNORECASE,
)
"""What it does to another thing, which is told after the verb: there, too, a hand is meant."""


@rule(code="CAU001", family="cause", severity="warning")
def uncaused_effect(scene: Scene, *, variant: int = 0) -> Iterator[Finding]:
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
        Option `variant` picks another cause where there are several.
        Left alone: what falls, drips or slides off, by its weight; what rebounds or hits; what only changes (rots,
        rusts, fogs up, turns pink); a tool that does something to another thing; a thing that acts as a being; what
        hangs on a being or a vehicle that moves, where no better cause is known than that.

    References:
        PhyPrompt 2026 (arXiv 2603.03505): physical detail in the prompt raises VideoPhy-2 physical commonsense
        from 55.8 to 66.8. PhyGenBench explicit captions: cause stated as "causing ... until". HunyuanVideo-1.5
        text-to-video rewriter: reviews its output for physical laws and causality.
    """
    for element in scene.uncaused:
        if element.motion and _needs_none(scene.prompt, element.motion):
            continue
        place = element.motion or element.what
        said = f'"{element.what.text}" {agreeing([element.what], "moves", "move")}'
        said += f' ("{place.text}")' if element.motion else ""
        added = give_cause(scene, element, variant=variant)
        if added is None and _follows(scene, element):
            continue
        fix = None
        hint = f"say what pushes, pulls or carries {agreeing([element.what], 'it', 'them')}"
        if added:
            hint = f'for instance "{added.text.strip(" ,")}"'
            fix = Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        it = agreeing([element.what], "it", "them")
        yield Finding.at(place, f"{said} but nothing makes {it} move; {hint}", fix=fix)


def _follows(scene: Scene, element: Element) -> bool:
    """Whether it hangs on a being or a vehicle that moves, or is stirred by it, and is moved by that."""
    mover = mover_before(scene, element)
    if element.role != "secondary" or mover is None:
        return False
    drives = any(found.entry.name == "motor" for found in find_entries(mover.what.text, materials()))
    return drives or bool(find_entries(mover.what.text, beings()))


def _needs_none(prompt: str, motion: Span) -> bool:
    """Whether the words of a motion say, or leave no doubt, what makes it."""
    by_itself = any(pattern.match(prompt, motion.start) for pattern in (FALLS, CHANGES, MEETS, AT_WORK, AS_A_BEING))
    return by_itself or DOES_TO.match(prompt, motion.end) is not None
