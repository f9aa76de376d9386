"""What size of clip an order amounts to, and what cannot be had at that size."""

from collections.abc import Iterator

from promptkit.shot import Shot
from promptkit.sizes import plain
from promptkit.target import Target, either


def mode_of(shot: Shot, target: Target) -> str:
    """The mode asked for or the default; empty where there is none."""
    return plain(shot.mode or target.mode.default)


def size_made(shot: Shot, target: Target) -> str | None:
    """The resolution asked for, the mode's or the default; empty when none is known, None when the first two differ."""
    said, meant = plain(shot.resolution), target.mode.resolutions.get(mode_of(shot, target))
    if said and meant and said != meant:
        return None
    return said or meant or target.resolution.default or ""


def size_trouble(shot: Shot, target: Target) -> Iterator[tuple[str, str]]:
    """What cannot be had at the size that the order amounts to, each with the key that is to change."""
    size = size_made(shot, target)
    if size is None:
        yield "resolution", _two_sizes(shot, target)
        return
    sound = target.sound_called(shot.sound) or ""
    between = target.last_image.with_first_at if shot.image and shot.last_image else ()
    for key, what, sizes in (
        ("sound", f'sound "{sound}"', target.sound.only_at.get(sound, ())),
        ("last_image", "a clip between a first and a last image", between),
    ):
        if size and sizes and size not in sizes:
            where = "resolution" if shot.resolution else "mode" if shot.mode else key
            instead = f"{_asked_by(shot, target, sizes)}, or leave the {key.replace('_', ' ')} out"
            yield where, f"{target.full_name} makes {what} at {either(sizes)} only, and this is {size}; {instead}"


def sound_trouble(shot: Shot, target: Target) -> str | None:
    """Why the clip cannot have the sound that it is to have, though the target makes such sound."""
    if not (target.last_image.with_first_silent and shot.image and shot.last_image):
        return None
    if target.sound_called(shot.sound) in (None, "off"):
        return None
    return f"{target.full_name} makes no sound between a first and a last image; leave one of the three out"


def _two_sizes(shot: Shot, target: Target) -> str:
    mode, said = mode_of(shot, target), plain(shot.resolution)
    fit = [name for name, size in target.mode.resolutions.items() if size == said]
    other = f"take mode {either(fit)}, or " if fit else ""
    made = target.mode.resolutions[mode]
    return f'mode {mode} of {target.full_name} is {made}, not "{said}"; {other}leave one of the two out'


def _asked_by(shot: Shot, target: Target, sizes: tuple[str, ...]) -> str:
    """The order that gives one of the sizes: by the key that the shot has, else by the one that the target has."""
    modes = [name for name, size in target.mode.resolutions.items() if size in sizes]
    if modes and not shot.resolution and (shot.mode or not target.resolution.allowed):
        return f"give mode {either(modes)}"
    return f"give resolution {either(sizes)}"
