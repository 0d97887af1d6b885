"""Fixtures for the tests of assessments: the founding agency's result in two states."""

from __future__ import annotations

import pytest

from assessments.frameworks import Edition
from assessments.models import Assessment
from assessments.services import states
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.examples import FULL


@pytest.fixture
def full(organization: Organization, edition: Edition, staff: User) -> Assessment:
    """Return a complete draft, saved once."""
    return save_figures(organization, edition, Figures(FULL), version=0, user=staff)[0]


@pytest.fixture
def submitted(full: Assessment, edition: Edition, staff: User) -> Assessment:
    """Return the complete result, handed over by the clerk."""
    states.submit(full, edition, version=full.version, user=staff)
    return full
