"""Where the same clip was ordered before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter

from promptkit.rule import Rule
from promptkit.shot import TEXT_FIELDS, Shot

Turn = tuple[Shot, str | None]
"""A shot, and where the same clip was ordered before."""
_Named = tuple[str, str, int]
"""Id, path and line of a shot: whole shots would be kept as long as others are read."""
_NOT_SENT = ("id", "vars", "tags", "ignore", "origin", "unresolved")
SETTINGS = tuple(each.name for each in fields(Shot) if each.name not in (*_NOT_SENT, *TEXT_FIELDS))
"""The fields of a shot that make the order, beside its texts: two shots that share all ask for the same clip."""
_settings, _texts = attrgetter(*SETTINGS), attrgetter(*TEXT_FIELDS)


def orders(shots: Iterable[Shot], rules: Sequence[Rule]) -> Iterator[Turn]:
    """Each shot with where the same clip was ordered before; None where nowhere, or where no rule asks."""
    first: dict[bytes, _Named] = {}
    is_asked = any("earlier" in rule.inputs for rule in rules)
    return ((shot, _ordered_before(shot, first) if is_asked else None) for shot in shots)


def _ordered_before(shot: Shot, first: dict[bytes, _Named]) -> str | None:
    order = _order(shot)
    before = first.get(order)
    if before is None:
        first[order] = (
            shot.id,
            shot.origin.document.path if shot.origin else "",
            shot.origin.line if shot.origin else 0,
        )
        return None
    name, path, line = before
    return f"{name} ({path}:{line})" if line else name


def _order(shot: Shot) -> bytes:
    """All that is sent, hashed: case and blanks of texts do not count."""
    texts = [" ".join(text.casefold().split()) if text else "" for text in _texts(shot)]
    given = [pair for pair in zip(SETTINGS, _settings(shot), strict=True) if pair[1] not in (None, "", ())]
    return blake2b(repr((texts, given)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
