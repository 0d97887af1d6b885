"""Which models the audit log follows: everything but scores, which have their own trail."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from auditlog.registry import auditlog
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from assessments.models import (
    Assessment,
    DisclosureAnswer,
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    Level,
    SubIndicator,
)
from measures.models import Evidence, Measure, Plan, Progress
from organizations.models import Department, Membership, Organization, User
from reports.models import Memo, Publication, ReviewPosition

PLAIN: tuple[type[Model], ...] = (
    Department,
    Membership,
    ReviewPosition,
    FiscalYear,
    Instrument,
    Indicator,
    Level,
    SubIndicator,
    DisclosureItem,
    Evidence,
    Publication,
)
VERSIONED: tuple[type[Model], ...] = (Organization, Plan, Progress)
# What a memo's way changes is noted by reports.services.moves, with the positions' titles.
MEMO_WAY = ("version", "changed_at", "revision", "turn", "revision_reason")


# The way from an object to the organization that it belongs to: whose auditors may read the line.
PLACES: dict[type[Model], str] = {
    Organization: "pk",
    Department: "organization_id",
    Membership: "organization_id",
    ReviewPosition: "organization_id",
    Assessment: "organization_id",
    DisclosureAnswer: "organization_id",
    Plan: "organization_id",
    Measure: "plan.organization_id",
    Progress: "measure.plan.organization_id",
    Evidence: "progress.measure.plan.organization_id",
    Memo: "assessment.organization_id",
    Publication: "document.organization_id",
}


def _remember_place(model: type[Model], path: str) -> None:
    """Have every line of the log say whose object it was, also when the object is gone later."""
    read = attrgetter(path)

    def place(instance: Model) -> dict[str, int | None]:
        try:
            return {"organization": read(instance)}
        except ObjectDoesNotExist:  # deleted together with what it belonged to
            return {"organization": None}

    hook: Any = model
    hook.get_additional_data = place


def register() -> None:
    """Tell django-auditlog what to follow."""
    for model, path in PLACES.items():
        _remember_place(model, path)
    for model in PLAIN:
        auditlog.register(model)
    for model in VERSIONED:
        auditlog.register(model, exclude_fields=["version"])
    auditlog.register(Memo, exclude_fields=list(MEMO_WAY))
    auditlog.register(User, exclude_fields=["password", "last_login"])
    auditlog.register(Assessment, exclude_fields=["version", "total", "level", "changed_at"])
    auditlog.register(DisclosureAnswer, exclude_fields=["version", "changed_by", "changed_at"])
    auditlog.register(Measure, m2m_fields={"departments"}, exclude_fields=["version"])
