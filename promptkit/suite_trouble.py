"""What is wrong with a suite file, in words of ours: where it stands, what is wanted there, what it may look like."""

from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel

from promptkit.errors import UnknownName
from promptkit.sources.row import at
from promptkit.sources.yaml_node import Yaml

_WANTED: Mapping[str, str] = {
    "model_type": "a table", "dict_type": "a table", "list_type": "a list", "string_type": "a text",
    "bool_type": "true or false", "bool_parsing": "true or false",
    "float_type": "a number", "float_parsing": "a number", "finite_number": "a number",
    "int_type": "a whole number", "int_parsing": "a whole number", "int_from_float": "a whole number",
}  # fmt: skip
"""By the kind of error that pydantic raises."""
_SHORT = 40
Loc = Sequence[str | int]


def place_of(source: Yaml, loc: Loc) -> str:
    """`path:line:column` of a key or an entry, or of the closest thing around it that is there."""
    found: yaml.Node | None = None
    node: yaml.Node | None = source.root
    for part in loc:
        if isinstance(node, yaml.MappingNode) and str(part) in (members := source.members(node)):
            found, node = members[str(part)]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node = node.value[part]
        else:
            break
    return at(source.document, source.start(found)) if found else source.document.path


def plainly(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    """One error of pydantic: which key, what is wrong, and what to write."""
    loc, kind = [part for part in error["loc"] if part != "[key]"], error["type"]
    where = ".".join(map(str, loc))
    if kind == "extra_forbidden":
        known = _model_at(model, loc[:-1]).model_fields
        near = UnknownName("key", str(loc[-1]), known, else_say=f"there can be: {', '.join(known)}")
        return f"{where}: no such field in a suite; {str(near).partition('; ')[2]}; see promptkit keys --suite"
    example = _example(model, loc)
    if kind == "missing":
        return f"{where}: is missing; write {example}"
    if kind in _WANTED:
        return f"{where}: must be {_WANTED[kind]}, got {_short(error['input'])}; write {example}"
    if kind == "literal_error":
        return f"{where}: must be {error['ctx']['expected']}, got {_short(error['input'])}"
    if kind == "string_pattern_mismatch":
        return f"{where}: a name has letters, digits, '.', '_' and '-' alone, got {_short(error['input'])}"
    reason = str(error["msg"]).removeprefix("Value error, ").replace("Input should", "must")
    return f"{where}: {reason}" + (f"; write {example}" if example and kind != "value_error" else "")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHORT else shown[:_SHORT] + " …"


def _example(model: type[BaseModel], loc: Loc) -> str:
    """The innermost key on the way that has an example, with it: `limits: { motion: { min: 0.01 } }`."""
    found = ""
    for part, (holder, _) in zip(loc, _way(model, loc), strict=True):
        if holder and part in holder.model_fields and (examples := holder.model_fields[str(part)].examples):
            found = f"{part}: {examples[0]}"
    return found


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The model of the table at a place."""
    inside = [model, *(inside for _, inside in _way(model, loc))][-1]
    return next((one for one in alternatives(inside) if _is_model(one)), model)


def _way(model: type[BaseModel], loc: Loc) -> Iterator[tuple[type[BaseModel] | None, Any]]:
    """For each step its model, None where names are the user's own or numbers, and the type of what it leads to."""
    inside: Any = model
    for part in loc:
        holder, inside = _step(inside, part)
        yield holder, inside


def _step(annotation: Any, part: str | int) -> tuple[type[BaseModel] | None, Any]:
    for one in alternatives(annotation):
        if _is_model(one):
            return one, one.model_fields[str(part)].annotation if part in one.model_fields else None
        if get_origin(one) in (dict, list):
            return None, get_args(one)[-1]
    return None, None


def alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a type stands for, without what is said of them."""
    if get_origin(annotation) is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for one in get_args(annotation):
            yield from alternatives(one)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
