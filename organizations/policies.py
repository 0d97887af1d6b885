"""Who may do what: named permissions, each a predicate over the user's roles in an organization's scope.

Ask with `user.has_perm("assessments.enter_scores", organization)`. Roles never add up silently:
a permission names every role that holds it. Superusers pass all of them.
"""

from __future__ import annotations

import rules

from organizations.models import Membership, Organization, User

STAFF, EXECUTIVE, ADMIN, AUDITOR = Membership.Role.values


def role_in_scope(*roles: str) -> rules.Predicate:
    """Return a predicate: the user holds one of the roles over the organization (or over any, for None)."""
    wanted = frozenset(roles)

    def holds_role(user: User, organization: Organization | None = None) -> bool:
        if not user.is_active or not user.is_authenticated:
            return False
        if organization is None:
            return user.holds(*wanted)
        return bool(wanted & user.roles_over(organization))

    return rules.Predicate(holds_role, name=f"holds {' or '.join(sorted(wanted))}")


reads = role_in_scope(STAFF, EXECUTIVE, ADMIN, AUDITOR)
writes = role_in_scope(STAFF, ADMIN)
decides = role_in_scope(EXECUTIVE)
administers = role_in_scope(ADMIN)
inspects = role_in_scope(AUDITOR, ADMIN)
discusses = role_in_scope(STAFF, EXECUTIVE, ADMIN)

PERMISSIONS: dict[str, rules.Predicate] = {
    "organizations.read": reads,
    "organizations.administer": administers,
    "assessments.read": reads,
    "assessments.enter_scores": writes,
    "assessments.check_disclosure": writes,
    "assessments.approve": decides,
    "assessments.import_scores": administers,
    "assessments.overview": role_in_scope(ADMIN, AUDITOR, EXECUTIVE),
    "measures.read": reads,
    "measures.edit": writes,
    "reports.read": reads,
    "reports.write_memo": writes,
    "reports.review": decides,
    "reports.discuss": discusses,
    "reports.issue": writes,
    "reports.publish": writes,
    "reports.inspect": inspects,
}

for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
