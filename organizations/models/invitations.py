"""How far the mail is with which a new person sets the first password."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from organizations.models.people import Membership

PATIENCE = timedelta(minutes=15)  # a mail of which nothing is heard for longer may never have left


class Invitation(models.Model):
    """The latest invitation of a membership; the mail itself is sent in the background."""

    class State(models.TextChoices):
        WAITING = "waiting", "รอส่งคำเชิญ"
        SENDING = "sending", "กำลังส่งคำเชิญ"
        SENT = "sent", "ส่งคำเชิญแล้ว"
        FAILED = "failed", "ส่งคำเชิญไม่สำเร็จ"

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="invitation", verbose_name="สมาชิก"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="ผู้เชิญ"
    )
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.WAITING)
    number = models.PositiveIntegerField("ครั้งที่", default=1)
    at = models.DateTimeField("เมื่อ")  # asked for, begun, or ended

    class Meta:
        verbose_name = "คำเชิญ"
        verbose_name_plural = "คำเชิญ"

    def __str__(self) -> str:
        return f"{self.membership.user}: {self.get_state_display()}"

    @property
    def is_pending(self) -> bool:
        """Say whether the mail is still to go out."""
        return self._is_under_way and not self.is_unknown

    @property
    def is_unknown(self) -> bool:
        """Say whether nothing was heard of the mail for long: its worker died, or none is running."""
        return self._is_under_way and self.at < timezone.now() - PATIENCE

    @property
    def _is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.SENDING)
