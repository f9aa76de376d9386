"""Do the statistics of a comparison keep what they promise?

    python evals/measure_statistics.py coverage 20 (or 50, 200)
    python evals/measure_statistics.py seeds
    python evals/measure_statistics.py alarms
    python evals/measure_statistics.py power 20 (or 50, 200)
    python evals/measure_statistics.py advice
    python evals/measure_statistics.py margins
    python evals/measure_statistics.py motion

Simulated studies go through the functions that `promptkit compare` uses. Every prompt has an effect of its own, which
its seeds share, and every seed one more; both have the shape that a row names, zero mean and unit spread. `±` is twice
the Monte Carlo standard error. Each command takes up to five minutes of processor time.
"""

import argparse
from collections.abc import Callable, Iterable
from itertools import product
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from promptkit import stats
from promptkit.adjust import adjusted
from promptkit.power import minimum_detectable, prompts_needed

F64 = NDArray[np.float64]
SEED = 11
SEEDS = 3
"""Clips of one prompt."""
SHARE = 0.5
"""Of the variance, that the seeds of one prompt share."""
SPREAD = sqrt(SHARE + (1 - SHARE) / SEEDS)
"""Standard deviation of a prompt's difference."""
BATCH = 250
METRICS = 8
ALPHA = 1 - stats.LEVEL


def normal(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """The case that textbooks treat."""
    return random.normal(size=size)


def lognormal(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """Few large differences to one side: skewness 3.7."""
    return (random.lognormal(0, 0.8, size) - np.exp(0.32)) / np.sqrt(np.expm1(0.64) * np.exp(0.64))


def exponential(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """Skewness 2."""
    return random.exponential(size=size) - 1


def mirrored(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """The same to the other side."""
    return -exponential(random, size)


def beta(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """Differences of two bounded values, such as cosines."""
    return (random.beta(8, 2, size) - random.beta(5, 3, size) - 0.175) / sqrt(16 / 1100 + 15 / 576)


def student(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """Heavy tails: Student's t with 4 degrees of freedom."""
    return random.standard_t(4, size) / sqrt(2)


def tied(random: np.random.Generator, size: tuple[int, ...]) -> F64:
    """Worse, the same, better: -1, 0, 1 with probabilities .1, .7, .2."""
    return (random.choice([-1.0, 0.0, 1.0], size, p=[0.1, 0.7, 0.2]) - 0.1) / sqrt(0.29)


Shape = Callable[[np.random.Generator, tuple[int, ...]], F64]
SHAPES: tuple[Shape, ...] = (normal, lognormal, exponential, beta, student, tied)


def clips(shape: Shape, random: np.random.Generator, studies: int, prompts: int) -> F64:
    """Differences of a study's clips: (studies, prompts, seeds)."""
    shared = shape(random, (studies, prompts))[..., np.newaxis]
    return sqrt(SHARE) * shared + sqrt(1 - SHARE) * shape(random, (studies, prompts, SEEDS))


def averaged(found: F64) -> F64:
    """One difference a prompt, as a comparison takes it: (studies, prompts)."""
    studies, prompts, seeds = found.shape
    names = [*range(studies * prompts)]
    return stats.over_prompts(found.ravel(), np.repeat(names, seeds).tolist()).reshape(studies, prompts)


def batches(repetitions: int) -> Iterable[int]:
    """Sizes that add up to the repetitions."""
    return (min(BATCH, repetitions - done) for done in range(0, repetitions, BATCH))


def rate(hits: float, of: int) -> str:
    """A share in per cent with its Monte Carlo error."""
    share = hits / of
    return f"{100 * share:.1f} ± {200 * sqrt(share * (1 - share) / of):.1f}"


def table(*columns: str) -> None:
    """The head of a table in Markdown."""
    row(*columns)
    row(*["---"] * len(columns))


def row(*cells: object) -> None:
    """A row of it."""
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def missed(shape: Shape, prompts: int, repetitions: int, unit: Callable[[F64], F64]) -> tuple[int, int]:
    """How often the interval lies below the true mean, and above."""
    random = np.random.default_rng(SEED)
    below = above = 0
    for size in batches(repetitions):
        low, high = stats.mean_intervals(unit(clips(shape, random, size, prompts)))
        below += np.count_nonzero(high < 0)
        above += np.count_nonzero(low > 0)
    return below, above


def coverage(prompts: int) -> None:
    """How often the 95 % interval of the mean difference holds the true one."""
    table("prompts", "differences", "repetitions", "covered, %", "below it, %", "above it, %")
    repetitions = 10_000 if prompts < 200 else 2_000
    for shape in SHAPES:
        below, above = missed(shape, prompts, repetitions, averaged)
        held = rate(repetitions - below - above, repetitions)
        row(prompts, shape.__name__, repetitions, held, *(f"{100 * n / repetitions:.1f}" for n in (below, above)))


def seeds() -> None:
    """The same, were the seeds of a prompt taken for prompts: what averaging mends."""
    table("prompts", "differences", "repetitions", "covered if clips were resampled, %")
    for prompts, shape in product((20, 50), (normal, exponential)):
        wrong = sum(missed(shape, prompts, 2_000, lambda found: found.reshape(len(found), -1)))
        row(prompts, shape.__name__, 2_000, rate(2_000 - wrong, 2_000))


def alarms() -> None:
    """No change: both runs draw from one distribution; metrics of a clip correlate by a half."""
    table("prompts", "values", "studies", "p, one metric, %", f"p (Holm), any of {METRICS}, %",
          "of these", "interval without 0, one metric, %", f"any of {METRICS}, %")  # fmt: skip
    studies, with_interval = 10_000, 2_000
    prompts = 20
    for shape in (normal, lognormal, tied):
        random = np.random.default_rng(SEED)
        by_p, by_interval = np.zeros(2), np.zeros(2)
        for done, size in enumerate(batches(studies)):
            alike = clips(shape, random, 2 * size, prompts)
            values = np.stack(
                [averaged(sqrt(0.5) * (alike + clips(shape, random, 2 * size, prompts))) for _ in range(METRICS)]
            )
            apart = values[:, :size] - values[:, size:]
            p = np.array([stats.sign_flip_ps(metric) for metric in apart])
            adjusted_p = np.array([stats.holm(study) for study in p.T])
            by_p += [np.count_nonzero(p[0] < ALPHA), np.count_nonzero((adjusted_p < ALPHA).any(axis=1))]
            if done * BATCH < with_interval:
                ends = [stats.mean_intervals(metric, resamples=2_000) for metric in apart]
                beyond = np.array([(low > 0) | (high < 0) for low, high in ends])
                by_interval += [np.count_nonzero(beyond[0]), np.count_nonzero(beyond.any(axis=0))]
        row(prompts, shape.__name__, studies, *(rate(hits, studies) for hits in by_p), with_interval,
            *(rate(hits, with_interval) for hits in by_interval))  # fmt: skip


def power(prompts: int) -> None:
    """How often differences as large as a first study prints are seen in others like it: zero is outside, rightly."""
    table("prompts", "differences", "first studies", "others", "printed up, spreads (mean)", "seen, %",
          "printed down, spreads (mean)", "seen, %")  # fmt: skip
    firsts, others = (1_000, 4) if prompts < 200 else (250, 16)
    for shape in (normal, exponential, lognormal, student, tied):
        random = np.random.default_rng(SEED)
        up, down, low, high = [], [], [], []
        for size in batches(firsts):
            found = [minimum_detectable(study) for study in averaged(clips(shape, random, size, prompts))]
            up += [one.up for one in found if one]
            down += [one.down for one in found if one]
            ends = stats.mean_intervals(averaged(clips(shape, random, others * size, prompts)), resamples=2_000)
            low.append(ends[0].reshape(size, others))
            high.append(ends[1].reshape(size, others))
        seen_up = np.concatenate(low) + np.reshape(up, (-1, 1)) > 0
        seen_down = np.concatenate(high) - np.reshape(down, (-1, 1)) < 0
        row(prompts, shape.__name__, firsts, firsts * others, f"{np.mean(up) / SPREAD:.2f}", by_firsts(seen_up),
            f"{np.mean(down) / SPREAD:.2f}", by_firsts(seen_down))  # fmt: skip


def by_firsts(seen: NDArray[np.bool_]) -> str:
    """The share of (firsts, others) in per cent; those of one first study share its luck, and so its error."""
    shares = seen.mean(axis=1)
    return f"{100 * shares.mean():.1f} ± {200 * shares.std() / sqrt(len(shares)):.1f}"


def advice() -> None:
    """As many prompts as a first study of 20 asks for: how often they show the effect."""
    table("effect, spreads", "differences", "first studies", "prompts asked for (median)", "seen, %")
    for effect, shape in product((0.4, 0.8), (normal, exponential, mirrored)):
        random = np.random.default_rng(SEED)
        asked, seen, firsts = [], 0, 500
        for first in averaged(clips(shape, random, firsts, 20)):
            asked.append(prompts_needed(first, effect * SPREAD) or 0)
            other = averaged(clips(shape, random, 1, asked[-1])) + effect * SPREAD
            seen += stats.mean_intervals(other, resamples=2_000)[0][0] > 0
        row(effect, shape.__name__, firsts, f"{np.median(asked):.0f}", rate(seen, firsts))


def margins() -> None:
    """True difference exactly at the margin: how often it is called equivalent, or not worse, all the same."""
    table("prompts", "differences", "true mean", "repetitions", "verdict equivalent, %", "TOST p < .05, %")
    prompts, margin, repetitions = 20, 1.0, 1_000
    for shape, side in product((normal, exponential), (-1, 1)):
        random = np.random.default_rng(SEED)
        equivalent = kept = 0
        for size in batches(repetitions):
            studies = averaged(clips(shape, random, size, prompts)) + side * margin
            low, high = stats.mean_intervals(studies)
            equivalent += np.count_nonzero((low >= -margin) & (high <= margin))
            kept += sum(stats.equivalence_p(study, margin) < ALPHA for study in studies)
        shares = rate(equivalent, repetitions), rate(kept, repetitions)
        row(prompts, shape.__name__, f"{side} margin", repetitions, *shares)


def motion() -> None:
    """Stillness alone makes the difference: one spread for each e-fold of motion, B moves 40 % less, spread uneven."""
    table("prompts", "noise", "repetitions", "plain: a win, %", "adjusted: holds 0, %", "width / plain")
    for prompts, shape in product((8, 20, 50), (normal, exponential, student)):
        random = np.random.default_rng(SEED)
        wins = held = 0
        ratio, repetitions = [], 2_000
        for size in batches(repetitions):
            more = random.normal(np.log(0.6), 0.5, (size, prompts))
            apart = more + 0.5 * (0.5 + np.abs(more)) * averaged(clips(shape, random, size, prompts))
            low, high = stats.mean_intervals(apart, resamples=2_000)
            wins += np.count_nonzero(high < 0)
            for study, regressor, width in zip(apart, more, high - low, strict=True):
                line = adjusted(study, regressor)
                assert line, "the regressor varies"
                held += 0.0 in line.interval
                ratio.append((line.interval.high - line.interval.low) / width)
        shares = rate(wins, repetitions), rate(held, repetitions)
        row(prompts, shape.__name__, repetitions, *shares, f"{np.median(ratio):.1f}")


PARTS: dict[str, Callable[[], None]] = {
    "seeds": seeds, "alarms": alarms, "advice": advice, "margins": margins, "motion": motion,
}  # fmt: skip

BY_PROMPTS: dict[str, Callable[[int], None]] = {"coverage": coverage, "power": power}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=[*BY_PROMPTS, *PARTS])
    parser.add_argument("prompts", type=int, nargs="?", default=20, help="of coverage and power")
    chosen = parser.parse_args()
    BY_PROMPTS[chosen.part](chosen.prompts) if chosen.part in BY_PROMPTS else PARTS[chosen.part]()
