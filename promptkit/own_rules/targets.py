"""Names of targets in a rule file, such as "kling-3.0*"."""

from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

from promptkit.own_rules.words import Word
from promptkit.target import Target, find_target, target_names


def _known(pattern: str) -> str:
    known = [find_target(name) for name in target_names()]
    names = [f"{each.name}{route}" for each in known for route in ("", *(f"@{name}" for name in each.routes))]
    if not any(fnmatchcase(name, pattern) for name in names):
        raise ValueError(f"no target is called {pattern!r}; promptkit targets lists them")
    return pattern


TargetPattern = Annotated[Word, AfterValidator(_known)]


def fits(target: Target, pattern: str) -> bool:
    """Whether a pattern names a target, with or without its route."""
    return any(fnmatchcase(name, pattern) for name in (target.name, target.full_name))
