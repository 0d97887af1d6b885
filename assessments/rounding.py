"""The one rounding of the house: half up to two decimals, as the published ITA figures are rounded."""

from decimal import Decimal
from fractions import Fraction
from math import floor


def round_half_up(value: Fraction | Decimal) -> Decimal:
    """Return the value with exactly two decimals; a half goes away from zero (82.865 -> 82.87)."""
    exact = Fraction(value)
    hundredths = floor(abs(exact) * 100 + Fraction(1, 2))
    return Decimal(hundredths if exact >= 0 else -hundredths).scaleb(-2)
