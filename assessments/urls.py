"""Addresses of assessments."""

from django.urls import path

from assessments.views import decisions, entry, organization, overview, result

urlpatterns = [
    path("years/", overview.latest, name="overview"),
    path("years/<int:year>/", overview.overview, name="overview_year"),
    path("o/<slug:code>/", organization.organization, name="organization"),
    path("o/<slug:code>/<int:year>/", result.result, name="result"),
    path("o/<slug:code>/<int:year>/scores/", entry.scores, name="scores"),
    path("o/<slug:code>/<int:year>/scores/live/", entry.live, name="scores_live"),
    path("o/<slug:code>/<int:year>/scores/history/", entry.trail, name="scores_trail"),
    path("o/<slug:code>/<int:year>/scores/withdraw/", decisions.withdraw, name="scores_withdraw"),
    path("o/<slug:code>/<int:year>/scores/approve/", decisions.approve, name="scores_approve"),
    path("o/<slug:code>/<int:year>/scores/return/", decisions.send_back, name="scores_return"),
]
