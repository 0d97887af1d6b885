"""The app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Names the app in the admin."""

    name = "reports"
    verbose_name = "เอกสาร"
