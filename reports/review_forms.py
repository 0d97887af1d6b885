"""Forms of the review: comments, reasons, scans, notes and the public check of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reports.models import ReviewStep
from reports.services.review import ONLINE
from thai.forms import ThaiTextField

# What reviewers usually write; a tap puts it into the comment.
PHRASES = (
    "ทราบ",
    "เห็นชอบ",
    "เห็นควรดำเนินการต่อ",
    "เห็นควรเสนอเพื่อพิจารณา",
    "มอบหมายผู้เกี่ยวข้องดำเนินการ",
    "ดำเนินการตามเสนอ",
)
LONGEST_COMMENT = 1_000
LARGEST_SCAN = 10_000_000
SCAN_BEGINNINGS = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}


def _words(label: str, *, required: bool, rows: int = 3, **kwargs: Any) -> ThaiTextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return ThaiTextField(label=label, required=required, max_length=LONGEST_COMMENT, widget=widget, **kwargs)


class DecisionForm(forms.Form):
    """A reviewer's decision and words; a return must say why."""

    decision = forms.ChoiceField(choices=[(choice.value, choice.label) for choice in ONLINE])
    comment = _words(
        "ความเห็น",
        required=False,
        help_text="พิมพ์ลงในเอกสารตามที่ท่านเขียนและแก้ไขภายหลังไม่ได้ หากเว้นว่าง จะพิมพ์ว่า เห็นชอบ หรือ ทราบ ตามปุ่มที่กด",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser would cut a pasted comment without a word; the field's own error keeps and counts it.
        self.fields["comment"].widget.attrs.pop("maxlength")

    def clean(self) -> dict[str, Any]:
        """Refuse a return without words."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == ReviewStep.Decision.RETURNED and not cleaned.get("comment"):
            self.add_error("comment", "โปรดเขียนเหตุผลที่ส่งคืน เพื่อให้ผู้จัดทำทราบว่าต้องแก้ไขสิ่งใด")
        return cleaned


class ReasonForm(forms.Form):
    """Why a memo is opened again."""

    reason = _words("เหตุผลที่เสนอใหม่", required=True, rows=2)


class EndForm(forms.Form):
    """Why the public shall not read a document any more."""

    reason = _words("เหตุผลที่ยกเลิกการเผยแพร่", required=True, rows=2)


class NoteForm(forms.Form):
    """A remark that is not printed."""

    text = _words("ข้อความหารือ", required=True, rows=2)


class PaperForm(forms.Form):
    """The scan of a comment given on paper; without one the document keeps blank lines."""

    scan = forms.FileField(
        label="ภาพสแกนความเห็น", required=False, help_text="PDF, JPG หรือ PNG ไม่เกิน 10 MB หากไม่มีให้เว้นไว้"
    )

    def clean_scan(self) -> UploadedFile | None:  # type: ignore[type-arg]  # generic in the stubs only
        """Refuse what is too large or not what its name says."""
        scan = self.cleaned_data.get("scan")
        if not scan:
            return None
        if (scan.size or 0) > LARGEST_SCAN:
            raise ValidationError("ไฟล์ใหญ่เกิน 10 MB โปรดลดขนาดภาพสแกน")
        beginning = SCAN_BEGINNINGS.get((scan.name or "").rpartition(".")[2].lower())
        head = scan.read(16)
        scan.seek(0)
        if beginning is None or not head.startswith(beginning):
            raise ValidationError("ไฟล์นี้ไม่ใช่ PDF, JPG หรือ PNG โปรดเลือกไฟล์ภาพสแกน")
        return scan


class CheckForm(forms.Form):
    """The file that somebody wants to compare with an issued document."""

    file = forms.FileField(label="ไฟล์ที่ต้องการตรวจ", required=True)
