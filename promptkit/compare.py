"""Compare two runs: pair their scores by case, average the pairs of each prompt, judge by the rule of `verdict`.

A prompt is what chance draws: its seeds and repeats share what is hard about it. So the pairs of one prompt become one
difference, and intervals, p-values and sizes are over prompts. A case that names no prompt stands for itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit import stats
from promptkit.adjust import Adjusted, adjusted
from promptkit.conclusion import Conclusion, conclude
from promptkit.entry import BACKBONE_OPTIONS, Entry, Settings, differences
from promptkit.errors import UnknownName, UsageError
from promptkit.flags import STILL, flags_of
from promptkit.metric import all_metrics, unit_of
from promptkit.nets.weights import BACKBONES
from promptkit.observer import find_observer
from promptkit.power import minimum_detectable, prompts_needed
from promptkit.run import Run, refuse_empty
from promptkit.verdict import Compared, LeftOut, Overall, Pair, judge, listed, withhold

SCHEMA = "promptkit.compare/1"
MUST_AGREE = (
    "metrics", "perceptual", "face", "semantic", "weights", "from_s", "until_s", "references", "reference_video",
)  # fmt: skip
"""The settings without which numbers do not compare, as far as the common metrics depend on them; device and decoder
may differ."""
STANDS = 0.1
"""Share of a clip's time from which a flag of stillness takes it out of the pairs: what is left could not hide more
than a tenth of a difference. Shorter freezes count in `frozen`."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Run B against run A, the baseline."""

    a: Run
    b: Run
    conclusion: Conclusion
    cautions: tuple[str, ...]
    metrics: tuple[Compared, ...]
    """Those with a good direction."""
    context: tuple[Compared, ...]
    """Those without, `motion` among them."""

    @property
    def verdict(self) -> Overall:
        """Over all metrics."""
        return self.conclusion.verdict

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        return self.conclusion.sentence

    def as_json(self) -> dict[str, Any]:
        """The comparison as `promptkit.compare/1`: JSON values only."""
        return {
            "schema": SCHEMA,
            "a": _told(self.a),
            "b": _told(self.b),
            "verdict": self.verdict,
            "sentence": self.sentence,
            "cautions": list(self.cautions),
            "only_in_a": list(self.only_in_a),
            "only_in_b": list(self.only_in_b),
            "metrics": [_as_json(one) for one in self.metrics],
            "context": [_as_json(one) for one in self.context],
        }

    @property
    def only_in_a(self) -> tuple[str, ...]:
        """Cases that the baseline alone has."""
        return tuple(case for case in self.a.entries if case not in self.b.entries)

    @property
    def only_in_b(self) -> tuple[str, ...]:
        """Cases that B alone has."""
        return tuple(case for case in self.b.entries if case not in self.a.entries)

    def __repr__(self) -> str:
        """Of what, and the verdict; `print` shows the metrics."""
        a, b = names_of(self.a, self.b)
        return f"<Comparison of {b} with {a}: {self.verdict}>"

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.comparison import text  # noqa: PLC0415

        return text(self)

    def _repr_html_(self) -> str:
        from promptkit.notebook.comparison import html  # noqa: PLC0415

        return html(self)


def compare_runs(a: Run, b: Run, *, margins: Mapping[str, float] | None = None) -> Comparison:
    """Compare run B with run A, the baseline, metric by metric.

    Args:
        a: the baseline.
        b: what is judged.
        margins: by metric, the smallest difference that matters, instead of the metric's own.

    Raises:
        UsageError: the runs were measured in different ways (metric versions, backbones, weights, part of the clips),
            have no metric or no case in common, or ask a case of different prompts; one has no clip; or a margin is
            negative or not finite.
        UnknownName: a margin for a metric that the runs do not have.
    """
    for run in (a, b):
        refuse_empty(run)
    names = _common_metrics(a, b)
    chosen = _margins(names, margins or {})
    compared = _adjusted([_compared(name, a, b, margin=chosen[name]) for name in names])
    context = tuple(one for one in compared if one.better == "neither")
    called_a, called_b = names_of(a, b)
    judged = withhold(
        _holm([one for one in compared if one.better != "neither"]),
        context,
        flattered=frozenset(name for name in names if _stillness_flatters(name)),
        a=called_a,
        b=called_b,
    )
    is_same = a.folder.resolve() == b.folder.resolve()
    conclusion = conclude(judged, context, a=called_a, b=called_b, is_same=is_same)
    return Comparison(
        a=a,
        b=b,
        conclusion=conclusion,
        cautions=(*conclusion.cautions, *_about(a, b)),
        metrics=judged,
        context=context,
    )


def names_of(a: Run, b: Run) -> tuple[str, str]:
    """What to call two runs: the names of their folders, or the paths as given where those are equal."""
    called = a.folder.resolve().name, b.folder.resolve().name
    return called if called[0] != called[1] else (str(a.folder), str(b.folder))


def _as_json(one: Compared) -> dict[str, Any]:
    return {**asdict(one), "clips": len(one.pairs)}


def _told(run: Run) -> dict[str, Any]:
    return {"run": str(run.folder), "made_by": run.made_by, "clips": len(run.entries), "settings": asdict(run.settings)}


def _common_metrics(a: Run, b: Run) -> list[str]:
    seen = {name for run in (a, b) for entry in run.entries.values() for name in entry.scores}
    common = [name for name in a.settings.metrics if name in b.settings.metrics and name in seen]
    if not common:
        raise UsageError(f"{a.folder} and {b.folder} have no metric in common; score both with the same --metric")
    if not a.entries.keys() & b.entries.keys():
        raise UsageError(
            f"{a.folder} and {b.folder} have no case in common: cases are paired by clip name, as in "
            f"{_some([*a.entries])} and {_some([*b.entries])}; name the clips alike and score them again"
        )
    of_common = [settings_of(common, run.settings) for run in (a, b)]
    if differing := differences(*of_common, only=MUST_AGREE, there=f"in {a.folder}", here=f"in {b.folder}"):
        raise UsageError(
            f"these runs were not measured alike: {'; '.join(differing)}. "
            f"Score one of them again with {_alike(*of_common)}"
        )
    return common


def _alike(a: Settings, b: Settings) -> str:
    """What to score with again: the options, where backbones that an option chooses are all that was chosen apart."""
    chosen = [(option, getattr(a, key) or getattr(b, key), getattr(a, key) == getattr(b, key))
              for key, option in BACKBONE_OPTIONS.items()]  # fmt: skip
    apart = [(option, name) for option, name, is_same in chosen if not is_same]
    others = [key for key in MUST_AGREE if key not in (*BACKBONE_OPTIONS, "weights")]
    if not apart or not all(option for option, _ in apart) or differences(a, b, only=others):
        return "the settings of the other"
    return " ".join(f"{option} {name}" for option, name in apart)


def settings_of(names: Sequence[str], settings: Settings) -> Settings:
    """The settings that scores of these metrics depend on: backbones, weights and references of others are left out."""
    known = all_metrics()
    settings = replace(settings, metrics={name: settings.metrics[name] for name in names})
    if not known.keys() >= set(names):
        return settings  # nobody knows what a metric depends on that is not installed
    used = {f for name in names for needed in known[name].needs for f in find_observer(needed).depends_on}
    unused = [name for name in BACKBONE_OPTIONS if name not in used]
    idle = {weights for name in unused for weights in BACKBONES.get(getattr(settings, name), ())}
    return replace(
        settings,
        perceptual=settings.perceptual if "perceptual" in used else "",
        face=settings.face if "face" in used else "",
        semantic=settings.semantic if "semantic" in used else "",
        weights={name: sha256 for name, sha256 in settings.weights.items() if name not in idle},
        references=settings.references if "references" in used else (),
        reference_video=settings.reference_video if "reference_video" in used else "",
    )


def _margins(names: Sequence[str], given: Mapping[str, float]) -> dict[str, float]:
    for name, margin in given.items():
        if name not in names:
            raise UnknownName("metric of both runs", name, names)
        if not np.isfinite(margin) or margin < 0:
            raise UsageError(f"the margin of {name} must be zero or more, in the metric's unit; got {margin}")
    known = all_metrics()
    if nowhere := [name for name in names if name not in known and name not in given]:
        raise UsageError(
            f"{', '.join(nowhere)}: no metric of that name is installed, so its margin is unknown; "
            f"state it: --margin {nowhere[0]}=VALUE"
        )
    return {name: given[name] if name in given else known[name].margin for name in names}


def _about(a: Run, b: Run) -> list[str]:
    """What differs without forbidding the comparison."""
    apart = differences(a.settings, b.settings, only=("device", "decoder"), there="in A", here="in B")
    alone = set(a.settings.metrics) ^ set(b.settings.metrics)
    return [
        *(f"{text}; tiny differences may come from that" for text in apart),
        *(f"{name} was scored in {'A' if name in a.settings.metrics else 'B'} alone" for name in sorted(alone)),
    ]


def _compared(name: str, a: Run, b: Run, *, margin: float) -> Compared:
    pairs: list[Pair] = []
    left_out: list[LeftOut] = []
    scores = [entry.scores[name] for run in (a, b) for entry in run.entries.values() if name in entry.scores]
    must_move = scores[0].better != "neither" and _stillness_flatters(name)
    for case in dict.fromkeys([*a.entries, *b.entries]):
        found = _pair(name, a.entries.get(case), b.entries.get(case), case)
        still = _stands(a.entries.get(case), b.entries.get(case)) if must_move else None
        if isinstance(found, Pair) and still:
            found = LeftOut(case, still)
        pairs.append(found) if isinstance(found, Pair) else left_out.append(found)
    bare = Compared(
        metric=name, version=a.settings.metrics[name], unit=unit_of(scores), better=scores[0].better,
        margin=margin, pairs=tuple(pairs), left_out=tuple(left_out),
    )  # fmt: skip
    return _judged(bare)


def _pair(name: str, a: Entry | None, b: Entry | None, case: str) -> Pair | LeftOut:
    values: list[float] = []
    missing: dict[str, tuple[str, str]] = {}
    for entry, run in ((a, "A"), (b, "B")):
        score = entry.scores.get(name) if entry else None
        if score is not None and score.value is not None:
            values.append(score.value)
        elif score is not None:
            missing[run] = (f"{score.status.replace('_', ' ')} in", f": {score.why}")
        else:
            missing[run] = ("not scored in" if entry else "no clip in", "")
    if a and b and not missing:
        return Pair(case, _prompt(case, a, b), values[0], values[1])
    without_data = len(missing) == 2 and not any(what.startswith(("failed", "no clip")) for what, _ in missing.values())  # noqa: PLR2004
    if len(set(missing.values())) < len(missing):
        return LeftOut(case, f"{missing['A'][0]} both runs{missing['A'][1]}", without_data)
    return LeftOut(case, "; ".join(f"{what} {run}{why}" for run, (what, why) in missing.items()), without_data)


def _stillness_flatters(name: str) -> bool:
    """Of a metric that is not installed nobody knows; most are flattered."""
    known = all_metrics()
    return name not in known or known[name].stillness_flatters


def _stands(a: Entry | None, b: Entry | None) -> str | None:
    """Which stillness takes a case out of the pairs, in which runs; None where both clips move."""
    found: dict[str, list[str]] = {}
    for entry, run in ((a, "A"), (b, "B")):
        for flag in _still_flags(entry) if entry else ():
            found.setdefault(flag, []).append(run)
    return "; ".join(f"{flag} in {listed(runs)}" for flag, runs in found.items()) or None


def _still_flags(entry: Entry) -> list[str]:
    return [flag["flag"] for flag in flags_of(entry.scores) if flag["flag"] in STILL and flag["share"] >= STANDS]


def _prompt(case: str, a: Entry, b: Entry) -> str:
    said = {entry.prompt_id for entry in (a, b)} - {None}
    if len(said) > 1:
        raise UsageError(
            f"{case} is of the prompt {a.prompt_id!r} in A and {b.prompt_id!r} in B; "
            "give cases of different prompts different names"
        )
    return next(iter(said), None) or case


def _judged(bare: Compared) -> Compared:
    """The numbers and the verdict, as far as the pairs carry them."""
    is_context = bare.better == "neither"
    if not bare.pairs:
        still = any(left.why.startswith(STILL) for left in bare.left_out)
        none = "no case was scored in both runs" + (" with clips that move" if still else "")
        return bare if is_context else replace(bare, verdict="inconclusive", why=none)
    prompts = [pair.prompt for pair in bare.pairs]
    of_a, of_b = (stats.over_prompts([getattr(pair, run) for pair in bare.pairs], prompts) for run in "ab")
    apart = stats.over_prompts([pair.difference for pair in bare.pairs], prompts)
    good = -apart if bare.better == "lower" else apart
    known = replace(
        bare,
        prompts=len(apart),
        mean_a=float(of_a.mean()),
        mean_b=float(of_b.mean()),
        difference=float(apart.mean()),
        win_rate=stats.win_rate(good),
    )
    if len(apart) < stats.FEWEST_PROMPTS:
        few = f"prompts in pairs: {len(apart)}; an interval needs at least {stats.FEWEST_PROMPTS}"
        return known if is_context else replace(known, verdict="inconclusive", why=few)
    interval = stats.mean_interval(apart)
    verdict, beyond = judge(interval, better=bare.better, margin=bare.margin)
    needed = _needed(apart, bare.margin)
    return replace(
        known,
        interval=interval,
        p=stats.sign_flip_p(apart),
        effect_size=stats.hedges_g(apart),
        minimum_detectable=minimum_detectable(apart),
        prompts_needed=needed,
        p_equivalent=None if is_context else stats.equivalence_p(apart, bare.margin),
        p_not_worse=None if is_context else stats.non_inferiority_p(good, bare.margin),
        verdict=None if is_context else verdict,
        beyond_margin=beyond and not is_context,
        why=_undecided(bare.margin, needed, len(apart)) if verdict == "inconclusive" and not is_context else None,
    )


def _needed(apart: NDArray[np.float64], margin: float) -> int | None:
    """Prompts that would see a difference of the margin, whichever way it goes."""
    up, down = (prompts_needed(apart, effect) for effect in (margin, -margin))
    return None if up is None or down is None else max(up, down)


def _undecided(margin: float, needed: int | None, prompts: int) -> str:
    why = "the interval includes both no difference and one that matters"
    if needed is None or needed <= prompts:
        return why
    return f"{why}; to see a difference of {margin:.4g} takes about {needed} prompts"


def _adjusted(compared: Sequence[Compared]) -> list[Compared]:
    """The metrics with a good direction also as they would be among pairs that move alike."""
    motion = next((one for one in compared if one.metric == "motion"), None)
    if motion is None:
        return [*compared]
    more = {pair.case: log(pair.b / pair.a) for pair in motion.pairs if pair.a > 0 and pair.b > 0}
    return [one if one.better == "neither" else replace(one, adjusted=_at_equal(one, more)) for one in compared]


def _at_equal(one: Compared, more: Mapping[str, float]) -> Adjusted | None:
    pairs = [pair for pair in one.pairs if pair.case in more]
    prompts = [pair.prompt for pair in pairs]
    apart = stats.over_prompts([pair.difference for pair in pairs], prompts)
    return adjusted(apart, stats.over_prompts([more[pair.case] for pair in pairs], prompts))


def _holm(judged: Sequence[Compared]) -> tuple[Compared, ...]:
    adjusted = iter(stats.holm([one.p for one in judged if one.p is not None]))
    return tuple(one if one.p is None else replace(one, p_holm=float(next(adjusted))) for one in judged)


def _some(cases: Sequence[str]) -> str:
    return ", ".join(repr(case) for case in cases[:3]) or "(no clips)"
