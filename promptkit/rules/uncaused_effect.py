"""`uncaused-effect`: a thing moves that cannot move by itself, and nothing is said to move it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from promptkit.moved_by import motion_is_given
from promptkit.patterns import lazy
from promptkit.phrasing import give_cause, tells_of_a_contact
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._caused_around import is_caused_around
from promptkit.rules._hinted import something_hides_in
from promptkit.rules._loose import wants_force
from promptkit.rules._moved_along import hangs_on_a_mover
from promptkit.rules._one_air import causes_together
from promptkit.rules._told_after import told_after
from promptkit.scene import Element, Scene
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot
from promptkit.target import target_of

BESIDE = lazy(r"[^.;!?\n]{0,80}?\band\s+(?!its\b|their\b|his\b|her\b)(?:[\w'’-]+\s+){0,2}", re.IGNORECASE)
"""Between two things that move side by side: "curtains billow and papers fly"."""
MOST = 100
"""Elements that are looked at, the first ones: no clip holds more, and each look is at all of the prompt."""


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
        knows no honest cause. Of what hangs on somebody who moves ("they run, their coats flapping") a note says that
        nothing ties the two together.
        Left alone: a motion whose verb tells its own cause (falls, drips, opens, appears, turns pink); any force that
        the shot tells of, wherever it stands (wind, a storm, a blast, a crash, a quake, a rotor, magic); what hangs on,
        is held by or flies off somebody or something that moves, where no better cause is known than that; smoke from
        its fire and motes in a beam of light; what is only heard; what a reference video moves. Of all but cloth, hair,
        plants, dust and hanging things the rule speaks only where a push moves them (slides, rolls, shakes), nobody and
        nothing acts in the shot, and it is no diagram, stop motion or machine. The motion of another loose thing beside
        it is no cause ("curtains billow and papers fly").

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
        hangs = hangs_on_a_mover(scene, element)
        wrong = f"and nothing ties {it} to what moves {it}" if hangs else f"but nothing makes {it} move"
        finding = Finding.at(place, f"{said} {wrong}; {hint}", fix=fix)
        yield replace(finding, own_severity="note") if hangs else finding


def wanting_cause(shot: Shot, scene: Scene) -> list[Element]:
    """Those of which this rule speaks in a shot, for whoever shows its scene."""
    target = target_of(shot)
    return [] if motion_is_given(shot, target) else [*without_cause(scene.surely())]


def without_cause(scene: Scene) -> Iterator[Element]:
    """The elements of which this rule speaks: they cannot move by themselves, and nothing is said to move them."""
    for element in scene.elements[:MOST]:
        is_open = element in scene.uncaused or _is_beside(scene, element)
        if is_open and wants_force(scene, element) and not _is_moved(scene, element):
            yield element


def _is_moved(scene: Scene, element: Element) -> bool:
    """Whether the shot leaves no doubt what moves it, or another rule says what is wrong."""
    motion = element.motion or element.what
    return (
        is_caused_around(scene, element, motion)
        or something_hides_in(scene, element)
        or tells_of_a_contact(scene.prompt, motion.start)
        or told_after(scene, element) is not None  # out of its order: `effect-before-cause` says so
        or (hangs_on_a_mover(scene, element) and give_cause(scene, element) is None)
    )


def _is_beside(scene: Scene, element: Element) -> bool:
    """Whether what is read as its cause is the motion of a thing beside it, which nothing moves either."""
    cause = element.cause
    if cause is None or element.can_move_itself or element.role == "camera":
        return False
    is_apart = BESIDE.fullmatch(scene.prompt, cause.end, element.what.start) is not None
    return is_apart and any(
        other.motion and other.motion.start <= cause.start < other.motion.end and wants_force(scene, other)
        for other in scene.uncaused
    )
