"""A suite: what a study makes and measures, written down once (`evals/*.yaml`).

    name: variants
    shots: [../datasets/shots.yaml]      # prompts, or `clips` in each variant
    variants:
      raw: {}
      rewritten: { rewrite: true }
    durations: [5, 10, 2x5]              # 2x5: two clips of 5 s, chained
    seeds: [1, 2]
    provider: simulator                  # or { folder: "clips/{arm}/{case}.mp4" }, or { command: [...] }
    metrics: [lpips_drift, flicker, motion]
    perceptual: tiny                     # pinned: a study never mixes backbones
    limits: { flicker: { max: 1.0 } }
    compare: [raw, rewritten]
    baseline: ../reports/variants-baseline.json

An arm is one variant with one target and one length; its cases are the shots, times seeds and repeats. Arms are paired
by case, and cases of one prompt (its seeds and repeats) are one cluster.
"""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Literal, TypeVar

from promptkit.errors import UnknownName, UsageError
from promptkit.fix import fix_shot
from promptkit.lint import selected_rules
from promptkit.rewrite import rewrite_shot
from promptkit.run import case_ids
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_shots
from promptkit.sources.template import expand
from promptkit.suite_file import PINNED, Limits, Provider, SuiteFile, Variant, read_file
from promptkit.target import find_target
from promptkit.verdict import listed

A = TypeVar("A")
MOST_CASES = 100_000
_CHAIN = re.compile(r"(?P<parts>[1-9]\d?)x(?P<seconds>\d+(\.\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One clip of a study."""

    id: str
    prompt_id: str
    """The prompt that it is of: cases that share it are one cluster."""
    shot: Shot | None = None
    """None where the clip was not ordered by us."""
    clip: Path | None = None
    """Where the file is, for clips that are there."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One variant with one target and one length."""

    name: str
    variant: Variant
    parts: int
    """Clips that are chained into one."""
    cases: tuple[Case, ...]


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A suite with all its arms and cases."""

    path: Path
    name: str
    arms: tuple[Arm, ...]
    provider: Provider | None
    measured: Mapping[str, Any]
    """Arguments of `promptkit.plan.plan`: metrics, backbones, references, until when."""
    margins: Mapping[str, float]
    limits: Mapping[str, Limits]
    allow: Mapping[str, Sequence[str]]
    compare: tuple[str, str] | None
    baseline: Path | None
    inconclusive: Literal["fail", "pass"]

    @property
    def sha256(self) -> str:
        """Hash of everything that decides what is made and measured."""
        chained = {arm.name: arm.parts for arm in self.arms if arm.parts > 1}
        told = {
            "arms": {arm.name: [(case.id, _told(case, self.path.parent)) for case in arm.cases] for arm in self.arms},
            "flaws": {arm.name: arm.variant.flaws for arm in self.arms},
            **({"parts": chained} if chained else {}),
            "provider": self.provider.model_dump() if self.provider else None,
            "measured": {**self.measured, "references": None},
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def arm(self, name: str) -> Arm:
        """The arm called `name`; `UnknownName` otherwise."""
        for arm in self.arms:
            if arm.name == name:
                return arm
        raise UnknownName("arm", name, [arm.name for arm in self.arms])


def read_suite(path: Path) -> Suite:
    """Read a suite with its prompts, rewrite what is to be rewritten, and list every case.

    Raises:
        UsageError: the file is no suite, names what is not there, or has no case; the message names the field.
    """
    file, folder = read_file(path), path.parent
    if file.provider is None and any(variant.clips is None for variant in file.variants.values()):
        raise UsageError(f"{path}: provider: nothing says where clips come from; write provider: simulator, or clips")
    for field in ("perceptual", "face"):
        if getattr(file, field) == "auto":
            raise UsageError(f"{path}: {field}: a suite pins its backbone; write {PINNED[field]}, or another name")
    arms = tuple(_arms(path, file))
    _refuse_twins(path, "arms", [arm.name for arm in arms])
    for arm in arms:
        _refuse_twins(path, f"cases in {arm.name}", [case.id for case in arm.cases])
    suite = Suite(
        path=path, name=file.name, arms=arms, provider=file.provider, measured=_measured(path, file),
        margins=file.margins, limits=file.limits, allow=file.allow,
        compare=(file.compare[0], file.compare[1]) if file.compare else None,
        baseline=Path(os.path.normpath(folder / file.baseline)) if file.baseline else None,
        inconclusive=file.inconclusive,
    )  # fmt: skip
    for name in suite.compare or ():
        _named(path, partial(suite.arm, name))
    return suite


def _refuse_twins(path: Path, what: str, names: Sequence[str]) -> None:
    """Two of one name would share a folder or a file; some file systems do not tell `Raw` from `raw`."""
    for name, times in Counter(map(str.casefold, names)).items():
        if times > 1:
            raise UsageError(f"{path}: {times} {what} are called {name!r}; rename all but one")


def _refuse_twin_shots(path: Path, shots: Sequence[Shot]) -> None:
    """As `_refuse_twins`, with the place of both: scores are known by the id of the shot."""
    first: dict[str, Shot] = {}
    for shot in shots:
        twin = first.setdefault(shot.id.casefold(), shot)
        if twin is not shot:
            places = [f"{each.origin.document.path}:{each.origin.line}" for each in (twin, shot) if each.origin]
            raise UsageError(f"{path}: shots: {listed(places)} are both called {shot.id!r}; rename one of them")


def _measured(path: Path, file: SuiteFile) -> Mapping[str, Any]:
    return {
        "metrics": tuple(file.metrics),
        "backbone": file.perceptual,
        "face": file.face,
        "references": tuple(str(path.parent / name) for name in file.references),
        "until_s": file.until,
    }


def _named(path: Path, find: Callable[[], A]) -> A:
    try:
        return find()
    except UnknownName as error:
        raise UsageError(f"{path}: {error}") from error


def _arms(path: Path, file: SuiteFile) -> Iterator[Arm]:
    shots = read_shots([path.parent / name for name in file.shots]) if file.shots else []
    _refuse_twin_shots(path, shots)
    targets: list[str | None] = [_named(path, partial(find_target, asked)).full_name for asked in file.targets] or [
        None
    ]
    lengths: list[tuple[int, float | None]] = [_length(path, each) for each in file.durations] or [(1, None)]
    for (name, variant), target, (parts, seconds) in product(file.variants.items(), targets, lengths):
        if variant.clips is not None:
            if target is None and seconds is None:
                yield Arm(name=name, variant=variant, parts=1, cases=tuple(_there(path, variant.clips)))
                continue
            raise UsageError(f"{path}: variants.{name}.clips: clips that are there have neither targets nor durations")
        if not shots:
            raise UsageError(
                f"{path}: shots: no prompts are named; list files, such as shots: [../datasets/shots.yaml]"
            )
        ends = ([target] if len(targets) > 1 and target else []) + (
            [f"{parts}x{seconds:g}s" if parts > 1 else f"{seconds:g}s"] if len(lengths) > 1 and seconds else []
        )
        ordered = [replace(shot, target=target or shot.target, duration=seconds or shot.duration) for shot in shots]
        cases = tuple(_cases(file, [_varied(path, variant, shot) for shot in ordered]))
        if len(cases) > MOST_CASES:
            raise UsageError(f"{path}: {len(cases)} cases in one arm; {MOST_CASES} are the most")
        yield Arm(name="-".join([name, *ends]), variant=variant, parts=parts, cases=cases)


def _length(path: Path, given: float | str) -> tuple[int, float | None]:
    chain = _CHAIN.fullmatch(str(given))
    parts, seconds = (int(chain["parts"]), float(chain["seconds"])) if chain else (1, given)
    if not isinstance(seconds, int | float) or not 0 < seconds < float("inf"):
        raise UsageError(f"{path}: durations: {given!r} is no length; write seconds, or a chain such as 2x5")
    return parts, float(seconds)


def _there(path: Path, pattern: str) -> Iterator[Case]:
    try:
        found = sorted(path.parent.glob(pattern))
    except (NotImplementedError, ValueError) as error:
        raise UsageError(f"{path}: clips: {pattern!r}: {error}; patterns count from the suite's folder") from error
    if not found:
        raise UsageError(f"{path}: clips: no file fits {pattern!r}; patterns count from the suite's folder")
    for clip, name in case_ids(found).items():
        yield Case(id=name, prompt_id=name, clip=clip)


def _cases(file: SuiteFile, shots: Sequence[Shot]) -> Iterator[Case]:
    """Every shot, times seeds and repeats."""
    seeds: list[int | None] = [*file.seeds] or [None]
    for shot, seed, repeat in product(shots, seeds, range(file.repeats)):
        end = ("" if seed is None else f"~s{seed}") + (f"~r{repeat + 1}" if file.repeats > 1 else "")
        own = seed if file.repeats == 1 else (seed or 0) * 1000 + repeat
        yield Case(id=f"{shot.id}{end}", prompt_id=shot.id, shot=replace(shot, seed=shot.seed if own is None else own))


def _varied(path: Path, variant: Variant, shot: Shot) -> Shot:
    """The shot as one variant asks for it."""
    if variant.prompt is not None:
        values = {**shot.vars, **variant.vars, "prompt": shot.prompt}
        versions = list(expand(Document(str(path), variant.prompt), variant.prompt, None, values))
        if len(versions) != 1 or versions[0].unresolved:
            missing = ", ".join(one.name for one in versions[0].unresolved) or "a list"
            raise UsageError(
                f"{path}: variants: the template {variant.prompt!r} needs one value for each of: {missing}"
            )
        shot = replace(shot, prompt=versions[0].prompt)
    if not shot.is_resolved:
        names = ", ".join(sorted({one.name for one in shot.unresolved}))
        raise UsageError(f"{path}: shot {shot.id}: its template lacks {names}; give it under vars")
    if variant.negative is not None:
        shot = replace(shot, negative=variant.negative)
    if variant.fix:
        shot = fix_shot(shot, selected_rules(), unsafe=variant.fix == "unsafe").shot
    return rewrite_shot(shot)[0].shot if variant.rewrite else shot


def _told(case: Case, folder: Path) -> list[object]:
    """What decides the clip of a case; the same from wherever the suite is read."""
    shot = case.shot
    if shot is None:
        return [os.path.relpath(case.clip, folder).replace(os.sep, "/")] if case.clip else []
    return [shot.prompt, shot.negative, shot.target, shot.duration, shot.mode, shot.seed]
