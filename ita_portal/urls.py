"""The portal's addresses."""

from django.contrib import admin
from django.urls import include, path

from ita_portal import health, trail_page
from ita_portal.home import views as home

handler400 = "ita_portal.errors.bad_request"
handler403 = "ita_portal.errors.forbidden"
handler404 = "ita_portal.errors.not_found"
handler429 = "ita_portal.errors.too_many_requests"  # asked for by allauth's rate limits
handler500 = "ita_portal.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("audit/", trail_page.trail, name="trail"),
    path("audit/list.xlsx", trail_page.trail_list, name="trail_list"),
    path("", include("organizations.urls")),
    path("", include("assessments.urls")),
    path("", include("measures.urls")),
    path("", include("reports.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
