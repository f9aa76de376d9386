"""Project settings: `[tool.promptkit]` of the closest pyproject.toml, or the closest promptkit.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from promptkit.errors import UsageError
from promptkit.lint import checked_options, selected_rules
from promptkit.rule import find_rule
from promptkit.target import find_target

KEYS = ("select", "ignore", "target", "rules")


@dataclass(frozen=True)
class Config:
    """What a project has settled for its prompts."""

    path: str | None = None
    """The file it stands in; None when there is none."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    target: str | None = None
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Options by rule name."""


def find_config(folder: Path | None = None) -> Config:
    """The settings that hold in a folder (the current one): of itself or the closest folder above that has some.

    Raises:
        UsageError: the file is no TOML, has an unknown key or a value of the wrong type, or names a rule, an option or
            a target that does not exist; the message names the file.
    """
    start = (folder or Path.cwd()).resolve()
    for parent in (start, *start.parents):
        for path, table in _tables(parent):
            return _config(str(path), table)
    return Config()


def _tables(folder: Path) -> Iterator[tuple[Path, Mapping[str, object]]]:
    own = folder / "promptkit.toml"
    if own.is_file():
        yield own, _read(own)
    project = folder / "pyproject.toml"
    if project.is_file():
        tools = _read(project).get("tool", {})
        if isinstance(tools, Mapping) and "promptkit" in tools:
            yield project, _table(str(project), "tool.promptkit", tools["promptkit"])


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: broken TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; check its permissions") from error


def _config(path: str, table: Mapping[str, object]) -> Config:
    for key in table:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            raise UsageError(f"{path}: unknown key {key!r}; {f'did you mean {near[0]!r}?' if near else _known()}")
    target = table.get("target")
    if target is not None and not isinstance(target, str):
        raise UsageError(f"{path}: target must be a text such as 'kling-2.6', got {target!r}")
    rules = _table(path, "rules", table.get("rules", {}))
    options = {name: _table(path, f"rules.{name}", chosen) for name, chosen in rules.items()}
    config = Config(path, _names(path, "select", table), _names(path, "ignore", table), target, options)
    with _blamed_on(path):
        _check_names(config)
    return config


def _check_names(config: Config) -> None:
    """Also what no shot at hand would bring to light: a misspelt rule has no effect, and says nothing."""
    selected_rules(config.select, config.ignore)
    for name, chosen in config.rules.items():
        checked_options(find_rule(name), chosen)
    if config.target is not None:
        find_target(config.target)


@contextmanager
def _blamed_on(path: str) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def _names(path: str, key: str, table: Mapping[str, object]) -> tuple[str, ...]:
    names = table.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"{path}: {key} must be a list of rules or families such as ['motion'], got {names!r}")
    return tuple(names)


def _table(path: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UsageError(f"{path}: {key} must be a table, got {value!r}")
    return value


def _known() -> str:
    return f"known: {', '.join(KEYS)}"
