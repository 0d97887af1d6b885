"""The departments of an agency."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from organizations.access import organization_view
from organizations.forms.places import DepartmentForm
from organizations.models import Department, Organization
from organizations.services import places

STEPS = {"up": -1, "down": 1}


@organization_view("organizations.administer")
def departments(request: HttpRequest, organization: Organization) -> HttpResponse:
    """List the departments and add one."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            department = places.add_department(organization, form.cleaned_data["name"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"เพิ่ม “{department}” แล้ว")
            return redirect("departments", organization.code)
    context = {
        "organization": organization,
        "departments": organization.departments.all(),
        "form": form,
        "tab": "departments",
    }
    return render(request, "organizations/departments.html", context)


@organization_view("organizations.administer")
def department(request: HttpRequest, organization: Organization, department: int) -> HttpResponse:
    """Rename a department."""
    found = get_object_or_404(Department, pk=department, organization=organization)
    form = DepartmentForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            places.rename_department(found, form.cleaned_data["name"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"เปลี่ยนชื่อเป็น “{found}” แล้ว")
            return redirect("departments", organization.code)
    context = {"organization": organization, "department": found, "form": form, "tab": "departments"}
    return render(request, "organizations/department.html", context)


@organization_view("organizations.administer")
@require_POST
def department_move(request: HttpRequest, organization: Organization, department: int) -> HttpResponse:
    """Move a department one place up or down."""
    found = get_object_or_404(Department, pk=department, organization=organization)
    places.move_department(found, STEPS.get(request.POST.get("to", ""), 0))
    return redirect("departments", organization.code)


@organization_view("organizations.administer")
def department_delete(request: HttpRequest, organization: Organization, department: int) -> HttpResponse:
    """Ask, then delete a department; one in use says where."""
    found = get_object_or_404(Department, pk=department, organization=organization)
    if request.method == "POST":
        try:
            places.delete_department(found)
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"ลบ “{found}” แล้ว")
        return redirect("departments", organization.code)
    context = {
        "organization": organization,
        "department": found,
        "uses": places.uses_of(found),
        "tab": "departments",
    }
    return render(request, "organizations/department_delete.html", context)
