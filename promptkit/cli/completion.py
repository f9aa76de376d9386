"""`promptkit completion`: what a shell needs to complete promptkit's commands, options and names."""

import click

from promptkit.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, formats, targets and rules.

    \b
    bash  eval "$(promptkit completion bash)"      in ~/.bashrc
    zsh   eval "$(promptkit completion zsh)"       in ~/.zshrc, behind compinit
    fish  promptkit completion fish > ~/.config/fish/completions/promptkit.fish
    """  # noqa: D301
    from click.shell_completion import get_completion_class

    from promptkit.cli import cli

    known = get_completion_class(shell)
    if known is None:
        raise UsageError(f"this version of click completes nothing in {shell}; install click 8.1 or newer")
    click.echo(known(cli, {}, "promptkit", "_PROMPTKIT_COMPLETE").source())
