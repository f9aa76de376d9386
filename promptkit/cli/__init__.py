"""One file a command: parse, call one function, print.

Commands are imported when they are asked for, so that `promptkit --help` loads neither torch nor spaCy nor pandas.
"""

import errno
import gc
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from promptkit import __version__
from promptkit.cli._say import say
from promptkit.errors import PromptkitError, UnknownName, UsageError, is_too_long, too_long

_CLOSED = {errno.EACCES, errno.EPERM, errno.ELOOP}
"""What the file system may say of any path that a user names; it is no defect of ours."""
COMMANDS = {
    "init": "Begin a project with prompts, suites and a baseline.",
    "lint": "Find what will go wrong with a prompt, and fix it.",
    "rewrite": "Turn a static description into motion with cause and effect.",
    "scene": "Show what a prompt asks to move.",
    "rule": "Explain a rule.",
    "keys": "List all that a shot can say.",
    "lsp": "Serve an editor: findings, fixes and rule pages while you type.",
    "mcp": "Serve an agent: lint, rewrite, scene and score as tools.",
    "targets": "Show what each video model accepts.",
    "score": "Measure clips: drift, flicker, identity, motion.",
    "metric": "Explain a metric.",
    "run": "Make and score the clips of a suite.",
    "merge": "Put the parts of a run together.",
    "gate": "Judge a run by its suite's limits and its baseline.",
    "compare": "Say whether one set of clips is better than another.",
    "lengths": "Say what length does to clips: drift by lag, equal exposure, seams of chains.",
    "report": "Write one HTML page from scored runs.",
    "view": "Look at scored runs in the browser.",
    "export": "Write the scores of a run as a table.",
    "calibrate": "Measure how much scores change when nothing did.",
    "weights": "List, fetch and locate network weights.",
    "completion": "Print the script that lets a shell complete commands, options and names.",
    "demo": "See the whole story on bundled prompts and simulated clips.",
}
"""Name → one line; the module `promptkit.cli.NAME` holds a click command called `command`."""

OTHER_WAYS = {
    "--explain": "To explain a rule: promptkit rule NAME",
    "--watch": "To lint again whenever a file changes: promptkit lint --watch FILE",
    "--fix": "To fix files: promptkit lint --fix FILE",
    "--diff": "To see fixes as a patch: promptkit lint --fix --diff FILE",
}
"""Option that is looked for in vain → what does it instead."""


OTHER_NAMES = {
    "watch": "promptkit lint --watch",
    "fix": "promptkit lint --fix",
    "check": "promptkit lint",
    "explain": "promptkit rule",
    "rules": "promptkit rule",
    "models": "promptkit targets",
}
"""Command that is looked for in vain → what does it."""


class _Lazy(click.Group):
    """A group whose commands are modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"promptkit.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; of one that there is not, the nearest."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            if is_too_long(args[0]):
                raise too_long(args[0], "a prompt goes behind lint --prompt")
            if Path(args[0]).exists():
                raise UsageError(f"unknown command {args[0]!r}; to lint it: promptkit lint {args[0]}")
            near = get_close_matches(args[0].lower(), [*OTHER_NAMES, *COMMANDS], n=1)
            if near and near[0] in OTHER_NAMES:
                raise UsageError(f"unknown command {args[0]!r}; did you mean {OTHER_NAMES[near[0]]}?")
            raise UnknownName("command", args[0], COMMANDS, else_say="see promptkit --help")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="promptkit")
def cli() -> None:
    """Lint and rewrite prompts for AI video; score and compare the clips that come back."""


def main() -> None:
    """Run the command line; every error raised on purpose is a line on stderr and exit code 2."""
    # Torch's threads spin while they wait for each other. On a machine that has other work to do, as CI machines have,
    # LPIPS of 216 frames on two cores took 18.5 s of processor time spinning and 6.4 s waiting.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # Nor do two threads help numpy's small products: on two busy cores 400 prompts took 11.3 s, with one thread 5.7 s.
    # Idle cores save 13 % by the second; two processes save more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(50_000)  # looking for cycles takes a tenth of the time of a command that lives for a second
    try:
        code = cli.main(standalone_mode=False)
    except PromptkitError as error:
        _refuse(str(error))
    except click.ClickException as error:
        if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # it says the help; from click 8.2
            error.show()
            sys.exit(2)
        _refuse(_told(error))
    except OSError as error:
        if error.errno in _CLOSED and error.filename:
            _refuse(f"{error.filename}: {error.strerror}; check the path and its permissions")
        if error.errno != errno.ENAMETOOLONG:
            raise
        _refuse(str(too_long(error.filename)))
    except click.Abort:  # 1 would say that there are findings
        say("stopped")
        sys.exit(130)
    sys.exit(code or 0)


def _refuse(reason: str) -> NoReturn:
    say(reason)
    sys.exit(2)


def _of_number(error: click.ClickException) -> str | None:
    """What is wrong with an option that takes a number, in plain words; None of any other."""
    param = error.param if isinstance(error, click.BadParameter) else None
    if param is None or not isinstance(param.type, click.types.IntParamType | click.types.FloatParamType):
        return None
    kind = "a whole number" if isinstance(param.type, click.types.IntParamType) else "a number"
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    between = "" if least is None else f" from {least} up" if most is None else f" from {least} to {most}"
    got = error.message.partition(" is not ")[0]
    return f"{'/'.join(param.opts)} must be {kind}{between}, got {got}"


def _told(error: click.ClickException) -> str:
    """What click found wrong with the options, as our own errors are told, with where all of them stand."""
    told = _of_number(error) or error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.NoSuchOption) and (way := OTHER_WAYS.get(error.option_name)):
        return f"{told} {way}"
    return told if context is None or told.endswith("?") else f"{told.rstrip('.')}; see {context.command_path} --help"
