"""Drafting a plan: suggestions for the weaknesses, and what the year before left unfinished, to tick."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.models import Indicator, Suggestion
from measures.models import Plan
from measures.rows import Row
from measures.services.carrying import carried_already, carry_over, unfinished
from measures.services.drafting import accept_suggestions, held_approaches
from measures.services.plans import open_plan
from measures.services.refusals import Refused
from measures.standing import Standing
from measures.views.common import context_of, numbers_from, page_of, plan_url, refuse
from organizations.access import current_user, organization_view
from organizations.models import Organization
from thai.text import squash


@dataclass(frozen=True)
class Offer:
    """One suggestion: held already by the plan, or proposed (ticked beforehand)."""

    suggestion: Suggestion
    held: bool
    proposed: bool


@dataclass(frozen=True)
class OfferBlock:
    """An indicator with what is offered for it."""

    indicator: Indicator
    score: object
    is_weak: bool
    offers: list[Offer]


@organization_view("measures.edit")
def measures_draft(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Propose measures for the weak indicators; add the ticked ones."""
    standing, plan = page_of(organization, year)
    if request.method != "POST":
        blocks = _blocks(standing, plan)
        context = context_of(
            request,
            standing,
            plan,
            weak=[block for block in blocks if block.is_weak],
            others=[block for block in blocks if not block.is_weak],
        )
        return render(request, "measures/draft.html", context)
    chosen = Suggestion.objects.filter(
        pk__in=numbers_from(request.POST.getlist("suggestion")), indicator__fiscal_year=standing.fiscal_year
    )
    chosen = chosen.select_related("indicator").order_by("indicator__number", "order")
    try:
        added = accept_suggestions(
            open_plan(standing, current_user(request)), chosen.order_by("indicator__number", "order")
        )
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    if added:
        messages.success(
            request, f"เพิ่มมาตรการจากข้อเสนอ {len(added)} รายการแล้ว โปรดตรวจสอบผู้รับผิดชอบและระยะเวลาของแต่ละรายการ"
        )
    else:
        messages.info(request, "ไม่ได้เพิ่มมาตรการ เพราะไม่ได้เลือกข้อเสนอ หรือข้อเสนอที่เลือกมีอยู่ในแผนแล้ว")
    return redirect(plan_url(standing))


def _blocks(standing: Standing, plan: Plan | None) -> list[OfferBlock]:
    """List the indicators, the lowest score first, those without a score last."""
    held = held_approaches(plan) if plan else set()
    offered: dict[int, list[Suggestion]] = {row.pk: [] for row in standing.indicators.values()}
    for suggestion in Suggestion.objects.filter(indicator__fiscal_year=standing.fiscal_year).order_by(
        "order", "pk"
    ):
        offered[suggestion.indicator_id].append(suggestion)
    numbers = sorted(
        standing.indicators, key=lambda n: (n not in standing.scores, standing.scores.get(n, 0), n)
    )
    return [_block(standing, standing.indicators[number], offered, held) for number in numbers]


def _block(
    standing: Standing, indicator: Indicator, offered: dict[int, list[Suggestion]], held: set[tuple[int, str]]
) -> OfferBlock:
    """Propose the first suggestion of a weak indicator that has no measure yet."""
    is_weak = indicator.number in standing.weaknesses
    answered = any(key == indicator.pk for key, _ in held)
    return OfferBlock(
        indicator=indicator,
        score=standing.scores.get(indicator.number),
        is_weak=is_weak,
        offers=[
            Offer(
                suggestion,
                held=(indicator.pk, squash(suggestion.approach)) in held,
                proposed=is_weak and not answered and place == 0,
            )
            for place, suggestion in enumerate(offered[indicator.pk])
        ],
    )


@organization_view("measures.edit")
def measures_carry(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Offer the unfinished measures of the year before; add the ticked ones."""
    standing, plan = page_of(organization, year)
    context = context_of(request, standing, plan)
    open_measures = unfinished(organization, context["plan_year"])
    if request.method != "POST":
        held = carried_already(plan) if plan else set()
        offers = [(Row(measure, timezone.localdate()), measure.pk in held) for measure in open_measures]
        return render(request, "measures/carry.html", context | {"offers": offers})
    chosen = set(numbers_from(request.POST.getlist("measure")))
    ticked = [measure for measure in open_measures if measure.pk in chosen]
    try:
        added = carry_over(open_plan(standing, current_user(request)), standing, ticked) if ticked else []
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    if added:
        messages.success(request, f"ยกมาตรการที่ยังไม่แล้วเสร็จมา {len(added)} รายการแล้ว")
    else:
        messages.info(request, "ไม่ได้ยกมาตรการมา เพราะไม่ได้เลือก หรือรายการที่เลือกอยู่ในแผนแล้ว")
    return redirect(plan_url(standing))
