"""Addresses of reports."""

from django.urls import path

from reports import views

urlpatterns = [
    path("o/<slug:code>/<int:year>/memo/", views.memo, name="memo"),
    path("o/<slug:code>/<int:year>/documents/", views.documents, name="documents"),
]
