"""A resolution among the words of a prompt: it is asked for, though not where it would be heard."""

from promptkit.patterns import lazy
from promptkit.shot import Shot
from promptkit.sizes import plain
from promptkit.target import Target, either

_SIZE = lazy(r"\b(?:[24]\s?k|(?:720|1080|1440|2160)p)\b")
"""One that services sell, unlike 8k; in small letters."""
_NAMED = lazy(r"\b(?P<more>full|ultra|u)?[- ]?(?:hd|high[- ]def(?:inition)?)\b")
"""One of them by its name."""
_MORE = {"full": "full HD", "ultra": "ultra HD", "u": "ultra HD"}


def size_in(words: str) -> str | None:
    """The resolution that a tag names, as services write it."""
    if found := _SIZE.search(words.lower()):
        return plain(found[0])
    named = _NAMED.search(words.lower())
    return _MORE.get(named["more"], "HD") if named else None


def where_to_ask(size: str, shot: Shot, target: Target | None) -> str:
    """What orders a resolution, since words of the prompt do not."""
    if shot.resolution is not None:
        return f"the shot's resolution is {plain(shot.resolution)}"
    if target is None:
        return f"ask for {size} by the shot's key resolution"
    if target.resolution.allowed:
        return f"ask by the shot's key resolution: {target.full_name} has {either(target.resolution.allowed)}"
    if target.mode.resolutions:
        sizes = ", ".join(f"{name} is {made}" for name, made in target.mode.resolutions.items())
        return f"ask by the shot's key mode: of {target.full_name}, {sizes}"
    return f"{target.full_name} offers no choice of resolution"
