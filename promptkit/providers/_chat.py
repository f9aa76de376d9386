"""A language model that rewrites prompts, over any OpenAI-compatible endpoint (`POST {endpoint}/chat/completions`).

What it answers is a proposal: `promptkit.rewrite` lets it through its gate or reverts it. Answers are kept on disk by
what was asked, so that a second run costs nothing and says the same.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from promptkit.cache import cache_folder, whole_file
from promptkit.errors import ProviderError, UsageError
from promptkit.providers._http import post_json, shown
from promptkit.rule import Finding
from promptkit.shot import Shot

ENDPOINT = "https://api.openai.com/v1"
KEY_VARIABLES = ("PROMPTKIT_MODEL_KEY", "OPENAI_API_KEY")
VERSION = 1
"""Of the instructions; part of the cache key."""
INSTRUCTIONS = """\
You edit prompts for video generators. Each prompt gets motion with a physical cause, and loses nothing.
Keep every word of the prompt that carries meaning: each thing, person, number, quotation, name, camera
instruction and style word, in its spelling. Add only how things that are named already move, and what
physically makes them move in that place: wind, water, a step, gravity, breath, heat. Add no person, no
animal, no new object in the foreground, no camera move, no praise ("stunning", "8k"), no mood. Keep
language, voice and tense. Keep it short: one added clause for each thing that moves. Mend what the
findings name. Answer with a JSON object {"prompts": [...]} that holds as many different rewrites as
asked for; they differ in what moves."""


@dataclass(frozen=True, kw_only=True)
class LanguageModel:
    """Proposes rewrites of a prompt."""

    model: str
    endpoint: str = ENDPOINT
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    tries: int = 4

    def __call__(self, shot: Shot, findings: Sequence[Finding], count: int) -> list[str]:
        """Up to `count` rewrites of the shot's prompt, as the model wrote them.

        Raises:
            UsageError: the endpoint is no address, or would carry the key in the clear.
            MissingExtra: httpx is not installed.
            ProviderError: the endpoint refused, kept failing, or answered something else than asked for.
        """
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": _question(shot, findings, count)},
            ],
        }
        name = hashlib.sha256(json.dumps([VERSION, self.endpoint, body]).encode()).hexdigest()
        path = cache_folder() / "chat" / f"{name}.json"
        if kept := _kept(path):
            return kept
        parts = urlsplit(self.endpoint)
        url = parts._replace(path=f"{parts.path.rstrip('/')}/chat/completions").geturl()
        answer = post_json(url, body, key=self.key, timeout_s=self.timeout_s, tries=self.tries)
        prompts = _prompts(answer, shown(self.endpoint))[:count]
        with whole_file(path) as file:
            file.write(json.dumps(prompts).encode())
        return prompts


def language_model(
    model: str, *, endpoint: str | None = None, environment: Mapping[str, str] | None = None
) -> LanguageModel:
    """The model of that name; endpoint and key from the environment where they are not given.

    OpenAI's key goes to OpenAI's endpoint and to the one that the environment names, to no other.

    Raises:
        UsageError: the public endpoint is meant, and no key is set.
    """
    known = os.environ if environment is None else environment
    where = endpoint or known.get("OPENAI_BASE_URL") or ENDPOINT
    variables = KEY_VARIABLES if where in (ENDPOINT, known.get("OPENAI_BASE_URL")) else KEY_VARIABLES[:1]
    key = next((known[name] for name in variables if known.get(name)), None)
    if where == ENDPOINT and key is None:
        raise UsageError(f"{ENDPOINT} wants a key: set {' or '.join(KEY_VARIABLES)}, or name another --endpoint")
    return LanguageModel(model=model, endpoint=where, key=key)


def _question(shot: Shot, findings: Sequence[Finding], count: int) -> str:
    asked = {
        "prompt": shot.prompt,
        "seconds": shot.duration,
        "findings": [f"{finding.rule}: {finding.message}" for finding in findings],
        "rewrites": count,
    }
    return json.dumps(asked, ensure_ascii=False)


def _kept(path: Path) -> list[str]:
    """The answer in the cache; none where there is none, or a damaged one."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return kept if isinstance(kept, list) and all(isinstance(prompt, str) for prompt in kept) else []


def _prompts(answer: Any, endpoint: str) -> list[str]:
    """The rewrites in a chat completion; models like to put fences or words around their JSON."""
    try:
        content = answer["choices"][0]["message"]["content"]
        found = json.loads(content[content.index("{") : content.rindex("}") + 1])["prompts"]
        prompts = [prompt.strip() for prompt in found if prompt.strip()] if isinstance(found, list) else []
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        prompts = []
    if not prompts:
        said = json.dumps(answer, ensure_ascii=False)[:200]
        raise ProviderError(f'{endpoint}: the model did not answer with {{"prompts": [...]}}: {said}', retryable=True)
    return prompts
