"""Tools for agents over the Model Context Protocol: lint, scene, rewrite, targets, rules, score.

Answers are the documents that the commands print with `--format json`, so that a program reads one shape everywhere.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from promptkit import __version__
from promptkit.api import lint as run_lint
from promptkit.api import rewrite as run_rewrite
from promptkit.api import scene as read_scene
from promptkit.api import score as run_score
from promptkit.cli.rewrite import SCHEMA as REWRITE
from promptkit.cli.rewrite import as_json as rewrite_json
from promptkit.cli.scene import as_json as scene_json
from promptkit.errors import PromptkitError
from promptkit.formats._json import lint_json
from promptkit.metric import Score
from promptkit.rule import find_rule
from promptkit.shot import Shot
from promptkit.target import find_target, target_names

T = TypeVar("T")
Prompt = Annotated[str, Field(description="The prompt of one video clip.", min_length=1, max_length=20_000)]
Target = Annotated[str | None, Field(description="Video model, such as kling-3.0; see list_targets.")]
Seconds = Annotated[float | None, Field(description="Length of the clip in seconds.", gt=0)]
Negative = Annotated[str | None, Field(description="Negative prompt: bare terms, comma separated.")]
INSTRUCTIONS = (
    "Lint a video prompt before it is sent to a model; apply the fixes, or ask for a rewrite that adds motion with a "
    "physical cause and keeps everything that was asked for. After the clip is made, score it."
)


def make_server() -> MCPServer:
    """The server with its tools; `.run("stdio")` serves."""
    server = MCPServer("promptkit", version=__version__, instructions=INSTRUCTIONS)
    for tool in (lint, rewrite, scene, explain_rule, list_targets, describe_target, score):
        server.tool()(_told(tool))
    return server


def _told(tool: Callable[..., T]) -> Callable[..., T]:
    """The tool, whose mistakes the agent is told with their remedy."""

    @wraps(tool)
    def guarded(*args: Any, **kwargs: Any) -> T:
        try:
            return tool(*args, **kwargs)
        except PromptkitError as error:
            raise ToolError(str(error)) from error

    return guarded


def lint(prompt: Prompt, target: Target = None, duration: Seconds = None, negative: Negative = None) -> dict[str, Any]:
    """What will go wrong with a video prompt: findings with places, reasons and fixes (`promptkit.lint/1`)."""
    return lint_json(run_lint(prompt, target=target, duration=duration, negative=negative))


def rewrite(
    prompt: Prompt,
    target: Target = None,
    duration: Seconds = None,
    negative: Negative = None,
    variants: Annotated[int, Field(description="How many different rewrites.", ge=1, le=10)] = 1,
) -> dict[str, Any]:
    """A prompt with motion and its physical cause put in and nothing lost, or the reason why it was left alone."""
    made = run_rewrite(prompt, n=variants, target=target, duration=duration, negative=negative)
    return {"schema": REWRITE, "rewrites": [rewrite_json(one) for one in made]}


def scene(prompt: Prompt) -> dict[str, Any]:
    """What a prompt asks to move: elements with role, motion and cause, camera moves, number of beats."""
    return scene_json(Shot(id="prompt", prompt=prompt), read_scene(prompt))


def explain_rule(
    name: Annotated[str, Field(description="A rule, such as uncaused-effect or CAU001.")],
) -> dict[str, str]:
    """The page of a rule: its name and code, why, a bad and a good example, the fix, references."""
    rule = find_rule(name)
    return {"name": rule.name, "code": rule.code, **rule.page}


def list_targets() -> list[dict[str, str]]:
    """The video models whose limits are known."""
    found = ((name, find_target(name)) for name in target_names())
    return [{"name": name, "title": each.title, "status": each.status} for name, each in found]


def describe_target(name: Annotated[str, Field(description="A target, such as kling-3.0.")]) -> dict[str, Any]:
    """What one video model accepts, with sources and dates."""
    facts: Mapping[str, Any] = json.loads(json.dumps(asdict(find_target(name)), default=str))
    return dict(facts)


def score(
    clips: Annotated[Sequence[str], Field(description="Paths of video files on this machine.", min_length=1)],
    metrics: Annotated[Sequence[str], Field(description="Names of metrics; all when empty.")] = (),
) -> list[dict[str, Any]]:
    """Measure clips: each metric with value, unit, status and, where there is no value, the reason."""
    return [
        {
            "clip": str(Path(one.clip.path)),
            "seconds": one.duration_s,
            "scores": {name: _score(each) for name, each in one.scores.items()},
        }
        for one in run_score(list(clips), metrics=metrics)
    ]


def _score(score: Score) -> dict[str, Any]:
    return {name: getattr(score, name) for name in ("status", "value", "unit", "better", "why")}
