"""The person's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.access import current_user, signed_in_view
from organizations.forms.people import ProfileForm


@signed_in_view
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save the person's own name and how numbers look."""
    user = current_user(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "บันทึกข้อมูลของท่านแล้ว")
        return redirect("profile")
    # A refused form has already written into its instance; the page frame shows the stored name.
    user.refresh_from_db()
    context = {"form": form, "memberships": user.held_memberships}
    return render(request, "organizations/profile.html", context)
