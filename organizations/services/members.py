"""Inviting people, changing what they may do, and taking it away again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organizations.models import Department, Membership, Organization, User
from organizations.services.scopes import Scope, may_manage, require_may_manage

ALREADY_MEMBER = "ผู้ใช้นี้มีบทบาทนี้ในขอบเขตนี้อยู่แล้ว"
USERNAME_TAKEN = "ชื่อผู้ใช้นี้มีผู้ใช้แล้ว โปรดตั้งชื่ออื่น"


class LastAdministrator(Exception):
    """The change would leave the agency without an administrator of its own."""


@dataclass(frozen=True)
class Person:
    """Who is invited; an account with this e-mail address is used when there is one."""

    email: str
    username: str = ""
    name_title: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True)
class Duty:
    """What somebody is in a scope: role, position title and (in an agency) department."""

    role: str
    position: str = ""
    department: Department | None = None


def invite(person: Person, duty: Duty, scope: Scope, *, by: User) -> Membership:
    """Give a person a role; an unknown person gets an account without a password.

    Raises ValidationError (Thai, per field) when the role is held already or the username is taken,
    also when another administrator was quicker; PermissionDenied when the scope is wider than `by`'s.
    """
    for _ in range(2):
        # A second look sees what another administrator stored meanwhile.
        known = account_for(person.email)
        try:
            return _invite(known, person, duty, scope, by)
        except IntegrityError:
            continue
    if account_for(person.email) is None:
        raise ValidationError({"username": USERNAME_TAKEN})
    raise ValidationError({"email": ALREADY_MEMBER})


@transaction.atomic
def _invite(known: User | None, person: Person, duty: Duty, scope: Scope, by: User) -> Membership:
    membership = Membership(
        role=duty.role,
        position=duty.position,
        department=duty.department if scope.columns["organization"] else None,
        **scope.columns,
    )
    require_may_manage(by, membership)
    membership.user = known or _new_account(person)
    membership.save()
    return membership


def account_for(email: str) -> User | None:
    """Return the account with this e-mail address, if there is one."""
    return User.objects.filter(email__iexact=email).first()


def _new_account(person: Person) -> User:
    user = User(
        username=person.username or _free_username(person.email),
        email=person.email.lower(),
        name_title=person.name_title,
        first_name=person.first_name,
        last_name=person.last_name,
    )
    user.set_unusable_password()
    user.save()
    return user


def _free_username(email: str) -> str:
    """Return an unused username made of the part before the @."""
    stem = re.sub(r"[^\w.+-]", "", email.partition("@")[0])[:100] or "user"
    taken = set(User.objects.filter(username__istartswith=stem).values_list("username", flat=True))
    taken = {name.casefold() for name in taken}
    numbered = (stem if number == 1 else f"{stem}{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)


def change(membership: Membership, duty: Duty, *, by: User, even_last_admin: bool = False) -> None:
    """Change role, position or department; raise LastAdministrator unless that is meant."""
    require_may_manage(by, membership)
    try:
        with transaction.atomic():
            if duty.role != Membership.Role.ADMIN:
                _keep_an_administrator(membership, even_last_admin)
            membership.role = duty.role
            membership.position = duty.position
            membership.department = duty.department
            membership.save()
    except IntegrityError:
        raise ValidationError({"role": ALREADY_MEMBER}) from None


@transaction.atomic
def remove(membership: Membership, *, by: User, even_last_admin: bool = False) -> None:
    """Take a role away; the account stays. Raises LastAdministrator unless that is meant."""
    require_may_manage(by, membership)
    _keep_an_administrator(membership, even_last_admin)
    membership.delete()


def _keep_an_administrator(membership: Membership, even_last: bool) -> None:
    """Refuse to take the last administrator; two who remove each other at once queue up at the agency."""
    if even_last or membership.organization_id is None:
        return
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    if is_last_administrator(membership):
        raise LastAdministrator


def is_last_administrator(membership: Membership) -> bool:
    """Say whether the agency has no other active administrator of its own."""
    if membership.organization_id is None or membership.role != Membership.Role.ADMIN:
        return False
    others = Membership.objects.filter(
        organization_id=membership.organization_id, role=Membership.Role.ADMIN, user__is_active=True
    ).exclude(pk=membership.pk)
    return not others.exists()


def manageable(user: User, memberships: list[Membership]) -> list[tuple[Membership, bool]]:
    """Pair each membership with whether the user may change it."""
    return [(membership, may_manage(user, membership)) for membership in memberships]
