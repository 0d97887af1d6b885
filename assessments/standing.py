"""Total and level alone, for thousands of agencies at once, by the same exact arithmetic as `evaluate`.

Pure: integers of hundredths and one rounding at the end; a test holds it equal to scoring.evaluate.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm

from assessments.levels import LevelResult, LevelRow, level_named, level_to_show
from assessments.rounding import round_half_up
from assessments.scoring import SPLIT_INSTRUMENT, Framework, Scores

Tools = list[Decimal]
Parts = tuple[Decimal | None, ...]


class Standings:
    """Works out total and level under one framework, whose shares are prepared once."""

    def __init__(self, framework: Framework) -> None:
        shares = {
            number: Fraction(spec.weight) / (100 * len(spec.indicators))
            for spec in framework.instruments
            for number in spec.indicators
        }
        self._whole = lcm(*(share.denominator for share in shares.values()))
        self._shares = {
            number: share.numerator * self._whole // share.denominator for number, share in shares.items()
        }
        self._instruments = framework.instruments if framework.uses_tools else ()
        self._levels = sorted(framework.levels, key=lambda row: row.order)

    def of(
        self,
        scores: Scores,
        *,
        eit_part1: Decimal | None = None,
        eit_part2: Decimal | None = None,
        announced_total: Decimal | None = None,
        announced_level: str = "",
    ) -> tuple[Decimal | None, str]:
        """Return the total to show (0-100), None when it cannot be said, and the name of the level to show.

        `scores` have two decimals; what is missing and what the other figures do is as in `evaluate`.
        """
        cents = {n: int(score * 100) for n in self._shares if (score := scores.get(n)) is not None}
        total = self._total(cents)
        if total is None and announced_total is not None:
            total = round_half_up(announced_total)
        if total is None or not self._levels:
            return total, announced_level
        parts = (eit_part1, eit_part2)
        row = self._level(total, self._tools(cents, parts))
        if level_named(announced_level, self._levels) in (None, row):
            return total, row.name  # spares asking whether the level is certain
        earned = LevelResult(row, "", self._is_estimate(total, cents, parts))
        return total, level_to_show(earned, announced_level, self._levels).name

    def _total(self, cents: Mapping[int, int]) -> Decimal | None:
        if not cents or len(cents) < len(self._shares):
            return None
        exact = sum([share * cents[number] for number, share in self._shares.items()])
        return _decimal(exact, self._whole)

    def _is_estimate(self, total: Decimal, cents: Mapping[int, int], parts: Parts) -> bool:
        """Say whether the tools that are not really known could make another level of it."""
        firm = self._tools(cents, parts, stand_in=False)
        names = len(self._instruments) + any(spec.code == SPLIT_INSTRUMENT for spec in self._instruments)
        if len(firm) == names:
            return False
        return self._level(total, [*firm, Decimal(0)]) != self._level(total, [*firm, Decimal(100)])

    def _tools(self, cents: Mapping[int, int], parts: Parts, *, stand_in: bool = True) -> Tools:
        """Return the known tools of the level condition; the EIT mean may stand in for a missing part."""
        tools: Tools = []
        for spec in self._instruments:
            known = [round_half_up(part) for part in parts if part is not None]
            if spec.code == SPLIT_INSTRUMENT and known:
                tools += known
                if len(known) == len(parts):
                    continue
            if spec.code == SPLIT_INSTRUMENT and not stand_in:
                continue
            own = [cents[number] for number in spec.indicators if number in cents]
            if len(own) == len(spec.indicators):
                tools.append(_decimal(sum(own), len(own)))
        return tools

    def _level(self, total: Decimal, tools: Tools) -> LevelRow:
        least = min(tools, default=None)
        for row in self._levels:
            held = row.minimum_tool is not None and least is not None and least < row.minimum_tool
            if total >= row.minimum_total and not held:
                return row
        return self._levels[-1]


def _decimal(numerator: int, denominator: int) -> Decimal:
    """Return hundredths as a number of two decimals, a half rounded up."""
    return Decimal((2 * numerator + denominator) // (2 * denominator)).scaleb(-2)
