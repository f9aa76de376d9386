"""The options of every command that takes shots: FILE... | - | --prompt TEXT, and what fills the gaps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from promptkit.cli._file_names import file_names
from promptkit.cli._say import say
from promptkit.errors import UsageError, is_too_long, too_long
from promptkit.plain_file import is_file
from promptkit.shot import Shot
from promptkit.target import find_target, target_names

if TYPE_CHECKING:
    from promptkit.config import Config
    from promptkit.shot import Document
    from promptkit.sources.exclude import Exclude
    from promptkit.sources.unread import Unread

FILLS = ("target", "duration", "mode", "negative")
MOST_NAMED = 3
"""Values of shots that a message names."""
F = TypeVar("F", bound=Callable[..., Any])
own_rules_option = click.option(
    "--rules",
    "rule_files",
    multiple=True,
    metavar="FILE",
    shell_complete=file_names,
    help="Rules of your own, as YAML; may be repeated.",
)


@dataclass(frozen=True)
class Asked:
    """What the command line asks to be read."""

    paths: tuple[str, ...] = ()
    prompt: str | None = None
    fill: dict[str, object] = field(default_factory=dict)
    """Values for what a shot leaves open."""
    on_line: Mapping[str, object] = field(default_factory=dict)
    """Those of them that the command line gives."""
    override: bool = False
    """Whether these outweigh what a shot gives itself."""
    exclude: "tuple[Exclude, ...]" = ()
    """What a search of folders leaves out."""
    force_exclude: bool = False
    """Whether the files that are named go through the same sieve."""


def shot_options(command: F) -> F:
    """Give a click command FILE..., --prompt, --exclude and what fills the gaps as one argument `asked`."""

    @wraps(command)
    def wrapped(
        *, files: tuple[str, ...], prompt: str | None, override: bool, exclude: tuple[str, ...], **others: Any
    ) -> Any:
        fill = {name: value for name in FILLS if (value := others.pop(name)) is not None}
        return command(asked=Asked(files, prompt, fill, fill, override, _excluded(exclude)), **others)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


@dataclass(frozen=True)
class Readable:
    """What could be read of what the command line names."""

    shots: list[Shot]
    documents: "tuple[Document, ...]" = ()
    """The files that they stand in."""
    unread: "tuple[Unread, ...]" = ()
    """What is wrong with the others."""


def read_asked(asked: Asked) -> Readable:
    """The shots that the command line names. A file that is broken keeps no other from being read.

    What authors should know of files that could be read goes to stderr.

    Raises:
        UsageError: nothing is named, or both files and --prompt, or the prompt is wrong.
    """
    from promptkit.sources.read import read_document, read_file, shot_from_text
    from promptkit.sources.remarks import remarks

    check_asked(asked)
    if asked.prompt is not None:
        return Readable([shot_from_text(asked.prompt, fill=asked.fill)])
    shots: list[Shot] = []
    documents: list[Document] = []
    wrong: list[Unread] = []
    for file in files_asked(asked):
        try:
            document = read_file(file, instead=", or give the text with --prompt")
            found = read_document(document, fill=asked.fill)
        except UsageError as error:
            wrong += _unread(file, error, asked)
            continue
        for remark in remarks(document, found):
            say(remark.placed(document))
        shots += found
        documents.append(document)
    if not asked.override:
        _say_kept(shots, asked.on_line)
    return Readable(shots, tuple(documents), tuple(wrong))


def _say_kept(shots: Sequence[Shot], given: Mapping[str, object]) -> None:
    """An option that shots answer with a value of their own must not seem to have been heeded."""
    for name, value in given.items():
        own = [theirs for shot in shots if (theirs := getattr(shot, name)) != value]
        if own:
            kinds = dict.fromkeys(f"{each:g}" if isinstance(each, float) else str(each) for each in own)
            listed = f"{', '.join([*kinds][:MOST_NAMED])}{', ...' if len(kinds) > MOST_NAMED else ''}"
            shots_keep = "1 shot gives its" if len(own) == 1 else f"{len(own)} shots give their"
            shown = f"{value:g}" if isinstance(value, float) else value
            say(
                f"{shots_keep} own {name} ({listed}) and keep{'s' * (len(own) == 1)} it; "
                f"--override puts {shown} in its place"
            )


def say_unread(unread: "Sequence[Unread]") -> int:
    """Say on stderr what could not be read, file by file; the exit code: 2, or 0 where all was read."""
    from promptkit.sources.unread import lines

    for line in lines(unread):
        say(line)
    return 2 if unread else 0


def files_asked(asked: Asked) -> list[str]:
    """The files that the command line names, and those of the folders."""
    from promptkit.sources.read import find_files

    return find_files(asked.paths, exclude=asked.exclude, force=asked.force_exclude)


def _unread(file: str, error: UsageError, asked: Asked) -> "Iterator[Unread]":
    """What is wrong with a file; of one that was found in a folder, and may hold no shots, also how to leave it out."""
    from promptkit.sources.exclude import pattern_of
    from promptkit.sources.read import holds_prompts
    from promptkit.sources.unread import unread_of

    *others, last = unread_of(file, error)
    yield from others
    if file not in asked.paths and is_file(file) and not holds_prompts(file):
        way = f'leave it out: exclude = ["{pattern_of(file)}"] in promptkit.toml, or --exclude'
        last = replace(last, message=f"{last.message}; if it holds no shots, {way}")
    yield last


def _excluded(patterns: tuple[str, ...]) -> "tuple[Exclude, ...]":
    if not patterns:
        return ()
    from promptkit.sources.exclude import Exclude

    return (Exclude(Path.cwd(), patterns),)


def with_config(
    asked: Asked, rule_files: Sequence[str] = (), *, settings: str | None = None, isolated: bool = False
) -> "tuple[Asked, Config]":
    """The command line, checked, filled and narrowed by the project's settings; and these settings.

    Args:
        asked: the command line.
        rule_files: files whose rules are added to the project's own.
        settings: the settings file to take, instead of the closest one.
        isolated: take no settings file at all.

    Raises:
        UsageError: as `check_asked`, or something in the settings file is wrong.
    """
    from promptkit.config import Config, find_config_of, read_config

    check_asked(asked)
    if isolated and settings:
        raise UsageError(f"both --isolated and --config {settings} are given; leave one out")
    if isolated or settings:
        config = Config() if settings is None else read_config(Path(settings))
    else:
        config, closer = find_config_of(asked.paths)
        for path in closer:
            instead = f"{config.path} is" if config.path else "files of other folders are read too"
            say(f"{path} is not in force: {instead}; run promptkit in its folder, or name it with --config")
    config = config.with_rule_files(rule_files)
    fill = {**config.fill, **(_instead(asked.fill) if asked.override else asked.fill)}
    return replace(asked, fill=fill, exclude=(*asked.exclude, *config.excluded)), config


def _instead(fill: Mapping[str, object]) -> dict[str, object]:
    from promptkit.sources.check import Instead

    return {name: Instead(value) for name, value in fill.items()}


def check_asked(asked: Asked) -> None:
    """Refuse a command line that names nothing, or two things at once.

    Raises:
        UsageError: no input, both kinds of input, or a value that cannot be.
    """
    if asked.prompt is None and not asked.paths:
        raise UsageError("nothing to read; give a FILE, - for stdin, or --prompt TEXT")
    if asked.prompt is not None and asked.paths:
        raise UsageError(f"both --prompt and {asked.paths[0]!r} are given; leave one out")
    if long := next(filter(is_too_long, asked.paths), None):
        raise too_long(long, "a prompt goes behind --prompt")
    if asked.override and not asked.on_line:
        raise UsageError(f"--override says which options win over the shots; give one: --{', --'.join(FILLS)}")
    if asked.prompt is not None and not asked.prompt.strip():
        raise UsageError("--prompt is empty; write what the clip is to show")
    seconds = asked.fill.get("duration")
    if isinstance(seconds, float) and not 0 < seconds < float("inf"):
        raise UsageError(f"--duration must be a number of seconds above 0, got {seconds:g}")


def _target(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """A video model by the name that shots have it by, however it was spelt."""
    return None if given is None else find_target(given).full_name


def _seconds(_context: click.Context, _option: click.Parameter, given: str | None) -> float | None:
    """A length as people write it: 5, 2.5, 5s."""
    from promptkit.sources.keys import seconds_of

    if given is None:
        return None
    seconds = seconds_of(given)
    try:
        return (
            float(given) if seconds is None else seconds
        )  # -1 and nan are numbers, and refused with the others that cannot be
    except ValueError as error:
        raise UsageError(f"--duration must be a number of seconds, such as 5, got {given.strip()!r}") from error


_OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.argument("files", nargs=-1, metavar="[FILE|FOLDER|-]...", shell_complete=file_names),
    click.option("--prompt", metavar="TEXT", help="Take this text instead of files."),
    click.option(
        "--target",
        callback=_target,
        metavar="NAME",
        help="Video model of shots that name none, such as kling-2.6.",
        shell_complete=lambda _ctx, _param, typed: [name for name in target_names() if name.startswith(typed)],
    ),
    click.option("--duration", callback=_seconds, metavar="SECONDS", help="Clip length of shots that give none."),
    click.option("--mode", metavar="NAME", help="Mode of shots that give none, such as std or pro."),
    click.option(
        "--negative", metavar="TEXT", help="Negative of shots that have none: bare terms, such as 'blur, text'."
    ),
    click.option("--override", is_flag=True, help="Let these four options outweigh what shots give themselves."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Files or folders that a search leaves out."),
)
