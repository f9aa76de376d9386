"""`unknown-option`: an option, or a value of one, that the target has not."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from promptkit.rule import Finding, rule
from promptkit.rules._size_made import sound_trouble
from promptkit.shot import Shot
from promptkit.target import Choices, ElementLimits, Target, either, find_target, target_names

_INPUTS = ("image", "last_image", "reference_video", "elements")
_CLOSE_ENOUGH = 0.54
"""Likeness of two values, from which one may be meant for the other: "standard" is at 0.55 from "std", "turbo" at 0.5
from "pro"."""


@rule(code="LIM002", family="limits", severity="error")
def unknown_option(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """An option is set that the target has not, or to a value that it does not know.

    Why:
        The service refuses the request; or a client drops the option unsaid, and the clip lacks what was planned with
        it. Resolution and aspect ratio have rules of their own, and so have the length and the negative. Of a
        prompt for a target that takes none only a note is made, since every shot has one.
    Bad:
        prompt: A man walks along the pier.
        target: kling-2.6
        seed: 7
    Good:
        prompt: A man walks along the pier.
        target: runway-gen-4.5
        seed: 7
    Fix:
        None: whether the option or the target is to change is the author's decision. A value with nearly the same
        name, or a target of the same vendor that has the option, is named where there is one.
    References:
        The tables of each target with their sources: `promptkit targets NAME`. Kling API documents, 2026-09-20: no
        endpoint of the new API has seed or camera_control; googleapis/python-genai, 2026-08-21: Veo's SDK refuses a
        seed where the documentation allows it, so that only a note is made of it.
    """
    if target is None or target.status == "retired":
        return
    for field, choices in (("mode", target.mode), ("orientation", target.orientation), ("camera", target.camera)):
        given: str | None = getattr(shot, field)
        if message := _about_a_choice(field, given or "", choices, target):
            yield Finding.of_key(shot, field, message)
    for field in _INPUTS:
        if getattr(shot, field) and not _takes(target, field):
            words = field.replace("_", " ")
            leave = f"leave {'them' if field == 'elements' else 'it'} out{_or_another(target, field)}"
            yield Finding.of_key(shot, field, f"{target.full_name} takes no {words}; {leave}")
    if not target.prompt.accepted:
        message = f"{target.full_name} takes no prompt, so these words do not reach it: its inputs alone make the clip"
        yield Finding(message, 0, len(shot.prompt), own_severity="note")
    yield from _about_the_seed(shot, target)
    yield from _about_the_sound(shot, target)


def _about_a_choice(field: str, given: str, choices: Choices, target: Target) -> str | None:
    value = " ".join(given.split())
    if not value or not choices.is_known or value.lower() in choices.allowed:
        return None
    if choices.allowed:
        near = _nearest(value.lower(), choices.allowed)
        return f'{field} "{value}" is not offered by {target.full_name}, which has {either(choices.allowed)}{near}'
    instead = "say in the prompt how the camera moves" if field == "camera" else "leave it out"
    return f'{target.full_name} has no {field}, so "{value}" cannot be ordered; {instead}'


def _about_the_seed(shot: Shot, target: Target) -> Iterator[Finding]:
    seed, limits = shot.seed, target.seed
    if seed is None:
        return
    if not limits.supported and limits.is_uncertain:
        message = f"whether {target.full_name} takes a seed is uncertain; do not count on the same clip twice"
        yield replace(Finding.of_key(shot, "seed", message), own_severity="note")
    elif not limits.supported:
        yield Finding.of_key(shot, "seed", f"{target.full_name} takes no seed; leave it out")
    elif limits.min is not None and seed < limits.min:
        yield Finding.of_key(shot, "seed", f"seed {seed} is too low for {target.full_name}; {limits.min} is the least")
    elif limits.max is not None and seed > limits.max:
        yield Finding.of_key(shot, "seed", f"seed {seed} is too high for {target.full_name}; {limits.max} is the most")


def _about_the_sound(shot: Shot, target: Target) -> Iterator[Finding]:
    """Sound: what a price is given for is known too; a file is no value, and an avatar is driven by one."""
    value, choices = target.sound_called(shot.sound), target.sound
    if wrong := sound_trouble(shot, target):
        yield Finding.of_key(shot, "sound", wrong)
        return
    known = {*choices.allowed, *(price.sound for price in target.prices), None}
    if value in known or not choices.is_known or target.duration.follows == "audio":
        return
    if value is None or "." in value or "/" in value or (value == "off" and not choices.allowed):
        return
    if value == "off":
        message = f"{target.full_name} always makes sound; leave the option out and mute the clip afterwards"
        yield replace(Finding.of_key(shot, "sound", message), own_severity="warning")
    elif not choices.allowed:
        yield Finding.of_key(shot, "sound", f"{target.full_name} makes no sound; leave the option out")
    elif wrong := _about_a_choice("sound", value, choices, target):
        yield Finding.of_key(shot, "sound", wrong)


def _nearest(value: str, allowed: tuple[str, ...]) -> str:
    begun = [name for name in allowed if value.startswith(name) or name.startswith(value)]
    near = begun or get_close_matches(value, allowed, n=1, cutoff=_CLOSE_ENOUGH)
    return f"; did you mean {near[0]}?" if near else ""


def _takes(target: Target, field: str) -> bool:
    limits = getattr(target, field)
    return bool(limits.max_count if isinstance(limits, ElementLimits) else limits.accepted)


def _or_another(target: Target, field: str) -> str:
    """The target of the same vendor, and where it can be of the same version, that takes the input."""
    others = [find_target(name) for name in target_names()]
    same = [other for other in others if other.vendor == target.vendor and other.status == "current"]
    fit = [other.name for other in same if _takes(other, field)]
    if not fit:
        return ""
    version = target.name.split("-")[:2]
    near = max(fit, key=lambda name: (name.split("-")[:2] == version, -len(name)))
    return f" or use {near}, which does"
