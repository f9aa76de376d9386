"""One entry of a rule file, checked: what all kinds share, and what stands under the key of its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, cast, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from promptkit.codes import reads_as_code
from promptkit.errors import UsageError
from promptkit.own_rules.kind import Kind, all_kinds
from promptkit.own_rules.targets import TargetPattern
from promptkit.rule import FAMILIES, Severity
from promptkit.sources.row import at
from promptkit.sources.yaml_node import Yaml

Example = str | dict[str, Any]
"""A text, or the keys of a shot."""
_REMEDIES = {
    "missing": "add it",
    "string_type": "put it in quotes",
    "list_type": "write [one, another]",
    "too_short": "add one, or take the key out",
    "literal_error": "take one of these",
}
_ALWAYS = "to ask for words always, use count: {words: [...], least: 1}"
"""What is looked for by who gives `require` no condition."""
_SAYINGS = {
    "model_type": "keys and values are asked for here",
    "dict_type": "keys and values are asked for here",
    "missing": "not given",
    "extra_forbidden": "unknown key",
    "string_type": "a text is asked for here",
    "string_pattern_mismatch": "not written as it must be",
    "list_type": "a list is asked for here",
    "int_type": "a whole number is asked for here",
    "int_parsing": "a whole number is asked for here",
    "int_from_float": "a whole number is asked for here",
    "bool_parsing": "true or false is asked for here",
}
"""Where pydantic speaks of Python."""
_PATTERNS = {
    "name": "write small letters, digits and single hyphens, as in no-brand-names",
    "message": "write one line of text",
}
_OF_WORDS = "a word holds one * at most"


class Entry(BaseModel):
    """What every kind of rule has."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    message: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\n]*\S[^\n]*$")]
    severity: Severity = "warning"
    field: Literal["prompt", "negative"] = "prompt"
    targets: list[TargetPattern] = Field(default_factory=list)
    """Names of targets that it is for, such as "kling-3.0*"; all when empty."""
    safe: bool = True
    """Whether its fix keeps the meaning, so that a plain `--fix` may do it."""
    why: str = ""
    bad: Example = ""
    good: Example = ""
    references: str = ""

    @field_validator("name")
    @classmethod
    def _is_no_family(cls, name: str) -> str:
        if name in FAMILIES:
            raise ValueError(f"{name!r} is a family of rules; give this one another name")
        if reads_as_code(name):
            raise ValueError(f"{name!r} reads as the code of a rule; give this one another name")
        return name


@dataclass(frozen=True)
class OwnRule:
    """An entry that can be meant."""

    entry: Entry
    kind: Kind
    value: Any
    """What stands under the key of the kind, checked."""
    source: Mapping[str, object]
    """As the file has it."""

    @property
    def reads_scene(self) -> bool:
        """Whether it asks what moves."""
        return self.kind.reads_scene(self.value)


def checked(raw: object, source: Yaml, node: yaml.Node) -> OwnRule:
    """An entry of a rule file.

    Raises:
        UsageError: it is no rule; the message names file, line, rule, key and remedy.
    """
    kinds = all_kinds()
    table = cast("Mapping[str, object]", raw) if isinstance(raw, Mapping) else {}
    given = [name for name in kinds if name in table]
    shared = {key: each for key, each in table.items() if key not in kinds} if table else raw
    try:
        entry = Entry.model_validate(shared)
    except ValidationError as error:
        raise _refusal(error, (), (*Entry.model_fields, *kinds), table, (source, node)) from error
    here = f"{at(source.document, source.start(node))}: {_named(table)}:"
    if len(given) != 1:
        has = " and ".join(given) or "none"
        raise UsageError(f"{here} needs exactly one of {', '.join(kinds)}; it has {has}")
    kind = kinds[given[0]]
    try:
        own = OwnRule(entry, kind, kind.adapter.validate_python(table[kind.name]), table)
    except ValidationError as error:
        raise _refusal(error, (kind.name,), _keys(kind.form, error), table, (source, node)) from error
    if own.reads_scene and entry.field != "prompt":
        raise UsageError(f"{here} {kind.name} asks what moves in the prompt; take 'field: {entry.field}' out")
    return own


def _refusal(
    error: ValidationError,
    under: tuple[str, ...],
    known: Sequence[str],
    table: Mapping[str, object],
    place: tuple[Yaml, yaml.Node],
) -> UsageError:
    """What to say of an entry that pydantic refused."""
    source, node = place
    first = error.errors()[0]
    path = (*under, *first["loc"])
    path = path[:1] if path[:1] in (("bad",), ("good",)) else path  # pydantic adds which of the types it tried
    where = at(source.document, source.start(_node_at(source, node, path)))
    what = f"{'.'.join(str(part) for part in path)}: " if path else ""
    return UsageError(f"{where}: {_named(table)}: {what}{_reason(first, path, known)}")


def _named(table: Mapping[str, object]) -> str:
    name = table.get("name")
    return f"rule {name!r}" if isinstance(name, str) else "a rule"


def _reason(error: Any, path: Sequence[object], known: Sequence[str]) -> str:
    """What pydantic says, and what to do."""
    said = error["msg"].removeprefix("Value error, ").replace(" after validation", "").replace("Input should", "must")
    reason = _SAYINGS.get(error["type"], said.replace("List should", "the list must"))
    remedy = _ALWAYS if (path, error["type"]) == (("require", "if"), "missing") else _REMEDIES.get(error["type"], "")
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(path[-1]), known, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    elif error["type"] == "string_pattern_mismatch":
        remedy = _PATTERNS.get(str(path[-1]), _OF_WORDS)
    return f"{reason[:1].lower()}{reason[1:]}{f'; {remedy}' if remedy else ''}"


def _keys(form: Any, error: ValidationError) -> tuple[str, ...]:
    """The keys that may stand beside one that should not, in the form of a kind."""
    first = error.errors()[0]
    if first["type"] != "extra_forbidden":
        return ()
    for step in first["loc"][:-1]:
        fields = {field.alias or name: field.annotation for name, field in form.model_fields.items()}
        kinds = (fields[str(step)], *get_args(fields[str(step)]))
        form = next(each for each in kinds if isinstance(each, type) and issubclass(each, BaseModel))
    return tuple(field.alias or name for name, field in form.model_fields.items())


def _node_at(source: Yaml, node: yaml.Node, path: Sequence[object]) -> yaml.Node:
    """Where a path of keys and numbers leads, as far as it does: a key, or an item of a list."""
    here = node
    for step in path:
        if isinstance(node, yaml.MappingNode) and (found := source.members(node).get(str(step))):
            here, node = found
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            here = node = node.value[step]
        else:
            break
    return here


def examples(own: OwnRule) -> Iterator[tuple[Example, bool]]:
    """Those given, and whether the rule should find something in them."""
    yield from ((each, should) for each, should in ((own.entry.bad, True), (own.entry.good, False)) if each)
