"""The app of the people and places: organizations, departments, users, memberships."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Names the app in the admin."""

    name = "organizations"
    verbose_name = "หน่วยงานและผู้ใช้"
