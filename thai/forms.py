"""Form fields for what Thai offices type: dates with Buddhist-era years, amounts, text in one spelling."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from thai.dates import full_date, parse_date
from thai.text import normalise, number_text

LONGEST_DATE = 60


class ThaiTextField(forms.CharField):
    """Text in one canonical spelling: sara am, blanks and line ends as they should be."""

    def to_python(self, value: Any) -> Any:
        """Normalise what was typed."""
        text = super().to_python(value)
        text = text.replace("\r\n", "\n") if text else text  # a browser counts a line's end as one
        return normalise(text) if text and (self.max_length is None or len(text) <= self.max_length) else text


class WebAddressField(forms.URLField):
    """The address of a public page: http or https, nobody's name and password in it. Nothing opens it."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": "อ่านเป็นที่อยู่เว็บไซต์ไม่ได้ ต้องขึ้นต้นด้วย http:// หรือ https:// โปรดคัดลอกจากแถบที่อยู่ของเบราว์เซอร์",
        "private": "ที่อยู่เว็บไซต์ต้องไม่มีชื่อผู้ใช้หรือรหัสผ่าน",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)

    def clean(self, value: Any) -> Any:
        """Return the address; refuse one that carries a name and password."""
        address = super().clean(value)
        if "@" in urlsplit(address).netloc:
            raise ValidationError(self.error_messages["private"], code="private")
        return address


class ThaiDateField(forms.Field):
    """A date as thai.dates.parse_date understands it; shown back with the Thai month's name."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "เช่น 31 มี.ค. 2564"})

    def to_python(self, value: Any) -> date | None:
        """Read the typed date; the refusal says what is wrong with it."""
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = (value or "").strip()
        if not text:
            return None
        try:
            return parse_date(text[:LONGEST_DATE])
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Write a stored date in full; leave typed text as it is."""
        return full_date(value, thai_digits=False) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not spellings."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class AmountField(forms.DecimalField):
    """An amount of money as a person writes it: ๑,๒๐๐.๕๐ or 1200.5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    longest = 30

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs derive it from int
        """Read Thai or Arabic digits with separators."""
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            number = number_text(text[: self.longest])
        except ValueError as error:
            raise ValidationError(
                "โปรดพิมพ์จำนวนเงินเป็นตัวเลข เช่น 12,000 หรือ 12000.50", code="invalid"
            ) from error
        return super().to_python(str(number))
