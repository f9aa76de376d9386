"""One entry of a rule file, checked: what all kinds share, and what stands under the key of its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

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
    "model_type": "write keys and values",
    "dict_type": "write keys and values",
}
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
    given = [name for name in kinds if table.get(name) is not None]
    value: Any = None
    try:
        entry = Entry.model_validate({key: each for key, each in table.items() if key not in kinds} if table else raw)
        if len(given) == 1:
            value = kinds[given[0]].adapter.validate_python(table[given[0]])
    except ValidationError as error:
        first = error.errors()[0]
        path = (*(given if error.title != Entry.__name__ else ()), *first["loc"])
        place = at(source.document, source.start(_node_at(source, node, path)))
        key = ".".join(str(part) for part in path)
        raise UsageError(f"{place}: {_named(table)}: {f'{key}: ' if key else ''}{_reason(first, path)}") from error
    own = OwnRule(entry, kinds[given[0]], value, table) if len(given) == 1 else None
    if own is None or (own.reads_scene and entry.field != "prompt"):
        complaint = (
            f"{given[0]} asks what moves, and is about the prompt; take 'field: {entry.field}' out"
            if own
            else f"needs exactly one of {', '.join(kinds)}; it has {' and '.join(given) or 'none'}"
        )
        raise UsageError(f"{at(source.document, source.start(node))}: {_named(table)}: {complaint}")
    return own


def _named(table: Mapping[str, object]) -> str:
    name = table.get("name")
    return f"rule {name!r}" if isinstance(name, str) else "a rule"


def _reason(error: Any, path: Sequence[object]) -> str:
    """What pydantic says, and what to do."""
    reason = error["msg"].removeprefix("Value error, ")
    remedy = _REMEDIES.get(error["type"], "")
    if error["type"] == "extra_forbidden":
        remedy = _near(str(path[-1]), (*Entry.model_fields, *all_kinds()) if len(path) == 1 else ())
    elif error["type"] == "string_pattern_mismatch":
        remedy = _PATTERNS.get(str(path[-1]), _OF_WORDS)
    return f"{reason[:1].lower()}{reason[1:]}{f'; {remedy}' if remedy else ''}"


def _near(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}" if known else "take it out"


def _node_at(source: Yaml, node: yaml.Node, path: Sequence[object]) -> yaml.Node:
    """Where a path of keys and numbers leads, as far as it does."""
    for step in path:
        if isinstance(node, yaml.MappingNode) and (found := source.members(node).get(str(step))):
            node = found[1] if isinstance(found[1], yaml.CollectionNode) else found[0]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


def examples(own: OwnRule) -> Iterator[tuple[Example, bool]]:
    """Those given, and whether the rule should find something in them."""
    yield from ((each, should) for each, should in ((own.entry.bad, True), (own.entry.good, False)) if each)
