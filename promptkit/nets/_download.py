"""A file from a pinned address: whole, of the promised hash, or not there at all."""

import hashlib
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from promptkit.cache import whole_file
from promptkit.errors import WeightsError

Progress = Callable[[int, int | None], None]
"""Called with bytes so far and bytes in all (None when the server does not say)."""
_TIMEOUT_S = 30.0
_BLOCK_BYTES = 2**18


def download(url: str, to: Path, *, sha256: str, progress: Progress | None = None) -> None:
    """Fetch `url` to the file `to`, which appears only when it is whole and its sha256 starts with `sha256`.

    Raises:
        WeightsError: no answer, an error answer, a broken transfer, another hash, or no room on disk.
    """
    try:
        with whole_file(to) as file:
            got = _receive(url, file.write, progress)
            if not got.startswith(sha256):
                raise WeightsError(
                    f"{url} gave a file that is not the promised one: sha256 should start with {sha256}, got {got}; "
                    f"nothing was kept; try again later, or put a good copy called {to.name} into PROMPTKIT_WEIGHTS"
                )
    except HTTPError as error:
        error.close()  # it holds the connection
        raise WeightsError(_cannot(url, f"the server answered {error.code} {error.reason}", to)) from error
    except URLError as error:
        raise WeightsError(_cannot(url, f"no answer ({error.reason})", to)) from error
    except (OSError, HTTPException) as error:
        raise WeightsError(_cannot(url, f"broken off ({error or type(error).__name__})", to)) from error


def _receive(url: str, write: Callable[[bytes], object], progress: Progress | None) -> str:
    """Pass the body on block by block; its sha256."""
    digest, done = hashlib.sha256(), 0
    with urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310  (addresses are pinned in the registry)
        length = answer.headers.get("Content-Length")
        total = int(length) if length and length.isdecimal() else None
        while block := answer.read(_BLOCK_BYTES):
            write(block)
            digest.update(block)
            done += len(block)
            if progress:
                progress(done, total)
    if total is not None and done != total:
        raise ConnectionError(f"{done} of {total} bytes came")
    return digest.hexdigest()


def _cannot(url: str, reason: str, to: Path) -> str:
    return f"cannot fetch {url}: {reason}; try again, or put the file {to.name} into the folder PROMPTKIT_WEIGHTS"
