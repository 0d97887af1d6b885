"""The app `measures`."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Names the app in the admin."""

    name = "measures"
    verbose_name = "มาตรการ"
