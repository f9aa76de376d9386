"""`uncaused-effect`: a thing moves that cannot move by itself, and nothing is said to move it."""

import re
from collections.abc import Iterator

from promptkit.patterns import lazy
from promptkit.phrasing import give_cause
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Scene

FALLS = lazy(
    r"(?:\w+ly\s+)?(?:fall|fell|drip|drop|trickl|sink|sank|settl|pour|spill|cascad|tumbl|sag|seep|ooz|"
    r"(?:slid|slip|roll|run)\w*\s+(?:\w+ly\s+)?(?:off|down|from)\b)",
    re.IGNORECASE,
)
"""Motions that gravity makes: the verb names its own cause. Along a level, things slide by a push."""


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
        Option `variant` picks another cause where there are several. What falls, drips or slides off needs no other
        cause than its weight, and is left alone.

    References:
        PhyPrompt 2026 (arXiv 2603.03505): physical detail in the prompt raises VideoPhy-2 physical commonsense
        from 55.8 to 66.8. PhyGenBench explicit captions: cause stated as "causing ... until". HunyuanVideo-1.5
        text-to-video rewriter: reviews its output for physical laws and causality.
    """
    for element in scene.uncaused:
        if element.motion and FALLS.match(scene.prompt, element.motion.start):
            continue
        place = element.motion or element.what
        said = f'"{element.what.text}" moves ("{place.text}")' if element.motion else f'"{element.what.text}" moves'
        added = give_cause(scene, element, variant=variant)
        fix = None
        hint = "say what pushes, pulls or carries it"
        if added:
            hint = f'for instance "{added.text.strip(" ,")}"'
            fix = Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        yield Finding.at(place, f"{said} but nothing makes it move; {hint}", fix=fix)
