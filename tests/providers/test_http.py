"""JSON over HTTP: what is retried, what is not, and what a message must not hold."""

import sys

import pytest
from made_service import serving

from promptkit.errors import MissingExtra, ProviderError, UsageError
from promptkit.providers._http import LONGEST_PAUSE_S, post_json

pytest.importorskip("httpx")
OK = (200, {}, {"ok": True})


@pytest.fixture
def pauses():
    """Seconds that would have been waited."""
    return []


def test_the_answer_is_given_back(pauses):
    """One request, with the body as JSON and the key as a bearer token."""
    with serving(OK) as (address, service):
        assert post_json(f"{address}/x", {"a": "é"}, key="secret", sleep=pauses.append) == {"ok": True}

    ((path, headers, body),) = service.asked
    assert (path, headers["authorization"], body) == ("/x", "Bearer secret", {"a": "é"})
    assert pauses == []


def test_what_passes_is_tried_again_with_growing_pauses(pauses):
    """Overload and server errors."""
    with serving((429, {}, {}), (503, {}, {}), (500, {}, {}), OK) as (address, service):
        assert post_json(address, {}, sleep=pauses.append) == {"ok": True}

    assert len(service.asked) == 4
    assert pauses == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(("asked", "expected"), [("3", 3.0), ("900", LONGEST_PAUSE_S), ("soon", 0.5)])
def test_the_server_may_name_the_pause(pauses, asked, expected):
    """In seconds, up to a bound; nonsense is passed over."""
    with serving((429, {"retry-after": asked}, {}), OK) as (address, _):
        post_json(address, {}, sleep=pauses.append)

    assert pauses == [expected]


def test_the_server_may_name_a_time(pauses):
    """One that is past means at once."""
    with serving((503, {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, {}), OK) as (address, _):
        post_json(address, {}, sleep=pauses.append)

    assert pauses == [0.0]


def test_after_the_last_try_the_reason_is_said(pauses):
    """It may pass later, and the message says where, what and why, without the query of the address."""
    busy = (503, {"x-request-id": "r7"}, {"error": "busy"})
    with serving(busy) as (address, service), pytest.raises(ProviderError) as error:
        post_json(f"{address}/x?token=hidden", {}, key="secret", tries=3, sleep=pauses.append)

    assert len(service.asked) == 3
    assert error.value.retryable
    assert error.value.request_id == "r7"
    assert str(error.value) == f'{address}/x: 503 Service Unavailable: {{"error": "busy"}}'


def test_a_refusal_is_final(pauses):
    """A wrong key is not tried twice, and not repeated in the message."""
    with serving((401, {}, {"error": "wrong key secret"})) as (address, service), pytest.raises(ProviderError) as error:
        post_json(address, {}, key="secret", sleep=pauses.append)

    assert len(service.asked) == 1
    assert not error.value.retryable
    assert "wrong key ***" in str(error.value)
    assert error.value.status == 401


def test_blanks_around_a_key_are_cut_and_others_refused(pauses):
    """As copied from a file; the message does not show it."""
    with serving(OK) as (address, service):
        post_json(address, {}, key=" secret\r\n", sleep=pauses.append)
    assert service.asked[0][1]["authorization"] == "Bearer secret"
    with pytest.raises(UsageError, match="characters that no key has") as error:
        post_json(address, {}, key="se\ncret")
    assert "cret" not in str(error.value)


def test_secrets_in_an_address_are_not_shown(pauses):
    """User, password and query."""
    with pytest.raises(ProviderError) as error:
        post_json("http://user:hidden@127.0.0.1:9/v1?key=hidden", {}, tries=1, sleep=pauses.append)
    assert "hidden" not in str(error.value)


def test_no_server_is_a_passing_failure(pauses):
    """Nobody listens there."""
    with serving(OK) as (address, _):
        pass
    with pytest.raises(ProviderError) as error:
        post_json(address, {}, tries=2, sleep=pauses.append)

    assert error.value.retryable
    assert len(pauses) == 1


def test_an_answer_that_is_no_json_is_said(pauses):
    """With its first characters."""
    with serving((200, {}, b"<html>")) as (address, _), pytest.raises(ProviderError, match="no JSON: '<html>'"):
        post_json(address, {}, sleep=pauses.append)


@pytest.mark.parametrize("url", ["", "ftp://x", "api.example.com", "http://", "http://[x"])
def test_an_address_must_be_one(url):
    """Before anything is sent."""
    with pytest.raises(UsageError, match="no web address"):
        post_json(url, {})


def test_a_key_does_not_travel_in_the_clear():
    """Over plain http it goes to this machine only."""
    with pytest.raises(UsageError, match="the key would travel unencrypted") as error:
        post_json("http://example.com/v1", {}, key="secret")
    assert "secret" not in str(error.value)


@pytest.mark.usefixtures("from_nowhere")
def test_without_httpx_the_remedy_is_named(monkeypatch):
    """The extra to install."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match=r"run: pip install 'httpx\b"):
        post_json("http://localhost:9/", {})
