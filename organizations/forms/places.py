"""Forms for agencies and their departments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from organizations.emblems import Emblem, read_emblem
from organizations.forms.fields import ThaiDecimalField, ThaiTextField
from organizations.models import Department, Organization, User
from organizations.services.scopes import administers_country, administers_widely

TEXTS = ("name", "subdistrict", "district", "province", "phone", "document_prefix")


def _thai_field(field: Any, **options: Any) -> Any:
    if field.name in TEXTS:
        options["form_class"] = ThaiTextField
    return field.formfield(**options)


class OrganizationForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """What an agency is called, where it is, and how its documents begin."""

    strength_line = ThaiDecimalField(
        label="เส้นแบ่งจุดแข็ง/จุดอ่อน",
        required=False,
        help_text="คะแนนตั้งแต่เส้นนี้ขึ้นไปเป็นจุดแข็ง เว้นว่างไว้เพื่อใช้ค่าเป้าหมายของปีนั้น",
    )

    class Meta:
        model = Organization
        fields = ["kind", *TEXTS, "strength_line"]
        formfield_callback = _thai_field

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not administers_country(by):
            # The province decides who reaches the agency: only who reaches both may move it.
            self.fields["province"].disabled = True
            self.fields["province"].help_text = "การย้ายจังหวัดต้องให้ผู้ดูแลระดับประเทศดำเนินการ"


class NewOrganizationForm(OrganizationForm):
    """An agency that is not there yet."""

    class Meta(OrganizationForm.Meta):
        fields = ["code", *OrganizationForm.Meta.fields]
        help_texts = {"code": "ใช้ในที่อยู่ของหน้าเว็บ เช่น namtao เปลี่ยนภายหลังไม่ได้"}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.may_create = administers_widely(by)


class EmblemForm(forms.Form):
    """A new emblem."""

    emblem = forms.FileField(
        label="ไฟล์ตราหน่วยงาน",
        allow_empty_file=True,
        help_text="PNG หรือ JPEG ด้านยาวไม่น้อยกว่า 600 จุด หรือ SVG ขนาดไฟล์ไม่เกิน 2 เมกะไบต์",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/svg+xml"}),
        error_messages={"required": "โปรดเลือกไฟล์ภาพตราหน่วยงาน"},
    )

    def clean_emblem(self) -> Emblem:
        """Return the emblem as it will be stored."""
        upload: UploadedFile[bytes] = self.cleaned_data["emblem"]
        return read_emblem(upload.read())


class DepartmentForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """The name of a department."""

    class Meta:
        model = Department
        fields = ["name"]
        formfield_callback = _thai_field
