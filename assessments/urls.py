"""Addresses of assessments."""

from django.urls import path

from assessments import views

urlpatterns = [
    path("years/", views.overview, name="overview"),
    path("o/<slug:code>/<int:year>/", views.result, name="result"),
    path("o/<slug:code>/<int:year>/scores/", views.scores, name="scores"),
]
