"""The list of imports, and the sheets to fill in or to take away."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessments import overview as reads
from assessments.models import FiscalYear, ImportBatch
from assessments.services.imports.reach import organizations_of
from assessments.services.score_sheets import FORMATS, sheet_of
from assessments.views.imports.access import PERMISSION
from organizations.access import current_user, scope_view
from organizations.downloads import attachment
from organizations.models import Organization
from organizations.models.organization import OrganizationQuerySet

PAGE_SIZE = 50


@scope_view(PERMISSION)
def imports(request: HttpRequest) -> HttpResponse:
    """List the imports of the person's scope, newest first."""
    visible = ImportBatch.objects.visible_to(current_user(request)).select_related("created_by")
    page = Paginator(visible, PAGE_SIZE).get_page(request.GET.get("page"))
    years = FiscalYear.objects.values_list("year", flat=True)
    context = {"page": page, "years": years, "section": "imports"}
    return render(request, "assessments/imports/list.html", context)


@scope_view(PERMISSION)
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the sheet of a year to be filled in, with the agencies that the person may import."""
    year = _asked_year(request)
    return _sheet(request, organizations_of(current_user(request)), year, filled=False)


@scope_view("assessments.overview")
def export(request: HttpRequest) -> HttpResponse:
    """Hand out what is stored for a year, narrowed as the overview's address says."""
    year = _asked_year(request)
    asked = reads.OverviewFilter.from_query(request.GET)
    found = reads.narrowed(reads.organizations_in(current_user(request), year, asked), asked)
    return _sheet(
        request, Organization.objects.filter(pk__in=found.order_by().values("pk")), year, filled=True
    )


def _asked_year(request: HttpRequest) -> FiscalYear:
    """Return the asked fiscal year, by default the latest; 404 for one without an edition."""
    asked = request.GET.get("year")
    found = next((year for year in FiscalYear.objects.all() if asked in (None, str(year.year))), None)
    if found is None:
        raise Http404("no edition of the assessment for this fiscal year")
    return found


def _sheet(
    request: HttpRequest, organizations: OrganizationQuerySet, year: FiscalYear, *, filled: bool
) -> HttpResponse:
    form = request.GET.get("format", "xlsx")
    if form not in FORMATS:
        raise Http404("no such format")
    content = sheet_of(organizations, year, form=form, filled=filled)
    name = f"{'คะแนน' if filled else 'แบบฟอร์มคะแนน'}_ITA{year.year}.{form}"
    return attachment(content, name, FORMATS[form])
