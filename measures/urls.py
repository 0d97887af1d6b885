"""Addresses of measures."""

from django.urls import path

from measures import views

urlpatterns = [
    path("o/<slug:code>/<int:year>/measures/", views.measures, name="measures"),
]
