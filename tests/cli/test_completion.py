"""`promptkit completion`: a shell that has read the script completes commands, options and names."""

import os
import re
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from promptkit.cli import COMMANDS, cli
from promptkit.cli.completion import SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_for_that_shell(shell):
    """Each shell's script asks promptkit in that shell's own way."""
    done = CliRunner().invoke(cli, ["completion", shell], catch_exceptions=False)

    assert done.exit_code == 0
    asked = " = 'fish_complete'" if shell == "powershell" else f"={shell}_complete"
    assert f"_PROMPTKIT_COMPLETE{asked}" in done.stdout


def test_powershell_gets_lines_that_its_script_can_read():
    """Asked as that script asks, promptkit answers with a kind, a comma, a value, a tab and a help text."""
    asked = {"_PROMPTKIT_COMPLETE": "fish_complete", "COMP_WORDS": "promptkit li", "COMP_CWORD": "li"}
    done = CliRunner(env=asked).invoke(cli, [], prog_name="promptkit", complete_var="_PROMPTKIT_COMPLETE")

    (line,) = done.stdout.splitlines()
    assert line.split("\t")[0] == "plain,lint"


def test_another_shell_is_refused():
    """A shell without a script is wrong use."""
    assert CliRunner().invoke(cli, ["completion", "tcsh"]).exit_code == 2


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["promptkit", "li"], {"lint"}),
        (["promptkit", "lint", "--format", "ju"], {"junit"}),
        (["promptkit", "lint", "--target", "kling-2.6"], {"kling-2.6", "kling-2.6-motion-control"}),
        (["promptkit", "rule", "hype"], {"hype-words"}),
        (["promptkit", "metric", "lpips_d"], {"lpips_drift"}),
    ],
)
def test_bash_completes(tmp_path, typed, offered):
    """A real bash that has read the script offers what fits."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    program = tmp_path / "promptkit"
    program.write_text(f"#!{sys.executable}\nfrom promptkit.cli import main\nmain()\n")
    program.chmod(0o755)
    script = (
        'eval "$(promptkit completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_promptkit_completion promptkit; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", script, "bash", *typed],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert set(done.stdout.split()) == offered


_OF_A_PATH = re.compile(r"\b(FILE|FOLDER|DIR|CLIP|IMAGE|VIDEO|RUN|SUITE)\b")
PATHS = [
    pytest.param(command, param, id=f"{name} {param.name}")
    for name, command in ((name, cli.get_command(click.Context(cli), name)) for name in COMMANDS)
    for param in command.params
    if (_OF_A_PATH.search(param.metavar or "") and "=" not in param.metavar) or isinstance(param.type, click.Path)
]


@pytest.mark.parametrize(("command", "param"), PATHS)
def test_whatever_takes_a_path_completes_file_names(command, param):
    """The shell is told to offer its files or folders."""
    (item,) = param.shell_complete(click.Context(command), "a")

    assert item.type in ("file", "dir")
