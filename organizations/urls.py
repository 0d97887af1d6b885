"""Addresses of organizations and people."""

from django.urls import path

from organizations.views import departments, members, organizations, profile, settings

urlpatterns = [
    path("organizations/", organizations.organizations, name="organizations"),
    path("o/<slug:code>/settings/", settings.organization_settings, name="organization_settings"),
    path("o/<slug:code>/emblem/", settings.emblem, name="emblem"),
    path("o/<slug:code>/departments/", departments.departments, name="departments"),
    path("o/<slug:code>/departments/<int:department>/", departments.department, name="department"),
    path(
        "o/<slug:code>/departments/<int:department>/move/",
        departments.department_move,
        name="department_move",
    ),
    path(
        "o/<slug:code>/departments/<int:department>/delete/",
        departments.department_delete,
        name="department_delete",
    ),
    path("o/<slug:code>/members/", members.members, name="members"),
    path("o/<slug:code>/members/new/", members.member_invite, name="member_invite"),
    path("o/<slug:code>/members/<int:membership>/", members.member, name="member"),
    path("o/<slug:code>/members/<int:membership>/remind/", members.member_remind, name="member_remind"),
    path("o/<slug:code>/members/<int:membership>/remove/", members.member_remove, name="member_remove"),
    path("me/", profile.profile, name="profile"),
]
