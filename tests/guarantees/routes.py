"""The portal's own routes, read off the URLconf, so that no page can be forgotten by a guarantee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OWN = ("ita_portal.", "organizations.", "assessments.", "measures.", "reports.")


@dataclass(frozen=True)
class Route:
    """One address: its name, the names of its parameters, and what its view demands."""

    name: str
    parameters: tuple[str, ...]
    permission: str | None
    write_permission: str | None
    view: Any


def own_routes() -> list[Route]:
    """Return every route whose view is the portal's own code."""
    return [route for route in _routes(get_resolver().url_patterns) if route.view.__module__.startswith(OWN)]


def _routes(patterns: list[URLPattern | URLResolver]) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            continue  # guards itself: superusers only (tests/organizations/test_admin.py)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
        else:
            view = pattern.callback
            permission = getattr(view, "permission", None)
            write = getattr(view, "write_permission", permission)
            yield Route(pattern.name or "", tuple(pattern.pattern.converters), permission, write, view)
