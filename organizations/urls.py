"""Addresses of organizations and people."""

from django.urls import path

from organizations import views

urlpatterns = [
    path("o/<slug:code>/", views.organization, name="organization"),
    path("me/", views.profile, name="profile"),
]
