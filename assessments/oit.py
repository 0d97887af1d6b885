"""How the open-data items make up indicators 9 and 10 (FY2563-2565; assumed for later years).

Each item scores 100 or 0; an indicator is the plain mean of its sub-indicators, each the plain mean of its
items. So items weigh differently, and an indicator can take only a finite set of scores. `sizes` is the
number of items of each sub-indicator, e.g. (8, 2) for indicator 10 of FY2563; answers say item by item, in
the same order, whether it is published.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from assessments.rounding import round_half_up

Answers = Sequence[Sequence[bool]]  # of each sub-indicator: of each of its items


def possible_scores(sizes: Sequence[int]) -> frozenset[Decimal]:
    """Return every score (two decimals) that the indicator can take; ValueError without items."""
    return _possible_scores(_checked(sizes))


def nearest_possible(score: Decimal, sizes: Sequence[int]) -> tuple[Decimal, ...]:
    """Return the possible scores next below and next above a score (0-100); only itself if it is possible."""
    possible = possible_scores(sizes)
    below = max(value for value in possible if value <= score)
    above = min(value for value in possible if value >= score)
    return (below,) if below == above else (below, above)


def item_worth(sizes: Sequence[int], index: int, share: Fraction) -> Decimal:
    """Return the points of the grand total that one item of sub-indicator `index` (from 0) is worth.

    `share` is the points of the total that the whole indicator can bring (20 for 9 and for 10).
    """
    sizes = _checked(sizes)
    return round_half_up(share / len(sizes) / sizes[index])


def score_from_items(answers: Answers) -> Decimal:
    """Return the score of an indicator, or of one sub-indicator alone; ValueError without items."""
    return round_half_up(_mean(answers))


def points_from_items(indicators: Iterable[tuple[Answers, Fraction]]) -> Decimal:
    """Return the points of the grand total that indicators, each with its share, bring together."""
    return round_half_up(sum((share * _mean(answers) / 100 for answers, share in indicators), Fraction(0)))


def compared(expected: Decimal, announced: Decimal | None) -> str:
    """Say how an announced score differs from the self-check; empty when none is known."""
    if announced is None:
        return ""
    if announced == expected:
        return f"คะแนนที่ประกาศ {announced:.2f} ตรงกับที่ตรวจสอบตนเอง"
    word = "สูงกว่า" if announced > expected else "ต่ำกว่า"
    return f"คะแนนที่ประกาศ {announced:.2f} {word}ที่ตรวจสอบตนเองอยู่ {abs(announced - expected):.2f} คะแนน"


def _mean(answers: Answers) -> Fraction:
    """Return the exact mean of the sub-indicators' means."""
    sizes = _checked([len(items) for items in answers])
    means = [Fraction(100 * sum(items), size) for items, size in zip(answers, sizes, strict=True)]
    return sum(means, Fraction(0)) / len(means)


def _checked(sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the sizes as a tuple; every sub-indicator must have an item."""
    if not sizes or min(sizes) < 1:
        raise ValueError("every sub-indicator needs at least one item")
    return tuple(sizes)


@lru_cache(maxsize=64)
def _possible_scores(sizes: tuple[int, ...]) -> frozenset[Decimal]:
    """Add up the sub-indicators in whole parts of their common denominator: quick and exact."""
    parts = lcm(*sizes)
    sums = {0}
    for size in sizes:
        sums = {total + count * (parts // size) for total in sums for count in range(size + 1)}
    return frozenset(round_half_up(Fraction(100 * total, parts * len(sizes))) for total in sums)
