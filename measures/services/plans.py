"""A plan as a whole: finding it, opening it, taking it for a change, adopting and closing it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.models import Assessment
from assessments.services import editions
from measures.models import Plan
from measures.services.refusals import NoPlanYear, PlanClosed, PlanYearTaken, Refused
from measures.standing import Standing
from organizations.models import User


def plan_of(standing: Standing) -> Plan | None:
    """Return the plan that answers an assessed year, None while there is none."""
    return (
        Plan.objects.filter(organization=standing.organization, assessment__fiscal_year=standing.fiscal_year)
        .select_related("fiscal_year", "assessment", "owner")
        .order_by("fiscal_year__year")
        .first()
    )


@transaction.atomic
def open_plan(standing: Standing, user: User) -> Plan:
    """Return the plan that answers an assessed year; the first time, make it for the year after.

    Raises NoPlanYear when that year is too far ahead, PlanYearTaken when its plan answers another.
    """
    if found := plan_of(standing):
        return found
    fiscal_year = editions.running(standing.plan_year, timezone.localdate())
    if fiscal_year is None:
        raise NoPlanYear(standing.plan_year)
    assessment, _ = Assessment.objects.get_or_create(
        organization=standing.organization,
        fiscal_year=standing.fiscal_year,
        kind=Assessment.Kind.OFFICIAL,
    )
    plan, _ = Plan.objects.select_related("fiscal_year", "assessment").get_or_create(
        organization=standing.organization,
        fiscal_year=fiscal_year,
        defaults={"assessment": assessment, "owner": user},
    )
    if plan.assessment_id != assessment.pk:
        raise PlanYearTaken(standing.plan_year)
    return plan


def take(plan: Plan) -> None:
    """Hold the plan's row until the transaction ends, so that changes of its measures queue up.

    Raises PlanClosed when the plan has ended. Call inside a transaction.
    """
    taken = Plan.objects.filter(pk=plan.pk).exclude(state=Plan.State.CLOSED).update(version=F("version"))
    if not taken:
        raise PlanClosed


@transaction.atomic
def set_state(plan: Plan, state: str, *, version: int) -> None:
    """Move the plan on (or back) when it is still as the person saw it."""
    moved = Plan.objects.filter(pk=plan.pk, version=version).exclude(state=state).update(version=version + 1)
    if not moved:
        raise Refused("สถานะของแผนเปลี่ยนไปแล้ว โปรดตรวจสอบอีกครั้ง")
    plan.version, plan.state = version + 1, state
    plan.save(update_fields=["state", "version"])
