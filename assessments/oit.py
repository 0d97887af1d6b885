"""How the open-data items make up indicators 9 and 10 (FY2563-2565).

Each item scores 100 or 0; an indicator is the plain mean of its sub-indicators, each the plain mean of its
items. So items weigh differently, and an indicator can take only a finite set of scores. `sizes` is the
number of items of each sub-indicator, e.g. (8, 2) for indicator 10 of FY2563.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from assessments.rounding import round_half_up


def possible_scores(sizes: Sequence[int]) -> frozenset[Decimal]:
    """Return every score (two decimals) that the indicator can take; ValueError without items."""
    return _possible_scores(_checked(sizes))


def is_possible(score: Decimal, sizes: Sequence[int]) -> bool:
    """Tell whether some choice of published items gives exactly this score, rounded to two decimals."""
    return score in possible_scores(sizes)


def nearest_possible(score: Decimal, sizes: Sequence[int]) -> tuple[Decimal, ...]:
    """Return the possible scores next below and next above a score (0-100); only itself if it is possible."""
    possible = possible_scores(sizes)
    below = max(value for value in possible if value <= score)
    above = min(value for value in possible if value >= score)
    return (below,) if below == above else (below, above)


def item_worth(sizes: Sequence[int], index: int, weight_share: Decimal) -> Decimal:
    """Return the points of the grand total that one item of sub-indicator `index` (from 0) is worth.

    `weight_share` is the points of the total that the whole indicator can bring (20 for 9 and for 10).
    """
    sizes = _checked(sizes)
    return round_half_up(Fraction(weight_share) / len(sizes) / sizes[index])


def score_from_items(answers: Sequence[Sequence[bool]]) -> Decimal:
    """Return the indicator's score from the answers of each sub-indicator; ValueError without items."""
    sizes = _checked([len(items) for items in answers])
    means = [Fraction(100 * sum(items), size) for items, size in zip(answers, sizes, strict=True)]
    return round_half_up(sum(means, Fraction(0)) / len(means))


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
