"""Template filters: `{% load thai %}`."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone

from thai import dates, digits

register = template.Library()

MISSING = "–"
CENT = Decimal("0.01")


@register.filter
def thai_digits(value: object) -> str:
    """Any value with Thai digits; nothing for None."""
    return "" if value is None else digits.to_thai(value)


@register.filter
def thai_date(value: date | None) -> str:
    """๒๘ กันยายน ๒๕๖๔; nothing for None."""
    return "" if value is None else dates.full_date(_local_date(value))


@register.filter
def thai_date_short(value: date | None) -> str:
    """๒๘ ก.ย. ๒๕๖๔; nothing for None."""
    return "" if value is None else dates.short_date(_local_date(value))


@register.filter
def score(value: Decimal | int | None) -> str:
    """A score with two decimals, rounded half up; a dash when there is none."""
    return MISSING if value is None else str(Decimal(value).quantize(CENT, ROUND_HALF_UP))


def _local_date(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).date()
    return value
