"""Dates and periods on the pages of measures, in the digits that the person chose."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from thai.dates import full_date, month_range, short_date

register = template.Library()


def _thai(context: dict[str, Any]) -> bool:
    return bool(context.get("thai_digits_on_screen"))


@register.simple_tag(takes_context=True)
def day(context: dict[str, Any], value: date | None) -> str:
    """28 ก.ย. 2564; a dash for no date."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return "–" if value is None else short_date(value, thai_digits=_thai(context))


@register.simple_tag(takes_context=True)
def day_in_full(context: dict[str, Any], value: date) -> str:
    """28 กันยายน 2564"""
    return full_date(value, thai_digits=_thai(context))


@register.simple_tag(takes_context=True)
def period(context: dict[str, Any], first: date, last: date) -> str:
    """ต.ค. 63 – มี.ค. 64"""
    return month_range(first, last, thai_digits=_thai(context))
