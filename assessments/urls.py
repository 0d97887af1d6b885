"""Addresses of assessments."""

from django.urls import path

from assessments.views import entry, overview, result

urlpatterns = [
    path("years/", overview.overview, name="overview"),
    path("o/<slug:code>/<int:year>/", result.result, name="result"),
    path("o/<slug:code>/<int:year>/scores/", entry.scores, name="scores"),
]
