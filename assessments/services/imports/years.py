"""What the frameworks of the database tell an import: names to recognise, indicators, totals and levels."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from assessments.frameworks import Edition, edition_of
from assessments.levels import LevelNames
from assessments.models import FiscalYear, Indicator, Instrument
from assessments.sheets.vocabulary import Vocabulary
from assessments.standing import Standings


def vocabulary() -> Vocabulary:
    """Return the names of indicators and instruments of every year; weights are those of the latest."""
    names: dict[int, list[str]] = {}
    members: dict[str, list[int]] = {}
    rows = Indicator.objects.select_related("instrument").order_by("-fiscal_year__year", "number")
    for indicator in rows:
        known = names.setdefault(indicator.number, [])
        known += [name for name in (indicator.name, *indicator.aliases) if name not in known]
        numbers = members.setdefault(indicator.instrument.code, [])
        if indicator.number not in numbers:
            numbers.append(indicator.number)
    tools: dict[str, list[str]] = {}
    weights: dict[str, Decimal] = {}
    for instrument in Instrument.objects.order_by("-fiscal_year__year"):
        tools.setdefault(instrument.code, []).append(instrument.name)
        weights.setdefault(instrument.code, instrument.weight)
    return Vocabulary(names, tools, weights, members)


class YearRules:
    """One fiscal year as an import needs it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.pk = edition.fiscal_year.pk
        self.standings = Standings(edition.framework)
        self.levels = LevelNames(edition.year, edition.framework.levels)
        self.indicators = {number: indicator.pk for number, indicator in edition.indicators.items()}
        self.numbers = {pk: number for number, pk in self.indicators.items()}


class Years:
    """The fiscal years of the database, each read once when it is asked for."""

    def __init__(self) -> None:
        self._rules: dict[int, YearRules | None] = {}

    @cached_property
    def known(self) -> list[int]:
        """The years that have a framework, newest first."""
        return list(FiscalYear.objects.order_by("-year").values_list("year", flat=True))

    def get(self, year: int) -> YearRules | None:
        """Return the rules of a year; None without a complete framework."""
        if year not in self._rules:
            stored = FiscalYear.objects.filter(year=year).first()
            edition = edition_of(stored) if stored else None
            self._rules[year] = YearRules(edition) if edition and _is_complete(edition) else None
        return self._rules[year]


def _is_complete(edition: Edition) -> bool:
    specs = edition.framework.instruments
    return bool(specs) and all(spec.indicators for spec in specs)
