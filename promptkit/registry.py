"""Units (rules, observers, metrics, providers) found by reading a folder.

One file in the folder is one unit: importing it yields exactly one object of the unit's kind. Third parties
add theirs through the entry-point group `promptkit`; those are imported only when a registry is read.
"""

import os
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, TypeVar, overload

from promptkit.errors import UnknownName
from promptkit.plug_in import plug_ins


class Unit(Protocol):
    """What a registry holds: anything with a name."""

    @property
    def name(self) -> str:
        """The public name, unique within its kind."""


U = TypeVar("U", bound=Unit)
Path = str | os.PathLike[str]


@cache
def units(package: str, kind: type[U]) -> Mapping[str, U]:
    """All units of `kind` in the folder `package` and from installed plug-ins, by name, sorted.

    Raises:
        TypeError: two units share a name, or a file of the folder (one whose name does not begin with `_`) holds none,
            or several.
    """
    found: dict[str, U] = {}
    for unit in (*_in_folder(package, kind), *_from_plugins(kind)):
        if unit.name in found:
            raise TypeError(f"two units of kind {kind.__name__} are called {unit.name!r}; rename one")
        found[unit.name] = unit
    return dict(sorted(found.items()))


def unit(package: str, kind: type[U], name: str) -> U:
    """The unit called `name`.

    Raises:
        UnknownName: there is none; the message offers the nearest names.
    """
    known: Mapping[str, U] = units(package, kind)
    if name not in known:
        raise UnknownName(kind.__name__.lower(), name, known)
    return known[name]


@overload
def each_of_names(names: str | Iterable[str]) -> tuple[str, ...]: ...


@overload
def each_of_names(names: Path | Iterable[Path]) -> tuple[Path, ...]: ...


def each_of_names(names: Path | Iterable[Path]) -> tuple[Path, ...]:
    """Names, or paths, one by one; a text is one of them and no row of letters."""
    return (names,) if isinstance(names, str | os.PathLike) else tuple(names)


def _in_folder(package: str, kind: type[U]) -> Iterator[U]:
    folder = import_module(package)
    for module in pkgutil.iter_modules(folder.__path__):
        if not module.name.startswith("_"):
            members = vars(import_module(f"{package}.{module.name}")).values()
            found = [member for member in members if isinstance(member, kind)]
            if len(found) != 1:
                raise TypeError(
                    f"{package}.{module.name} holds {len(found)} units of kind {kind.__name__}; "
                    "make it one, or begin the file's name with _"
                )
            yield from found


def _from_plugins(kind: type[U]) -> Iterator[U]:
    return (one for one in plug_ins().loaded if isinstance(one, kind))
