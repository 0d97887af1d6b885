"""Writing measures: add, change under a version guard, order, delete and call back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max

from assessments.models import Indicator
from measures.models import Measure, Plan
from measures.services.plans import take
from measures.services.refusals import StaleMeasure
from organizations.models import Department
from thai.text import squash


@dataclass(frozen=True)
class Content:
    """What a person states about a measure; a new department is made when its name is not there yet."""

    indicator: Indicator
    approach: str
    method: list[str]
    starts: date
    ends: date
    issue: str = ""
    departments: tuple[Department, ...] = ()
    new_department: str = ""
    lead: Department | None = None
    follow_up: str = ""
    follow_up_due: date | None = None
    expected_result: str = ""
    kpi: str = ""
    budget: Decimal | None = None
    carried_from: Measure | None = None

    def columns(self) -> dict[str, object]:
        """Return the plain columns of the measure's row."""
        apart = ("departments", "new_department", "lead", "carried_from")
        return {name: value for name, value in vars(self).items() if name not in apart}


@transaction.atomic
def add_measure(plan: Plan, content: Content) -> Measure:
    """Add a measure behind the others of its indicator; raise PlanClosed for an ended plan."""
    take(plan)
    measure = Measure(
        plan=plan, order=_last_order(plan, content.indicator) + 1, carried_from=content.carried_from
    )
    _write(measure, content)
    return measure


@transaction.atomic
def change_measure(measure: Measure, content: Content, *, version: int) -> Measure:
    """Store a measure's new content; raise StaleMeasure when `version` is not the stored one any more."""
    take(measure.plan)
    if not Measure.objects.filter(pk=measure.pk, version=version).update(version=F("version") + 1):
        raise StaleMeasure(_stored(measure))
    if content.indicator.pk != measure.indicator_id:
        measure.order = _last_order(measure.plan, content.indicator) + 1
    measure.version = version + 1
    _write(measure, content)
    return measure


@transaction.atomic
def remove_measure(measure: Measure) -> None:
    """Take a measure out of the plan, with everything that hangs on it; it can be called back."""
    take(measure.plan)
    measure.mark_removed()


@transaction.atomic
def restore_measure(measure: Measure) -> None:
    """Bring a removed measure back to its place."""
    take(measure.plan)
    measure.call_back()


@transaction.atomic
def move_measure(measure: Measure, place: int) -> None:
    """Put a measure at a place (0 = first) among those of its indicator; places outside mean the ends."""
    take(measure.plan)
    others = [sibling for sibling in _siblings(measure) if sibling.pk != measure.pk]
    others.insert(max(0, min(place, len(others))), measure)
    for order, other in enumerate(others, start=1):
        if other.order != order:
            other.order = order
            other.save(update_fields=["order"])


def step_measure(measure: Measure, step: int) -> None:
    """Move a measure one place up (-1) or down (+1)."""
    keys = list(
        Measure.objects.filter(plan=measure.plan_id, indicator=measure.indicator_id).values_list(
            "pk", flat=True
        )
    )
    move_measure(measure, max(0, keys.index(measure.pk) + step))


def _siblings(measure: Measure) -> list[Measure]:
    """Return the measures of the same plan and indicator in their order."""
    return list(Measure.objects.filter(plan=measure.plan_id, indicator=measure.indicator_id))


def _write(measure: Measure, content: Content) -> None:
    """Store the row and its departments; the lead is always one of them."""
    departments = _departments(measure.plan, content)
    for name, value in content.columns().items():
        setattr(measure, name, value)
    measure.lead = content.lead if content.lead in departments else next(iter(departments), None)
    measure.save()
    measure.departments.set(departments)


def _departments(plan: Plan, content: Content) -> list[Department]:
    """Return the measure's departments, with the newly named one (made where it is missing)."""
    chosen = list(content.departments)
    if content.new_department:
        added = department_named(plan, content.new_department)
        chosen += [added] if added not in chosen else []
    return chosen


def department_named(plan: Plan, name: str) -> Department:
    """Return the organization's department of this name, spaces aside; make it where it is missing."""
    own = list(plan.organization.departments.all())
    for department in own:
        if squash(department.name) == squash(name):
            return department
    last = max((department.order for department in own), default=0)
    return Department.objects.create(organization=plan.organization, name=name, order=last + 1)


def _last_order(plan: Plan, indicator: Indicator) -> int:
    rows = Measure.everything.filter(plan=plan, indicator=indicator)
    return rows.aggregate(last=Max("order"))["last"] or 0


def _stored(measure: Measure) -> Measure | None:
    return (
        Measure.objects.select_related("indicator", "lead")
        .prefetch_related("departments")
        .filter(pk=measure.pk)
        .first()
    )
