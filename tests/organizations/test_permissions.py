"""The portal's permissions are answered by their rules, without a look at Django's permission tables."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from organizations.models import Organization, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_refusal_costs_no_query_beside_the_memberships(
    staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert staff.held_memberships
    with django_assert_num_queries(0):
        assert not staff.has_perm("assessments.overview")


def test_superusers_hold_all_and_the_inactive_none(staff: User, organization: Organization) -> None:
    assert UserFactory(is_superuser=True).has_perm("reports.write_memo", organization)
    assert not UserFactory(is_superuser=True, is_active=False).has_perm("reports.write_memo", organization)
    assert staff.has_perm("reports.write_memo", organization)
    staff.is_active = False
    assert not staff.has_perm("reports.write_memo", organization)


def test_django_s_own_permissions_are_django_s(staff: User) -> None:
    assert not staff.has_perm("organizations.change_user")
    assert UserFactory(is_superuser=True).has_perm("organizations.change_user")
