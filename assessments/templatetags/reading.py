"""Small pieces of the overview: sortable column heads and lookups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def item(mapping: Mapping[Any, Any], key: object) -> object:
    """Return the mapping's value for the key, None when it has none."""
    return mapping.get(key)


@register.inclusion_tag("partials/sort_header.html", takes_context=True)
def sort_header(
    context: dict[str, Any], label: str, key: str, current: str, css: str = ""
) -> dict[str, object]:
    """Show a column head that sorts by `key`, the other way round when the list is sorted so already."""
    descending = f"-{key}"
    directions = {key: "ascending", descending: "descending"}
    return {
        "request": context["request"],
        "label": label,
        "css": css,
        "direction": directions.get(current),
        "next": key if current == descending else descending if current == key or css else key,
    }
