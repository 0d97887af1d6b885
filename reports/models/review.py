"""What reviewers say about a submitted memo: the printed comments and the notes that are not printed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from reports.models.memo import Memo, MemoRevision

if TYPE_CHECKING:
    from organizations.models import User

ACTING = "รักษาราชการแทน"
SCAN_FOLDER = "scans"


def scan_path(step: ReviewStep, filename: str) -> str:
    """Store a scan under a random name: what a person calls a file never becomes a path."""
    suffix = filename[filename.rfind(".") :].lower()
    return f"{SCAN_FOLDER}/{secrets.token_hex(16)}{suffix}"


class ReviewStepQuerySet(models.QuerySet["ReviewStep"]):
    """Reads of review steps, composable with any filter."""

    def open(self) -> ReviewStepQuerySet:
        """Keep the steps whose turn it is."""
        return self.filter(
            revision__memo__state=Memo.State.IN_REVIEW,
            revision__number=models.F("revision__memo__revision"),
            order=models.F("revision__memo__turn"),
            decided_at=None,
        )

    def waiting_for(self, user: User) -> ReviewStepQuerySet:
        """Keep the open steps that this person, or this person as deputy, has to decide."""
        return self.open().filter(models.Q(person=user) | models.Q(deputy=user))


class ReviewStep(models.Model):
    """One position's turn in the review of one revision; once decided it never changes (database trigger)."""

    class Decision(models.TextChoices):
        PENDING = "", "รอพิจารณา"
        ACKNOWLEDGED = "acknowledged", "ทราบ"
        ENDORSED = "endorsed", "เห็นชอบ"
        RETURNED = "returned", "ส่งคืนแก้ไข"
        PAPER = "paper", "ลงความเห็นในเอกสาร"

    revision = models.ForeignKey(MemoRevision, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField("ลำดับ")
    title = models.CharField("ตำแหน่ง", max_length=200)
    printed_name = models.CharField("ชื่อที่พิมพ์", max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="review_steps"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy_title = models.CharField("ตำแหน่งของผู้รักษาราชการแทน", max_length=200, blank=True)
    decision = models.CharField(
        "ความเห็น", max_length=12, choices=Decision.choices, blank=True, default=Decision.PENDING
    )
    # The reviewer's own words alone; what is printed are `words`.
    comment = models.TextField("ข้อความความเห็น", blank=True)
    scan = models.FileField("ภาพสแกนความเห็น", upload_to=scan_path, blank=True)
    # Blank for a scan that could not be read when fingerprints were introduced (migration 0004).
    scan_sha256 = models.CharField("SHA-256 ของภาพสแกน", max_length=64, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("ลงความเห็นเมื่อ", null=True, blank=True)
    notified_at = models.DateTimeField("แจ้งเมื่อ", null=True, blank=True)
    reminded_at = models.DateTimeField("เตือนเมื่อ", null=True, blank=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = "ขั้นการพิจารณา"
        verbose_name_plural = "ขั้นการพิจารณา"
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "order"], name="review_step_once"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="review_step_decided_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_decision_display()}"

    @property
    def words(self) -> str:
        """What is printed: own words, else the decision's phrase; of a comment on paper nothing."""
        if self.comment or self.decision in (self.Decision.PENDING, self.Decision.PAPER):
            return self.comment
        return self.get_decision_display()

    @property
    def act(self) -> str:
        """What was done with the memo, as the reviewer's buttons call it; never printed."""
        return ACTS.get(self.decision, "")

    @property
    def on_paper(self) -> bool:
        """Say whether nobody can decide this step in the portal."""
        return self.person_id is None and self.deputy_id is None

    @property
    def by_deputy(self) -> bool:
        """Say whether the deputy decided in the person's place."""
        return self.decided_by_id is not None and self.decided_by_id == self.deputy_id != self.person_id

    @property
    def signer_name(self) -> str:
        """The name under the comment; empty prints dots for handwriting."""
        if self.by_deputy and self.deputy is not None:
            return self.deputy.full_name
        return self.printed_name

    @property
    def signer_title(self) -> str:
        """The position under the comment; a deputy signs as รองปลัด… รักษาราชการแทน ปลัด…."""
        return self.deputy_signature if self.by_deputy else self.title

    @property
    def deputy_signature(self) -> str:
        """The position under a deputy's comment."""
        return f"{self.deputy_title} {ACTING}{self.title}".strip()

    def is_deputy(self, user: User) -> bool:
        """Say whether this person would decide in the place of the position's own."""
        return user.pk == self.deputy_id != self.person_id


ACTS: dict[str, str] = {
    ReviewStep.Decision.ACKNOWLEDGED: "ทราบและส่งต่อ",
    ReviewStep.Decision.ENDORSED: "เห็นชอบและส่งต่อ",
    ReviewStep.Decision.RETURNED: "ส่งคืนแก้ไข",
}


class DiscussionNote(models.Model):
    """A remark of the people who work on a memo; never printed, never changed (database trigger)."""

    memo = models.ForeignKey(Memo, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    text = models.TextField("ข้อความ", max_length=2_000)

    class Meta:
        verbose_name = "บันทึกหารือ"
        verbose_name_plural = "บันทึกหารือ"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
