"""A person's own switch for reminders by e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from measures.services.reminders import is_muted, set_muted
from organizations.access import current_user, signed_in_view


@signed_in_view
def reminders(request: HttpRequest) -> HttpResponse:
    """Show the switch; store the wish."""
    person = current_user(request)
    if request.method == "POST":
        muted = request.POST.get("muted") == "yes"
        set_muted(person, muted)
        messages.success(request, "ปิดการแจ้งเตือนทางอีเมลแล้ว" if muted else "เปิดการแจ้งเตือนทางอีเมลแล้ว")
        return redirect("reminders")
    return render(request, "measures/reminders.html", {"muted": is_muted(person)})
