"""Clients that sign in as the people of the sample agency."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from organizations.models import User


@pytest.fixture
def clerk(staff: User, sign_in: Callable[[User], Client]) -> Client:
    """Return a client of the agency's clerk."""
    return sign_in(staff)


@pytest.fixture
def reader(auditor: User, sign_in: Callable[[User], Client]) -> Client:
    """Return a client of someone who may read only."""
    return sign_in(auditor)
