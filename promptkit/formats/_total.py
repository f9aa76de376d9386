"""What all shots cost together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from promptkit.lint import Linted
from promptkit.rule import Cost


@dataclass(frozen=True)
class Total:
    """The sum in one currency."""

    currency: str
    amount: float
    """Rounded to the hundredth part: the sum of the prices as they are shown."""
    shots: int
    """How many have a price in it."""


def totals(results: Sequence[Linted]) -> list[Total]:
    """The sum of the prices that were found, in each currency."""
    amounts: dict[str, list[float]] = defaultdict(list)
    for one in results:
        for cost in _costs(one):
            amounts[cost.currency].append(cost.amount)
    return [Total(currency, round(sum(each), 2), len(each)) for currency, each in amounts.items()]


def in_words(results: Sequence[Linted]) -> str | None:
    """The sum as a sentence, with how many shots are not in it and why; None where one shot has a price, or none."""
    sums = totals(results)
    priced = sum(total.shots for total in sums)
    if not sums or len(results) == 1:
        return None
    rest = [one for one in results if not _costs(one)]
    refused = sum(any(finding.severity == "error" for finding in (*one.findings, *one.known)) for one in rest)
    counted = ((refused, "not orderable"), (len(rest) - refused, "without a price"))
    left = [f"{number} {what}" for number, what in counted if number]
    amounts = " and ".join(f"{total.amount:.2f} {total.currency}" for total in sums)
    of = f"{priced} of {len(results)} shots" if rest else f"{priced} shots"
    return f"Total about {amounts} for {of}" + (f"; {', '.join(left)}" if left else "")


def _costs(one: Linted) -> list[Cost]:
    """What a shot costs; that it was known before makes it no cheaper."""
    return [finding.cost for finding in (*one.findings, *one.known) if finding.cost]
