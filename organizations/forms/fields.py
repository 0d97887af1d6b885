"""Form fields that take what people here really type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thai.text import normalise, number_text


class ThaiTextField(forms.CharField):
    """A line of text in its canonical spelling."""

    def to_python(self, value: Any) -> str:
        """Return the text with one spelling for each word."""
        text: str = super().to_python(value) or ""
        return normalise(text)


class ThaiDecimalField(forms.CharField):
    """A number of 0–100 with Thai or Arabic digits, at most two decimals; empty is None."""

    def to_python(self, value: Any) -> Any:
        """Return the number, or None for nothing."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            number = number_text(str(text))
        except ValueError:
            raise ValidationError("โปรดกรอกเป็นตัวเลข เช่น 85 หรือ ๘๕.๐๐") from None
        return self._within_bounds(number)

    def _within_bounds(self, number: Decimal) -> Decimal:
        if not 0 <= number <= 100:
            raise ValidationError("โปรดกรอกตัวเลขตั้งแต่ 0 ถึง 100")
        if number != round(number, 2):
            raise ValidationError("โปรดกรอกทศนิยมไม่เกิน 2 ตำแหน่ง")
        return number
