"""What each route's parameters are filled with: objects of one agency, made on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from organizations.models import Organization
from tests.guarantees.routes import Route
from tests.measures.makers import measure_in

Maker = Callable[[Organization], Any]

# Parameter name → value for an organization; a route may say otherwise by (route name, parameter).
MAKERS: dict[str | tuple[str, str], Maker] = {
    "code": lambda organization: organization.code,
    "year": lambda organization: 2564,
    "measure": lambda organization: measure_in(organization).pk,
    ("document_pdf", "kind"): lambda organization: "memo",
}


def arguments_of(route: Route, organization: Organization) -> dict[str, Any]:
    """Return the arguments of the route for this organization.

    A KeyError means that a new parameter came up: teach MAKERS how to make it.
    """
    return {
        name: (MAKERS.get((route.name, name)) or MAKERS[name])(organization) for name in route.parameters
    }
