"""Makers of test data: clearly sample names, nothing of a real person."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from organizations.models import Department, Membership, Organization, User


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    code = factory.Sequence(lambda n: f"org-{n}")
    name = factory.Sequence(lambda n: f"ตัวอย่างที่{n}")
    kind = Organization.Kind.SAO
    district = "เมืองตัวอย่าง"
    province = "จังหวัดตัวอย่าง"


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"กองตัวอย่าง {n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"sample{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "ผู้ใช้ตัวอย่าง"
    last_name = factory.Sequence(lambda n: f"ลำดับที่ {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Membership.Role.STAFF
    organization = factory.SubFactory(OrganizationFactory)


def member(role: str, organization: Organization | None = None, **scope: object) -> User:
    """Return a new user with one role over the organization (or over province=… / whole_country=True)."""
    user: User = UserFactory()
    MembershipFactory(user=user, role=role, organization=organization, **scope)
    return user
