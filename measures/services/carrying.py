"""Carrying unfinished measures of the year before into a plan. Doing it twice adds nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from assessments.models import Indicator
from measures.course import COMPLETE
from measures.models import Measure, Plan
from measures.months import month_end, shifted
from measures.services.measures import Content, add_measure
from measures.services.plans import take
from measures.standing import Standing
from organizations.models import Organization
from thai.dates import fiscal_year_bounds


def unfinished(organization: Organization, plan_year: int) -> list[Measure]:
    """Return the measures of the plan that ran the year before and did not reach 100 per cent."""
    rows = Measure.objects.filter(
        plan__organization=organization, plan__fiscal_year__year=plan_year - 1
    ).select_related("indicator", "lead", "plan__fiscal_year")
    measures = rows.prefetch_related("departments", "progress").order_by("indicator__number", "order", "pk")
    return [measure for measure in measures if measure.course.percent(date.max) < COMPLETE]


def carried_already(plan: Plan) -> set[int]:
    """Return the keys of the measures that the plan goes on with already."""
    carried = plan.measures.exclude(carried_from=None).values_list("carried_from", flat=True)
    return {key for key in carried if key is not None}


@transaction.atomic
def carry_over(plan: Plan, standing: Standing, measures: Iterable[Measure]) -> list[Measure]:
    """Add the measures to the plan, their dates moved into its year; return the added ones."""
    take(plan)
    held = carried_already(plan)
    added = []
    for measure in measures:
        indicator = standing.indicators.get(measure.indicator.number)
        if measure.pk not in held and indicator is not None:
            held.add(measure.pk)
            added.append(add_measure(plan, _continued(plan, measure, indicator)))
    return added


def _continued(plan: Plan, measure: Measure, indicator: Indicator) -> Content:
    """Return the measure's content for the plan's year; a period outside the year is cut to it."""
    years = plan.fiscal_year.year - measure.plan.fiscal_year.year
    first, last = fiscal_year_bounds(plan.fiscal_year.year)
    starts, ends = (min(max(shifted(day, years), first), last) for day in (measure.starts, measure.ends))
    return Content(
        indicator=indicator,
        issue=measure.issue,
        approach=measure.approach,
        method=list(measure.method),
        departments=tuple(measure.departments.all()),
        lead=measure.lead,
        starts=starts.replace(day=1),
        ends=month_end(ends),
        follow_up=measure.follow_up,
        follow_up_due=measure.follow_up_due and shifted(measure.follow_up_due, years),
        expected_result=measure.expected_result,
        kpi=measure.kpi,
        budget=measure.budget,
        carried_from=measure,
    )
