"""JSON over HTTP with time limits and retries; the only importer of httpx.

Retried is what passes by itself: no connection, a time-out and the statuses of `PASSING`, with growing pauses or the
one that the server asks for (RFC 9110, 10.2.3). Keys travel in headers only, and never reach a message.
"""

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from promptkit.errors import MissingExtra, ProviderError, UsageError

if TYPE_CHECKING:
    import httpx

PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may succeed."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
SHOWN = 200
"""Characters of an answer that a message repeats."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def post_json(
    url: str,
    body: Mapping[str, object],
    *,
    key: str | None = None,
    timeout_s: float = 60.0,
    tries: int = 4,
    sleep: Callable[[float], None] = time.sleep,
) -> Any:
    """POST `body` as JSON and give back the JSON answer.

    Args:
        url: an http or https address.
        body: what to send.
        key: sent as a bearer token; only over https, or to this machine.
        timeout_s: seconds for connecting, and for each wait for data.
        tries: how often at most.
        sleep: waits that many seconds; for tests.

    Raises:
        UsageError: the address is none or would carry the key in the clear, or the key cannot be one.
        MissingExtra: httpx is not installed.
        ProviderError: refused, or failed `tries` times (`retryable`); the message names the address and the reason.
    """
    key = _checked(url, key)
    try:
        import httpx  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise MissingExtra("providers", "asking a service over HTTP", "httpx") from error
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    where = shown(url)
    failure = ProviderError(f"{where}: not tried", retryable=True)
    for attempt in range(tries):
        pause: float | None = None
        try:
            answer = httpx.post(url, json=body, headers=headers, timeout=timeout_s)
        except httpx.InvalidURL as error:
            raise UsageError(f"{where!r} is no web address: {error}") from error
        except httpx.RequestError as error:
            failure = ProviderError(f"{where}: {str(error) or type(error).__name__}", retryable=True)
        else:
            if answer.is_success:
                return _json(where, answer)
            failure = _refusal(where, answer, key)
            if not failure.retryable:
                break
            pause = _asked_pause(answer)
        if attempt + 1 < tries:
            sleep(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**attempt if pause is None else pause))
    raise failure


def shown(url: str) -> str:
    """An address without what may be secret in it: user, password and query."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _checked(url: str, key: str | None) -> str | None:
    """The key, less the blanks around it."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UsageError(f"that is no web address ({error}); give one such as https://api.example.com/v1") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{shown(url)!r} is no web address; give one such as https://api.example.com/v1")
    key = (key or "").strip() or None
    if key and not (key.isascii() and key.isprintable()):
        raise UsageError("the key holds characters that no key has; set it again, without line breaks or quotes")
    if key and parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise UsageError(f"{parts.hostname}: the key would travel unencrypted; use https, or a server on this machine")
    return key


def _json(where: str, answer: "httpx.Response") -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise ProviderError(f"{where}: the answer is no JSON: {answer.text[:SHOWN]!r}") from error


def _refusal(where: str, answer: "httpx.Response", key: str | None) -> ProviderError:
    said = " ".join(answer.text.split())
    said = (said.replace(key, "***") if key else said)[:SHOWN]
    return ProviderError(
        f"{where}: {answer.status_code} {answer.reason_phrase}{f': {said}' if said else ''}",
        retryable=answer.status_code in PASSING,
        request_id=answer.headers.get("x-request-id"),
        status=answer.status_code,
    )


def _asked_pause(answer: "httpx.Response") -> float | None:
    """Seconds that the server asks to wait: a number, or a date."""
    asked = answer.headers.get("retry-after", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
