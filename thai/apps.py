"""The app `thai`."""

from django import forms
from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """Makes the template filters of this package loadable."""

    name = "thai"
    verbose_name = "ภาษาไทย"

    def ready(self) -> None:
        """Ask for an empty field in the words of an office; Django's translation speaks of a ฟิลด์."""
        forms.Field.default_error_messages["required"] = "โปรดกรอกหรือเลือกช่องนี้"
