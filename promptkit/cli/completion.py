"""`promptkit completion`: what a shell needs to complete promptkit's commands, options and names."""

import click

from promptkit.errors import UsageError

SHELLS = ("bash", "zsh", "fish", "powershell")
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName promptkit -ScriptBlock {
    param($word, $line, $cursor)
    $env:_PROMPTKIT_COMPLETE = 'fish_complete'
    $env:COMP_WORDS = "$line".PadRight($cursor).Substring(0, $cursor)
    $env:COMP_CWORD = $word
    promptkit | ForEach-Object {
        $kind, $value = ($_ -split ',', 2)
        $value, $help = ($value -split "`t", 2)
        if ($kind -eq 'plain') {
            $tip = if ($help) { $help } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $tip)
        }
    }
    Remove-Item Env:_PROMPTKIT_COMPLETE, Env:COMP_WORDS, Env:COMP_CWORD
}"""
"""Click has no PowerShell of its own; its answers to fish are lines of a kind, a value and a help text."""


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, formats, targets, rules and metrics.

    \b
    bash  eval "$(promptkit completion bash)"      in ~/.bashrc
    zsh   eval "$(promptkit completion zsh)"       in ~/.zshrc, behind compinit
    fish  promptkit completion fish > ~/.config/fish/completions/promptkit.fish
    powershell  promptkit completion powershell | Out-String | Invoke-Expression      in $PROFILE
    """  # noqa: D301
    if shell == "powershell":
        click.echo(_POWERSHELL)
        return
    from click.shell_completion import get_completion_class

    from promptkit.cli import cli

    known = get_completion_class(shell)
    if known is None:
        raise UsageError(f"this version of click completes nothing in {shell}; install click 8.1 or newer")
    click.echo(known(cli, {}, "promptkit", "_PROMPTKIT_COMPLETE").source())
