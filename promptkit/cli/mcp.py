"""`promptkit mcp`: tools for agents, on standard input and output."""

import click

from promptkit.errors import MissingExtra


@click.command("mcp")
def command() -> None:
    """Serve an agent over the Model Context Protocol: lint, rewrite, scene, rules, targets, score.

    Register the command `promptkit mcp` with the agent; it reads and writes nothing but what its tools are asked for.
    """
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise MissingExtra("mcp", "promptkit mcp", "the MCP SDK (mcp)")
    from promptkit.mcp_server import make_server

    make_server().run("stdio")
