"""The app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Names the app in the admin."""

    name = "reports"
    verbose_name = "เอกสาร"

    def ready(self) -> None:
        """Register the system checks."""
        from reports.rendering import checks  # noqa: F401  # registers by being imported
