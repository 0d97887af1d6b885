"""What the frame around every page shows: the agency, its year, the menu of what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse

from assessments.models import Assessment, FiscalYear
from organizations.access import current_user
from organizations.models import Organization, User
from organizations.services.scopes import administers_widely
from reports.models import ReviewStep

SWITCHER_LIMIT = 20


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; `key` is what a page calls itself with `{% block section %}`."""

    key: str
    label: str
    url: str
    icon: str


# key, label, url name, icon, permission — the pages of one organization and year.
YEAR_PAGES = (
    ("result", "ผลการประเมิน", "result", "chart", "assessments.read"),
    ("scores", "คะแนน", "scores", "pencil", "assessments.read"),
    ("oit", "ตรวจสอบตนเอง (OIT)", "oit", "clipboard", "assessments.read"),
    ("measures", "มาตรการ", "measures", "list", "measures.read"),
    ("memo", "บันทึกข้อความ", "memo", "mail", "reports.read"),
    ("documents", "เอกสาร", "documents", "file", "reports.read"),
)
# The pages over all organizations that the person may see.
SCOPE_PAGES = (
    ("inbox", "รอพิจารณา", "inbox", "inbox", "reports.review"),
    ("overview", "ภาพรวม", "overview", "grid", "assessments.overview"),
    ("imports", "นำเข้า", "imports", "upload", "assessments.import_scores"),
    ("archive", "คลังเอกสาร", "archive", "archive", "reports.inspect"),
    ("trail", "ประวัติการใช้งาน", "trail", "history", "reports.inspect"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page frame; a page without an organization gets the short menu."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    organization = getattr(request, "organization", None) or _only_organization(request)
    year = _year(request)
    return {
        "frame_organization": organization,
        "frame_year": year,
        "frame_years": _years(request) if organization else [],
        "frame_menu": _menu(request, organization, year or _latest_year(organization)),
        "frame_waiting": _waiting(user),
        "thai_digits_on_screen": user.thai_digits,
    }


def _only_organization(request: HttpRequest) -> Organization | None:
    """Return the organization of a person who works for exactly one."""
    organizations = {m.organization for m in current_user(request).held_memberships}
    return organizations.pop() if len(organizations) == 1 else None


def _year(request: HttpRequest) -> int | None:
    """Return the fiscal year that the address names, else the one that the page says it is about."""
    match = request.resolver_match
    named = match.kwargs.get("year") if match else None
    return named or getattr(request, "fiscal_year", None)


def _latest_year(organization: Organization | None) -> int | None:
    """Return the agency's latest year with a result: where its menu leads from pages of no year."""
    results = Assessment.objects.official().with_figures().filter(organization=organization)
    found: int | None = results.aggregate(year=Max("fiscal_year__year"))["year"] if organization else None
    return found


def _waiting(user: User) -> int | None:
    """Count the memos that wait for a reviewer; None for people who review nothing."""
    return ReviewStep.objects.waiting_for(user).count() if user.has_perm("reports.review") else None


def _years(request: HttpRequest) -> list[int]:
    """Return the years to choose from, the newest first: a page that has read them tells them."""
    told: list[int] | None = getattr(request, "fiscal_years", None)
    return list(FiscalYear.objects.values_list("year", flat=True)) if told is None else told


def _menu(request: HttpRequest, organization: Organization | None, year: int | None) -> list[Entry]:
    user = current_user(request)
    entries = [Entry("home", "หน้าหลัก", reverse("home"), "home")]
    if organization is not None and year is not None:
        entries += [
            Entry(key, label, reverse(name, args=[organization.code, year]), icon)
            for key, label, name, icon, permission in YEAR_PAGES
            if user.has_perm(permission, organization)
        ]
    entries += [
        Entry(key, label, reverse(name), icon)
        for key, label, name, icon, permission in SCOPE_PAGES
        if user.has_perm(permission)
    ]
    if administers_widely(user):
        entries.append(Entry("organizations", "หน่วยงานทั้งหมด", reverse("organizations"), "building"))
    if organization is not None:
        entries.append(
            Entry("organization", "หน่วยงาน", reverse("organization", args=[organization.code]), "building")
        )
        if user.has_perm("organizations.administer", organization):
            url = reverse("organization_settings", args=[organization.code])
            entries.append(Entry("organization_settings", "ผู้ใช้และหน่วยงาน", url, "person"))
    return entries
