"""What people fill in about the progress of a measure and its evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from measures.evidence_files import ACCEPTED, KIND_WORDS
from measures.fields import WholeNumberField
from measures.limits import LONGEST_TEXT
from measures.services.progress import Report
from thai.forms import ThaiDateField, ThaiTextField, WebAddressField


class ReportForm(forms.Form):
    """One report on a measure, with a first piece of evidence where there is one."""

    on = ThaiDateField(label="วันที่รายงาน", help_text="ใช้ปี พ.ศ. เช่น 15/1/2565 หรือ 15 ม.ค. 2565")
    percent = WholeNumberField(label="ความสำเร็จสะสม (ร้อยละ)", min_value=0, max_value=100)
    done = ThaiTextField(label="สิ่งที่ดำเนินการ", max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}))
    result = ThaiTextField(
        label="ผลที่ได้", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    problems = ThaiTextField(
        label="ปัญหา อุปสรรค และข้อเสนอแนะ",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Refuse a day that has not come: a report tells what was done."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("วันที่รายงานต้องไม่เกินวันนี้")
        return day

    def report(self) -> Report:
        """Return the valid form as the services take it."""
        names = ("on", "percent", "done", "result", "problems")
        return Report(**{name: self.cleaned_data[name] for name in names})


class EvidenceForm(forms.Form):
    """A file or the address of a page."""

    file = forms.FileField(
        label="แนบแฟ้ม",
        required=False,
        allow_empty_file=True,  # the service refuses it, in the words of all other refusals
        help_text=f"{KIND_WORDS} ขนาดไม่เกิน 20 เมกะไบต์",
        widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in ACCEPTED)}),
    )
    url = WebAddressField(label="หรือที่อยู่เว็บไซต์ (URL)", required=False, max_length=500)


class FirstEvidenceForm(ReportForm, EvidenceForm):
    """A new report together with its first evidence."""


class MoreEvidenceForm(EvidenceForm):
    """Further evidence for a report: one of the two has to be there."""

    def clean(self) -> dict[str, Any]:
        """Ask for a file or an address."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("url"):
            raise forms.ValidationError("โปรดเลือกแฟ้ม หรือพิมพ์ที่อยู่เว็บไซต์")
        return cleaned
