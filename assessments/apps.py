"""The app `assessments`."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the app in the admin."""

    name = "assessments"
    verbose_name = "ผลการประเมิน"
