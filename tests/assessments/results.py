"""Makers of stored results for the tests of pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization
from tests.assessments.examples import NUMBERS, PARTIAL


def stored(
    organization: Organization, scores: Mapping[int, Decimal | None], year: int = 2564, **announced: Any
) -> Assessment:
    """Store scores as a clerk would."""
    edition = edition_of(FiscalYear.objects.get(year=year))
    return save_figures(organization, edition, Figures(scores, **announced), version=0, user=None)[0]


def flat(score: str) -> dict[int, Decimal]:
    """Give every indicator the same score, so that it is the total."""
    return {number: Decimal(score) for number in NUMBERS}


def stored_partial(organization: Organization) -> Assessment:
    """Store an announced total with three known scores (FY2563)."""
    return stored(organization, PARTIAL, 2563, announced_total=Decimal("73.04"), announced_level="C")
