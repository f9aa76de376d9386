"""One decode of a clip, watched by every observer that is needed; what they saw is kept on disk."""

import logging
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from promptkit import observations
from promptkit.clip import Clip, open_clip
from promptkit.decode import Decoded, frames
from promptkit.errors import PromptkitError
from promptkit.metric import NotApplicable
from promptkit.nets.perceptual import WEIGHTLESS
from promptkit.nets.weights import backbone_hashes
from promptkit.observer import Chunk, Observer, Stream
from promptkit.plan import BACKBONE_FIELDS, Plan, decoder

DECODE_VERSION = 1
"""Part of every cache key: bump when decoding gives other pixels or time stamps."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why something could not be seen or measured."""

    why: str
    is_applicable: bool
    """False when the question has no answer for this clip."""


@dataclass(frozen=True)
class _Ended:
    """An observer has come to its observation."""

    observation: Any


def guarded(what: str, clip: Clip, call: Callable[[], T]) -> T | Failure:
    """What the call gives, or why it failed: the one place where any exception is caught.

    One network's trouble must not cost the other scores. Errors raised on purpose carry reason and remedy in their
    message; others are defects, and leave their traceback in the log.
    """
    try:
        return call()
    except NotApplicable as error:
        return Failure(why=str(error), is_applicable=False)
    except PromptkitError as error:
        return Failure(why=str(error), is_applicable=True)
    except Exception as error:  # noqa: BLE001  (see above)
        _log.exception("%s failed on %s", what, clip.path)
        return Failure(why=f"{what} failed: {type(error).__name__}: {error}", is_applicable=True)


def observe(clip: Clip, how: Plan) -> tuple[Decoded, dict[str, Any]]:
    """What the observers of a plan see in a clip, each an observation or a `Failure`, by observer name.

    From the cache where it is there, the rest by one decode.

    Raises:
        ClipError: no frame of the span can be decoded.
    """
    decoded_at = observations.entry({"decode": DECODE_VERSION} | _of_clip(clip, how))
    entries = {o.name: guarded(f"observer {o.name}", clip, partial(_entry, o, clip, how)) for o in how.observers}
    seen: dict[str, Any] = {name: entry for name, entry in entries.items() if isinstance(entry, Failure)}
    decoded = observations.load(decoded_at, Decoded) if how.cache else None
    if how.cache:
        for observer in how.observers:
            entry = entries[observer.name]
            kept = None if isinstance(entry, Failure) else observations.load(entry, observer.observation)
            seen |= {} if kept is None else {observer.name: kept}
    missing = [observer for observer in how.observers if observer.name not in seen]
    if decoded is not None and not missing:
        return decoded, seen
    decoded, fresh = _watch(clip, how, missing)
    if how.cache:
        observations.save(decoded_at, decoded)
        for name, observation in fresh.items():
            entry = entries[name]
            if not isinstance(entry, Failure) and not isinstance(observation, Failure):
                observations.save(entry, observation)
    return decoded, seen | fresh


def _watch(clip: Clip, how: Plan, observers: Iterable[Observer]) -> tuple[Decoded, dict[str, Any]]:
    stream = Stream(
        probe=clip.probe, device=how.device, perceptual=how.perceptual, face=how.face, references=how.references,
        semantic=how.semantic, prompt=how.prompt, reference_video=how.followed,
        order=how.order if any("order" in observer.depends_on for observer in observers) else {},
    )  # fmt: skip
    watching = {observer.name: observer.watch(stream) for observer in observers}
    seen: dict[str, Any] = {}

    def send(chunk: Chunk | None) -> None:
        """Observers that end, well or badly, watch no more."""
        for name in tuple(watching):
            outcome = guarded(f"observer {name}", clip, partial(_step, watching[name], chunk))
            if outcome is not None:
                seen[name] = outcome.observation if isinstance(outcome, _Ended) else outcome
                del watching[name]

    send(None)
    chunks = frames(clip, from_s=how.from_s, until_s=how.until_s)
    while True:
        try:
            chunk = next(chunks)
        except StopIteration as end:
            decoded: Decoded = end.value
            break
        send(chunk)
        del chunk  # lets go of its memory before the next one is decoded
    send(None)
    unended = {name: Failure(why=f"observer {name} did not end: a defect", is_applicable=True) for name in watching}
    return decoded, seen | unended


def _step(watching: Generator[None, Chunk | None, Any], chunk: Chunk | None) -> _Ended | None:
    try:
        watching.send(chunk)
    except StopIteration as end:
        return _Ended(end.value)
    return None


def _of_clip(clip: Clip, how: Plan) -> dict[str, object]:
    return {"clip": clip.sha256, "from_s": how.from_s or 0.0, "until_s": how.until_s, "decoder": decoder()}


def _entry(observer: Observer, clip: Clip, how: Plan) -> Path:
    """The cache file of an observation: named by everything that changes it.

    Raises:
        WeightsError: the weights of its backbone are absent or wrong.
        ClipError: the reference video cannot be read.
    """
    key = {"observer": observer.name, "version": observer.version, "decoded": DECODE_VERSION} | _of_clip(clip, how)
    for name in observer.depends_on:
        value = _content(name, how)
        key[name] = value
        if name in BACKBONE_FIELDS:
            key |= {f"{name} weights": backbone_hashes(value), "device": how.device}
    key["libraries"] = {name: _version(name) for name in _libraries(observer, how)}
    return observations.entry(key)


def _content(name: str, how: Plan) -> Any:
    """What a setting amounts to; files count by their content."""
    if name == "references":
        return how.reference_hashes
    if name == "reference_video":
        return open_clip(how.followed).sha256 if how.followed else ""
    return getattr(how, name)


def _libraries(observer: Observer, how: Plan) -> Iterable[str]:
    """The packages that compute an observation: another version of them may give other numbers."""
    backbones = how.backbones([observer]).values()
    yield from ("numpy", "opencv-python-headless")
    if "dlib" in backbones:
        yield "dlib-bin"
    if not {*backbones} <= {WEIGHTLESS, "sface", "arcface"}:  # these run without torch
        yield "torch"


@cache
def _version(package: str) -> str | None:
    """None where it is installed under another name, or not at all, which the observer then says."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
