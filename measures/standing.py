"""What a plan answers: the official scores of one organization and year, run through the scoring rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.http import Http404

from assessments.models import Assessment, FiscalYear, Indicator, Instrument, Score
from assessments.results import strength_line
from assessments.scoring import Framework, InstrumentSpec, Result, evaluate
from organizations.models import Organization


@dataclass(frozen=True)
class Standing:
    """An organization's official scores of one assessed year, with the indicators that they belong to."""

    organization: Organization
    fiscal_year: FiscalYear  # the assessed year
    indicators: dict[int, Indicator]  # with their instrument
    scores: dict[int, Decimal]

    @property
    def year(self) -> int:
        """The assessed fiscal year, B.E."""
        return self.fiscal_year.year

    @property
    def plan_year(self) -> int:
        """The fiscal year (B.E.) in which the answering plan runs."""
        return self.fiscal_year.year + 1

    @property
    def names(self) -> dict[int, str]:
        """The official name of each indicator."""
        return {number: indicator.name for number, indicator in self.indicators.items()}

    @cached_property
    def instruments(self) -> list[Instrument]:
        """The instruments in their order."""
        found = {row.instrument_id: row.instrument for row in self.indicators.values()}
        return sorted(found.values(), key=lambda instrument: instrument.order)

    @cached_property
    def result(self) -> Result:
        """The scores run through the rules, without levels: a plan asks for weaknesses only."""
        specs = tuple(
            InstrumentSpec(row.code, row.weight, tuple(self.numbers_of(row))) for row in self.instruments
        )
        framework = Framework(specs, levels=(), target=self.fiscal_year.target, uses_tools=False)
        return evaluate(framework, self.scores, line=strength_line(self.organization, self.fiscal_year))

    @cached_property
    def weaknesses(self) -> frozenset[int]:
        """The numbers of the indicators below the line."""
        return frozenset(self.result.weaknesses)

    def numbers_of(self, instrument: Instrument) -> list[int]:
        """Return the indicator numbers of an instrument in their order."""
        return [number for number, row in self.indicators.items() if row.instrument_id == instrument.pk]


def standing_of(organization: Organization, year: int) -> Standing:
    """Read the year's indicators with their official scores in one query; Http404 for an unknown year."""
    scores = Score.objects.filter(
        indicator=OuterRef("pk"),
        assessment__organization=organization,
        assessment__kind=Assessment.Kind.OFFICIAL,
    )
    rows = list(
        Indicator.objects.filter(fiscal_year__year=year)
        .select_related("instrument", "fiscal_year")
        .annotate(official_score=Subquery(scores.values("value")[:1]))
        .order_by("number")
    )
    if not rows:
        raise Http404(f"no edition of the assessment for the fiscal year {year}")
    return Standing(organization, rows[0].fiscal_year, {row.number: row for row in rows}, _scores(rows))


def _scores(rows: Iterable[Indicator]) -> dict[int, Decimal]:
    known = ((row.number, row.official_score) for row in rows)  # type: ignore[attr-defined]  # annotated
    return {number: score for number, score in known if score is not None}
