"""`cost-estimate`: what the shot costs."""

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from promptkit.assets import local_path
from promptkit.errors import UsageError
from promptkit.observers._looks import video_facts
from promptkit.rule import Cost, Finding, rule
from promptkit.rules._size_made import mode_of, size_made, size_trouble, sound_trouble
from promptkit.shot import Shot
from promptkit.target import Price, Target

_TRUSTED = ("high", "medium")
"""Prices on a single third party's word are not quoted."""
_SOUND = {"off": "without sound", "native": "with sound", "voice": "with a voice"}


@rule(code="CST001", family="cost", severity="note")
def cost_estimate(shot: Shot, target: Target | None, *, above: float = 0.0) -> Iterator[Finding]:
    """What one clip of this shot costs by the target's dated price list.

    Why:
        Length, resolution and sound multiply: the most expensive clip of a model costs ten times its cheapest. Better
        seen before a batch is sent than on the bill. A shot whose price is agreed upon may say so, as below; the others
        of a batch then stand out.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0
        duration: 5
    Good:
        prompt: A man walks along the pier.
        target: kling-3.0
        duration: 5
        ignore: [cost-estimate]
    Fix:
        None: this is information. Where the target has no default length and the shot gives none, the lengths to
        choose from are named instead. Nothing is said where no price is known, where the shot leaves open what else
        the price depends on, or where the order cannot be made as it stands. Motion transfer is counted from the length
        of its reference video where that is a file. Option `above`: speak only of shots that cost more, in the list's
        money.
    References:
        The prices of each target with their source and day: `promptkit targets NAME`. Kling API documents, 2026-09-20:
        motion control is billed on output seconds, rounded to the nearest whole one.
    """
    if target is None or target.status == "retired":
        return
    resolution = size_made(shot, target)
    if resolution is None or any(size_trouble(shot, target)) or sound_trouble(shot, target):
        return
    price = _price(shot, target, resolution)
    if price and shot.duration is None and (offered := _to_choose_from(target, resolution)):
        yield Finding.whole(shot.prompt, f"no price: {target.full_name} has no default length; give duration {offered}")
        return
    seconds = _seconds(shot, target, resolution) if price else None
    if price is None or seconds is None or price.per_second * seconds <= above:
        return
    conditions = [f"at {price.resolution}"] if price.resolution else [f"in mode {price.mode}"] if price.mode else []
    conditions += [_SOUND.get(price.sound, f"with {price.sound}")] if price.sound else []
    most = "at most about" if target.duration.follows else "about"
    quoted = target.sources[price.source]
    doubt = "" if quoted.confidence == "high" else ", as quoted by third parties"
    cost = Cost(round(price.per_second * seconds, 2), price.currency)
    words = " ".join([f"{most} {cost.amount:.2f} {cost.currency} for {seconds:g} s", *conditions])
    message = f"{words} on {target.full_name} (price of {quoted.date.isoformat()}{doubt})"
    yield replace(Finding.whole(shot.prompt, message), cost=cost)


def _to_choose_from(target: Target, resolution: str) -> str:
    """The lengths on offer where one must be given; empty where there is a default, or another input decides."""
    lengths = target.duration
    return "" if lengths.default is not None or lengths.follows else lengths.in_words(resolution)


def _price(shot: Shot, target: Target, resolution: str) -> Price | None:
    """The one price whose conditions the shot meets; None when none or several do."""
    mode, sound = mode_of(shot, target), target.sound_called(shot.sound)
    offered = ((mode, target.mode.allowed), (resolution, target.resolution.allowed), (sound, target.sound.allowed))
    priced = {price.sound for price in target.prices}
    if any(value and allowed and value not in {*allowed, *priced} for value, allowed in offered):
        return None
    if shot.reference_video and "video input" in priced:
        sound = "video input"
    fit = [
        price
        for price in target.prices
        if target.sources[price.source].confidence in _TRUSTED
        and _meets(price.mode, mode)
        and _meets(price.resolution, resolution)
        and _meets(price.sound, sound)
    ]
    same = {(price.per_second, price.currency) for price in fit}
    return fit[0] if len(same) == 1 else None


def _meets(condition: str | None, value: str | None) -> bool:
    """Whether a value meets a price's condition; one that is left open may."""
    return condition is None or not value or condition == value


def _seconds(shot: Shot, target: Target, resolution: str) -> float | None:
    """Length of the clip that is billed; None when it is not known or not on offer."""
    lengths = target.duration
    if lengths.follows == "reference_video":
        return _of_the_reference(shot, target)
    seconds = shot.duration if shot.duration is not None else lengths.default
    if seconds is None or lengths.follows or not lengths.offers(seconds, resolution=resolution):
        return None
    return seconds


def _of_the_reference(shot: Shot, target: Target) -> float | None:
    limits = target.reference_video
    path = local_path(shot, shot.reference_video) if shot.reference_video else None
    if path is None or (limits.max_s_by_orientation and shot.orientation not in limits.max_s_by_orientation):
        return None
    try:
        length = video_facts(path).duration_s
    except UsageError:
        return None  # `reference-video-limits` says why
    longest = limits.max_s_by_orientation.get(shot.orientation or "", limits.max_s)
    if not length or (longest and length > longest) or length < (limits.min_s or 0):
        return None
    return float(floor(length + 0.5))
