"""Observations on disk: small files of arrays, found again by everything that their numbers depend on.

A file is the sha256 of the rest, 32 bytes, and then numpy's `.npz`: a damaged one is known before it is read.
"""

import hashlib
import io
import json
import logging
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from promptkit.cache import cache_folder, whole_file

T = TypeVar("T")
FORMAT = 1
"""Layout of the files; part of every key."""
_PLAIN = "fields"
_DIGEST_BYTES = 32
_log = logging.getLogger(__name__)


def entry(depends_on: Mapping[str, object]) -> Path:
    """The file in which an observation is kept that depends on just these things (JSON values)."""
    key = json.dumps({"format": FORMAT, **depends_on}, sort_keys=True, allow_nan=False)
    name = hashlib.sha256(key.encode()).hexdigest()
    return cache_folder() / "observations" / name[:2] / f"{name}.obs"


def save(path: Path, observation: Any) -> None:
    """Write a frozen dataclass of arrays, numbers, strings, None, and tuples or dictionaries of those.

    The file appears whole or not at all. A cache that cannot be written to is said in the log and lived without.

    Raises:
        TypeError: a field holds something else.
    """
    arrays: dict[str, NDArray[Any]] = {}
    plain = {f.name: _pack(getattr(observation, f.name), f.name, arrays) for f in fields(observation)}
    arrays[_PLAIN] = np.frombuffer(json.dumps(plain).encode(), np.uint8)
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # mypy takes ** for allow_pickle as well
    try:
        with whole_file(path) as file:
            file.write(hashlib.sha256(packed.getbuffer()).digest())
            file.write(packed.getbuffer())
    except OSError as error:
        _log.warning("observations cannot be kept in %s (%s); the next scoring will decode again", path.parent, error)


def load(path: Path, kind: type[T]) -> T | None:
    """The observation in a file; None when there is none, or when it is damaged, which the log then says."""
    if not path.is_file():
        return None
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[_DIGEST_BYTES:]).digest() != data[:_DIGEST_BYTES]:
            raise ValueError("its bytes are not those that were written")  # noqa: TRY301  (one way out)
        with np.load(io.BytesIO(data[_DIGEST_BYTES:]), allow_pickle=False) as arrays:
            plain = json.loads(arrays[_PLAIN].tobytes().decode())
            return kind(**{name: _unpack(value, arrays) for name, value in plain.items()})
    except (OSError, ValueError, TypeError) as error:
        _log.warning("the cached observation %s is of no use (%s); measuring again", path, error)
        return None


def _pack(value: Any, name: str, arrays: dict[str, NDArray[Any]]) -> Any:
    """A JSON value; arrays are put aside under their names."""
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError(f"{name} is an array of Python objects; keep numbers or strings")
        arrays[f"{name}."] = value  # the dot keeps clear of the parameters of numpy's own savez
        return {"array": f"{name}."}
    if isinstance(value, tuple):
        return {"tuple": [_pack(item, f"{name}.{index}", arrays) for index, item in enumerate(value)]}
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError(f"{name} has keys that are no strings")
        return {"dict": {key: _pack(item, f"{name}.{key}", arrays) for key, item in value.items()}}
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, str | int | float):
        return value
    advice = "; make it a tuple of its fields" if is_dataclass(value) else ""
    raise TypeError(f"{name} is a {type(value).__name__}, which cannot be kept{advice}")


def _unpack(value: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    if not isinstance(value, dict):
        return value
    ((form, content),) = value.items()
    if form == "array":
        return arrays[content]
    if form == "tuple":
        return tuple(_unpack(item, arrays) for item in content)
    return {key: _unpack(item, arrays) for key, item in content.items()}
