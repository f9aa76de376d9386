"""`%%prompt`: the text of a cell as a prompt. `%load_ext promptkit` brings it; only this file knows IPython."""

import shlex

import click
from IPython.core.error import UsageError as MagicError
from IPython.core.interactiveshell import InteractiveShell

from promptkit import api
from promptkit.errors import PromptkitError
from promptkit.notebook.shown import Drawn, Shown

_LINE = click.Command(
    "%%prompt",
    add_help_option=False,
    params=[
        click.Option(["--target"]),
        click.Option(["--duration"], type=float),
        click.Option(["--negative"]),
        click.Option(["--into"]),
    ],
)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What `%load_ext promptkit` calls."""

    def magic(line: str, cell: str) -> Shown[Drawn]:
        found, made = prompt(line, cell)
        shell.user_ns.update(made)
        return found

    magic.__doc__ = prompt.__doc__
    shell.magics_manager.register_function(magic, "cell", "prompt")


def prompt(line: str, cell: str) -> tuple[Shown[Drawn], dict[str, str]]:
    """Lint the text of a cell as one prompt; what is shown, and the variables that were asked for.

        %%prompt --target kling-3.0 --duration 5 --negative "blur, noise" --into better

    Args:
        line: what stands behind `%%prompt`: --target NAME, --duration SECONDS, --negative TEXT; with --into NAME the
            prompt is rewritten too, and its text put into the variable NAME.
        cell: the prompt.

    Raises:
        MagicError: an option, a target or a name that cannot be, or an empty cell; IPython shows it as one line.
    """
    try:
        asked = _LINE.make_context("%%prompt", shlex.split(line)).params
    except (click.UsageError, ValueError) as error:
        told = error.format_message() if isinstance(error, click.UsageError) else str(error)
        raise MagicError(f"%%prompt: {told}") from error
    name, text = asked.pop("into"), cell.strip()
    if not text:
        raise MagicError("%%prompt: the cell is empty; write below it what the clip is to show")
    if name is not None and not name.isidentifier():
        raise MagicError(f"%%prompt: --into needs the name of a variable, got {name!r}")
    try:
        linted = api.lint(text, **asked)
        rewritten = api.rewrite(text, **asked) if name else []
    except PromptkitError as error:
        raise MagicError(f"%%prompt: {error}") from error
    return Shown([*linted, *rewritten]), {name: rewritten[0].shot.prompt} if name else {}
