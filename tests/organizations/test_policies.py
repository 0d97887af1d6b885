"""Permissions: the role counts inside its scope only, and for nobody who is not signed in or active."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations.models import Membership, Organization, User
from organizations.policies import PERMISSIONS
from tests.factories import MembershipFactory, UserFactory, member

pytestmark = pytest.mark.django_db
ROLES = Membership.Role.values


@pytest.mark.parametrize("name", PERMISSIONS)
def test_nobody_without_a_membership_holds_any(name: str, organization: Organization) -> None:
    for user in (UserFactory(), AnonymousUser()):
        assert not user.has_perm(name, organization)
        assert not user.has_perm(name)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_an_inactive_person_holds_none(name: str, organization: Organization) -> None:
    user = UserFactory(is_active=False)
    for role in ROLES:
        MembershipFactory(user=user, role=role, organization=organization)
    assert not user.has_perm(name, organization)
    assert not PERMISSIONS[name](user, organization)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_a_superuser_holds_all(name: str, organization: Organization) -> None:
    assert UserFactory(is_superuser=True).has_perm(name, organization)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_ends_at_its_scope(role: str, organization: Organization, foreign: Organization) -> None:
    for user in (member(role, organization), member(role, province=organization.province)):
        assert user.has_perm("organizations.read", organization)
        assert not user.has_perm("organizations.read", foreign)
    assert member(role, whole_country=True).has_perm("organizations.read", foreign)


def test_roles_of_different_scopes_do_not_mix(organization: Organization, foreign: Organization) -> None:
    user = member("auditor", whole_country=True)
    MembershipFactory(user=user, role="admin", organization=organization)
    assert user.has_perm("organizations.administer", organization)
    assert not user.has_perm("organizations.administer", foreign)
    assert user.has_perm("organizations.read", foreign)


def test_lists_follow_the_same_scopes(organization: Organization, foreign: Organization) -> None:
    def seen(user: User) -> set[int]:
        return set(Organization.objects.visible_to(user).values_list("pk", flat=True))

    assert seen(member("staff", organization)) == {organization.pk}
    assert seen(member("auditor", province=foreign.province)) == {foreign.pk}
    assert seen(member("auditor", whole_country=True)) == {organization.pk, foreign.pk}
    assert seen(UserFactory(is_superuser=True)) == {organization.pk, foreign.pk}
    assert seen(UserFactory()) == set()
    nowhere = Organization.objects.create(code="nowhere", name="ไม่ระบุจังหวัด")
    assert nowhere.pk not in seen(member("auditor", province=organization.province))


def test_administered_agencies_are_those_of_the_administrators_role(
    organization: Organization, foreign: Organization
) -> None:
    user = member("admin", organization)
    MembershipFactory(user=user, role="staff", organization=foreign)
    assert list(Organization.objects.administered_by(user)) == [organization]
    assert Organization.objects.administered_by(UserFactory(is_superuser=True)).count() == 2
