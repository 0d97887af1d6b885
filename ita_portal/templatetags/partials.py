"""Small pieces that many pages use: icons, level badges, numbers in the person's digits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thai.dates import short_date
from thai.digits import to_thai

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it is decoration, so screen readers pass it over."""
    return format_html(
        '<svg class="icon portal-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("images/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def shown(context: dict[str, Any], value: object) -> str:
    """Write a number in the digits that the person chose for the screen."""
    text = "–" if value is None or value == "" else str(value)
    return to_thai(text) if context.get("thai_digits_on_screen") else text


@register.simple_tag(takes_context=True)
def moment(context: dict[str, Any], value: datetime | None) -> str:
    """Write day and time in the digits that the person chose: 28 ก.ย. 2564 เวลา 10.30 น."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    day = short_date(local.date(), thai_digits=False)
    return shown(context, f"{day} เวลา {local:%H.%M}\N{NO-BREAK SPACE}น.")


@register.inclusion_tag("partials/level_badge.html")
def level_badge(name: str, shade: int | None = None, estimated: bool = False) -> dict[str, object]:
    """Show a level with its colour step (1 = best … 7) and its name; empty for no level."""
    return {"name": name, "shade": shade, "estimated": estimated}
