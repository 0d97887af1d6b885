"""How far an administrator reaches: nobody administers, or hands out, more than the own scope."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from organizations.models import Membership, Organization, User

AGENCY, PROVINCE, COUNTRY = "agency", "province", "country"


@dataclass(frozen=True)
class Scope:
    """Where a role holds: in one agency, in one province or in the whole country."""

    kind: str
    label: str
    columns: dict[str, object]


def _agency(organization: Organization) -> Scope:
    columns = {"organization": organization, "province": "", "whole_country": False}
    return Scope(AGENCY, organization.short_name, columns)


def _province(name: str) -> Scope:
    return Scope(
        PROVINCE, f"ทุกหน่วยงานในจังหวัด{name}", {"organization": None, "province": name, "whole_country": False}
    )


COUNTRY_SCOPE = Scope(
    COUNTRY, "ทุกหน่วยงานทั้งประเทศ", {"organization": None, "province": "", "whole_country": True}
)


def administers_country(user: User) -> bool:
    """Say whether the user administers the whole country."""
    return user.is_superuser or any(m.whole_country for m in _administered(user))


def administers_province(user: User, province: str) -> bool:
    """Say whether the user administers everything in a province."""
    return administers_country(user) or (
        bool(province) and any(m.province == province for m in _administered(user))
    )


def administers_widely(user: User) -> bool:
    """Say whether the user administers more than single agencies."""
    return administers_country(user) or any(m.province for m in _administered(user))


def grantable_scopes(user: User, organization: Organization) -> list[Scope]:
    """List the scopes that the administrator may give away from the page of an agency, narrowest first."""
    scopes = [_agency(organization)]
    if organization.province and administers_province(user, organization.province):
        scopes.append(_province(organization.province))
    if administers_country(user):
        scopes.append(COUNTRY_SCOPE)
    return scopes


def may_manage(user: User, membership: Membership) -> bool:
    """Say whether the membership's whole scope lies inside what the user administers."""
    if membership.whole_country:
        return administers_country(user)
    if membership.province:
        return administers_province(user, membership.province)
    return user.has_perm("organizations.administer", membership.organization)


def require_may_manage(user: User, membership: Membership) -> None:
    """Raise PermissionDenied unless the user may change or remove the membership."""
    if not may_manage(user, membership):
        raise PermissionDenied("สิทธินี้กว้างกว่าขอบเขตที่ท่านดูแล จึงต้องให้ผู้ดูแลที่มีขอบเขตกว้างกว่าเป็นผู้แก้ไข")


def _administered(user: User) -> list[Membership]:
    return [m for m in user.held_memberships if m.role == Membership.Role.ADMIN]
