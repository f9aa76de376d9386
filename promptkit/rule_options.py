"""Options of rules, as files give them."""

from collections.abc import Mapping
from math import isfinite

from promptkit.errors import UsageError
from promptkit.rule import Rule


def checked_options(rule: Rule, chosen: Mapping[str, object]) -> dict[str, object]:
    """Options from a file, each of the type of its default; lists become tuples.

    Raises:
        UsageError: an option that the rule does not take, a value of the wrong type, or a number out of range: all are
            finite and above 0, those whose default is 0 may be 0.
    """
    if unknown := set(chosen) - set(rule.options):
        has = ", ".join(rule.options) or "none"
        raise UsageError(f"rule {rule.name} takes no option {', '.join(sorted(unknown))}; its options: {has}")
    checked: dict[str, object] = {}
    for name, value in chosen.items():
        default = rule.options[name]
        checked[name] = tuple(value) if isinstance(value, list) else value
        is_number = isinstance(value, int) and not isinstance(value, bool) and isinstance(default, float)
        if default is not None and type(checked[name]) is not type(default) and not is_number:
            kind = type(default).__name__
            raise UsageError(
                f"rule {rule.name}: option {name} must be of type {kind}, such as {default!r}; got {value!r}"
            )
        if complaint := _complaint(checked[name], default):
            raise UsageError(f"rule {rule.name}: option {name} must {complaint}; got {value!r}")
    return checked


def _complaint(value: object, default: object) -> str | None:
    """What a value of the right type must still be, to serve in place of `default`."""
    if isinstance(value, tuple) and isinstance(default, tuple):
        kind = type(default[0]) if default else str
        return None if all(type(item) is kind for item in value) else f"hold items of type {kind.__name__}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    if default == 0:
        return None if isfinite(value) and value >= 0 else "be 0 or a finite number above it"
    return None if isfinite(value) and value > 0 else "be a finite number above 0"
