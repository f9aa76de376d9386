"""`promptkit lsp`: the language server, on standard input and output."""

import click

from promptkit.errors import MissingExtra


@click.command("lsp")
def command() -> None:
    """Serve an editor: findings while you type, fixes, rule pages and what moves.

    Point the editor's LSP client at `promptkit lsp`, for .yaml, .jsonl, .csv, .txt, .prompt and .py files.
    """
    from importlib.util import find_spec

    if find_spec("pygls") is None:
        raise MissingExtra("lsp", "promptkit lsp", "pygls")
    from promptkit.lsp.server import make_server

    make_server().start_io()
