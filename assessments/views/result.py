"""What the scores of one organization and year say."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from assessments.frameworks import Edition
from assessments.models import Assessment, FiscalYear
from assessments.presentation import Presentation, Text, change_sentence, present
from assessments.result_charts import draw
from assessments.results import AssessmentResult, official_assessment, result_of, stored_scores
from organizations.access import current_user, organization_view
from organizations.models import Organization
from thai.digits import to_thai

# What a finding calls its place → the anchor of the field on the page of scores.
ANCHORS = {
    "scores": "scores",
    "announced_total": "announced_total",
    "announced_level": "announced_level",
    "eit_parts": "eit_part1",
}


@organization_view("assessments.read")
def result(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show level, findings, charts, the ranked table, strengths and weaknesses."""
    fiscal_year = get_object_or_404(FiscalYear, year=year)
    outcome = result_of(official_assessment(organization, fiscal_year))
    before, previous = scores_before(organization, year)
    page = presentation_of(outcome, previous)
    user = current_user(request)
    context = {
        "outcome": outcome,
        "page": page,
        "year": year,
        "findings": findings_with_links(outcome),
        "charts": None if page.is_empty else draw(page, year, to_thai if user.thai_digits else str),
        "change": change_sentence(page.headline.total, before.total if before else None, year - 1),
        "may_enter": user.has_perm("assessments.enter_scores", organization),
        "may_plan": user.has_perm("measures.edit", organization),
    }
    return render(request, "assessments/result.html", context)


def texts_of(edition: Edition) -> dict[int, Text]:
    """Return name, instrument and default texts of each indicator by its number."""
    codes = {instrument.pk: instrument.code for instrument in edition.instruments}
    return {
        number: Text(row.name, codes[row.instrument_id], row.objective, row.recommendation)
        for number, row in edition.indicators.items()
    }


def presentation_of(outcome: AssessmentResult, previous: dict[int, Decimal]) -> Presentation:
    """Say everything about an evaluated assessment; `previous` holds the scores of the year before."""
    edition = outcome.edition
    return present(
        outcome.result,
        texts_of(edition),
        {instrument.code: instrument.name for instrument in edition.instruments},
        shades=edition.shades,
        previous=previous,
    )


def scores_before(organization: Organization, year: int) -> tuple[Assessment | None, dict[int, Decimal]]:
    """Return the official assessment of the year before with its scores, (None, {}) when there is none."""
    before = (
        Assessment.objects.official().filter(organization=organization, fiscal_year__year=year - 1).first()
    )
    return before, stored_scores(before) if before else {}


def findings_with_links(outcome: AssessmentResult) -> list[dict[str, object]]:
    """Pair each finding with the address where it is mended, empty when no page can mend it."""
    scores = reverse("scores", args=[outcome.organization.code, outcome.year])
    return [
        {"finding": finding, "url": f"{scores}#{anchor}" if (anchor := anchor_of(finding.place)) else ""}
        for finding in outcome.findings
    ]


def anchor_of(place: str) -> str:
    """Return the anchor of a finding's place on the page of scores: "score:7" → "score-7", unknown → ""."""
    return place.replace(":", "-") if place.startswith("score:") else ANCHORS.get(place, "")
