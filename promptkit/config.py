"""Project settings: `[tool.promptkit]` of the closest pyproject.toml, or the closest promptkit.toml."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from promptkit.errors import UnknownName, UsageError, is_too_long, too_long, tried
from promptkit.lint import by_name, selected_rules
from promptkit.plain_file import is_folder, is_named, read_plain, real_path
from promptkit.rule import FAMILIES, Rule, canonical, rules_with, unknown_rule
from promptkit.rule_options import checked_options
from promptkit.sources.exclude import Exclude, below, fits_below, fixed_part
from promptkit.sources.read import decoded, read_documents
from promptkit.target import find_target
from promptkit.toml_place import line_of
from promptkit.toml_trouble import broken

KEYS = (
    "select", "extend-select", "ignore", "per-file-ignores", "exclude", "target", "negative", "baseline", "rules",
    "rule-files", "extend", "preview",
)  # fmt: skip


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
    own: tuple[Rule, ...] = ()
    """The project's own rules, from its rule files."""
    extend_select: tuple[str, ...] = ()
    """Rules or families to run besides `select`."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of paths → rules or families that say nothing of those files."""
    baseline: str | None = None
    """File of the findings that the project lives with."""
    preview: bool = False
    """Run the rules that are on trial too."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders that a search leaves out, from the folder of the settings."""
    negative: str | None = None
    """Negative prompt of shots that have none."""
    files: tuple[str, ...] = field(default=(), compare=False)
    """Every file that these settings were read from: their own, those they build on, and rule files."""

    @property
    def fill(self) -> dict[str, object]:
        """Values for what a shot leaves open."""
        given = {"target": self.target, "negative": self.negative}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def excluded(self) -> tuple[Exclude, ...]:
        """What a search of folders leaves out."""
        return (Exclude(real_path(self.path).parent, self.exclude),) if self.path and self.exclude else ()

    def chosen(self, select: Sequence[str] = (), extend: Sequence[str] = ()) -> tuple[str, ...]:
        """What is selected, by these settings and by what is given beside them: `select` counts instead of theirs."""
        return (*(select or self.select or FAMILIES), *self.extend_select, *extend)

    def speaking_of(self, path: str, rules: Sequence[Rule]) -> Sequence[Rule]:
        """Those of the rules that say something of a file."""
        ignored = self.ignored_in(path)
        return [rule for rule in rules if not {rule.name, rule.family} & ignored] if ignored else rules

    def ignored_in(self, path: str) -> frozenset[str]:
        """Names of rules and families that say nothing of a file. Patterns count from the folder of the settings."""
        if self.path is None or not self.per_file_ignores:
            return frozenset()
        inside = below(Path(self.path).parent, real_path(path))
        found = (names for pattern, names in self.per_file_ignores.items() if fits_below(inside, pattern))
        return frozenset(canonical(name) for names in found for name in names)

    def idle_ignores(self, folders: Iterable[Path], files: Iterable[Path]) -> Iterator[str]:
        """What to say of the patterns of `per-file-ignores` that fit none of the files of these folders.

        Args:
            folders: what was searched; a pattern is held against it only where all that it may fit lies there.
            files: what was found there.
        """
        if self.path is None or not self.per_file_ignores:
            return
        home = real_path(self.path).parent
        searched = [*map(real_path, folders)]
        inside = [below(home, real_path(file)) for file in files]
        known = {each for file in inside for one in (file, *file.parents) for each in (one.as_posix(), one.name)}
        for pattern in self.per_file_ignores:
            within = home / fixed_part(pattern)
            if any(map(within.is_relative_to, searched)) and not any(fits_below(each, pattern) for each in inside):
                near = get_close_matches(pattern.rstrip("/*"), known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else "check the path, or take it out"
                yield f"{line_of(self.path, pattern)}: per-file-ignores: {pattern!r} fits no file that was read; {hint}"

    def with_rule_files(self, paths: Sequence[str]) -> "Config":
        """The same with the rules of these files too.

        Raises:
            UsageError: a file cannot be read or holds no rules, or two rules share a name.
        """
        return replace(self, own=_own_rules(paths, self.own), files=(*self.files, *paths))


def find_config(folder: Path | None = None) -> Config:
    """The settings that hold in a folder (the current one): of itself or the closest folder above that has some.

    Raises:
        UsageError: the file is no TOML, has an unknown key or a value of the wrong type, or names a rule, an option or
            a target that does not exist; the message names the file.
    """
    closest = _closest(folder or Path.cwd())
    return _config(str(closest[0]), closest[1]) if closest else Config()


def find_config_of(paths: Iterable[str]) -> tuple[Config, list[str]]:
    """The settings that hold for files and folders: of the current folder, for all alike.

    Where it has none, nor any folder above it, they are the closest ones above the folder that holds all paths. So what
    is said of a file in a repository with settings does not depend on which others are named beside it.

    Returns:
        The settings, and the files of others that are closer to some of the paths, which do not count.

    Raises:
        UsageError: as `find_config`.
    """
    named = [Path(path) for path in paths if path != "-"]
    folders = {real_path(path if is_folder(path) else path.parent) for path in named}
    config = find_config()
    if config.path is None and folders:
        config = find_config(_common(folders))
    closest = {str(found[0]) for folder in folders if (found := _closest(folder))}
    return config, sorted(closest - {config.path})


def _common(folders: Iterable[Path]) -> Path | None:
    try:
        return Path(os.path.commonpath([*folders]))
    except ValueError:  # on two drives
        return None


def _closest(folder: Path) -> tuple[Path, Mapping[str, object]] | None:
    """The settings file of a folder or the closest one above it, and what stands in it."""
    for path in places(folder):
        if is_named(path) and (table := _settings_at(path)) is not None:
            return path, table
    return None


def places(folder: Path) -> list[Path]:
    """Where the settings of a folder may stand, in the order in which they count."""
    start = real_path(folder)
    return [parent / name for parent in (start, *start.parents) for name in ("promptkit.toml", "pyproject.toml")]


def named_in(path: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Every file on which settings depend that may be out of order: what they extend, rule files and baselines."""
    try:
        table = _settings_in(Path(path))
        yield from _rule_files(path, table)
        yield from filter(None, [_baseline(path, table)])
    except UsageError:
        return
    if isinstance(other := table.get("extend"), str) and path not in above:
        yield (file := str(real_path(real_path(path).parent / other)))
        yield from named_in(file, (*above, path))


def read_config(path: Path) -> Config:
    """The settings in one file, whatever it is called.

    Raises:
        UsageError: there is no such file, or what `find_config` raises.
    """
    if is_too_long(str(path)):
        raise too_long(path)
    if not is_named(path):
        raise UsageError(f"{path}: there is no such settings file; check the path")
    return _config(str(path), _settings_in(path))


def _settings_at(path: Path) -> Mapping[str, object] | None:
    """The settings in a file of one of the two names; None in a pyproject.toml that has none."""
    found = _read(path)
    if path.name != "pyproject.toml":
        return found
    tools = found.get("tool", {})
    if not (isinstance(tools, Mapping) and "promptkit" in tools):
        return None
    return _table(str(path), "tool.promptkit", tools["promptkit"])


def _read(path: Path) -> Mapping[str, object]:
    text = ""
    try:
        text = decoded(read_plain(path), str(path))
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(broken(str(path), text, error)) from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; check the path and its permissions") from error


def _config(path: str, table: Mapping[str, object], extended: tuple[str, ...] = ()) -> Config:
    tried(partial(_check_key, path), table)
    target = table.get("target")
    if target is not None and not isinstance(target, str):
        raise UsageError(f"{line_of(path, 'target')}: target must be a text such as 'kling-2.6', got {target!r}")
    base = _extended(path, table, extended)
    rules = _table(path, "rules", table.get("rules", {}))
    tables = {name: _table(path, f"rules.{name}", chosen) for name, chosen in rules.items()}
    with _blamed_on(path):
        options = by_name(tables)
    ignores = _table(path, "per-file-ignores", table.get("per-file-ignores", {}))
    config = Config(
        path,
        _names(path, "select", table) if "select" in table else base.select,
        _names(path, "ignore", table) if "ignore" in table else base.ignore,
        target or base.target,
        {**base.rules, **options},
        base.own,
        (*base.extend_select, *_names(path, "extend-select", table)),
        {**base.per_file_ignores, **{pattern: _names(path, pattern, ignores) for pattern in ignores}},
        _baseline(path, table) or base.baseline,
        _preview(path, table, base.preview),
        _patterns(path, table) if "exclude" in table else base.exclude,
        _negative(path, table) or base.negative,
        (*base.files, path),
    )
    with _blamed_on(path):
        config = config.with_rule_files([*_rule_files(path, table)])
    _check_names(path, config)
    return config


def _check_key(path: str, key: str) -> None:
    if key in KEYS:
        return
    where = line_of(path, key)
    if key == "tool" and Path(path).name != "pyproject.toml":
        name = Path(path).name
        raise UsageError(
            f"{where}: unknown key 'tool'; in {name} leave out [tool.promptkit], and write [rules.NAME] "
            "for [tool.promptkit.rules.NAME]: those are for pyproject.toml"
        )
    near = get_close_matches(key, KEYS, n=1)
    raise UsageError(f"{where}: unknown key {key!r}; {f'did you mean {near[0]!r}?' if near else _known()}")


def _extended(path: str, table: Mapping[str, object], extended: tuple[str, ...]) -> Config:
    """The settings that these build on: `extend = "../promptkit.toml"`. Tables are joined, lists replaced."""
    other = table.get("extend")
    if other is None:
        return Config()
    if not isinstance(other, str):
        raise UsageError(f"{line_of(path, 'extend')}: extend must be a file such as '../promptkit.toml', got {other!r}")
    file = real_path(real_path(path).parent / other)
    if str(file) in extended:
        raise UsageError(f"{line_of(path, 'extend')}: extend: {other} leads back to itself; take one link out")
    if not is_named(file):
        raise UsageError(f"{line_of(path, 'extend')}: extend: {file}: there is no such file; check the path")
    return _config(str(file), _settings_in(file), (*extended, str(real_path(path)), str(file)))


def _settings_in(file: Path) -> Mapping[str, object]:
    """The table of a file that was named: in a pyproject.toml it is `[tool.promptkit]`."""
    found = _read(file)
    if file.name != "pyproject.toml":
        return found
    return _table(str(file), "tool.promptkit", _table(str(file), "tool", found.get("tool", {})).get("promptkit", {}))


def _baseline(path: str, table: Mapping[str, object]) -> str | None:
    given = table.get("baseline")
    if given is not None and not isinstance(given, str):
        raise UsageError(
            f"{line_of(path, 'baseline')}: baseline must be a file such as 'promptkit-baseline.json', got {given!r}"
        )
    return None if given is None else str(real_path(path).parent / given)


def _negative(path: str, table: Mapping[str, object]) -> str | None:
    given = table.get("negative")
    if given is not None and not (isinstance(given, str) and given.strip()):
        raise UsageError(
            f"{line_of(path, 'negative')}: negative must be a text such as 'blur, flickering', got {given!r}"
        )
    return given


def _patterns(path: str, table: Mapping[str, object]) -> tuple[str, ...]:
    given = table["exclude"]
    if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
        raise UsageError(
            f"{line_of(path, 'exclude')}: exclude must be a list of patterns such as ['drafts', '*.csv'], got {given!r}"
        )
    return tuple(given)


def _preview(path: str, table: Mapping[str, object], inherited: bool) -> bool:
    given = table.get("preview", inherited)
    if not isinstance(given, bool):
        raise UsageError(f"{line_of(path, 'preview')}: preview must be true or false, got {given!r}")
    return given


def _rule_files(path: str, table: Mapping[str, object]) -> Iterator[str]:
    """Paths of the rule files; they lie in the folder of the settings or below it."""
    named = table.get("rule-files", [])
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise UsageError(f"rule-files must be a list of files such as ['rules/house.yaml'], got {named!r}")
    folder = real_path(path).parent
    for name in named:
        if not real_path(folder / name).is_relative_to(folder):
            raise UsageError(f"rule-files: {name!r} lies outside of {folder}; move it there")
        yield str(folder / name)


def _own_rules(paths: Sequence[str], known: Sequence[Rule]) -> tuple[Rule, ...]:
    found = {rule.name: rule for rule in known}
    if not paths:
        return tuple(known)
    from promptkit.own_rules import read_own_rules  # noqa: PLC0415 - a tenth of the start, and few have any

    for document in read_documents(paths, instead=": a file of rules, in YAML"):
        for rule in read_own_rules(document):
            if rule.name in found:
                raise UsageError(f"{document.path}: rule {rule.name!r} stands in another rule file too; rename one")
            found[rule.name] = rule
    return tuple(found.values())


def _check_names(path: str, config: Config) -> None:
    """Also what no shot at hand would bring to light: a misspelt rule has no effect, and says nothing."""
    silenced = [name for names in config.per_file_ignores.values() for name in names]
    ignored = (*config.ignore, *silenced)
    with _blamed_on(path):
        selected_rules((*config.select, *config.extend_select), ignored, config.own, preview=config.preview)
    rules = rules_with(config.own)
    for name, chosen in config.rules.items():
        with _blamed_on(path, name):
            if name not in rules:
                raise unknown_rule(name, rules)
            checked_options(rules[name], chosen)
    if config.target is not None:
        with _blamed_on(path):
            find_target(config.target)


@contextmanager
def _blamed_on(path: str, name: str = "") -> Iterator[None]:
    """Errors begin with the settings file, and the line of what they are about: `name`, or the one that is unknown."""
    try:
        yield
    except UsageError as error:
        about = error.name if isinstance(error, UnknownName) else name
        where = line_of(path, about) if about else path
        raise UsageError(f"{where}: {error}") from error


def _names(path: str, key: str, table: Mapping[str, object]) -> tuple[str, ...]:
    names = table.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(
            f"{line_of(path, key)}: {key} must be a list of rules or families such as ['motion'], got {names!r}"
        )
    return tuple(names)


def _table(path: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UsageError(f"{line_of(path, key)}: {key} must be a table, got {value!r}")
    return value


def _known() -> str:
    return f"known: {', '.join(KEYS)}"
