"""What an agency is called and how its documents look."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from organizations.access import current_user, organization_view
from organizations.emblems import TYPES
from organizations.forms.places import EmblemForm, OrganizationForm
from organizations.models import Organization
from organizations.services import places

EMBLEM_POLICY = "default-src 'none'; sandbox"


@organization_view("organizations.administer")
def organization_settings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show and save an agency's name, place, document prefix and line."""
    user = current_user(request)
    # A copy: a refused form writes into its instance, and the frame shows the stored name.
    instance = Organization.objects.get(pk=organization.pk)
    form = OrganizationForm(request.POST or None, instance=instance, by=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"บันทึกข้อมูลของ{instance.short_name}แล้ว")
        return redirect("organization_settings", organization.code)
    return _settings_page(request, organization, form, EmblemForm())


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
) -> HttpResponse:
    context = {"organization": organization, "form": form, "emblem_form": emblem_form, "tab": "settings"}
    return render(request, "organizations/settings.html", context, status=status)
