"""Every key of a suite, for people: what it means, what it is when it is left out, an example."""

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from promptkit.suite_file import SuiteFile
from promptkit.suite_trouble import alternatives


class SuiteKey(NamedTuple):
    """One key; those of a table inside the suite have its name before theirs, and NAME for a name of one's own."""

    name: str
    about: str
    default: Any
    """None where it is left out."""
    required: bool
    example: str


def suite_keys(model: type[BaseModel] = SuiteFile, before: str = "") -> Iterator[SuiteKey]:
    """Every key of a suite, each table's keys below it."""
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        yield SuiteKey(
            name=before + name,
            about=field.description or "",
            default=None if default is PydanticUndefined else default,
            required=field.is_required(),
            example=f"{name}: {(field.examples or [''])[0]}",
        )
        yield from _inside(field.annotation, f"{before}{name}.")


def _inside(annotation: Any, before: str) -> Iterator[SuiteKey]:
    for one in alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield from suite_keys(one, before)
        elif get_origin(one) is dict:
            yield from _inside(get_args(one)[1], f"{before}{_own_name(before)}.")


def _own_name(before: str) -> str:
    return "METRIC" if before == "limits." else "NAME"
