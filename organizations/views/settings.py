"""What an agency is called and how its documents look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from organizations.access import current_user, organization_view
from organizations.emblems import TYPES
from organizations.forms.places import EmblemForm, OrganizationForm
from organizations.models import Organization
from organizations.services import places
from organizations.versions import posted_version

EMBLEM_POLICY = "default-src 'none'; sandbox"


@organization_view("organizations.administer")
def organization_settings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show and save an agency's name, place, document prefix and line; never over somebody else's unseen."""
    user = current_user(request)
    # A copy: a refused form writes into its instance, and the frame shows the stored name.
    instance = Organization.objects.get(pk=organization.pk)
    form = OrganizationForm(request.POST or None, instance=instance, by=user)
    if request.method != "POST":
        return _settings_page(request, organization, form, EmblemForm())
    # Shown again with an error, the form still says what the person saw: the guard stays.
    version = posted_version(request)
    if not form.is_valid():
        return _settings_page(request, organization, form, EmblemForm(), version=version)
    try:
        places.describe(instance, form.fields, version=version)
    except places.StaleOrganization:
        return _conflict_page(request, organization, form)
    messages.success(request, f"บันทึกข้อมูลของ{instance.short_name}แล้ว")
    return redirect("organization_settings", organization.code)


def _conflict_page(request: HttpRequest, organization: Organization, form: OrganizationForm) -> HttpResponse:
    """Show what was typed beside what is stored now; where both say the same there is nothing to settle."""
    organization.refresh_from_db()
    differences = [
        {"field": form[name], "stored": _shown(organization, name), "typed": _shown(form.instance, name)}
        for name, typed in form.cleaned_data.items()
        if typed != getattr(organization, name) and not form.fields[name].disabled
    ]
    if not differences:
        messages.info(request, "สิ่งที่ท่านกรอกตรงกับที่บันทึกไว้แล้ว ไม่มีข้อมูลใดเปลี่ยนแปลง")
        return redirect("organization_settings", organization.code)
    return _settings_page(request, organization, form, EmblemForm(), status=409, differences=differences)


def _shown(organization: Organization, name: str) -> str:
    display = getattr(organization, f"get_{name}_display", None)
    value = display() if display else getattr(organization, name)
    return "" if value is None else str(value)


@organization_view("organizations.read", write="organizations.administer")
def emblem(request: HttpRequest, organization: Organization) -> HttpResponseBase:
    """Serve the emblem to people of the agency; take a new one, or none, from its administrator."""
    if request.method == "POST":
        return _change_emblem(request, organization)
    if not organization.emblem:
        return HttpResponse(status=204)
    content_type = TYPES[str(organization.emblem.name).rpartition(".")[2]]
    response = FileResponse(organization.emblem.open("rb"), content_type=content_type)
    response["Content-Security-Policy"] = EMBLEM_POLICY
    response["Content-Disposition"] = "inline"
    return response


def _change_emblem(request: HttpRequest, organization: Organization) -> HttpResponse:
    if "remove" in request.POST:
        places.set_emblem(organization, None)
        messages.success(request, "นำตราหน่วยงานออกแล้ว")
        return redirect("organization_settings", organization.code)
    form = EmblemForm(request.POST, request.FILES)
    if not form.is_valid():
        settings_form = OrganizationForm(instance=organization, by=current_user(request))
        return _settings_page(request, organization, settings_form, form, status=400)
    places.set_emblem(organization, form.cleaned_data["emblem"])
    messages.success(request, "บันทึกตราหน่วยงานแล้ว")
    return redirect("organization_settings", organization.code)


def _settings_page(
    request: HttpRequest,
    organization: Organization,
    form: OrganizationForm,
    emblem_form: EmblemForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "organization": organization,
        "form": form,
        "emblem_form": emblem_form,
        "tab": "settings",
        "version": organization.version,
        **more,
    }
    return render(request, "organizations/settings.html", context, status=status)
