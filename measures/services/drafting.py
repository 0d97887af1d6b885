"""Drafting a plan: accepting default measures for weak indicators. Doing it twice adds nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from assessments.models import Suggestion
from measures.models import Measure, Plan
from measures.months import first_half
from measures.services.measures import Content, add_measure
from measures.services.plans import take
from organizations.models import Department
from thai.text import squash

# Where it exists, the office that coordinates the assessment.
COORDINATOR = "สำนักปลัด"


@transaction.atomic
def accept_suggestions(plan: Plan, suggestions: Iterable[Suggestion]) -> list[Measure]:
    """Add the suggested measures that the plan does not hold yet; return the added ones.

    They run in the plan year's first half, are reported by its end, and lie with the coordinating office.
    """
    take(plan)
    held = held_approaches(plan)
    office = default_office(plan)
    added = []
    for suggestion in suggestions:
        key = (suggestion.indicator_id, squash(suggestion.approach))
        if key not in held:
            held.add(key)
            added.append(add_measure(plan, _content(plan, suggestion, office)))
    return added


def held_approaches(plan: Plan) -> set[tuple[int, str]]:
    """Return what the plan holds already: indicator key and approach, spaces aside."""
    rows = plan.measures.values_list("indicator_id", "approach")
    return {(indicator, squash(approach)) for indicator, approach in rows}


def default_office(plan: Plan) -> Department | None:
    """Return the coordinating office, else the first department, None where there is none."""
    own = list(plan.organization.departments.all())
    return next((office for office in own if office.name.startswith(COORDINATOR)), own[0] if own else None)


def _content(plan: Plan, suggestion: Suggestion, office: Department | None) -> Content:
    starts, ends = first_half(plan.fiscal_year.year)
    return Content(
        indicator=suggestion.indicator,
        issue=suggestion.issue,
        approach=suggestion.approach,
        method=list(suggestion.method),
        departments=(office,) if office else (),
        lead=office,
        starts=starts,
        ends=ends,
        follow_up=suggestion.follow_up,
        follow_up_due=ends,
        kpi=suggestion.indicator_of_success,
    )
