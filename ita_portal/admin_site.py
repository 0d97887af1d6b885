"""The administration site: its name, and its door, which is the portal's own sign-in."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from organizations.access import public_view


class PortalAdminSite(AdminSite):
    """For those who run the system; signing in there keeps the rate limits and the second step."""

    site_title = "ITA Portal"
    site_header = "ITA Portal · ผู้ดูแลระบบกลาง"
    index_title = "ข้อมูลของระบบ"

    @method_decorator(public_view)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Send people to the portal's sign-in; whoever may not enter gets 403."""
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response
