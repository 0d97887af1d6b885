"""The mail with which a new person sets the first password, over allauth's password reset.

It is asked for by the page and sent by the task worker, so that a slow mail server holds no page. Every
asking has a number; a sending claims it first, so that no asking is answered twice.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organizations.models import Invitation, Membership, User

logger = logging.getLogger(__name__)
State = Invitation.State


def needs_password(user: User) -> bool:
    """Say whether the person has never set a password."""
    return not user.has_usable_password()


@transaction.atomic
def ask(membership: Membership, *, by: User) -> Invitation:
    """Note that the mail shall go out, for tasks.send_invitation; an earlier asking lapses."""
    asked = {"by": by, "state": State.WAITING, "at": timezone.now()}
    found, is_new = Invitation.objects.select_for_update().get_or_create(
        membership=membership, defaults=asked
    )
    if not is_new:
        found.number += 1
        for name, value in asked.items():
            setattr(found, name, value)
        found.save()
    return found


def send(invitation_id: int, number: int) -> bool:
    """Mail the link that sets the first password; return whether this call did it.

    What the mail server answers is noted. No transaction is held meanwhile: the server may be slow.
    """
    asked = Invitation.objects.filter(pk=invitation_id, number=number)
    if not asked.filter(state=State.WAITING).update(state=State.SENDING, at=timezone.now()):
        return False
    invitation = asked.select_related("by", "membership__user", "membership__organization").first()
    if invitation is None:  # asked again, or the role was taken away meanwhile
        return False
    taken = False
    try:
        taken = _mail(invitation)
    except (OSError, SMTPException) as error:
        logger.warning("invitation %s could not be sent: %s", invitation_id, error)
    finally:
        asked.update(state=State.SENT if taken else State.FAILED, at=timezone.now())
    return taken


def _mail(invitation: Invitation) -> bool:
    membership = invitation.membership
    user = membership.user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    context = {
        "invited_by": invitation.by or "ผู้ดูแล",
        "role": membership.get_role_display(),
        "scope": membership.scope,
        "username": user.username,
        "password_reset_url": get_adapter().get_reset_password_from_key_url(key),
        "reset_url": settings.BASE_URL + reverse("account_reset_password"),
    }
    subject = render_to_string("account/email/invitation_subject.txt").strip()
    text = render_to_string("account/email/invitation_message.txt", context).strip()
    return bool(send_mail(subject, text, None, [user.email]))
