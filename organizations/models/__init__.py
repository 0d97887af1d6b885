"""Who: organizations, departments, users and their memberships."""

from organizations.models.organization import Department, Organization
from organizations.models.people import Membership, User

__all__ = ["Department", "Membership", "Organization", "User"]
