"""Land that is seen from the air by day: the shadows of clouds slide over it, where nothing else is seen to move."""

from dataclasses import replace

from promptkit.lexicon import Found, Place, daylight, find_entries, find_phrase, places
from promptkit.phrasing._against import against_place
from promptkit.phrasing._daylight import is_unsuited
from promptkit.phrasing._idea import said
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._place import content_end
from promptkit.phrasing._told_air import told_air
from promptkit.scene import Scene

_NO_SUN = (
    "cloud", "clouds", "dawn", "sunrise", "sunset", "evening", "first light", "top view", "top-down", "map", "small",
    "miniature", "tilt-shift", "model", "evening light", "lights", "winter", "haze", "hazy", "shadowless",
)  # fmt: skip
"""With which there is no high sun, or no land wide enough for the shadow of a cloud."""
_NEAR = 40
"""Characters within which a view from the air says of what it is."""


def shadows_slide(scene: Scene, picture: Picture) -> list[tuple[int, tuple[str, ...]]]:
    """Where, and how, the shadows of clouds may be told to slide over land that is seen from the air by day."""
    prompt = scene.prompt
    land = _land(picture)
    if land is None or picture.everybody or picture.mixed or picture.denies:
        return []
    by_day = not (picture.says("snowed") or told_air(prompt) or is_unsuited(prompt) or find_phrase(prompt, _NO_SUN))
    at = content_end(scene, land.start)
    of_place = replace(picture, beings=(), things=(), place_at=land.start)
    if not by_day or picture.air.force == "none" or against_place(scene, of_place, at):
        return []
    texts = [text.replace("{land}", daylight().land[land.entry.name]) for text in daylight().shadows]
    return [(at, (text,)) for text in texts if not said(prompt, text)]


def _land(picture: Picture) -> Found[Place] | None:
    """The land that is named as what is seen from the air; None where none is, or it is seen from the ground."""
    view = find_phrase(picture.prompt, daylight().from_the_air)
    if view is None or picture.is_placed_indoors:
        return None
    near = (each for each in find_entries(picture.prompt, places()) if 0 <= each.start - view[1] <= _NEAR)
    return next((each for each in near if each.entry.name in daylight().land), None)
