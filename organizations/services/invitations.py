"""The mail with which a new person sets the first password, over allauth's password reset."""

from __future__ import annotations

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from organizations.models import Membership, User


def needs_password(user: User) -> bool:
    """Say whether the person has never set a password."""
    return not user.has_usable_password()


def send_invitation(membership: Membership, *, by: User) -> bool:
    """Mail the link that sets the first password; return whether the mail server took it."""
    user = membership.user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    context = {
        "invited_by": by,
        "role": membership.get_role_display(),
        "scope": membership.scope,
        "username": user.username,
        "password_reset_url": get_adapter().get_reset_password_from_key_url(key),
        "reset_url": settings.BASE_URL + reverse("account_reset_password"),
    }
    subject = render_to_string("account/email/invitation_subject.txt").strip()
    text = render_to_string("account/email/invitation_message.txt", context).strip()
    try:
        return bool(send_mail(subject, text, None, [user.email]))
    except (OSError, SMTPException):
        return False
