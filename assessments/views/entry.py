"""The score sheet of one organization and year: show, save, work out while typing, settle a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.forms import ReasonForm, ScoreSheetForm
from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear, ScoreChange
from assessments.presentation import joined, next_level_sentence, target_sentence
from assessments.results import AssessmentResult, official_assessment
from assessments.score_conflict import conflict_rows, resolve
from assessments.score_sheet import Sheet, blocks
from assessments.services.conflicts import Closed, NotReady, StaleVersion
from assessments.services.entry import save_figures
from assessments.services.figures import Change
from assessments.services.states import submit
from assessments.views.result import findings_with_links, scores_before
from organizations.access import current_user, organization_view
from organizations.models import Organization, User
from organizations.versions import posted_version
from thai.digits import to_thai

LATEST_CHANGES = 20
CHANGES_PER_PAGE = 50


@organization_view("assessments.read", write="assessments.enter_scores")
def scores(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the sheet; save what was typed, and hand it over for approval when that was asked."""
    sheet = open_sheet(organization, year)
    if request.method != "POST":
        return sheet_page(request, sheet)
    form = _form(request, sheet, resolve(request.POST))
    if not sheet.assessment.is_open or posted_version(request) != sheet.assessment.version:
        return _conflict_page(request, sheet, form)
    if not form.is_valid():
        form.focus_first_error()
        return sheet_page(request, sheet, form=form, status=422)
    return _save(request, sheet, form)


@organization_view("assessments.read", write="assessments.enter_scores")
@require_POST
def live(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Work out the figures of what is being typed; write nothing."""
    sheet = open_sheet(organization, year)
    form = _form(request, sheet, request.POST)
    return render(request, "assessments/scores_live.html", _figures_context(sheet, form))


@organization_view("assessments.read")
def trail(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """List every change of the sheet, newest first."""
    assessment = official_assessment(organization, _fiscal_year(year))
    page = Paginator(_changes(assessment), CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/scores_trail.html", {"assessment": assessment, "page": page})


def open_sheet(organization: Organization, year: int) -> Sheet:
    """Return the sheet of a year, empty when nothing is stored; 404 for a year without an edition."""
    fiscal_year = _fiscal_year(year)
    return Sheet(organization, edition_of(fiscal_year), official_assessment(organization, fiscal_year))


def _fiscal_year(year: int) -> FiscalYear:
    fiscal_year = FiscalYear.objects.filter(year=year).first()
    if fiscal_year is None:
        raise Http404(f"no edition of the assessment for the fiscal year {year}")
    return fiscal_year


def sheet_page(
    request: HttpRequest,
    sheet: Sheet,
    *,
    form: ScoreSheetForm | None = None,
    reason_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the sheet: fields for who may type, figures for who may only read."""
    user = current_user(request)
    latest = list(_changes(sheet.assessment)[: LATEST_CHANGES + 1])
    context = _figures_context(sheet, form or _form(request, sheet)) | _powers(user, sheet.assessment)
    context |= {
        "reason_form": reason_form or ReasonForm(),
        "changes": latest[:LATEST_CHANGES],
        "more_changes": len(latest) > LATEST_CHANGES,
        "findings": _findings(context["outcome"], with_errors="missing" in request.GET),
    }
    return render(request, "assessments/scores.html", context, status=status)


def _form(request: HttpRequest, sheet: Sheet, data: Mapping[str, Any] | None = None) -> ScoreSheetForm:
    digits = current_user(request).thai_digits
    return ScoreSheetForm(sheet.edition, sheet.stored, data, thai_digits=digits)


def _figures_context(sheet: Sheet, form: ScoreSheetForm) -> dict[str, Any]:
    """Return what the sheet and its live figures show; unreadable fields count as empty."""
    outcome = sheet.outcome(form.figures() if form.is_bound else sheet.stored)
    _, last = scores_before(sheet.organization, sheet.edition.year)
    return {
        "sheet": sheet,
        "form": form,
        "outcome": outcome,
        "result": outcome.result,
        "last_year": sheet.edition.year - 1,
        "blocks": blocks(form, outcome, last),
        "shade": sheet.edition.shades.get(outcome.level_name),
        "target_sentence": target_sentence(outcome.result),
        "next_level_sentence": next_level_sentence(outcome.result),
        "unreadable": len(form.fields_in_error()),
    }


def _findings(outcome: AssessmentResult, *, with_errors: bool) -> list[dict[str, object]]:
    """Return what deserves a look; what blocks submission only after one tried, not while one types."""
    linked = zip(outcome.findings, findings_with_links(outcome), strict=True)
    return [item for finding, item in linked if with_errors or finding.severity != "error"]


def _powers(user: User, assessment: Assessment) -> dict[str, bool]:
    """Say which moves the page offers to this person in this state."""
    enters = user.has_perm("assessments.enter_scores", assessment.organization)
    decides = user.has_perm("assessments.approve", assessment.organization)
    submitted = assessment.state == Assessment.State.SUBMITTED
    approved = assessment.state == Assessment.State.APPROVED
    return {
        "editable": enters and assessment.is_open,
        "may_withdraw": enters and submitted,
        "may_approve": decides and submitted and assessment.submitted_by_id != user.pk,
        "own_submission": decides and submitted and assessment.submitted_by_id == user.pk,
        "may_return": decides and (submitted or approved),
    }


def _changes(assessment: Assessment) -> QuerySet[ScoreChange]:
    return ScoreChange.objects.filter(assessment_id=assessment.pk).select_related("indicator", "by")


def _save(request: HttpRequest, sheet: Sheet, form: ScoreSheetForm) -> HttpResponse:
    """Store the figures, submit when asked, and go back to the sheet."""
    organization, edition, user = sheet.organization, sheet.edition, current_user(request)
    address = reverse("scores", args=[organization.code, edition.year])
    try:
        assessment, changes = save_figures(
            organization, edition, form.figures(), version=posted_version(request), user=user
        )
        messages.success(request, _saved_words(assessment, changes, user))
        if "submit" in request.POST:
            submit(assessment, edition, version=assessment.version, user=user)
            messages.success(request, f"ส่งผลการประเมินของ {named(assessment, user)} ให้ผู้บริหารพิจารณาแล้ว")
    except (StaleVersion, Closed):
        return _conflict_page(request, open_sheet(organization, edition.year), form)
    except NotReady:
        messages.warning(request, "ยังส่งพิจารณาไม่ได้ โปรดแก้ไขรายการที่ระบุไว้ด้านล่าง ค่าที่กรอกไว้บันทึกเป็นร่างแล้ว")
        return redirect(f"{address}?missing")
    return redirect(address)


def _conflict_page(request: HttpRequest, sheet: Sheet, form: ScoreSheetForm) -> HttpResponse:
    """Show both versions, nothing typed lost; when both say the same there is nothing to settle."""
    rows = conflict_rows(form, sheet.stored)
    if sheet.assessment.is_open and not any(row.differs for row in rows):
        messages.info(request, "ค่าที่ท่านกรอกตรงกับที่บันทึกไว้แล้ว ไม่มีค่าใดเปลี่ยนแปลง")
        return redirect("scores", sheet.organization.code, sheet.edition.year)
    context = {
        "sheet": sheet,
        "rows": rows,
        "differing": sum(row.differs for row in rows),
        "last_change": _changes(sheet.assessment).first(),
    }
    return render(request, "assessments/scores_conflict.html", context, status=409)


def named(assessment: Assessment, user: User) -> str:
    """Return agency and year as messages name them."""
    return f"{assessment.organization} ปี {_digits(assessment.fiscal_year.year, user)}"


def _saved_words(assessment: Assessment, changes: list[Change], user: User) -> str:
    """Name what was saved and count it."""
    scored = sum(change.number is not None for change in changes)
    parts = [f"คะแนน {_digits(scored, user)} ตัวชี้วัด"] if scored else []
    labels = dict(ScoreChange.Figure.choices)
    parts += [str(labels[change.figure]) for change in changes if change.number is None]
    if not parts:
        return f"ไม่มีค่าใดเปลี่ยนแปลง ผลการประเมินของ {named(assessment, user)} เป็นไปตามที่บันทึกไว้แล้ว"
    return f"บันทึก{joined(parts)}ของ {named(assessment, user)} แล้ว"


def _digits(number: int, user: User) -> str:
    return to_thai(number) if user.thai_digits else str(number)
