"""The project as an app: checks, frame and the home page."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django_tasks_db.apps import TasksAppConfig


class PortalConfig(AppConfig):
    """Names the app in the admin."""

    name = "ita_portal"
    verbose_name = "ITA Portal"

    def ready(self) -> None:
        """Register the system checks and the audit log's models."""
        from ita_portal import audit, checks

        audit.register()
        checks.register()


class PortalAdminConfig(AdminConfig):
    """Django's admin with the portal's own site."""

    default_site = "ita_portal.admin_site.PortalAdminSite"

    def ready(self) -> None:
        """Gather the tables; the library's own page of second steps would show their secrets."""
        super().ready()
        from allauth.mfa.models import Authenticator
        from django.contrib import admin

        from organizations.admin import SecondStepAdmin

        admin.site.unregister(Authenticator)
        admin.site.register(Authenticator, SecondStepAdmin)


class PortalTasksConfig(TasksAppConfig):
    """The background work, under its Thai name in the admin."""

    verbose_name = "งานเบื้องหลัง"
