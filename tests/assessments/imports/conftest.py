"""Three agencies of one province and the administrator who imports for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from organizations.models import Organization, User
from tests.factories import OrganizationFactory, member


@pytest.fixture
def agencies(db: None) -> list[Organization]:
    return OrganizationFactory.create_batch(3)


@pytest.fixture
def admin(agencies: list[Organization]) -> User:
    return member("admin", province=agencies[0].province)


@pytest.fixture
def client(admin: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(admin)
