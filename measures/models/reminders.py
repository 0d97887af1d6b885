"""Which reminders went out, and who does not want any."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from measures.models.plans import Measure


class Reminder(models.Model):
    """One message to one person about one measure on one day; the row is claimed before it is sent."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField("วันที่")
    claimed_at = models.DateTimeField("เริ่มส่งเมื่อ")
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "การแจ้งเตือน"
        verbose_name_plural = "การแจ้งเตือน"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "measure", "day"], name="reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.measure_id} · {self.day}"


class ReminderChoice(models.Model):
    """A person's own wish about reminders; no row means that they are wanted."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_choice"
    )
    muted = models.BooleanField("ไม่รับการแจ้งเตือน", default=False)

    class Meta:
        verbose_name = "การรับแจ้งเตือน"
        verbose_name_plural = "การรับแจ้งเตือน"

    def __str__(self) -> str:
        return f"{self.person}: {'ไม่รับ' if self.muted else 'รับ'}"
