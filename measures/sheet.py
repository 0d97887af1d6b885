"""The plan as a page shows it: measures grouped by instrument and indicator, and what the rules found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from assessments.findings import Finding
from assessments.models import Indicator, Instrument
from measures.mentions import possible_names
from measures.models import Measure
from measures.rows import Row
from measures.rules import MeasureFacts, PlanFacts, check
from measures.standing import Standing
from organizations.models import Organization


@dataclass(frozen=True)
class IndicatorBlock:
    """One indicator with its measures."""

    indicator: Indicator
    score: Decimal | None
    is_weak: bool
    rows: Sequence[Row]
    lacks_measure: bool  # a weak indicator that still waits for its first measure


@dataclass(frozen=True)
class InstrumentBlock:
    """One instrument with its lowest indicators (all of them on a tie) and the blocks of its indicators."""

    instrument: Instrument
    lowest: Sequence[Indicator]
    lowest_score: Decimal | None
    indicators: Sequence[IndicatorBlock]


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with the address of the place to mend it."""

    finding: Finding
    url: str


def blocks_of(standing: Standing, rows: Iterable[Row], answered: frozenset[int]) -> list[InstrumentBlock]:
    """Group rows by instrument and indicator; every indicator of the year has a block.

    `answered` holds the indicator numbers that have a measure, shown or not.
    """
    by_indicator: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_indicator[row.measure.indicator.number].append(row)
    return [
        _instrument_block(standing, instrument, by_indicator, answered) for instrument in standing.instruments
    ]


def _instrument_block(
    standing: Standing,
    instrument: Instrument,
    by_indicator: dict[int, list[Row]],
    answered: frozenset[int],
) -> InstrumentBlock:
    figures = standing.result.instrument(instrument.code)
    return InstrumentBlock(
        instrument=instrument,
        lowest=[standing.indicators[number] for number in figures.lowest],
        lowest_score=figures.lowest_score,
        indicators=[
            IndicatorBlock(
                indicator=standing.indicators[number],
                score=standing.scores.get(number),
                is_weak=number in standing.weaknesses,
                rows=by_indicator[number],
                lacks_measure=number in standing.weaknesses - answered,
            )
            for number in standing.numbers_of(instrument)
        ],
    )


def findings_of(standing: Standing, plan_year: int, measures: Sequence[Measure]) -> list[PlacedFinding]:
    """Run the plan's rules and say where each finding is mended."""
    facts = facts_of(standing, plan_year, measures)
    return [PlacedFinding(finding, _address(standing, finding.place)) for finding in check(facts)]


def facts_of(standing: Standing, plan_year: int, measures: Sequence[Measure]) -> PlanFacts:
    """Gather what the rules look at; `measures` come with their indicator and departments."""
    facts = tuple(_measure_facts(measure) for measure in measures)
    agency = standing.organization
    own = {agency.name, agency.subdistrict, agency.district, agency.province} - {""}
    return PlanFacts(
        year=plan_year,
        assessed_year=standing.year,
        scores=standing.scores,
        weaknesses=standing.weaknesses,
        names=standing.names,
        measures=facts,
        own_names=frozenset(own),
        other_names=_known_names("\n".join(fact.text for fact in facts)) - own,
    )


def _measure_facts(measure: Measure) -> MeasureFacts:
    return MeasureFacts(
        key=measure.pk,
        number=measure.indicator.number,
        approach=measure.approach,
        method=tuple(measure.method),
        departments=tuple(department.name for department in measure.departments.all()),
        starts=measure.starts,
        ends=measure.ends,
        follow_up=measure.follow_up,
        follow_up_due=measure.follow_up_due,
        other_text=(measure.issue, measure.expected_result, measure.kpi),
    )


def _known_names(text: str) -> frozenset[str]:
    """Return those names of agencies and places that the text may mention; one query, none without need."""
    candidates = possible_names(text)
    if not candidates:
        return frozenset()
    rows = Organization.objects.filter(
        Q(name__in=candidates) | Q(district__in=candidates) | Q(province__in=candidates)
    ).values_list("name", "district", "province")
    return frozenset(name for row in rows.distinct() for name in row if name in candidates)


def _address(standing: Standing, place: str) -> str:
    kind, _, key = place.partition(":")
    home = [standing.organization.code, standing.year]
    if kind == "indicator":
        return f"{reverse('measure_add', args=home)}?indicator={key}"
    return reverse("measure_edit", args=[*home, int(key)])
