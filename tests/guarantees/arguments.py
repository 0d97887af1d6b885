"""What each route's parameters are filled with: objects of one agency, made on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from organizations.models import Organization
from tests.assessments.imports.files import import_of
from tests.factories import DepartmentFactory, MembershipFactory
from tests.guarantees.routes import Route
from tests.measures.makers import evidence_in, measure_in, progress_in
from tests.reports.makers import issued_document, published, scanned_step, submitted

Maker = Callable[[Organization], Any]

# Parameter name → value for an organization; a route may say otherwise by (route name, parameter).
MAKERS: dict[str | tuple[str, str], Maker] = {
    "code": lambda organization: organization.code,
    "year": lambda organization: 2564,
    "department": lambda organization: DepartmentFactory(organization=organization).pk,
    "membership": lambda organization: MembershipFactory(organization=organization).pk,
    ("measures_round", "key"): lambda organization: "year-end",
    "progress": lambda organization: progress_in(organization).pk,
    "evidence": lambda organization: evidence_in(organization).pk,
    "measure": lambda organization: measure_in(organization).pk,
    ("document_pdf", "kind"): lambda organization: "memo",
    ("document_docx", "kind"): lambda organization: "memo",
    ("document_xlsx", "kind"): lambda organization: "plan",
    "number": lambda organization: submitted(organization).number,
    "step": lambda organization: scanned_step(organization).pk,
    ("issued_document", "key"): lambda organization: issued_document(organization).code,
    ("publish", "key"): lambda organization: issued_document(organization).code,
    ("publish_end", "key"): lambda organization: published(issued_document(organization)).document.code,
    ("public_document", "key"): lambda organization: published(issued_document(organization)).document.code,
    "key": lambda organization: "NOTACODE",
    "bundle": lambda organization: 0,
    "batch": lambda organization: import_of(organization).pk,
}


def arguments_of(route: Route, organization: Organization) -> dict[str, Any]:
    """Return the arguments of the route for this organization.

    A KeyError means that a new parameter came up: teach MAKERS how to make it.
    """
    return {name: (MAKERS.get((route.name, name)) or MAKERS[name])(organization) for name in route.parameters}
