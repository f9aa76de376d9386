"""The MCP server, driven by the SDK's own client."""

import asyncio
import json
import sys

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from promptkit.mcp_server import make_server

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # the SDK's own pipes, closed at exit


def asked(tool, **arguments):
    """The answer of a tool, in process."""

    async def whole():
        async with Client(make_server()) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(whole())


def content(answer):
    assert not answer.is_error, answer
    return answer.structured_content


def test_every_tool_has_a_schema():
    """Names, descriptions and JSON schemas of arguments are there for the agent to read."""

    async def whole():
        async with Client(make_server()) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(whole())}
    assert set(tools) == {"lint", "rewrite", "scene", "explain_rule", "list_targets", "describe_target", "score"}
    assert all(tool.description for tool in tools.values())
    assert tools["lint"].input_schema["properties"]["prompt"]["maxLength"] == 20_000


def test_lint_answers_with_the_contract():
    """The document is that of `lint --format json`."""
    answer = content(asked("lint", prompt="The red dress is billowing, 8k", target="kling-2.6"))

    assert answer["schema"] == "promptkit.lint/1"
    assert {"uncaused-effect", "hype-words"} <= {finding["rule"] for finding in answer["shots"][0]["findings"]}


def test_rewrite_and_scene_answer():
    """A still prompt gets motion, and what moves can be asked for."""
    (made,) = content(asked("rewrite", prompt="A woman in a white dress standing on a beach."))["rewrites"]

    assert made["rewritten"] != made["original"]
    assert content(asked("scene", prompt=made["rewritten"]))["load"] >= 1


def test_rules_and_targets_are_explained():
    """Pages and dated facts come as they are."""
    assert "Why" in json.dumps(content(asked("explain_rule", name="uncaused-effect")))
    assert "kling-3.0" in json.dumps(content(asked("list_targets")))
    assert "duration" in content(asked("describe_target", name="kling-3.0"))


def test_a_mistake_is_an_answer_with_the_remedy():
    """An unknown name does not end the server: the agent is told what there is."""
    answer = asked("explain_rule", name="uncaused-efect")

    assert answer.is_error
    assert "did you mean uncaused-effect" in answer.content[0].text


def test_the_command_serves(tmp_path):
    """`promptkit mcp` speaks the protocol on its pipes."""

    async def whole():
        command = StdioServerParameters(command=sys.executable, args=["-m", "promptkit", "mcp"], cwd=str(tmp_path))
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("scene", {"prompt": "A dog runs."})

    assert asyncio.run(whole()).structured_content["load"] == 1
