"""The clip of a case: there already, rendered by the simulator, or made by a command."""

import hashlib
import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from promptkit.cache import write_json
from promptkit.errors import ClipError, ProviderError, UsageError, os_refusals
from promptkit.join import join_clips
from promptkit.shot import Shot
from promptkit.suite import Arm, Case, Suite
from promptkit.suite_file import Provider

COMMAND_TIMEOUT_S = 3600


def clip_of(suite: Suite, case: Case, folder: Path) -> Path:
    """The file of a case, made under `folder` (its arm's run) when it is not there or was ordered otherwise.

    Raises:
        ClipError: the provider has no such file.
        ProviderError: the provider failed.
    """
    if case.clip is not None:
        return case.clip
    arm, provider, shot = suite.arm(folder.name), suite.provider, case.shot
    if provider is None or shot is None:
        raise UsageError(f"{suite.path}: case {case.id}: nothing says where its clip comes from")
    if (there := place_of(suite, arm, case)) is not None:
        if not there.is_file():
            raise ClipError(there, "there is no such clip; make it, or mend the suite's folder pattern")
        return there
    path = folder / "clips" / f"{_file_name(case.id)}.mp4"
    ordered = order_of(arm, shot, provider)
    note = path.with_suffix(".json")
    if path.is_file() and is_as_ordered(path, ordered):
        return path
    note.unlink(missing_ok=True)  # from here on the clip is nobody's until the note is there again
    make = _by_command if provider.command is not None else _by_simulator
    if arm.parts == 1:
        make(suite, arm, shot, path)
    else:
        pieces = [path.with_name(f".{path.stem}.part{number}.mp4") for number in range(1, arm.parts + 1)]
        for number, piece in enumerate(pieces):
            make(suite, arm, replace(shot, seed=(shot.seed or 0) * 100 + number), piece)
        join_clips(pieces, path)
    with os_refusals(note, remedy="check the room on the disk"):
        write_json(note, ordered)
    return path


def place_of(suite: Suite, arm: Arm, case: Case) -> Path | None:
    """Where a clip that we do not make has to be; None for one that we make."""
    if case.clip is not None:
        return case.clip
    if case.shot is None or suite.provider is None or suite.provider.folder is None:
        return None
    if ".." in PurePath(case.id).parts:
        raise UsageError(f"{suite.path}: case {case.id!r}: an id that names a file must not hold '..'; rename the shot")
    names = {"arm": arm.name, "case": case.id, "shot": case.prompt_id, "seed": case.shot.seed or 0}
    return suite.path.parent / suite.provider.folder.format_map(names)


def is_as_ordered(clip: Path, ordered: Mapping[str, Any]) -> bool:
    """Whether the note beside a clip says that it was made by this order; a note that cannot be read says nothing."""
    try:
        return bool(json.loads(clip.with_suffix(".json").read_text(encoding="utf-8")) == ordered)
    except (OSError, ValueError):
        return False


def order_of(arm: Arm, shot: Shot, provider: Provider) -> dict[str, Any]:
    """What decides a clip that is made here: the file beside it says so."""
    return {
        "prompt": shot.prompt, "negative": shot.negative, "target": shot.target, "duration": shot.duration,
        "seed": shot.seed, "mode": shot.mode, "parts": arm.parts, "flaws": arm.variant.flaws,
        "provider": provider.model_dump(),
    }  # fmt: skip


def _by_simulator(suite: Suite, arm: Arm, shot: Shot, path: Path) -> None:
    from promptkit.providers.simulator import Flaws, simulate  # noqa: PLC0415  (cv2)

    provider = suite.provider
    assert provider is not None  # the caller asked it
    try:
        flaws = Flaws(**arm.variant.flaws)
    except TypeError as error:
        raise UsageError(f"{suite.path}: variants.{arm.name}.flaws: {error}") from error
    simulate(shot, path, flaws=flaws, width=provider.width, height=provider.height)


def _by_command(suite: Suite, arm: Arm, shot: Shot, path: Path) -> None:  # noqa: ARG001  (a maker's arguments)
    assert suite.provider is not None  # the caller asked it
    values = {
        "prompt": shot.prompt, "negative": shot.negative or "", "seconds": shot.duration or "", "seed": shot.seed or 0,
        "output": str(path), "target": shot.target or "",
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # what stands there was ordered otherwise, or was never finished
    arguments = [part.format_map(values) for part in suite.provider.command or ()]
    try:
        done = subprocess.run(  # noqa: S603  (the suite's own command, no shell)
            arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=COMMAND_TIMEOUT_S, check=False,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:  # ValueError: a zero byte in an argument
        raise ProviderError(f"{arguments[0]}: {error}") from error
    if done.returncode or not path.is_file():
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise ProviderError(f"{arguments[0]} ended with {done.returncode} and made no {path.name}: {last[0]}")


def _file_name(case: str) -> str:
    """A name that every file system takes; two cases never share one."""
    plain = re.sub(r"[^A-Za-z0-9._~-]", "_", case)[:80]
    return plain if plain == case else f"{plain}-{hashlib.sha256(case.encode()).hexdigest()[:8]}"
