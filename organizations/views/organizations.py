"""All agencies of an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.access import current_user, scope_view
from organizations.filters import OrganizationFilter
from organizations.forms.places import NewOrganizationForm
from organizations.models import Membership, Organization
from organizations.services.places import create_organization
from organizations.services.scopes import administers_widely

PAGE_SIZE = 50


@scope_view("organizations.administer")
def organizations(request: HttpRequest) -> HttpResponse:
    """List the agencies that the person reaches; add one inside the own scope."""
    user = current_user(request)
    may_create = administers_widely(user)
    form = NewOrganizationForm(request.POST or None, by=user) if may_create else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("ท่านดูแลเฉพาะหน่วยงานของท่าน จึงเพิ่มหน่วยงานใหม่ไม่ได้")
        if form.is_valid():
            try:
                created = create_organization(form.save(commit=False), by=user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except PermissionDenied as refusal:
                form.add_error("province", str(refusal))
            else:
                messages.success(request, f"เพิ่ม{created.short_name}แล้ว ขั้นต่อไปคือเชิญผู้ดูแลของหน่วยงาน")
                return redirect("members", created.code)
    return render(request, "organizations/organizations.html", _list_context(request) | {"form": form})


def _list_context(request: HttpRequest) -> dict[str, object]:
    admins = Count("memberships", filter=Q(memberships__role=Membership.Role.ADMIN))
    administered = Organization.objects.administered_by(current_user(request))
    # Counting groups the rows, which drops the model's own order.
    reachable = administered.annotate(administrators=admins).order_by("province", "district", "name", "pk")
    found = OrganizationFilter(request.GET, queryset=reachable, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return {"filter": found, "page": page}
