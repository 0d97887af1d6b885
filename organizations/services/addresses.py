"""Keeping allauth's list of e-mail addresses equal to the one address of an account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from organizations.models import User


@transaction.atomic
def vouch_for_address(user: User) -> None:
    """Make the account's address its only one, confirmed: an administrator entered it."""
    email = user.email.lower()
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    if email:
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"primary": True, "verified": True}
        )
