"""Form fields of a measure: steps one a line, months of a fiscal year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from measures.months import month_end, month_name, months_of
from measures.steps import split_steps
from thai.digits import to_arabic
from thai.forms import ThaiTextField

LONGEST_NUMBER = 20


class StepsField(ThaiTextField):
    """A list of steps, typed one a line; empty lines and numbers in front are left out."""

    def clean(self, value: Any) -> list[str]:
        """Return the steps."""
        return split_steps(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Write a stored list one step a line."""
        return "\n".join(value) if isinstance(value, list) else value


class WholeNumberField(forms.IntegerField):
    """A whole number in Thai or Arabic digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Read the digits of either kind."""
        return super().to_python(to_arabic(value).strip()[:LONGEST_NUMBER] if value is not None else None)


class MonthField(forms.ChoiceField):
    """A month of a fiscal year; its value is the month's first day, or its last with `at_end`."""

    def __init__(self, *, at_end: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.at_end = at_end

    def offer(self, year: int, stored: date | None = None) -> None:
        """Offer the months of the fiscal year (B.E.), and the stored one where it lies outside."""
        months = months_of(year)
        if stored and stored.replace(day=1) not in months:
            months = sorted([*months, stored.replace(day=1)])
        self.choices = [("", "เลือกเดือน"), *((self._key(month), month_name(month)) for month in months)]

    def clean(self, value: Any) -> Any:
        """Return the date, None for an empty choice that is allowed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError as error:  # cannot come from the offered choices
            raise ValidationError("โปรดเลือกเดือน", code="invalid") from error
        return month_end(first) if self.at_end else first

    def prepare_value(self, value: Any) -> Any:
        """Turn a stored date into the key of its month."""
        return self._key(value) if isinstance(value, date) else value

    @staticmethod
    def _key(day: date) -> str:
        return f"{day:%Y-%m}"
