"""What a comparison comes to, in words: the headline, what stands beside it, and what to know before relying on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from promptkit.stats import LEVEL, fewest_prompts
from promptkit.verdict import (
    NO_VERDICT,
    Compared,
    Overall,
    counted,
    has_few,
    is_not_compared,
    judge,
    left_out,
    listed,
    number,
    overall,
    stiller_sides,
)


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """The verdict over all metrics, and how it is said."""

    verdict: Overall
    headline: str
    """What decides, without a full stop."""
    beside: tuple[str, ...]
    """What the headline leaves out: the other metrics, by what came of them."""
    remark: str
    """Whole sentences, or nothing: which side has not won for its stillness."""
    cautions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it in one."""
        return f"{'; '.join([self.headline, *self.beside])}. {self.remark}".rstrip()

    @property
    def below(self) -> tuple[str, ...]:
        """What stands below the headline where that stands alone, as sentences."""
        rest = "; ".join(self.beside)
        return tuple(said for said in (rest and f"{rest[0].upper()}{rest[1:]}.", self.remark) if said)


def conclude(
    judged: Sequence[Compared], context: Sequence[Compared], *, a: str, b: str, is_same: bool = False
) -> Conclusion:
    """The overall verdict on the runs called `a` and `b`, how to say it, and what a reader must know.

    Args:
        judged: metrics with a good direction.
        context: metrics without.
        a: what to call the baseline.
        b: what to call the other run.
        is_same: whether both are one and the same run.
    """
    verdict: Overall = "equivalent" if is_same else overall([one.verdict for one in _that_count(judged)])
    motion = next((one for one in context if one.metric == "motion"), None)
    cautions = [*_left_out(judged), *_not_alone(judged), *_by_motion(judged)]
    stiller = stiller_sides(judged, context, a=a, b=b)
    if motion is None or motion.difference is None:
        cautions.insert(0, "motion was not scored in both runs, so whether stillness explains a difference is unknown")
    remark = ""
    if withheld := [one for one in judged if one.withheld]:
        winners = {"b" if one.withheld == "better" else "a" for one in withheld}
        names = listed([one.metric for one in withheld])
        said = "; ".join(text for side, text in stiller.items() if side in winners)
        remark = f"The better side on {names} has not won: {said}, and {NO_VERDICT}."
    else:
        cautions[:0] = stiller.values()
    cautions[:0] = _few(judged)
    same = _same(judged, context, a=a, b=b, is_same=is_same)
    headline = same or _headline(verdict, judged, a=a, b=b)
    beside = _beside(verdict, judged, is_same=same is not None)
    return Conclusion(verdict=verdict, headline=headline, beside=beside, remark=remark, cautions=tuple(cautions))


def _that_count(judged: Sequence[Compared]) -> Sequence[Compared]:
    """Those whose verdict enters that over all: where one has prompts enough, none with too few or without data."""
    if not any(one.interval for one in judged):
        return judged
    return [one for one in judged if one.interval or not (one.pairs or is_not_compared(one))]


def _same(judged: Sequence[Compared], context: Sequence[Compared], *, a: str, b: str, is_same: bool) -> str | None:
    """How to say that nothing differs at all; None where something does."""
    if is_same:
        return f"{a} is compared with itself: it is one and the same run, and every difference is 0"
    apart = [pair.difference for one in (*judged, *context) for pair in one.pairs]
    lacks = any(not is_not_compared(one) and one.left_out for one in (*judged, *context))
    return None if any(apart) or not apart or lacks else f"{b} and {a} have identical scores: every difference is 0"


def _headline(verdict: Overall, judged: Sequence[Compared], *, a: str, b: str) -> str:
    if verdict == "mixed":
        better, worse = (listed(_with(judged, word)) for word in ("better", "worse"))
        return f"{b} is better than {a} on {better}, but worse on {worse}"
    if verdict in ("better", "worse"):
        return f"{b} is {verdict} than {a} on {listed(_with(judged, verdict))}"
    if verdict == "equivalent":
        return f"{b} and {a} are equivalent"
    most = max(judged, key=lambda one: len(one.pairs), default=None)
    some = f"{counted(most)} do not" if most and most.pairs else "There is no pair to"
    return f"{some} decide between {b} and {a}"


def _beside(verdict: Overall, judged: Sequence[Compared], *, is_same: bool) -> tuple[str, ...]:
    undecided = [one for one in judged if one.verdict == "inconclusive" and not is_not_compared(one)]
    small = "the difference is too small to matter on" if verdict == "equivalent" else "equivalent on"
    groups = {
        small: [] if is_same else _with(judged, "equivalent"),
        "undecided on": [one.metric for one in undecided if one.interval],
        "too few prompts to judge": [one.metric for one in undecided if one.pairs and not one.interval],
        "nothing to compare on": [one.metric for one in undecided if not one.pairs],
        "not compared, for neither run has data:": [one.metric for one in judged if is_not_compared(one)],
    }
    return tuple(f"{said} {listed(names)}" for said, names in groups.items() if names)


def _with(judged: Sequence[Compared], verdict: str) -> list[str]:
    return [one.metric for one in judged if one.verdict == verdict]


def _left_out(judged: Sequence[Compared]) -> list[str]:
    """One caution for each metric that could not pair every case; cases are named where there is another."""
    nowhere = [one for one in judged if is_not_compared(one) and len({left.why for left in one.left_out}) == 1]
    judged = [one for one in judged if one not in nowhere]
    return [
        *(f"{one.metric} was not compared ({one.left_out[0].why})" for one in nowhere),
        *_some_left_out(judged),
    ]


def _some_left_out(judged: Sequence[Compared]) -> list[str]:
    return [
        f"{one.metric}: {len(one.left_out)} of {len(one.left_out) + len(one.pairs)} cases left out ("
        + "; ".join(left_out(one))
        + ")"
        for one in judged
        if one.left_out
    ]


def _few(judged: Sequence[Compared]) -> list[str]:
    """What so few prompts can show and what they cannot, where a verdict was reached with them."""
    asked = sum(one.p is not None for one in judged)
    few = [one for one in judged if _is_decided(one) and has_few(one, asked)]
    if not few:
        return []
    least, most = (bound(one.prompts for one in few) for bound in (min, max))
    counts = f"{least}" if least == most else f"{least} to {most}"
    alone = "" if asked == 1 else f", with {asked} metrics asked at once"
    said = (
        f"{counts} prompts can show by the interval, metric by metric, that these runs differ (here on "
        f"{listed([one.metric for one in few])}); they cannot rule chance out{alone}, however large a difference is: "
        f"for that it takes {fewest_prompts(asked)} prompts or more"
    )
    return [said]


def _not_alone(judged: Sequence[Compared]) -> list[str]:
    """Verdicts that chance may well give to one metric of several, though there are prompts enough to rule it out."""
    asked = sum(one.p is not None for one in judged)
    weak = [one for one in judged if _is_decided(one) and _is_weak(one) and not has_few(one, asked)]
    if not weak or asked == 1:
        return []
    by_p: dict[str, list[str]] = {}
    for one in weak:
        by_p.setdefault(number(one.p_holm or 0), []).append(one.metric)
    names = listed([f"{listed(of)} (p {p}, adjusted by Holm's method)" for p, of in by_p.items()])
    said = (
        "each metric is judged by itself, by its interval; that chance moved one "
        f"of {asked} asked at once is not ruled out for {names}"
    )
    return [said]


def _by_motion(judged: Sequence[Compared]) -> list[str]:
    """Verdicts that may come from one side moving less."""
    return [
        f"{one.metric}: among pairs that move alike the difference is {number(one.adjusted.difference)} "
        f"[{number(one.adjusted.interval.low)}, {number(one.adjusted.interval.high)}]: motion may explain it"
        for one in judged
        if one.adjusted is not None
        and _is_decided(one)
        and judge(one.adjusted.interval, better=one.better, margin=0)[0] != one.verdict
    ]


def _is_decided(one: Compared) -> bool:
    return one.verdict in ("better", "worse")


def _is_weak(one: Compared) -> bool:
    return one.p_holm is not None and one.p_holm > 1 - LEVEL
