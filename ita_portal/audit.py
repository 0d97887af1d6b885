"""Which models the audit log follows: everything but scores, which have their own trail."""

from __future__ import annotations

from auditlog.registry import auditlog
from django.db.models import Model

from assessments.models import (
    Assessment,
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    Level,
    SubIndicator,
)
from measures.models import Evidence, Measure, Plan, Progress
from organizations.models import Department, Membership, Organization, User
from reports.models import Memo, ReviewPosition

PLAIN: tuple[type[Model], ...] = (
    Organization,
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
)
VERSIONED: tuple[type[Model], ...] = (Plan, Progress, Memo)


def register() -> None:
    """Tell django-auditlog what to follow."""
    for model in PLAIN:
        auditlog.register(model)
    for model in VERSIONED:
        auditlog.register(model, exclude_fields=["version"])
    auditlog.register(User, exclude_fields=["password", "last_login"])
    auditlog.register(Assessment, exclude_fields=["version", "total", "level", "changed_at"])
    auditlog.register(Measure, m2m_fields={"departments"}, exclude_fields=["version"])
