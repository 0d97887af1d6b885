"""The app `thai`."""

from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """Makes the template filters of this package loadable."""

    name = "thai"
    verbose_name = "ภาษาไทย"
