"""How far an import may reach: the agencies that its user administers; the command reaches all."""

from __future__ import annotations

from assessments.agency_names import Agency, AgencyIndex
from organizations.models import Membership, Organization, User
from organizations.models.organization import OrganizationQuerySet
from organizations.services.scopes import administers_country, administers_province


def organizations_of(user: User | None) -> OrganizationQuerySet:
    """Return the agencies that may be written; without a user (a command) all of them."""
    return Organization.objects.all() if user is None else Organization.objects.administered_by(user)


def agency_index(user: User | None) -> AgencyIndex:
    """Return the agencies of the reach, ready to be found by what a file says."""
    columns = ("pk", "code", "kind", "name", "subdistrict", "district", "province")
    return AgencyIndex(map(Agency._make, organizations_of(user).order_by("pk").values_list(*columns)))


def may_create(user: User | None, province: str) -> bool:
    """Say whether a new agency of the province may be added."""
    return user is None or administers_province(user, province)


def reach_columns(user: User | None) -> dict[str, object]:
    """Return what an ImportBatch notes of its uploader's reach; nothing for a mixed one."""
    if user is None or administers_country(user):
        return {"whole_country": True}
    held = [m for m in user.held_memberships if m.role == Membership.Role.ADMIN]
    provinces = {m.province for m in held if m.province}
    agencies = {m.organization for m in held if m.organization is not None}
    if len(provinces) == 1 and all(agency.province in provinces for agency in agencies):
        return {"province": provinces.pop()}
    return {"organization": agencies.pop()} if len(agencies) == 1 and not provinces else {}
