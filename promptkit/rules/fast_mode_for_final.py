"""`fast-mode-for-final`: a draft setting for a clip that is to be delivered."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Choices, Target

DRAFT_MODES = ("std", "fast", "draft", "preview", "turbo", "lite")
"""What services call their cheap modes; used only when no target is named."""


@rule(code="CLP005", family="clip", severity="warning")
def fast_mode_for_final(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A shot with `purpose: final` uses a mode, resolution or model that is meant for drafts.

    Why:
        Standard mode, 720p and fast variants are for finding the shot. Delivered, they cost it detail in faces, hands
        and fabric that no later step gives back. Said only of shots that state `purpose: final`; the default that a
        target falls back on counts as well.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0
        mode: std
        purpose: final
    Good:
        prompt: A man walks along the pier.
        target: kling-3.0
        mode: pro
        purpose: final
    Fix:
        None: mode and resolution change the price.
    References:
        Kling API price list, 2026-09-20: 1080p costs a third more than 720p on 3.0; std is 720p, pro is 1080p. The
        Veo 3.1 Fast and Kling 3.0 Turbo pages present those models as the quicker, cheaper variants.
    """
    if shot.purpose != "final":
        return
    if target is None:
        if (shot.mode or "").lower() in DRAFT_MODES:
            yield Finding.of_key(shot, "mode", f"mode {shot.mode} is for previews, and this shot is final")
        return
    if target.preview_of:
        message = f"{target.name} is the quick variant for previews, and this shot is final; use {target.preview_of}"
        yield Finding.of_key(shot, "target", message)
    for what, choices, given in _settings(shot, target):
        how = f"{what} {given}" if given else f"no {what} is given, so the default {choices.default} is used: it"
        use = f"; use {' or '.join(choices.final)}" if choices.final else ""
        message = f"{how} is for previews on {target.name}, and this shot is final{use}"
        yield Finding.of_key(shot, what if given else "purpose", message)


def _settings(shot: Shot, target: Target) -> Iterator[tuple[str, Choices, str | None]]:
    """Settings of the shot that are for drafts; None stands for a default, which holds when neither is given."""
    settings = (("mode", target.mode, shot.mode), ("resolution", target.resolution, shot.resolution))
    for what, choices, given in settings:
        if given and given.lower() in choices.preview:
            yield what, choices, given
    if not shot.mode and not shot.resolution:
        for what, choices, _ in settings:
            if choices.default in choices.preview:
                yield what, choices, None
                return
