"""The bridge from a year's rows in the database to the pure scoring rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assessments import scoring
from assessments.levels import LevelRow
from assessments.models import DisclosureItem, FiscalYear, Indicator, Instrument


@dataclass(frozen=True)
class Edition:
    """A fiscal year with everything that pages and rules need, read in a constant number of queries."""

    fiscal_year: FiscalYear
    instruments: tuple[Instrument, ...]
    indicators: dict[int, Indicator]
    framework: scoring.Framework

    @property
    def year(self) -> int:
        """The fiscal year, B.E."""
        return self.fiscal_year.year

    @cached_property
    def names(self) -> dict[int, str]:
        """The official name of each indicator by its number."""
        return {number: indicator.name for number, indicator in self.indicators.items()}

    @cached_property
    def oit_sizes(self) -> dict[int, tuple[int, ...]]:
        """Numbers of disclosure items per sub-indicator, for the indicators that have any."""
        sizes = {
            number: tuple(len(part.items.all()) for part in indicator.sub_indicators.all())
            for number, indicator in self.indicators.items()
        }
        return {number: parts for number, parts in sizes.items() if parts}

    @cached_property
    def disclosure_items(self) -> tuple[DisclosureItem, ...]:
        """Every disclosure item in the official order; none where the year's items are not known."""
        parts = (part for row in self.indicators.values() for part in row.sub_indicators.all())
        return tuple(item for part in parts for item in part.items.all())

    @cached_property
    def shades(self) -> dict[str, int]:
        """The colour step (1 = best) of each level by its name."""
        return {row.name: row.shade for row in self.framework.levels}

    def of_instrument(self, instrument: Instrument) -> list[Indicator]:
        """Return the indicators of one instrument in their official order."""
        return [row for row in self.indicators.values() if row.instrument_id == instrument.pk]


def edition_of(fiscal_year: FiscalYear) -> Edition:
    """Read a year's framework."""
    instruments = tuple(fiscal_year.instruments.all())
    indicators = {
        indicator.number: indicator
        for indicator in fiscal_year.indicators.prefetch_related("sub_indicators__items").order_by("number")
    }
    return Edition(
        fiscal_year=fiscal_year,
        instruments=instruments,
        indicators=indicators,
        framework=_framework(fiscal_year, instruments, indicators),
    )


def _framework(
    fiscal_year: FiscalYear, instruments: tuple[Instrument, ...], indicators: dict[int, Indicator]
) -> scoring.Framework:
    numbers: dict[int, list[int]] = {instrument.pk: [] for instrument in instruments}
    for number, indicator in indicators.items():
        numbers[indicator.instrument_id].append(number)
    return scoring.Framework(
        instruments=tuple(
            scoring.InstrumentSpec(row.code, row.weight, tuple(numbers[row.pk])) for row in instruments
        ),
        levels=tuple(
            LevelRow(row.name, row.minimum_total, row.minimum_tool, row.order, row.shade, row.meaning)
            for row in fiscal_year.levels.all()
        ),
        target=fiscal_year.target,
        uses_tools=fiscal_year.level_rule == FiscalYear.LevelRule.TOTAL_AND_TOOLS,
    )
