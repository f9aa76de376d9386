"""What a suite file may say: every key with its meaning, and where the wrong ones stand.

`promptkit keys --suite` is made of the models here: the text below a field is its meaning, its example is tried.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from promptkit.errors import UnknownName, UsageError
from promptkit.metric import find_metric
from promptkit.sources.read import read_documents
from promptkit.sources.yaml_node import compose, plain_value
from promptkit.suite_trouble import place_of, plainly

PINNED = {"perceptual": "tiny", "face": "dlib"}
"""What a suite uses that names no backbone: those that need no weights beyond the package index."""
IN_FOLDER = ("arm", "case", "shot", "seed")
IN_COMMAND = ("prompt", "negative", "seconds", "seed", "output", "target")
"""What stands in braces in the patterns of a provider."""
_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
OF_METRICS = ("limits", "margins", "allow")
"""Tables whose keys are metrics: those that the suite scores."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_listed)]


def _such_as(example: str, default: object = None) -> Any:
    """A key that may be left out."""
    return Field(default=default, examples=[example])


def _table(example: str) -> Any:
    return Field(default_factory=dict, examples=[example])


def _list(example: str) -> Any:
    return Field(default_factory=list, examples=[example])


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)


class Limits(_Strict):
    """Bounds for the mean over prompts, in the metric's unit; for every clip where a metric counts faults."""

    min: float | None = _such_as("0.9")
    """the mean over prompts, or any clip's count, may not be less; in the unit that `promptkit metric NAME` says"""
    max: float | None = _such_as("0.05")
    """the mean over prompts, or any clip's count, may not be more; `promptkit metric NAME` says what is a count"""

    @model_validator(mode="after")
    def _can_fail(self) -> "Limits":
        if self.min is None and self.max is None:
            raise ValueError("needs 'min' or 'max'")
        return self


class Variant(_Strict):
    """What is done to every shot of one side of a study."""

    rewrite: bool = _such_as("true", default=False)
    """put in motion with its cause, as `promptkit rewrite` does"""
    fix: Literal["safe", "unsafe"] | None = _such_as("safe")
    """make the fixes of `promptkit lint`: the safe ones, or all"""
    prompt: str | None = _such_as('"{{ prompt }}, handheld"')
    """a template over prompt and vars, put in the prompt's place"""
    vars: dict[str, Any] = _table("{ lens: 35mm }")
    """values for that template"""
    negative: str | None = _such_as('"blur, text"')
    """in place of the negative of the shots"""
    flaws: dict[str, float] = _table("{ flicker: 0.05 }")
    """for the simulator: what goes wrong in its clips, and how much"""
    clips: str | None = _such_as('"old/*.mp4"')
    """clips that are there, by pattern from the suite's folder, instead of shots"""


class Provider(_Strict):
    """Where clips come from: one of its fields."""

    simulator: bool = _such_as("true", default=False)
    """render simple scenery, which reads nothing of a prompt: to try a suite out"""
    folder: str | None = _such_as('"clips/{arm}/{case}.mp4"')
    """clips that are there, by a path with {arm}, {case}, {shot}, {seed}; it counts from the suite's folder"""
    command: list[str] | None = _such_as('[python, make.py, "{prompt}", "{output}"]')
    """a program that makes a clip: arguments with {prompt}, {negative}, {seconds}, {seed}, {target}, {output}"""
    width: int = _such_as("320", default=480)
    """of simulated clips, pixels"""
    height: int = _such_as("180", default=270)
    """of simulated clips, pixels"""

    @model_validator(mode="after")
    def _is_one(self) -> "Provider":
        if sum((self.simulator, self.folder is not None, self.command is not None)) != 1:
            raise ValueError("needs one of 'simulator: true', 'folder' or 'command'")
        for pattern, known in ((self.folder, IN_FOLDER), *((part, IN_COMMAND) for part in self.command or ())):
            try:
                (pattern or "").format_map(dict.fromkeys(known, ""))
            except (KeyError, ValueError, AttributeError, IndexError) as error:
                names = ", ".join(f"{{{name}}}" for name in known)
                raise ValueError(f"{pattern!r}: {error}; the names are {names}, and {{{{ }}}} for a brace") from error
        return self


class SuiteFile(_Strict):
    """Every key of a suite."""

    name: Annotated[str, Field(pattern=_NAME, examples=["variants"])]
    """what the run's folder is called"""
    shots: Names = _list("[shots.yaml]")
    """files of prompts; paths count from the suite's folder"""
    variants: Annotated[
        dict[Annotated[str, Field(pattern=_NAME)], Variant],
        Field(min_length=1, examples=["{ raw: {}, rewritten: { rewrite: true } }"]),
    ]
    """the sides of the study by name: what is done to every shot; {} for nothing"""
    targets: Names = _list("[kling-3.0]")
    """video models to order from, in place of the shots' own: an arm each"""
    durations: list[float | str] = _list("[5, 2x5]")
    """lengths in seconds, in place of the shots' own: an arm each; 2x5 is two clips of 5 s, chained"""
    seeds: list[int] = _list("[1, 2]")
    """each shot is made once with each"""
    repeats: Annotated[int, Field(ge=1, le=1000)] = _such_as("3", default=1)
    """how often each shot and seed is made"""
    provider: Annotated[Provider, BeforeValidator(lambda v: {v: True} if isinstance(v, str) else v)] | None = _such_as(
        "simulator"
    )
    """where clips come from; not needed where all variants have clips"""
    metrics: Annotated[list[str], Field(min_length=1, examples=["[lpips_drift, flicker, motion]"])]
    """what is measured; `promptkit metric` lists them"""
    perceptual: str = _such_as("alex", default=PINNED["perceptual"])
    """the network behind the perceptual metrics: alex, vgg, squeeze, tiny or msssim"""
    face: str = _such_as("mobilefacenet", default=PINNED["face"])
    """the network behind identity: mobilefacenet, dlib, sface or arcface"""
    references: Names = _list("[who.png]")
    """images that show who should be seen"""
    until: float | None = _such_as("5")
    """score the clips up to this second"""
    margins: dict[str, Annotated[float, Field(ge=0)]] = _table("{ flicker: 0.02 }")
    """by metric, the smallest difference that matters, instead of the metric's own"""
    limits: dict[str, Limits] = _table("{ motion: { min: 0.01 } }")
    """by metric, what `promptkit gate` lets pass"""
    allow: dict[str, list[Literal["not_applicable", "failed"]]] = _table("{ identity: [not_applicable] }")
    """by metric, scores without a value that the gate lets pass"""
    compare: Annotated[list[str], Field(min_length=2, max_length=2)] | None = _such_as("[raw, rewritten]")
    """the two arms that the study is about, the baseline first"""
    baseline: str | None = _such_as("baseline.json")
    """the file that `promptkit gate --write-baseline` wrote; the gate asks whether anything is worse"""
    inconclusive: Literal["fail", "pass"] = _such_as("pass", default="fail")
    """what the gate does where neither is sure"""


def read_file(path: Path) -> SuiteFile:
    """Read a suite file.

    Raises:
        UsageError: it is no suite, a key or a value is wrong, or it names a metric that there is not or that it does
            not score; the message names the place.
    """
    [document] = read_documents([path])
    source = compose(document)
    given = plain_value(source, source.root) if source.root is not None else None
    if not isinstance(given, dict):
        raise UsageError(f"{path}: a suite is a table with name, variants and metrics")
    try:
        file = SuiteFile.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{place_of(source, first['loc'])}: {plainly(first, SuiteFile)}") from error
    for where, name in _metrics_in(file):
        try:
            find_metric(name)
        except UnknownName as error:
            raise UsageError(f"{place_of(source, where)}: {error}") from error
        if name not in file.metrics:
            raise UsageError(
                f"{place_of(source, where)}: {where[0]}: {name} is not among the metrics of the suite; add it there"
            )
    return file


def _metrics_in(file: SuiteFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name of a metric, and where it stands."""
    yield from ((("metrics", number), name) for number, name in enumerate(file.metrics))
    for table in OF_METRICS:
        yield from (((table, name), name) for name in getattr(file, table))
