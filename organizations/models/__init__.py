"""Who: organizations, departments, users, their memberships and invitations."""

from organizations.models.invitations import Invitation
from organizations.models.organization import Department, Organization
from organizations.models.people import Membership, User

__all__ = ["Department", "Invitation", "Membership", "Organization", "User"]
